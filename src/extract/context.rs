//! What every reader of a statement may look at: the document with its head, and the statement's own
//! words beside the words that lead into it.

use crate::model::{Evidence, Found, Head, Outline, Span, Text};
use crate::vocabulary::Vocabulary;
use std::borrow::Cow;

/// A document being read. Prepared once for each document.
pub struct Context<'a> {
    /// Slug of the document.
    pub document: &'a str,
    /// Its characters.
    pub text: &'a Text,
    /// Its layout.
    pub outline: &'a Outline,
    /// The word lists.
    pub vocabulary: &'a Vocabulary,
    /// What its head says: kind, year, sender, recipient.
    pub head: &'a Head,
}

impl Context<'_> {
    /// The headings from the outermost one down to the section's own.
    pub fn headings(&self, section: u32) -> Vec<&str> {
        self.outline.heading_path(section)
    }
}

/// Words of one or more statements joined by a space, with the way back to the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The joined words.
    pub text: String,
    /// Byte in `text` at which each statement's words start, and the statement's index.
    pub parts: Vec<(usize, u32)>,
}

impl Words {
    /// The words of these statements.
    pub fn new(outline: &Outline, statements: &[u32]) -> Words {
        let mut words = Words::default();
        for index in statements {
            if !words.text.is_empty() {
                words.text.push(' ');
            }
            words.parts.push((words.text.len(), *index));
            words
                .text
                .push_str(&outline.statements[*index as usize].text);
        }
        words
    }

    /// Where the bytes `start..end` of `text` stand in the source.
    pub fn source(&self, outline: &Outline, start: usize, end: usize) -> Vec<Span> {
        let mut spans = Vec::new();
        for (at, index) in &self.parts {
            let statement = &outline.statements[*index as usize];
            let from = start.max(*at);
            let to = end.min(at + statement.text.len());
            if from < to {
                spans.extend(statement.source(from - at, to - at));
            }
        }
        spans
    }

    /// A value read from the bytes `start..end` of `text`.
    pub fn found<T>(
        &self,
        outline: &Outline,
        value: T,
        (start, end): (usize, usize),
        rule: &'static str,
        confidence: f32,
    ) -> Found<T> {
        Found::new(
            value,
            self.evidence(outline, (start, end), rule, confidence),
        )
    }

    /// Evidence at the bytes `start..end` of `text`.
    pub fn evidence(
        &self,
        outline: &Outline,
        (start, end): (usize, usize),
        rule: &'static str,
        confidence: f32,
    ) -> Evidence {
        Evidence {
            spans: self.source(outline, start, end),
            rule: Cow::Borrowed(rule),
            confidence,
        }
    }
}

/// A requirement's words as the attribute readers see them.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Index of the section.
    pub section: u32,
    /// Index of the first statement's block.
    pub block: u32,
    /// Indices of its statements.
    pub statements: Vec<u32>,
    /// Its own words, without lead-in.
    pub own: Words,
    /// The words that lead into it, outermost first; empty outside lists.
    pub lead: Words,
}

impl Passage {
    /// The passage of these statements, which stand in one block.
    pub fn new(outline: &Outline, statements: Vec<u32>) -> Passage {
        let first = &outline.statements[statements[0] as usize];
        let leads = outline.lead_ins(statements[0]);
        Passage {
            section: first.section,
            block: first.block,
            own: Words::new(outline, &statements),
            lead: Words::new(outline, &leads),
            statements,
        }
    }
}
