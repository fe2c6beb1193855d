//! Units that a text names: known names in every inflection, names found in the document itself, and
//! short forms ("direktoratet", "etaten", "kontorene") that stand for the unit last meant.

use super::short_form::short_forms;
use super::word::Token;
use crate::model::{FoundUnit, Head};
use crate::vocabulary::{Cut, Phrases, UnitKind, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};

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
}

/// Finds mentions; compiled once for a vocabulary.
pub(super) struct UnitFinder {
    phrases: Phrases,
    slugs: Vec<(String, UnitKind)>,
    roots: FxHashMap<String, String>,
    above: FxHashMap<String, String>,
    instances: FxHashSet<String>,
    shorts: Phrases,
    /// The short forms' classes that each known unit fits.
    classes: FxHashMap<String, Vec<&'static str>>,
}

/// Short forms and what names they fit, by the ending of the name.
const SHORTS: &[(&str, &str)] = &[
    ("departementet", "departement"),
    ("direktoratet", "direktorat"),
    ("etaten", "etat"),
    ("tilsynet", "tilsyn"),
    ("verket", "verk"),
    ("instituttet", "institutt"),
    ("senteret", "senter"),
    ("rådet", "rad"),
    ("ombudet", "ombud"),
    ("kassen", "kasse"),
    ("kassa", "kasse"),
    ("banken", "bank"),
    ("universitetet", "universitet"),
    ("høgskolen", "hogskole"),
    ("høyskolen", "hoyskole"),
    ("høgskulen", "hogskule"),
    ("museet", "museum"),
    ("distriktet", "distrikt"),
    ("biblioteket", "bibliotek"),
    ("arkivet", "arkiv"),
    ("fondet", "fond"),
    ("byrået", "byra"),
    ("akademiet", "akademi"),
    ("foretaket", "foretak"),
    ("føretaket", "foretak"),
    ("selskapet", "selskap"),
    ("stiftelsen", "stiftelse"),
    ("stiftinga", "stifting"),
    ("nemnda", "nemnd"),
    ("domstolen", "domstol"),
    ("politiet", "politi"),
    ("virksomheten", ""),
    ("verksemda", ""),
    ("institusjonen", ""),
    ("kontorene", "kontor"),
    ("kontora", "kontor"),
    ("kontoret", "kontor"),
    ("fylkene", "region"),
    ("fylka", "region"),
    ("fylkesleddene", "region"),
    ("regionene", "region"),
    ("regionane", "region"),
    ("fylkene/regionene", "region"),
    ("fylka/regionane", "region"),
    ("fylkene og regionene", "region"),
    ("alle fylker", "region"),
    ("alle regioner", "region"),
    ("alle fylker/regioner", "region"),
    ("fylker/regioner", "region"),
    ("alle kontor", "kontor"),
    ("alle kontorer", "kontor"),
    ("linjen", "linjen"),
    ("linja", "linjen"),
    ("enhetene", "enhet"),
    ("einingane", "enhet"),
    ("direktoratene", "direktorat+"),
    ("direktorata", "direktorat+"),
    ("etatene", "etat+"),
    ("etatane", "etat+"),
];

/// What a document's sentences have named so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// Slug of the recipient.
    pub recipient: String,
    /// Slug of the sender.
    pub sender: Option<String>,
    /// Last unit meant for each short form's class.
    last: FxHashMap<&'static str, String>,
    /// Units named in the block being read, in order.
    pub block: Vec<String>,
    /// Who the last requirement of the block was laid upon.
    pub subject: Vec<String>,
    /// The last several units that the section named as acting together.
    pub group: Vec<String>,
    /// Names and short names of units found in the document.
    found: Option<(Phrases, Vec<String>)>,
    /// Which unit of the recipient's own house each short form's class means, once it is looked up.
    own: FxHashMap<&'static str, Option<String>>,
}

impl Memory {
    /// The memory at a document's start.
    pub(super) fn new(head: &Head, found: &[FoundUnit]) -> Memory {
        let mut memory = Memory {
            recipient: head
                .recipient
                .as_ref()
                .map_or_else(|| "mottakeren".to_owned(), |unit| unit.value.clone()),
            sender: head.sender.as_ref().map(|unit| unit.value.clone()),
            ..Memory::default()
        };
        if !found.is_empty() {
            let mut names: Vec<(&str, u32)> = Vec::new();
            for (index, unit) in found.iter().enumerate() {
                let all = [unit.name.as_str()].into_iter();
                let all = all.chain(unit.short_name.as_deref());
                let all = all.chain(unit.aliases.iter().map(String::as_str));
                names.extend(all.map(|name| (name, index as u32)));
            }
            let slugs = found.iter().map(|unit| unit.slug.clone()).collect();
            memory.found = Some((Phrases::new(names), slugs));
        }
        memory
    }

    /// Forgets the block that was read.
    pub(super) fn next_block(&mut self) {
        self.block.clear();
        self.subject.clear();
    }

    /// Forgets the section that was read.
    pub(super) fn next_section(&mut self) {
        self.group.clear();
    }

    /// Keeps who a requirement was laid upon, and with whom.
    pub(super) fn acted(&mut self, units: &[String], partners: &[String]) {
        self.subject = units.to_vec();
        if units.len() + partners.len() > 1 && !units.is_empty() {
            self.group = units.iter().chain(partners).cloned().collect();
        }
    }
}

impl UnitFinder {
    /// Compiles the names of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> UnitFinder {
        let mut phrases: Vec<(&str, u32)> = Vec::new();
        let shortened: Vec<(String, u32)> = (0..)
            .zip(vocabulary.units())
            .flat_map(|(index, unit)| {
                let forms = short_forms(&unit.name).into_iter();
                forms.map(move |form| (form, index))
            })
            .collect();
        phrases.extend(
            shortened
                .iter()
                .map(|(form, index)| (form.as_str(), *index)),
        );
        let mut roots = FxHashMap::default();
        for (index, unit) in vocabulary.units().iter().enumerate() {
            let names = [unit.name.as_str()].into_iter();
            let names = names.chain(unit.short_name.as_deref());
            let names = names.chain(unit.aliases.iter().map(String::as_str));
            phrases.extend(names.map(|name| (name, index as u32)));
            roots.insert(unit.slug.clone(), root(vocabulary, &unit.slug));
        }
        UnitFinder {
            phrases: Phrases::new(phrases),
            slugs: vocabulary
                .units()
                .iter()
                .map(|unit| (unit.slug.clone(), unit.kind))
                .collect(),
            roots,
            above: vocabulary
                .units()
                .iter()
                .filter_map(|unit| {
                    let above = unit.part_of.clone().or_else(|| unit.instance_of.clone())?;
                    Some((unit.slug.clone(), above))
                })
                .collect(),
            classes: vocabulary
                .units()
                .iter()
                .map(|unit| (unit.slug.clone(), classes(&unit.slug)))
                .collect(),
            instances: vocabulary
                .units()
                .iter()
                .filter(|unit| unit.instance_of.is_some())
                .map(|unit| unit.slug.clone())
                .collect(),
            shorts: Phrases::new(
                SHORTS
                    .iter()
                    .enumerate()
                    .map(|(index, (short, _))| (*short, index as u32)),
            ),
        }
    }

    /// The units that `text` names, from left to right; remembers them.
    pub(super) fn mentions(&self, text: &str, memory: &mut Memory) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut put = |start: usize, end: usize, units: Vec<String>, short: bool| {
            let word = &text[start..end];
            let rest = &text[end..];
            let genitive = !rest.starts_with('-')
                && (word.ends_with('s') || word.ends_with("s'") || word.ends_with('S'))
                && !short_name_in_s(word)
                || [" sin ", " sine ", " sitt ", " si "]
                    .iter()
                    .any(|owner| rest.starts_with(owner))
                || rest.starts_with('’')
                || rest.starts_with('\'');
            mentions.push(Mention {
                start,
                end,
                units,
                genitive,
                short,
            });
        };
        let cut = Cut::new(text);
        let known = self.phrases.find_in(&cut);
        for hit in &known {
            put(
                hit.start,
                hit.end,
                vec![self.slugs[hit.id as usize].0.clone()],
                false,
            );
        }
        for (start, end, id) in self.coordinated(text) {
            put(start, end, vec![self.slugs[id as usize].0.clone()], false);
        }
        let overlaps = |hits: &[crate::vocabulary::Hit], start: usize, end: usize| {
            hits.iter().any(|hit| hit.start < end && start < hit.end)
        };
        let found = match &memory.found {
            Some((phrases, slugs)) => {
                let hits = phrases.find_in(&cut);
                for hit in &hits {
                    if !overlaps(&known, hit.start, hit.end) {
                        let slug = slugs[hit.id as usize].clone();
                        put(hit.start, hit.end, vec![slug], false);
                    }
                }
                hits
            }
            None => Vec::new(),
        };
        let shorts: Vec<_> = self
            .shorts
            .find_in(&cut)
            .into_iter()
            .filter(|hit| {
                !overlaps(&known, hit.start, hit.end) && !overlaps(&found, hit.start, hit.end)
            })
            .collect();
        for hit in shorts {
            // What stands before in the sentence is meant before what stood in other sentences.
            let units = self.resolve(SHORTS[hit.id as usize].1, memory);
            if !units.is_empty() {
                put(hit.start, hit.end, units, true);
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

    /// Names whose last part comes later: "utdannings- og helsesektoren".
    fn coordinated(&self, text: &str) -> Vec<(usize, usize, u32)> {
        const TAILS: &[&str] = &[
            "sektoren",
            "sektorene",
            "tjenesten",
            "tjenestene",
            "tenesta",
            "tenestene",
            "departementet",
            "direktoratet",
            "tilsynet",
            "etaten",
            "myndighetene",
            "institusjonene",
        ];
        let mut found = Vec::new();
        for (at, _) in text.match_indices("- og ") {
            let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
            let rest = &text[at + 5..];
            let length = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let word = rest[..length].to_lowercase();
            let Some(tail) = TAILS.iter().find(|tail| word.ends_with(*tail)) else {
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
        let id = self.phrases.whole(name)?;
        Some(self.slugs[id as usize].0.clone())
    }

    /// Whether the unit is a ministry.
    pub(super) fn is_ministry(&self, slug: &str) -> bool {
        self.kind(slug) == Some(UnitKind::Ministry) || slug.ends_with("departementet")
    }

    /// What sort of body a known unit is.
    pub(super) fn kind(&self, slug: &str) -> Option<UnitKind> {
        // A few hundred units: the list is only walked for sentences that name one.
        self.slugs
            .iter()
            .find(|(one, _)| one == slug)
            .map(|(_, kind)| *kind)
    }

    /// Whether it is one of a kind: NAV Trøndelag of the regions.
    pub(super) fn is_instance(&self, slug: &str) -> bool {
        self.instances.contains(slug)
    }

    /// Whether `part` is `whole` or belongs to it, at whatever depth.
    pub(super) fn holds(&self, whole: &str, part: &str) -> bool {
        let mut at = part;
        for _ in 0..16 {
            if at == whole {
                return true;
            }
            match self.above.get(at) {
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    /// Whether two units belong to the same whole.
    pub(super) fn related(&self, one: &str, other: &str) -> bool {
        one == other
            || match (self.roots.get(one), self.roots.get(other)) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            }
    }

    fn remember(&self, slug: &str, memory: &mut Memory) {
        let found;
        let classes = match self.classes.get(slug) {
            Some(classes) => classes,
            None => {
                found = classes(slug);
                &found
            }
        };
        for class in classes {
            match memory.last.get_mut(class) {
                Some(last) => slug.clone_into(last),
                None => {
                    memory.last.insert(class, slug.to_owned());
                }
            }
        }
        if !memory.block.iter().any(|one| one == slug) {
            memory.block.push(slug.to_owned());
        }
    }

    /// The first known unit of the recipient's house that is wanted.
    fn own(&self, recipient: &str, wanted: impl Fn(&str, UnitKind) -> bool) -> Option<String> {
        let mut units = self.slugs.iter();
        units
            .find(|(slug, kind)| wanted(slug, *kind) && self.related(slug, recipient))
            .map(|(slug, _)| slug.clone())
    }

    fn resolve(&self, class: &'static str, memory: &mut Memory) -> Vec<String> {
        if let Some(single) = class.strip_suffix('+') {
            if memory.group.len() > 1 {
                return memory.group.clone();
            }
            return vec![format!("{single}ene")];
        }
        let recipient = memory.recipient.as_str();
        match class {
            "" => return vec![recipient.to_owned()],
            "enhet" => return vec!["alle-enheter".to_owned()],
            "kontor" | "region" => {
                let wanted = if class == "kontor" {
                    UnitKind::Office
                } else {
                    UnitKind::Region
                };
                if class == "kontor"
                    && let Some(last) = memory.last.get(class)
                {
                    return vec![last.clone()];
                }
                let own = memory
                    .own
                    .entry(class)
                    .or_insert_with(|| self.own(recipient, |_, kind| kind == wanted));
                return own.iter().cloned().collect();
            }
            _ => {}
        }
        if let Some(subject) = memory.subject.iter().find(|slug| fits(class, slug))
            && memory.subject.len() == 1
        {
            return vec![subject.clone()];
        }
        if fits(class, recipient) {
            return vec![recipient.to_owned()];
        }
        if let Some(sender) = &memory.sender
            && fits(class, sender)
        {
            return vec![sender.clone()];
        }
        // "etaten" in a letter to a part of the agency, or to its directorate.
        let own = memory.own.entry(class).or_insert_with(|| {
            self.own(recipient, |slug, kind| {
                kind != UnitKind::Region && fits(class, slug)
            })
        });
        if let Some(own) = own {
            return vec![own.clone()];
        }
        if let Some(last) = memory.last.get(class) {
            return vec![last.clone()];
        }
        if class == "etat" {
            return vec![recipient.to_owned()];
        }
        Vec::new()
    }
}

/// Mentions of a sentence and its tokens: where a row of units starts at a token.
pub(super) struct Row<'m> {
    /// The mentions, in order.
    pub mentions: Vec<&'m Mention>,
    /// The token after the last one.
    pub end: usize,
}

/// The row of units ("A, B og C") that a noun phrase starting at token `from` names, if it names any.
/// Determiners and adjectives may stand before each name.
pub(super) fn row_at<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    from: usize,
    limit: usize,
) -> Option<Row<'m>> {
    let mut row: Vec<&Mention> = Vec::new();
    let mut at = from;
    let mut end = from;
    while let Some((mention, next)) = name_at(tokens, mentions, at, limit) {
        row.push(mention);
        end = next;
        // Names written together: "NAV Fylke/Region/tiltaksenhet".
        while let Some(more) = mentions
            .iter()
            .find(|one| one.start >= row[row.len() - 1].end && one.start < tokens[end - 1].end)
        {
            row.push(more);
        }
        while end < limit && tokens[end].aside {
            end += 1;
        }
        let joint = end < limit && tokens[end].is_any(&[",", "og", "eller", "samt", "&", "/"]);
        if !joint {
            break;
        }
        at = end + 1;
        if at < limit && tokens[end].word == "," && tokens[at].is_any(&["og", "eller", "samt"]) {
            at += 1;
        }
    }
    (!row.is_empty()).then_some(Row { mentions: row, end })
}

fn name_at<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    from: usize,
    limit: usize,
) -> Option<(&'m Mention, usize)> {
    use crate::vocabulary::WordClass;
    for at in from..limit.min(from + 5) {
        let token = &tokens[at];
        if let Some(mention) = mentions
            .iter()
            .find(|mention| mention.start >= token.start && mention.start < token.end)
        {
            let end = (at..limit)
                .find(|next| tokens[*next].end >= mention.end)
                .map_or(limit, |last| last + 1);
            return Some((mention, end));
        }
        let modifier = token.class.is(WordClass::DETERMINER)
            || token.class.is(WordClass::ADVERB)
            || (!token.is_mark()
                && !token.class.is(WordClass::PREPOSITION)
                && !token.class.is(WordClass::CONJUNCTION)
                && !token.class.is(WordClass::FINITE)
                && !token.class.is(WordClass::PASSIVE)
                && token.word != "å"
                && token.word != "som"
                && adjective(token.word));
        if !modifier {
            return None;
        }
    }
    None
}

fn adjective(word: &str) -> bool {
    ["e", "ig", "lig", "sk", "al", "ell", "t", "leg"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && !["et", "ene", "ane"]
            .iter()
            .any(|ending| word.ends_with(ending))
        || ["fast", "ny", "hver"].contains(&word)
}

/// Whether a slug's name has the head noun of a class: `helsedirektoratet` fits `direktorat`.
fn fits(class: &str, slug: &str) -> bool {
    if class.is_empty() {
        return true;
    }
    let word_ends = |word: &str| {
        ["", "et", "en", "a", "n", "t", "ene"].iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.ends_with(class))
        })
    };
    let mut words = slug.split('-');
    words.next().is_some_and(word_ends)
        || slug.rsplit('-').next().is_some_and(word_ends)
        || class == "direktorat" && ["imdi", "hk-dir", "bufdir"].contains(&slug)
}

/// The short forms' classes that a slug fits and that are remembered.
fn classes(slug: &str) -> Vec<&'static str> {
    let mut classes: Vec<&'static str> = Vec::new();
    for (_, class) in SHORTS {
        let is_kept = !class.is_empty() && !class.ends_with('+');
        if is_kept && !classes.contains(class) && fits(class, slug) {
            classes.push(class);
        }
    }
    classes
}

fn short_name_in_s(word: &str) -> bool {
    word.len() <= 5 && word.chars().all(|c| c.is_uppercase())
}

fn root(vocabulary: &Vocabulary, slug: &str) -> String {
    let mut at = slug;
    for _ in 0..16 {
        match vocabulary
            .unit(at)
            .and_then(|unit| unit.part_of.as_deref().or(unit.instance_of.as_deref()))
        {
            Some(above) => at = above,
            None => break,
        }
    }
    at.to_owned()
}
