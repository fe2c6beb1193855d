//! How well documents are read: facts against gold rows that people read, with the figures of the
//! published scoring script.
//!
//! A gold statement and a found one match when the words they share give F1 ≥ 0.6, one to one, best
//! first. Attributes are scored on matched pairs; `joint` counts a gold obligation only when it was
//! found and modality, kind and units are all right. Gold may cover a part of a document: what was
//! found outside that part counts neither for nor against.

mod answer;
mod diff;
mod gold;
mod obligation;
mod recommendation;
mod trace;
mod words;

pub use answer::{AnswerFigures, GoldAnswer, answers, gold_answers};
pub use diff::{DiffFigures, GoldChange, diff, gold_changes};
pub use gold::{EvaluateError, Flag, GoldDeadline, GoldObligation, gold_obligations};
pub use obligation::{Attribute, ObligationFigures, obligations};
pub use recommendation::{
    GoldRecommendation, GoldUptake, RecommendationFigures, gold_recommendations, recommendations,
};
pub use trace::{CascadeFigures, GoldDerivation, cascade, gold_derivations};
pub use words::{match_words, overlap, score_words};

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Share of what was found that is right.
    pub precision: f64,
    /// Share of the gold that was found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How many the gold has.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
}

impl Figures {
    /// The figures of `right` hits among `found`, where the gold has `gold`.
    pub fn new(right: usize, found: usize, gold: usize) -> Figures {
        Figures::of_links(right, right, found, gold)
    }

    /// The figures where several of those found, `right` in all, may hit the same one of the gold, of
    /// which `hits` are hit.
    pub fn of_links(right: usize, hits: usize, found: usize, gold: usize) -> Figures {
        let share = |part: usize, of: usize, empty: f64| match of {
            0 => empty,
            of => part as f64 / of as f64,
        };
        let precision = share(right, found, if gold == 0 { 1.0 } else { 0.0 });
        let recall = share(hits, gold, 1.0);
        let f1 = if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        Figures {
            precision,
            recall,
            f1,
            gold,
            found,
        }
    }
}
