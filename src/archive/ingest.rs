//! From bytes to a document, and what became of it.

use super::name::{self, Origin, Present};
use crate::model::{Document, READER, harmless_line};
use crate::read::ReadError;
use crate::reading::{Laid, Reader};
use crate::search::SearchError;
use crate::store::{Letter, StoreError};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashSet};
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

/// What is stored already.
pub(super) struct Stock<'a> {
    pub(super) present: &'a BTreeMap<String, Arc<Document>>,
    pub(super) letters: &'a BTreeMap<String, Letter>,
    pub(super) sources: &'a Sources,
    /// Ids taken in by this run.
    pub(super) of_this_run: &'a HashSet<String>,
}

/// A file that was read.
pub(super) struct Read {
    pub(super) outcome: Outcome,
    /// What is to be kept of it.
    pub(super) letter: Option<Letter>,
    /// None where the same bytes are there already.
    pub(super) document: Option<Document>,
    /// What is to be told of it beside the outcome.
    pub(super) notice: Option<String>,
}

/// Reads a file, and finds the id under which it is stored.
pub(super) fn read_document(
    bytes: &[u8],
    origin: &Origin<'_>,
    stock: &Stock<'_>,
    reader: &Reader,
) -> Result<Read, IngestError> {
    let file_name = &*harmless_line(origin.file_name);
    let origin = &Origin {
        file_name,
        ..*origin
    };
    let mut laid = reader.lay(bytes, file_name)?;
    if let Some(unchanged) = stock.unchanged(&laid, origin, bytes)? {
        return Ok(unchanged);
    }
    let by_path = |path: &str| {
        let letters = stock.letters.values();
        let mut there = letters.filter(|letter| letter.path.as_deref() == Some(path));
        there.next().map(|letter| letter.id.clone())
    };
    if let Some(id) = origin.path.and_then(by_path) {
        laid.id = id;
    }
    let same_bytes = stock.sources.get(laid.sha256()) == Some(&laid.id);
    let mut document = reader.facts(laid);
    let mut notice = None;
    let mut outcome = Outcome::Added {
        id: document.id.clone(),
    };
    if let Some(old) = stock.present(&document.id) {
        if same_bytes || name::replaces(origin, &document, old) {
            outcome = Outcome::Replaced {
                id: document.id.clone(),
            };
        } else {
            let taken = |id: &str| stock.present.contains_key(id);
            let id = name::other_id(origin, &document, taken);
            notice = Some(format!(
                "`{}` is another letter than document `{}`, which has its name, and is stored as `{id}`; give --replace to put it in its place",
                origin.path.unwrap_or(origin.file_name),
                document.id
            ));
            document.id.clone_from(&id);
            document = reader.again(&document);
            outcome = Outcome::Added { id };
        }
    }
    document.ingested = Some(jiff::Timestamp::now());
    let letter = Letter {
        id: document.id.clone(),
        sha256: document.text.source.sha256.clone(),
        bytes: bytes.len() as u64,
        file_name: origin.file_name.to_owned(),
        path: origin.path.map(str::to_owned),
        ingested: document.ingested,
    };
    Ok(Read {
        outcome,
        letter: Some(letter),
        document: Some(document),
        notice,
    })
}

impl Stock<'_> {
    fn present(&self, id: &str) -> Option<Present<'_>> {
        let letter = self.letters.get(id);
        Some(Present {
            document: self.present.get(id)?,
            path: letter.and_then(|letter| letter.path.as_deref()),
            of_this_run: self.of_this_run.contains(id),
        })
    }

    /// What is told of a file whose bytes are stored already. Its letter is kept again: it may have been
    /// lost or damaged, or the file may have been moved.
    fn unchanged(
        &self,
        laid: &Laid,
        origin: &Origin<'_>,
        bytes: &[u8],
    ) -> Result<Option<Read>, IngestError> {
        let same = self.sources.get(laid.sha256());
        let Some(same) = same.and_then(|id| self.present.get(id)) else {
            return Ok(None);
        };
        // A file that an older reader read is read anew.
        if same.id == laid.id && same.text.reader < READER {
            return Ok(None);
        }
        let source = &same.text.source;
        if same.id != laid.id && source.file_name != origin.file_name {
            return Err(IngestError::Duplicate {
                file: origin.file_name.to_owned(),
                id: same.id.clone(),
            });
        }
        let known = self.letters.get(&same.id);
        let path = known.and_then(|known| known.path.clone());
        let letter = Letter {
            id: same.id.clone(),
            sha256: source.sha256.clone(),
            bytes: bytes.len() as u64,
            file_name: source.file_name.clone(),
            path: path.or_else(|| origin.path.map(str::to_owned)),
            ingested: same.ingested,
        };
        Ok(Some(Read {
            outcome: Outcome::Unchanged {
                id: same.id.clone(),
            },
            letter: Some(letter),
            document: None,
            notice: None,
        }))
    }
}
