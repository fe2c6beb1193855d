//! Tables of tasks with a deadline on the right: in text out of a PDF the deadline stands on a short
//! line of its own below its task.
//!
//! ```text
//! Det skal rapporteres på bruken av ordningen.
//!
//! 1. tertial og årsrapport
//! ```

use super::compose::compose;
use super::part::{Part, PartForm};
use super::table::is_name;
use super::word::{is_unfinished, starts_lower};
use crate::model::{MONTHS, Span};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// How many deadlines a chapter must hold to be taken for such a table.
const ENOUGH: usize = 3;

/// Makes rows of the tasks in chapters that hold such a table.
pub(super) fn settle(content: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut settled = Vec::with_capacity(parts.len());
    let mut chapter: Vec<Part> = Vec::new();
    for part in parts {
        let opens = matches!(&part.form, PartForm::Heading(heading) if heading.number.is_some() || heading.is_annex);
        if opens {
            close(content, std::mem::take(&mut chapter), &mut settled);
        }
        chapter.push(part);
    }
    close(content, chapter, &mut settled);
    settled
}

fn close(content: &str, parts: Vec<Part>, settled: &mut Vec<Part>) {
    let names: Vec<Option<String>> = parts
        .iter()
        .map(|part| is_name(content, part).then(|| compose(content, &part.spans).text))
        .collect();
    let deadlines = names
        .iter()
        .flatten()
        .filter(|name| is_deadline(name))
        .count();
    if deadlines < ENOUGH {
        settled.extend(parts);
        return;
    }
    // Where the tasks of the open row begin in `settled`.
    let mut from = settled.len();
    let mut after_cell = false;
    for (part, name) in parts.into_iter().zip(names) {
        if let Some(name) = &name {
            let has_task = settled[from..]
                .iter()
                .any(|part| part.form != PartForm::Footnote);
            let short = name.chars().count() <= 60;
            if has_task && short && (is_deadline(name) || follows_task(content, &settled[from..])) {
                give(&mut settled[from..], &part.spans);
                after_cell = true;
                from = settled.len();
                continue;
            }
            if matches!(part.form, PartForm::Heading(_)) {
                settled.push(part);
                from = settled.len();
                after_cell = false;
                continue;
            }
        }
        if after_cell && goes_on(content, &part, settled, from) {
            let broken = settled
                .iter()
                .rposition(|part| part.form != PartForm::Footnote);
            if let Some(broken) = broken {
                settled[broken].spans.extend(part.spans.iter().copied());
                if let PartForm::Row { cells, .. } = &mut settled[broken].form
                    && let Some(line) = cells.first_mut().and_then(|cell| cell.first_mut())
                {
                    line.extend(part.spans);
                }
                continue;
            }
        }
        settled.push(part);
    }
}

/// Whether a part goes on with the sentence that the deadline interrupted.
fn goes_on(content: &str, part: &Part, settled: &[Part], from: usize) -> bool {
    let listed = matches!(part.form, PartForm::Item { .. });
    if !listed && part.form != PartForm::Paragraph
        || settled[from..]
            .iter()
            .any(|part| part.form != PartForm::Footnote)
    {
        return false;
    }
    let starts = part
        .spans
        .first()
        .is_some_and(|first| starts_lower(content[first.range()].trim_start()));
    let last = settled
        .iter()
        .rev()
        .find(|part| part.form != PartForm::Footnote);
    // An item goes on with an item only.
    let last = last.filter(|last| !listed || matches!(last.form, PartForm::Item { .. }));
    let last = last.and_then(|part| match &part.form {
        PartForm::Row { cells, .. } => cells.first()?.first()?.last().copied(),
        PartForm::Item { .. } | PartForm::Paragraph => part.spans.last().copied(),
        _ => None,
    });
    starts
        && last.is_some_and(|last| {
            let last = content[last.range()].trim_end();
            is_unfinished(last) && !(listed && last.ends_with([',', ';']))
        })
}

/// Whether the open row ends in a whole sentence, so that what follows is its right-hand cell.
fn follows_task(content: &str, tasks: &[Part]) -> bool {
    tasks
        .iter()
        .rev()
        .find(|part| part.form != PartForm::Footnote)
        .is_some_and(|part| {
            part.form == PartForm::Paragraph
                && part
                    .spans
                    .last()
                    .is_some_and(|last| content[last.range()].trim_end().ends_with('.'))
        })
}

/// Gives the paragraphs of a row its deadline as second cell.
fn give(tasks: &mut [Part], deadline: &[Span]) {
    for task in tasks {
        if task.form == PartForm::Paragraph {
            let text = std::mem::take(&mut task.spans);
            task.spans = text.iter().chain(deadline).copied().collect();
            task.form = PartForm::Row {
                table: 0,
                row: 0,
                header: false,
                cells: vec![vec![text], vec![deadline.to_vec()]],
                carried: Vec::new(),
            };
        }
    }
}

const TIMES: &[&str] = &[
    "tertial",
    "årsrapport",
    "årsmelding",
    "månedlig",
    "månadleg",
    "kvartal",
    "halvår",
    "årlig",
    "årleg",
    "ukentlig",
    "løpende",
    "fortløpende",
    "så snart",
    "innen ",
    "frist",
    "ved behov",
];
static ANY_TIME: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(TIMES).ok());
static ANY_MONTH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(MONTHS).ok());

/// Whether a short text names a time: "1. tertial og årsrapport", "Månedlig", "1. mai 2024".
pub(super) fn is_deadline(text: &str) -> bool {
    if text.len() > 70 {
        return false;
    }
    let lower = text.to_lowercase();
    let holds = |words: &LazyLock<Option<AhoCorasick>>| {
        words.as_ref().is_some_and(|words| words.is_match(&lower))
    };
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    let is_counted = lower.starts_with(|c: char| c.is_ascii_digit());
    let is_short = || lower.split_whitespace().count() <= 4;
    begins(TIMES)
        || begins(&MONTHS)
        || holds(&ANY_TIME) && (is_counted || is_short())
        || is_counted && holds(&ANY_MONTH)
}
