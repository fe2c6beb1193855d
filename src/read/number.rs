//! Numbers and bullets of lists as a reader sees them.

/// A number in the form that `kind` tells, with its stop: `1` → "3.", `a` → "c.", `I` → "III.".
pub(super) fn written(kind: char, number: i64) -> String {
    format!("{}.", bare(kind, number))
}

/// A number in the form that `kind` tells: `1`, `a`, `A`, `i`, `I`.
pub(super) fn bare(kind: char, number: i64) -> String {
    match kind {
        'a' => letters(number),
        'A' => letters(number).to_uppercase(),
        'i' => roman(number).to_lowercase(),
        'I' => roman(number),
        _ => number.to_string(),
    }
}

/// `27` → "aa", as Word counts: the letter repeats.
fn letters(number: i64) -> String {
    if !(1..=780).contains(&number) {
        return number.to_string();
    }
    let letter = char::from(b'a' + ((number - 1) % 26) as u8);
    letter.to_string().repeat(((number - 1) / 26 + 1) as usize)
}

fn roman(number: i64) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// The number in "2.1." where it is one alone; "Kapittel 2" is none.
pub(super) fn alone(text: &str) -> Option<&str> {
    let number = text.trim().trim_end_matches(['.', ')', ':']);
    let is_number = !number.is_empty()
        && number.split('.').all(|part| {
            !part.is_empty()
                && (part.bytes().all(|byte| byte.is_ascii_digit())
                    || part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
                    || part.bytes().all(|byte| b"IVXLCivxlc".contains(&byte)))
        });
    is_number.then_some(number)
}

/// Whether a line begins with a bullet that was typed: "- telle", "• male".
pub(super) fn opens_with_bullet(text: &str) -> bool {
    let mut characters = text.chars();
    let is_bullet = characters.next().is_some_and(|first| {
        matches!(
            first,
            '-' | '–' | '—' | '•' | '▪' | '■' | '●' | '○' | '◦' | '‣' | '·' | '\u{e000}'
                ..='\u{f8ff}'
        )
    });
    is_bullet && characters.next().is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: char, number: i64, expected: &str) {
        assert_eq!(written(kind, number), expected);
    }

    #[test]
    fn numbers_are_written_in_their_form() {
        check('1', 12, "12.");
        check('a', 3, "c.");
        check('a', 28, "bb.");
        check('A', 2, "B.");
        check('i', 4, "iv.");
        check('I', 1994, "MCMXCIV.");
        check('i', 0, "0.");
        check('a', i64::MAX, "9223372036854775807.");
    }
}
