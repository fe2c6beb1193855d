//! Nodes of the graph that several requirements share: statutes, citations, days.

use super::node::Kind;
use crate::archive::Snapshot;
use crate::graph::{NodeId, NodeKind};
use crate::vocabulary;
use async_graphql::{Enum, ID, Object};
use std::sync::Arc;

/// A statute or regulation (lov, forskrift).
#[derive(Clone)]
pub struct Statute {
    snapshot: Arc<Snapshot>,
    index: u32,
}

impl Statute {
    /// The statute at this place of the vocabulary.
    pub fn new(snapshot: &Arc<Snapshot>, index: u32) -> Statute {
        Statute {
            snapshot: snapshot.clone(),
            index,
        }
    }

    fn entry(&self) -> &vocabulary::Statute {
        &self.snapshot.vocabulary().statutes()[self.index as usize]
    }
}

/// A statute or regulation (lov, forskrift).
#[Object]
impl Statute {
    /// Readable id: `statute:nav-loven` (id).
    pub async fn id(&self) -> ID {
        Kind::Statute.id(&self.entry().slug)
    }

    /// Name as it is cited (navn).
    async fn name(&self) -> &str {
        &self.entry().name
    }

    /// Full title (tittel).
    async fn title(&self) -> Option<&str> {
        self.entry().title.as_deref()
    }

    /// Other names (andre navn).
    async fn aliases(&self) -> &[String] {
        &self.entry().aliases
    }

    /// Address at Lovdata (lenke).
    async fn url(&self) -> Option<String> {
        let path = self.entry().lovdata.as_ref()?;
        Some(format!("https://lovdata.no/{path}"))
    }
}

/// What a shared term is (type term).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// A statute or a section of one (lovhenvisning): `NAV-loven § 14 a`.
    Legal,
    /// A document (dokumenthenvisning): `Prop. 1 S (2023–2024)`.
    Document,
    /// A day, a rhythm or a time limit (frist).
    Deadline,
    /// A name that the vocabulary does not hold (navn).
    Name,
}

/// A shared term (term).
#[derive(Clone)]
pub struct Term {
    snapshot: Arc<Snapshot>,
    node: NodeId,
}

impl Term {
    /// The term that a node of the graph stands for.
    pub fn new(snapshot: &Arc<Snapshot>, node: NodeId) -> Term {
        Term {
            snapshot: snapshot.clone(),
            node,
        }
    }
}

/// A citation, document or day that requirements share (term), so that they can be reached from each other.
#[Object]
impl Term {
    /// Readable id: `legal:…`, `reference:…` or `deadline:…` (id).
    pub async fn id(&self) -> ID {
        ID(self.snapshot.graph().id(self.node))
    }

    /// What it is (type).
    async fn kind(&self) -> TermKind {
        match self.snapshot.graph().node(self.node).kind {
            NodeKind::LegalReference => TermKind::Legal,
            NodeKind::DocumentReference => TermKind::Document,
            NodeKind::Deadline => TermKind::Deadline,
            _ => TermKind::Name,
        }
    }

    /// As it is written (tekst).
    async fn text(&self) -> String {
        self.snapshot.graph().label(self.node)
    }
}
