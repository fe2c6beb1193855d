//! Facets: how the hits spread over documents, years, kinds, modalities, units and target groups.

use super::item::{Item, Target};
use crate::model::{Document, Modality, Obligation, ObligationKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;

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

/// Counts the hits by a field.
pub(super) fn count(
    field: FacetField,
    documents: &[Arc<Document>],
    hits: impl Iterator<Item = Item>,
) -> Facet {
    let mut counts: FxHashMap<Value<'_>, u32> = FxHashMap::default();
    for item in hits {
        let document = &documents[item.document as usize];
        let obligation = match item.target {
            Target::Obligation(index) => Some(&document.facts.obligations[index as usize]),
            _ => None,
        };
        each_value(field, document, obligation, |value| {
            *counts.entry(value).or_default() += 1;
        });
    }
    let mut values: Vec<(String, u32)> = counts
        .into_iter()
        .map(|(value, count)| (value.name(), count))
        .collect();
    values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Facet { field, values }
}

#[derive(PartialEq, Eq, Hash)]
enum Value<'a> {
    Text(&'a str),
    Year(i16),
}

impl Value<'_> {
    fn name(&self) -> String {
        match self {
            Value::Text(text) => (*text).to_owned(),
            Value::Year(year) => year.to_string(),
        }
    }
}

fn each_value<'a>(
    field: FacetField,
    document: &'a Document,
    obligation: Option<&'a Obligation>,
    mut each: impl FnMut(Value<'a>),
) {
    let head = &document.facts.head;
    match (field, obligation) {
        (FacetField::Document, _) => each(Value::Text(&document.id)),
        (FacetField::Year, _) => head.year.into_iter().map(Value::Year).for_each(each),
        (_, None) => {}
        (FacetField::Kind, Some(obligation)) => each(Value::Text(match obligation.kind.value {
            ObligationKind::Duty => "DUTY",
            ObligationKind::Assignment => "ASSIGNMENT",
            ObligationKind::Reporting => "REPORTING",
            ObligationKind::Priority => "PRIORITY",
        })),
        (FacetField::Modality, Some(obligation)) => {
            each(Value::Text(match obligation.modality.value {
                Modality::May => "MAY",
                Modality::Expected => "EXPECTED",
                Modality::Requested => "REQUESTED",
                Modality::Should => "SHOULD",
                Modality::Must => "MUST",
            }));
        }
        (FacetField::Unit, Some(obligation)) => {
            let mut units: Vec<&str> = (obligation.units.iter())
                .map(|responsible| responsible.unit.as_str())
                .collect();
            units.sort_unstable();
            units.dedup();
            units.into_iter().map(Value::Text).for_each(each);
        }
        (FacetField::TargetGroup, Some(obligation)) => {
            let mut groups: Vec<&str> = (obligation.target_groups.iter())
                .map(|group| group.value.as_str())
                .collect();
            groups.sort_unstable();
            groups.dedup();
            groups.into_iter().map(Value::Text).for_each(each);
        }
    }
}
