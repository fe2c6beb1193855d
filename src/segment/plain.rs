//! Text as it falls out of a PDF → parts.

use super::markdown::{heading_number, is_annex, is_unfinished, starts_lower};
use super::marker::{MarkerKind, marker};
use super::part::{Heading, Part, PartForm};
use crate::model::{Span, Text};

/// The parts of a plain text.
pub(super) fn parts(text: &Text) -> Vec<Part> {
    let lines = lines(text);
    Reader {
        content: &text.content,
        lines: &lines,
        parts: Vec::new(),
        open: None,
        kinds: Vec::new(),
        last_chapter: 0,
    }
    .read()
}

/// A written line.
struct Line {
    /// Without white space at the ends.
    span: Span,
    /// Width in characters.
    width: usize,
    /// Empty lines before it.
    gap: usize,
    /// Whether it begins with a space that is not the trace of a page break.
    indented: bool,
    /// Whether it is the first of its page.
    page_start: bool,
}

fn lines(text: &Text) -> Vec<Line> {
    let content = &text.content;
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut at = 0;
    let mut pages = text.pages.iter().peekable();
    let mut page_start = false;
    for line in content.split_inclusive('\n') {
        while pages.peek().is_some_and(|page| **page as usize <= at) {
            pages.next();
            page_start = true;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() {
            gap += 1;
        } else if is_link(trimmed) {
            gap = gap.max(1);
        } else {
            let lead = line.len() - line.trim_start().len();
            let start = at + lead;
            let indent = lead.saturating_sub(usize::from(page_start));
            lines.push(Line {
                span: Span::new(start, start + trimmed.len()),
                width: trimmed.chars().count(),
                gap,
                indented: indent > 0,
                page_start,
            });
            gap = 0;
            page_start = false;
        }
        at += line.len();
    }
    lines
}

fn is_link(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:"))
        && !text.contains(' ')
}

struct Open {
    form: PartForm,
    spans: Vec<Span>,
    width: usize,
}

struct Reader<'t> {
    content: &'t str,
    lines: &'t [Line],
    parts: Vec<Part>,
    open: Option<Open>,
    kinds: Vec<MarkerKind>,
    /// First number of the last numbered heading.
    last_chapter: u32,
}

impl<'t> Reader<'t> {
    fn read(mut self) -> Vec<Part> {
        let mut at = 0;
        while at < self.lines.len() {
            at = self.line(at);
        }
        self.flush();
        self.parts
    }

    fn text(&self, at: usize) -> &'t str {
        &self.content[self.lines[at].span.range()]
    }

    /// Reads the line at `at` and what belongs to it; gives the next line to read.
    fn line(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let text = self.text(at);
        if let Some(end) = self.heading(at) {
            return end;
        }
        let found = marker(text).filter(|found| {
            !matches!(found.kind, MarkerKind::Number | MarkerKind::Decimal(_))
                || !self.open_is_unfinished()
                || line.gap > 0
        });
        if let Some(found) = found {
            self.item(at, found.kind, found.text, found.length);
        } else if line.indented && !self.is_continued(at) {
            self.item(at, MarkerKind::Space, "•".to_owned(), 0);
        } else if self.joins(at) {
            if let Some(open) = &mut self.open {
                open.spans.push(line.span);
                open.width = line.width;
            }
        } else {
            self.flush();
            self.kinds.clear();
            self.open = Some(Open {
                form: PartForm::Paragraph,
                spans: vec![line.span],
                width: line.width,
            });
        }
        at + 1
    }

    fn item(&mut self, at: usize, kind: MarkerKind, text: String, length: usize) {
        self.flush();
        match self.kinds.iter().position(|known| *known == kind) {
            Some(index) => self.kinds.truncate(index + 1),
            None => self.kinds.push(kind),
        }
        let line = &self.lines[at];
        let span = Span::new(line.span.start as usize + length, line.span.end as usize);
        self.open = Some(Open {
            form: PartForm::Item {
                depth: self.kinds.len().min(9) as u8,
                marker: text,
            },
            spans: vec![span],
            width: line.width,
        });
    }

    fn last_text(&self) -> Option<&'t str> {
        let span = self.open.as_ref()?.spans.last()?;
        Some(&self.content[span.range()])
    }

    fn open_is_unfinished(&self) -> bool {
        self.last_text().is_some_and(is_unfinished)
    }

    /// Whether an indented line goes on with the sentence before.
    fn is_continued(&self, at: usize) -> bool {
        self.open_is_unfinished() && starts_lower(self.text(at)) && self.fills(at)
    }

    /// Whether the first word of the line would not have fitted on the line before.
    fn fills(&self, at: usize) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let word = self.text(at).split_whitespace().next().unwrap_or_default();
        let near = &self.lines[at.saturating_sub(4)..(at + 5).min(self.lines.len())];
        let widest = near.iter().map(|line| line.width).max().unwrap_or(0);
        open.width + 1 + word.chars().count() + 3 > widest
    }

    fn joins(&self, at: usize) -> bool {
        let Some(last) = self.last_text() else {
            return false;
        };
        let line = &self.lines[at];
        let unfinished = is_unfinished(last) || ends_in_abbreviation(last);
        if line.gap == 0 && !line.page_start {
            return unfinished && (starts_lower(self.text(at)) || self.fills(at))
                || !unfinished && self.fills(at) && !last.ends_with(':');
        }
        unfinished && (starts_lower(self.text(at)) || self.fills(at))
    }

    /// Reads a heading of one or more lines.
    fn heading(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let text = self.text(at);
        if line.width > 120 || line.indented && !line.page_start || !self.may_open_heading(at) {
            return None;
        }
        let (number, length) = match heading_number(text) {
            Some((number, length)) => (Some(number), length),
            None => (None, 0),
        };
        let chapter = number.and_then(chapter);
        if let (Some(number), Some(chapter)) = (number, chapter) {
            let in_order = (self.last_chapter..=self.last_chapter + 1).contains(&chapter)
                || self.last_chapter == 0 && chapter <= 3 && length > number.len() + 1
                || chapter == 1 && line.page_start;
            let is_again = chapter == self.last_chapter && !number.contains('.');
            if !in_order || is_again || self.is_listed(number) {
                return None;
            }
        } else if number.is_some_and(|number| number.starts_with(char::is_lowercase)) {
            return None;
        }
        let title = &text[length..];
        if !title.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"')) {
            return None;
        }
        if number.is_none() && marker(text).is_some() {
            return None;
        }
        let mut end = at + 1;
        while end < self.lines.len() && end - at < 4 {
            let next = &self.lines[end];
            let goes_on = next.gap <= 1
                && !next.page_start
                && !next.indented
                && starts_lower(self.text(end))
                && marker(self.text(end)).is_none();
            if !goes_on {
                break;
            }
            end += 1;
        }
        let last = self.text(end - 1);
        if !is_unfinished(last) || last.ends_with([',', '-', ':']) || ends_in_function_word(last) {
            return None;
        }
        if let Some(number) = number
            && self
                .lines
                .get(end)
                .is_some_and(|_| is_next(number, self.text(end)))
        {
            return None;
        }
        if number.is_none() && (end - at > 2 || line.width > 90 || !self.has_body(end)) {
            return None;
        }
        if number.is_none() && digits(title) * 4 > title.len() {
            return None;
        }
        if number.is_none() && end == at + 1 {
            let next = &self.lines[end];
            let word = self.text(end).split_whitespace().next().unwrap_or_default();
            let fits = line.width + 1 + word.chars().count() + 3 <= next.width.max(60);
            if next.gap == 0 && !fits && !next.page_start {
                return None;
            }
        }
        self.flush();
        self.kinds.clear();
        if let Some(chapter) = chapter {
            self.last_chapter = chapter;
        }
        let start = line.span.start as usize;
        let mut spans = vec![Span::new(start + length, line.span.end as usize)];
        spans.extend(self.lines[at + 1..end].iter().map(|line| line.span));
        let whole = Span::new(start, self.lines[end - 1].span.end as usize);
        let is_capital = title.chars().filter(|c| c.is_lowercase()).count() == 0
            && title.chars().filter(|c| c.is_uppercase()).count() > 11;
        self.parts.push(Part {
            form: PartForm::Heading(Heading {
                number: number.map(str::to_owned),
                level: 0,
                is_annex: number.is_none()
                    && (is_annex(title) || is_capital && line.page_start && !self.parts.is_empty()),
                span: whole,
            }),
            spans,
        });
        Some(end)
    }

    /// Whether the open item's number comes right before this one.
    fn is_listed(&self, number: &str) -> bool {
        match self.open.as_ref().map(|open| &open.form) {
            Some(PartForm::Item { marker, .. }) => is_next(marker.trim_end_matches('.'), number),
            _ => false,
        }
    }

    fn may_open_heading(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match &self.open {
            None => true,
            Some(open) => {
                !self.open_is_unfinished()
                    || line.gap > 1
                    || (line.gap > 0 || line.page_start)
                        && (matches!(open.form, PartForm::Item { .. }) || !self.fills(at))
            }
        }
    }

    /// Whether running text, a list or another heading follows at `at`.
    fn has_body(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else {
            return false;
        };
        let text = self.text(at);
        line.width >= 45
            || line.indented
            || marker(text).is_some()
            || heading_number(text).is_some()
            || self.lines.get(at + 1).is_some_and(|line| line.width >= 45)
                && text.starts_with(char::is_uppercase)
    }

    fn flush(&mut self) {
        if let Some(open) = self.open.take() {
            self.parts.push(Part {
                form: open.form,
                spans: open.spans,
            });
        }
    }
}

/// The first number of a decimal one.
fn chapter(number: &str) -> Option<u32> {
    number.split('.').next()?.parse().ok()
}

/// Whether the text begins with the number that follows `number` on the same level.
fn is_next(number: &str, text: &str) -> bool {
    let (above, last) = match number.rsplit_once('.') {
        Some((above, last)) => (above, last),
        None => ("", number),
    };
    let Ok(last) = last.parse::<u32>() else {
        return false;
    };
    let found = text.split([' ', '\u{a0}']).next().unwrap_or_default();
    let found = found.trim_end_matches('.');
    let (found_above, found_last) = match found.rsplit_once('.') {
        Some((above, last)) => (above, last),
        None => ("", found),
    };
    above == found_above && found_last.parse() == Ok(last + 1)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn ends_in_abbreviation(text: &str) -> bool {
    let Some(rest) = text.strip_suffix('.') else {
        return false;
    };
    let word = rest.rsplit([' ', '(']).next().unwrap_or_default();
    super::abbreviation::abbreviation(&word.to_lowercase())
        == Some(super::abbreviation::Abbreviation::Leads)
}

/// A heading does not end in a word that something must follow.
fn ends_in_function_word(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    matches!(
        word,
        "for"
            | "om"
            | "at"
            | "å"
            | "og"
            | "i"
            | "på"
            | "med"
            | "av"
            | "til"
            | "som"
            | "fra"
            | "ved"
            | "eller"
            | "der"
            | "den"
            | "det"
            | "de"
            | "en"
            | "et"
            | "skal"
            | "må"
            | "mot"
            | "under"
    )
}
