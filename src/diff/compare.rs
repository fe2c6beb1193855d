//! From two documents to the list of changes.

use super::change::{Shift, Sides, Verdict, verdict};
use super::edit::{Worded, edits, stretches};
use super::explain::{Told, english, norwegian};
use super::letter::{Aspect, Change, ChangeKind, LetterDiff, Moved, What};
use super::pair::{Entry, Pair, pairs};
use super::requirement::{Requirement, requirements};
use super::word::{Class, Word, words};
use crate::model::{Document, Indicator, collapse};
use crate::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// What changed from `before` to `after`.
///
/// The names in the explanations come from the vocabulary and from the units that the documents
/// bring themselves.
pub fn compare(before: &Document, after: &Document, vocabulary: &Vocabulary) -> LetterDiff {
    let names = |slug: &str| name(slug, before, after, vocabulary);
    let comparison = Comparison {
        before,
        after,
        sections: Sections::new(before, after),
        name: &names,
    };
    let mut changes = comparison.requirements(vocabulary);
    let indicators = |document: &Document| -> Vec<Fact> {
        document
            .facts
            .indicators
            .iter()
            .map(|indicator| Fact::indicator(document, indicator))
            .collect()
    };
    let goals = |document: &Document| -> Vec<Fact> {
        let facts = document.facts.goals.iter();
        facts
            .map(|goal| Fact::new(document, &goal.text, goal.section))
            .collect()
    };
    let priorities = |document: &Document| -> Vec<Fact> {
        let facts = document.facts.priorities.iter();
        facts
            .map(|priority| Fact::new(document, &priority.text, priority.section))
            .collect()
    };
    changes.extend(comparison.facts(What::Indicator, &indicators(before), &indicators(after)));
    changes.extend(comparison.facts(What::Goal, &goals(before), &goals(after)));
    changes.extend(comparison.facts(What::Priority, &priorities(before), &priorities(after)));
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

fn name(slug: &str, before: &Document, after: &Document, vocabulary: &Vocabulary) -> String {
    if let Some(unit) = vocabulary.unit(slug) {
        return unit.name.clone();
    }
    if let Some(group) = vocabulary.target_group(slug) {
        let mut characters = group.name.chars();
        return match characters.next() {
            // A name that goes on in capitals is an acronym.
            Some(first) if !characters.as_str().starts_with(char::is_uppercase) => {
                first.to_lowercase().chain(characters).collect()
            }
            _ => group.name.clone(),
        };
    }
    let found = before
        .facts
        .units
        .iter()
        .chain(&after.facts.units)
        .find(|unit| unit.slug == slug);
    found.map_or_else(|| slug.replace('-', " "), |unit| unit.name.clone())
}

struct Comparison<'a> {
    before: &'a Document,
    after: &'a Document,
    sections: Sections,
    name: &'a dyn Fn(&str) -> String,
}

/// Which sections correspond.
struct Sections {
    pairs: Vec<Pair>,
    before_words: Vec<Vec<Word>>,
    after_words: Vec<Vec<Word>>,
    same: FxHashSet<(u32, u32)>,
}

/// Words of a section's own text that the alignment of sections looks at.
const SECTION_WORDS: usize = 80;

impl Sections {
    fn new(before: &Document, after: &Document) -> Sections {
        let (left, right) = (section_entries(before), section_entries(after));
        let pairs = pairs(&left, &right);
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
            before_words: heading_words(before),
            after_words: heading_words(after),
        }
    }

    /// Whether the two sections are aligned or have the same heading.
    fn correspond(&self, before: u32, after: u32) -> bool {
        let keys =
            |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.key.clone()).collect() };
        self.same.contains(&(before, after))
            || match (
                self.before_words.get(before as usize),
                self.after_words.get(after as usize),
            ) {
                (Some(before), Some(after)) => keys(before) == keys(after),
                _ => true,
            }
    }
}

fn section_entries(document: &Document) -> Vec<Entry> {
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
                groups: Vec::new(),
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

fn heading(document: &Document, section: u32) -> &str {
    let section = document.outline.sections.get(section as usize);
    section.map_or("", |section| section.heading.as_str())
}

impl<'a> Comparison<'a> {
    fn requirements(&self, vocabulary: &Vocabulary) -> Vec<Change> {
        let before = requirements(self.before, vocabulary);
        let after = requirements(self.after, vocabulary);
        let entries = |document: &Document, list: &[Requirement]| -> Vec<Entry> {
            list.iter()
                .map(|requirement| Entry {
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
                })
                .collect()
        };
        let found = pairs(&entries(self.before, &before), &entries(self.after, &after));
        let mut of_before: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut of_after: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for pair in &found {
            of_before.entry(pair.before).or_default().push(pair.after);
            of_after.entry(pair.after).or_default().push(pair.before);
        }
        let changes = found.iter().map(|pair| {
            let (old, new) = (&before[pair.before as usize], &after[pair.after as usize]);
            let sides = Sides {
                before: old,
                after: new,
                merged: of_after[&pair.after]
                    .iter()
                    .map(|at| &before[*at as usize])
                    .collect(),
                split: of_before[&pair.before]
                    .iter()
                    .map(|at| &after[*at as usize])
                    .collect(),
            };
            let joined = sides.merged.len() + sides.split.len() > 2;
            let moved = Moved {
                section: !self
                    .sections
                    .correspond(old.obligation.section, new.obligation.section),
                kind: old.obligation.kind.value != new.obligation.kind.value,
            };
            let words = edits(
                Worded {
                    text: &old.text,
                    words: &old.words,
                },
                Worded {
                    text: &new.text,
                    words: &new.words,
                },
            );
            let change = Change {
                words,
                ..blank(What::Obligation, Some(pair), moved)
            };
            let sections = (old.obligation.section, new.obligation.section);
            self.told(change, &verdict(&sides), sections, joined)
        });
        let changes: Vec<Change> = changes.collect();
        let single = |side: Side, at: u32| {
            let list = if side == Side::Before {
                &before
            } else {
                &after
            };
            let requirement = &list[at as usize];
            self.single(
                What::Obligation,
                side,
                at,
                &requirement.text,
                requirement.obligation.section,
            )
        };
        ordered(changes, before.len(), after.len(), single)
    }

    fn facts(&self, what: What, before: &[Fact], after: &[Fact]) -> Vec<Change> {
        let entries = |facts: &[Fact]| -> Vec<Entry> { facts.iter().map(Fact::entry).collect() };
        let found = pairs(&entries(before), &entries(after));
        let changes: Vec<Change> = found
            .iter()
            .filter(|pair| !pair.joined)
            .map(|pair| {
                let (old, new) = (&before[pair.before as usize], &after[pair.after as usize]);
                let moved = Moved {
                    section: !self.sections.correspond(old.section, new.section),
                    kind: false,
                };
                let words = edits(
                    Worded {
                        text: &old.text,
                        words: &old.words,
                    },
                    Worded {
                        text: &new.text,
                        words: &new.words,
                    },
                );
                let change = Change {
                    words,
                    ..blank(what, Some(pair), moved)
                };
                self.told(change, &old.verdict(new), (old.section, new.section), false)
            })
            .collect();
        let single = |side: Side, at: u32| {
            let list = if side == Side::Before { before } else { after };
            let fact = &list[at as usize];
            self.single(what, side, at, &fact.text, fact.section)
        };
        ordered(changes, before.len(), after.len(), single)
    }

    fn section_changes(&self) -> Vec<Change> {
        let (before, after) = (&self.before.outline.sections, &self.after.outline.sections);
        let changes: Vec<Change> = self
            .sections
            .pairs
            .iter()
            .filter(|pair| !pair.joined)
            .map(|pair| {
                let (old, new) = (&before[pair.before as usize], &after[pair.after as usize]);
                let moved = Moved {
                    section: match (old.parent, new.parent) {
                        (Some(old), Some(new)) => !self.sections.correspond(old, new),
                        (old, new) => old.is_some() != new.is_some(),
                    },
                    kind: false,
                };
                let (left, right) = (
                    &self.sections.before_words[pair.before as usize],
                    &self.sections.after_words[pair.after as usize],
                );
                let same = stretches(left, right).iter().all(|stretch| stretch.equal);
                let words = edits(
                    Worded {
                        text: &old.heading,
                        words: left,
                    },
                    Worded {
                        text: &new.heading,
                        words: right,
                    },
                );
                let change = Change {
                    words,
                    ..blank(What::Section, Some(pair), moved)
                };
                let change_kind = if same {
                    ChangeKind::Unchanged
                } else {
                    ChangeKind::Reworded
                };
                let verdict = Verdict {
                    change: change_kind,
                    direction: None,
                    shifts: Vec::new(),
                };
                self.told(change, &verdict, (pair.before, pair.after), false)
            })
            .collect();
        let single = |side: Side, at: u32| {
            let list = if side == Side::Before { before } else { after };
            self.single(What::Section, side, at, &list[at as usize].heading, at)
        };
        // The root is no section that anybody wrote.
        let root = |change: &Change| change.before == Some(0) || change.after == Some(0);
        let mut all = ordered(changes, before.len(), after.len(), single);
        all.retain(|change| !root(change));
        all
    }

    fn told(
        &self,
        change: Change,
        verdict: &Verdict,
        sections: (u32, u32),
        joined: bool,
    ) -> Change {
        let mut aspects: Vec<Aspect> = verdict.shifts.iter().map(Shift::aspect).collect();
        aspects.dedup();
        let told = Told {
            what: change.what,
            change: verdict.change,
            moved: change.moved,
            shifts: &verdict.shifts,
            sections: (
                heading(self.before, sections.0),
                heading(self.after, sections.1),
            ),
            years: (self.before.facts.head.year, self.after.facts.head.year),
            joined,
            name: self.name,
        };
        Change {
            change: verdict.change,
            aspects,
            direction: verdict.direction,
            explanation_nb: norwegian(&told),
            explanation_en: english(&told),
            ..change
        }
    }

    fn single(&self, what: What, side: Side, at: u32, text: &str, section: u32) -> Change {
        let kind = if side == Side::Before {
            ChangeKind::Removed
        } else {
            ChangeKind::Added
        };
        let (old, new) = if side == Side::Before {
            (text, "")
        } else {
            ("", text)
        };
        let change = Change {
            before: (side == Side::Before).then_some(at),
            after: (side == Side::After).then_some(at),
            words: edits(
                Worded {
                    text: old,
                    words: &[],
                },
                Worded {
                    text: new,
                    words: &[],
                },
            ),
            ..blank(what, None, Moved::default())
        };
        let verdict = Verdict {
            change: kind,
            direction: None,
            shifts: Vec::new(),
        };
        self.told(change, &verdict, (section, section), false)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

fn blank(what: What, pair: Option<&Pair>, moved: Moved) -> Change {
    Change {
        what,
        change: ChangeKind::Unchanged,
        aspects: Vec::new(),
        direction: None,
        moved,
        before: pair.map(|pair| pair.before),
        after: pair.map(|pair| pair.after),
        similarity: pair.map_or(0.0, |pair| pair.similarity),
        words: Vec::new(),
        explanation_nb: String::new(),
        explanation_en: String::new(),
    }
}

/// The pairs and what is left over, in the order of the later letter; what was removed stands after
/// what followed it least in the earlier one.
fn ordered(
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

/// An indicator, goal or priority made ready for comparison.
struct Fact {
    text: String,
    words: Vec<Word>,
    heading: Vec<Word>,
    section: u32,
    target: Option<String>,
    target_words: Vec<Word>,
    breakdowns: Vec<String>,
}

impl Fact {
    fn new(document: &Document, text: &str, section: u32) -> Fact {
        let year = document.facts.head.year;
        let text = collapse(text);
        Fact {
            words: words(&text, year),
            heading: words(heading(document, section), year),
            text,
            section,
            target: None,
            target_words: Vec::new(),
            breakdowns: Vec::new(),
        }
    }

    fn indicator(document: &Document, indicator: &Indicator) -> Fact {
        let mut fact = Fact::new(document, &indicator.name, indicator.section);
        fact.target = indicator
            .target
            .as_ref()
            .map(|target| collapse(&target.value));
        let target = fact.target.as_deref().unwrap_or_default();
        fact.target_words = words(target, document.facts.head.year);
        fact.breakdowns = indicator
            .breakdowns
            .iter()
            .map(|breakdown| collapse(&breakdown.value).to_lowercase())
            .collect();
        fact.breakdowns.sort_unstable();
        fact
    }

    fn entry(&self) -> Entry {
        Entry {
            words: self.words.clone(),
            heading: self.heading.clone(),
            groups: Vec::new(),
        }
    }

    fn verdict(&self, after: &Fact) -> Verdict {
        let mut shifts = Vec::new();
        let keys = |words: &[Word]| -> Vec<String> {
            let telling = words.iter().filter(|word| word.class != Class::Function);
            telling.map(|word| word.key.clone()).collect()
        };
        if keys(&self.target_words) != keys(&after.target_words) {
            let listed =
                |target: &Option<String>| target.iter().map(|t| format!("«{t}»")).collect();
            shifts.push(Shift::Number(listed(&self.target), listed(&after.target)));
        }
        let content = |words: &[Word], others: &[Word]| -> Option<String> {
            let known: FxHashSet<&str> = others.iter().map(|word| word.key.as_str()).collect();
            let lost = words.iter().filter(|word| {
                !matches!(word.class, Class::Function | Class::Light)
                    && !known.contains(word.key.as_str())
            });
            let lost: Vec<&str> = lost.map(|word| word.key.as_str()).collect();
            (!lost.is_empty()).then(|| lost.join(" "))
        };
        let (lost, gained) = (
            content(&self.words, &after.words),
            content(&after.words, &self.words),
        );
        if lost.is_some() || gained.is_some() {
            shifts.push(Shift::Scope(
                lost.map(|_| self.text.clone()),
                gained.map(|_| after.text.clone()),
            ));
        } else if self.breakdowns != after.breakdowns {
            shifts.push(Shift::Scope(
                (!self.breakdowns.is_empty()).then(|| self.breakdowns.join(", ")),
                (!after.breakdowns.is_empty()).then(|| after.breakdowns.join(", ")),
            ));
        }
        let same = stretches(&self.words, &after.words)
            .iter()
            .all(|stretch| stretch.equal);
        let change = match (shifts.is_empty(), same) {
            (false, _) => ChangeKind::Changed,
            (true, true) => ChangeKind::Unchanged,
            (true, false) => ChangeKind::Reworded,
        };
        Verdict {
            change,
            direction: None,
            shifts,
        }
    }
}
