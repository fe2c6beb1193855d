//! Look-up tables of a snapshot: from an id to its place, from a unit, group, goal or series to what hangs on it.

use crate::graph::ObligationRef;
use crate::model::{Document, Section};
use crate::vocabulary::Vocabulary;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
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

/// The tables of one document. Indices are those of its outline and facts.
#[derive(Debug, Default)]
pub(super) struct DocumentPlaces {
    sections: Vec<u32>,
    obligations: Vec<u32>,
    goals: Vec<u32>,
    priorities: Vec<u32>,
    indicators: Vec<u32>,
    recommendations: Vec<u32>,
    figures: Vec<u32>,
    pub(super) children: Vec<Vec<u32>>,
    pub(super) serving: Vec<Vec<u32>>,
    pub(super) measured: Vec<Vec<u32>>,
}

/// The tables of a whole snapshot.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) documents: Vec<DocumentPlaces>,
    pub(super) by_unit: FxHashMap<String, Vec<ObligationRef>>,
    pub(super) by_target_group: FxHashMap<String, Vec<ObligationRef>>,
    pub(super) parts: FxHashMap<String, Vec<u32>>,
    pub(super) instances: FxHashMap<String, Vec<u32>>,
    pub(super) narrower: FxHashMap<String, Vec<u32>>,
    pub(super) series: FxHashMap<String, Vec<u32>>,
    pub(super) deadlines: Vec<DeadlineRef>,
}

/// Kind of thing that stands in a document and has an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Section, by document slug and path.
    Section,
    /// Requirement.
    Obligation,
    /// Goal.
    Goal,
    /// Priority.
    Priority,
    /// Indicator.
    Indicator,
    /// Recommendation.
    Recommendation,
    /// Reported figure.
    Figure,
}

impl DocumentPlaces {
    fn new(document: &Document) -> DocumentPlaces {
        let facts = &document.facts;
        let sections = &document.outline.sections;
        let mut children = vec![Vec::new(); sections.len()];
        for (index, section) in sections.iter().enumerate() {
            if let Some(parent) = section.parent {
                children[parent as usize].push(index as u32);
            }
        }
        let mut serving = vec![Vec::new(); facts.goals.len()];
        let mut measured = vec![Vec::new(); facts.indicators.len()];
        for (index, obligation) in facts.obligations.iter().enumerate() {
            for goal in &obligation.goals {
                serving[*goal as usize].push(index as u32);
            }
            for indicator in &obligation.indicators {
                measured[*indicator as usize].push(index as u32);
            }
        }
        DocumentPlaces {
            sections: sorted(sections, |section| &section.path),
            obligations: sorted(&facts.obligations, |obligation| &obligation.id),
            goals: sorted(&facts.goals, |goal| &goal.id),
            priorities: sorted(&facts.priorities, |priority| &priority.id),
            indicators: sorted(&facts.indicators, |indicator| &indicator.id),
            recommendations: sorted(&facts.recommendations, |recommendation| &recommendation.id),
            figures: sorted(&facts.figures, |figure| &figure.id),
            children,
            serving,
            measured,
        }
    }

    pub(super) fn find(&self, document: &Document, kind: FactKind, id: &str) -> Option<u32> {
        let facts = &document.facts;
        match kind {
            FactKind::Section => {
                let path = id.strip_prefix(document.id.as_str())?;
                let path = path.strip_prefix('/').unwrap_or(path);
                let sections: &[Section] = &document.outline.sections;
                search(&self.sections, sections, path, |section| &section.path)
            }
            FactKind::Obligation => search(&self.obligations, &facts.obligations, id, |o| &o.id),
            FactKind::Goal => search(&self.goals, &facts.goals, id, |goal| &goal.id),
            FactKind::Priority => search(&self.priorities, &facts.priorities, id, |p| &p.id),
            FactKind::Indicator => search(&self.indicators, &facts.indicators, id, |i| &i.id),
            FactKind::Recommendation => {
                search(&self.recommendations, &facts.recommendations, id, |r| &r.id)
            }
            FactKind::Figure => search(&self.figures, &facts.figures, id, |figure| &figure.id),
        }
    }
}

impl Places {
    pub(super) fn new(documents: &[Arc<Document>], vocabulary: &Vocabulary) -> Places {
        let mut places = Places::default();
        for (at, document) in documents.iter().enumerate() {
            places.documents.push(DocumentPlaces::new(document));
            if let Some(series) = &document.facts.head.series {
                let members = places.series.entry(series.clone()).or_default();
                members.push(at as u32);
            }
            for (index, obligation) in document.facts.obligations.iter().enumerate() {
                let reference = ObligationRef {
                    document: at as u32,
                    index: index as u32,
                };
                for responsible in &obligation.units {
                    push_new(&mut places.by_unit, &responsible.unit, reference);
                }
                for group in &obligation.target_groups {
                    push_new(&mut places.by_target_group, &group.value, reference);
                }
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
                let document = &documents[*at as usize];
                (document.facts.head.year, document.facts.head.date, *at)
            });
        }
        places
            .deadlines
            .sort_by_key(|deadline| (deadline.date.is_none(), deadline.date));
        for (index, unit) in vocabulary.units().iter().enumerate() {
            if let Some(whole) = &unit.part_of {
                push_new(&mut places.parts, whole, index as u32);
            }
            if let Some(kind) = &unit.instance_of {
                push_new(&mut places.instances, kind, index as u32);
            }
        }
        for (index, group) in vocabulary.target_groups().iter().enumerate() {
            for broader in &group.broader {
                push_new(&mut places.narrower, broader, index as u32);
            }
        }
        places
    }
}

/// Adds a value to a key's list unless it stands there last already.
fn push_new<T: PartialEq>(table: &mut FxHashMap<String, Vec<T>>, key: &str, value: T) {
    match table.get_mut(key) {
        Some(list) if list.last() == Some(&value) => {}
        Some(list) => list.push(value),
        None => {
            table.insert(key.to_owned(), vec![value]);
        }
    }
}

fn sorted<T>(list: &[T], key: impl Fn(&T) -> &String) -> Vec<u32> {
    let mut order: Vec<u32> = (0..list.len() as u32).collect();
    order.sort_by(|a, b| key(&list[*a as usize]).cmp(key(&list[*b as usize])));
    order
}

fn search<T>(order: &[u32], list: &[T], wanted: &str, key: impl Fn(&T) -> &String) -> Option<u32> {
    let found = order.binary_search_by(|index| key(&list[*index as usize]).as_str().cmp(wanted));
    found.ok().map(|at| order[at])
}
