//! Lists of requirements: filter and order.

use crate::model::{Document, Obligation, ObligationFilter, ObligationOrder};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashSet;
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

/// The requirements that pass the filter, in the order asked for.
pub fn select(
    documents: &[Arc<Document>],
    vocabulary: &Vocabulary,
    filter: &ObligationFilter,
    order: ObligationOrder,
) -> Vec<ObligationRef> {
    let test = Test::new(vocabulary, filter);
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
    sort(&mut selected, documents, order);
    selected
}

/// Of the candidates, which stand in document order, those that pass the filter, in the order asked for.
pub fn select_among(
    documents: &[Arc<Document>],
    vocabulary: &Vocabulary,
    filter: &ObligationFilter,
    order: ObligationOrder,
    candidates: impl Iterator<Item = ObligationRef>,
) -> Vec<ObligationRef> {
    let test = Test::new(vocabulary, filter);
    let mut selected: Vec<ObligationRef> = candidates
        .filter(|reference| {
            let document = &documents[reference.document as usize];
            test.passes_document(document) && test.passes(document, reference.of(documents))
        })
        .collect();
    sort(&mut selected, documents, order);
    selected
}

fn sort(selected: &mut [ObligationRef], documents: &[Arc<Document>], order: ObligationOrder) {
    match order {
        ObligationOrder::Document => {}
        ObligationOrder::Due => selected.sort_by_key(|reference| {
            let dates = reference.of(documents).deadlines.iter();
            let earliest = dates.filter_map(|deadline| deadline.value.date).min();
            (earliest.is_none(), earliest)
        }),
        ObligationOrder::Modality => selected
            .sort_by_key(|reference| std::cmp::Reverse(reference.of(documents).modality.value)),
    }
}

/// A filter made ready: hierarchies followed, words in lower case.
struct Test<'a> {
    filter: &'a ObligationFilter,
    units: FxHashSet<&'a str>,
    groups: FxHashSet<&'a str>,
    words: Vec<String>,
}

impl<'a> Test<'a> {
    fn new(vocabulary: &'a Vocabulary, filter: &'a ObligationFilter) -> Test<'a> {
        let words = filter.text.iter().flat_map(|text| text.split_whitespace());
        Test {
            filter,
            units: widened_units(vocabulary, filter),
            groups: narrowed_groups(vocabulary, filter),
            words: words.map(str::to_lowercase).collect(),
        }
    }

    fn passes_document(&self, document: &Document) -> bool {
        let Test { filter, .. } = self;
        (filter.documents.is_empty() || filter.documents.contains(&document.id))
            && (filter.years.is_empty()
                || document
                    .facts
                    .head
                    .year
                    .is_some_and(|year| filter.years.contains(&year)))
    }

    fn passes(&self, document: &Document, obligation: &Obligation) -> bool {
        let Test { filter, .. } = self;
        let section = &document.outline.sections[obligation.section as usize].path;
        let in_section = |wanted: &String| {
            let Some(path) = wanted.strip_prefix(document.id.as_str()) else {
                return false;
            };
            let path = path.trim_start_matches('/');
            let rest = section.strip_prefix(path);
            rest.is_some_and(|rest| {
                path.is_empty() || rest.is_empty() || rest.starts_with(['/', '.'])
            })
        };
        let due = || {
            let mut dates = obligation
                .deadlines
                .iter()
                .filter_map(|deadline| deadline.value.date);
            dates.any(|date| {
                filter.due_from.is_none_or(|from| date >= from)
                    && filter.due_to.is_none_or(|to| date <= to)
            })
        };
        let serves = |goal: &String| {
            let mut goals = obligation.goals.iter();
            goals.any(|index| document.facts.goals[*index as usize].id == *goal)
        };
        let cites = |wanted: &String| {
            let wanted = citation_key(wanted);
            let mut cited = obligation.legal.iter();
            cited.any(|legal| {
                citation_key(&legal.value.citation) == wanted
                    || citation_key(&legal.value.act) == wanted
            })
        };
        let mut units = obligation
            .units
            .iter()
            .map(|responsible| responsible.unit.as_str());
        let mut groups = obligation
            .target_groups
            .iter()
            .map(|group| group.value.as_str());
        (filter.kinds.is_empty() || filter.kinds.contains(&obligation.kind.value))
            && (filter.modalities.is_empty()
                || filter.modalities.contains(&obligation.modality.value))
            && (filter.units.is_empty() || units.any(|unit| self.units.contains(unit)))
            && (filter.target_groups.is_empty() || groups.any(|group| self.groups.contains(group)))
            && (filter.goals.is_empty() || filter.goals.iter().any(serves))
            && (filter.sections.is_empty() || filter.sections.iter().any(in_section))
            && filter
                .has_deadline
                .is_none_or(|wanted| wanted != obligation.deadlines.is_empty())
            && (filter.due_from.is_none() && filter.due_to.is_none() || due())
            && filter.legal.as_ref().is_none_or(cites)
            && (self.words.is_empty() || {
                let text = obligation.text.to_lowercase();
                self.words.iter().all(|word| text.contains(word))
            })
    }
}

/// A citation without case and white space, so that "§14a" meets "§ 14 a".
fn citation_key(citation: &str) -> String {
    let visible = citation
        .chars()
        .filter(|character| !character.is_whitespace());
    visible.flat_map(char::to_lowercase).collect()
}

/// The units asked for, with the wholes and kinds above them when inherited ones count.
fn widened_units<'a>(
    vocabulary: &'a Vocabulary,
    filter: &'a ObligationFilter,
) -> FxHashSet<&'a str> {
    let mut units = FxHashSet::default();
    let mut open: Vec<&str> = filter.units.iter().map(String::as_str).collect();
    while let Some(slug) = open.pop() {
        if units.insert(slug)
            && filter.include_inherited
            && let Some(unit) = vocabulary.unit(slug)
        {
            open.extend(unit.part_of.as_deref());
            open.extend(unit.instance_of.as_deref());
        }
    }
    units
}

/// The target groups asked for, with all narrower ones.
fn narrowed_groups<'a>(
    vocabulary: &'a Vocabulary,
    filter: &'a ObligationFilter,
) -> FxHashSet<&'a str> {
    let mut groups: FxHashSet<&str> = filter.target_groups.iter().map(String::as_str).collect();
    loop {
        let before = groups.len();
        for group in vocabulary.target_groups() {
            if group
                .broader
                .iter()
                .any(|broader| groups.contains(broader.as_str()))
            {
                groups.insert(&group.slug);
            }
        }
        if groups.len() == before {
            return groups;
        }
    }
}
