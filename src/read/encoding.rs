//! Bytes → characters: UTF-8, UTF-16 with a byte order mark, and Windows-1252 for what is left.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The characters and the name of the encoding, or the first byte that no text holds.
///
/// A byte order mark is no part of the characters.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), usize> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        let name = if encoding == UTF_16LE {
            "utf-16le"
        } else {
            "utf-16be"
        };
        let (content, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match content.bytes().position(|byte| byte == 0) {
            Some(at) => Err(at),
            None => Ok((content.into_owned(), name)),
        };
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(at);
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(content) => Ok((content.to_owned(), "utf-8")),
        Err(_) => {
            if let Some(at) = bytes.iter().position(|byte| is_control(*byte)) {
                return Err(at);
            }
            let (content, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Ok((content.into_owned(), "windows-1252"))
        }
    }
}

/// Control codes that appear in no text, in any single-byte encoding.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)
}
