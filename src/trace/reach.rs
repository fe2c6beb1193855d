//! Which named units speak for a unit: itself, its kind, the roles that work in it, the wholes that it is
//! part of, those that it took over from, and those that it stands in line under.

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
    /// The first is a role that people in the second have.
    WorksIn,
    /// The first leads the second.
    Leads,
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

/// What a named unit is to the unit asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The unit itself, its kind, or what it was called before.
    Own,
    /// A role that works in it.
    Role,
    /// A whole that has it inside.
    Whole,
    /// A superior that it stands in line under.
    Above,
}

/// A unit whose naming in a letter reaches the unit asked about.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The unit that is named.
    pub named: NodeId,
    /// What it is to the unit asked about.
    pub way: Way,
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
    // A role stands in the house of the units that it works in.
    let works_in = unit(graph, start).and_then(|unit| unit.works_in.first());
    let mut at = works_in
        .and_then(|place| graph.unit(place))
        .unwrap_or(start);
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
        way: Way::Own,
        own_house: false,
        after: None,
        hops: Vec::new(),
    }]);
    let mut reaches = Vec::new();
    while let Some(reach) = open.pop_front() {
        for (next, kind) in above(graph, &reach) {
            if seen.insert(next) {
                let ceased = unit(graph, reach.named).and_then(|unit| unit.valid_to);
                let own = reach.way == Way::Own && kind != HopKind::HasPart;
                open.push_back(Reach {
                    named: next,
                    way: match own {
                        true => Way::Own,
                        false if is_whole(graph, next) => Way::Whole,
                        false => Way::Above,
                    },
                    own_house: false,
                    after: match kind {
                        HopKind::Succeeds => ceased.or(reach.after),
                        _ => reach.after,
                    },
                    hops: lengthened(next, kind, &reach),
                });
            }
        }
        reaches.push(reach);
    }
    let leaders = leaders(graph, &reaches, &mut seen);
    let collectives = collectives(graph, asked, &seen);
    reaches.extend(leaders);
    reaches.extend(collectives);
    let roles = roles(graph, &reaches, &seen);
    reaches.extend(roles);
    reaches
}

fn lengthened(from: NodeId, kind: HopKind, reach: &Reach) -> Vec<Hop> {
    let hop = Hop {
        from,
        kind,
        to: reach.named,
    };
    std::iter::once(hop)
        .chain(reach.hops.iter().copied())
        .collect()
}

fn above(graph: &Graph, reach: &Reach) -> Vec<(NodeId, HopKind)> {
    let own = reach.way == Way::Own;
    let mut above = Vec::new();
    for step in graph.outgoing(reach.named) {
        match step.kind {
            EdgeKind::InstanceOf => above.push((step.node, HopKind::HasInstance)),
            EdgeKind::PartOf => above.push((step.node, HopKind::HasPart)),
            EdgeKind::SucceededBy if own => above.push((step.node, HopKind::Succeeds)),
            _ => {}
        }
    }
    if own {
        let before = graph.incoming(reach.named);
        let before = before.filter(|step| step.kind == EdgeKind::SucceededBy);
        above.extend(before.map(|step| (step.node, HopKind::SucceededBy)));
    }
    let rank = |kind: HopKind| match kind {
        HopKind::HasInstance => 0,
        HopKind::SucceededBy => 1,
        HopKind::Succeeds => 2,
        _ => 3,
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

/// The directorates that lead the wholes: a letter to one of them is a letter to all below it.
fn leaders(graph: &Graph, reaches: &[Reach], seen: &mut FxHashSet<NodeId>) -> Vec<Reach> {
    let mut leaders = Vec::new();
    for reach in reaches.iter().filter(|reach| reach.way == Way::Whole) {
        for step in graph.incoming(reach.named) {
            let kind = unit(graph, step.node).map(|unit| unit.kind);
            let leads = step.kind == EdgeKind::PartOf && kind == Some(UnitKind::Directorate);
            if leads && seen.insert(step.node) {
                leaders.push(Reach {
                    named: step.node,
                    way: Way::Above,
                    own_house: false,
                    after: None,
                    hops: lengthened(step.node, HopKind::Leads, reach),
                });
            }
        }
    }
    leaders
}

/// The roles that people in the unit have: those that the vocabulary says work in it, in its kind, or in
/// every unit of a house.
fn roles(graph: &Graph, reaches: &[Reach], seen: &FxHashSet<NodeId>) -> Vec<Reach> {
    let mut roles = Vec::new();
    for role in graph.vocabulary().units() {
        let Some(node) = graph.unit(&role.slug) else {
            continue;
        };
        let place = role.works_in.iter().find_map(|place| {
            let place = graph.unit(place)?;
            let is_inside =
                |reach: &&Reach| reach.named == place && (reach.way == Way::Own || reach.own_house);
            reaches.iter().find(is_inside)
        });
        if let Some(place) = place.filter(|_| !seen.contains(&node)) {
            roles.push(Reach {
                named: node,
                way: Way::Role,
                own_house: place.own_house,
                after: place.after,
                hops: lengthened(node, HopKind::WorksIn, place),
            });
        }
    }
    roles
}

/// "Alle enheter", "alle ansatte": bodies of several that no hierarchy ties to their members.
fn collectives(graph: &Graph, asked: NodeId, seen: &FxHashSet<NodeId>) -> Vec<Reach> {
    let entry = unit(graph, asked);
    let kind = entry.map_or(UnitKind::Other, |unit| unit.kind);
    // A role that no unit is named for may stand in any house.
    let any_house = kind == UnitKind::Role && entry.is_none_or(|unit| unit.works_in.is_empty());
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
                way: Way::Whole,
                own_house: !any_house,
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
