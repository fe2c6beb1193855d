//! The default store: a folder of the embedded database sled, one process at a time.

use super::{FORMAT_VERSION, Store, StoreError, record};
use crate::model::Document;
use std::path::{Path, PathBuf};

const DOCUMENTS: &str = "documents";
const DERIVED: &str = "derived";
const FORMAT: &str = "format";

/// Documents in a folder.
#[derive(Debug)]
pub struct SledStore {
    database: sled::Db,
    documents: sled::Tree,
    /// What was worked out of the documents. Never flushed on its own account.
    derived: sled::Tree,
    folder: PathBuf,
}

impl SledStore {
    /// Opens the store in `folder`, or makes one there.
    pub fn open(folder: &Path) -> Result<SledStore, StoreError> {
        let open_error = |error: sled::Error| match &error {
            sled::Error::Io(io) if is_lock(io) => StoreError::Locked {
                path: folder.to_owned(),
            },
            other => StoreError::Open {
                path: folder.to_owned(),
                reason: other.to_string(),
            },
        };
        let database = sled::Config::new()
            .path(folder)
            .open()
            .map_err(open_error)?;
        let current = FORMAT_VERSION.to_le_bytes();
        match database.get(FORMAT).map_err(open_error)? {
            Some(found) if found.as_ref() == current => {}
            Some(found) => {
                let mut version = [0; 4];
                let length = found.len().min(4);
                version[..length].copy_from_slice(&found[..length]);
                return Err(StoreError::Version {
                    path: folder.to_owned(),
                    found: u32::from_le_bytes(version),
                    expected: FORMAT_VERSION,
                });
            }
            None => {
                database.insert(FORMAT, &current).map_err(open_error)?;
                database.flush().map_err(open_error)?;
            }
        }
        let documents = database.open_tree(DOCUMENTS).map_err(open_error)?;
        let derived = database.open_tree(DERIVED).map_err(open_error)?;
        Ok(SledStore {
            database,
            documents,
            derived,
            folder: folder.to_owned(),
        })
    }

    fn flush(&self) -> Result<(), StoreError> {
        self.database.flush().map_err(failed("write to disk"))?;
        Ok(())
    }
}

impl Store for SledStore {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        let bytes = record::encode(document).map_err(|reason| StoreError::Failed {
            action: "encode a document",
            reason,
        })?;
        let inserted = self.documents.insert(&document.id, bytes);
        inserted.map_err(failed("write a document"))?;
        self.flush()
    }

    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        let found = self.documents.get(id).map_err(failed("read a document"))?;
        let Some(bytes) = found else {
            return Ok(None);
        };
        let document = record::decode(&bytes).map_err(|reason| StoreError::Damaged {
            id: id.to_owned(),
            reason,
        })?;
        Ok(Some(document))
    }

    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        let removed = self.documents.remove(id);
        let was_there = removed.map_err(failed("remove a document"))?.is_some();
        self.flush()?;
        Ok(was_there)
    }

    fn ids(&self) -> Result<Vec<String>, StoreError> {
        keys(&self.documents)
    }

    fn keep(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        let kept = self.derived.insert(key, value);
        kept.map_err(failed("keep what was worked out"))?;
        Ok(())
    }

    fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.derived.get(key);
        let found = found.map_err(failed("read what was worked out"))?;
        Ok(found.map(|bytes| bytes.to_vec()))
    }

    fn forget(&self, key: &str) -> Result<(), StoreError> {
        let forgotten = self.derived.remove(key);
        forgotten.map_err(failed("forget what was worked out"))?;
        Ok(())
    }

    fn folder(&self) -> Option<PathBuf> {
        Some(self.folder.clone())
    }

    fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        keys(&self.derived)
    }
}

fn keys(tree: &sled::Tree) -> Result<Vec<String>, StoreError> {
    let mut keys = Vec::new();
    for key in tree.iter().keys() {
        let key = key.map_err(failed("list what it holds"))?;
        keys.push(String::from_utf8_lossy(&key).into_owned());
    }
    Ok(keys)
}

fn failed(action: &'static str) -> impl Fn(sled::Error) -> StoreError {
    move |error| StoreError::Failed {
        action,
        reason: error.to_string(),
    }
}

/// sled reports a folder held by another process as an I/O error of the lock call.
fn is_lock(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::WouldBlock
        || error.to_string().contains("could not acquire lock")
}
