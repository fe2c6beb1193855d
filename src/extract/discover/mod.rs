//! Units that the vocabulary does not know, found by the form of their names ("Havvindtilsynet",
//! "Direktoratet for kystkultur (DKK)", "Vadsø kommune", "Tangnett AS") or by their place ("I 2031 skal
//! Tarena telle fugl"). A single word counts where its capital is not the sentence's, as any word may
//! start one with a capital, or where its ending and the verb behind it tell.

mod company;
mod form;
mod instance;
mod subject;

pub(super) use company::FORMS as COMPANY_FORMS;

use super::context::Context;
use super::short_form::short_forms;
use crate::model::{Evidence, FoundUnit, Statement, slug};
use crate::vocabulary::{Phrases, Vocabulary};
use instance::Instances;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Finds unit names by form; holds the known names compiled.
pub(super) struct Discoverer {
    known: Phrases,
    instances: Instances,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
struct Name<'t> {
    text: &'t str,
    start: usize,
    short: Option<&'t str>,
    /// Which kind of the vocabulary it is one of.
    kind: Option<&'t str>,
}

impl<'t> Name<'t> {
    /// The bytes of a text as a name.
    fn at(text: &'t str, start: usize, end: usize) -> Name<'t> {
        Name {
            text: &text[start..end],
            start,
            short: None,
            kind: None,
        }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

impl Discoverer {
    /// Compiles the names that need no finding.
    pub(super) fn new(vocabulary: &Vocabulary) -> Discoverer {
        let units = vocabulary.units().iter();
        let shortened = units.clone().flat_map(|unit| short_forms(&unit.name));
        let whole = units.flat_map(|unit| unit.names().map(str::to_owned));
        Discoverer {
            known: Phrases::new(shortened.chain(whole).map(|name| (name, 0))),
            instances: Instances::new(vocabulary),
        }
    }

    /// Adds the unknown units that the document's sentences name to `units`, each once.
    pub(super) fn units(&self, context: &Context<'_>, units: &mut Vec<FoundUnit>) {
        for unit in units.iter_mut() {
            unit.instance_of = self.instances.kind_of(&unit.name).map(str::to_owned);
        }
        let mut place: FxHashMap<String, usize> = units
            .iter()
            .enumerate()
            .map(|(index, unit)| (unit.slug.clone(), index))
            .collect();
        for statement in &context.outline.statements {
            for name in self.names(&statement.text) {
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
                    instance_of: name.kind.map(str::to_owned),
                });
            }
        }
        shorten(units);
    }

    /// The names in a text that the vocabulary does not know.
    fn names<'t>(&'t self, text: &'t str) -> Vec<Name<'t>> {
        let mut names = names(text);
        self.instances.names(text, &mut names);
        if names.is_empty() {
            return names;
        }
        names.sort_by_key(|name| name.start);
        let known = self.known.find(text);
        names.retain(|name| {
            let covers = |hit: &crate::vocabulary::Hit| {
                hit.start < name.end()
                    && name.start < hit.end
                    && hit.end - hit.start >= name.text.len()
            };
            !known.iter().any(covers)
        });
        names
    }
}

/// Names that are short for another one become its aliases: "Vegvesenet" of "Statens vegvesen", "FT"
/// of "Fugletilsynet (FT)".
fn shorten(units: &mut Vec<FoundUnit>) {
    let mut meant: FxHashMap<String, String> = FxHashMap::default();
    for unit in units.iter_mut() {
        for form in short_forms(&unit.name) {
            meant.insert(slug(&form), unit.slug.clone());
            if !unit.aliases.contains(&form) {
                unit.aliases.push(form);
            }
        }
        if let Some(short) = &unit.short_name {
            meant.insert(slug(short), unit.slug.clone());
        }
    }
    units.retain(|unit| {
        meant
            .get(&unit.slug)
            .is_none_or(|whole| *whole == unit.slug)
    });
}

fn names(text: &str) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    form::compounds(text, &mut names);
    form::companions(text, &mut names);
    form::long_names(text, &mut names);
    company::names(text, &mut names);
    subject::names(text, &mut names);
    names.sort_by_key(|name| name.start);
    names
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
            &[("Nye Lyngveier AS", None), ("Tare-Sør HF", None)],
        );
        check(
            "Norsk tangnett SF fører registeret.",
            &[("Norsk tangnett SF", None)],
        );
        check("Ordningen AS-1 gjelder ikke.", &[]);
    }

    #[test]
    fn a_verb_that_binds_shows_the_name_before_and_behind_it() {
        check("Fugletilsynet skal telle fugl.", &[("Fugletilsynet", None)]);
        check(
            "Fugletilsynet (FT) skal telle fugl.",
            &[("Fugletilsynet", Some("FT"))],
        );
        check("I 2031 skal Tarena telle fugl.", &[("Tarena", None)]);
        check("Tang-CERT har ansvar for varsling.", &[("Tang-CERT", None)]);
        check(
            "Norsk Tareforum bør telle fugl.",
            &[("Norsk Tareforum", None)],
        );
        check("I 2031 skal Tarena brukes mer.", &[]);
        check("IKT skal bidra til mer.", &[]);
    }

    #[test]
    fn common_nouns_and_sentence_starts_are_no_names() {
        check("Regelverket skal følges på området.", &[]);
        check("Tilsynet skal melde fra, og Rådet svarer.", &[]);
        check("Nettverket i regionen skal møtes.", &[]);
    }
}
