//! The check on a quotation: whether, and where, a document has these very words.

use super::document::Section;
use super::evidence::Span;
use crate::archive::Snapshot;
use crate::{language, model};
use async_graphql::{Object, SimpleObject};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Whether a document has these very words (sitatkontroll).
pub struct QuoteCheck {
    snapshot: Arc<Snapshot>,
    document: usize,
    quote: String,
    places: Vec<model::QuotedAt>,
}

impl QuoteCheck {
    /// The check of a quotation from the document at this place.
    pub fn new(snapshot: &Arc<Snapshot>, document: usize, quote: String) -> QuoteCheck {
        QuoteCheck {
            snapshot: snapshot.clone(),
            document,
            places: model::quoted(&snapshot.documents()[document], &quote),
            quote,
        }
    }
}

/// A place where the words stand (sted).
#[derive(SimpleObject)]
pub struct QuotePlace {
    /// From the first to the last word in the source text (utsnitt).
    span: Span,
    /// The section it stands in (avsnitt).
    section: Section,
}

/// A sentence of the document that has most of the words (nærmeste setning).
#[derive(SimpleObject)]
pub struct NearestQuote {
    /// The sentence as the document has it (sitat).
    quote: String,
    /// Share of the words asked for that stand in it, 0 to 1 (andel).
    share: f64,
    /// Where it stands (sted).
    place: QuotePlace,
}

/// Whether a document has these very words (sitatkontroll): word for word, line breaks and white space aside.
#[Object]
impl QuoteCheck {
    /// Whether the words stand there (funnet).
    async fn found(&self) -> bool {
        !self.places.is_empty()
    }

    /// Where they stand, in reading order (steder).
    async fn places(&self) -> Vec<QuotePlace> {
        let place = |found: &model::QuotedAt| QuotePlace {
            span: Span::new(&self.snapshot, self.document, found.span),
            section: Section::new(&self.snapshot, self.document, found.section),
        };
        self.places.iter().map(place).collect()
    }

    /// Where they do not stand: the sentence that shares most of the words, if it has at least half of them (nærmest).
    async fn nearest(&self) -> Option<NearestQuote> {
        if !self.places.is_empty() {
            return None;
        }
        let document = &self.snapshot.documents()[self.document];
        let wanted = stems(&self.quote);
        let shared = |statement: &&model::Statement| {
            let has = stems(&statement.text);
            wanted.intersection(&has).count()
        };
        let best = document.outline.statements.iter().max_by_key(shared)?;
        let share = shared(&best) as f64 / wanted.len().max(1) as f64;
        (share >= 0.5).then(|| NearestQuote {
            quote: document.text.quote(&best.spans),
            share,
            place: QuotePlace {
                span: Span::around(&self.snapshot, self.document, &best.spans),
                section: Section::new(&self.snapshot, self.document, best.section),
            },
        })
    }
}

/// The stems of a text's words.
fn stems(text: &str) -> FxHashSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| language::stem(&word.to_lowercase()))
        .collect()
}
