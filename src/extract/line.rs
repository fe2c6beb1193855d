//! Lines of the source, for what a PDF left as lines: tables, calendars, budgets.

use crate::model::{Span, Text};

/// A line of the source, trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'text> {
    /// Its characters without the white space at both ends; empty for a blank line.
    pub text: &'text str,
    /// Where they stand.
    pub span: Span,
    /// Whether white space stands before them: a lost bullet or a page break. A blank line is
    /// indented where it holds spaces: an empty cell of a table.
    pub indented: bool,
}

/// The lines that start inside `span`.
pub fn lines(text: &Text, span: Span) -> impl Iterator<Item = Line<'_>> {
    let first = text.lines.partition_point(|start| *start < span.start);
    let last = text.lines.partition_point(|start| *start < span.end);
    (first..last.max(first)).map(move |index| {
        let start = text.lines[index] as usize;
        let end = text
            .lines
            .get(index + 1)
            .map_or(text.content.len(), |next| *next as usize);
        let whole = text.content.get(start..end).unwrap_or_default();
        let trimmed = whole.trim();
        let at = start + whole.len() - whole.trim_start().len();
        let at = if trimmed.is_empty() { start } else { at };
        Line {
            text: trimmed,
            span: Span::new(at, at + trimmed.len()),
            indented: at > start || (trimmed.is_empty() && whole.contains([' ', '\t', '\u{a0}'])),
        }
    })
}

/// Adds a continuation: one space between, but none where a hyphen at the line's end broke a word.
pub fn join(text: &mut String, more: &str) {
    let more = more.trim();
    if more.is_empty() {
        return;
    }
    // "arbeids-" + "og reisestønad" keeps hyphen and space, "EØS-" + "området" the hyphen.
    let shared = ["og ", "eller ", "og/"]
        .iter()
        .any(|word| more.starts_with(word));
    let hyphen = text.ends_with('-');
    let broken = hyphen
        && !shared
        && text[..text.len() - 1].ends_with(char::is_lowercase)
        && more.starts_with(char::is_lowercase);
    if broken {
        text.pop();
    } else if !text.is_empty() && (!hyphen || shared) {
        text.push(' ');
    }
    text.push_str(more);
}

/// The words of a line without its bullet (`•`, `-`, `o`, `*`), and how deep the bullet nests:
/// 0 without one, 2 for `o`.
pub fn bullet(text: &str) -> (u8, &str) {
    for (depth, marks) in [
        (1, &["•", "·", "●", "▪", "\u{f0b7}", "–", "-", "*"][..]),
        (2, &["o", "○", "\u{f06f}"]),
    ] {
        for mark in marks {
            if let Some(rest) = text.strip_prefix(mark)
                && rest.starts_with([' ', '\t', '\u{a0}'])
            {
                return (depth, rest.trim_start());
            }
        }
    }
    (0, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_joined_and_shared_endings_kept() {
        for (first, second, expected) in [
            (
                "Stønad til arbeids-",
                "trening",
                "Stønad til arbeidstrening",
            ),
            ("Arbeids-", "og reisestønad", "Arbeids- og reisestønad"),
            ("Tare i EØS-", "området", "Tare i EØS-området"),
            ("Drift", "av anlegg", "Drift av anlegg"),
        ] {
            let mut text = first.to_owned();
            join(&mut text, second);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn bullets_are_taken_off() {
        assert_eq!(bullet("• tang"), (1, "tang"));
        assert_eq!(bullet("o tare"), (2, "tare"));
        assert_eq!(bullet("opp"), (0, "opp"));
        assert_eq!(bullet("-12"), (0, "-12"));
    }
}
