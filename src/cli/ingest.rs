//! `styringsgraf ingest`: files, folders and standard input into the store. One bad file is told and
//! left out; the rest go on.

use super::args::{Arguments, Ingest};
use super::output::say;
use super::{Finding, archive, view};
use crate::archive::Outcome;
use crate::model::Document;
use crate::read::{ENDINGS, letters_in};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::HashSet;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// Files that are read at once, and their bytes.
const FILES_AT_ONCE: usize = 32;
const BYTES_AT_ONCE: usize = 8_000_000;

pub(super) fn run(arguments: &Arguments, command: &Ingest) -> anyhow::Result<Finding> {
    let mut trouble = false;
    let mut tell = |message: String| {
        eprintln!("styringsgraf: {message}");
        trouble = true;
    };
    let mut files = Vec::new();
    for path in &command.paths {
        match letters(path) {
            Ok(found) => files.extend(found),
            Err(error) => tell(format!("{error:#}")),
        }
    }
    let archive = archive(arguments)?;
    let bar = progress_bar(files.len(), command.quiet);
    let mut done = 0;
    let mut notes = Notes::default();
    let mut batch = archive.batch();
    let mut open = files.as_slice();
    while !open.is_empty() {
        // Files are read by many at once, of so many bytes that little waits in memory.
        let (mut read, mut held) = (Vec::new(), 0);
        while let Some((path, rest)) = open.split_first()
            && read.len() < FILES_AT_ONCE
            && held < BYTES_AT_ONCE
        {
            open = rest;
            bar.set_message(path.display().to_string());
            match bytes(path, command.name.as_deref()) {
                Ok((bytes, name)) => {
                    held += bytes.len();
                    // An archive stands for the letters in it.
                    match letters_in(&bytes).filter(|letters| !letters.is_empty()) {
                        Some(letters) => {
                            read.extend(letters.into_iter().map(|(name, bytes)| (bytes, name)));
                        }
                        None => read.push((bytes, name)),
                    }
                }
                Err(error) => {
                    bar.suspend(|| tell(format!("{error:#}")));
                    bar.inc(1);
                }
            }
        }
        for outcome in batch.ingest_all(&read) {
            match outcome {
                Ok(outcome) => {
                    done += 1;
                    if !command.quiet {
                        bar.suspend(|| report(&outcome, batch.document(outcome.id()), &mut notes));
                    }
                }
                Err(error) => bar.suspend(|| tell(error.to_string())),
            }
            bar.inc(1);
        }
    }
    batch.finish()?;
    bar.finish_and_clear();
    if notes.again > 0 {
        eprintln!("note: {} more say the same of other files", notes.again);
    }
    if !command.quiet {
        say!(
            "{} documents in the store",
            archive.snapshot().documents().len()
        );
    }
    Ok(match (trouble, done == 0) {
        (true, _) => Finding::Trouble,
        (false, true) => Finding::Nothing,
        (false, false) => Finding::Found,
    })
}

/// The files that a path stands for.
pub(super) fn letters(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path == Path::new("-") || path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.exists() {
        bail!("there is no file or folder `{}`", path.display());
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
        for entry in entries {
            let entry = entry?.path();
            let extension = entry.extension().and_then(|extension| extension.to_str());
            if entry.is_dir() {
                folders.push(entry);
            } else if extension.is_some_and(|extension| {
                let extension = extension.to_ascii_lowercase();
                extension == "zip" || ENDINGS.contains(&extension.as_str())
            }) {
                found.push(entry);
            }
        }
    }
    if found.is_empty() {
        bail!(
            "the folder `{}` holds no letters; they end in .pdf, .docx, .odt, .html, .md, .txt or .zip",
            path.display()
        );
    }
    found.sort();
    Ok(found)
}

/// The bytes of a letter, and the name it goes by.
pub(super) fn bytes(path: &Path, name: Option<&str>) -> anyhow::Result<(Vec<u8>, String)> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok((bytes, name.unwrap_or("standard-input").to_owned()));
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok((bytes, name.to_string_lossy().into_owned()))
}

fn progress_bar(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta} left {wide_msg}");
    let bar = ProgressBar::new(files as u64);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Tells what became of a document; by now it is durable.
fn report(outcome: &Outcome, document: Option<&Document>, notes: &mut Notes) {
    let word = match outcome {
        Outcome::Added { .. } => "added",
        Outcome::Replaced { .. } => "replaced",
        Outcome::Unchanged { .. } => "unchanged",
    };
    let Some(document) = document else { return };
    let facts = &document.facts;
    let counts = [
        (facts.obligations.len(), "requirements"),
        (facts.goals.len(), "goals"),
        (facts.priorities.len(), "priorities"),
        (facts.indicators.len(), "indicators"),
        (facts.budget.len(), "budget rows"),
        (facts.calendar.len(), "calendar days"),
        (facts.recommendations.len(), "recommendations"),
        (facts.figures.len(), "reported figures"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    say!("{word:<9} {}: {}", outcome.id(), told.join(", "));
    if !matches!(outcome, Outcome::Unchanged { .. }) {
        notes.print(document);
    }
}

/// Notes told so far: what is said of many files is said once.
#[derive(Default)]
struct Notes {
    told: HashSet<String>,
    again: usize,
}

impl Notes {
    fn print(&mut self, document: &Document) {
        let source = &document.text.source;
        if source.encoding != "utf-8" {
            eprintln!(
                "note: {}: not UTF-8, read as {}",
                source.file_name, source.encoding
            );
        }
        let notes = document.outline.notes.iter().chain(&document.facts.notes);
        let (again, new): (Vec<_>, Vec<_>) =
            notes.partition(|note| self.told.contains(&note.message));
        for note in &new {
            let place = view::place(&document.text, note.span.start);
            eprintln!("note: {place}: {}", note.message);
        }
        self.again += again.len();
        self.told
            .extend(new.into_iter().map(|note| note.message.clone()));
    }
}
