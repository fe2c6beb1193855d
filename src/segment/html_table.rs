//! Tables that stand as HTML in a Markdown text → rows.

use super::cell;
use super::part::{Part, PartForm};
use crate::model::Span;

/// The rows of the table whose tag opens at byte `at`, and the byte behind it. What is not closed runs to
/// the end of the text.
pub(super) fn rows(content: &str, at: usize, table: u32) -> (Vec<Part>, usize) {
    let mut rows = Rows {
        content,
        table,
        parts: Vec::new(),
        cells: Vec::new(),
        open: None,
        header: false,
    };
    let mut end = content.len();
    for tag in memchr::memchr_iter(b'<', &content.as_bytes()[at..]).map(|found| at + found) {
        let rest = &content[tag + 1..];
        let name: String = rest
            .chars()
            .take(6)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let close =
            || memchr::memchr(b'>', rest.as_bytes()).map_or(content.len(), |at| tag + at + 2);
        match name.as_str() {
            "tr" | "/tr" => rows.end_row(tag),
            "td" | "th" => {
                rows.end_cell(tag);
                rows.header |= name == "th";
                rows.open = Some(close());
            }
            "/td" | "/th" => rows.end_cell(tag),
            "/table" => {
                rows.end_row(tag);
                end = close();
                break;
            }
            _ => {}
        }
    }
    rows.end_row(end);
    (rows.parts, end)
}

struct Rows<'t> {
    content: &'t str,
    table: u32,
    parts: Vec<Part>,
    cells: Vec<Vec<Vec<Span>>>,
    /// Where the words of the open cell begin.
    open: Option<usize>,
    header: bool,
}

impl Rows<'_> {
    fn end_cell(&mut self, at: usize) {
        if let Some(start) = self.open.take() {
            let cell = Span::new(start.min(at), at);
            self.cells.push(cell::lines(self.content, cell));
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        let cells = std::mem::take(&mut self.cells);
        let header = std::mem::take(&mut self.header);
        let spans: Vec<Span> = cells.iter().flatten().flatten().copied().collect();
        if spans.is_empty() {
            return;
        }
        self.parts.push(Part {
            form: PartForm::Row {
                table: self.table,
                row: self.parts.len() as u32,
                header,
                cells,
                carried: Vec::new(),
            },
            spans,
        });
    }
}
