//! Links between documents, computed for each pair that has to do with each other, and kept for as long
//! as both documents stay the same.

use crate::graph::{Ensured, Links, Parts};
use crate::model::Document;
use crate::trace::EnsuredReader;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What was computed for the documents of a snapshot. A document is known again by its address: the
/// entry holds it, so the address cannot be another's.
#[derive(Clone, Default)]
pub(super) struct LinkCache {
    ensured: FxHashMap<usize, (Arc<Document>, Arc<Vec<Ensured>>)>,
}

fn address(document: &Arc<Document>) -> usize {
    Arc::as_ptr(document) as usize
}

/// The links of these documents. What `before` holds of the same documents is taken over.
pub(super) fn links(
    documents: &[Arc<Document>],
    vocabulary: &Vocabulary,
    before: &LinkCache,
) -> (Links, LinkCache) {
    let mut cache = LinkCache::default();
    let mut parts = Parts::default();
    let mut reader = None;
    for document in documents {
        let known = before.ensured.get(&address(document));
        let ensured = match known {
            Some((_, ensured)) => Arc::clone(ensured),
            None => {
                let reader = reader.get_or_insert_with(|| EnsuredReader::new(vocabulary));
                Arc::new(reader.read(document))
            }
        };
        let entry = (Arc::clone(document), Arc::clone(&ensured));
        cache.ensured.insert(address(document), entry);
        parts.ensured.push(ensured);
    }
    (Links::new(parts), cache)
}
