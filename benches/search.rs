//! How long it takes to index letters and to answer queries over them.
//!
//! Reads the shipped corpus, or the folder that `STYRINGSGRAF_LETTERS` names.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use styringsgraf::model::{Document, ObligationFilter};
use styringsgraf::reading::Reader;
use styringsgraf::search::{FacetField, Index, Query};
use styringsgraf::vocabulary::Vocabulary;

fn documents(vocabulary: &Vocabulary) -> Vec<Arc<Document>> {
    let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let folder = std::env::var_os("STYRINGSGRAF_LETTERS").map_or(shipped, PathBuf::from);
    let entries = std::fs::read_dir(&folder).expect("a folder of letters");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let reader = Reader::new(vocabulary);
    let document = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a letter");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        reader.read(&bytes, &name).ok().map(Arc::new)
    };
    paths.into_iter().filter_map(document).collect()
}

fn searching(criterion: &mut Criterion) {
    let vocabulary = Vocabulary::built_in();
    let documents = documents(&vocabulary);
    criterion.bench_function("build the index", |bencher| {
        bencher.iter(|| Index::build(black_box(&documents), &vocabulary).expect("an index"));
    });
    let index = Index::build(&documents, &vocabulary).expect("an index");
    let queries = [
        ("one word", Query::new("risikovurdering")),
        ("citation", Query::new("NAV-loven § 14a")),
        ("phrase", Query::new("\"tett oppfølging\" av unge")),
        ("misspelt", Query::new("tildelngsbrev arbedsgivere")),
        (
            "question",
            Query::new("hvem har ansvaret for oppfølging av sykmeldte uten arbeidsgiver"),
        ),
        (
            "filter and facets",
            Query {
                filter: ObligationFilter {
                    years: vec![2024],
                    has_deadline: Some(true),
                    ..ObligationFilter::default()
                },
                facets: FacetField::ALL.to_vec(),
                ..Query::new("rapportere om bruk av konsulenter")
            },
        ),
    ];
    for (name, query) in queries {
        criterion.bench_function(&format!("search: {name}"), |bencher| {
            bencher.iter(|| index.search(black_box(&query)).expect("an answer"));
        });
    }
}

criterion_group!(benches, searching);
criterion_main!(benches);
