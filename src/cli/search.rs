//! `styringsgraf search WORDS`: full-text search, best hits first, with the words marked.

use super::args::{Arguments, ListFormat, Search};
use super::obligations::check_names;
use super::output::{Row, print_list};
use super::terminal::{output, tell};
use super::{Finding, archive, view};
use crate::archive::Snapshot;
use crate::search::{Hit, Hits, Query, Target};
use serde::Serialize;
use std::io::{IsTerminal, Write};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct HitView {
    id: String,
    document: String,
    section: String,
    score: f32,
    modality: Option<&'static str>,
    line: u32,
    quote: String,
    /// Bytes of `quote`, start and end, where the words that match stand.
    marks: Vec<[usize; 2]>,
}

impl Row for HitView {
    const HEADINGS: &'static [&'static str] =
        &["id", "document", "section", "modality", "line", "quote"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.document.clone(),
            self.section.clone(),
            self.modality.unwrap_or_default().to_owned(),
            self.line.to_string(),
            self.quote.clone(),
        ]
    }
}

pub(super) fn run(arguments: &Arguments, command: &Search) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    check_names(&snapshot, &command.filter)?;
    let query = Query {
        filter: command.filter.model(),
        limit: command.limit,
        ..Query::new(command.words.join(" "))
    };
    let answer = snapshot.search(&query)?;
    let rows: Vec<HitView> = answer
        .hits
        .iter()
        .filter_map(|hit| hit_view(&snapshot, hit))
        .collect();
    if let Some(suggestion) = &answer.suggestion {
        tell!("did you mean: {suggestion}");
    }
    match command.format {
        ListFormat::Table => print_hits(&rows, &answer, snapshot.documents().len())?,
        format => print_list(&rows, format)?,
    }
    Ok(match rows.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

fn hit_view(snapshot: &Snapshot, hit: &Hit) -> Option<HitView> {
    let document = snapshot.document(&hit.document)?;
    let (facts, outline) = (&document.facts, &document.outline);
    let statement = |index: u32| &outline.statements[index as usize];
    let (id, section, start) = match hit.target {
        Target::Document => (format!("document:{}", document.id), 0, 0),
        Target::Section(index) => {
            let section = &outline.sections[index as usize];
            let id = format!("section:{}/{}", document.id, section.path);
            (id, index, section.heading_span.start)
        }
        Target::Indicator(index) => {
            let indicator = &facts.indicators[index as usize];
            let start = indicator.spans.first().map_or(0, |span| span.start);
            (
                format!("indicator:{}", indicator.id),
                indicator.section,
                start,
            )
        }
        Target::Obligation(index) => {
            let obligation = &facts.obligations[index as usize];
            let start = obligation.spans.first().map_or(0, |span| span.start);
            (
                format!("obligation:{}", obligation.id),
                obligation.section,
                start,
            )
        }
        Target::Statement(index) => {
            let section = statement(index).section;
            let path = &outline.sections[section as usize].path;
            let start = statement(index).extent().start;
            (format!("section:{}/{path}", document.id), section, start)
        }
    };
    let modality = match hit.target {
        Target::Obligation(index) => Some(view::modality(
            facts.obligations[index as usize].modality.value,
        )),
        _ => None,
    };
    Some(HitView {
        id,
        document: document.id.clone(),
        section: outline.sections[section as usize].path.clone(),
        score: hit.score,
        modality,
        line: document.text.position(start).line,
        quote: hit.quote.clone(),
        marks: hit
            .marks
            .iter()
            .map(|mark| [mark.start, mark.end])
            .collect(),
    })
}

fn print_hits(rows: &[HitView], answer: &Hits, documents: usize) -> anyhow::Result<()> {
    let mut out = output();
    let colour = std::io::stdout().is_terminal();
    for row in rows {
        let quote = if colour {
            marked(&row.quote, &row.marks)
        } else {
            row.quote.clone()
        };
        let modality = row.modality.unwrap_or("-");
        writeln!(
            out,
            "{modality:<9} {quote}\n          {} (line {})\n",
            row.id, row.line
        )?;
    }
    writeln!(
        out,
        "{} of {}{} hits in {documents} documents read",
        rows.len(),
        if answer.more { "more than " } else { "" },
        answer.total
    )?;
    Ok(())
}

/// The quote with its matching words in bold.
fn marked(quote: &str, marks: &[[usize; 2]]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for [start, end] in marks {
        text.push_str(&quote[at..*start]);
        text.push_str("\x1b[1m");
        text.push_str(&quote[*start..*end]);
        text.push_str("\x1b[0m");
        at = *end;
    }
    text.push_str(&quote[at..]);
    text
}
