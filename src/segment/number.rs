//! Numbers of headings and list items, and other forms of single words.

/// Whether a word is an acronym or a short name that keeps its hyphen: "NAV", "Nav", "EØS", "IA", "P4".
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && capitals * 2 >= letters
        || capitals == 1 && letters <= 3 && word.starts_with(char::is_uppercase)
}

/// The value of a roman numeral up to 39, in capitals.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let mut value = 0;
    let mut last = u32::MAX;
    let mut total = 0;
    for character in word.chars().rev() {
        let digit = match character {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => return None,
        };
        if last != u32::MAX && digit < value {
            total -= digit as i32;
        } else {
            total += digit as i32;
            value = digit;
        }
        last = digit;
    }
    let total = u32::try_from(total).ok()?;
    (to_roman(total) == word).then_some(total)
}

fn to_roman(mut value: u32) -> String {
    let mut word = String::new();
    for (size, digits) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while value >= size {
            word.push_str(digits);
            value -= size;
        }
    }
    word
}

/// A decimal number at the start of a line: "2.1.1." or "3".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decimal<'t> {
    /// Without trailing stop.
    pub number: &'t str,
    /// How many numbers it is made of.
    pub depth: usize,
    /// Whether a stop follows.
    pub has_stop: bool,
    /// Length in bytes with stop and white space.
    pub length: usize,
}

/// Reads a decimal number followed by white space. Each number in it has at most two digits.
pub(super) fn decimal(line: &str) -> Option<Decimal<'_>> {
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut depth = 0;
    let mut end = 0;
    loop {
        let digits = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits == 0 {
            break;
        }
        if digits > 2 {
            return None;
        }
        depth += 1;
        at += digits;
        end = at;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
        } else {
            break;
        }
    }
    let rest = &line[at..];
    let trimmed = rest.trim_start();
    if depth == 0 || trimmed.is_empty() || trimmed.len() == rest.len() {
        return None;
    }
    Some(Decimal {
        number: &line[..end],
        depth,
        has_stop: at > end,
        length: line.len() - trimmed.len(),
    })
}
