//! Links between documents, computed for each pair that has to do with each other, and kept for as long
//! as both documents stay the same.

use crate::diff::{self, ChangeKind, LetterDiff, What};
use crate::graph::{Answer, Asked, Derivation, Ensured, Links, Pair, Parts, Uptake, YearStep};
use crate::model::Document;
use crate::trace::{self, EnsuredReader};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What was computed for the documents of a snapshot.
#[derive(Clone, Default)]
pub(super) struct LinkCache {
    ensured: Kept<Ensured>,
    cascades: Kept<Derivation>,
    follow_ups: Kept<Answer>,
    uptakes: Kept<Uptake>,
    years: Kept<YearStep>,
}

/// Links by the addresses of the two documents (twice the same for links of one alone). The entry holds
/// the documents, so that no other can come to stand at these addresses.
type Kept<T> = FxHashMap<(usize, usize), Entry<T>>;

/// Both documents, and what was found between them.
type Entry<T> = ([Arc<Document>; 2], Arc<Vec<T>>);

/// The links of these documents. What `before` holds of the same documents is taken over.
pub(super) fn links(
    documents: &[Arc<Document>],
    vocabulary: &Vocabulary,
    before: &LinkCache,
) -> (Links, LinkCache) {
    let mut cache = LinkCache::default();
    let pairs = trace::pairs(documents, vocabulary);
    let alone: Vec<(u32, u32)> = (0..documents.len() as u32).map(|at| (at, at)).collect();
    let mut reader = None;
    let ensured = kept(
        documents,
        &alone,
        &before.ensured,
        &mut cache.ensured,
        |one, _| {
            let reader = reader.get_or_insert_with(|| EnsuredReader::new(vocabulary));
            reader.read(one)
        },
    );
    let cascade = |upper: &Document, lower: &Document| trace::cascade(upper, lower, vocabulary);
    let year = |earlier: &Document, later: &Document| {
        year_steps(&diff::compare(earlier, later, vocabulary))
    };
    let parts = Parts {
        ensured: ensured.into_iter().map(|pair| pair.links).collect(),
        cascades: kept(
            documents,
            &pairs.cascades,
            &before.cascades,
            &mut cache.cascades,
            cascade,
        ),
        follow_ups: kept(
            documents,
            &pairs.follow_ups,
            &before.follow_ups,
            &mut cache.follow_ups,
            trace::follow_up,
        ),
        uptakes: kept(
            documents,
            &pairs.uptakes,
            &before.uptakes,
            &mut cache.uptakes,
            trace::uptake,
        ),
        years: kept(
            documents,
            &pairs.years,
            &before.years,
            &mut cache.years,
            year,
        ),
    };
    (Links::new(parts), cache)
}

/// The links of each pair: taken over where both documents are the same as before, else found anew.
fn kept<T>(
    documents: &[Arc<Document>],
    pairs: &[(u32, u32)],
    before: &Kept<T>,
    after: &mut Kept<T>,
    mut find: impl FnMut(&Document, &Document) -> Vec<T>,
) -> Vec<Pair<T>> {
    let mut found = Vec::with_capacity(pairs.len());
    for (first, second) in pairs {
        let ends = [*first, *second].map(|at| Arc::clone(&documents[at as usize]));
        let key = (
            Arc::as_ptr(&ends[0]) as usize,
            Arc::as_ptr(&ends[1]) as usize,
        );
        let links = match before.get(&key) {
            Some((_, links)) => Arc::clone(links),
            None => Arc::new(find(&ends[0], &ends[1])),
        };
        after.insert(key, (ends, Arc::clone(&links)));
        found.push(Pair {
            first: *first,
            second: *second,
            links,
        });
    }
    found
}

/// The pairs of a comparison of two years.
fn year_steps(comparison: &LetterDiff) -> Vec<YearStep> {
    let changes = comparison.changes.iter();
    let steps = changes.filter_map(|change| {
        let (before, after) = (change.before?, change.after?);
        let asked: fn(u32) -> Asked = match change.what {
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
