//! The steps from a letter to the unit asked about, each in words and with proof.

use super::reach::{self, Hop, HopKind};
use super::{Basis, Requirement, Requirements};
use crate::graph::{EdgeKind, Graph, NodeId, NodeKind, Proof, ProofRef};
use crate::model::Document;

/// What a step says, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// In Norwegian.
    pub norwegian: String,
    /// In English.
    pub english: String,
}

/// One step on the way from the letter to the unit (or target group) asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyStep {
    /// Where it starts.
    pub from: NodeId,
    /// How the two hang together: `CONTAINS`, `STATES`, `SERVES`, `RESPONSIBLE`, `PARTNER`, `ENSURED_FOR`,
    /// `NAMES`, `SERVICE`, `WORKS_IN`, `LEADS`, `HAS_PART`, `HAS_INSTANCE`, `SUCCEEDED_BY`, `SUCCEEDS`, `COVERS`, `CONCERNS`, `WITHIN`, `HAS_NARROWER`.
    pub relation: &'static str,
    /// Where it leads.
    pub to: NodeId,
    /// The step in words.
    pub explanation: Explanation,
    /// The words of the letter that it rests on; of a step through the vocabulary, the words that
    /// name the unit or group it starts from.
    pub proof: Option<Proof>,
}

/// Why a requirement of the answer applies: from the document over section and requirement to the unit
/// asked about, then to the goal that it serves and to the target group asked about.
pub fn why(graph: &Graph, answer: &Requirements, requirement: &Requirement) -> Vec<WhyStep> {
    let mut steps = place_steps(graph, requirement);
    let named = naming_step(graph, requirement);
    let words = named.proof.clone();
    steps.push(named);
    for hop in &answer.reaches[requirement.reach].hops {
        steps.push(hop_step(graph, hop, words.clone()));
    }
    let obligation = graph.obligation_node(requirement.obligation);
    steps.extend(service_step(graph, requirement));
    for step in graph.outgoing(obligation) {
        if step.kind == EdgeKind::Serves {
            let goal = graph.label(step.node);
            steps.push(WhyStep {
                from: obligation,
                relation: step.kind.name(),
                to: step.node,
                explanation: Explanation {
                    norwegian: format!("Kravet tjener målet «{goal}»"),
                    english: format!("The requirement serves the goal \"{goal}\""),
                },
                proof: graph.proof(step.edge),
            });
        }
    }
    group_steps(graph, answer, requirement, &mut steps);
    steps
}

/// What says that a requirement which names no actor is about the service of the line.
fn service_step(graph: &Graph, requirement: &Requirement) -> Option<WhyStep> {
    let at = requirement.obligation;
    let service = at.of(graph.documents()).service.as_ref();
    let service = service.filter(|_| requirement.basis == Basis::Line)?;
    let proof = graph.proof_of(at.document, "service", service);
    let words = proof.as_ref().map_or("", |proof| proof.quote.as_str());
    let node = graph.obligation_node(at);
    Some(WhyStep {
        from: node,
        relation: "SERVICE",
        to: node,
        explanation: Explanation {
            norwegian: format!(
                "Kravet handler om tjenesten til brukere eller arbeidsgivere: «{words}»"
            ),
            english: format!(
                "The requirement is about the service to users or employers: \"{words}\""
            ),
        },
        proof,
    })
}

/// Document → section → requirement.
fn place_steps(graph: &Graph, requirement: &Requirement) -> Vec<WhyStep> {
    let at = requirement.obligation;
    let document = &graph.documents()[at.document as usize];
    let obligation = at.of(graph.documents());
    let document_node = graph.node_in(NodeKind::Document, at.document, 0);
    let section = graph.node_in(NodeKind::Section, at.document, obligation.section);
    let node = graph.obligation_node(at);
    let title = called(document);
    let heading = graph.label(section);
    let root = heading.trim().is_empty();
    let (norwegian, english) = if root {
        (
            format!("{title} stiller krav før første overskrift"),
            format!("{title} makes demands before its first heading"),
        )
    } else {
        (
            format!("{title} har avsnittet «{heading}»"),
            format!("{title} has the section \"{heading}\""),
        )
    };
    let quote = graph.own_words(node);
    vec![
        WhyStep {
            from: document_node,
            relation: "CONTAINS",
            to: section,
            explanation: Explanation { norwegian, english },
            proof: graph.own_words(section).or_else(|| quote.clone()),
        },
        WhyStep {
            from: section,
            relation: "STATES",
            to: node,
            explanation: Explanation {
                norwegian: format!("Der står kravet: «{}»", obligation.text),
                english: format!("It states the requirement: \"{}\"", obligation.text),
            },
            proof: quote,
        },
    ]
}

/// Requirement → the unit that it names.
fn naming_step(graph: &Graph, requirement: &Requirement) -> WhyStep {
    let (from, edge, to) = graph.edge(requirement.naming);
    let unit = graph.label(to);
    let proof = graph
        .proof(requirement.naming)
        .or_else(|| graph.own_words(from));
    let words = proof.as_ref().map_or("", |proof| proof.quote.as_str());
    let explicit = match edge.proof {
        ProofRef::Attribute(at, crate::graph::Attribute::Unit, item) => {
            let units = &at.of(graph.documents()).units;
            units.get(item as usize).is_none_or(|unit| unit.explicit)
        }
        _ => true,
    };
    let same = words.to_lowercase() == unit.to_lowercase();
    let (norwegian, english) = match edge.kind {
        EdgeKind::Partner if same => (
            format!("Arbeidet skal gjøres sammen med {unit}"),
            format!("The work is to be done with {unit}"),
        ),
        EdgeKind::Partner => (
            format!("Arbeidet skal gjøres sammen med «{words}», det vil si {unit}"),
            format!("The work is to be done with \"{words}\", that is {unit}"),
        ),
        EdgeKind::EnsuredFor => (
            format!("En overordnet skal sørge for noe hos {unit}: «{words}»"),
            format!("A superior must see to something at {unit}: \"{words}\""),
        ),
        EdgeKind::Names => (
            format!("Setningen nevner {unit}: «{words}»"),
            format!("The sentence names {unit}: \"{words}\""),
        ),
        _ if !explicit => (
            format!(
                "Setningen nevner ingen som skal gjøre det; da er brevets mottaker ment, {unit}"
            ),
            format!("The sentence names nobody to do it; the letter's recipient is meant, {unit}"),
        ),
        _ if same => (
            format!("{unit} er den som skal gjøre det"),
            format!("{unit} is the one who must do it"),
        ),
        _ => (
            format!("«{words}» er den som skal gjøre det, det vil si {unit}"),
            format!("\"{words}\" is the one who must do it, that is {unit}"),
        ),
    };
    WhyStep {
        from,
        relation: edge.kind.name(),
        to,
        explanation: Explanation { norwegian, english },
        proof,
    }
}

/// A step through the hierarchy of units.
fn hop_step(graph: &Graph, hop: &Hop, words: Option<Proof>) -> WhyStep {
    let from = graph.label(hop.from);
    let to = graph.label(hop.to);
    let ended = |node: NodeId| reach::unit(graph, node).and_then(|unit| unit.valid_to);
    let began = |node: NodeId| reach::unit(graph, node).and_then(|unit| unit.valid_from);
    let (relation, norwegian, english) = match hop.kind {
        HopKind::HasPart => (
            "HAS_PART",
            format!("{to} er en del av {from}"),
            format!("{to} is part of {from}"),
        ),
        HopKind::HasInstance => (
            "HAS_INSTANCE",
            format!("{to} er en av dem som kalles {from}"),
            format!("{to} is one of those called {from}"),
        ),
        HopKind::SucceededBy => {
            let (nb, en) = years(ended(hop.from), began(hop.to));
            (
                "SUCCEEDED_BY",
                format!("{to} tok over etter {from}{nb}"),
                format!("{to} took over from {from}{en}"),
            )
        }
        HopKind::Succeeds => {
            let (nb, en) = years(ended(hop.to), began(hop.from));
            (
                "SUCCEEDS",
                format!("{from} har tatt over etter {to}{nb}"),
                format!("{from} has taken over from {to}{en}"),
            )
        }
        HopKind::WorksIn => (
            "WORKS_IN",
            format!("De som er {from}, arbeider i {to}"),
            format!("Those who are {from} work in {to}"),
        ),
        HopKind::Leads => (
            "LEADS",
            format!("{from} leder {to}"),
            format!("{from} leads {to}"),
        ),
        HopKind::Covers => (
            "COVERS",
            format!("«{from}» gjelder hver enhet i samme etat, også {to}"),
            format!("\"{from}\" holds for every unit of the same agency, {to} among them"),
        ),
    };
    WhyStep {
        from: hop.from,
        relation,
        to: hop.to,
        explanation: Explanation { norwegian, english },
        proof: words,
    }
}

/// " (til og med 2023, fra 2024)" in both languages, as far as the years are known.
fn years(last: Option<i16>, first: Option<i16>) -> (String, String) {
    match (last, first) {
        (Some(last), Some(first)) => (
            format!(" (den gamle enheten fantes til og med {last}, den nye fra {first})"),
            format!(" (the old unit existed until {last}, the new one from {first})"),
        ),
        (Some(last), None) => (
            format!(" (den gamle enheten fantes til og med {last})"),
            format!(" (the old unit existed until {last})"),
        ),
        (None, Some(first)) => (
            format!(" (den nye enheten finnes fra {first})"),
            format!(" (the new unit exists from {first})"),
        ),
        (None, None) => Default::default(),
    }
}

/// Requirement → the group that it names → the group asked about.
fn group_steps(
    graph: &Graph,
    answer: &Requirements,
    requirement: &Requirement,
    steps: &mut Vec<WhyStep>,
) {
    let (Some(edge), Some(asked)) = (requirement.concerning, answer.target_group) else {
        return;
    };
    let (from, _, group) = graph.edge(edge);
    let name = graph.label(group);
    let proof = graph.proof(edge).or_else(|| graph.own_words(from));
    steps.push(WhyStep {
        from,
        relation: EdgeKind::Concerns.name(),
        to: group,
        explanation: Explanation {
            norwegian: format!("Kravet gjelder {name}"),
            english: format!("The requirement concerns {name}"),
        },
        proof: proof.clone(),
    });
    if group == asked {
        return;
    }
    let wanted = graph.label(asked);
    let narrower = lies_within(graph, group, asked);
    let (relation, norwegian, english) = if narrower {
        (
            "WITHIN",
            format!("{name} hører til {wanted}"),
            format!("{name} belongs to {wanted}"),
        )
    } else {
        (
            "HAS_NARROWER",
            format!("{name} er en videre gruppe som også omfatter {wanted}"),
            format!("{name} is a broader group that includes {wanted}"),
        )
    };
    steps.push(WhyStep {
        from: group,
        relation,
        to: asked,
        explanation: Explanation { norwegian, english },
        proof,
    });
}

/// Whether a group is held by another one, over any number of steps.
fn lies_within(graph: &Graph, group: NodeId, holder: NodeId) -> bool {
    let mut seen = vec![group];
    let mut at = 0;
    while at < seen.len() {
        for step in graph.outgoing(seen[at]) {
            if step.kind == EdgeKind::Within && !seen.contains(&step.node) {
                seen.push(step.node);
            }
        }
        at += 1;
    }
    group != holder && seen.contains(&holder)
}

/// What a document is called in a sentence: its title, with the year where the title lacks it.
pub(super) fn called(document: &Document) -> String {
    let head = &document.facts.head;
    match head.year {
        Some(year) if !head.title.contains(&year.to_string()) => format!("{} ({year})", head.title),
        _ => head.title.clone(),
    }
}
