//! Texts of letters in files and on terminals of others: what they would take for more than text is
//! taken out of it.

use std::borrow::Cow;

/// Stands for a sign that is not shown.
const INSTEAD: char = '\u{fffd}';

/// A text without control signs, which could move a terminal's cursor, set its title or begin a line of
/// a log. Line ends and tabulators stay.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_harmful = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\t');
    match text.contains(is_harmful) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace(is_harmful, &INSTEAD.to_string())),
    }
}

/// The same for one line, such as the name of a file.
pub fn harmless_line(text: &str) -> Cow<'_, str> {
    match text.contains(char::is_control) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace(char::is_control, &INSTEAD.to_string())),
    }
}

/// A text as a cell of a table: spreadsheets take one that begins like a formula for one, and run it.
/// An apostrophe before it keeps it text; figures stay figures.
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = harmless(text);
    let begins = text
        .trim_start_matches([' ', '"'])
        .starts_with(['=', '+', '-', '@', '\t', '\n']);
    let figure = text.trim().replace(',', ".").parse::<f64>().is_ok();
    match begins && !figure {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, shown: &str, in_a_table: &str) {
        assert_eq!(harmless(text), shown);
        assert_eq!(cell(text), in_a_table);
    }

    #[test]
    fn ordinary_texts_stay_as_they_are() {
        for text in [
            "",
            "Etaten skal svare – 5 = fem",
            "12,5",
            "-500",
            "2024-01-01",
            "a\tb\nc",
        ] {
            check(text, text, text);
        }
    }

    #[test]
    fn formulas_become_texts() {
        check(
            "=HYPERLINK(\"x\")",
            "=HYPERLINK(\"x\")",
            "'=HYPERLINK(\"x\")",
        );
        check("+47 22 00", "+47 22 00", "'+47 22 00");
        check(" @SUM(A1)", " @SUM(A1)", "' @SUM(A1)");
        check(
            "-2+3|' /C calc'!A0",
            "-2+3|' /C calc'!A0",
            "'-2+3|' /C calc'!A0",
        );
        check("\tx", "\tx", "'\tx");
    }

    #[test]
    fn control_signs_are_taken_out() {
        check(
            "a\u{1b}[31mb\u{7}",
            "a\u{fffd}[31mb\u{fffd}",
            "a\u{fffd}[31mb\u{fffd}",
        );
        check("\r=1+1", "\u{fffd}=1+1", "\u{fffd}=1+1");
        assert_eq!(harmless_line("a\n2026 ERROR"), "a\u{fffd}2026 ERROR");
    }
}
