//! Lists under a heading that names indicators; nested items are breakdowns.

use super::super::Context;
use super::{Draft, names_indicators, names_targets};
use crate::model::{Block, BlockForm, Span, Statement};

/// Drafts from items (and from noun phrases in paragraphs) of sections headed "Styringsparametere".
/// What lies in `read` was read as a table's lines already.
pub fn drafts(context: &Context, read: &[Span]) -> Vec<Draft> {
    let outline = context.outline;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut last: Option<(u32, u8)> = None;
    for block in &outline.blocks {
        let section = &outline.sections[block.section as usize];
        let listed = names_indicators(&section.heading)
            && section.heading.len() < 100
            && !chapter(context, block.section)
            && !lists_goals(context, block);
        if !listed {
            // A lead-in may announce them under any heading: "Følgende styringsparametere gjelder:".
            if !announced(context, block) {
                last = None;
                continue;
            }
        }
        let statements =
            &outline.statements[block.statements.0 as usize..block.statements.1 as usize];
        let Some(first) = statements.first() else {
            continue;
        };
        if read.iter().any(|span| span.overlaps(first.extent())) {
            continue;
        }
        let (told, target) = without_target(statements);
        let words: Vec<&str> = told.iter().map(|s| s.text.as_str()).collect();
        let spans: Vec<Span> = told.iter().flat_map(|s| s.spans.clone()).collect();
        match &block.form {
            BlockForm::Item { depth, .. } => {
                let under =
                    last.is_some_and(|(section, above)| section == block.section && *depth > above);
                if under && let Some(draft) = drafts.last_mut() {
                    draft.breakdowns.push((words.join(" "), spans));
                    continue;
                }
                last = Some((block.section, *depth));
                drafts.push(Draft {
                    target,
                    ..draft(block.section, words.join(" "), spans, "indicator/list")
                });
            }
            BlockForm::Paragraph
                if measures(&first.text) && statements.len() == 1 && !first.is_lead_in =>
            {
                last = None;
                drafts.push(draft(
                    block.section,
                    words.join(" "),
                    spans,
                    "indicator/paragraph",
                ));
            }
            _ => {}
        }
    }
    drafts
}

/// An item's sentences without the one that tells its target, and that target: "Andel målt tare.
/// Prestasjonskrav: Minst 80 prosent."
fn without_target(statements: &[Statement]) -> (&[Statement], Option<(String, Vec<Span>)>) {
    let told = statements.iter().position(|statement| {
        statement
            .text
            .split_once(':')
            .is_some_and(|(label, _)| label.len() < 40 && names_targets(label))
    });
    let Some(at) = told.filter(|at| *at > 0) else {
        return (statements, None);
    };
    let statement = &statements[at];
    let start = statement.text.find(':').map_or(0, |colon| colon + 1);
    let words = statement.text[start..].trim().trim_end_matches('.');
    let from = start + statement.text[start..].len() - statement.text[start..].trim_start().len();
    let spans = statement.source(from, from + words.len());
    (&statements[..at], Some((words.to_owned(), spans)))
}

/// Whether a lead-in says that the list holds goals: "Etaten skal bidra til disse målene:".
fn lists_goals(context: &Context, block: &Block) -> bool {
    let lead = block
        .lead_in
        .and_then(|lead| context.outline.statements.get(lead as usize));
    lead.is_some_and(|lead| {
        ["mål:", "målene:", "måla:"]
            .iter()
            .any(|end| lead.text.ends_with(end))
            && !names_indicators(&lead.text)
    })
}

/// A chapter that only tells in its heading that parameters come further down.
fn chapter(context: &Context, section: u32) -> bool {
    let heading = context.outline.sections[section as usize]
        .heading
        .to_lowercase();
    let topics = heading.matches([',', '/']).count() + heading.matches(" og ").count();
    topics >= 2
}

fn announced(context: &Context, block: &Block) -> bool {
    let BlockForm::Item { .. } = block.form else {
        return false;
    };
    let mut above = block.lead_in;
    while let Some(index) = above {
        let statement = &context.outline.statements[index as usize];
        let words = statement.text.to_lowercase();
        if words.ends_with(':') && names_indicators(&words) && !words.contains("rapporter") {
            return true;
        }
        let next = context.outline.blocks[statement.block as usize].lead_in;
        above = next.filter(|next| *next < index);
    }
    false
}

/// A noun phrase that measures: "Andel …", "Gjennomsnittlig …".
fn measures(words: &str) -> bool {
    let lower = words.to_lowercase();
    words.len() < 220
        && [
            "andel",
            "antall",
            "antal ",
            "tal på",
            "talet på",
            "del av",
            "delen ",
            "gjennomsnitt",
            "median",
            "saksbehandlingstid",
            "sakshandsamingstid",
            "grad av",
            "omfang",
            "kvaliteten",
            "produktiviteten",
        ]
        .iter()
        .any(|sign| lower.starts_with(sign))
}

fn draft(section: u32, words: String, spans: Vec<Span>, rule: &'static str) -> Draft {
    Draft {
        section,
        words,
        spans,
        rule,
        ..Draft::default()
    }
}
