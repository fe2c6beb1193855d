//! A statement cut into words and signs, once, for the readers that look at it token by token.

use super::context::Words;
use crate::model::{Found, Outline};
use std::ops::Range;

/// A word (letters and digits) or a single sign, as a byte range of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The tokens of a text, with its lower-case form.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    lower: String,
    tokens: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text: `"1.7.2023"` gives five tokens, `"NAV-loven § 14 a"` six.
    pub fn new(text: &'t str) -> Tokens<'t> {
        let mut lower = String::with_capacity(text.len());
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut in_word = false;
        for (at, character) in text.char_indices() {
            push_lower(&mut lower, character);
            let end = at + character.len_utf8();
            if character.is_alphanumeric() {
                match tokens.last_mut() {
                    Some(last) if in_word => last.end = end,
                    _ => tokens.push(Token { start: at, end }),
                }
                in_word = true;
            } else {
                in_word = false;
                // A soft hyphen belongs to no word.
                if !character.is_whitespace() && character != '\u{ad}' {
                    tokens.push(Token { start: at, end });
                }
            }
        }
        Tokens {
            text,
            lower,
            tokens,
        }
    }

    /// The text as given.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The text in lower case, as far as that is as long.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token in lower case; empty past the end.
    pub fn word(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.lower[token.start..token.end])
    }

    /// The token as written; empty past the end.
    pub fn written(&self, index: usize) -> &'t str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    /// First byte of a token; the text's length past the end.
    pub fn start(&self, index: usize) -> usize {
        self.tokens
            .get(index)
            .map_or(self.text.len(), |token| token.start)
    }

    /// One past the last byte of the token before `index`: where a stretch up to `index` ends.
    pub fn end_before(&self, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(last) => self
                .tokens
                .get(last)
                .map_or(self.text.len(), |token| token.end),
            None => 0,
        }
    }

    /// The text of the tokens `from..to`, as written.
    pub fn slice(&self, from: usize, to: usize) -> &'t str {
        let start = self.start(from);
        &self.text[start..self.end_before(to).max(start)]
    }

    /// The first token that starts at a byte or after it.
    pub fn index_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn is_glued(&self, index: usize) -> bool {
        index > 0 && index < self.len() && self.tokens[index - 1].end == self.tokens[index].start
    }

    /// The index past `phrase` if the tokens from `index` on are its words.
    pub fn after(&self, index: usize, phrase: &[&str]) -> Option<usize> {
        phrase
            .iter()
            .enumerate()
            .all(|(offset, word)| self.word(index + offset) == *word)
            .then_some(index + phrase.len())
    }

    /// The token as a whole number.
    pub fn number(&self, index: usize) -> Option<u32> {
        let word = self.word(index);
        (!word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    }

    /// Whether the token starts with a capital letter.
    pub fn is_capital(&self, index: usize) -> bool {
        self.written(index)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }
}

/// A value read at a stretch of a statement's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<T> {
    /// What was read.
    pub value: T,
    /// Bytes of the statement's text.
    pub range: Range<usize>,
    /// Name of the rule.
    pub rule: &'static str,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

impl<T> Mention<T> {
    /// The value with its place in the source; `words` are those that it was read from.
    pub fn found(self, words: &Words, outline: &Outline) -> Found<T> {
        let range = (self.range.start, self.range.end);
        words.found(outline, self.value, range, self.rule, self.confidence)
    }
}

/// Appends the lower-case form if it is as long, so that both forms share byte offsets.
fn push_lower(lower: &mut String, character: char) {
    if character.is_ascii() {
        lower.push(character.to_ascii_lowercase());
        return;
    }
    let mut forms = character.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(form), None) if form.len_utf8() == character.len_utf8() => lower.push(form),
        _ => lower.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs_are_cut_apart() {
        let tokens = Tokens::new("Frist 1.7.2023, jf. NAV-loven §14 a");
        let words: Vec<&str> = (0..tokens.len()).map(|index| tokens.word(index)).collect();
        assert_eq!(
            words,
            [
                "frist", "1", ".", "7", ".", "2023", ",", "jf", ".", "nav", "-", "loven", "§",
                "14", "a"
            ]
        );
        assert!(tokens.is_glued(13));
        assert_eq!(tokens.slice(9, 15), "NAV-loven §14 a");
    }

    #[test]
    fn letters_whose_lower_case_is_longer_keep_their_place() {
        let tokens = Tokens::new("İ ØST");
        assert_eq!(tokens.word(1), "øst");
        assert_eq!(tokens.written(1), "ØST");
    }
}
