//! The archive at one moment: what GraphQL, pages and commands ask.

use super::places::{DeadlineRef, FactKind, Places};
use crate::graph::{self, ObligationRef};
use crate::model::{Document, Obligation, ObligationFilter, ObligationOrder};
use crate::vocabulary::{TargetGroup, Unit, Vocabulary};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All documents with graph and index, immutable.
pub struct Snapshot {
    documents: Vec<Arc<Document>>,
    vocabulary: Vocabulary,
    places: Places,
}

impl Snapshot {
    /// Builds graph and index over the documents, which stand sorted by id. What `before` holds
    /// and the change does not touch may be taken over.
    pub(super) fn build(
        documents: Vec<Arc<Document>>,
        vocabulary: &Vocabulary,
        before: Option<&Snapshot>,
    ) -> Snapshot {
        let _ = before;
        let mut vocabulary = vocabulary.clone();
        for found in documents.iter().flat_map(|document| &document.facts.units) {
            if vocabulary.unit(&found.slug).is_none() {
                vocabulary.put_unit(Unit {
                    slug: found.slug.clone(),
                    name: found.name.clone(),
                    short_name: found.short_name.clone(),
                    aliases: found.aliases.clone(),
                    ..Unit::default()
                });
            }
        }
        name_unknown(&mut vocabulary, &documents);
        let places = Places::new(&documents, &vocabulary);
        Snapshot {
            documents,
            vocabulary,
            places,
        }
    }

    /// All documents, sorted by id.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Arc<Document>> {
        Some(&self.documents[self.document_index(id)?])
    }

    /// Where the document with this id stands in [`Snapshot::documents`].
    pub fn document_index(&self, id: &str) -> Option<usize> {
        let found = self
            .documents
            .binary_search_by(|document| document.id.as_str().cmp(id));
        found.ok()
    }

    /// The vocabulary with the units that the letters brought themselves.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The requirements that pass the filter, in the order asked for.
    pub fn obligations(
        &self,
        filter: &ObligationFilter,
        order: ObligationOrder,
    ) -> Vec<ObligationRef> {
        match self.candidates(filter) {
            Some(candidates) => graph::select_among(
                &self.documents,
                &self.vocabulary,
                filter,
                order,
                candidates.into_iter(),
            ),
            None => graph::select(&self.documents, &self.vocabulary, filter, order),
        }
    }

    /// The requirement at a place.
    pub fn obligation(&self, reference: ObligationRef) -> &Obligation {
        reference.of(&self.documents)
    }

    /// Where the thing with this id stands: index of the document, index in the document's list.
    pub fn find(&self, kind: FactKind, id: &str) -> Option<(usize, u32)> {
        let slug = id.split_once('/').map_or(id, |(slug, _)| slug);
        let at = self.document_index(slug)?;
        let index = self.places.documents[at].find(&self.documents[at], kind, id)?;
        Some((at, index))
    }

    /// Indices of the sections right under a section.
    pub fn subsections(&self, document: usize, section: u32) -> &[u32] {
        &self.places.documents[document].children[section as usize]
    }

    /// Indices of the requirements that serve a goal of the document.
    pub fn serving(&self, document: usize, goal: u32) -> &[u32] {
        &self.places.documents[document].serving[goal as usize]
    }

    /// Indices of the requirements that an indicator of the document measures.
    pub fn measured(&self, document: usize, indicator: u32) -> &[u32] {
        &self.places.documents[document].measured[indicator as usize]
    }

    /// Indices of the units that are part of this one.
    pub fn parts(&self, unit: &str) -> &[u32] {
        self.places.parts.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Indices of the units that are of this kind.
    pub fn instances(&self, unit: &str) -> &[u32] {
        self.places.instances.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Indices of the target groups right under this one.
    pub fn narrower(&self, group: &str) -> &[u32] {
        self.places.narrower.get(group).map_or(&[], Vec::as_slice)
    }

    /// Indices of the documents of a series, by year and date.
    pub fn series(&self, series: &str) -> Option<&[u32]> {
        Some(self.places.series.get(series)?.as_slice())
    }

    /// Slugs of all series, sorted.
    pub fn all_series(&self) -> BTreeSet<&str> {
        self.places.series.keys().map(String::as_str).collect()
    }

    /// The deadlines of all requirements by day, those without a day last; with a limit only those that have one.
    pub fn deadlines(&self, from: Option<Date>, to: Option<Date>) -> &[DeadlineRef] {
        let all = &self.places.deadlines;
        let dated = all.partition_point(|deadline| deadline.date.is_some());
        let start = from.map_or(0, |from| {
            all[..dated].partition_point(|deadline| deadline.date < Some(from))
        });
        let end = match (from, to) {
            (None, None) => all.len(),
            (_, None) => dated,
            (_, Some(to)) => all[..dated].partition_point(|deadline| deadline.date <= Some(to)),
        };
        all.get(start..end).unwrap_or_default()
    }

    /// The requirements that can pass, in order, where units or target groups narrow them.
    fn candidates(&self, filter: &ObligationFilter) -> Option<BTreeSet<ObligationRef>> {
        let mut candidates = BTreeSet::new();
        let mut seen = BTreeSet::new();
        if !filter.units.is_empty() {
            let mut open: Vec<&str> = filter.units.iter().map(String::as_str).collect();
            while let Some(slug) = open.pop() {
                if seen.insert(slug) {
                    candidates.extend(self.places.by_unit.get(slug).into_iter().flatten());
                    if let (true, Some(unit)) =
                        (filter.include_inherited, self.vocabulary.unit(slug))
                    {
                        open.extend(unit.part_of.as_deref());
                        open.extend(unit.instance_of.as_deref());
                    }
                }
            }
            Some(candidates)
        } else if !filter.target_groups.is_empty() {
            let mut open: Vec<&str> = filter.target_groups.iter().map(String::as_str).collect();
            while let Some(slug) = open.pop() {
                if seen.insert(slug) {
                    candidates.extend(self.places.by_target_group.get(slug).into_iter().flatten());
                    let narrower = self.narrower(slug).iter();
                    open.extend(narrower.map(|index| {
                        self.vocabulary.target_groups()[*index as usize]
                            .slug
                            .as_str()
                    }));
                }
            }
            Some(candidates)
        } else {
            None
        }
    }
}

/// Gives every slug that a fact names an entry, so that no reference leads nowhere.
fn name_unknown(vocabulary: &mut Vocabulary, documents: &[Arc<Document>]) {
    for document in documents {
        let facts = &document.facts;
        let head = [&facts.head.sender, &facts.head.recipient];
        let named = head.into_iter().flatten().map(|found| &found.value);
        let acting = facts.obligations.iter().flat_map(|o| &o.units);
        let partners = facts.obligations.iter().flat_map(|o| &o.partners);
        let units = named
            .chain(acting.map(|responsible| &responsible.unit))
            .chain(partners.map(|partner| &partner.value));
        for slug in units {
            if vocabulary.unit(slug).is_none() {
                vocabulary.put_unit(Unit {
                    slug: slug.clone(),
                    name: slug.replace('-', " "),
                    ..Unit::default()
                });
            }
        }
        let groups = facts.obligations.iter().flat_map(|o| &o.target_groups);
        for group in groups {
            if vocabulary.target_group(&group.value).is_none() {
                vocabulary.put_target_group(TargetGroup {
                    slug: group.value.clone(),
                    name: group.value.replace('-', " "),
                    ..TargetGroup::default()
                });
            }
        }
    }
}
