//! What differs between two requirements that correspond.

use super::bound;
use super::figure::only_here;
use super::letter::{Aspect, ChangeKind, Direction};
use super::lists::DECISIVE;
use super::requirement::{Due, Requirement, dues, is_start};
use super::run::{Difference, difference};
use super::word::{Class, Word};
use crate::model::{Deadline, Evidence, Found};
use rustc_hash::{FxHashMap, FxHashSet};

/// How two sides differ, with what the explanation needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Verdict {
    pub change: ChangeKind,
    pub direction: Option<Direction>,
    pub shifts: Vec<Shift>,
    /// The words that differ, and those of the lead-ins.
    pub words: Difference,
    pub lead: Difference,
}

/// One aspect that differs: the letters' own words before and after, as far as they name it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shift {
    pub aspect: Aspect,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

impl Shift {
    /// The aspect, with words that name it.
    pub(super) fn new(aspect: Aspect, before: Vec<String>, after: Vec<String>) -> Shift {
        Shift {
            aspect,
            before,
            after,
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

/// Content words that may differ without a change of scope where another aspect already tells.
const EXPLAINED: usize = 4;

/// How the two sides differ.
pub(super) fn verdict(sides: &Sides) -> Verdict {
    let words = difference(sides.before.worded(), sides.after.worded());
    let lead = difference(sides.before.lead(), sides.after.lead());
    let mut shifts = Vec::new();
    shifts.extend(modality(sides));
    shifts.extend(deadline(sides));
    let ages = number(sides, &mut shifts);
    shifts.extend(unit(sides));
    shifts.extend(target_group(sides, ages));
    shifts.extend(legal(sides));
    // Where the modal verb is another, that it was exchanged is told already.
    let modal = shifts.iter().any(|shift| shift.aspect == Aspect::Modality);
    let decided = !modal && (words.turned || lead.turned) || decisive(sides);
    let differing = missing(sides.before, &sides.split) + missing(sides.after, &sides.merged);
    let least = if shifts.is_empty() { 0 } else { EXPLAINED };
    if decided || differing > least {
        shifts.push(Shift::new(Aspect::Scope, Vec::new(), Vec::new()));
    }
    shifts.sort_by_key(|shift| shift.aspect);
    // UNCHANGED promises that no word vanished; a deadline may still come from outside the words.
    let change = match (shifts.is_empty(), words.same && lead.same) {
        (false, _) => ChangeKind::Changed,
        (true, true) => ChangeKind::Unchanged,
        (true, false) => ChangeKind::Reworded,
    };
    Verdict {
        direction: direction(sides).filter(|_| change == ChangeKind::Changed),
        change,
        shifts,
        words,
        lead,
    }
}

fn direction(sides: &Sides) -> Option<Direction> {
    let (from, to) = (
        sides.before.obligation.modality.value,
        sides.after.obligation.modality.value,
    );
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Some(Direction::Strengthened),
        std::cmp::Ordering::Greater => Some(Direction::Weakened),
        std::cmp::Ordering::Equal => bound::direction(sides.before.worded(), sides.after.worded()),
    }
}

/// The letter's words behind a fact.
fn verbatim<T>(side: &Requirement, found: &Found<T>) -> Vec<String> {
    side.verbatim(&found.evidence).into_iter().collect()
}

fn modality(sides: &Sides) -> Option<Shift> {
    let (from, to) = (
        &sides.before.obligation.modality,
        &sides.after.obligation.modality,
    );
    (from.value != to.value).then(|| {
        Shift::new(
            Aspect::Modality,
            verbatim(sides.before, from),
            verbatim(sides.after, to),
        )
    })
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
    if before == after || same_days(&before, &after, years) {
        return None;
    }
    // Those that stay are not worth telling of.
    let only = |list: &[Deadline], own: Option<i16>, others: &[Due]| -> Vec<String> {
        let changed = list.iter().filter(|deadline| {
            let due = dues(&[*deadline], own);
            due.iter().all(|due| !others.contains(due))
        });
        let mut texts: Vec<String> = changed.map(|deadline| deadline.text.clone()).collect();
        texts.dedup();
        texts
    };
    Some(Shift::new(
        Aspect::Deadline,
        only(&from, years.0, &after),
        only(&to, years.1, &before),
    ))
}

/// The same day in the calendar is no change, although it lies another year off.
fn same_days(before: &[Due], after: &[Due], years: (Option<i16>, Option<i16>)) -> bool {
    let apart = match years {
        (Some(before), Some(after)) => after - before,
        _ => 0,
    };
    before.len() == after.len()
        && before.iter().zip(after).all(|pair| match pair {
            (Due::Day(month, day, year), Due::Day(m, d, y)) => {
                (month, day) == (m, d) && year - apart == *y
            }
            (before, after) => before == after,
        })
}

/// Figures that differ; tells whether they are ages.
fn number(sides: &Sides, shifts: &mut Vec<Shift>) -> bool {
    let before = only_here(sides.before, &sides.split);
    let after = only_here(sides.after, &sides.merged);
    let in_digits = |list: &[super::figure::Figure]| list.iter().any(|figure| figure.digits);
    if (before.is_empty() || after.is_empty()) && !in_digits(&before) && !in_digits(&after) {
        return false;
    }
    let ages = before.iter().chain(&after).any(|figure| figure.age);
    let text = |side: &Requirement, list: Vec<super::figure::Figure>| -> Vec<String> {
        let cut = list.into_iter().map(|figure| {
            let (from, to) = figure.words;
            side.text()[side.words[from].start..side.words[to - 1].end].to_owned()
        });
        cut.collect()
    };
    shifts.push(Shift::new(
        Aspect::Number,
        text(sides.before, before),
        text(sides.after, after),
    ));
    ages
}

/// Another unit must act. A passive for an active is no such change: both sides must name one.
fn unit(sides: &Sides) -> Option<Shift> {
    let (from, to) = (&sides.before.units, &sides.after.units);
    if from.is_empty() || to.is_empty() {
        return None;
    }
    let only = |side: &Requirement, own: &[&str], others: &[&Requirement]| -> Vec<String> {
        let missing = |slug: &&str| !others.iter().any(|other| other.units.contains(slug));
        let slugs: Vec<&str> = own.iter().copied().filter(missing).collect();
        let units = side.obligation.units.iter();
        let mut names: Vec<String> = units
            .filter(|unit| slugs.contains(&unit.unit.as_str()))
            .map(|unit| side.verbatim(&unit.evidence).unwrap_or_default())
            .collect();
        names.dedup();
        names
    };
    let (dropped, added) = (
        only(sides.before, from, &sides.split),
        only(sides.after, to, &sides.merged),
    );
    let none = dropped.is_empty() && added.is_empty();
    (!none).then(|| Shift::new(Aspect::Unit, dropped, added))
}

fn target_group(sides: &Sides, ages: bool) -> Option<Shift> {
    let only = |side: &Requirement, others: &[&Requirement]| -> Vec<String> {
        let known = |slug: &str| others.iter().any(|other| other.groups.contains(&slug));
        let groups = side.obligation.target_groups.iter();
        let missing = groups.filter(|group| {
            let slug = group.value.as_str();
            side.named_groups.contains(&slug) && !known(slug)
        });
        missing
            .map(|group| side.verbatim(&group.evidence).unwrap_or_default())
            .collect()
    };
    let (dropped, added) = (
        only(sides.before, &sides.split),
        only(sides.after, &sides.merged),
    );
    let none = dropped.is_empty() && added.is_empty() && !ages;
    (!none).then(|| Shift::new(Aspect::TargetGroup, dropped, added))
}

fn legal(sides: &Sides) -> Option<Shift> {
    let only = |side: &Requirement, others: &[&Requirement]| -> Vec<String> {
        let known = |law: &str| others.iter().any(|other| other.legal.contains(&law));
        let missing = side.obligation.legal.iter();
        let missing = missing.filter(|law| !known(&law.value.citation));
        let text = |law: (&str, &Evidence)| side.verbatim(law.1).unwrap_or(law.0.to_owned());
        missing
            .map(|law| text((&law.value.citation, &law.evidence)))
            .collect()
    };
    let (dropped, added) = (
        only(sides.before, &sides.split),
        only(sides.after, &sides.merged),
    );
    let none = dropped.is_empty() && added.is_empty();
    (!none).then(|| Shift::new(Aspect::Legal, dropped, added))
}

/// Whether a word that decides ("ikke", "alle", "kun") stands on one side more often than on the
/// other, partners and lead-ins counted in.
fn decisive(sides: &Sides) -> bool {
    let counts = |own: &[&Requirement]| -> FxHashMap<&str, usize> {
        let mut counts = FxHashMap::default();
        let words = own.iter().flat_map(|one| one.words.iter().chain(&one.lead));
        for word in words.filter(|word| word.class == Class::Decisive) {
            *counts
                .entry(DECISIVE.sense(&word.key).unwrap_or_default())
                .or_default() += 1;
        }
        counts
    };
    match (sides.merged.len(), sides.split.len()) {
        (1, 1) => counts(&[sides.before]) != counts(&[sides.after]),
        // Of several parts each brings its own; that a sense is nowhere on the other side tells.
        _ => {
            let (old, new) = (counts(&sides.merged), counts(&sides.split));
            let lost = |own: &Requirement, other: &FxHashMap<&str, usize>| {
                let mut senses = own
                    .words
                    .iter()
                    .filter(|word| word.class == Class::Decisive);
                senses
                    .any(|word| !other.contains_key(DECISIVE.sense(&word.key).unwrap_or_default()))
            };
            lost(sides.before, &new) || lost(sides.after, &old)
        }
    }
}

/// How many content words only this side has, in its lead-in too, its partners counted in.
fn missing(own: &Requirement, others: &[&Requirement]) -> usize {
    let known: Vec<&str> = others
        .iter()
        .flat_map(|other| other.words.iter().chain(&other.lead))
        .map(|word| word.key.as_str())
        .collect();
    let exact: FxHashSet<&str> = known.iter().copied().collect();
    let telling = own.words.iter().filter(|word| word.class == Class::Content);
    telling
        .filter(|word| {
            !exact.contains(word.key.as_str())
                && !known.iter().any(|other| is_variant(&word.key, other))
        })
        .count()
}

/// Content words that one list has and the other has not.
pub(super) fn lost<'w>(words: &'w [Word], others: &[Word]) -> Vec<&'w Word> {
    let known: FxHashSet<&str> = others.iter().map(|word| word.key.as_str()).collect();
    words
        .iter()
        .filter(|word| !word.class.is_small() && word.class != Class::Light)
        .filter(|word| !known.contains(word.key.as_str()))
        .collect()
}

/// Whether two words are one in another spelling: a slip of the pen, a linking s, another ending.
fn is_variant(left: &str, right: &str) -> bool {
    let (a, b) = (left.chars().count(), right.chars().count());
    let (long, short) = (a.max(b), a.min(b));
    let most = if short >= 12 { 3 } else { 1 };
    if short < 5 || long - short > most {
        return false;
    }
    let same = |(x, y): &(char, char)| x == y;
    let front = left.chars().zip(right.chars()).take_while(same).count();
    let back = left.chars().rev().zip(right.chars().rev());
    let back = back.take_while(same).count();
    front >= 3 && (front + back).min(short) + most >= long
}
