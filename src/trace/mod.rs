//! Why a requirement applies, and what becomes of it.
//!
//! - `requirements`: which requirements apply to a unit, and `why`: by which steps.
//! - `pairs` tells which documents have to do with each other; `cascade`, `answers` and `uptake` find the links that the graph then holds, and `gaps` what is not linked.
//! - `walk` and `paths` follow the graph from one node on, or from one node to another.
//!
//! Nothing here reads files or keeps state; every answer is a function of the documents.

mod answers;
mod cascade;
mod gaps;
mod layers;
mod lexicon;
mod matrix;
mod pairs;
mod reach;
mod requirements;
mod terms;
mod uptake;
mod walk;
mod why;

pub use answers::{follow_up, searched};
pub use cascade::cascade;
pub use gaps::{Gaps, gaps};
pub use matrix::{MatrixRow, matrix};
pub use pairs::{Pairs, pairs};
pub use requirements::{Asking, Basis, Coverage, Requirement, Requirements, requirements};
pub use uptake::uptake;
pub use walk::{Path, TraceDirection, paths, walk};
pub use why::{Explanation, WhyStep, why};

/// Why a question could not be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    /// No unit has this slug.
    #[error("there is no unit `{0}`; `units` lists those that are known")]
    UnknownUnit(String),
    /// No target group has this slug.
    #[error("there is no target group `{0}`; `targetGroups` lists those that are known")]
    UnknownTargetGroup(String),
    /// No node has this id.
    #[error("there is no node `{0}`; an id has the form `type:slug`, as in `unit:nav-kontor`")]
    UnknownNode(String),
}
