//! Following the graph: the chain that a requirement stands in, and the ways between two nodes.

use crate::graph::{EdgeId, EdgeKind, Graph, NodeId, NodeKind, Step, Subgraph};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which way a trace goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TraceDirection {
    /// To what it comes from: section, goal, law, letter above, last year.
    Up,
    /// To what becomes of it: letter below, next year, indicators, results.
    Down,
    /// Both.
    #[default]
    Both,
}

/// Most nodes that a trace holds; what lies beyond is left out.
const TRACE_LIMIT: usize = 400;
/// Most nodes that the search for a path looks at.
const PATH_LIMIT: usize = 200_000;
/// Most paths given.
const PATHS: usize = 5;
/// A node with more edges than this is a hub (a unit, a year's deadline): paths do not lead through it
/// while there are others.
const HUB: usize = 64;

/// A way from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The nodes, both ends included.
    pub nodes: Vec<NodeId>,
    /// The edges between them, one less; an edge may be walked against its direction.
    pub edges: Vec<EdgeId>,
}

/// The chain that a node stands in, up to `depth` steps away. A node is entered once, so cycles end.
pub fn walk(graph: &Graph, start: NodeId, direction: TraceDirection, depth: usize) -> Subgraph {
    let mut part = Subgraph {
        nodes: vec![start],
        edges: Vec::new(),
    };
    let mut seen = FxHashSet::from_iter([start]);
    let ways: &[TraceDirection] = match direction {
        TraceDirection::Both => &[TraceDirection::Up, TraceDirection::Down],
        TraceDirection::Up => &[TraceDirection::Up],
        TraceDirection::Down => &[TraceDirection::Down],
    };
    for way in ways {
        // What was reached upwards is not followed down again: it would bring in every sibling.
        let mut level = vec![start];
        for _ in 0..depth {
            let mut next = Vec::new();
            for node in level {
                let mut steps = followed(graph, node, *way);
                steps.sort_by_key(|step| step.edge);
                for step in steps {
                    if !seen.contains(&step.node) {
                        if part.nodes.len() == TRACE_LIMIT {
                            continue;
                        }
                        seen.insert(step.node);
                        part.nodes.push(step.node);
                        next.push(step.node);
                    }
                    part.edges.push(step.edge);
                }
            }
            level = next;
        }
    }
    part.edges.sort_unstable();
    part.edges.dedup();
    part
}

/// The edges of a chain that lead up or down from a node.
fn followed(graph: &Graph, node: NodeId, way: TraceDirection) -> Vec<Step> {
    let from = graph.node(node).kind;
    let up = |step: &Step, forward: bool| match (step.kind, forward) {
        (EdgeKind::Contains, false) => true,
        (EdgeKind::Serves | EdgeKind::Cites | EdgeKind::UnderAct | EdgeKind::RefersTo, true) => {
            true
        }
        (EdgeKind::Means, true) => true,
        (EdgeKind::PassedOnAs | EdgeKind::NextYear, false) => true,
        (EdgeKind::AnsweredBy | EdgeKind::MeasuredBy, false) => true,
        (EdgeKind::SentBy, true) => from == NodeKind::Document,
        _ => false,
    };
    let down = |step: &Step, forward: bool| match (step.kind, forward) {
        (EdgeKind::PassedOnAs | EdgeKind::NextYear, true) => true,
        (EdgeKind::AnsweredBy | EdgeKind::ReportedIn | EdgeKind::MeasuredBy, true) => true,
        (EdgeKind::Serves, false) => from == NodeKind::Goal,
        _ => false,
    };
    let follow = |step: &Step, forward: bool| match way {
        TraceDirection::Up => up(step, forward),
        TraceDirection::Down => down(step, forward),
        TraceDirection::Both => up(step, forward) || down(step, forward),
    };
    let outgoing = graph.outgoing(node).filter(|step| follow(step, true));
    let incoming = graph.incoming(node).filter(|step| follow(step, false));
    outgoing.chain(incoming).collect()
}

/// The shortest ways from one node to another, at most `longest` edges long, whichever way the edges
/// run. Ways around hubs come first; only where there is none do they lead through hubs.
pub fn paths(graph: &Graph, from: NodeId, to: NodeId, longest: usize) -> Vec<Path> {
    let around = shortest(graph, from, to, longest, HUB);
    if !around.is_empty() {
        return around;
    }
    shortest(graph, from, to, longest, usize::MAX)
}

/// All edges at a node, whichever way they run.
fn around(graph: &Graph, node: NodeId) -> impl Iterator<Item = Step> + '_ {
    graph.outgoing(node).chain(graph.incoming(node))
}

fn shortest(graph: &Graph, from: NodeId, to: NodeId, longest: usize, hub: usize) -> Vec<Path> {
    let mut distance: FxHashMap<NodeId, usize> = FxHashMap::from_iter([(from, 0)]);
    let mut level = vec![from];
    let mut length = 0;
    while !distance.contains_key(&to) {
        if level.is_empty() || length == longest || distance.len() > PATH_LIMIT {
            return Vec::new();
        }
        length += 1;
        let mut next = Vec::new();
        for node in level {
            if node != from && around(graph, node).nth(hub).is_some() {
                continue;
            }
            for step in around(graph, node) {
                distance.entry(step.node).or_insert_with(|| {
                    next.push(step.node);
                    length
                });
            }
        }
        level = next;
    }
    let mut found = Vec::new();
    let mut open = vec![Path {
        nodes: vec![to],
        edges: Vec::new(),
    }];
    // From the end back to the start, always one step nearer.
    while let Some(path) = open.pop() {
        let head = path.nodes[path.nodes.len() - 1];
        let away = distance[&head];
        if away == 0 {
            found.push(Path {
                nodes: path.nodes.into_iter().rev().collect(),
                edges: path.edges.into_iter().rev().collect(),
            });
            if found.len() == PATHS {
                break;
            }
            continue;
        }
        let mut steps: Vec<Step> = around(graph, head)
            .filter(|step| distance.get(&step.node) == Some(&(away - 1)))
            .filter(|step| step.node == from || around(graph, step.node).nth(hub).is_none())
            .collect();
        steps.sort_by_key(|step| std::cmp::Reverse(step.edge));
        for step in steps {
            let mut longer = path.clone();
            longer.nodes.push(step.node);
            longer.edges.push(step.edge);
            open.push(longer);
        }
    }
    found
}
