//! Which changes are asked for.

use super::letter::{Aspect, Change, ChangeKind, Direction, LetterDiff, What};
use crate::model::{Document, Obligation};

/// Narrows a list of changes. An empty list means "any"; the fields are joined by "and", the entries
/// of one field by "or". Units, target groups and sections hold if either side has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeFilter {
    /// Sorts of fact.
    pub whats: Vec<What>,
    /// Kinds of change.
    pub changes: Vec<ChangeKind>,
    /// Aspects that differ.
    pub aspects: Vec<Aspect>,
    /// Which way the modality went.
    pub directions: Vec<Direction>,
    /// Whether it must have moved, or must not.
    pub moved: Option<bool>,
    /// Unit slugs that must act.
    pub units: Vec<String>,
    /// Target group slugs.
    pub target_groups: Vec<String>,
    /// Paths of sections; subsections count.
    pub sections: Vec<String>,
}

impl LetterDiff {
    /// The changes that pass a filter, in order.
    pub fn filtered<'a>(
        &'a self,
        before: &'a Document,
        after: &'a Document,
        filter: &'a ChangeFilter,
    ) -> impl Iterator<Item = &'a Change> {
        self.changes
            .iter()
            .filter(move |change| filter.holds(change, before, after))
    }
}

impl ChangeFilter {
    /// Whether a change passes.
    pub fn holds(&self, change: &Change, before: &Document, after: &Document) -> bool {
        fn any<T: PartialEq>(wanted: &[T], value: T) -> bool {
            wanted.is_empty() || wanted.contains(&value)
        }
        fn obligation(document: &Document, at: Option<u32>) -> Option<&Obligation> {
            document.facts.obligations.get(at? as usize)
        }
        let obligations: Vec<&Obligation> = [
            obligation(before, change.before_of(What::Obligation)),
            obligation(after, change.after_of(What::Obligation)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let sides = [
            (before, change.was, change.before),
            (after, change.what, change.after),
        ];
        (any(&self.whats, change.what) || any(&self.whats, change.was))
            && any(&self.changes, change.change)
            && (self.aspects.is_empty()
                || change.aspects.iter().any(|one| self.aspects.contains(one)))
            && (self.directions.is_empty()
                || change
                    .direction
                    .is_some_and(|one| self.directions.contains(&one)))
            && self.moved.is_none_or(|moved| moved == change.moved.any())
            && (self.units.is_empty()
                || obligations
                    .iter()
                    .flat_map(|one| &one.units)
                    .any(|one| self.units.contains(&one.unit)))
            && (self.target_groups.is_empty()
                || obligations
                    .iter()
                    .flat_map(|one| &one.target_groups)
                    .any(|one| self.target_groups.contains(&one.value)))
            && (self.sections.is_empty()
                || sides.iter().any(|(document, what, at)| {
                    at.is_some_and(|at| self.in_section(document, *what, at))
                }))
    }

    fn in_section(&self, document: &Document, what: What, at: u32) -> bool {
        let (facts, index) = (&document.facts, at as usize);
        let section = match what {
            What::Obligation => facts.obligations.get(index).map(|one| one.section),
            What::Indicator => facts.indicators.get(index).map(|one| one.section),
            What::Goal => facts.goals.get(index).map(|one| one.section),
            What::Priority => facts.priorities.get(index).map(|one| one.section),
            What::Section => Some(at),
            What::BudgetItem => None,
        };
        let mut section = section;
        while let Some(found) = section.and_then(|at| document.outline.sections.get(at as usize)) {
            if self.sections.contains(&found.path) {
                return true;
            }
            section = found.parent;
        }
        false
    }
}
