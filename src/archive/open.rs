//! What a store holds against what it should hold: a document that is missing, damaged or of another
//! version of the program is read anew from its letter, and what cannot be had back is told.

use super::ArchiveError;
use super::journal::Entry;
use crate::model::Document;
use crate::read::ReadError;
use crate::reading::Reader;
use crate::store::{Letter, Store, StoreError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The documents of a store, and what is to be told of it.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) documents: BTreeMap<String, Arc<Document>>,
    pub(super) told: Vec<String>,
}

/// Reads all documents of a store. `reader` is asked for when one has to be read anew.
pub(super) fn open<'a>(
    store: &dyn Store,
    entry: &Entry,
    reader: impl Fn() -> &'a Reader,
) -> Result<Opened, ArchiveError> {
    let mut opened = Opened {
        told: store.told(),
        ..Opened::default()
    };
    let letters = store.letters().into_iter();
    let mut letters: BTreeMap<String, Letter> =
        letters.map(|letter| (letter.id.clone(), letter)).collect();
    let mut anew = Vec::new();
    for id in store.ids()? {
        entry.reading(&id);
        match (store.document(&id), letters.remove(&id)) {
            (Ok(Some(document)), None) => {
                opened.documents.insert(id, Arc::new(document));
            }
            (Ok(Some(document)), Some(letter)) if document.text.source.sha256 == letter.sha256 => {
                if !store.seems_whole(&letter) {
                    opened.told.push(format!(
                        "the letter of document `{id}` is lost or damaged; what was read out of it is whole, and `styringsgraf check --repair` says what to do"
                    ));
                }
                opened.documents.insert(id, Arc::new(document));
            }
            (_, Some(letter)) => anew.push(letter),
            (Ok(None), None) => {}
            (Err(damaged @ StoreError::Damaged { .. }), None) => {
                opened.told.push(format!("{damaged}; it is left out"));
            }
            (Err(error), None) => return Err(error.into()),
        }
        entry.fetched();
    }
    if !anew.is_empty() {
        opened.read_anew(store, &anew, reader())?;
    }
    Ok(opened)
}

impl Opened {
    fn read_anew(
        &mut self,
        store: &dyn Store,
        letters: &[Letter],
        reader: &Reader,
    ) -> Result<(), ArchiveError> {
        let read: Vec<_> = letters
            .par_iter()
            .map(|letter| of(store, letter, reader))
            .collect();
        let mut done = 0;
        for (letter, read) in letters.iter().zip(read) {
            match read? {
                Some(document) => {
                    store.put(&document)?;
                    self.documents.insert(letter.id.clone(), Arc::new(document));
                    done += 1;
                }
                None => self.told.push(format!(
                    "document `{}` is lost: neither its letter nor what was read out of it is whole; ingest `{}` again",
                    letter.id, letter.file_name
                )),
            }
        }
        store.settle()?;
        if done > 0 {
            self.told.push(format!(
                "{done} documents were read anew from their letters"
            ));
        }
        Ok(())
    }
}

fn of(store: &dyn Store, letter: &Letter, reader: &Reader) -> Result<Option<Document>, StoreError> {
    let Some(bytes) = store.letter_bytes(&letter.sha256)? else {
        return Ok(None);
    };
    // What was read once is refused by a stricter reader: as good as lost, and told so.
    Ok(from_letter(&bytes, letter, reader).ok())
}

/// Reads a kept letter as the document that it was.
pub(super) fn from_letter(
    bytes: &[u8],
    letter: &Letter,
    reader: &Reader,
) -> Result<Document, ReadError> {
    let mut laid = reader.lay(bytes, &letter.file_name)?;
    laid.id.clone_from(&letter.id);
    let mut document = reader.facts(laid);
    document.ingested = letter.ingested;
    Ok(document)
}

/// Reads a document anew: from its letter, or from its stored text where there is none.
pub(super) fn read_again(
    store: &dyn Store,
    letters: &BTreeMap<String, Letter>,
    reader: &Reader,
    document: &Document,
) -> Result<Document, StoreError> {
    if let Some(letter) = letters.get(&document.id)
        && let Some(bytes) = store.letter_bytes(&letter.sha256)?
        && let Ok(fresh) = from_letter(&bytes, letter, reader)
    {
        return Ok(fresh);
    }
    Ok(reader.again(document))
}
