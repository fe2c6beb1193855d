//! Who sent the letter and to whom: metadata, labels, title, the sentence that gives the money,
//! and last whoever is told what they shall do.

use super::super::short_form::short_forms;
use super::super::unit_name::{NamedUnit, UnitNames};
use super::address::addressees;
use super::found;
use crate::language::{Words, words};
use crate::model::{
    DocumentKind, Evidence, Found, FoundUnit, Head, Note, Span, Text, collapse, slug,
};
use crate::vocabulary::UnitKind;
use regex::Regex;
use std::sync::LazyLock;

// Where words end is spelled out here as `\W`: with a Unicode `\b` a pattern is searched many times slower
// in text that is not ASCII throughout.

/// A name by its form: "Klima- og miljødepartementet", "Norges vassdrags- og energidirektorat".
const NAME: &str = concat!(
    r"(?:\p{Lu}[\p{L}-]*(?:,?(?:[ \t]+\r?\n?|\r?\n)[ \t]*(?:og\s+)?\p{L}[\p{L}-]*){0,4}?",
    r"(?:departementet|direktoratet|direktorat|etaten|tilsynet|verket|kassen|kassa|instituttet|institutt|senteret|ombodet|ombudet)",
    r"|\p{Lu}\p{L}*(?:departementet|direktoratet|etaten|tilsynet|verket|kassen|kassa|instituttet|senteret|ombodet|ombudet))",
);
static GIVES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"({NAME})(?:\s+\([^)]{{1,20}}\))?\s+(?:stiller|stillar|gir|gjev|gir|sender|tildeler|tildeler|legger|legg|fastsetter|fastset|viser|syner)\s(?:[^.;]{{0,199}}?[^.;\w])??(?:(?:rådighet|rådvelde|disposisjon|rådvelde)\s+for|(?:tildelingsbrev|oppdragsbrev|disponeringsbrev|instruks|brev)\p{{L}}*(?:\s+for\s+\d{{4}})?\s+til|får)\s+(\p{{Lu}}[^.;:(]{{2,90}})",
    ))
    .ok()
});
static GETS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:rådighet|rådvelde|disposisjon)\s+for\s+(\p{{Lu}}[^.;:(]{{2,90}})|(?:^|\W)(?:dette\s+\p{{L}}*brevet|instruksen)\s+(?:får|gjelder\s+for|gjeld\s+for|er\s+rettet\s+til|rettar\s+seg\s+til)\s+({NAME})",
    ))
    .ok()
});
static OPENS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"({NAME})(?:\s+\([^)]{{1,20}}\))?\s+(?:stiller|stillar|gir|gjev|sender|tildeler|viser\s+til|syner\s+til|fastsetter|fastset)(?:\W|$)",
    ))
    .ok()
});
static IN_TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i:brev|instruks|dokument)(?:et|en)?(?:\s+(?:nr\.?\s*\d+|for\s+\d{4}|\d{4}|budsjettåret))*\s*(?i:til|for)\s+(?:\d{4}\s+(?i:til|for)\s+)?(\p{Lu}(?:[^,;:(–]|-,|, \p{Lu})+?)(?:\s+(?:for|i)\s+\d{4}|\s+\d{4})?$").ok()
});
static REPORT_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\n)[^\n]{0,12}?(\p{Lu}[\p{L}. -]{3,80}?)(?:s|:)\s+[Åå]rs(?:rapport|melding)\b|[Åå]rs(?:rapport|melding)(?:en|a)?\s+(?:for\s+)?(?:\d{4}\s+)?(?:for|fra|frå)\s+(\p{Lu}[^\n.,;:(]{3,80})").ok()
});
static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(\p{Lu}[\p{L}/-]*(?:\s+(?:og\s+)?\p{Lu}?[\p{L}/-]+){0,3}?)\s+(?:skal|må|bes|bør)(?:\W|$)",
    )
    .ok()
});
static MINISTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\p{Lu}[\p{L}-]*(?:\s+og\s+[\p{L}-]+)?departementet)(?:\W|$)").ok()
});
static DIRECTORATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\p{Lu}[\p{L}-]*(?:\s+og\s+[\p{L}-]+)?direktoratet)(?:\W|$)").ok()
});

static BODIES: LazyLock<&Words> = LazyLock::new(|| words("head", "bodies_at_hand"));
static TOLD_BY_FORM: LazyLock<&Words> = LazyLock::new(|| words("head", "told_by_form"));
static NAME_ENDS: LazyLock<&Words> = LazyLock::new(|| words("head", "name_ends"));
static GIVES_TOO: LazyLock<&Words> = LazyLock::new(|| words("head", "gives_too"));

/// Who laid an instruction down: "Fastsatt av Kystdepartementet 14. juni 2030".
static LAID_DOWN_BY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"[Ff]asts(?:att|ett|ette|et)\s+av\s+({NAME})")).ok());

/// What stands behind kind, number and year in a title: "Tildelingsbrev 2031 Tangdirektoratet".
static AFTER_KIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i:brev|instruks|dokument)(?:et|en)?(?:\s+(?:nr\.?\s*\d+|for\s+\d{4}|\d{4}))+[\s,:–-]+(\p{Lu}(?:[^,;:(–]|-,|, \p{Lu})+?)(?:\s+(?:for|i)\s+\d{4}|\s+\d{4})?$").ok()
});
/// The writer's name alone on a line of capitals at the top.
static LETTERHEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[ \t*#]*(?:DET KONGELIGE )?(\p{Lu}[\p{Lu}, -]{4,60}DEPARTEMENT(?:ET)?)[ \t*]*\r?$",
    )
    .ok()
});

/// How many letters an acronym has at most.
const LONGEST_ACRONYM: usize = 6;

/// How much of a letter is searched for whom it addresses, in bytes.
const SEARCHED: usize = 60_000;

/// Candidates for sender and recipient; the first one found of each stays.
pub struct Parties<'names> {
    names: &'names UnitNames,
    sender: Option<(NamedUnit, Found<String>)>,
    recipient: Option<(NamedUnit, Found<String>)>,
    given: Vec<(NamedUnit, Span)>,
    /// The recipient's acronym, where the address gives one.
    short: Option<String>,
}

impl<'names> Parties<'names> {
    /// Nobody yet.
    pub fn new(names: &'names UnitNames) -> Parties<'names> {
        Parties {
            names,
            sender: None,
            recipient: None,
            given: Vec::new(),
            short: None,
        }
    }

    /// From front matter.
    pub fn given(&mut self, sender: Option<(&str, Span)>, recipient: Option<(&str, Span)>) {
        for (name, span) in sender.into_iter().chain(recipient) {
            let unit = self.names.resolve(name);
            if unit.kind.is_none() && !names_person(name) {
                self.given.push((unit, span));
            }
        }
        self.sender(sender, "head/front-matter", 1.0);
        self.recipient(recipient, "head/front-matter", 1.0);
    }

    /// From "Fra:" and "Til:".
    pub fn labelled(&mut self, sender: Option<(&str, Span)>, recipient: Option<(&str, Span)>) {
        self.sender(sender, "head/label", 0.95);
        self.recipient(recipient, "head/label", 0.95);
    }

    /// From the title: "Tildelingsbrev 2031 til X", "Xs årsrapport 2031".
    pub fn titled(&mut self, title: Option<&str>, kind: DocumentKind, text: &Text, zone: Span) {
        let Some(title) = title else {
            if kind == DocumentKind::Arsrapport {
                self.report(text.slice(zone_of(text)), zone_of(text));
            }
            return;
        };
        let place = text.slice(zone).find(title).map_or(
            Span::new(zone.start as usize, zone.start as usize),
            |at| {
                Span::new(
                    zone.start as usize + at,
                    zone.start as usize + at + title.len(),
                )
            },
        );
        if kind == DocumentKind::Arsrapport {
            self.report(title, place);
            self.report(text.slice(zone_of(text)), zone_of(text));
        } else if let Some(name) = IN_TITLE.as_ref().and_then(|p| p.captures(title)?.get(1)) {
            self.recipient(Some((&as_written(name.as_str()), place)), "head/title", 0.9);
        } else if let Some(name) = AFTER_KIND.as_ref().and_then(|p| p.captures(title)?.get(1))
            && let Some(unit) = self.subject(&as_written(name.as_str()))
        {
            self.put_recipient(unit, place, "head/title", 0.85);
        } else if let Some((_, name)) = title
            .rsplit_once(" – ")
            .or_else(|| title.rsplit_once(" - "))
            && self.subject(name.trim()).is_some()
        {
            self.recipient(Some((name.trim(), place)), "head/title", 0.8);
        }
    }

    fn report(&mut self, text: &str, place: Span) {
        let Some(found) = REPORT_OF
            .as_ref()
            .and_then(|pattern| pattern.captures(text))
        else {
            return;
        };
        if let Some(name) = found.get(1).or(found.get(2)) {
            let start = place.start as usize;
            let span = if place.len() == text.len() {
                Span::new(start + name.start(), start + name.end())
            } else {
                place
            };
            self.sender(Some((name.as_str(), span)), "head/title", 0.85);
        }
    }

    /// From a letterhead in capitals: "FISKERIDEPARTEMENTET".
    pub fn letterhead(&mut self, text: &Text, zone: Span) {
        let name = LETTERHEAD
            .as_ref()
            .and_then(|pattern| pattern.captures(text.slice(zone))?.get(1));
        if let Some(name) = name {
            let start = zone.start as usize + name.start();
            let span = Span::new(start, start + name.len());
            let mut written = as_written(name.as_str().trim());
            if written.ends_with("departement") {
                written.push_str("et");
            }
            self.sender(Some((&written, span)), "head/letterhead", 0.85);
        }
    }

    /// From the sentence that hands over the money: "X stiller … til rådighet for Y".
    pub fn sentences(&mut self, text: &Text, zone: Span) {
        let words = text.slice(zone);
        let at = |part: regex::Match<'_>| {
            let start = zone.start as usize + part.start();
            Span::new(start, start + part.as_str().trim_end().len())
        };
        if let Some(found) = GIVES.as_ref().and_then(|pattern| pattern.captures(words))
            && let (Some(from), Some(to)) = (found.get(1), found.get(2))
        {
            let (name, place) = below_heading(from.as_str(), at(from));
            self.sender(Some((name, place)), "head/sentence", 0.9);
            self.recipient_phrase(to.as_str(), at(to));
        }
        if self.recipient.is_none()
            && let Some(found) = GETS.as_ref().and_then(|pattern| pattern.captures(words))
            && let Some(to) = found.get(1).or(found.get(2))
        {
            self.recipient_phrase(to.as_str(), at(to));
        }
        if let Some(from) = LAID_DOWN_BY
            .as_ref()
            .and_then(|pattern| pattern.captures(words)?.get(1))
        {
            self.sender(Some((from.as_str(), at(from))), "head/sentence", 0.85);
        }
        if self.sender.is_none()
            && let Some(from) = OPENS
                .as_ref()
                .and_then(|pattern| pattern.captures(words)?.get(1))
        {
            let (name, place) = below_heading(from.as_str(), at(from));
            self.sender(Some((name, place)), "head/sentence", 0.7);
        }
    }

    /// From the address at the top, and the lines under the title.
    pub fn addressed_to(&mut self, text: &Text, zone: Span, title: Option<&str>) {
        for one in addressees(text, zone, title) {
            let name = as_written(one.name);
            if !one.has_address && self.subject(&name).is_none() {
                continue;
            }
            let unit = self.names.resolve(&name);
            let mut sender = self.sender.iter();
            let is_writer = sender.any(|(sender, _)| sender.slug == unit.slug)
                || unit.kind == Some(UnitKind::Ministry)
                || is_ministry(&unit.slug);
            let is_same = self
                .recipient
                .as_ref()
                .is_none_or(|(recipient, _)| recipient.slug == unit.slug);
            let is_told = unit.kind.is_some() || self.recipient.is_none();
            if is_writer || !is_same || !is_told || names_person(one.name) {
                continue;
            }
            self.short = self.short.take().or(one.short.map(str::to_owned));
            self.put_recipient(unit, one.span, "head/address", 0.8);
        }
    }

    /// The longest known name that opens the phrase, else the words up to where the name must end.
    fn recipient_phrase(&mut self, phrase: &str, place: Span) {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let known = (1..=words.len().min(9))
            .rev()
            .find_map(|count| self.names.known(&words[..count].join(" ")));
        let unit = known.or_else(|| {
            let mut count = 0;
            for (index, word) in words.iter().enumerate() {
                let next = words.get(index + 1).copied().unwrap_or_default();
                let clause = *word == "og" && GIVES_TOO.has(next);
                let year = *word == "for" && next.starts_with(|c: char| c.is_ascii_digit());
                if NAME_ENDS.has(word) || clause || year {
                    break;
                }
                count = index + 1;
                if word.ends_with(',') {
                    break;
                }
            }
            (count > 0 && count <= 8).then(|| self.names.resolve(&words[..count].join(" ")))
        });
        if let Some(unit) = unit {
            self.put_recipient(unit, place, "head/sentence", 0.9);
        }
    }

    /// Last resort for a letter without a head: the directorate named most often speaks, and the unit
    /// most often told what it shall do is spoken to.
    pub fn addressed(&mut self, kind: DocumentKind, text: &Text) {
        let zone = zone_of(text);
        let words = text.slice(zone);
        let speaker = match kind {
            DocumentKind::Tildelingsbrev | DocumentKind::SupplerendeTildelingsbrev => &MINISTRY,
            DocumentKind::MalOgDisponeringsbrev | DocumentKind::Arsrapport => &DIRECTORATE,
            _ => return,
        };
        // "direktør" metadata of an unknown office: the directorate that the letter names stands for it.
        let unknown_role = self
            .sender
            .as_ref()
            .is_some_and(|(unit, _)| unit.kind.is_none() && slug(&unit.name).contains("direktor"));
        if (self.sender.is_none() || unknown_role)
            && let Some((name, span)) = most_named(speaker, words)
        {
            let rule = self
                .sender
                .take()
                .map_or("head/most-named", |_| "head/role");
            self.sender(Some((&name, span)), rule, 0.6);
        }
        if kind == DocumentKind::Arsrapport {
            if self.recipient.is_none()
                && let Some((name, span)) = most_named(&MINISTRY, words)
            {
                self.recipient(Some((&name, span)), "head/most-named", 0.5);
            }
            return;
        }
        if self.recipient.is_some() {
            return;
        }
        let sender = self.sender.as_ref().map(|(unit, _)| unit.slug.clone());
        let mut counts: Vec<(NamedUnit, Span, usize)> = Vec::new();
        for found in SUBJECT
            .iter()
            .flat_map(|pattern| pattern.captures_iter(words))
        {
            let Some(name) = found.get(1) else { continue };
            let place = Span::new(name.start(), name.end());
            let (name, place) = below_heading(name.as_str(), place);
            let Some(unit) = self.subject(name) else {
                continue;
            };
            if Some(&unit.slug) == sender.as_ref() || self.too_wide(kind, &unit) {
                continue;
            }
            match counts.iter_mut().find(|(seen, ..)| seen.slug == unit.slug) {
                Some((.., count)) => *count += 1,
                None => counts.push((unit, place, 1)),
            }
        }
        let most = counts.iter().map(|(.., count)| *count).max().unwrap_or(0);
        if let Some((unit, span, _)) = counts.into_iter().find(|(.., count)| *count == most) {
            self.put_recipient(unit, span, "head/addressed", 0.6);
        }
    }

    fn subject(&self, name: &str) -> Option<NamedUnit> {
        self.names.known(name).or_else(|| {
            (TOLD_BY_FORM.ends(name).is_some() && name.len() > 9).then(|| self.names.resolve(name))
        })
    }

    /// A directorate's letter goes to parts of the agency; the agency as a whole is not its recipient.
    fn too_wide(&self, kind: DocumentKind, unit: &NamedUnit) -> bool {
        let wide = matches!(
            unit.kind,
            Some(UnitKind::Collective | UnitKind::Role | UnitKind::External | UnitKind::Ministry)
        );
        wide || kind == DocumentKind::MalOgDisponeringsbrev && unit.kind == Some(UnitKind::Agency)
    }

    fn sender(&mut self, name: Option<(&str, Span)>, rule: &'static str, confidence: f32) {
        if let Some((name, span)) = name
            && self.sender.is_none()
        {
            let unit = self.names.resolve(one_ministry(name));
            if !unit.slug.is_empty() {
                let proof = found(&unit.slug, span, rule, confidence);
                self.sender = Some((unit, proof));
            }
        }
    }

    fn recipient(&mut self, name: Option<(&str, Span)>, rule: &'static str, confidence: f32) {
        if let Some((name, span)) = name {
            let unit = self.names.resolve(name);
            self.put_recipient(unit, span, rule, confidence);
        }
    }

    fn put_recipient(&mut self, unit: NamedUnit, span: Span, rule: &'static str, confidence: f32) {
        if self.recipient.is_none() && !unit.slug.is_empty() {
            let proof = found(&unit.slug, span, rule, confidence);
            self.recipient = Some((unit, proof));
        }
    }

    /// The recipient's name as found.
    pub fn recipient_name(&self) -> Option<String> {
        self.recipient.as_ref().map(|(unit, _)| unit.name.clone())
    }

    /// Hands sender and recipient to the head; those unknown become units of their own, and a note
    /// names those that metadata gives.
    pub fn settle(self, notes: &mut Vec<Note>, units: &mut Vec<FoundUnit>, head: &mut Head) {
        for (unit, span) in self.given {
            notes.push(Note {
                span,
                message: format!(
                    "the metadata names the unit `{}`, which the vocabulary does not know; add it to a vocabulary file or correct the name",
                    unit.name
                ),
            });
        }
        let mut settle = |party: Option<(NamedUnit, Found<String>)>, short: Option<String>| {
            let (unit, proof) = party?;
            let known = unit.kind.is_some() || units.iter().any(|found| found.slug == unit.slug);
            if !known {
                units.push(FoundUnit {
                    slug: unit.slug.clone(),
                    name: unit.name.clone(),
                    short_name: short,
                    aliases: aliases(&unit.name),
                    evidence: Evidence::clone(&proof.evidence),
                    instance_of: None,
                });
            }
            Some(proof)
        };
        head.sender = settle(self.sender, None);
        head.recipient = settle(self.recipient, self.short);
    }
}

/// The other names of a body with this name: its short forms, its head noun, the definite form of its
/// first word ("Tangsenter for kystutvikling" is "tangsenteret").
fn aliases(name: &str) -> Vec<String> {
    let mut aliases = short_forms(name);
    aliases.extend(head_noun(name));
    let first = name.split_once(' ').map(|(first, _)| first);
    let first = first.filter(|first| first.chars().filter(|c| c.is_uppercase()).count() == 1);
    aliases.extend(first.and_then(|first| head_noun(&format!("- {}", first.to_lowercase()))));
    aliases
}

/// "Agder politidistrikt" is called "politidistriktet" too.
fn head_noun(name: &str) -> Option<String> {
    let (_, last) = name.rsplit_once(' ')?;
    let stem = last
        .strip_suffix("er")
        .filter(|stem| stem.ends_with("sent"));
    BODIES.ends(last).is_some().then(|| match stem {
        Some(stem) => format!("{stem}eret"),
        None => format!("{}et", last.strip_suffix("um").unwrap_or(last)),
    })
}

/// A name in capitals alone as it would be written in a sentence: "TANGSENTERET" → "Tangsenteret". An
/// acronym stays.
fn as_written(name: &str) -> String {
    let shouted = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    if !shouted || name.chars().count() <= LONGEST_ACRONYM {
        return name.to_owned();
    }
    let lower = name.to_lowercase();
    let mut letters = lower.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}", letters.as_str())
}

/// The first ministry of several, without a heading before it: "Havdepartementet og Kystdepartementet",
/// "Styringsdialogen Havdepartementet".
fn one_ministry(name: &str) -> &str {
    const MINISTRY: &str = "departementet";
    if !name.ends_with(MINISTRY) {
        return name;
    }
    let first = name
        .find(MINISTRY)
        .map_or(name, |at| &name[..at + MINISTRY.len()]);
    match first.rsplit_once(' ') {
        // "Hav- og tangdepartementet" has a small letter behind its "og".
        Some((_, last)) if last.starts_with(char::is_uppercase) => last,
        _ => first,
    }
}

fn is_ministry(slug: &str) -> bool {
    slug.ends_with("departementet")
}

fn names_person(name: &str) -> bool {
    slug(name).ends_with("direktoren")
}

fn zone_of(text: &Text) -> Span {
    let mut end = SEARCHED.min(text.content.len());
    while !text.content.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(0, end)
}

fn most_named(pattern: &LazyLock<Option<Regex>>, words: &str) -> Option<(String, Span)> {
    let mut counts: Vec<(String, Span, usize)> = Vec::new();
    let names = pattern.as_ref()?.captures_iter(words);
    for found in names.filter_map(|found| found.get(1)) {
        let name = collapse(found.as_str());
        match counts.iter_mut().find(|(seen, ..)| *seen == name) {
            Some((.., count)) => *count += 1,
            None => counts.push((name, Span::new(found.start(), found.end()), 1)),
        }
    }
    let most = counts.iter().map(|(.., count)| *count).max()?;
    let (name, span, _) = counts.into_iter().find(|(.., count)| *count == most)?;
    Some((name, span))
}

/// The name without a heading that stands on the line above it: "Innledning\nHavdepartementet".
fn below_heading(name: &str, place: Span) -> (&str, Span) {
    match name.rsplit_once('\n') {
        Some((above, below))
            if below.starts_with(char::is_uppercase)
                && !above.trim_end().ends_with(['-', ','])
                && !above.trim_end().ends_with(" og") =>
        {
            let start = place.end as usize - below.trim_end().len();
            (below, Span::new(start, place.end as usize))
        }
        _ => (name, place),
    }
}
