//! Tables whose cells are known: a value for each column, the years from the headings. An empty first
//! cell goes on with the group above; a cell such as "5 → 6" holds last year's value and this year's.

use super::super::Context;
use super::super::table::{Table, TableRow, tables};
use super::{Draft, year};
use crate::language::{Words, words};
use crate::model::{ReportedValue, collapse};
use crate::quantity;
use std::sync::LazyLock;

static EVERYBODY: LazyLock<&Words> = LazyLock::new(|| words("figure", "everybody"));

/// Drafts from every row that holds a value.
pub fn drafts(context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for table in tables(context.outline) {
        let mut above: Vec<String> = Vec::new();
        let columns = label_columns(&table);
        for row in &table.rows {
            if let Some(draft) = draft(&table, row, columns, &mut above, context.head.year) {
                drafts.push(draft);
            }
        }
    }
    drafts
}

/// How many columns on the left name what is measured: those in which most rows hold words.
fn label_columns(table: &Table) -> usize {
    let widest = table
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let is_words = |column: usize| {
        let cells = || table.rows.iter().map(|row| row.cell(column));
        let values = cells().filter(|cell| is_value(cell)).count();
        let filled = cells().filter(|cell| !cell.is_empty()).count();
        values * 2 <= filled
    };
    // A number of a budget post or the like may stand first.
    (0..widest)
        .position(|column| !is_words(column) && column > 0)
        .unwrap_or(0)
}

fn draft(
    table: &Table,
    row: &TableRow,
    columns: usize,
    above: &mut Vec<String>,
    report: Option<i16>,
) -> Option<Draft> {
    let first = (0..row.cells.len()).find(|column| {
        is_value(row.cell(*column))
            && *column >= columns
            && table
                .header
                .get(*column)
                .is_some_and(|heading| *column > 0 || !heading.is_empty())
    });
    let labels = match first {
        Some(first) => first.min(columns.max(1)),
        None => 0,
    };
    let label = label(row, labels, above);
    let spans = row.places();
    if labels == 0 || label.is_empty() || spans.is_empty() {
        return None;
    }
    let mut values = Vec::new();
    let mut direction = None;
    for column in labels..row.cells.len() {
        let cell = collapse(row.cell(column));
        if cell.is_empty() {
            continue;
        }
        let heading = table.header.get(column).map_or("", String::as_str);
        let changes = of_column(heading, &cell, report, &mut values);
        direction = direction.or(changes);
    }
    // "Brukere per veileder (2030: 62)": the label gives the year before.
    let told: Vec<i16> = values.iter().filter_map(|value| value.year).collect();
    for (year, value) in quantity::in_brackets(&label.join(" ")) {
        if !told.contains(&year) {
            values.insert(0, reported(Some(year), None, &value));
        }
    }
    let of_whom = (label.len() > 1).then(|| label.last().cloned()).flatten();
    Some(Draft {
        section: table.section,
        of_whom: of_whom.filter(|whom| !EVERYBODY.has(&whom.to_lowercase())),
        label: label.join(": "),
        values,
        spans,
        rule: "figure/table",
        direction,
    })
}

/// The label of a row, the group above it first.
fn label(row: &TableRow, labels: usize, above: &mut Vec<String>) -> Vec<String> {
    above.resize(labels.max(above.len()), String::new());
    let mut label: Vec<String> = Vec::new();
    for (column, above) in above.iter_mut().enumerate().take(labels) {
        let cell = collapse(&row.cell(column).replace("**", ""));
        // An empty cell repeats the one above it, up to the first that is filled.
        if cell.is_empty() && column == 0 && labels > 1 {
            label.push(above.clone());
        } else {
            above.clone_from(&cell);
            label.push(cell);
        }
    }
    label.retain(|part| !part.is_empty());
    label
}

/// Adds what a cell says, and tells which way it went where the column holds changes.
fn of_column(
    heading: &str,
    cell: &str,
    report: Option<i16>,
    values: &mut Vec<ReportedValue>,
) -> Option<crate::model::FigureDirection> {
    let (year, label) = of_heading(heading);
    if let Some((before, after)) = quantity::arrow(cell) {
        values.push(reported(report.map(|year| year - 1), label.clone(), before));
        values.push(reported(report, label, after));
        return None;
    }
    let changes = quantity::heading_is_change(heading);
    values.push(reported(year.filter(|_| !changes), label, cell));
    // "Endring fra 2030": the change since the year before is the one that tells.
    let since = heading
        .split(|c: char| !c.is_ascii_digit())
        .find_map(self::year);
    let last = since.is_none() || since == report.map(|year| year - 1);
    (changes && last)
        .then(|| quantity::change_of_cell(cell))
        .flatten()
}

fn reported(year: Option<i16>, label: Option<String>, value: &str) -> ReportedValue {
    ReportedValue {
        year,
        label,
        value: value.to_owned(),
    }
}

/// The year that a column is for, and what else its heading says: "Mottakere 2031" → 2031, "Mottakere".
/// "Endring fra 2030" is no value of 2030.
fn of_heading(heading: &str) -> (Option<i16>, Option<String>) {
    let heading = collapse(&heading.replace("**", ""));
    let words: Vec<&str> = heading.split_whitespace().collect();
    let at = words.iter().position(|word| year(word).is_some());
    match at {
        Some(at) if !quantity::heading_is_change(&heading) => {
            let rest: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != at)
                .map(|(_, word)| *word)
                .collect();
            let rest = rest.join(" ");
            (year(words[at]), (!rest.is_empty()).then_some(rest))
        }
        _ => (None, (!heading.is_empty()).then_some(heading)),
    }
}

fn is_value(cell: &str) -> bool {
    let cell = cell.trim_matches(['*', ' ']);
    quantity::arrow(cell).is_some()
        || cell.starts_with(|c: char| c.is_ascii_digit() || "+-−–<>".contains(c))
            && cell.chars().filter(|c| c.is_alphabetic()).count() * 2 < cell.len()
}
