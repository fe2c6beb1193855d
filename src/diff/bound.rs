//! Which way a demand went where the modal verb does not tell: by phrases that leave room, and by the
//! bounds that numbers set.
//!
//! "ikke over 5 uker" → "i gjennomsnitt 5 uker" is weaker, "innen 26 uker" → "innen 22 uker" stronger,
//! "færre saker hver" → "inntil 50 saker" stronger: what was vague has a number now.

use super::edit::Worded;
use super::letter::Direction;
use super::lists::{VAGUE, list};
use super::word::Word;
use crate::model::MONTHS;

/// Which way it went from one text to the other, as far as bounds and phrases tell.
pub(super) fn direction(before: Worded, after: Worded) -> Option<Direction> {
    let (old, new) = (softened(before), softened(after));
    match old.cmp(&new) {
        std::cmp::Ordering::Less => return Some(Direction::Weakened),
        std::cmp::Ordering::Greater => return Some(Direction::Strengthened),
        std::cmp::Ordering::Equal => {}
    }
    let (old, new) = (bounds(before), bounds(after));
    let mut found: Vec<Direction> = Vec::new();
    for bound in &old {
        // Two of one sort would leave open which became which.
        let same = |other: &&Bound| other.upper == bound.upper && other.unit == bound.unit;
        let (mut mine, mut theirs) = (old.iter().filter(same), new.iter().filter(same));
        if let (Some(_), None, Some(other), None) =
            (mine.next(), mine.next(), theirs.next(), theirs.next())
            && other.value != bound.value
        {
            let tighter = (other.value < bound.value) == bound.upper;
            found.push(match tighter {
                true => Direction::Strengthened,
                false => Direction::Weakened,
            });
        }
    }
    if old.is_empty() && new.iter().any(|bound| is_vague_about(before, &bound.unit)) {
        found.push(Direction::Strengthened);
    }
    if new.is_empty() && old.iter().any(|bound| is_vague_about(after, &bound.unit)) {
        found.push(Direction::Weakened);
    }
    let first = *found.first()?;
    found.iter().all(|one| *one == first).then_some(first)
}

/// How many phrases leave room: "som hovedregel", "i gjennomsnitt".
fn softened(side: Worded) -> usize {
    let mut rest = side.text.to_lowercase();
    let mut count = 0;
    while let Some(found) = list("softeners").find_whole(&rest) {
        count += 1;
        rest.replace_range(..found.end, "");
    }
    count
}

/// A number that may not be passed, or must be reached.
#[derive(Debug, PartialEq)]
struct Bound {
    upper: bool,
    value: f64,
    /// What is counted: the word behind the number.
    unit: String,
}

/// Words before a number among which the one that makes it a bound stands.
const REACH: usize = 4;

fn bounds(side: Worded) -> Vec<Bound> {
    let words = side.words;
    let lower = |at: usize| side.text[words[at].start..words[at].end].to_lowercase();
    let mut bounds = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Ok(value) = word.key.replace(',', ".").parse::<f64>() else {
            continue;
        };
        if !word.class.is_figure() {
            continue;
        }
        let near: Vec<String> = (at.saturating_sub(REACH)..at).map(lower).collect();
        let sets = |name: &str| near.iter().rposition(|word| list(name).has(word));
        let (above, below) = (sets("above"), sets("at_least"));
        let Some(place) = above.max(below) else {
            continue;
        };
        let upper = above > below;
        let negated = near[..place].iter().any(|word| list("negation").has(word));
        // "innen 15. mars" is a day: when something is due is told as such.
        if words.get(at + 1).is_some() && MONTHS.contains(&lower(at + 1).as_str()) {
            continue;
        }
        let unit = words.get(at + 1).map(|unit| unit.key.clone());
        bounds.push(Bound {
            upper: upper != negated,
            value,
            unit: unit.unwrap_or_default(),
        });
    }
    bounds
}

/// Whether a text compares without a number: "færre saker".
fn is_vague_about(side: Worded, unit: &str) -> bool {
    let is_vague = |pair: &[Word]| {
        let word = side.text[pair[0].start..pair[0].end].to_lowercase();
        list("vague").has(&word) && pair[1].key == unit
    };
    side.words.windows(2).any(is_vague)
}

/// Whether one of two texts gives a number to what the other one compares without: "færre saker" and
/// "inntil 50 saker".
pub(super) fn is_numbered(left: &[Word], right: &[Word]) -> bool {
    let vague = |words: &[Word], others: &[Word]| {
        words
            .windows(2)
            .filter(|pair| VAGUE.contains(&pair[0].key))
            .any(|pair| {
                let counted =
                    |other: &[Word]| other[0].class.is_figure() && other[1].key == pair[1].key;
                others.windows(2).any(counted)
            })
    };
    vague(left, right) || vague(right, left)
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;
    use Direction::{Strengthened, Weakened};

    fn check(before: &str, after: &str, expected: Option<Direction>) {
        let (old, new) = (words(before, None), words(after, None));
        let found = |a, b, left, right| {
            let (left, right) = (
                Worded {
                    text: a,
                    words: left,
                },
                Worded {
                    text: b,
                    words: right,
                },
            );
            direction(left, right)
        };
        assert_eq!(
            found(before, after, &old, &new),
            expected,
            "{before} → {after}"
        );
        let back = expected.map(|one| match one {
            Strengthened => Weakened,
            Weakened => Strengthened,
        });
        assert_eq!(found(after, before, &new, &old), back, "{after} → {before}");
    }

    #[test]
    fn a_phrase_that_leaves_room_weakens() {
        check(
            "Havner som søker selv, skal gå foran.",
            "Havner som søker selv, skal som hovedregel gå foran.",
            Some(Weakened),
        );
        check(
            "Ventetiden må ikke gå over 5 uker.",
            "Ventetiden skal i gjennomsnitt være 5 uker.",
            Some(Weakened),
        );
    }

    #[test]
    fn a_tighter_bound_strengthens() {
        check(
            "Svar gis innen 26 uker.",
            "Svar gis innen 22 uker.",
            Some(Strengthened),
        );
        check("Svar gis innen åtte uker.", "Svar gis innen 8 uker.", None);
        check(
            "Minst 60 % skal svare.",
            "Minst 55 % skal svare.",
            Some(Weakened),
        );
        check(
            "Ikke under 60 % skal svare.",
            "Ikke under 65 % skal svare.",
            Some(Strengthened),
        );
        check(
            "Sykefraværet skal være under 6,1 prosent.",
            "Sykefraværet skal være under 5,8 prosent.",
            Some(Strengthened),
        );
    }

    #[test]
    fn a_number_for_a_vague_word_strengthens() {
        check(
            "Hver los skal ha færre oppdrag.",
            "Hver los skal ha inntil 50 oppdrag.",
            Some(Strengthened),
        );
    }

    #[test]
    fn other_numbers_tell_no_direction() {
        check("Det skal åpnes 3 kontor.", "Det skal åpnes 4 kontor.", None);
        check(
            "Kurs for unge i alderen 30–55 år.",
            "Kurs for unge i alderen 30–59 år.",
            None,
        );
        check(
            "Innen 8 uker og innen 4 uker.",
            "Innen 6 uker og innen 5 uker.",
            None,
        );
    }
}
