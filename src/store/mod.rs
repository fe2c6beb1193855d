//! Where letters and documents last: whole ones in, whole ones out.
//!
//! The letters, as they were delivered, are the record: they are durable before anybody is told. What
//! was read out of them, graph and search index are derived and can be made again. The store knows
//! documents, not nodes and edges. What takes long to work out of documents may be kept beside them,
//! as bytes.

mod backup;
mod disk;
mod folder;
mod letter;
mod manifest;
mod memory;
mod migrate;
mod pieces;
mod place;
mod record;
mod sled;
#[cfg(test)]
mod tests;

pub use backup::{BackupError, Copied, back_up, restore};
pub use folder::FolderStore;
pub use letter::Letter;
pub use memory::MemoryStore;
pub use place::{Access, LAYOUT_VERSION};

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
    /// There is no store there, and nothing is to be made.
    #[error(
        "there is no store `{path}`; name the folder of one with --store, or make one with `styringsgraf ingest`"
    )]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// The folder is somebody else's.
    #[error(
        "the folder `{path}` holds files that are no store; name an empty folder or a new one with --store"
    )]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// The store was written by a version that this one cannot read.
    #[error(
        "the store `{path}` has layout version {found}, and this program reads version {expected}; use the program that wrote it, or `styringsgraf restore` a backup of it into a new folder"
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

impl StoreError {
    /// An error of the disk while something was being done.
    fn io(action: &'static str) -> impl Fn(std::io::Error) -> StoreError {
        move |error| StoreError::Failed {
            action,
            reason: error.to_string(),
        }
    }
}

/// A place for letters and documents. Every call is atomic: a document is there wholly or not at all.
pub trait Store: Send + Sync {
    /// Puts a document, in place of the one with its id. Where its letter was kept before, it is made
    /// again from that when it gets lost.
    fn put(&self, document: &Document) -> Result<(), StoreError>;
    /// The document with this id.
    fn document(&self, id: &str) -> Result<Option<Document>, StoreError>;
    /// Removes a document; tells whether it was there.
    fn remove(&self, id: &str) -> Result<bool, StoreError>;
    /// The ids of all documents, sorted.
    fn ids(&self) -> Result<Vec<String>, StoreError>;
    /// Keeps a letter as it was delivered, and enters it as the one of its document. When this returns,
    /// it is durable.
    fn keep_letter(&self, _letter: &Letter, _bytes: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }
    /// The bytes of the letter with this digest; none where it is not kept, or damaged.
    fn letter_bytes(&self, _sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }
    /// Writes the bytes of a letter again; wrong ones are not taken for it.
    fn mend_letter(&self, _letter: &Letter, _bytes: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }
    /// The letters of all documents, sorted by id; none of a store that keeps documents alone.
    fn letters(&self) -> Vec<Letter> {
        Vec::new()
    }
    /// Whether a letter is there with its size.
    fn seems_whole(&self, _letter: &Letter) -> bool {
        true
    }
    /// The letters that stood under an id before, oldest first.
    fn older_letters(&self, _id: &str) -> Vec<Letter> {
        Vec::new()
    }
    /// Digests of letters that are there, but that no document has or had.
    fn unnamed_letters(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
    /// Removes the older letters of an id; tells how many.
    fn forget_letters(&self, _id: &str) -> Result<usize, StoreError> {
        Ok(0)
    }
    /// Brings what was put to the disk.
    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }
    /// What was found wrong or done when the store was opened, in sentences.
    fn told(&self) -> Vec<String> {
        Vec::new()
    }
    /// Why nothing can be written at present.
    fn failure(&self) -> Option<String> {
        None
    }
    /// Marks that the first letters are being read in, or that they are there.
    fn set_unfinished(&self, _unfinished: bool) -> Result<(), StoreError> {
        Ok(())
    }
    /// Whether the reading in of the first letters was begun and not ended.
    fn is_unfinished(&self) -> bool {
        false
    }
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
