//! The numbers of a requirement that say how much or how many.

use super::lists::list;
use super::requirement::Requirement;
use super::word::{Class, Word};
use crate::model::MONTHS;
use rustc_hash::FxHashSet;

/// A number, or a range of numbers.
pub(super) struct Figure {
    /// Its words.
    pub words: (usize, usize),
    /// The forms that are compared.
    pub keys: Vec<String>,
    /// Whether it is written in digits.
    pub digits: bool,
    /// Whether it is somebody's age.
    pub age: bool,
}

/// The numbers of one side that no requirement of the other side has.
pub(super) fn only_here(own: &Requirement, others: &[&Requirement]) -> Vec<Figure> {
    let others = others.iter().flat_map(|other| &other.words);
    let known: FxHashSet<&str> = others
        .filter(|word| word.class.is_figure())
        .map(|word| word.key.as_str())
        .collect();
    let mut figures = figures(own);
    figures.retain(|figure| !figure.keys.iter().all(|key| known.contains(key.as_str())));
    figures
}

/// The numbers of a requirement but those that belong to a deadline, a date or a citation; a range is
/// one.
fn figures(requirement: &Requirement) -> Vec<Figure> {
    let (text, words) = (requirement.text(), &requirement.words);
    let found = requirement.obligation.deadlines.iter();
    let deadlines: Vec<String> = found.map(|found| found.value.text.to_lowercase()).collect();
    let lower = |at: usize| text[words[at].start..words[at].end].to_lowercase();
    let mut figures = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].class.is_figure() {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        while at < words.len() && words[at].class.is_figure() && is_range(text, words, at) {
            at += 1;
        }
        let previous = from.checked_sub(1).map(lower).unwrap_or_default();
        let next = if at < words.len() {
            lower(at)
        } else {
            String::new()
        };
        let cited = list("cites").has(&previous) || MONTHS.contains(&next.as_str());
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
        let near = (from.saturating_sub(5)..from).chain(at..words.len().min(at + 3));
        let mut near = near.map(lower);
        let own = &words[from..at];
        figures.push(Figure {
            words: (from, at),
            keys: own.iter().map(|word| word.key.clone()).collect(),
            digits: own.iter().any(|word| word.class == Class::Number),
            age: next == "år" && near.any(|near| list("ages").opens(&near).is_some()),
        });
    }
    figures
}

/// Whether the number goes on the one before it: "30–55".
fn is_range(text: &str, words: &[Word], at: usize) -> bool {
    let gap = text[words[at - 1].end..words[at].start].trim();
    matches!(gap, "-" | "–" | "—")
}
