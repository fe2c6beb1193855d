//! What the file itself tells of a text's layout: headings, list items, cells, footnotes.
//!
//! Word, OpenDocument, HTML and PDF files hold no lines of text but blocks. `read` writes the blocks
//! into the content one below the other and keeps here what each of them is, so that nothing has to be
//! read back out of mark-up. Plain text and Markdown have no layout of their own; it is found by `segment`.

use super::{Note, Span};
use serde::{Deserialize, Serialize};

/// The blocks of a text in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The blocks.
    pub blocks: Vec<Laid>,
    /// What the blocks were read from.
    pub basis: Basis,
    /// What could not be settled in reading; of plain text and Markdown too.
    pub notes: Vec<Note>,
}

/// What tells the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The lines of the text.
    #[default]
    Lines,
    /// Styles and elements of a Word, OpenDocument or HTML file.
    Styles,
    /// The structure tree of a tagged PDF.
    Tags,
    /// Where the words stand on the pages of an untagged PDF.
    Places,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laid {
    /// Where all of it stands, with its number or bullet.
    pub span: Span,
    /// Where the words to read stand: without number, bullet and footnote marks.
    pub words: Vec<Span>,
    /// What it is.
    pub role: Role,
    /// Whether every word of it is bold.
    pub bold: bool,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// A heading.
    Heading {
        /// Depth, the outermost 1; 0 where the file tells none.
        level: u8,
        /// Number that the file gives apart from the words, without trailing stop.
        number: Option<String>,
    },
    /// Running text.
    Paragraph,
    /// A list item, or a further paragraph of one where the marker is empty.
    Item {
        /// Nesting, the outermost list 1.
        depth: u8,
        /// Bullet or number as a reader sees it.
        marker: String,
    },
    /// A block of a table's cell; a cell may hold several.
    Cell(Cell),
    /// A footnote or endnote.
    Footnote,
}

/// Where a cell stands in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Which table of the document, from 0.
    pub table: u32,
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u16,
    /// Rows that it covers, at least 1.
    pub rows: u16,
    /// Columns that it covers, at least 1.
    pub columns: u16,
    /// Whether it heads its column.
    pub header: bool,
}

impl Layout {
    /// Whether the file tells nothing: the lines of the text do.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}
