//! Blocks of a PDF before they are written: their role and glyphs as lines of words.

use super::super::page::{Writer, is_mark};
use super::glyph::Glyph;
use crate::model::{Cell, Role};
use rustc_hash::FxHashSet;

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
    /// Right end of the column of a table that the block stands in.
    pub right: Option<f32>,
    /// Glyphs that are raised, until it is known whether they mark a footnote.
    raised: Vec<Glyph>,
}

#[derive(Debug)]
enum Piece {
    Text(String, bool),
    Line,
    /// The same, inside a word perhaps.
    Tear,
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
            right: None,
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
            let piece = if self.may_be_torn(glyph) {
                Piece::Tear
            } else {
                Piece::Line
            };
            self.pieces.push(piece);
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

    /// Whether a word that is wider than its column may be torn at the end of the line, without a hyphen: it
    /// stands alone on the line and leaves no room for another letter.
    fn may_be_torn(&self, next: &Glyph) -> bool {
        let line = self.line();
        let word = line.trim();
        self.right
            .is_some_and(|right| right - self.edge < next.size * 0.55)
            && word.chars().count() > 5
            && word.chars().all(char::is_alphabetic)
            && next.character.is_lowercase()
    }

    /// Decides about words that may be torn: the halves of one stand nowhere else as words.
    pub(super) fn mend(&mut self, known: &FxHashSet<String>) {
        for at in 0..self.pieces.len() {
            if !matches!(self.pieces[at], Piece::Tear) {
                continue;
            }
            let first = match at.checked_sub(1).and_then(|before| self.pieces.get(before)) {
                Some(Piece::Text(text, _)) => last_word(text),
                _ => "",
            };
            let second = match self.pieces.get(at + 1) {
                Some(Piece::Text(text, _)) => first_word(text),
                _ => "",
            };
            let stands = |word: &str| word.is_empty() || known.contains(&word.to_lowercase());
            if stands(first) || stands(second) {
                self.pieces[at] = Piece::Line;
            }
        }
    }

    /// Whether a glyph is smaller than the words before it and stands higher.
    fn is_raised(&self, glyph: &Glyph, last: &Glyph) -> bool {
        glyph.size < last.size * 0.95
            && (last.y - glyph.y) > last.size * 0.2
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
                Piece::Tear => {}
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
                Piece::Line => writer.wrap(),
                Piece::Tear => {}
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
pub(super) fn write(drafts: Vec<Draft>, known: &FxHashSet<String>, writer: &mut Writer) {
    let mut drafts = drafts;
    in_columns(&mut drafts);
    let mut page = 0;
    let mut open: Option<Draft> = None;
    // Footnotes at the foot of a page do not end the sentence above them.
    let mut held: Vec<Draft> = Vec::new();
    for mut draft in drafts {
        if draft.is_empty() {
            continue;
        }
        draft.mend(known);
        match &mut open {
            Some(last) if goes_on(last, &draft) => last.join(draft),
            Some(_) if draft.role == Role::Footnote => held.push(draft),
            _ => {
                let done = open.replace(draft).into_iter();
                for draft in done.chain(held.drain(..)) {
                    draft.write(writer, &mut page);
                }
            }
        }
    }
    for draft in open.into_iter().chain(held) {
        draft.write(writer, &mut page);
    }
}

/// Puts the blocks of each row in the order of its columns: what a page break cut off came last.
fn in_columns(drafts: &mut [Draft]) {
    let row = |draft: &Draft| match draft.role {
        Role::Cell(cell) => Some((cell.table, cell.row)),
        _ => None,
    };
    for chunk in drafts.chunk_by_mut(|one, other| row(one).is_some() && row(one) == row(other)) {
        chunk.sort_by_key(|draft| match draft.role {
            Role::Cell(cell) => cell.column,
            _ => 0,
        });
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

fn last_word(text: &str) -> &str {
    let word = text.trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
    word.unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let word = text.trim_start().split(|c: char| !c.is_alphabetic()).next();
    word.unwrap_or_default()
}
