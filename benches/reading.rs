//! How fast letters are read, laid out and searched for facts, and that the time grows with their length alone.
//!
//! The letters are those of the project's own corpus; STYRINGSGRAF_LETTERS names a folder of others
//! that are read too.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use styringsgraf::extract::Extractor;
use styringsgraf::model::Facts;
use styringsgraf::read::read;
use styringsgraf::segment::segment;
use styringsgraf::vocabulary::Vocabulary;

struct Letter {
    name: String,
    bytes: Vec<u8>,
}

fn letters() -> Vec<Letter> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let others = std::env::var_os("STYRINGSGRAF_LETTERS").map(PathBuf::from);
    let mut letters = Vec::new();
    for folder in [own].into_iter().chain(others) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if let (Some(name), Ok(bytes)) = (path.file_name(), std::fs::read(&path)) {
                let name = name.to_string_lossy().into_owned();
                letters.push(Letter { name, bytes });
            }
        }
    }
    letters.sort_by(|one, other| one.name.cmp(&other.name));
    letters
}

fn facts(extractor: &Extractor, name: &str, bytes: &[u8]) -> Option<Facts> {
    let text = read(bytes, name).ok()?;
    let outline = segment(&text);
    Some(extractor.extract("letter", &text, &outline))
}

/// Bytes a second for each letter and for all of them one after the other.
fn throughput(criterion: &mut Criterion) {
    let extractor = Extractor::new(&Vocabulary::built_in());
    let letters = letters();
    let mut group = criterion.benchmark_group("reading");
    for letter in &letters {
        group.throughput(Throughput::Bytes(letter.bytes.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(&letter.name), |bench| {
            bench.iter(|| facts(&extractor, &letter.name, black_box(&letter.bytes)));
        });
    }
    let all: usize = letters.iter().map(|letter| letter.bytes.len()).sum();
    group.throughput(Throughput::Bytes(all as u64));
    group.bench_function("all", |bench| {
        bench.iter(|| {
            for letter in &letters {
                black_box(facts(&extractor, &letter.name, black_box(&letter.bytes)));
            }
        });
    });
    group.finish();
}

/// The longest letter once, four and sixteen times over, and a line of a megabyte: the bytes a second
/// must stay about the same.
fn scaling(criterion: &mut Criterion) {
    let extractor = Extractor::new(&Vocabulary::built_in());
    let letters = letters();
    let Some(letter) = letters.iter().max_by_key(|letter| letter.bytes.len()) else {
        return;
    };
    let mut group = criterion.benchmark_group("scaling");
    group.sample_size(10);
    let mut texts: Vec<(String, Vec<u8>)> = [1, 4, 16]
        .into_iter()
        .map(|times| (format!("{times}x"), letter.bytes.repeat(times)))
        .collect();
    let line: Vec<u8> = letter
        .bytes
        .iter()
        .map(|byte| if *byte == b'\n' { b' ' } else { *byte })
        .cycle()
        .take(1_000_000)
        .collect();
    // The cut may fall inside a character.
    texts.push((
        "line".to_owned(),
        String::from_utf8_lossy(&line).into_owned().into_bytes(),
    ));
    for (name, bytes) in &texts {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |bench| {
            bench.iter(|| facts(&extractor, "letter.txt", black_box(bytes)));
        });
    }
    group.finish();
}

criterion_group!(benches, throughput, scaling);
criterion_main!(benches);
