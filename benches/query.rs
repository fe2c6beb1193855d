//! Time of GraphQL queries over the shipped letters, asked of the schema in the same process.

use async_graphql::{Request, Variables};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use styringsgraf::archive::Archive;
use styringsgraf::graphql::{Events, Limits, Schema, schema};
use styringsgraf::server::EXAMPLES;
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;

fn letters() -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let store = Box::new(MemoryStore::default());
    let archive = Archive::open(store, Vocabulary::built_in()).expect("an empty archive opens");
    let mut batch = archive.batch();
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("the corpus can be listed").path();
        let bytes = std::fs::read(&path).expect("a letter can be read");
        let name = path.file_name().expect("a letter has a name");
        let taken = batch.ingest(&bytes, &name.to_string_lossy());
        taken.expect("a letter can be taken in");
    }
    batch.finish().expect("the index can be built");
    schema(Arc::new(archive), Events::default(), Limits::default())
}

fn queries(criterion: &mut Criterion) {
    let schema = letters();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let mut group = criterion.benchmark_group("query");
    for (name, query, variables) in EXAMPLES {
        let variables = serde_json::from_str(variables).expect("examples have JSON variables");
        let variables = Variables::from_json(variables);
        let ask = || {
            let request = Request::new(*query).variables(variables.clone());
            let answer = runtime.block_on(schema.execute(request));
            assert!(answer.errors.is_empty(), "{name}: {:?}", answer.errors);
            serde_json::to_string(&answer).expect("an answer is JSON")
        };
        ask();
        group.bench_function(*name, |bencher| bencher.iter(|| black_box(ask())));
    }
    group.finish();
}

criterion_group!(benches, queries);
criterion_main!(benches);
