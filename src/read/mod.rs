//! Bytes → [`Text`]: picks the encoding, the format and the pages. Only this stage can refuse a document.
//!
//! Nothing is cleaned away: what a letter shows stays in [`Text::content`], so that every place in it
//! can be told. What is furniture and what is a sentence is for [`crate::segment`] to say.

mod encoding;
mod format;
mod pages;

use crate::model::{Format, Source, Text};
use sha2::{Digest, Sha256};

/// The largest file that [`read`] takes, in bytes.
pub const LIMIT: u64 = 100 * 1024 * 1024;

/// Why a file is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("`{file}` is empty; give a file that holds a letter")]
    Empty {
        /// The file.
        file: String,
    },
    /// More than the limit.
    #[error(
        "`{file}` has {bytes} bytes and the limit is {limit}; split it or give the letter alone"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A known format that is not text.
    #[error("`{file}` is {kind}, not text; turn it into text or Markdown first, {advice}")]
    NotText {
        /// The file.
        file: String,
        /// What it is: "a PDF".
        kind: &'static str,
        /// How: "for example with `pdftotext`".
        advice: &'static str,
    },
    /// Bytes that no text holds.
    #[error("`{file}` holds binary data at byte {at}; give a text, Markdown or HTML file")]
    Binary {
        /// The file.
        file: String,
        /// The first byte that no text holds.
        at: u64,
    },
}

/// Reads a document's bytes. `file_name` tells the format where the content does not.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    read_up_to(bytes, file_name, LIMIT)
}

/// Reads a document's bytes with another limit than [`LIMIT`].
pub fn read_up_to(bytes: &[u8], file_name: &str, limit: u64) -> Result<Text, ReadError> {
    let file = || file_name.to_owned();
    let size = bytes.len() as u64;
    // Spans count bytes in 32 bits; a text in Windows-1252 may grow to three times its size.
    let limit = limit.min(u64::from(u32::MAX) / 3);
    if size > limit {
        return Err(ReadError::TooLarge {
            file: file(),
            bytes: size,
            limit,
        });
    }
    if let Some((kind, advice)) = format::foreign(bytes) {
        return Err(ReadError::NotText {
            file: file(),
            kind,
            advice,
        });
    }
    let (content, encoding) = encoding::decode(bytes).map_err(|at| ReadError::Binary {
        file: file(),
        at: at as u64,
    })?;
    if content
        .chars()
        .all(|c| c.is_whitespace() || c == '\u{feff}')
    {
        return Err(ReadError::Empty { file: file() });
    }
    let format = format::of(&content, file_name);
    let source = Source {
        file_name: file(),
        media_type: format::media_type(format).to_owned(),
        encoding: encoding.to_owned(),
        sha256: sha256(bytes),
        bytes: size,
    };
    let mut text = Text::new(content, format, source);
    if text.format == Format::Plain {
        text.pages = pages::starts(&text.content);
    }
    Ok(text)
}

fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hash.push(DIGITS[usize::from(byte >> 4)] as char);
        hash.push(DIGITS[usize::from(byte & 15)] as char);
    }
    hash
}

#[cfg(test)]
mod tests;
