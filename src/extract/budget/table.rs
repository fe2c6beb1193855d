//! Budget tables whose cells are known: which column is kapittel, post, name, amount.

use super::super::Context;
use super::super::table::{Table, TableRow, tables};
use super::{CHAPTER, POST, Scale, THOUSANDS, amount, captures};
use crate::model::{BudgetItem, collapse};

struct Columns {
    chapter: Option<usize>,
    post: Option<usize>,
    name: Option<usize>,
    amount: usize,
    scale: Scale,
}

/// The rows of all tables that have kapittel or post, and amounts.
pub fn rows(context: &Context) -> Vec<BudgetItem> {
    let mut items = Vec::new();
    for table in tables(context.outline) {
        if let Some(columns) = columns(&table) {
            read(&table, &columns, &mut items);
        }
    }
    items
}

/// A table of authorisations has several columns of amounts and no budget: more than two are left.
fn columns(table: &Table) -> Option<Columns> {
    let lower: Vec<String> = table
        .header
        .iter()
        .map(|cell| cell.to_lowercase())
        .collect();
    let starts = |words: &[&str]| {
        lower.iter().position(|cell| {
            words
                .iter()
                .any(|word| cell.trim_start_matches(['*', ' ']).starts_with(word))
        })
    };
    let chapter = starts(&["kap"]);
    let post = starts(&["post"]);
    let both = lower
        .iter()
        .any(|cell| cell.contains("kap") && cell.contains("post"));
    if chapter.is_none() || (post.is_none() && !both) {
        return None;
    }
    let sums: Vec<usize> = (0..lower.len())
        .filter(|column| {
            [
                "beløp",
                "tildeling",
                "løyving",
                "bevilgning",
                "sum",
                "budsjett",
                "kroner",
                "kr",
                "1 000",
                "1000",
            ]
            .iter()
            .any(|word| lower[*column].contains(word))
                && Some(*column) != chapter
        })
        .collect();
    let amount = match sums.as_slice() {
        [] => {
            let last = lower.len().checked_sub(1)?;
            table
                .rows
                .iter()
                .any(|row| value(row.cell(last), Scale::Thousands).is_some())
                .then_some(last)?
        }
        [.., last] if sums.len() <= 2 => *last,
        _ => return None,
    };
    let name = starts(&[
        "betegn",
        "nemn",
        "navn",
        "namn",
        "tekst",
        "formål",
        "føremål",
        "beskriv",
        "post- og",
    ])
    .or_else(|| {
        (0..lower.len()).find(|column| {
            ![chapter, post, Some(amount)].contains(&Some(*column))
                || (both && chapter == Some(*column))
        })
    });
    let heading = lower[amount].as_str();
    let scale = if heading.contains("mill") {
        Scale::Millions
    } else if !THOUSANDS.as_ref().is_some_and(|p| p.is_match(heading))
        && heading.contains("i kroner")
    {
        Scale::Kroner
    } else {
        Scale::Thousands
    };
    Some(Columns {
        chapter,
        post,
        name,
        amount,
        scale,
    })
}

fn read(table: &Table, columns: &Columns, items: &mut Vec<BudgetItem>) {
    let mut chapter: Option<(u16, String)> = None;
    for row in &table.rows {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let (number, named) = chapter_of(cell(columns.chapter));
        let name = collapse(&cell(columns.name).replace("**", ""));
        let (post, post_name) = post_of(row, columns);
        let sum = value(row.cell(columns.amount), columns.scale);
        if let Some(number) = number
            && chapter
                .as_ref()
                .is_none_or(|(current, _)| *current != number)
        {
            chapter = Some((number, named.unwrap_or_default().to_owned()));
        }
        match (&mut chapter, post, sum) {
            (Some((number, chapter_name)), Some(post), Some(amount)) => items.push(BudgetItem {
                chapter: *number,
                chapter_name: chapter_name.clone(),
                post,
                name: post_name.unwrap_or(name),
                amount,
                spans: row.places(),
            }),
            (Some((_, chapter_name)), None, _) if chapter_name.is_empty() && !name.is_empty() => {
                *chapter_name = name;
            }
            _ => {}
        }
    }
}

/// "1540", "Kap. 1540 Drift" and "1540 Drift" name a chapter.
fn chapter_of(cell: &str) -> (Option<u16>, Option<&str>) {
    if let Some(found) = captures(&CHAPTER, cell) {
        return (
            found[1].parse().ok(),
            found
                .get(2)
                .map(|name| name.as_str().trim())
                .filter(|n| !n.is_empty()),
        );
    }
    let digits = cell.len() - cell.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(3..=4).contains(&digits) {
        return (None, None);
    }
    let rest = cell[digits..].trim_matches([' ', '.', ',', ':']);
    let name = (!rest.is_empty()
        && !rest.starts_with(|c: char| c.is_ascii_digit())
        && !rest.to_lowercase().starts_with("post"))
    .then_some(rest);
    (cell[..digits].parse().ok(), name)
}

/// The post, and its name where both stand in one cell.
fn post_of(row: &TableRow, columns: &Columns) -> (Option<String>, Option<String>) {
    let two = |words: &str| words.len() == 2 && words.bytes().all(|b| b.is_ascii_digit());
    match columns.post {
        Some(column) if Some(column) != columns.chapter => {
            let cell = row.cell(column).trim_start_matches("Post").trim();
            if two(cell) {
                return (Some(cell.to_owned()), None);
            }
            if let Some(number) = cell.get(..2)
                && two(number)
            {
                let name = cell[2..].trim_matches([' ', '.', ',', ':']);
                return (
                    Some(number.to_owned()),
                    (!name.is_empty()).then(|| collapse(name)),
                );
            }
            (None, None)
        }
        _ => {
            let cell = columns.chapter.map_or("", |column| row.cell(column));
            if let Some(found) = captures(&POST, cell) {
                let name = collapse(&found[2]);
                return (
                    Some(found[1].to_owned()),
                    (!name.is_empty()).then_some(name),
                );
            }
            let number = cell
                .rsplit(|c: char| !c.is_ascii_digit())
                .next()
                .unwrap_or_default();
            let several = cell.len() > number.len() + 2;
            ((two(number) && several).then(|| number.to_owned()), None)
        }
    }
}

fn value(cell: &str, scale: Scale) -> Option<i64> {
    let cell = cell.trim_matches(['*', ' ', '\u{a0}']);
    let number = cell
        .chars()
        .all(|c| c.is_ascii_digit() || " \u{a0}.-−krone,".contains(c));
    (number && cell.chars().any(|c| c.is_ascii_digit()))
        .then(|| amount(cell, scale))
        .flatten()
}
