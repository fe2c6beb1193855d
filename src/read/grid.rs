//! Which columns of a table are taken by cells of rows above.

/// Columns that are read; what stands further right is left out.
const COLUMNS: usize = 63;
/// Rows that one cell may cover.
const COVERED: u32 = 1000;

/// The columns of a table, row by row.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: u32,
    /// For each column the first row that is free again.
    free: Vec<u32>,
    column: usize,
}

impl Grid {
    /// Begins a row; gives its number.
    pub(super) fn row(&mut self) -> u32 {
        self.rows += 1;
        self.column = 0;
        self.rows - 1
    }

    /// Places the next cell of the row: its column, and the rows and columns that it covers. None where
    /// the table is wider than any letter has.
    pub(super) fn cell(&mut self, rows: u32, columns: u32) -> Option<(u16, u16, u16)> {
        let row = self.rows.saturating_sub(1);
        while self.free.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        if self.column >= COLUMNS {
            return None;
        }
        let rows = rows.clamp(1, COVERED);
        let first = self.column;
        let columns = (columns.max(1) as usize).min(COLUMNS - first);
        self.column += columns;
        if self.free.len() < self.column {
            self.free.resize(self.column, 0);
        }
        for free in &mut self.free[first..self.column] {
            *free = row + rows;
        }
        Some((first as u16, rows as u16, columns as u16))
    }

    /// Passes over columns that the row leaves empty.
    pub(super) fn skip(&mut self, columns: u32) {
        self.column = (self.column + columns as usize).min(COLUMNS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[&[(u32, u32)]], columns: &[&[u16]]) {
        let mut grid = Grid::default();
        for (cells, expected) in rows.iter().zip(columns) {
            grid.row();
            let found: Vec<u16> = cells
                .iter()
                .filter_map(|(rows, columns)| grid.cell(*rows, *columns))
                .map(|(column, ..)| column)
                .collect();
            assert_eq!(found, *expected);
        }
    }

    #[test]
    fn a_cell_over_rows_takes_its_column_below() {
        check(
            &[&[(2, 1), (1, 1)], &[(1, 1)], &[(1, 1)]],
            &[&[0, 1], &[1], &[0]],
        );
    }

    #[test]
    fn a_cell_over_columns_moves_the_next_one() {
        check(&[&[(1, 2), (1, 1)]], &[&[0, 2]]);
    }

    #[test]
    fn a_table_without_end_on_the_right_is_cut() {
        check(&[&[(1, 2_000_000_000), (1, 1)]], &[&[0]]);
    }
}
