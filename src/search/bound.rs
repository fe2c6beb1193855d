//! How much of a question is looked at. An unknown word is tried letter by letter, so its length counts
//! twice; no word of any letter comes near the bound.

use std::borrow::Cow;

/// Bytes of a query that are looked at.
const LONGEST_QUERY: usize = 1024;

/// Letters of a word that are looked at.
const LONGEST_WORD: usize = 60;

/// The query without what lies beyond the bounds.
pub(super) fn bounded(query: &str) -> Cow<'_, str> {
    let cut = &query[..query.floor_char_boundary(LONGEST_QUERY)];
    let is_long = |word: &str| word.chars().nth(LONGEST_WORD).is_some();
    if !cut.split_whitespace().any(is_long) {
        return Cow::Borrowed(cut);
    }
    let mut kept = String::with_capacity(cut.len());
    let mut letters = 0;
    for character in cut.chars() {
        letters = match character.is_alphanumeric() {
            true => letters + 1,
            false => 0,
        };
        if letters <= LONGEST_WORD {
            kept.push(character);
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &str) {
        assert_eq!(bounded(query), expected);
    }

    #[test]
    fn ordinary_queries_stay_as_they_are() {
        check("", "");
        check(
            "«fast kontaktperson» åtte uker",
            "«fast kontaktperson» åtte uker",
        );
    }

    #[test]
    fn long_words_and_long_queries_are_cut() {
        let long = "å".repeat(61);
        check(
            &format!("fyr {long} hav"),
            &format!("fyr {} hav", &long[..120]),
        );
        let many = "fyr ".repeat(1000);
        check(&many, &many[..1024]);
        check(&"å ".repeat(700), &"å ".repeat(700)[..1023]);
    }

    #[test]
    fn an_address_of_many_short_words_is_kept() {
        let address = "https://styring.example/brev/2024/tildelingsbrev-til-havneverket/krav/alle";
        check(address, address);
    }
}
