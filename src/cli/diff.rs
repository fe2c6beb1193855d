//! `styringsgraf diff A B`: what changed between two letters, from files or from the store.

mod markup;
mod text;
mod view;

use super::args::{Arguments, Diff, DiffFormat, Only};
use super::obligations::nearest;
use super::output::print_json;
use super::terminal::output;
use super::view::place;
use super::{Finding, archive, vocabulary};
use crate::archive::Snapshot;
use crate::diff::{Aspect, Change, ChangeKind, Direction, What, as_of, compare};
use crate::model::{Document, Text};
use crate::reading::Reader;
use crate::vocabulary::Vocabulary;
use anyhow::{Context, bail};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(arguments: &Arguments, command: &Diff) -> anyhow::Result<Finding> {
    let mut letters = Letters {
        arguments,
        vocabulary: vocabulary(arguments)?,
        reader: OnceCell::new(),
        snapshot: None,
    };
    let date = command.as_of.unwrap_or(Date::MAX);
    let before = letters.letter(&command.before, &command.before_supplement, date)?;
    let after = letters.letter(&command.after, &command.after_supplement, date)?;
    let diff = compare(&before.document, &after.document, &letters.vocabulary);
    let filter = command.filter();
    let shown: Vec<&Change> = diff
        .filtered(&before.document, &after.document, &filter)
        .filter(|change| shows(change, command))
        .collect();
    let sheet = view::Sheet::new(&before, &after, &diff, &shown, command.language);
    match command.format {
        DiffFormat::Text => {
            let coloured = match command.color {
                super::args::When::Always => true,
                super::args::When::Never => false,
                super::args::When::Auto => {
                    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
                }
            };
            let style = if coloured {
                text::Style::Coloured
            } else {
                text::Style::Plain
            };
            print(&text::text(&sheet, style))?;
        }
        DiffFormat::Json => print_json(&sheet)?,
        DiffFormat::Csv => {
            let mut writer = csv::Writer::from_writer(output());
            writer.write_record(view::HEADINGS)?;
            for change in &sheet.changes {
                let cells = change.cells(command.language);
                writer.write_record(
                    cells
                        .iter()
                        .map(|text| crate::model::cell(text).into_owned()),
                )?;
            }
            writer.flush()?;
        }
        DiffFormat::Markdown => print(&markup::markdown(&sheet))?,
        DiffFormat::Html => print(&markup::html(&sheet))?,
    }
    let differs = |change: &&Change| change.change != ChangeKind::Unchanged || change.moved.any();
    Ok(match shown.iter().any(differs) {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

/// Unchanged pairs that did not move are shown on demand only, or to programs; sections on demand.
fn shows(change: &Change, command: &Diff) -> bool {
    if command.only.is_empty() {
        let quiet = change.change == ChangeKind::Unchanged && !change.moved.any();
        let listed = command.what.is_empty() && change.what == What::Section;
        let program = matches!(command.format, DiffFormat::Json | DiffFormat::Csv);
        return program || command.all || !(quiet || listed);
    }
    let aspect = |aspect: Aspect| change.aspects.contains(&aspect);
    command.only.iter().any(|only| match only {
        Only::Added => change.change == ChangeKind::Added,
        Only::Removed => change.change == ChangeKind::Removed,
        Only::Changed => change.change == ChangeKind::Changed,
        Only::Reworded => change.change == ChangeKind::Reworded,
        Only::Unchanged => change.change == ChangeKind::Unchanged,
        Only::Moved => change.moved.any(),
        Only::Strengthened => change.direction == Some(Direction::Strengthened),
        Only::Weakened => change.direction == Some(Direction::Weakened),
        Only::Modality => aspect(Aspect::Modality),
        Only::Deadline => aspect(Aspect::Deadline),
        Only::Number => aspect(Aspect::Number),
        Only::Unit => aspect(Aspect::Unit),
        Only::TargetGroup => aspect(Aspect::TargetGroup),
        Only::Legal => aspect(Aspect::Legal),
        Only::Scope => aspect(Aspect::Scope),
    })
}

fn print(text: &str) -> anyhow::Result<()> {
    output().write_all(text.as_bytes())?;
    Ok(())
}

/// A letter to compare, with the texts of the files that it is joined from.
struct Letter {
    document: Document,
    /// None where it stands alone.
    parts: Vec<Text>,
}

impl Letter {
    /// Where a byte of it stands: in the file that holds the words.
    fn place(&self, byte: u32) -> String {
        let mut byte = byte;
        for part in &self.parts {
            let length = part.content.len() as u32;
            if byte <= length {
                return place(part, byte);
            }
            // The texts are joined by a line break.
            byte -= length + 1;
        }
        place(&self.document.text, byte)
    }
}

/// Where letters come from: files, and the store, which is opened only when it is needed.
struct Letters<'a> {
    arguments: &'a Arguments,
    vocabulary: Vocabulary,
    reader: OnceCell<Reader>,
    snapshot: Option<Arc<Snapshot>>,
}

impl Letters<'_> {
    /// A letter with its supplementary letters as of a day.
    fn letter(&mut self, name: &str, supplements: &[String], date: Date) -> anyhow::Result<Letter> {
        let base = self.one(name)?;
        if supplements.is_empty() {
            return Ok(Letter {
                document: base,
                parts: Vec::new(),
            });
        }
        let supplements: Vec<Document> = supplements
            .iter()
            .map(|name| self.one(name))
            .collect::<anyhow::Result<_>>()?;
        let supplements: Vec<&Document> = supplements.iter().collect();
        let effective = as_of(&base, &supplements, date, &self.vocabulary);
        Ok(Letter {
            document: effective.document(),
            parts: effective
                .letters
                .iter()
                .map(|part| part.text.clone())
                .collect(),
        })
    }

    fn one(&mut self, name: &str) -> anyhow::Result<Document> {
        let path = Path::new(name);
        if name == "-" {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .context("cannot read standard input")?;
            return Ok(self.reader().read(&bytes, "-")?);
        }
        if path.is_file() {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read `{name}`"))?;
            let file_name = path
                .file_name()
                .map_or(name.into(), |name| name.to_string_lossy());
            return Ok(self.reader().read(&bytes, &file_name)?);
        }
        // A path that is not there must not make a store.
        if path.extension().is_some() || !self.arguments.store.exists() {
            bail!(
                "there is no file `{name}`, and no document of that id in the store `{}`",
                self.arguments.store.display()
            );
        }
        let snapshot = match &self.snapshot {
            Some(snapshot) => Arc::clone(snapshot),
            None => archive(self.arguments)?.snapshot(),
        };
        let id = name.strip_prefix("document:").unwrap_or(name);
        let found = snapshot
            .document(id)
            .map(|document| Document::clone(document));
        let Some(document) = found else {
            let ids = snapshot
                .documents()
                .iter()
                .map(|document| document.id.as_str());
            bail!("there is no file or document `{id}`{}", nearest(id, ids));
        };
        self.snapshot = Some(snapshot);
        Ok(document)
    }

    /// The reader, made when the first file is read.
    fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| Reader::new(&self.vocabulary))
    }
}
