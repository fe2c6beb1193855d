//! Units that the vocabulary does not know, found by the form of their names: "Havvindtilsynet",
//! "Direktoratet for kystkultur (DKK)", "Universitetet i Vadsø". A single word counts when it stands
//! inside a sentence with a capital letter, as any word may start one with a capital.

use super::context::Context;
use super::short_form::short_forms;
use crate::model::{Evidence, FoundUnit, Statement, slug};
use crate::vocabulary::{Phrases, Vocabulary, WordClass, word_class};
use aho_corasick::AhoCorasick;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Finds unit names by form; holds the known names compiled.
pub(super) struct Discoverer {
    known: Phrases,
}

const ENDINGS: &str = "departementet|direktoratet|tilsynet|etaten|verket|instituttet|kassen|kassa|senteret|rådet|\
    ombudet|ombodet|nemnda|museet|vesenet|byrået|foretaket|føretaket|biblioteket|arkivet|banken|advokaten|akademiet|\
    operaen|distriktene|distrikta|embetene|embeta|sentrene|stasjonene";

/// One word, or several with hyphens: "Fiskeri- og havdepartementet". The signs around it are spelled out,
/// as `\b` is slow in text that is not ASCII throughout.
static COMPOUND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|\W)((?:\p{{Lu}}\p{{Ll}}+-(?:, \p{{Ll}}+-)* og )?\p{{L}}[\p{{L}}-]{{2,}}(?:{ENDINGS}))s?(?: \((\p{{Lu}}[\p{{L}}-]{{1,9}})\)|\W|$)"
    ))
    .ok()
});

/// The endings alone: most sentences have none after a capital and need no pattern.
static ENDING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(ENDINGS.split('|')).ok());

/// A head noun with what it is for: "Direktoratet for …", "Universitetet i …", "Statens …".
static PHRASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:(?:Direktoratet|Senteret|Nasjonalt senter|Norsk institutt|Instituttet|Rådet|Tilsynet|Sekretariatet) for|(?:Universitetet|Høgskolen|Høyskolen|Høgskulen) (?:i|på)|Statens|Noregs|Norges|Norsk|Nasjonalt) ",
    )
    .ok()
});

/// Whom something is done with: "sammen med Forsvaret".
static COMPANION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:sammen|saman|samarbeid|dialog|samråd) med (\p{Lu}\p{Ll}{4,}(?:et|en|a))(?:[ ,.;]|$)",
    )
    .ok()
});

/// Common nouns that end like names of units.
const NOUNS: &[&str] = &[
    "området",
    "regelverket",
    "nettverket",
    "rammeverket",
    "lovverket",
    "avtaleverket",
    "planverket",
    "forrådet",
    "håndverket",
    "kraftverket",
    "innrådet",
    "kunnskapssenteret",
    "budsjettvesenet",
    "idébanken",
    "kunnskapsbanken",
    "nettbanken",
    "sentralbanken",
    "fagarkivet",
];

/// Last words that make "Statens …" or "Norsk …" the name of a unit.
const BODIES: &[&str] = &[
    "vesen",
    "institutt",
    "senter",
    "råd",
    "tilsyn",
    "bibliotek",
    "museum",
    "bank",
    "verk",
    "kasse",
    "kasser",
    "byrå",
    "fond",
    "etat",
    "direktorat",
    "kartverk",
];

impl Discoverer {
    /// Compiles the names that need no finding.
    pub(super) fn new(vocabulary: &Vocabulary) -> Discoverer {
        let mut names: Vec<&str> = Vec::new();
        let shortened: Vec<String> = vocabulary
            .units()
            .iter()
            .flat_map(|unit| short_forms(&unit.name))
            .collect();
        names.extend(shortened.iter().map(String::as_str));
        for unit in vocabulary.units() {
            names.push(&unit.name);
            names.extend(unit.short_name.as_deref());
            names.extend(unit.aliases.iter().map(String::as_str));
        }
        Discoverer {
            known: Phrases::new(names.into_iter().map(|name| (name, 0))),
        }
    }

    /// Adds the unknown units that the document's sentences name to `units`, each once.
    pub(super) fn units(&self, context: &Context<'_>, units: &mut Vec<FoundUnit>) {
        let mut place: FxHashMap<String, usize> = units
            .iter()
            .enumerate()
            .map(|(index, unit)| (unit.slug.clone(), index))
            .collect();
        for statement in &context.outline.statements {
            let names = names(&statement.text);
            if names.is_empty() {
                continue;
            }
            let known = self.known.find(&statement.text);
            for name in names {
                let end = name.start + name.text.len();
                if known
                    .iter()
                    .any(|hit| hit.start < end && name.start < hit.end)
                {
                    continue;
                }
                let key = slug(name.text);
                if let Some(index) = place.get(&key) {
                    let unit = &mut units[*index];
                    if unit.short_name.is_none() {
                        unit.short_name = name.short.map(str::to_owned);
                    }
                    continue;
                }
                place.insert(key.clone(), units.len());
                units.push(FoundUnit {
                    slug: key,
                    name: name.text.to_owned(),
                    short_name: name.short.map(str::to_owned),
                    aliases: Vec::new(),
                    evidence: evidence(statement, name.start, name.text.len()),
                });
            }
        }
        shorten(units);
    }
}

/// Names that are short for another one become its aliases: "Vegvesenet" of "Statens vegvesen".
fn shorten(units: &mut Vec<FoundUnit>) {
    let mut meant: FxHashMap<String, String> = FxHashMap::default();
    for unit in units.iter_mut() {
        for form in short_forms(&unit.name) {
            meant.insert(slug(&form), unit.slug.clone());
            unit.aliases.push(form);
        }
    }
    units.retain(|unit| {
        meant
            .get(&unit.slug)
            .is_none_or(|whole| *whole == unit.slug)
    });
}

struct Name<'t> {
    text: &'t str,
    start: usize,
    short: Option<&'t str>,
}

fn names(text: &str) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    if let Some(compound) = COMPOUND.as_ref().filter(|_| may_name(text)) {
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
            if !capital || first && short.is_none() || NOUNS.iter().any(|noun| word.ends_with(noun))
            {
                continue;
            }
            names.push(Name {
                text: name.as_str(),
                start: name.start(),
                short,
            });
        }
    }
    if let Some(companion) = COMPANION.as_ref()
        && text.contains(" med ")
    {
        for found in companion.captures_iter(text) {
            if let Some(name) = found.get(1)
                && !names.iter().any(|known| known.start == name.start())
            {
                names.push(Name {
                    text: name.as_str(),
                    start: name.start(),
                    short: None,
                });
            }
        }
    }
    names.extend(acronyms(text));
    if let Some(phrase) = PHRASE.as_ref() {
        for found in phrase.find_iter(text) {
            names.extend(long_name(text, found.start(), found.end()));
        }
    }
    companies(text, &mut names);
    names.sort_by_key(|name| name.start);
    names
}

/// The forms of a company, each with the space before it.
static COMPANY: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new([" AS", " SF", " HF", " KF", " IKS"]).ok());

/// Names before the form of a company: "Nye Lyngveier AS" is called "Nye Lyngveier".
fn companies<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    let Some(forms) = COMPANY.as_ref() else {
        return;
    };
    for form in forms.find_iter(text) {
        let end = form.start();
        let rest = &text[form.end()..];
        let rest = rest.strip_prefix('A').unwrap_or(rest);
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let mut start = end;
        for word in text[..end].rsplit(' ').take(4) {
            let is_name = word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphanumeric() || c == '-');
            if !is_name {
                break;
            }
            start = word.as_ptr() as usize - text.as_ptr() as usize;
        }
        let is_known = names.iter().any(|known| known.start == start);
        if end > start + 3 && !is_known {
            names.push(Name {
                text: &text[start..end],
                start,
                short: None,
            });
        }
    }
}

/// Whether a word that ends like a unit has a capital which may start a name: not that of the
/// sentence alone, unless an acronym or a second part comes with it.
fn may_name(text: &str) -> bool {
    let Some(endings) = ENDING.as_ref() else {
        return true;
    };
    if text.contains('(') || text.contains("- og ") {
        return endings.is_match(text);
    }
    let mut searched = 0;
    for hit in endings.find_iter(text) {
        let capital = text[searched..hit.start()]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphabetic() || *c == '-')
            .any(|(at, c)| c.is_uppercase() && searched + at > 0);
        if capital {
            return true;
        }
        searched = hit.end();
    }
    false
}

/// The name that goes on from byte `from`: to its acronym, or as far as its words go.
fn long_name(text: &str, start: usize, from: usize) -> Option<Name<'_>> {
    let rest = &text[from..];
    let mut end = from;
    let mut words = 0;
    for word in rest.split(' ').take(8) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let class = word_class(&bare.to_lowercase());
        let stop = word.starts_with('(')
            || bare.is_empty()
            || class.is(WordClass::FINITE)
            || class.is(WordClass::PASSIVE)
            || class.is(WordClass::PREPOSITION)
            || ["og", "eller", "samt"].contains(&bare) && !text[from..].contains('(');
        if stop {
            break;
        }
        end = (from + (word.as_ptr() as usize - rest.as_ptr() as usize)) + bare.len();
        words += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    let name = text.get(start..end)?;
    let name = name.trim_end_matches(" og");
    if words == 0 {
        return None;
    }
    let body = name.starts_with("Direktoratet")
        || name.starts_with("Universitetet")
        || name.starts_with("Høgsk")
        || name.starts_with("Høysk")
        || name.contains(" for ")
        || BODIES.iter().any(|body| name.ends_with(body));
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
        text: name,
        start,
        short,
    })
}

/// Bodies that work is done with and that go by their acronym: "saman med Kartverket og NIBIO".
fn acronyms(text: &str) -> Vec<Name<'_>> {
    const NO_BODIES: &[&str] = &["EU", "EØS", "IKT", "IA", "KI", "GDPR", "PDF", "MVA"];
    let mut found = Vec::new();
    for (at, _) in text.match_indices(" med ") {
        let before = &text[..at];
        let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let joint = ["sammen", "saman", "samarbeid", "dialog", "samråd"];
        if !joint.iter().any(|joint| word == *joint) {
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
        let end = [". ", ";", " om ", " for ", " i ", " ved ", " å "]
            .iter()
            .filter_map(|stop| rest.find(stop))
            .min()
            .unwrap_or(rest.len());
        let mut place = from;
        for part in rest[..end].split([' ', ',']) {
            let word = part.trim_end_matches('.');
            let letters = word.chars().count();
            if (3..=8).contains(&letters)
                && word.chars().all(char::is_uppercase)
                && !NO_BODIES.contains(&word)
            {
                found.push(Name {
                    text: &text[place..place + word.len()],
                    start: place,
                    short: None,
                });
            }
            place += part.len() + 1;
        }
    }
    found
}

fn evidence(statement: &Statement, start: usize, length: usize) -> Evidence {
    Evidence {
        spans: statement.source(start, start + length),
        rule: Cow::Borrowed("unit/name-form"),
        confidence: 0.8,
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let found: Vec<(&str, Option<&str>)> = names(text)
            .iter()
            .map(|name| (name.text, name.short))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_found_by_their_endings() {
        check(
            "Planen lages sammen med Havvindtilsynet (HVT) og Tarekassen.",
            &[("Havvindtilsynet", Some("HVT")), ("Tarekassen", None)],
        );
        check(
            "Arbeidet skal gjerast saman med TARIO og HAVFO. Alle skal bruke IKT.",
            &[("TARIO", None), ("HAVFO", None)],
        );
        check(
            "Kartet deles med Fuglebiblioteket og Tareadvokaten.",
            &[("Fuglebiblioteket", None), ("Tareadvokaten", None)],
        );
        check(
            "Brevet er sendt til Fiskeri- og havdepartementet.",
            &[("Fiskeri- og havdepartementet", None)],
        );
    }

    #[test]
    fn long_names_reach_to_their_acronym_or_their_last_word() {
        check(
            "Samarbeid med Direktoratet for kystkultur og fyr (DKF) er viktig.",
            &[("Direktoratet for kystkultur og fyr", Some("DKF"))],
        );
        check(
            "Kurset holdes av Universitetet i Vadsø og Statens lyngverk.",
            &[("Universitetet i Vadsø", None), ("Statens lyngverk", None)],
        );
    }

    #[test]
    fn companies_are_found_by_their_form() {
        check(
            "Tilsynet samarbeider med Nye Lyngveier AS og Tare-Sør HF.",
            &[("Nye Lyngveier", None), ("Tare-Sør", None)],
        );
        check("Ordningen AS-1 gjelder ikke.", &[]);
    }

    #[test]
    fn common_nouns_and_sentence_starts_are_no_names() {
        check("Regelverket skal følges på området.", &[]);
        check("Tilsynet skal melde fra, og Rådet svarer.", &[]);
        check("Nettverket i regionen skal møtes.", &[]);
    }
}
