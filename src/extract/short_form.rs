//! The definite last word that a long name is shortened to: "Statens vegvesen" → "Vegvesenet".

use super::discover::COMPANY_FORMS;
use crate::language::{Words, words};
use std::sync::LazyLock;

static OWNED: LazyLock<&Words> = LazyLock::new(|| words("actors", "owned_names"));

/// Head nouns of public bodies with their definite endings.
const HEADS: &[(&str, &[&str])] = &[
    ("bank", &["en"]),
    ("bibliotek", &["et"]),
    ("byrå", &["et"]),
    ("direktorat", &["et"]),
    ("etat", &["en"]),
    ("fond", &["et"]),
    ("forvaltning", &["en", "a"]),
    ("høgskole", &["n"]),
    ("institutt", &["et"]),
    ("kasse", &["n", ""]),
    ("kommisjon", &["en"]),
    ("museum", &[]),
    ("nemnd", &["a"]),
    ("ombud", &["et"]),
    ("råd", &["et"]),
    ("senter", &["et"]),
    ("tilsyn", &["et"]),
    ("tjeneste", &["n"]),
    ("verk", &["et"]),
    ("vesen", &["et"]),
];

/// The shorter ways to name a unit with this name: without the form of a company, and by its last word
/// where that is a compound of its own.
pub(super) fn short_forms(name: &str) -> Vec<String> {
    let Some((above, last)) = name.rsplit_once(' ') else {
        return Vec::new();
    };
    if COMPANY_FORMS.contains(&last) {
        return vec![above.to_owned()];
    }
    if !OWNED.has(&above.to_lowercase()) || !last.starts_with(char::is_lowercase) {
        return Vec::new();
    }
    let Some((head, endings)) = HEADS.iter().find(|(head, _)| last.ends_with(head)) else {
        return Vec::new();
    };
    // "Norges bank" is no "Banken".
    if last.len() < head.len() + 2 {
        return Vec::new();
    }
    let mut letters = last.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let word = format!("{first}{}", letters.as_str());
    let mut forms: Vec<String> = endings
        .iter()
        .filter(|ending| !ending.is_empty())
        .map(|ending| format!("{word}{ending}"))
        .collect();
    if let Some(stem) = word.strip_suffix("kasse") {
        forms.push(format!("{stem}kassa"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::short_forms;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert_eq!(short_forms(name), expected, "{name}");
    }

    #[test]
    fn a_compound_stands_for_the_name_that_ends_in_it() {
        check("Statens lyngvesen", &["Lyngvesenet"]);
        check("Statens tarekasse", &["Tarekassen", "Tarekassa"]);
        check("Norges havvindinstitutt", &["Havvindinstituttet"]);
        check("Norsk tangnett SF", &["Norsk tangnett"]);
    }

    #[test]
    fn other_names_have_no_such_form() {
        for name in [
            "Norges bank",
            "Havvindtilsynet",
            "Statens hus",
            "Direktoratet for lyngverk",
        ] {
            check(name, &[]);
        }
    }
}
