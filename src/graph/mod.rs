//! The graph over all documents: what hangs together with what, and the words that say so.
//!
//! Nodes and edges are small integers; a node tells where in the documents, the vocabulary or the links
//! the thing it stands for is kept, so the graph itself holds no text. It is built once for a snapshot
//! and never changes.
//!
//! ```
//! # use styringsgraf::{graph::{Graph, Links, NodeKind}, vocabulary::Vocabulary};
//! # use std::sync::Arc;
//! let graph = Graph::build(Vec::new(), Arc::new(Vocabulary::built_in()), Arc::new(Links::default()));
//! let office = graph.find("unit:nav-kontor").expect("the vocabulary has it");
//! assert_eq!(graph.node(office).kind, NodeKind::Unit);
//! assert_eq!(graph.id(office), "unit:nav-kontor");
//! ```

mod build;
mod dot;
mod edge;
mod id;
mod index;
mod links;
mod name;
mod node;
mod proof;
mod query;

pub use edge::{Attribute, Edge, EdgeKind, Proof, ProofRef};
pub use id::{EdgeId, NodeId, Symbol};
pub use links::{
    Answer, Asked, Derivation, DerivationRef, Links, Pair, Parts, Relation, ResultRef, Shared,
    Strength, Uptake, UptakeRef, Verdict, YearStep,
};
pub use node::{Node, NodeKind, Place};
pub use query::{ObligationRef, select};

use crate::model::Document;
use crate::vocabulary::Vocabulary;
use build::Bases;
use id::Names;
use index::Index;
use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The graph of one snapshot, immutable.
pub struct Graph {
    documents: Vec<Arc<Document>>,
    vocabulary: Arc<Vocabulary>,
    links: Arc<Links>,
    inner: DiGraph<Node, Edge, u32>,
    names: Names,
    bases: Bases,
    /// Hash of a public id → node; `clashes` holds the further ones with the same hash.
    ids: FxHashMap<u64, NodeId>,
    clashes: Vec<(u64, NodeId)>,
    index: Index,
}

/// Some nodes of a graph and edges between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subgraph {
    /// Nodes, in the order in which they were reached.
    pub nodes: Vec<NodeId>,
    /// Edges between these nodes.
    pub edges: Vec<EdgeId>,
}

/// An edge seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The edge.
    pub edge: EdgeId,
    /// Its kind.
    pub kind: EdgeKind,
    /// The node at its other end.
    pub node: NodeId,
}

impl Graph {
    /// The documents, sorted by id.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The vocabulary.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Links between documents.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.inner.node_count()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.inner.edge_count()
    }

    /// All nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.inner.node_count() as u32).map(NodeId)
    }

    /// All edges.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + '_ {
        (0..self.inner.edge_count() as u32).map(EdgeId)
    }

    /// What a node stands for.
    pub fn node(&self, node: NodeId) -> Node {
        self.inner[NodeIndex::new(node.0 as usize)]
    }

    /// An edge with its first and second node.
    pub fn edge(&self, edge: EdgeId) -> (NodeId, Edge, NodeId) {
        let index = EdgeIndex::<u32>::new(edge.0 as usize);
        let (from, to) = self.inner.edge_endpoints(index).unwrap_or_default();
        (
            NodeId(from.index() as u32),
            self.inner[index],
            NodeId(to.index() as u32),
        )
    }

    /// The edges that start at a node.
    pub fn outgoing(&self, node: NodeId) -> impl Iterator<Item = Step> + '_ {
        let index = NodeIndex::new(node.0 as usize);
        let edges = self.inner.edges_directed(index, Direction::Outgoing);
        edges.map(|edge| Step {
            edge: EdgeId(edge.id().index() as u32),
            kind: edge.weight().kind,
            node: NodeId(edge.target().index() as u32),
        })
    }

    /// The edges that end at a node.
    pub fn incoming(&self, node: NodeId) -> impl Iterator<Item = Step> + '_ {
        let index = NodeIndex::new(node.0 as usize);
        let edges = self.inner.edges_directed(index, Direction::Incoming);
        edges.map(|edge| Step {
            edge: EdgeId(edge.id().index() as u32),
            kind: edge.weight().kind,
            node: NodeId(edge.source().index() as u32),
        })
    }

    /// The edge of this kind from one node to another.
    pub fn edge_between(&self, from: NodeId, kind: EdgeKind, to: NodeId) -> Option<EdgeId> {
        let mut steps = self.outgoing(from);
        let step = steps.find(|step| step.kind == kind && step.node == to)?;
        Some(step.edge)
    }

    /// The node of a requirement.
    pub fn obligation_node(&self, obligation: ObligationRef) -> NodeId {
        self.node_in(NodeKind::Obligation, obligation.document, obligation.index)
    }

    /// The requirement that a node stands for.
    pub fn obligation(&self, node: NodeId) -> Option<ObligationRef> {
        match self.node(node) {
            Node {
                kind: NodeKind::Obligation,
                place: Place::Document(document, index),
            } => Some(ObligationRef { document, index }),
            _ => None,
        }
    }

    /// The node of a thing kept in a document: the `index`-th of its list of this kind. Of the document
    /// itself the index is 0.
    pub fn node_in(&self, kind: NodeKind, document: u32, index: u32) -> NodeId {
        self.bases.node(kind, document, index)
    }

    /// The node of the unit with this slug.
    pub fn unit(&self, slug: &str) -> Option<NodeId> {
        self.find(&format!("unit:{slug}"))
    }

    /// The node of the target group with this slug.
    pub fn target_group(&self, slug: &str) -> Option<NodeId> {
        self.find(&format!("target-group:{slug}"))
    }

    /// What lies within `depth` steps of a node, in either direction, up to `limit` nodes.
    pub fn neighbourhood(&self, start: NodeId, depth: usize, limit: usize) -> Subgraph {
        let mut part = Subgraph {
            nodes: vec![start],
            edges: Vec::new(),
        };
        let mut seen: FxHashMap<NodeId, ()> = FxHashMap::from_iter([(start, ())]);
        let mut from = 0;
        for _ in 0..depth {
            let until = part.nodes.len();
            for at in from..until {
                let node = part.nodes[at];
                for step in self.outgoing(node).chain(self.incoming(node)) {
                    if part.nodes.len() < limit && seen.insert(step.node, ()).is_none() {
                        part.nodes.push(step.node);
                    }
                }
            }
            from = until;
        }
        for node in &part.nodes {
            let steps = self.outgoing(*node);
            let inside = steps.filter(|step| seen.contains_key(&step.node));
            part.edges.extend(inside.map(|step| step.edge));
        }
        part.edges.sort_unstable();
        part
    }
}
