//! Definite short forms and the names that they fit: "direktoratet" fits "Sjødirektoratet" and
//! "Direktoratet for kystkultur", "virksomheten" fits any body.

use crate::language::{Words, words};
use crate::model::slug;
use std::sync::LazyLock;

static ROWS: LazyLock<&Words> = LazyLock::new(|| words("actors", "short_forms"));

/// The forms, each with the class of names that it stands for.
static FORMS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = ROWS.iter().filter_map(|row| row.split_once(": "));
    rows.flat_map(|(class, forms)| forms.split(", ").map(move |form| (form, class)))
        .collect()
});

/// The classes that a name may fit and that are remembered, each once.
static CLASSES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut classes: Vec<&str> = FORMS.iter().map(|(_, class)| *class).collect();
    classes.retain(|class| !class.is_empty() && !class.ends_with('+'));
    classes.sort_unstable();
    classes.dedup();
    classes
});

/// The short forms with their classes: the ending of the names that they fit, with `+` behind it where
/// they stand for several, empty where they fit any body.
pub(super) fn forms() -> &'static [(&'static str, &'static str)] {
    &FORMS
}

/// The classes that one of the names fits.
pub(super) fn classes<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'static str> {
    let names: Vec<String> = names.map(slug).collect();
    let fits_one = |class: &&&str| names.iter().any(|name| fits(class, name));
    CLASSES.iter().filter(fits_one).copied().collect()
}

/// Whether a name, as a slug, has the head noun of a class as its first or last word:
/// `helsedirektoratet` and `direktoratet-for-helse` fit `direktorat`.
pub(super) fn fits(class: &str, name: &str) -> bool {
    if class.is_empty() {
        return true;
    }
    let word_ends = |word: &str| {
        ["", "et", "en", "a", "n", "t", "ene"].iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.ends_with(class))
        })
    };
    let company = matches!(class, "foretak" | "selskap");
    let mut words = name.split('-');
    words.next().is_some_and(word_ends)
        || name.rsplit('-').next().is_some_and(|last| {
            word_ends(last)
                || company && matches!(last, "sf" | "hf" | "rhf" | "as" | "kf" | "asa" | "iks")
        })
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert_eq!(classes([name].into_iter()), expected, "{name}");
    }

    #[test]
    fn a_name_fits_by_its_first_or_last_word() {
        check("Taredirektoratet", &["direktorat"]);
        check("Direktoratet for tare og tang", &["direktorat"]);
        check("Norsk tangnett SF", &["foretak", "selskap"]);
        check("Vadsø sykehus HF", &["foretak", "selskap"]);
        check("Taremekleren", &[]);
    }
}
