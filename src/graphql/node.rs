//! Ids, and everything that has one.

use super::document::{Document, Section, Series};
use super::error::Code;
use super::fact::{Goal, Indicator, Priority, Recommendation};
use super::obligation::Obligation;
use super::unit::{TargetGroup, Unit};
use crate::archive::{FactKind, Snapshot};
use crate::graph::ObligationRef;
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
    /// A goal.
    Goal(Goal),
    /// A priority.
    Priority(Priority),
    /// An indicator.
    Indicator(Indicator),
    /// A recommendation.
    Recommendation(Recommendation),
    /// A unit.
    Unit(Unit),
    /// A target group.
    TargetGroup(TargetGroup),
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
    /// `goal`
    Goal,
    /// `priority`
    Priority,
    /// `indicator`
    Indicator,
    /// `recommendation`
    Recommendation,
    /// `unit`
    Unit,
    /// `target-group`
    TargetGroup,
}

const KINDS: [Kind; 10] = [
    Kind::Document,
    Kind::Section,
    Kind::Series,
    Kind::Obligation,
    Kind::Goal,
    Kind::Priority,
    Kind::Indicator,
    Kind::Recommendation,
    Kind::Unit,
    Kind::TargetGroup,
];

impl Kind {
    /// The part before the colon.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Section => "section",
            Kind::Series => "series",
            Kind::Obligation => "obligation",
            Kind::Goal => "goal",
            Kind::Priority => "priority",
            Kind::Indicator => "indicator",
            Kind::Recommendation => "recommendation",
            Kind::Unit => "unit",
            Kind::TargetGroup => "target-group",
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
    let (Some(kind), slug) = split(id) else {
        let prefixes: Vec<&str> = KINDS.into_iter().map(Kind::prefix).collect();
        return Err(Code::BadUserInput.error(format!(
            "`{id}` is no id; it must begin with its type and a colon: {}",
            prefixes.join(", ")
        )));
    };
    let fact = |kind| snapshot.find(kind, slug);
    Ok(match kind {
        Kind::Document => Document::find(snapshot, slug).map(Node::Document),
        Kind::Series => Series::find(snapshot, slug).map(Node::Series),
        Kind::Unit => Unit::find(snapshot, slug).map(Node::Unit),
        Kind::TargetGroup => TargetGroup::find(snapshot, slug).map(Node::TargetGroup),
        Kind::Section => {
            fact(FactKind::Section).map(|(at, i)| Node::Section(Section::new(snapshot, at, i)))
        }
        Kind::Obligation => obligation(snapshot, slug).map(Node::Obligation),
        Kind::Goal => fact(FactKind::Goal).map(|(at, i)| Node::Goal(Goal::new(snapshot, at, i))),
        Kind::Priority => {
            fact(FactKind::Priority).map(|(at, i)| Node::Priority(Priority::new(snapshot, at, i)))
        }
        Kind::Indicator => fact(FactKind::Indicator)
            .map(|(at, i)| Node::Indicator(Indicator::new(snapshot, at, i))),
        Kind::Recommendation => fact(FactKind::Recommendation)
            .map(|(at, i)| Node::Recommendation(Recommendation::new(snapshot, at, i))),
    })
}

/// The requirement with this slug, if it is there.
pub fn obligation(snapshot: &Arc<Snapshot>, slug: &str) -> Option<Obligation> {
    let (document, index) = snapshot.find(FactKind::Obligation, slug)?;
    let reference = ObligationRef {
        document: document as u32,
        index,
    };
    Some(Obligation::new(snapshot, reference))
}
