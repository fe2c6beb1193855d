//! What the head of a table says of its columns, and the sentence that leads into its rows.

use super::compose::compose;
use crate::model::Span;
use crate::vocabulary::word_class;

/// The table being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its number; none before the first one.
    pub number: Option<u32>,
    /// The statement that leads into its rows.
    pub lead: Option<u32>,
    /// Columns that tell when a row is due.
    due: Vec<usize>,
    /// Columns that remark upon a row.
    notes: Vec<usize>,
}

/// Beginnings of the titles of columns that tell when a row is due.
const DUE: &[&str] = &[
    "frist",
    "hyppigheit",
    "hyppighet",
    "rapporteringsfrekvens",
    "rapporteringsfrist",
    "tidspunkt",
];

/// Beginnings of the titles of columns that remark upon a row.
const NOTES: &[&str] = &["anmerkning", "kommentar", "merknad"];

impl Table {
    /// A table before its first row.
    pub fn new(number: u32, lead: Option<u32>) -> Table {
        Table {
            number: Some(number),
            lead,
            due: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Reads its head.
    pub fn head(&mut self, content: &str, cells: &[Vec<Vec<Span>>]) {
        let titles: Vec<String> = cells
            .iter()
            .map(|cell| {
                let spans: Vec<Span> = cell.iter().flatten().copied().collect();
                compose(content, &spans).text.to_lowercase()
            })
            .collect();
        let columns = |words: &[&str]| -> Vec<usize> {
            (0..titles.len())
                .filter(|column| words.iter().any(|word| titles[*column].starts_with(word)))
                .collect()
        };
        self.due = columns(DUE);
        self.notes = columns(NOTES);
    }

    /// Whether a cell is a statement of its own and no part of what the row asks for: when it is due, or
    /// a remark that asks for nothing.
    pub fn stands_alone(&self, column: usize, text: &str) -> bool {
        self.due.contains(&column)
            || self.notes.contains(&column)
                && !text.split(' ').any(|word| word_class(word).is_modal())
    }
}
