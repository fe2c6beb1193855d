//! Bytes → [`Text`]: picks the encoding, the format, the pages and the layout that a file tells. Only this
//! stage can refuse a document.
//!
//! What a letter shows stays in [`Text::content`], so that every place in it can be told: the lines of a
//! text in one form of writing, or the blocks of a laid out file one below the other. What is furniture
//! of a text and what is a sentence is for [`crate::segment`] to say.

mod encoding;
mod error;
mod format;
mod grid;
mod html;
mod normal;
mod number;
mod odt;
mod office;
mod package;
mod page;
mod pages;
mod pdf;
mod word;
mod xml;

pub use error::{Foreign, ReadError};

use crate::model::{Basis, Format, Note, Source, Span, Text};
use sha2::{Digest, Sha256};

/// The largest file that [`read`] takes, in bytes.
pub const LIMIT: u64 = 100 * 1024 * 1024;

/// Reads a document's bytes. `file_name` tells the format where the content does not.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    read_up_to(bytes, file_name, LIMIT)
}

/// The letters in a ZIP archive, by their names without folders; none where the bytes are no archive of
/// files. What is hidden, no letter by its ending, or larger than any letter is left out.
pub fn letters_in(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    if format::is_package(bytes) {
        office::letters(bytes)
    } else {
        None
    }
}

/// The endings of files that may hold a letter.
pub const ENDINGS: [&str; 9] = [
    "pdf", "docx", "odt", "html", "htm", "xhtml", "md", "markdown", "txt",
];

/// Whether a file may unpack to far more than it seems: reading it may take memory and time without end.
pub fn is_risky(bytes: &[u8]) -> bool {
    pdf::is_pdf(bytes)
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
    if let Some(kind) = format::foreign(bytes) {
        return Err(ReadError::NotText { file: file(), kind });
    }
    let text = if pdf::is_pdf(bytes) {
        pdf::read(bytes, file_name)?
    } else if format::is_package(bytes) {
        office::read(bytes, file_name)?
    } else {
        text(bytes, file_name)?
    };
    let is_empty = |c: char| c.is_whitespace() || c == '\u{feff}';
    if text.content.chars().all(is_empty) {
        return Err(ReadError::Empty { file: file() });
    }
    Ok(text)
}

/// Reads what holds characters: plain text, Markdown, HTML.
fn text(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    let decoded = encoding::decode(bytes).map_err(|at| ReadError::Binary {
        file: file_name.to_owned(),
        at: at as u64,
    })?;
    let format = format::of(&decoded.content, file_name);
    let source = source(bytes, file_name, format, decoded.encoding);
    let mut text = if format == Format::Html {
        let writer = html::read(&decoded.content).ok_or_else(|| ReadError::Beyond {
            file: file_name.to_owned(),
        })?;
        writer.finish(format, Basis::Styles, source)
    } else {
        let content = normal::normal(&decoded.content).into_owned();
        Text::new(content, format, source)
    };
    if text.format == Format::Plain {
        text.pages = pages::starts(&text.content);
    }
    let notes = doubts(&text.content, decoded.strays);
    text.layout.notes.extend(notes);
    Ok(text)
}

fn source(bytes: &[u8], file_name: &str, format: Format, encoding: &str) -> Source {
    Source {
        file_name: file_name.to_owned(),
        media_type: format::media_type(format).to_owned(),
        encoding: encoding.to_owned(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
    }
}

/// What makes the characters of a text doubtful.
fn doubts(content: &str, strays: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |at: usize, message: String| {
        let end = content[at..]
            .chars()
            .next()
            .map_or(at, |c| at + c.len_utf8());
        notes.push(Note {
            span: Span::new(at, end),
            message,
        });
    };
    let lost = content.matches(char::REPLACEMENT_CHARACTER).count();
    if let Some(at) = content
        .find(char::REPLACEMENT_CHARACTER)
        .filter(|_| strays > 0 || lost > 0)
    {
        note(
            at,
            format!("{lost} characters are lost, the first one here; save the file as UTF-8"),
        );
    }
    // "Ã¥" is "å" in UTF-8 that was taken for Windows-1252.
    let taken = |c: char| matches!(c, '¥' | '¸' | '¦' | '˜' | '†' | '…');
    let mistaken: Vec<usize> = content
        .match_indices('Ã')
        .filter(|(at, found)| content[at + found.len()..].starts_with(taken))
        .map(|(at, _)| at)
        .collect();
    if let Some(at) = mistaken.first().filter(|_| mistaken.len() > 2) {
        note(
            *at,
            "letters such as å were saved in a wrong encoding; save the original as UTF-8 anew"
                .to_owned(),
        );
    }
    notes
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
mod made;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod pdf_tests;
#[cfg(test)]
mod tests;
