//! How the work grows with the letters: made letters of the same length, twice and four times as many.
//! `STYRINGSGRAF_LETTERS_MADE` takes another number than 50 to start from.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use styringsgraf::archive::Archive;
use styringsgraf::generate::{Plan, letters};
use styringsgraf::model::{ObligationFilter, ObligationOrder};
use styringsgraf::search::{FacetField, Query};
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;

/// Two words that stand in nearly all letters, one that stands in few, and a phrase.
const QUERIES: [(&str, &str); 3] = [
    ("common words", "ventetiden kartlegging"),
    ("rare word", "tarefeltsberedskap"),
    ("phrase", "\"statistikk over\""),
];

fn made(count: usize) -> Vec<(Vec<u8>, String)> {
    let plan = Plan {
        letters: count,
        seed: 1,
        bytes: 48_000,
    };
    letters(&plan)
        .map(|letter| (letter.text.into_bytes(), letter.file))
        .collect()
}

fn filled(files: &[(Vec<u8>, String)]) -> Archive {
    let store = Box::new(MemoryStore::default());
    let archive = Archive::open(store, Vocabulary::built_in()).expect("the store opens");
    let mut batch = archive.batch();
    for outcome in batch.ingest_all(files) {
        outcome.expect("it is a letter");
    }
    batch.finish().expect("the snapshot is built");
    archive
}

fn growth(criterion: &mut Criterion) {
    let start = std::env::var("STYRINGSGRAF_LETTERS_MADE").ok();
    let start = start.and_then(|it| it.parse().ok()).unwrap_or(50);
    let mut group = criterion.benchmark_group("scale");
    group.sample_size(10);
    for count in [start, 2 * start, 4 * start] {
        let mut files = made(count + 1);
        let (mut last, name) = files.pop().expect("a letter");
        let archive = filled(&files);
        for (sort, text) in QUERIES {
            let mut round = 0;
            group.bench_function(
                BenchmarkId::new(format!("search, {sort}"), count),
                |bench| {
                    bench.iter(|| {
                        round += 1;
                        // Another limit each time, so that no answer given before serves.
                        let query = Query {
                            facets: FacetField::ALL.to_vec(),
                            limit: 20 + round % 50_000,
                            ..Query::new(text)
                        };
                        let hits = archive.snapshot().search(black_box(&query));
                        hits.map(|hits| hits.total)
                    });
                },
            );
        }
        group.bench_function(BenchmarkId::new("requirements of a year", count), |bench| {
            let filter = ObligationFilter {
                years: vec![2020],
                ..ObligationFilter::default()
            };
            bench.iter(|| {
                let snapshot = archive.snapshot();
                snapshot
                    .obligations(black_box(&filter), ObligationOrder::Due)
                    .len()
            });
        });
        group.bench_function(
            BenchmarkId::new("one letter more, until seen", count),
            |bench| {
                bench.iter(|| {
                    last.extend(b"\nFjelltilsynet skal telle varder.\n");
                    archive.ingest(&last, &name).expect("it is a letter")
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
