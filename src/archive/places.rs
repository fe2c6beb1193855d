//! Look-up tables of a snapshot that the graph does not hold: series of letters, deadlines by day.

use crate::graph::ObligationRef;
use crate::model::Document;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A deadline of a requirement, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRef {
    /// The day, where the deadline has one.
    pub date: Option<Date>,
    /// The requirement.
    pub obligation: ObligationRef,
    /// Index among the requirement's deadlines.
    pub index: u32,
}

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Indices of each series' documents, by year and date.
    pub(super) series: BTreeMap<String, Vec<u32>>,
    /// All deadlines by day, those without a day last.
    pub(super) deadlines: Vec<DeadlineRef>,
}

impl Places {
    pub(super) fn new(documents: &[Arc<Document>]) -> Places {
        let mut places = Places::default();
        for (at, document) in documents.iter().enumerate() {
            if let Some(series) = &document.facts.head.series {
                let members = places.series.entry(series.clone()).or_default();
                members.push(at as u32);
            }
            for (index, obligation) in document.facts.obligations.iter().enumerate() {
                let reference = ObligationRef {
                    document: at as u32,
                    index: index as u32,
                };
                for (index, deadline) in obligation.deadlines.iter().enumerate() {
                    places.deadlines.push(DeadlineRef {
                        date: deadline.value.date,
                        obligation: reference,
                        index: index as u32,
                    });
                }
            }
        }
        for members in places.series.values_mut() {
            members.sort_by_key(|at| {
                let head = &documents[*at as usize].facts.head;
                (head.year, head.date, *at)
            });
        }
        places
            .deadlines
            .sort_by_key(|deadline| (deadline.date.is_none(), deadline.date));
        places
    }
}
