//! Indicators, goals, priorities and budget rows made ready for comparison.

use super::bound;
use super::edit::Worded;
use super::letter::{Aspect, ChangeKind, Direction};
use super::lists::DECISIVE;
use super::pair::Entry;
use super::run::difference;
use super::verdict::{Shift, Verdict, lost};
use super::word::{Class, Word, words};
use crate::model::{BudgetItem, Document, Indicator, Span, collapse};
use std::borrow::Cow;

/// A fact that is no requirement.
pub(super) struct Fact<'a> {
    /// The letter's own words.
    pub text: Cow<'a, str>,
    pub section: u32,
    words: Vec<Word>,
    heading: Vec<Word>,
    year: Option<i16>,
    target: Option<String>,
    breakdowns: Vec<String>,
    /// Chapter, post and amount of a budget row.
    pub row: Option<(u16, &'a str, i64)>,
}

impl<'a> Fact<'a> {
    /// A goal or a priority.
    pub(super) fn new(document: &Document, text: &'a str, section: u32) -> Fact<'a> {
        let year = document.facts.head.year;
        Fact {
            words: words(text, year),
            heading: words(super::section::heading(document, section), year),
            text: Cow::Borrowed(text),
            section,
            year,
            target: None,
            breakdowns: Vec::new(),
            row: None,
        }
    }

    /// An indicator.
    pub(super) fn indicator(document: &Document, indicator: &'a Indicator) -> Fact<'a> {
        let target = indicator.target.as_ref();
        let listed = indicator.breakdowns.iter();
        let mut breakdowns: Vec<String> = listed.map(|one| collapse(&one.value)).collect();
        breakdowns.sort_unstable();
        Fact {
            target: target.map(|target| collapse(&target.value)),
            breakdowns,
            ..Fact::new(document, &indicator.name, indicator.section)
        }
    }

    /// A row of the budget table.
    pub(super) fn budget(document: &Document, item: &'a BudgetItem) -> Fact<'a> {
        let text = row_text(document, item);
        let start = item.spans.first().map_or(0, |span| span.start);
        let mut sections = document.outline.sections.iter();
        let section = sections.rposition(|section| section.span.start <= start);
        Fact {
            words: words(&item.name, document.facts.head.year),
            text: Cow::Owned(text),
            row: Some((item.chapter, &item.post, item.amount)),
            ..Fact::new(document, "", section.unwrap_or_default() as u32)
        }
    }

    /// The fact as it is aligned.
    pub(super) fn entry(&self) -> Entry {
        Entry {
            words: self.words.clone(),
            heading: self.heading.clone(),
            ..Entry::default()
        }
    }

    /// Its text with its words.
    pub(super) fn worded(&self) -> Worded<'_> {
        Worded {
            text: &self.text,
            words: &self.words,
        }
    }

    /// How it differs from what it has become.
    pub(super) fn verdict(&self, after: &Fact) -> Verdict {
        if let (Some(old), Some(new)) = (self.row, after.row) {
            return amounts(old.2, new.2);
        }
        let words = difference(self.worded(), after.worded());
        let mut shifts = Vec::new();
        let targets = (self.target(), after.target());
        if !difference(worded(&targets.0), worded(&targets.1)).same {
            let listed = |target: &Option<String>| target.iter().cloned().collect();
            shifts.push(Shift::new(
                Aspect::Number,
                listed(&self.target),
                listed(&after.target),
            ));
        }
        let decisive = |words: &[Word]| -> Vec<&str> {
            let decisive = words.iter().filter(|word| word.class == Class::Decisive);
            let mut senses: Vec<&str> = decisive
                .filter_map(|word| DECISIVE.sense(&word.key))
                .collect();
            senses.sort_unstable();
            senses
        };
        let exchanged = !lost(&self.words, &after.words).is_empty()
            || !lost(&after.words, &self.words).is_empty()
            || decisive(&self.words) != decisive(&after.words);
        let lower = |list: &[String]| -> Vec<String> {
            list.iter().map(|one| one.to_lowercase()).collect()
        };
        if words.turned || exchanged {
            shifts.push(Shift::new(Aspect::Scope, Vec::new(), Vec::new()));
        } else if lower(&self.breakdowns) != lower(&after.breakdowns) {
            shifts.push(Shift::new(
                Aspect::Scope,
                self.breakdowns.clone(),
                after.breakdowns.clone(),
            ));
        }
        let change = match (shifts.is_empty(), words.same) {
            (false, _) => ChangeKind::Changed,
            (true, true) => ChangeKind::Unchanged,
            (true, false) => ChangeKind::Reworded,
        };
        Verdict {
            change,
            direction: target_direction(&targets.0, &targets.1),
            shifts,
            words,
            ..Verdict::default()
        }
    }

    /// Its target with its words.
    fn target(&self) -> (String, Vec<Word>) {
        let text = self.target.clone().unwrap_or_default();
        let words = words(&text, self.year);
        (text, words)
    }
}

/// The words of a budget row as the letter has them.
pub fn row_text(document: &Document, item: &BudgetItem) -> String {
    let content = &document.text.content;
    let cut = |span: &Span| content.get(span.start as usize..span.end as usize);
    let pieces: Vec<&str> = item.spans.iter().filter_map(cut).collect();
    collapse(&pieces.join(" "))
}

fn worded(side: &(String, Vec<Word>)) -> Worded<'_> {
    Worded {
        text: &side.0,
        words: &side.1,
    }
}

/// Another target is stricter or laxer where it sets bounds; one that is gone binds nobody.
fn target_direction(
    before: &(String, Vec<Word>),
    after: &(String, Vec<Word>),
) -> Option<Direction> {
    match (before.1.is_empty(), after.1.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Direction::Strengthened),
        (false, true) => Some(Direction::Weakened),
        (false, false) => bound::direction(worded(before), worded(after)),
    }
}

/// Money that is granted is neither stricter nor laxer.
fn amounts(before: i64, after: i64) -> Verdict {
    if before == after {
        return Verdict::default();
    }
    let shift = Shift::new(Aspect::Number, vec![grouped(before)], vec![grouped(after)]);
    Verdict {
        change: ChangeKind::Changed,
        shifts: vec![shift],
        ..Verdict::default()
    }
}

/// An amount with blanks between the thousands: 13 792 750.
fn grouped(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if amount < 0 {
        format!("−{text}")
    } else {
        text
    }
}
