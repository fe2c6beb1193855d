//! Tables of an OpenDocument text.

use super::super::grid::Grid;
use super::super::xml::Node;
use super::{Reader, times};
use crate::model::Cell;

impl<'t> Reader<'t> {
    /// Writes a table; one whose rows have one cell each only frames what it holds.
    pub(super) fn table(&mut self, node: &'t Node) {
        let mut rows = Vec::new();
        self.rows(node, false, &mut rows);
        let tree = self.tree;
        let cells = |row: &'t Node| {
            let is_cell = |node: &&Node| matches!(&*node.name, "table-cell" | "covered-table-cell");
            tree.children(row).filter(is_cell)
        };
        let list = std::mem::take(&mut self.list);
        self.writer.close();
        let is_frame = rows.iter().all(|(row, _)| cells(row).count() < 2);
        if is_frame || self.cell.is_some() {
            for (row, _) in rows {
                cells(row).for_each(|cell| self.blocks(cell));
            }
            self.list = list;
            return;
        }
        let mut grid = Grid::default();
        for (row, header) in rows {
            let at = grid.row();
            for cell in cells(row) {
                let times = times(cell, "number-columns-repeated");
                if &*cell.name == "covered-table-cell" {
                    // Its place is kept by the cell that covers it, which `grid` knows.
                    continue;
                }
                if times > 1 {
                    grid.skip(times);
                    continue;
                }
                let covers = |name: &str| cell.number(name).unwrap_or(1);
                let (rows, columns) = (
                    covers("number-rows-spanned"),
                    covers("number-columns-spanned"),
                );
                let Some((column, rows, columns)) = grid.cell(rows, columns) else {
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
                self.blocks(cell);
                self.writer.close();
            }
        }
        self.cell = None;
        self.tables += 1;
        self.list = list;
        self.footnotes();
    }

    /// The rows of a table, each with whether it heads the columns.
    fn rows(&self, node: &'t Node, header: bool, rows: &mut Vec<(&'t Node, bool)>) {
        for child in self.tree.children(node) {
            match &*child.name {
                "table-row" => rows.push((child, header)),
                "table-header-rows" => self.rows(child, true, rows),
                "table-rows" | "table-row-group" => self.rows(child, header, rows),
                _ => {}
            }
        }
    }
}
