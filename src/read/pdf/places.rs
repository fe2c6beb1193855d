//! An untagged PDF → blocks, by where its words stand on the pages.

use super::super::page::Writer;
use super::column::{ends, gutters, ordered};
use super::draft::Draft;
use super::flow::{Flow, Line, Usual};
use super::glyph::{Drawing, Glyph};
use super::line::{Run, broken, runs, words};
use super::ruled::{Ruled, tables};
use crate::model::{Cell, Role};
use rustc_hash::{FxHashMap, FxHashSet};

/// The part of a page's height in which running heads stand, at the top and at the bottom.
const MARGIN: f32 = 0.12;

/// Writes the blocks that the places tell.
pub(super) fn write(drawings: &[Drawing], writer: &mut Writer) {
    let tables: Vec<Vec<Ruled>> = drawings.iter().map(tables).collect();
    let mut pages: Vec<Vec<Run<'_>>> = Vec::new();
    let mut cells: Vec<Vec<&Glyph>> = Vec::new();
    let mut known = FxHashSet::default();
    for (drawing, tables) in drawings.iter().zip(&tables) {
        let all = runs(drawing);
        known.extend(words(&all));
        let (inside, outside) = parted(all, tables);
        pages.push(outside);
        cells.push(inside);
    }
    let usual = usual(&pages, &cells);
    drop_furniture(&mut pages, drawings);
    let gutters = gutters(&pages);
    let mut flow = Flow::new(usual, sizes(&pages, usual), ends(&pages, &gutters));
    let mut last_table: Option<Last> = None;
    for (page, outside) in pages.into_iter().enumerate() {
        let gutter = gutters[page];
        let mut waiting: Vec<&Ruled> = tables[page].iter().collect();
        waiting.reverse();
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (run, column) in ordered(outside, gutter) {
            // A table comes before what stands below it in its column.
            while let Some(table) = waiting.last().filter(|table| {
                let is_above = table.ys[0] < run.y;
                let is_left = column < 2 || gutter.is_none_or(|x| table.xs[0] < x || column == 2);
                let same = match (column, gutter) {
                    (1, Some(x)) => table.xs[0] < x,
                    _ => true,
                };
                is_above && is_left && same
            }) {
                flow.lines(std::mem::take(&mut lines));
                flow.end();
                ruled(table, &cells[page], page as u32, &mut flow, &mut last_table);
                waiting.pop();
            }
            // Words between two tables part them.
            last_table = None;
            let is_same = lines.last().is_some_and(|line: &Line<'_>| {
                line.column == column && (line.y - run.y).abs() < run.size * 0.5
            });
            if is_same && let Some(line) = lines.last_mut() {
                line.runs.push(run);
                continue;
            }
            if lines.last().is_some_and(|line| line.column != column) {
                flow.lines(std::mem::take(&mut lines));
            }
            lines.push(Line {
                y: run.y,
                page: page as u32,
                column,
                runs: vec![run],
            });
        }
        flow.lines(lines);
        for table in waiting.into_iter().rev() {
            flow.end();
            ruled(table, &cells[page], page as u32, &mut flow, &mut last_table);
        }
    }
    flow.end();
    super::draft::write(flow.drafts, &known, writer);
}

/// The glyphs inside ruled tables, and the runs outside.
fn parted<'d>(runs: Vec<Run<'d>>, tables: &[Ruled]) -> (Vec<&'d Glyph>, Vec<Run<'d>>) {
    let mut inside = Vec::new();
    let mut outside = Vec::new();
    for run in runs {
        let (x, y) = ((run.x0 + run.x1) / 2.0, run.y - run.size * 0.3);
        if tables.iter().any(|table| table.holds(x, y)) {
            inside.extend(run.glyphs);
        } else {
            outside.push(run);
        }
    }
    (inside, outside)
}

/// Size, face and leading of most of the text.
fn usual(pages: &[Vec<Run<'_>>], cells: &[Vec<&Glyph>]) -> Usual {
    let mut sizes: FxHashMap<i32, usize> = FxHashMap::default();
    let mut faces: FxHashMap<u32, usize> = FxHashMap::default();
    let mut gaps: FxHashMap<i32, usize> = FxHashMap::default();
    let in_text = pages.iter().flatten().flat_map(|run| &run.glyphs);
    for glyph in in_text {
        *sizes.entry((glyph.size * 2.0).round() as i32).or_default() += 4;
        *faces.entry(glyph.face).or_default() += 4;
    }
    // A document that is one table has its usual size there.
    for glyph in cells.iter().flatten() {
        *sizes.entry((glyph.size * 2.0).round() as i32).or_default() += 1;
        *faces.entry(glyph.face).or_default() += 1;
    }
    let most = |counts: &FxHashMap<i32, usize>| {
        let best = counts
            .iter()
            .max_by_key(|(value, count)| (**count, -**value));
        best.map_or(0, |(value, _)| *value)
    };
    let size = most(&sizes) as f32 / 2.0;
    for page in pages {
        for pair in page.windows(2) {
            let gap = pair[1].y - pair[0].y;
            let is_text = (pair[0].size - size).abs() < 0.6 && (pair[1].size - size).abs() < 0.6;
            if is_text && gap > size * 0.9 && gap < size * 2.2 {
                *gaps.entry((gap * 2.0).round() as i32).or_default() += 1;
            }
        }
    }
    let leading = if gaps.is_empty() {
        size * 1.25
    } else {
        most(&gaps) as f32 / 2.0
    };
    let face = faces.iter().max_by_key(|(face, count)| (**count, **face));
    Usual {
        size: size.max(1.0),
        face: face.map_or(0, |(face, _)| *face),
        leading: leading.max(1.0),
    }
}

/// The sizes above that of the running text, the largest first.
fn sizes(pages: &[Vec<Run<'_>>], usual: Usual) -> Vec<f32> {
    let above = pages.iter().flatten().map(|run| run.size);
    let mut sizes: Vec<f32> = above.filter(|size| *size > usual.size * 1.08).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    sizes.dedup_by(|one, other| (*one - *other).abs() < 0.5);
    sizes
}

/// Drops what stands at the same place at the top or bottom of many pages with the same words, and page
/// numbers.
fn drop_furniture(pages: &mut [Vec<Run<'_>>], drawings: &[Drawing]) {
    let is_margin =
        |run: &Run<'_>, height: f32| run.y < height * MARGIN || run.y > height * (1.0 - MARGIN);
    let key = |run: &Run<'_>| {
        let words: String = run.text().chars().filter(|c| !c.is_ascii_digit()).collect();
        ((run.y / 4.0).round() as i32, words)
    };
    let mut seen: FxHashMap<(i32, String), usize> = FxHashMap::default();
    for (page, drawing) in pages.iter().zip(drawings) {
        for run in page.iter().filter(|run| is_margin(run, drawing.size.1)) {
            *seen.entry(key(run)).or_default() += 1;
        }
    }
    let often = (pages.len() * 2 / 5).max(2);
    for (page, drawing) in pages.iter_mut().zip(drawings) {
        page.retain(|run| {
            let in_margin = is_margin(run, drawing.size.1);
            let repeated = seen.get(&key(run)).is_some_and(|times| *times >= often);
            !(in_margin && drawings.len() > 1 && (repeated || is_page_number(&run.text())))
        });
    }
}

/// "12", "Side 3 av 9", "3/9", "– 4 –".
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&digits) && letters <= 6 && text.chars().count() <= 16
}

/// The table written last, while nothing stands below it.
struct Last {
    xs: Vec<f32>,
    number: u32,
    rows: u32,
    /// The characters of its first row, which may be printed again on the next page.
    head: String,
}

/// Glyphs by the row and column in which their cell begins.
type Cells<'d> = FxHashMap<(usize, usize), Vec<(&'d Glyph, u32)>>;

/// Writes a ruled table; one with the same columns right before it goes on in it.
fn ruled(
    table: &Ruled,
    glyphs: &[&Glyph],
    page: u32,
    flow: &mut Flow<'_>,
    last: &mut Option<Last>,
) {
    let mut cells: Cells<'_> = FxHashMap::default();
    for glyph in glyphs {
        let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y - glyph.size * 0.3);
        if table.holds(x, y) {
            cells
                .entry(table.cell(x, y))
                .or_default()
                .push((glyph, page));
        }
    }
    let head = characters(&cells, 0, table.xs.len());
    let same = |last: &Last| {
        let mut pairs = last.xs.iter().zip(&table.xs);
        last.xs.len() == table.xs.len() && pairs.all(|(one, other)| (one - other).abs() < 4.0)
    };
    let (mut last_rows, mut first) = (0, 0);
    let (number, head) = match last.take().filter(same) {
        Some(before) => {
            last_rows = before.rows;
            first = usize::from(before.head == head);
            (before.number, before.head)
        }
        None => {
            flow.tables += 1;
            (flow.tables - 1, head)
        }
    };
    let mut rights: FxHashMap<usize, f32> = FxHashMap::default();
    for ((row, column), glyphs) in &cells {
        if table.covers(*row, *column).1 == 1 {
            let right = glyphs
                .iter()
                .map(|(glyph, _)| glyph.end())
                .fold(0.0, f32::max);
            let known = rights.entry(*column).or_default();
            *known = known.max(right);
        }
    }
    let rows = table.ys.len() - 1;
    // A row that the page break cuts goes on in the first row of the next page.
    let is_cut = last_rows > 0 && first < rows && goes_on(&cells, first, table.xs.len());
    let shift = i64::from(last_rows) - first as i64 - i64::from(is_cut);
    for row in first..rows {
        for column in 0..table.xs.len() - 1 {
            let Some(found) = cells.get(&(row, column)) else {
                continue;
            };
            let (covers_rows, covers_columns) = table.covers(row, column);
            let at = u32::try_from(row as i64 + shift).unwrap_or_default();
            let place = Cell {
                table: number,
                row: at,
                column: column as u16,
                rows: covers_rows as u16,
                columns: covers_columns as u16,
                header: false,
            };
            for (block, lines) in broken(found).into_iter().enumerate() {
                let mut draft = Draft::new(Role::Cell(place));
                draft.right = rights.get(&column).copied();
                for (glyph, page) in lines {
                    draft.glyph(glyph, *page);
                }
                draft.end();
                flow.cell(draft, is_cut && row == first && block == 0);
            }
        }
    }
    *last = Some(Last {
        xs: table.xs.clone(),
        number,
        rows: u32::try_from(rows as i64 + shift).unwrap_or_default(),
        head,
    });
}

/// The characters of a row.
fn characters(cells: &Cells<'_>, row: usize, columns: usize) -> String {
    (0..columns)
        .filter_map(|column| cells.get(&(row, column)))
        .flatten()
        .filter(|(glyph, _)| !glyph.character.is_whitespace())
        .map(|(glyph, _)| glyph.character)
        .collect()
}

/// Whether all that a row says goes on with a sentence.
fn goes_on(cells: &Cells<'_>, row: usize, columns: usize) -> bool {
    let mut firsts = (0..columns).filter_map(|column| {
        let glyphs = cells.get(&(row, column))?;
        let first = glyphs
            .iter()
            .find(|(glyph, _)| !glyph.character.is_whitespace());
        first.map(|(glyph, _)| glyph.character)
    });
    let is_open = !cells.contains_key(&(row, 0));
    let mut any = false;
    let all = firsts.all(|first| {
        any = true;
        first.is_lowercase()
    });
    any && (all || is_open)
}
