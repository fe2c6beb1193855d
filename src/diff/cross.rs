//! What changed its sort: a goal that became an assignment, a priority that became a goal.
//!
//! Only what found no partner of its own sort is looked at, so that nothing is taken from a pair that
//! is there already.

use super::compare::{Comparison, Facts, blank};
use super::edit::{Worded, edits};
use super::letter::{Aspect, Change, ChangeKind, Moved, What};
use super::pair::{Entry, pairs};
use super::run::difference;
use super::verdict::{Shift, Verdict, lost};
use super::word::Word;

/// Something that stands alone: its place in the list of changes, its sort and its words.
struct Alone {
    at: usize,
    what: What,
    text: String,
    words: Vec<Word>,
    section: u32,
}

/// Joins what is gone with what is new of another sort where their words are as alike as those of a
/// pair of one sort must be.
pub(super) fn across_sorts(
    comparison: &Comparison,
    (before, after): (&Facts, &Facts),
    changes: &mut Vec<Change>,
) {
    let gone = alone(before, changes, ChangeKind::Removed);
    let new = alone(after, changes, ChangeKind::Added);
    let entries = |list: &[Alone]| -> Vec<Entry> {
        let entry = |one: &Alone| Entry {
            words: one.words.clone(),
            ..Entry::default()
        };
        list.iter().map(entry).collect()
    };
    let mut taken = Vec::new();
    for pair in pairs(&entries(&gone), &entries(&new)) {
        let (old, new) = (&gone[pair.before as usize], &new[pair.after as usize]);
        if pair.joined || old.what == new.what {
            continue;
        }
        let (left, right) = (old.worded(), new.worded());
        let moved = Moved {
            section: false,
            kind: true,
        };
        let change = Change {
            was: old.what,
            before: changes[old.at].before,
            after: changes[new.at].after,
            ..blank(new.what, Some(&pair), moved, edits(left, right))
        };
        let verdict = verdict(left, right);
        let (sections, texts) = ((old.section, new.section), (&*old.text, &*new.text));
        changes[new.at] = comparison.told(change, &verdict, sections, texts, false);
        taken.push(old.at);
    }
    taken.sort_unstable();
    for at in taken.into_iter().rev() {
        changes.remove(at);
    }
}

impl Alone {
    fn worded(&self) -> Worded<'_> {
        Worded {
            text: &self.text,
            words: &self.words,
        }
    }
}

fn alone(facts: &Facts, changes: &[Change], kind: ChangeKind) -> Vec<Alone> {
    let places = changes.iter().enumerate();
    let places = places.filter(|(_, change)| change.change == kind);
    let all = places.filter_map(|(at, change)| {
        let index = change.before.or(change.after)? as usize;
        let (text, words, section) = match change.what {
            What::Obligation => {
                let one = facts.requirements.get(index)?;
                (one.text(), one.words.clone(), one.obligation.section)
            }
            what => {
                let fact = facts.of(what).get(index)?;
                (&*fact.text, fact.worded().words.to_vec(), fact.section)
            }
        };
        Some(Alone {
            at,
            what: change.what,
            text: text.to_owned(),
            words,
            section,
        })
    });
    all.collect()
}

fn verdict(before: Worded, after: Worded) -> Verdict {
    let words = difference(before, after);
    let other =
        !lost(before.words, after.words).is_empty() || !lost(after.words, before.words).is_empty();
    let (change, shifts) = match (words.turned || other, words.same) {
        (true, _) => (
            ChangeKind::Changed,
            vec![Shift::new(Aspect::Scope, Vec::new(), Vec::new())],
        ),
        (false, true) => (ChangeKind::Unchanged, Vec::new()),
        (false, false) => (ChangeKind::Reworded, Vec::new()),
    };
    Verdict {
        change,
        shifts,
        words,
        ..Verdict::default()
    }
}
