//! Gives the program a mark of the sources that decide which links are found between two documents,
//! so that links kept by a program with other rules are worked out anew.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Files and folders; the vocabulary's own words are compared at run time.
const SOURCES: [&str; 10] = [
    "Cargo.lock",
    "src/archive/kept.rs",
    "src/archive/links.rs",
    "src/diff",
    "src/graph/links.rs",
    "src/likeness",
    "corpus/weights.toml",
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
