//! Tables of the outline: the rows that belong together, with their header.

use crate::model::{BlockForm, Outline, Span};

/// A table.
pub struct Table<'outline> {
    /// Index of the section it stands in.
    pub section: u32,
    /// Index of its first block.
    pub block: u32,
    /// The header's cells; empty where the table has none.
    pub header: &'outline [String],
    /// The rows below the header.
    pub rows: Vec<TableRow<'outline>>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct TableRow<'outline> {
    /// The cells' texts.
    pub cells: &'outline [String],
    /// Where each cell stands.
    pub spans: &'outline [Vec<Span>],
}

impl TableRow<'_> {
    /// A cell without mark-up; empty where the row is too short.
    pub fn cell(&self, index: usize) -> &str {
        self.cells
            .get(index)
            .map_or("", |cell| cell.trim_matches(['*', '_', ' ', '\u{a0}']))
    }

    /// The places of all its cells, those without text left out.
    pub fn places(&self) -> Vec<Span> {
        self.spans
            .iter()
            .flatten()
            .copied()
            .filter(|span| !span.is_empty())
            .collect()
    }
}

/// The tables of a document, in order.
pub fn tables(outline: &Outline) -> Vec<Table<'_>> {
    let mut tables: Vec<Table> = Vec::new();
    let mut last = None;
    for (index, block) in outline.blocks.iter().enumerate() {
        let BlockForm::Row {
            table,
            cells,
            cell_spans,
            header,
            ..
        } = &block.form
        else {
            continue;
        };
        if last != Some(*table) {
            last = Some(*table);
            tables.push(Table {
                section: block.section,
                block: index as u32,
                header: &[],
                rows: Vec::new(),
            });
        }
        let Some(current) = tables.last_mut() else {
            continue;
        };
        if *header && current.rows.is_empty() {
            current.header = cells;
        } else {
            current.rows.push(TableRow {
                cells,
                spans: cell_spans,
            });
        }
    }
    tables
}

impl Table<'_> {
    /// The first column whose heading holds one of these words, in lower case.
    pub fn column(&self, words: &[&str]) -> Option<usize> {
        self.header.iter().position(|heading| {
            let heading = heading.to_lowercase();
            words.iter().any(|word| heading.contains(word))
        })
    }
}
