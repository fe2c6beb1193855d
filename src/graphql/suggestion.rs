//! What may hang together, best first, with how sure that is.

use super::error::Code;
use super::evidence::Evidence;
use super::gaps::shared;
use super::obligation::Obligation;
use super::trace::DerivationRelation;
use crate::archive::Snapshot;
use crate::graph::{DerivationRef, ObligationRef, Shared, UptakeRef};
use async_graphql::{Enum, Object, Result};
use std::sync::Arc;

/// Most suggestions given at once.
const MOST: i32 = 20;

/// How many suggestions are asked for.
pub(super) fn so_many(first: i32) -> Result<usize> {
    match first {
        1..=MOST => Ok(first as usize),
        _ => Err(Code::BadUserInput.error(format!(
            "`first` is {first}; give a number from 1 to {MOST}"
        ))),
    }
}

/// What a list of suggestions costs.
pub(super) fn suggestion_cost(first: i32, child: usize) -> usize {
    1 + first.clamp(1, MOST) as usize * child
}

/// How far a suggestion has come (tilstand).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionState {
    /// Alike, but not sure enough to be told as a link (foreslått).
    Suggested,
    /// Sure enough to be told as a link (koblet).
    Made,
}

/// Two things that may hang together.
pub struct Suggestion {
    snapshot: Arc<Snapshot>,
    obligation: ObligationRef,
    /// The documents that `shared` is in.
    ends: (u32, u32),
    relation: Option<DerivationRelation>,
    similarity: f32,
    confidence: f32,
    rule: &'static str,
    shared: Vec<Shared>,
}

impl Suggestion {
    /// A requirement of the letter below.
    pub(super) fn of_requirement(snapshot: &Arc<Snapshot>, found: DerivationRef<'_>) -> Suggestion {
        let link = found.link;
        Suggestion {
            snapshot: snapshot.clone(),
            obligation: found.lower,
            ends: (found.upper.document, found.lower.document),
            relation: link.made.then(|| link.relation.into()),
            similarity: link.similarity,
            confidence: link.confidence,
            rule: "cascade/shared-words",
            shared: link.shared.clone(),
        }
    }

    /// A requirement that may take up a recommendation.
    pub(super) fn of_recommendation(snapshot: &Arc<Snapshot>, found: UptakeRef<'_>) -> Suggestion {
        Suggestion {
            snapshot: snapshot.clone(),
            obligation: found.obligation,
            ends: (found.report, found.obligation.document),
            relation: None,
            similarity: found.link.similarity,
            confidence: found.link.confidence,
            rule: "uptake/shared-words",
            shared: found.link.shared.clone(),
        }
    }
}

/// A requirement that may hang together with another or with a recommendation (forslag).
#[Object]
impl Suggestion {
    /// The requirement (krav).
    async fn obligation(&self) -> Obligation {
        Obligation::new(&self.snapshot, self.obligation)
    }

    /// How it stands to the one above, where it is sure enough to be told as a link (forhold).
    async fn relation(&self) -> Option<DerivationRelation> {
        self.relation
    }

    /// How alike they are, from 0 to 1 (likhet).
    async fn similarity(&self) -> f32 {
        self.similarity
    }

    /// How sure it is that they hang together, from 0 to 1 (sikkerhet).
    async fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The words and attributes that they share, weightiest first (felles).
    async fn shared(&self) -> Vec<&str> {
        let shared = self.shared.iter();
        shared.map(|shared| shared.value.as_str()).collect()
    }

    /// Whether it is told as a link (tilstand).
    async fn state(&self) -> SuggestionState {
        match self.relation {
            Some(_) => SuggestionState::Made,
            None => SuggestionState::Suggested,
        }
    }

    /// What they share, in both documents, weightiest first (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let rule = (self.rule, self.confidence);
        shared(&self.snapshot, &self.shared, self.ends, rule)
    }
}
