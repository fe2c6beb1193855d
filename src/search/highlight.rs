//! The quote of a hit, and where the words that match stand in it and in the source.

use super::analyzer::{Analyzer, Placed, TermKind, term};
use super::item::{Piece, Target, characters, pieces, spans};
use crate::model::{Document, Span};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The words of a hit.
pub(super) struct Shown {
    pub(super) quote: String,
    pub(super) highlights: Vec<Span>,
    pub(super) marks: Vec<Range<usize>>,
}

/// Quotes an item and marks the words that are found by one of `terms`.
pub(super) fn show(
    analyzer: &Analyzer,
    document: &Document,
    target: Target,
    terms: &FxHashSet<&str>,
) -> Shown {
    let mut highlights = Vec::new();
    let mut plain_marks = Vec::new();
    for piece in pieces(document, target) {
        let text = characters(document, &piece);
        let words = analyzer.words(text);
        for at in lit(analyzer, &words, terms) {
            let (start, end) = (words[at].start, words[at].end);
            match piece {
                Piece::Statement(index) => {
                    let statement = &document.outline.statements[index as usize];
                    highlights.extend(statement.source(start, end));
                }
                Piece::Source(span) => {
                    let from = span.start as usize;
                    highlights.push(Span::new(from + start, from + end));
                }
                Piece::Plain(_) => plain_marks.push(start..end),
            }
        }
    }
    highlights.sort_unstable();
    highlights.dedup();
    let spans = spans(document, target);
    if spans.is_empty() {
        let quote = document.facts.head.title.clone();
        return Shown {
            quote,
            highlights,
            marks: plain_marks,
        };
    }
    let (quote, marks) = quote(document, spans, &highlights);
    Shown {
        quote,
        highlights,
        marks,
    }
}

/// Which of the words are found by one of `terms`: a name of several words in all of them.
fn lit(analyzer: &Analyzer, words: &[Placed], terms: &FxHashSet<&str>) -> Vec<usize> {
    let is_lit = |placed: &Placed| {
        let cited = placed.citation.as_ref();
        placed.terms().any(|term| terms.contains(term))
            || cited.is_some_and(|it| terms.contains(term(TermKind::Stem, it).as_str()))
    };
    let mut lit: Vec<usize> = (0..words.len()).filter(|at| is_lit(&words[*at])).collect();
    for member in analyzer.members(words) {
        if terms.contains(term(TermKind::Group, &member.group.key).as_str()) {
            lit.extend(member.first..member.first + member.length);
        }
    }
    lit.sort_unstable();
    lit.dedup();
    lit
}

/// The spans as one line with white space collapsed, and the highlights' places in it.
fn quote(document: &Document, spans: &[Span], highlights: &[Span]) -> (String, Vec<Range<usize>>) {
    let mut quote = String::new();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for span in spans {
        let text = document.text.slice(*span);
        let mut at = span.start as usize;
        for word in text.split_inclusive(char::is_whitespace) {
            let visible = word.trim_end();
            if !visible.is_empty() {
                if !quote.is_empty() {
                    quote.push(' ');
                }
                let source = at..at + visible.len();
                let first = highlights.partition_point(|it| it.end as usize <= source.start);
                for highlight in &highlights[first..] {
                    if highlight.start as usize >= source.end {
                        break;
                    }
                    let from = (highlight.start as usize).max(source.start) - source.start;
                    let to = (highlight.end as usize).min(source.end) - source.start;
                    marks.push(quote.len() + from..quote.len() + to);
                }
                quote.push_str(visible);
            }
            at += word.len();
        }
    }
    (quote, marks)
}
