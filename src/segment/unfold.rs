//! Tables that only frame running text: their rows become headings, paragraphs and list items.
//!
//! ```text
//! | TB2031-4 | Avd. FD: KYST | Råd om badetang |      → heading "TB2031-4 Råd om badetang"
//! | Tilsynet skal gi råd.<br><br>Frist: 1. mai |  |  |  → paragraphs
//! ```
//!
//! A row that opens with the official id of an assignment heads what follows. A row with one filled cell
//! holds paragraphs and lists like any page, where the table has no columns of its own.

use super::compose::compose;
use super::label::{is_bare_label, is_label};
use super::marker::marker;
use super::part::{Heading, Part, PartForm};
use super::word::{is_unfinished, starts_lower};
use crate::model::{Span, collapse, leading_official_id};

/// Depth of a heading that a table row makes: below every heading of the page.
pub(super) const ROW_LEVEL: u8 = 20;

/// The lines of a cell, each with its spans.
type Cell = Vec<Vec<Span>>;

/// What a row is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// No cell holds anything.
    Empty,
    /// It heads the assignment below it.
    Heads,
    /// Its one cell holds running text.
    Text,
    /// It has columns.
    Columns,
}

/// Takes rows that hold running text out of their tables; joins what a table or page cut.
pub(super) fn unfold(content: &str, parts: Vec<Part>) -> Vec<Part> {
    let uses = uses(content, &parts);
    let mut unfolded: Vec<Part> = Vec::with_capacity(parts.len());
    for (part, used) in parts.into_iter().zip(uses) {
        match (used, part.form) {
            (Use::Heads, PartForm::Row { cells, .. }) => {
                unfolded.push(heading(content, &cells, part.spans));
            }
            (Use::Text, PartForm::Row { cells, .. }) => {
                for block in cells.iter().filter(|cell| !cell.is_empty()) {
                    for part in blocks(content, block) {
                        push(content, &mut unfolded, part);
                    }
                }
            }
            (_, form) => {
                let part = unlabelled(
                    content,
                    Part {
                        form,
                        spans: part.spans,
                    },
                );
                push(content, &mut unfolded, part);
            }
        }
    }
    unfolded
}

/// "## Frist: 1. mai" is a fact about what stands above it and opens no section.
fn unlabelled(content: &str, part: Part) -> Part {
    let PartForm::Heading(heading) = &part.form else {
        return part;
    };
    let text = compose(content, &part.spans).text;
    if heading.number.is_some() || !is_label(&text) && !is_bare_label(&text) {
        return part;
    }
    Part {
        form: PartForm::Paragraph,
        spans: part.spans,
    }
}

/// Whether a part is a label whose value stands in the next one: "Frist", "1. mai 2031".
fn awaits_value(content: &str, part: &Part) -> bool {
    part.form == PartForm::Paragraph
        && part.spans.iter().map(|span| span.len()).sum::<usize>() < 40
        && is_bare_label(&compose(content, &part.spans).text)
}

/// Adds a part; a paragraph that goes on with the sentence before it becomes one with it.
fn push(content: &str, parts: &mut Vec<Part>, part: Part) {
    const LONGEST: usize = 256;
    let goes_on = part.form == PartForm::Paragraph
        && part
            .spans
            .first()
            .is_some_and(|first| starts_lower(content[first.range()].trim_start()));
    let is_value = part.form == PartForm::Paragraph
        && part.spans.iter().map(|span| span.len()).sum::<usize>() < 80
        && parts.last().is_some_and(|last| awaits_value(content, last));
    if is_value && let Some(last) = parts.last_mut() {
        last.spans.extend(part.spans);
    } else if goes_on
        && let Some(last) = parts.last_mut()
        && matches!(last.form, PartForm::Paragraph | PartForm::Item { .. })
        && last.spans.len() < LONGEST
        && last
            .spans
            .last()
            .is_some_and(|last| is_unfinished(content[last.range()].trim_end()))
    {
        last.spans.extend(part.spans);
    } else {
        parts.push(part);
    }
}

/// The use of every part; parts that are no rows count as columns.
fn uses(content: &str, parts: &[Part]) -> Vec<Use> {
    let mut uses = vec![Use::Columns; parts.len()];
    let mut start = 0;
    while start < parts.len() {
        let Some(table) = table_of(&parts[start]) else {
            start += 1;
            continue;
        };
        let length = parts[start..]
            .iter()
            .take_while(|part| table_of(part) == Some(table))
            .count();
        let rows = &parts[start..start + length];
        let mut found: Vec<Use> = rows.iter().map(|row| row_use(content, row)).collect();
        settle(&mut found, parts.get(start + length));
        uses[start..start + length].copy_from_slice(&found);
        start += length;
    }
    uses
}

fn table_of(part: &Part) -> Option<u32> {
    match &part.form {
        PartForm::Row { table, .. } => Some(*table),
        _ => None,
    }
}

/// An id heads only what holds text; text stands alone only in a table without columns or below an id.
fn settle(uses: &mut [Use], after: Option<&Part>) {
    let goes_on = after
        .is_some_and(|after| matches!(after.form, PartForm::Paragraph | PartForm::Item { .. }));
    let next = |uses: &[Use], at: usize| {
        uses[at + 1..]
            .iter()
            .copied()
            .find(|used| *used != Use::Empty)
    };
    for at in 0..uses.len() {
        let heads = match next(uses, at) {
            Some(next) => next == Use::Text,
            None => goes_on,
        };
        if uses[at] == Use::Heads && !heads {
            uses[at] = Use::Columns;
        }
    }
    let is_frame = !uses.contains(&Use::Columns);
    let mut below = false;
    for used in uses.iter_mut() {
        match used {
            Use::Heads => below = true,
            Use::Columns => below = false,
            Use::Text if !is_frame && !below => *used = Use::Columns,
            _ => {}
        }
    }
}

fn row_use(content: &str, part: &Part) -> Use {
    let PartForm::Row { cells, .. } = &part.form else {
        return Use::Columns;
    };
    let texts: Vec<String> = cells
        .iter()
        .map(|cell| text(content, cell))
        .filter(|text| !text.is_empty())
        .collect();
    match texts.as_slice() {
        [] => Use::Empty,
        [only] if is_running(only) => Use::Text,
        [first, rest @ ..] if heads(first, rest) => Use::Heads,
        _ => Use::Columns,
    }
}

/// "TB2031-4 | Avd. FD: KYST | Råd om badetang".
fn heads(first: &str, rest: &[String]) -> bool {
    const LONGEST: usize = 220;
    leading_official_id(first).is_some()
        && first.len() + rest.iter().map(String::len).sum::<usize>() <= LONGEST
        && rest.len() <= 4
        && !rest
            .iter()
            .any(|cell| cell.len() > 60 && cell.ends_with('.'))
}

/// Whether a cell holds sentences.
fn is_running(text: &str) -> bool {
    const SHORTEST: usize = 24;
    text.len() >= SHORTEST && super::sentence::sentences(text).len() > 1
        || text.len() >= SHORTEST && text.ends_with(['.', ':'])
        || text.len() >= 200
}

fn text(content: &str, cell: &Cell) -> String {
    let spans: Vec<Span> = cell.iter().flatten().copied().collect();
    compose(content, &spans).text
}

/// The heading that a row makes: id and title; the department between them belongs to its place alone.
fn heading(content: &str, cells: &[Cell], all: Vec<Span>) -> Part {
    let filled: Vec<&Cell> = cells
        .iter()
        .filter(|cell| !text(content, cell).is_empty())
        .collect();
    let named = match filled.as_slice() {
        [id, .., title] => vec![*id, *title],
        other => other.to_vec(),
    };
    let (start, end) = match (all.first(), all.last()) {
        (Some(first), Some(last)) => (first.start as usize, last.end as usize),
        _ => (0, 0),
    };
    Part {
        form: PartForm::Heading(Heading {
            number: None,
            level: ROW_LEVEL,
            is_annex: false,
            span: Span::new(start, end),
        }),
        spans: named.into_iter().flatten().flatten().copied().collect(),
    }
}

/// The blocks of a cell: list items, headings in italics or bold, paragraphs.
pub(super) fn blocks(content: &str, cell: &Cell) -> Vec<Part> {
    let mut parts = Vec::with_capacity(cell.len());
    let mut nesting = Nesting::of(content, cell);
    for line in cell {
        let Some(first) = line.first() else { continue };
        let depth = nesting.at(content, first.start as usize);
        parts.push(block(content, line, depth));
    }
    parts
}

/// One line of a cell; `depth` is that of the list it is an item of, 0 outside lists.
fn block(content: &str, line: &[Span], depth: u8) -> Part {
    let mut spans = line.to_vec();
    let first = spans[0];
    let words = &content[first.range()];
    let found = marker(words.trim_start());
    if let Some(found) = found {
        spans[0].start += (words.len() - words.trim_start().len() + found.length) as u32;
        return Part {
            form: PartForm::Item {
                depth: depth.max(1),
                marker: found.text,
            },
            spans,
        };
    }
    if depth > 0 {
        return Part {
            form: PartForm::Item {
                depth,
                marker: "•".to_owned(),
            },
            spans,
        };
    }
    let whole = compose(content, &spans).text;
    if is_emphasised(content, line) && is_title(&whole) {
        let span = Span {
            start: first.start,
            end: line[line.len() - 1].end,
        };
        return Part {
            form: PartForm::Heading(Heading {
                number: None,
                level: ROW_LEVEL + 1,
                is_annex: false,
                span,
            }),
            spans,
        };
    }
    Part {
        form: PartForm::Paragraph,
        spans,
    }
}

/// Whether a whole line of a cell stands in italics or bold.
fn is_emphasised(content: &str, line: &[Span]) -> bool {
    let start = line[0].start as usize;
    let end = line[line.len() - 1].end as usize;
    let before = content[..start].trim_end();
    let after = content[end..].trim_start();
    line.len() == 1
        && ["<i>", "<b>", "<em>", "<strong>", "*", "_"]
            .iter()
            .any(|open| before.ends_with(open))
        && ["</i>", "</b>", "</em>", "</strong>", "*", "_"]
            .iter()
            .any(|close| after.starts_with(close))
}

/// "Bakgrunn for oppdraget" is a title, "Frist: 1. mai" and a sentence are none.
fn is_title(words: &str) -> bool {
    let words = collapse(words);
    words.len() <= 80
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ',', ';'])
        && !is_label(&words)
}

/// How deep in lists the lines of a cell stand, by the tags between them.
struct Nesting {
    at: usize,
    lists: u8,
    in_item: bool,
}

impl Nesting {
    /// Starts before the tags that open the cell.
    fn of(content: &str, cell: &Cell) -> Nesting {
        const REACH: usize = 400;
        let first = cell
            .iter()
            .flatten()
            .next()
            .map_or(0, |span| span.start as usize);
        let mut from = first.saturating_sub(REACH);
        while !content.is_char_boundary(from) {
            from += 1;
        }
        // Tags stand side by side before the first word; a cell border ends them.
        let before = &content[from..first];
        let opening = before.rfind(['|', '\n']).map_or(0, |at| at + 1);
        let opening = ["<td", "<th"]
            .iter()
            .filter_map(|tag| before.rfind(tag))
            .fold(opening, usize::max);
        Nesting {
            at: from + opening,
            lists: 0,
            in_item: false,
        }
    }

    /// The depth of the list whose item begins or goes on at this byte; 0 outside lists.
    fn at(&mut self, content: &str, until: usize) -> u8 {
        let stretch = content.get(self.at..until).unwrap_or_default();
        for at in memchr::memchr_iter(b'<', stretch.as_bytes()) {
            let tag = stretch[at + 1..].to_ascii_lowercase_name();
            match tag.as_str() {
                "ul" | "ol" => self.lists = self.lists.saturating_add(1),
                "/ul" | "/ol" => {
                    self.lists = self.lists.saturating_sub(1);
                    self.in_item = self.lists > 0;
                }
                "li" => self.in_item = true,
                "/li" => self.in_item = self.lists > 1,
                _ => {}
            }
        }
        self.at = self.at.max(until);
        match self.in_item {
            true => self.lists.clamp(1, 9),
            false => 0,
        }
    }
}

/// The name of a tag behind its opening sign.
trait TagName {
    fn to_ascii_lowercase_name(&self) -> String;
}

impl TagName for str {
    fn to_ascii_lowercase_name(&self) -> String {
        self.chars()
            .take(8)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .map(|c| c.to_ascii_lowercase())
            .collect()
    }
}
