//! Markdown → parts.

use super::inline::plain_spans;
use super::marker::{Marker, MarkerKind, marker};
use super::number::{decimal, roman};
use super::part::{Heading, Part, PartForm, is_title};
use super::word::{is_unfinished, starts_lower};
use crate::model::Span;

/// The parts of a Markdown text from byte `from` on.
pub(super) fn parts(content: &str, from: usize) -> Vec<Part> {
    let mut reader = Reader {
        content,
        parts: Vec::new(),
        open: None,
        indents: Vec::new(),
        tables: 0,
        rows: 0,
        gap: true,
        fence: false,
    };
    let mut at = from;
    for line in content[from..].split_inclusive('\n') {
        reader.line(at, line);
        at += line.len();
    }
    reader.flush();
    reader.parts
}

/// A heading from its spans, with the number cut off.
pub(super) fn heading(content: &str, span: Span, spans: Vec<Span>, level: u8) -> Part {
    let mut spans = spans;
    let mut number = None;
    if let Some(first) = spans.first_mut() {
        let raw = &content[first.range()];
        let text = raw.trim_start();
        let skipped = raw.len() - text.len();
        if let Some((found, length)) = heading_number(text) {
            number = Some(found.to_owned());
            first.start += (skipped + length) as u32;
        }
    }
    let is_annex = number.is_none()
        && spans
            .first()
            .is_some_and(|first| is_annex(content[first.range()].trim_start()));
    Part {
        form: PartForm::Heading(Heading {
            number,
            level,
            is_annex,
            span,
        }),
        spans,
    }
}

/// Whether a heading opens an annex: "Vedlegg 2: Rapportering".
pub(super) fn is_annex(text: &str) -> bool {
    let lower: String = text.chars().take(12).collect::<String>().to_lowercase();
    lower.strip_prefix("vedlegg").is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'a' | 'b' | 'c'))
    })
}

/// The number of a heading and its length with the white space behind it: "2.1.1. ", "IV ", "A. ".
pub(super) fn heading_number(text: &str) -> Option<(&str, usize)> {
    if let Some(found) = decimal(text) {
        return Some((found.number, found.length));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let word = &text[..end];
    let rest = text[end..]
        .strip_prefix(['.', ')', ':'])
        .unwrap_or(&text[end..]);
    let has_stop = rest.len() < text.len() - end;
    let trimmed = rest.trim_start();
    if trimmed.is_empty() || trimmed.len() == rest.len() {
        return None;
    }
    // "V RAPPORTERING": a single letter needs a stop or a title in capitals.
    let shouts = || {
        let word = trimmed.split(' ').next().unwrap_or_default();
        word.chars().count() > 3 && word.chars().all(char::is_uppercase)
    };
    let is_roman = roman(word).is_some() && (has_stop || word.len() > 1 || shouts());
    let is_letter = word.len() == 1 && has_stop;
    (is_roman || is_letter).then_some((word, text.len() - trimmed.len()))
}

struct Open {
    form: PartForm,
    lines: Vec<Span>,
}

struct Reader<'t> {
    content: &'t str,
    parts: Vec<Part>,
    open: Option<Open>,
    indents: Vec<usize>,
    tables: u32,
    rows: u32,
    /// Whether an empty line stands before this one.
    gap: bool,
    fence: bool,
}

impl Reader<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let text = line.trim();
        if text.starts_with("```") || text.starts_with("~~~") {
            self.flush();
            self.fence = !self.fence;
            return;
        }
        if text.is_empty() {
            self.gap = true;
            self.rows = 0;
            return;
        }
        let indent = line
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .map(|byte| if byte == b'\t' { 4 } else { 1 })
            .sum::<usize>();
        let start = at + (line.len() - line.trim_start().len());
        let span = Span::new(start, start + text.len());
        if self.fence || !self.block(text, span, indent) {
            self.continuation(text, span, indent);
        }
        self.gap = false;
    }

    /// Opens a new block where the line does; tells whether it did.
    fn block(&mut self, text: &str, span: Span, indent: usize) -> bool {
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && text[hashes..].starts_with([' ', '\t']) {
            self.heading(span, hashes);
            return true;
        }
        if is_rule(text) {
            if !self.gap
                && text.starts_with(['=', '-'])
                && let Some(open) = self.open.take()
            {
                if matches!(open.form, PartForm::Paragraph) && open.lines.len() == 1 {
                    let spans = plain_spans(self.content, open.lines[0]);
                    let level = if text.starts_with('=') { 1 } else { 2 };
                    self.parts
                        .push(heading(self.content, open.lines[0], spans, level));
                    return true;
                }
                self.open = Some(open);
            }
            self.gap = true;
            return true;
        }
        if text.starts_with('|') || self.rows > 0 && text.contains('|') {
            self.row(text, span);
            return true;
        }
        self.rows = 0;
        if let Some(length) = footnote(text) {
            self.flush();
            self.open = Some(Open {
                form: PartForm::Footnote,
                lines: vec![Span::new(span.start as usize + length, span.end as usize)],
            });
            return true;
        }
        if let Some(found) = list_marker(text) {
            self.item(found, span, indent);
            return true;
        }
        if self.gap && is_bold_line(text) {
            self.heading(span, 0);
            self.indents.clear();
            return true;
        }
        false
    }

    fn heading(&mut self, span: Span, hashes: usize) {
        self.flush();
        self.indents.clear();
        let mut inner = Span::new(span.start as usize + hashes, span.end as usize);
        let text = self.content[inner.range()].trim_end_matches('#').trim_end();
        inner.end = inner.start + text.len() as u32;
        let spans: Vec<Span> = plain_spans(self.content, inner)
            .into_iter()
            .filter(|span| !self.content[span.range()].trim().is_empty())
            .collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return;
        };
        let start = first.start as usize
            + (self.content[first.range()].len() - self.content[first.range()].trim_start().len());
        let whole = Span::new(start, last.end as usize);
        self.parts
            .push(heading(self.content, whole, spans, hashes as u8));
    }

    fn item(&mut self, found: Marker, span: Span, indent: usize) {
        self.flush();
        while self.indents.last().is_some_and(|last| *last > indent) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|last| *last < indent) {
            self.indents.push(indent);
        }
        let start = span.start as usize + found.length;
        self.open = Some(Open {
            form: PartForm::Item {
                depth: self.indents.len().min(9) as u8,
                marker: found.text,
            },
            lines: vec![Span::new(start, span.end as usize)],
        });
    }

    fn row(&mut self, text: &str, span: Span) {
        self.flush();
        self.indents.clear();
        if self.rows == 0 {
            self.tables += 1;
        }
        if is_delimiter(text) {
            if self.rows == 1
                && let Some(Part {
                    form: PartForm::Row { header, .. },
                    ..
                }) = self.parts.last_mut()
            {
                *header = true;
            }
            return;
        }
        let cells: Vec<Vec<Vec<Span>>> = cells(text, span.start as usize)
            .into_iter()
            .map(|cell| cell_lines(self.content, cell))
            .collect();
        let spans = cells.iter().flatten().flatten().copied().collect();
        self.parts.push(Part {
            form: PartForm::Row {
                table: self.tables - 1,
                row: self.rows,
                header: false,
                cells,
                carried: Vec::new(),
            },
            spans,
        });
        self.rows += 1;
    }

    fn continuation(&mut self, text: &str, span: Span, indent: usize) {
        let joins = match &self.open {
            None => false,
            Some(open) => {
                let last = open
                    .lines
                    .last()
                    .map_or("", |last| &self.content[last.range()]);
                // A head has one fact a line: "**Til:** …", "**Dato:** …".
                let is_fact = text.starts_with("**") && text.contains(':');
                let breaks = last.ends_with('\\');
                match open.form {
                    _ if !self.gap => !(is_fact || breaks),
                    PartForm::Paragraph => is_unfinished(last) && starts_lower(text),
                    PartForm::Item { .. } => {
                        indent >= 2 || is_unfinished(last) && starts_lower(text)
                    }
                    PartForm::Footnote => indent >= 4,
                    _ => false,
                }
            }
        };
        if joins {
            if let Some(open) = &mut self.open {
                open.lines.push(span);
            }
            return;
        }
        if self.gap && starts_lower(text) && self.resume(span) {
            return;
        }
        self.flush();
        if indent < 2 {
            self.indents.clear();
        }
        self.open = Some(Open {
            form: PartForm::Paragraph,
            lines: vec![span],
        });
    }

    /// Goes on with the paragraph before a footnote that stands in the middle of a sentence.
    fn resume(&mut self, span: Span) -> bool {
        self.flush();
        // A few notes may stand between; looking no further keeps the reading linear.
        let from = self.parts.len().saturating_sub(12);
        let Some(before) = self.parts[from..]
            .iter()
            .rposition(|part| part.form != PartForm::Footnote)
            .map(|before| from + before)
        else {
            return false;
        };
        let part = &self.parts[before];
        let Some(last) = part.spans.last() else {
            return false;
        };
        if before + 1 == self.parts.len()
            || part.spans.len() > 64
            || part.form != PartForm::Paragraph
            || !is_unfinished(&self.content[last.range()])
        {
            return false;
        }
        let part = self.parts.remove(before);
        let mut lines = part.spans;
        lines.push(span);
        self.open = Some(Open {
            form: PartForm::Paragraph,
            lines,
        });
        true
    }

    fn flush(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let spans: Vec<Span> = open
            .lines
            .iter()
            .flat_map(|line| plain_spans(self.content, *line))
            .collect();
        self.parts.push(Part {
            form: open.form,
            spans,
        });
    }
}

fn is_rule(text: &str) -> bool {
    let mark = text.as_bytes()[0];
    matches!(mark, b'-' | b'*' | b'_' | b'=')
        && text.bytes().filter(|byte| *byte != b' ').count() >= 3
        && text.bytes().all(|byte| byte == mark || byte == b' ')
}

fn is_delimiter(text: &str) -> bool {
    text.contains('-')
        && text
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// `**Tiltak**` alone on its line announces what follows; `**Til:** …` and captions do not.
fn is_bold_line(text: &str) -> bool {
    text.strip_prefix("**")
        .and_then(|inner| inner.strip_suffix("**"))
        .is_some_and(is_title)
}

/// Length of a footnote's mark at the start of its text: `[^1]: ` or `<sup>1</sup>`.
fn footnote(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("[^") {
        let end = rest.find("]:")?;
        return (end < 40).then_some(2 + end + 2);
    }
    let rest = text.strip_prefix("<sup>")?;
    let end = rest.find("</sup>")?;
    (end <= 4).then_some(5 + end + 6)
}

/// A bullet, letter or number of one level that opens an item.
pub(super) fn list_marker(text: &str) -> Option<Marker> {
    let found = marker(text)?;
    match found.kind {
        MarkerKind::Glyph('-' | '*' | '+' | '•' | '○' | '◦' | '▪' | '●' | '–') => {
            Some(found)
        }
        MarkerKind::Number | MarkerKind::Letter | MarkerKind::Roman => Some(found),
        _ => None,
    }
}

/// Cells of a pipe table's row.
fn cells(text: &str, at: usize) -> Vec<Span> {
    let mut cells = Vec::new();
    let inner = text.strip_prefix('|').unwrap_or(text);
    let offset = at + text.len() - inner.len();
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let bytes = inner.as_bytes();
    let mut start = 0;
    for end in memchr::memchr_iter(b'|', bytes).chain([bytes.len()]) {
        if end > 0 && end < bytes.len() && bytes[end - 1] == b'\\' {
            continue;
        }
        cells.push(trimmed(inner, start, end, offset));
        start = end + 1;
    }
    cells
}

fn trimmed(text: &str, start: usize, end: usize, offset: usize) -> Span {
    let raw = &text[start..end];
    let left = raw.len() - raw.trim_start().len();
    let length = raw.trim().len();
    Span::new(offset + start + left, offset + start + left + length)
}

/// The lines and list items of a cell: `<li>` and `<br>` start new ones.
fn cell_lines(content: &str, cell: Span) -> Vec<Vec<Span>> {
    let text = &content[cell.range()];
    let mut lines = Vec::new();
    let mut start = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text.as_bytes()[at..];
        let is_break = [&b"<li"[..], b"<br", b"<ul", b"</ul", b"</li"]
            .iter()
            .any(|tag| {
                rest.get(..tag.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(tag))
            });
        if is_break && at > start {
            push_line(content, cell, start, at, &mut lines);
            start = at;
        }
    }
    push_line(content, cell, start, text.len(), &mut lines);
    lines
}

fn push_line(content: &str, cell: Span, start: usize, end: usize, lines: &mut Vec<Vec<Span>>) {
    let base = cell.start as usize;
    let spans: Vec<Span> = plain_spans(content, Span::new(base + start, base + end))
        .into_iter()
        .filter(|span| !content[span.range()].trim().is_empty())
        .collect();
    if !spans.is_empty() {
        lines.push(spans);
    }
}
