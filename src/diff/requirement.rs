//! A requirement made ready for comparison.

use super::edit::Worded;
use super::lists::list;
use super::word::{Class, Word, words};
use crate::model::{Deadline, Document, Evidence, Obligation, Span, collapse};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashSet;

/// A requirement with what the comparison asks of it.
pub(super) struct Requirement<'a> {
    pub document: &'a Document,
    pub obligation: &'a Obligation,
    /// The words of its quote; footnote signs and word breaks in it are passed over.
    pub words: Vec<Word>,
    /// The words of its lead-in.
    pub lead: Vec<Word>,
    /// Units that the sentence itself names.
    pub units: Vec<&'a str>,
    /// Target groups that the sentence itself names.
    pub named_groups: Vec<&'a str>,
    /// Target groups, those of the heading too.
    pub groups: Vec<&'a str>,
    pub legal: Vec<&'a str>,
    /// The letter's year.
    pub year: Option<i16>,
}

impl<'a> Requirement<'a> {
    /// Its text: the letter's own words, without the lead-in.
    #[allow(
        clippy::misnamed_getters,
        reason = "the obligation's own `text` has the lead-in too"
    )]
    pub(super) fn text(&self) -> &'a str {
        &self.obligation.quote
    }

    /// Its text with its words.
    pub(super) fn worded(&self) -> Worded<'_> {
        Worded {
            text: self.text(),
            words: &self.words,
        }
    }

    /// Its lead-in with its words.
    pub(super) fn lead(&self) -> Worded<'_> {
        Worded {
            text: self.obligation.lead_in.as_deref().unwrap_or_default(),
            words: &self.lead,
        }
    }

    /// The words of the letter that a piece of proof points at; none where it points at nothing.
    pub(super) fn verbatim(&self, evidence: &Evidence) -> Option<String> {
        let content = &self.document.text.content;
        let pieces = evidence.spans.iter().filter_map(|span| {
            let piece = content.get(span.start as usize..span.end as usize)?;
            (!piece.trim().is_empty()).then(|| collapse(piece))
        });
        let text = pieces.collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// The requirements of a letter, in order.
pub(super) fn requirements<'a>(
    document: &'a Document,
    vocabulary: &Vocabulary,
) -> Vec<Requirement<'a>> {
    let year = document.facts.head.year;
    let obligations = &document.facts.obligations;
    let ready = |obligation: &'a Obligation| {
        let mut words = own_words(document, obligation, year);
        soften(&obligation.quote, &mut words);
        soften_names(document, vocabulary, obligation, &mut words);
        let mut lead = super::word::words(obligation.lead_in.as_deref().unwrap_or_default(), year);
        soften_names(document, vocabulary, obligation, &mut lead);
        let within = |spans: &[Span]| {
            spans
                .iter()
                .any(|span| obligation.spans.iter().any(|own| own.overlaps(*span)))
        };
        let explicit = obligation.units.iter().filter(|unit| unit.explicit);
        let groups = obligation.target_groups.iter();
        let named = groups.clone().filter(|group| within(&group.evidence.spans));
        let laws = obligation.legal.iter();
        Requirement {
            document,
            obligation,
            words,
            lead,
            units: sorted(explicit.map(|unit| unit.unit.as_str())),
            named_groups: sorted(named.map(|group| group.value.as_str())),
            groups: sorted(groups.map(|group| group.value.as_str())),
            legal: sorted(laws.map(|law| law.value.citation.as_str())),
            year,
        }
    };
    obligations.iter().map(ready).collect()
}

fn sorted<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The words of a requirement's quote. They are read off the statements' own text, in which footnote
/// signs and broken words are mended, and found again in the quote, so that what is shown is the
/// letter's to the letter.
fn own_words(document: &Document, obligation: &Obligation, year: Option<i16>) -> Vec<Word> {
    let quote = &obligation.quote;
    let mended = mended(document, obligation).and_then(|text| {
        let places = places(&text, quote)?;
        let mut words = words(&text, year);
        for word in &mut words {
            (word.start, word.end) = (places[word.start], places[word.end - 1] + 1);
            // A letter may take several bytes; its last one ends it.
            while !quote.is_char_boundary(word.end) {
                word.end += 1;
            }
        }
        Some(words)
    });
    mended.unwrap_or_else(|| words(quote, year))
}

/// The text of the statements, unless the requirement is only a part of them.
fn mended(document: &Document, obligation: &Obligation) -> Option<String> {
    let statements = obligation.statements.iter();
    let texts = statements.map(|at| {
        let statement = document.outline.statements.get(*at as usize);
        statement.map(|statement| statement.text.as_str())
    });
    let text = texts.collect::<Option<Vec<_>>>()?.join(" ");
    let (own, quote) = (text.chars().count(), obligation.quote.chars().count());
    (own * 10 > quote * 7 && own <= quote).then_some(text)
}

/// Where each byte of a text stands in a longer one that has all its letters in this order; none where
/// it has not. Blanks may differ.
fn places(text: &str, longer: &str) -> Option<Vec<usize>> {
    let mut places = vec![0; text.len()];
    let mut rest = longer.char_indices();
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            continue;
        }
        let (found, same) = rest.find(|(_, other)| *other == letter)?;
        for byte in 0..same.len_utf8() {
            places[at + byte] = found + byte;
        }
    }
    Some(places)
}

/// Marks the words of background clauses as light: "Selv om rammen strammes inn, skal …". A clause
/// ends at a comma, or at the verb that directs.
fn soften(text: &str, words: &mut [Word]) {
    let lower: Vec<String> = words
        .iter()
        .map(|word| text[word.start..word.end].to_lowercase())
        .collect();
    let openings: Vec<Vec<&str>> = list("background")
        .iter()
        .map(|row| row.split(' ').collect())
        .collect();
    let mut at = 0;
    while at < words.len() {
        let opens = openings.iter().any(|opening| {
            lower.len() >= at + opening.len()
                && opening.iter().zip(&lower[at..]).all(|(a, b)| a == b)
        });
        let starts_clause =
            at == 0 || text[words[at - 1].end..words[at].start].contains([',', '–', ';']);
        if !opens || !starts_clause {
            at += 1;
            continue;
        }
        while at < words.len() && !list("directs").has(&lower[at]) {
            if words[at].class == Class::Content || words[at].class.is_small() {
                words[at].class = Class::Light;
            }
            let until = words.get(at + 1).map_or(text.len(), |next| next.start);
            let gap = &text[words[at].end..until];
            at += 1;
            if gap.contains([',', '.', ';']) {
                break;
            }
        }
    }
}

/// Marks the words of the acting units' names as light: whether a name is written out, shortened or
/// put in the passive changes nothing; that another unit must act is seen from the units.
fn soften_names(
    document: &Document,
    vocabulary: &Vocabulary,
    obligation: &Obligation,
    own: &mut [Word],
) {
    let mut names: Vec<&str> = Vec::new();
    for slug in obligation.units.iter().map(|unit| unit.unit.as_str()) {
        if let Some(unit) = vocabulary.unit(slug) {
            names.push(&unit.name);
            names.extend(unit.short_name.as_deref());
            names.extend(unit.aliases.iter().map(String::as_str));
        }
        if let Some(unit) = document.facts.units.iter().find(|unit| unit.slug == slug) {
            names.push(&unit.name);
            names.extend(unit.short_name.as_deref());
            names.extend(unit.aliases.iter().map(String::as_str));
        }
    }
    let keys: FxHashSet<String> = names
        .iter()
        .flat_map(|name| words(name, None))
        .map(|word| word.key)
        .collect();
    for word in own {
        if word.class == Class::Content && keys.contains(&word.key) {
            word.class = Class::Light;
        }
    }
}

/// When something is due, comparable between years.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// Month and day, and how many years from the letter's own.
    Day(i8, i8, i16),
    /// A rhythm.
    Rhythm(u8),
    /// A time limit.
    Limit(String),
    /// Words.
    Words(Vec<String>),
}

/// The deadlines of a requirement, without those that only tell when something starts.
pub(super) fn dues(deadlines: &[&Deadline], year: Option<i16>) -> Vec<Due> {
    let mut dues: Vec<Due> = deadlines
        .iter()
        .map(|deadline| {
            if let Some(date) = deadline.date {
                Due::Day(
                    date.month(),
                    date.day(),
                    date.year() - year.unwrap_or_default(),
                )
            } else if let Some(recurrence) = deadline.recurrence {
                Due::Rhythm(recurrence as u8)
            } else if let Some(duration) = &deadline.duration {
                Due::Limit(duration.clone())
            } else {
                let content = words(&deadline.text, year);
                Due::Words(
                    content
                        .into_iter()
                        .filter(|word| !word.class.is_small())
                        .map(|word| word.key)
                        .collect(),
                )
            }
        })
        .collect();
    dues.sort();
    dues.dedup();
    dues
}

/// Whether a deadline tells when a duty starts rather than when it is done.
pub(super) fn is_start(deadline: &Deadline) -> bool {
    let text = deadline.text.trim_start().to_lowercase();
    list("starts").opens(&text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, longer: &str, expected: Option<&str>) {
        let found = places(text, longer).map(|places| {
            let words = words(text, None);
            let last = words.last().expect("a word");
            longer[places[last.start]..=places[last.end - 1]].to_owned()
        });
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn the_words_of_a_mended_text_are_found_in_the_letters_own() {
        check("ny småbåthavn", "ny småbåt- havn", Some("småbåt- havn"));
        check("planen gjelder", "planen1 gjelder", Some("gjelder"));
        check("planen", "plan", None);
    }
}
