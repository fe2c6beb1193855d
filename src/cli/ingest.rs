//! `styringsgraf ingest`: reads files and folders into the store.

use super::args::StoreOptions;
use super::open::open;
use crate::archive::{Batch, IngestError, Outcome};
use anyhow::{Context, Result};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Options of `ingest`.
#[derive(Args, Debug)]
pub(super) struct Options {
    #[command(flatten)]
    store: StoreOptions,
    /// Files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(options: Options) -> Result<ExitCode> {
    let archive = open(&options.store)?;
    let mut batch = archive.batch();
    let mut failed = false;
    let mut taken = 0;
    for path in &options.paths {
        for file in files(path)? {
            match take_in(&mut batch, &file) {
                Ok(outcome) => {
                    taken += 1;
                    println!("{}", describe(&outcome));
                }
                Err(error) => {
                    failed = true;
                    eprintln!("styringsgraf: {error:#}");
                }
            }
        }
    }
    batch.finish();
    eprintln!(
        "{taken} files read; {} documents in the store",
        archive.snapshot().documents().len()
    );
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Added { id } => format!("added     {id}"),
        Outcome::Replaced { id } => format!("replaced  {id}"),
        Outcome::Unchanged { id } => format!("unchanged {id}"),
    }
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let entries = std::fs::read_dir(path);
    for entry in entries.with_context(|| format!("cannot read the folder `{}`", path.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn take_in(batch: &mut Batch<'_>, path: &Path) -> Result<Outcome> {
    let (name, bytes) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        ("-".to_owned(), bytes)
    } else {
        let bytes = std::fs::read(path);
        let bytes = bytes.with_context(|| format!("cannot read `{}`", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        (name.to_string_lossy().into_owned(), bytes)
    };
    batch
        .ingest(&bytes, &name)
        .map_err(|error: IngestError| anyhow::Error::new(error))
}
