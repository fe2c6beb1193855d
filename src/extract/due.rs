//! Which deadlines a requirement has: its own, else those of its table row, its lead-in, the sentence
//! that asks for the figures of its section, or its heading.

use super::assignment::rhythm_of_day;
use super::context::{Context, Passage};
use super::deadline::{self, Reading};
use super::token::Tokens;
use crate::model::{BlockForm, Deadline, Evidence, Found, ObligationKind, Statement};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Words that open a line which says when something is due, in lower case.
pub(super) const LABELS: &[&str] = &[
    "frist",
    "fristar",
    "fristen",
    "frister",
    "leveringsfrist",
    "oppdragsfrist",
    "rapporteringsfrist",
    "svarfrist",
];

/// The column that tells when a row is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    First,
    Last,
}

impl Column {
    /// Its cell in a row; none where the row has no other.
    fn of<T>(self, cells: &[T]) -> Option<&T> {
        match self {
            _ if cells.len() < 2 => None,
            Column::First => cells.first(),
            Column::Last => cells.last(),
        }
    }
}

/// What a document says of deadlines around its statements.
pub struct Due {
    /// Tables that tell in a column when a row is due.
    due_column: FxHashMap<u32, Column>,
    /// Block → the row of a reporting table that it goes on.
    row_of: FxHashMap<u32, u32>,
    /// Section → the deadlines of the sentence that asks for its figures, with that statement's index.
    asked: FxHashMap<u32, (u32, Vec<Found<Deadline>>)>,
    /// Lines that are a schedule and head what follows: their section, statement and deadlines, in order.
    headed: Vec<(u32, u32, Vec<Found<Deadline>>)>,
}

impl Due {
    /// Looks through a document.
    pub fn new(context: &Context) -> Due {
        let due_column = due_column(context);
        let row_of = row_of(context, &due_column);
        let mut asked = FxHashMap::default();
        let mut headed = Vec::new();
        for (index, statement) in context.outline.statements.iter().enumerate() {
            if let Some(found) = heads_as_schedule(context, statement) {
                headed.push((statement.section, index as u32, found));
            }
            if let Some(found) = asks_for_figures(context, statement) {
                asked
                    .entry(statement.section)
                    .or_insert((index as u32, found));
            }
        }
        Due {
            due_column,
            row_of,
            asked,
            headed,
        }
    }

    /// The deadlines of a requirement; `told` are those that a line of its own gives it.
    pub fn read(
        &self,
        context: &Context,
        passage: &Passage,
        kind: ObligationKind,
        (own, lead): (&Tokens, &Tokens),
        told: &[Found<Deadline>],
    ) -> Vec<Found<Deadline>> {
        let outline = context.outline;
        let year = context.head.year;
        let in_row = self.of_row(context, passage.block);
        if !in_row.is_empty() {
            return in_row;
        }
        let is_figures = kind == ObligationKind::Reporting && !directs(own);
        let reading = if is_figures {
            Reading::Figures
        } else {
            Reading::Directive
        };
        let found = deadline::deadlines(own, year, reading);
        if !found.is_empty() {
            return found
                .into_iter()
                .map(|mention| mention.found(&passage.own, outline))
                .collect();
        }
        let reading = if is_figures && !directs(lead) {
            Reading::Figures
        } else {
            Reading::Directive
        };
        let mut found = deadline::deadlines(lead, year, reading);
        if is_figures {
            // "statistikk årlig (tall ved utgangen av året)": the day describes the figures.
            found.retain(|mention| mention.value.recurrence.is_some() || is_by(&mention.value));
        }
        if !found.is_empty() {
            return found
                .into_iter()
                .map(|mention| mention.found(&passage.lead, outline))
                .collect();
        }
        if !told.is_empty() {
            return told.to_vec();
        }
        if let Some(row) = self.row_of.get(&passage.block) {
            return self.of_row(context, *row);
        }
        let first = passage.statements.first().copied().unwrap_or_default();
        if kind == ObligationKind::Reporting {
            let upto = self.headed.partition_point(|(_, at, _)| *at < first);
            let last = upto.checked_sub(1).map(|index| &self.headed[index]);
            if let Some((_, _, found)) = last.filter(|(section, ..)| *section == passage.section) {
                return found.clone();
            }
        }
        match self.asked.get(&passage.section) {
            Some((asking, found)) if is_figures && *asking < first => found.clone(),
            _ => of_heading(context, passage.section, is_figures),
        }
    }

    /// The deadlines in the cell of a row that tells them; the cell as written where it names no time.
    fn of_row(&self, context: &Context, block: u32) -> Vec<Found<Deadline>> {
        let Some(BlockForm::Row {
            table,
            cells,
            cell_spans,
            header: false,
            ..
        }) = context
            .outline
            .blocks
            .get(block as usize)
            .map(|block| &block.form)
        else {
            return Vec::new();
        };
        let Some(column) = self.due_column.get(table) else {
            return Vec::new();
        };
        let (Some(cell), Some(spans)) = (column.of(cells), column.of(cell_spans)) else {
            return Vec::new();
        };
        if cell.trim().is_empty() {
            return Vec::new();
        }
        let evidence = Evidence {
            spans: spans.clone(),
            rule: Cow::Borrowed("deadline/column"),
            confidence: 0.85,
        };
        let found = deadline::schedule(&Tokens::new(cell), context.head.year);
        let values = match found {
            Some(found) => found.into_iter().map(|mention| mention.value).collect(),
            None => vec![Deadline {
                text: cell.trim().to_owned(),
                ..Deadline::default()
            }],
        };
        let mut values: Vec<Found<Deadline>> = values
            .into_iter()
            .map(|value| Found::new(value, evidence.clone()))
            .collect();
        rhythm_of_day(&mut values);
        values
    }
}

/// Whether the words set a limit: "innen 1. mars".
fn is_by(deadline: &Deadline) -> bool {
    let text = deadline.text.to_lowercase();
    ["innen", "innan", "senest", "seinast"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// The deadlines of a line of its own that heads what follows: "1. tertial og 2. tertial".
fn heads_as_schedule(context: &Context, statement: &Statement) -> Option<Vec<Found<Deadline>>> {
    const LONGEST: usize = 60;
    let block = context.outline.blocks.get(statement.block as usize)?;
    let is_line = block.form == BlockForm::Paragraph
        && statement.text.len() <= LONGEST
        && block.statements.1 - block.statements.0 == 1;
    if !is_line {
        return None;
    }
    let found: Vec<Found<Deadline>> =
        deadline::schedule(&Tokens::new(&statement.text), context.head.year)?
            .into_iter()
            .filter(|mention| mention.value.recurrence.is_some())
            .map(|mention| {
                let evidence = Evidence {
                    spans: statement.source(mention.range.start, mention.range.end),
                    rule: Cow::Borrowed("deadline/heading"),
                    confidence: 0.7,
                };
                Found::new(mention.value, evidence)
            })
            .collect();
    (!found.is_empty()).then_some(found)
}

/// The rhythm of a sentence that asks for the figures that follow: "Vi ber om følgende statistikk årlig".
fn asks_for_figures(context: &Context, statement: &Statement) -> Option<Vec<Found<Deadline>>> {
    let text = &statement.text;
    let is_asking = ["statistikk", "nøkkeltall", "nøkkeltal", "rapportering"]
        .iter()
        .any(|noun| text.contains(noun))
        && ["følgende", "følgjande", "nedenfor", "nedanfor"]
            .iter()
            .any(|pointer| text.contains(pointer));
    if !is_asking {
        return None;
    }
    let found: Vec<Found<Deadline>> =
        deadline::deadlines(&Tokens::new(text), context.head.year, Reading::Directive)
            .into_iter()
            .filter(|mention| mention.value.recurrence.is_some())
            .map(|mention| {
                let evidence = Evidence {
                    spans: statement.source(mention.range.start, mention.range.end),
                    rule: Cow::Borrowed("deadline/asked-above"),
                    confidence: 0.7,
                };
                Found::new(mention.value, evidence)
            })
            .collect();
    (!found.is_empty()).then_some(found)
}

/// A heading that is a schedule ("1. tertial og 2. tertial"), or one that asks for figures at fixed times.
fn of_heading(context: &Context, section: u32, is_figures: bool) -> Vec<Found<Deadline>> {
    let Some(section) = context.outline.sections.get(section as usize) else {
        return Vec::new();
    };
    let tokens = Tokens::new(&section.heading);
    let year = context.head.year;
    let found = match deadline::schedule(&tokens, year) {
        Some(found) => found,
        None if is_figures => deadline::deadlines(&tokens, year, Reading::Directive),
        None => Vec::new(),
    };
    found
        .into_iter()
        .filter(|mention| mention.value.recurrence.is_some())
        .map(|mention| {
            let evidence = Evidence::at(section.heading_span, "deadline/heading", 0.7);
            Found::new(mention.value, evidence)
        })
        .collect()
}

/// Whether a verb directs or delivers in the words themselves.
fn directs(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|index| {
        matches!(
            tokens.word(index),
            "skal"
                | "må"
                | "bør"
                | "bes"
                | "ber"
                | "plikter"
                | "forventes"
                | "forventer"
                | "ventes"
                | "leveres"
                | "leverast"
                | "oversendes"
                | "sendes"
                | "sendast"
                | "publiseres"
                | "ferdigstilles"
        )
    })
}

/// Which tables say in their last or first column when a row is due: by their header, or by most of
/// their cells.
fn due_column(context: &Context) -> FxHashMap<u32, Column> {
    #[derive(Default)]
    struct Count {
        rows: u32,
        first: u32,
        last: u32,
        named: Option<Column>,
    }
    let mut counts: FxHashMap<u32, Count> = FxHashMap::default();
    let is_due = |cell: &str| deadline::schedule(&Tokens::new(cell), context.head.year).is_some();
    for block in &context.outline.blocks {
        let BlockForm::Row {
            table,
            cells,
            header,
            ..
        } = &block.form
        else {
            continue;
        };
        let (Some(first), Some(last)) = (Column::First.of(cells), Column::Last.of(cells)) else {
            continue;
        };
        let count = counts.entry(*table).or_default();
        if *header {
            let names = |title: &str| {
                let title = title.to_lowercase();
                ["frist", "tidspunkt", "hyppighet", "når", "rapporteres"]
                    .iter()
                    .any(|word| title.contains(word))
            };
            if names(last) {
                count.named = Some(Column::Last);
            } else if names(first) || first.trim().eq_ignore_ascii_case("dato") {
                count.named = Some(Column::First);
            }
        } else {
            count.rows += 1;
            count.last += u32::from(is_due(last));
            count.first += u32::from(is_due(first));
        }
    }
    counts
        .into_iter()
        .filter_map(|(table, count)| {
            let column = count.named.or_else(|| {
                if count.last * 2 > count.rows {
                    Some(Column::Last)
                } else {
                    (count.first * 2 > count.rows).then_some(Column::First)
                }
            })?;
            Some((table, column))
        })
        .collect()
}

/// Blocks that go on with a row of a reporting table: all that stands between it and the next row of the
/// table, and the list items right after the last one.
fn row_of(context: &Context, due_column: &FxHashMap<u32, Column>) -> FxHashMap<u32, u32> {
    let mut row_of = FxHashMap::default();
    // The last row: its table, section and block.
    let mut open: Option<(u32, u32, u32)> = None;
    let mut pending: Vec<u32> = Vec::new();
    let blocks = &context.outline.blocks;
    let flush = |open: Option<(u32, u32, u32)>,
                 pending: &mut Vec<u32>,
                 row_of: &mut FxHashMap<u32, u32>| {
        let Some((_, _, row)) = open else {
            pending.clear();
            return;
        };
        for block in pending.drain(..) {
            if !matches!(blocks[block as usize].form, BlockForm::Item { .. }) {
                break;
            }
            row_of.insert(block, row);
        }
    };
    for (index, block) in blocks.iter().enumerate() {
        let index = index as u32;
        match &block.form {
            BlockForm::Row {
                table,
                header: false,
                ..
            } if due_column.contains_key(table) => {
                match open {
                    Some((before, section, row))
                        if before == *table && section == block.section =>
                    {
                        row_of.extend(pending.drain(..).map(|block| (block, row)));
                    }
                    _ => flush(open, &mut pending, &mut row_of),
                }
                open = Some((*table, block.section, index));
            }
            _ => match open {
                Some((_, section, _)) if section == block.section => pending.push(index),
                Some(_) => {
                    flush(open, &mut pending, &mut row_of);
                    open = None;
                }
                None => {}
            },
        }
    }
    flush(open, &mut pending, &mut row_of);
    row_of
}
