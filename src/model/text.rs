//! The characters of a document, with pages and lines.

use super::{Layout, Position, Span, collapse};
use serde::{Deserialize, Serialize};

/// Version of the readers of files. It rises when they read a format better, so that a file that was read
/// before is read anew where it is handed in again.
pub const READER: u16 = 1;

/// How the characters are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Lines of text, such as fall out of a PDF.
    Plain,
    /// Markdown, possibly with front matter and HTML tables.
    Markdown,
    /// HTML.
    Html,
    /// A Word document (`.docx`).
    Word,
    /// An OpenDocument text (`.odt`).
    OpenDocument,
    /// A PDF.
    Pdf,
}

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File name without folders, or `-` for standard input.
    pub file_name: String,
    /// Media type, such as `text/markdown`.
    pub media_type: String,
    /// Character encoding the bytes were read as, such as `utf-8` or `windows-1252`.
    pub encoding: String,
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Size in bytes as delivered.
    pub bytes: u64,
}

/// A document as characters. Every [`Span`] in the model counts bytes of `content`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The characters, decoded to UTF-8, composed, with one kind of line end and blank; of a file that
    /// holds no lines of text its blocks one below the other.
    pub content: String,
    /// How they are marked up.
    pub format: Format,
    /// Where they came from.
    pub source: Source,
    /// Byte at which each line starts, the first one 0.
    pub lines: Vec<u32>,
    /// Byte at which each page starts, the first one 0; empty where there are no page breaks.
    pub pages: Vec<u32>,
    /// What the file tells of its layout; empty for plain text and Markdown.
    pub layout: Layout,
    /// The [`READER`] that read it.
    pub reader: u16,
}

impl Text {
    /// A text whose lines are counted here; `pages` starts empty.
    pub fn new(content: String, format: Format, source: Source) -> Text {
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', content.as_bytes()).map(|at| at as u32 + 1));
        Text {
            content,
            format,
            source,
            lines,
            pages: Vec::new(),
            layout: Layout::default(),
            reader: READER,
        }
    }

    /// The characters of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.range()).unwrap_or_default()
    }

    /// The characters of several spans with white space collapsed. Two spans are joined by a space,
    /// unless only mark-up stands between them.
    pub fn quote(&self, spans: &[Span]) -> String {
        let mut quote = String::new();
        let mut end = None;
        for span in spans {
            let part = collapse(self.slice(*span));
            if part.is_empty() {
                continue;
            }
            let is_apart = |end: u32| {
                self.content
                    .get(end as usize..span.start as usize)
                    .is_none_or(|gap| gap.contains(char::is_whitespace))
            };
            if end.is_some_and(is_apart) {
                quote.push(' ');
            }
            quote.push_str(&part);
            end = Some(span.end);
        }
        quote
    }

    /// Line, column and page of a byte.
    pub fn position(&self, byte: u32) -> Position {
        let line = self.lines.partition_point(|start| *start <= byte).max(1);
        let start = self.lines[line - 1] as usize;
        let column = self
            .content
            .get(start..byte as usize)
            .map_or(0, |before| before.chars().count());
        let page = self.pages.partition_point(|start| *start <= byte);
        Position {
            line: line as u32,
            column: column as u32 + 1,
            page: (page > 0).then_some(page as u32),
        }
    }
}
