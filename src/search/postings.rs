//! The inverted index: terms and their places, kept by tantivy.
//!
//! Texts come analysed: a space goes to the next position, `|` to the next term at the same one.

use super::SearchError;
use std::sync::Arc;
use tantivy::directory::RamDirectory;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{
    DocSet, InvertedIndexReader, SingleSegmentIndexWriter, TERMINATED, TantivyDocument, Term,
};

/// Where a term is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The item's own words.
    Body,
    /// Its lead-ins and headings.
    Context,
}

/// Takes items in, one after the other.
pub(super) struct Writer {
    writer: SingleSegmentIndexWriter,
    body: Field,
    context: Field,
}

/// Answers in which items a term stands. Items count from 0 in the order they were added.
pub(super) struct Postings {
    body: (Field, Arc<InvertedIndexReader>),
    context: (Field, Arc<InvertedIndexReader>),
}

const BYTES_AN_ITEM: usize = 2_000;
const LEAST_MEMORY: usize = 15_000_000;

impl Writer {
    /// A writer that keeps all in memory; `items` tells how much is to come.
    pub(super) fn in_memory(items: usize) -> Result<Writer, SearchError> {
        let options = |record| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("analysed")
                .set_fieldnorms(false)
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", options(IndexRecordOption::WithFreqsAndPositions));
        let context = schema.add_text_field("context", options(IndexRecordOption::WithFreqs));
        let tokenizers = TokenizerManager::new();
        tokenizers.register("analysed", Analysed);
        let writer = tantivy::Index::builder()
            .schema(schema.build())
            .tokenizers(tokenizers)
            .single_segment_index_writer(
                RamDirectory::create(),
                (items * BYTES_AN_ITEM).max(LEAST_MEMORY),
            )?;
        Ok(Writer {
            writer,
            body,
            context,
        })
    }

    pub(super) fn add(&mut self, body: &str, context: &str) -> Result<(), SearchError> {
        let mut document = TantivyDocument::default();
        document.add_text(self.body, body);
        document.add_text(self.context, context);
        self.writer.add_document(document)?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Postings, SearchError> {
        let (body, context) = (self.body, self.context);
        let index = self.writer.finalize()?;
        let searcher = index.reader()?.searcher();
        let segment = searcher.segment_reader(0);
        Ok(Postings {
            body: (body, segment.inverted_index(body)?),
            context: (context, segment.inverted_index(context)?),
        })
    }
}

impl Postings {
    /// Calls `each` with every item that holds the term, and how often it does, in order of items.
    pub(super) fn each(
        &self,
        place: Place,
        term: &str,
        mut each: impl FnMut(u32, u32),
    ) -> Result<(), SearchError> {
        let Some(mut postings) = self.read(place, term, IndexRecordOption::WithFreqs)? else {
            return Ok(());
        };
        while postings.doc() != TERMINATED {
            each(postings.doc(), postings.term_freq());
            postings.advance();
        }
        Ok(())
    }

    /// In how many items the term stands.
    pub(super) fn frequency(&self, place: Place, term: &str) -> Result<u32, SearchError> {
        let (field, reader) = self.reader(place);
        Ok(reader.doc_freq(&Term::from_field_text(*field, term))?)
    }

    /// The positions of the term in those of `items` that hold it. `items` ascend.
    pub(super) fn positions(
        &self,
        term: &str,
        items: &[u32],
        mut each: impl FnMut(usize, &[u32]),
    ) -> Result<(), SearchError> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut postings) = self.read(Place::Body, term, option)? else {
            return Ok(());
        };
        let mut positions = Vec::new();
        for (nth, item) in items.iter().enumerate() {
            if postings.doc() < *item {
                postings.seek(*item);
            }
            if postings.doc() == TERMINATED {
                break;
            }
            if postings.doc() == *item {
                postings.positions(&mut positions);
                each(nth, &positions);
            }
        }
        Ok(())
    }

    fn reader(&self, place: Place) -> &(Field, Arc<InvertedIndexReader>) {
        match place {
            Place::Body => &self.body,
            Place::Context => &self.context,
        }
    }

    fn read(
        &self,
        place: Place,
        term: &str,
        option: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, SearchError> {
        let (field, reader) = self.reader(place);
        Ok(reader.read_postings(&Term::from_field_text(*field, term), option)?)
    }
}

#[derive(Clone)]
struct Analysed;

struct AnalysedStream<'a> {
    rest: &'a str,
    next_position: usize,
    token: Token,
}

impl Tokenizer for Analysed {
    type TokenStream<'a> = AnalysedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> AnalysedStream<'a> {
        AnalysedStream {
            rest: text,
            next_position: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for AnalysedStream<'_> {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        let end = self.rest.find([' ', '|']).unwrap_or(self.rest.len());
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.next_position;
        if self.rest[end..].starts_with(' ') {
            self.next_position += 1;
        }
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
