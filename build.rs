//! Gives the program a mark of the sources that decide which links are found between two documents,
//! so that links kept by a program with other rules are worked out anew; and builds the word lists of
//! `corpus/language` in.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Files and folders; the vocabulary's own words are compared at run time.
const SOURCES: [&str; 14] = [
    "Cargo.lock",
    "src/archive/kept.rs",
    "src/archive/links.rs",
    "corpus/language",
    "src/diff",
    "src/graph/links.rs",
    "src/language",
    "src/likeness",
    "corpus/weights.toml",
    "corpus/wording",
    "src/model",
    "src/quantity",
    "src/trace",
    "src/vocabulary",
];

/// The types that are stored, field by field: a record of other ones is read anew from its letter.
const TYPES: [&str; 1] = ["src/model"];

/// What decides which terms of a letter the search index holds.
const SEARCH_SOURCES: [&str; 7] = [
    "Cargo.lock",
    "corpus/language",
    "corpus/vocabulary/search",
    "src/language",
    "src/model",
    "src/search",
    "src/vocabulary",
];

fn main() {
    println!("cargo::rustc-env=LINK_RULES={:016x}", mark(&SOURCES));
    println!(
        "cargo::rustc-env=SEARCH_RULES={:016x}",
        mark(&SEARCH_SOURCES)
    );
    println!("cargo::rustc-env=MODEL_TYPES={:016x}", mark(&TYPES));
    word_lists();
}

/// A number that changes with the files in these folders.
fn mark(sources: &[&str]) -> u64 {
    let mut files = Vec::new();
    for source in sources {
        println!("cargo::rerun-if-changed={source}");
        collect(Path::new(source), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = std::fs::read(&file).unwrap_or_default();
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write_usize(content.len());
        hasher.write(&content);
    }
    hasher.finish()
}

/// Writes the names and texts of the word lists as a constant that `src/language/lists.rs` includes.
fn word_lists() {
    let mut files = Vec::new();
    collect(Path::new("corpus/language"), &mut files);
    files.sort();
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut code =
        "/// Name and text of every file of word lists.\nconst FILES: &[(&str, &str)] = &[\n"
            .to_owned();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = Path::new(&root).join(&file);
        code.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
    }
    code.push_str("];\n");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let target = Path::new(&out).join("language.rs");
    if let Err(error) = std::fs::write(&target, code) {
        panic!("cannot write `{}`: {error}", target.display());
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten() {
                collect(&entry.path(), files);
            }
        }
        Err(_) => files.push(path.to_owned()),
    }
}
