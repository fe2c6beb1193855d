//! The written lines of a plain text, without links, page numbers, running heads and contents lists.

use super::furniture;
use crate::model::{Span, Text};

/// A written line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without white space at the ends.
    pub span: Span,
    /// Width in characters.
    pub width: usize,
    /// Empty lines before it; at least one where furniture was taken out.
    pub gap: usize,
    /// Whether it begins with white space that is not the trace of a page break, beyond the margin of its page.
    pub indented: bool,
    /// Bytes of white space before it.
    pub indent: usize,
    /// Whether it is the first of its page.
    pub page_start: bool,
    /// Its page, from 0.
    pub page: u32,
    /// Footnote marks inside it, to be left out.
    pub cuts: Vec<Span>,
}

/// The lines of a text and how wide its pages are.
pub(super) struct Lines<'t> {
    /// The text.
    pub content: &'t str,
    /// Its written lines.
    pub lines: Vec<Line>,
    /// The usual width of a full line, by page.
    widths: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The written lines of a text from byte `from` on.
    pub fn new(text: &'t Text, from: usize) -> Lines<'t> {
        let lines = written(text, from);
        let mut lines = Lines {
            content: &text.content,
            widths: Vec::new(),
            lines,
        };
        let dropped = furniture::dropped(&lines);
        lines.retain(&dropped);
        lines.measure();
        lines
    }

    /// The characters of a line.
    pub fn text(&self, at: usize) -> &'t str {
        &self.content[self.lines[at].span.range()]
    }

    /// The usual width of a full line on the page of this line.
    pub fn page_width(&self, at: usize) -> usize {
        self.widths[self.lines[at].page as usize]
    }

    /// The width of a full line around this one: a column may be narrower than the page.
    pub fn column_width(&self, at: usize) -> usize {
        let near = &self.lines[at.saturating_sub(4)..(at + 5).min(self.lines.len())];
        let widest = near.iter().map(|line| line.width).max().unwrap_or(0);
        widest.min(self.page_width(at))
    }

    /// The source text of a line from byte `skip` on, without footnote marks.
    pub fn spans(&self, at: usize, skip: usize) -> Vec<Span> {
        let line = &self.lines[at];
        let mut start = line.span.start + skip as u32;
        let mut spans = Vec::with_capacity(1 + line.cuts.len());
        for cut in &line.cuts {
            if cut.start > start {
                spans.push(Span {
                    start,
                    end: cut.start,
                });
            }
            start = start.max(cut.end);
        }
        if start < line.span.end {
            spans.push(Span {
                start,
                end: line.span.end,
            });
        }
        spans
    }

    fn retain(&mut self, dropped: &[bool]) {
        let mut taken = 0;
        let mut page_start = false;
        let mut kept = Vec::with_capacity(self.lines.len());
        for (line, dropped) in self.lines.drain(..).zip(dropped) {
            if *dropped {
                taken += 1 + line.gap;
                page_start |= line.page_start;
                continue;
            }
            let mut line = line;
            line.gap += taken.min(9);
            line.page_start |= page_start;
            taken = 0;
            page_start = false;
            kept.push(line);
        }
        self.lines = kept;
    }

    /// A page whose long lines all begin with white space has a margin, not lists without bullets.
    fn set_margin(&mut self, page: std::ops::Range<usize>) {
        let lines = &mut self.lines[page];
        let long = lines.iter().filter(|line| line.width >= 60);
        let margin = long.map(|line| line.indent).min().unwrap_or(0);
        if margin > 0 {
            for line in lines {
                line.indented = line.indent > margin;
            }
        }
    }

    fn measure(&mut self) {
        let pages = self.lines.last().map_or(0, |line| line.page as usize + 1);
        let mut all: Vec<usize> = self.lines.iter().map(|line| line.width).collect();
        let usual = high(&mut all).clamp(40, 160);
        self.widths = vec![usual; pages];
        let mut at = 0;
        while at < self.lines.len() {
            let page = self.lines[at].page;
            let length = self.lines[at..]
                .iter()
                .take_while(|line| line.page == page)
                .count();
            // A page with few lines tells nothing.
            if length >= 12 {
                let mut widths: Vec<usize> = self.lines[at..at + length]
                    .iter()
                    .map(|line| line.width)
                    .collect();
                self.widths[page as usize] = high(&mut widths).clamp(40, 160);
                self.set_margin(at..at + length);
            }
            at += length;
        }
    }
}

/// The width that nine of ten lines do not pass.
fn high(widths: &mut [usize]) -> usize {
    if widths.is_empty() {
        return 80;
    }
    let at = widths.len() * 9 / 10;
    let (_, high, _) = widths.select_nth_unstable(at.min(widths.len() - 1));
    *high
}

fn written(text: &Text, from: usize) -> Vec<Line> {
    let content = &text.content;
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut at = from;
    let mut pages = text.pages.iter().peekable();
    let mut page_start = false;
    let mut page = 0u32;
    for line in content[from..].split_inclusive('\n') {
        let trimmed = line.trim();
        // A form feed opens the line, its page begins behind it.
        let opening = at + line.len() - line.trim_start().len();
        while pages
            .peek()
            .is_some_and(|start| **start as usize <= opening)
        {
            pages.next();
            page_start = true;
            page += u32::from(at > 0);
        }
        if trimmed.is_empty() {
            gap += 1;
        } else {
            let lead = line.len() - line.trim_start().len();
            let start = at + lead;
            let indent = lead.saturating_sub(usize::from(page_start));
            lines.push(Line {
                span: Span::new(start, start + trimmed.len()),
                width: trimmed.chars().count(),
                gap,
                indented: indent > 0,
                indent,
                page_start,
                page,
                cuts: Vec::new(),
            });
            gap = 0;
            page_start = false;
        }
        at += line.len();
    }
    lines
}
