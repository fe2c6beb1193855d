//! A letter as its supplementary letters have changed it.

use super::document::Document;
use super::error::internal;
use super::obligation::Obligation;
use super::scalar::Date;
use crate::archive::Snapshot;
use crate::diff;
use crate::graph::ObligationRef;
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

    fn obligation(&self, place: diff::Place) -> Obligation {
        let reference = ObligationRef {
            document: self.letters[place.letter] as u32,
            index: place.obligation,
        };
        Obligation::new(&self.snapshot, reference)
    }
}

fn effective(snapshot: &Arc<Snapshot>, base: usize, date: jiff::civil::Date) -> EffectiveLetter {
    let documents = snapshot.documents();
    let supplements: Vec<_> = snapshot
        .supplements(base)
        .into_iter()
        .map(|at| &*documents[at])
        .collect();
    let found = diff::as_of(&documents[base], &supplements, date, snapshot.vocabulary());
    let letters = found.letters.iter();
    let letters = letters.filter_map(|letter| snapshot.document_index(&letter.id));
    EffectiveLetter {
        letters: letters.collect(),
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
