//! How alike two texts are: one engine for the comparison of letters, the cascade and the follow-up.
//!
//! A text is a [`Vector`] of weighted terms (word stems, or the [`pieces`] of words that compounds
//! share); [`Rarity`] says how much a term tells among the texts at hand; the cosine of two vectors
//! is their likeness. [`assign()`] makes the best one-to-one pairs of what is alike. What the features
//! weigh in a decision is data, with the gold it was fitted on: `corpus/weights.toml`.
//!
//! It knows no language and no letters: who asks decides what the terms are.

mod assign;
mod rarity;
mod vector;
mod weights;

pub use assign::{Candidate, assign};
pub use rarity::{Counts, Often, Ranks, Rarity, count};
pub use vector::{Term, Vector, common, overlap, pieces, share};
pub use weights::{Comparison, Weights, weights};
