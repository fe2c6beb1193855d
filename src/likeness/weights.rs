//! What each feature of likeness weighs in a decision, from `corpus/weights.toml`.

use serde::Deserialize;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(
        || match toml::from_str(include_str!("../../corpus/weights.toml")) {
            Ok(weights) => weights,
            // A test reads this very file, so a program that was released holds a good one.
            Err(error) => unreachable!("corpus/weights.toml: {error}"),
        },
    );

/// The weights built into the program.
pub fn weights() -> &'static Weights {
    &WEIGHTS
}

/// All weights, one table for each that decides by them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Which requirement of one letter corresponds to which of another.
    pub comparison: Comparison,
}

/// Weights of the score of a pair; above 0 it may be one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The gold that they were fitted on, when, and what came of it.
    pub fitted: String,
    /// What must be overcome.
    pub bias: f64,
    /// Cosine of the pieces of words.
    pub pieces: f64,
    /// Cosine of the words.
    pub words: f64,
    /// Share of neighbouring words.
    pub order: f64,
    /// Cosine of the headings.
    pub heading: f64,
    /// Target groups that both name, of all that either names.
    pub groups: f64,
    /// The same where neither names any.
    pub no_groups: f64,
    /// How far the lengths lie apart; it speaks against.
    pub uneven: f64,
    /// An entry joins a pair as its split-off or merged part if it holds this share of what the pair
    /// leaves open on the other side,
    pub fills: f64,
    /// or if it says the same over again with this likeness.
    pub repeats: f64,
    /// What it speaks for a pair, among what is left over, that both stand in sections that correspond.
    pub same_section: f64,
    /// What it speaks for a pair, among what is left over, that one gives a number to what the other
    /// compares without.
    pub numbered: f64,
    /// How much surer the join must be for an entry to give up a pair of its own.
    pub part: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_say_what_they_were_fitted_on() {
        let weights = weights();
        assert!(
            weights.comparison.fitted.contains("20"),
            "a date and a gold"
        );
        assert!(weights.comparison.bias < 0.0);
    }
}
