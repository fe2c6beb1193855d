//! What the annual report answers, against gold: section, sentence, figures, verdict; and how far what is
//! claimed can be trusted.

use super::EvaluateError;
use super::gold::rows;
use super::trace::lies_in;
use super::words::{match_words, overlap, score_words};
use crate::graph::{Asked, Graph, ResultRef, Strength, Verdict};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Words that answer.
    pub quote: Option<String>,
    /// Figure of the year before.
    pub value_2023: Option<String>,
    /// Figure of the year.
    pub value_2024: Option<String>,
    /// Verdict.
    pub verdict: String,
    /// Whether the target is met.
    pub target_met: Option<bool>,
}

/// How well answers were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerFigures {
    /// Share of what is reported whose section is right.
    pub section: f64,
    /// Share of what is reported whose sentence or row is right.
    pub sentence: f64,
    /// Share of what is reported whose verdict is right.
    pub verdict: f64,
    /// Share of the indicator rows with both years whose figures are right.
    pub values: f64,
    /// Share of what is not reported for which nothing is claimed.
    pub not_reported: f64,
    /// Share of the answers given to what is reported that stand in a right section.
    pub precision: f64,
    /// How often a target is said to be met that is not.
    pub false_met: usize,
    /// How often nothing is said to be found where the report answers.
    pub false_silence: usize,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

/// The rows of a gold file's text.
pub fn gold_answers(jsonl: &str) -> Result<Vec<GoldAnswer>, EvaluateError> {
    rows(jsonl)
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
            let results = results.unwrap_or_default();
            count.row(graph, rows, &results, kind == "indicator", &mut lines);
        }
    }
    lines.truncate(misses);
    let share = |right: usize, of: usize| right as f64 / of.max(1) as f64;
    AnswerFigures {
        section: share(count.section, count.reported),
        sentence: share(count.sentence, count.reported),
        verdict: share(count.verdict, count.reported),
        values: share(count.values_right, count.values),
        not_reported: share(count.silent_right, count.silent),
        precision: share(count.claims_right, count.claims),
        false_met: count.false_met,
        false_silence: count.false_silence,
        misses: lines,
    }
}

#[derive(Default)]
struct Count {
    reported: usize,
    section: usize,
    sentence: usize,
    verdict: usize,
    values: usize,
    values_right: usize,
    silent: usize,
    silent_right: usize,
    claims: usize,
    claims_right: usize,
    false_met: usize,
    false_silence: usize,
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
        let quote = &rows[0].asked_quote;
        let claimed: Vec<&ResultRef<'_>> = results
            .iter()
            .filter(|result| result.link.verdict != Verdict::NotReported)
            .collect();
        let met = claimed
            .iter()
            .any(|result| result.link.target_met == Some(true));
        if met && !rows.iter().any(|row| row.target_met == Some(true)) {
            self.false_met += 1;
            lines.push(format!("target met: {quote}"));
        }
        let sections: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.section.as_deref())
            .collect();
        if sections.is_empty() {
            self.silent += 1;
            self.silent_right += usize::from(claimed.is_empty());
            if let Some(first) = claimed.first() {
                lines.push(format!("claimed: {quote} {}", told(graph, first)));
            }
            return;
        }
        self.reported += 1;
        let silent = results
            .iter()
            .any(|result| result.link.strength == Strength::NotFound);
        self.false_silence += usize::from(claimed.is_empty() && silent);
        let near: Vec<&&ResultRef<'_>> = claimed
            .iter()
            .filter(|result| {
                let report = &graph.documents()[result.report as usize];
                let number = &report.outline.sections[result.link.section as usize].number;
                let number = number.as_deref().unwrap_or("");
                sections.iter().any(|section| lies_in(number, section))
            })
            .collect();
        self.claims += claimed.len();
        self.claims_right += near.len();
        self.section += usize::from(!near.is_empty());
        let sentence = near.iter().any(|result| is_quoted(graph, result, rows));
        self.sentence += usize::from(sentence);
        let verdict_right = near.iter().any(|result| {
            let verdict = verdict_name(result.link.verdict);
            rows.iter().any(|row| row.verdict == verdict)
        });
        self.verdict += usize::from(verdict_right);
        if !verdict_right || !sentence {
            let told: Vec<String> = claimed.iter().map(|result| told(graph, result)).collect();
            lines.push(format!(
                "answer: {quote} gold {sections:?} {} found {}",
                rows[0].verdict,
                told.join(" ")
            ));
        }
        for row in rows.iter().filter(|_| is_indicator) {
            self.values(row, &claimed, quote, lines);
        }
    }

    fn values(
        &mut self,
        row: &GoldAnswer,
        claimed: &[&ResultRef<'_>],
        quote: &str,
        lines: &mut Vec<String>,
    ) {
        let (Some(before), Some(after)) = (&row.value_2023, &row.value_2024) else {
            return;
        };
        self.values += 1;
        let right = claimed.iter().any(|result| {
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

/// Whether the words of a result are those of a gold row.
fn is_quoted(graph: &Graph, result: &ResultRef<'_>, rows: &[&GoldAnswer]) -> bool {
    let report = &graph.documents()[result.report as usize];
    let words = score_words(&report.text.quote(&result.link.spans));
    let mut quotes = rows.iter().filter_map(|row| row.quote.as_deref());
    quotes.any(|quote| overlap(&score_words(quote), &words) >= 0.6)
}

fn told(graph: &Graph, result: &ResultRef<'_>) -> String {
    let report = &graph.documents()[result.report as usize];
    let section = &report.outline.sections[result.link.section as usize];
    let number = section.number.clone().unwrap_or_default();
    let confidence = result.link.confidence;
    let quote = report.text.quote(&result.link.spans);
    format!(
        "[{number} {confidence:.2} {:?} {quote:.90}]",
        result.link.verdict
    )
}

fn digits(value: &str) -> String {
    let kept: String = value
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == ',')
        .collect();
    kept.trim_matches(',').to_owned()
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
