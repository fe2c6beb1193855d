//! Gives the program a mark of the sources that decide which links are found between two documents,
//! so that links kept by a program with other rules are worked out anew; and builds the word lists of
//! `corpus/language` in.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Files and folders; the vocabulary's own words are compared at run time.
const SOURCES: [&str; 10] = [
    "Cargo.lock",
    "src/archive/kept.rs",
    "src/archive/links.rs",
    "corpus/language",
    "src/diff",
    "src/graph/links.rs",
    "src/language",
    "src/model",
    "src/trace",
    "src/vocabulary",
];

fn main() {
    let mut files = Vec::new();
    for source in SOURCES {
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
    println!("cargo::rustc-env=LINK_RULES={:016x}", hasher.finish());
    word_lists();
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
