//! What a node stands for.

use super::id::Symbol;

/// Kind of node. Its [`prefix`](NodeKind::prefix) opens the public id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NodeKind {
    /// A document.
    Document,
    /// A section of a document.
    Section,
    /// A requirement.
    Obligation,
    /// An assignment that a letter numbers.
    Assignment,
    /// A goal.
    Goal,
    /// A priority.
    Priority,
    /// An indicator.
    Indicator,
    /// A recommendation of a report.
    Recommendation,
    /// What a report says came of a requirement or indicator.
    Result,
    /// A unit.
    Unit,
    /// A target group.
    TargetGroup,
    /// A statute or regulation.
    Statute,
    /// A citation of a statute, with its section: `NAV-loven § 14 a`.
    LegalReference,
    /// A document that is cited: `Prop. 1 S (2023–2024)`.
    DocumentReference,
    /// A day, a rhythm or a time limit at which something is due.
    Deadline,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: [NodeKind; 15] = [
        NodeKind::Document,
        NodeKind::Section,
        NodeKind::Obligation,
        NodeKind::Assignment,
        NodeKind::Goal,
        NodeKind::Priority,
        NodeKind::Indicator,
        NodeKind::Recommendation,
        NodeKind::Result,
        NodeKind::Unit,
        NodeKind::TargetGroup,
        NodeKind::Statute,
        NodeKind::LegalReference,
        NodeKind::DocumentReference,
        NodeKind::Deadline,
    ];

    /// The word before the colon of a public id: `unit` in `unit:nav-kontor`.
    pub fn prefix(self) -> &'static str {
        match self {
            NodeKind::Document => "document",
            NodeKind::Section => "section",
            NodeKind::Obligation => "obligation",
            NodeKind::Assignment => "assignment",
            NodeKind::Goal => "goal",
            NodeKind::Priority => "priority",
            NodeKind::Indicator => "indicator",
            NodeKind::Recommendation => "recommendation",
            NodeKind::Result => "result",
            NodeKind::Unit => "unit",
            NodeKind::TargetGroup => "target-group",
            NodeKind::Statute => "statute",
            NodeKind::LegalReference => "legal",
            NodeKind::DocumentReference => "reference",
            NodeKind::Deadline => "deadline",
        }
    }

    /// The kind whose public ids open with this word.
    pub fn of_prefix(prefix: &str) -> Option<NodeKind> {
        NodeKind::ALL
            .into_iter()
            .find(|kind| kind.prefix() == prefix)
    }
}

/// Where the thing that a node stands for is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a document's facts or outline: index of the document, index in its list of this kind.
    /// Of the document itself the second index is 0.
    Document(u32, u32),
    /// In the vocabulary's list of this kind.
    Vocabulary(u32),
    /// Among the results of the [`Links`](super::Links).
    Result(u32),
    /// Nowhere else: it is only a name.
    Name(Symbol),
}

/// A node: its kind, and where to find what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its kind.
    pub kind: NodeKind,
    /// Where it is kept.
    pub place: Place,
}
