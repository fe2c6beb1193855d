//! What is kept in the store of each pair of documents, and whether it still holds.
//!
//! An entry begins with a seal over both documents, the words of the vocabulary that they use, the
//! rules of this program and the entry itself. Another seal than expected, for whatever reason, means
//! that the pair is worked out anew; so nothing has to be taken back when a document changes.

use crate::model::Document;
use crate::store::{Store, StoreError};
use crate::vocabulary::Vocabulary;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Mark of the sources that the links rest on.
const RULES: &str = env!("LINK_RULES");

/// Bytes of a seal.
const SEAL: usize = 32;

type Identity = [u8; SEAL];

/// The kept entries of the documents of one snapshot.
pub(super) struct Keeper<'a> {
    store: &'a dyn Store,
    documents: &'a [Arc<Document>],
    /// The words that this program and its user bring.
    base: &'a Vocabulary,
    /// The same with those of all letters.
    vocabulary: &'a Vocabulary,
    rules: OnceLock<Identity>,
    identities: Vec<OnceLock<Identity>>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        store: &'a dyn Store,
        documents: &'a [Arc<Document>],
        base: &'a Vocabulary,
        vocabulary: &'a Vocabulary,
    ) -> Keeper<'a> {
        Keeper {
            store,
            documents,
            base,
            vocabulary,
            rules: OnceLock::new(),
            identities: vec![OnceLock::new(); documents.len()],
        }
    }

    /// Where an entry of this sort about two documents is kept.
    pub(super) fn key(&self, sort: &str, pair: (u32, u32)) -> String {
        let id = |at: u32| self.documents[at as usize].id.as_str();
        format!("{sort}\t{}\t{}", id(pair.0), id(pair.1))
    }

    /// The entry about two documents, where there is one that holds.
    pub(super) fn find<T: DeserializeOwned>(&self, sort: &str, pair: (u32, u32)) -> Option<Vec<T>> {
        let bytes = told(self.store.kept(&self.key(sort, pair)))??;
        let (seal, body) = bytes.split_at_checked(SEAL)?;
        if seal != self.seal(pair, body)? {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// Keeps what was worked out of two documents.
    pub(super) fn keep<T: Serialize>(&self, sort: &str, pair: (u32, u32), links: &[T]) {
        let Ok(body) = postcard::to_stdvec(links) else {
            return;
        };
        let Some(seal) = self.seal(pair, &body) else {
            return;
        };
        let bytes = [&seal[..], &body].concat();
        told(self.store.keep(&self.key(sort, pair), &bytes));
    }

    /// Forgets every entry but these.
    pub(super) fn forget_others(&self, keys: &BTreeSet<String>) {
        for key in told(self.store.kept_keys()).unwrap_or_default() {
            if !keys.contains(&key) {
                told(self.store.forget(&key));
            }
        }
    }

    fn seal(&self, pair: (u32, u32), body: &[u8]) -> Option<Identity> {
        let mut hasher = Sha256::new();
        hasher.update(self.rules()?);
        hasher.update(self.identity(pair.0)?);
        hasher.update(self.identity(pair.1)?);
        hasher.update(body);
        Some(hasher.finalize().into())
    }

    fn rules(&self) -> Option<Identity> {
        remembered(&self.rules, || {
            let words = (
                self.base.units(),
                self.base.target_groups(),
                self.base.statutes(),
            );
            digest(&(RULES, words))
        })
    }

    /// What a document says, with the words that other letters bring for its units. When it was taken
    /// in plays no part.
    fn identity(&self, at: u32) -> Option<Identity> {
        remembered(&self.identities[at as usize], || {
            let document = &*self.documents[at as usize];
            let obligations = document.facts.obligations.iter();
            let named: BTreeSet<&str> = obligations
                .flat_map(|obligation| &obligation.units)
                .map(|responsible| responsible.unit.as_str())
                .filter(|slug| self.base.unit(slug).is_none())
                .collect();
            let units: Vec<_> = named
                .into_iter()
                .map(|slug| self.vocabulary.unit(slug))
                .collect();
            digest(&(
                &document.id,
                &document.text,
                &document.outline,
                &document.facts,
                units,
            ))
        })
    }
}

fn remembered(
    place: &OnceLock<Identity>,
    find: impl FnOnce() -> Option<Identity>,
) -> Option<Identity> {
    match place.get() {
        Some(known) => Some(*known),
        None => {
            let found = find()?;
            Some(*place.get_or_init(|| found))
        }
    }
}

fn digest(value: &impl Serialize) -> Option<Identity> {
    let bytes = postcard::to_stdvec(value).ok()?;
    Some(Sha256::digest(&bytes).into())
}

/// A store that cannot keep what can be worked out again is worth a word in the log, no more.
fn told<T>(answer: Result<T, StoreError>) -> Option<T> {
    answer
        .inspect_err(|error| tracing::warn!("links between letters are not kept: {error}"))
        .ok()
}
