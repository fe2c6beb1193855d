//! What changed between two letters: the diff that a controller would write by hand.
//!
//! `compare` aligns the requirements, indicators, goals, priorities and sections of two documents
//! and tells for each pair whether it is unchanged, reworded or changed, and in which respect. A
//! letter that is rewritten, reordered and retitled still finds its old requirements: the alignment
//! is the best one possible over all of them, not line by line. Comparing the other way round gives
//! the same pairs, with added and removed exchanged.
//!
//! `as_of` joins a letter with its supplementary letters, `history` follows one requirement through a
//! series, and [`ChangeFilter`] narrows a list of changes.
//!
//! It reads nothing but the two documents and the vocabulary's names, and it does not know what the
//! words mean: a requirement said again in wholly other words counts as removed and added. But no word
//! vanishes: what is called unchanged is equal but for inflection, punctuation, the spelling of numbers
//! and the year, and every word quoted stands in the letter that it is quoted from.

mod bound;
mod compare;
mod cross;
mod edit;
mod explain;
mod fact;
mod figure;
mod filter;
mod history;
mod joined;
mod letter;
mod lists;
mod order;
mod pair;
mod requirement;
mod run;
mod section;
mod sentences;
mod supplement;
#[cfg(test)]
mod tests;
mod verdict;
mod word;

pub use compare::compare;
pub use fact::row_text;
pub use filter::ChangeFilter;
pub use history::{Step, history};
pub use letter::{
    Aspect, Change, ChangeKind, Direction, EditOp, LetterDiff, Moved, Summary, What, WordEdit,
};
pub use supplement::{Amendment, Effective, Ended, InForce, Place, as_of};
