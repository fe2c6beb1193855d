//! Classes of Norwegian function words and verb forms, bokmål and nynorsk: what clause analysis needs.
//!
//! Verb forms are made from a list of infinitives. A form that is also a common noun ("møter", "leder")
//! is left out of the finite verbs, as it would be read as one inside noun phrases.

use crate::language::words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be; several bits may be set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass(u16);

impl WordClass {
    /// A finite verb, modal or not.
    pub const FINITE: WordClass = WordClass(1);
    /// skal, må, lyt.
    pub const MUST: WordClass = WordClass(1 << 1);
    /// bør.
    pub const SHOULD: WordClass = WordClass(1 << 2);
    /// kan.
    pub const MAY: WordClass = WordClass(1 << 3);
    /// vil.
    pub const WILL: WordClass = WordClass(1 << 4);
    /// Opens a subordinate clause, always: at, dersom, når.
    pub const SUBORDINATOR: WordClass = WordClass(1 << 5);
    /// A preposition.
    pub const PREPOSITION: WordClass = WordClass(1 << 6);
    /// An adverb that may open a sentence or stand by the verb.
    pub const ADVERB: WordClass = WordClass(1 << 7);
    /// og, eller, men, samt.
    pub const CONJUNCTION: WordClass = WordClass(1 << 8);
    /// A pronoun or determiner.
    pub const DETERMINER: WordClass = WordClass(1 << 9);
    /// An active infinitive.
    pub const INFINITIVE: WordClass = WordClass(1 << 10);
    /// A passive in -s or -st: infinitive and, in bokmål, present.
    pub const PASSIVE: WordClass = WordClass(1 << 11);

    /// Whether one of the bits of `other` is set.
    pub fn is(self, other: WordClass) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits of both.
    pub const fn or(self, other: WordClass) -> WordClass {
        WordClass(self.0 | other.0)
    }

    /// Whether it is skal, må, bør, kan or vil.
    pub fn is_modal(self) -> bool {
        self.is(WordClass(
            Self::MUST.0 | Self::SHOULD.0 | Self::MAY.0 | Self::WILL.0,
        ))
    }
}

/// The class of a lower-case word; none of the bits where the lexicon does not know it.
pub fn word_class(word: &str) -> WordClass {
    LEXICON.get(word).copied().unwrap_or_default()
}

static LEXICON: LazyLock<FxHashMap<String, WordClass>> = LazyLock::new(lexicon);

const VERBS: &str = include_str!("verbs.txt");

/// The lists of `corpus/language/lexicon.toml` with the class of their words.
const GROUPS: &[(WordClass, &str)] = &[
    (WordClass::MUST.or(WordClass::FINITE), "must"),
    (WordClass::SHOULD.or(WordClass::FINITE), "should"),
    (WordClass::MAY.or(WordClass::FINITE), "may"),
    (WordClass::WILL.or(WordClass::FINITE), "will"),
    (WordClass::FINITE, "finite"),
    (WordClass::SUBORDINATOR, "subordinators"),
    (WordClass::PREPOSITION, "prepositions"),
    (WordClass::ADVERB, "adverbs"),
    (WordClass::CONJUNCTION, "conjunctions"),
    (WordClass::INFINITIVE, "infinitives"),
    (WordClass::DETERMINER, "determiners"),
];

fn lexicon() -> FxHashMap<String, WordClass> {
    let mut lexicon: FxHashMap<String, WordClass> = FxHashMap::default();
    let mut put = |word: String, class: WordClass| {
        let entry = lexicon.entry(word).or_default();
        *entry = entry.or(class);
    };
    let nouns = words("lexicon", "nouns");
    let verbs = VERBS.lines().filter(|line| !line.starts_with('#'));
    for infinitive in verbs.flat_map(str::split_whitespace) {
        put(infinitive.to_owned(), WordClass::INFINITIVE);
        let present = format!("{infinitive}r");
        if !nouns.has(&present) {
            put(present, WordClass::FINITE);
        }
        put(format!("{infinitive}s"), WordClass::PASSIVE);
        if let Some(stem) = infinitive.strip_suffix('e') {
            put(format!("{stem}a"), WordClass::INFINITIVE);
            for present in [format!("{stem}ar"), format!("{stem}er")] {
                if !nouns.has(&present) {
                    put(present, WordClass::FINITE);
                }
            }
            put(format!("{stem}ast"), WordClass::PASSIVE);
        } else {
            put(format!("{infinitive}ast"), WordClass::PASSIVE);
            put(format!("{infinitive}st"), WordClass::PASSIVE);
        }
    }
    for (class, list) in GROUPS {
        for word in words("lexicon", list).iter() {
            put(word.to_owned(), *class);
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verb_forms_are_made_in_both_standards() {
        for (word, class) in [
            ("videreføres", WordClass::PASSIVE),
            ("vidareførast", WordClass::PASSIVE),
            ("rapporterer", WordClass::FINITE),
            ("arbeidar", WordClass::FINITE),
            ("følgje", WordClass::INFINITIVE),
            ("skal", WordClass::MUST),
        ] {
            assert!(word_class(word).is(class), "{word}");
        }
        assert!(!word_class("møter").is(WordClass::PASSIVE));
        assert!(!word_class("kontor").is(WordClass::FINITE));
    }
}
