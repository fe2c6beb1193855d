//! What the requirements of different documents have to do with each other. `trace` and `diff` find these
//! links, one pair of documents at a time; here they are kept and looked up.

use super::query::ObligationRef;
use crate::model::{FigureDirection, ReportedValue, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::Arc;

/// How a requirement of the letter below stands to the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Relation {
    /// It asks the same.
    Same,
    /// It asks for a part, or says more closely how.
    Narrowed,
    /// It asks for more.
    Widened,
    /// It serves the same purpose in another way.
    Related,
}

/// Something that two requirements share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// Which attribute: `words`, `targetGroups`, `legal`, `partners`, `documents`, `heading`.
    pub attribute: &'static str,
    /// The word as the lower letter has it, or the slug or citation.
    pub value: String,
    /// Where it stands in the upper document.
    pub upper: Vec<Span>,
    /// Where it stands in the lower document.
    pub lower: Vec<Span>,
}

/// A requirement of the upper document passed on by one of the lower document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Derivation {
    /// Index of the requirement in the upper document.
    pub upper: u32,
    /// Index of the requirement in the lower document.
    pub lower: u32,
    /// How the lower one stands to the upper one.
    pub relation: Relation,
    /// How alike they are, 0 to 1.
    pub similarity: f32,
    /// How sure it is that the lower one passes the upper one on, 0 to 1.
    pub confidence: f32,
    /// Whether that is sure enough to be told as a link; else it is a suggestion.
    pub made: bool,
    /// What says so, weightiest first.
    pub shared: Vec<Shared>,
}

/// What a report answers: a requirement or an indicator of the letter, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Asked {
    /// A requirement.
    Obligation(u32),
    /// An indicator.
    Indicator(u32),
}

/// How it went, by the report's own words and figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// Better than the year before.
    Improved,
    /// Worse than the year before.
    Worsened,
    /// As the year before.
    Unchanged,
    /// Reported on; better or worse is not said.
    Reported,
    /// The report does not mention it.
    NotReported,
}

/// How firm an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// A sentence or row answers.
    Found,
    /// A section is about it, but no sentence in it was found to answer.
    SectionOnly,
    /// Nothing was found; `section` is the one whose heading comes nearest, or the root.
    NotFound,
}

/// What a report says of something that the letter asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What was asked.
    pub asked: Asked,
    /// How it went.
    pub verdict: Verdict,
    /// Whether the target of the letter is met, where it sets one.
    pub target_met: Option<bool>,
    /// Index of the section in the report; 0, the root, where nothing is reported.
    pub section: u32,
    /// The figures, as the report has them.
    pub values: Vec<ReportedValue>,
    /// Where the report says so; empty where nothing is reported.
    pub spans: Vec<Span>,
    /// Rule that found it.
    pub rule: &'static str,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
    /// Of whom the figures tell, where the report says so: "unge under 30 år, arbeidssøkere".
    pub of_whom: Option<String>,
    /// Which way the figure went since the year before.
    pub direction: Option<FigureDirection>,
    /// Whether the matter went better; none where neither the letter nor the matter says which way is good.
    pub better: Option<bool>,
    /// How firm it is.
    pub strength: Strength,
}

/// A requirement that may take up a recommendation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uptake {
    /// Index of the recommendation in the report.
    pub recommendation: u32,
    /// Index of the requirement in the later letter.
    pub obligation: u32,
    /// How alike they are, 0 to 1.
    pub similarity: f32,
    /// How sure it is that the requirement takes the recommendation up, 0 to 1.
    pub confidence: f32,
    /// What says so, weightiest first; `upper` is the report.
    pub shared: Vec<Shared>,
}

/// A requirement or indicator and the one that took its place the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearStep {
    /// Of the earlier letter.
    pub before: Asked,
    /// Of the later letter.
    pub after: Asked,
    /// Whether what is asked changed (not only its wording).
    pub changed: bool,
}

/// The names that [`Shared::attribute`] takes.
const ATTRIBUTES: [&str; 6] = [
    "words",
    "targetGroups",
    "legal",
    "partners",
    "documents",
    "heading",
];

/// The names that [`Answer::rule`] takes.
const RULES: [&str; 5] = [
    "follow-up/column",
    "follow-up/heading",
    "follow-up/row",
    "follow-up/sentence",
    "follow-up/silent",
];

/// The one of the names that was stored.
fn known<E: serde::de::Error>(names: &[&'static str], name: &str) -> Result<&'static str, E> {
    let found = names.iter().find(|known| **known == name);
    found
        .copied()
        .ok_or_else(|| E::custom(format!("`{name}` is none of {names:?}")))
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shared, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            attribute: String,
            value: String,
            upper: Vec<Span>,
            lower: Vec<Span>,
        }
        let stored = Stored::deserialize(deserializer)?;
        Ok(Shared {
            attribute: known(&ATTRIBUTES, &stored.attribute)?,
            value: stored.value,
            upper: stored.upper,
            lower: stored.lower,
        })
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            asked: Asked,
            verdict: Verdict,
            target_met: Option<bool>,
            section: u32,
            values: Vec<ReportedValue>,
            spans: Vec<Span>,
            rule: String,
            confidence: f32,
            of_whom: Option<String>,
            direction: Option<FigureDirection>,
            better: Option<bool>,
            strength: Strength,
        }
        let stored = Stored::deserialize(deserializer)?;
        Ok(Answer {
            asked: stored.asked,
            verdict: stored.verdict,
            target_met: stored.target_met,
            section: stored.section,
            values: stored.values,
            spans: stored.spans,
            rule: known(&RULES, &stored.rule)?,
            confidence: stored.confidence,
            of_whom: stored.of_whom,
            direction: stored.direction,
            better: stored.better,
            strength: stored.strength,
        })
    }
}

/// What was found between two documents of the snapshot.
#[derive(Clone, Debug)]
pub struct Pair<T> {
    /// Index of the first document: upper letter, earlier letter, letter reported on, report with recommendations.
    pub first: u32,
    /// Index of the second one.
    pub second: u32,
    /// The links between them.
    pub links: Arc<Vec<T>>,
}

/// All links of a snapshot, before they can be looked up.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Upper and lower letters.
    pub cascades: Vec<Pair<Derivation>>,
    /// Letters and reports on them.
    pub follow_ups: Vec<Pair<Answer>>,
    /// Reports with recommendations and later letters.
    pub uptakes: Vec<Pair<Uptake>>,
    /// Letters of one series, year after year.
    pub years: Vec<Pair<YearStep>>,
}

/// A derivation with the places of both requirements.
#[derive(Clone, Copy, Debug)]
pub struct DerivationRef<'a> {
    /// The requirement of the upper letter.
    pub upper: ObligationRef,
    /// The requirement of the lower letter.
    pub lower: ObligationRef,
    /// Relation, similarity and evidence.
    pub link: &'a Derivation,
    /// Whether the upper requirement changed since last year while the lower one did not.
    pub suspect: bool,
}

/// A result with the place of what was asked and of the report.
#[derive(Clone, Copy, Debug)]
pub struct ResultRef<'a> {
    /// Number of the result in this snapshot.
    pub number: u32,
    /// Index of the letter that asked.
    pub letter: u32,
    /// Index of the report.
    pub report: u32,
    /// Running number among the answers to the same question, from 1.
    pub turn: u32,
    /// The answer.
    pub link: &'a Answer,
}

/// An uptake with the places of both ends.
#[derive(Clone, Copy, Debug)]
pub struct UptakeRef<'a> {
    /// Index of the report.
    pub report: u32,
    /// The requirement that takes the recommendation up.
    pub obligation: ObligationRef,
    /// Recommendation, similarity and evidence.
    pub link: &'a Uptake,
}

/// All links of a snapshot, looked up by their ends.
#[derive(Clone, Debug, Default)]
pub struct Links {
    parts: Parts,
    /// Derivations, each by pair and place in it.
    derivations: Vec<(u32, u32)>,
    by_upper: FxHashMap<ObligationRef, Vec<u32>>,
    by_lower: FxHashMap<ObligationRef, Vec<u32>>,
    /// All that is suggested for an upper requirement, links among them: pair and place in it.
    suggested: FxHashMap<ObligationRef, Vec<(u32, u32)>>,
    suspects: FxHashSet<u32>,
    /// Results: pair, place in it, turn.
    results: Vec<(u32, u32, u32)>,
    by_asked: FxHashMap<(u32, Asked), Vec<u32>>,
    uptakes: Vec<(u32, u32)>,
    by_recommendation: FxHashMap<(u32, u32), Vec<u32>>,
    by_uptaker: FxHashMap<ObligationRef, Vec<u32>>,
}

impl Links {
    /// Makes the links ready to be looked up. Pairs stand in the order given.
    pub fn new(parts: Parts) -> Links {
        let mut links = Links::default();
        for (pair, found) in parts.cascades.iter().enumerate() {
            for (at, derivation) in found.links.iter().enumerate() {
                let upper = ObligationRef {
                    document: found.first,
                    index: derivation.upper,
                };
                let lower = ObligationRef {
                    document: found.second,
                    index: derivation.lower,
                };
                let place = (pair as u32, at as u32);
                links.suggested.entry(upper).or_default().push(place);
                if !derivation.made {
                    continue;
                }
                let number = links.derivations.len() as u32;
                links.derivations.push(place);
                links.by_upper.entry(upper).or_default().push(number);
                links.by_lower.entry(lower).or_default().push(number);
            }
        }
        for (pair, found) in parts.follow_ups.iter().enumerate() {
            for (at, answer) in found.links.iter().enumerate() {
                let number = links.results.len() as u32;
                let turns = links
                    .by_asked
                    .entry((found.first, answer.asked))
                    .or_default();
                turns.push(number);
                let turn = turns.len() as u32;
                links.results.push((pair as u32, at as u32, turn));
            }
        }
        for (pair, found) in parts.uptakes.iter().enumerate() {
            for (at, uptake) in found.links.iter().enumerate() {
                let number = links.uptakes.len() as u32;
                links.uptakes.push((pair as u32, at as u32));
                let recommendation = (found.first, uptake.recommendation);
                let by_recommendation = links.by_recommendation.entry(recommendation);
                by_recommendation.or_default().push(number);
                let taker = ObligationRef {
                    document: found.second,
                    index: uptake.obligation,
                };
                links.by_uptaker.entry(taker).or_default().push(number);
            }
        }
        links.parts = parts;
        links.suspects = links.find_suspects();
        links
    }

    /// The links as they were found.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// All derivations, pair by pair.
    pub fn derivations(&self) -> impl Iterator<Item = DerivationRef<'_>> {
        (0..self.derivations.len() as u32).map(|number| self.derivation(number))
    }

    /// What the letters below make of a requirement, most alike first.
    pub fn passed_on_as(&self, upper: ObligationRef) -> Vec<DerivationRef<'_>> {
        self.ranked(self.by_upper.get(&upper))
    }

    /// What a requirement passes on from the letters above, most alike first.
    pub fn derived_from(&self, lower: ObligationRef) -> Vec<DerivationRef<'_>> {
        self.ranked(self.by_lower.get(&lower))
    }

    /// The requirements below that are most alike to one above, surest first: links and suggestions.
    pub fn suggestions(&self, upper: ObligationRef) -> Vec<DerivationRef<'_>> {
        let places = self.suggested.get(&upper).into_iter().flatten();
        let mut found: Vec<_> = places.map(|place| self.between(*place, false)).collect();
        found.sort_by(|a, b| b.link.confidence.total_cmp(&a.link.confidence));
        found
    }

    /// The n-th derivation.
    pub fn derivation(&self, number: u32) -> DerivationRef<'_> {
        let place = self.derivations[number as usize];
        self.between(place, self.suspects.contains(&number))
    }

    fn between(&self, (pair, at): (u32, u32), suspect: bool) -> DerivationRef<'_> {
        let pair = &self.parts.cascades[pair as usize];
        let link = &pair.links[at as usize];
        DerivationRef {
            upper: ObligationRef {
                document: pair.first,
                index: link.upper,
            },
            lower: ObligationRef {
                document: pair.second,
                index: link.lower,
            },
            link,
            suspect,
        }
    }

    /// How many results there are.
    pub fn result_count(&self) -> u32 {
        self.results.len() as u32
    }

    /// The n-th result.
    pub fn result(&self, number: u32) -> ResultRef<'_> {
        let (pair, at, turn) = self.results[number as usize];
        let pair = &self.parts.follow_ups[pair as usize];
        ResultRef {
            number,
            letter: pair.first,
            report: pair.second,
            turn,
            link: &pair.links[at as usize],
        }
    }

    /// What reports say of something that a letter asked, surest first.
    pub fn results(&self, letter: u32, asked: Asked) -> Vec<ResultRef<'_>> {
        let numbers = self.by_asked.get(&(letter, asked));
        let numbers = numbers.into_iter().flatten();
        numbers.map(|number| self.result(*number)).collect()
    }

    /// The requirements that may take up a recommendation, surest first over all later letters.
    pub fn taken_up_by(&self, report: u32, recommendation: u32) -> Vec<UptakeRef<'_>> {
        let numbers = self.by_recommendation.get(&(report, recommendation));
        let numbers = numbers.into_iter().flatten();
        let mut found: Vec<_> = numbers.map(|number| self.uptake(*number)).collect();
        found.sort_by(|a, b| b.link.confidence.total_cmp(&a.link.confidence));
        found
    }

    /// The recommendations that a requirement may take up.
    pub fn takes_up(&self, obligation: ObligationRef) -> Vec<UptakeRef<'_>> {
        let numbers = self.by_uptaker.get(&obligation).into_iter().flatten();
        numbers.map(|number| self.uptake(*number)).collect()
    }

    fn uptake(&self, number: u32) -> UptakeRef<'_> {
        let (pair, at) = self.uptakes[number as usize];
        let pair = &self.parts.uptakes[pair as usize];
        let link = &pair.links[at as usize];
        UptakeRef {
            report: pair.first,
            obligation: ObligationRef {
                document: pair.second,
                index: link.obligation,
            },
            link,
        }
    }

    fn ranked(&self, numbers: Option<&Vec<u32>>) -> Vec<DerivationRef<'_>> {
        let numbers = numbers.into_iter().flatten();
        let mut found: Vec<_> = numbers.map(|number| self.derivation(*number)).collect();
        found.sort_by(|a, b| b.link.similarity.total_cmp(&a.link.similarity));
        found
    }

    /// Derivations whose upper end changed since last year while the lower end did not.
    fn find_suspects(&self) -> FxHashSet<u32> {
        let mut changed: FxHashMap<ObligationRef, bool> = FxHashMap::default();
        for pair in &self.parts.years {
            for step in pair.links.iter() {
                if let Asked::Obligation(index) = step.after {
                    let after = ObligationRef {
                        document: pair.second,
                        index,
                    };
                    *changed.entry(after).or_default() |= step.changed;
                }
            }
        }
        let numbers = 0..self.derivations.len() as u32;
        let suspect = |number: &u32| {
            let derivation = self.derivation(*number);
            changed.get(&derivation.upper) == Some(&true)
                && changed.get(&derivation.lower) == Some(&false)
        };
        numbers.filter(suspect).collect()
    }
}
