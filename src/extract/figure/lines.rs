//! Tables that a PDF left as lines: a heading with years, labels broken over lines, values at the end
//! of the label's line, on a line together, or each on its own, column by column.

use super::super::Context;
use super::super::line::{Line, bullet, join, lines};
use super::super::place::section_at;
use super::value::{Row, alone, row};
use super::{Draft, year};
use crate::language::{Words, words};
use crate::model::{ReportedValue, Span};
use std::sync::LazyLock;

static CAPTIONS: LazyLock<&Words> = LazyLock::new(|| words("figure", "captions"));
static SHORT_FORMS: LazyLock<&Words> = LazyLock::new(|| words("figure", "short_forms"));

/// Bytes of a line that is running text and no label.
const LONGEST_LABEL_LINE: usize = 110;
/// Lines of a label.
const LONGEST_LABEL: usize = 9;

/// Drafts, and the stretches of the source that were read as tables.
pub fn drafts(context: &Context) -> (Vec<Draft>, Vec<Span>) {
    let mut drafts = Vec::new();
    let mut read = Vec::new();
    let mut reader: Option<Reader> = None;
    let whole = Span::new(0, context.text.content.len());
    for line in lines(context.text, whole) {
        if let Some(heading) = Heading::of(line.text) {
            if let Some(done) = reader.take() {
                done.finish(context, &mut drafts, &mut read);
            }
            reader = Some(Reader::new(heading, line.span));
            continue;
        }
        if let Some(open) = &mut reader
            && !open.take(context, &line)
            && let Some(done) = reader.take()
        {
            done.finish(context, &mut drafts, &mut read);
        }
    }
    if let Some(done) = reader.take() {
        done.finish(context, &mut drafts, &mut read);
    }
    (drafts, read)
}

/// A heading such as "Indikator  2030 2031 Kommentar".
struct Heading {
    years: Vec<i16>,
    /// Whether a column of words follows the years.
    comments: bool,
}

impl Heading {
    fn of(line: &str) -> Option<Heading> {
        // Cheap first: most lines of a report hold no two years.
        if line.len() > 110 || !line.contains("20") || line.ends_with(['.', ',', ':']) {
            return None;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let first = words
            .windows(2)
            .position(|pair| year(pair[0]).is_some() && year(pair[1]).is_some())?;
        let years: Vec<i16> = words[first..].iter().map_while(|word| year(word)).collect();
        // "Tabell 4 … 2030 2031" names a table; "… 2030 2031" in a sentence has many words before.
        let before = words[..first].join(" ");
        let caption = CAPTIONS.opens(&before.to_lowercase()).is_some();
        let rising = years.windows(2).any(|pair| pair[1] == pair[0] + 1);
        let after = &words[first + years.len()..];
        (rising && !caption && first <= 6 && after.len() <= 8 && years.len() <= 8).then_some(
            Heading {
                years,
                comments: after.iter().any(|word| year(word).is_none()),
            },
        )
    }
}

struct Reader {
    heading: Heading,
    drafts: Vec<Draft>,
    /// Lines that may be a label, with whether a blank line stood before each.
    label: Vec<(String, Span, bool)>,
    /// Values on lines of their own, not yet shared out.
    values: Vec<(Vec<String>, Span)>,
    /// The words above a list of sub-rows: "Andel med garn: - små båter".
    group: Option<String>,
    blank: bool,
    /// Whether words up to the next blank line comment on the row before.
    comment: bool,
    from: Span,
    to: u32,
}

impl Reader {
    fn new(heading: Heading, from: Span) -> Reader {
        Reader {
            heading,
            drafts: Vec::new(),
            label: Vec::new(),
            values: Vec::new(),
            group: None,
            blank: false,
            comment: false,
            from,
            to: from.end,
        }
    }

    /// Reads a line; false where the table has ended before it.
    fn take(&mut self, context: &Context, line: &Line) -> bool {
        if line.text.is_empty() {
            self.blank = true;
            self.comment = false;
            self.drop_comment();
            return true;
        }
        let blank = std::mem::take(&mut self.blank);
        if let Some(values) = alone(line.text) {
            self.comment = false;
            self.values.push((values, line.span));
            self.to = line.span.end;
            return true;
        }
        if !self.values.is_empty() {
            let before = self.drafts.len();
            self.share_out(context);
            self.comment = self.drafts.len() > before && self.heading.comments && !blank;
        }
        if ends(line.text) {
            return false;
        }
        if let Some(found) = row(line.text, self.heading.years.len()) {
            self.row(context, line, found, blank);
            self.to = line.span.end;
            return true;
        }
        if self.comment {
            return true;
        }
        if line.text.len() > LONGEST_LABEL_LINE || self.label.len() >= LONGEST_LABEL {
            return false;
        }
        self.label.push((line.text.to_owned(), line.span, blank));
        true
    }

    /// Words in a paragraph of their own that end in a stop are a comment, never a label.
    fn drop_comment(&mut self) {
        let closed = self
            .label
            .last()
            .is_some_and(|(words, ..)| words.ends_with('.') && SHORT_FORMS.ends(words).is_none());
        if closed {
            self.label.clear();
        }
    }

    /// A row with label and values on one line, or whose label stands on the lines before.
    fn row(&mut self, context: &Context, line: &Line, found: Row, blank: bool) {
        let own = line.text[..found.start].trim();
        let rest = line.text[found.end..].trim();
        let mut label = std::mem::take(&mut self.label);
        if !own.is_empty() {
            // Words before a blank line head a group of rows; those right above belong to this label.
            if blank {
                label.clear();
            } else if let Some(at) = label.iter().rposition(|(.., apart)| *apart) {
                label.drain(..at);
            }
            label.push((
                own.to_owned(),
                Span::new(
                    line.span.start as usize,
                    line.span.start as usize + found.end,
                ),
                blank,
            ));
            let values = found.values;
            self.emit(context, label, values, Vec::new());
        } else {
            let end = line.span.start as usize + found.end;
            let place = Span::new(line.span.start as usize, end);
            self.emit(context, label, found.values, vec![place]);
        }
        self.comment = !rest.is_empty() && self.heading.comments;
    }

    fn emit(
        &mut self,
        context: &Context,
        label: Vec<(String, Span, bool)>,
        values: Vec<String>,
        more: Vec<Span>,
    ) {
        if label.is_empty() {
            return;
        }
        let mut words = String::new();
        for (line, ..) in &label {
            join(&mut words, line);
        }
        let (depth, sub) = bullet(&words);
        let text = match (depth, &self.group) {
            (1, Some(group)) => format!("{group} {sub}"),
            _ => {
                // "Andel med garn: - små båter": what follows with a bullet is of the same group.
                let head = label
                    .iter()
                    .position(|(line, ..)| bullet(line).0 > 0)
                    .filter(|at| *at > 0);
                self.group = head.map(|at| {
                    let mut group = String::new();
                    for (line, ..) in &label[..at] {
                        join(&mut group, line);
                    }
                    group
                });
                words.clone()
            }
        };
        let mut spans: Vec<Span> = label.iter().map(|(_, span, _)| *span).collect();
        spans.extend(more);
        let section = section_at(context, spans[0].start);
        self.drafts.push(Draft {
            section,
            label: text,
            values: self.by_year(&values),
            spans,
            rule: "figure/lines",
            ..Draft::default()
        });
    }

    fn by_year(&self, values: &[String]) -> Vec<ReportedValue> {
        self.heading
            .years
            .iter()
            .zip(values)
            .map(|(year, value)| ReportedValue {
                year: Some(*year),
                label: None,
                value: value.clone(),
            })
            .collect()
    }

    /// Shares out values that stood on lines of their own: one row, or a column for each year.
    fn share_out(&mut self, context: &Context) {
        let lines = std::mem::take(&mut self.values);
        let spans: Vec<Span> = lines.iter().map(|(_, span)| *span).collect();
        let values: Vec<String> = lines.into_iter().flat_map(|(values, _)| values).collect();
        let years = self.heading.years.len();
        let label = std::mem::take(&mut self.label);
        if label.is_empty() || values.is_empty() || !values.len().is_multiple_of(years) {
            return;
        }
        let rows = values.len() / years;
        if rows == 1 {
            self.emit(context, label, values, spans);
            return;
        }
        if rows > LONGEST_LABEL {
            return;
        }
        let subs: Vec<usize> = (0..label.len())
            .filter(|at| bullet(&label[*at].0).0 > 0)
            .collect();
        let column = |row: usize| -> Vec<String> {
            (0..years)
                .map(|year| values[year * rows + row].clone())
                .collect()
        };
        // The whole first: its values side by side, as the cells ran together.
        let joined: Vec<String> = (0..years)
            .map(|year| values[year * rows..(year + 1) * rows].join(" / "))
            .collect();
        self.emit(context, label.clone(), joined, spans.clone());
        if subs.len() == rows {
            let group = self.group.clone().unwrap_or_default();
            for (row, at) in subs.iter().enumerate() {
                let own = column(row);
                let places: Vec<Span> = std::iter::once(label[*at].1)
                    .chain((0..years).filter_map(|year| spans.get(year * rows + row).copied()))
                    .collect();
                self.drafts.push(Draft {
                    section: section_at(context, places[0].start),
                    label: format!("{group} {}", bullet(&label[*at].0).1),
                    values: self.by_year(&own),
                    spans: places,
                    rule: "figure/lines-column",
                    ..Draft::default()
                });
            }
        }
    }

    fn finish(mut self, context: &Context, drafts: &mut Vec<Draft>, read: &mut Vec<Span>) {
        self.share_out(context);
        if !self.drafts.is_empty() {
            read.push(Span {
                start: self.from.start,
                end: self.to,
            });
            drafts.append(&mut self.drafts);
        }
    }
}

/// A caption or a numbered heading ends a table.
fn ends(words: &str) -> bool {
    if words.starts_with(char::is_uppercase) && CAPTIONS.opens(&words.to_lowercase()).is_some() {
        return true;
    }
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &words[..words.len() - rest.len()];
    number.contains('.')
        && number.len() <= 10
        && rest.starts_with(' ')
        && rest.trim_start().starts_with(char::is_uppercase)
}
