//! Which year each number of a sentence is for.
//!
//! A year is a number's own where it stands in its clause ("31 prosent i 2023"), before it in brackets
//! ("(2023: 149 080)") or opens the clause ("I 2023 var …"). A year after "under", "enn i" or "siden" is what the
//! number is compared with. What names no year is of the report's own.

use super::Quantity;
use crate::language::{Words, words};
use std::sync::LazyLock;

static COMPARED: LazyLock<&Words> = LazyLock::new(|| words("quantity", "after_a_level"));
static LAST_YEAR: LazyLock<&Words> = LazyLock::new(|| words("quantity", "last_year"));
static AGAINST: LazyLock<&Words> = LazyLock::new(|| words("quantity", "against"));
static UP_TO: LazyLock<&Words> = LazyLock::new(|| words("quantity", "up_to"));
static CHANGES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "change_nouns"));

/// Bytes between a number and the year that belongs to it.
const NEAR: usize = 48;

struct Year {
    start: usize,
    end: usize,
    year: i16,
}

/// Sets the years.
pub fn mark(sentence: &str, found: &mut [Quantity], report: Option<i16>) {
    let years = years(sentence);
    let levels: Vec<(usize, usize)> = found
        .iter()
        .filter(|one| one.change.is_none())
        .map(|one| (one.start, one.end))
        .collect();
    for quantity in found.iter_mut().filter(|one| one.change.is_none()) {
        let own = own_year(sentence, quantity, &years, &levels, report);
        quantity.is_reference = own.is_none() && led_by(sentence, quantity.start, &AGAINST);
        quantity.year = own;
        if own.is_none() && !quantity.is_reference {
            quantity.year = opening_year(sentence, quantity, &years).or(report);
        }
    }
    from_to(sentence, found, &years);
}

fn years(sentence: &str) -> Vec<Year> {
    let bytes = sentence.as_bytes();
    let mut years = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length == 0 {
            at += 1;
            continue;
        }
        let glued = sentence[..at].ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let digits = &sentence[at..at + length];
        if !glued && super::number::is_year(digits) {
            years.push(Year {
                start: at,
                end: at + length,
                year: digits.parse().unwrap_or_default(),
            });
        }
        at += length;
    }
    years
}

/// The year said of this very number.
fn own_year(
    sentence: &str,
    quantity: &Quantity,
    years: &[Year],
    levels: &[(usize, usize)],
    report: Option<i16>,
) -> Option<i16> {
    // "(2023: 149 080 og 4,2 prosent)": the bracket's year holds for all in it.
    let before = &sentence[..quantity.start];
    if let Some(open) = before
        .rfind('(')
        .filter(|open| !before[*open..].contains(')'))
    {
        let opening = years.iter().find(|year| year.start == open + 1);
        if let Some(year) = opening.filter(|year| sentence[year.end..].starts_with(':')) {
            return Some(year.year);
        }
    }
    let clause = clause_after(sentence, quantity.end);
    if LAST_YEAR
        .find_whole(&clause.to_lowercase())
        .is_some_and(|found| {
            // "(1 600 året før)", but not "1 600, to flere enn året før".
            !clause[..found.start].contains([',', '(']) && !compares(&clause[..found.start])
        })
    {
        return report.map(|year| year - 1);
    }
    let next = years.iter().find(|year| year.start >= quantity.end)?;
    let between = sentence.get(quantity.end..next.start)?;
    let other = levels
        .iter()
        .any(|(start, end)| *start >= quantity.end && *end <= next.start);
    let near = between.len() <= NEAR && clause.len() >= between.len() + 4;
    // "4,5 prosent (2030: 4,2 prosent)": the year belongs to what follows it.
    let labels = sentence[next.end..].starts_with(':');
    (near && !other && !labels && !between.contains(',') && !compares(between)).then_some(next.year)
}

/// What follows a number in its own clause and bracket.
fn clause_after(sentence: &str, from: usize) -> &str {
    let rest = &sentence[from..];
    let mut end = rest.len();
    for mark in [";", ": ", ". ", ")"] {
        end = rest.find(mark).map_or(end, |at| end.min(at));
    }
    let turn = [&UP_TO, &AGAINST]
        .into_iter()
        .filter_map(|words| words.find_whole(&rest[..end]));
    end = turn.map(|found| found.start).fold(end, usize::min);
    &rest[..end]
}

/// Whether words lead on to what a number is compared with: "enn i", "under", "sammenlignet med".
fn compares(between: &str) -> bool {
    let lower = between.to_lowercase();
    COMPARED.stands_in(&lower) || CHANGES.within(&lower)
}

/// "I 2023 var 31 prosent …": the year that opens the clause, where no level stands between.
fn opening_year(sentence: &str, quantity: &Quantity, years: &[Year]) -> Option<i16> {
    let before = years.iter().rev().find(|year| year.end <= quantity.start)?;
    let lead = sentence[..before.start].trim_end();
    let between = &sentence[before.end..quantity.start];
    let compared = COMPARED.ends(&lead.to_lowercase()).is_some();
    let apart = between.contains([';', ')', ':']) || between.contains(". ");
    (!compared && !apart).then_some(before.year)
}

fn led_by(sentence: &str, start: usize, leads: &Words) -> bool {
    let last = sentence[..start]
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    leads.has(&last.to_lowercase())
}

/// "Fra juni 2023 til desember 2024 økte den fra 52 700 til 59 900": first to first, second to second.
fn from_to(sentence: &str, found: &mut [Quantity], years: &[Year]) {
    let pair = found.windows(2).position(|pair| {
        pair.iter().all(|one| one.change.is_none())
            && led_by(sentence, pair[0].start, &AGAINST)
            && led_by(sentence, pair[1].start, &UP_TO)
    });
    let Some(at) = pair else { return };
    if let [first, second] = years
        && (first.end < found[at].start && second.end < found[at].start
            || first.start > found[at + 1].end)
        && first.year < second.year
    {
        found[at].year = Some(first.year);
        found[at + 1].year = Some(second.year);
        found[at].is_reference = false;
    }
}
