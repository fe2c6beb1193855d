//! Which sections of two letters correspond.

use super::edit::{Worded, edits};
use super::letter::{Change, ChangeKind, Moved, What};
use super::pair::{Entry, Pair, pairs};
use super::run::difference;
use super::verdict::Verdict;
use super::word::{Word, words};
use crate::model::Document;
use rustc_hash::FxHashSet;

/// The sections of two letters, aligned.
pub(super) struct Sections {
    /// Those that correspond.
    pub pairs: Vec<Pair>,
    before: Vec<Vec<Word>>,
    after: Vec<Vec<Word>>,
    same: FxHashSet<(u32, u32)>,
}

/// Words of a section's own text that the alignment of sections looks at.
const SECTION_WORDS: usize = 80;

impl Sections {
    /// Aligns them by their headings and what stands below.
    pub(super) fn new(before: &Document, after: &Document) -> Sections {
        let pairs = pairs(&entries(before), &entries(after));
        let heading_words = |document: &Document| -> Vec<Vec<Word>> {
            let year = document.facts.head.year;
            let sections = document.outline.sections.iter();
            sections
                .map(|section| words(&section.heading, year))
                .collect()
        };
        Sections {
            same: pairs.iter().map(|pair| (pair.before, pair.after)).collect(),
            pairs,
            before: heading_words(before),
            after: heading_words(after),
        }
    }

    /// Whether the two sections are aligned or have the same heading.
    pub(super) fn correspond(&self, before: u32, after: u32) -> bool {
        let same = |left: &[Word], right: &[Word]| {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| left.key == right.key)
        };
        self.same.contains(&(before, after))
            || match (
                self.before.get(before as usize),
                self.after.get(after as usize),
            ) {
                (Some(before), Some(after)) => same(before, after),
                _ => true,
            }
    }

    /// The number of a section of the later letter: that of the section of the earlier one which it
    /// corresponds to, or one of its own.
    pub(super) fn number_after(&self, section: u32) -> u32 {
        let pair = self
            .pairs
            .iter()
            .find(|pair| pair.after == section && !pair.joined);
        pair.map_or(self.before.len() as u32 + section, |pair| pair.before)
    }

    /// A pair of sections as a change, with how the headings differ.
    pub(super) fn change(
        &self,
        (before, after): (&Document, &Document),
        pair: &Pair,
    ) -> (Change, Verdict) {
        let (old, new) = (
            &before.outline.sections[pair.before as usize],
            &after.outline.sections[pair.after as usize],
        );
        let moved = Moved {
            section: match (old.parent, new.parent) {
                (Some(old), Some(new)) => !self.correspond(old, new),
                (old, new) => old.is_some() != new.is_some(),
            },
            kind: false,
        };
        let left = Worded {
            text: &old.heading,
            words: &self.before[pair.before as usize],
        };
        let right = Worded {
            text: &new.heading,
            words: &self.after[pair.after as usize],
        };
        let words = difference(left, right);
        let change = if words.same {
            ChangeKind::Unchanged
        } else {
            ChangeKind::Reworded
        };
        let verdict = Verdict {
            change,
            words,
            ..Verdict::default()
        };
        let change = super::compare::blank(What::Section, Some(pair), moved, edits(left, right));
        (change, verdict)
    }
}

fn entries(document: &Document) -> Vec<Entry> {
    let outline = &document.outline;
    let year = document.facts.head.year;
    let mut entries: Vec<Entry> = outline
        .sections
        .iter()
        .map(|section| {
            let heading = words(&section.heading, year);
            // Twice, since the heading says more than any sentence below it.
            let own = [heading.clone(), heading].concat();
            let parent = section
                .parent
                .and_then(|parent| outline.sections.get(parent as usize));
            Entry {
                words: own,
                heading: parent
                    .map(|parent| words(&parent.heading, year))
                    .unwrap_or_default(),
                ..Entry::default()
            }
        })
        .collect();
    for statement in &outline.statements {
        if let Some(entry) = entries.get_mut(statement.section as usize)
            && entry.words.len() < SECTION_WORDS
        {
            let room = SECTION_WORDS - entry.words.len();
            entry
                .words
                .extend(words(&statement.text, year).into_iter().take(room));
        }
    }
    entries
}

/// The heading of a section.
pub(super) fn heading(document: &Document, section: u32) -> &str {
    let section = document.outline.sections.get(section as usize);
    section.map_or("", |section| section.heading.as_str())
}
