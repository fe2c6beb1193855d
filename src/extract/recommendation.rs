//! Recommendations of a report: lists announced by "foreslår:" or headed "Anbefalinger", and sentences
//! in which the authors recommend something.

use super::Context;
use super::place::{Places, numbered};
use super::table::tables;
use crate::model::{Block, BlockForm, DocumentKind, Evidence, Recommendation, Span, Statement};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:vi|\p{L}*(?:gruppen|gruppa|utvalget|utvalet|revisjonen|panelet|rapporten|prosjektet))\s+",
        r"(?:(?:foreslår|føreslår|anbefaler|tilrår)\s+(?:\p{L}+\s+){0,4}?(?:at|å)|rår\s+til\s+(?:at|å))\b",
        r"|\b(?:foreslår|føreslår|anbefaler|tilrår)\s+(?:arbeids|ekspert|prosjekt)?(?:gruppen|gruppa|utvalget|utvalet|vi)\s+(?:\p{L}+\s+){0,3}?(?:at|å)\b",
    ))
    .ok()
});
static HORIZON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b((?:på|i løpet av|innen|innan|fra|frå)?\s*(?:kort|kortere|lang|lengre|lengere|mellomlang|noe lengre) sikt|(?:20\d\d)(?:\s+eller\s+sen(?:ere|are))?\+?|straks|umiddelbart)").ok()
});

/// How much of two recommendations' words must agree for the second to repeat the first.
const SAME: f32 = 0.8;

struct Draft {
    section: u32,
    spans: Vec<Span>,
    horizon: Option<String>,
    rule: &'static str,
    confidence: f32,
}

/// Reads the recommendations of a report, in reading order; one that is repeated in a summary counts once.
pub fn recommendations(context: &Context) -> Vec<Recommendation> {
    if !matches!(
        context.head.kind,
        DocumentKind::Rapport | DocumentKind::Arsrapport | DocumentKind::Other
    ) {
        return Vec::new();
    }
    let mut drafts = listed(context);
    drafts.extend(said(context));
    drafts.extend(tabled(context));
    drafts.sort_by_key(|draft| draft.spans.first().copied());
    let mut places = Places::default();
    let mut seen = Seen::default();
    let mut found = Vec::new();
    for draft in drafts {
        let quote = context.text.quote(&draft.spans);
        if quote.len() < 12 || seen.repeats(&quote) {
            continue;
        }
        let section = numbered(context, draft.section);
        found.push(Recommendation {
            id: places.next(context, section),
            text: quote.clone(),
            quote,
            evidence: Evidence {
                spans: draft.spans.clone(),
                rule: draft.rule.into(),
                confidence: draft.confidence,
            },
            spans: draft.spans,
            section,
            horizon: draft.horizon,
        });
    }
    found
}

/// Items below "Gruppen foreslår:" or below a heading of recommendations.
fn listed(context: &Context) -> Vec<Draft> {
    let outline = context.outline;
    let mut drafts: Vec<Draft> = Vec::new();
    // The list that a paragraph without lead-in mark announces: "Forslag (4.1)".
    let mut announced: Option<u32> = None;
    for block in &outline.blocks {
        let statements = statements(context, block);
        let item = matches!(block.form, BlockForm::Item { depth: 1, .. });
        if !item {
            let nested = matches!(block.form, BlockForm::Item { .. });
            if !nested {
                announced = statements
                    .last()
                    .is_some_and(|last| announces(&last.text))
                    .then_some(block.section);
            }
            continue;
        }
        let lead = block
            .lead_in
            .map(|lead| outline.statements[lead as usize].text.as_str());
        let rule = if lead.is_some_and(announces) || announced == Some(block.section) {
            "recommendation/list"
        } else if lead.is_none() && headed(context, block.section) {
            "recommendation/section"
        } else {
            continue;
        };
        let heading = outline.sections[block.section as usize].heading.as_str();
        drafts.push(Draft {
            section: block.section,
            spans: statements
                .iter()
                .flat_map(|statement| statement.spans.clone())
                .collect(),
            horizon: horizon(lead.unwrap_or_default()).or_else(|| horizon(heading)),
            rule,
            confidence: 0.9,
        });
    }
    drafts
}

/// "Arbeidsgruppen anbefaler at …".
fn said(context: &Context) -> Vec<Draft> {
    let statements = context.outline.statements.iter();
    statements
        .filter(|statement| !statement.is_lead_in && !statement.text.ends_with(':'))
        .filter(|statement| {
            ["foreslår", "føreslår", "anbefaler", "tilrår", "rår til"]
                .iter()
                .any(|verb| statement.text.contains(verb))
        })
        .filter(|statement| {
            SENTENCE
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(&statement.text))
        })
        .map(|statement| Draft {
            section: statement.section,
            spans: statement.spans.clone(),
            horizon: horizon(&statement.text).filter(|words| words.contains("sikt")),
            rule: "recommendation/sentence",
            confidence: 0.75,
        })
        .collect()
}

/// A table whose columns are horizons: each cell holds recommendations, one a line or between semicolons.
fn tabled(context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for table in tables(context.outline) {
        let columns: Vec<(usize, String)> = table
            .header
            .iter()
            .enumerate()
            .filter(|(_, heading)| {
                heading.to_lowercase().contains("sikt")
                    || heading.to_lowercase().contains("påbegynn")
            })
            .filter_map(|(column, heading)| Some((column, horizon(heading)?)))
            .collect();
        for row in &table.rows {
            for (column, horizon) in &columns {
                let Some(spans) = row.spans.get(*column).filter(|spans| !spans.is_empty()) else {
                    continue;
                };
                for span in parts(context, spans) {
                    drafts.push(Draft {
                        section: table.section,
                        spans: vec![span],
                        horizon: Some(horizon.clone()),
                        rule: "recommendation/table",
                        confidence: 0.8,
                    });
                }
            }
        }
    }
    drafts
}

fn parts(context: &Context, spans: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    for span in spans {
        let source = context.text.slice(*span);
        let mut from = 0;
        for end in source
            .match_indices([';', '\n'])
            .map(|(at, _)| at)
            .chain([source.len()])
        {
            let part = &source[from..end];
            let start = from + part.len() - part.trim_start().len();
            if part.trim().len() > 3 {
                let at = span.start as usize + start;
                parts.push(Span::new(at, at + part.trim().len()));
            }
            from = (end + 1).min(source.len());
        }
    }
    parts
}

/// "Arbeidsgruppen foreslår:", "Anbefalinger:", "Forslag (4.1)".
fn announces(words: &str) -> bool {
    let words = words.trim_matches(['*', ' ']).to_lowercase();
    let verb = ["foreslår", "føreslår", "anbefaler", "tilrår", "rår til"]
        .iter()
        .any(|verb| words.contains(verb));
    let noun = [
        "forslag",
        "anbefaling",
        "tilråding",
        "våre råd",
        "vi vil tilrå",
    ]
    .iter()
    .any(|noun| {
        words.starts_with(noun)
            || words.contains(&format!("følgende {noun}"))
            || words.contains(&format!("følgjande {noun}"))
    });
    verb && words.ends_with(':')
        || noun && (words.ends_with(':') || words.len() < 30 && !words.ends_with('.'))
}

/// Whether the section's heading, or for a heading of a horizon the one above, names recommendations.
fn headed(context: &Context, section: u32) -> bool {
    let sections = &context.outline.sections;
    let names = |heading: &str| {
        let heading = heading.to_lowercase();
        [
            "forslag",
            "anbefaling",
            "tilråding",
            "tiltak på",
            "foreslåtte",
            "føreslåtte",
        ]
        .iter()
        .any(|word| heading.starts_with(word))
    };
    let here = &sections[section as usize];
    if names(&here.heading) {
        return true;
    }
    let about_time = here.heading.to_lowercase();
    (about_time.contains("påbegynn") || about_time.contains(" sikt"))
        && here
            .parent
            .is_some_and(|parent| names(&sections[parent as usize].heading))
}

fn horizon(words: &str) -> Option<String> {
    let pattern = HORIZON.as_ref()?;
    let mut found = pattern
        .find_iter(words)
        .map(|found| found.as_str().trim().to_owned());
    let first = found.next()?;
    // A heading of two columns names two horizons; which one an item has is not told.
    let other = found.find(|other| *other != first);
    match other {
        None => Some(first),
        Some(_) if words.to_lowercase().matches("påbegynn").count() > 1 => None,
        Some(_) => Some(first),
    }
}

/// Recommendations seen, by their words.
#[derive(Default)]
struct Seen {
    words: Vec<FxHashSet<String>>,
    /// First long word → recommendations that hold it, so that not all are compared with all.
    by_word: rustc_hash::FxHashMap<String, Vec<u32>>,
}

impl Seen {
    fn repeats(&mut self, quote: &str) -> bool {
        let words: FxHashSet<String> = quote
            .replace("- ", "")
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 4)
            // The first letters stand for the word in all its forms.
            .map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect())
            .collect();
        let mut candidates: Vec<u32> = words
            .iter()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let same = candidates.iter().any(|index| {
            let other = &self.words[*index as usize];
            let shared = words.intersection(other).count();
            shared as f32 >= SAME * words.len().min(other.len()) as f32 && shared > 1
        });
        if !same {
            let index = self.words.len() as u32;
            for word in &words {
                let held = self.by_word.entry(word.clone()).or_default();
                if held.len() < 64 {
                    held.push(index);
                }
            }
            self.words.push(words);
        }
        same
    }
}

fn statements<'context>(context: &'context Context, block: &Block) -> &'context [Statement] {
    &context.outline.statements[block.statements.0 as usize..block.statements.1 as usize]
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::segmented;

    fn check(document: &str, content: &str, expected: &[&str]) {
        let letter = segmented(document, content);
        let found: Vec<String> = letter
            .read(super::recommendations)
            .iter()
            .map(|found| {
                format!(
                    "{}{}",
                    found.quote,
                    found
                        .horizon
                        .as_ref()
                        .map_or(String::new(), |h| format!(" [{h}]"))
                )
            })
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn lists_below_a_proposal_are_recommendations() {
        check(
            "rapport-tare-2031",
            "# Rapport om tare\n\n## 4.1 Tørking\n\nKystene tørker lite. Gruppen foreslår:\n\n- Kystene tørker tang hver uke. Det gir mer tare.\n- Båtene får en fast tørkeplass.\n\n## 4.2 Båter\n\nDette finnes i dag:\n\n- små båter\n",
            &[
                "Kystene tørker tang hver uke. Det gir mer tare.",
                "Båtene får en fast tørkeplass.",
            ],
        );
    }

    #[test]
    fn authors_recommend_in_sentences_too() {
        check(
            "rapport-tare-2031",
            "# Rapport om tare\n\n## 4.1 Tørking\n\nUtvalget anbefaler at kystene på lengre sikt tørker mer. Utvalget foreslår en rekke endringer. Kommunen foreslår nye båter.\n",
            &["Utvalget anbefaler at kystene på lengre sikt tørker mer. [på lengre sikt]"],
        );
    }

    #[test]
    fn a_summary_repeats_nothing() {
        check(
            "rapport-tare-2031",
            "# Rapport om tare\n\n## 4.1 Tørking\n\nVi anbefaler:\n\n- Kystene bør tørke tangen hver uke\n\n## 5 Forslag til tiltak\n\n- Kystene tørker tangen hver uke\n- Selge mer tare til utlandet\n",
            &[
                "Kystene bør tørke tangen hver uke",
                "Selge mer tare til utlandet",
            ],
        );
    }

    #[test]
    fn letters_recommend_nothing() {
        check(
            "tildelingsbrev-2031",
            "# Tildelingsbrev 2031\n\n## 1 Tang\n\nVi anbefaler:\n\n- Tørking av tang\n",
            &[],
        );
    }
}
