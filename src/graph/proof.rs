//! From an edge to the words that it rests on.

use super::{
    Asked, Attribute, EdgeId, Graph, NodeId, NodeKind, ObligationRef, Place, Proof, ProofRef,
};
use crate::model::{Evidence, Span};
use std::borrow::Cow;

impl Graph {
    /// The words that an edge rests on; none where the vocabulary or the front of a file says so.
    pub fn proof(&self, edge: EdgeId) -> Option<Proof> {
        let (from, edge, to) = self.edge(edge);
        match edge.proof {
            ProofRef::Vocabulary => None,
            ProofRef::Target => self.own_words(to),
            ProofRef::Origin => self.own_words(from),
            ProofRef::Sender(document) => {
                let sender = self.documents[document as usize].facts.head.sender.as_ref();
                self.proof_of(document, "sender", &sender?.evidence)
            }
            ProofRef::Recipient(document) => {
                let head = &self.documents[document as usize].facts.head;
                self.proof_of(document, "recipient", &head.recipient.as_ref()?.evidence)
            }
            ProofRef::Attribute(obligation, attribute, item) => {
                self.attribute_proof(obligation, attribute, item as usize)
            }
            ProofRef::Derivation(number) => {
                let derivation = self.links.derivation(number);
                let spans = derivation.link.shared.first().map(|shared| &shared.lower);
                let spans = spans.filter(|spans| !spans.is_empty());
                let lower = derivation.lower;
                let spans = spans.unwrap_or(&lower.of(&self.documents).spans);
                self.proof_at(
                    lower.document,
                    "derivedFrom",
                    spans,
                    "cascade/shared-words",
                    derivation.link.similarity,
                )
            }
            ProofRef::Result(number) => {
                let result = self.links.result(number);
                let link = result.link;
                self.proof_at(
                    result.report,
                    "results",
                    &link.spans,
                    link.rule,
                    link.confidence,
                )
            }
        }
    }

    /// The words of a node itself: heading, quote, name of an indicator; none for what is no piece of text.
    pub fn own_words(&self, node: NodeId) -> Option<Proof> {
        let node = self.node(node);
        let (document, index) = match node.place {
            Place::Document(document, index) => (document, index as usize),
            Place::Result(number) => {
                let result = self.links.result(number);
                let link = result.link;
                return self.proof_at(
                    result.report,
                    "quote",
                    &link.spans,
                    link.rule,
                    link.confidence,
                );
            }
            _ => return None,
        };
        let read = &self.documents[document as usize];
        let facts = &read.facts;
        let quoted = |spans: &[Span]| self.proof_at(document, "quote", spans, "outline/place", 1.0);
        match node.kind {
            NodeKind::Section => {
                let span = read.outline.sections[index].heading_span;
                self.proof_at(document, "heading", &[span], "outline/heading", 1.0)
            }
            NodeKind::Obligation => quoted(&facts.obligations[index].spans),
            NodeKind::Assignment => quoted(&facts.assignments[index].spans),
            NodeKind::Goal => quoted(&facts.goals[index].spans),
            NodeKind::Priority => quoted(&facts.priorities[index].spans),
            NodeKind::Indicator => quoted(&facts.indicators[index].spans),
            NodeKind::Recommendation => quoted(&facts.recommendations[index].spans),
            _ => None,
        }
    }

    /// The words that an attribute of a requirement rests on.
    pub fn attribute_proof(
        &self,
        at: ObligationRef,
        attribute: Attribute,
        item: usize,
    ) -> Option<Proof> {
        let obligation = at.of(&self.documents);
        let (name, evidence) = match attribute {
            Attribute::Unit => ("units", &obligation.units.get(item)?.evidence),
            Attribute::Partner => ("partners", &obligation.partners.get(item)?.evidence),
            Attribute::Ensured => ("ensured", &obligation.ensured.get(item)?.evidence),
            Attribute::Mention => ("mentions", &obligation.mentions.get(item)?.evidence),
            Attribute::TargetGroup => (
                "targetGroups",
                &obligation.target_groups.get(item)?.evidence,
            ),
            Attribute::Deadline => ("deadlines", &obligation.deadlines.get(item)?.evidence),
            Attribute::Legal => ("legal", &obligation.legal.get(item)?.evidence),
            Attribute::Document => ("documents", &obligation.documents.get(item)?.evidence),
        };
        self.proof_of(at.document, name, evidence)
    }

    /// The words that evidence points to.
    pub fn proof_of(
        &self,
        document: u32,
        attribute: &'static str,
        evidence: &Evidence,
    ) -> Option<Proof> {
        let proof = self.proof_at(
            document,
            attribute,
            &evidence.spans,
            "",
            evidence.confidence,
        )?;
        Some(Proof {
            rule: evidence.rule.clone(),
            ..proof
        })
    }

    /// The words at these spans; none where there are none.
    pub fn proof_at(
        &self,
        document: u32,
        attribute: &'static str,
        spans: &[Span],
        rule: &'static str,
        confidence: f32,
    ) -> Option<Proof> {
        let quote = self.documents[document as usize].text.quote(spans);
        (!quote.is_empty()).then(|| Proof {
            document,
            attribute,
            spans: spans.to_vec(),
            quote,
            rule: Cow::Borrowed(rule),
            confidence,
        })
    }

    /// The words of the letter that asked for what a result answers.
    pub fn asked_words(&self, letter: u32, asked: Asked) -> Option<Proof> {
        let node = match asked {
            Asked::Obligation(index) => self.node_in(NodeKind::Obligation, letter, index),
            Asked::Indicator(index) => self.node_in(NodeKind::Indicator, letter, index),
        };
        self.own_words(node)
    }
}
