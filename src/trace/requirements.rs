//! Which requirements apply to a unit, for a target group, in a year.

use super::TraceError;
use super::reach::{self, Reach, Way};
use crate::graph::{EdgeId, EdgeKind, Graph, NodeId, ObligationRef, ProofRef};
use crate::model::{Manner, Obligation, ObligationFilter, ObligationKind, ObligationOrder};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The shelf on which a unit finds a requirement; the earlier one is said where several fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The unit, its kind, or what it was called before, must act.
    Direct,
    /// A role that works in it must act.
    Role,
    /// A superior must see to it that the unit, a role in it or a whole around it does or has something.
    Indirect,
    /// The work is to be done with it or with a role in it.
    Partner,
    /// The sentence names it or a role in it otherwise.
    Placed,
    /// A whole that has it inside must act.
    Collective,
    /// No actor is named, so the recipient is meant; the unit stands in the recipient's line, and the
    /// matter is the service that the line gives.
    Line,
}

impl Basis {
    /// All shelves, in their order.
    pub const ALL: [Basis; 7] = [
        Basis::Direct,
        Basis::Role,
        Basis::Indirect,
        Basis::Partner,
        Basis::Placed,
        Basis::Collective,
        Basis::Line,
    ];
}

/// What is asked: slugs with or without `unit:` and `target-group:` before them.
#[derive(Clone, Debug, Default)]
pub struct Asking<'a> {
    /// The unit.
    pub unit: &'a str,
    /// The target group; none asks for requirements whomever they are for.
    pub target_group: Option<&'a str>,
    /// The year that the letter concerns; none asks for every year.
    pub year: Option<i16>,
    /// The shelves to give; none gives all.
    pub basis: Vec<Basis>,
    /// Narrows the answer further.
    pub filter: ObligationFilter,
    /// The order; none gives that of the documents, with the shelf of the line last.
    pub order: Option<ObligationOrder>,
}

/// How far the answer reaches: "n of N letters".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Letters and reports of the year asked for that the archive holds.
    pub documents_read: usize,
    /// Those, and one for each series that has letters of other years but none of this one.
    pub documents_in_scope: usize,
    /// Requirements of letters to or from the unit's house that stand on no shelf: that they concern the
    /// unit was not found.
    pub requirements_on_no_shelf: usize,
}

/// A requirement that applies, and by which way.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The requirement.
    pub obligation: ObligationRef,
    /// Why it applies.
    pub basis: Basis,
    /// Which of [`Requirements::reaches`] leads from the named unit to the one asked about.
    pub(super) reach: usize,
    /// The edge that names the unit.
    pub(super) naming: EdgeId,
    /// The edge to the target group, where one was asked for.
    pub(super) concerning: Option<EdgeId>,
}

/// The answer: requirements in the order of the documents, those on the shelf of the line last.
pub struct Requirements {
    /// The requirements that apply.
    pub list: Vec<Requirement>,
    /// How many stand on each shelf, whichever shelves were asked for.
    pub by_basis: Vec<(Basis, usize)>,
    /// How far the answer reaches.
    pub coverage: Coverage,
    /// The unit asked about.
    pub unit: NodeId,
    /// The target group asked about.
    pub target_group: Option<NodeId>,
    pub(super) reaches: Vec<Reach>,
}

/// The requirements that apply to a unit. What each rests on, `why` tells step by step.
pub fn requirements(graph: &Graph, asking: &Asking<'_>) -> Result<Requirements, TraceError> {
    let slug = asking.unit.strip_prefix("unit:").unwrap_or(asking.unit);
    let unit = graph.unit(slug);
    let unit = unit.ok_or_else(|| TraceError::UnknownUnit(slug.to_owned()))?;
    let target_group = match asking.target_group {
        None => None,
        Some(slug) => {
            let slug = slug.strip_prefix("target-group:").unwrap_or(slug);
            let group = graph.target_group(slug);
            Some(group.ok_or_else(|| TraceError::UnknownTargetGroup(slug.to_owned()))?)
        }
    };
    let mut search = Search {
        graph,
        asking,
        groups: target_group.map(|group| related_groups(graph, group)),
        house: reach::house(graph, unit),
        houses: FxHashMap::default(),
        best: BTreeMap::new(),
    };
    let reaches = reach::reaches(graph, unit);
    for (at, reach) in reaches.iter().enumerate() {
        search.along(at, reach);
    }
    let coverage = Coverage {
        requirements_on_no_shelf: search.on_no_shelf(),
        ..coverage(graph, asking.year)
    };
    let found: Vec<Requirement> = search.best.into_values().collect();
    let count = |basis: Basis| found.iter().filter(|one| one.basis == basis).count();
    let by_basis = Basis::ALL.map(|basis| (basis, count(basis))).to_vec();
    let mut list = found;
    list.retain(|one| asking.basis.is_empty() || asking.basis.contains(&one.basis));
    match asking.order {
        None => list.sort_by_key(|one| one.basis == Basis::Line),
        Some(order) => {
            let places = list.iter().map(|one| one.obligation).collect();
            let places = graph.ordered(places, order);
            let rank: FxHashMap<ObligationRef, usize> = places.into_iter().zip(0..).collect();
            list.sort_by_key(|one| rank.get(&one.obligation).copied());
        }
    }
    Ok(Requirements {
        list,
        by_basis,
        coverage,
        unit,
        target_group,
        reaches,
    })
}

/// The requirements found so far, each on its best shelf.
struct Search<'a> {
    graph: &'a Graph,
    asking: &'a Asking<'a>,
    groups: Option<FxHashMap<NodeId, Nearness>>,
    /// The top of the hierarchy that the unit stands in.
    house: NodeId,
    /// Whether a document is of that house.
    houses: FxHashMap<u32, bool>,
    best: BTreeMap<ObligationRef, Requirement>,
}

impl Search<'_> {
    /// What hangs on one of the units whose naming reaches the one asked about.
    fn along(&mut self, at: usize, reach: &Reach) {
        let graph = self.graph;
        let sieve = graph.sieve(&self.asking.filter);
        let everything = self.asking.filter == ObligationFilter::default();
        for kind in [
            EdgeKind::Responsible,
            EdgeKind::EnsuredFor,
            EdgeKind::Partner,
            EdgeKind::Names,
        ] {
            for obligation in graph.obligations_by(kind, reach.named) {
                if !self.is_due(*obligation, reach) || !everything && !sieve(*obligation) {
                    continue;
                }
                let Some((basis, naming)) = shelf(graph, reach, kind, *obligation) else {
                    continue;
                };
                let present = self.best.get(obligation);
                if present.is_some_and(|present| present.basis <= basis) {
                    continue;
                }
                let concerning = match &self.groups {
                    None => None,
                    Some(groups) => {
                        match concerning(graph, graph.obligation_node(*obligation), groups) {
                            None => continue,
                            edge => edge,
                        }
                    }
                };
                let requirement = Requirement {
                    obligation: *obligation,
                    basis,
                    reach: at,
                    naming,
                    concerning,
                };
                self.best.insert(*obligation, requirement);
            }
        }
    }

    /// Whether the requirement's letter counts: by its year, and by its house where only that one does.
    fn is_due(&mut self, obligation: ObligationRef, reach: &Reach) -> bool {
        let head = &self.graph.documents()[obligation.document as usize]
            .facts
            .head;
        self.asking.year.is_none_or(|year| head.year == Some(year))
            && reach.after.is_none_or(|after| head.year > Some(after))
            && (!reach.own_house || self.is_of_house(obligation.document))
    }

    fn is_of_house(&mut self, document: u32) -> bool {
        let (graph, house) = (self.graph, self.house);
        *self
            .houses
            .entry(document)
            .or_insert_with(|| is_of_house(graph, document, house))
    }

    /// How many requirements of the house's letters pass what is asked but stand on no shelf.
    fn on_no_shelf(&mut self) -> usize {
        let graph = self.graph;
        let sieve = graph.sieve(&self.asking.filter);
        let everything = self.asking.filter == ObligationFilter::default();
        let mut count = 0;
        for at in 0..graph.documents().len() as u32 {
            let facts = &graph.documents()[at as usize].facts;
            let of_year = self
                .asking
                .year
                .is_none_or(|year| facts.head.year == Some(year));
            if facts.obligations.is_empty() || !of_year || !self.is_of_house(at) {
                continue;
            }
            let all = (0..facts.obligations.len() as u32).map(|index| ObligationRef {
                document: at,
                index,
            });
            let left = all.filter(|one| {
                !self.best.contains_key(one)
                    && (everything || sieve(*one))
                    && self.groups.as_ref().is_none_or(|groups| {
                        concerning(graph, graph.obligation_node(*one), groups).is_some()
                    })
            });
            count += left.count();
        }
        count
    }
}

/// The shelf on which naming a unit in this way puts a requirement, and the edge that names it.
fn shelf(
    graph: &Graph,
    reach: &Reach,
    kind: EdgeKind,
    at: ObligationRef,
) -> Option<(Basis, EdgeId)> {
    let obligation = at.of(graph.documents());
    let is_report = obligation.kind.value == ObligationKind::Reporting;
    let steps = graph.outgoing(graph.obligation_node(at));
    let steps = steps.filter(|step| step.kind == kind && step.node == reach.named);
    let item = |edge: EdgeId| match graph.edge(edge).1.proof {
        ProofRef::Attribute(_, _, item) => Some(item as usize),
        _ => None,
    };
    steps
        .filter_map(|step| {
            let item = item(step.edge)?;
            let basis = match (kind, reach.way) {
                (EdgeKind::Responsible, Way::Own) => Basis::Direct,
                (EdgeKind::Responsible, way) => match (way, obligation.units.get(item)?.explicit) {
                    (Way::Role, true) => Basis::Role,
                    (Way::Whole, true) => Basis::Collective,
                    (Way::Whole | Way::Above, false) if is_of_line(obligation) => Basis::Line,
                    _ => return None,
                },
                (EdgeKind::EnsuredFor, Way::Above) if !obligation.ensured.get(item)?.line => {
                    return None;
                }
                (EdgeKind::EnsuredFor, _) => Basis::Indirect,
                (EdgeKind::Partner, Way::Own | Way::Role) => Basis::Partner,
                // A report about offices is still only a report.
                (EdgeKind::Names, _) if is_report => return None,
                (EdgeKind::Names, Way::Own | Way::Role) => Basis::Placed,
                (EdgeKind::Names, Way::Whole) => match obligation.mentions.get(item)?.manner {
                    Manner::Within | Manner::Between => Basis::Collective,
                    Manner::Otherwise => return None,
                },
                _ => return None,
            };
            Some((basis, step.edge))
        })
        .min_by_key(|(basis, _)| *basis)
}

/// Whether a requirement that names no actor is about the service that the line gives, and names the
/// recipient in no other part: "Planen lages sammen med regionene" is the region's own.
fn is_of_line(obligation: &Obligation) -> bool {
    let names_recipient = || {
        let mut units = obligation.units.iter();
        units.any(|unit| {
            let mentions = &obligation.mentions;
            mentions.iter().any(|mention| mention.unit == unit.unit)
        })
    };
    matches!(
        obligation.kind.value,
        ObligationKind::Duty | ObligationKind::Priority
    ) && obligation.service.is_some()
        && !names_recipient()
}

/// Letters read and letters that there should be, of one year or of all.
pub fn coverage(graph: &Graph, year: Option<i16>) -> Coverage {
    let Some(year) = year else {
        return Coverage {
            documents_read: graph.documents().len(),
            documents_in_scope: graph.documents().len(),
            requirements_on_no_shelf: 0,
        };
    };
    let read = graph.documents_of_year(year);
    let series = |documents: &mut dyn Iterator<Item = u32>| -> BTreeSet<String> {
        let heads = documents.map(|at| &graph.documents()[at as usize].facts.head);
        heads.filter_map(|head| head.series.clone()).collect()
    };
    let all = series(&mut (0..graph.documents().len() as u32));
    let present = series(&mut read.iter().copied());
    Coverage {
        documents_read: read.len(),
        documents_in_scope: read.len() + all.difference(&present).count(),
        requirements_on_no_shelf: 0,
    }
}

/// How near a target group named stands to the one asked for: itself, a narrower one, a broader one.
type Nearness = u8;

/// The groups that count for the one asked for.
fn related_groups(graph: &Graph, asked: NodeId) -> FxHashMap<NodeId, Nearness> {
    let mut groups = FxHashMap::from_iter([(asked, 0)]);
    for (nearness, up) in [(1, false), (2, true)] {
        let mut open = vec![asked];
        let mut seen: FxHashSet<NodeId> = FxHashSet::from_iter([asked]);
        while let Some(group) = open.pop() {
            let steps: Vec<_> = if up {
                graph.outgoing(group).collect()
            } else {
                graph.incoming(group).collect()
            };
            for step in steps {
                if step.kind == EdgeKind::Within && seen.insert(step.node) {
                    groups.entry(step.node).or_insert(nearness);
                    open.push(step.node);
                }
            }
        }
    }
    groups
}

/// The edge to the nearest of the groups.
fn concerning(
    graph: &Graph,
    obligation: NodeId,
    groups: &FxHashMap<NodeId, Nearness>,
) -> Option<EdgeId> {
    let steps = graph.outgoing(obligation);
    let named = steps.filter(|step| step.kind == EdgeKind::Concerns);
    let near = named.filter_map(|step| Some((*groups.get(&step.node)?, step.edge)));
    near.min().map(|(_, edge)| edge)
}

fn is_of_house(graph: &Graph, document: u32, house: NodeId) -> bool {
    let head = &graph.documents()[document as usize].facts.head;
    let ends = [&head.recipient, &head.sender];
    let mut units = ends
        .into_iter()
        .flatten()
        .filter_map(|unit| graph.unit(&unit.value));
    units.any(|unit| reach::house(graph, unit) == house)
}
