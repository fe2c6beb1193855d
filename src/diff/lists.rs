//! The word lists of a comparison, from `corpus/language/comparison.toml`, made ready for look-up.

use crate::language::{Words, stem, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A list as it stands.
pub(super) fn list(name: &str) -> &'static Words {
    words("comparison", name)
}

/// Words of one sense, each row one: form → the row's first form.
pub(super) struct Senses(FxHashMap<&'static str, &'static str>);

impl Senses {
    fn of(name: &str) -> Senses {
        let mut senses = FxHashMap::default();
        for row in list(name).iter() {
            let first = row.split(' ').next().unwrap_or_default();
            senses.extend(row.split(' ').map(|form| (form, first)));
        }
        Senses(senses)
    }

    /// The sense of a word in lower case.
    pub(super) fn sense(&self, word: &str) -> Option<&'static str> {
        self.0.get(word).copied()
    }
}

/// Small words that decide: "ikke", "alle", "kun".
pub(super) static DECISIVE: LazyLock<Senses> = LazyLock::new(|| Senses::of("decisive"));
/// Small words that turn a sentence when exchanged: "før" for "etter".
pub(super) static TURNING: LazyLock<Senses> = LazyLock::new(|| Senses::of("turning"));
/// Spellings of one word: "mill." for "millioner".
pub(super) static SPELLINGS: LazyLock<Senses> = LazyLock::new(|| Senses::of("spellings"));

/// Words that bind a sentence together.
pub(super) static SMALL: LazyLock<&'static Words> = LazyLock::new(|| list("small"));

/// Number in letters → digits.
pub(super) static NUMBERS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut numbers = FxHashMap::default();
    for row in list("numbers").iter() {
        if let Some((digits, forms)) = row.split_once(' ') {
            numbers.extend(forms.split(' ').map(|form| (form, digits)));
        }
    }
    numbers
});

/// Stems of the words that compare without a number.
pub(super) static VAGUE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| list("vague").iter().map(stem).collect());

/// Stems of the words that alone change nothing.
pub(super) static LIGHT: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| list("light").iter().map(stem).collect());
