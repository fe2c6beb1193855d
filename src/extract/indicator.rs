//! Indicators (styringsparametere) with target (resultatkrav) and breakdowns (fordelt på).
//!
//! They stand in tables, in lists under a heading that names them, or in tables that a PDF left as
//! lines. A parameter with "skal" carries its target itself: "Svartiden skal ned".

mod labelled;
mod lines;
mod list;
mod name;
mod table;

use super::Context;
use super::place::Places;
use crate::model::{DocumentKind, Evidence, Found, Indicator, Span};
use aho_corasick::AhoCorasick;
use name::{Named, named};
use std::sync::LazyLock;

/// An indicator as a reader finds it.
#[derive(Clone, Debug, Default)]
struct Draft {
    section: u32,
    /// Words of the name, not yet cleaned.
    words: String,
    spans: Vec<Span>,
    target: Option<(String, Vec<Span>)>,
    breakdowns: Vec<(String, Vec<Span>)>,
    rule: &'static str,
}

/// Reads the indicators of a letter; what a report says of them are figures.
pub fn indicators(context: &Context) -> Vec<Indicator> {
    if matches!(
        context.head.kind,
        DocumentKind::Arsrapport | DocumentKind::Rapport
    ) {
        return Vec::new();
    }
    let (mut drafts, mut read) = lines::drafts(context);
    let (labelled, told) = labelled::drafts(context);
    drafts.extend(labelled);
    read.extend(told);
    // A table that was read line by line may stand as rows in the outline too.
    let is_read = |draft: &Draft| {
        draft
            .spans
            .iter()
            .any(|span| read.iter().any(|stretch| stretch.overlaps(*span)))
    };
    drafts.extend(
        table::drafts(context)
            .into_iter()
            .filter(|draft| !is_read(draft)),
    );
    drafts.extend(list::drafts(context, &read));
    drafts.sort_by_key(|draft| draft.spans.first().copied());
    let mut places = Places::default();
    drafts
        .into_iter()
        .filter_map(|draft| settle(context, &mut places, draft))
        .collect()
}

fn settle(context: &Context, places: &mut Places, draft: Draft) -> Option<Indicator> {
    let Named { name, target } = named(&draft.words);
    if name.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    let evidence = |spans: &[Span], rule: &'static str, confidence: f32| Evidence {
        spans: spans.to_vec(),
        rule: rule.into(),
        confidence,
    };
    let target = draft
        .target
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, spans)| Found::new(words, evidence(&spans, "indicator/target-cell", 0.9)))
        .or_else(|| {
            target.map(|words| {
                Found::new(words, evidence(&draft.spans, "indicator/target-skal", 0.9))
            })
        });
    let breakdowns = draft
        .breakdowns
        .into_iter()
        .map(|(words, spans)| {
            Found::new(
                named(&words).name,
                evidence(&spans, "indicator/breakdown", 0.9),
            )
        })
        .collect();
    Some(Indicator {
        id: places.next(context, draft.section),
        name,
        target,
        breakdowns,
        evidence: evidence(&draft.spans, draft.rule, 0.9),
        spans: draft.spans,
        section: draft.section,
    })
}

/// Whether a heading or column names indicators.
pub(super) fn names_indicators(words: &str) -> bool {
    // Each of the words below has one of these in it: most lines need not be looked at.
    static PIECES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(["paramet", "indikator", "resultatm", "prestasjonsm", "ltall"])
            .ok()
    });
    if PIECES
        .as_ref()
        .is_some_and(|pieces| !pieces.is_match(words))
    {
        return false;
    }
    let words = words.to_lowercase();
    [
        "styringsparamet",
        "styringsindikator",
        "resultatindikator",
        "resultatmål",
        "måleparamet",
        "prestasjonsmål",
        "måltall",
    ]
    .iter()
    .any(|sign| words.contains(sign))
        || words.split(|c: char| !c.is_alphabetic()).any(|word| {
            [
                "indikator",
                "indikatorer",
                "indikatorar",
                "parameter",
                "parametere",
                "parametre",
                "parametrar",
            ]
            .contains(&word)
        })
}

/// Whether a column's heading names targets.
fn names_targets(words: &str) -> bool {
    let words = words.trim();
    if !words.starts_with(['r', 'R', 'm', 'M', 'a', 'A', 'k', 'K', 'f', 'F', 'p', 'P']) {
        return false;
    }
    let words = words.to_lowercase();
    [
        "resultatkrav",
        "prestasjonskrav",
        "måltall",
        "måltal",
        "resultatmål",
        "ambisjon",
        "krav",
        "målsetting",
        "målsetjing",
        "mål ",
        "mål for",
        "forventning",
    ]
    .iter()
    .any(|sign| words.starts_with(sign))
        || words == "mål"
}

#[cfg(test)]
mod tests;
