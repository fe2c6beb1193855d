//! Which named units speak for a unit: itself, its kind, the wholes that it is part of, those that it
//! took over from.

use crate::graph::{EdgeKind, Graph, NodeId, NodeKind, Place};
use crate::vocabulary::{Unit, UnitKind};
use rustc_hash::FxHashSet;
use std::collections::VecDeque;

/// How a named unit leads to the unit asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HopKind {
    /// The first is a whole, the second a part of it.
    HasPart,
    /// The first is a kind, the second one of it.
    HasInstance,
    /// The second took over from the first.
    SucceededBy,
    /// The second existed before the first and was taken over by it.
    Succeeds,
    /// The first stands for every unit of its house.
    Covers,
}

/// One step from a named unit to the one asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Nearer to the letter.
    pub from: NodeId,
    /// How the two hang together.
    pub kind: HopKind,
    /// Nearer to the unit asked about.
    pub to: NodeId,
}

/// A unit whose naming in a letter reaches the unit asked about.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The unit that is named.
    pub named: NodeId,
    /// Whether it is named as itself (or its kind, or what it was called before), not as part of a whole.
    pub own: bool,
    /// Whether only letters to or from its own house count ("alle enheter").
    pub own_house: bool,
    /// Whether only letters of years after this one count: it had ceased by then.
    pub after: Option<i16>,
    /// From the named unit to the one asked about.
    pub hops: Vec<Hop>,
}

/// The vocabulary's entry of a unit node; none where only a letter names it.
pub fn unit(graph: &Graph, node: NodeId) -> Option<&Unit> {
    match (graph.node(node).kind, graph.node(node).place) {
        (NodeKind::Unit, Place::Vocabulary(index)) => {
            graph.vocabulary().units().get(index as usize)
        }
        _ => None,
    }
}

/// The top of the hierarchy that a unit stands in.
pub fn house(graph: &Graph, start: NodeId) -> NodeId {
    let mut seen = FxHashSet::default();
    let mut at = start;
    while seen.insert(at) {
        let above = [EdgeKind::PartOf, EdgeKind::InstanceOf]
            .into_iter()
            .find_map(|kind| graph.outgoing(at).find(|step| step.kind == kind));
        match above {
            Some(step) => at = step.node,
            None => break,
        }
    }
    at
}

/// All units whose naming reaches `asked`, nearest first.
pub fn reaches(graph: &Graph, asked: NodeId) -> Vec<Reach> {
    let mut seen = FxHashSet::from_iter([asked]);
    let mut open = VecDeque::from([Reach {
        named: asked,
        own: true,
        own_house: false,
        after: None,
        hops: Vec::new(),
    }]);
    let mut reaches = Vec::new();
    while let Some(reach) = open.pop_front() {
        for (next, kind) in above(graph, &reach) {
            if seen.insert(next) {
                let mut hops = vec![Hop {
                    from: next,
                    kind,
                    to: reach.named,
                }];
                hops.extend(&reach.hops);
                let ceased = unit(graph, reach.named).and_then(|unit| unit.valid_to);
                open.push_back(Reach {
                    named: next,
                    own: reach.own && kind != HopKind::HasPart,
                    own_house: false,
                    after: match kind {
                        HopKind::Succeeds => ceased.or(reach.after),
                        _ => reach.after,
                    },
                    hops,
                });
            }
        }
        // A superior's duty is its own and reaches no part; it is only stepped through.
        if reach.own || is_whole(graph, reach.named) {
            reaches.push(reach);
        }
    }
    reaches.extend(collectives(graph, asked, &seen));
    reaches
}

fn above(graph: &Graph, reach: &Reach) -> Vec<(NodeId, HopKind)> {
    let mut above = Vec::new();
    for step in graph.outgoing(reach.named) {
        match step.kind {
            EdgeKind::InstanceOf => above.push((step.node, HopKind::HasInstance)),
            EdgeKind::PartOf => above.push((step.node, HopKind::HasPart)),
            EdgeKind::SucceededBy if reach.own => above.push((step.node, HopKind::Succeeds)),
            _ => {}
        }
    }
    if reach.own {
        let before = graph.incoming(reach.named);
        let before = before.filter(|step| step.kind == EdgeKind::SucceededBy);
        above.extend(before.map(|step| (step.node, HopKind::SucceededBy)));
    }
    let rank = |kind: HopKind| match kind {
        HopKind::HasInstance => 0,
        HopKind::SucceededBy => 1,
        HopKind::Succeeds => 2,
        HopKind::HasPart | HopKind::Covers => 3,
    };
    above.sort_by_key(|(node, kind)| (rank(*kind), *node));
    above
}

fn is_whole(graph: &Graph, node: NodeId) -> bool {
    let kind = unit(graph, node).map(|unit| unit.kind);
    matches!(
        kind,
        Some(UnitKind::Agency | UnitKind::Collective | UnitKind::Line)
    )
}

/// "Alle enheter", "alle ansatte": bodies of several that no hierarchy ties to their members.
fn collectives(graph: &Graph, asked: NodeId, seen: &FxHashSet<NodeId>) -> Vec<Reach> {
    let kind = unit(graph, asked).map_or(UnitKind::Other, |unit| unit.kind);
    if matches!(kind, UnitKind::External | UnitKind::Ministry) {
        return Vec::new();
    }
    let units = graph.vocabulary().units().iter();
    let bodies = units.filter(|unit| unit.kind == UnitKind::Collective);
    let mut reaches = Vec::new();
    for body in bodies {
        let Some(node) = graph.unit(&body.slug) else {
            continue;
        };
        let has_parts = graph.incoming(node).any(|step| {
            let part = unit(graph, step.node).map(|unit| unit.kind);
            step.kind == EdgeKind::PartOf && part != Some(UnitKind::Collective)
        });
        // A body within another one ("enheter med brukerkontakt") leaves out the levels that only lead.
        let only_some = body.part_of.is_some();
        let among =
            !only_some || matches!(kind, UnitKind::Office | UnitKind::Line | UnitKind::Role);
        if !seen.contains(&node) && !has_parts && among {
            reaches.push(Reach {
                named: node,
                own: false,
                own_house: kind != UnitKind::Role,
                after: None,
                hops: vec![Hop {
                    from: node,
                    kind: HopKind::Covers,
                    to: asked,
                }],
            });
        }
    }
    reaches
}
