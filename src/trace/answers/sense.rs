//! Which way is good. The letter says so with its target; else the matter does, where it is plain: more people
//! who go over to work, shorter waiting times. A word somewhere in a name turns nothing round: in "Antall personer
//! som formidles til ledige stillinger" it is the placing that is counted, not the vacancy.

use crate::graph::Verdict;
use crate::language::{Words, words};
use crate::model::FigureDirection;
use std::sync::LazyLock;

static GOOD: LazyLock<&Words> = LazyLock::new(|| words("answers", "more_is_good"));
static BAD: LazyLock<&Words> = LazyLock::new(|| words("answers", "more_is_bad"));
static CLAUSE: LazyLock<&Words> = LazyLock::new(|| words("answers", "opens_clause"));
static WITH: LazyLock<&Words> = LazyLock::new(|| words("answers", "with"));
static BEFORE_OBJECT: LazyLock<&Words> = LazyLock::new(|| words("answers", "prepositions"));

/// Whether more of what is counted is good; none where that is not plain.
pub fn more_is_good(name: &str) -> Option<bool> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    // What the counted do, then what they have, then what they are.
    for lead in [*CLAUSE, *WITH] {
        if let Some(at) = words.iter().position(|word| lead.has(word))
            && let Some(found) = of_head(&words[at + 1..])
        {
            return Some(found);
        }
    }
    let end = words
        .iter()
        .position(|word| CLAUSE.has(word) || WITH.has(word));
    let subject = &words[..end.unwrap_or(words.len())];
    of_head(subject).or_else(|| {
        // "Andel unge i arbeidsrettet aktivitet": what they are in.
        let at = subject.iter().position(|word| BEFORE_OBJECT.has(word))?;
        let state = of_head(&subject[at + 1..])?;
        state.then_some(true)
    })
}

/// By the words up to the first preposition: what follows one is a circumstance ("til ledige stillinger").
fn of_head(words: &[&str]) -> Option<bool> {
    let end = words
        .iter()
        .skip(1)
        .position(|word| BEFORE_OBJECT.has(word));
    let head = &words[..end.map_or(words.len(), |at| at + 1)];
    // "overgang til arbeid" is one thing.
    let phrase = words.join(" ");
    if GOOD
        .iter()
        .any(|row| row.contains(' ') && phrase.starts_with(row))
    {
        return Some(true);
    }
    if BAD
        .iter()
        .any(|row| row.contains(' ') && phrase.starts_with(row))
    {
        return Some(false);
    }
    head.iter().find_map(|word| {
        let is = |list: &Words| {
            list.iter().any(|row| {
                let row = row.trim_start_matches('-');
                word.starts_with(row) || word.len() > row.len() + 2 && word.contains(row)
            })
        };
        if is(&BAD) {
            Some(false)
        } else if is(&GOOD) {
            Some(true)
        } else {
            None
        }
    })
}

/// The same for a sentence, where no word speaks for the other way.
pub fn in_sentence(sentence: &str) -> Option<bool> {
    let lower = sentence.to_lowercase();
    let has = |list: &Words| {
        lower
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| list.opens(word).is_some())
            || list
                .iter()
                .any(|row| row.contains(' ') && lower.contains(row))
    };
    match (has(&GOOD), has(&BAD)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether the matter went better; none where it stayed or where nobody says which way is good.
pub fn better(direction: Option<FigureDirection>, more_is_good: Option<bool>) -> Option<bool> {
    match direction? {
        FigureDirection::Same => None,
        FigureDirection::Up => more_is_good,
        FigureDirection::Down => more_is_good.map(|good| !good),
    }
}

/// The verdict: better or worse only where which way is good is known.
pub fn verdict(direction: Option<FigureDirection>, more_is_good: Option<bool>) -> Verdict {
    match (direction, better(direction, more_is_good)) {
        (Some(FigureDirection::Same), _) => Verdict::Unchanged,
        (_, Some(true)) => Verdict::Improved,
        (_, Some(false)) => Verdict::Worsened,
        (_, None) => Verdict::Reported,
    }
}
