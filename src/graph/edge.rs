//! How two nodes hang together, and which words say so.

use super::query::ObligationRef;
use crate::model::Span;
use std::borrow::Cow;

/// Kind of edge. Every edge runs from its first to its second node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeKind {
    /// Document or section → section, requirement, goal, priority, indicator or recommendation in it.
    Contains,
    /// Document → unit that sent it.
    SentBy,
    /// Document → unit that it is written to.
    SentTo,
    /// Document → the next one of its series.
    NextDocument,
    /// Requirement → unit that must act.
    Responsible,
    /// Requirement → unit that the work is done with.
    Partner,
    /// Requirement → unit of which a superior must see to it that it acts.
    EnsuredFor,
    /// Requirement → unit that its words name, whoever must act.
    Names,
    /// Requirement → target group.
    Concerns,
    /// Requirement → deadline.
    Due,
    /// Requirement → citation of a statute.
    Cites,
    /// Citation → its statute.
    UnderAct,
    /// Requirement → document cited.
    RefersTo,
    /// Document cited → that document, where the archive has it.
    Means,
    /// Requirement → goal that it serves, and goal → goal above.
    Serves,
    /// Requirement → indicator that measures it.
    MeasuredBy,
    /// Requirement → requirement of the letter below that passes it on.
    PassedOnAs,
    /// Requirement or indicator → the one that took its place the next year.
    NextYear,
    /// Requirement or indicator → what a report says came of it.
    AnsweredBy,
    /// Result → section of the report.
    ReportedIn,
    /// Unit → the whole that it is part of.
    PartOf,
    /// Unit → the kind that it is one of.
    InstanceOf,
    /// Unit → the one that took over.
    SucceededBy,
    /// Target group → the group that holds it.
    Within,
}

impl EdgeKind {
    /// Name in capitals, as GraphQL, JSON and DOT show it: `PASSED_ON_AS`.
    pub fn name(self) -> &'static str {
        match self {
            EdgeKind::Contains => "CONTAINS",
            EdgeKind::SentBy => "SENT_BY",
            EdgeKind::SentTo => "SENT_TO",
            EdgeKind::NextDocument => "NEXT_DOCUMENT",
            EdgeKind::Responsible => "RESPONSIBLE",
            EdgeKind::Partner => "PARTNER",
            EdgeKind::EnsuredFor => "ENSURED_FOR",
            EdgeKind::Names => "NAMES",
            EdgeKind::Concerns => "CONCERNS",
            EdgeKind::Due => "DUE",
            EdgeKind::Cites => "CITES",
            EdgeKind::UnderAct => "UNDER_ACT",
            EdgeKind::RefersTo => "REFERS_TO",
            EdgeKind::Means => "MEANS",
            EdgeKind::Serves => "SERVES",
            EdgeKind::MeasuredBy => "MEASURED_BY",
            EdgeKind::PassedOnAs => "PASSED_ON_AS",
            EdgeKind::NextYear => "NEXT_YEAR",
            EdgeKind::AnsweredBy => "ANSWERED_BY",
            EdgeKind::ReportedIn => "REPORTED_IN",
            EdgeKind::PartOf => "PART_OF",
            EdgeKind::InstanceOf => "INSTANCE_OF",
            EdgeKind::SucceededBy => "SUCCEEDED_BY",
            EdgeKind::Within => "WITHIN",
        }
    }
}

/// Attribute of a requirement that an edge rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// A responsible unit.
    Unit,
    /// A partner.
    Partner,
    /// A unit that a superior must see to.
    Ensured,
    /// A unit that the words name.
    Mention,
    /// A target group.
    TargetGroup,
    /// A deadline.
    Deadline,
    /// A statute cited.
    Legal,
    /// A document cited.
    Document,
}

/// A handle on the words that an edge rests on; [`Graph::proof`](super::Graph::proof) follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofRef {
    /// None: the vocabulary says so.
    Vocabulary,
    /// The second node's own words: heading of a section, quote of a requirement.
    Target,
    /// The sender in the document's head.
    Sender(u32),
    /// The recipient in the document's head.
    Recipient(u32),
    /// An attribute of a requirement: the n-th of its list.
    Attribute(ObligationRef, Attribute, u16),
    /// A derivation: the n-th of all.
    Derivation(u32),
    /// A result: the n-th of all.
    Result(u32),
    /// The first node's own words.
    Origin,
}

/// An edge: kind and handle on its proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its kind.
    pub kind: EdgeKind,
    /// What says so.
    pub proof: ProofRef,
}

/// Words of a document that prove something.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Index of the document in the snapshot.
    pub document: u32,
    /// What the words prove: `units`, `heading`, `quote` …
    pub attribute: &'static str,
    /// Where they stand in the source text; never empty.
    pub spans: Vec<Span>,
    /// The words, white space collapsed.
    pub quote: String,
    /// Rule that read them.
    pub rule: Cow<'static, str>,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}
