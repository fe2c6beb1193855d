//! Markdown → parts.

use super::cell;
use super::furniture;
use super::html_table;
use super::inline::plain_spans;
use super::marker::{Marker, MarkerKind, marker};
use super::number::{decimal, roman};
use super::part::{Heading, Part, PartForm, is_title};
use super::word::{is_unfinished, starts_lower};
use crate::language::{Words, words};
use crate::model::Span;
use std::sync::LazyLock;

static CHAPTER: LazyLock<&Words> = LazyLock::new(|| words("furniture", "chapter"));

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
        past: from,
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
    if let Some(found) = chapter_number(text) {
        return Some(found);
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

/// "Kapittel 1 Mål", "Kapittel 2: Drift": the number and its length with the word before it.
fn chapter_number(text: &str) -> Option<(&str, usize)> {
    let word = text.split(' ').next()?;
    if !CHAPTER.has(&word.to_lowercase()) {
        return None;
    }
    let rest = text.get(word.len() + 1..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let title = rest[digits..].trim_start_matches([' ', '.', ':', '–', '-']);
    let is_apart = title.len() < rest.len() - digits;
    ((1..=2).contains(&digits) && is_apart && title.starts_with(char::is_uppercase))
        .then(|| (&rest[..digits], text.len() - title.len()))
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
    /// The end of the HTML table that was read last.
    past: usize,
}

impl Reader<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let text = line.trim();
        if at < self.past {
            return;
        }
        if !self.fence && opens_table(text) {
            self.html_table(at + line.find('<').unwrap_or(0));
            return;
        }
        if text.starts_with("```") || text.starts_with("~~~") {
            self.flush();
            self.fence = !self.fence;
            return;
        }
        // Anchors and marks of a page are as good as an empty line.
        if text.is_empty() || !self.fence && is_mark(self.content, text, at, self.gap) {
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
        let cells: Vec<Vec<Vec<Span>>> = cell::cells(text, span.start as usize)
            .into_iter()
            .map(|cell| cell::lines(self.content, cell))
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

    /// Reads a table that stands as HTML; the lines it covers are done with.
    fn html_table(&mut self, at: usize) {
        self.flush();
        self.indents.clear();
        let (rows, past) = html_table::rows(self.content, at, self.tables);
        self.parts.extend(rows);
        self.tables += 1;
        self.rows = 0;
        self.past = past;
        self.gap = true;
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
                    PartForm::Item { .. } => is_unfinished(last) && starts_lower(text),
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
        // A paragraph that stands in as far as an item's text is a further one of that item.
        let depth = self.indents.iter().filter(|above| **above < indent).count();
        let form = match depth {
            0 => PartForm::Paragraph,
            depth => PartForm::Item {
                depth: depth.min(9) as u8,
                marker: String::new(),
            },
        };
        self.open = Some(Open {
            form,
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

/// Whether a line holds nothing to read: anchors, images, comments, and the marks of pages that converters
/// leave ("{12}-----", "Side 3 av 12", a number alone).
fn is_mark(content: &str, text: &str, at: usize, gap: bool) -> bool {
    let is_number = || text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if gap && is_number() || furniture::is_spelled_page_number(text) {
        return true;
    }
    if let Some(rest) = text.strip_prefix("![") {
        return text.ends_with(')') && !rest.contains("![");
    }
    if text.starts_with("<!--") {
        return text.ends_with("-->");
    }
    if let Some(rest) = text.strip_prefix('{') {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        return rest.starts_with("}--") && rest[1..].bytes().all(|byte| byte == b'-');
    }
    text.starts_with('<') && {
        let line = &content[at..];
        let start = at + line.find(text).unwrap_or(0);
        plain_spans(content, Span::new(start, start + text.len()))
            .iter()
            .all(|span| content[span.range()].trim().is_empty())
    }
}

fn opens_table(text: &str) -> bool {
    text.get(..6)
        .is_some_and(|tag| tag.eq_ignore_ascii_case("<table"))
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
