//! Reverse indexes: from a unit, target group, year, act or day to the requirements.

use super::query::{ObligationRef, ordered};
use super::{EdgeKind, Graph, NodeId, NodeKind};
use crate::model::{ObligationFilter, ObligationOrder};
use crate::vocabulary::{Requirements, citation_key};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Postings, each sorted by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    responsible: FxHashMap<NodeId, Vec<ObligationRef>>,
    partner: FxHashMap<NodeId, Vec<ObligationRef>>,
    ensured: FxHashMap<NodeId, Vec<ObligationRef>>,
    named: FxHashMap<NodeId, Vec<ObligationRef>>,
    concerns: FxHashMap<NodeId, Vec<ObligationRef>>,
    legal: FxHashMap<String, Vec<ObligationRef>>,
    years: BTreeMap<i16, Vec<u32>>,
    due: Vec<(Date, ObligationRef)>,
    count: usize,
}

impl Index {
    pub(super) fn new(graph: &Graph) -> Index {
        let mut index = Index::default();
        for (at, document) in graph.documents.iter().enumerate() {
            let at = at as u32;
            if let Some(year) = document.facts.head.year {
                index.years.entry(year).or_default().push(at);
            }
            for (number, obligation) in document.facts.obligations.iter().enumerate() {
                let reference = ObligationRef {
                    document: at,
                    index: number as u32,
                };
                index.count += 1;
                for step in graph.outgoing(graph.obligation_node(reference)) {
                    let postings = match step.kind {
                        EdgeKind::Responsible => &mut index.responsible,
                        EdgeKind::Partner => &mut index.partner,
                        EdgeKind::EnsuredFor => &mut index.ensured,
                        EdgeKind::Names => &mut index.named,
                        EdgeKind::Concerns => &mut index.concerns,
                        _ => continue,
                    };
                    put(postings.entry(step.node).or_default(), reference);
                }
                for legal in &obligation.legal {
                    for cited in [&legal.value.citation, &legal.value.act] {
                        let postings = index.legal.entry(citation_key(cited)).or_default();
                        put(postings, reference);
                    }
                }
                for deadline in &obligation.deadlines {
                    if let Some(date) = deadline.value.date {
                        index.due.push((date, reference));
                    }
                }
            }
        }
        index.due.sort_unstable();
        index.due.dedup();
        index
    }
}

fn put(postings: &mut Vec<ObligationRef>, reference: ObligationRef) {
    if postings.last() != Some(&reference) {
        postings.push(reference);
    }
}

impl Graph {
    /// The requirements that hang on a unit or target group by edges of this kind, sorted by place;
    /// for `Responsible`, `Partner`, `EnsuredFor`, `Names` and `Concerns`.
    pub fn obligations_by(&self, kind: EdgeKind, node: NodeId) -> &[ObligationRef] {
        let postings = match kind {
            EdgeKind::Responsible => &self.index.responsible,
            EdgeKind::Partner => &self.index.partner,
            EdgeKind::EnsuredFor => &self.index.ensured,
            EdgeKind::Names => &self.index.named,
            EdgeKind::Concerns => &self.index.concerns,
            _ => return &[],
        };
        postings.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The documents that concern a year, by index.
    pub fn documents_of_year(&self, year: i16) -> &[u32] {
        self.index.years.get(&year).map_or(&[], Vec::as_slice)
    }

    /// How many requirements there are.
    pub fn obligation_count(&self) -> usize {
        self.index.count
    }

    /// What is due between two days, both included, earliest first.
    pub fn due(&self, from: Option<Date>, to: Option<Date>) -> &[(Date, ObligationRef)] {
        let due = &self.index.due;
        let start = from.map_or(0, |from| due.partition_point(|(date, _)| *date < from));
        let end = to.map_or(due.len(), |to| due.partition_point(|(date, _)| *date <= to));
        &due[start..end.max(start)]
    }

    /// A test whether a requirement passes the filter.
    pub fn sieve<'a>(
        &'a self,
        filter: &'a ObligationFilter,
    ) -> impl Fn(ObligationRef) -> bool + 'a {
        let test = Requirements::new(&self.vocabulary, filter);
        move |reference| {
            let document = &self.documents[reference.document as usize];
            test.passes_document(document) && test.passes(document, reference.of(&self.documents))
        }
    }

    /// The requirements that pass the filter, in the order asked for: what [`select`](super::select)
    /// gives, found through the narrowest index instead of by going through all.
    pub fn select(&self, filter: &ObligationFilter, order: ObligationOrder) -> Vec<ObligationRef> {
        let test = Requirements::new(&self.vocabulary, filter);
        let mut selected: Vec<ObligationRef> = Vec::new();
        let mut keep = |reference: ObligationRef| {
            let document = &self.documents[reference.document as usize];
            if test.passes_document(document)
                && test.passes(document, reference.of(&self.documents))
            {
                selected.push(reference);
            }
        };
        match self.narrowest(&test, filter) {
            Candidates::Listed(references) => references.into_iter().for_each(&mut keep),
            Candidates::Documents(documents) => {
                for at in documents {
                    let document = &self.documents[at as usize];
                    if !test.passes_document(document) {
                        continue;
                    }
                    for index in 0..document.facts.obligations.len() as u32 {
                        keep(ObligationRef {
                            document: at,
                            index,
                        });
                    }
                }
            }
        }
        ordered(selected, &self.documents, order)
    }

    /// Requirements that stand sorted by place, in the order asked for.
    pub fn ordered(
        &self,
        references: Vec<ObligationRef>,
        order: ObligationOrder,
    ) -> Vec<ObligationRef> {
        ordered(references, &self.documents, order)
    }

    /// The shortest list that holds everything the filter lets through.
    fn narrowest(&self, test: &Requirements<'_>, filter: &ObligationFilter) -> Candidates {
        let mut lists: Vec<Vec<&[ObligationRef]>> = Vec::new();
        let hanging = |kind: EdgeKind, node: NodeKind, slugs: Vec<&str>| {
            let prefix = node.prefix();
            let nodes = slugs.into_iter();
            let nodes = nodes.filter_map(|slug| self.find(&format!("{prefix}:{slug}")));
            nodes
                .map(|node| self.obligations_by(kind, node))
                .collect::<Vec<_>>()
        };
        if !filter.units.is_empty() {
            let units = test.units.iter().copied().collect();
            lists.push(hanging(EdgeKind::Responsible, NodeKind::Unit, units));
        }
        if !filter.target_groups.is_empty() {
            let groups = test.groups.iter().copied().collect();
            lists.push(hanging(EdgeKind::Concerns, NodeKind::TargetGroup, groups));
        }
        if let Some(legal) = &filter.legal {
            let postings = self.index.legal.get(&citation_key(legal));
            lists.push(vec![postings.map_or(&[], Vec::as_slice)]);
        }
        let documents = self.narrowed_documents(filter);
        let in_documents: usize = documents.as_ref().map_or(self.index.count, |documents| {
            let documents = documents.iter();
            documents
                .map(|at| self.documents[*at as usize].facts.obligations.len())
                .sum()
        });
        let size =
            |lists: &Vec<&[ObligationRef]>| -> usize { lists.iter().map(|list| list.len()).sum() };
        let shortest = lists.into_iter().min_by_key(size);
        match shortest {
            Some(postings) if size(&postings) < in_documents => {
                let mut references = postings.concat();
                references.sort_unstable();
                references.dedup();
                Candidates::Listed(references)
            }
            _ => Candidates::Documents(
                documents.unwrap_or_else(|| (0..self.documents.len() as u32).collect()),
            ),
        }
    }

    /// The documents that a filter names, by id, by section or by year; none where it names none.
    fn narrowed_documents(&self, filter: &ObligationFilter) -> Option<Vec<u32>> {
        let at = |id: &str| {
            let found = self
                .documents
                .binary_search_by(|document| document.id.as_str().cmp(id));
            found.ok().map(|at| at as u32)
        };
        let mut documents: Vec<u32> = if !filter.documents.is_empty() {
            filter.documents.iter().filter_map(|id| at(id)).collect()
        } else if !filter.sections.is_empty() {
            let ids = filter.sections.iter();
            ids.filter_map(|id| at(id.split('/').next().unwrap_or(id)))
                .collect()
        } else if !filter.years.is_empty() {
            let years = filter.years.iter();
            years
                .flat_map(|year| self.documents_of_year(*year))
                .copied()
                .collect()
        } else {
            return None;
        };
        documents.sort_unstable();
        documents.dedup();
        Some(documents)
    }
}

enum Candidates {
    Listed(Vec<ObligationRef>),
    Documents(Vec<u32>),
}
