//! Public ids and labels of nodes, and the way back from an id.

use super::id::hash;
use super::{Asked, Graph, NodeId, NodeKind, ObligationRef, Place, ResultRef};
use crate::model::{Document, slug};

impl Graph {
    /// The node with this public id: `unit:nav-kontor`, `obligation:brev-2024/2.1/3`.
    pub fn find(&self, id: &str) -> Option<NodeId> {
        let key = hash(id);
        let first = *self.ids.get(&key)?;
        if self.id(first) == id {
            return Some(first);
        }
        let mut clashes = self.clashes.iter();
        clashes
            .find(|(other, node)| *other == key && self.id(*node) == id)
            .map(|(_, node)| *node)
    }

    /// The public id of a node, unique over all kinds.
    pub fn id(&self, node: NodeId) -> String {
        let node = self.node(node);
        let prefix = node.kind.prefix();
        match node.place {
            Place::Document(document, index) => {
                let document = &self.documents[document as usize];
                format!("{prefix}:{}", local_id(document, node.kind, index))
            }
            Place::Vocabulary(index) => {
                let index = index as usize;
                let slug = match node.kind {
                    NodeKind::TargetGroup => &self.vocabulary.target_groups()[index].slug,
                    NodeKind::Statute => &self.vocabulary.statutes()[index].slug,
                    _ => &self.vocabulary.units()[index].slug,
                };
                format!("{prefix}:{slug}")
            }
            Place::Result(number) => {
                format!("{prefix}:{}", self.result_id(self.links.result(number)))
            }
            Place::Name(symbol) => {
                let name = self.names.text(symbol);
                match node.kind {
                    NodeKind::Unit | NodeKind::TargetGroup => format!("{prefix}:{name}"),
                    _ => format!("{prefix}:{}", slug(name)),
                }
            }
        }
    }

    /// A node's name for people: title, heading, text, name or citation.
    pub fn label(&self, node: NodeId) -> String {
        let node = self.node(node);
        match node.place {
            Place::Document(document, index) => {
                let document = &self.documents[document as usize];
                let facts = &document.facts;
                let at = index as usize;
                match node.kind {
                    NodeKind::Section => {
                        let section = &document.outline.sections[at];
                        match &section.number {
                            Some(number) => format!("{number} {}", section.heading),
                            None => section.heading.clone(),
                        }
                    }
                    NodeKind::Obligation => facts.obligations[at].text.clone(),
                    NodeKind::Assignment => match facts.assignments[at].title.as_str() {
                        "" => facts.assignments[at].id.clone(),
                        title => title.to_owned(),
                    },
                    NodeKind::Goal => facts.goals[at].text.clone(),
                    NodeKind::Priority => facts.priorities[at].text.clone(),
                    NodeKind::Indicator => facts.indicators[at].name.clone(),
                    NodeKind::Recommendation => facts.recommendations[at].text.clone(),
                    _ => facts.head.title.clone(),
                }
            }
            Place::Vocabulary(index) => {
                let index = index as usize;
                let name = match node.kind {
                    NodeKind::TargetGroup => &self.vocabulary.target_groups()[index].name,
                    NodeKind::Statute => &self.vocabulary.statutes()[index].name,
                    _ => &self.vocabulary.units()[index].name,
                };
                name.clone()
            }
            Place::Result(number) => {
                let result = self.links.result(number);
                let report = &self.documents[result.report as usize];
                report.text.quote(&result.link.spans)
            }
            Place::Name(symbol) => self.names.text(symbol).to_owned(),
        }
    }

    /// The id of a result without prefix: what was asked, and the running number of the answer.
    pub fn result_id(&self, result: ResultRef<'_>) -> String {
        let facts = &self.documents[result.letter as usize].facts;
        match result.link.asked {
            Asked::Obligation(index) => {
                let asked = &facts.obligations[index as usize].id;
                format!("{asked}/resultat-{}", result.turn)
            }
            Asked::Indicator(index) => {
                let asked = &facts.indicators[index as usize].id;
                format!("{asked}/maltall-{}", result.turn)
            }
        }
    }

    /// The requirement with this id, with or without the prefix `obligation:`.
    pub fn find_obligation(&self, id: &str) -> Option<ObligationRef> {
        let node = if id.starts_with("obligation:") {
            self.find(id)?
        } else {
            self.find(&format!("obligation:{id}"))?
        };
        self.obligation(node)
    }
}

/// The id of something in a document, without prefix.
pub(super) fn local_id(document: &Document, kind: NodeKind, index: u32) -> String {
    let at = index as usize;
    let facts = &document.facts;
    match kind {
        NodeKind::Section => {
            let path = &document.outline.sections[at].path;
            if path.is_empty() {
                document.id.clone()
            } else {
                format!("{}/{path}", document.id)
            }
        }
        NodeKind::Obligation => facts.obligations[at].id.clone(),
        NodeKind::Assignment => facts.assignments[at].id.clone(),
        NodeKind::Goal => facts.goals[at].id.clone(),
        NodeKind::Priority => facts.priorities[at].id.clone(),
        NodeKind::Indicator => facts.indicators[at].id.clone(),
        NodeKind::Recommendation => facts.recommendations[at].id.clone(),
        _ => document.id.clone(),
    }
}
