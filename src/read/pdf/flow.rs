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

    /// Makes one run of a justified line: it fills its column, and its gaps are blanks drawn wide, all
    /// nearly alike.
    fn close_up(&mut self, (left, right): (f32, f32)) {
        let size = self.size();
        let is_full = self.x1() > right - size && self.x0() < left + size * 5.0;
        if self.runs.len() < 2 || !is_full {
            return;
        }
        let mut gaps: Vec<f32> = Vec::new();
        let mut end: Option<f32> = None;
        for glyph in self.runs.iter().flat_map(|run| &run.glyphs) {
            if glyph.character.is_whitespace() {
                continue;
            }
            if let Some(gap) = end
                .map(|end| glyph.x - end)
                .filter(|gap| *gap > size * 0.15)
            {
                gaps.push(gap);
            }
            end = Some(glyph.end());
        }
        // Behind a bullet the gap is its own.
        let is_marked = self.runs[0].glyphs.len() < 4;
        let gaps = &gaps[usize::from(is_marked && gaps.len() > 1)..];
        let widest = gaps.iter().copied().fold(0.0, f32::max);
        let narrowest = gaps.iter().copied().fold(f32::MAX, f32::min);
        if widest > narrowest * 1.4 || widest > size * 8.0 {
            return;
        }
        let rest = self.runs.split_off(1);
        for run in rest {
            self.runs[0].append(run);
        }
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
    /// Left and right ends of the columns: across the page, left, right.
    ends: [(f32, f32); 3],
    /// Those of the column being read.
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
    pub(super) fn new(usual: Usual, sizes: Vec<f32>, ends: [(f32, f32); 3]) -> Flow<'d> {
        Flow {
            usual,
            sizes,
            drafts: Vec::new(),
            open: None,
            indents: Vec::new(),
            tables: 0,
            ends,
            column: (0.0, 0.0),
        }
    }

    /// Takes the lines of a column in.
    pub(super) fn lines(&mut self, lines: Vec<Line<'d>>) {
        let mut lines = lines;
        if let Some(first) = lines.first() {
            self.column = self.ends[usize::from(first.column.min(2))];
        }
        for line in &mut lines {
            line.close_up(self.column);
        }
        let mut skip = 0;
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

    /// Takes a block of a cell; `goes_on` where it may end a sentence of the same cell.
    pub(super) fn cell(&mut self, draft: Draft, goes_on: bool) {
        // The cells of one row stand near the end.
        let from = self.drafts.len().saturating_sub(64);
        let same = |other: &Draft| match (&other.role, &draft.role) {
            (Role::Cell(one), Role::Cell(other)) => {
                (one.table, one.row, one.column) == (other.table, other.row, other.column)
            }
            _ => false,
        };
        let before = self.drafts[from..]
            .iter()
            .rposition(same)
            .filter(|_| goes_on);
        match before {
            Some(at) => self.drafts[from + at].join(draft),
            None => self.drafts.push(draft),
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
                draft.right = found.columns.get(column).map(|column| column.1);
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
            open.is_apart &= line.all(|glyph| glyph.face != self.usual.face && glyph.face != 0);
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
        let is_raised =
            raised.is_some_and(|first| first.character.is_ascii_digit() && first.size < size * 0.9);
        let is_small = size < usual * 0.93 && text.starts_with(|c: char| c.is_ascii_digit());
        if is_raised || is_small && text.len() > 3 {
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
            let is_dash = text.starts_with(['–', '—']);
            if is_dash && is_open && open.kind == Kind::Item {
                // A dash of the sentence stands below its words, not below its bullet.
                return line.x0() > open.hanging - self.usual.size * 0.4;
            }
            let is_number = text.starts_with(|c: char| c.is_ascii_digit());
            let is_counted = matches!(&open.draft.role, Role::Item { marker, .. } if marker.starts_with(|c: char| c.is_ascii_digit()));
            let had_room = line
                .runs
                .first()
                .is_some_and(|run| run.had_room(last.x1(), self.column.1));
            let is_near = line.y - last.y < self.usual.leading * 1.35
                && (open.kind == Kind::Paragraph || line.x0() > open.hanging - 3.0);
            let same_face = open.draft.is_bold() == line.is_bold();
            return is_number
                && is_open
                && !is_counted
                && !had_room
                && is_near
                && same_face
                && matches!(open.kind, Kind::Paragraph | Kind::Item);
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
        let had_room = line
            .runs
            .first()
            .is_some_and(|run| run.had_room(last.x1(), self.column.1));
        if moved {
            return is_open && (text.starts_with(char::is_lowercase) || !had_room && same_size);
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
                let x = line.x0() - self.column.0;
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
