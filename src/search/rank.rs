//! How well each item fits a query.

use super::SearchError;
use super::item::{Item, Target};
use super::plan::{Alternative, Concept, Plan};
use super::postings::{Place, Postings};

/// An item that fits, with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) item: u32,
    pub(super) score: f32,
}

const K1: f32 = 1.2;
const B: f32 = 0.3;
const CONTEXT: f32 = 0.25;
const HALVES: f32 = 0.6;
const NEIGHBOUR: f32 = 0.15;
const COVERAGE: f32 = 0.6;

/// All items that fit and that `passes` lets through, best first.
pub(super) fn rank(
    items: &[Item],
    average_length: f32,
    postings: &Postings,
    plan: &Plan,
    passes: impl Fn(u32) -> bool,
) -> Result<Vec<Ranked>, SearchError> {
    let mut board = Board::new(items, average_length, postings);
    for concept in &plan.concepts {
        board.add(concept)?;
    }
    let mut ranked: Vec<Ranked> = Vec::new();
    for item in board.found() {
        if passes(item) {
            let score = board.score(item);
            ranked.push(Ranked { item, score });
        }
    }
    for phrase in &plan.phrases {
        keep_phrase(postings, phrase, &mut ranked)?;
    }
    ranked.sort_by(|one, other| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then(one.item.cmp(&other.item))
    });
    Ok(ranked)
}

/// The running sums for all items.
struct Board<'a> {
    items: &'a [Item],
    average_length: f32,
    postings: &'a Postings,
    sum: Vec<f32>,
    covered: Vec<f32>,
    whole: f32,
    body: Vec<f32>,
    context: Vec<f32>,
    half: Vec<f32>,
}

impl<'a> Board<'a> {
    fn new(items: &'a [Item], average_length: f32, postings: &'a Postings) -> Board<'a> {
        let zeros = || vec![0.0; items.len()];
        Board {
            items,
            average_length,
            postings,
            sum: zeros(),
            covered: zeros(),
            whole: 0.0,
            body: zeros(),
            context: zeros(),
            half: zeros(),
        }
    }

    fn add(&mut self, concept: &Concept) -> Result<(), SearchError> {
        let mut touched: Vec<u32> = Vec::new();
        let mut frequency = 0;
        for alternative in &concept.alternatives {
            if alternative.weight >= 0.5 {
                let count = self.postings.frequency(Place::Body, &alternative.term)?;
                frequency = frequency.max(count);
            }
        }
        for alternative in &concept.alternatives {
            self.strengthen(alternative, &mut touched)?;
        }
        if let [first, second] = concept.halves.as_slice() {
            self.strengthen_by_halves(first, second, &mut touched)?;
        }
        let count = self.items.len() as f32;
        let frequency = frequency.max(1) as f32;
        let rarity = (1.0 + (count - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln();
        let weight = concept.weight * rarity;
        self.whole += weight;
        for item in touched {
            let at = item as usize;
            let strength = self.body[at] + CONTEXT * self.context[at];
            if strength > 0.0 {
                self.sum[at] += weight * strength;
                self.covered[at] += weight * (self.body[at] + 0.5 * self.context[at]).min(1.0);
            }
            self.body[at] = 0.0;
            self.context[at] = 0.0;
        }
        Ok(())
    }

    /// Raises what an item has of the concept to what this term gives it.
    fn strengthen(
        &mut self,
        alternative: &Alternative,
        touched: &mut Vec<u32>,
    ) -> Result<(), SearchError> {
        let Board {
            body,
            context,
            items,
            average_length,
            ..
        } = self;
        self.postings
            .each(Place::Body, &alternative.term, |item, count| {
                let length = items[item as usize].length as f32 / *average_length;
                let strength = alternative.weight * saturated(count, length);
                touched.push(item);
                let there = &mut body[item as usize];
                *there = there.max(strength);
            })?;
        self.postings
            .each(Place::Context, &alternative.term, |item, count| {
                let strength = alternative.weight * saturated(count, 1.0);
                touched.push(item);
                let there = &mut context[item as usize];
                *there = there.max(strength);
            })
    }

    /// Both halves of a compound in an item count for the whole.
    fn strengthen_by_halves(
        &mut self,
        first: &[Alternative],
        second: &[Alternative],
        touched: &mut Vec<u32>,
    ) -> Result<(), SearchError> {
        let mut with_first: Vec<u32> = Vec::new();
        for alternative in first {
            let half = &mut self.half;
            self.postings
                .each(Place::Body, &alternative.term, |item, _| {
                    let there = &mut half[item as usize];
                    if *there == 0.0 {
                        with_first.push(item);
                    }
                    *there = there.max(alternative.weight);
                })?;
        }
        for alternative in second {
            let Board {
                body,
                half,
                items,
                average_length,
                ..
            } = self;
            self.postings
                .each(Place::Body, &alternative.term, |item, count| {
                    let other = half[item as usize];
                    let length = items[item as usize].length as f32 / *average_length;
                    let both = HALVES * other * alternative.weight * saturated(count, length);
                    // One half alone is a weak sign.
                    let strength = both.max(0.15 * alternative.weight);
                    touched.push(item);
                    let there = &mut body[item as usize];
                    *there = there.max(strength);
                })?;
        }
        for item in with_first {
            let strength = 0.15 * self.half[item as usize];
            touched.push(item);
            let there = &mut self.body[item as usize];
            *there = there.max(strength);
            self.half[item as usize] = 0.0;
        }
        Ok(())
    }

    fn found(&self) -> Vec<u32> {
        (0..self.items.len() as u32)
            .filter(|item| self.own(*item) > 0.0)
            .collect()
    }

    fn own(&self, item: u32) -> f32 {
        let at = item as usize;
        let share = self.covered[at] / self.whole.max(f32::MIN_POSITIVE);
        self.sum[at] * (1.0 - COVERAGE + COVERAGE * share)
    }

    fn score(&self, item: u32) -> f32 {
        let here = &self.items[item as usize];
        let neighbour = |at: Option<u32>| {
            let at = at.filter(|at| {
                self.items.get(*at as usize).is_some_and(|there| {
                    there.document == here.document
                        && there.section == here.section
                        && matches!(there.target, Target::Statement(_) | Target::Obligation(_))
                })
            });
            at.map_or(0.0, |at| self.own(at))
        };
        let best = neighbour(item.checked_sub(1)).max(neighbour(item.checked_add(1)));
        let score = self.own(item) + NEIGHBOUR * best;
        let form = match here.target {
            Target::Document => 0.3,
            Target::Section(_) => 0.4,
            Target::Indicator(_) | Target::Obligation(_) => 1.05,
            Target::Statement(_) => 1.0,
        };
        let brief = match here.length {
            0..=2 => 0.5,
            3..=4 => 0.75,
            _ => 1.0,
        };
        score * form * brief
    }
}

/// How much a term says that stands `count` times in a text of this length (1 is the average).
fn saturated(count: u32, length: f32) -> f32 {
    let count = count as f32;
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length))
}

/// Drops the items in which the phrase does not stand.
fn keep_phrase(
    postings: &Postings,
    phrase: &[String],
    ranked: &mut Vec<Ranked>,
) -> Result<(), SearchError> {
    ranked.sort_unstable_by_key(|ranked| ranked.item);
    let mut items: Vec<u32> = ranked.iter().map(|ranked| ranked.item).collect();
    let mut starts: Vec<Vec<u32>> = Vec::new();
    for (nth, term) in phrase.iter().enumerate() {
        let mut kept = Vec::new();
        let mut kept_starts = Vec::new();
        postings.positions(term, &items, |at, positions| {
            let first: Vec<u32> = (positions.iter())
                .filter_map(|position| position.checked_sub(nth as u32))
                .filter(|start| nth == 0 || starts[at].binary_search(start).is_ok())
                .collect();
            if !first.is_empty() {
                kept.push(items[at]);
                kept_starts.push(first);
            }
        })?;
        items = kept;
        starts = kept_starts;
    }
    ranked.retain(|ranked| items.binary_search(&ranked.item).is_ok());
    Ok(())
}
