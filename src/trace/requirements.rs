//! Which requirements apply to a unit, for a target group, in a year.

use super::TraceError;
use super::house::{self, Reach};
use crate::graph::{EdgeId, EdgeKind, Graph, NodeId, ObligationRef};
use crate::model::ObligationFilter;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Why a requirement applies to a unit; the earlier one is said where several hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The unit, its kind, or what it was called before, is named as responsible.
    Direct,
    /// A whole that it is part of is named: etaten, forvaltningen, "alle enheter".
    Collective,
    /// A superior must see to it that this unit does it.
    Indirect,
    /// The work is to be done with it.
    Partner,
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
    /// Narrows the answer further.
    pub filter: ObligationFilter,
}

/// How far the answer reaches: "n of N letters".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Letters and reports of the year asked for that the archive holds.
    pub documents_read: usize,
    /// Those, and one for each series that has letters of other years but none of this one.
    pub documents_in_scope: usize,
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

/// The answer: requirements in the order of the documents.
pub struct Requirements {
    /// The requirements that apply.
    pub list: Vec<Requirement>,
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
    let groups = target_group.map(|group| related_groups(graph, group));
    let reaches = house::reaches(graph, unit);
    let own_house = house::house(graph, unit);
    let sieve = graph.sieve(&asking.filter);
    let everything = asking.filter == ObligationFilter::default();

    let mut best: BTreeMap<ObligationRef, Requirement> = BTreeMap::new();
    let mut houses: FxHashMap<u32, bool> = FxHashMap::default();
    for (at, reach) in reaches.iter().enumerate() {
        let named = if reach.own {
            Basis::Direct
        } else {
            Basis::Collective
        };
        let kinds = [
            (EdgeKind::Responsible, named),
            (EdgeKind::EnsuredFor, Basis::Indirect),
            (EdgeKind::Partner, Basis::Partner),
        ];
        for (kind, basis) in kinds {
            // The work is done with the unit itself, not with every part of a whole.
            if kind == EdgeKind::Partner && !reach.own {
                continue;
            }
            for obligation in graph.obligations_by(kind, reach.named) {
                let head = &graph.documents()[obligation.document as usize].facts.head;
                let of_year = asking.year.is_none_or(|year| head.year == Some(year))
                    && reach.after.is_none_or(|after| head.year > Some(after));
                let better = best
                    .get(obligation)
                    .is_none_or(|present| basis < present.basis);
                if !of_year || !better {
                    continue;
                }
                let in_house = !reach.own_house
                    || *houses
                        .entry(obligation.document)
                        .or_insert_with(|| is_of_house(graph, obligation.document, own_house));
                if !in_house || !everything && !sieve(*obligation) {
                    continue;
                }
                let node = graph.obligation_node(*obligation);
                let concerning = match &groups {
                    None => None,
                    Some(groups) => match concerning(graph, node, groups) {
                        None => continue,
                        edge => edge,
                    },
                };
                let Some(naming) = graph.edge_between(node, kind, reach.named) else {
                    continue;
                };
                let requirement = Requirement {
                    obligation: *obligation,
                    basis,
                    reach: at,
                    naming,
                    concerning,
                };
                best.insert(*obligation, requirement);
            }
        }
    }
    Ok(Requirements {
        list: best.into_values().collect(),
        coverage: coverage(graph, asking.year),
        unit,
        target_group,
        reaches,
    })
}

/// Letters read and letters that there should be, of one year or of all.
pub fn coverage(graph: &Graph, year: Option<i16>) -> Coverage {
    let Some(year) = year else {
        return Coverage {
            documents_read: graph.documents().len(),
            documents_in_scope: graph.documents().len(),
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
    units.any(|unit| house::house(graph, unit) == house)
}
