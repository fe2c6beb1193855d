//! Standard output and standard error, through which no control sign of a letter passes.

use crate::model::harmless;
use std::io::{self, IsTerminal, StdoutLock, Write};

/// Longest sign that may be cut in two by a write.
const LONGEST_SIGN: usize = 4;

/// Begins a colour, which the program itself writes to terminals.
const COLOUR: &str = "\u{1b}[";

/// Standard output. What is written is UTF-8; colours pass to a terminal, and nothing else of that kind.
pub(super) struct Output {
    inner: StdoutLock<'static>,
    colours: bool,
    /// The beginning of a sign that the next write goes on with.
    held: Vec<u8>,
}

/// Locks standard output.
pub(super) fn output() -> Output {
    Output {
        inner: io::stdout().lock(),
        colours: io::stdout().is_terminal(),
        held: Vec::new(),
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&text) {
            Ok(_) => text.len(),
            Err(error) if text.len() - error.valid_up_to() < LONGEST_SIGN => error.valid_up_to(),
            Err(_) => text.len(),
        };
        self.held = text.split_off(whole);
        let text = String::from_utf8_lossy(&text);
        let shown = match self.colours {
            true => with_colours(&text),
            false => harmless(&text).into_owned(),
        };
        self.inner.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The text without control signs but for colours: `ESC [ 1 ; 32 m`.
fn with_colours(text: &str) -> String {
    let mut parts = text.split(COLOUR);
    let mut shown = parts.next().map(harmless).unwrap_or_default().into_owned();
    for part in parts {
        let end = part.find(|sign: char| !(sign.is_ascii_digit() || sign == ';'));
        if end.is_some_and(|end| part[end..].starts_with('m')) {
            shown.push_str(COLOUR);
        }
        shown.push_str(&harmless(part));
    }
    shown
}

/// Writes a line to standard error.
macro_rules! tell {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let line = format!($($words)*);
        let _ = writeln!(std::io::stderr().lock(), "{}", crate::model::harmless(&line));
    }};
}
pub(super) use tell;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_pass_and_nothing_else() {
        assert_eq!(
            with_colours("a\u{1b}[1;32mb\u{1b}[0mc"),
            "a\u{1b}[1;32mb\u{1b}[0mc"
        );
        assert_eq!(
            with_colours("\u{1b}]0;tittel\u{7}x"),
            "\u{fffd}]0;tittel\u{fffd}x"
        );
        assert_eq!(with_colours("a\u{1b}[2Jb"), "a2Jb");
    }
}
