//! What differs between two requirements that correspond.

use super::edit::common;
use super::letter::{Aspect, ChangeKind, Direction};
use super::requirement::{Due, Requirement, dues, is_start};
use super::word::{Class, Word};
use crate::model::{Deadline, MONTHS, Modality};
use rustc_hash::FxHashSet;

/// How two requirements differ, with what the explanation needs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub change: ChangeKind,
    pub direction: Option<Direction>,
    pub shifts: Vec<Shift>,
}

/// One aspect that differs, before and after.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shift {
    Modality(Modality, Modality),
    Deadline(Vec<Deadline>, Vec<Deadline>),
    Number(Vec<String>, Vec<String>),
    Unit(Vec<String>, Vec<String>),
    TargetGroup(Vec<String>, Vec<String>),
    Legal(Vec<String>, Vec<String>),
    Scope(Option<String>, Option<String>),
}

impl Shift {
    pub(super) fn aspect(&self) -> Aspect {
        match self {
            Shift::Modality(..) => Aspect::Modality,
            Shift::Deadline(..) => Aspect::Deadline,
            Shift::Number(..) => Aspect::Number,
            Shift::Unit(..) => Aspect::Unit,
            Shift::TargetGroup(..) => Aspect::TargetGroup,
            Shift::Legal(..) => Aspect::Legal,
            Shift::Scope(..) => Aspect::Scope,
        }
    }
}

/// The two sides of a pair. A side that was merged or split has partners: what they demand is not
/// lost or new.
pub(super) struct Sides<'a, 'b> {
    pub before: &'b Requirement<'a>,
    pub after: &'b Requirement<'a>,
    /// All requirements that became `after`, `before` among them.
    pub merged: Vec<&'b Requirement<'a>>,
    /// All requirements that `before` became, `after` among them.
    pub split: Vec<&'b Requirement<'a>>,
}

/// Words that may differ before the same content counts as reworded: as few, or this share.
const SAME_WORDS: usize = 2;
const SAME_SHARE: f64 = 0.08;
/// Content words that may differ without a change of scope where another aspect already tells.
const EXPLAINED: usize = 4;

/// How the two sides differ.
pub(super) fn verdict(sides: &Sides) -> Verdict {
    let mut shifts = Vec::new();
    shifts.extend(modality(sides));
    shifts.extend(deadline(sides));
    let ages = number(sides, &mut shifts);
    shifts.extend(unit(sides));
    shifts.extend(target_group(sides, ages));
    shifts.extend(legal(sides));

    let (lost, gained) = residue(sides);
    let differing = lost.len() + gained.len();
    let scope = if shifts.is_empty() {
        differing > 0
    } else {
        differing > EXPLAINED
    };
    if scope {
        shifts.push(Shift::Scope(
            phrase(sides.before, &lost),
            phrase(sides.after, &gained),
        ));
    }
    let change = if !shifts.is_empty() {
        ChangeKind::Changed
    } else if is_same(sides) {
        ChangeKind::Unchanged
    } else {
        ChangeKind::Reworded
    };
    shifts.sort_by_key(Shift::aspect);
    let direction = shifts.iter().find_map(|shift| match shift {
        Shift::Modality(from, to) if to > from => Some(Direction::Strengthened),
        Shift::Modality(..) => Some(Direction::Weakened),
        _ => None,
    });
    Verdict {
        change,
        direction,
        shifts,
    }
}

fn is_same(sides: &Sides) -> bool {
    let (before, after) = (&sides.before.words, &sides.after.words);
    let longer = before.len().max(after.len());
    let edited = longer - common(before, after);
    edited <= SAME_WORDS || (edited as f64) < SAME_SHARE * longer as f64
}

fn modality(sides: &Sides) -> Option<Shift> {
    let from = sides.before.obligation.modality.value;
    let to = sides.after.obligation.modality.value;
    (from != to).then_some(Shift::Modality(from, to))
}

fn deadline(sides: &Sides) -> Option<Shift> {
    let all = |requirements: &[&Requirement]| -> Vec<Deadline> {
        requirements
            .iter()
            .flat_map(|requirement| &requirement.obligation.deadlines)
            .map(|found| found.value.clone())
            .collect()
    };
    let (from, to) = (all(&sides.merged), all(&sides.split));
    // A start that has passed is no change; nor is, the other way round, one yet to come.
    let only_starts = |list: &[Deadline]| list.iter().all(is_start);
    if (from.is_empty() && only_starts(&to)) || (to.is_empty() && only_starts(&from)) {
        return None;
    }
    let years = (sides.before.year, sides.after.year);
    let before = dues(&from.iter().collect::<Vec<_>>(), years.0);
    let after = dues(&to.iter().collect::<Vec<_>>(), years.1);
    if before == after {
        return None;
    }
    // The same day in the calendar is no change either, although it lies another year off.
    let apart = match years {
        (Some(before), Some(after)) => after - before,
        _ => 0,
    };
    let same_day = before.len() == after.len()
        && before.iter().zip(&after).all(|pair| match pair {
            (Due::Day(month, day, year), Due::Day(m, d, y)) => {
                (month, day) == (m, d) && year - apart == *y
            }
            (before, after) => before == after,
        });
    if same_day {
        return None;
    }
    // Those that stay are not worth telling of.
    let only = |list: &[Deadline], own: Option<i16>, others: &[Due]| -> Vec<Deadline> {
        let changed = list.iter().filter(|deadline| {
            dues(&[*deadline], own)
                .iter()
                .all(|due| !others.contains(due))
        });
        changed.cloned().collect()
    };
    Some(Shift::Deadline(
        only(&from, years.0, &after),
        only(&to, years.1, &before),
    ))
}

/// Figures that differ; tells whether they are ages.
fn number(sides: &Sides, shifts: &mut Vec<Shift>) -> bool {
    let figures = |own: &Requirement, others: &[&Requirement]| -> Vec<Figure> {
        let known: FxHashSet<String> = others
            .iter()
            .flat_map(|other| other.words.iter().filter(|word| is_figure(word)))
            .map(|word| word.key.clone())
            .collect();
        figures(own)
            .into_iter()
            .filter(|figure| !figure.keys.iter().all(|key| known.contains(key)))
            .collect()
    };
    let before = figures(sides.before, &sides.split);
    let after = figures(sides.after, &sides.merged);
    let in_digits = |list: &[Figure]| list.iter().any(|figure| figure.digits);
    if (before.is_empty() || after.is_empty()) && !in_digits(&before) && !in_digits(&after) {
        return false;
    }
    let ages = before.iter().chain(&after).any(|figure| figure.age);
    let text = |list: Vec<Figure>| list.into_iter().map(|figure| figure.text).collect();
    shifts.push(Shift::Number(text(before), text(after)));
    ages
}

struct Figure {
    keys: Vec<String>,
    text: String,
    digits: bool,
    age: bool,
}

fn is_figure(word: &Word) -> bool {
    matches!(word.class, Class::Number | Class::NumberWord)
}

/// The numbers of a requirement but those that belong to a deadline, a date or a citation; a range
/// and a grouped number ("24 500") are one.
fn figures(requirement: &Requirement) -> Vec<Figure> {
    let (text, words) = (&requirement.text, &requirement.words);
    let deadlines: Vec<String> = requirement
        .obligation
        .deadlines
        .iter()
        .map(|found| found.value.text.to_lowercase())
        .collect();
    let lower = |at: usize| text[words[at].start..words[at].end].to_lowercase();
    let mut figures = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_figure(&words[at]) {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        while at < words.len() && is_figure(&words[at]) {
            let gap = text[words[at - 1].end..words[at].start].trim();
            if !matches!(gap, "" | "-" | "–" | "—") {
                break;
            }
            at += 1;
        }
        let previous = from.checked_sub(1).map(lower).unwrap_or_default();
        let next = if at < words.len() {
            lower(at)
        } else {
            String::new()
        };
        let cited = CITES.contains(&previous.as_str()) || MONTHS.contains(&next.as_str());
        // Glued to a letter it is part of a name: "S2", "3a".
        let glued = text[..words[from].start].ends_with(|c: char| c.is_alphabetic());
        let whole = text[words[from].start..words[at - 1].end].to_lowercase();
        let limit = format!("{whole} {next}");
        let due = deadlines.iter().any(|deadline| {
            deadline.contains(limit.trim_end()) || (next.is_empty() && deadline.contains(&whole))
        });
        if cited || glued || due {
            continue;
        }
        let age = next == "år"
            && (from.saturating_sub(5)..from)
                .chain(at..words.len().min(at + 3))
                .any(|near| {
                    let near = lower(near);
                    ["alder", "unge", "ungdom", "personer", "barn", "gamle"]
                        .iter()
                        .any(|start| near.starts_with(start))
                });
        let after = &text[words[at - 1].end..];
        let unit = if after.trim_start().starts_with('%') {
            " %"
        } else {
            ""
        };
        figures.push(Figure {
            keys: words[from..at]
                .iter()
                .map(|word| word.key.clone())
                .collect(),
            digits: words[from..at]
                .iter()
                .any(|word| word.class == Class::Number),
            text: format!("{}{unit}", &text[words[from].start..words[at - 1].end]),
            age,
        });
    }
    figures
}

/// Words before a number that cites something.
const CITES: [&str; 15] = [
    "§", "kap", "kapittel", "kapitel", "punkt", "pkt", "prop", "innst", "nou", "st", "post",
    "vedlegg", "artikkel", "nr", "fase",
];

/// Another unit must act. A passive for an active is no such change: both sides must name one.
fn unit(sides: &Sides) -> Option<Shift> {
    let (from, to) = (&sides.before.units, &sides.after.units);
    let named = |requirements: &[&Requirement], slug: &str| {
        requirements
            .iter()
            .any(|requirement| requirement.units.contains(&slug))
    };
    let carried = from.iter().all(|slug| named(&sides.split, slug))
        && to.iter().all(|slug| named(&sides.merged, slug));
    if from.is_empty() || to.is_empty() || carried {
        return None;
    }
    Some(Shift::Unit(owned(from), owned(to)))
}

fn target_group(sides: &Sides, ages: bool) -> Option<Shift> {
    let from = &sides.before.named_groups;
    let to = &sides.after.named_groups;
    let known = |requirements: &[&Requirement], slug: &str| {
        requirements
            .iter()
            .any(|requirement| requirement.groups.contains(&slug))
    };
    let dropped: Vec<&str> = from
        .iter()
        .copied()
        .filter(|slug| !known(&sides.split, slug))
        .collect();
    let added: Vec<&str> = to
        .iter()
        .copied()
        .filter(|slug| !known(&sides.merged, slug))
        .collect();
    if dropped.is_empty() && added.is_empty() && !ages {
        return None;
    }
    Some(Shift::TargetGroup(owned(&dropped), owned(&added)))
}

fn legal(sides: &Sides) -> Option<Shift> {
    let known = |requirements: &[&Requirement], law: &str| {
        requirements
            .iter()
            .any(|requirement| requirement.legal.contains(&law))
    };
    let dropped: Vec<&str> = sides
        .before
        .legal
        .iter()
        .copied()
        .filter(|law| !known(&sides.split, law))
        .collect();
    let added: Vec<&str> = sides
        .after
        .legal
        .iter()
        .copied()
        .filter(|law| !known(&sides.merged, law))
        .collect();
    if dropped.is_empty() && added.is_empty() {
        return None;
    }
    Some(Shift::Legal(owned(&dropped), owned(&added)))
}

fn owned(slugs: &[&str]) -> Vec<String> {
    slugs.iter().map(|slug| (*slug).to_owned()).collect()
}

/// Places of the content words that only one side has, its partners counted in.
fn residue(sides: &Sides) -> (Vec<usize>, Vec<usize>) {
    (
        missing(&sides.before.words, &sides.split),
        missing(&sides.after.words, &sides.merged),
    )
}

fn missing(words: &[Word], others: &[&Requirement]) -> Vec<usize> {
    let known: Vec<&str> = others
        .iter()
        .flat_map(|other| other.words.iter().map(|word| word.key.as_str()))
        .collect();
    let exact: FxHashSet<&str> = known.iter().copied().collect();
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| {
            word.class == Class::Content
                && !exact.contains(word.key.as_str())
                && !known.iter().any(|other| is_variant(&word.key, other))
        })
        .map(|(at, _)| at)
        .collect()
}

/// Whether two words are one in another spelling: a slip of the pen, a linking s, another ending.
fn is_variant(left: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    let most = if short >= 12 { 3 } else { 1 };
    if short < 5 || long - short > most {
        return false;
    }
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    front >= 3 && (front + back).min(short) + most >= long
}

/// The words of the longest run around the missing ones, as the letter has them.
fn phrase(requirement: &Requirement, missing: &[usize]) -> Option<String> {
    let words = &requirement.words;
    let (mut best, mut start): (Option<(usize, usize, usize)>, usize) = (None, 0);
    while start < missing.len() {
        let mut end = start;
        // Function words and the like between two missing ones belong to the run.
        while end + 1 < missing.len() && missing[end + 1] - missing[end] <= 4 {
            end += 1;
        }
        let length = end - start + 1;
        if best.is_none_or(|(most, _, _)| length > most) {
            best = Some((length, missing[start], missing[end]));
        }
        start = end + 1;
    }
    let (_, from, to) = best?;
    Some(requirement.text[words[from].start..words[to].end].to_owned())
}
