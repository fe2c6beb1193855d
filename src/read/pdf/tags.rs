//! A tagged PDF → blocks, by its structure tree.

use super::super::grid::Grid;
use super::super::page::Writer;
use super::draft::Draft;
use super::glyph::{Drawing, Glyph};
use super::structure::{Element, Inside};
use crate::model::{Cell, Role};
use rustc_hash::{FxHashMap, FxHashSet};

/// How far apart the left ends of two lists of one depth may lie, in points.
const SAME_DEPTH: f32 = 3.0;

/// The marked content of all pages.
pub(super) struct Marked<'d> {
    glyphs: FxHashMap<(u32, u32), Vec<&'d Glyph>>,
    /// Glyphs in all, blanks left out.
    all: usize,
}

impl<'d> Marked<'d> {
    /// Sorts the glyphs by their marks.
    pub(super) fn of(drawings: &'d [Drawing]) -> Marked<'d> {
        let mut marked = Marked {
            glyphs: FxHashMap::default(),
            all: 0,
        };
        for (page, drawing) in drawings.iter().enumerate() {
            for glyph in &drawing.glyphs {
                marked.all += usize::from(!glyph.character.is_whitespace());
                if let Some(mark) = glyph.mark {
                    let key = (page as u32, mark);
                    marked.glyphs.entry(key).or_default().push(glyph);
                }
            }
        }
        marked
    }

    /// The part of the glyphs that the tree places.
    pub(super) fn covered(&self, tree: &Element) -> f32 {
        let placed = self.placed(tree);
        placed as f32 / self.all.max(1) as f32
    }

    fn placed(&self, element: &Element) -> usize {
        let written = |glyphs: &Vec<&Glyph>| {
            glyphs
                .iter()
                .filter(|glyph| !glyph.character.is_whitespace())
                .count()
        };
        element
            .inside
            .iter()
            .map(|inside| match inside {
                Inside::Element(element) => self.placed(element),
                Inside::Marked(page, mark) => self.glyphs.get(&(*page, *mark)).map_or(0, written),
            })
            .sum()
    }
}

/// Writes the blocks that the tree tells.
/// `known` are words that stand whole in the document.
pub(super) fn write(
    tree: &Element,
    marked: &Marked<'_>,
    known: &FxHashSet<String>,
    writer: &mut Writer,
) {
    let mut reader = Reader {
        marked,
        drafts: Vec::new(),
        open: None,
        notes: Vec::new(),
        lists: 0,
        indents: Vec::new(),
        item: None,
        labelled: false,
        cell: None,
        right: None,
        tables: 0,
    };
    reader.inside(tree);
    reader.end();
    super::draft::write(reader.drafts, known, writer);
}

struct Reader<'d> {
    marked: &'d Marked<'d>,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    /// Footnotes met inside a block, which come after it.
    notes: Vec<Draft>,
    /// Open lists.
    lists: u8,
    /// Left ends of the items that the present one stands in.
    indents: Vec<f32>,
    /// The open item: its bullet or number, until its words begin.
    item: Option<Option<String>>,
    /// Whether the open item has a label, whose place tells the depth.
    labelled: bool,
    cell: Option<Cell>,
    /// Right end of the column of a table.
    right: Option<f32>,
    tables: u32,
}

impl Reader<'_> {
    fn inside(&mut self, element: &Element) {
        for inside in &element.inside {
            match inside {
                Inside::Element(element) => self.element(element),
                Inside::Marked(page, mark) => self.glyphs(*page, *mark),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        if let Some(level) = heading(&element.kind) {
            self.block(element, |_| Role::Heading {
                level,
                number: None,
            });
            return;
        }
        match element.kind.as_str() {
            "Artifact" | "TOC" | "Index" => {}
            "P" | "Caption" => self.block(element, Reader::running),
            "L" => {
                self.end();
                self.lists = self.lists.saturating_add(1);
                let outer = self.item.take();
                self.inside(element);
                self.end();
                self.item = outer.map(|_| Some(String::new()));
                self.lists -= 1;
            }
            "LI" => self.item(element),
            "Lbl" => self.label(element),
            "Table" => self.table(element),
            "Note" | "FENote" => self.note(element),
            "Figure" | "Formula"
                if element
                    .inside
                    .iter()
                    .all(|inside| matches!(inside, Inside::Marked(..))) => {}
            "Document" | "Part" | "Art" | "Sect" | "Div" | "BlockQuote" | "TR" | "TD" | "TH"
            | "LBody"
                if self.cell.is_none() || element.kind != "LBody" =>
            {
                if element.kind != "LBody" {
                    self.end();
                }
                self.inside(element);
                if element.kind != "LBody" {
                    self.end();
                }
            }
            _ => self.inside(element),
        }
    }

    /// The role of running text where it stands.
    fn running(&mut self) -> Role {
        if let Some(cell) = self.cell {
            return Role::Cell(cell);
        }
        match &mut self.item {
            Some(marker) => Role::Item {
                depth: self.lists.clamp(1, 9),
                marker: marker.take().unwrap_or_default(),
            },
            None => Role::Paragraph,
        }
    }

    fn draft(&self, role: Role) -> Draft {
        let mut draft = Draft::new(role);
        draft.right = self.right;
        draft
    }

    fn block(&mut self, element: &Element, role: impl Fn(&mut Self) -> Role) {
        self.end();
        let role = match self.cell {
            Some(cell) => Role::Cell(cell),
            None => role(self),
        };
        self.open = Some(self.draft(role));
        self.inside(element);
        self.end();
    }

    fn item(&mut self, element: &Element) {
        self.end();
        let outer = self.item.replace(Some("•".to_owned()));
        self.inside(element);
        self.end();
        self.item = outer;
    }

    /// The bullet or number of an item.
    fn label(&mut self, element: &Element) {
        if self.item.is_none() {
            // The mark of a footnote or caption.
            return;
        }
        let mut draft = Draft::new(Role::Paragraph);
        self.collect(element, &mut draft);
        draft.end();
        let label = draft.words();
        if !label.is_empty() {
            self.indent(draft.x);
            self.labelled = true;
            let is_number = label.chars().any(char::is_alphanumeric)
                && label.chars().count() < 12
                && label != "o";
            self.item = Some(Some(if is_number { label } else { "•".to_owned() }));
        }
    }

    /// Lists that are tagged one after the other may stand one in the other on the page.
    fn indent(&mut self, x: f32) {
        while self
            .indents
            .last()
            .is_some_and(|last| *last > x + SAME_DEPTH)
        {
            self.indents.pop();
        }
        if self
            .indents
            .last()
            .is_none_or(|last| *last < x - SAME_DEPTH)
        {
            self.indents.push(x);
        }
    }

    fn collect(&self, element: &Element, draft: &mut Draft) {
        for inside in &element.inside {
            match inside {
                Inside::Element(element) => self.collect(element, draft),
                Inside::Marked(page, mark) => {
                    for glyph in self
                        .marked
                        .glyphs
                        .get(&(*page, *mark))
                        .into_iter()
                        .flatten()
                    {
                        draft.glyph(glyph, *page);
                    }
                }
            }
        }
    }

    fn note(&mut self, element: &Element) {
        let mut draft = Draft::new(Role::Footnote);
        for inside in &element.inside {
            match inside {
                // Its own mark is no word of it.
                Inside::Element(element) if element.kind == "Lbl" => {}
                Inside::Element(element) => self.collect(element, &mut draft),
                Inside::Marked(page, mark) => {
                    for glyph in self
                        .marked
                        .glyphs
                        .get(&(*page, *mark))
                        .into_iter()
                        .flatten()
                    {
                        draft.glyph(glyph, *page);
                    }
                }
            }
        }
        draft.end();
        let words = draft.words();
        let mark = words
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | ')' | '*'))
            .count();
        if mark > 0 && mark < words.len() {
            draft.cut(mark);
        }
        self.notes.push(draft);
    }

    fn glyphs(&mut self, page: u32, mark: u32) {
        let Some(glyphs) = self.marked.glyphs.get(&(page, mark)) else {
            return;
        };
        let is_blank = glyphs.iter().all(|glyph| glyph.character.is_whitespace());
        if self.open.is_none() && is_blank {
            return;
        }
        if self.open.is_none() {
            let role = self.running();
            self.open = Some(self.draft(role));
        }
        if let Some(open) = &mut self.open {
            for glyph in glyphs {
                open.glyph(glyph, page);
            }
        }
    }

    fn end(&mut self) {
        if let Some(mut draft) = self.open.take() {
            draft.end();
            let words = draft.words();
            let is_bullet = matches!(draft.role, Role::Item { .. })
                && words.chars().count() == 1
                && !words.contains(char::is_alphanumeric);
            if !draft.is_empty() && !is_bullet {
                self.settle(&mut draft);
                self.drafts.push(draft);
            }
        }
        if self.cell.is_none() {
            self.drafts.append(&mut self.notes);
        }
    }

    /// Sets the depth of an item by the place of its label, or of its words where it has none.
    fn settle(&mut self, draft: &mut Draft) {
        match &mut draft.role {
            Role::Item { depth, marker } if !marker.is_empty() => {
                let x = draft.x;
                // The label's place is known, or the words begin with it.
                let deep = *depth;
                let is_labelled = std::mem::take(&mut self.labelled);
                let _ = marker;
                if !is_labelled {
                    self.indent(x);
                }
                let deep = deep.max(self.indents.len().min(9) as u8);
                if let Role::Item { depth, .. } = &mut draft.role {
                    *depth = deep;
                }
            }
            Role::Item { .. } | Role::Footnote => {}
            _ => self.indents.clear(),
        }
    }

    fn table(&mut self, element: &Element) {
        if self.cell.is_some() {
            self.inside(element);
            return;
        }
        self.end();
        let item = self.item.take();
        let mut rows = Vec::new();
        rows_of(element, &mut rows);
        let is_frame = rows.iter().all(|(row, _)| cells_of(row).count() < 2);
        if is_frame {
            for (row, _) in rows {
                self.inside(row);
                self.end();
            }
            self.item = item;
            return;
        }
        let rights = rights(self.marked, &rows);
        let mut grid = Grid::default();
        for (row, is_head) in rows {
            let at = grid.row();
            let header = is_head
                || cells_of(row).all(|cell| cell.kind == "TH" && !cell.heads_row)
                || at == 0 && cells_of(row).all(|cell| cell.kind == "TH");
            for cell in cells_of(row) {
                let Some((column, rows, columns)) = grid.cell(cell.covers.0, cell.covers.1) else {
                    break;
                };
                self.cell = Some(Cell {
                    table: self.tables,
                    row: at,
                    column,
                    rows,
                    columns,
                    header,
                });
                self.right = rights.get(usize::from(column)).copied();
                self.cell(cell);
            }
        }
        self.cell = None;
        self.right = None;
        self.tables += 1;
        self.item = item;
        self.end();
    }

    /// A cell whose words no paragraph holds: a line that ends before its words would have had to is a
    /// block of its own.
    fn cell(&mut self, element: &Element) {
        let has_blocks = element.inside.iter().any(|inside| {
            matches!(inside, Inside::Element(inner)
                if matches!(inner.kind.as_str(), "P" | "L" | "Div" | "Sect" | "Table") || heading(&inner.kind).is_some())
        });
        if has_blocks {
            self.inside(element);
            self.end();
            return;
        }
        let mut glyphs = Vec::new();
        gather(self.marked, element, &mut glyphs);
        drop_repeated(&mut glyphs);
        for lines in super::line::broken(&glyphs) {
            let role = self.running();
            let mut draft = self.draft(role);
            for (glyph, page) in lines {
                draft.glyph(glyph, *page);
            }
            self.open = Some(draft);
            self.end();
        }
    }
}

fn gather<'d>(marked: &Marked<'d>, element: &Element, glyphs: &mut Vec<(&'d Glyph, u32)>) {
    for inside in &element.inside {
        match inside {
            Inside::Element(element) => gather(marked, element, glyphs),
            Inside::Marked(page, mark) => {
                let found = marked.glyphs.get(&(*page, *mark));
                glyphs.extend(found.into_iter().flatten().map(|glyph| (*glyph, *page)));
            }
        }
    }
}

/// The right ends of a table's columns, by what stands in cells of one column.
fn rights(marked: &Marked<'_>, rows: &[(&Element, bool)]) -> Vec<f32> {
    let mut rights: Vec<f32> = Vec::new();
    for (row, _) in rows {
        for (column, cell) in cells_of(row).enumerate() {
            if cell.covers.1 > 1 {
                break;
            }
            let mut glyphs = Vec::new();
            gather(marked, cell, &mut glyphs);
            let written = glyphs
                .iter()
                .filter(|(glyph, _)| !glyph.character.is_whitespace());
            let right = written.map(|(glyph, _)| glyph.end()).fold(0.0, f32::max);
            if rights.len() <= column {
                rights.resize(column + 1, 0.0);
            }
            rights[column] = rights[column].max(right);
        }
    }
    rights
}

/// A heading cell that is printed again on each page of its table says the same once.
fn drop_repeated(glyphs: &mut Vec<(&Glyph, u32)>) {
    let Some((_, first)) = glyphs.first().copied() else {
        return;
    };
    let on = |page: u32, glyphs: &[(&Glyph, u32)]| -> String {
        let found = glyphs.iter().filter(|(_, at)| *at == page);
        let written = found.filter(|(glyph, _)| !glyph.character.is_whitespace());
        written.map(|(glyph, _)| glyph.character).collect()
    };
    if glyphs.iter().all(|(_, page)| *page == first) {
        return;
    }
    let words = on(first, glyphs);
    let mut pages: Vec<u32> = glyphs.iter().map(|(_, page)| *page).collect();
    pages.dedup();
    let again: Vec<u32> = pages
        .into_iter()
        .filter(|page| *page != first && on(*page, glyphs) == words)
        .collect();
    glyphs.retain(|(_, page)| !again.contains(page));
}

fn rows_of<'e>(element: &'e Element, rows: &mut Vec<(&'e Element, bool)>) {
    for inside in &element.inside {
        if let Inside::Element(inner) = inside {
            match inner.kind.as_str() {
                "TR" => rows.push((inner, element.kind == "THead")),
                "THead" | "TBody" | "TFoot" | "Sect" | "Div" | "NonStruct" => rows_of(inner, rows),
                _ => {}
            }
        }
    }
}

fn cells_of(row: &Element) -> impl Iterator<Item = &Element> {
    row.inside.iter().filter_map(|inside| match inside {
        Inside::Element(cell) if matches!(cell.kind.as_str(), "TH" | "TD") => Some(cell),
        _ => None,
    })
}

/// The level of a heading.
fn heading(kind: &str) -> Option<u8> {
    match kind {
        "Title" => Some(1),
        "H" => Some(0),
        _ => {
            let level = kind.strip_prefix('H')?.parse().ok()?;
            (1..=12).contains(&level).then_some(level)
        }
    }
}
