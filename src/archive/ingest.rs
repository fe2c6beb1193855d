//! From bytes to a document, and what became of it.

use crate::model::{Document, READER};
use crate::read::ReadError;
use crate::reading::Reader;
use crate::search::SearchError;
use crate::store::StoreError;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a document was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The bytes are no letter.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index cannot be built; the document is stored.
    #[error(transparent)]
    Index(#[from] SearchError),
    /// The same bytes are there under another id.
    #[error(
        "`{file}` holds the same bytes as document `{id}`, which is stored already; remove that one first if the name is to change"
    )]
    Duplicate {
        /// The file.
        file: String,
        /// The document that holds the same bytes.
        id: String,
    },
}

impl IngestError {
    /// The same about this file in one Norwegian sentence, for people who read the pages.
    pub fn in_norwegian(&self, file: &str) -> String {
        match self {
            IngestError::Read(error) => error.in_norwegian(file),
            IngestError::Duplicate { id, .. } => format!(
                "«{file}» er byte for byte lik dokumentet «{id}», som alt er lest inn; fjern det først hvis navnet skal endres"
            ),
            IngestError::Store(_) | IngestError::Index(_) => {
                format!("«{file}» kunne ikke lagres; loggen på tjeneren sier mer")
            }
        }
    }
}

/// What became of a document that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added {
        /// Its id.
        id: String,
    },
    /// It took the place of an older text with the same id.
    Replaced {
        /// Its id.
        id: String,
    },
    /// The very same bytes were there already.
    Unchanged {
        /// Its id.
        id: String,
    },
}

impl Outcome {
    /// The document's id.
    pub fn id(&self) -> &str {
        match self {
            Outcome::Added { id } | Outcome::Replaced { id } | Outcome::Unchanged { id } => id,
        }
    }
}

/// Ids of documents by the digest of their bytes.
pub(super) type Sources = FxHashMap<String, String>;

/// Reads a document; none where the same bytes are there already.
pub(super) fn read_document(
    bytes: &[u8],
    file_name: &str,
    present: &BTreeMap<String, Arc<Document>>,
    sources: &Sources,
    reader: &Reader,
) -> Result<(Outcome, Option<Document>), IngestError> {
    let laid = reader.lay(bytes, file_name)?;
    let id = laid.id.clone();
    let same = sources.get(laid.sha256());
    let same = same.and_then(|id| present.get(id));
    match same {
        // A file that an older reader read is read anew.
        Some(same) if same.id == id && same.text.reader < READER => {}
        Some(same) if same.id == id || same.text.source.file_name == file_name => {
            let id = same.id.clone();
            return Ok((Outcome::Unchanged { id }, None));
        }
        Some(other) => {
            return Err(IngestError::Duplicate {
                file: file_name.to_owned(),
                id: other.id.clone(),
            });
        }
        None => {}
    }
    let outcome = if present.contains_key(&id) {
        Outcome::Replaced { id }
    } else {
        Outcome::Added { id }
    };
    let mut document = reader.facts(laid);
    document.ingested = Some(jiff::Timestamp::now());
    Ok((outcome, Some(document)))
}
