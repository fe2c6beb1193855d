//! Made letters: as many as asked for, over bodies, years and kinds, the same for the same seed, and
//! the truth of what belongs to what. They serve to measure size and speed, and to see that links hold
//! among thousands of letters; no score of reading is taken from them.
//!
//! ```
//! use styringsgraf::generate::{Plan, letters};
//! let plan = Plan { letters: 3, seed: 7, bytes: 4_000 };
//! let first: Vec<String> = letters(&plan).map(|letter| letter.text).collect();
//! let again: Vec<String> = letters(&plan).map(|letter| letter.text).collect();
//! assert_eq!(first, again);
//! ```

mod body;
mod chance;
mod point;
mod words;

use body::Body;
use serde::Serialize;
use words::Words;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many letters.
    pub letters: usize,
    /// Other seeds make other letters.
    pub seed: u64,
    /// How long a letter is about.
    pub bytes: usize,
}

/// A made letter, and what is true of it and letters made before.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Name of its file.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What belongs to what.
    pub truths: Vec<Truth>,
}

/// Two sentences of two letters that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// In what way.
    pub link: Link,
    /// File of the earlier letter, or of the one above.
    pub first: String,
    /// Its sentence.
    pub first_quote: String,
    /// File of the later letter, of the one below, or of the report.
    pub second: String,
    /// Its sentence.
    pub second_quote: String,
}

/// In what way two sentences belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// The same requirement a year on, word for word but for the year.
    Kept,
    /// The same requirement a year on, in other words.
    Reworded,
    /// A requirement passed down to a letter below.
    PassedDown,
    /// What a report says came of a requirement.
    Answered,
}

/// The letters of a plan, one after the other; only one body's are held at a time.
pub fn letters(plan: &Plan) -> impl Iterator<Item = Letter> {
    let Plan { seed, bytes, .. } = *plan;
    let words = Words::shipped();
    let bodies = (0..words.bodies()).flat_map(move |number| Body::new(seed, number).letters(bytes));
    bodies.take(plan.letters)
}

#[cfg(test)]
mod tests {
    use super::{Link, Plan, letters};
    use rustc_hash::FxHashSet;

    const PLAN: Plan = Plan {
        letters: 90,
        seed: 3,
        bytes: 6_000,
    };

    #[test]
    fn as_many_letters_are_made_as_asked_for_each_with_a_name_of_its_own() {
        let names: FxHashSet<String> = letters(&PLAN).map(|letter| letter.file).collect();
        assert_eq!(names.len(), PLAN.letters);
    }

    #[test]
    fn letters_are_about_as_long_as_asked_for() {
        for bytes in [3_000, 12_000, 48_000] {
            let plan = Plan {
                letters: 12,
                bytes,
                ..PLAN
            };
            let whole: usize = letters(&plan).map(|letter| letter.text.len()).sum();
            let mean = whole / plan.letters;
            assert!(
                (bytes * 3 / 4..bytes * 3 / 2).contains(&mean),
                "{mean} {bytes}"
            );
        }
    }

    #[test]
    fn another_seed_makes_other_letters() {
        let text = |seed| letters(&Plan { seed, ..PLAN }).map(|it| it.text).next();
        assert_ne!(text(1), text(2));
    }

    #[test]
    fn every_truth_stands_in_its_letters() {
        let made: Vec<_> = letters(&PLAN).collect();
        let text = |file: &str| {
            let letter = made.iter().find(|letter| letter.file == file);
            letter.map_or("", |letter| letter.text.as_str())
        };
        for link in [Link::Kept, Link::Reworded, Link::PassedDown, Link::Answered] {
            let mut truths = made.iter().flat_map(|it| &it.truths);
            assert!(truths.any(|truth| truth.link == link), "{link:?}");
        }
        for truth in made.iter().flat_map(|it| &it.truths) {
            assert!(text(&truth.first).contains(&truth.first_quote), "{truth:?}");
            assert!(
                text(&truth.second).contains(&truth.second_quote),
                "{truth:?}"
            );
        }
    }
}
