//! Where documents last: whole documents in, whole documents out.
//!
//! The store is the record; graph and search index are derived from it. It knows documents, not
//! nodes and edges. What takes long to work out of documents may be kept beside them, as bytes.

mod memory;
mod record;
mod sled;
#[cfg(test)]
mod tests;

pub use self::sled::SledStore;
pub use memory::MemoryStore;
pub use record::FORMAT_VERSION;

use crate::model::Document;
use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the folder.
    #[error(
        "the store `{path}` is in use by another styringsgraf process; stop that one, or name another folder with --store"
    )]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The folder cannot be opened.
    #[error("cannot open the store `{path}`: {reason}")]
    Open {
        /// The folder.
        path: PathBuf,
        /// What the library says.
        reason: String,
    },
    /// The store was written by a version that this one cannot read.
    #[error(
        "the store `{path}` has format version {found}, and this program reads version {expected}; ingest the letters into a new folder with --store, or use the program that wrote it"
    )]
    Version {
        /// The folder.
        path: PathBuf,
        /// Version found.
        found: u32,
        /// Version that this program writes.
        expected: u32,
    },
    /// A record is damaged.
    #[error("the record of document `{id}` in the store is damaged: {reason}")]
    Damaged {
        /// Slug of the document.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// Reading or writing failed.
    #[error("the store cannot {action}: {reason}")]
    Failed {
        /// What was being done.
        action: &'static str,
        /// What the library says.
        reason: String,
    },
}

/// A place for documents. Every call is atomic: a document is there wholly or not at all.
pub trait Store: Send + Sync {
    /// Puts a document, in place of the one with its id. When this returns, it is durable.
    fn put(&self, document: &Document) -> Result<(), StoreError>;
    /// The document with this id.
    fn document(&self, id: &str) -> Result<Option<Document>, StoreError>;
    /// Removes a document; tells whether it was there.
    fn remove(&self, id: &str) -> Result<bool, StoreError>;
    /// The ids of all documents, sorted.
    fn ids(&self) -> Result<Vec<String>, StoreError>;
    /// Keeps under a key what was worked out of documents, to spare doing it again. It may get lost,
    /// and a store that keeps nothing is right too: who asks works it out anew then.
    fn keep(&self, _key: &str, _value: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }
    /// What is kept under a key.
    fn kept(&self, _key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }
    /// Forgets what is kept under a key.
    fn forget(&self, _key: &str) -> Result<(), StoreError> {
        Ok(())
    }
    /// The folder that the store lasts in, where it has one: what else lasts may stand beside it.
    fn folder(&self) -> Option<PathBuf> {
        None
    }
    /// All keys that something is kept under, sorted.
    fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}
