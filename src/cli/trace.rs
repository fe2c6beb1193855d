//! `styringsgraf trace ID`: the chain that a requirement stands in, as a readable tree.

use super::args::{Arguments, Trace, TraceForm, Way};
use super::output::print_json;
use super::terminal::output;
use super::{Finding, archive};
use crate::graph::{EdgeKind, Graph, NodeId, NodeKind, Place, Subgraph};
use crate::trace::{TraceDirection, walk};
use anyhow::bail;
use serde_json::{Value, json};
use std::io::Write;

/// Longest line of a label, in characters.
const WIDTH: usize = 110;

pub(super) fn run(arguments: &Arguments, command: &Trace) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    let graph = snapshot.graph();
    let id = &command.id;
    let found = graph
        .find(id)
        .or_else(|| graph.find(&format!("obligation:{id}")));
    let Some(root) = found else {
        bail!(
            "there is no node `{id}`; `styringsgraf obligations --format csv` lists the requirements with their ids"
        );
    };
    let direction = match command.direction {
        Way::Up => TraceDirection::Up,
        Way::Down => TraceDirection::Down,
        Way::Both => TraceDirection::Both,
    };
    let part = walk(graph, root, direction, command.depth);
    match command.format {
        TraceForm::Tree => print_tree(graph, root, direction, command.depth)?,
        TraceForm::Dot => write!(output(), "{}", graph.dot_of(&part))?,
        TraceForm::Json => print_json(&described(graph, root, &part))?,
    }
    Ok(match part.edges.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

fn print_tree(
    graph: &Graph,
    root: NodeId,
    direction: TraceDirection,
    depth: usize,
) -> anyhow::Result<()> {
    let mut out = output();
    writeln!(out, "{}", line(graph, root))?;
    for (way, title) in [
        (TraceDirection::Up, "comes from"),
        (TraceDirection::Down, "becomes"),
    ] {
        if direction != TraceDirection::Both && direction != way {
            continue;
        }
        let part = walk(graph, root, way, depth);
        if !part.edges.is_empty() {
            writeln!(out, "{title}:")?;
            let mut told = vec![root];
            branch(graph, &part, root, 1, &mut told, &mut out)?;
        }
    }
    Ok(())
}

/// The edges of a part at a node, each node told once.
fn branch(
    graph: &Graph,
    part: &Subgraph,
    node: NodeId,
    level: usize,
    told: &mut Vec<NodeId>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for edge in &part.edges {
        let (from, content, to) = graph.edge(*edge);
        let other = match (from == node, to == node) {
            (true, _) => to,
            (_, true) => from,
            _ => continue,
        };
        if told.contains(&other) {
            continue;
        }
        told.push(other);
        let relation = words(content.kind, from == node);
        let indent = "  ".repeat(level);
        writeln!(out, "{indent}{relation} {}", line(graph, other))?;
        branch(graph, part, other, level + 1, told, out)?;
    }
    Ok(())
}

fn words(kind: EdgeKind, forward: bool) -> &'static str {
    match (kind, forward) {
        (EdgeKind::Contains, false) => "stands in",
        (EdgeKind::Serves, true) => "serves",
        (EdgeKind::Serves, false) => "served by",
        (EdgeKind::Cites, _) => "by",
        (EdgeKind::UnderAct, _) => "of",
        (EdgeKind::RefersTo, _) => "refers to",
        (EdgeKind::Means, _) => "that is",
        (EdgeKind::PassedOnAs, true) => "passed on as",
        (EdgeKind::PassedOnAs, false) => "passes on",
        (EdgeKind::NextYear, true) => "next year",
        (EdgeKind::NextYear, false) => "last year",
        (EdgeKind::AnsweredBy, true) => "reported:",
        (EdgeKind::AnsweredBy, false) => "answers",
        (EdgeKind::ReportedIn, _) => "in",
        (EdgeKind::MeasuredBy, true) => "measured by",
        (EdgeKind::MeasuredBy, false) => "measures",
        (EdgeKind::SentBy, _) => "sent by",
        (other, _) => other.name(),
    }
}

fn line(graph: &Graph, node: NodeId) -> String {
    let label = match result_words(graph, node) {
        Some(words) => words,
        None => graph.label(node),
    };
    let mut characters = label.chars();
    let mut short: String = characters.by_ref().take(WIDTH).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    format!("{short} [{}]", graph.id(node))
}

/// The verdict and words of a result.
fn result_words(graph: &Graph, node: NodeId) -> Option<String> {
    let Place::Result(number) = graph.node(node).place else {
        return None;
    };
    let result = graph.links().result(number);
    Some(format!("{:?}: {}", result.link.verdict, graph.label(node)))
}

fn described(graph: &Graph, root: NodeId, part: &Subgraph) -> Value {
    let nodes = part.nodes.iter().map(|node| {
        json!({
            "id": graph.id(*node),
            "type": kind_name(graph.node(*node).kind),
            "label": graph.label(*node),
        })
    });
    let edges = part.edges.iter().map(|edge| {
        let proof = graph.proof(*edge).map(|proof| {
            json!({
                "document": graph.documents()[proof.document as usize].id,
                "quote": proof.quote,
                "rule": proof.rule,
                "confidence": proof.confidence,
            })
        });
        let (from, content, to) = graph.edge(*edge);
        json!({
            "from": graph.id(from),
            "relation": content.kind.name(),
            "to": graph.id(to),
            "evidence": proof,
        })
    });
    json!({
        "root": graph.id(root),
        "nodes": nodes.collect::<Vec<_>>(),
        "edges": edges.collect::<Vec<_>>(),
    })
}

fn kind_name(kind: NodeKind) -> &'static str {
    kind.prefix()
}
