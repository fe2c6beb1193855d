//! A requirement made ready for comparison.

use super::word::{Class, Word, words};
use crate::model::{Deadline, Document, Obligation, Span, collapse};
use crate::vocabulary::Vocabulary;

/// A requirement with what the comparison asks of it.
pub(super) struct Requirement<'a> {
    pub obligation: &'a Obligation,
    /// Its text without lead-in and footnote signs.
    pub text: String,
    pub words: Vec<Word>,
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

/// The requirements of a letter, in order.
pub(super) fn requirements<'a>(
    document: &'a Document,
    vocabulary: &Vocabulary,
) -> Vec<Requirement<'a>> {
    let year = document.facts.head.year;
    let obligations = &document.facts.obligations;
    obligations
        .iter()
        .map(|obligation| {
            let text = plain_text(document, obligation);
            let mut words = words(&text, year);
            soften(&text, &mut words);
            soften_names(document, vocabulary, obligation, &mut words);
            let within = |spans: &[Span]| {
                spans
                    .iter()
                    .any(|span| obligation.spans.iter().any(|own| own.overlaps(*span)))
            };
            let explicit = obligation.units.iter().filter(|unit| unit.explicit);
            let named = obligation
                .target_groups
                .iter()
                .filter(|group| within(&group.evidence.spans));
            Requirement {
                units: sorted(explicit.map(|unit| unit.unit.as_str())),
                named_groups: sorted(named.map(|group| group.value.as_str())),
                groups: sorted(
                    obligation
                        .target_groups
                        .iter()
                        .map(|group| group.value.as_str()),
                ),
                legal: sorted(
                    obligation
                        .legal
                        .iter()
                        .map(|law| law.value.citation.as_str()),
                ),
                obligation,
                text,
                words,
                year,
            }
        })
        .collect()
}

fn sorted<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The statements' own text, in which footnote signs and broken words are mended, unless the
/// requirement is only a part of them.
fn plain_text(document: &Document, obligation: &Obligation) -> String {
    let statements = &document.outline.statements;
    let mut text = String::new();
    for statement in &obligation.statements {
        if let Some(statement) = statements.get(*statement as usize) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&statement.text);
        }
    }
    let (own, quote) = (text.chars().count(), obligation.quote.chars().count());
    if own * 10 > quote * 7 && own * 10 < quote * 13 {
        text
    } else {
        collapse(&obligation.quote)
    }
}

/// Conjunctions that open a clause of background: it may go without a change in what is demanded.
const BACKGROUND: [&[&str]; 8] = [
    &["selv", "om"],
    &["sjølv", "om"],
    &["til", "tross", "for"],
    &["på", "grunn", "av"],
    &["som", "en", "følge", "av"],
    &["ettersom"],
    &["fordi"],
    &["siden"],
];

/// Marks the words of background clauses as light: "Selv om rammen strammes inn, skal …".
fn soften(text: &str, words: &mut [Word]) {
    let lower: Vec<String> = words
        .iter()
        .map(|word| text[word.start..word.end].to_lowercase())
        .collect();
    let mut at = 0;
    while at < words.len() {
        let opens = BACKGROUND.iter().any(|conjunction| {
            lower.len() >= at + conjunction.len()
                && conjunction.iter().zip(&lower[at..]).all(|(a, b)| a == b)
        });
        let starts_clause =
            at == 0 || text[words[at - 1].end..words[at].start].contains([',', '–', ';']);
        if !opens || !starts_clause {
            at += 1;
            continue;
        }
        while at < words.len() {
            if words[at].class == Class::Content {
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
    let keys: Vec<String> = names
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
                        .filter(|word| word.class != Class::Function)
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
    ["fra ", "frå ", "f.o.m", "fom "]
        .iter()
        .any(|start| text.starts_with(start))
}
