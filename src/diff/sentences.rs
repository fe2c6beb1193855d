//! The sentences in which a change is told, from `corpus/wording/changes.toml`.

use super::letter::{Aspect, What};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ALL: LazyLock<Languages> =
    LazyLock::new(
        || match toml::from_str(include_str!("../../corpus/wording/changes.toml")) {
            Ok(languages) => languages,
            // A test reads this very file, so a program that was released holds a good one.
            Err(error) => unreachable!("corpus/wording/changes.toml: {error}"),
        },
    );

/// The sentences in Norwegian bokmål.
pub(super) fn norwegian() -> &'static Sentences {
    &ALL.nb
}

/// The sentences in English.
pub(super) fn english() -> &'static Sentences {
    &ALL.en
}

#[derive(Deserialize)]
struct Languages {
    nb: Sentences,
    en: Sentences,
}

/// The sentences of one language.
#[derive(Deserialize)]
pub(super) struct Sentences {
    and: String,
    aspects: Vec<String>,
    obligation: [String; 4],
    indicator: [String; 4],
    goal: [String; 4],
    priority: [String; 4],
    section: [String; 4],
    budget_item: [String; 4],
    /// The rest by name.
    #[serde(flatten)]
    sentences: BTreeMap<String, String>,
}

/// The words for a sort of fact.
pub(super) struct Noun<'a> {
    /// "Kravet".
    pub the: &'a str,
    /// "et krav".
    pub one: &'a str,
    /// "nytt".
    pub new: &'a str,
    /// "det samme".
    pub same: &'a str,
}

impl Sentences {
    /// The words for a sort of fact.
    pub(super) fn noun(&self, what: What) -> Noun<'_> {
        let [the, one, new, same] = match what {
            What::Obligation => &self.obligation,
            What::Indicator => &self.indicator,
            What::Goal => &self.goal,
            What::Priority => &self.priority,
            What::Section => &self.section,
            What::BudgetItem => &self.budget_item,
        };
        Noun {
            the,
            one,
            new,
            same,
        }
    }

    /// The sentence of that name, filled in.
    pub(super) fn say(&self, name: &str, fill: &[(&str, &str)]) -> String {
        let mut sentence = String::new();
        let mut rest = self.sentences.get(name).map_or("", String::as_str);
        // Piece by piece, so that nothing in the letters' words is taken for a gap to fill.
        while let Some((before, after)) = rest.split_once('{') {
            let (key, after) = after.split_once('}').unwrap_or((after, ""));
            sentence.push_str(before);
            let value = fill.iter().find(|(own, _)| *own == key);
            sentence.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        sentence.push_str(rest);
        sentence
    }

    /// The word for an aspect.
    pub(super) fn aspect(&self, aspect: Aspect) -> &str {
        self.aspects.get(aspect as usize).map_or("", String::as_str)
    }

    /// "a, b og c"
    pub(super) fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_sentences_with_the_same_gaps() {
        let gaps = |sentence: &str| -> Vec<String> {
            let mut gaps: Vec<String> = sentence
                .split('{')
                .skip(1)
                .map(|rest| rest.split('}').next().unwrap_or_default().to_owned())
                .collect();
            gaps.sort();
            gaps
        };
        let names = |sentences: &Sentences| -> Vec<(String, Vec<String>)> {
            let all = sentences.sentences.iter();
            all.map(|(name, sentence)| (name.clone(), gaps(sentence)))
                .collect()
        };
        assert_eq!(names(norwegian()), names(english()));
        assert_eq!(norwegian().aspects.len(), 7);
        assert_eq!(english().aspects.len(), 7);
    }

    #[test]
    fn a_gap_is_filled_with_words_that_may_hold_braces() {
        let said = norwegian().say("put_in", &[("to", "«{from}»")]);
        assert!(said.starts_with("«{from}» "), "{said}");
    }
}
