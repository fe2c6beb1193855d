//! Bullets and numbers that open a list item.

use super::number::decimal;
use crate::model::MONTHS;

/// What opens a list item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marker {
    /// As written: `•`, `a)`, `1.2.3`.
    pub text: String,
    /// Items of one list share it.
    pub kind: MarkerKind,
    /// Length in bytes with the white space behind it.
    pub length: usize,
}

/// The kind of a bullet or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerKind {
    /// A sign, such as `•` or `-`.
    Glyph(char),
    /// A lost bullet: the line begins with a space where others do not.
    Space,
    /// `1.`, `1)`.
    Number,
    /// `a)`, `a.`.
    Letter,
    /// `i)`, `ii)`.
    Roman,
    /// `1.2`, with that many numbers.
    Decimal(usize),
}

/// Reads a bullet, letter or number with a bracket at the start of a line; numbers with a stop too.
pub(super) fn marker(line: &str) -> Option<Marker> {
    glyph(line)
        .or_else(|| bracketed(line))
        .or_else(|| numbered(line))
}

fn glyph(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let length = first.len_utf8();
    let rest = &line[length..];
    let trimmed = rest.trim_start();
    let spaced = trimmed.len() < rest.len();
    let is_bullet = match first {
        '•' | '▪' | '■' | '●' | '○' | '◦' | '‣' | '⁃' | '∙' | '➢' | '►' | '✓' | '❖' | '□' => {
            true
        }
        // Bullets of symbol fonts have no character of their own.
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{1}'..='\u{8}' | '\u{7f}'..='\u{9f}' => true,
        '-' | '–' | '—' | '*' | '+' | '·' | 'o' | '§' => spaced && first != '§',
        _ => false,
    };
    if !is_bullet || trimmed.is_empty() {
        return None;
    }
    Some(Marker {
        text: first.to_string(),
        kind: MarkerKind::Glyph(first),
        length: line.len() - trimmed.len(),
    })
}

/// `a)`, `(a)`, `1)`, `iv)`, `a.` followed by white space.
fn bracketed(line: &str) -> Option<Marker> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let opened = inner.len() < line.len();
    // No word longer than five letters counts; the rest of the line need not be searched.
    let end = inner
        .bytes()
        .take(6)
        .position(|byte| matches!(byte, b')' | b'.'))?;
    let word = &inner[..end];
    let stop = inner.as_bytes()[end];
    let is_letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = word.len() > 1
        && word.len() <= 5
        && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    if word.is_empty() || !(is_letter || is_number || is_roman) {
        return None;
    }
    // A capital or figure with a stop may be an initial or a date; `numbered` reads the figures.
    if stop == b'.' && (opened || !word.starts_with(|c: char| c.is_ascii_lowercase())) {
        return None;
    }
    let rest = &inner[end + 1..];
    let trimmed = rest.trim_start();
    if trimmed.is_empty() || trimmed.len() == rest.len() {
        return None;
    }
    let kind = if is_number {
        MarkerKind::Number
    } else if is_roman {
        MarkerKind::Roman
    } else {
        MarkerKind::Letter
    };
    Some(Marker {
        text: line[..line.len() - rest.len()].to_owned(),
        kind,
        length: line.len() - trimmed.len(),
    })
}

/// `1.` or `1.2.3` followed by white space and no month or other word that an ordinal counts.
fn numbered(line: &str) -> Option<Marker> {
    let number = decimal(line)?;
    if number.depth == 1 && !number.has_stop {
        return None;
    }
    let next = line[number.length..]
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if is_counted(&next) || ["og", "gang"].contains(&next.as_str()) {
        return None;
    }
    let kind = match number.depth {
        1 => MarkerKind::Number,
        depth => MarkerKind::Decimal(depth),
    };
    Some(Marker {
        text: line[..number.length].trim_end().to_owned(),
        kind,
        length: number.length,
    })
}

/// Whether an ordinal may count this, written with a capital or not; `1. mai` opens no list.
pub(super) fn is_counted(word: &str) -> bool {
    const NOUNS: [&str; 5] = ["tertial", "kvartal", "halvår", "ledd", "punktum"];
    MONTHS.contains(&word) || NOUNS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found = marker(line);
        let found = found
            .as_ref()
            .map(|marker| (marker.text.as_str(), &line[marker.length..]));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn bullets_letters_and_numbers_open_items() {
        check("• Rapport", Some(("•", "Rapport")));
        check("\u{f0b7} Rapport", Some(("\u{f0b7}", "Rapport")));
        check("o Rapport", Some(("o", "Rapport")));
        check("a) Rapport", Some(("a)", "Rapport")));
        check("(iv) Rapport", Some(("(iv)", "Rapport")));
        check("1.2.3 Rapport", Some(("1.2.3", "Rapport")));
        check("2. Rapport", Some(("2.", "Rapport")));
    }

    #[test]
    fn words_dates_and_amounts_open_none() {
        for line in [
            "også rapport",
            "1. mai er fristen",
            "2 mill. kroner",
            "-3 prosent",
            "2024. Nå",
        ] {
            check(line, None);
        }
    }
}
