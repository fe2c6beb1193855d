//! What the readers of the formats hand to the builder.

use crate::model::Span;

/// A heading, paragraph, list item, table row or footnote, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// What it is.
    pub form: PartForm,
    /// The source text to keep, in order: without bullets, numbers, mark-up and page furniture.
    pub spans: Vec<Span>,
}

/// The form of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PartForm {
    /// A heading.
    Heading(Heading),
    /// Running text.
    Paragraph,
    /// A list item.
    Item {
        /// Nesting, the outermost list 1.
        depth: u8,
        /// Bullet or number as written.
        marker: String,
    },
    /// A table row.
    Row {
        /// Which table, from 0.
        table: u32,
        /// Which row, from 0.
        row: u32,
        /// Whether it is the header.
        header: bool,
        /// The source text of each cell, one list of spans per line or list item of the cell.
        cells: Vec<Vec<Vec<Span>>>,
        /// Columns whose cell is one of a row above that covers this row too.
        carried: Vec<usize>,
    },
    /// A footnote's text: stands outside the sentence it interrupts.
    Footnote,
}

/// What a reader knows of a heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heading {
    /// Number without trailing stop.
    pub number: Option<String>,
    /// Depth by mark-up (`##` is 2); 0 where the layout tells none.
    pub level: u8,
    /// Whether it opens an annex.
    pub is_annex: bool,
    /// From the number to the last word.
    pub span: Span,
}

/// Whether the words of a line or paragraph that is bold throughout announce what follows: "Tiltak" does,
/// "Frist: 1. mai", a caption and a whole sentence do not.
pub(super) fn is_title(words: &str) -> bool {
    let words = words.trim_matches('*').trim();
    !words.is_empty()
        && !words.contains("**")
        && !words.contains(": ")
        && !words.ends_with(['.', ','])
        && words.chars().count() <= 90
        && !["Tabell ", "Figur ", "Note "]
            .iter()
            .any(|caption| words.starts_with(caption))
}
