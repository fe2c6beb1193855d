//! Lists of requirements: filter and order.

use crate::model::{Document, Obligation, ObligationFilter, ObligationOrder};
use crate::vocabulary::{Requirements, Vocabulary};
use std::sync::Arc;

/// A requirement by place: which document of the snapshot, which requirement in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObligationRef {
    /// Index of the document in the snapshot.
    pub document: u32,
    /// Index of the requirement in the document's facts.
    pub index: u32,
}

impl ObligationRef {
    /// The requirement itself.
    pub fn of(self, documents: &[Arc<Document>]) -> &Obligation {
        &documents[self.document as usize].facts.obligations[self.index as usize]
    }
}

/// The requirements that pass the filter, in the order asked for, by going through all of them.
pub fn select(
    documents: &[Arc<Document>],
    vocabulary: &Vocabulary,
    filter: &ObligationFilter,
    order: ObligationOrder,
) -> Vec<ObligationRef> {
    let test = Requirements::new(vocabulary, filter);
    let mut selected = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        if !test.passes_document(document) {
            continue;
        }
        for (index, obligation) in document.facts.obligations.iter().enumerate() {
            if test.passes(document, obligation) {
                selected.push(ObligationRef {
                    document: at as u32,
                    index: index as u32,
                });
            }
        }
    }
    ordered(selected, documents, order)
}

/// The series and running number of an official id, so that TB2031-9 stands before TB2031-10.
fn running_number(id: &str) -> (&str, u32) {
    let series = id.trim_end_matches(|c: char| c.is_ascii_digit());
    (series, id[series.len()..].parse().unwrap_or_default())
}

/// Puts requirements, which stand sorted by place, in the order asked for.
pub(super) fn ordered(
    mut selected: Vec<ObligationRef>,
    documents: &[Arc<Document>],
    order: ObligationOrder,
) -> Vec<ObligationRef> {
    match order {
        ObligationOrder::Document => {}
        ObligationOrder::Due => selected.sort_by_key(|reference| {
            let dates = reference.of(documents).deadlines.iter();
            let earliest = dates.filter_map(|deadline| deadline.value.date).min();
            (earliest.is_none(), earliest)
        }),
        ObligationOrder::OfficialId => selected.sort_by_cached_key(|reference| {
            let id = reference.of(documents).official_id.as_ref();
            id.map_or((true, String::new(), 0), |id| {
                let (series, number) = running_number(&id.value);
                (false, series.to_owned(), number)
            })
        }),
        ObligationOrder::Modality => selected
            .sort_by_key(|reference| std::cmp::Reverse(reference.of(documents).modality.value)),
    }
    selected
}
