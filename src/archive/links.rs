//! Links between documents, computed for each pair that has to do with each other, and kept for as long
//! as both documents stay the same: in memory from snapshot to snapshot, in the store from start to start.

use super::kept::Keeper;
use crate::diff::{self, ChangeKind, LetterDiff, What};
use crate::graph::{Answer, Asked, Derivation, Links, Pair, Parts, Uptake, YearStep};
use crate::model::Document;
use crate::store::Store;
use crate::trace;
use crate::vocabulary::Vocabulary;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was computed for the documents of a snapshot.
#[derive(Clone, Default)]
pub(super) struct LinkCache {
    cascades: Known<Derivation>,
    follow_ups: Known<Answer>,
    uptakes: Known<Uptake>,
    years: Known<YearStep>,
}

/// Links by the addresses of the two documents (twice the same for links of one alone). The entry holds
/// the documents, so that no other can come to stand at these addresses.
type Known<T> = FxHashMap<(usize, usize), Entry<T>>;

/// Both documents, and what was found between them.
type Entry<T> = ([Arc<Document>; 2], Arc<Vec<T>>);

/// The links of these documents. What `before` holds of the same documents is taken over, then what
/// the store has kept; what is found anew is kept there. `base` is the vocabulary without the words
/// that the letters bring.
pub(super) fn links(
    documents: &[Arc<Document>],
    base: &Vocabulary,
    vocabulary: &Vocabulary,
    store: &dyn Store,
    before: &LinkCache,
) -> (Links, LinkCache) {
    let pairs = trace::pairs(documents, vocabulary);
    let keeper = Keeper::new(store, documents, base, vocabulary);
    let mut search = Search {
        documents,
        keeper,
        keys: BTreeSet::new(),
    };
    let mut cache = LinkCache::default();
    let parts = Parts {
        cascades: search.all(
            "cascade",
            &pairs.cascades,
            (&before.cascades, &mut cache.cascades),
            |upper, lower| trace::cascade(upper, lower, vocabulary),
        ),
        follow_ups: search.all(
            "follow-up",
            &pairs.follow_ups,
            (&before.follow_ups, &mut cache.follow_ups),
            trace::follow_up,
        ),
        uptakes: search.all(
            "uptake",
            &pairs.uptakes,
            (&before.uptakes, &mut cache.uptakes),
            trace::uptake,
        ),
        years: search.all(
            "year",
            &pairs.years,
            (&before.years, &mut cache.years),
            |earlier, later| year_steps(&diff::compare(earlier, later, vocabulary)),
        ),
    };
    search.keeper.forget_others(&search.keys);
    (Links::new(parts), cache)
}

fn addresses(first: &Arc<Document>, second: &Arc<Document>) -> (usize, usize) {
    (Arc::as_ptr(first) as usize, Arc::as_ptr(second) as usize)
}

/// The search for links between documents, and the keys of all it came by.
struct Search<'a> {
    documents: &'a [Arc<Document>],
    keeper: Keeper<'a>,
    keys: BTreeSet<String>,
}

impl Search<'_> {
    /// The links of each pair: taken over where both documents are the same as before, else those
    /// kept, else found anew and kept.
    fn all<T: Serialize + DeserializeOwned + Send + Sync>(
        &mut self,
        sort: &str,
        pairs: &[(u32, u32)],
        (before, after): (&Known<T>, &mut Known<T>),
        find: impl Fn(&Document, &Document) -> Vec<T> + Sync,
    ) -> Vec<Pair<T>> {
        let (documents, keeper) = (self.documents, &self.keeper);
        let ends =
            |(first, second): (u32, u32)| [&documents[first as usize], &documents[second as usize]];
        let known: Vec<Option<Arc<Vec<T>>>> = pairs
            .iter()
            .map(|pair| {
                let [first, second] = ends(*pair);
                let (_, links) = before.get(&addresses(first, second))?;
                Some(Arc::clone(links))
            })
            .collect();
        let missing: Vec<usize> = (0..pairs.len()).filter(|at| known[*at].is_none()).collect();
        let worked_out: Vec<Arc<Vec<T>>> = missing
            .par_iter()
            .map(|at| {
                let pair = pairs[*at];
                let links = keeper.find(sort, pair).unwrap_or_else(|| {
                    let [first, second] = ends(pair);
                    let links = find(first, second);
                    keeper.keep(sort, pair, &links);
                    links
                });
                Arc::new(links)
            })
            .collect();
        let mut worked_out = worked_out.into_iter();
        let mut found = Vec::with_capacity(pairs.len());
        for (pair, known) in pairs.iter().zip(known) {
            let Some(links) = known.or_else(|| worked_out.next()) else {
                continue;
            };
            let [first, second] = ends(*pair);
            after.insert(
                addresses(first, second),
                ([Arc::clone(first), Arc::clone(second)], Arc::clone(&links)),
            );
            found.push(Pair {
                first: pair.0,
                second: pair.1,
                links,
            });
            self.keys.insert(keeper.key(sort, *pair));
        }
        found
    }
}

/// The pairs of a comparison of two years.
fn year_steps(comparison: &LetterDiff) -> Vec<YearStep> {
    let changes = comparison.changes.iter();
    let steps = changes.filter_map(|change| {
        let (before, after) = (change.before?, change.after?);
        let asked: fn(u32) -> Asked = match change.what {
            what if what != change.was => return None,
            What::Obligation => Asked::Obligation,
            What::Indicator => Asked::Indicator,
            _ => return None,
        };
        Some(YearStep {
            before: asked(before),
            after: asked(after),
            changed: change.change == ChangeKind::Changed,
        })
    });
    steps.collect()
}
