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
