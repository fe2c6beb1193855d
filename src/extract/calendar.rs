//! The steering calendar (styringskalender): days for meetings and deadlines, with what is tentative.
//!
//! In a PDF the entries stand below a heading that names a calendar, each opened by its day
//! ("MARS  15.03.2031: Frist for …") and going on over blank lines; as a table, one column holds the days.

use super::Context;
use super::day::{day, month};
use super::line::{Line, bullet, join, lines};
use super::table::{Table, TableRow, tables};
use crate::model::{CalendarEntry, CalendarKind, DocumentKind, Span, collapse};

/// Blank lines that end a calendar.
const GAP: usize = 4;

/// Reads the calendar's entries, in reading order.
pub fn calendar(context: &Context) -> Vec<CalendarEntry> {
    if matches!(
        context.head.kind,
        DocumentKind::Arsrapport | DocumentKind::Rapport
    ) {
        return Vec::new();
    }
    let mut entries = from_lines(context);
    let read = entries.len();
    for table in tables(context.outline) {
        for entry in from_table(context, &table) {
            // The layout may have made rows of the very lines that were read.
            let known = entries[..read].iter().any(|other| {
                other.date == entry.date
                    && other
                        .spans
                        .iter()
                        .any(|span| entry.spans.iter().any(|own| own.overlaps(*span)))
            });
            if !known {
                entries.push(entry);
            }
        }
    }
    entries.sort_by_key(|entry| entry.spans.first().copied());
    entries
}

/// Whether these words announce a calendar.
pub(super) fn announces(words: &str) -> bool {
    let words = words.to_lowercase();
    [
        "kalender",
        "møteplan",
        "møte- og rapporteringsplan",
        "møter og frister",
        "frister og møter",
        "møte og fristar",
        "møte og frist",
        "tidspunkt for møter",
        "årshjul",
        "viktige datoer",
        "viktige datoar",
    ]
    .iter()
    .any(|sign| words.contains(sign))
}

/// Whether a line may be a heading: short, and no part of a sentence.
fn heads(words: &str) -> bool {
    let sentence = words.ends_with(['.', ',', ';'])
        || [". ", "jf.", " skal ", " er ", " i tråd "]
            .iter()
            .any(|sign| words.contains(sign));
    words.len() < 90
        && !sentence
        && words
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
}

fn from_table(context: &Context, table: &Table) -> Vec<CalendarEntry> {
    let headings = table.header.join(" ").to_lowercase();
    let day_column = ["dato", "tidspunkt", "frist", "når", "dag"]
        .iter()
        .any(|word| headings.contains(word));
    let about = [
        "møte",
        "frist",
        "aktivitet",
        "tema",
        "hva",
        "kva",
        "sak",
        "rapport",
        "dokument",
    ]
    .iter()
    .any(|word| headings.contains(word));
    let announced = context
        .headings(table.section)
        .last()
        .is_some_and(|heading| {
            announces(heading) || heading.to_lowercase().contains("styringsdialog")
        });
    let shown = day_column && about && headings.contains("møte");
    if !(announced || shown) {
        return Vec::new();
    }
    let marks = tentative_marks(context, table.rows.last().map(TableRow::places));
    table
        .rows
        .iter()
        .filter_map(|row| entry_of_row(context, row, marks))
        .collect()
}

fn entry_of_row(context: &Context, row: &TableRow, marks: Marks) -> Option<CalendarEntry> {
    let year = context.head.year;
    let (at, (place, date)) = (0..row.cells.len()).find_map(|column| {
        let cell = row.cell(column);
        let found = day(cell, year)?;
        (found.0.start < 12).then_some((column, found))
    })?;
    let mut parts: Vec<String> = Vec::new();
    for column in 0..row.cells.len() {
        let cell = row.cell(column);
        let words = if column == at {
            cell[place.end..].trim_matches([' ', ':', '.', '–', '-'])
        } else {
            cell
        };
        let name_of_month = month(words).is_some() && !words.contains(' ');
        if !words.is_empty() && !name_of_month {
            parts.push(collapse(words));
        }
    }
    let mut text = parts.join(", ");
    if starred(context, row) {
        text.push('*');
    }
    (!text.is_empty()).then(|| entry(date, &text, row.places(), marks))
}

/// An entry as its lines are read.
struct Draft {
    date: jiff::civil::Date,
    text: String,
    spans: Vec<Span>,
}

/// Whether a lone star stands in the row's source; cells come without mark-up.
fn starred(context: &Context, row: &TableRow) -> bool {
    let places = row.places();
    // A cell over several rows stands before those beside it.
    let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else {
        return row.cells.iter().any(|cell| cell.trim_end().ends_with('*'));
    };
    let content = &context.text.content;
    let end = content[last.end as usize..]
        .find('\n')
        .map_or(content.len(), |at| last.end as usize + at);
    content
        .get(first.start as usize..end)
        .unwrap_or_default()
        .replace("**", "")
        .matches('*')
        .count()
        == 1
}

fn from_lines(context: &Context) -> Vec<CalendarEntry> {
    let whole = Span::new(0, context.text.content.len());
    let mut entries = Vec::new();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut reading = false;
    // Whether the last entry may go on: a month's name ends it.
    let mut open = false;
    let mut blank = 0;
    for line in lines(context.text, whole) {
        if line.text.is_empty() {
            blank += 1;
            continue;
        }
        let gap = std::mem::take(&mut blank);
        if line.text.starts_with('|') {
            continue;
        }
        if heads(line.text) && announces(line.text) {
            settle(&mut drafts, &mut entries, Marks::default());
            (reading, open) = (true, false);
        } else if !reading {
        } else if let Some(draft) = opened(&line, context.head.year) {
            drafts.push(draft);
            open = true;
        } else if line.text.starts_with('*') {
            settle(
                &mut drafts,
                &mut entries,
                Marks {
                    star: unsettled(line.text),
                },
            );
            reading = false;
        } else if month(line.text).is_some() && !line.text.contains(' ') {
            open = false;
        } else if let Some(draft) = drafts.last_mut() {
            let chapter =
                line.text.starts_with(|c: char| c.is_ascii_digit()) || line.text.starts_with('#');
            if open && gap < GAP && !chapter {
                join(&mut draft.text, line.text);
                draft.spans.push(line.span);
            } else {
                settle(&mut drafts, &mut entries, Marks::default());
                reading = false;
            }
        }
    }
    settle(&mut drafts, &mut entries, Marks::default());
    entries
}

fn settle(drafts: &mut Vec<Draft>, entries: &mut Vec<CalendarEntry>, marks: Marks) {
    for draft in drafts.drain(..).filter(|draft| !draft.text.is_empty()) {
        entries.push(entry(draft.date, &draft.text, draft.spans, marks));
    }
}

/// Whether a footnote says that its star means "tentative".
fn unsettled(words: &str) -> bool {
    let words = words.to_lowercase();
    [
        "tentativ",
        "forbehold",
        "atterhald",
        "foreløpig",
        "førebels",
        "endelig",
        "endeleg",
    ]
    .iter()
    .any(|word| words.contains(word))
}

/// A line that opens an entry: a bullet or a month may stand before the day, a colon after it.
fn opened(line: &Line, year: Option<i16>) -> Option<Draft> {
    let (_, words) = bullet(line.text);
    let words = match words.split_once([' ', '\t', ':']) {
        Some((first, rest))
            if month(first).is_some()
                && first.chars().all(char::is_alphabetic)
                && first.len() > 2 =>
        {
            rest.trim_start_matches([' ', '\t', ':'])
        }
        _ => words,
    };
    let words = words.trim_start_matches("**");
    let (place, date) = day(words, year)?;
    if place.start != 0 {
        return None;
    }
    let rest =
        words[place.end..].trim_start_matches([':', ' ', '\u{a0}', '\t', '*', '–', '-', '|']);
    let at = line.span.start as usize + line.text.len() - words.len();
    Some(Draft {
        date,
        text: rest.to_owned(),
        spans: vec![Span::new(at, line.span.end as usize)],
    })
}

/// What signs mean that an entry is not settled.
#[derive(Clone, Copy, Default)]
struct Marks {
    star: bool,
}

/// Whether the lines below a table say that a star means "tentative".
fn tentative_marks(context: &Context, last_row: Option<Vec<Span>>) -> Marks {
    let Some(end) = last_row.and_then(|spans| spans.last().map(|span| span.end)) else {
        return Marks { star: true };
    };
    let below = Span::new(
        end as usize,
        (end as usize + 600).min(context.text.content.len()),
    );
    let star = lines(context.text, below)
        .skip(1)
        .map(|line| line.text.trim_start_matches('\\').to_lowercase())
        .any(|words| {
            words.starts_with('*')
                && (words.contains("tentativ")
                    || words.contains("forbehold")
                    || words.contains("endelig"))
        });
    Marks { star }
}

fn entry(date: jiff::civil::Date, text: &str, spans: Vec<Span>, marks: Marks) -> CalendarEntry {
    let lower = text.to_lowercase();
    let starred = text.ends_with('*') || text.contains("* ") || text.contains("*,");
    let tentative = marks.star && starred
        || [
            "tentativ",
            "t.b.d",
            "tbd",
            "med forbehold",
            "med atterhald",
            "foreløpig dato",
            "førebels dato",
            "ikke fastsatt",
        ]
        .iter()
        .any(|word| lower.contains(word));
    let kind = if lower.contains("frist") {
        CalendarKind::Deadline
    } else if ["møte", "seminar", "samling", "konferanse", "samtale"]
        .iter()
        .any(|word| lower.contains(word))
    {
        CalendarKind::Meeting
    } else {
        CalendarKind::Deadline
    };
    CalendarEntry {
        date,
        kind,
        text: text.trim_end_matches(['*', '\\', ' ']).to_owned(),
        tentative,
        spans,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{letter, row};
    use crate::model::DocumentKind;

    fn check(content: &str, tables: &[&[&str]], expected: &[&str]) {
        let letter = letter("brev", content, DocumentKind::Tildelingsbrev, |outline| {
            for (index, cells) in tables.iter().enumerate() {
                outline.blocks.push(row(0, index as u32, cells));
            }
        });
        let found: Vec<String> = letter
            .read(super::calendar)
            .iter()
            .map(|entry| {
                let sign = if entry.tentative { "?" } else { "" };
                format!("{} {:?}{sign} {}", entry.date, entry.kind, entry.text)
            })
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn entries_go_on_over_blank_lines() {
        check(
            "Brevet er sendt 01.01.2031.\n STYRINGSKALENDER 2031\n\nMÅNED TIDSPUNKT FOR MØTER\nMARS  15.03.2031: Frist for årsrapport fra \n\nTaredirektoratet \n 5.03.2031: kl. 10:00-12:00 Dialogmøte \n\nMAI 16.05.2031 Innspill til rammer* \nJULI \n\nAUGUST 27.08.2031: Møte om årsrapporten\n \n* Tentativ frist. Bestilling kommer 30.09.2031.\n\n02.10.2031 er en dato i teksten.\n",
            &[],
            &[
                "2031-03-15 Deadline Frist for årsrapport fra Taredirektoratet",
                "2031-03-05 Meeting kl. 10:00-12:00 Dialogmøte",
                "2031-05-16 Deadline? Innspill til rammer",
                "2031-08-27 Meeting Møte om årsrapporten",
            ],
        );
    }

    #[test]
    fn a_column_of_days_makes_a_calendar() {
        check(
            "",
            &[
                &["Dato", "Møte eller frist"],
                &["15. mars", "Årsrapport leveres"],
                &["2.6.2031", "Etatsstyringsmøte (med forbehold)"],
                &["Høsten", "Ingen dag"],
            ],
            &[
                "2031-03-15 Deadline Årsrapport leveres",
                "2031-06-02 Meeting? Etatsstyringsmøte (med forbehold)",
            ],
        );
    }

    #[test]
    fn days_in_running_text_are_no_calendar() {
        check(
            "Rapporten skal leveres innen\n15. mars 2031 og følges opp i møte 2. april 2031.\n",
            &[],
            &[],
        );
    }
}
