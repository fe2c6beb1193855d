//! Figures that a report gives: table rows with a value for each year, and sentences with quantities.
//!
//! A table that a PDF left as lines keeps its columns only in the order of its values: the heading
//! tells how many years there are, and so how many values belong to a row.

mod lines;
mod sentence;
mod table;
mod value;

use super::Context;
use super::place::{Places, numbered};
use crate::model::{DocumentKind, Evidence, ReportedFigure, ReportedValue, Span, collapse};

/// A figure as a reader finds it.
#[derive(Debug, Default)]
struct Draft {
    section: u32,
    label: String,
    values: Vec<ReportedValue>,
    spans: Vec<Span>,
    rule: &'static str,
}

/// Reads the figures of a report, in reading order. Letters ask for figures, they give none.
pub fn figures(context: &Context) -> Vec<ReportedFigure> {
    if !matches!(
        context.head.kind,
        DocumentKind::Arsrapport | DocumentKind::Rapport
    ) {
        return Vec::new();
    }
    let (mut drafts, read) = lines::drafts(context);
    drafts.extend(table::drafts(context));
    drafts.extend(sentence::drafts(context, &read));
    drafts.sort_by_key(|draft| draft.spans.first().copied());
    let mut places = Places::default();
    drafts
        .into_iter()
        .map(|draft| {
            let section = numbered(context, draft.section);
            ReportedFigure {
                id: places.next(context, section),
                label: collapse(&draft.label),
                values: draft.values,
                quote: context.text.quote(&draft.spans),
                section,
                evidence: Evidence {
                    spans: draft.spans.clone(),
                    rule: draft.rule.into(),
                    confidence: 0.85,
                },
                spans: draft.spans,
            }
        })
        .collect()
}

/// A year of four digits.
fn year(word: &str) -> Option<i16> {
    let word = word.trim_matches(['*', '.', ',', ':', '(', ')']);
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1990..2100).contains(year))
}

#[cfg(test)]
mod tests;
