//! Text as it falls out of a PDF → parts.
//!
//! Lines are joined to paragraphs and items by what the last line and the next one show: whether the
//! sentence is finished, whether the next word would have fitted, whether an empty line stands between.
//! Pages that put an empty line after every line are read as if they did not.

use super::abbreviation::ends_in_abbreviation;
use super::deadline_column::is_deadline;
use super::footnote;
use super::heading::{self, Before};
use super::line::Lines;
use super::marker::{Marker, MarkerKind, marker};
use super::part::{Part, PartForm};
use super::table::{self, Row};
use super::word::{ends_in_function_word, is_caption, is_unfinished, starts_lower};
use crate::model::{Span, Text};
use std::ops::Range;

/// The parts of a plain text from byte `from` on.
pub(super) fn parts(text: &Text, from: usize) -> Vec<Part> {
    let mut lines = Lines::new(text, from);
    let footnotes = footnote::find(&mut lines);
    let rows = table::rows(&lines);
    let doubled = doubled(&lines);
    let parts = Reader {
        lines: &lines,
        rows: &rows,
        doubled: &doubled,
        parts: Vec::new(),
        open: None,
        notes: Vec::new(),
        kinds: Vec::new(),
        hanging: 0,
        chapter: 0,
        in_annex: false,
    }
    .read(&footnotes);
    table::settle(&lines, parts)
}

/// Which lines stand on a page with an empty line after every line.
fn doubled(lines: &Lines<'_>) -> Vec<bool> {
    const WINDOW: usize = 4;
    let count = lines.lines.len();
    // A line whose sentence goes on behind an empty line.
    let split: Vec<bool> = (0..count)
        .map(|at| {
            at + 1 < count
                && lines.lines[at + 1].gap == 1
                && is_unfinished(lines.text(at))
                && starts_lower(lines.text(at + 1))
                && marker(lines.text(at + 1)).is_none()
        })
        .collect();
    let single: Vec<bool> = (0..count)
        .map(|at| at + 1 < count && lines.lines[at + 1].gap == 0 && !lines.lines[at + 1].page_start)
        .collect();
    let split = sums(&split);
    let single = sums(&single);
    (0..count)
        .map(|at| {
            let from = at.saturating_sub(WINDOW);
            let to = (at + WINDOW).min(count);
            let splits = split[to] - split[from];
            splits > 0 && splits >= single[to] - single[from]
        })
        .collect()
}

fn sums(flags: &[bool]) -> Vec<u32> {
    let mut sums = Vec::with_capacity(flags.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for flag in flags {
        sum += u32::from(*flag);
        sums.push(sum);
    }
    sums
}

struct Open {
    form: PartForm,
    spans: Vec<Span>,
    /// The last line taken in.
    last: usize,
}

struct Reader<'t> {
    lines: &'t Lines<'t>,
    rows: &'t [Option<Row>],
    doubled: &'t [bool],
    parts: Vec<Part>,
    open: Option<Open>,
    /// Footnotes met inside the open part, which come after it.
    notes: Vec<Part>,
    kinds: Vec<MarkerKind>,
    /// How far the text of the open item stands in.
    hanging: usize,
    chapter: u32,
    in_annex: bool,
}

impl<'t> Reader<'t> {
    fn read(mut self, footnotes: &[Range<usize>]) -> Vec<Part> {
        let mut footnotes = footnotes.iter().peekable();
        let mut at = 0;
        while at < self.lines.lines.len() {
            if let Some(body) = footnotes.next_if(|body| body.start <= at) {
                let spans = body
                    .clone()
                    .flat_map(|line| self.lines.spans(line, 0))
                    .collect();
                self.notes.push(Part {
                    form: PartForm::Footnote,
                    spans,
                });
                at = body.end.max(at + 1);
                continue;
            }
            at = self.line(at);
        }
        self.flush();
        self.parts
    }

    /// Reads the line at `at` and what belongs to it; gives the next line to read.
    fn line(&mut self, at: usize) -> usize {
        let lines = self.lines;
        let text = lines.text(at);
        if let Some(row) = &self.rows[at] {
            return self.row(at, row);
        }
        let found = marker(text)
            .filter(|found| self.may_open_item(at, found.kind))
            .or_else(|| self.roman(at));
        let before = Before {
            chapter: self.chapter,
            marker: match self.open.as_ref().map(|open| &open.form) {
                Some(PartForm::Item { marker, .. }) => Some(marker),
                _ => None,
            },
            is_unfinished: self.is_unfinished(),
            in_item: self.in_item(),
            is_full: self.is_full(at),
            is_first: self.parts.is_empty() && self.open.is_none(),
            in_annex: self.in_annex,
        };
        if let Some(found) = heading::heading(lines, at, &before) {
            self.flush();
            self.kinds.clear();
            self.in_annex |= found.heading.is_annex;
            if let Some(chapter) = found.chapter {
                self.chapter = chapter;
            } else if found.heading.is_annex {
                self.chapter = 0;
            }
            let mut spans = lines.spans(at, found.skip);
            spans.extend((at + 1..found.end).flat_map(|line| lines.spans(line, 0)));
            self.parts.push(Part {
                form: PartForm::Heading(found.heading),
                spans,
            });
            return found.end;
        }
        if let Some(found) = found {
            self.item(at, found.kind, found.text, found.length);
        } else if self.hangs(at) {
            if let Some(open) = &mut self.open {
                open.spans.extend(lines.spans(at, 0));
                open.last = at;
            }
        } else if lines.lines[at].indented && !self.goes_on(at) {
            self.item(at, MarkerKind::Space, "•".to_owned(), 0);
        } else if self.joins(at) {
            if let Some(open) = &mut self.open {
                open.spans.extend(lines.spans(at, 0));
                open.last = at;
            }
        } else {
            self.flush();
            self.kinds.clear();
            self.open = Some(Open {
                form: PartForm::Paragraph,
                spans: lines.spans(at, 0),
                last: at,
            });
        }
        at + 1
    }

    fn row(&mut self, at: usize, row: &Row) -> usize {
        self.flush();
        self.kinds.clear();
        let cells: Vec<Vec<Vec<Span>>> = row
            .cells
            .iter()
            .map(|cell| {
                if cell.is_empty() {
                    Vec::new()
                } else {
                    vec![cell.clone()]
                }
            })
            .collect();
        let mut spans: Vec<Span> = cells.iter().flatten().flatten().copied().collect();
        spans.sort_unstable();
        self.parts.push(Part {
            form: PartForm::Row {
                table: 0,
                row: 0,
                header: false,
                cells,
                carried: Vec::new(),
            },
            spans,
        });
        row.end.max(at + 1)
    }

    /// "I. Om året", "II. Om tallene": an item where the numerals follow line upon line.
    fn roman(&self, at: usize) -> Option<Marker> {
        let value = |text: &str| {
            let (word, _) = text.split_once('.')?;
            super::number::roman(word)
        };
        let text = self.lines.text(at);
        let own = value(text)?;
        let next = self.lines.lines.get(at + 1).filter(|line| line.gap == 0);
        let leads = next.is_some() && value(self.lines.text(at + 1)) == Some(own + 1);
        let follows = match self.open.as_ref().map(|open| &open.form) {
            Some(PartForm::Item { marker, .. }) => {
                value(marker).is_some_and(|last| last + 1 == own)
            }
            _ => false,
        };
        if !leads && !follows {
            return None;
        }
        let (word, rest) = text.split_once('.')?;
        let body = rest.trim_start();
        (body.len() < rest.len() && !body.is_empty()).then(|| Marker {
            text: format!("{word}."),
            kind: MarkerKind::Roman,
            length: text.len() - body.len(),
        })
    }

    fn item(&mut self, at: usize, kind: MarkerKind, text: String, length: usize) {
        self.flush();
        match self.kinds.iter().position(|known| *known == kind) {
            Some(index) => self.kinds.truncate(index + 1),
            None => self.kinds.push(kind),
        }
        let marker = self.lines.text(at)[..length].chars().count();
        self.hanging = self.lines.lines[at].indent + marker.max(2);
        self.open = Some(Open {
            form: PartForm::Item {
                depth: self.kinds.len().min(9) as u8,
                marker: text,
            },
            spans: self.lines.spans(at, length),
            last: at,
        });
    }

    /// A figure or letter opens no item in the middle of a sentence.
    fn may_open_item(&self, at: usize, kind: MarkerKind) -> bool {
        let is_counted = matches!(
            kind,
            MarkerKind::Number | MarkerKind::Decimal(_) | MarkerKind::Glyph('-' | '–')
        );
        !is_counted
            || !self.is_unfinished()
            || !self.is_full(at) && self.gap(at) > 0
            || self.kinds.contains(&kind)
            || self.last_text().is_some_and(leads_in)
            || !self.is_full(at) && self.counts_on(at)
    }

    /// Whether the number that opens a line has its successor a few lines below.
    fn counts_on(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let text = self.lines.text(at);
        let number = text.split(' ').next().unwrap_or_default();
        let number = number.trim_end_matches('.');
        let until = (at + 1 + REACH).min(self.lines.lines.len());
        (at + 1..until).any(|next| heading::is_next(number, self.lines.text(next)))
    }

    fn last_text(&self) -> Option<&'t str> {
        Some(self.lines.text(self.open.as_ref()?.last))
    }

    /// The first words of the open part.
    fn opening(&self) -> Option<&'t str> {
        let span = self.open.as_ref()?.spans.first()?;
        Some(&self.lines.content[span.range()])
    }

    fn in_item(&self) -> bool {
        matches!(
            self.open.as_ref().map(|open| &open.form),
            Some(PartForm::Item { .. })
        )
    }

    fn is_unfinished(&self) -> bool {
        self.last_text()
            .is_some_and(|last| is_unfinished(last) || ends_in_abbreviation(last))
    }

    /// Empty lines before a line, as many as they mean.
    fn gap(&self, at: usize) -> usize {
        let gap = self.lines.lines[at].gap;
        if self.doubled[at] || at > 0 && self.doubled[at - 1] {
            gap.saturating_sub(1)
        } else {
            gap
        }
    }

    /// Whether the line before had no room for the first word of this one.
    fn is_full(&self, at: usize) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let word = self
            .lines
            .text(at)
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let width = self.lines.lines[open.last].width;
        width + 1 + word.chars().count() + 4 > self.lines.column_width(open.last)
    }

    /// Whether an indented line goes on with the sentence before.
    fn goes_on(&self, at: usize) -> bool {
        self.is_unfinished() && starts_lower(self.lines.text(at)) && self.is_full(at)
    }

    /// Whether a line stands below the text of the item above it, not below its bullet or number.
    fn hangs(&self, at: usize) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let is_marked = matches!(&open.form, PartForm::Item { .. })
            && self
                .kinds
                .last()
                .is_some_and(|kind| *kind != MarkerKind::Space);
        let line = &self.lines.lines[at];
        is_marked && line.gap == 0 && !line.page_start && line.indent >= self.hanging
    }

    fn joins(&self, at: usize) -> bool {
        let Some(last) = self.last_text() else {
            return false;
        };
        let text = self.lines.text(at);
        if is_caption(text) || is_caption(last) && !starts_lower(text) {
            return false;
        }
        if table::is_budget_line(text)
            && self
                .opening()
                .is_some_and(|opening| opening.starts_with("Kap"))
        {
            return false;
        }
        let line = &self.lines.lines[at];
        if line.gap <= 1 && !line.page_start && self.is_last_of_item(at) {
            return true;
        }
        let lower = starts_lower(text);
        // A deadline that stands on a line of its own in the middle of a row.
        let apart = self.gap(at) > 0 || line.page_start;
        if apart
            && (is_deadline(text) && !lower && !awaits_date(last)
                || self.opening().is_some_and(is_deadline))
        {
            return false;
        }
        if self.is_unfinished() {
            return lower
                || self.is_full(at)
                || ends_in_function_word(last)
                || ends_in_abbreviation(last)
                || last.ends_with('-') && line.gap <= 1;
        }
        if last.ends_with(':') {
            return lower && self.gap(at) == 0;
        }
        if line.page_start {
            return false;
        }
        if self.gap(at) == 0 && self.is_full(at) {
            return true;
        }
        // The rest of an item between two bullets.
        self.in_item() && line.gap <= 1 && self.doubled[at] && self.is_inside_list(at)
    }

    /// Whether the next line has the number after that of the open item.
    fn is_last_of_item(&self, at: usize) -> bool {
        match self.open.as_ref().map(|open| &open.form) {
            Some(PartForm::Item { marker, .. }) => {
                heading::goes_on_with(marker, self.lines, at + 1)
            }
            _ => false,
        }
    }

    /// Whether the list goes on within a few lines.
    fn is_inside_list(&self, at: usize) -> bool {
        let Some(kind) = self.kinds.last() else {
            return false;
        };
        let until = (at + 5).min(self.lines.lines.len());
        for next in at + 1..until {
            let line = &self.lines.lines[next];
            if line.gap > 1 || line.page_start {
                return false;
            }
            let found = marker(self.lines.text(next)).map(|found| found.kind);
            if found == Some(*kind) || *kind == MarkerKind::Space && line.indented {
                return true;
            }
        }
        false
    }

    fn flush(&mut self) {
        if let Some(open) = self.open.take() {
            self.parts.push(Part {
                form: open.form,
                spans: open.spans,
            });
        }
        self.parts.append(&mut self.notes);
    }
}

/// Whether a line ends in a word that wants a list item after it: "Direktoratet bes om å", "skal sørge for at".
/// A dash after such a word is no dash of the sentence.
fn leads_in(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "å" | "at" | "om")
}

/// Whether a line stops before its date: "skal sendes innen".
fn awaits_date(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "innen" | "innan" | "senest" | "seinast")
}
