//! By which law: statutes and regulations with their sections.
//!
//! `"jf. forvaltningsloven §§ 24 og 25"` gives two citations; a section without an act ("§ 14 a-vedtak")
//! belongs to the act that the letter cites with that section, otherwise to the act named last.

use super::token::{Mention, Tokens};
use crate::model::LegalRef;
use crate::vocabulary::{Statute, Vocabulary};
use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The acts known, by each of their names in lower case.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    /// Name → canonical name; names of one word and of several.
    names: FxHashMap<String, String>,
    /// First words of names of several words → longest such name in tokens.
    first_words: FxHashMap<String, usize>,
}

impl Acts {
    /// The acts of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Acts {
        let mut acts = Acts::default();
        for statute in vocabulary.statutes() {
            acts.add(statute);
        }
        acts
    }

    fn add(&mut self, statute: &Statute) {
        let names = std::iter::once(&statute.name)
            .chain(statute.title.iter())
            .chain(&statute.aliases);
        for name in names {
            let tokens = Tokens::new(name);
            let key = joined(&tokens, 0, tokens.len());
            let longest = self
                .first_words
                .entry(tokens.word(0).to_owned())
                .or_default();
            *longest = (*longest).max(tokens.len());
            self.names.insert(key, statute.name.clone());
        }
    }

    /// The known act that starts at a token: its name, and the index past it. A genitive counts.
    fn known(&self, tokens: &Tokens, at: usize) -> Option<(&str, usize)> {
        let bare = tokens.word(at);
        let longest = self
            .first_words
            .get(bare)
            .or_else(|| self.first_words.get(bare.strip_suffix('s')?))?;
        let mut best = None;
        let mut key = String::new();
        for length in 1..=*longest {
            if at + length > tokens.len() {
                break;
            }
            let word = tokens.word(at + length - 1);
            if length > 1 {
                key.push(' ');
            }
            key.push_str(word);
            let name = self
                .names
                .get(&key)
                .or_else(|| self.names.get(key.strip_suffix('s')?));
            if let Some(name) = name {
                best = Some((name.as_str(), at + length));
            }
        }
        best
    }
}

fn joined(tokens: &Tokens, from: usize, to: usize) -> String {
    let mut key = String::new();
    for index in from..to {
        if index > from {
            key.push(' ');
        }
        key.push_str(tokens.word(index));
    }
    key
}

/// How many acts named before are looked at.
const REACH: usize = 60;

/// What a letter cites, gathered before sections without an act are tied to one.
#[derive(Clone, Debug, Default)]
pub struct Cited {
    /// Section → act, as first cited together.
    by_section: FxHashMap<String, String>,
    /// (Section of the outline, regulation or act named in it), in reading order.
    named: Vec<(u32, String)>,
    /// Act → whether it is cited with sections such as "11-9", and with ones such as "4".
    forms: FxHashMap<String, (bool, bool)>,
}

impl Cited {
    /// Takes in a statement of the letter; `section` is where it stands.
    pub fn note(&mut self, tokens: &Tokens, acts: &Acts, section: u32) {
        if !may_cite(tokens.text()) {
            return;
        }
        let parts = parts(tokens, acts);
        for reference in resolve(&parts, tokens, None) {
            let Some(act) = reference.act else { continue };
            for paragraph in reference.paragraphs {
                let forms = self.forms.entry(act.clone()).or_default();
                if paragraph.contains('-') {
                    forms.0 = true;
                } else {
                    forms.1 = true;
                }
                self.by_section
                    .entry(paragraph)
                    .or_insert_with(|| act.clone());
            }
            self.named.push((section, act));
        }
    }

    fn act_of(&self, paragraph: &str, section: u32) -> Option<&str> {
        if let Some(act) = self.by_section.get(paragraph) {
            return Some(act);
        }
        let upto = self.named.partition_point(|(at, _)| *at <= section);
        // "§ 11-9" is numbered by chapters, as another act's "§ 4" is not.
        let is_by_chapter = paragraph.contains('-');
        let same_form = self.named[..upto]
            .iter()
            .rev()
            .take(REACH)
            .map(|(_, act)| act)
            .find(|act| match self.forms.get(*act) {
                Some((chapters, plain)) => {
                    if is_by_chapter {
                        *chapters
                    } else {
                        *plain
                    }
                }
                None => true,
            });
        same_form.map(String::as_str)
    }

    /// The act or regulation that "loven" or "forskriften" means in a section: named there before or after.
    fn short_form(&self, is_regulation: bool, section: u32) -> Option<&str> {
        let from = self.named.partition_point(|(at, _)| *at < section);
        let upto = self.named.partition_point(|(at, _)| *at <= section);
        self.named[from..upto]
            .iter()
            .take(REACH)
            .map(|(_, act)| act.as_str())
            .find(|act| act.contains("forskrift") == is_regulation)
    }
}

/// The statutes and regulations that a statement cites.
pub fn legal(tokens: &Tokens, acts: &Acts, cited: &Cited, section: u32) -> Vec<Mention<LegalRef>> {
    if !may_cite(tokens.text()) {
        return Vec::new();
    }
    let parts = parts(tokens, acts);
    let mut found: Vec<Mention<LegalRef>> = Vec::new();
    let mut seen = FxHashSet::default();
    for reference in resolve(&parts, tokens, Some((cited, section))) {
        let Some(act) = reference.act else { continue };
        let mut put = |citation: String, paragraph: Option<String>| {
            if seen.insert(citation.clone()) {
                found.push(Mention {
                    value: LegalRef {
                        citation,
                        act: act.clone(),
                        paragraph,
                    },
                    range: reference.range.clone(),
                    rule: reference.rule,
                    confidence: reference.confidence,
                });
            }
        };
        if reference.paragraphs.is_empty() {
            put(act.clone(), None);
        }
        for paragraph in reference.paragraphs {
            let sign = if paragraph.starts_with("artikkel") {
                ""
            } else {
                "§ "
            };
            put(format!("{act} {sign}{paragraph}"), Some(paragraph));
        }
    }
    // An act named once more without its section adds nothing.
    let with_section: FxHashSet<String> = found
        .iter()
        .filter(|mention| mention.value.paragraph.is_some())
        .map(|mention| mention.value.act.clone())
        .collect();
    found.retain(|mention| {
        mention.value.paragraph.is_some() || !with_section.contains(&mention.value.act)
    });
    found
}

/// Whether a text could hold a citation: keeps the rest of the work from most statements.
pub fn may_cite(text: &str) -> bool {
    static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build([
                "§",
                "lov",
                "forskrift",
                "reglement",
                "forordning",
                "instruks",
                "bestemmelse",
            ])
            .ok()
    });
    SIGNS.as_ref().is_none_or(|signs| signs.is_match(text))
}

/// A piece of a citation.
#[derive(Debug)]
enum Part {
    /// An act with its canonical name.
    Act(String, usize, usize),
    /// Section numbers after a section sign.
    Sections(Vec<String>, usize, usize),
    /// "loven", "forskriften": the act meant stands elsewhere.
    ShortForm {
        regulation: bool,
        from: usize,
        to: usize,
    },
}

fn parts(tokens: &Tokens, acts: &Acts) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((sections, next)) = sections(tokens, at) {
            parts.push(Part::Sections(sections, at, next));
            at = next;
        } else if let Some((article, next)) = article(tokens, at, &parts) {
            parts.push(Part::Sections(vec![article], at, next));
            at = next;
        } else if let Some((name, next)) = acts.known(tokens, at) {
            parts.push(Part::Act(name.to_owned(), at, next));
            at = next;
        } else if let Some((name, from, next)) = unknown(tokens, at) {
            parts.push(Part::Act(name, from, next));
            at = next;
        } else if let Some(regulation) = short_form(tokens, at) {
            parts.push(Part::ShortForm {
                regulation,
                from: at,
                to: at + 1,
            });
            at += 1;
        } else {
            at += 1;
        }
    }
    parts
}

struct Reference {
    act: Option<String>,
    paragraphs: Vec<String>,
    range: std::ops::Range<usize>,
    rule: &'static str,
    confidence: f32,
}

/// Ties sections to acts: "§ 24 i forvaltningsloven", "NAV-loven § 14 a", otherwise the letter's own use.
fn resolve(parts: &[Part], tokens: &Tokens, cited: Option<(&Cited, u32)>) -> Vec<Reference> {
    let mut references: Vec<Reference> = Vec::new();
    let mut last_act: Option<(String, usize)> = None;
    let mut used = vec![false; parts.len()];
    let range = |from: usize, to: usize| tokens.start(from)..tokens.end_before(to);
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Act(name, from, to) => {
                last_act = Some((name.clone(), *from));
                // Its sections follow as the next part, or stood before it.
                let followed = matches!(parts.get(index + 1), Some(Part::Sections(..)));
                if !used[index] && !followed {
                    references.push(Reference {
                        act: Some(name.clone()),
                        paragraphs: Vec::new(),
                        range: range(*from, *to),
                        rule: "legal/act",
                        confidence: 0.9,
                    });
                }
            }
            Part::ShortForm {
                regulation,
                from,
                to,
            } => {
                let act = cited
                    .and_then(|(cited, section)| cited.short_form(*regulation, section))
                    .map(str::to_owned);
                if let Some(act) = &act {
                    last_act = Some((act.clone(), *from));
                }
                let followed = matches!(parts.get(index + 1), Some(Part::Sections(..)));
                if !followed {
                    references.push(Reference {
                        act,
                        paragraphs: Vec::new(),
                        range: range(*from, *to),
                        rule: "legal/short-form",
                        confidence: 0.6,
                    });
                }
            }
            Part::Sections(numbers, from, to) => {
                let after = match parts.get(index + 1) {
                    Some(Part::Act(name, act_from, act_to)) if is_link(tokens, *to, *act_from) => {
                        used[index + 1] = true;
                        Some((name.clone(), *act_to))
                    }
                    _ => None,
                };
                let (act, span, rule, confidence) = match (after, &last_act) {
                    (Some((name, end)), _) => {
                        (Some(name), range(*from, end), "legal/section", 0.95)
                    }
                    (None, Some((name, start))) => (
                        Some(name.clone()),
                        range(*start, *to),
                        "legal/section",
                        0.95,
                    ),
                    (None, None) => {
                        let act = cited
                            .and_then(|(cited, section)| {
                                numbers
                                    .iter()
                                    .find_map(|number| cited.act_of(number, section))
                            })
                            .map(str::to_owned);
                        (act, range(*from, *to), "legal/carried-act", 0.7)
                    }
                };
                references.push(Reference {
                    act,
                    paragraphs: numbers.clone(),
                    range: span,
                    rule,
                    confidence,
                });
            }
        }
    }
    references
}

/// Whether the tokens between a section and an act tie them: "i", "i den nye", "første ledd i".
fn is_link(tokens: &Tokens, from: usize, to: usize) -> bool {
    to > from
        && to - from <= 6
        && (from..to).any(|index| matches!(tokens.word(index), "i" | "av"))
        && (from..to).all(|index| {
            !matches!(
                tokens.word(index),
                "," | ";" | "og" | "skal" | "må" | "er" | "for" | "på" | "til" | "med"
            )
        })
}

/// "artikkel 5" right after the regulation, convention or agreement that it belongs to.
fn article(tokens: &Tokens, at: usize, before: &[Part]) -> Option<(String, usize)> {
    if !matches!(tokens.word(at), "artikkel" | "art") {
        return None;
    }
    let Some(Part::Act(name, _, end)) = before.last() else {
        return None;
    };
    let is_near = at <= end + 2
        && ["forordningen", "forordninga", "konvensjonen", "avtalen"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let next = at + 1 + usize::from(tokens.word(at + 1) == ".");
    let (number, next) = section_number(tokens, next).filter(|_| is_near)?;
    Some((format!("artikkel {number}"), skip_part(tokens, next)))
}

/// The numbers after a section sign: "§§ 24 og 25" → 24, 25; "§ 11 d andre ledd" → 11 d.
fn sections(tokens: &Tokens, at: usize) -> Option<(Vec<String>, usize)> {
    if tokens.word(at) != "§" {
        return None;
    }
    let mut next = at + 1;
    let is_many = tokens.word(next) == "§";
    if is_many {
        next += 1;
    }
    let (first, mut next) = section_number(tokens, next)?;
    let mut numbers = vec![first];
    loop {
        let mut past = skip_part(tokens, next);
        let word = tokens.word(past);
        let joins = matches!(word, "og" | "," | "eller" | "til" | "–" | "jf");
        if !joins {
            break;
        }
        past += 1;
        if matches!(tokens.word(past), "." | "og") {
            past += 1;
        }
        let has_sign = tokens.word(past) == "§";
        while tokens.word(past) == "§" {
            past += 1;
        }
        if !has_sign && (!is_many || word == "jf") {
            break;
        }
        match section_number(tokens, past) {
            // "§§ 4-10 og 4-20", but "§ 4, 15. mars" ends at the comma.
            Some((number, end)) if tokens.word(end) != "." || tokens.number(end + 1).is_none() => {
                numbers.push(number);
                next = end;
            }
            _ => break,
        }
    }
    Some((numbers, skip_part(tokens, next)))
}

/// "14 a", "11-12", "14a", "4 A".
fn section_number(tokens: &Tokens, at: usize) -> Option<(String, usize)> {
    let word = tokens.word(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let mut number = word[..digits].to_owned();
    let mut next = at + 1;
    match &word[digits..] {
        "" => {}
        letter if letter.len() == 1 => {
            number.push(' ');
            number.push_str(letter);
            return Some((number, next));
        }
        _ => return None,
    }
    let is_hyphen = matches!(tokens.word(next), "-" | "–" | "‑") && tokens.is_glued(next);
    if is_hyphen && tokens.is_glued(next + 1) {
        let second = tokens.word(next + 1);
        let digits = second.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && second.len() <= digits + 1 && second.is_char_boundary(digits) {
            number.push('-');
            number.push_str(&second[..digits]);
            if second.len() > digits {
                number.push(' ');
                number.push_str(&second[digits..]);
            }
            next += 2;
        }
    }
    let letter = tokens.word(next);
    let is_letter = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase());
    // "§ 24 i forvaltningsloven": here the letter is a preposition.
    let is_preposition = letter == "i"
        && !matches!(
            tokens.word(next + 1),
            "første" | "andre" | "tredje" | "" | "," | ")"
        );
    if is_letter
        && !is_preposition
        && !tokens.is_glued(next)
        && !number.ends_with(char::is_alphabetic)
    {
        number.push(' ');
        number.push_str(letter);
        next += 1;
    }
    Some((number, next))
}

/// Skips "andre ledd", "første ledd nr. 5", "bokstav a", "punktum".
fn skip_part(tokens: &Tokens, at: usize) -> usize {
    let mut next = at;
    loop {
        let word = tokens.word(next);
        let ordinal = matches!(
            word,
            "første"
                | "fyrste"
                | "andre"
                | "annet"
                | "tredje"
                | "fjerde"
                | "femte"
                | "sjette"
                | "sjuende"
                | "syvende"
                | "siste"
        );
        let past = if ordinal && matches!(tokens.word(next + 1), "ledd" | "punktum" | "strekpunkt")
        {
            next + 2
        } else if matches!(word, "nr" | "bokstav" | "litra" | "pkt" | "punkt" | "ledd") {
            let mut past = next + 1;
            if tokens.word(past) == "." {
                past += 1;
            }
            if tokens.number(past).is_some() || tokens.word(past).len() == 1 {
                past += 1;
            }
            past
        } else {
            return next;
        };
        next = past;
    }
}

/// An act that the vocabulary does not know, by its form: "havneloven", "forskrift om …", "lov om …".
/// Gives its name, and where the name starts and ends.
fn unknown(tokens: &Tokens, at: usize) -> Option<(String, usize, usize)> {
    let word = tokens.word(at);
    let is_long = matches!(
        word,
        "lov" | "forskrift" | "forskriften" | "forskrifta" | "loven" | "lova"
    );
    if is_long && !tokens.is_glued(at) {
        return long_title(tokens, at);
    }
    let stem = word.strip_suffix('s').unwrap_or(word);
    let ending = [
        "loven",
        "lova",
        "forskriften",
        "forskrifta",
        "reglementet",
        "forordningen",
        "forordninga",
    ]
    .iter()
    .find(|ending| stem.ends_with(**ending))?;
    let start = compound_start(tokens, at);
    let has_stem = stem.len() > ending.len() || start < at;
    // "trolova", "tillova": words, not acts.
    let is_word = matches!(
        stem,
        "forlova" | "trolova" | "forloven" | "belova" | "rammeloven"
    );
    if !has_stem || is_word {
        return None;
    }
    let mut name = String::new();
    for index in start..=at {
        if index > start && !tokens.is_glued(index) {
            name.push(' ');
        }
        name.push_str(if index == at {
            &tokens.written(at)[..tokens.written(at).len() - (word.len() - stem.len())]
        } else {
            tokens.written(index)
        });
    }
    let starts_upper = tokens.is_capital(start) && !is_acronym(tokens.written(start));
    if starts_upper {
        name = lower_first(&name);
    }
    Some((name, start, at + 1))
}

/// Where a hyphened name starts: "EØS-loven", "kultur- og fritidsloven".
fn compound_start(tokens: &Tokens, at: usize) -> usize {
    let mut start = at;
    while start >= 2
        && tokens.is_glued(start)
        && tokens.word(start - 1) == "-"
        && tokens.is_glued(start - 1)
    {
        start -= 2;
    }
    if start >= 3
        && tokens.word(start - 1) == "og"
        && tokens.word(start - 2) == "-"
        && tokens.is_glued(start - 2)
    {
        start -= 3;
    }
    start
}

fn is_acronym(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_uppercase)
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}

/// "forskrift om tiltak i skolen": the name runs to the end of its noun phrase.
fn long_title(tokens: &Tokens, at: usize) -> Option<(String, usize, usize)> {
    let word = tokens.word(at);
    let is_regulation = word.starts_with("forskrift");
    let mut next = at + 1;
    // "lov 16. juni 2006 nr. 20 om …", "forskrift av 20. juni 2023 om …", "forskrift til folketrygdloven om …"
    if let Some((_, past)) =
        super::date::when(tokens, next + usize::from(tokens.word(next) == "av"))
    {
        next = past;
        if tokens.word(next) == "nr" {
            next += 1;
            if tokens.word(next) == "." {
                next += 1;
            }
            next += 1;
        }
    }
    if tokens.word(next) != "om" {
        return None;
    }
    let end = title_end(tokens, next + 1);
    if end <= next + 1 {
        return None;
    }
    let kind = if is_regulation { "forskrift" } else { "lov" };
    let name = format!("{kind} {}", tokens.slice(next, end));
    Some((name, at, end))
}

/// Where the title of an act ends: at a sign, a verb, a section or a chapter.
fn title_end(tokens: &Tokens, from: usize) -> usize {
    let mut at = from;
    while at < tokens.len() && at < from + 24 {
        let word = tokens.word(at);
        let is_hyphen = matches!(word, "-" | "–") && tokens.is_glued(at);
        let is_sign = !word.chars().all(char::is_alphanumeric) && !is_hyphen;
        let is_other = matches!(
            word,
            "skal"
                | "må"
                | "bør"
                | "kan"
                | "vil"
                | "er"
                | "blir"
                | "ble"
                | "har"
                | "som"
                | "slik"
                | "at"
                | "når"
                | "der"
                | "jf"
                | "kapittel"
                | "kap"
                | "samt"
                | "herunder"
                | "trer"
                | "gjelder"
                | "gjeld"
                | "gir"
                | "å"
        );
        // "forskrift om A og Føringer for B" names two documents; "Arbeids- og velferdsetatens" one body.
        let is_new = word == "og"
            && tokens.word(at.wrapping_sub(1)) != "-"
            && (tokens.is_capital(at + 1)
                || matches!(
                    tokens.word(at + 1),
                    "lov" | "forskrift" | "rundskriv" | "skal" | "må"
                ));
        // A deadline behind the title: "… om los på fjorden 1. juni", "… innen 1. juni".
        let is_date = tokens.number(at).is_some() && tokens.word(at + 1) == "."
            || matches!(word, "innen" | "innan") && tokens.number(at + 1).is_some();
        if is_sign || is_other || is_new || is_date {
            break;
        }
        at += 1;
    }
    at
}

/// "loven", "forskriften", "den nye forskriften", "ny forskrift": whether it is a regulation.
fn short_form(tokens: &Tokens, at: usize) -> Option<bool> {
    if tokens.is_glued(at) {
        return None;
    }
    match tokens.word(at) {
        "forskriften" | "forskrifta" | "forskriftens" => Some(true),
        "forskrift" if at > 0 && matches!(tokens.word(at - 1), "ny" | "nye") => Some(true),
        "loven" | "lova" | "lovens" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
