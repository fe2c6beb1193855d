//! Sentences with quantities: "Andelen var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030".

use super::super::Context;
use super::Draft;
use crate::language::{Words, words};
use crate::model::{BlockForm, FigureDirection, ReportedValue, Span, Statement, collapse};
use crate::quantity::{self, Quantity};
use std::sync::LazyLock;

static CHANGES: LazyLock<&Words> = LazyLock::new(|| words("figure", "changes"));

/// Bytes of a heading from which on it is a sentence that the layout took for one.
const LONG_HEADING: usize = 80;

/// Drafts from statements outside the tables that were read as lines.
pub fn drafts(context: &Context, read: &[Span]) -> Vec<Draft> {
    let outline = context.outline;
    let mut drafts = Vec::new();
    let mut tables = read.iter().copied().peekable();
    let mut skip_next = false;
    for (index, statement) in outline.statements.iter().enumerate() {
        let block = &outline.blocks[statement.block as usize];
        if std::mem::take(&mut skip_next) || matches!(block.form, BlockForm::Row { .. }) {
            continue;
        }
        let place = statement.extent();
        while tables.peek().is_some_and(|table| table.end <= place.start) {
            tables.next();
        }
        if tables.peek().is_some_and(|table| table.overlaps(place)) {
            continue;
        }
        let Some((mut values, mut direction)) = read_sentence(&statement.text, context.head.year)
        else {
            continue;
        };
        let mut spans = statement.spans.clone();
        // "Dette er en nedgang på 0,9 prosentpoeng siden 2030." goes on about the same figure.
        let next = outline.statements.get(index + 1);
        if let Some(next) = next.filter(|next| goes_on(statement, next)) {
            if let Some((more, change)) = read_sentence(&next.text, context.head.year) {
                values.extend(more.into_iter().filter(|value| value.label.is_some()));
                direction = direction.or(change);
            }
            direction = direction.or_else(|| quantity::movement_in_words(&next.text));
            spans.extend(next.spans.iter().copied());
            skip_next = true;
        }
        drafts.push(Draft {
            section: statement.section,
            label: statement.text.clone(),
            values,
            spans,
            rule: "figure/sentence",
            of_whom: None,
            direction,
        });
    }
    from_headings(context, &mut drafts);
    drafts
}

/// The values of a sentence and which way they went; none where it gives no figure.
fn read_sentence(
    sentence: &str,
    report: Option<i16>,
) -> Option<(Vec<ReportedValue>, Option<FigureDirection>)> {
    if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = quantity::quantities(sentence, report);
    if found.is_empty() {
        return None;
    }
    let changes: Vec<FigureDirection> = found.iter().filter_map(|one| one.change).collect();
    // Two figures that went two ways: the sentence as a whole has no way.
    let one_way = changes.windows(2).all(|pair| pair[0] == pair[1]);
    let direction = match changes.first() {
        Some(first) => Some(*first).filter(|_| one_way),
        None => from_to(&found),
    };
    Some((found.iter().map(reported).collect(), direction))
}

/// "økte fra 48 407 til 56 165".
fn from_to(found: &[Quantity]) -> Option<FigureDirection> {
    match found {
        [before, after]
            if before.is_reference && before.unit == after.unit && !after.is_reference =>
        {
            quantity::movement(&before.written, &after.written)
        }
        _ => None,
    }
}

fn reported(quantity: &Quantity) -> ReportedValue {
    let nth = |at: usize| CHANGES.iter().nth(at).map(str::to_owned);
    ReportedValue {
        year: quantity.year,
        label: match quantity.change {
            Some(FigureDirection::Same) => nth(0),
            Some(FigureDirection::Down) => nth(1),
            Some(FigureDirection::Up) => nth(2),
            None => None,
        },
        value: quantity.written.clone(),
    }
}

/// Sentences that the layout took for a heading: long, without number, with a quantity.
fn from_headings(context: &Context, drafts: &mut Vec<Draft>) {
    for (index, section) in context.outline.sections.iter().enumerate() {
        if section.number.is_some() || section.heading.len() < LONG_HEADING {
            continue;
        }
        let source = context.text.slice(section.heading_span);
        let start = section.heading_span.start as usize;
        let mut from = 0;
        let ends = source
            .match_indices('.')
            .map(|(at, _)| at + 1)
            .filter(|end| {
                let rest = &source[*end..];
                rest.starts_with(char::is_whitespace)
                    && rest.trim_start().starts_with(char::is_uppercase)
            })
            .chain([source.len()]);
        for end in ends {
            let words = collapse(&source[from..end]);
            let at = from + source[from..end].len() - source[from..end].trim_start().len();
            if let Some((values, direction)) = read_sentence(&words, context.head.year)
                && at < end
            {
                drafts.push(Draft {
                    section: index as u32,
                    label: words,
                    values,
                    spans: vec![Span::new(start + at, start + end)],
                    rule: "figure/heading",
                    of_whom: None,
                    direction,
                });
            }
            from = end;
        }
    }
}

fn goes_on(statement: &Statement, next: &Statement) -> bool {
    next.section == statement.section && quantity::goes_on(&next.text)
}
