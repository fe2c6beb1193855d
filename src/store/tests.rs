//! One suite for every kind of store.

use super::{MemoryStore, SledStore, Store};
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

fn check(store: &dyn Store) {
    assert_eq!(store.ids().unwrap(), Vec::<String>::new());
    let first = document("brev-2023", "Kontoret skal svare.");
    store
        .put(&document("brev-2024", "Etaten må svare."))
        .unwrap();
    store.put(&first).unwrap();
    assert_eq!(store.ids().unwrap(), ["brev-2023", "brev-2024"]);
    assert_eq!(store.document("brev-2023").unwrap(), Some(first));
    let newer = document("brev-2023", "Kontoret bør svare.");
    store.put(&newer).unwrap();
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
fn the_sled_store_keeps_whole_documents() {
    let folder = tempfile::tempdir().unwrap();
    check(&SledStore::open(folder.path()).unwrap());
}

#[test]
fn a_sled_store_opened_again_holds_what_was_put() {
    let folder = tempfile::tempdir().unwrap();
    let letter = document("brev", "Direktoratet skal rapportere.");
    let store = SledStore::open(folder.path()).unwrap();
    store.put(&letter).unwrap();
    drop(store);
    let store = SledStore::open(folder.path()).unwrap();
    assert_eq!(store.document("brev").unwrap(), Some(letter));
}
