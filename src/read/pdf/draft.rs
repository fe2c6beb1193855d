//! Blocks of a PDF before they are written: their role and glyphs as lines of words.

use super::super::page::{Writer, is_mark};
use super::glyph::Glyph;
use crate::model::{Cell, Role};

/// A block whose words are being collected.
#[derive(Debug)]
pub(super) struct Draft {
    /// What it is.
    pub role: Role,
    /// The stretches of its text, each with whether it is bold.
    pieces: Vec<Piece>,
    /// Left end of its first glyph.
    pub x: f32,
    last: Option<(Glyph, u32)>,
    /// Right end of what stands last on the line.
    edge: f32,
    /// Glyphs that are raised, until it is known whether they mark a footnote.
    raised: Vec<Glyph>,
}

#[derive(Debug)]
enum Piece {
    Text(String, bool),
    Line,
    /// The words from here on stand on this page, from 0.
    Page(u32),
}

impl Draft {
    /// A block without words.
    pub(super) fn new(role: Role) -> Draft {
        Draft {
            role,
            pieces: Vec::new(),
            x: 0.0,
            last: None,
            edge: 0.0,
            raised: Vec::new(),
        }
    }

    /// Whether it has no words.
    pub(super) fn is_empty(&self) -> bool {
        !self
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Text(text, _) if !text.trim().is_empty()))
    }

    /// Adds a glyph that stands on a page.
    pub(super) fn glyph(&mut self, glyph: &Glyph, page: u32) {
        // The link from a footnote back to its mark.
        if glyph.character == '↩' {
            return;
        }
        let Some((last, last_page)) = self.last else {
            self.x = glyph.x;
            self.pieces.push(Piece::Page(page));
            self.take(*glyph, page);
            return;
        };
        let size = last.size.max(glyph.size);
        let rise = last.y - glyph.y;
        if page != last_page {
            self.settle();
            self.pieces.push(Piece::Line);
            self.pieces.push(Piece::Page(page));
        } else if rise.abs() > size * 0.7 || glyph.x < last.x - size {
            self.settle();
            self.pieces.push(Piece::Line);
        } else if self.is_raised(glyph, &last) {
            self.raised.push(*glyph);
            self.edge = self.edge.max(glyph.end());
            return;
        } else {
            self.settle();
            // Words that no blank parts are parted by their places.
            if glyph.x - self.edge > size * 0.15 {
                self.text(' ', false);
            }
        }
        self.take(*glyph, page);
    }

    /// Whether a glyph is smaller than the words before it and stands higher.
    fn is_raised(&self, glyph: &Glyph, last: &Glyph) -> bool {
        glyph.size < last.size * 0.85
            && (last.y - glyph.y) > last.size * 0.15
            && !glyph.character.is_whitespace()
    }

    fn take(&mut self, glyph: Glyph, page: u32) {
        self.text(glyph.character, glyph.bold);
        if !glyph.character.is_whitespace() || self.last.is_none() {
            self.last = Some((glyph, page));
            self.edge = glyph.end();
        }
    }

    /// Drops raised glyphs that mark a footnote, keeps others.
    fn settle(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        let text: String = raised.iter().map(|glyph| glyph.character).collect();
        if !text.is_empty() && !is_mark(&text, &self.line()) {
            for glyph in raised {
                self.text(glyph.character, glyph.bold);
            }
        }
    }

    /// Adds words that stand for themselves, such as those of another block of the same cell.
    fn text(&mut self, character: char, bold: bool) {
        if let Some(Piece::Text(text, same)) = self.pieces.last_mut()
            && (*same == bold || character == ' ')
        {
            text.push(character);
        } else {
            self.pieces.push(Piece::Text(character.to_string(), bold));
        }
    }

    /// The words of the last line.
    fn line(&self) -> String {
        let mut parts: Vec<&str> = self
            .pieces
            .iter()
            .rev()
            .map_while(|piece| match piece {
                Piece::Text(text, _) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        parts.reverse();
        parts.concat()
    }

    /// All words on one line.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text, _) => words.push_str(text),
                Piece::Line | Piece::Page(_) => words.push(' '),
            }
        }
        crate::model::collapse(&words)
    }

    /// Whether every word is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Text(text, bold) => *bold || !text.contains(char::is_alphanumeric),
            _ => true,
        })
    }

    /// Takes all words for bold: they are set in another face than the running text.
    pub(super) fn stand_out(&mut self) {
        for piece in &mut self.pieces {
            if let Piece::Text(_, bold) = piece {
                *bold = true;
            }
        }
    }

    /// Ends the collection of glyphs.
    pub(super) fn end(&mut self) {
        self.settle();
    }

    /// Goes on with another block, as where a page break stands inside a sentence.
    pub(super) fn join(&mut self, other: Draft) {
        self.end();
        self.pieces.push(Piece::Line);
        self.pieces.extend(other.pieces);
        self.last = other.last;
        self.edge = other.edge;
        self.raised = other.raised;
    }

    /// Takes a number or bullet off the beginning.
    pub(super) fn cut(&mut self, length: usize) {
        let mut left = length;
        for piece in &mut self.pieces {
            let Piece::Text(text, _) = piece else {
                continue;
            };
            let cut = left.min(text.len());
            if text.is_char_boundary(cut) {
                text.drain(..cut);
                left -= cut;
            }
            if left == 0 {
                break;
            }
        }
    }

    fn write(self, writer: &mut Writer, page: &mut u32) {
        writer.open(self.role);
        for piece in self.pieces {
            match piece {
                Piece::Text(text, bold) => writer.text(&text, bold),
                Piece::Line => writer.line(),
                Piece::Page(at) => {
                    while *page < at {
                        writer.page();
                        *page += 1;
                    }
                }
            }
        }
        writer.close();
    }
}

/// Writes blocks in order. A paragraph or item that stops in the middle of a sentence at the end of a page
/// goes on with the next block of its kind.
pub(super) fn write(drafts: Vec<Draft>, writer: &mut Writer) {
    let mut page = 0;
    let mut open: Option<Draft> = None;
    for draft in drafts {
        if draft.is_empty() {
            continue;
        }
        match &mut open {
            Some(last) if goes_on(last, &draft) => last.join(draft),
            _ => {
                if let Some(last) = open.replace(draft) {
                    last.write(writer, &mut page);
                }
            }
        }
    }
    if let Some(last) = open {
        last.write(writer, &mut page);
    }
}

fn goes_on(last: &Draft, next: &Draft) -> bool {
    let page = |draft: &Draft| {
        draft.pieces.iter().find_map(|piece| match piece {
            Piece::Page(page) => Some(*page),
            _ => None,
        })
    };
    let last_page = last.last.map(|(_, page)| page);
    if next.role != Role::Paragraph
        || !matches!(last.role, Role::Paragraph | Role::Item { .. })
        || last_page.is_none()
        || page(next).is_none_or(|page| Some(page) <= last_page)
    {
        return false;
    }
    let is_open = !last.words().ends_with(['.', '!', '?', ':', ';']);
    is_open && next.words().starts_with(char::is_lowercase)
}

/// A cell of a table at a place, with nothing merged.
pub(super) fn cell(table: u32, row: u32, column: u16, header: bool) -> Role {
    Role::Cell(Cell {
        table,
        row,
        column,
        rows: 1,
        columns: 1,
        header,
    })
}
