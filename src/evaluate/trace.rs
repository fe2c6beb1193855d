//! Links between documents against gold: what the letter below makes of the one above, and what the
//! annual report answers.

use super::gold::rows;
use super::words::{match_words, overlap, score_words};
use super::{EvaluateError, Figures};
use crate::graph::{Asked, Graph, ObligationRef, Relation, ResultRef, Verdict};
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

/// An answer, as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldAnswer {
    /// Gold id of what was asked.
    pub asked: String,
    /// `indicator` or `obligation`.
    pub asked_is: String,
    /// Words that ask.
    pub asked_quote: String,
    /// Document that asks.
    pub asked_doc: String,
    /// Number of the section that answers; none where nothing does.
    pub section: Option<String>,
    /// Figure of the year before.
    pub value_2023: Option<String>,
    /// Figure of the year.
    pub value_2024: Option<String>,
    /// Verdict.
    pub verdict: String,
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

/// How well answers were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerFigures {
    /// Share of what is reported whose section is right.
    pub section: f64,
    /// Share of what is reported whose verdict is right.
    pub verdict: f64,
    /// Share of the indicator rows with both years whose figures are right.
    pub values: f64,
    /// Share of what is not reported for which nothing is claimed.
    pub not_reported: f64,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

/// The rows of a gold file's text.
pub fn gold_derivations(jsonl: &str) -> Result<Vec<GoldDerivation>, EvaluateError> {
    rows(jsonl)
}

/// The rows of a gold file's text.
pub fn gold_answers(jsonl: &str) -> Result<Vec<GoldAnswer>, EvaluateError> {
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

/// Scores what reports answer to one document, by index.
pub fn answers(graph: &Graph, letter: u32, gold: &[GoldAnswer], misses: usize) -> AnswerFigures {
    let document = &graph.documents()[letter as usize];
    let gold = gold.iter().filter(|row| row.asked_doc == document.id);
    let mut asked: BTreeMap<&str, Vec<&GoldAnswer>> = BTreeMap::new();
    for row in gold {
        asked.entry(&row.asked).or_default().push(row);
    }
    let mut count = Count::default();
    let mut lines = Vec::new();
    for kind in ["indicator", "obligation"] {
        let groups: Vec<&Vec<&GoldAnswer>> = asked
            .values()
            .filter(|rows| rows[0].asked_is == kind)
            .collect();
        let wanted: Vec<_> = groups
            .iter()
            .map(|rows| (score_words(&rows[0].asked_quote), None))
            .collect();
        let texts: Vec<&str> = if kind == "indicator" {
            let indicators = document.facts.indicators.iter();
            indicators.map(|one| one.name.as_str()).collect()
        } else {
            let obligations = document.facts.obligations.iter();
            obligations.map(|one| one.quote.as_str()).collect()
        };
        let found: Vec<Vec<String>> = texts.iter().map(|text| score_words(text)).collect();
        let pairs: BTreeMap<usize, usize> = match_words(&wanted, &found).into_iter().collect();
        for (row, rows) in groups.iter().enumerate() {
            let results = pairs.get(&row).map(|at| match kind {
                "indicator" => graph.links().results(letter, Asked::Indicator(*at as u32)),
                _ => graph.links().results(letter, Asked::Obligation(*at as u32)),
            });
            let mut results = results.unwrap_or_default();
            results.retain(|result| result.link.verdict != Verdict::NotReported);
            count.row(graph, rows, &results, kind == "indicator", &mut lines);
        }
    }
    lines.truncate(misses);
    let share = |right: usize, of: usize| right as f64 / of.max(1) as f64;
    AnswerFigures {
        section: share(count.section, count.reported),
        verdict: share(count.verdict, count.reported),
        values: share(count.values_right, count.values),
        not_reported: share(count.silent_right, count.silent),
        misses: lines,
    }
}

#[derive(Default)]
struct Count {
    reported: usize,
    section: usize,
    verdict: usize,
    values: usize,
    values_right: usize,
    silent: usize,
    silent_right: usize,
}

impl Count {
    fn row(
        &mut self,
        graph: &Graph,
        rows: &[&GoldAnswer],
        results: &[ResultRef<'_>],
        is_indicator: bool,
        lines: &mut Vec<String>,
    ) {
        let told = |result: &ResultRef<'_>| {
            let report = &graph.documents()[result.report as usize];
            let section = &report.outline.sections[result.link.section as usize];
            let number = section.number.clone().unwrap_or_default();
            let confidence = result.link.confidence;
            let quote = report.text.quote(&result.link.spans);
            format!(
                "[{number} {confidence:.2} {:?} {quote:.90}]",
                result.link.verdict
            )
        };
        let quote = &rows[0].asked_quote;
        let sections: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.section.as_deref())
            .collect();
        if sections.is_empty() {
            self.silent += 1;
            self.silent_right += usize::from(results.is_empty());
            if let Some(first) = results.first() {
                lines.push(format!("claimed: {quote} {}", told(first)));
            }
            return;
        }
        self.reported += 1;
        let near: Vec<&ResultRef<'_>> = results
            .iter()
            .filter(|result| {
                let report = &graph.documents()[result.report as usize];
                let number = &report.outline.sections[result.link.section as usize].number;
                let number = number.as_deref().unwrap_or("");
                sections.iter().any(|section| lies_in(number, section))
            })
            .collect();
        self.section += usize::from(!near.is_empty());
        let verdict_right = near.iter().any(|result| {
            rows.iter()
                .any(|row| row.verdict == verdict_name(result.link.verdict))
        });
        self.verdict += usize::from(verdict_right);
        if !verdict_right {
            let told: Vec<String> = results.iter().map(told).collect();
            lines.push(format!(
                "answer: {quote} gold {sections:?} {} found {}",
                rows[0].verdict,
                told.join(" ")
            ));
        }
        for row in rows.iter().filter(|_| is_indicator) {
            if let (Some(before), Some(after)) = (&row.value_2023, &row.value_2024) {
                self.values += 1;
                let right = results.iter().any(|result| {
                    let values = result.link.values.iter();
                    let values: Vec<String> = values.map(|value| digits(&value.value)).collect();
                    values.contains(&digits(before)) && values.contains(&digits(after))
                });
                self.values_right += usize::from(right);
                if !right {
                    lines.push(format!("values: {quote} {before} {after}"));
                }
            }
        }
    }
}

fn digits(value: &str) -> String {
    let kept: String = value
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == ',')
        .collect();
    kept.trim_matches(',').to_owned()
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

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "IMPROVED",
        Verdict::Worsened => "WORSENED",
        Verdict::Unchanged => "UNCHANGED",
        Verdict::Reported => "REPORTED",
        Verdict::NotReported => "NOT_REPORTED",
    }
}
