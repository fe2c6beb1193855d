//! The stored form of a document.
//!
//! `SR`, a mark of the model's types, then the document. A record of other types is not read: the letter
//! that it was read from is read anew instead.

use crate::model::Document;

const MAGIC: &[u8] = b"SR";

/// A mark of the sources of the model, which `build.rs` gives: what is stored follows them field by field.
const TYPES: &[u8] = env!("MODEL_TYPES").as_bytes();

/// A document as bytes.
pub(super) fn encode(document: &Document) -> Result<Vec<u8>, String> {
    let mut bytes = [MAGIC, TYPES].concat();
    bytes.extend(postcard::to_stdvec(document).map_err(|error| error.to_string())?);
    Ok(bytes)
}

/// The document that the bytes hold.
pub(super) fn decode(bytes: &[u8]) -> Result<Document, String> {
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return Err("it does not begin with the mark of a record".to_owned());
    };
    let Some(body) = rest.strip_prefix(TYPES) else {
        return Err("it was written by another version of the program".to_owned());
    };
    postcard::from_bytes(body).map_err(|error| error.to_string())
}
