//! Bytes → [`Text`]: picks the format and the encoding. Only this stage can refuse a document.

use crate::model::{Format, Source, Text};
use sha2::{Digest, Sha256};

/// Why a file is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("`{file}` is empty; give a file that holds a letter")]
    Empty {
        /// The file.
        file: String,
    },
}

/// Reads a document's bytes. `file_name` tells the format where the content does not.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty {
            file: file_name.to_owned(),
        });
    }
    let content = String::from_utf8_lossy(bytes).into_owned();
    let format = if file_name.ends_with(".md") {
        Format::Markdown
    } else {
        Format::Plain
    };
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        sha256.push_str(&format!("{byte:02x}"));
    }
    let source = Source {
        file_name: file_name.to_owned(),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256,
        bytes: bytes.len() as u64,
    };
    Ok(Text::new(content, format, source))
}
