//! Other documents that a requirement leans on: parliamentary papers by series and number, circulars,
//! strategies, plans, guides and agreements by title.
//!
//! `"jf. Meld. St. 8 (2022-2023) og veileder for tilsyn"` cites two. A document that is still to be
//! made ("en strategi for …") or only pointed back to ("strategien") is none.

mod title;

use super::date;
use super::token::{Mention, Tokens};
use crate::model::DocumentRef;
use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use title::Named;

/// Whether a text could cite a document: keeps the rest of the work from most statements.
pub fn may_cite(text: &str) -> bool {
    static STEMS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build([
                "prop",
                "innst",
                "meld",
                "nou ",
                "dok",
                "rundskriv",
                "brev",
                "strategi",
                "plan",
                "veile",
                "rettlei",
                "rammeverk",
                "avtale",
                "retningslin",
                "instruks",
                "undersøk",
                "rapport",
                "plattform",
                "standard",
                "føringer for",
                "styringsdok",
                "«",
                "\"",
                "”",
            ])
            .ok()
    });
    STEMS.as_ref().is_none_or(|stems| stems.is_match(text))
}

/// Titles that a letter uses without the definite article: "veileder for tilsyn".
#[derive(Clone, Debug, Default)]
pub struct Titles {
    indefinite: FxHashSet<String>,
}

impl Titles {
    /// Takes in a statement of the letter.
    pub fn note(&mut self, tokens: &Tokens) {
        for at in openings(tokens) {
            if let Some(named) = title::named(tokens, at).filter(|named| !named.is_definite) {
                self.indefinite.insert(named.citation.to_lowercase());
            }
        }
    }

    /// The citation: without the article where the letter leaves it out elsewhere, or where years show
    /// that the words are a title.
    fn citation(&self, named: &Named) -> String {
        match &named.indefinite {
            Some(bare) if named.has_years || self.indefinite.contains(&bare.to_lowercase()) => {
                bare.clone()
            }
            _ => named.citation.clone(),
        }
    }
}

/// The documents that a text cites; `year` is the one that the letter concerns.
pub fn documents(tokens: &Tokens, titles: &Titles, year: Option<i16>) -> Vec<Mention<DocumentRef>> {
    let mut found: Vec<Mention<DocumentRef>> = Vec::new();
    if !may_cite(tokens.text()) {
        return found;
    }
    let mut seen = FxHashSet::default();
    let mut put = |citation: String, target, from: usize, to: usize, rule, confidence| {
        if seen.insert(citation.clone()) {
            found.push(Mention {
                value: DocumentRef { citation, target },
                range: tokens.start(from)..tokens.end_before(to),
                rule,
                confidence,
            });
        }
    };
    let mut read = 0;
    for at in openings(tokens) {
        if at < read {
            continue;
        }
        if let Some((citation, next)) = series(tokens, at) {
            put(citation, None, at, next, "document/series", 0.95);
            read = next;
        } else if let Some((citation, target, next)) = yearly(tokens, at, year) {
            put(citation, Some(target), at, next, "document/year", 0.8);
            read = next;
        } else if let Some((citation, next)) = quoted(tokens, at) {
            put(citation, None, at, next, "document/quoted-title", 0.7);
            read = next;
        } else if let Some(named) = title::named(tokens, at) {
            let citation = titles.citation(&named);
            put(citation, None, named.from, named.to, "document/title", 0.7);
            read = named.to;
        }
    }
    found
}

/// The tokens at which a citation may be recognised, in order: those with one of its stems in them.
fn openings(tokens: &Tokens) -> Vec<usize> {
    static STEMS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build([
                "st",
                "prop",
                "innst",
                "meld",
                "nou",
                "dok",
                "rundskriv",
                "brev",
                "årsrapport",
                "instruks",
                "strategi",
                "plan",
                "program",
                "plattform",
                "rammeverk",
                "retningslin",
                "standard",
                "veiled",
                "rettlei",
                "avtale",
                "rapport om",
                "føringer for",
                "riksrevisjonens",
                "«",
                "\"",
                "”",
                "“",
            ])
            .ok()
    });
    let Some(stems) = STEMS.as_ref() else {
        return (0..tokens.len()).collect();
    };
    let mut openings: Vec<usize> = stems
        .find_iter(tokens.lower())
        .map(|hit| {
            (
                tokens.index_at(hit.start() + 1).saturating_sub(1),
                hit.len(),
            )
        })
        // "St. meld.", not every word with these letters.
        .filter(|(at, length)| *length > 2 || tokens.word(*at).len() <= 2)
        .map(|(at, _)| at)
        .collect();
    openings.dedup();
    openings
}

/// A paper by series and number: "Prop. 1 S (2023-2024)", "NOU 2023:11", "rundskriv R-110".
fn series(tokens: &Tokens, at: usize) -> Option<(String, usize)> {
    let dot = |index: usize| index + usize::from(tokens.word(index) == ".");
    match tokens.word(at) {
        "prop" | "innst" => {
            let name = if tokens.word(at) == "prop" {
                "Prop."
            } else {
                "Innst."
            };
            let mut next = dot(at + 1);
            // "Innst. O. nr. 5"
            let house = tokens.word(next);
            let mut old = String::new();
            if matches!(house, "o" | "s")
                && tokens.word(next + 1) == "."
                && tokens.word(next + 2) == "nr"
            {
                old = format!(" {}. nr.", house.to_uppercase());
                next = dot(next + 3);
            }
            let number = tokens.number(next)?;
            next += 1;
            let letters = tokens.word(next);
            let mut citation = format!("{name}{old} {number}");
            if matches!(letters, "s" | "l" | "ls" | "ll") {
                citation.push_str(&format!(" {}", letters.to_uppercase()));
                next += 1;
            }
            if tokens.word(next) == "tillegg"
                && let Some(number) = tokens.number(next + 1)
            {
                citation.push_str(&format!(" Tillegg {number}"));
                next += 2;
            }
            Some(with_session(tokens, citation, next))
        }
        "meld" if tokens.word(at + 1) == "." && tokens.word(at + 2) == "st" => {
            let next = dot(at + 3);
            let number = tokens.number(next)?;
            Some(with_session(
                tokens,
                format!("Meld. St. {number}"),
                next + 1,
            ))
        }
        "st" if tokens.word(at + 1) == "." && matches!(tokens.word(at + 2), "meld" | "prp") => {
            let name = tokens.word(at + 2);
            let next = dot(at + 3);
            let next = if tokens.word(next) == "nr" {
                dot(next + 1)
            } else {
                next
            };
            let number = tokens.number(next)?;
            let citation = format!("St.{name}. nr. {number}");
            Some(with_session(tokens, citation, next + 1))
        }
        "nou" => {
            let year = tokens
                .number(at + 1)
                .filter(|year| (1972..2100).contains(year))?;
            let number = tokens
                .number(at + 3)
                .filter(|_| tokens.word(at + 2) == ":")?;
            Some((format!("NOU {year}: {number}"), at + 4))
        }
        "dok" | "dokument" => {
            let mut next = dot(at + 1);
            if tokens.word(next) == "nr" {
                next = dot(next + 1);
            }
            let first = tokens.number(next)?;
            let second = tokens
                .number(next + 2)
                .filter(|_| tokens.word(next + 1) == ":")?;
            next += 3;
            let mut citation = format!("Dok. {first}:{second}");
            let letters = tokens.word(next);
            if matches!(letters, "s" | "l" | "ls") {
                citation.push_str(&format!(" {}", letters.to_uppercase()));
                next += 1;
            }
            Some(with_session(tokens, citation, next))
        }
        word if word.starts_with("rundskriv") => {
            let next = at + 1;
            let next = if tokens.word(next) == "nr" {
                dot(next + 1)
            } else {
                next
            };
            let mut end = next;
            while end < tokens.len()
                && end < next + 7
                && (end == next || tokens.is_glued(end))
                && (tokens.number(end).is_some()
                    || tokens.word(end).len() <= 3 && tokens.is_capital(end)
                    || matches!(tokens.word(end), "-" | "–" | "/"))
            {
                end += 1;
            }
            let has_number = (next..end).any(|index| tokens.number(index).is_some());
            has_number.then(|| {
                let number = tokens.slice(next, end).replace('–', "-");
                (format!("rundskriv {number}"), end)
            })
        }
        "brev" | "brevet" => {
            let mut next = at + 1;
            while next < at + 5 && !matches!(tokens.word(next), "av" | "datert" | "den") {
                next += 1;
            }
            while matches!(tokens.word(next), "av" | "datert" | "den") {
                next += 1;
            }
            let (when, end) = date::when(tokens, next)?;
            if !matches!(when, date::When::Day(_)) {
                return None;
            }
            Some((format!("brev av {}", tokens.slice(next, end)), end))
        }
        _ => None,
    }
}

/// Adds the session in parentheses that follows, or that follows the paper named next.
///
/// `"Innst. 15 S og Prop. 1 S (2023-2024)"` gives both papers the session.
fn with_session(tokens: &Tokens, citation: String, at: usize) -> (String, usize) {
    if let Some((session, next)) = session(tokens, at) {
        return (format!("{citation} {session}"), next);
    }
    let is_list = matches!(tokens.word(at), "og" | ",")
        && matches!(tokens.word(at + 1), "prop" | "innst" | "meld" | "jf");
    if is_list && let Some((session, _)) = (at + 1..at + 9).find_map(|index| session(tokens, index))
    {
        return (format!("{citation} {session}"), at);
    }
    (citation, at)
}

/// "(2023-2024)" → `(2023–2024)`.
fn session(tokens: &Tokens, at: usize) -> Option<(String, usize)> {
    if tokens.word(at) != "(" || !matches!(tokens.word(at + 2), "-" | "–" | "/") {
        return None;
    }
    let first = tokens.number(at + 1)?;
    let second = tokens.number(at + 3)?;
    (tokens.word(at + 4) == ")").then(|| (format!("({first}–{second})"), at + 5))
}

/// A letter or report of a year: "tildelingsbrevet for 2023" → `tildelingsbrev-2023`.
fn yearly(tokens: &Tokens, at: usize, own: Option<i16>) -> Option<(String, String, usize)> {
    let word = tokens.word(at);
    let stem = [
        "tildelingsbrev",
        "disponeringsbrev",
        "oppdragsbrev",
        "årsrapport",
        "instruks",
    ]
    .into_iter()
    .find(|stem| word.starts_with(stem))?;
    if !matches!(&word[stem.len()..], "" | "et" | "en") {
        return None;
    }
    let mut from = at;
    let mut kind = crate::model::slug(stem);
    let before = |back: usize| at.checked_sub(back).map_or("", |index| tokens.word(index));
    if stem == "disponeringsbrev" {
        if before(1) != "og" || before(2) != "-" || before(3) != "mål" {
            return None;
        }
        from = at - 3;
        kind = "mal-og-disponeringsbrev".to_owned();
    } else if before(1) == "supplerende" {
        from = at - 1;
        kind = format!("supplerende-{kind}");
    }
    let next = at + 1 + usize::from(matches!(tokens.word(at + 1), "for" | "av"));
    let year = tokens
        .number(next)
        .filter(|year| (1990..2100).contains(year))?;
    // The report of the letter's own year is what is asked for, not what is cited.
    let is_older = own.is_none_or(|own| (year as i16) < own);
    is_older.then(|| {
        let citation = tokens.slice(from, next + 1).to_owned();
        (citation, format!("{kind}-{year}"), next + 1)
    })
}

/// A title in quotation marks after or with the noun that tells what it is: 'rapporten "Nye veier"'.
fn quoted(tokens: &Tokens, at: usize) -> Option<(String, usize)> {
    let close = match tokens.word(at) {
        "«" => "»",
        "\"" => "\"",
        "”" | "“" => "”",
        _ => return None,
    };
    let end = (at + 1..(at + 30).min(tokens.len())).find(|index| tokens.word(*index) == close)?;
    let before = at.checked_sub(1).map_or("", |index| tokens.word(index));
    let is_document = title::is_document(before) || title::is_document(tokens.word(at + 1));
    (is_document && end > at + 1).then(|| {
        let title = tokens.slice(at + 1, end).trim_end_matches(['.', ',']);
        (title.to_owned(), end + 1)
    })
}

#[cfg(test)]
mod tests;
