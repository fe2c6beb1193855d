//! How a requirement below stands to the one above: by what it adds and what it leaves out.

use super::features::Features;
use crate::graph::Relation;
use crate::model::Obligation;

/// Share of the upper words that a narrower or wider requirement keeps,
const KEPT: f32 = 0.45;
/// and the most that these are of the lower one's words: it adds more than it takes over.
const OLD: f32 = 0.4;
/// A requirement that takes nearly all its words from less than this share of the upper one is a part of it.
const PART: f32 = 0.35;
const ALL: f32 = 0.9;
/// Likeness below which two requirements only serve the same purpose.
const RELATED: f32 = 0.12;

/// The relation of the pair at these places.
pub(super) fn relation(
    features: &Features,
    places: (usize, usize),
    (upper, lower): (&Obligation, &Obligation),
) -> Relation {
    let (above, below) = features.vectors(places);
    let kept = above.covered_by(below);
    let old = below.covered_by(above);
    if above.cosine(below) < RELATED {
        return Relation::Related;
    }
    if holds_more_groups(upper, lower) {
        return Relation::Widened;
    }
    // What it adds to the words taken over says more closely how.
    if kept > KEPT && old < OLD || kept < PART && old > ALL {
        return Relation::Narrowed;
    }
    Relation::Same
}

/// Whether the lower one names the upper one's groups and others.
fn holds_more_groups(upper: &Obligation, lower: &Obligation) -> bool {
    !upper.target_groups.is_empty()
        && lower.target_groups.len() > upper.target_groups.len()
        && upper.target_groups.iter().all(|one| {
            let mut others = lower.target_groups.iter();
            others.any(|other| one.value == other.value)
        })
}
