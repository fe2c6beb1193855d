//! The cells of a pipe table's row and the lines inside them.
//!
//! `Lege-<br>erklæringer` is one line that a narrow column broke; `<br><br>`, `<p>` and `<li>` set lines apart.

use super::inline::plain_spans;
use super::marker::marker;
use super::word::{is_unfinished, starts_lower};
use crate::model::Span;

/// The cells of a pipe table's row that stands at byte `at` of the content.
pub(super) fn cells(text: &str, at: usize) -> Vec<Span> {
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

/// What stands between two stretches of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// One `<br>`: a line may go on behind it.
    Line,
    /// Several of them, a paragraph or an item.
    Block,
}

/// The lines of a cell: paragraphs, list items, and what `<br>` sets apart.
pub(super) fn lines(content: &str, cell: Span) -> Vec<Vec<Span>> {
    let text = &content[cell.range()];
    let mut lines: Vec<Vec<Span>> = Vec::new();
    let mut start = 0;
    let mut apart = Break::Block;
    for at in memchr::memchr_iter(b'<', text.as_bytes()).chain([text.len()]) {
        let tag = break_at(&text[at..]);
        if tag.is_none() && at < text.len() {
            continue;
        }
        let found = stretch(
            content,
            cell.start as usize + start,
            cell.start as usize + at,
        );
        start = at;
        let is_empty = found.is_empty();
        if !is_empty {
            add(content, &mut lines, found, apart);
        }
        apart = match (tag, is_empty) {
            (Some(Break::Line), false) => Break::Line,
            _ => Break::Block,
        };
    }
    lines
}

/// The break that a tag makes.
fn break_at(rest: &str) -> Option<Break> {
    let is = |tag: &str| {
        rest.get(..tag.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(tag))
    };
    if is("<br") {
        return Some(Break::Line);
    }
    [
        "<li", "</li", "<ul", "</ul", "<ol", "</ol", "<p>", "<p ", "</p", "<div", "</div",
    ]
    .iter()
    .any(|tag| is(tag))
    .then_some(Break::Block)
}

fn stretch(content: &str, start: usize, end: usize) -> Vec<Span> {
    plain_spans(content, Span::new(start, end))
        .into_iter()
        .filter(|span| !content[span.range()].trim().is_empty())
        .collect()
}

/// Adds a stretch as a line of its own, or to the line that a narrow column broke before it.
fn add(content: &str, lines: &mut Vec<Vec<Span>>, found: Vec<Span>, apart: Break) {
    if apart == Break::Line
        && let Some(last) = lines.last_mut()
        && goes_on(content, last, &found)
    {
        last.extend(found);
    } else {
        lines.push(found);
    }
}

/// "15 569" goes on with "000", "Lege-" with "erklæringer", "12. mai" with "kl. 14".
fn goes_on(content: &str, last: &[Span], next: &[Span]) -> bool {
    let (Some(last), Some(next)) = (last.last(), next.first()) else {
        return false;
    };
    let last = content[last.range()].trim();
    let next = content[next.range()].trim();
    let is_figure = |c: char| c.is_ascii_digit();
    marker(next).is_none()
        && is_unfinished(last)
        && (starts_lower(next)
            || last.ends_with('-')
            || last.ends_with(is_figure) && next.starts_with(is_figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        let found: Vec<String> = lines(cell, Span::new(0, cell.len()))
            .iter()
            .map(|line| super::super::compose::compose(cell, line).text)
            .collect();
        assert_eq!(found, expected, "{cell}");
    }

    #[test]
    fn a_column_breaks_lines_and_paragraphs_set_them_apart() {
        check("Lege-<br>erklæringer", &["Legeerklæringer"]);
        check("15 569<br>000", &["15 569 000"]);
        check("Kiropraktorbeha<br>ndling", &["Kiropraktorbehandling"]);
        check(
            "Logopedisk og<br>ortopedisk<br>hjelp",
            &["Logopedisk og ortopedisk hjelp"],
        );
        check("12. mai<br>kl. 14:00", &["12. mai kl. 14:00"]);
        check(
            "Tel tang.<br><br>Frist: 1. mai",
            &["Tel tang.", "Frist: 1. mai"],
        );
        check(
            "<p>Tel:</p><ul><li>tang</li><li>tare</li></ul>",
            &["Tel:", "tang", "tare"],
        );
        check("Andel A<br>Andel B", &["Andel A", "Andel B"]);
        check("- tang<br>- tare", &["- tang", "- tare"]);
    }
}
