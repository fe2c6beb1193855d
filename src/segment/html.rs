//! HTML → parts: headings, paragraphs, list items and table rows by their tags.

use super::markdown;
use super::part::{Heading, Part, PartForm};
use crate::model::Span;

/// The parts of an HTML text.
pub(super) fn parts(content: &str) -> Vec<Part> {
    let mut reader = Reader {
        content,
        parts: Vec::new(),
        form: PartForm::Paragraph,
        spans: Vec::new(),
        lists: 0,
        tables: 0,
        rows: 0,
        row: None,
        header: false,
    };
    let mut at = 0;
    while at < content.len() {
        let Some(open) = memchr::memchr(b'<', &content.as_bytes()[at..]) else {
            reader.text(at, content.len());
            break;
        };
        let open = at + open;
        reader.text(at, open);
        let Some(close) = memchr::memchr(b'>', &content.as_bytes()[open..]) else {
            break;
        };
        let close = open + close + 1;
        let name: String = content[open + 1..close - 1]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!'))
            .take(12)
            .collect::<String>()
            .to_ascii_lowercase();
        at = close;
        match name.as_str() {
            "script" | "style" | "head" | "svg" => {
                let end = format!("</{name}");
                // Never looked for twice: what is not closed runs to the end.
                at = find_ignoring_case(content, &end, close).unwrap_or(content.len());
            }
            _ => reader.tag(&name),
        }
    }
    reader.flush();
    reader.parts
}

fn find_ignoring_case(content: &str, needle: &str, from: usize) -> Option<usize> {
    let bytes = content.as_bytes();
    memchr::memchr_iter(b'<', &bytes[from..])
        .map(|at| from + at)
        .find(|at| {
            bytes
                .get(*at..at + needle.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(needle.as_bytes()))
        })
}

struct Reader<'t> {
    content: &'t str,
    parts: Vec<Part>,
    form: PartForm,
    spans: Vec<Span>,
    lists: u8,
    tables: u32,
    rows: u32,
    row: Option<Vec<Vec<Vec<Span>>>>,
    header: bool,
}

impl Reader<'_> {
    fn text(&mut self, start: usize, end: usize) {
        if self.content[start..end].trim().is_empty() {
            return;
        }
        let span = Span::new(start, end);
        match &mut self.row {
            Some(cells) => {
                if let Some(lines) = cells.last_mut() {
                    match lines.last_mut() {
                        Some(line) => line.push(span),
                        None => lines.push(vec![span]),
                    }
                }
            }
            None => self.spans.push(span),
        }
    }

    fn tag(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.form = PartForm::Heading(Heading {
                    level: name.as_bytes()[1] - b'0',
                    ..Heading::default()
                });
            }
            "ul" | "ol" => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            "/ul" | "/ol" => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            "li" => {
                if let Some(cells) = &mut self.row {
                    if let Some(lines) = cells.last_mut() {
                        lines.push(Vec::new());
                    }
                } else {
                    self.flush();
                    self.form = PartForm::Item {
                        depth: self.lists.max(1),
                        marker: "•".to_owned(),
                    };
                }
            }
            "table" => {
                self.flush();
                self.rows = 0;
            }
            "/table" => {
                self.end_row();
                self.tables += 1;
            }
            "tr" => {
                self.end_row();
                self.flush();
                self.row = Some(Vec::new());
                self.header = false;
            }
            "/tr" => self.end_row(),
            "td" | "th" => {
                self.header |= name == "th";
                if let Some(cells) = &mut self.row {
                    cells.push(Vec::new());
                }
            }
            "p" | "div" | "br" | "/p" | "/div" | "/li" | "section" | "/section" | "article"
            | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" | "dt" | "dd" | "blockquote" | "hr"
            | "header" | "footer" | "nav" | "body" | "main"
                if self.row.is_none() =>
            {
                self.flush();
            }
            _ => {}
        }
    }

    fn end_row(&mut self) {
        if let Some(cells) = self.row.take() {
            let spans: Vec<Span> = cells.iter().flatten().flatten().copied().collect();
            if !spans.is_empty() {
                self.parts.push(Part {
                    form: PartForm::Row {
                        table: self.tables,
                        row: self.rows,
                        header: self.header,
                        cells,
                    },
                    spans,
                });
                self.rows += 1;
            }
        }
    }

    fn flush(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let form = std::mem::replace(&mut self.form, PartForm::Paragraph);
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return;
        };
        let part = match form {
            PartForm::Heading(heading) => {
                let span = Span {
                    start: first.start,
                    end: last.end,
                };
                markdown::heading(self.content, span, spans, heading.level)
            }
            form => Part { form, spans },
        };
        self.parts.push(part);
    }
}
