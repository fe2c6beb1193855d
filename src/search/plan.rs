//! A query's words → what to look for: for each word its forms, parts and synonyms with their weights.

use super::analyzer::{Analyzer, Placed, TermKind, law_before, term};
use super::item::Traits;
use super::thesaurus::Closeness;
use crate::language::{FORMS, root};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// From this weight on a term stands for the very word asked for.
const SAME: f32 = 0.9;
/// Another word for the same.
pub(super) const EQUAL: f32 = 0.95;
/// Another name of a unit, target group or statute.
const NAMED: f32 = 0.8;
/// A word that is searched for this one.
const NEAR_SYNONYM: f32 = 0.45;
/// Any of them as a part of a compound.
const IN_COMPOUND: f32 = 0.6;
/// Function words.
const FUNCTION: f32 = 0.1;
/// Modal verbs, negation and other words that say little beside others.
const LIGHT: f32 = 0.4;
/// Words of a query that count; a letter pasted in whole is no query.
const MOST_WORDS: usize = 64;
/// Half of a compound, as a word of its own.
const HALF: f32 = 0.7;
/// A compound with the word.
const PART: f32 = 0.65;
/// A word made from the same.
const ROOT: f32 = 0.7;
/// A compound with such a word.
const PART_ROOT: f32 = 0.45;

/// A term with how much it counts for the word asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alternative {
    pub(super) term: String,
    pub(super) weight: f32,
}

impl Alternative {
    /// Whether it stands for the very word asked for.
    pub(super) fn is_same(&self) -> bool {
        self.weight >= SAME
    }
}

/// Words side by side that stand for a word asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) stems: Vec<String>,
    pub(super) weight: f32,
}

/// A word asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Concept {
    /// Where it stands in the query.
    pub(super) place: Range<usize>,
    /// What it counts among the others.
    pub(super) weight: f32,
    /// The term of its stem.
    pub(super) stem: String,
    /// The terms that stand for it.
    pub(super) alternatives: Vec<Alternative>,
    /// Where it is a compound: the terms that stand for each half; all halves must be there.
    pub(super) halves: Vec<Vec<Alternative>>,
    /// What it is short for.
    pub(super) rows: Vec<Row>,
}

/// A query made ready.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// Its words.
    pub(super) words: Vec<Placed>,
    pub(super) concepts: Vec<Concept>,
    /// What the words hint at.
    pub(super) hints: Traits,
    /// Rows of stem terms that must stand side by side.
    pub(super) phrases: Vec<Vec<String>>,
}

/// Makes a query ready.
pub(super) fn plan(analyzer: &Analyzer, text: &str, mut words: Vec<Placed>) -> Plan {
    words.truncate(MOST_WORDS);
    let mut plan = Plan::default();
    for (at, placed) in words.iter().enumerate() {
        let mut concept = concept(analyzer, placed);
        if let Some(citation) = unsigned_citation(&words, at) {
            concept.put(term(TermKind::Stem, &citation), 1.0);
        }
        plan.concepts.push(concept);
    }
    for member in analyzer.members(&words) {
        let weight = match member.group.closeness {
            Closeness::Equal => EQUAL,
            Closeness::Named => NAMED,
            Closeness::Near => NEAR_SYNONYM,
        };
        let group = &member.group.key;
        for concept in &mut plan.concepts[member.first..member.first + member.length] {
            concept.put(term(TermKind::Group, group), weight);
            concept.put(term(TermKind::PartGroup, group), weight * IN_COMPOUND);
        }
    }
    plan.hints = hints(&words);
    for quoted in quoted(text) {
        let phrase = words
            .iter()
            .filter(|placed| quoted.contains(&placed.start))
            .map(|placed| term(TermKind::Stem, &placed.word.stem));
        plan.phrases.push(phrase.collect());
    }
    plan.phrases.retain(|phrase| !phrase.is_empty());
    plan.words = words;
    plan
}

/// A section written without its sign: "NAV-loven 14 a" asks for `§14a@nav-lov`.
fn unsigned_citation(words: &[Placed], at: usize) -> Option<String> {
    let number = &words[at].word.stem;
    if !number.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let law = law_before(&words[..at])?;
    let letter = words.get(at + 1).map(|next| next.word.stem.as_str());
    let letter = letter.filter(|next| {
        next.len() == 1 && *next != "i" && next.starts_with(|it: char| it.is_ascii_lowercase())
    });
    Some(format!("§{number}{}@{law}", letter.unwrap_or_default()))
}

impl Plan {
    /// All terms that a word may be found by. Function words are left out, unless there are no others.
    pub(super) fn terms(&self) -> FxHashSet<&str> {
        let mut terms = FxHashSet::default();
        let least = self.concepts.iter().map(|it| it.weight).fold(0.0, f32::max);
        for concept in self.concepts.iter().filter(|it| it.weight >= least) {
            let halves = concept.halves.iter().flatten();
            let all = concept.alternatives.iter().chain(halves);
            terms.extend(all.map(|alternative| alternative.term.as_str()));
        }
        terms
    }
}

impl Concept {
    /// Whether it says nothing beside other words.
    pub(super) fn is_function(&self) -> bool {
        self.weight <= FUNCTION
    }

    /// A compound's halves as words of their own.
    pub(super) fn into_halves(self) -> impl Iterator<Item = Concept> {
        let Concept {
            place,
            weight,
            halves,
            ..
        } = self;
        halves.into_iter().map(move |half| Concept {
            place: place.clone(),
            weight: weight * HALF,
            stem: half.first().map(|it| it.term.clone()).unwrap_or_default(),
            alternatives: half,
            halves: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// The word as a substitute for a longer one that holds it.
    pub(super) fn standing_in_for(self, other: &Concept) -> Concept {
        Concept {
            place: other.place.clone(),
            weight: other.weight * HALF,
            ..self
        }
    }

    /// Adds a term; of two weights for the same the greater one counts.
    pub(super) fn put(&mut self, term: String, weight: f32) {
        match self.alternatives.iter_mut().find(|it| it.term == term) {
            Some(there) => there.weight = there.weight.max(weight),
            None => self.alternatives.push(Alternative { term, weight }),
        }
    }
}

fn concept(analyzer: &Analyzer, placed: &Placed) -> Concept {
    let word = &placed.word;
    let mut concept = Concept {
        place: placed.start..placed.end,
        weight: 1.0,
        stem: term(TermKind::Stem, &word.stem),
        ..Concept::default()
    };
    if FORMS.function.contains(&word.stem) {
        concept.weight = FUNCTION;
    } else if FORMS.light.contains(&word.stem) {
        concept.weight = LIGHT;
    }
    if let Some(citation) = &placed.citation {
        // The number alone stands in many laws.
        concept.put(term(TermKind::Stem, citation), 1.0);
        concept.put(concept.stem.clone(), 0.4);
        return concept;
    }
    concept.put(concept.stem.clone(), 1.0);
    concept.put(term(TermKind::Part, &word.stem), PART);
    if concept.weight > 0.9 {
        concept.put(term(TermKind::Root, &word.root), ROOT);
        concept.put(term(TermKind::PartRoot, &word.root), PART_ROOT);
    }
    for part in word.parts.iter().take(2) {
        let mut half = vec![
            Alternative {
                term: term(TermKind::Stem, part),
                weight: 1.0,
            },
            Alternative {
                term: term(TermKind::Part, part),
                weight: 0.9,
            },
        ];
        let root = root(part);
        half.push(Alternative {
            term: term(TermKind::Root, &root),
            weight: 0.8,
        });
        half.push(Alternative {
            term: term(TermKind::PartRoot, &root),
            weight: 0.7,
        });
        for group in analyzer.thesaurus().groups_of(part) {
            half.push(Alternative {
                term: term(TermKind::Group, &group.key),
                weight: 0.5,
            });
        }
        concept.halves.push(half);
    }
    concept
}

/// What a query's words say of the statements meant: "når", "frist" → those with a deadline.
fn hints(words: &[Placed]) -> Traits {
    let mut hints = Traits::default();
    for placed in words {
        let root = placed.word.root.as_str();
        let hint = HINTS.iter().find(|(roots, _)| roots.contains(&root));
        if let Some((_, hint)) = hint {
            hints = hints.with(*hint);
        }
    }
    hints
}

const HINTS: [(&[&str], Traits); 4] = [
    (
        &[
            "rappor",
            "redegj",
            "redegjør",
            "statistikk",
            "orienter",
            "oversend",
        ],
        Traits::REPORTING,
    ),
    (&["når", "frist", "dato", "senest"], Traits::DEADLINE),
    (
        &["anbefal", "foreslå", "forslag", "råd"],
        Traits::RECOMMENDS,
    ),
    (&["hvem", "ansvar"], Traits::NAMES_UNIT),
];

/// The stretches of a query that stand in quotation marks.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<usize> = text
        .match_indices(['"', '«', '»', '“', '”', '„'])
        .map(|(at, _)| at)
        .collect();
    marks.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
}
