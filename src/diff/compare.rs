//! From two documents to the list of changes.

use super::cross::across_sorts;
use super::edit::{Edits, Worded, edits};
use super::explain::{Told, tell};
use super::fact::Fact;
use super::letter::{Aspect, Change, ChangeKind, LetterDiff, Moved, What};
use super::order::{Side, ordered};
use super::pair::{Entry, Pair, pairs};
use super::requirement::{Requirement, requirements};
use super::section::{Sections, heading};
use super::sentences::{english, norwegian};
use super::verdict::{Sides, Verdict, verdict};
use super::word::words;
use crate::model::Document;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

/// What changed from `before` to `after`.
///
/// The vocabulary gives the names under which units act, so that a name written out or shortened is
/// no change.
pub fn compare(before: &Document, after: &Document, vocabulary: &Vocabulary) -> LetterDiff {
    let comparison = Comparison {
        before,
        after,
        sections: Sections::new(before, after),
    };
    let old = Facts::new(before, vocabulary);
    let new = Facts::new(after, vocabulary);
    let mut changes = comparison.requirements(&old.requirements, &new.requirements);
    for what in [What::Indicator, What::Goal, What::Priority] {
        changes.extend(comparison.facts(what, old.of(what), new.of(what)));
    }
    across_sorts(&comparison, (&old, &new), &mut changes);
    changes.extend(comparison.budget(&old.budget, &new.budget));
    changes.extend(comparison.section_changes());
    let mut diff = LetterDiff {
        before: before.id.clone(),
        after: after.id.clone(),
        summary: Default::default(),
        changes,
    };
    diff.summary = diff.summary_of(What::Obligation);
    diff
}

/// What one letter holds, made ready.
pub(super) struct Facts<'a> {
    pub requirements: Vec<Requirement<'a>>,
    indicators: Vec<Fact<'a>>,
    goals: Vec<Fact<'a>>,
    priorities: Vec<Fact<'a>>,
    budget: Vec<Fact<'a>>,
}

impl<'a> Facts<'a> {
    fn new(document: &'a Document, vocabulary: &Vocabulary) -> Facts<'a> {
        let facts = &document.facts;
        let indicators = facts.indicators.iter();
        let goals = facts.goals.iter();
        let priorities = facts.priorities.iter();
        let budget = facts.budget.iter();
        Facts {
            requirements: requirements(document, vocabulary),
            indicators: indicators
                .map(|one| Fact::indicator(document, one))
                .collect(),
            goals: goals
                .map(|one| Fact::new(document, &one.quote, one.section))
                .collect(),
            priorities: priorities
                .map(|one| Fact::new(document, &one.quote, one.section))
                .collect(),
            budget: budget.map(|one| Fact::budget(document, one)).collect(),
        }
    }

    /// The indicators, goals or priorities.
    pub(super) fn of(&self, what: What) -> &[Fact<'a>] {
        match what {
            What::Indicator => &self.indicators,
            What::Goal => &self.goals,
            What::Priority => &self.priorities,
            What::BudgetItem => &self.budget,
            What::Obligation | What::Section => &[],
        }
    }
}

/// Two letters being compared.
pub(super) struct Comparison<'a> {
    before: &'a Document,
    after: &'a Document,
    sections: Sections,
}

impl Comparison<'_> {
    fn requirements(&self, before: &[Requirement], after: &[Requirement]) -> Vec<Change> {
        let old = entries(self.before, before, |section| section);
        let new = entries(self.after, after, |section| {
            self.sections.number_after(section)
        });
        let found = pairs(&old, &new);
        let mut of_before: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut of_after: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for pair in &found {
            of_before.entry(pair.before).or_default().push(pair.after);
            of_after.entry(pair.after).or_default().push(pair.before);
        }
        let changes = found.iter().map(|pair| {
            let (old, new) = (&before[pair.before as usize], &after[pair.after as usize]);
            let merged = of_after[&pair.after].iter();
            let split = of_before[&pair.before].iter();
            let sides = Sides {
                before: old,
                after: new,
                merged: merged.map(|at| &before[*at as usize]).collect(),
                split: split.map(|at| &after[*at as usize]).collect(),
            };
            let joined = sides.merged.len() + sides.split.len() > 2;
            let sections = (old.obligation.section, new.obligation.section);
            let moved = Moved {
                section: !self.sections.correspond(sections.0, sections.1),
                kind: old.obligation.kind.value != new.obligation.kind.value,
            };
            let edits = edits(old.worded(), new.worded());
            let change = blank(What::Obligation, Some(pair), moved, edits);
            let texts = (old.text(), new.text());
            self.told(change, &verdict(&sides), sections, texts, joined)
        });
        let changes: Vec<Change> = changes.collect();
        let single = |side: Side, at: u32| {
            let list = side.pick(before, after);
            let (text, section) = (
                list[at as usize].text(),
                list[at as usize].obligation.section,
            );
            self.single(What::Obligation, side, at, text, section)
        };
        ordered(changes, before.len(), after.len(), single)
    }

    fn facts(&self, what: What, before: &[Fact], after: &[Fact]) -> Vec<Change> {
        let entries = |facts: &[Fact]| -> Vec<Entry> { facts.iter().map(Fact::entry).collect() };
        let found = pairs(&entries(before), &entries(after)).into_iter();
        let found: Vec<Pair> = found.filter(|pair| !pair.joined).collect();
        self.fact_changes(what, before, after, &found)
    }

    /// Budget rows correspond by chapter and post, whatever they are called.
    fn budget(&self, before: &[Fact], after: &[Fact]) -> Vec<Change> {
        let key = |fact: &Fact| {
            fact.row
                .map(|(chapter, post, _)| (chapter, post.to_owned()))
        };
        let mut places: FxHashMap<(u16, String), Vec<u32>> = FxHashMap::default();
        for (at, fact) in after.iter().enumerate().rev() {
            if let Some(key) = key(fact) {
                places.entry(key).or_default().push(at as u32);
            }
        }
        let mut found = Vec::new();
        for (at, fact) in before.iter().enumerate() {
            let place = key(fact).and_then(|key| places.get_mut(&key)?.pop());
            found.extend(place.map(|after| Pair {
                before: at as u32,
                after,
                similarity: 1.0,
                joined: false,
            }));
        }
        self.fact_changes(What::BudgetItem, before, after, &found)
    }

    fn fact_changes(
        &self,
        what: What,
        before: &[Fact],
        after: &[Fact],
        found: &[Pair],
    ) -> Vec<Change> {
        let changes = found.iter().map(|pair| {
            let (old, new) = (&before[pair.before as usize], &after[pair.after as usize]);
            let moved = Moved {
                section: what != What::BudgetItem
                    && !self.sections.correspond(old.section, new.section),
                kind: false,
            };
            let change = blank(what, Some(pair), moved, fact_edits(old, new));
            let sections = (old.section, new.section);
            let texts = (&*old.text, &*new.text);
            self.told(change, &old.verdict(new), sections, texts, false)
        });
        let single = |side: Side, at: u32| {
            let fact = &side.pick(before, after)[at as usize];
            self.single(what, side, at, &fact.text, fact.section)
        };
        ordered(changes.collect(), before.len(), after.len(), single)
    }

    fn section_changes(&self) -> Vec<Change> {
        let letters = (self.before, self.after);
        let found = self.sections.pairs.iter().filter(|pair| !pair.joined);
        let changes = found.map(|pair| {
            let (change, verdict) = self.sections.change(letters, pair);
            self.told(change, &verdict, (pair.before, pair.after), ("", ""), false)
        });
        let single = |side: Side, at: u32| {
            let text = heading(side.pick(self.before, self.after), at);
            self.single(What::Section, side, at, text, at)
        };
        let (old, new) = (&self.before.outline.sections, &self.after.outline.sections);
        let all = ordered(changes.collect(), old.len(), new.len(), single);
        // The text before the first heading is no section that comes or goes.
        let root = |change: &Change| {
            let is_root = |document: &Document, at: Option<u32>| {
                at.is_some_and(|at| document.outline.sections[at as usize].parent.is_none())
            };
            is_root(self.before, change.before) || is_root(self.after, change.after)
        };
        all.into_iter().filter(|change| !root(change)).collect()
    }

    /// A change with its verdict told.
    pub(super) fn told(
        &self,
        change: Change,
        verdict: &Verdict,
        sections: (u32, u32),
        texts: (&str, &str),
        joined: bool,
    ) -> Change {
        let mut aspects: Vec<Aspect> = verdict.shifts.iter().map(|shift| shift.aspect).collect();
        aspects.dedup();
        let told = Told {
            sorts: (change.was, change.what),
            verdict,
            moved: change.moved,
            texts,
            sections: (
                heading(self.before, sections.0),
                heading(self.after, sections.1),
            ),
            years: (self.before.facts.head.year, self.after.facts.head.year),
            joined,
        };
        Change {
            change: verdict.change,
            aspects,
            direction: verdict.direction,
            explanation_nb: tell(&told, norwegian()),
            explanation_en: tell(&told, english()),
            ..change
        }
    }

    fn single(&self, what: What, side: Side, at: u32, text: &str, section: u32) -> Change {
        let (kind, old, new) = match side {
            Side::Before => (ChangeKind::Removed, text, ""),
            Side::After => (ChangeKind::Added, "", text),
        };
        let plain = |text| Worded { text, words: &[] };
        let change = Change {
            before: (side == Side::Before).then_some(at),
            after: (side == Side::After).then_some(at),
            ..blank(what, None, Moved::default(), edits(plain(old), plain(new)))
        };
        let verdict = Verdict {
            change: kind,
            ..Verdict::default()
        };
        self.told(change, &verdict, (section, section), (old, new), false)
    }
}

fn entries(document: &Document, list: &[Requirement], number: impl Fn(u32) -> u32) -> Vec<Entry> {
    let entry = |requirement: &Requirement| Entry {
        words: requirement.words.clone(),
        heading: words(
            heading(document, requirement.obligation.section),
            requirement.year,
        ),
        groups: requirement
            .groups
            .iter()
            .map(|group| (*group).to_owned())
            .collect(),
        section: Some(number(requirement.obligation.section)),
    };
    list.iter().map(entry).collect()
}

fn fact_edits(old: &Fact, new: &Fact) -> Edits {
    if old.row.is_none() {
        return edits(old.worded(), new.worded());
    }
    // A row's words are its cells; what is aligned is the name alone.
    let (left, right) = (words(&old.text, None), words(&new.text, None));
    let worded = |text, words| Worded { text, words };
    edits(worded(&old.text, &left), worded(&new.text, &right))
}

/// A change of which nothing is told yet.
pub(super) fn blank(what: What, pair: Option<&Pair>, moved: Moved, edits: Edits) -> Change {
    Change {
        what,
        was: what,
        change: ChangeKind::Unchanged,
        aspects: Vec::new(),
        direction: None,
        moved,
        before: pair.map(|pair| pair.before),
        after: pair.map(|pair| pair.after),
        similarity: pair.map_or(0.0, |pair| pair.similarity),
        words: edits.both,
        words_before: edits.before,
        words_after: edits.after,
        explanation_nb: String::new(),
        explanation_en: String::new(),
    }
}
