//! A letter as its supplementary letters have changed it.

use super::document::Document;
use super::error::internal;
use super::evidence::Span;
use super::obligation::Obligation;
use super::scalar::Date;
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::{diff, model};
use async_graphql::{Object, Result, SimpleObject};
use std::sync::Arc;

/// A letter on a day (gjeldende brev).
pub struct EffectiveLetter {
    snapshot: Arc<Snapshot>,
    date: jiff::civil::Date,
    /// Places in the snapshot: the letter, then its supplements in the order in which they count.
    letters: Vec<usize>,
    in_force: Vec<diff::InForce>,
    ended: Vec<diff::Ended>,
}

impl EffectiveLetter {
    /// The letter at this place as it stands on a day, worked out off the async threads.
    pub async fn new(
        snapshot: &Arc<Snapshot>,
        base: usize,
        date: jiff::civil::Date,
    ) -> Result<EffectiveLetter> {
        let shared = snapshot.clone();
        let made = tokio::task::spawn_blocking(move || effective(&shared, base, date));
        made.await.map_err(|error| internal(&error))
    }

    fn amendment(&self, amendment: diff::Amendment) -> Option<Amendment> {
        let at = *self.letters.get(amendment.by)?;
        let statements = &self.snapshot.documents()[at].outline.statements;
        let statement = statements.get(amendment.statement as usize)?;
        Some(Amendment {
            by: Document::new(&self.snapshot, at),
            quote: statement.text.clone(),
            span: Span::around(&self.snapshot, at, &statement.spans),
        })
    }

    fn obligation(&self, place: diff::Place) -> Obligation {
        let reference = ObligationRef {
            document: self.letters[place.letter] as u32,
            index: place.obligation,
        };
        Obligation::new(&self.snapshot, reference)
    }
}

fn as_of(snapshot: &Snapshot, base: usize, date: jiff::civil::Date) -> diff::Effective<'_> {
    let documents = snapshot.documents();
    let supplements: Vec<_> = snapshot
        .supplements(base)
        .into_iter()
        .map(|at| &*documents[at])
        .collect();
    diff::as_of(&documents[base], &supplements, date, snapshot.vocabulary())
}

fn places(snapshot: &Snapshot, found: &diff::Effective<'_>) -> Vec<usize> {
    let letters = found.letters.iter();
    let letters = letters.filter_map(|letter| snapshot.document_index(&letter.id));
    letters.collect()
}

fn effective(snapshot: &Arc<Snapshot>, base: usize, date: jiff::civil::Date) -> EffectiveLetter {
    let found = as_of(snapshot, base, date);
    EffectiveLetter {
        letters: places(snapshot, &found),
        in_force: found.in_force,
        ended: found.ended,
        snapshot: snapshot.clone(),
        date,
    }
}

/// A letter as its supplementary letters have changed it until a day (gjeldende brev).
#[Object]
impl EffectiveLetter {
    /// The day (dato).
    async fn date(&self) -> Date {
        Date(self.date)
    }

    /// The letter, then the supplementary letters that count on the day, in their order (brev).
    async fn letters(&self) -> Vec<Document> {
        let letters = self.letters.iter();
        letters
            .map(|at| Document::new(&self.snapshot, *at))
            .collect()
    }

    /// The requirements that hold on the day (gjeldende krav).
    async fn in_force(&self) -> Vec<InForce> {
        let found = self.in_force.iter();
        found
            .map(|holds| InForce {
                obligation: self.obligation(holds.place),
                replaces: holds
                    .replaces
                    .iter()
                    .map(|place| self.obligation(*place))
                    .collect(),
                amendments: holds
                    .amendments
                    .iter()
                    .filter_map(|amendment| self.amendment(*amendment))
                    .collect(),
            })
            .collect()
    }

    /// The requirements that no longer hold (opphørte krav).
    async fn ended(&self) -> Vec<Ended> {
        let found = self.ended.iter();
        found
            .map(|ended| Ended {
                obligation: self.obligation(ended.place),
                by: Document::new(&self.snapshot, self.letters[ended.by]),
                replaced_by: ended.replaced_by.map(|place| self.obligation(place)),
            })
            .collect()
    }
}

/// A requirement that holds (gjeldende krav).
#[derive(SimpleObject)]
pub struct InForce {
    /// The requirement (krav).
    obligation: Obligation,
    /// Those whose place it took, oldest first (erstatter).
    replaces: Vec<Obligation>,
    /// What supplementary letters move of it, such as a deadline, without saying it anew (endringer i tillegg).
    amendments: Vec<Amendment>,
}

/// A statement of a supplementary letter that moves a deadline or an amount of a requirement (endring i tillegg).
#[derive(SimpleObject)]
pub struct Amendment {
    /// The supplementary letter (tillegg).
    by: Document,
    /// Its words (ordlyd).
    quote: String,
    /// Where they stand (plass).
    span: Span,
}

/// A requirement that no longer holds (opphørt krav).
#[derive(SimpleObject)]
pub struct Ended {
    /// The requirement (krav).
    obligation: Obligation,
    /// The supplementary letter that ended it (opphevet av).
    by: Document,
    /// What took its place; null where it was only withdrawn (erstattet av).
    replaced_by: Option<Obligation>,
}

/// One side of a comparison.
#[derive(Clone)]
pub(super) enum Letter {
    /// The document at this place.
    Alone(usize),
    /// It together with its supplementary letters.
    Joined(Arc<Joined>),
}

/// A letter and the supplementary letters that count on a day, as one document to compare. What it
/// holds is found again in the letters themselves.
pub(super) struct Joined {
    document: model::Document,
    /// Places in the snapshot: the letter, then its supplements.
    letters: Vec<usize>,
    obligations: Vec<ObligationRef>,
    /// Place of the letter and index in it.
    sections: Vec<(usize, u32)>,
}

impl Letter {
    /// The letter at this place, on a day if one is given.
    pub(super) fn new(snapshot: &Snapshot, base: usize, date: Option<jiff::civil::Date>) -> Letter {
        let Some(date) = date else {
            return Letter::Alone(base);
        };
        let found = as_of(snapshot, base, date);
        if found.letters.len() == 1 {
            return Letter::Alone(base);
        }
        let letters = places(snapshot, &found);
        let in_force = found.in_force.iter();
        let obligations = in_force.map(|holds| ObligationRef {
            document: letters[holds.place.letter] as u32,
            index: holds.place.obligation,
        });
        let sections = letters.iter().flat_map(|at| {
            let count = snapshot.documents()[*at].outline.sections.len() as u32;
            (0..count).map(|index| (*at, index))
        });
        Letter::Joined(Arc::new(Joined {
            document: found.document(),
            obligations: obligations.collect(),
            sections: sections.collect(),
            letters,
        }))
    }

    /// What is compared.
    pub(super) fn content<'a>(&'a self, snapshot: &'a Snapshot) -> &'a model::Document {
        match self {
            Letter::Alone(at) => &snapshot.documents()[*at],
            Letter::Joined(joined) => &joined.document,
        }
    }

    /// Place of the letter itself.
    pub(super) fn base(&self) -> usize {
        self.letters()[0]
    }

    /// Places of all its letters.
    pub(super) fn letters(&self) -> &[usize] {
        match self {
            Letter::Alone(at) => std::slice::from_ref(at),
            Letter::Joined(joined) => &joined.letters,
        }
    }

    /// Where the requirement at this index of the content stands.
    pub(super) fn obligation(&self, index: u32) -> Option<ObligationRef> {
        match self {
            Letter::Alone(at) => Some(ObligationRef {
                document: *at as u32,
                index,
            }),
            Letter::Joined(joined) => joined.obligations.get(index as usize).copied(),
        }
    }

    /// Where the section at this index of the content stands.
    pub(super) fn section(&self, index: u32) -> Option<(usize, u32)> {
        match self {
            Letter::Alone(at) => Some((*at, index)),
            Letter::Joined(joined) => joined.sections.get(index as usize).copied(),
        }
    }
}
