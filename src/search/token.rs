//! Text → words, numbers and section signs, each with its place.
//!
//! `"jf. NAV-loven §§ 14 a og 15"` → `jf`, `nav`, `loven`, `§14a`, `og`, `§15`. Hyphens and slashes part
//! words; a section sign and its number are one token, whatever the notation.

/// A word or number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The word in lower case; a section as `§14a`.
    pub word: String,
    /// What sort it is.
    pub form: TokenForm,
}

/// What sort of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenForm {
    /// A word.
    Word,
    /// A word that stands for the first half of a compound: "arbeids-" in "arbeids- og velferdsetaten".
    Half,
    /// Digits, perhaps with points or commas between: `2024`, `1.7.2023`.
    Number,
    /// A section of a statute.
    Section,
}

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut scanner = Scanner { text, at: 0 };
    while let Some(character) = scanner.peek() {
        if character == '§' {
            scanner.sections(&mut found);
        } else if character.is_alphanumeric() {
            found.push(scanner.word());
        } else {
            scanner.at += character.len_utf8();
        }
    }
    found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Runs of letters and digits; digits go on over a point or comma that another digit follows.
    fn word(&mut self) -> Token {
        let start = self.at;
        let mut word = String::new();
        let mut digits = true;
        let mut rest = self.rest().chars().peekable();
        while let Some(character) = rest.next() {
            if character.is_alphanumeric() {
                digits &= character.is_ascii_digit();
                word.extend(character.to_lowercase());
            } else if is_mark(character) {
                // A soft hyphen or an accent written apart belongs to the word.
                if character != '\u{ad}' {
                    word.push(character);
                }
            } else if digits
                && matches!(character, '.' | ',')
                && rest.peek().is_some_and(char::is_ascii_digit)
            {
                word.push(character);
            } else {
                break;
            }
            self.at += character.len_utf8();
        }
        let form = if digits {
            TokenForm::Number
        } else if self.ends_in_half() {
            TokenForm::Half
        } else {
            TokenForm::Word
        };
        if form == TokenForm::Word && !word.is_ascii() {
            word = composed(word);
        }
        Token {
            start,
            end: self.at,
            word,
            form,
        }
    }

    fn ends_in_half(&self) -> bool {
        let mut next = self.rest().chars();
        matches!(next.next(), Some('-' | '‑'))
            && next.next().is_none_or(|after| !after.is_alphanumeric())
    }

    /// "§ 14 a", "§14a", "§§ 24 og 25", "§§ 8-4 til 8-7", "§ 11 d andre ledd".
    fn sections(&mut self, found: &mut Vec<Token>) {
        let mut start = self.at;
        while self.rest().starts_with('§') {
            self.at += '§'.len_utf8();
        }
        let before = found.len();
        loop {
            self.skip_blanks();
            let Some(number) = self.section_number() else {
                break;
            };
            let end = self.at;
            found.push(Token {
                start,
                end,
                word: format!("§{number}"),
                form: TokenForm::Section,
            });
            // A further number of the same sign: after a comma or "og", "eller", "til", "jf.".
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\n', ',']);
            let joint = ["og ", "eller ", "til ", "– ", "- "]
                .iter()
                .find_map(|joint| trimmed.strip_prefix(joint))
                .or((trimmed.len() < rest.len() && rest.contains(',')).then_some(trimmed));
            match joint {
                Some(next) if starts_section_number(next) => {
                    self.at = self.text.len() - next.len();
                    start = self.at;
                }
                _ => break,
            }
        }
        if found.len() == before {
            found.push(Token {
                start,
                end: start + '§'.len_utf8(),
                word: "§".to_owned(),
                form: TokenForm::Section,
            });
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(blank) = self.peek().filter(|next| next.is_whitespace()) {
            self.at += blank.len_utf8();
        }
    }

    /// Digits, hyphened digits ("11-12"), then a lone letter joined or after one blank.
    fn section_number(&mut self) -> Option<String> {
        let bytes = self.rest().as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        if !digit(0) {
            return None;
        }
        let mut length = 0;
        while digit(length) || bytes.get(length) == Some(&b'-') && digit(length + 1) {
            length += 1;
        }
        let mut number = self.rest()[..length].to_owned();
        let letter = |at: usize| {
            let alone = !self
                .rest()
                .get(at + 1..)?
                .starts_with(char::is_alphanumeric);
            let byte = *bytes.get(at)?;
            (byte.is_ascii_alphabetic() && alone).then_some(byte.to_ascii_lowercase() as char)
        };
        if let Some(letter) = letter(length) {
            number.push(letter);
            length += 1;
        } else if bytes.get(length) == Some(&b' ')
            // "§ 5 i loven" names no letter i.
            && let Some(letter) = letter(length + 1).filter(|letter| *letter != 'i')
        {
            number.push(letter);
            length += 2;
        }
        self.at += length;
        Some(number)
    }
}

fn starts_section_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Letters with accents in one character each: "a" and a ring written apart meet "å".
fn composed(word: String) -> String {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    if is_nfc(&word) {
        word
    } else {
        word.nfc().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenForm, tokens};

    fn check(text: &str, expected: &[&str]) {
        let found = tokens(text);
        let words: Vec<&str> = found.iter().map(|token| token.word.as_str()).collect();
        assert_eq!(words, expected, "{text}");
        for token in found {
            assert!(token.start < token.end && text.get(token.start..token.end).is_some());
        }
    }

    #[test]
    fn words_are_parted_at_hyphens_and_slashes() {
        check(
            "NAV-kontor og Fylke/Region: IA-avtalen.",
            &["nav", "kontor", "og", "fylke", "region", "ia", "avtalen"],
        );
    }

    #[test]
    fn a_section_sign_and_its_number_are_one_token() {
        for notation in ["§ 14 a", "§14a", "§ 14a", "§\u{a0}14 a"] {
            check(notation, &["§14a"]);
        }
        check("§§ 24 og 25", &["§24", "§25"]);
        check("§§ 3, 4 og 5", &["§3", "§4", "§5"]);
        check("§§ 8-4 til 8-7", &["§8-4", "§8-7"]);
        check("§ 11 d andre ledd", &["§11d", "andre", "ledd"]);
        check("§ 5 i loven", &["§5", "i", "loven"]);
        check("§ 5 og andre", &["§5", "og", "andre"]);
        check("§ om", &["§", "om"]);
    }

    #[test]
    fn numbers_keep_their_points() {
        check(
            "1.7.2023, 12,5 pst. 2024.",
            &["1.7.2023", "12,5", "pst", "2024"],
        );
    }

    #[test]
    fn a_hanging_hyphen_marks_half_a_compound() {
        let found = tokens("arbeids- og velferdsetaten");
        assert_eq!(found[0].form, TokenForm::Half);
        assert_eq!(found[2].form, TokenForm::Word);
    }

    #[test]
    fn letters_with_the_ring_apart_are_the_same_word() {
        check("pa\u{30a} ar\u{ad}beid", &["på", "arbeid"]);
    }
}
