//! Bytes → [`Document`]: the stages from file to facts in one hand, with the word lists compiled once.
//!
//! A [`Reader`] lives as long as the archive that holds it. It is shared by threads: reading is pure.
//!
//! ```
//! use styringsgraf::{reading::Reader, vocabulary::Vocabulary};
//! let reader = Reader::new(&Vocabulary::built_in());
//! let letter = "# Tildelingsbrev 2031 til Tangtilsynet\nTilsynet skal telle tang.";
//! let document = reader.read(letter.as_bytes(), "brev.md").unwrap();
//! assert_eq!(document.facts.obligations.len(), 1);
//! ```

use crate::extract::Extractor;
use crate::model::{Document, Outline, Text, slug};
use crate::read::{self, ReadError};
use crate::segment;
use crate::vocabulary::Vocabulary;

/// Reads documents with one vocabulary.
pub struct Reader {
    extractor: Extractor,
    read: ReadText,
}

/// How the bytes of a file become text: [`read::read`], or the same in a process of its own.
pub type ReadText = fn(&[u8], &str) -> Result<Text, ReadError>;

/// A document of which the facts have not been read yet.
pub struct Laid {
    /// Its id.
    pub id: String,
    text: Text,
    outline: Outline,
}

impl Laid {
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.text.source.sha256
    }
}

impl Reader {
    /// A reader with the word lists of the vocabulary compiled.
    pub fn new(vocabulary: &Vocabulary) -> Reader {
        Reader {
            extractor: Extractor::new(vocabulary),
            read: read::read,
        }
    }

    /// The same reader with another way from bytes to text.
    pub fn reading_by(self, read: ReadText) -> Reader {
        Reader { read, ..self }
    }

    /// Reads a file as far as its layout and its id.
    pub fn lay(&self, bytes: &[u8], file_name: &str) -> Result<Laid, ReadError> {
        Ok(laid((self.read)(bytes, file_name)?, file_name))
    }

    /// Reads a file; `file_name` gives the id where the letter's metadata gives none.
    pub fn read(&self, bytes: &[u8], file_name: &str) -> Result<Document, ReadError> {
        Ok(self.facts(self.lay(bytes, file_name)?))
    }

    /// Reads the facts out of a document that is laid out.
    pub fn facts(&self, laid: Laid) -> Document {
        let Laid { id, text, outline } = laid;
        let facts = self.extractor.extract(&id, &text, &outline);
        Document {
            id,
            ingested: None,
            text,
            outline,
            facts,
        }
    }

    /// Reads a stored document's text anew; its id and the time it was taken in stay.
    pub fn again(&self, document: &Document) -> Document {
        let text = document.text.clone();
        let outline = segment::segment(&text);
        let facts = self.extractor.extract(&document.id, &text, &outline);
        Document {
            id: document.id.clone(),
            ingested: document.ingested,
            text,
            outline,
            facts,
        }
    }
}

/// Lays out a text that was read.
fn laid(text: Text, file_name: &str) -> Laid {
    let outline = segment::segment(&text);
    let id = id_of(&outline, file_name);
    Laid { id, text, outline }
}

/// The id that a letter's metadata gives, otherwise the name of its file.
fn id_of(outline: &Outline, file_name: &str) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let named = outline.front.get("id").map(|(id, _)| slug(id));
    [named.unwrap_or_default(), slug(stem)]
        .into_iter()
        .find(|id| !id.is_empty())
        .unwrap_or_else(|| "dokument".to_owned())
}
