//! The stored form of a document.
//!
//! `SG`, format version (two bytes, low first), then the document. Id and text stand first, so that
//! a later version whose facts look different can still take the text and read it anew.

use crate::model::Document;

/// Version of the stored form. It changes when the model's types change.
pub const FORMAT_VERSION: u32 = 2;

const MAGIC: [u8; 2] = *b"SG";

/// A document as bytes.
pub(super) fn encode(document: &Document) -> Result<Vec<u8>, String> {
    let version = (FORMAT_VERSION as u16).to_le_bytes();
    let mut bytes = vec![MAGIC[0], MAGIC[1], version[0], version[1]];
    bytes.extend(postcard::to_stdvec(document).map_err(|error| error.to_string())?);
    Ok(bytes)
}

/// The document that the bytes hold.
pub(super) fn decode(bytes: &[u8]) -> Result<Document, String> {
    let Some((head, body)) = bytes.split_at_checked(4) else {
        return Err(format!("it has only {} bytes", bytes.len()));
    };
    if head[..2] != MAGIC {
        return Err("it does not begin with the mark of a record".to_owned());
    }
    let version = u32::from(u16::from_le_bytes([head[2], head[3]]));
    if version != FORMAT_VERSION {
        return Err(format!(
            "it has format version {version}, not {FORMAT_VERSION}"
        ));
    }
    postcard::from_bytes(body).map_err(|error| error.to_string())
}
