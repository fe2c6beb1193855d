use crate::program::Plain;
use std::path::Path;
use std::sync::{Arc, Mutex};
use styringsgraf::archive::Archive;
use styringsgraf::model::Document;
use styringsgraf::store::{Access, FolderStore, Letter, MemoryStore, Store, StoreError};
use styringsgraf::vocabulary::Vocabulary;

const LETTERS: [&str; 5] = [
    "arsrapport-2024.md",
    "mal-og-disponeringsbrev-2023.md",
    "mal-og-disponeringsbrev-2024.md",
    "rapport-nav-kontor-2017.md",
    "tildelingsbrev-2024.md",
];

/// A store that outlives its archive and tells what was kept in it.
#[derive(Clone)]
struct Told {
    inner: Arc<dyn Store>,
    kept: Arc<Mutex<Vec<String>>>,
}

impl Told {
    fn over(inner: impl Store + 'static) -> Told {
        Told {
            inner: Arc::new(inner),
            kept: Arc::default(),
        }
    }

    /// Keys under which something was kept since the last time.
    fn told(&self) -> Vec<String> {
        let mut keys = std::mem::take(&mut *self.kept.lock().unwrap());
        keys.sort();
        keys
    }
}

impl Store for Told {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        self.inner.put(document)
    }
    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        self.inner.document(id)
    }
    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        self.inner.remove(id)
    }
    fn ids(&self) -> Result<Vec<String>, StoreError> {
        self.inner.ids()
    }
    fn keep_letter(&self, letter: &Letter, bytes: &[u8]) -> Result<(), StoreError> {
        self.inner.keep_letter(letter, bytes)
    }
    fn letters(&self) -> Vec<Letter> {
        self.inner.letters()
    }
    fn letter_bytes(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.letter_bytes(sha256)
    }
    fn keep(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.kept.lock().unwrap().push(key.to_owned());
        self.inner.keep(key, value)
    }
    fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.kept(key)
    }
    fn forget(&self, key: &str) -> Result<(), StoreError> {
        self.inner.forget(key)
    }
    fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        self.inner.kept_keys()
    }
}

fn open(store: impl Store + 'static) -> Archive {
    Archive::open(Box::new(store), Vocabulary::built_in()).unwrap()
}

fn fill(store: &Told) -> Archive {
    let archive = open(store.clone());
    let mut batch = archive.batch();
    for name in LETTERS {
        batch.ingest(&letter(name), name).unwrap();
    }
    batch.finish().unwrap();
    archive
}

fn letter(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    // A report whose sender is found by the units it names has letters that may take it up.
    let lines = text.split_inclusive('\n');
    let lines = lines.filter(|line| !(name.starts_with("rapport") && line.starts_with("sender:")));
    lines.collect::<String>().into_bytes()
}

fn links(archive: &Archive) -> String {
    format!("{:?}", archive.snapshot().graph().links().parts())
}

#[test]
fn a_second_start_works_out_no_pair() {
    let folder = tempfile::tempdir().unwrap();
    for store in [
        Told::over(MemoryStore::default()),
        Told::over(FolderStore::open(folder.path(), Access::Write).unwrap()),
    ] {
        let first = links(&fill(&store));
        let kept = store.told();
        for sort in ["cascade", "follow-up", "uptake", "year"] {
            assert!(
                kept.iter().any(|key| key.starts_with(sort)),
                "{sort}: {kept:?}"
            );
        }
        assert_eq!(kept, store.kept_keys().unwrap());
        let second = links(&open(store.clone()));
        assert_eq!(store.told(), Vec::<String>::new());
        assert!(first == second, "links kept differ from those worked out");
        let without = links(&open(Plain(store.inner.clone())));
        assert!(first == without, "links differ without a store for them");
    }
}

#[test]
fn listing_documents_asks_for_no_link() {
    let store = Told::over(MemoryStore::default());
    drop(fill(&store));
    let all = store.told();
    for key in &all {
        store.inner.forget(key).unwrap();
    }
    let archive = open(store.clone());
    assert_eq!(archive.snapshot().documents().len(), LETTERS.len());
    assert!(archive.snapshot().all_series().count() > 0);
    assert_eq!(store.told(), Vec::<String>::new());
    links(&archive);
    assert_eq!(store.told(), all);
}

#[test]
fn a_changed_letter_makes_only_its_own_pairs_anew() {
    let store = Told::over(MemoryStore::default());
    drop(fill(&store));
    let all = store.told();
    let name = "mal-og-disponeringsbrev-2023.md";
    let mut changed = letter(name);
    changed.extend("\n\nKontoret skal svare alle innen åtte dager.\n".bytes());
    // With the links in memory, and from the store alone.
    for archive in [fill(&store), open(store.clone())] {
        changed.extend("\nKontoret skal føre liste over svarene.\n".bytes());
        let mut batch = archive.batch();
        batch.ingest(&changed, name).unwrap();
        batch.finish().unwrap();
        let now = links(&archive);
        let own: Vec<String> = all
            .iter()
            .filter(|key| key.contains("\tmal-og-disponeringsbrev-2023"))
            .cloned()
            .collect();
        assert!(!own.is_empty() && own.len() < all.len());
        assert_eq!(store.told(), own);
        assert!(now == links(&open(Plain(store.inner.clone()))));
    }
}

#[test]
fn an_entry_that_does_not_hold_is_worked_out_anew() {
    let store = Told::over(MemoryStore::default());
    let right = links(&fill(&store));
    let all = store.told();
    let good: Vec<Vec<u8>> = all
        .iter()
        .map(|key| store.inner.kept(key).unwrap().unwrap())
        .collect();
    // No links at all, cut short, of another pair, with one other bit.
    type Spoil = fn(&[Vec<u8>], usize) -> Vec<u8>;
    let spoilt: [Spoil; 4] = [
        |_, _| vec![7; 40],
        |good, at| good[at][..good[at].len() - 1].to_vec(),
        |good, at| good[(at + 1) % good.len()].clone(),
        |good, at| {
            let mut bytes = good[at].clone();
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            bytes
        },
    ];
    assert!(all.len() >= spoilt.len(), "{all:?}");
    for (at, key) in all.iter().enumerate() {
        let spoil = spoilt[at % spoilt.len()];
        store.inner.keep(key, &spoil(&good, at)).unwrap();
    }
    let now = links(&open(store.clone()));
    assert!(right == now, "a spoilt entry was taken for good");
    assert_eq!(store.told(), all);
    // Other words of the vocabulary may lead to other links.
    let mut vocabulary = Vocabulary::built_in();
    let mut unit = vocabulary.unit("nav-kontor").unwrap().clone();
    unit.aliases.push("frontkontoret".to_owned());
    vocabulary.put_unit(unit);
    let archive = Archive::open(Box::new(store.clone()), vocabulary).unwrap();
    links(&archive);
    assert_eq!(store.told(), all);
}

#[test]
fn what_is_kept_goes_with_its_letter() {
    let store = Told::over(MemoryStore::default());
    let archive = fill(&store);
    store.inner.keep("year\tlost\tletters", &[1]).unwrap();
    assert!(archive.remove("tildelingsbrev-2024").unwrap());
    links(&archive);
    let keys = store.kept_keys().unwrap();
    assert!(!keys.is_empty());
    for key in keys {
        assert!(
            !key.contains("tildelingsbrev-2024") && !key.contains("lost"),
            "{key}"
        );
    }
}
