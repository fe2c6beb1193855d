//! Why requirements apply, where they come from and what became of them.

use super::document::{Document, Section};
use super::error::Code;
use super::evidence::{Evidence, Span};
use super::fact::ReportedValue;
use super::gaps::shared;
use super::node::{Kind, Node, of_graph};
use super::obligation::Obligation;
use super::page::List;
use crate::archive::Snapshot;
use crate::graph::{self, DerivationRef, EdgeId, NodeId, Proof, ResultRef, Subgraph};
use crate::{model, trace};
use async_graphql::{Enum, ID, Object, Result, SimpleObject};
use std::sync::Arc;

/// How a requirement below stands to the one above (forhold).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "graph::Relation")]
pub enum DerivationRelation {
    /// It asks the same (det samme).
    Same,
    /// It asks for a part, or says more closely how (snevret inn).
    Narrowed,
    /// It asks for more (utvidet).
    Widened,
    /// It serves the same purpose in another way (beslektet).
    Related,
}

/// How it went, by the report's own words and figures (utfall).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "graph::Verdict")]
pub enum Verdict {
    /// Better than the year before (bedre).
    Improved,
    /// Worse than the year before (dårligere).
    Worsened,
    /// As the year before (uendret).
    Unchanged,
    /// Reported on; better or worse is not said (rapportert).
    Reported,
    /// No answer was found (svar ikke funnet); the report may still hold one.
    NotReported,
}

/// Which way a figure went since the year before (retning). Whether that is good, `better` tells.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::FigureDirection")]
pub enum FigureDirection {
    /// It rose (opp).
    Up,
    /// It fell (ned).
    Down,
    /// It stayed (uendret).
    Same,
}

/// How firm an answer is (svarets styrke).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "graph::Strength")]
pub enum AnswerStrength {
    /// A sentence or row answers (funnet).
    Found,
    /// A section is about it, but no sentence in it was found to answer (bare avsnittet).
    SectionOnly,
    /// No answer was found in the sections searched (ikke funnet). The report may still hold one.
    NotFound,
}

/// The shelf on which a unit finds a requirement (grunnlag); the first one that fits.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "trace::Basis")]
pub enum RequirementBasis {
    /// The unit, its kind, or what it was called before, must act (navngitt).
    Direct,
    /// A role that works in it must act (rolle).
    Role,
    /// A superior must see to it that the unit, a role in it or a whole around it does or has something (påse).
    Indirect,
    /// The work is to be done with it or with a role in it (samarbeid).
    Partner,
    /// The sentence names it or a role in it otherwise: as place, means or receiver (omtalt).
    Placed,
    /// A whole that has it inside must act (helheten): etaten, forvaltningen, alle enheter.
    Collective,
    /// No actor is named, so the letter's recipient is meant; the unit stands in its line, and the matter is the service that the line gives (linjen).
    Line,
}

/// Which way a trace goes (retning).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "trace::TraceDirection")]
pub enum TraceDirection {
    /// To what it comes from (oppover): section, goal, law, letter above, last year.
    Up,
    /// To what becomes of it (nedover): letter below, next year, indicators, results.
    Down,
    /// Both ways (begge veier).
    Both,
}

/// A requirement passed on (videreføring).
pub struct Derivation {
    snapshot: Arc<Snapshot>,
    /// The requirement at the other end.
    other: graph::ObligationRef,
    upper: u32,
    lower: u32,
    suspect: bool,
    link: graph::Derivation,
}

impl Derivation {
    /// The link, seen from its lower end.
    pub fn from_below(snapshot: &Arc<Snapshot>, link: DerivationRef<'_>) -> Derivation {
        Derivation::new(snapshot, link, link.upper)
    }

    /// The link, seen from its upper end.
    pub fn from_above(snapshot: &Arc<Snapshot>, link: DerivationRef<'_>) -> Derivation {
        Derivation::new(snapshot, link, link.lower)
    }

    fn new(
        snapshot: &Arc<Snapshot>,
        link: DerivationRef<'_>,
        other: graph::ObligationRef,
    ) -> Derivation {
        Derivation {
            snapshot: snapshot.clone(),
            other,
            upper: link.upper.document,
            lower: link.lower.document,
            suspect: link.suspect,
            link: link.link.clone(),
        }
    }
}

/// A requirement of the letter above that one of the letter below passes on (videreføring), seen from one of them.
#[Object]
impl Derivation {
    /// The requirement at the other end (krav).
    async fn obligation(&self) -> Obligation {
        Obligation::new(&self.snapshot, self.other)
    }

    /// How the one below stands to the one above (forhold).
    async fn relation(&self) -> DerivationRelation {
        self.link.relation.into()
    }

    /// How alike they are, from 0 to 1 (likhet).
    async fn similarity(&self) -> f32 {
        self.link.similarity
    }

    /// Whether the one above changed since last year while the one below did not (mistenkelig).
    async fn suspect(&self) -> bool {
        self.suspect
    }

    /// The words and attributes that they share, in both letters, weightiest first (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let ends = (self.upper, self.lower);
        let rule = ("cascade/shared-words", self.link.similarity);
        shared(&self.snapshot, &self.link.shared, ends, rule)
    }
}

/// What a report says of something that a letter asked (resultat).
#[derive(Clone)]
pub struct Outcome {
    snapshot: Arc<Snapshot>,
    number: u32,
}

impl Outcome {
    /// The result with this number.
    pub fn new(snapshot: &Arc<Snapshot>, number: u32) -> Outcome {
        Outcome {
            snapshot: snapshot.clone(),
            number,
        }
    }

    fn fact(&self) -> ResultRef<'_> {
        self.snapshot.graph().links().result(self.number)
    }
}

/// What a report says of a requirement or indicator of the year's letter (resultat).
#[Object(name = "Result")]
impl Outcome {
    /// Readable id: `result:` and the id of what was asked, with a running number (id).
    pub async fn id(&self) -> ID {
        Kind::Result.id(&self.snapshot.graph().result_id(self.fact()))
    }

    /// The words of the report, white space collapsed; empty where it says nothing (tekst).
    async fn text(&self) -> String {
        let fact = self.fact();
        let report = &self.snapshot.documents()[fact.report as usize];
        report.text.quote(&fact.link.spans)
    }

    /// The figures as the report has them (verdier).
    async fn values(&self) -> Vec<ReportedValue> {
        let values = self.fact().link.values.iter();
        values.map(ReportedValue::new).collect()
    }

    /// How it went (utfall).
    async fn verdict(&self) -> Verdict {
        self.fact().link.verdict.into()
    }

    /// Whether the target that the letter sets is met, where it sets one (mål nådd).
    async fn target_met(&self) -> Option<bool> {
        self.fact().link.target_met
    }

    /// Of whom the figures tell, where the report says so (gjelder): "Unge under 30 år".
    async fn of_whom(&self) -> Option<&str> {
        self.fact().link.of_whom.as_deref()
    }

    /// Which way the figure went since the year before, where it tells (retning).
    async fn direction(&self) -> Option<FigureDirection> {
        self.fact().link.direction.map(Into::into)
    }

    /// Whether the matter went better; null where neither the letter nor the matter itself says which way is good (bedre).
    async fn better(&self) -> Option<bool> {
        self.fact().link.better
    }

    /// How firm the answer is (svarets styrke).
    async fn answered_by(&self) -> AnswerStrength {
        self.fact().link.strength.into()
    }

    /// The sections of the report in which answers were looked for (søkt i).
    async fn searched_sections(&self) -> Vec<Section> {
        searched(&self.snapshot, self.fact().report as usize)
    }

    /// The section of the report that says so; where nothing was found, the one whose heading comes nearest, or null (avsnitt).
    async fn section(&self) -> Option<Section> {
        let fact = self.fact();
        if fact.link.spans.is_empty() && fact.link.section == 0 {
            return None;
        }
        let (report, section) = (fact.report as usize, fact.link.section);
        Some(Section::new(&self.snapshot, report, section))
    }

    /// The report (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.fact().report as usize)
    }

    /// What was asked: a requirement or an indicator (spurt om).
    async fn asked(&self) -> Option<Node> {
        let fact = self.fact();
        let node = self
            .snapshot
            .graph()
            .asked_node(fact.letter, fact.link.asked);
        of_graph(&self.snapshot, node)
    }

    /// Where the report says so; null where it says nothing (plass).
    async fn span(&self) -> Option<Span> {
        let fact = self.fact();
        if fact.link.spans.is_empty() {
            return None;
        }
        let report = fact.report as usize;
        Some(Span::around(&self.snapshot, report, &fact.link.spans))
    }

    /// What in the report says so, and which rule found it (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        let evidence = model::Evidence {
            spans: fact.link.spans.clone(),
            rule: fact.link.rule.into(),
            confidence: fact.link.confidence,
        };
        let verdict = format!("{:?}", fact.link.verdict).to_uppercase();
        let report = fact.report as usize;
        Evidence::new(&self.snapshot, report, ("verdict", verdict), &evidence)
    }
}

/// The sections of a report in which answers are looked for.
pub(super) fn searched(snapshot: &Arc<Snapshot>, report: usize) -> Vec<Section> {
    let sections = trace::searched(&snapshot.documents()[report]).into_iter();
    sections
        .map(|section| Section::new(snapshot, report, section))
        .collect()
}

/// The list of requirements that apply.
pub struct Requirements;

impl List for Requirements {
    type Node = Obligation;
    type EdgeFields = RequirementFields;
    type Fields = Shelves;
    const NAME: &'static str = "Requirement";
}

/// How many requirements stand on a shelf (antall på hylla).
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct BasisCount {
    /// The shelf (grunnlag).
    basis: RequirementBasis,
    /// How many (antall).
    count: usize,
}

/// The shelves of an answer.
pub struct Shelves(Vec<BasisCount>);

impl Shelves {
    /// The shelves of this answer.
    pub fn new(answer: &trace::Requirements) -> Shelves {
        let counts = answer.by_basis.iter();
        let counts = counts.map(|(basis, count)| BasisCount {
            basis: (*basis).into(),
            count: *count,
        });
        Shelves(counts.collect())
    }
}

/// The shelves of an answer.
#[Object]
impl Shelves {
    /// How many requirements stand on each shelf, whichever were asked for (etter grunnlag).
    async fn by_basis(&self) -> &[BasisCount] {
        &self.0
    }
}

/// Why a requirement applies.
pub struct RequirementFields {
    snapshot: Arc<Snapshot>,
    answer: Arc<trace::Requirements>,
    index: usize,
}

impl RequirementFields {
    /// The fields of one of the answer's requirements.
    pub fn new(
        snapshot: &Arc<Snapshot>,
        answer: &Arc<trace::Requirements>,
        index: usize,
    ) -> RequirementFields {
        RequirementFields {
            snapshot: snapshot.clone(),
            answer: answer.clone(),
            index,
        }
    }
}

/// Why a requirement applies.
#[Object]
impl RequirementFields {
    /// On which ground it applies (grunnlag).
    async fn basis(&self) -> RequirementBasis {
        self.answer.list[self.index].basis.into()
    }

    /// The steps from the letter to the unit asked about (hvorfor).
    async fn why(&self) -> Vec<WhyStep> {
        let requirement = &self.answer.list[self.index];
        let steps = trace::why(self.snapshot.graph(), &self.answer, requirement);
        let steps = steps.into_iter();
        steps
            .map(|step| WhyStep {
                snapshot: self.snapshot.clone(),
                step,
            })
            .collect()
    }
}

/// A step of an explanation (steg).
pub struct WhyStep {
    snapshot: Arc<Snapshot>,
    step: trace::WhyStep,
}

/// One step on the way from the letter to the unit asked about (steg).
#[Object]
impl WhyStep {
    /// Where it starts (fra).
    async fn from(&self) -> Result<Node> {
        must(&self.snapshot, self.step.from)
    }

    /// How the two hang together (forbindelse): `CONTAINS`, `RESPONSIBLE`, `HAS_PART` and the like.
    async fn relation(&self) -> &str {
        self.step.relation
    }

    /// Where it leads (til).
    async fn to(&self) -> Result<Node> {
        must(&self.snapshot, self.step.to)
    }

    /// The step in a Norwegian sentence (forklaring).
    async fn explanation(&self) -> &str {
        &self.step.explanation.norwegian
    }

    /// The step in an English sentence (forklaring på engelsk).
    async fn explanation_english(&self) -> &str {
        &self.step.explanation.english
    }

    /// The words of the letter that it rests on (belegg).
    async fn evidence(&self) -> Option<Evidence> {
        let proof = self.step.proof.as_ref()?;
        Some(evidence(&self.snapshot, proof))
    }
}

/// The chain that a requirement stands in (kjede).
pub struct Trace {
    snapshot: Arc<Snapshot>,
    root: Obligation,
    part: Subgraph,
}

impl Trace {
    /// The chain around a requirement.
    pub fn new(
        snapshot: &Arc<Snapshot>,
        root: Obligation,
        direction: TraceDirection,
        depth: usize,
    ) -> Trace {
        let graph = snapshot.graph();
        let start = graph.obligation_node(root.reference);
        let part = trace::walk(graph, start, direction.into(), depth);
        Trace {
            snapshot: snapshot.clone(),
            root,
            part,
        }
    }
}

/// The chain that one requirement stands in (kjede): goal and letter above, letter below, last year and next year, what was reported.
#[Object]
impl Trace {
    /// The requirement asked about (utgangspunkt).
    async fn root(&self) -> &Obligation {
        &self.root
    }

    /// What the chain holds, in the order in which it was reached (noder).
    async fn nodes(&self) -> Result<Vec<Node>> {
        let nodes = self.part.nodes.iter();
        nodes.map(|node| must(&self.snapshot, *node)).collect()
    }

    /// How these hang together (kanter).
    async fn edges(&self) -> Vec<TraceEdge> {
        edges(&self.snapshot, &self.part.edges)
    }
}

/// How two things hang together (kant).
pub struct TraceEdge {
    snapshot: Arc<Snapshot>,
    edge: EdgeId,
}

/// How two things hang together (kant).
#[Object]
impl TraceEdge {
    /// Where it starts (fra).
    async fn from(&self) -> Result<Node> {
        let (from, _, _) = self.snapshot.graph().edge(self.edge);
        must(&self.snapshot, from)
    }

    /// How they hang together (forbindelse): `PASSED_ON_AS`, `NEXT_YEAR`, `ANSWERED_BY` and the like.
    async fn relation(&self) -> &str {
        let (_, edge, _) = self.snapshot.graph().edge(self.edge);
        edge.kind.name()
    }

    /// Where it leads (til).
    async fn to(&self) -> Result<Node> {
        let (_, _, to) = self.snapshot.graph().edge(self.edge);
        must(&self.snapshot, to)
    }

    /// The words that say so; null where the vocabulary does (belegg).
    async fn evidence(&self) -> Option<Evidence> {
        let proof = self.snapshot.graph().proof(self.edge)?;
        Some(evidence(&self.snapshot, &proof))
    }
}

/// A way from one thing to another (vei).
pub struct Path {
    snapshot: Arc<Snapshot>,
    path: trace::Path,
}

/// The shortest ways between two nodes, whichever way their edges run.
pub fn paths(snapshot: &Arc<Snapshot>, from: &str, to: &str, longest: usize) -> Result<Vec<Path>> {
    let graph = snapshot.graph();
    let find = |id: &str| {
        graph.find(id).ok_or_else(|| {
            Code::NotFound.error(format!(
                "there is no node `{id}`; an id has the form `type:slug`, as in `unit:nav-kontor`"
            ))
        })
    };
    let found = trace::paths(graph, find(from)?, find(to)?, longest).into_iter();
    Ok(found
        .map(|path| Path {
            snapshot: snapshot.clone(),
            path,
        })
        .collect())
}

/// A way from one thing to another (vei).
#[Object]
impl Path {
    /// The things on the way, both ends included (noder).
    async fn nodes(&self) -> Result<Vec<Node>> {
        let nodes = self.path.nodes.iter();
        nodes.map(|node| must(&self.snapshot, *node)).collect()
    }

    /// How each hangs together with the next; an edge may be walked against its direction (kanter).
    async fn edges(&self) -> Vec<TraceEdge> {
        edges(&self.snapshot, &self.path.edges)
    }
}

fn edges(snapshot: &Arc<Snapshot>, edges: &[EdgeId]) -> Vec<TraceEdge> {
    let edges = edges.iter();
    edges
        .map(|edge| TraceEdge {
            snapshot: snapshot.clone(),
            edge: *edge,
        })
        .collect()
}

fn must(snapshot: &Arc<Snapshot>, node: NodeId) -> Result<Node> {
    let missing = || Code::Internal.error("internal error; a node of the graph has no name here");
    of_graph(snapshot, node).ok_or_else(missing)
}

fn evidence(snapshot: &Arc<Snapshot>, proof: &Proof) -> Evidence {
    let evidence = model::Evidence {
        spans: proof.spans.clone(),
        rule: proof.rule.clone(),
        confidence: proof.confidence,
    };
    let what = (proof.attribute, proof.quote.clone());
    Evidence::new(snapshot, proof.document as usize, what, &evidence)
}
