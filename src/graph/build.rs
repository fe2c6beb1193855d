//! Facts of many documents → the graph.

use super::id::{Names, hash};
use super::index::Index;
use super::{
    Asked, Attribute, Edge, EdgeKind, Graph, Links, Node, NodeId, NodeKind, ObligationRef, Place,
    ProofRef,
};
use crate::model::{Deadline, Document, Recurrence, slug};
use crate::vocabulary::Vocabulary;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Kinds kept in a document, in the order in which their nodes are laid out.
const LAID_OUT: [NodeKind; 8] = [
    NodeKind::Document,
    NodeKind::Section,
    NodeKind::Obligation,
    NodeKind::Goal,
    NodeKind::Priority,
    NodeKind::Indicator,
    NodeKind::Recommendation,
    NodeKind::Assignment,
];

/// The first node of each kind, for each document: what is kept in a document is found by counting.
#[derive(Clone, Debug, Default)]
pub(super) struct Bases(Vec<[u32; LAID_OUT.len()]>);

impl Bases {
    pub(super) fn node(&self, kind: NodeKind, document: u32, index: u32) -> NodeId {
        let at = LAID_OUT.iter().position(|laid_out| *laid_out == kind);
        NodeId(self.0[document as usize][at.unwrap_or_default()] + index)
    }
}

impl Graph {
    /// Builds the graph. The documents stand sorted by id; the links count in the same documents.
    pub fn build(
        documents: Vec<Arc<Document>>,
        vocabulary: Arc<Vocabulary>,
        links: Arc<Links>,
    ) -> Graph {
        let mut graph = Graph {
            documents,
            vocabulary,
            links,
            inner: DiGraph::default(),
            names: Names::default(),
            bases: Bases::default(),
            ids: FxHashMap::default(),
            clashes: Vec::new(),
            index: Index::default(),
        };
        graph.add_vocabulary();
        for at in 0..graph.documents.len() as u32 {
            graph.add_document_nodes(at);
        }
        for at in 0..graph.documents.len() as u32 {
            let document = Arc::clone(&graph.documents[at as usize]);
            graph.add_head(at, &document);
            graph.add_outline(at, &document);
            for index in 0..document.facts.obligations.len() as u32 {
                let obligation = ObligationRef {
                    document: at,
                    index,
                };
                graph.add_attributes(obligation, &document);
            }
        }
        graph.add_series();
        graph.add_links();
        graph.index = Index::new(&graph);
        graph
    }

    fn add_node(&mut self, kind: NodeKind, place: Place) -> NodeId {
        let node = NodeId(self.inner.add_node(Node { kind, place }).index() as u32);
        let key = hash(&self.id(node));
        match self.ids.entry(key) {
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(node);
            }
            std::collections::hash_map::Entry::Occupied(_) => self.clashes.push((key, node)),
        }
        node
    }

    fn add_edge(&mut self, from: NodeId, kind: EdgeKind, to: NodeId, proof: ProofRef) {
        let from = NodeIndex::new(from.0 as usize);
        let to = NodeIndex::new(to.0 as usize);
        self.inner.add_edge(from, to, Edge { kind, proof });
    }

    /// The node with this slug, made here where neither vocabulary nor an earlier document has it.
    fn named(&mut self, kind: NodeKind, name: &str) -> NodeId {
        let key = match kind {
            NodeKind::Unit | NodeKind::TargetGroup => name.to_owned(),
            _ => slug(name),
        };
        match self.find(&format!("{}:{key}", kind.prefix())) {
            Some(node) => node,
            None => {
                let symbol = self.names.intern(name);
                self.add_node(kind, Place::Name(symbol))
            }
        }
    }

    fn add_vocabulary(&mut self) {
        let vocabulary = Arc::clone(&self.vocabulary);
        for (kind, count) in [
            (NodeKind::Unit, vocabulary.units().len()),
            (NodeKind::TargetGroup, vocabulary.target_groups().len()),
            (NodeKind::Statute, vocabulary.statutes().len()),
        ] {
            for index in 0..count as u32 {
                self.add_node(kind, Place::Vocabulary(index));
            }
        }
        for unit in vocabulary.units() {
            let node = self.named(NodeKind::Unit, &unit.slug);
            let above = [
                (EdgeKind::PartOf, unit.part_of.as_ref()),
                (EdgeKind::InstanceOf, unit.instance_of.as_ref()),
            ];
            let above = above
                .into_iter()
                .filter_map(|(kind, slug)| Some((kind, slug?)));
            let after = unit.successors.iter();
            let after = after.map(|slug| (EdgeKind::SucceededBy, slug));
            for (kind, slug) in above.chain(after) {
                let other = self.named(NodeKind::Unit, slug);
                self.add_edge(node, kind, other, ProofRef::Vocabulary);
            }
        }
        for group in vocabulary.target_groups() {
            let node = self.named(NodeKind::TargetGroup, &group.slug);
            for slug in &group.broader {
                let broader = self.named(NodeKind::TargetGroup, slug);
                self.add_edge(node, EdgeKind::Within, broader, ProofRef::Vocabulary);
            }
        }
    }

    fn add_document_nodes(&mut self, at: u32) {
        let document = Arc::clone(&self.documents[at as usize]);
        let facts = &document.facts;
        let counts = [
            1,
            document.outline.sections.len(),
            facts.obligations.len(),
            facts.goals.len(),
            facts.priorities.len(),
            facts.indicators.len(),
            facts.recommendations.len(),
            facts.assignments.len(),
        ];
        let mut bases = [0; LAID_OUT.len()];
        for ((kind, count), base) in LAID_OUT.into_iter().zip(counts).zip(&mut bases) {
            *base = self.inner.node_count() as u32;
            for index in 0..count as u32 {
                self.add_node(kind, Place::Document(at, index));
            }
        }
        self.bases.0.push(bases);
    }

    fn add_head(&mut self, at: u32, document: &Document) {
        let node = self.node_in(NodeKind::Document, at, 0);
        let head = &document.facts.head;
        if let Some(sender) = &head.sender {
            let unit = self.named(NodeKind::Unit, &sender.value);
            self.add_edge(node, EdgeKind::SentBy, unit, ProofRef::Sender(at));
        }
        if let Some(recipient) = &head.recipient {
            let unit = self.named(NodeKind::Unit, &recipient.value);
            self.add_edge(node, EdgeKind::SentTo, unit, ProofRef::Recipient(at));
        }
    }

    fn add_outline(&mut self, at: u32, document: &Document) {
        for (index, section) in document.outline.sections.iter().enumerate() {
            let above = match section.parent {
                Some(parent) => self.node_in(NodeKind::Section, at, parent),
                None => self.node_in(NodeKind::Document, at, 0),
            };
            let node = self.node_in(NodeKind::Section, at, index as u32);
            self.add_edge(above, EdgeKind::Contains, node, ProofRef::Target);
        }
        let facts = &document.facts;
        let sections = |kind: NodeKind| -> Vec<u32> {
            match kind {
                NodeKind::Obligation => facts.obligations.iter().map(|fact| fact.section).collect(),
                NodeKind::Goal => facts.goals.iter().map(|fact| fact.section).collect(),
                NodeKind::Priority => facts.priorities.iter().map(|fact| fact.section).collect(),
                NodeKind::Indicator => facts.indicators.iter().map(|fact| fact.section).collect(),
                NodeKind::Assignment => facts.assignments.iter().map(|fact| fact.section).collect(),
                _ => {
                    let recommendations = facts.recommendations.iter();
                    recommendations.map(|fact| fact.section).collect()
                }
            }
        };
        for kind in LAID_OUT.into_iter().skip(2) {
            for (index, section) in sections(kind).into_iter().enumerate() {
                let section = self.node_in(NodeKind::Section, at, section);
                let node = self.node_in(kind, at, index as u32);
                self.add_edge(section, EdgeKind::Contains, node, ProofRef::Target);
            }
        }
        for (index, goal) in facts.goals.iter().enumerate() {
            if let Some(parent) = goal.parent {
                let node = self.node_in(NodeKind::Goal, at, index as u32);
                let above = self.node_in(NodeKind::Goal, at, parent);
                self.add_edge(node, EdgeKind::Serves, above, ProofRef::Target);
            }
        }
    }

    fn add_attributes(&mut self, at: ObligationRef, document: &Document) {
        let node = self.obligation_node(at);
        let obligation = &document.facts.obligations[at.index as usize];
        let units = obligation.units.iter().map(|unit| unit.unit.as_str());
        let partners = obligation.partners.iter();
        let ensured = obligation.ensured.iter();
        let mentions = obligation.mentions.iter();
        let groups = obligation.target_groups.iter();
        let names = [
            (
                EdgeKind::Responsible,
                NodeKind::Unit,
                Attribute::Unit,
                units.collect::<Vec<_>>(),
            ),
            (
                EdgeKind::Partner,
                NodeKind::Unit,
                Attribute::Partner,
                partners.map(|unit| unit.value.as_str()).collect(),
            ),
            (
                EdgeKind::EnsuredFor,
                NodeKind::Unit,
                Attribute::Ensured,
                ensured.map(|unit| unit.unit.as_str()).collect(),
            ),
            (
                EdgeKind::Names,
                NodeKind::Unit,
                Attribute::Mention,
                mentions.map(|unit| unit.unit.as_str()).collect(),
            ),
            (
                EdgeKind::Concerns,
                NodeKind::TargetGroup,
                Attribute::TargetGroup,
                groups.map(|group| group.value.as_str()).collect(),
            ),
        ];
        for (edge, kind, attribute, names) in names {
            for (item, name) in names.into_iter().enumerate() {
                let other = self.named(kind, name);
                let proof = ProofRef::Attribute(at, attribute, item as u16);
                self.add_edge(node, edge, other, proof);
            }
        }
        for (item, deadline) in obligation.deadlines.iter().enumerate() {
            let other = self.named(NodeKind::Deadline, &deadline_name(&deadline.value));
            let proof = ProofRef::Attribute(at, Attribute::Deadline, item as u16);
            self.add_edge(node, EdgeKind::Due, other, proof);
        }
        for (item, legal) in obligation.legal.iter().enumerate() {
            let citation = self.named(NodeKind::LegalReference, &legal.value.citation);
            let proof = ProofRef::Attribute(at, Attribute::Legal, item as u16);
            self.add_edge(node, EdgeKind::Cites, citation, proof);
            let act = self.named(NodeKind::Statute, &legal.value.act);
            if self
                .edge_between(citation, EdgeKind::UnderAct, act)
                .is_none()
            {
                self.add_edge(citation, EdgeKind::UnderAct, act, ProofRef::Vocabulary);
            }
        }
        for (item, cited) in obligation.documents.iter().enumerate() {
            let reference = self.named(NodeKind::DocumentReference, &cited.value.citation);
            let proof = ProofRef::Attribute(at, Attribute::Document, item as u16);
            self.add_edge(node, EdgeKind::RefersTo, reference, proof);
            let target = cited.value.target.as_ref();
            let target = target.and_then(|slug| self.find(&format!("document:{slug}")));
            if let Some(target) = target
                && self
                    .edge_between(reference, EdgeKind::Means, target)
                    .is_none()
            {
                self.add_edge(reference, EdgeKind::Means, target, ProofRef::Vocabulary);
            }
        }
        for goal in &obligation.goals {
            let goal = self.node_in(NodeKind::Goal, at.document, *goal);
            self.add_edge(node, EdgeKind::Serves, goal, ProofRef::Target);
        }
        for indicator in &obligation.indicators {
            let indicator = self.node_in(NodeKind::Indicator, at.document, *indicator);
            self.add_edge(node, EdgeKind::MeasuredBy, indicator, ProofRef::Target);
        }
    }

    fn add_series(&mut self) {
        let mut series: BTreeMap<String, Vec<(Option<i16>, u32)>> = BTreeMap::new();
        for (at, document) in self.documents.iter().enumerate() {
            let head = &document.facts.head;
            if let Some(slug) = &head.series {
                let letters = series.entry(slug.clone()).or_default();
                letters.push((head.year, at as u32));
            }
        }
        for letters in series.values_mut() {
            letters.sort_unstable();
            for pair in letters.windows(2) {
                let before = self.node_in(NodeKind::Document, pair[0].1, 0);
                let after = self.node_in(NodeKind::Document, pair[1].1, 0);
                self.add_edge(before, EdgeKind::NextDocument, after, ProofRef::Vocabulary);
            }
        }
    }

    fn add_links(&mut self) {
        let links = Arc::clone(&self.links);
        for (number, derivation) in links.derivations().enumerate() {
            let upper = self.obligation_node(derivation.upper);
            let lower = self.obligation_node(derivation.lower);
            let proof = ProofRef::Derivation(number as u32);
            self.add_edge(upper, EdgeKind::PassedOnAs, lower, proof);
        }
        for pair in &links.parts().years {
            for step in pair.links.iter() {
                let before = self.asked_node(pair.first, step.before);
                let after = self.asked_node(pair.second, step.after);
                self.add_edge(before, EdgeKind::NextYear, after, ProofRef::Target);
            }
        }
        for number in 0..links.result_count() {
            let result = links.result(number);
            let asked = self.asked_node(result.letter, result.link.asked);
            let node = self.add_node(NodeKind::Result, Place::Result(number));
            let proof = ProofRef::Result(number);
            self.add_edge(asked, EdgeKind::AnsweredBy, node, proof);
            let section = self.node_in(NodeKind::Section, result.report, result.link.section);
            self.add_edge(node, EdgeKind::ReportedIn, section, ProofRef::Origin);
        }
    }

    /// The node of something that a report answers.
    pub fn asked_node(&self, letter: u32, asked: Asked) -> NodeId {
        match asked {
            Asked::Obligation(index) => self.node_in(NodeKind::Obligation, letter, index),
            Asked::Indicator(index) => self.node_in(NodeKind::Indicator, letter, index),
        }
    }
}

/// What a deadline is called: day, rhythm or time limit, else its own words.
fn deadline_name(deadline: &Deadline) -> String {
    let rhythm = |recurrence| match recurrence {
        Recurrence::Monthly => "månedlig",
        Recurrence::Quarterly => "kvartalsvis",
        Recurrence::Tertial => "tertialvis",
        Recurrence::HalfYearly => "halvårlig",
        Recurrence::Yearly => "årlig",
        Recurrence::PerTertial1 => "1. tertial",
        Recurrence::PerTertial2 => "2. tertial",
    };
    match deadline {
        Deadline {
            date: Some(date), ..
        } => date.to_string(),
        Deadline {
            recurrence: Some(recurrence),
            ..
        } => rhythm(*recurrence).to_owned(),
        Deadline {
            duration: Some(duration),
            ..
        } => duration.clone(),
        deadline => deadline.text.clone(),
    }
}
