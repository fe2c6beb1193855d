//! What a letter does not take up of the letter above, and what it asks with nothing above.

use crate::graph::{DerivationRef, Graph, ObligationRef};
use rustc_hash::FxHashSet;

/// A suggestion this sure counts as taken up, so that a gap is told only where nothing comes near.
const STRONG: f32 = 0.57;

/// Gaps between an upper and a lower letter, both ways, in the order of the letters. Links and strong
/// suggestions count as taken up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Requirements above that no requirement below takes up.
    pub not_taken_up: Vec<ObligationRef>,
    /// Requirements below with nothing above.
    pub nothing_above: Vec<ObligationRef>,
    /// Requirements above that have changed since last year while those below that took them up have not.
    pub suspect: Vec<(ObligationRef, ObligationRef)>,
}

/// The gaps between two documents, given by index. Documents that do not stand above each other have
/// no links, so everything is a gap; `pairs` tells which ones do.
pub fn gaps(graph: &Graph, upper: u32, lower: u32) -> Gaps {
    let links = graph.links();
    let all = |document: u32| {
        let count = graph.documents()[document as usize].facts.obligations.len();
        (0..count as u32).map(move |index| ObligationRef { document, index })
    };
    let not_taken_up = all(upper).filter(|one| {
        let below = links.suggestions(*one);
        let strong = |link: &DerivationRef<'_>| link.link.made || link.link.confidence >= STRONG;
        !below
            .iter()
            .any(|link| link.lower.document == lower && strong(link))
    });
    let taken: FxHashSet<ObligationRef> = all(upper)
        .flat_map(|one| links.suggestions(one))
        .filter(|link| link.link.made || link.link.confidence >= STRONG)
        .map(|link| link.lower)
        .collect();
    let nothing_above = all(lower).filter(|one| !taken.contains(one));
    let suspect = all(upper).flat_map(|one| {
        let below = links.passed_on_as(one).into_iter();
        let below = below.filter(|link| link.suspect && link.lower.document == lower);
        below.map(move |link| (one, link.lower)).collect::<Vec<_>>()
    });
    Gaps {
        not_taken_up: not_taken_up.collect(),
        nothing_above: nothing_above.collect(),
        suspect: suspect.collect(),
    }
}
