//! A letter held against the report on it, row by row: what was asked, and what was found.

use crate::graph::{Asked, Links, ResultRef, Strength};
use crate::model::{Document, Obligation, Span};

/// A row: what a letter asks, with the results found for it in one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// What was asked.
    pub asked: Asked,
    /// Index of its section in the letter.
    pub section: u32,
    /// Numbers of the results, best first; one that says that nothing was found among them.
    pub results: Vec<u32>,
    /// The firmest of them.
    pub strength: Strength,
}

impl MatrixRow {
    /// The requirement asked, where it is one.
    pub fn obligation<'a>(&self, letter: &'a Document) -> Option<&'a Obligation> {
        match self.asked {
            Asked::Obligation(index) => letter.facts.obligations.get(index as usize),
            Asked::Indicator(_) => None,
        }
    }
}

/// The rows for a letter and a report, in the letter's order: every indicator, requirement for a report,
/// assignment, and duty with a number or a day, and whatever else the report was found to answer.
pub fn matrix(links: &Links, document: &Document, letter: u32, report: u32) -> Vec<MatrixRow> {
    let facts = &document.facts;
    let indicators = facts.indicators.iter().enumerate().map(|(at, one)| {
        let asked = Asked::Indicator(at as u32);
        (one.spans.first().copied(), asked, one.section)
    });
    let obligations = facts.obligations.iter().enumerate().map(|(at, one)| {
        let asked = Asked::Obligation(at as u32);
        (one.spans.first().copied(), asked, one.section)
    });
    let mut rows: Vec<(Option<Span>, MatrixRow)> = indicators
        .chain(obligations)
        .filter_map(|(place, asked, section)| {
            let mut found = links.results(letter, asked);
            found.retain(|result| result.report == report);
            let strength = found.iter().map(strength).min()?;
            let results = found.iter().map(|result| result.number).collect();
            let row = MatrixRow {
                asked,
                section,
                results,
                strength,
            };
            Some((place, row))
        })
        .collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn strength(result: &ResultRef<'_>) -> Strength {
    result.link.strength
}
