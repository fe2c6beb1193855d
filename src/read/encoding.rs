//! Bytes → characters: UTF-8, UTF-16, and Windows-1252 for what is left.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// One control code in so many bytes is a character that was lost; more are no text.
const BYTES_PER_CONTROL: usize = 50;

/// What bytes say.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    /// The characters; a byte order mark is none of them.
    pub content: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Bytes that are no characters of the encoding, each of which became U+FFFD.
    pub strays: usize,
}

/// The characters, or the first byte that no text holds.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, usize> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return Ok(decoded(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(decoded(encoding, bytes));
    }
    let mut controls = bytes.iter().filter(|byte| is_control(**byte));
    if controls.clone().count() * BYTES_PER_CONTROL > bytes.len() {
        let at = bytes.iter().position(|byte| is_control(*byte));
        return Err(at.unwrap_or_default());
    }
    let has_controls = controls.next().is_some();
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut letters, mut strays) = (0, 0);
    for chunk in body.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strays += usize::from(!chunk.invalid().is_empty());
    }
    // A text in Windows-1252 holds next to no sequences that UTF-8 knows.
    if strays == 0 || letters > strays {
        return Ok(Decoded {
            content: String::from_utf8_lossy(body).into_owned(),
            encoding: "utf-8",
            strays,
        });
    }
    if has_controls && let Some(at) = bytes.iter().position(|byte| is_control(*byte)) {
        return Err(at);
    }
    Ok(decoded(WINDOWS_1252, bytes))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (content, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        content: content.into_owned(),
        encoding: match encoding.name() {
            "UTF-16LE" => "utf-16le",
            "UTF-16BE" => "utf-16be",
            _ => "windows-1252",
        },
        strays: 0,
    }
}

/// UTF-16 without a mark: of most pairs one and the same byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| {
        let every_other = bytes.iter().skip(first).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let pairs = bytes.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 2 || bytes.len() % 2 == 1 {
        None
    } else if odd * 10 > pairs * 7 && even * 50 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 50 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Control codes that appear in no text, in any single-byte encoding.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)
}
