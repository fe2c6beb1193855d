//! Answers given before. An index never changes, so that the same query has the same answer.

use super::{Hits, Query, SearchError};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// How many answers are held.
const MOST: NonZeroUsize = NonZeroUsize::new(512).expect("not zero");
/// Longer answers are not held.
const LONGEST: usize = 100;

/// The answers, the ones not asked for the longest let go first.
pub(super) struct Answers(Mutex<LruCache<String, Hits>>);

impl Default for Answers {
    fn default() -> Answers {
        Answers(Mutex::new(LruCache::new(MOST)))
    }
}

impl Answers {
    /// The answer to a query, found by `find` where it is not held.
    pub(super) fn get_or_find(
        &self,
        query: &Query,
        find: impl FnOnce() -> Result<Hits, SearchError>,
    ) -> Result<Hits, SearchError> {
        let key = format!("{query:?}");
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get(&key) {
            return Ok(known.clone());
        }
        let hits = find()?;
        if hits.hits.len() <= LONGEST {
            held().put(key, hits.clone());
        }
        Ok(hits)
    }
}
