//! Priorities: the paragraphs or items of a chapter of prioritised areas, and lists announced as
//! main priorities.

use super::Context;
use super::place::Places;
use crate::model::{Block, BlockForm, Evidence, Priority, Span, Statement};

/// Reads the priorities of a letter, in reading order.
pub fn priorities(context: &Context) -> Vec<Priority> {
    let outline = context.outline;
    let mut places = Places::default();
    let mut priorities = Vec::new();
    let introduced = introductions(context);
    for (index, block) in outline.blocks.iter().enumerate() {
        let announced = block
            .lead_in
            .is_some_and(|lead| announces(&outline.statements[lead as usize].text));
        let chapter = introduced
            .iter()
            .find(|(section, _)| *section == block.section)
            .is_some_and(|(_, after)| index >= *after);
        let item = matches!(block.form, BlockForm::Item { depth: 1, .. });
        let paragraph = block.form == BlockForm::Paragraph;
        let rule = if announced && item {
            "priority/list"
        } else if chapter && (paragraph || item) {
            "priority/chapter"
        } else {
            continue;
        };
        let Some(spans) = core(statements(context, block)) else {
            continue;
        };
        let quote = context.text.quote(&spans);
        priorities.push(Priority {
            id: places.next(context, block.section),
            text: quote.clone(),
            quote,
            evidence: Evidence {
                spans: spans.clone(),
                rule: rule.into(),
                confidence: 0.9,
            },
            spans,
            section: block.section,
        });
    }
    priorities
}

/// Chapters of priorities, each with the block after its introduction: a paragraph that ends in a colon.
fn introductions(context: &Context) -> Vec<(u32, usize)> {
    let outline = context.outline;
    let mut chapters: Vec<(u32, usize)> = Vec::new();
    for (index, block) in outline.blocks.iter().enumerate() {
        if !heads(&outline.sections[block.section as usize].heading) {
            continue;
        }
        let colon = statements(context, block)
            .last()
            .is_some_and(|last| last.text.trim_end().ends_with(':'));
        match chapters.last_mut() {
            Some((section, after)) if *section == block.section => {
                let first = block.form == BlockForm::Paragraph && colon && index <= *after + 3;
                if first {
                    *after = index + 1;
                }
            }
            _ => chapters.push((block.section, if colon { index + 1 } else { index })),
        }
    }
    chapters
}

fn heads(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let heading = heading.trim();
    [
        "prioriterte områd",
        "hovedpriorit",
        "hovudpriorit",
        "prioriteringer",
        "prioriteringar",
        "satsingsområde",
        "hovedsatsing",
    ]
    .iter()
    .any(|sign| heading.starts_with(sign))
        || [
            "særskilte prioriteringer",
            "særskilde prioriteringar",
            "prioriterte innsatsområder",
        ]
        .iter()
        .any(|sign| heading.contains(sign))
}

/// "Det er følgende hovedprioriteringer for 2031:".
fn announces(words: &str) -> bool {
    let words = words.to_lowercase();
    // "Gjennom prioriteringene skal etaten nå følgende mål:" announces goals.
    let named = ["følgende", "følgjande"]
        .iter()
        .find_map(|word| Some(&words[words.find(word)?..]))
        .unwrap_or(&words);
    words.trim_end().ends_with(':')
        && [
            "hovedpriorit",
            "hovudpriorit",
            "prioriteringer",
            "prioriteringar",
            "prioriterte områd",
            "satsingsområd",
        ]
        .iter()
        .any(|sign| named.contains(sign))
}

/// The first statement that directs or prioritises; where none does, all of them.
fn core(statements: &[Statement]) -> Option<Vec<Span>> {
    let said: Vec<&Statement> = statements.iter().filter(|s| !s.is_lead_in).collect();
    let directs = |statement: &&&Statement| {
        [" skal ", " må ", " bør ", " bes ", " prioriter"]
            .iter()
            .any(|verb| statement.text.contains(verb))
    };
    if let Some(first) = said.iter().find(directs) {
        return Some(first.spans.clone());
    }
    let spans: Vec<Span> = said
        .iter()
        .flat_map(|statement| statement.spans.clone())
        .collect();
    (!spans.is_empty()).then_some(spans)
}

fn statements<'context>(context: &'context Context, block: &Block) -> &'context [Statement] {
    &context.outline.statements[block.statements.0 as usize..block.statements.1 as usize]
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::segmented;

    fn check(content: &str, expected: &[&str]) {
        let letter = segmented("brev-2031", content);
        let found: Vec<String> = letter
            .read(super::priorities)
            .into_iter()
            .map(|p| p.quote)
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn paragraphs_of_the_chapter_are_priorities() {
        check(
            "# Brev 2031\n\n## 2 Prioriterte områder i 2031\n\nDirektoratet har mange oppgaver. Departementet vil trekke fram:\n\nTangen har hatt et dårlig år. Direktoratet skal løfte tangen. Dette krever båter.\n\nMange skjel er kommet til kysten. Flere vil trenge hjelp.\n\n## 3 Annet\n\nDirektoratet skal ikke dette.\n",
            &[
                "Direktoratet skal løfte tangen.",
                "Mange skjel er kommet til kysten. Flere vil trenge hjelp.",
            ],
        );
    }

    #[test]
    fn a_list_of_main_priorities_is_read_under_any_heading() {
        check(
            "# Brev 2031\n\n## 2 Mål og prioriteringar 2031\n\nDette er hovudprioriteringane i 2031:\n\n- Meir tang\n- Færre skjel\n\nMarknaden er viktig.\n",
            &["Meir tang", "Færre skjel"],
        );
    }

    #[test]
    fn a_list_of_goals_is_none() {
        check(
            "# Brev 2031\n\n## 2 Mål\n\nGjennom mål og prioriteringer skal kystene nå følgende mål:\n\n- Mer tang\n- Færre skjel\n",
            &[],
        );
    }

    #[test]
    fn prioritised_groups_are_no_chapter_of_priorities() {
        check(
            "# Brev 2031\n\n## 2 Oppfølging av prioriterte målgrupper\n\nFiskere skal prioriteres.\n",
            &[],
        );
    }
}
