//! Ids, and everything that has one.

use super::document::{Document, Section, Series};
use super::error::Code;
use super::fact::{Assignment, Goal, Indicator, Priority, Recommendation};
use super::obligation::Obligation;
use super::term::{Statute, Term};
use super::trace::Outcome;
use super::unit::{TargetGroup, Unit};
use crate::archive::Snapshot;
use crate::graph::{self, EdgeKind, NodeId, NodeKind, ObligationRef, Place};
use async_graphql::{ID, Interface, Result};
use std::sync::Arc;

/// Anything with an id of its own (node). Ids read `type:slug` and stay the same when the same text is read again.
#[derive(Interface, Clone)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Readable id, unique over all types: `type:slug` (id)."
))]
pub enum Node {
    /// A document.
    Document(Document),
    /// A section.
    Section(Section),
    /// A series of letters.
    Series(Series),
    /// A requirement.
    Obligation(Obligation),
    /// An assignment.
    Assignment(Assignment),
    /// A goal.
    Goal(Goal),
    /// A priority.
    Priority(Priority),
    /// An indicator.
    Indicator(Indicator),
    /// A recommendation.
    Recommendation(Recommendation),
    /// What a report says of something that a letter asked.
    Result(Outcome),
    /// A unit.
    Unit(Unit),
    /// A target group.
    TargetGroup(TargetGroup),
    /// A statute.
    Statute(Statute),
    /// A citation, document or day that requirements share.
    Term(Term),
}

/// Type of a node, as its ids name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `document`
    Document,
    /// `section`
    Section,
    /// `series`
    Series,
    /// `obligation`
    Obligation,
    /// `assignment`
    Assignment,
    /// `goal`
    Goal,
    /// `priority`
    Priority,
    /// `indicator`
    Indicator,
    /// `recommendation`
    Recommendation,
    /// `result`
    Result,
    /// `unit`
    Unit,
    /// `target-group`
    TargetGroup,
    /// `statute`
    Statute,
    /// `legal`
    Legal,
    /// `reference`
    Reference,
    /// `deadline`
    Deadline,
}

const KINDS: [Kind; 16] = [
    Kind::Document,
    Kind::Section,
    Kind::Series,
    Kind::Obligation,
    Kind::Assignment,
    Kind::Goal,
    Kind::Priority,
    Kind::Indicator,
    Kind::Recommendation,
    Kind::Result,
    Kind::Unit,
    Kind::TargetGroup,
    Kind::Statute,
    Kind::Legal,
    Kind::Reference,
    Kind::Deadline,
];

impl Kind {
    /// The part before the colon.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Section => "section",
            Kind::Series => "series",
            Kind::Obligation => "obligation",
            Kind::Assignment => "assignment",
            Kind::Goal => "goal",
            Kind::Priority => "priority",
            Kind::Indicator => "indicator",
            Kind::Recommendation => "recommendation",
            Kind::Unit => "unit",
            Kind::Result => "result",
            Kind::TargetGroup => "target-group",
            Kind::Statute => "statute",
            Kind::Legal => "legal",
            Kind::Reference => "reference",
            Kind::Deadline => "deadline",
        }
    }

    /// The id of what has this slug.
    pub fn id(self, slug: &str) -> ID {
        ID(format!("{}:{slug}", self.prefix()))
    }

    /// The slug in an id that must be of this type; the bare slug will do.
    pub fn slug(self, id: &str) -> Result<&str> {
        match split(id) {
            (None, slug) => Ok(slug),
            (Some(kind), slug) if kind == self => Ok(slug),
            (Some(kind), _) => Err(Code::BadUserInput.error(format!(
                "`{id}` is the id of a {}; give `{}:…` or the bare slug",
                kind.prefix(),
                self.prefix()
            ))),
        }
    }

    /// The slugs in a list of ids that must be of this type.
    pub fn slugs(self, ids: Option<Vec<ID>>) -> Result<Vec<String>> {
        let slug = |id: &ID| self.slug(id).map(str::to_owned);
        ids.unwrap_or_default().iter().map(slug).collect()
    }
}

fn split(id: &str) -> (Option<Kind>, &str) {
    let Some((prefix, slug)) = id.split_once(':') else {
        return (None, id);
    };
    let kind = KINDS.into_iter().find(|kind| kind.prefix() == prefix);
    (kind, if kind.is_some() { slug } else { id })
}

/// The node with this full id, if it is there.
pub fn node(snapshot: &Arc<Snapshot>, id: &str) -> Result<Option<Node>> {
    match split(id) {
        (None, _) => {
            let prefixes: Vec<&str> = KINDS.into_iter().map(Kind::prefix).collect();
            Err(Code::BadUserInput.error(format!(
                "`{id}` is no id; it must begin with its type and a colon: {}",
                prefixes.join(", ")
            )))
        }
        (Some(Kind::Series), slug) => Ok(Series::find(snapshot, slug).map(Node::Series)),
        (Some(_), _) => {
            let found = snapshot.graph().find(id);
            Ok(found.and_then(|found| of_graph(snapshot, found)))
        }
    }
}

/// What a node of the graph is called here.
pub fn of_graph(snapshot: &Arc<Snapshot>, node: NodeId) -> Option<Node> {
    let graph::Node { kind, place } = snapshot.graph().node(node);
    Some(match (kind, place) {
        (NodeKind::Document, Place::Document(at, _)) => {
            Node::Document(Document::new(snapshot, at as usize))
        }
        (NodeKind::Section, Place::Document(at, index)) => {
            Node::Section(Section::new(snapshot, at as usize, index))
        }
        (NodeKind::Obligation, Place::Document(document, index)) => {
            let reference = ObligationRef { document, index };
            Node::Obligation(Obligation::new(snapshot, reference))
        }
        (NodeKind::Assignment, Place::Document(at, index)) => {
            Node::Assignment(Assignment::new(snapshot, at as usize, index))
        }
        (NodeKind::Goal, Place::Document(at, index)) => {
            Node::Goal(Goal::new(snapshot, at as usize, index))
        }
        (NodeKind::Priority, Place::Document(at, index)) => {
            Node::Priority(Priority::new(snapshot, at as usize, index))
        }
        (NodeKind::Indicator, Place::Document(at, index)) => {
            Node::Indicator(Indicator::new(snapshot, at as usize, index))
        }
        (NodeKind::Recommendation, Place::Document(at, index)) => {
            Node::Recommendation(Recommendation::new(snapshot, at as usize, index))
        }
        (NodeKind::Unit, Place::Vocabulary(index)) => Node::Unit(Unit::new(snapshot, index)),
        (NodeKind::TargetGroup, Place::Vocabulary(index)) => {
            Node::TargetGroup(TargetGroup::new(snapshot, index))
        }
        (NodeKind::Statute, Place::Vocabulary(index)) => {
            Node::Statute(Statute::new(snapshot, index))
        }
        (NodeKind::Result, Place::Result(number)) => Node::Result(Outcome::new(snapshot, number)),
        (_, Place::Name(_)) => Node::Term(Term::new(snapshot, node)),
        _ => return None,
    })
}

/// The requirement with this slug, if it is there.
pub fn obligation(snapshot: &Arc<Snapshot>, slug: &str) -> Option<Obligation> {
    let reference = snapshot.graph().find_obligation(slug)?;
    Some(Obligation::new(snapshot, reference))
}

/// The requirement with this slug or id; told where there is none.
pub fn known_obligation(snapshot: &Arc<Snapshot>, id: &str) -> Result<Obligation> {
    let slug = Kind::Obligation.slug(id)?;
    obligation(snapshot, slug).ok_or_else(|| {
        Code::NotFound.error(format!(
            "there is no requirement `{slug}`; `obligations` and `search` give the ids of those that are there"
        ))
    })
}

/// Where the nodes stand from which an edge of this kind leads to `node`, in order of place.
pub fn sources(snapshot: &Snapshot, kind: EdgeKind, node: NodeId) -> Vec<Place> {
    let graph = snapshot.graph();
    let steps = graph.incoming(node).filter(|step| step.kind == kind);
    let mut nodes: Vec<NodeId> = steps.map(|step| step.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let nodes = nodes.into_iter();
    nodes.map(|node| graph.node(node).place).collect()
}
