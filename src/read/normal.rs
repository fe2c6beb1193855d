//! One form for what text comes in: letters composed, ligatures taken apart, one line end, one blank, one
//! hyphen, nothing invisible. A letter that comes in other clothes is the same letter.
//!
//! Lines stay lines, so that places keep their numbers. A soft hyphen stays where a line ends: it tells
//! that the word goes on below.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in its one form.
pub(super) fn normal(content: &str) -> Cow<'_, str> {
    if content.is_ascii() && !content.contains(['\r', '\x0b', '\0']) {
        return Cow::Borrowed(content);
    }
    let composed: Cow<str> = match is_nfc_quick(content.chars()) {
        IsNormalized::Yes => Cow::Borrowed(content),
        _ => Cow::Owned(content.nfc().collect()),
    };
    let Some(first) = composed.find(is_changed) else {
        return composed;
    };
    let mut text = String::with_capacity(composed.len());
    text.push_str(&composed[..first]);
    let mut rest = composed[first..].chars().peekable();
    while let Some(character) = rest.next() {
        let at_line_end = |next: Option<&char>| {
            next.is_none_or(|next| is_line_end(*next) || matches!(next, '\r' | '\n' | '\x0c'))
        };
        match character {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    text.push('\n');
                }
            }
            '\u{ad}' | '¬' if at_line_end(rest.peek()) && text.ends_with(char::is_alphabetic) => {
                text.push('\u{ad}');
            }
            '¬' => text.push('¬'),
            '\0' => text.push(char::REPLACEMENT_CHARACTER),
            '\u{2010}' | '\u{2011}' => text.push('-'),
            '\u{fb00}'..='\u{fb06}' => text.push_str(ligature(character)),
            _ if is_line_end(character) => text.push('\n'),
            _ if is_blank(character) => text.push(' '),
            _ if is_invisible(character) => {}
            _ => text.push(character),
        }
    }
    Cow::Owned(text)
}

fn is_changed(character: char) -> bool {
    matches!(
        character,
        '\r' | '\0' | '\u{2010}' | '\u{2011}' | '¬' | '\u{fb00}'..='\u{fb06}'
    ) || is_line_end(character)
        || is_blank(character)
        || is_invisible(character)
}

/// Line ends that are neither `\n` nor `\r`: vertical tab, NEL, line and paragraph separator.
fn is_line_end(character: char) -> bool {
    matches!(character, '\x0b' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Blanks of every width, with and without a break.
fn is_blank(character: char) -> bool {
    !character.is_ascii() && character.is_whitespace() && !is_line_end(character)
}

/// What is not seen and says nothing: marks of direction, joiners, byte order marks, soft hyphens.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

fn ligature(character: char) -> &'static str {
    match character {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => "st",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &str) {
        assert_eq!(normal(content), expected);
        assert_eq!(normal(expected), expected, "not settled");
    }

    #[test]
    fn letters_are_composed_and_ligatures_taken_apart() {
        check("ma\u{30a} sørge", "må sørge");
        check("o\u{308}kning og \u{212b}s", "ökning og Ås");
        check(
            "\u{fb01}re \u{fb02}askehalser, o\u{fb00}entlig",
            "fire flaskehalser, offentlig",
        );
    }

    #[test]
    fn line_ends_are_one() {
        check(
            "en\rto\r\ntre\u{85}fire\u{2028}fem\n",
            "en\nto\ntre\nfire\nfem\n",
        );
        check("side\x0cside", "side\x0cside");
    }

    #[test]
    fn blanks_are_one() {
        check("skal\u{202f}telle\u{a0}10\u{2009}000", "skal telle 10 000");
    }

    #[test]
    fn invisible_marks_go() {
        check("\u{200e}Tilsynet \u{200b}skal\u{feff}", "Tilsynet skal");
        check("små\u{ad}båt", "småbåt");
    }

    #[test]
    fn a_soft_hyphen_stays_at_a_line_end() {
        check("småbåt\u{ad}\nhavner", "småbåt\u{ad}\nhavner");
        check("småbåt¬\nhavner", "småbåt\u{ad}\nhavner");
        check("a ¬ b", "a ¬ b");
    }

    #[test]
    fn hyphens_that_break_no_line_are_hyphens() {
        check("NAV\u{2011}loven og e\u{2010}post", "NAV-loven og e-post");
    }

    #[test]
    fn a_lost_character_is_one_character() {
        check("o\0entlig", "o\u{fffd}entlig");
    }
}
