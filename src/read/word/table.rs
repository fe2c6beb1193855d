//! Tables of a Word document: cells that cover columns and rows.

use super::super::grid::Grid;
use super::super::xml::Node;
use super::Reader;
use crate::model::Cell;

/// A cell as the file holds it.
struct Found<'t> {
    node: &'t Node,
    cell: Cell,
    /// Whether it only goes on with the cell above.
    is_covered: bool,
    begins: bool,
}

impl<'t> Reader<'t> {
    /// Writes a table; one whose rows have one cell each only frames what it holds.
    pub(super) fn table(&mut self, node: &'t Node) {
        let tree = self.tree;
        if self.cell.is_some() {
            // A table inside a cell is told cell by cell.
            for row in tree.children(node).filter(|node| &*node.name == "tr") {
                for cell in tree.children(row).filter(|node| &*node.name == "tc") {
                    self.blocks(cell);
                }
            }
            return;
        }
        self.goes_on = false;
        self.end_block();
        let mut rows = self.grid(node);
        if rows.iter().all(|row| row.len() < 2) {
            for found in rows.iter().flatten() {
                self.blocks(found.node);
                self.end_block();
            }
            return;
        }
        cover(&mut rows);
        for found in rows.iter().flatten().filter(|found| !found.is_covered) {
            self.cell = Some(found.cell);
            self.blocks(found.node);
            self.end_block();
        }
        self.cell = None;
        self.tables += 1;
        self.footnotes();
    }

    fn grid(&mut self, node: &'t Node) -> Vec<Vec<Found<'t>>> {
        let mut rows = Vec::new();
        let mut grid = Grid::default();
        self.rows(node, &mut grid, &mut rows);
        rows
    }

    fn rows(&mut self, node: &'t Node, grid: &mut Grid, rows: &mut Vec<Vec<Found<'t>>>) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "tr" if tree.at(child, &["trPr", "del"]).is_none() => {
                    let row = grid.row();
                    let before = tree.value(child, &["trPr", "gridBefore"]);
                    grid.skip(before.and_then(|count| count.parse().ok()).unwrap_or(0));
                    let header = tree
                        .at(child, &["trPr", "tblHeader"])
                        .is_some_and(super::style::is_on);
                    let mut cells = Vec::new();
                    self.cells(child, grid, (row, header), &mut cells);
                    rows.push(cells);
                }
                "sdt" | "sdtContent" | "ins" | "customXml" => self.rows(child, grid, rows),
                _ => {}
            }
        }
    }

    fn cells(
        &self,
        node: &'t Node,
        grid: &mut Grid,
        (row, header): (u32, bool),
        cells: &mut Vec<Found<'t>>,
    ) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "tc" => {
                    let span = tree.value(child, &["tcPr", "gridSpan"]);
                    let columns = span.and_then(|span| span.parse().ok()).unwrap_or(1);
                    let merged = tree.at(child, &["tcPr", "vMerge"]);
                    let begins =
                        merged.is_some_and(|node| node.attribute("val") == Some("restart"));
                    let Some((column, _, columns)) = grid.cell(1, columns) else {
                        return;
                    };
                    cells.push(Found {
                        node: child,
                        cell: Cell {
                            table: self.tables,
                            row,
                            column,
                            rows: 1,
                            columns,
                            header,
                        },
                        is_covered: merged.is_some() && !begins,
                        begins,
                    });
                }
                "sdt" | "sdtContent" | "ins" | "customXml" => {
                    self.cells(child, grid, (row, header), cells);
                }
                _ => {}
            }
        }
    }
}

/// Counts for each cell that begins a merged one how many rows it covers.
fn cover(rows: &mut [Vec<Found<'_>>]) {
    // For each column the place of the cell that was begun last.
    let mut begun: Vec<Option<(usize, usize)>> = vec![None; 64];
    for at in 0..rows.len() {
        for place in 0..rows[at].len() {
            let found = &rows[at][place];
            let column = usize::from(found.cell.column);
            if found.is_covered {
                if let Some((row, cell)) = begun[column] {
                    let begun = &mut rows[row][cell].cell;
                    begun.rows = begun.rows.saturating_add(1);
                }
            } else {
                begun[column] = found.begins.then_some((at, place));
            }
        }
    }
}
