//! Whether words stand in a text: the check on a quotation.

use super::{Document, Span, collapse};
use memchr::memmem;

/// Where a quotation stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedAt {
    /// The place in the source, from the first to the last word.
    pub span: Span,
    /// Index of the section.
    pub section: u32,
}

/// The places where the words stand in the document, word for word; white space and broken lines aside.
///
/// A sentence that a page break or a footnote parts is one sentence: what was read as one statement is
/// searched first, the characters as delivered after that.
pub fn quoted(document: &Document, quote: &str) -> Vec<QuotedAt> {
    let quote = collapse(quote);
    if quote.is_empty() {
        return Vec::new();
    }
    let finder = memmem::Finder::new(quote.as_bytes());
    let mut found = Vec::new();
    for statement in &document.outline.statements {
        for at in finder.find_iter(statement.text.as_bytes()) {
            let spans = statement.source(at, at + quote.len());
            if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
                let span = Span {
                    start: first.start,
                    end: last.end,
                };
                let section = statement.section;
                found.push(QuotedAt { span, section });
            }
        }
    }
    if found.is_empty() {
        found = in_characters(document, &finder, quote.len());
    }
    found
}

/// The places in the characters as delivered, each run of white space taken as one blank.
fn in_characters(document: &Document, finder: &memmem::Finder<'_>, length: usize) -> Vec<QuotedAt> {
    let content = &document.text.content;
    let mut flat = String::with_capacity(content.len());
    // Where each byte of `flat` stands in the content.
    let mut places: Vec<u32> = Vec::with_capacity(content.len());
    for (at, character) in content.char_indices() {
        if character.is_whitespace() {
            if !flat.ends_with(' ') {
                flat.push(' ');
                places.push(at as u32);
            }
        } else {
            flat.push(character);
            places.extend((0..character.len_utf8()).map(|byte| (at + byte) as u32));
        }
    }
    let sections = &document.outline.sections;
    let place = |at: usize| {
        let span = Span {
            start: places[at],
            end: places[at + length - 1] + 1,
        };
        let inner = sections
            .iter()
            .rposition(|section| section.span.start <= span.start);
        QuotedAt {
            span,
            section: inner.unwrap_or_default() as u32,
        }
    };
    finder.find_iter(flat.as_bytes()).map(place).collect()
}
