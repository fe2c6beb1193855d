//! A layout that the file tells → parts: the same for Word, OpenDocument, HTML and PDF.

use super::markdown::{heading, list_marker};
use super::part::{Heading, Part, PartForm, is_title};
use crate::model::{Cell, Laid, Role, Span, Text};

/// The parts of a text with a layout from byte `from` on.
pub(super) fn parts(text: &Text, from: usize) -> Vec<Part> {
    let content = &text.content;
    let mut parts = Vec::with_capacity(text.layout.blocks.len());
    let mut rest = text.layout.blocks.as_slice();
    let before = rest.partition_point(|block| block.span.start < from as u32);
    rest = &rest[before..];
    while let Some(block) = rest.first() {
        if let Role::Cell(cell) = block.role {
            let belongs =
                |other: &&Laid| matches!(other.role, Role::Cell(next) if next.table == cell.table);
            let length = rest.iter().take_while(belongs).count();
            table(content, &rest[..length], cell.table, &mut parts);
            rest = &rest[length..];
        } else {
            parts.push(part(content, block));
            rest = &rest[1..];
        }
    }
    parts
}

/// A block outside tables.
fn part(content: &str, block: &Laid) -> Part {
    match &block.role {
        Role::Heading { level, number } => titled(content, block, *level, number.clone()),
        Role::Item { depth, marker } => item(content, block, *depth, marker),
        Role::Footnote => Part {
            form: PartForm::Footnote,
            spans: block.words.clone(),
        },
        Role::Paragraph | Role::Cell(_) => {
            if block.bold && is_title(&content[block.span.range()]) {
                return titled(content, block, 0, None);
            }
            // What opens with a bullet or number typed by hand is an item.
            opened(content, &block.words).map_or_else(
                || Part {
                    form: PartForm::Paragraph,
                    spans: block.words.clone(),
                },
                |(marker, spans)| Part {
                    form: PartForm::Item { depth: 1, marker },
                    spans,
                },
            )
        }
    }
}

/// A list item. Some programs write its bullet or number as words of it. One that is bold throughout and
/// numbered is a heading: "2.1 **Mål**".
fn item(content: &str, block: &Laid, depth: u8, marker: &str) -> Part {
    let number = marker.trim_end_matches(['.', ')']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let words = block
        .words
        .first()
        .map_or("", |words| &content[words.range()]);
    if block.bold && is_number && is_title(words) {
        return titled(content, block, 0, Some(number.to_owned()));
    }
    let (marker, spans) = opened(content, &block.words)
        .filter(|_| marker == "•")
        .or_else(|| {
            opened(content, &block.words).filter(|(found, _)| found.trim() == marker.trim())
        })
        .unwrap_or_else(|| (marker.to_owned(), block.words.clone()));
    Part {
        form: PartForm::Item { depth, marker },
        spans,
    }
}

/// The bullet or number that words open with, and the words behind it.
fn opened(content: &str, words: &[Span]) -> Option<(String, Vec<Span>)> {
    let first = words.first()?;
    let found = list_marker(&content[first.range()])?;
    let mut spans = words.to_vec();
    spans[0].start += found.length as u32;
    Some((found.text, spans))
}

/// A heading; its number is the one that the file tells, or the one typed before the words.
fn titled(content: &str, block: &Laid, level: u8, number: Option<String>) -> Part {
    if number.is_none() {
        return heading(content, block.span, block.words.clone(), level);
    }
    Part {
        form: PartForm::Heading(Heading {
            number,
            level,
            is_annex: false,
            span: block.span,
        }),
        spans: block.words.clone(),
    }
}

/// The rows of a table. A cell that covers several rows stands in each of them, one that covers several
/// columns in the first of them.
fn table(content: &str, blocks: &[Laid], table: u32, parts: &mut Vec<Part>) {
    let cells: Vec<(Cell, &Laid)> = blocks
        .iter()
        .filter_map(|block| match block.role {
            Role::Cell(cell) => Some((cell, block)),
            _ => None,
        })
        .collect();
    let width = cells
        .iter()
        .map(|(cell, _)| cell.column + cell.columns)
        .max();
    let width = usize::from(width.unwrap_or(0));
    let is_headed = cells.iter().any(|(cell, _)| cell.header);
    // Blocks of cells that cover rows to come, with the last of these.
    let mut covering: Vec<(Cell, &Laid)> = Vec::new();
    let mut rest = cells.as_slice();
    while let Some((first, _)) = rest.first() {
        let row = first.row;
        let length = rest.iter().take_while(|(cell, _)| cell.row == row).count();
        let (own, after) = rest.split_at(length);
        rest = after;
        covering.retain(|(cell, _)| cell.row + u32::from(cell.rows) > row);
        let header = if is_headed {
            own.iter().any(|(cell, _)| cell.header)
        } else {
            row == 0 && !rest.is_empty() && heads(content, own, rest)
        };
        parts.push(laid_row(own, &covering, width, (table, row, header)));
        covering.extend(own.iter().filter(|(cell, _)| cell.rows > 1));
    }
}

/// Whether the first row of a table that tells no header heads its columns: it is bold throughout, or has
/// words alone where a column below holds figures.
fn heads(content: &str, first: &[(Cell, &Laid)], rest: &[(Cell, &Laid)]) -> bool {
    if first.iter().all(|(_, block)| block.bold) {
        return true;
    }
    let text = |block: &Laid| -> String {
        block
            .words
            .iter()
            .map(|span| &content[span.range()])
            .collect()
    };
    let has_figures = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20");
    let are_words = first.iter().all(|(_, block)| {
        let text = text(block);
        is_year(text.trim()) || !has_figures(&text)
    });
    let columns: Vec<u16> = first.iter().map(|(cell, _)| cell.column).collect();
    first.len() > 1
        && are_words
        && columns.into_iter().any(|column| {
            let below = rest.iter().filter(|(cell, _)| cell.column == column);
            let (mut all, mut figures) = (0, 0);
            for (_, block) in below {
                all += 1;
                figures += usize::from(has_figures(&text(block)));
            }
            all > 0 && figures * 2 >= all
        })
}

fn laid_row(
    own: &[(Cell, &Laid)],
    covering: &[(Cell, &Laid)],
    width: usize,
    (table, row, header): (u32, u32, bool),
) -> Part {
    let mut cells: Vec<Vec<Vec<Span>>> = vec![Vec::new(); width];
    for (cell, block) in own.iter().chain(covering) {
        cells[usize::from(cell.column)].push(block.words.clone());
    }
    Part {
        form: PartForm::Row {
            table,
            row,
            header,
            cells,
            carried: covering
                .iter()
                .map(|(cell, _)| usize::from(cell.column))
                .collect(),
        },
        spans: own
            .iter()
            .flat_map(|(_, block)| block.words.iter().copied())
            .collect(),
    }
}
