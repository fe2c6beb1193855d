//! A store that lasts as long as the process: for tests and for commands that need no folder.

use super::{Store, StoreError};
use crate::model::Document;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Documents in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    documents: RwLock<BTreeMap<String, Document>>,
    derived: RwLock<BTreeMap<String, Vec<u8>>>,
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

    fn keep(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        let mut derived = self.derived.write().unwrap_or_else(PoisonError::into_inner);
        derived.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let derived = self.derived.read().unwrap_or_else(PoisonError::into_inner);
        Ok(derived.get(key).cloned())
    }

    fn forget(&self, key: &str) -> Result<(), StoreError> {
        let mut derived = self.derived.write().unwrap_or_else(PoisonError::into_inner);
        derived.remove(key);
        Ok(())
    }

    fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        let derived = self.derived.read().unwrap_or_else(PoisonError::into_inner);
        Ok(derived.keys().cloned().collect())
    }
}
