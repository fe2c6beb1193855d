//! Budget tables whose cells are known: which column is kapittel, post, name, amount.
//!
//! The columns are told by a head of one or two rows; where a table has none, by the head of the table that
//! it goes on, or by what its cells hold: "901.21" is post 21 of chapter 901.

use super::super::Context;
use super::super::amount::{Scale, amount};
use super::super::table::{Table, TableRow, tables};
use super::{CHAPTER, POST, captures};
use crate::language::{Words, words};
use crate::model::{BlockForm, BudgetItem, collapse};
use regex::Regex;
use std::sync::LazyLock;

static BOTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:kap(?:ittel|itel)?\.?\s*)?(\d{3,4})\s*(?:[.,/]|,?\s*post\.?|\s)\s*(\d{2})\b[.:]?\s*(.*)$",
    )
    .ok()
});
static AMOUNTS: LazyLock<&Words> = LazyLock::new(|| words("budget", "amount_column"));
static CHAPTERS: LazyLock<&Words> = LazyLock::new(|| words("budget", "chapter_column"));
static MORE: LazyLock<&Words> = LazyLock::new(|| words("budget", "more_to_come"));
static NAMES: LazyLock<&Words> = LazyLock::new(|| words("budget", "name_column"));
static NEW: LazyLock<&Words> = LazyLock::new(|| words("budget", "new_column"));
static POSTS: LazyLock<&Words> = LazyLock::new(|| words("budget", "post_column"));

/// Which column holds what.
#[derive(Clone, Copy, Debug)]
struct Columns {
    chapter: usize,
    /// None where chapter and post share a cell.
    post: Option<usize>,
    name: Option<usize>,
    amount: usize,
    scale: Option<Scale>,
    /// How many columns the table has.
    width: usize,
}

/// The rows of all tables that have kapittel or post, and amounts.
pub fn rows(context: &Context) -> Vec<BudgetItem> {
    let mut items = Vec::new();
    let mut before: Option<Columns> = None;
    for table in tables(context.outline) {
        let Some((columns, first)) = columns(&table, before) else {
            continue;
        };
        before = Some(columns);
        let scale = columns
            .scale
            .or_else(|| caption(context, &table))
            .unwrap_or_else(|| guessed(&table, &columns));
        read(&table.rows[first..], &columns, scale, &mut items);
    }
    items
}

/// The columns of a table and the first row below its head.
fn columns(table: &Table, before: Option<Columns>) -> Option<(Columns, usize)> {
    let lower = |cells: &[String]| -> Vec<String> {
        cells
            .iter()
            .map(|cell| collapse(&cell.replace('*', "")).to_lowercase())
            .collect()
    };
    let head = lower(table.header);
    if let Some(columns) = titled(table, &head) {
        return Some((columns, 0));
    }
    // The first row may hold nothing but the unit.
    let unit = head.iter().find_map(|cell| Scale::named(cell));
    for (at, row) in table.rows.iter().take(2).enumerate() {
        if let Some(mut columns) = titled(table, &lower(row.cells)) {
            columns.scale = columns.scale.or(unit);
            return Some((columns, at + 1));
        }
    }
    if !head.iter().all(String::is_empty) {
        return None;
    }
    let width = table.rows.iter().map(|row| row.cells.len()).max()?;
    let goes_on = |columns: &Columns| columns.width == width && holds(table, columns);
    if let Some(columns) = before.filter(goes_on) {
        return Some((columns, 0));
    }
    Some((by_content(table, width)?, 0))
}

/// The columns that titles tell. A table of authorisations has several columns of amounts and no budget:
/// more than two are left, unless one of them is what the letter adds.
fn titled(table: &Table, titles: &[String]) -> Option<Columns> {
    let starts = |words: &Words| titles.iter().position(|title| words.opens(title).is_some());
    let both = titles
        .iter()
        .position(|title| CHAPTERS.opens(title).is_some() && title.contains("post"));
    let chapter = both.or_else(|| starts(&CHAPTERS))?;
    let post = starts(&POSTS).filter(|post| *post != chapter);
    if post.is_none() && both.is_none() {
        return None;
    }
    let sums: Vec<usize> = (0..titles.len())
        .filter(|column| {
            let title = &titles[*column];
            let is_amount = AMOUNTS.within(title)
                || NEW.opens(title).is_some()
                || title.split(' ').any(|word| word == "kr");
            is_amount && *column != chapter && Some(*column) != post
        })
        .collect();
    let amount = match (sums.as_slice(), starts(&NEW)) {
        (_, Some(new)) => new,
        ([], None) => (0..titles.len())
            .rev()
            .find(|column| is_number_column(table, *column))?,
        ([.., last], None) if sums.len() <= 2 => *last,
        _ => return None,
    };
    let name = starts(&NAMES).or_else(|| {
        (0..titles.len()).find(|column| {
            ![Some(chapter), post, Some(amount)].contains(&Some(*column)) && !sums.contains(column)
        })
    });
    Some(Columns {
        chapter,
        post,
        name,
        amount,
        scale: Scale::named(&titles[amount])
            .or_else(|| titles.iter().find_map(|t| Scale::named(t))),
        width: titles.len(),
    })
}

fn is_number_column(table: &Table, column: usize) -> bool {
    table
        .rows
        .iter()
        .any(|row| amount(row.cell(column), Scale::Thousands).is_some())
}

/// Whether the rows of a table fill these columns.
fn holds(table: &Table, columns: &Columns) -> bool {
    table.rows.iter().any(|row| {
        let (_, post, _) = place(row, columns);
        post.is_some() && amount(row.cell(columns.amount), Scale::Thousands).is_some()
    })
}

/// The columns of a table without head: chapter and post in the first cell, a name, an amount.
fn by_content(table: &Table, width: usize) -> Option<Columns> {
    let is_place = |row: &&TableRow| BOTH.as_ref().is_some_and(|both| both.is_match(row.cell(0)));
    let rows: Vec<&TableRow> = table.rows.iter().filter(is_place).collect();
    let most = |column: usize| {
        let count = rows
            .iter()
            .filter(|row| amount(row.cell(column), Scale::Thousands).is_some())
            .count();
        count * 2 > rows.len()
    };
    let amounts: Vec<usize> = (1..width).filter(|column| most(*column)).collect();
    let [column] = amounts.as_slice() else {
        return None;
    };
    let columns = Columns {
        chapter: 0,
        post: None,
        name: (*column > 1).then_some(1),
        amount: *column,
        scale: None,
        width,
    };
    (!rows.is_empty()).then_some(columns)
}

/// The unit that the line above the table names: "(alle tall i 1 000 kroner)".
fn caption(context: &Context, table: &Table) -> Option<Scale> {
    const REACH: usize = 3;
    const LONGEST: usize = 120;
    let outline = context.outline;
    let first = table.block as usize;
    let above = outline.blocks[first.saturating_sub(REACH)..first]
        .iter()
        .rev();
    above
        .take_while(|block| block.section == table.section)
        .filter(|block| !matches!(block.form, BlockForm::Row { .. }))
        .flat_map(|block| block.statements.0..block.statements.1)
        .filter_map(|at| outline.statements.get(at as usize))
        .filter(|statement| statement.text.len() <= LONGEST)
        .find_map(|statement| Scale::named(&statement.text))
}

/// Where nobody names a unit, amounts that all end in three zeros are kroner when they are too large for
/// thousands; state budgets count in thousands.
fn guessed(table: &Table, columns: &Columns) -> Scale {
    const LARGE: i64 = 10_000_000;
    let amounts: Vec<i64> = table
        .rows
        .iter()
        .filter_map(|row| amount(row.cell(columns.amount), Scale::Thousands))
        .collect();
    let is_kroner = amounts.iter().any(|amount| *amount >= LARGE)
        && amounts.iter().all(|amount| amount % 1000 == 0);
    match is_kroner && amounts.len() > 1 {
        true => Scale::Kroner,
        false => Scale::Thousands,
    }
}

fn read(rows: &[TableRow], columns: &Columns, scale: Scale, items: &mut Vec<BudgetItem>) {
    let mut chapter: Option<(u16, String)> = None;
    let mut open = false;
    for row in rows {
        let name = columns
            .name
            .map_or(String::new(), |column| named(row.cell(column)));
        let (number, post, beside) = place(row, columns);
        let sum = amount(row.cell(columns.amount), scale);
        if let Some((number, title)) = number
            && chapter
                .as_ref()
                .is_none_or(|(current, _)| *current != number)
        {
            chapter = Some((number, title));
        }
        match (&mut chapter, post, sum) {
            (Some((number, chapter_name)), Some(post), Some(amount)) => {
                items.push(BudgetItem {
                    chapter: *number,
                    chapter_name: chapter_name.clone(),
                    post,
                    name: beside.filter(|beside| !beside.is_empty()).unwrap_or(name),
                    amount,
                    spans: row.places(),
                });
                open = true;
            }
            // A name that goes on below its row, over a page break too.
            (_, None, None) if open && name.starts_with(char::is_lowercase) => {
                if let Some(item) = items.last_mut() {
                    super::join(&mut item.name, &name);
                    item.spans.extend(row.places());
                }
            }
            (Some((_, chapter_name)), None, _) if chapter_name.is_empty() && !name.is_empty() => {
                *chapter_name = name;
                open = false;
            }
            _ => open = false,
        }
    }
    for item in items {
        let bare = item.name.trim_end_matches([' ', ',', ':']);
        let bare = match MORE.ends(&bare.to_lowercase()) {
            Some(more) if bare.is_char_boundary(bare.len() - more.len()) => {
                bare[..bare.len() - more.len()].trim_end_matches([' ', ','])
            }
            _ => bare,
        };
        item.name = bare.to_owned();
    }
}

fn named(cell: &str) -> String {
    collapse(&cell.replace("**", ""))
}

/// What the cells of a row tell of its place: the chapter with its name, the post, the name beside the post.
type Place = (Option<(u16, String)>, Option<String>, Option<String>);

fn place(row: &TableRow, columns: &Columns) -> Place {
    let cell = collapse(row.cell(columns.chapter));
    if columns.post.is_none()
        && let Some(found) = captures(&BOTH, &cell)
    {
        let number = found[1].parse().ok().map(|number| (number, String::new()));
        return (number, Some(found[2].to_owned()), Some(named(&found[3])));
    }
    let chapter = chapter_of(&cell);
    let (post, beside) = match columns.post {
        Some(column) => post_of(&collapse(row.cell(column))),
        None => post_of(&cell),
    };
    (chapter, post, beside)
}

/// "1540", "Kap. 1540 Drift" and "1540 Drift" name a chapter.
fn chapter_of(cell: &str) -> Option<(u16, String)> {
    if let Some(found) = captures(&CHAPTER, cell) {
        return Some((found[1].parse().ok()?, named(&found[2])));
    }
    let digits = cell.len() - cell.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(3..=4).contains(&digits) {
        return None;
    }
    let rest = cell[digits..].trim_matches([' ', '.', ',', ':']);
    let is_name =
        rest.starts_with(char::is_alphabetic) && POSTS.opens(&rest.to_lowercase()).is_none();
    let name = if is_name { named(rest) } else { String::new() };
    Some((cell[..digits].parse().ok()?, name))
}

/// "21", "Post 21 Drift" and "21 Drift" name a post.
fn post_of(cell: &str) -> (Option<String>, Option<String>) {
    if let Some(found) = captures(&POST, cell) {
        return (Some(found[1].to_owned()), Some(named(&found[2])));
    }
    let is_two = |words: &str| words.len() == 2 && words.bytes().all(|b| b.is_ascii_digit());
    match cell.get(..2) {
        Some(number) if is_two(number) && !cell[2..].starts_with(|c: char| c.is_ascii_digit()) => {
            let name = cell[2..].trim_matches([' ', '.', ',', ':', '–', '-']);
            (Some(number.to_owned()), Some(named(name)))
        }
        _ => (None, None),
    }
}
