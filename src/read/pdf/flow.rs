//! Lines of an untagged PDF → headings, paragraphs, items, footnotes, by size, face and place.

use super::super::number::opens_with_bullet;
use super::draft::{Draft, cell};
use super::line::Run;
use super::loose;
use crate::model::Role;

/// Characters of a heading.
const LONGEST_HEADING: usize = 200;

/// A line of a column.
#[derive(Debug)]
pub(super) struct Line<'d> {
    /// Its runs, from left to right.
    pub runs: Vec<Run<'d>>,
    /// Base line.
    pub y: f32,
    /// Page, from 0.
    pub page: u32,
    /// 0 across the page, 1 left, 2 right.
    pub column: u8,
}

impl Line<'_> {
    /// Left end.
    pub(super) fn x0(&self) -> f32 {
        self.runs.first().map_or(0.0, |run| run.x0)
    }

    /// Right end.
    pub(super) fn x1(&self) -> f32 {
        self.runs.last().map_or(0.0, |run| run.x1)
    }

    /// Size of the face.
    pub(super) fn size(&self) -> f32 {
        self.runs.iter().map(|run| run.size).fold(0.0, f32::max)
    }

    /// Its characters.
    pub(super) fn text(&self) -> String {
        let texts: Vec<String> = self.runs.iter().map(Run::text).collect();
        texts.join(" ")
    }

    fn all(&self, is: impl Fn(&super::glyph::Glyph) -> bool) -> bool {
        let mut glyphs = self.runs.iter().flat_map(|run| &run.glyphs);
        glyphs.all(|glyph| !glyph.character.is_alphanumeric() || is(glyph))
    }

    fn is_bold(&self) -> bool {
        self.all(|glyph| glyph.bold)
    }
}

/// What is usual in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    /// Size of the running text.
    pub size: f32,
    /// Its face.
    pub face: u32,
    /// From base line to base line.
    pub leading: f32,
}

/// Puts lines into blocks.
pub(super) struct Flow<'d> {
    usual: Usual,
    /// Sizes of headings, the largest first.
    sizes: Vec<f32>,
    /// The blocks.
    pub drafts: Vec<Draft>,
    open: Option<Open<'d>>,
    /// Left ends of the items that the present one stands in.
    indents: Vec<f32>,
    /// Tables so far.
    pub tables: u32,
    /// Left and right end of the column.
    column: (f32, f32),
}

struct Open<'d> {
    draft: Draft,
    kind: Kind,
    last: Line<'d>,
    /// Left end of the words below a bullet.
    hanging: f32,
    /// Whether all of it is set in another face than the running text.
    is_apart: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Heading,
    Paragraph,
    Item,
    Footnote,
}

impl<'d> Flow<'d> {
    /// A flow without lines. `sizes` are the sizes of headings, the largest first.
    pub(super) fn new(usual: Usual, sizes: Vec<f32>) -> Flow<'d> {
        Flow {
            usual,
            sizes,
            drafts: Vec::new(),
            open: None,
            indents: Vec::new(),
            tables: 0,
            column: (0.0, 0.0),
        }
    }

    /// Takes the lines of a column in.
    pub(super) fn lines(&mut self, lines: Vec<Line<'d>>) {
        let left = lines.iter().map(Line::x0).fold(f32::MAX, f32::min);
        let right = lines.iter().map(Line::x1).fold(0.0, f32::max);
        self.column = (left, right);
        let mut skip = 0;
        let mut lines = lines;
        let mut at = 0;
        while at < lines.len() {
            if skip == 0
                && self.marker(&lines[at]).is_none()
                && let Some(found) = loose::table(&lines[at..], self.usual.leading)
            {
                self.loose(&lines[at..], &found);
                skip = found.lines;
            }
            let line = std::mem::replace(
                &mut lines[at],
                Line {
                    runs: Vec::new(),
                    y: 0.0,
                    page: 0,
                    column: 0,
                },
            );
            at += 1;
            if skip > 0 {
                skip -= 1;
            } else {
                self.line(line);
            }
        }
    }

    fn loose(&mut self, lines: &[Line<'d>], found: &loose::Loose) {
        self.end();
        for (row, cells) in found.rows.iter().enumerate() {
            for (column, places) in cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| !cell.is_empty())
            {
                let header = row == 0 && lines[0].is_bold() && found.rows.len() > 1;
                let mut draft = Draft::new(cell(self.tables, row as u32, column as u16, header));
                for (line, run) in places {
                    let line = &lines[*line];
                    for glyph in &line.runs[*run].glyphs {
                        draft.glyph(glyph, line.page);
                    }
                }
                draft.end();
                self.drafts.push(draft);
            }
        }
        self.tables += 1;
        self.indents.clear();
    }

    fn line(&mut self, line: Line<'d>) {
        let kind = self.kind(&line);
        let goes_on = match &self.open {
            Some(open) => self.goes_on(open, &line, kind),
            None => false,
        };
        if !goes_on {
            self.end();
            self.begin(kind, &line);
        }
        if let Some(open) = &mut self.open {
            for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
                open.draft.glyph(glyph, line.page);
            }
            open.is_apart &= line.all(|glyph| glyph.face != self.usual.face);
            open.last = line;
        }
    }

    /// What a line would be if it began a block.
    fn kind(&self, line: &Line<'_>) -> Kind {
        let (size, usual) = (line.size(), self.usual.size);
        let text = line.text();
        if size > usual * 1.08 && text.chars().count() <= LONGEST_HEADING {
            return Kind::Heading;
        }
        if self.marker(line).is_some() {
            return Kind::Item;
        }
        let raised = line.runs.first().and_then(|run| run.glyphs.first());
        let is_marked = raised.is_some_and(|first| {
            first.character.is_ascii_digit() && (first.size < size * 0.85 || text.len() > 3)
        });
        if size < usual * 0.93 && is_marked {
            return Kind::Footnote;
        }
        Kind::Paragraph
    }

    /// The bullet or number that a line opens with, its length in bytes, and where the words begin.
    fn marker(&self, line: &Line<'_>) -> Option<(String, usize, f32)> {
        let text = line.text();
        let first = text.split(' ').next().unwrap_or_default();
        let is_lone = line.runs.len() > 1 || text.len() > first.len();
        let character = first.chars().next()?;
        let is_bullet = first.chars().count() == 1
            && (opens_with_bullet(&text)
                || matches!(character, 'o' | '➢' | '►' | '✓' | '❖' | '□' | '\u{fffd}'));
        let body = first.trim_end_matches(['.', ')']);
        let is_number = body.len() < first.len()
            && (1..=2).contains(&body.len())
            && (body.bytes().all(|byte| byte.is_ascii_digit())
                || body.len() == 1 && body.bytes().all(|byte| byte.is_ascii_lowercase()));
        if !is_lone || !(is_bullet || is_number) {
            return None;
        }
        let mut words = line
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .filter(|glyph| !glyph.character.is_whitespace())
            .skip(first.chars().count());
        let x = words.next().map_or(line.x0(), |glyph| glyph.x);
        let marker = if is_bullet { "•" } else { first };
        Some((marker.to_owned(), first.len(), x))
    }

    fn goes_on(&self, open: &Open<'_>, line: &Line<'_>, kind: Kind) -> bool {
        let last = &open.last;
        let text = line.text();
        let words = open.draft.words();
        if kind == Kind::Item {
            // "2025." in the middle of a sentence opens no item.
            let is_open = !words.ends_with(['.', ':', ';', '!', '?']);
            let is_number = text.starts_with(|c: char| c.is_ascii_digit());
            return is_number && is_open && open.kind == Kind::Paragraph && text.len() < 12;
        }
        let size = line.size();
        let same_size = (size - last.size()).abs() < self.usual.size * 0.07;
        let same_face = line.is_bold() == last.is_bold();
        let moved = line.page != last.page || line.column != last.column || line.y < last.y;
        if open.kind == Kind::Heading || kind == Kind::Heading {
            let tight = line.y - last.y < size * 1.7;
            return open.kind == kind && same_size && same_face && tight && !moved;
        }
        if open.kind == Kind::Footnote {
            return kind != Kind::Footnote && same_size && !moved;
        }
        if kind == Kind::Footnote {
            return false;
        }
        let is_open = !words.ends_with(['.', '!', '?', ':', ';']);
        if moved {
            return is_open && text.starts_with(char::is_lowercase);
        }
        if !same_size || line.is_bold() != open.draft.is_bold() && !is_open {
            return false;
        }
        if line.y - last.y > self.usual.leading * 1.35 {
            return false;
        }
        if open.kind == Kind::Item && line.x0() < open.hanging - self.usual.size * 0.6 {
            return is_open && text.starts_with(char::is_lowercase);
        }
        // A bold line above running text is a title of its own.
        if open.draft.is_bold() && !line.is_bold() {
            return false;
        }
        let had_room = line
            .runs
            .first()
            .is_some_and(|run| run.had_room(last.x1(), self.column.1));
        let is_indented =
            line.x0() > last.x0() + self.usual.size * 0.8 && open.kind == Kind::Paragraph;
        let starts_anew = !text.starts_with(char::is_lowercase);
        !(had_room && starts_anew || is_indented && !is_open)
    }

    fn begin(&mut self, kind: Kind, line: &Line<'d>) {
        let mut hanging = line.x0();
        let role = match kind {
            Kind::Heading => {
                self.indents.clear();
                let size = line.size();
                let above = self
                    .sizes
                    .iter()
                    .filter(|other| **other > size + 0.3)
                    .count();
                Role::Heading {
                    level: (above + 1).min(9) as u8,
                    number: None,
                }
            }
            Kind::Item => {
                let (marker, _, words) = self.marker(line).unwrap_or_default();
                hanging = words;
                let x = line.x0();
                while self.indents.last().is_some_and(|last| *last > x + 3.0) {
                    self.indents.pop();
                }
                if self.indents.last().is_none_or(|last| *last < x - 3.0) {
                    self.indents.push(x);
                }
                Role::Item {
                    depth: self.indents.len().min(9) as u8,
                    marker,
                }
            }
            Kind::Footnote => Role::Footnote,
            Kind::Paragraph => {
                self.indents.clear();
                Role::Paragraph
            }
        };
        self.open = Some(Open {
            draft: Draft::new(role),
            kind,
            last: Line {
                runs: Vec::new(),
                ..*line
            },
            hanging,
            is_apart: true,
        });
    }

    /// Ends the open block.
    pub(super) fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut draft = open.draft;
        draft.end();
        match open.kind {
            Kind::Item => {
                let words = draft.words();
                let first = words.split(' ').next().unwrap_or_default().len();
                draft.cut(first);
            }
            Kind::Footnote => {
                let words = draft.words();
                let mark = words.bytes().take_while(u8::is_ascii_digit).count();
                draft.cut(mark);
            }
            Kind::Paragraph if open.is_apart => draft.stand_out(),
            _ => {}
        }
        self.drafts.push(draft);
    }
}
