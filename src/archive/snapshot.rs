//! The archive at one moment: what GraphQL, pages and commands ask.

use super::links::{self, LinkCache};
use crate::diff::{self, LetterDiff};
use crate::graph::{Graph, ObligationRef};
use crate::model::{Document, ObligationFilter, ObligationOrder};
use crate::search::{Hits, Index, Query, SearchError};
use crate::vocabulary::{Unit, Vocabulary};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// All documents with graph and index, immutable.
pub struct Snapshot {
    documents: Vec<Arc<Document>>,
    vocabulary: Arc<Vocabulary>,
    graph: Graph,
    index: Index,
    cache: LinkCache,
    /// Comparisons asked for so far, by the indices of the two documents.
    diffs: Mutex<FxHashMap<(usize, usize), Arc<LetterDiff>>>,
}

impl Snapshot {
    /// Builds graph and index over the documents, which stand sorted by id. What `before` holds
    /// and the change does not touch may be taken over.
    pub(super) fn build(
        documents: Vec<Arc<Document>>,
        vocabulary: &Vocabulary,
        before: Option<&Snapshot>,
    ) -> Result<Snapshot, SearchError> {
        let mut vocabulary = vocabulary.clone();
        for found in documents.iter().flat_map(|document| &document.facts.units) {
            if vocabulary.unit(&found.slug).is_none() {
                vocabulary.put_unit(Unit {
                    slug: found.slug.clone(),
                    name: found.name.clone(),
                    short_name: found.short_name.clone(),
                    aliases: found.aliases.clone(),
                    ..Unit::default()
                });
            }
        }
        let vocabulary = Arc::new(vocabulary);
        let empty = LinkCache::default();
        let known = before.map_or(&empty, |before| &before.cache);
        let (links, cache) = links::links(&documents, &vocabulary, known);
        let graph = Graph::build(documents.clone(), Arc::clone(&vocabulary), Arc::new(links));
        let index = Index::build(&documents, &vocabulary)?;
        Ok(Snapshot {
            documents,
            vocabulary,
            graph,
            index,
            cache,
            diffs: Mutex::default(),
        })
    }

    /// All documents, sorted by id.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Arc<Document>> {
        Some(&self.documents[self.document_index(id)?])
    }

    /// Where the document with this id stands in [`Snapshot::documents`].
    pub fn document_index(&self, id: &str) -> Option<usize> {
        let found = self
            .documents
            .binary_search_by(|document| document.id.as_str().cmp(id));
        found.ok()
    }

    /// The vocabulary with the units that the letters brought themselves.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The graph over all documents, with the links between them. `trace` asks it.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The requirements that pass the filter, in the order asked for.
    pub fn obligations(
        &self,
        filter: &ObligationFilter,
        order: ObligationOrder,
    ) -> Vec<ObligationRef> {
        self.graph.select(filter, order)
    }

    /// Full-text search.
    pub fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        self.index.search(query)
    }

    /// What changed between two documents, given by their indices. Kept, so that asking again costs nothing.
    pub fn diff(&self, before: usize, after: usize) -> Arc<LetterDiff> {
        let diffs = || self.diffs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = diffs().get(&(before, after)) {
            return Arc::clone(known);
        }
        let (old, new) = (&self.documents[before], &self.documents[after]);
        let fresh = Arc::new(diff::compare(old, new, &self.vocabulary));
        Arc::clone(diffs().entry((before, after)).or_insert(fresh))
    }

    /// The letter of the same series before this one, by index.
    pub fn previous(&self, document: usize) -> Option<usize> {
        let head = &self.documents[document].facts.head;
        let (series, year) = (head.series.as_ref()?, head.year?);
        let others = self.documents.iter().enumerate();
        let earlier = others.filter_map(|(at, other)| {
            let other = &other.facts.head;
            let same = other.series.as_ref() == Some(series) && other.kind == head.kind;
            let own = other.year.filter(|own| same && *own < year)?;
            Some((own, other.date, at))
        });
        earlier.max().map(|(_, _, at)| at)
    }
}
