//! Why a requirement applies, and what becomes of it.
//!
//! - [`requirements`]: which requirements apply to a unit, and [`why`]: by which steps.
//! - [`ensured`], [`cascade`](mod@cascade), [`follow_up`](mod@follow_up) and [`uptake`](mod@uptake) find the
//!   links between documents that the graph then holds.
//! - [`walk`] and [`paths`] follow the graph from one node on, or from one node to another.
//!
//! Nothing here reads files or keeps state; every answer is a function of the documents.

mod ensured;
mod house;
mod requirements;
mod walk;
mod why;

pub use ensured::{EnsuredReader, ensured};
pub use requirements::{Asking, Basis, Coverage, Requirement, Requirements, requirements};
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
