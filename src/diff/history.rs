//! One requirement followed through all letters of a series.

use super::letter::{Change, LetterDiff, What};
use std::borrow::Borrow;
use std::collections::BTreeSet;

/// What became of a requirement from one letter to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// Which comparison of the series it is from.
    pub comparison: usize,
    /// The change.
    pub change: &'a Change,
}

/// The life of one requirement: every change that leads to it or from it, oldest first.
///
/// `comparisons` holds the comparisons of a series, each letter with the next one; `letter` counts
/// letters, so that comparison 0 leads from letter 0 to letter 1. A requirement that was split or
/// merged brings all its parts along.
pub fn history<D: Borrow<LetterDiff>>(
    comparisons: &[D],
    letter: usize,
    obligation: u32,
) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut sought = BTreeSet::from([obligation]);
    for comparison in (0..letter.min(comparisons.len())).rev() {
        let found = changes(
            comparisons[comparison].borrow(),
            |change| change.after_of(What::Obligation),
            &sought,
        );
        sought = found
            .iter()
            .filter_map(|change| change.before_of(What::Obligation))
            .collect();
        // Collected backwards; turned round below.
        steps.extend(
            found
                .into_iter()
                .rev()
                .map(|change| Step { comparison, change }),
        );
    }
    steps.reverse();
    let mut sought = BTreeSet::from([obligation]);
    for (comparison, diff) in comparisons.iter().enumerate().skip(letter) {
        let found = changes(
            diff.borrow(),
            |change| change.before_of(What::Obligation),
            &sought,
        );
        sought = found
            .iter()
            .filter_map(|change| change.after_of(What::Obligation))
            .collect();
        steps.extend(found.into_iter().map(|change| Step { comparison, change }));
    }
    steps
}

fn changes<'a>(
    diff: &'a LetterDiff,
    side: impl Fn(&Change) -> Option<u32>,
    sought: &BTreeSet<u32>,
) -> Vec<&'a Change> {
    diff.changes
        .iter()
        .filter(|change| side(change).is_some_and(|at| sought.contains(&at)))
        .collect()
}
