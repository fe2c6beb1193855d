//! An annual report read as what it is: parts by their sense, sections that can answer, and in them the
//! sentences and rows that tell something.
//!
//! The accounts and the foreword answer nothing; a chapter that only holds its sections does not either.
//! What speaks of the report itself ("Kapitlet redegjør for …") and the heads of tables are passed over.

use crate::language::{Words, words};
use crate::model::{BlockForm, Document, ReportedFigure, SectionForm, Span};
use std::sync::LazyLock;

static NO_ANSWER: LazyLock<&Words> = LazyLock::new(|| words("answers", "silent_parts"));
static PADDING: LazyLock<&Words> = LazyLock::new(|| words("answers", "padding"));

static ASKED: LazyLock<&Words> = LazyLock::new(|| words("answers", "labels_asked"));
static REPORTED: LazyLock<&Words> = LazyLock::new(|| words("answers", "labels_reported"));

/// Fewest letters of a sentence that tells something.
const SHORTEST: usize = 14;
/// Statements from which on the text of a chapter above its sections is more than a few words ahead.
const OWN_TEXT: usize = 6;

/// A sentence or row.
#[derive(Debug)]
pub struct Passage<'report> {
    /// Index of its section.
    pub section: u32,
    /// The words to compare: those of the group above a row too.
    pub words: String,
    /// Where it stands.
    pub spans: Vec<Span>,
    /// The figure read from it.
    pub figure: Option<&'report ReportedFigure>,
    /// Whether it is the row of a table.
    pub is_row: bool,
    /// Whether it reports on what the passage before it names: "Styringsparameter: …", "Rapportering: …".
    pub is_pair: bool,
}

/// A section that can answer.
#[derive(Debug)]
pub struct Room {
    /// Index of the section.
    pub section: u32,
    /// Index of the section with a number that it is, or lies in.
    pub numbered: u32,
    /// Its heading, and that of the numbered section over it; none where the heading only names a chapter.
    pub headings: Vec<String>,
    /// Its passages.
    pub passages: Vec<usize>,
}

/// A report, ready to be asked.
#[derive(Debug)]
pub struct Report<'report> {
    /// The document.
    pub document: &'report Document,
    /// Passages that can answer, in reading order.
    pub passages: Vec<Passage<'report>>,
    /// Sections that can answer.
    pub rooms: Vec<Room>,
}

impl<'report> Report<'report> {
    /// Takes a report in.
    pub fn new(document: &'report Document) -> Report<'report> {
        let passages = passages(document);
        let rooms = rooms(document, &passages);
        Report {
            document,
            passages,
            rooms,
        }
    }
}

/// The numbered sections that answers are looked for in, in order.
pub fn searched(document: &Document) -> Vec<u32> {
    let mut found: Vec<u32> = Report::new(document)
        .rooms
        .iter()
        .map(|room| room.numbered)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The nearest section above with a number, or the section itself.
pub fn numbered(document: &Document, section: u32) -> u32 {
    let sections = &document.outline.sections;
    let mut at = section;
    loop {
        let here = &sections[at as usize];
        if here.number.is_some() && here.form != SectionForm::Root {
            return at;
        }
        match here.parent {
            Some(parent) if parent < at => at = parent,
            _ => return section,
        }
    }
}

fn passages(report: &Document) -> Vec<Passage<'_>> {
    let outline = &report.outline;
    let mut found: Vec<Passage> = Vec::new();
    let mut read: Vec<Span> = Vec::new();
    for figure in &report.facts.figures {
        let start = figure.spans.first().map_or(0, |span| span.start);
        if is_footnote(report, start) {
            read.extend(figure.spans.iter().copied());
            continue;
        }
        let rule = figure.evidence.rule.as_ref();
        let is_row = rule != "figure/sentence" && rule != "figure/heading";
        read.extend(figure.spans.iter().copied());
        found.push(Passage {
            section: section_of(report, figure),
            words: figure.label.clone(),
            spans: figure.spans.clone(),
            figure: Some(figure),
            is_row,
            is_pair: false,
        });
    }
    read.sort_unstable();
    for statement in &outline.statements {
        let extent = statement.extent();
        let near = read.partition_point(|span| span.end <= extent.start);
        let told = read.get(near).is_some_and(|span| span.overlaps(extent));
        let block = &outline.blocks[statement.block as usize];
        let (is_row, is_head) = match &block.form {
            BlockForm::Row { header, .. } => (true, *header),
            _ => (false, false),
        };
        if told || is_head || statement.spans.is_empty() || is_footnote(report, extent.start) {
            continue;
        }
        found.push(Passage {
            section: statement.section,
            words: statement.text.clone(),
            spans: statement.spans.clone(),
            figure: None,
            is_row,
            is_pair: false,
        });
    }
    found.retain(|passage| {
        passage.words.chars().count() >= SHORTEST.min(if passage.is_row { 4 } else { SHORTEST })
            && PADDING.opens(&passage.words.to_lowercase()).is_none()
    });
    found.sort_by_key(|passage| passage.spans.first().copied());
    pair_up(&mut found);
    for passage in found.iter_mut().filter(|passage| !passage.is_pair) {
        let heading = &outline.sections[passage.section as usize].heading;
        let opens = |list: &Words, words: &str| list.opens(&words.to_lowercase()).is_some();
        // The parameter may stand as a heading over the report on it.
        if opens(&ASKED, heading) && opens(&REPORTED, &passage.words) {
            passage.words = format!("{heading} {}", passage.words);
            passage.is_pair = true;
        }
    }
    found
}

/// "Styringsparameter: Strategien er ferdig." and "Rapportering: Den er ferdig." are one: the second answers what the
/// first names.
fn pair_up(passages: &mut [Passage]) {
    for at in 1..passages.len() {
        let (before, rest) = passages.split_at_mut(at);
        let (asked, told) = (&before[at - 1], &mut rest[0]);
        let opens =
            |list: &Words, passage: &Passage| list.opens(&passage.words.to_lowercase()).is_some();
        if asked.section == told.section && opens(&ASKED, asked) && opens(&REPORTED, told) {
            told.words = format!("{} {}", asked.words, told.words);
            told.is_pair = true;
        }
    }
}

/// Whether the line is a footnote's own: "[^2]: Omfatter bare …".
fn is_footnote(report: &Document, byte: u32) -> bool {
    let before = &report.text.content[..byte as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    before[line..].trim_start().starts_with("[^")
}

/// The section in which a figure stands: it keeps only the numbered one.
fn section_of(report: &Document, figure: &ReportedFigure) -> u32 {
    let sections = &report.outline.sections;
    let start = figure.spans.first().map_or(0, |span| span.start);
    let mut at = sections
        .partition_point(|section| section.span.start <= start)
        .saturating_sub(1);
    while let Some(section) = sections.get(at) {
        match section.parent {
            Some(parent) if start >= section.span.end => at = parent as usize,
            _ => return at as u32,
        }
    }
    figure.section
}

fn rooms(report: &Document, passages: &[Passage]) -> Vec<Room> {
    let sections = &report.outline.sections;
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); sections.len()];
    for (at, passage) in passages.iter().enumerate() {
        own[passage.section as usize].push(at);
    }
    let mut holds_numbered = vec![false; sections.len()];
    for section in sections.iter().filter(|section| section.number.is_some()) {
        if let Some(parent) = section.parent {
            holds_numbered[parent as usize] = true;
        }
    }
    let chapters: Vec<&str> = (0..sections.len())
        .filter(|at| holds_numbered[*at] && sections[*at].form != SectionForm::Root)
        .map(|at| sections[at].heading.as_str())
        .collect();
    let mut rooms = Vec::new();
    for (at, passages) in own.into_iter().enumerate() {
        let section = at as u32;
        let short = holds_numbered[at] && passages.len() < OWN_TEXT;
        if passages.is_empty() || short || is_silent(report, section) {
            continue;
        }
        let over = numbered(report, section);
        let mut headings = Vec::new();
        for index in [section, over] {
            let heading = &sections[index as usize].heading;
            if !heading.is_empty()
                && !chapters.contains(&heading.as_str())
                && !headings.contains(heading)
            {
                headings.push(heading.clone());
            }
        }
        rooms.push(Room {
            section,
            numbered: over,
            headings,
            passages,
        });
    }
    rooms
}

/// Whether a section lies in the accounts, the foreword or another part that answers nothing.
fn is_silent(report: &Document, section: u32) -> bool {
    let path = report.outline.heading_path(section);
    // A title may stand over all the chapters.
    let mut path = path.iter().take(2);
    path.any(|heading| NO_ANSWER.stands_in(&heading.to_lowercase()))
}
