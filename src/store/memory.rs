//! A store that lasts as long as the process: for tests and for commands that need no folder.

use super::{Store, StoreError};
use crate::model::Document;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Documents in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    documents: RwLock<BTreeMap<String, Document>>,
}

impl Store for MemoryStore {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        let mut documents = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        documents.insert(document.id.clone(), document.clone());
        Ok(())
    }

    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(documents.get(id).cloned())
    }

    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        let mut documents = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(documents.remove(id).is_some())
    }

    fn ids(&self) -> Result<Vec<String>, StoreError> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(documents.keys().cloned().collect())
    }
}
