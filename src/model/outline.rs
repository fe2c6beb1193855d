//! A document's layout: sections, blocks and statements.

use super::{Note, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The layout of one document. Sections, blocks and statements stand in reading order;
/// indices are positions in these lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Front matter of a Markdown file, key → value as written (a list is joined by `, `), with its place.
    pub front: BTreeMap<String, (String, Span)>,
    /// Sections. The first one is the root: what stands before the first heading.
    pub sections: Vec<Section>,
    /// Paragraphs, list items and table rows.
    pub blocks: Vec<Block>,
    /// Sentences, list items without sentences, and cells of table rows joined.
    pub statements: Vec<Statement>,
    /// What could not be settled.
    pub notes: Vec<Note>,
}

/// How a section is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SectionForm {
    /// What stands before the first heading.
    Root,
    /// A heading with a number: "2.1.1.", "IV", "a)".
    Numbered,
    /// A heading without a number, nested under the nearest numbered one.
    Unnumbered,
    /// An annex.
    Annex,
}

/// A chapter or section with its heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Path unique in the document and stable: `3.1/ungdomsgaranti`; empty for the root.
    /// Of two sections with the same path the second ends in `~2`.
    pub path: String,
    /// Number as written without trailing stop: `2.1.1`.
    pub number: Option<String>,
    /// Heading, white space collapsed, without number and mark-up.
    pub heading: String,
    /// Depth, the root 0.
    pub level: u8,
    /// Index of the section above; none for the root.
    pub parent: Option<u32>,
    /// How it is announced.
    pub form: SectionForm,
    /// Where the heading stands.
    pub heading_span: Span,
    /// From the heading to the end of the section's own text and of its subsections.
    pub span: Span,
    /// Depth as the file announces it (`##` and `<h2>` are 2); 0 where it tells none.
    pub announced: u8,
}

/// The form of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockForm {
    /// Running text.
    Paragraph,
    /// A list item.
    Item {
        /// Nesting, the outermost list 1.
        depth: u8,
        /// Bullet or number as written: `•`, `a)`, `1.2.3`.
        marker: String,
    },
    /// A table row.
    Row {
        /// Which table of the document, from 0.
        table: u32,
        /// Which row of the table, from 0; the header row too.
        row: u32,
        /// The cells' texts, white space collapsed and hyphens at line ends joined.
        cells: Vec<String>,
        /// Where each cell stands in the source text.
        cell_spans: Vec<Vec<Span>>,
        /// Whether it is the header of its table.
        header: bool,
    },
}

/// A paragraph, list item or table row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Index of the section it stands in.
    pub section: u32,
    /// Its form.
    pub form: BlockForm,
    /// Index of the statement that leads into this list item ("NAV Fylke/Region skal sørge for").
    /// A nested item's lead-in may itself be an item with a lead-in.
    pub lead_in: Option<u32>,
    /// Indices of its statements: from the first (included) to the second (not).
    pub statements: (u32, u32),
    /// The first statement, where it is the title of the others: "**Pilot i fjæra.** Tilsynet skal …".
    pub title: Option<u32>,
}

/// A piece of a statement's text that stands in one stretch in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Byte in the statement's `text` at which the piece starts.
    pub at: u32,
    /// Where the piece stands in the source text. Piece and source are the same bytes.
    pub source: Span,
}

/// One sentence, one list item, or one table row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Index of the section.
    pub section: u32,
    /// Index of the block.
    pub block: u32,
    /// The words to read: white space collapsed, words broken at a line end joined, mark-up,
    /// footnote signs and bullets left out.
    pub text: String,
    /// How `text` lies in the source, in order.
    pub runs: Vec<Run>,
    /// The source spans that, cut and joined, give the quote: as few as possible, each without
    /// the page furniture or footnotes that stand between.
    pub spans: Vec<Span>,
    /// Whether it only leads into a list.
    pub is_lead_in: bool,
}

impl Statement {
    /// Where the bytes `start..end` of `text` stand in the source.
    ///
    /// Adjoining runs that are separated in the source by white space alone may be merged by the caller.
    pub fn source(&self, start: usize, end: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for run in &self.runs {
            let at = run.at as usize;
            let length = run.source.len();
            let from = start.max(at);
            let to = end.min(at + length);
            if from < to {
                let span = Span::new(
                    run.source.start as usize + from - at,
                    run.source.start as usize + to - at,
                );
                spans.push(span);
            }
        }
        spans
    }

    /// From the first to the last byte in the source.
    pub fn extent(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span::default(),
        }
    }
}

impl Outline {
    /// The chain of lead-ins above a statement's block, outermost first, as statement indices.
    pub fn lead_ins(&self, statement: u32) -> Vec<u32> {
        let mut chain = Vec::new();
        let mut block = self.statements[statement as usize].block;
        while let Some(above) = self.blocks[block as usize].lead_in {
            let next = self.statements[above as usize].block;
            if next >= block {
                break;
            }
            chain.push(above);
            block = next;
        }
        chain.reverse();
        chain
    }

    /// Whether all of these stand in the front matter: information about the letter, not its words.
    pub fn is_front(&self, spans: &[Span]) -> bool {
        let in_front = |span: &Span| self.front.values().any(|(_, front)| front.overlaps(*span));
        !spans.is_empty() && spans.iter().all(in_front)
    }

    /// The number of a section, or of the nearest one above it that has a number.
    pub fn number_over(&self, section: u32) -> Option<&str> {
        let mut at = Some(section);
        while let Some(section) = at.and_then(|at| self.sections.get(at as usize)) {
            if section.number.is_some() {
                return section.number.as_deref();
            }
            at = section.parent;
        }
        None
    }

    /// The headings from the outermost section down to `section`, the root left out.
    pub fn heading_path(&self, section: u32) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(section);
        while let Some(index) = at {
            let section = &self.sections[index as usize];
            if section.form != SectionForm::Root {
                path.push(section.heading.as_str());
            }
            at = section.parent;
        }
        path.reverse();
        path
    }
}
