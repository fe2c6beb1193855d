//! Facets: how the hits spread over documents, years, kinds, modalities, units and target groups, counted
//! in the columns of the index.

use super::SearchError;
use super::view::{Segment, Spot, View};
use crate::model::{Modality, ObligationKind};
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;

/// What hits are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetField {
    /// Document slug.
    Document,
    /// Year that the document concerns.
    Year,
    /// Kind of requirement, such as `REPORTING`.
    Kind,
    /// Modality of requirement, such as `MUST`.
    Modality,
    /// Slug of a unit that must act.
    Unit,
    /// Slug of a target group.
    TargetGroup,
}

impl FacetField {
    /// All fields.
    pub const ALL: [FacetField; 6] = [
        FacetField::Document,
        FacetField::Year,
        FacetField::Kind,
        FacetField::Modality,
        FacetField::Unit,
        FacetField::TargetGroup,
    ];
}

/// The values of a field with how many hits have each, most first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// Value and count.
    pub values: Vec<(String, u32)>,
}

/// The running count of hits by the fields asked for.
pub(super) struct Counts<'a> {
    view: &'a View,
    pub(super) total: usize,
    fields: Vec<(FacetField, Tally)>,
}

/// How often each value came by: by name, or by its number in a segment.
#[derive(Default)]
struct Tally {
    named: FxHashMap<&'static str, u32>,
    years: FxHashMap<i16, u32>,
    numbered: FxHashMap<(u32, u64), u32>,
}

impl<'a> Counts<'a> {
    /// Nothing counted yet.
    pub(super) fn new(view: &'a View, fields: &[FacetField]) -> Counts<'a> {
        let fields = fields.iter().map(|field| (*field, Tally::default()));
        Counts {
            view,
            total: 0,
            fields: fields.collect(),
        }
    }

    /// Counts a hit.
    pub(super) fn add(&mut self, spot: Spot) {
        self.total += 1;
        if self.fields.is_empty() {
            return;
        }
        let segment = &self.view.segments[spot.segment as usize];
        let item = segment.item(spot.item);
        for (field, tally) in &mut self.fields {
            match field {
                FacetField::Kind => {
                    if let Some((kind, _)) = item.directs {
                        *tally.named.entry(kind_name(kind)).or_default() += 1;
                    }
                }
                FacetField::Modality => {
                    if let Some((_, modality)) = item.directs {
                        *tally.named.entry(modality_name(modality)).or_default() += 1;
                    }
                }
                FacetField::Year => {
                    if let Some(year) = item.year {
                        *tally.years.entry(year).or_default() += 1;
                    }
                }
                FacetField::Document | FacetField::Unit | FacetField::TargetGroup => {
                    let Some(column) = column(segment, *field) else {
                        continue;
                    };
                    for number in column.ords().values_for_doc(spot.item) {
                        let place = (spot.segment, number);
                        *tally.numbered.entry(place).or_default() += 1;
                    }
                }
            }
        }
    }

    /// The facets, in the order asked for.
    pub(super) fn facets(self) -> Result<Vec<Facet>, SearchError> {
        let mut facets = Vec::with_capacity(self.fields.len());
        for (field, tally) in self.fields {
            let named = tally.named.into_iter();
            let mut counts: FxHashMap<String, u32> = named
                .map(|(name, count)| (name.to_owned(), count))
                .collect();
            let years = tally.years.into_iter();
            counts.extend(years.map(|(year, count)| (year.to_string(), count)));
            for ((segment, number), count) in tally.numbered {
                let Some(column) = column(&self.view.segments[segment as usize], field) else {
                    continue;
                };
                let mut slug = String::new();
                column.ord_to_str(number, &mut slug)?;
                *counts.entry(slug).or_default() += count;
            }
            let mut values: Vec<(String, u32)> = counts.into_iter().collect();
            values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            facets.push(Facet { field, values });
        }
        Ok(facets)
    }
}

fn column(segment: &Segment, field: FacetField) -> Option<&StrColumn> {
    match field {
        FacetField::Document => segment.document.as_ref(),
        FacetField::Unit => segment.unit.as_ref(),
        FacetField::TargetGroup => segment.group.as_ref(),
        FacetField::Year | FacetField::Kind | FacetField::Modality => None,
    }
}

pub(super) fn kind_name(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Duty => "DUTY",
        ObligationKind::Assignment => "ASSIGNMENT",
        ObligationKind::Reporting => "REPORTING",
        ObligationKind::Priority => "PRIORITY",
    }
}

pub(super) fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::May => "MAY",
        Modality::Expected => "EXPECTED",
        Modality::Requested => "REQUESTED",
        Modality::Should => "SHOULD",
        Modality::Must => "MUST",
    }
}
