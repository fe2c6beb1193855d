//! Tables whose cells are known: a value for each column, the years from the headings.

use super::super::Context;
use super::super::table::tables;
use super::{Draft, year};
use crate::model::{ReportedValue, collapse};

/// Drafts from every row that holds a value.
pub fn drafts(context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for table in tables(context.outline) {
        let mut above: Vec<String> = Vec::new();
        for row in &table.rows {
            let numeric = |column: usize| is_value(row.cell(column));
            let first = (0..row.cells.len()).find(|column| {
                numeric(*column)
                    && table
                        .header
                        .get(*column)
                        .is_some_and(|heading| *column > 0 || !heading.is_empty())
            });
            let labels = first.filter(|first| *first > 0).unwrap_or(0);
            above.resize(labels.max(above.len()), String::new());
            let mut label: Vec<String> = Vec::new();
            for (column, above) in above.iter_mut().enumerate().take(labels) {
                let cell = collapse(&row.cell(column).replace("**", ""));
                // An empty cell repeats the one above it, up to the first that is filled.
                if cell.is_empty() && column == 0 {
                    label.push(above.clone());
                } else {
                    above.clone_from(&cell);
                    label.push(cell);
                }
            }
            label.retain(|part| !part.is_empty());
            let values: Vec<ReportedValue> = (labels.max(1)..row.cells.len())
                .filter(|column| !row.cell(*column).is_empty() && labels > 0)
                .map(|column| {
                    let heading = table.header.get(column).map_or("", String::as_str);
                    let (year, label) = of_heading(heading);
                    ReportedValue {
                        year,
                        label,
                        value: collapse(row.cell(column)),
                    }
                })
                .collect();
            let spans = row.places();
            if !values.is_empty() && !label.is_empty() && !spans.is_empty() {
                drafts.push(Draft {
                    section: table.section,
                    label: label.join(": "),
                    values,
                    spans,
                    rule: "figure/table",
                });
            }
        }
    }
    drafts
}

/// The year that a column is for, and what else its heading says: "Mottakere 2031" → 2031, "Mottakere".
/// "Endring fra 2030" is no value of 2030.
fn of_heading(heading: &str) -> (Option<i16>, Option<String>) {
    let heading = collapse(&heading.replace("**", ""));
    let words: Vec<&str> = heading.split_whitespace().collect();
    let at = words.iter().position(|word| year(word).is_some());
    let change = [
        "fra",
        "frå",
        "mot",
        "siden",
        "sidan",
        "endring",
        "økning",
        "auke",
        "sammenlignet",
        "sammenliknet",
    ]
    .iter()
    .any(|word| {
        words
            .iter()
            .any(|other| other.to_lowercase().trim_end_matches([',', '.']) == *word)
    });
    match at {
        Some(at) if !change => {
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
    cell.starts_with(|c: char| c.is_ascii_digit() || "+-−–<>".contains(c))
        && cell.chars().filter(|c| c.is_alphabetic()).count() * 2 < cell.len()
}
