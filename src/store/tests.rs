//! One suite for every kind of store.

use super::letter::digest;
use super::{Access, FolderStore, Letter, MemoryStore, Store};
use crate::model::{Document, Facts, Format, Outline, Source, Text};

fn document(id: &str, content: &str) -> Document {
    let source = Source {
        file_name: format!("{id}.txt"),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: "0".repeat(64),
        bytes: content.len() as u64,
    };
    Document {
        id: id.to_owned(),
        ingested: None,
        text: Text::new(content.to_owned(), Format::Plain, source),
        outline: Outline::default(),
        facts: Facts::default(),
    }
}

/// Keeps a document with its letter, as an archive does.
fn put(store: &dyn Store, document: &Document) {
    let bytes = document.text.content.as_bytes();
    let letter = Letter {
        id: document.id.clone(),
        sha256: digest(bytes),
        bytes: bytes.len() as u64,
        file_name: document.text.source.file_name.clone(),
        path: None,
        ingested: None,
    };
    store.keep_letter(&letter, bytes).unwrap();
    store.put(document).unwrap();
}

fn open(folder: &std::path::Path) -> FolderStore {
    FolderStore::open(folder, Access::Write).unwrap()
}

fn check(store: &dyn Store) {
    assert_eq!(store.ids().unwrap(), Vec::<String>::new());
    let first = document("brev-2023", "Kontoret skal svare.");
    put(store, &document("brev-2024", "Etaten må svare."));
    put(store, &first);
    assert_eq!(store.ids().unwrap(), ["brev-2023", "brev-2024"]);
    assert_eq!(store.document("brev-2023").unwrap(), Some(first));
    let newer = document("brev-2023", "Kontoret bør svare.");
    put(store, &newer);
    assert_eq!(store.document("brev-2023").unwrap(), Some(newer));
    assert!(store.remove("brev-2023").unwrap());
    assert!(!store.remove("brev-2023").unwrap());
    assert_eq!(store.document("brev-2023").unwrap(), None);
    assert_eq!(store.ids().unwrap(), ["brev-2024"]);

    assert_eq!(store.kept("a").unwrap(), None);
    store.keep("b", &[1, 2]).unwrap();
    store.keep("a", &[3]).unwrap();
    store.keep("b", &[4]).unwrap();
    assert_eq!(store.kept("b").unwrap(), Some(vec![4]));
    assert_eq!(store.kept_keys().unwrap(), ["a", "b"]);
    store.forget("b").unwrap();
    store.forget("b").unwrap();
    assert_eq!(store.kept("b").unwrap(), None);
    assert_eq!(store.kept_keys().unwrap(), ["a"]);
    assert_eq!(store.ids().unwrap(), ["brev-2024"]);
}

#[test]
fn the_memory_store_keeps_whole_documents() {
    check(&MemoryStore::default());
}

#[test]
fn the_folder_store_keeps_whole_documents() {
    let folder = tempfile::tempdir().unwrap();
    check(&open(folder.path()));
}

#[test]
fn a_folder_store_opened_again_holds_what_was_put() {
    let folder = tempfile::tempdir().unwrap();
    let letter = document("brev", "Direktoratet skal rapportere.");
    for _ in 0..20 {
        let store = open(folder.path());
        put(&store, &letter);
        drop(store);
        let store = open(folder.path());
        assert_eq!(store.document("brev").unwrap().as_ref(), Some(&letter));
    }
}

#[test]
fn letters_are_kept_as_they_came_until_they_are_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let (old, new) = (document("brev", "Gammelt."), document("brev", "Nytt."));
    put(&store, &old);
    put(&store, &new);
    let bytes = |text: &str| store.letter_bytes(&digest(text.as_bytes())).unwrap();
    assert_eq!(bytes("Gammelt.").unwrap(), b"Gammelt.");
    assert_eq!(store.letters().len(), 1);
    assert_eq!(store.older_letters("brev").len(), 1);
    assert_eq!(store.forget_letters("brev").unwrap(), 1);
    assert_eq!(bytes("Gammelt."), None);
    assert_eq!(bytes("Nytt.").unwrap(), b"Nytt.");
    assert_eq!(store.unnamed_letters().unwrap(), Vec::<String>::new());
}
