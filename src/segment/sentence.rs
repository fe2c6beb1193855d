//! Cuts a text into sentences.

use super::abbreviation::{Abbreviation, abbreviation};
use super::marker::is_counted;
use crate::language::{Words, words};
use std::ops::Range;
use std::sync::LazyLock;

static LETTERED: LazyLock<&Words> = LazyLock::new(|| words("lead", "lettered"));

/// Bytes of a sentence at most.
const LONGEST_SENTENCE: usize = 4000;

/// The sentences of a text, in order, without the white space between them.
///
/// A stop ends a sentence where white space and a capital, figure or opening quote follow, unless it
/// belongs to an abbreviation ("jf. Prop. 1 S"), an ordinal ("1. juli") or an initial.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut sentences = Vec::new();
    let mut start = 0;
    // Stops in a row are looked at once.
    let mut seen = 0;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        if at < start || at < seen {
            continue;
        }
        seen = at + 1 + closing(&text[at + 1..]);
        let Some(end) = end_of_sentence(text, start, at) else {
            continue;
        };
        let next = end + (text.len() - end - text[end..].trim_start().len());
        sentences.push(start..end);
        start = next;
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
        .into_iter()
        .flat_map(|sentence| broken(text, sentence))
        .collect()
}

/// A sentence in parts that are no longer than one can be. Readers of a sentence look back from every
/// word, so one without end would take for ever; no writer makes one.
fn broken(text: &str, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let whole = &text[rest.clone()];
        if whole.len() <= LONGEST_SENTENCE {
            return Some(std::mem::take(&mut rest));
        }
        let limit = whole.floor_char_boundary(LONGEST_SENTENCE);
        let cut = whole[..limit].rfind(char::is_whitespace).unwrap_or(limit);
        let cut = if cut == 0 { limit } else { cut };
        let part = rest.start..rest.start + cut;
        let behind = &whole[cut..];
        rest.start = part.end + (behind.len() - behind.trim_start().len());
        Some(part)
    })
}

/// Where the sentence that the stop at `at` ends goes to, closing quotes included.
fn end_of_sentence(text: &str, start: usize, at: usize) -> Option<usize> {
    let after = &text[at + 1..];
    let closing: usize = after
        .chars()
        .take_while(|c| matches!(c, '»' | '"' | '”' | ')' | ']' | '’' | '.' | '!' | '?' | '…'))
        .map(char::len_utf8)
        .sum();
    let end = at + 1 + closing;
    let rest = &text[end..];
    // A slip: "på feltet., I rapporten".
    let slip = closing == 0 && rest.starts_with(", ") && rest[2..].starts_with(char::is_uppercase);
    let (end, rest) = if slip {
        (end + 1, &rest[1..])
    } else {
        (end, rest)
    };
    let next = rest.trim_start();
    if next.is_empty() || next.len() == rest.len() {
        return None;
    }
    let first = next
        .chars()
        .find(|c| !matches!(c, '«' | '"' | '“' | '(' | '[' | '\'' | '–' | '-' | ' '))?;
    if first.is_lowercase() {
        return None;
    }
    if text.as_bytes()[at] != b'.' || closing > 0 {
        // "(2023.)" and "mv.»" are rare; a closing quote after a stop ends the sentence.
        return (first.is_uppercase() || first.is_ascii_digit() || first == '§').then_some(end);
    }
    // The stop may stand behind the closing quote: `heter "Trygg veg".`
    let before = text[start..at].trim_end_matches(['"', '»', '”', '’']);
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '"' | '/'))
        .map_or(0, |index| {
            index + before[index..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &before[word_start..];
    if word.is_empty() {
        return None;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return number_ends(before, word_start, word, next).then_some(end);
    }
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next())
        && only.is_uppercase()
    {
        // An initial: "K. Hansen". At the start of the text it is a list letter. "Prop. 1 S." and
        // "vedlegg A." end a sentence.
        return ends_in_letter(&before[..word_start]).then_some(end);
    }
    if slip && word.len() <= 4 {
        return None;
    }
    if word.len() <= 12 {
        match abbreviation(&word.to_lowercase()) {
            Some(Abbreviation::Leads) => {
                // "5 pst. Beløpet …" ends all the same: no capital may follow these.
                let ends =
                    matches!(word, "pst" | "mill" | "mrd" | "mva" | "stk") && first.is_uppercase();
                return ends.then_some(end);
            }
            Some(Abbreviation::MayEnd) => return first.is_uppercase().then_some(end),
            None => {}
        }
    }
    Some(end)
}

/// Whether what stands before a capital letter says that it is the letter of something: "Prop. 1 S",
/// "vedlegg A", "«plan B»".
fn ends_in_letter(before: &str) -> bool {
    let before = before.trim_end();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '«' | '"' | '“'))
        .next()
        .unwrap_or_default();
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || LETTERED.has(&word.to_lowercase())
}

/// Length of the closing signs and further stops behind a stop.
fn closing(after: &str) -> usize {
    after
        .chars()
        .take_while(|c| matches!(c, '»' | '"' | '”' | ')' | ']' | '’' | '.' | '!' | '?' | '…'))
        .map(char::len_utf8)
        .sum()
}

/// Whether a stop after a number ends the sentence: "i 2024. Etaten" does, "1. Tertial" and "nr. 4. og" do not.
fn number_ends(before: &str, word_start: usize, word: &str, next: &str) -> bool {
    if before[..word_start].trim().is_empty() {
        return false;
    }
    let following = next
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if word.len() <= 2 && is_counted(&following) {
        return false;
    }
    next.chars()
        .find(|c| !matches!(c, '«' | '"' | '(' | '–' | ' '))
        .is_some_and(char::is_uppercase)
        || word.len() == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_without_end_is_broken_between_words() {
        for unit in ["Etaten skal svare og ", "å", "\u{202e}skal "] {
            let text = unit.repeat(20_000 / unit.len());
            let parts = sentences(&text);
            assert!(parts.len() > 4, "{unit}");
            let lengths = parts.iter().map(|part| part.len());
            assert!(lengths.clone().all(|length| length <= LONGEST_SENTENCE));
            let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let read = parts.iter().map(|part| signs(&text[part.clone()]));
            assert_eq!(read.sum::<usize>(), signs(&text), "{unit}");
        }
    }

    #[test]
    fn a_stop_before_a_capital_ends_a_sentence() {
        check(
            "Tilsynet skal føre kontroll. Det skal skje årlig.",
            &["Tilsynet skal føre kontroll.", "Det skal skje årlig."],
        );
        check(
            "Gjelder det alle? Ja! «Alle» skal med.",
            &["Gjelder det alle?", "Ja!", "«Alle» skal med."],
        );
    }

    #[test]
    fn a_letter_that_counts_ends_a_sentence() {
        check(
            "Vi viser til Prop. 1 S. Tilsynet skal telle. Se vedlegg A. Det er «plan B». Det haster.",
            &[
                "Vi viser til Prop. 1 S.",
                "Tilsynet skal telle.",
                "Se vedlegg A.",
                "Det er «plan B».",
                "Det haster.",
            ],
        );
    }

    #[test]
    fn abbreviations_and_ordinals_end_nothing() {
        for text in [
            "Frist er 1. juli, jf. Prop. 1 S og kap. 3.2 i brevet.",
            "Det gjelder bl.a. Bergen og ca. 30 andre, jf. Meld. St. 4.",
            "Rapporten for 1. Tertial sendes innen 30. april.",
            "Etter § 11 d og nr. 4 i f.eks. Oslo er det 3 mill. kroner.",
            "Saken ligger hos K. Hansen.",
        ] {
            check(text, &[text]);
        }
    }

    #[test]
    fn an_abbreviation_that_may_end_does_so_before_a_capital() {
        check(
            "Det gjelder skoler mv. Etaten følger opp.",
            &["Det gjelder skoler mv.", "Etaten følger opp."],
        );
        check(
            "Satsen er 5 pst. Beløpet justeres.",
            &["Satsen er 5 pst.", "Beløpet justeres."],
        );
    }

    #[test]
    fn a_year_or_a_chapter_ends_a_sentence() {
        check(
            "Planen gjelder ut 2024. Den følges opp, jf. kap. 7. Målet ligger fast.",
            &[
                "Planen gjelder ut 2024.",
                "Den følges opp, jf. kap. 7.",
                "Målet ligger fast.",
            ],
        );
    }

    #[test]
    fn a_comma_that_slipped_behind_a_stop_is_no_part_of_the_next_sentence() {
        check(
            "Dere skal telle fugler på kysten., I rapporten skal arten stå.",
            &[
                "Dere skal telle fugler på kysten.,",
                "I rapporten skal arten stå.",
            ],
        );
        check(
            "Det gjelder mv., Oslo og ca., Bergen.",
            &["Det gjelder mv., Oslo og ca., Bergen."],
        );
    }

    #[test]
    fn a_stop_behind_a_closing_quote_ends_a_sentence() {
        check(
            "Etaten skal følge opp \"Trygg veg\". I tillegg kommer «Null utslipp». Det gjelder alle.",
            &[
                "Etaten skal følge opp \"Trygg veg\".",
                "I tillegg kommer «Null utslipp».",
                "Det gjelder alle.",
            ],
        );
    }

    #[test]
    fn a_closing_quote_belongs_to_the_sentence() {
        check(
            "De sier «det går bra.» Vi følger med.",
            &["De sier «det går bra.»", "Vi følger med."],
        );
    }
}
