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
use crate::model::{
    DocumentKind, Evidence, FigureDirection, ReportedFigure, ReportedValue, Span, collapse,
};
use crate::quantity;

/// A figure as a reader finds it.
#[derive(Debug, Default)]
struct Draft {
    section: u32,
    label: String,
    values: Vec<ReportedValue>,
    spans: Vec<Span>,
    rule: &'static str,
    /// Whom a column beside the measure names.
    of_whom: Option<String>,
    /// Which way the words say that it went; the values tell before them.
    direction: Option<FigureDirection>,
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
            let direction = movement(&draft.values, context.head.year).or(draft.direction);
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
                of_whom: draft.of_whom.filter(|words| !words.is_empty()),
                direction,
            }
        })
        .collect()
}

/// Which way a figure went from the year before the report's to the report's own, where it gives both and
/// holds no more than one measure.
fn movement(values: &[ReportedValue], report: Option<i16>) -> Option<FigureDirection> {
    let year = report?;
    let of = |wanted: i16| {
        let mut of_year = values
            .iter()
            .filter(move |value| value.year == Some(wanted));
        let first = of_year.next();
        first.filter(|_| of_year.next().is_none())
    };
    let (before, after) = (of(year - 1)?, of(year)?);
    (before.label == after.label)
        .then(|| quantity::movement(&before.value, &after.value))
        .flatten()
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
