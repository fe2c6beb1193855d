//! Finding the numbers of a sentence, and leaving out those that count nothing: years, dates, ages,
//! numbers of sections, tables and weeks.

use super::{Quantity, Unit};
use crate::language::{Words, words};
use crate::model::MONTHS;
use regex::Regex;
use std::sync::LazyLock;

/// Digits, with blanks between groups of three and a decimal comma, and the unit that follows.
static QUANTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let units = ["percent", "points", "money"].map(|list| words("quantity", list).iter());
    let mut units: Vec<String> = units.into_iter().flatten().map(regex::escape).collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    let number = r"[+−-]?\b\d{1,3}(?:[ \u{a0}\u{202f}]\d{3})+\b(?:,\d+)?|[+−-]?\b\d+(?:[.,]\d+)?";
    Regex::new(&format!(
        r"(?P<number>{number})(?:[ \u{{a0}}]?(?P<unit>(?i:{})))?",
        units.join("|")
    ))
    .ok()
});
static PERCENT: LazyLock<&Words> = LazyLock::new(|| words("quantity", "percent"));
static POINTS: LazyLock<&Words> = LazyLock::new(|| words("quantity", "points"));
static IN_WORDS: LazyLock<Vec<(&str, f64)>> = LazyLock::new(|| {
    let rows = words("quantity", "small_numbers").iter();
    rows.filter_map(|row| {
        let (word, number) = row.split_once(' ')?;
        Some((word, number.parse().ok()?))
    })
    .collect()
});
static REFERENCES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "before_a_reference"));
static AGES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "whole_year"));

/// The numbers of a sentence, nothing yet known of their years.
pub fn numbers(sentence: &str) -> Vec<Quantity> {
    let Some(pattern) = QUANTITY.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for hit in pattern.captures_iter(sentence) {
        let (Some(whole), Some(number)) = (hit.get(0), hit.name("number")) else {
            continue;
        };
        let unit = hit
            .name("unit")
            .map_or(Unit::Plain, |unit| unit_of(unit.as_str()));
        let digits = number.as_str();
        if (unit == Unit::Plain && is_year(digits))
            || !counts(sentence, whole.start(), whole.end(), digits, unit)
        {
            continue;
        }
        found.push(Quantity {
            start: whole.start(),
            end: whole.end(),
            value: parse(digits),
            written: whole.as_str().trim().to_owned(),
            unit,
            year: None,
            change: None,
            is_reference: false,
        });
    }
    points_in_words(sentence, &mut found);
    found
}

/// "ett prosentpoeng under året før": a number in words, where points follow.
fn points_in_words(sentence: &str, found: &mut Vec<Quantity>) {
    let spelt = POINTS.iter().filter(|word| word.len() > 2);
    for (at, points) in spelt.flat_map(|word| sentence.match_indices(word)) {
        let before = sentence[..at].trim_end();
        let start = before
            .rfind([' ', '\u{a0}', '('])
            .map_or(0, |space| space + 1);
        let word = before[start..].to_lowercase();
        if let Some((_, value)) = IN_WORDS.iter().find(|(known, _)| *known == word) {
            found.push(Quantity {
                start,
                end: at + points.len(),
                value: *value,
                written: sentence[start..at + points.len()].to_owned(),
                unit: Unit::Points,
                year: None,
                change: None,
                is_reference: false,
            });
        }
    }
    found.sort_by_key(|quantity| quantity.start);
}

/// The number that digits with blanks and a decimal comma stand for.
pub fn parse(digits: &str) -> f64 {
    let mut plain = String::new();
    for character in digits.chars() {
        match character {
            ',' => plain.push('.'),
            '−' | '-' => plain.push('-'),
            '0'..='9' | '.' => plain.push(character),
            _ => {}
        }
    }
    plain.parse().unwrap_or(0.0)
}

fn unit_of(written: &str) -> Unit {
    let lower = written.to_lowercase();
    if POINTS.has(&lower) {
        Unit::Points
    } else if PERCENT.has(&lower) {
        Unit::Percent
    } else {
        Unit::Money
    }
}

/// Whether a written value is a share.
pub fn is_percent(written: &str) -> bool {
    let lower = written.to_lowercase();
    PERCENT.within(&lower)
}

/// Four digits that name a year.
pub fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (1980..2100).contains(&digits.parse::<i16>().unwrap_or(0))
}

/// Whether a number counts something.
fn counts(sentence: &str, start: usize, end: usize, digits: &str, unit: Unit) -> bool {
    let before = sentence[..start].trim_end();
    let last = before
        .rsplit([' ', '\u{a0}', '('])
        .next()
        .unwrap_or_default();
    if REFERENCES.has(&last.to_lowercase()) {
        return false;
    }
    if unit != Unit::Plain {
        return true;
    }
    let glued = sentence[..start].ends_with(|c: char| c.is_alphanumeric() || "-–/.,:".contains(c));
    let after = &sentence[end..];
    let long = digits.contains([' ', '\u{a0}', '\u{202f}']) || digits.contains(',');
    let tight = after.starts_with(['-', '–', '/', ':', '.'])
        || after.starts_with(|c: char| c.is_alphanumeric());
    let next = after.trim_start();
    let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    let aged = AGES.has(&word) || MONTHS.iter().any(|month| word == *month);
    let noun = word.starts_with(char::is_lowercase) && !aged;
    // "15 i 2023", "(43 tilfeller)", "… til 1 986": counted, with or without a noun.
    let closed = next.is_empty() || next.starts_with([')', ';', ',', '.']);
    !glued && (long || !tight && (noun || closed && digits.len() > 2))
}
