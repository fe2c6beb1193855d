//! Units that a text names: known names in every inflection, names found in the document itself, and
//! short forms ("direktoratet", "etaten", "kontorene") that stand for the unit last meant.

mod memory;
mod row;
mod short;

pub(super) use memory::Memory;
pub(super) use row::{Row, adjective, row_at};

use super::short_form::short_forms;
use crate::language::{Words, words};
use crate::model::slug;
use crate::vocabulary::{Cut, Hit, Phrases, UnitKind, Vocabulary};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static OWNS: LazyLock<&Words> = LazyLock::new(|| words("actors", "owns"));
static SHARED_TAILS: LazyLock<&Words> = LazyLock::new(|| words("actors", "shared_tails"));
static PLURAL_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "plural_endings"));

/// A unit named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Unit slugs; several where a plural short form stands for units named before.
    pub units: Vec<String>,
    /// Whether it is in the genitive: "etatens", "NAV sine".
    pub genitive: bool,
    /// Whether it is a short form or a generic word rather than a name.
    pub short: bool,
    /// Whether it is a short form that nobody was named for.
    pub vague: bool,
}

/// Finds mentions; compiled once for a vocabulary.
pub(super) struct UnitFinder {
    vocabulary: Vocabulary,
    phrases: Phrases,
    shorts: Phrases,
    /// The short forms' classes that each known unit fits.
    classes: FxHashMap<String, Vec<&'static str>>,
    /// The unit that stands for all units of a house.
    everyone: Option<String>,
}

impl UnitFinder {
    /// Compiles the names of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> UnitFinder {
        let mut phrases: Vec<(String, u32)> = Vec::new();
        for (index, unit) in (0..).zip(vocabulary.units()) {
            phrases.extend(
                short_forms(&unit.name)
                    .into_iter()
                    .map(|form| (form, index)),
            );
        }
        for (index, unit) in (0..).zip(vocabulary.units()) {
            phrases.extend(unit.names().map(|name| (name.to_owned(), index)));
        }
        let units = vocabulary.units().iter();
        UnitFinder {
            phrases: Phrases::new(phrases),
            shorts: Phrases::new(
                (0..)
                    .zip(short::forms())
                    .map(|(index, (form, _))| (*form, index)),
            ),
            classes: units
                .clone()
                .map(|unit| {
                    // "alle enheter i etaten" is no name of an "etat".
                    let several = matches!(unit.kind, UnitKind::Collective | UnitKind::Role);
                    let names = unit.names().take(if several { 1 } else { usize::MAX });
                    (unit.slug.clone(), short::classes(names))
                })
                .collect(),
            everyone: units
                .clone()
                .find(|unit| unit.everyone)
                .map(|unit| unit.slug.clone()),
            vocabulary: vocabulary.clone(),
        }
    }

    /// The units that `text` names, from left to right; remembers them.
    pub(super) fn mentions(&self, text: &str, memory: &mut Memory) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut put = |start: usize, end: usize, units: Vec<String>, short: bool, vague: bool| {
            mentions.push(Mention {
                start,
                end,
                units,
                genitive: is_genitive(text, start, end),
                short,
                vague,
            });
        };
        let cut = Cut::new(text);
        let names = self.names(text, &cut, memory);
        for (hit, slug) in &names {
            put(hit.start, hit.end, vec![slug.clone()], false, false);
        }
        for (start, end, id) in self.coordinated(text) {
            put(start, end, vec![self.slug(id)], false, false);
        }
        for hit in self.shorts.find_in(&cut) {
            if names.iter().any(|(name, _)| overlap(name, &hit)) {
                continue;
            }
            // What stands before in the sentence is meant before what stood in other sentences.
            match self.resolve(short::forms()[hit.id as usize].1, memory) {
                Some(units) => put(hit.start, hit.end, units, true, false),
                None => put(
                    hit.start,
                    hit.end,
                    vec![slug(&text[hit.start..hit.end])],
                    true,
                    true,
                ),
            }
        }
        mentions.sort_by_key(|mention| mention.start);
        for mention in &mentions {
            if !mention.short {
                for slug in &mention.units {
                    self.remember(slug, memory);
                }
            }
        }
        mentions
    }

    /// The names in a text with their units, those of the vocabulary and those found in the document:
    /// of two that overlap the longer one, so that "Vadsø kommune" is no "kommune".
    fn names(&self, text: &str, cut: &Cut, memory: &Memory) -> Vec<(Hit, String)> {
        let known = self.phrases.find_in(cut).into_iter();
        let mut names: Vec<(Hit, String)> = known
            .filter(|hit| self.is_written_so(hit, text))
            .map(|hit| (hit, self.meant(&hit, text, memory)))
            .collect();
        let Some((phrases, slugs)) = &memory.found else {
            return names;
        };
        for hit in phrases.find_in(cut) {
            let shorter = |name: &Hit| name.end - name.start < hit.end - hit.start;
            if names
                .iter()
                .all(|(name, _)| !overlap(name, &hit) || shorter(name))
            {
                names.retain(|(name, _)| !overlap(name, &hit));
                names.push((hit, slugs[hit.id as usize].clone()));
            }
        }
        names.sort_by_key(|(hit, _)| hit.start);
        names
    }

    /// "Sikt" is a body, "på lang sikt" is none.
    fn is_written_so(&self, hit: &Hit, text: &str) -> bool {
        !self.vocabulary.units()[hit.id as usize].proper
            || text[hit.start..].starts_with(char::is_uppercase)
    }

    /// The unit of a name: "fylkeskommunen" in a letter to Vadsø fylkeskommune is the recipient.
    fn meant(&self, hit: &Hit, text: &str, memory: &Memory) -> String {
        let slug = self.slug(hit.id);
        let recipient = memory.recipient.as_str();
        let known = self.vocabulary.unit(recipient);
        let kind = known.and_then(|unit| unit.instance_of.as_deref());
        let is_one = kind.or(memory.recipient_kind.as_deref()) == Some(slug.as_str());
        let written = text[hit.start..hit.end].to_lowercase();
        let bare = written.trim_end_matches('s');
        if is_one && !bare.contains(' ') && PLURAL_ENDINGS.ends(bare).is_none() {
            return recipient.to_owned();
        }
        slug
    }

    fn slug(&self, id: u32) -> String {
        self.vocabulary.units()[id as usize].slug.clone()
    }

    /// Names whose last part comes later: "utdannings- og helsesektoren".
    fn coordinated(&self, text: &str) -> Vec<(usize, usize, u32)> {
        let mut found = Vec::new();
        for (at, _) in text.match_indices("- og ") {
            let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
            let rest = &text[at + 5..];
            let length = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let word = rest[..length].to_lowercase();
            let Some(tail) = SHARED_TAILS.ends(&word) else {
                continue;
            };
            if let Some(id) = self.phrases.whole(&format!("{}{tail}", &text[start..at])) {
                found.push((start, at, id));
            }
        }
        found
    }

    /// The known unit that has this name.
    pub(super) fn named(&self, name: &str) -> Option<String> {
        self.phrases.whole(name).map(|id| self.slug(id))
    }

    /// Whether the unit is a ministry.
    pub(super) fn is_ministry(&self, slug: &str) -> bool {
        self.kind(slug) == Some(UnitKind::Ministry) || short::fits("departement", slug)
    }

    /// What sort of body a known unit is.
    pub(super) fn kind(&self, slug: &str) -> Option<UnitKind> {
        self.vocabulary.unit(slug).map(|unit| unit.kind)
    }

    /// Whether it is one of several levels of an agency: NAV Trøndelag of the regions.
    pub(super) fn is_instance(&self, slug: &str) -> bool {
        self.vocabulary
            .unit(slug)
            .is_some_and(|unit| unit.instance_of.is_some() && unit.kind == UnitKind::Region)
    }

    /// Whether `part` is `whole` or belongs to it, at whatever depth.
    pub(super) fn holds(&self, whole: &str, part: &str) -> bool {
        self.vocabulary.holds(whole, part)
    }

    /// Whether two units belong to the same whole.
    pub(super) fn related(&self, one: &str, other: &str) -> bool {
        self.vocabulary.related(one, other)
    }

    fn remember(&self, slug: &str, memory: &mut Memory) {
        match self.classes.get(slug) {
            Some(classes) => memory.remember(slug, classes),
            None => memory.remember(slug, &short::classes([slug].into_iter())),
        }
    }

    /// Whether a unit's names have the head noun of a class.
    fn fits(&self, class: &str, slug: &str) -> bool {
        match self.classes.get(slug) {
            Some(classes) => class.is_empty() || classes.contains(&class),
            None => short::fits(class, slug),
        }
    }

    /// The first known unit of the recipient's house that is wanted.
    fn own(&self, recipient: &str, wanted: impl Fn(&str, UnitKind) -> bool) -> Option<String> {
        let mut units = self.vocabulary.units().iter();
        units
            .find(|unit| wanted(&unit.slug, unit.kind) && self.related(&unit.slug, recipient))
            .map(|unit| unit.slug.clone())
    }

    /// Whom a short form of this class means; none where nobody was named for it.
    fn resolve(&self, class: &'static str, memory: &mut Memory) -> Option<Vec<String>> {
        if class.ends_with('+') {
            return (memory.group.len() > 1).then(|| memory.group.clone());
        }
        let recipient = memory.recipient.as_str();
        match class {
            "" => return Some(vec![recipient.to_owned()]),
            "enhet" => return self.everyone.clone().map(|everyone| vec![everyone]),
            "kontor" => {
                let last = memory.last.get(class).cloned();
                let own = || self.own(recipient, |_, kind| kind == UnitKind::Office);
                return last.or_else(own).map(|office| vec![office]);
            }
            "region" => {
                let own = memory.own.entry(class);
                let own =
                    own.or_insert_with(|| self.own(recipient, |_, kind| kind == UnitKind::Region));
                return own.clone().map(|region| vec![region]);
            }
            _ => {}
        }
        let subject = memory.subject.first().filter(|_| memory.subject.len() == 1);
        let parties = subject
            .into_iter()
            .chain([&memory.recipient])
            .chain(&memory.sender);
        if let Some(party) = parties.into_iter().find(|slug| self.fits(class, slug)) {
            return Some(vec![party.clone()]);
        }
        // "etaten" in a letter to a part of the agency, or to its directorate.
        let own = memory.own.entry(class).or_insert_with(|| {
            self.own(recipient, |slug, kind| {
                kind != UnitKind::Region && self.fits(class, slug)
            })
        });
        let meant = own.clone().or_else(|| memory.here.get(class).cloned());
        // Any body of the state may be called "etaten".
        if meant.is_none() && (class == "etat" || !memory.addressed) {
            return Some(vec![recipient.to_owned()]);
        }
        let meant = meant.or_else(|| memory.last.get(class).cloned());
        meant.map(|unit| vec![unit])
    }
}

fn overlap(one: &Hit, other: &Hit) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a name owns what follows: "etatens", "NAV sine", "KS’".
fn is_genitive(text: &str, start: usize, end: usize) -> bool {
    let (word, rest) = (&text[start..end], &text[end..]);
    let owner = rest
        .strip_prefix(' ')
        .and_then(|rest| rest.split(' ').next())
        .is_some_and(|next| OWNS.has(next));
    !rest.starts_with('-') && (word.ends_with('s') || word.ends_with('S')) && !short_name_in_s(word)
        || owner
        || rest.starts_with(['’', '\''])
}

fn short_name_in_s(word: &str) -> bool {
    word.len() <= 5 && word.chars().all(|c| c.is_uppercase())
}
