//! The matrix: a letter held against the report on it.

use super::diff::known_document;
use super::document::Section;
use super::fact::Indicator;
use super::node::Kind;
use super::obligation::Obligation;
use super::page::{Coverage, List, Nothing, Page, Paging, mark};
use super::scalar::ObligationKind;
use super::trace::{AnswerStrength, Outcome, Verdict, searched};
use crate::archive::Snapshot;
use crate::graph::{Asked, ObligationRef, Strength};
use crate::trace::{self, MatrixRow};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};
use std::sync::Arc;

/// Which rows are wanted (filter). All that are given must hold.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AnswerFilter {
    /// Requirements of these kinds; indicators are left out then, unless `indicators` is true (typer).
    kinds: Option<Vec<ObligationKind>>,
    /// Whether indicators are wanted; they are where neither this nor `kinds` is given (styringsparametere).
    indicators: Option<bool>,
    /// Answers of these strengths (svarets styrke).
    answered_by: Option<Vec<AnswerStrength>>,
    /// With a result of one of these verdicts (utfall).
    verdicts: Option<Vec<Verdict>>,
    /// With a result that meets the target, or misses it (mål nådd).
    target_met: Option<bool>,
    /// Words that the row has in what is asked or answered, in upper or lower case (tekst).
    text: Option<String>,
}

/// What a letter asks: a requirement or an indicator (spurt om).
#[derive(Union)]
pub enum AskedFact {
    /// A requirement.
    Obligation(Obligation),
    /// An indicator.
    Indicator(Indicator),
}

/// A row of the matrix.
pub struct AnswerRow {
    snapshot: Arc<Snapshot>,
    letter: usize,
    row: MatrixRow,
}

/// What a letter asks and what a report answers to it (rad i svarmatrisen).
#[Object(name = "Answer")]
impl AnswerRow {
    /// What is asked (spurt om).
    async fn asked(&self) -> AskedFact {
        match self.row.asked {
            Asked::Obligation(index) => {
                let reference = ObligationRef {
                    document: self.letter as u32,
                    index,
                };
                AskedFact::Obligation(Obligation::new(&self.snapshot, reference))
            }
            Asked::Indicator(index) => {
                AskedFact::Indicator(Indicator::new(&self.snapshot, self.letter, index))
            }
        }
    }

    /// The section of the letter that asks (avsnitt).
    async fn section(&self) -> Section {
        Section::new(&self.snapshot, self.letter, self.row.section)
    }

    /// The target that the letter sets, as written (resultatkrav).
    async fn target(&self) -> Option<&str> {
        let facts = &self.snapshot.documents()[self.letter].facts;
        match self.row.asked {
            Asked::Indicator(index) => {
                let target = facts.indicators[index as usize].target.as_ref()?;
                Some(&target.value)
            }
            Asked::Obligation(_) => None,
        }
    }

    /// What was found, best first; one result that says so where nothing was (svar).
    async fn results(&self) -> Vec<Outcome> {
        let numbers = self.row.results.iter();
        numbers
            .map(|number| Outcome::new(&self.snapshot, *number))
            .collect()
    }

    /// The firmest of the results (svarets styrke).
    async fn answered_by(&self) -> AnswerStrength {
        self.row.strength.into()
    }
}

/// The list of answers.
pub struct Answers;

impl List for Answers {
    type Node = AnswerRow;
    type EdgeFields = Nothing;
    type Fields = AnswerFields;
    const NAME: &'static str = "Answer";
}

/// What is told of the whole list.
#[derive(SimpleObject)]
pub struct AnswerFields {
    /// How many of the rows are answered (besvart).
    answered: usize,
    /// The sections of the report in which answers were looked for (søkt i).
    searched_sections: Vec<Section>,
}

/// The rows for a letter and a report.
pub async fn answers(
    context: &Context<'_>,
    snapshot: &Arc<Snapshot>,
    (asked, report): (&str, &str),
    filter: Option<AnswerFilter>,
    paging: Paging,
) -> Result<Page<Answers>> {
    let letter = known_document(snapshot, Kind::Document.slug(asked)?)?;
    let report = known_document(snapshot, Kind::Document.slug(report)?)?;
    let document = &snapshot.documents()[letter];
    let links = snapshot.graph().links();
    let filter = filter.unwrap_or_default();
    let mut rows = trace::matrix(links, document, letter as u32, report as u32);
    rows.retain(|row| filter.holds(snapshot, letter, row));
    let answered = rows.iter().filter(|row| row.strength == Strength::Found);
    let fields = AnswerFields {
        answered: answered.count(),
        searched_sections: searched(snapshot, report),
    };
    let coverage = Coverage::new(2, 2);
    Page::new(
        context,
        &rows,
        paging,
        |row| mark(&format!("{:?}", row.asked)),
        |row| {
            let row = AnswerRow {
                snapshot: snapshot.clone(),
                letter,
                row: row.clone(),
            };
            (row, Default::default())
        },
        (coverage, fields),
    )
    .await
}

impl AnswerFilter {
    fn holds(&self, snapshot: &Snapshot, letter: usize, row: &MatrixRow) -> bool {
        let document = &snapshot.documents()[letter];
        let links = snapshot.graph().links();
        let found = || row.results.iter().map(|number| links.result(*number).link);
        let of_sort = match row.obligation(document) {
            Some(obligation) => match &self.kinds {
                Some(kinds) => kinds.contains(&obligation.kind.value.into()),
                None => true,
            },
            None => self.indicators.unwrap_or(self.kinds.is_none()),
        };
        let strength: AnswerStrength = row.strength.into();
        let firm = self
            .answered_by
            .as_ref()
            .is_none_or(|wanted| wanted.contains(&strength));
        let judged = self
            .verdicts
            .as_ref()
            .is_none_or(|wanted| found().any(|answer| wanted.contains(&answer.verdict.into())));
        let met = self
            .target_met
            .is_none_or(|wanted| found().any(|answer| answer.target_met == Some(wanted)));
        of_sort && firm && judged && met && self.has_text(snapshot, letter, row)
    }

    fn has_text(&self, snapshot: &Snapshot, letter: usize, row: &MatrixRow) -> bool {
        let Some(text) = self.text.as_ref().filter(|text| !text.is_empty()) else {
            return true;
        };
        let text = text.to_lowercase();
        let document = &snapshot.documents()[letter];
        let asked = match row.asked {
            Asked::Obligation(index) => &document.facts.obligations[index as usize].text,
            Asked::Indicator(index) => &document.facts.indicators[index as usize].name,
        };
        let links = snapshot.graph().links();
        asked.to_lowercase().contains(&text)
            || row.results.iter().any(|number| {
                let result = links.result(*number);
                let report = &snapshot.documents()[result.report as usize];
                let quote = report.text.quote(&result.link.spans);
                quote.to_lowercase().contains(&text)
            })
    }
}
