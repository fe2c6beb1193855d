//! Full-text search: hits with highlights, facets, and "mente du".

use super::document::{Document, Section};
use super::evidence::Span;
use super::fact::Indicator;
use super::obligation::Obligation;
use super::page::List;
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::model;
use crate::search::{self, Hit, Target};
use async_graphql::{Enum, Object, SimpleObject, Union};
use std::sync::Arc;

/// What was found (treff).
#[derive(Union)]
pub enum SearchHit {
    /// A requirement (krav).
    Obligation(Obligation),
    /// An indicator (styringsparameter).
    Indicator(Indicator),
    /// A section, by its heading (avsnitt).
    Section(Section),
    /// A document, by its title (dokument).
    Document(Document),
    /// Any other statement (utsagn).
    Statement(Statement),
}

impl SearchHit {
    /// The thing that a hit in the document at this place is.
    pub fn new(snapshot: &Arc<Snapshot>, document: usize, target: Target) -> SearchHit {
        match target {
            Target::Document => SearchHit::Document(Document::new(snapshot, document)),
            Target::Section(index) => SearchHit::Section(Section::new(snapshot, document, index)),
            Target::Indicator(index) => {
                SearchHit::Indicator(Indicator::new(snapshot, document, index))
            }
            Target::Obligation(index) => {
                let document = document as u32;
                let reference = ObligationRef { document, index };
                SearchHit::Obligation(Obligation::new(snapshot, reference))
            }
            Target::Statement(index) => SearchHit::Statement(Statement {
                snapshot: snapshot.clone(),
                document,
                index,
            }),
        }
    }
}

/// A statement (utsagn).
pub struct Statement {
    snapshot: Arc<Snapshot>,
    document: usize,
    index: u32,
}

impl Statement {
    fn entry(&self) -> &model::Statement {
        let outline = &self.snapshot.documents()[self.document].outline;
        &outline.statements[self.index as usize]
    }
}

/// One sentence, list item or table row that directs nobody (utsagn): background, description, plan.
#[Object]
impl Statement {
    /// The words, with words broken at line ends joined (tekst).
    async fn text(&self) -> &str {
        &self.entry().text
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        Section::new(&self.snapshot, self.document, self.entry().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        Span::new(&self.snapshot, self.document, self.entry().extent())
    }
}

/// What a hit tells beside the thing found.
pub struct SearchEdgeFields {
    snapshot: Arc<Snapshot>,
    document: usize,
    hit: Hit,
}

impl SearchEdgeFields {
    /// The fields of a hit in the document at this place.
    pub fn new(snapshot: &Arc<Snapshot>, document: usize, hit: Hit) -> SearchEdgeFields {
        SearchEdgeFields {
            snapshot: snapshot.clone(),
            document,
            hit,
        }
    }
}

/// What a hit tells beside the thing found.
#[Object]
impl SearchEdgeFields {
    /// How well it fits; only its order within one answer means anything (poeng).
    async fn score(&self) -> f32 {
        self.hit.score
    }

    /// The words of the hit as the letter has them, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.hit.quote
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// The words of the source text that match (uthevinger).
    async fn highlights(&self) -> Vec<Highlight> {
        let text = &self.snapshot.documents()[self.document].text;
        let spans = self.hit.highlights.iter();
        spans
            .map(|span| Highlight {
                text: text.slice(*span).to_owned(),
                span: Span::new(&self.snapshot, self.document, *span),
            })
            .collect()
    }

    /// The same words by their places in `quote` (merker).
    async fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let (mut byte, mut character) = (0, 0);
        let mut characters = |until: usize| {
            let between = self.hit.quote.get(byte..until).unwrap_or_default();
            character += between.chars().count();
            byte = until.max(byte);
            character
        };
        for mark in &self.hit.marks {
            marks.push(Mark {
                start: characters(mark.start),
                end: characters(mark.end),
            });
        }
        marks
    }
}

/// Words of the source text that match the query (utheving).
#[derive(SimpleObject)]
pub struct Highlight {
    /// The words as they stand there (tekst).
    text: String,
    /// Where they stand (plass).
    span: Span,
}

/// Words of a hit's `quote` that match the query (merke).
#[derive(SimpleObject)]
pub struct Mark {
    /// First character, counted in Unicode characters from 0 (start).
    start: usize,
    /// One past the last character (slutt).
    end: usize,
}

/// What hits are counted by (fasettfelt).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "search::FacetField")]
pub enum FacetField {
    /// The document, by slug (dokument).
    Document,
    /// The year that the document concerns (år).
    Year,
    /// The kind of requirement (type krav).
    Kind,
    /// The modality of requirement (styringsgrad).
    Modality,
    /// A unit that must act, by slug (ansvarlig enhet).
    Unit,
    /// A target group, by slug (målgruppe).
    TargetGroup,
}

/// How the hits spread over the values of one field (fasett).
#[derive(SimpleObject)]
pub struct Facet {
    /// The field (felt).
    field: FacetField,
    /// Its values, the most frequent first (verdier).
    values: Vec<FacetValue>,
}

/// A value of a facet (fasettverdi).
#[derive(SimpleObject)]
pub struct FacetValue {
    /// The value, as the filter takes it (verdi): `nav-kontor`, `2024`, `MUST`.
    value: String,
    /// Its name for people (navn).
    label: String,
    /// How many hits have it (antall).
    count: u32,
}

/// What the list of hits tells beside the hits.
#[derive(SimpleObject, Default)]
pub struct SearchFields {
    /// Whether there are more hits than `totalCount` says; then the facets are counted over that many (flere treff).
    more: bool,
    /// How all hits spread over documents, years, kinds, modalities, units and target groups (fasetter).
    facets: Vec<Facet>,
    /// The query with its misspelt words put right (mente du).
    suggestion: Option<String>,
}

impl SearchFields {
    /// The facets and the suggestion of an answer.
    pub fn new(
        snapshot: &Snapshot,
        facets: Vec<search::Facet>,
        suggestion: Option<String>,
        more: bool,
    ) -> SearchFields {
        let vocabulary = snapshot.vocabulary();
        let label = |field: search::FacetField, value: &str| {
            let found = match field {
                search::FacetField::Document => snapshot
                    .document(value)
                    .map(|document| document.facts.head.title.clone()),
                search::FacetField::Unit => vocabulary.unit(value).map(|unit| unit.name.clone()),
                search::FacetField::TargetGroup => vocabulary
                    .target_group(value)
                    .map(|group| group.name.clone()),
                _ => None,
            };
            found.unwrap_or_else(|| value.to_owned())
        };
        let facets = facets.into_iter().map(|facet| {
            let field = facet.field;
            let values = facet.values.into_iter();
            let values = values.map(|(value, count)| FacetValue {
                label: label(field, &value),
                value,
                count,
            });
            Facet {
                field: field.into(),
                values: values.collect(),
            }
        });
        SearchFields {
            more,
            facets: facets.collect(),
            suggestion,
        }
    }
}

/// The list of hits.
pub struct SearchHits;

impl List for SearchHits {
    type Node = SearchHit;
    type EdgeFields = SearchEdgeFields;
    type Fields = SearchFields;
    const NAME: &'static str = "Search";
}
