//! Cells of tables: "5 → 6" holds two years, "+122" a change, "8 353 (55 %)" an amount with its share.

use super::number;
use crate::language::{Words, words};
use crate::model::FigureDirection;
use std::sync::LazyLock;

static CHANGES: LazyLock<&Words> = LazyLock::new(|| words("quantity", "change_columns"));
/// Arrows between the value before and the value after.
const ARROWS: [&str; 3] = ["→", "->", "⟶"];

/// The two values of a cell that tells last year's and this year's: "5 → 6".
pub fn arrow(cell: &str) -> Option<(&str, &str)> {
    let arrow = ARROWS.iter().find(|arrow| cell.contains(**arrow))?;
    let (before, after) = cell.split_once(arrow)?;
    let (before, after) = (before.trim(), after.trim());
    (amount(before).is_some() && amount(after).is_some()).then_some((before, after))
}

/// The first number of a cell or target.
pub fn amount(cell: &str) -> Option<f64> {
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let rest = &cell[start..];
    let end = rest
        .char_indices()
        .find(|(at, c)| !continues(rest, *at, *c))
        .map_or(rest.len(), |(at, _)| at);
    let sign = cell[..start].trim_end().ends_with(['-', '−']);
    let value = number::parse(rest[..end].trim_end_matches(['.', ',']));
    Some(if sign { -value } else { value })
}

/// Whether a number goes on here: digits, a comma between digits, a blank before three digits.
fn continues(rest: &str, at: usize, c: char) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    match c {
        '0'..='9' => true,
        ',' | '.' => digits(&rest[at + 1..]) > 0,
        ' ' | '\u{a0}' | '\u{202f}' => digits(&rest[at + c.len_utf8()..]) == 3,
        _ => false,
    }
}

/// Which way a cell that holds a change went: "+122", "-0,2", "ca. 2 000 færre".
pub fn change_of_cell(cell: &str) -> Option<FigureDirection> {
    let cell = cell.trim();
    let value = amount(cell)?;
    if value == 0.0 {
        return Some(FigureDirection::Same);
    }
    let open = cell.trim_start_matches(|c: char| c.is_alphabetic() || ". ".contains(c));
    if open.starts_with('+') {
        Some(FigureDirection::Up)
    } else if open.starts_with(['-', '−', '–']) {
        Some(FigureDirection::Down)
    } else {
        super::movement_in_words(cell)
    }
}

/// Whether a column's heading says that it holds changes: "Endring fra 2030 (pp)", "Mot 2030".
pub fn heading_is_change(heading: &str) -> bool {
    heading
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| CHANGES.has(&word.to_lowercase()))
}

/// The value for another year that a label gives in brackets: "Brukere per veileder (2023: 62)".
pub fn in_brackets(label: &str) -> Vec<(i16, String)> {
    let mut found = Vec::new();
    let mut rest = label;
    while let Some(open) = rest.find('(') {
        let inner = &rest[open + 1..];
        let Some(close) = inner.find(')') else { break };
        for part in inner[..close].replace("; ", ", ").split(", ") {
            if let Some((year, value)) = part.split_once(':')
                && number::is_year(year.trim())
                && amount(value).is_some()
                && let Ok(year) = year.trim().parse()
            {
                found.push((year, value.trim().to_owned()));
            }
        }
        rest = &inner[close + 1..];
    }
    found
}

/// Which way from one written value to another: none where they cannot be held against each other, as where
/// "45 / 116" is two figures that went two ways.
pub fn movement(before: &str, after: &str) -> Option<FigureDirection> {
    let (first, second): (Vec<&str>, Vec<&str>) =
        (before.split(" / ").collect(), after.split(" / ").collect());
    if first.len() != second.len() {
        return None;
    }
    let mut ways = first.iter().zip(&second).map(|(before, after)| {
        let (before, after) = (amount(before)?, amount(after)?);
        Some(if (before - after).abs() < 1e-9 {
            FigureDirection::Same
        } else if before < after {
            FigureDirection::Up
        } else {
            FigureDirection::Down
        })
    });
    let one = ways.next()??;
    ways.all(|way| way == Some(one)).then_some(one)
}
