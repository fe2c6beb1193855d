//! What a letter asks, with the words around it that say what it is about: "Det skal gis status for arbeidet"
//! stands under a heading, "Anbefalingene skal følges opp" after a title and a sentence.

use crate::language::{Words, words};
use crate::model::{Document, Obligation, ObligationKind};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static GOES_ON: LazyLock<&Words> = LazyLock::new(|| words("answers", "goes_on"));
static GENERIC: LazyLock<&Words> = LazyLock::new(|| words("answers", "generic_headings"));
static CITES: LazyLock<&Words> = LazyLock::new(|| words("answers", "cites"));

static REQUESTS: LazyLock<&Words> = LazyLock::new(|| words("answers", "requests"));
static REQUESTED: LazyLock<&Words> = LazyLock::new(|| words("answers", "before_what_is_requested"));

/// Longest title that stands before the sentences of an item.
const TITLE: usize = 70;

/// A requirement as a question to the report.
#[derive(Clone, Debug)]
pub struct Question {
    /// Index of the requirement.
    pub index: u32,
    /// What it asks, with its lead-in and what it goes on with.
    pub text: String,
    /// What it asks by itself.
    pub own: String,
    /// Title and sentence before it in the same item or paragraph.
    pub around: String,
    /// The nearest heading that names a matter.
    pub heading: String,
    /// Its kind.
    pub kind: ObligationKind,
    /// Words that name who acts, or with whom, in lower case.
    pub actors: FxHashSet<String>,
}

/// The requirements of a letter.
pub fn questions(letter: &Document) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for (index, obligation) in letter.facts.obligations.iter().enumerate() {
        let kind = obligation.kind.value;
        let mut own = without_citation(&obligation.quote);
        let mut text = without_citation(&obligation.text);
        if kind != ObligationKind::Reporting {
            own = requested(own);
            text = requested(text);
        }
        if let Some(before) = found.last()
            && GOES_ON.opens(&own.to_lowercase()).is_some()
        {
            text = format!("{} {text}", before.text);
        }
        let around = match kind {
            ObligationKind::Reporting => String::new(),
            _ => around(letter, obligation),
        };
        found.push(Question {
            index: index as u32,
            text,
            own,
            around,
            heading: heading(letter, obligation.section),
            kind,
            actors: actors(letter, obligation),
        });
    }
    found
}

/// "… følges opp, jf. Meld. St. 23": what is cited is not asked for.
fn without_citation(text: &str) -> String {
    let lower = text.to_lowercase();
    let same = lower.len() == text.len();
    match CITES
        .find_whole(&lower)
        .filter(|found| same && found.start > 20)
    {
        Some(found) => text
            .get(..found.start)
            .unwrap_or(text)
            .trim_end()
            .to_owned(),
        None => text.to_owned(),
    }
}

/// "På grunnlag av rapporten bes dere om å lage en modell": what is asked for stands behind the request.
fn requested(text: String) -> String {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    let Some(asks) = REQUESTS.find_whole(&lower) else {
        return text;
    };
    let rest = &lower[asks.end..];
    match REQUESTED.find_whole(rest) {
        Some(found) => match text.get(asks.end + found.end..) {
            Some(asked) => asked.trim_start().to_owned(),
            None => text,
        },
        None => text,
    }
}

/// The words by which the requirement names who acts and with whom.
fn actors(letter: &Document, obligation: &Obligation) -> FxHashSet<String> {
    let units = obligation.units.iter().filter(|unit| unit.explicit);
    let units = units.map(|unit| &unit.evidence);
    let partners = obligation.partners.iter().map(|partner| &partner.evidence);
    let mut found = FxHashSet::default();
    for evidence in units.chain(partners) {
        let named = letter.text.quote(&evidence.spans).to_lowercase();
        let words = named.split(|c: char| !c.is_alphanumeric() && c != '-');
        found.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
    }
    found
}

/// The title of the item or paragraph and the sentence before.
fn around(letter: &Document, obligation: &Obligation) -> String {
    let outline = &letter.outline;
    let Some(statement) = obligation.statements.first().copied() else {
        return String::new();
    };
    let block = &outline.blocks[outline.statements[statement as usize].block as usize];
    let first = block.statements.0;
    let mut parts: Vec<&str> = Vec::new();
    if first < statement {
        let title = &outline.statements[first as usize].text;
        if title.len() < TITLE {
            parts.push(title);
        }
        let before = &outline.statements[statement as usize - 1].text;
        if !parts.contains(&before.as_str()) {
            parts.push(before);
        }
    }
    parts.join(" ")
}

/// The nearest heading that names a matter: "Oppdrag" and "Nøkkelinformasjon" name none.
fn heading(letter: &Document, section: u32) -> String {
    let path = letter.outline.heading_path(section);
    let names = |heading: &&&str| {
        let lower = heading.to_lowercase();
        !lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| GENERIC.has(word))
    };
    let nearest = path.iter().rev().find(names);
    nearest.map_or(String::new(), |heading| (*heading).to_owned())
}
