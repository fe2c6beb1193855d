//! `styringsgraf ingest`: files, folders and standard input into the store. One bad file is told and
//! left out; the rest go on.

use super::args::{Arguments, Ingest};
use super::files::{bytes, letters, place};
use super::output::say;
use super::terminal::tell;
use super::{Finding, archive_to_change, view};
use crate::archive::{IngestError, Origin, Outcome};
use crate::model::Document;
use crate::read::letters_in;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::Path;

/// Files that are read at once, and their bytes.
const FILES_AT_ONCE: usize = 32;
const BYTES_AT_ONCE: usize = 8_000_000;

/// A letter handed in: its bytes, its name, and where it lies.
type Handed = (Vec<u8>, String, Option<String>);

pub(super) fn run(arguments: &Arguments, command: &Ingest) -> anyhow::Result<Finding> {
    let mut trouble = false;
    let mut tell = |message: String| {
        tell!("styringsgraf: {message}");
        trouble = true;
    };
    let mut files = Vec::new();
    for path in &command.paths {
        match letters(path) {
            Ok(found) => {
                files.extend(found.files);
                found.told.into_iter().for_each(&mut tell);
            }
            Err(error) => tell(format!("{error:#}")),
        }
    }
    let archive = archive_to_change(arguments)?;
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
                    read.extend(handed(path, bytes, name));
                }
                Err(error) => {
                    bar.suspend(|| tell(format!("{error:#}")));
                    bar.inc(1);
                }
            }
        }
        let origins = read.iter().map(|(bytes, name, place)| {
            let origin = Origin {
                file_name: name,
                path: place.as_deref(),
                replace: command.replace,
            };
            (bytes.as_slice(), origin)
        });
        let origins: Vec<_> = origins.collect();
        for (outcome, notice) in batch.ingest_each(&origins) {
            if let Some(notice) = notice {
                bar.suspend(|| tell(notice));
            }
            match outcome {
                Ok(outcome) => {
                    done += 1;
                    if !command.quiet {
                        bar.suspend(|| report(&outcome, batch.document(outcome.id()), &mut notes));
                    }
                }
                Err(error) => {
                    bar.suspend(|| tell(error.to_string()));
                    if let IngestError::Store(_) = error {
                        open = &[];
                    }
                }
            }
            bar.inc(1);
        }
    }
    batch.finish()?;
    bar.finish_and_clear();
    if notes.again > 0 {
        tell!("note: {} more say the same of other files", notes.again);
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

/// The letters of a file: an archive stands for those in it.
fn handed(path: &Path, bytes: Vec<u8>, name: String) -> Vec<Handed> {
    let place = place(path);
    match letters_in(&bytes).filter(|letters| !letters.is_empty()) {
        Some(letters) => {
            let within = |(name, bytes): (String, Vec<u8>)| {
                let place = place.as_ref().map(|place| format!("{place}/{name}"));
                (bytes, name, place)
            };
            letters.into_iter().map(within).collect()
        }
        None => vec![(bytes, name, place)],
    }
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
            tell!(
                "note: {}: not UTF-8, read as {}",
                source.file_name,
                source.encoding
            );
        }
        let notes = document.outline.notes.iter().chain(&document.facts.notes);
        let (again, new): (Vec<_>, Vec<_>) =
            notes.partition(|note| self.told.contains(&note.message));
        for note in &new {
            let place = view::place(&document.text, note.span.start);
            tell!("note: {place}: {}", note.message);
        }
        self.again += again.len();
        self.told
            .extend(new.into_iter().map(|note| note.message.clone()));
    }
}
