//! Which documents have to do with each other: found by year and unit, never by comparing all with all.

use crate::model::{Document, DocumentKind};
use crate::vocabulary::{Phrases, Vocabulary};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pairs of documents by index, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Letter above, letter below, of one year: who wrote the lower one received the upper one.
    pub cascades: Vec<(u32, u32)>,
    /// Letter, annual report on its year by its recipient.
    pub follow_ups: Vec<(u32, u32)>,
    /// Report with recommendations, later letter of the same house.
    pub uptakes: Vec<(u32, u32)>,
    /// Letter, letter of the same series one year on.
    pub years: Vec<(u32, u32)>,
}

/// How many years a recommendation is looked for in later letters.
const LASTING: i16 = 8;

/// The pairs among these documents.
pub fn pairs(documents: &[Arc<Document>], vocabulary: &Vocabulary) -> Pairs {
    let mut pairs = Pairs::default();
    let mut received: FxHashMap<(i16, &str), Vec<u32>> = FxHashMap::default();
    let mut by_house: FxHashMap<&str, Vec<(i16, u32)>> = FxHashMap::default();
    for (at, document) in documents.iter().enumerate() {
        let head = &document.facts.head;
        let (Some(year), true) = (head.year, head.kind.directs()) else {
            continue;
        };
        if let Some(recipient) = &head.recipient {
            let letters = received.entry((year, recipient.value.as_str()));
            letters.or_default().push(at as u32);
            let house = house(vocabulary, &recipient.value);
            by_house.entry(house).or_default().push((year, at as u32));
        }
    }
    let mut names = None;
    for (at, document) in documents.iter().enumerate() {
        let at = at as u32;
        let head = &document.facts.head;
        let Some(year) = head.year else {
            continue;
        };
        let letters_to = |slug: &str| {
            let wholes = wholes(vocabulary, slug);
            let letters = wholes.into_iter();
            let letters = letters.filter_map(|whole| received.get(&(year, whole)));
            letters
                .flatten()
                .copied()
                .filter(|letter| *letter != at)
                .collect::<Vec<_>>()
        };
        if let Some(sender) = &head.sender {
            if head.kind.directs() {
                let above = letters_to(&sender.value).into_iter();
                pairs.cascades.extend(above.map(|letter| (letter, at)));
            } else if head.kind == DocumentKind::Arsrapport {
                let asked = letters_to(&sender.value).into_iter();
                pairs.follow_ups.extend(asked.map(|letter| (letter, at)));
            }
        }
        if !document.facts.recommendations.is_empty() {
            // A working group that letters never address stands for the house that its report is about.
            let known = head.sender.as_ref().map(|sender| sender.value.clone());
            let known = known.filter(|slug| by_house.contains_key(house(vocabulary, slug)));
            let named = known.or_else(|| {
                let names = names.get_or_insert_with(|| unit_names(vocabulary));
                most_named(document, vocabulary, names)
            });
            let letters = named.and_then(|slug| by_house.get(house(vocabulary, &slug)));
            let later = letters.into_iter().flatten();
            let later = later.filter(|(of, _)| *of > year && *of <= year + LASTING);
            pairs.uptakes.extend(later.map(|(_, letter)| (at, *letter)));
        }
    }
    pairs.years = years(documents);
    pairs.cascades.sort_unstable();
    pairs.follow_ups.sort_unstable();
    pairs.uptakes.sort_unstable();
    pairs
}

/// How many statements of a report tell what it is about.
const FIRST_STATEMENTS: usize = 200;

fn unit_names(vocabulary: &Vocabulary) -> Phrases {
    let units = vocabulary.units().iter().enumerate();
    Phrases::new(units.flat_map(|(at, unit)| {
        let names = std::iter::once(&unit.name).chain(&unit.short_name);
        names
            .chain(&unit.aliases)
            .map(move |name| (name.as_str(), at as u32))
    }))
}

/// The unit that a document's headings and first statements name most often.
fn most_named(document: &Document, vocabulary: &Vocabulary, names: &Phrases) -> Option<String> {
    let outline = &document.outline;
    let headings = outline.sections.iter().map(|section| &section.heading);
    let statements = outline.statements.iter().take(FIRST_STATEMENTS);
    let mut counts = vec![0_u32; vocabulary.units().len()];
    for text in headings.chain(statements.map(|statement| &statement.text)) {
        for hit in names.find(text) {
            counts[hit.id as usize] += 1;
        }
    }
    let best = (0..counts.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)))?;
    (counts[best] > 0).then(|| vocabulary.units()[best].slug.clone())
}

fn years(documents: &[Arc<Document>]) -> Vec<(u32, u32)> {
    let mut series: BTreeMap<&str, BTreeMap<i16, u32>> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let head = &document.facts.head;
        let yearly = head.kind.directs() && head.kind != DocumentKind::SupplerendeTildelingsbrev;
        if let (Some(slug), Some(year), true) = (&head.series, head.year, yearly) {
            series.entry(slug).or_default().insert(year, at as u32);
        }
    }
    let mut years = Vec::new();
    for letters in series.values() {
        for (year, before) in letters {
            if let Some(after) = letters.get(&(year + 1)) {
                years.push((*before, *after));
            }
        }
    }
    years.sort_unstable();
    years
}

/// A unit and the wholes above it: who wrote a letter may have received one as the head of its agency.
fn wholes<'a>(vocabulary: &'a Vocabulary, slug: &'a str) -> Vec<&'a str> {
    let mut wholes = vec![slug];
    while let Some(unit) = wholes.last().and_then(|slug| vocabulary.unit(slug)) {
        let above = unit.instance_of.as_deref().or(unit.part_of.as_deref());
        match above {
            Some(above) if !wholes.contains(&above) => wholes.push(above),
            _ => break,
        }
    }
    wholes
}

fn house<'a>(vocabulary: &'a Vocabulary, slug: &'a str) -> &'a str {
    let mut at = slug;
    let mut seen = FxHashSet::default();
    while seen.insert(at)
        && let Some(unit) = vocabulary.unit(at)
        && let Some(above) = unit.part_of.as_deref().or(unit.instance_of.as_deref())
    {
        at = above;
    }
    at
}
