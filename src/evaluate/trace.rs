//! Links between documents against gold: what the letter below makes of the one above.

use super::gold::rows;
use super::words::{match_words, overlap, score_words};
use super::{EvaluateError, Figures};
use crate::graph::{Graph, ObligationRef, Relation};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A requirement passed on, as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldDerivation {
    /// Gold id of the upper requirement.
    pub upper: String,
    /// `SAME`, `NARROWED`, `WIDENED` or `RELATED`.
    pub relation: String,
    /// Words of the upper requirement.
    pub upper_quote: String,
    /// Words of the lower requirement.
    pub lower_quote: String,
}

/// How well a cascade was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CascadeFigures {
    /// Pairs: recall over those that are the same, narrowed or widened; precision over all that are
    /// given for an upper requirement of the gold.
    pub pairs: Figures,
    /// Share of the right pairs whose relation is right.
    pub relation: f64,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

/// The rows of a gold file's text.
pub fn gold_derivations(jsonl: &str) -> Result<Vec<GoldDerivation>, EvaluateError> {
    rows(jsonl)
}

/// Scores the links from one document, by index, to another.
pub fn cascade(
    graph: &Graph,
    (upper, lower): (u32, u32),
    gold: &[GoldDerivation],
    misses: usize,
) -> CascadeFigures {
    let mut by_upper: BTreeMap<&str, Vec<&GoldDerivation>> = BTreeMap::new();
    for row in gold {
        by_upper.entry(&row.upper).or_default().push(row);
    }
    let wanted: Vec<_> = by_upper
        .values()
        .map(|rows| (score_words(&rows[0].upper_quote), None))
        .collect();
    let above = &graph.documents()[upper as usize].facts.obligations;
    let found: Vec<Vec<String>> = above.iter().map(|one| score_words(&one.quote)).collect();
    let groups: Vec<&Vec<&GoldDerivation>> = by_upper.values().collect();
    let (mut given, mut right, mut hits, mut related) = (0, 0, 0, 0);
    let mut seen: FxHashSet<(&str, &str)> = FxHashSet::default();
    let mut lines = Vec::new();
    for (row, at) in match_words(&wanted, &found) {
        let reference = ObligationRef {
            document: upper,
            index: at as u32,
        };
        for link in graph.links().passed_on_as(reference) {
            if link.lower.document != lower {
                continue;
            }
            given += 1;
            let quote = &link.lower.of(graph.documents()).quote;
            let words = score_words(quote);
            let nearness = |row: &GoldDerivation| overlap(&score_words(&row.lower_quote), &words);
            let best = groups[row]
                .iter()
                .max_by(|a, b| nearness(a).total_cmp(&nearness(b)));
            let Some(best) = best.filter(|best| nearness(best) >= 0.6) else {
                lines.push(format!(
                    "not in gold {:.2}: {} -> {quote}",
                    link.link.similarity, groups[row][0].upper_quote
                ));
                continue;
            };
            right += 1;
            if best.relation != "RELATED" && seen.insert((&best.upper, &best.lower_quote)) {
                hits += 1;
                related += usize::from(best.relation == name(link.link.relation));
            }
        }
    }
    let core = gold.iter().filter(|row| row.relation != "RELATED");
    for row in core.clone() {
        if !seen.contains(&(row.upper.as_str(), row.lower_quote.as_str())) {
            lines.push(format!(
                "missed: {} -> {}",
                row.upper_quote, row.lower_quote
            ));
        }
    }
    lines.truncate(misses);
    let pairs = Figures::of_links(right, hits, given, core.count());
    CascadeFigures {
        pairs,
        relation: related as f64 / hits.max(1) as f64,
        misses: lines,
    }
}

/// Whether a section number is that of `section` or of one within it.
pub(super) fn lies_in(number: &str, section: &str) -> bool {
    let (number, section) = (number.trim_matches('.'), section.trim_matches('.'));
    !number.is_empty() && (number == section || number.starts_with(&format!("{section}.")))
}

fn name(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "SAME",
        Relation::Narrowed => "NARROWED",
        Relation::Widened => "WIDENED",
        Relation::Related => "RELATED",
    }
}
