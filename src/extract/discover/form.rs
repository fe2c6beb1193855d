//! Names by their own words: an ending ("Havvindtilsynet"), a head noun with what it is for
//! ("Direktoratet for …", "Statens …"), a capital or an acronym behind "sammen med".

use super::Name;
use crate::language::{Words, words};
use crate::vocabulary::{WordClass, word_class};
use aho_corasick::AhoCorasick;
use regex::Regex;
use std::sync::LazyLock;

static ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "names_end"));
static NO_NAMES: LazyLock<&Words> = LazyLock::new(|| words("actors", "no_names"));
static NO_BODIES: LazyLock<&Words> = LazyLock::new(|| words("actors", "no_bodies"));
static BODIES: LazyLock<&Words> = LazyLock::new(|| words("actors", "bodies"));
static BODIES_FOR: LazyLock<&Words> = LazyLock::new(|| words("actors", "bodies_for"));
static BODIES_IN: LazyLock<&Words> = LazyLock::new(|| words("actors", "bodies_in"));
static OWNED: LazyLock<&Words> = LazyLock::new(|| words("actors", "owned_names"));
static TOGETHER: LazyLock<&Words> = LazyLock::new(|| words("actors", "together"));
static ROW_ENDS: LazyLock<&Words> = LazyLock::new(|| words("actors", "companions_end"));
static CONJUNCTIONS: LazyLock<&Words> = LazyLock::new(|| words("actors", "conjunctions"));

/// The rows of a list as the branches of a pattern.
fn branches(list: &Words) -> String {
    list.iter().map(regex::escape).collect::<Vec<_>>().join("|")
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// One word, or several with hyphens: "Fiskeri- og havdepartementet". The signs around it are spelled out,
/// as `\b` is slow in text that is not ASCII throughout.
static COMPOUND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|\W)((?:\p{{Lu}}\p{{Ll}}+-(?:, \p{{Ll}}+-)* og )?\p{{L}}[\p{{L}}-]{{2,}}(?:{}))s?(?: \((\p{{Lu}}[\p{{L}}-]{{1,9}})\)|\W|$)",
        branches(&ENDINGS)
    ))
});

/// The endings alone: most sentences have none after a capital and need no pattern.
static ENDING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(ENDINGS.iter()).ok());

/// A head noun with what it is for: "Direktoratet for …", "Universitetet i …", "Statens …".
static PHRASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let capital = |list: &Words| {
        let rows = list.iter().map(|row| {
            let mut letters = row.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string());
            format!(
                "{}{}",
                first.unwrap_or_default(),
                regex::escape(letters.as_str())
            )
        });
        rows.collect::<Vec<_>>().join("|")
    };
    pattern(&format!(
        r"\b(?:(?:{}) for|(?:{}) (?:i|på)|{}) ",
        capital(&BODIES_FOR),
        capital(&BODIES_IN),
        capital(&OWNED)
    ))
});

/// Whom something is done with: "sammen med Forsvaret".
static COMPANION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:{}) med (\p{{Lu}}\p{{Ll}}{{4,}}(?:et|en|a))(?:[ ,.;]|$)",
        branches(&TOGETHER)
    ))
});

/// Names by their ending.
pub(super) fn compounds<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    let Some(compound) = COMPOUND.as_ref().filter(|_| may_name(text)) else {
        return;
    };
    let mut from = 0;
    while let Some(found) = compound.captures_at(text, from) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else {
            break;
        };
        // The sign behind one name may be the one before the next.
        let sign = whole.as_str().chars().next_back().map_or(0, char::len_utf8);
        from = name.end().max(whole.end() - sign);
        let short = found.get(2).map(|short| short.as_str());
        let word = name.as_str().to_lowercase();
        let capital = name.as_str().starts_with(char::is_uppercase);
        let first = name.start() == 0 && !name.as_str().contains("- og ");
        let told = !first || short.is_some() || binds(&text[name.end()..]);
        if capital && told && NO_NAMES.ends(&word).is_none() {
            names.push(Name {
                short,
                ..Name::at(text, name.start(), name.end())
            });
        }
    }
}

/// Whether what follows a name at the start of a sentence shows that it is one: a verb, "og", a name in
/// parentheses.
fn binds(rest: &str) -> bool {
    let rest = rest.trim_start_matches('s');
    let Some(next) = rest
        .strip_prefix(' ')
        .and_then(|rest| rest.split(' ').next())
    else {
        return false;
    };
    word_class(next).is(WordClass::FINITE) || CONJUNCTIONS.has(next)
}

/// Whether a word that ends like a unit has a capital which may start a name.
fn may_name(text: &str) -> bool {
    let Some(endings) = ENDING.as_ref() else {
        return true;
    };
    endings.find_iter(text).any(|hit| {
        text[..hit.start()]
            .chars()
            .rev()
            .take_while(|c| c.is_alphabetic() || *c == '-')
            .any(char::is_uppercase)
            || text.contains("- og ")
    })
}

/// Whom something is done with, by capital or acronym.
pub(super) fn companions<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    if !text.contains(" med ") {
        return;
    }
    for found in COMPANION
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
    {
        if let Some(name) = found.get(1)
            && !names.iter().any(|known| known.start == name.start())
        {
            names.push(Name::at(text, name.start(), name.end()));
        }
    }
    acronyms(text, names);
}

/// Bodies that work is done with and that go by their acronym: "saman med Kartverket og NIBIO".
fn acronyms<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    for (at, _) in text.match_indices(" med ") {
        let before = &text[..at];
        let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        if !TOGETHER.has(&word) {
            continue;
        }
        // A row of names is short; so is the work in a line without end.
        const REACH: usize = 160;
        let from = at + " med ".len();
        let mut to = text.len().min(from + REACH);
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let rest = &text[from..to];
        let stop = ROW_ENDS.iter().filter_map(|stop| rest.find(stop)).min();
        let mut place = from;
        for part in rest[..stop.unwrap_or(rest.len())].split([' ', ',']) {
            let word = part.trim_end_matches('.');
            let letters = word.chars().count();
            if (3..=8).contains(&letters)
                && word.chars().all(char::is_uppercase)
                && !NO_BODIES.has(&word.to_lowercase())
            {
                names.push(Name::at(text, place, place + word.len()));
            }
            place += part.len() + 1;
        }
    }
}

/// Names of several words.
pub(super) fn long_names<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    for found in PHRASE.iter().flat_map(|phrase| phrase.find_iter(text)) {
        names.extend(long_name(text, found.start(), found.end()));
    }
}

/// The name that goes on from byte `from`: to its acronym, or as far as its words go.
fn long_name(text: &str, start: usize, from: usize) -> Option<Name<'_>> {
    let rest = &text[from..];
    let mut end = from;
    let mut count = 0;
    for word in rest.split(' ').take(8) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let class = word_class(&bare.to_lowercase());
        let stop = word.starts_with('(')
            || bare.is_empty()
            || class.is(WordClass::FINITE)
            || class.is(WordClass::PASSIVE)
            || class.is(WordClass::INFINITIVE)
            || class.is(WordClass::PREPOSITION)
            || CONJUNCTIONS.has(bare) && !text[from..].contains('(');
        if stop {
            break;
        }
        end = (from + (word.as_ptr() as usize - rest.as_ptr() as usize)) + bare.len();
        count += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    let name = text.get(start..end)?;
    let name = name.trim_end_matches(" og");
    if count == 0 {
        return None;
    }
    let lower = name.to_lowercase();
    let body = BODIES_FOR.opens(&lower).is_some()
        || BODIES_IN.opens(&lower).is_some()
        || BODIES.ends(&lower).is_some();
    if !body {
        return None;
    }
    let short = text[start + name.len()..]
        .strip_prefix(" (")
        .and_then(|rest| rest.split(')').next())
        .filter(|short| {
            short.len() <= 10 && short.chars().filter(|c| c.is_uppercase()).count() >= 2
        });
    Some(Name {
        short,
        ..Name::at(text, start, start + name.len())
    })
}
