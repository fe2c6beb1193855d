//! Full-text search over requirements, statements, headings, indicators and documents.
//!
//! The analysis is Norwegian and its own (`token`, `compound`, `thesaurus`, `analyzer`), and a
//! letter's terms rest on nothing but the letter and the program's words. A [`Library`] keeps them in
//! tantivy, on disk or in memory, and takes letters in and out one by one. A [`Query`] is answered in
//! three steps: `candidates` asks tantivy for the best some hundred, `rank` looks closely at those, and
//! `facet` counts in columns, up to a bound.

mod abbreviation;
mod analyzer;
mod answers;
mod bound;
mod candidates;
mod compound;
mod facet;
mod highlight;
mod index;
mod item;
mod letter;
mod library;
mod list;
mod plan;
mod rank;
mod schema;
mod suggest;
mod thesaurus;
mod token;
mod twins;
mod view;
mod word_cache;

pub use facet::{Facet, FacetField};
pub use index::Index;
pub use item::Target;
pub use library::Library;

use crate::model::{ObligationFilter, Span};
use std::ops::Range;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words; "…" holds a phrase that must stand there as it is.
    pub text: String,
    /// Narrows the hits; what it asks of requirements alone leaves nothing else.
    pub filter: ObligationFilter,
    /// How many of the best hits to leave out.
    pub offset: usize,
    /// How many hits to give at most.
    pub limit: usize,
    /// Which facets to count over all hits.
    pub facets: Vec<FacetField>,
}

impl Query {
    /// The ten best hits for these words, without filter and facets.
    pub fn new(text: impl Into<String>) -> Query {
        Query {
            text: text.into(),
            limit: 10,
            ..Query::default()
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// How many there are in all, or at least, where there are more than are counted.
    pub total: usize,
    /// Whether there are more than `total` says; then the facets are counted over that many, not over all.
    pub more: bool,
    /// Those asked for, best first.
    pub hits: Vec<Hit>,
    /// The facets asked for, in the order asked for.
    pub facets: Vec<Facet>,
    /// The query with its misspelt words put right ("mente du …").
    pub suggestion: Option<String>,
}

/// One hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How well it fits; only its order within one answer means anything.
    pub score: f32,
    /// Slug of the document.
    pub document: String,
    /// What it is.
    pub target: Target,
    /// Its words as the letter has them, white space collapsed.
    pub quote: String,
    /// Where the words that match stand in the source text, in order.
    pub highlights: Vec<Span>,
    /// Where the words that match stand in `quote`, in bytes, in order.
    pub marks: Vec<Range<usize>>,
}

/// Why the index cannot be built or asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index library failed.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The index cannot be read.
    #[error("the search index cannot be read: {0}")]
    Read(#[from] std::io::Error),
}
