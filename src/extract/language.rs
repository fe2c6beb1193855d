//! Bokmål or nynorsk, by the small words that differ.

use crate::model::Language;

const BOKMAL: &[&str] = &[
    "ikke", "fra", "en", "et", "de", "være", "noe", "noen", "hvordan", "hva", "hvor", "mer",
    "også", "gjør", "når", "hun", "blir", "etter", "kommer", "hver", "selv", "jeg",
];
const NYNORSK: &[&str] = &[
    "ikkje",
    "frå",
    "ein",
    "eit",
    "dei",
    "vere",
    "noko",
    "nokon",
    "nokre",
    "korleis",
    "kva",
    "kor",
    "meir",
    "òg",
    "gjer",
    "ho",
    "vert",
    "blei",
    "verksemda",
    "sjølv",
    "kjem",
    "gjeld",
    "kvar",
    "eg",
    "berre",
    "saman",
    "skulle",
    "auke",
    "difor",
    "desse",
    "gjennomføre",
    "følgje",
    "tenester",
    "leggje",
];
const ENOUGH: usize = 4_000;

/// The written standard of a text, judged by its first words.
pub fn language(text: &str) -> Language {
    let mut bokmal = 0usize;
    let mut nynorsk = 0usize;
    for word in text
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(ENOUGH)
    {
        let word = word.to_lowercase();
        bokmal += usize::from(BOKMAL.contains(&word.as_str()));
        nynorsk += usize::from(NYNORSK.contains(&word.as_str()));
    }
    if nynorsk > bokmal {
        Language::Nynorsk
    } else {
        Language::Bokmal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Language) {
        assert_eq!(language(text), expected, "{text}");
    }

    #[test]
    fn small_words_tell_the_standard() {
        check(
            "Etaten skal ikke vente, og det er noe som må gjøres fra i dag.",
            Language::Bokmal,
        );
        check(
            "Etaten skal ikkje vente, og det er noko som må gjerast frå i dag.",
            Language::Nynorsk,
        );
        check(
            "Direktoratet skal auke talet på tilsyn saman med kommunane.",
            Language::Nynorsk,
        );
        check("", Language::Bokmal);
    }
}
