//! The graph, or a part of it, in the DOT language of Graphviz.

use super::{Graph, NodeKind, Subgraph};
use std::fmt::Write;

/// Longest label of a node, in characters; a requirement is cut there.
const LABEL: usize = 60;

impl Graph {
    /// The whole graph as DOT.
    pub fn dot(&self) -> String {
        let whole = Subgraph {
            nodes: self.nodes().collect(),
            edges: self.edges().collect(),
        };
        self.dot_of(&whole)
    }

    /// A part of the graph as DOT. Nodes are called by their public ids.
    pub fn dot_of(&self, part: &Subgraph) -> String {
        let mut dot = String::from(
            "digraph styringsgraf {\n  rankdir=LR;\n  node [style=filled, fontname=\"sans-serif\"];\n",
        );
        for node in &part.nodes {
            let kind = self.node(*node).kind;
            let (shape, colour) = look(kind);
            // Writing to a string cannot fail.
            let _ = writeln!(
                dot,
                "  {} [label={}, shape={shape}, fillcolor=\"{colour}\", class={}];",
                quoted(&self.id(*node)),
                quoted(&shortened(&self.label(*node))),
                quoted(kind.prefix()),
            );
        }
        for edge in &part.edges {
            let (from, edge, to) = self.edge(*edge);
            let _ = writeln!(
                dot,
                "  {} -> {} [label={}];",
                quoted(&self.id(from)),
                quoted(&self.id(to)),
                quoted(edge.kind.name()),
            );
        }
        dot.push_str("}\n");
        dot
    }
}

fn look(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Document => ("folder", "#cfe2f3"),
        NodeKind::Section => ("tab", "#eeeeee"),
        NodeKind::Obligation => ("box", "#fff2cc"),
        NodeKind::Assignment => ("box", "#fff2cc"),
        NodeKind::Goal | NodeKind::Priority => ("box", "#d9ead3"),
        NodeKind::Indicator => ("box", "#d0e0e3"),
        NodeKind::Recommendation => ("box", "#ead1dc"),
        NodeKind::Result => ("note", "#d9d2e9"),
        NodeKind::Unit => ("ellipse", "#f4cccc"),
        NodeKind::TargetGroup => ("ellipse", "#fce5cd"),
        NodeKind::Statute | NodeKind::LegalReference => ("component", "#ffffff"),
        NodeKind::DocumentReference => ("folder", "#ffffff"),
        NodeKind::Deadline => ("octagon", "#ffffff"),
    }
}

/// A DOT string: in double quotes, with quotes and backslashes marked.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(LABEL).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
