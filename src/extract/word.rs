//! A statement as words and punctuation marks, each with its class.

use crate::language::Words as WordList;
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

    /// Whether it is a word of the list.
    pub(super) fn is_in(&self, list: &WordList) -> bool {
        list.has(self.word)
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
                // "må Norges forskningsråd": a name behind a modal is no verb.
                let name = text[start..].starts_with(char::is_uppercase) && !tokens.is_empty();
                if name {
                    word_class(word)
                } else {
                    class_of(word, &tokens)
                }
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

/// The class of a word; a verb that the lexicon does not know is told by its place behind a modal.
fn class_of(word: &str, before: &[Token<'_>]) -> WordClass {
    let known = word_class(word);
    if known != WordClass::default() {
        return known;
    }
    // "som er/skal utvikles"
    if let Some((one, other)) = word.split_once('/') {
        let (one, other) = (word_class(one), word_class(other));
        if one.is(WordClass::FINITE) && other.is(WordClass::FINITE) {
            return other;
        }
        return known;
    }
    let modal = before
        .iter()
        .rev()
        .take(3)
        .find(|token| !token.class.is(WordClass::ADVERB))
        .is_some_and(|token| token.class.is_modal());
    if !modal {
        return known;
    }
    let is_genitive = ["enes", "anes", "elses"]
        .iter()
        .any(|ending| word.ends_with(ending));
    if word.len() > 5 && !is_genitive && (word.ends_with("es") || word.ends_with("ast")) {
        return WordClass::PASSIVE;
    }
    // "miljøsertifisere" is made with a verb that is known.
    let tail = word
        .char_indices()
        .skip(3)
        .map(|(at, _)| &word[at..])
        .take_while(|tail| tail.len() >= 5)
        .find(|tail| word_class(tail).is(WordClass::INFINITIVE));
    if tail.is_some() {
        return WordClass::INFINITIVE;
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_behind_a_modal_need_no_lexicon() {
        for (text, word, class) in [
            (
                "Gevinsten kan bruttoføres.",
                "bruttoføres",
                WordClass::PASSIVE,
            ),
            (
                "Tilsynet skal også miljømerke.",
                "miljømerke",
                WordClass::INFINITIVE,
            ),
            (
                "I år skal tilsynenes arbeid økes.",
                "tilsynenes",
                WordClass::default(),
            ),
            (
                "I år skal fiskere få hjelp.",
                "fiskere",
                WordClass::default(),
            ),
            ("Planen som er/skal lages.", "er/skal", WordClass::MUST),
        ] {
            let lower = lower(text);
            let tokens = tokens(text, &lower);
            let token = tokens.iter().find(|token| token.word == word).unwrap();
            let same = token.class == class || token.class.is(class);
            assert!(same, "{text}");
        }
    }

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
