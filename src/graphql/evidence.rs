//! Places in the source text, and the proof of what was read.

use super::document::Document;
use crate::archive::Snapshot;
use crate::model;
use async_graphql::{InputObject, Object};
use std::sync::Arc;

/// A stretch of a document's source text (tekstutsnitt).
#[derive(Clone)]
pub struct Span {
    snapshot: Arc<Snapshot>,
    document: usize,
    span: model::Span,
}

impl Span {
    /// A span of the document at this place.
    pub fn new(snapshot: &Arc<Snapshot>, document: usize, span: model::Span) -> Span {
        Span {
            snapshot: snapshot.clone(),
            document,
            span,
        }
    }

    /// From the first to the last of several spans.
    pub fn around(snapshot: &Arc<Snapshot>, document: usize, spans: &[model::Span]) -> Span {
        let extent = model::Span {
            start: spans.first().map_or(0, |span| span.start),
            end: spans.last().map_or(0, |span| span.end),
        };
        Span::new(snapshot, document, extent)
    }

    fn utf16(&self, byte: u32) -> usize {
        let content = &self.snapshot.documents()[self.document].text.content;
        let before = content.get(..byte as usize).unwrap_or_default();
        before.chars().map(char::len_utf16).sum()
    }

    fn position(&self) -> model::Position {
        let text = &self.snapshot.documents()[self.document].text;
        text.position(self.span.start)
    }
}

/// A stretch of a document's source text (tekstutsnitt), in bytes of its UTF-8 form.
#[Object]
impl Span {
    /// First byte (start).
    async fn start(&self) -> u32 {
        self.span.start
    }

    /// One past the last byte (slutt).
    async fn end(&self) -> u32 {
        self.span.end
    }

    /// First unit of its UTF-16 form, as JavaScript counts (start i UTF-16).
    async fn start_utf16(&self) -> usize {
        self.utf16(self.span.start)
    }

    /// One past the last unit of its UTF-16 form (slutt i UTF-16).
    async fn end_utf16(&self) -> usize {
        self.utf16(self.span.end)
    }

    /// The document that it is a stretch of (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// Line that it starts on, from 1 (linje).
    async fn line(&self) -> u32 {
        self.position().line
    }

    /// Column that it starts in, in characters, from 1 (kolonne).
    async fn column(&self) -> u32 {
        self.position().column
    }

    /// Page that it starts on, from 1, where the text shows page breaks (side).
    async fn page(&self) -> Option<u32> {
        self.position().page
    }
}

/// A stretch of a document's source text to cut out (tekstutsnitt), in bytes of its UTF-8 form.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct SpanInput {
    /// First byte (start).
    pub start: u32,
    /// One past the last byte (slutt).
    pub end: u32,
}

/// What in the text says so, and which rule read it (belegg).
#[derive(Clone)]
pub struct Evidence {
    snapshot: Arc<Snapshot>,
    document: usize,
    attribute: &'static str,
    value: String,
    evidence: model::Evidence,
}

impl Evidence {
    /// The proof of an attribute's value in the document at this place.
    pub fn new(
        snapshot: &Arc<Snapshot>,
        document: usize,
        (attribute, value): (&'static str, impl Into<String>),
        evidence: &model::Evidence,
    ) -> Evidence {
        Evidence {
            snapshot: snapshot.clone(),
            document,
            attribute,
            value: value.into(),
            evidence: evidence.clone(),
        }
    }
}

/// What in the text says so, and which rule read it (belegg).
#[Object]
impl Evidence {
    /// Name of the field that it proves (egenskap): `modality`, `responsibleUnits`.
    async fn attribute(&self) -> &str {
        self.attribute
    }

    /// The value that it proves (verdi): `MUST`, `nav-kontor`.
    async fn value(&self) -> &str {
        &self.value
    }

    /// The words that say so, white space collapsed (sitat).
    async fn quote(&self) -> String {
        let text = &self.snapshot.documents()[self.document].text;
        text.quote(&self.evidence.spans)
    }

    /// Whether it is told by the information about the letter in its file, not by the letter's own words (opplysning om brevet).
    async fn from_metadata(&self) -> bool {
        let document = &self.snapshot.documents()[self.document];
        document.outline.is_front(&self.evidence.spans)
    }

    /// The document that they stand in (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// Where they stand, from the first to the last (plass).
    async fn span(&self) -> Span {
        Span::around(&self.snapshot, self.document, &self.evidence.spans)
    }

    /// Where they stand, piece by piece: several where a page break or a footnote splits them (plasser).
    async fn spans(&self) -> Vec<Span> {
        let spans = self.evidence.spans.iter();
        spans
            .map(|span| Span::new(&self.snapshot, self.document, *span))
            .collect()
    }

    /// Name of the rule that read them (regel).
    async fn rule(&self) -> &str {
        &self.evidence.rule
    }

    /// How sure the rule is, from 0 to 1 (sikkerhet).
    async fn confidence(&self) -> f32 {
        self.evidence.confidence
    }
}
