//! Tables with a column of indicators, and often one of targets and one of breakdowns.

use super::super::Context;
use super::super::line::bullet;
use super::super::table::{Table, TableRow, tables};
use super::{Draft, names_indicators, names_targets};
use crate::model::Span;

/// Drafts from the tables that name indicators in a heading.
pub fn drafts(context: &Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for table in tables(context.outline) {
        if let Some(columns) = columns(context, &table) {
            for row in &table.rows {
                read(&table, &columns, row, &mut drafts);
            }
        }
    }
    drafts
}

struct Columns {
    name: usize,
    target: Option<usize>,
    breakdown: Option<usize>,
    /// Whether the names are bulleted: then a row without a bullet heads a group.
    bulleted: bool,
}

fn columns(context: &Context, table: &Table) -> Option<Columns> {
    let name = table
        .header
        .iter()
        .position(|heading| names_indicators(heading) && !names_targets(heading))
        .or_else(|| {
            let under = context
                .headings(table.section)
                .last()
                .is_some_and(|heading| names_indicators(heading));
            let target = table
                .header
                .iter()
                .position(|heading| names_targets(heading))?;
            (under && target > 0).then(|| target - 1)
        })?;
    let target = (0..table.header.len())
        .find(|column| *column != name && names_targets(&table.header[*column]));
    let breakdown = table
        .column(&["fordelt", "fordeling", "delt på"])
        .filter(|column| *column != name);
    let bulleted = table
        .rows
        .iter()
        .filter(|row| bullet(row.cell(name)).0 > 0)
        .count()
        * 2
        > table.rows.len();
    Some(Columns {
        name,
        target,
        breakdown,
        bulleted,
    })
}

fn read(table: &Table, columns: &Columns, row: &TableRow, drafts: &mut Vec<Draft>) {
    let cell = row.cells.get(columns.name).map_or("", String::as_str);
    let spans = |column: usize| -> Vec<Span> { row.spans.get(column).cloned().unwrap_or_default() };
    let target = columns
        .target
        .map(|column| (row.cell(column).replace("**", ""), spans(column)))
        .filter(|(words, _)| words.chars().any(char::is_alphanumeric));
    let others_empty =
        (0..row.cells.len()).all(|column| column == columns.name || row.cell(column).is_empty());
    if columns.bulleted && bullet(cell.trim()).0 == 0 && others_empty {
        return;
    }
    let alone = row
        .cells
        .iter()
        .filter(|cell| !cell.trim().is_empty())
        .count()
        == 1;
    if alone && row.cell(columns.name).is_empty() {
        return;
    }
    // The columns left of the name may number the rows; a row with nothing else is a heading.
    if others_empty
        && !columns.bulleted
        && columns.target.is_some()
        && table.rows.iter().all(|other| {
            other.cells == row.cells
                || columns
                    .target
                    .is_some_and(|column| !other.cell(column).is_empty())
        })
    {
        return;
    }
    let places = spans(columns.name);
    let first = drafts.len();
    for (index, line) in cell
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .enumerate()
    {
        let (depth, words) = bullet(line.trim_matches(['*', ' ']));
        let place = match places.get(index) {
            Some(place) if places.len() == cell.lines().count() => vec![*place],
            _ => places.clone(),
        };
        let nested = depth > 1 || (depth == 1 && drafts.len() > first && !bullet_opens(cell));
        match drafts[first..].last_mut() {
            Some(draft) if nested => draft.breakdowns.push((words.to_owned(), place)),
            Some(draft) if depth == 0 => {
                draft.words.push(' ');
                draft.words.push_str(words);
            }
            _ => drafts.push(Draft {
                section: table.section,
                words: words.to_owned(),
                spans: place,
                target: target.clone(),
                breakdowns: Vec::new(),
                rule: "indicator/table",
            }),
        }
    }
    if let Some(column) = columns.breakdown
        && drafts.len() > first
        && let Some(draft) = drafts.last_mut()
    {
        for part in row
            .cell(column)
            .split([';', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if !["totalt", "samlet", "samla"].contains(&part.to_lowercase().as_str()) {
                draft
                    .breakdowns
                    .push((bullet(part).1.to_owned(), spans(column)));
            }
        }
    }
}

/// Whether the cell's first line is a bullet; then every bullet of its depth is a name.
fn bullet_opens(cell: &str) -> bool {
    cell.lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| bullet(line.trim()).0 > 0)
}
