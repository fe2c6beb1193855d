//! Facets of requirements that are listed without words, counted in their facts.

use super::facet::{Facet, FacetField, kind_name, modality_name};
use crate::model::{Document, Obligation};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The running count of requirements by the fields asked for.
pub(super) struct Tally<'a>(Vec<(FacetField, FxHashMap<Cow<'a, str>, u32>)>);

impl<'a> Tally<'a> {
    /// Nothing counted yet.
    pub(super) fn new(fields: &[FacetField]) -> Tally<'a> {
        let fields = fields.iter().map(|field| (*field, FxHashMap::default()));
        Tally(fields.collect())
    }

    /// Counts a requirement.
    pub(super) fn add(&mut self, document: &'a Document, obligation: &'a Obligation) {
        for (field, counts) in &mut self.0 {
            for value in values(*field, document, obligation) {
                *counts.entry(value).or_default() += 1;
            }
        }
    }

    /// The facets, in the order asked for.
    pub(super) fn facets(self) -> Vec<Facet> {
        let facets = self.0.into_iter().map(|(field, counts)| {
            let counts = counts.into_iter();
            let mut values: Vec<(String, u32)> = counts
                .map(|(value, count)| (value.into_owned(), count))
                .collect();
            values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            Facet { field, values }
        });
        facets.collect()
    }
}

fn values<'a>(
    field: FacetField,
    document: &'a Document,
    obligation: &'a Obligation,
) -> BTreeSet<Cow<'a, str>> {
    let one = |value: &'a str| BTreeSet::from([Cow::Borrowed(value)]);
    match field {
        FacetField::Document => one(&document.id),
        FacetField::Year => {
            let year = document.facts.head.year.into_iter();
            year.map(|year| Cow::Owned(year.to_string())).collect()
        }
        FacetField::Kind => one(kind_name(obligation.kind.value)),
        FacetField::Modality => one(modality_name(obligation.modality.value)),
        FacetField::Unit => {
            let units = obligation.units.iter();
            units.map(|it| Cow::Borrowed(it.unit.as_str())).collect()
        }
        FacetField::TargetGroup => {
            let groups = obligation.target_groups.iter();
            groups.map(|it| Cow::Borrowed(it.value.as_str())).collect()
        }
    }
}
