//! A statement as words and punctuation marks, each with its class.

use crate::vocabulary::{WordClass, word_class};

/// A word or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In lower case.
    pub word: &'t str,
    /// What it may be; nothing for punctuation.
    pub class: WordClass,
    /// Whether it stands inside parentheses or quotation marks.
    pub aside: bool,
    /// Whether it starts with a capital letter.
    pub capital: bool,
}

impl Token<'_> {
    /// Whether it is one of these words or marks.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.word)
    }

    /// Whether it is a punctuation mark.
    pub(super) fn is_mark(&self) -> bool {
        !self.word.starts_with(char::is_alphanumeric)
    }
}

/// The text in lower case, byte for byte as long as the text.
pub(super) fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            lower.push(character.to_ascii_lowercase());
            continue;
        }
        let mut small = character.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == character.len_utf8() => lower.push(one),
            _ => lower.push(character),
        }
    }
    lower
}

/// The tokens of a text; `lower` is the text in lower case.
pub(super) fn tokens<'t>(text: &str, lower: &'t str) -> Vec<Token<'t>> {
    let mut tokens: Vec<Token<'t>> = Vec::with_capacity(text.len() / 6);
    let (mut round, mut quoted) = (0_usize, false);
    let mut characters = lower.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        if character.is_alphanumeric() {
            while let Some((at, next)) = characters.peek().copied() {
                let inner = next.is_alphanumeric() || next == '\u{ad}' || {
                    matches!(next, '-' | '/' | '.' | '§')
                        && lower[at + next.len_utf8()..].starts_with(char::is_alphanumeric)
                };
                if !inner && next != '-' {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
                if !inner {
                    break;
                }
            }
        }
        match character {
            '(' | '[' => round += 1,
            '«' | '“' => quoted = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        let word = &lower[start..end];
        tokens.push(Token {
            start,
            end,
            word,
            class: if character.is_alphanumeric() {
                word_class(word)
            } else {
                WordClass::default()
            },
            aside: round > 0 || quoted,
            capital: text[start..].starts_with(char::is_uppercase),
        });
        match character {
            ')' | ']' => round = round.saturating_sub(1),
            '»' | '”' => quoted = false,
            _ => {}
        }
    }
    // A parenthesis or quotation that is never closed hides nothing.
    if round > 0 || quoted {
        tokens.iter_mut().for_each(|token| token.aside = false);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_hyphens_and_slashes_and_asides_are_marked() {
        let text = "NAV-kontoret (jf. § 14 a) skal, og/eller bør.";
        let lower = lower(text);
        let tokens = tokens(text, &lower);
        let words: Vec<&str> = tokens.iter().map(|token| token.word).collect();
        assert_eq!(
            words,
            [
                "nav-kontoret",
                "(",
                "jf",
                ".",
                "§",
                "14",
                "a",
                ")",
                "skal",
                ",",
                "og/eller",
                "bør",
                "."
            ]
        );
        assert!(tokens[2].aside && !tokens[8].aside);
    }
}
