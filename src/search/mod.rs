//! Full-text search over requirements, statements, headings, indicators and documents.
//!
//! The analysis is Norwegian and its own (`token`, `compound`, `thesaurus`, `analyzer`);
//! tantivy keeps terms and places; `rank` weighs them. [`Index::build`] takes a list of documents
//! and [`Index::search`] answers a [`Query`] with [`Hits`].

mod abbreviation;
mod analyzer;
mod bound;
mod compound;
mod facet;
mod highlight;
mod index;
mod item;
mod parallel;
mod plan;
mod postings;
mod rank;
mod suggest;
mod thesaurus;
mod token;

pub use facet::{Facet, FacetField};
pub use index::Index;
pub use item::Target;

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
    /// How many there are in all.
    pub total: usize,
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
