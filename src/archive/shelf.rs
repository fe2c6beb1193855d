//! The search index of the archive, which goes from snapshot to snapshot and, where the store has a
//! folder, from start to start.

use crate::model::Document;
use crate::search::{Index, Library, SearchError};
use crate::vocabulary::Vocabulary;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The folder of the index beside the store.
const FOLDER: &str = "search";

/// Where the index stands.
pub(super) struct Shelf {
    folder: Option<PathBuf>,
    /// The words that this program and its user bring.
    base: Arc<Vocabulary>,
    snapshots: AtomicU64,
    library: Mutex<Kept>,
}

/// The index, and the newest snapshot that it was brought to.
#[derive(Default)]
struct Kept {
    library: Option<Library>,
    newest: u64,
}

impl Shelf {
    /// A shelf beside a store that has this folder; in memory where it has none.
    pub(super) fn new(store: Option<PathBuf>, base: &Arc<Vocabulary>) -> Shelf {
        Shelf {
            folder: store.map(|folder| folder.join(FOLDER)),
            base: Arc::clone(base),
            snapshots: AtomicU64::new(0),
            library: Mutex::default(),
        }
    }

    /// A number for a snapshot: newer ones have greater ones.
    pub(super) fn next(&self) -> u64 {
        self.snapshots.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The index of the snapshot with this number.
    pub(super) fn index(
        &self,
        number: u64,
        documents: &[Arc<Document>],
        vocabulary: &Vocabulary,
    ) -> Result<Index, SearchError> {
        let mut kept = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        if number < kept.newest {
            // A snapshot that is asked late, while its successor has moved the index on.
            return Index::build(documents, vocabulary);
        }
        kept.newest = number;
        let library = match kept.library.take() {
            Some(library) => library,
            None => self.open()?,
        };
        let followed = library.follow(documents, vocabulary, mark);
        let (library, index) = match followed {
            Err(error) if self.folder.is_some() => {
                tracing::warn!("the search index is not kept: {error}");
                let library = Library::in_memory(&self.base)?;
                let index = library.follow(documents, vocabulary, mark)?;
                (library, index)
            }
            other => (library, other?),
        };
        kept.library = Some(library);
        Ok(index)
    }

    fn open(&self) -> Result<Library, SearchError> {
        if let Some(folder) = &self.folder {
            match Library::open(folder, &self.base) {
                Ok(library) => return Ok(library),
                Err(error) => tracing::warn!("the search index is not kept: {error}"),
            }
        }
        Library::in_memory(&self.base)
    }
}

/// A mark of all that a document says.
fn mark(document: &Document) -> String {
    let Document {
        id,
        text,
        outline,
        facts,
        ..
    } = document;
    // Facts that cannot be written down are never the same as before.
    let bytes = postcard::to_stdvec(&(id, &text.source.sha256, outline, facts)).unwrap_or_default();
    let digest = Sha256::digest(&bytes);
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
