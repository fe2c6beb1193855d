//! Writes the blocks of a laid out document one below the other: the content, where each block stands in
//! it, and where pages start.

use super::normal::normal;
use crate::model::{Basis, Cell, Format, Laid, Layout, Note, Role, Source, Span, Text};

/// Where a line ends inside a block that is written on one line: a row of a table, a block of a PDF.
const WRAP: char = '\u{2028}';

/// Collects the blocks of a document.
#[derive(Debug, Default)]
pub(super) struct Writer {
    content: String,
    layout: Layout,
    pages: Vec<u32>,
    open: Option<Open>,
    /// The cell written last, while its table is open.
    cell: Option<Cell>,
    /// Whether a page has ended since the last word.
    page_ended: bool,
}

#[derive(Debug)]
struct Open {
    role: Role,
    /// What stands before the words: a bullet, a number.
    lead: String,
    words: String,
    /// Letters in all, and letters that are bold.
    letters: (usize, usize),
    /// Whether white space stands between the last word and the next.
    space: bool,
}

impl Writer {
    /// Opens a block; the one before is closed.
    pub(super) fn open(&mut self, role: Role) {
        self.close();
        let lead = match &role {
            Role::Heading { number, .. } => number.clone().unwrap_or_default(),
            Role::Item { marker, .. } => marker.clone(),
            _ => String::new(),
        };
        self.open = Some(Open {
            role,
            lead,
            words: String::new(),
            letters: (0, 0),
            space: false,
        });
    }

    /// Adds words to the open block, or to a paragraph where none is open. White space is one blank.
    pub(super) fn text(&mut self, text: &str, bold: bool) {
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.open(Role::Paragraph);
        }
        if self.page_ended && !text.trim().is_empty() {
            self.page_ended = false;
            // Kept as a mark in the words until their place in the content is known.
            if let Some(open) = &mut self.open {
                open.words.push('\x0c');
            }
        }
        let Some(open) = &mut self.open else { return };
        for character in normal(text).chars() {
            if character.is_whitespace() {
                open.space = true;
                continue;
            }
            if open.space && !open.words.is_empty() && !open.words.ends_with(['\n', WRAP, '\x0c']) {
                open.words.push(' ');
            }
            open.space = false;
            open.words.push(character);
            if character.is_alphanumeric() {
                open.letters.0 += 1;
                open.letters.1 += usize::from(bold);
            }
        }
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// White space between words.
    pub(super) fn space(&mut self) {
        if let Some(open) = &mut self.open {
            open.space = true;
        }
    }

    /// Ends the line inside the open block: white space to the words, a new line to who reads the text.
    pub(super) fn line(&mut self) {
        if let Some(open) = &mut self.open
            && !open.words.is_empty()
        {
            open.words.push('\n');
            open.space = false;
        }
    }

    /// Wraps the line inside the open block: a word may be broken here, but no one wrote a new line.
    pub(super) fn wrap(&mut self) {
        if let Some(open) = &mut self.open
            && !open.words.is_empty()
        {
            open.words.push(WRAP);
            open.space = false;
        }
    }

    /// Ends the page. What comes next stands on the next one.
    pub(super) fn page(&mut self) {
        if self.pages.is_empty() {
            self.pages.push(0);
        }
        if self.page_ended {
            // A page without words: it starts where the next one does.
            self.pages.push(self.content.len() as u32);
        }
        self.page_ended = true;
    }

    /// Whether the open block has words.
    pub(super) fn has_words(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| !open.words.trim().is_empty())
    }

    /// The words of the open block.
    pub(super) fn words(&self) -> &str {
        self.open.as_ref().map_or("", |open| open.words.as_str())
    }

    /// Tells something that could not be settled about the text written last.
    pub(super) fn note(&mut self, message: String) {
        let at = self.content.len();
        self.layout.notes.push(Note {
            span: Span::new(at, at),
            message,
        });
    }

    /// How many blocks were written.
    pub(super) fn blocks(&self) -> usize {
        self.layout.blocks.len()
    }

    /// Closes the open block; one without words leaves no trace.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.words.trim().is_empty() {
            self.page_ended |= open.words.contains('\x0c');
            return;
        }
        self.separate(&open.role);
        let start = self.content.len();
        self.content.push_str(&open.lead);
        if !open.lead.is_empty() {
            self.content.push(' ');
        }
        let words = self.content.len();
        let in_row = matches!(open.role, Role::Cell(_));
        for character in open.words.trim_end().chars() {
            match character {
                '\x0c' => self.pages.push(self.content.len() as u32),
                '\n' if in_row => self.content.push(WRAP),
                _ => self.content.push(character),
            }
        }
        let end = self.content.len();
        self.layout.blocks.push(Laid {
            span: Span::new(start, end),
            words: vec![Span::new(words, end)],
            bold: open.letters.0 > 0 && open.letters.0 == open.letters.1,
            role: open.role,
        });
    }

    /// What stands between the last block and this one: rows are lines of `| cell | cell |`.
    fn separate(&mut self, role: &Role) {
        let Role::Cell(cell) = role else {
            self.end_table();
            if let Some(last) = self.layout.blocks.last() {
                let listed = matches!((&last.role, role), (Role::Item { .. }, Role::Item { .. }));
                self.content.push_str(if listed { "\n" } else { "\n\n" });
            }
            return;
        };
        let last = self.cell.replace(*cell);
        match last.filter(|last| last.table == cell.table) {
            None => {
                if last.is_some() {
                    self.content.push_str(" |");
                }
                if !self.content.is_empty() {
                    self.content.push_str("\n\n");
                }
                self.bars(usize::from(cell.column) + 1);
            }
            Some(last) if last.row != cell.row => {
                self.content.push_str(" |\n");
                self.bars(usize::from(cell.column) + 1);
            }
            Some(last) if last.column == cell.column => self.content.push(WRAP),
            Some(last) => {
                self.content.push(' ');
                self.bars(usize::from(cell.column.saturating_sub(last.column)).max(1));
            }
        }
    }

    fn bars(&mut self, count: usize) {
        for _ in 0..count {
            self.content.push_str("| ");
        }
    }

    fn end_table(&mut self) {
        if self.cell.take().is_some() {
            self.content.push_str(" |");
        }
    }

    /// The text with its layout.
    pub(super) fn finish(mut self, format: Format, basis: Basis, source: Source) -> Text {
        self.close();
        self.end_table();
        self.content.push('\n');
        let mut text = Text::new(self.content, format, source);
        let length = text.content.len() as u32;
        self.pages.retain(|start| *start < length);
        text.pages = if self.pages.len() > 1 {
            self.pages
        } else {
            Vec::new()
        };
        self.layout.basis = basis;
        text.layout = self.layout;
        text
    }
}

/// Whether a raised text behind these words is the mark of a footnote, and no power: "km" before "2".
pub(super) fn is_mark(raised: &str, words: &str) -> bool {
    let text = raised.trim().trim_matches(['[', ']', '(', ')']);
    let unit = words
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let is_power = matches!(text, "2" | "3") && matches!(unit, "m" | "km" | "cm" | "dm" | "mm");
    let is_short = text.chars().count() <= 3
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '†' | ',' | ' '));
    is_short && !is_power
}
