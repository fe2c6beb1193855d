//! The fields of the index.
//!
//! Every item is a document of tantivy: its terms, and beside them, in columns, what it is, where it
//! stands and what it is counted by. What concerns a letter as a whole stands with its title.

use super::SearchError;
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// The fields, each named in the schema as here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Slug of the letter: by it a letter is found, counted and taken out.
    pub(super) document: Field,
    /// What the item is ([`super::item::Item`]).
    pub(super) target: Field,
    /// Where it stands, how long it is, what it is like.
    pub(super) shape: Field,
    /// Slugs of the units that must act.
    pub(super) unit: Field,
    /// Slugs of the target groups.
    pub(super) group: Field,
    /// Terms of its own words.
    pub(super) body: Field,
    /// Terms of its lead-ins and headings.
    pub(super) context: Field,
    /// Every word of the letter, for "mente du".
    pub(super) word: Field,
    /// What stands for what in the letter: a short and a long form, or a word as it is written without æ, ø, å.
    pub(super) twin: Field,
    /// Which text of the letter this is.
    pub(super) mark: Field,
}

impl Fields {
    /// The fields with their schema.
    pub(super) fn with_schema() -> (Fields, Schema) {
        let mut schema = Schema::builder();
        let text = |tokenizer: &str, record| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(false)
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let number = || NumericOptions::default().set_fast();
        let column = || TextOptions::default().set_fast("raw");
        let basic = IndexRecordOption::Basic;
        let fields = Fields {
            document: schema.add_text_field("document", text("raw", basic).set_fast("raw")),
            target: schema.add_u64_field("target", number()),
            shape: schema.add_u64_field("shape", number()),
            unit: schema.add_text_field("unit", column()),
            group: schema.add_text_field("group", column()),
            body: schema.add_text_field(
                "body",
                text(ENCODED, IndexRecordOption::WithFreqsAndPositions),
            ),
            context: schema.add_text_field("context", text(ENCODED, IndexRecordOption::WithFreqs)),
            word: schema.add_text_field("word", text(ENCODED, basic)),
            twin: schema.add_text_field("twin", text("raw", basic)),
            mark: schema.add_text_field("mark", column()),
        };
        (fields, schema.build())
    }

    /// The field of a place.
    pub(super) fn of(&self, place: Place) -> Field {
        match place {
            Place::Body => self.body,
            Place::Context => self.context,
        }
    }
}

/// Where a term is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The item's own words.
    Body,
    /// Its lead-ins and headings.
    Context,
}

const ENCODED: &str = "encoded";

/// An index of this schema over a directory, or in memory.
pub(super) fn open(folder: Option<&std::path::Path>) -> Result<tantivy::Index, SearchError> {
    let (_, schema) = Fields::with_schema();
    let tokenizers = TokenizerManager::default();
    tokenizers.register(ENCODED, Encoded);
    let builder = tantivy::Index::builder()
        .schema(schema)
        .tokenizers(tokenizers);
    let Some(folder) = folder else {
        return Ok(builder.create_in_ram()?);
    };
    std::fs::create_dir_all(folder)?;
    let directory = tantivy::directory::MmapDirectory::open(folder)
        .map_err(|error| SearchError::Index(error.into()))?;
    Ok(builder.open_or_create(directory)?)
}

/// Cuts texts that come analysed: a space goes to the next position, `|` to the next term at the same one.
#[derive(Clone)]
struct Encoded;

struct EncodedStream<'a> {
    rest: &'a str,
    next_position: usize,
    token: Token,
}

impl Tokenizer for Encoded {
    type TokenStream<'a> = EncodedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> EncodedStream<'a> {
        EncodedStream {
            rest: text,
            next_position: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for EncodedStream<'_> {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        let end = self.rest.find([' ', '|']).unwrap_or(self.rest.len());
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.next_position;
        let mark = self.rest.as_bytes().get(end);
        self.next_position += usize::from(mark == Some(&b' '));
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
