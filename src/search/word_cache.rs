//! Words taken apart before, up to a bound: texts use the same ones over and over.

use super::analyzer::Word;
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// When so many are held, all are let go.
const MOST: usize = 50_000;

/// The words, shared by all threads.
#[derive(Debug, Default)]
pub(super) struct WordCache(RwLock<FxHashMap<String, Arc<Word>>>);

impl WordCache {
    /// The word taken apart, by `make` where it is not held.
    pub(super) fn get_or_make(&self, word: &str, make: impl FnOnce() -> Word) -> Arc<Word> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(word) {
            return Arc::clone(known);
        }
        drop(known);
        let made = Arc::new(make());
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST {
            held.clear();
        }
        held.insert(word.to_owned(), Arc::clone(&made));
        made
    }
}
