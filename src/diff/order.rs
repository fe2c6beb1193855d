//! The order in which changes are listed.

use super::letter::Change;

/// One of the two letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl Side {
    /// What belongs to this side.
    pub(super) fn pick<T>(self, before: T, after: T) -> T {
        match self {
            Side::Before => before,
            Side::After => after,
        }
    }
}

/// The pairs and what is left over, in the order of the later letter; what was removed stands after
/// what followed it least in the earlier one.
pub(super) fn ordered(
    pairs: Vec<Change>,
    befores: usize,
    afters: usize,
    single: impl Fn(Side, u32) -> Change,
) -> Vec<Change> {
    let mut by_after: Vec<Vec<Change>> = (0..afters).map(|_| Vec::new()).collect();
    // Where each one of the earlier letter went; what moved takes no neighbours along.
    let mut last_after: Vec<Option<u32>> = vec![None; befores];
    let mut gone = vec![true; befores];
    for pair in pairs {
        if let (Some(before), Some(after)) = (pair.before, pair.after) {
            gone[before as usize] = false;
            if !pair.moved.section {
                let last = &mut last_after[before as usize];
                *last = (*last).max(Some(after));
            }
            by_after[after as usize].push(pair);
        }
    }
    let mut removed_behind: Vec<Vec<u32>> = (0..=afters).map(|_| Vec::new()).collect();
    let mut behind = 0usize;
    for (before, after) in last_after.iter().enumerate() {
        match after {
            Some(after) => behind = *after as usize + 1,
            None if gone[before] => removed_behind[behind].push(before as u32),
            None => {}
        }
    }
    let mut changes = Vec::new();
    for (at, removed) in removed_behind.into_iter().enumerate() {
        if at > 0 {
            let pairs = std::mem::take(&mut by_after[at - 1]);
            if pairs.is_empty() {
                changes.push(single(Side::After, at as u32 - 1));
            }
            changes.extend(pairs);
        }
        changes.extend(
            removed
                .into_iter()
                .map(|before| single(Side::Before, before)),
        );
    }
    changes
}
