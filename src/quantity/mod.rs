//! Numbers in running text and in cells: how much, of what unit, a level or a change, and for which year.
//!
//! "48 prosent fikk svar, ett prosentpoeng under 2023" gives the level 48 prosent of the report's own year
//! and a fall of one point; the 2023 is what it is compared with. One reader for the facts of a report
//! and for the targets of a letter.

mod cell;
mod change;
mod number;
mod target;
mod year;

pub use cell::{amount, arrow, change_of_cell, heading_is_change, in_brackets, movement};
pub use change::{goes_on, movement_in_words};
pub use target::{Target, Wanted, wanted};

use crate::model::FigureDirection;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things, days, grades: the words around tell.
    Plain,
    /// Percent.
    Percent,
    /// Percentage points: always a change.
    Points,
    /// Money.
    Money,
}

/// A number of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// First byte in the sentence.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The number itself.
    pub value: f64,
    /// As written, with its unit.
    pub written: String,
    /// What it counts.
    pub unit: Unit,
    /// The year it is for; none where it is a change, or where the sentence does not tell.
    pub year: Option<i16>,
    /// Which way, where it is by how much something changed.
    pub change: Option<FigureDirection>,
    /// Whether it is the level that another one is compared with: "mot 10,7".
    pub is_reference: bool,
}

/// The numbers of a sentence in a report on `report`, in order.
pub fn quantities(sentence: &str, report: Option<i16>) -> Vec<Quantity> {
    let mut found = number::numbers(sentence);
    change::mark(sentence, &mut found);
    year::mark(sentence, &mut found, report);
    found
}

#[cfg(test)]
mod tests;
