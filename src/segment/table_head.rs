//! What the head of a table says of its columns, and the sentence that leads into its rows.

use super::compose::compose;
use super::deadline_column::is_deadline;
use crate::model::Span;

/// The table being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its number; none before the first one.
    pub number: Option<u32>,
    /// The statement that leads into its rows.
    pub lead: Option<u32>,
    /// Columns that say nothing of the task: when it is due, a remark.
    beside: Vec<usize>,
}

/// Titles of columns that tell when a row is due or remark upon it; compared by their beginning.
const BESIDE: &[&str] = &[
    "anmerkning",
    "frist",
    "hyppighet",
    "hyppigheit",
    "kommentar",
    "merknad",
    "rapporteringsfrist",
    "rapporteringsfrekvens",
    "tidspunkt",
];

impl Table {
    /// A table before its first row.
    pub fn new(number: u32, lead: Option<u32>) -> Table {
        Table {
            number: Some(number),
            lead,
            beside: Vec::new(),
        }
    }

    /// Reads its head.
    pub fn head(&mut self, content: &str, cells: &[Vec<Vec<Span>>]) {
        self.beside = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| {
                let spans: Vec<Span> = cell.iter().flatten().copied().collect();
                let title = compose(content, &spans).text.to_lowercase();
                BESIDE.iter().any(|word| title.starts_with(word))
            })
            .map(|(column, _)| column)
            .collect();
    }

    /// Whether a cell is a statement of its own and no part of what the row asks for.
    pub fn stands_alone(&self, column: usize, text: &str) -> bool {
        self.beside.contains(&column) || is_deadline(text)
    }
}
