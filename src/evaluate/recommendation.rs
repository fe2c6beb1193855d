//! Recommendations of a report against gold, and which later requirements take them up.

use super::gold::rows;
use super::trace::lies_in;
use super::words::{match_words, overlap, score_words};
use super::{EvaluateError, Figures};
use crate::graph::Graph;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// A recommendation as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldRecommendation {
    /// Document id of the report.
    pub doc: String,
    /// Number of the chapter.
    pub chapter: String,
    /// When it is to be done.
    pub horizon: Option<String>,
    /// Its words.
    pub quote: String,
    /// The later requirements that take it up.
    pub taken_up: Vec<GoldUptake>,
}

/// A later requirement, as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldUptake {
    /// Document id of the letter.
    pub doc: String,
    /// Its words.
    pub quote: String,
}

/// How well recommendations were read and linked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecommendationFigures {
    /// Recommendations found; what stands outside the chapters of the gold does not count.
    pub detection: Figures,
    /// Share of those found whose horizon is right.
    pub horizon: f64,
    /// The first five suggestions for those found, against the requirements that take them up.
    pub uptake: Figures,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

/// The rows of a gold file's text.
pub fn gold_recommendations(jsonl: &str) -> Result<Vec<GoldRecommendation>, EvaluateError> {
    rows(jsonl)
}

/// How many suggestions for each recommendation count.
const SUGGESTED: usize = 5;
/// Least overlap of the words of two statements that are the same.
const SAME: f64 = 0.6;

/// Scores the recommendations of one report, by index.
pub fn recommendations(
    graph: &Graph,
    report: u32,
    gold: &[GoldRecommendation],
    misses: usize,
) -> RecommendationFigures {
    let document = &graph.documents()[report as usize];
    let gold: Vec<_> = gold.iter().filter(|row| row.doc == document.id).collect();
    let found: Vec<usize> = (0..document.facts.recommendations.len())
        .filter(|at| {
            let section = document.facts.recommendations[*at].section;
            let number = document.outline.number_over(section).unwrap_or("");
            gold.iter().any(|row| lies_in(number, &row.chapter))
        })
        .collect();
    let words: Vec<_> = found
        .iter()
        .map(|at| score_words(&document.facts.recommendations[*at].quote))
        .collect();
    let wanted: Vec<_> = gold
        .iter()
        .map(|row| (score_words(&row.quote), None))
        .collect();
    let pairs = match_words(&wanted, &words);
    let mut lines = Vec::new();
    let (mut horizons, mut right, mut given, mut hits) = (0, 0, 0, 0);
    for (row, at) in &pairs {
        let row = gold[*row];
        let recommendation = &document.facts.recommendations[found[*at]];
        if recommendation.horizon == row.horizon {
            horizons += 1;
        } else {
            let (is, should) = (&recommendation.horizon, &row.horizon);
            lines.push(format!("horizon {is:?}, gold {should:?}: {}", row.quote));
        }
        let mut open: Vec<_> = row.taken_up.iter().map(|one| (one, false)).collect();
        let suggested = graph.links().taken_up_by(report, found[*at] as u32);
        for link in suggested.into_iter().take(SUGGESTED) {
            let letter = &graph.documents()[link.obligation.document as usize].id;
            let quote = &link.obligation.of(graph.documents()).quote;
            let quoted = score_words(quote);
            let named = open.iter_mut().filter(|(one, _)| one.doc == *letter);
            let mut named =
                named.filter(|(one, _)| overlap(&score_words(&one.quote), &quoted) >= SAME);
            given += 1;
            match named.next() {
                Some(one) => {
                    right += 1;
                    one.1 = true;
                }
                None => lines.push(format!("uptake not in gold: {} -> {quote}", row.quote)),
            }
        }
        for (one, hit) in open {
            hits += usize::from(hit);
            if !hit {
                lines.push(format!("uptake missed: {} -> {}", row.quote, one.quote));
            }
        }
    }
    let met: FxHashSet<usize> = pairs.iter().map(|(row, _)| *row).collect();
    let lost = gold
        .iter()
        .enumerate()
        .filter(|(row, _)| !met.contains(row));
    lines.extend(lost.map(|(_, row)| format!("recommendation missed: {}", row.quote)));
    lines.truncate(misses);
    let links = gold.iter().map(|row| row.taken_up.len()).sum();
    RecommendationFigures {
        detection: Figures::new(pairs.len(), found.len(), gold.len()),
        horizon: horizons as f64 / pairs.len().max(1) as f64,
        uptake: Figures::of_links(right, hits, given, links),
        misses: lines,
    }
}
