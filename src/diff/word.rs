//! Words as they are compared: without inflection, years counted from the letter's own year.

use super::lists::{DECISIVE, LIGHT, NUMBERS, SMALL, SPELLINGS, TURNING};
use crate::language::stem;

/// What a word carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A word with meaning of its own.
    Content,
    /// A word that alone does not change what is demanded: "særlig", "sørge for", "videre".
    Light,
    /// Articles, pronouns that point back, prepositions of place.
    Small,
    /// A small word that turns the sentence when it takes another's place: "før", "til", "eller".
    Turning,
    /// A small word that decides what is demanded: "ikke", "alle", "kun".
    Decisive,
    /// A number in digits.
    Number,
    /// A number in letters: "åtte".
    NumberWord,
    /// A year near the letter's own, or a date with one.
    Year,
}

impl Class {
    /// Whether the word binds a sentence together rather than naming something.
    pub(super) fn is_small(self) -> bool {
        matches!(self, Class::Small | Class::Turning | Class::Decisive)
    }

    /// Whether the word is a number.
    pub(super) fn is_figure(self) -> bool {
        matches!(self, Class::Number | Class::NumberWord)
    }
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The form that is compared.
    pub key: String,
    /// What it carries.
    pub class: Class,
}

/// The words of a text. A year in it is told by its distance from `year`, so that "i 2023" in the
/// letter for 2023 is the same as "i 2024" in the letter for 2024.
pub(super) fn words(text: &str, year: Option<i16>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = tag_length(rest) {
            at += length;
            continue;
        }
        let length = if matches!(character, '§' | '%') {
            character.len_utf8()
        } else if character.is_ascii_digit() {
            number_length(rest)
        } else {
            let inside = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
            rest.find(|c: char| !inside(c)).unwrap_or(rest.len())
        };
        if length == 0 {
            at += character.len_utf8();
            continue;
        }
        let (key, class) = key(&rest[..length], year);
        words.push(Word {
            start: at,
            end: at + length,
            key,
            class,
        });
        at += length;
    }
    words
}

/// Length of a mark-up tag that the text starts with; `<5 %` is none.
fn tag_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let name = rest.strip_prefix('/').unwrap_or(rest);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    text.bytes()
        .take(40)
        .position(|b| b == b'>')
        .map(|at| at + 1)
}

/// Length of the number that the text starts with: "31.12.2024", "6,1", "24 500".
fn number_length(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    // Groups of three belong together: "24 500", "1 250 000".
    let mut grouped = end <= 3;
    while grouped {
        let gap = text[end..].chars().next().filter(|c| is_blank(*c));
        let from = end + gap.map_or(0, char::len_utf8);
        grouped = gap.is_some() && digits(from) == 3;
        if grouped {
            end = from + 3;
        }
    }
    while matches!(text.as_bytes().get(end), Some(b'.' | b',')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    end
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn key(word: &str, year: Option<i16>) -> (String, Class) {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word, year);
    }
    let lower = thinned(&word.to_lowercase());
    if let Some(spelling) = SPELLINGS.sense(&lower) {
        return (spelling.to_owned(), Class::Content);
    }
    if DECISIVE.sense(&lower).is_some() {
        return (lower, Class::Decisive);
    }
    if TURNING.sense(&lower).is_some() {
        return (lower, Class::Turning);
    }
    if lower == "§" || SMALL.has(&lower) {
        return (lower, Class::Small);
    }
    if let Some(digits) = NUMBERS.get(lower.as_str()) {
        return ((*digits).to_owned(), Class::NumberWord);
    }
    let stem = stem(&lower);
    let class = if LIGHT.contains(&stem) {
        Class::Light
    } else {
        Class::Content
    };
    (stem, class)
}

/// Without the third of three equal letters, which no Norwegian word has: "budsjetttall" → "budsjettall".
fn thinned(word: &str) -> String {
    let mut thin = String::with_capacity(word.len());
    let (mut last, mut before) = (None, None);
    for letter in word.chars() {
        if last != Some(letter) || before != Some(letter) {
            thin.push(letter);
        }
        (before, last) = (last, Some(letter));
    }
    thin
}

fn number(word: &str, year: Option<i16>) -> (String, Class) {
    let word: String = word.chars().filter(|c| !is_blank(*c)).collect();
    let as_year = |digits: &str| -> Option<i16> {
        let value: i16 = digits.parse().ok()?;
        (digits.len() == 4 && (1900..2100).contains(&value)).then_some(value)
    };
    let near = |value: i16| year.map(|own| value - own).filter(|far| far.abs() <= 2);
    if let Some(value) = as_year(&word) {
        return match near(value) {
            Some(far) => (format!("år{far:+}"), Class::Year),
            None => (word, Class::Year),
        };
    }
    let (day, last) = word.rsplit_once('.').unwrap_or(("", &word));
    if let Some(value) = as_year(last).filter(|_| !day.is_empty()) {
        let day = plain(day);
        return match near(value) {
            Some(far) => (format!("{day}.år{far:+}"), Class::Year),
            None => (format!("{day}.{value}"), Class::Year),
        };
    }
    // Points between groups of three are blanks: "24.500".
    let mut groups = word.split('.');
    let first = groups.next().unwrap_or_default();
    let thousands = word.contains('.') && first.len() <= 3 && groups.all(|group| group.len() == 3);
    match thousands {
        true => (plain(&word.replace('.', "")), Class::Number),
        false => (plain(&word), Class::Number),
    }
}

/// Without zeros in front: "01.03" → "1.3".
fn plain(number: &str) -> String {
    let part = |part: &str| match part.trim_start_matches('0') {
        "" => "0".to_owned(),
        rest if rest.starts_with(',') => format!("0{rest}"),
        rest => rest.to_owned(),
    };
    number.split('.').map(part).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let words = words(text, Some(2024)).into_iter();
        words.map(|word| word.key).collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(keys(text).join(" "), expected, "{text}");
    }

    #[test]
    fn inflected_forms_share_a_key() {
        for forms in [
            "kontorene kontorer kontoret",
            "ordninga ordningane ordningen",
            "brukerne brukere brukeren",
            "stien stiene",
            "fjellet fjellene",
            "varden vardene",
        ] {
            let keys = keys(forms);
            assert!(keys.iter().all(|key| *key == keys[0]), "{forms}: {keys:?}");
        }
        check("av de", "av de");
        assert_eq!(keys("budsjetttall"), keys("budsjettall"));
    }

    #[test]
    fn a_year_is_told_from_the_letters_own() {
        check("i 2024 og 2023 og 1997", "i år+0 og år-1 og 1997");
        check("innen 31.12.2024", "innen 31.12.år+0");
        check("innen 01.03.2024", "innen 1.3.år+0");
    }

    #[test]
    fn a_number_is_one_however_it_is_written() {
        check("6,1 % av 24 500 og <5 %", "6,1 % av 24500 og 5 %");
        check("24.500 eller 24\u{a0}500", "24500 eller 24500");
        check("6 prosent, 6 %", "6 % 6 %");
        check(
            "tretti uker, 30 uker",
            &format!("30 {0} 30 {0}", stem("uker")),
        );
        check("0,5 og 0", "0,5 og 0");
        check("5 1000", "5 1000");
    }

    #[test]
    fn small_words_have_a_class_of_their_own() {
        let classes = |text: &str| -> Vec<Class> {
            words(text, None).iter().map(|word| word.class).collect()
        };
        assert_eq!(
            classes("ikke før den"),
            [Class::Decisive, Class::Turning, Class::Small]
        );
        assert_eq!(classes("særlig kai"), [Class::Light, Class::Content]);
    }
}
