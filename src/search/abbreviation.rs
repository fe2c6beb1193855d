//! Abbreviations that a text introduces itself: "varig tilrettelagt arbeid (VTA)".

use super::token::{TokenForm, tokens};

/// The abbreviations in a text, each with the words it stands for, as written.
pub(super) fn abbreviations(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(length) = text[open..].find(')') else {
            break;
        };
        let short = &text[open + 1..open + length];
        if is_abbreviation(short)
            && let Some(long) = long_form(&text[..open], short)
        {
            found.push((short, long));
        }
    }
    found
}

const SHORTEST: usize = 2;
const LONGEST: usize = 6;
/// A compound has at least so many letters for each one of its abbreviation.
const LETTERS_EACH: usize = 5;

fn is_abbreviation(text: &str) -> bool {
    let letters = text.chars().count();
    (SHORTEST..=LONGEST).contains(&letters) && text.chars().all(char::is_uppercase)
}

/// The words at the end of `before` whose first letters are those of the abbreviation; small words
/// between do not count. Else the last word, where it is a compound that holds the letters in order.
fn long_form<'t>(before: &'t str, short: &str) -> Option<&'t str> {
    let tail_start = before.char_indices().rev().nth(150).map_or(0, |(at, _)| at);
    let tail = &before[tail_start..];
    let words = tokens(tail);
    let letters: Vec<char> = short.chars().flat_map(char::to_lowercase).collect();
    let mut open = letters.len();
    for token in words.iter().rev().take(2 * LONGEST) {
        if token.form == TokenForm::Section {
            break;
        }
        let Some(first) = token.word.chars().next() else {
            break;
        };
        if first == letters[open - 1] {
            open -= 1;
            if open == 0 {
                return Some(tail[token.start..].trim_end());
            }
        } else if token.word.chars().count() > 3 {
            break;
        }
    }
    let last = words.last()?;
    let mut rest = last.word.chars();
    let begins = last.word.starts_with(letters[0]);
    let holds = letters
        .iter()
        .all(|letter| rest.any(|other| other == *letter));
    let long = last.word.chars().count() >= LETTERS_EACH * letters.len();
    (begins && holds && long).then(|| &tail[last.start..last.end])
}

#[cfg(test)]
mod tests {
    use super::abbreviations;

    fn check(text: &str, expected: &[(&str, &str)]) {
        assert_eq!(abbreviations(text), expected, "{text}");
    }

    #[test]
    fn initials_of_words_or_of_a_compound_are_found() {
        check(
            "Plasser i varig tilrettelagt arbeid (VTA) økes.",
            &[("VTA", "varig tilrettelagt arbeid")],
        );
        check(
            "risiko- og sårbarhetsanalyse (RS)",
            &[("RS", "risiko- og sårbarhetsanalyse")],
        );
        check(
            "mottakere av arbeidsavklaringspenger (AAP)",
            &[("AAP", "arbeidsavklaringspenger")],
        );
    }

    #[test]
    fn other_brackets_are_none() {
        check("klager (EØS) og vedtak (se vedlegg) samt anker (", &[]);
        check("(VTA)", &[]);
    }
}
