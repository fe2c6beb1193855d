//! The archive at one moment: what GraphQL, pages and commands ask.

use super::links::{self, LinkCache};
use super::places::{DeadlineRef, Places};
use super::shelf::Shelf;
use crate::diff::{self, LetterDiff};
use crate::graph::{Graph, ObligationRef};
use crate::model::{Document, DocumentKind, Found, Obligation, ObligationFilter, ObligationOrder};
use crate::search::{Hits, Index, Query, SearchError};
use crate::store::{Store, StoreError};
use crate::vocabulary::{TargetGroup, Unit, Vocabulary};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

/// All documents with graph and index, immutable. Graph and index are built when they are first asked
/// for, unless `complete` has built them ahead.
pub struct Snapshot {
    documents: Vec<Arc<Document>>,
    store: Arc<dyn Store>,
    /// The words that this program and its user bring.
    base: Arc<Vocabulary>,
    /// The same with those of the letters.
    vocabulary: Arc<Vocabulary>,
    linked: OnceLock<Linked>,
    shelf: Arc<Shelf>,
    /// Which snapshot this is.
    number: u64,
    index: OnceLock<Index>,
    /// Held while the index is built, which may fail.
    indexing: Mutex<()>,
    places: Places,
    /// Comparisons asked for so far, by the indices of the two documents.
    diffs: Mutex<Diffs>,
}

/// How many comparisons are kept: letters have as many pairs as their number squared.
const KEPT_DIFFS: usize = 64;

/// Comparisons asked for last, and in which order they came.
#[derive(Default)]
struct Diffs {
    known: FxHashMap<(usize, usize), Arc<LetterDiff>>,
    order: VecDeque<(usize, usize)>,
}

impl Diffs {
    fn keep(&mut self, pair: (usize, usize), fresh: Arc<LetterDiff>) -> Arc<LetterDiff> {
        if let Some(known) = self.known.get(&pair) {
            return Arc::clone(known);
        }
        if self.order.len() >= KEPT_DIFFS
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(pair);
        self.known.insert(pair, Arc::clone(&fresh));
        fresh
    }
}

/// The graph, and the links in it for the next snapshot to take over.
struct Linked {
    graph: Graph,
    cache: LinkCache,
}

impl Snapshot {
    /// A snapshot of the documents, which stand sorted by id. `base` is the vocabulary without the
    /// words that they bring; `store` may keep the links between them, `shelf` the search index.
    pub(super) fn new(
        documents: Vec<Arc<Document>>,
        base: &Arc<Vocabulary>,
        store: &Arc<dyn Store>,
        shelf: &Arc<Shelf>,
    ) -> Snapshot {
        let mut vocabulary = Vocabulary::clone(base);
        for found in documents.iter().flat_map(|document| &document.facts.units) {
            if vocabulary.unit(&found.slug).is_none() {
                vocabulary.put_unit(Unit {
                    slug: found.slug.clone(),
                    name: found.name.clone(),
                    short_name: found.short_name.clone(),
                    aliases: found.aliases.clone(),
                    instance_of: found.instance_of.clone(),
                    ..Unit::default()
                });
            }
        }
        name_unknown(&mut vocabulary, &documents);
        let places = Places::new(&documents);
        Snapshot {
            documents,
            store: Arc::clone(store),
            base: Arc::clone(base),
            vocabulary: Arc::new(vocabulary),
            linked: OnceLock::new(),
            shelf: Arc::clone(shelf),
            number: shelf.next(),
            index: OnceLock::new(),
            indexing: Mutex::default(),
            places,
            diffs: Mutex::default(),
        }
    }

    /// Builds graph and index, so that no reader has to wait for them.
    pub(super) fn complete(&self) -> Result<(), SearchError> {
        self.build_side_by_side(&LinkCache::default())
    }

    /// Builds the graph, and the index if `before` has one. Its links are taken over where their
    /// documents stayed.
    pub(super) fn follow(&self, before: &Snapshot) -> Result<(), SearchError> {
        let empty = LinkCache::default();
        let known = before.linked.get().map_or(&empty, |linked| &linked.cache);
        match before.index.get() {
            Some(_) => self.build_side_by_side(known),
            None => {
                self.linked.get_or_init(|| self.link(known));
                Ok(())
            }
        }
    }

    fn build_side_by_side(&self, known: &LinkCache) -> Result<(), SearchError> {
        thread::scope(|scope| {
            let index = scope.spawn(|| self.index().map(|_| ()));
            self.linked.get_or_init(|| self.link(known));
            match index.join() {
                Ok(built) => built,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    fn linked(&self) -> &Linked {
        self.linked.get_or_init(|| self.link(&LinkCache::default()))
    }

    fn link(&self, known: &LinkCache) -> Linked {
        let Snapshot {
            documents,
            base,
            vocabulary,
            store,
            ..
        } = self;
        let (links, cache) = links::links(documents, base, vocabulary, &**store, known);
        let graph = Graph::build(documents.clone(), Arc::clone(vocabulary), Arc::new(links));
        Linked { graph, cache }
    }

    fn index(&self) -> Result<&Index, SearchError> {
        let _one_builds = self.indexing.lock();
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = (self.shelf).index(self.number, &self.documents, &self.vocabulary)?;
        Ok(self.index.get_or_init(|| index))
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

    /// A document's bytes as they were delivered; none where they are not kept, or damaged.
    pub fn original(&self, document: &Document) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.letter_bytes(&document.text.source.sha256)
    }

    /// The vocabulary with the units that the letters brought themselves.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The graph over all documents, with the links between them. `trace` asks it.
    pub fn graph(&self) -> &Graph {
        &self.linked().graph
    }

    /// The requirements that pass the filter, in the order asked for.
    pub fn obligations(
        &self,
        filter: &ObligationFilter,
        order: ObligationOrder,
    ) -> Vec<ObligationRef> {
        self.graph().select(filter, order)
    }

    /// Full-text search.
    pub fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        self.index()?.search(query)
    }

    /// The requirement at a place.
    pub fn obligation(&self, reference: ObligationRef) -> &Obligation {
        reference.of(&self.documents)
    }

    /// Indices of the documents of a series, by year and date.
    pub fn series(&self, series: &str) -> Option<&[u32]> {
        Some(self.places.series.get(series)?.as_slice())
    }

    /// The document of the same series that concerns the nearest year before or after this one's.
    pub fn neighbour(&self, document: usize, side: std::cmp::Ordering) -> Option<usize> {
        let head = &self.documents[document].facts.head;
        let year = head.year?;
        let members = self.series(head.series.as_ref()?)?.iter();
        let on_side = |at: &&u32| {
            let other = self.documents[**at as usize].facts.head.year;
            other.is_some_and(|other| other.cmp(&year) == side)
        };
        let mut on_side = members.filter(on_side);
        let found = match side {
            std::cmp::Ordering::Less => on_side.next_back(),
            _ => on_side.next(),
        };
        found.map(|at| *at as usize)
    }

    /// The supplementary letters to a letter, by index: same year, same sender, same recipient.
    pub fn supplements(&self, document: usize) -> Vec<usize> {
        let head = &self.documents[document].facts.head;
        if head.kind == DocumentKind::SupplerendeTildelingsbrev || head.year.is_none() {
            return Vec::new();
        }
        let slug = |unit: &Option<Found<String>>| unit.as_ref().map(|unit| unit.value.clone());
        let ends = (slug(&head.sender), slug(&head.recipient));
        let others = self.documents.iter().enumerate();
        let supplements = others.filter(|(_, other)| {
            let other = &other.facts.head;
            other.kind == DocumentKind::SupplerendeTildelingsbrev
                && other.year == head.year
                && (slug(&other.sender), slug(&other.recipient)) == ends
        });
        supplements.map(|(at, _)| at).collect()
    }

    /// Slugs of all series, sorted.
    pub fn all_series(&self) -> impl Iterator<Item = &str> {
        self.places.series.keys().map(String::as_str)
    }

    /// The deadlines of all requirements by day, those without a day last; with a limit only those that have one.
    pub fn deadlines(&self, from: Option<Date>, to: Option<Date>) -> &[DeadlineRef] {
        let all = &self.places.deadlines;
        let dated = all.partition_point(|deadline| deadline.date.is_some());
        let start = from.map_or(0, |from| {
            all[..dated].partition_point(|deadline| deadline.date < Some(from))
        });
        let end = match (from, to) {
            (None, None) => all.len(),
            (_, None) => dated,
            (_, Some(to)) => all[..dated].partition_point(|deadline| deadline.date <= Some(to)),
        };
        all.get(start..end).unwrap_or_default()
    }

    /// What changed between two documents, if it has been asked for before.
    pub fn known_diff(&self, before: usize, after: usize) -> Option<Arc<LetterDiff>> {
        let diffs = self.diffs.lock().unwrap_or_else(PoisonError::into_inner);
        diffs.known.get(&(before, after)).cloned()
    }

    /// What changed between two documents, given by their indices. Kept, so that asking again costs nothing.
    pub fn diff(&self, before: usize, after: usize) -> Arc<LetterDiff> {
        let diffs = || self.diffs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = diffs().known.get(&(before, after)) {
            return Arc::clone(known);
        }
        let (old, new) = (&self.documents[before], &self.documents[after]);
        let fresh = Arc::new(diff::compare(old, new, &self.vocabulary));
        diffs().keep((before, after), fresh)
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

/// Gives every slug that a fact names an entry, so that no reference leads nowhere.
fn name_unknown(vocabulary: &mut Vocabulary, documents: &[Arc<Document>]) {
    for document in documents {
        let facts = &document.facts;
        let head = [&facts.head.sender, &facts.head.recipient];
        let named = head.into_iter().flatten().map(|found| &found.value);
        let acting = facts.obligations.iter().flat_map(|o| &o.units);
        let partners = facts.obligations.iter().flat_map(|o| &o.partners);
        let units = named
            .chain(acting.map(|responsible| &responsible.unit))
            .chain(partners.map(|partner| &partner.value));
        for slug in units {
            if vocabulary.unit(slug).is_none() {
                vocabulary.put_unit(Unit {
                    slug: slug.clone(),
                    name: slug.replace('-', " "),
                    ..Unit::default()
                });
            }
        }
        let groups = facts.obligations.iter().flat_map(|o| &o.target_groups);
        for group in groups {
            if vocabulary.target_group(&group.value).is_none() {
                vocabulary.put_target_group(TargetGroup {
                    slug: group.value.clone(),
                    name: group.value.replace('-', " "),
                    ..TargetGroup::default()
                });
            }
        }
    }
}
