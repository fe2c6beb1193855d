//! Numbers that tell by how much something changed: "en nedgang på 3 prosent", "1 650 flere", "+0,3".

use super::{Quantity, Unit};
use crate::language::{Words, words};
use crate::model::FigureDirection;
use std::sync::LazyLock;

static RISES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "rises"));
static FALLS: LazyLock<&Words> = LazyLock::new(|| words("quantity", "falls"));
static STAYS: LazyLock<&Words> = LazyLock::new(|| words("quantity", "stays"));
static GOES_ON: LazyLock<&Words> = LazyLock::new(|| words("quantity", "goes_on"));
static LEADS_ON: LazyLock<&Words> = LazyLock::new(|| words("quantity", "before_a_change"));
static PREPOSITIONS: LazyLock<&Words> = LazyLock::new(|| words("quantity", "also_prepositions"));
static BOUNDS: LazyLock<&Words> = LazyLock::new(|| words("quantity", "bounds"));
static BASES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "compared_with"));

/// Bytes before a number within which the word of its change stands.
const NEAR: usize = 30;

/// Marks those numbers that are changes.
pub fn mark(sentence: &str, found: &mut [Quantity]) {
    let ends: Vec<usize> = std::iter::once(0)
        .chain(found.iter().map(|one| one.end))
        .collect();
    for (at, quantity) in found.iter_mut().enumerate() {
        quantity.change = change(sentence, ends[at], quantity);
    }
}

fn change(sentence: &str, from: usize, quantity: &Quantity) -> Option<FigureDirection> {
    let before = tail(&sentence[from..quantity.start]);
    let signed = |signs: &[char]| quantity.written.starts_with(signs);
    let after = sentence[quantity.end..].trim_start();
    let told = behind(after, quantity).or_else(|| in_front(before));
    if told.is_some() {
        return told;
    }
    if signed(&['+']) {
        Some(FigureDirection::Up)
    } else if signed(&['-', '−']) {
        Some(FigureDirection::Down)
    } else if quantity.unit == Unit::Points {
        movement_in_words(sentence).or(Some(FigureDirection::Same))
    } else {
        None
    }
}

/// "1 650 flere enn året før", "29 prosent over 2019", "ett prosentpoeng under året før".
fn behind(after: &str, quantity: &Quantity) -> Option<FigureDirection> {
    let mut words = after.split_whitespace();
    let first = clean(words.next()?);
    let second = words.next().map(clean).unwrap_or_default();
    let direction = direction(&first)?;
    // "over 1 000 ansatte" counts; "29 prosent over 2019" and "to over snittet" compare.
    let compares = quantity.unit == Unit::Points
        || !PREPOSITIONS.has(&first)
        || super::number::is_year(&second)
        || BASES.opens(&second).is_some()
        || second.is_empty();
    compares.then_some(direction)
}

/// "en oppgang på 9 500", "steg 14,3 prosent", "vokste 39 prosent", "ned 0,7".
fn in_front(before: &str) -> Option<FigureDirection> {
    let mut words = before.split_whitespace().rev();
    let mut last = clean(words.next()?);
    if LEADS_ON.has(&last) {
        last = clean(words.next()?);
    }
    // "over 1 000 ansatte" counts; "ned 0,7" tells a change.
    if BOUNDS.has(&last) {
        return None;
    }
    if let Some(found) = direction(&last) {
        return Some(found);
    }
    // "økte antallet med 5": the verb stands a word or two before.
    let led = LEADS_ON.has(&clean(before.split_whitespace().next_back()?));
    let near = words.take(2).map(clean).find_map(|word| direction(&word));
    near.filter(|_| led)
}

fn direction(word: &str) -> Option<FigureDirection> {
    if RISES.has(word) {
        Some(FigureDirection::Up)
    } else if FALLS.has(word) {
        Some(FigureDirection::Down)
    } else {
        None
    }
}

fn clean(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn tail(before: &str) -> &str {
    let mut from = before.len().saturating_sub(NEAR);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = &before[from..];
    // A clause of its own tells of something else.
    near.rfind([';', '.']).map_or(near, |at| &near[at + 1..])
}

/// Which way a sentence says that its figure went, in words alone: "Andelen er stabil".
pub fn movement_in_words(sentence: &str) -> Option<FigureDirection> {
    let lower = sentence.to_lowercase();
    if STAYS.stands_in(&lower) {
        return Some(FigureDirection::Same);
    }
    lower
        .split_whitespace()
        .map(clean)
        .filter(|word| !PREPOSITIONS.has(word))
        .find_map(|word| direction(&word))
}

/// Whether a sentence goes on about the figure of the one before: "Dette er en nedgang på 2 prosent."
pub fn goes_on(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    GOES_ON.opens(&lower).is_some() && movement_in_words(&lower).is_some()
}
