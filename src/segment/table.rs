//! Tables turned to text: rows with figures, rows that begin with a date, columns set apart by wide gaps,
//! and a right-hand column that fell below its row.

use super::compose::compose;
use super::figure::{Figures, figures, is_amount, is_year};
use super::line::Lines;
use super::number::decimal;
use super::part::{Part, PartForm};
use super::word::{ends_in_function_word, is_caption, is_unfinished, starts_lower};
use crate::model::Span;

/// A table row that lines show by themselves.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The source text of each cell.
    pub cells: Vec<Vec<Span>>,
    /// The line after it.
    pub end: usize,
}

/// Which lines are table rows.
pub(super) fn rows(lines: &Lines<'_>) -> Vec<Option<Row>> {
    let count = lines.lines.len();
    let mut rows: Vec<Option<Row>> = vec![None; count];
    wide_gaps(lines, &mut rows);
    with_figures(lines, &mut rows);
    with_dates(lines, &mut rows);
    rows
}

/// How far apart, in lines, two rows of one table may stand.
const REACH: usize = 4;

fn with_figures(lines: &Lines<'_>, rows: &mut [Option<Row>]) {
    let count = lines.lines.len();
    let found: Vec<Option<Figures>> = (0..count)
        .map(|at| {
            if rows[at].is_some() {
                return None;
            }
            candidate(lines, at)
        })
        .collect();
    let mut last: Option<usize> = None;
    for at in 0..count {
        let Some(figures) = &found[at] else {
            if rows[at].is_some() {
                last = Some(at);
            }
            continue;
        };
        let near_last = last.is_some_and(|last| at - last <= REACH);
        let near_next = (at + 1..count.min(at + REACH + 1))
            .any(|next| found[next].is_some() || rows[next].is_some());
        last = Some(at);
        if !near_last && !near_next {
            continue;
        }
        let base = lines.lines[at].span.start as usize;
        let span = |range: &std::ops::Range<usize>| Span::new(base + range.start, base + range.end);
        let mut cells: Vec<Vec<Span>> = figures
            .figures
            .iter()
            .map(|range| vec![span(range)])
            .collect();
        if figures.leads {
            cells.insert(0, Vec::new());
            cells.push(vec![span(&figures.words)]);
        } else if figures.words.is_empty() {
            cells.insert(0, Vec::new());
        } else {
            cells.insert(0, vec![span(&figures.words)]);
        }
        rows[at] = Some(Row { cells, end: at + 1 });
    }
}

/// A line that may be a row: it ends in an amount or in several figures, and is no part of a sentence.
fn candidate(lines: &Lines<'_>, at: usize) -> Option<Figures> {
    let text = lines.text(at);
    let found = figures(text)?;
    let words = &text[found.words.clone()];
    if found.words.is_empty() {
        let is_numbers = found
            .figures
            .iter()
            .any(|range| is_amount(&text[range.clone()]) || found.figures.len() > 1)
            || text.len() <= 3 && lines.lines[at].gap > 0;
        let is_years = found
            .figures
            .iter()
            .all(|range| is_year(&text[range.clone()]));
        return (is_numbers && !is_years).then_some(found);
    }
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let amounts = found
        .figures
        .iter()
        .filter(|range| is_amount(&text[(*range).clone()]))
        .count();
    if letters < 2
        || text.ends_with('.')
        || amounts == 0 && found.figures.len() < 2
        || is_caption(text)
    {
        return None;
    }
    if found
        .figures
        .iter()
        .all(|range| is_year(&text[range.clone()]))
    {
        return None;
    }
    if ends_in_function_word(words) || words.ends_with([',', '§']) {
        return None;
    }
    // The rest of a list of intervals: "2) 30–60 %, 3) over 60 %".
    if at > 0 && lines.lines[at].gap == 0 && lines.text(at - 1).ends_with(',') {
        return None;
    }
    // A sentence that runs over the line's end.
    let next = lines.lines.get(at + 1);
    if let Some(next) = next
        && next.gap == 0
        && !found.leads
        && starts_lower(lines.text(at + 1))
    {
        return None;
    }
    if at > 0
        && lines.lines[at].gap == 0
        && starts_lower(text)
        && lines.lines[at - 1].width + 12 > lines.page_width(at - 1)
        && is_unfinished(lines.text(at - 1))
    {
        return None;
    }
    Some(found)
}

/// Rows that begin with a date, or with a month in capitals and a date.
fn with_dates(lines: &Lines<'_>, rows: &mut [Option<Row>]) {
    let count = lines.lines.len();
    // "2.3.10" after "2.3.9" counts on and is no day.
    let mut above: Option<(&str, u32)> = None;
    let starts: Vec<Option<(usize, usize)>> = (0..count)
        .map(|at| {
            let text = lines.text(at);
            let counted = counted(text);
            let counts_on = counted.is_some_and(|(group, last)| {
                above.is_some_and(|(before, number)| group == before && last == number + 1)
            });
            above = counted.or(above);
            dated(text).filter(|_| !counts_on)
        })
        .collect();
    let mut last: Option<usize> = None;
    for at in 0..count {
        let Some((month, date)) = starts[at] else {
            continue;
        };
        let near_last = last.is_some_and(|last| at - last <= REACH);
        let near_next = (at + 1..count.min(at + REACH + 1)).any(|next| starts[next].is_some());
        if !near_last && !near_next {
            continue;
        }
        last = Some(at);
        let base = lines.lines[at].span.start as usize;
        let text = lines.text(at);
        let mut end = at + 1;
        while end < count
            && end - at < 5
            && starts[end].is_none()
            && (lines.lines[end].gap == 0
                || lines.lines[end].gap == 1
                    && starts_lower(lines.text(end))
                    && is_unfinished(lines.text(end - 1)))
            && !lines.lines[end].page_start
            && month_alone(lines.text(end)).is_none()
        {
            end += 1;
        }
        let mut rest = vec![Span::new(base + month + date, base + text.len())];
        rest.extend((at + 1..end).flat_map(|line| lines.spans(line, 0)));
        let month_cell = text[..month].trim_end();
        let date_cell = text[month..month + date].trim_end();
        let cell = |start: usize, text: &str| {
            if text.is_empty() {
                Vec::new()
            } else {
                vec![Span::new(base + start, base + start + text.len())]
            }
        };
        rows[at] = Some(Row {
            cells: vec![cell(0, month_cell), cell(month, date_cell), rest],
            end,
        });
    }
}

/// The last number of "2.3.10" and what stands before it.
fn counted(text: &str) -> Option<(&str, u32)> {
    let found = decimal(text).filter(|number| number.depth == 3)?;
    let (group, last) = found.number.rsplit_once('.')?;
    Some((group, last.parse().ok()?))
}

/// Length of the month in capitals and of the date with what ends it, of a line that begins so.
fn dated(text: &str) -> Option<(usize, usize)> {
    let month = month_alone(text.split([' ', '\u{a0}']).next()?).map_or(0, |length| {
        length + text[length..].len() - text[length..].trim_start().len()
    });
    let rest = &text[month..];
    let date = rest.split([' ', '\u{a0}', ':']).next()?;
    let mut parts = date.split('.');
    let numbers: Vec<&str> = parts.by_ref().take(3).collect();
    let is_date = numbers.len() == 3
        && parts.next().is_none()
        && numbers.iter().all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        })
        && matches!(numbers[2].len(), 2 | 4);
    if !is_date {
        return None;
    }
    let after = rest[date.len()..]
        .strip_prefix(':')
        .unwrap_or(&rest[date.len()..]);
    let length = rest.len() - after.trim_start().len();
    (length < rest.len()).then_some((month, length))
}

/// Length of a month's name in capitals, if that is all.
fn month_alone(text: &str) -> Option<usize> {
    const MONTHS: &[&str] = &[
        "JANUAR",
        "FEBRUAR",
        "MARS",
        "APRIL",
        "MAI",
        "JUNI",
        "JULI",
        "AUGUST",
        "SEPTEMBER",
        "OKTOBER",
        "NOVEMBER",
        "DESEMBER",
    ];
    MONTHS.contains(&text).then_some(text.len())
}

/// Columns that the layout sets apart by three spaces or more.
fn wide_gaps(lines: &Lines<'_>, rows: &mut [Option<Row>]) {
    let count = lines.lines.len();
    let cells: Vec<Vec<Span>> = (0..count).map(|at| split(lines, at)).collect();
    for at in 0..count {
        if cells[at].len() < 2
            || lines.text(at).ends_with('.') && cells[at].len() == 2 && lines.lines[at].width > 85
        {
            continue;
        }
        let near = at.saturating_sub(2)..(at + 3).min(count);
        if near.clone().filter(|next| cells[*next].len() >= 2).count() < 2 {
            continue;
        }
        rows[at] = Some(Row {
            cells: cells[at].iter().map(|cell| vec![*cell]).collect(),
            end: at + 1,
        });
    }
    // The second line of a first column.
    for at in 1..count {
        if rows[at].is_none()
            && cells[at].len() == 1
            && lines.lines[at].gap == 0
            && !lines.lines[at].page_start
            && starts_lower(lines.text(at))
            && let Some(row) = &mut rows[at - 1]
            && row.cells.len() >= 2
            && row.end == at
            && lines.lines[at].width + 10 < lines.lines[at - 1].width
        {
            // It belongs to the column that it stands below.
            let above = &lines.lines[at - 1];
            let column = |span: &Span| (span.start - above.span.start) as usize + above.indent;
            let below = lines.lines[at].indent + 1;
            let cell = row
                .cells
                .iter()
                .rposition(|cell| cell.first().is_some_and(|span| column(span) <= below));
            row.cells[cell.unwrap_or(0)].push(lines.lines[at].span);
            row.end = at + 1;
        }
    }
}

fn split(lines: &Lines<'_>, at: usize) -> Vec<Span> {
    let text = lines.text(at);
    let base = lines.lines[at].span.start as usize;
    let mut cells = Vec::new();
    // The gap behind a bullet or number sets no column apart.
    let number = || super::markdown::heading_number(text).map_or(0, |(_, length)| length);
    let skip = super::marker::marker(text).map_or_else(number, |marker| marker.length);
    let rest = &text.as_bytes()[skip..];
    if skip > 0 && memchr::memmem::find(rest, b"   ").is_none() && !text[skip..].contains('\t') {
        cells.push(lines.lines[at].span);
        return cells;
    }
    if memchr::memmem::find(text.as_bytes(), b"  ").is_none() && !text.contains('\t') {
        cells.push(lines.lines[at].span);
        return cells;
    }
    let mut start = 0;
    let mut gap_start = None;
    let mut width = 0;
    for (index, character) in text.char_indices() {
        if character.is_whitespace() {
            gap_start.get_or_insert(index);
            width += if character == '\t' { 3 } else { 1 };
        } else {
            if let Some(gap) = gap_start.take()
                && width >= 3
            {
                cells.push(Span::new(base + start, base + gap));
                start = index;
            }
            width = 0;
        }
    }
    cells.push(Span::new(base + start, base + text.len()));
    cells
}

/// Puts the rows together to tables: names with the figures that fell below them, heads, rows without
/// figures between others, and the right-hand column of a table of tasks and deadlines.
pub(super) fn settle(lines: &Lines<'_>, parts: Vec<Part>) -> Vec<Part> {
    let content = lines.content;
    let parts = with_names(content, parts);
    let parts = between_rows(content, parts);
    let mut parts = super::deadline_column::settle(content, parts);
    number(&mut parts);
    mark_heads(content, &mut parts);
    parts
}

/// The first row of a table is its head where each of its cells may title a column and one does so for sure.
fn mark_heads(content: &str, parts: &mut [Part]) {
    for part in parts {
        if let PartForm::Row {
            row: 0,
            header,
            cells,
            ..
        } = &mut part.form
            && cells.len() > 1
        {
            let titles: Vec<String> = cells
                .iter()
                .map(|cell| {
                    let words: Vec<&str> = cell
                        .iter()
                        .flatten()
                        .map(|span| content[span.range()].trim())
                        .collect();
                    words.join(" ")
                })
                .collect();
            *header |= titles.iter().all(|title| may_title(title))
                && titles.iter().any(|title| titles_column(title));
        }
    }
}

fn may_title(title: &str) -> bool {
    title.len() <= 60
        && title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ';', '?'])
        && title.split(' ').count() <= 6
        && title
            .split_whitespace()
            .all(|word| !word.starts_with(|c: char| c.is_ascii_digit()) || is_year(word))
}

/// "Styringsparameter", "Resultatkrav 2025", "Frist", "Kva".
fn titles_column(title: &str) -> bool {
    const TITLES: &[&str] = &[
        "ambisjon",
        "ansvar",
        "dato",
        "frist",
        "hyppighet",
        "hva",
        "indikator",
        "krav",
        "kva",
        "målepunkt",
        "måltall",
        "måltal",
        "når",
        "oppdrag",
        "oppgave",
        "oppgåve",
        "rapporteringsfrekvens",
        "resultatkrav",
        "resultatmål",
        "styringsindikator",
        "styringsparameter",
        "tidspunkt",
        "tiltak",
    ];
    let lower = title.to_lowercase();
    let first = lower
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    TITLES.contains(&first)
        || ["styringsparamet", "resultatindikator", "styringsindikator"]
            .iter()
            .any(|stem| first.starts_with(stem))
}

/// Whether a part is short and stops without a stop, like a name in a table.
pub(super) fn is_name(content: &str, part: &Part) -> bool {
    let loose = match &part.form {
        PartForm::Paragraph => true,
        PartForm::Heading(heading) => heading.number.is_none() && !heading.is_annex,
        _ => false,
    };
    if !loose || length(part) > 200 {
        return false;
    }
    let (Some(first), Some(last)) = (part.spans.first(), part.spans.last()) else {
        return false;
    };
    let opening = content[first.range()].trim();
    let closing = content[last.range()].trim();
    part.spans.len() == 1 && is_budget_line(opening)
        || is_unfinished(closing) && !is_caption(opening) && !ends_in_function_word(closing)
}

/// "Kap. 605 …" and "Post 01 …" of a budget.
pub(super) fn is_budget_line(text: &str) -> bool {
    ["Kap. ", "Kapittel ", "Post "].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }) && text.len() < 140
        && (is_unfinished(text) || text.ends_with("m.") || text.ends_with("mv."))
}

fn length(part: &Part) -> usize {
    part.spans.iter().map(|span| span.len()).sum()
}

fn row(cells: Vec<Vec<Span>>) -> Part {
    let mut spans: Vec<Span> = cells.iter().flatten().copied().collect();
    spans.sort_unstable();
    Part {
        form: PartForm::Row {
            table: 0,
            row: 0,
            header: false,
            cells: cells
                .into_iter()
                .map(|cell| {
                    if cell.is_empty() {
                        Vec::new()
                    } else {
                        vec![cell]
                    }
                })
                .collect(),
            carried: Vec::new(),
        },
        spans,
    }
}

/// The cells of a row part.
fn cells(part: &Part) -> Option<&Vec<Vec<Vec<Span>>>> {
    match &part.form {
        PartForm::Row { cells, .. } => Some(cells),
        _ => None,
    }
}

/// A row of figures alone takes the short part before it as its name.
fn with_names(content: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut named: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let lacks_name = cells(&part).is_some_and(|cells| {
            cells.first().is_some_and(Vec::is_empty) && cells.len() > 1 && !is_calendar(cells)
        });
        let goes_on = cells(&part).is_some_and(|cells| {
            cells
                .first()
                .and_then(|cell| cell.first()?.first())
                .is_some_and(|first| starts_lower(&content[first.range()]))
        });
        if (lacks_name || goes_on) && named.last().is_some_and(|last| is_name(content, last)) {
            let name = named.pop().map(|name| name.spans).unwrap_or_default();
            let mut all: Vec<Vec<Span>> = cells(&part)
                .into_iter()
                .flatten()
                .map(|cell| cell.iter().flatten().copied().collect())
                .collect();
            let rest = std::mem::replace(&mut all[0], name);
            all[0].extend(rest);
            named.push(row(all));
        } else {
            named.push(part);
        }
    }
    named
}

fn is_calendar(cells: &[Vec<Vec<Span>>]) -> bool {
    cells.len() == 3
        && cells[1]
            .iter()
            .flatten()
            .all(|span| (6..=10).contains(&span.len()))
        && cells[2].iter().flatten().any(|span| span.len() > 10)
}

/// Short parts between two rows are rows of one cell; before the first row a head.
fn between_rows(content: &str, parts: Vec<Part>) -> Vec<Part> {
    let is_row: Vec<bool> = parts.iter().map(|part| cells(part).is_some()).collect();
    let is_name: Vec<bool> = parts.iter().map(|part| is_name(content, part)).collect();
    let mut settled = Vec::with_capacity(parts.len());
    for (at, part) in parts.into_iter().enumerate() {
        let row_before = at > 0 && (is_row[at - 1] || at > 1 && is_name[at - 1] && is_row[at - 2]);
        let row_after = is_row.get(at + 1).copied().unwrap_or(false)
            || is_name.get(at + 1).copied().unwrap_or(false)
                && is_row.get(at + 2).copied().unwrap_or(false);
        if is_name[at] && row_after {
            let text = compose(content, &part.spans).text;
            if row_before || is_budget_line(&text) {
                settled.push(row(vec![part.spans]));
                continue;
            }
            if is_head(&text) {
                let mut head = row(vec![part.spans]);
                if let PartForm::Row { header, .. } = &mut head.form {
                    *header = true;
                }
                settled.push(head);
                continue;
            }
        }
        settled.push(part);
    }
    settled
}

/// Whether a line names columns: "Styringsparameter 2023 2024", "Post Betegnelse Beløp".
fn is_head(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names = [
        "beløp",
        "resultatkrav",
        "resultatmål",
        "måltal",
        "ambisjon",
        "betegnelse",
        "nemning",
        "kap./post",
        "kapittel/post",
        "kapitler/post",
        "1000 kr",
        "1 000 kr",
        "tildeling",
        "løyving",
    ];
    names.iter().any(|name| lower.contains(name))
        || text.split_whitespace().filter(|word| is_year(word)).count() > 1
}

/// Numbers tables and their rows.
fn number(parts: &mut [Part]) {
    let mut tables = 0u32;
    let mut rows = 0u32;
    for part in parts {
        match &mut part.form {
            PartForm::Row { table, row, .. } => {
                *table = tables;
                *row = rows;
                rows += 1;
            }
            PartForm::Footnote => {}
            _ => {
                if rows > 0 {
                    tables += 1;
                    rows = 0;
                }
            }
        }
    }
}
