//! The words of made letters, from `corpus/made/words.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

const SHIPPED: &str = include_str!("../../corpus/made/words.toml");

/// All words and sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) heads: Vec<String>,
    pub(super) tails: Vec<String>,
    pub(super) ministries: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) acts: Vec<String>,
    pub(super) things: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) laws: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) chapters: Vec<String>,
    pub(super) duties: Vec<String>,
    pub(super) reworded: Vec<String>,
    pub(super) answers: Vec<String>,
    pub(super) background: Vec<String>,
    pub(super) lead_in: String,
    pub(super) items: Vec<String>,
    pub(super) indicators: Vec<String>,
    pub(super) targets: Vec<String>,
}

impl Words {
    /// The shipped words.
    pub(super) fn shipped() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| match toml::from_str(SHIPPED) {
            Ok(words) => words,
            // A test reads this very file, so a program that was released holds a good one.
            Err(error) => unreachable!("words.toml: {error}"),
        });
        &WORDS
    }

    /// How many bodies can be named.
    pub(super) fn bodies(&self) -> usize {
        self.heads.len() * self.tails.len() * (self.places.len() + 1)
    }

    /// The name of a body: first all without a place, then with one.
    pub(super) fn body(&self, number: usize) -> String {
        let plain = self.heads.len() * self.tails.len();
        let (round, at) = (number / plain, number % plain);
        let head = &self.heads[at % self.heads.len()];
        let tail = &self.tails[(at / self.heads.len() + at) % self.tails.len()];
        match round.checked_sub(1) {
            None => format!("{head}{tail}"),
            Some(place) => format!("{head}{tail} {}", self.places[place % self.places.len()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use rustc_hash::FxHashSet;

    #[test]
    fn every_body_has_a_name_of_its_own() {
        let words = Words::shipped();
        let names: FxHashSet<String> = (0..words.bodies()).map(|at| words.body(at)).collect();
        assert_eq!(names.len(), words.bodies());
    }

    #[test]
    fn other_words_and_answers_stand_row_by_row() {
        let words = Words::shipped();
        assert_eq!(words.duties.len(), words.reworded.len());
        assert_eq!(words.duties.len(), words.answers.len());
    }
}
