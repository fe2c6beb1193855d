//! How long it takes to tell which requirements apply to a unit and why, and to follow one of them,
//! over the shipped letters.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use styringsgraf::archive::Archive;
use styringsgraf::model::{ObligationFilter, ObligationOrder};
use styringsgraf::store::MemoryStore;
use styringsgraf::trace::{Asking, TraceDirection, paths, requirements, walk, why};
use styringsgraf::vocabulary::Vocabulary;

fn corpus() -> Archive {
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in())
        .expect("an empty store opens");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .collect();
    paths.sort();
    let mut batch = archive.batch();
    for path in paths {
        let bytes = std::fs::read(&path).expect("the letter can be read");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        batch.ingest(&bytes, &name).expect("the letter is one");
    }
    batch.finish().expect("the snapshot is built");
    archive
}

fn trace(criterion: &mut Criterion) {
    let snapshot = corpus().snapshot();
    let graph = snapshot.graph();
    let asking = Asking {
        unit: "nav-kontor",
        target_group: Some("unge-under-30"),
        year: Some(2024),
        ..Asking::default()
    };
    criterion.bench_function("requirements with why", |bencher| {
        bencher.iter(|| {
            let answer = requirements(graph, black_box(&asking)).expect("unit and group exist");
            let steps = answer.list.iter();
            steps
                .map(|one| why(graph, &answer, one).len())
                .sum::<usize>()
        });
    });
    let all = graph.select(&ObligationFilter::default(), ObligationOrder::Document);
    let root = |at: &usize| graph.links().passed_on_as(all[*at]).len();
    let most = (0..all.len())
        .max_by_key(root)
        .expect("there are requirements");
    let root = graph.obligation_node(all[most]);
    criterion.bench_function("trace at depth 3", |bencher| {
        bencher.iter(|| walk(graph, black_box(root), TraceDirection::Both, 3));
    });
    let office = graph.unit("nav-kontor").expect("the vocabulary has it");
    criterion.bench_function("path to a unit", |bencher| {
        bencher.iter(|| paths(graph, black_box(root), office, 6));
    });
}

criterion_group!(benches, trace);
criterion_main!(benches);
