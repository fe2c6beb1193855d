//! Tables of a page: rows and cells with what they cover.

use super::super::grid::Grid;
use super::Reader;
use crate::model::Cell;

impl Reader<'_> {
    /// Writes a table's caption and cells.
    pub(super) fn table(&mut self, at: usize) {
        self.end_block();
        let (item, cell) = (self.item.take(), self.cell.take());
        let mut rows = Vec::new();
        self.rows(at, false, &mut rows);
        let mut grid = Grid::default();
        for (row, is_head) in rows {
            self.row(row, is_head, &mut grid);
        }
        self.tables += 1;
        self.item = item;
        self.cell = cell;
    }

    /// The rows inside an element, each with whether it stands in the head of the table.
    fn rows(&mut self, at: usize, is_head: bool, rows: &mut Vec<(usize, bool)>) {
        let nodes = self.nodes;
        for child in &nodes[at].children {
            match nodes[*child].name.as_str() {
                "tr" => rows.push((*child, is_head)),
                "thead" => self.rows(*child, true, rows),
                "tbody" | "tfoot" => self.rows(*child, false, rows),
                "caption" => self.element(*child),
                _ => {}
            }
        }
    }

    fn row(&mut self, at: usize, is_head: bool, grid: &mut Grid) {
        let nodes = self.nodes;
        let is_cell = |at: &&usize| matches!(nodes[**at].name.as_str(), "td" | "th");
        let cells: Vec<usize> = nodes[at].children.iter().filter(is_cell).copied().collect();
        if cells.is_empty() || nodes[at].attribute("hidden").is_some() {
            return;
        }
        let header = is_head || cells.iter().all(|at| nodes[*at].name == "th");
        let row = grid.row();
        for at in cells {
            let node = &nodes[at];
            let covers = |name: &str| {
                node.attribute(name)
                    .and_then(|value| value.trim().parse().ok())
            };
            let (rows, columns) = (
                covers("rowspan").unwrap_or(1),
                covers("colspan").unwrap_or(1),
            );
            let Some((column, rows, columns)) = grid.cell(rows, columns) else {
                break;
            };
            self.cell = Some(Cell {
                table: self.tables,
                row,
                column,
                rows,
                columns,
                header,
            });
            self.children(node);
            self.end_block();
        }
        self.cell = None;
    }
}
