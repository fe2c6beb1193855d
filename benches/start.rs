//! How long a filled store takes to open: for the documents alone, for the graph with the links between
//! letters kept or to be worked out, for the search; over two and eight years of one series, so that
//! four times the letters should take about four times as long.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::sync::Arc;
use styringsgraf::archive::Archive;
use styringsgraf::model::Document;
use styringsgraf::search::Query;
use styringsgraf::store::{MemoryStore, Store, StoreError};
use styringsgraf::vocabulary::Vocabulary;

const LETTER: &str = include_str!("../corpus/letters/tildelingsbrev-2024.md");

/// A store that outlives its archive, with links or without.
struct Lasting {
    documents: Arc<MemoryStore>,
    links: Option<Arc<MemoryStore>>,
}

impl Store for Lasting {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        self.documents.put(document)
    }
    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        self.documents.document(id)
    }
    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        self.documents.remove(id)
    }
    fn ids(&self) -> Result<Vec<String>, StoreError> {
        self.documents.ids()
    }
    fn keep(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        let links = self.links.as_ref();
        links.map_or(Ok(()), |links| links.keep(key, value))
    }
    fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let links = self.links.as_ref();
        links.map_or(Ok(None), |links| links.kept(key))
    }
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    for years in [2, 8] {
        let (documents, links) = (Arc::new(MemoryStore::default()), Some(Arc::default()));
        let open = |links: &Option<Arc<MemoryStore>>| {
            let store = Lasting {
                documents: Arc::clone(&documents),
                links: links.clone(),
            };
            Archive::open(Box::new(store), Vocabulary::built_in()).expect("the store opens")
        };
        let filled = open(&links);
        let mut batch = filled.batch();
        for year in 2024 - years..2024 {
            let letter = LETTER.replace("2024", &year.to_string());
            let name = format!("tildelingsbrev-{year}.md");
            batch
                .ingest(letter.as_bytes(), &name)
                .expect("it is a letter");
        }
        batch.finish().expect("the snapshot is built");
        group.bench_function(BenchmarkId::new("documents", years), |bench| {
            bench.iter(|| open(&links).snapshot().documents().len());
        });
        group.bench_function(BenchmarkId::new("graph, links kept", years), |bench| {
            bench.iter(|| open(&links).snapshot().graph().edge_count());
        });
        group.bench_function(
            BenchmarkId::new("graph, links worked out", years),
            |bench| {
                bench.iter(|| open(&None).snapshot().graph().edge_count());
            },
        );
        group.bench_function(BenchmarkId::new("search", years), |bench| {
            let query = Query::new("ungdomsgaranti");
            bench.iter(|| {
                open(&links)
                    .snapshot()
                    .search(&query)
                    .map(|hits| hits.total)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, start);
criterion_main!(benches);
