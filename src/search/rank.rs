//! How well each item fits a query.

use super::SearchError;
use super::item::{Item, Target, Traits};
use super::plan::{Alternative, Concept, Plan};
use super::postings::{Place, Postings};
use crate::language::FORMS;
use rustc_hash::FxHashMap;

/// An item that fits, with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) item: u32,
    pub(super) score: f32,
}

/// Lead-ins and headings against the item's own words.
const CONTEXT: f32 = 0.25;
/// Words side by side as in the query.
const SIDE_BY_SIDE: f32 = 0.25;
/// Words near each other.
const NEAR: f32 = 0.1;
/// How many of the best items feed words back.
const FEEDBACK_ITEMS: usize = 8;
/// Items below this share of the best score feed nothing back.
const FEEDBACK_LEAST: f32 = 0.4;
/// How many words are fed back.
const FEEDBACK_WORDS: usize = 8;
/// Weight of all words fed back, against all words asked for.
const FEEDBACK: f32 = 0.4;
/// From this weight on a term stands for the very word asked for.
const SAME: f32 = 0.9;
/// Both halves of a compound against the whole.
const HALVES: f32 = 0.6;
/// One half of a compound alone is a weak sign.
const ONE_HALF: f32 = 0.15;
/// Share of the score that falls away with the words that are not there.
const COVERAGE: f32 = 0.5;
/// What the statement before or after lends.
const NEIGHBOUR: f32 = 0.15;
/// Titles name all and say nothing.
const TITLE: f32 = 0.3;
/// Headings name a subject and say nothing of it.
const HEADING: f32 = 0.4;
/// Requirements, plans and recommendations before mere description.
const DIRECTS: f32 = 1.2;
/// What the query hints at.
const HINTED: f32 = 1.2;
/// Texts of three or four words.
const BRIEF: f32 = 0.75;
/// Items below this share of the best score are no hits.
const LEAST: f32 = 0.1;
/// How soon a repeated word says nothing more.
const K1: f32 = 1.2;
/// How much a long text lowers what a word in it says.
const B: f32 = 0.15;

/// All items that fit and that `passes` lets through, best first.
pub(super) fn rank(
    items: &[Item],
    average_length: f32,
    postings: &Postings,
    plan: &Plan,
    passes: impl Fn(u32) -> bool,
    stems: impl Fn(u32) -> Vec<String>,
) -> Result<Vec<Ranked>, SearchError> {
    let mut board = Board::new(items, average_length, postings, plan.hints);
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
    sort(&mut ranked);
    board.reward_neighbours(&plan.concepts, &ranked)?;
    rescore(&board, &mut ranked);
    let feedback = board.feedback(&plan.concepts, &ranked, stems)?;
    for concept in &feedback {
        board.add_feedback(concept)?;
    }
    rescore(&board, &mut ranked);
    let least = ranked.first().map_or(0.0, |best| best.score * LEAST);
    ranked.retain(|ranked| ranked.score >= least);
    Ok(ranked)
}

fn rescore(board: &Board<'_>, ranked: &mut [Ranked]) {
    for ranked in ranked.iter_mut() {
        ranked.score = board.score(ranked.item);
    }
    sort(ranked);
}

fn sort(ranked: &mut [Ranked]) {
    ranked.sort_by(|one, other| {
        let by_score = other.score.total_cmp(&one.score);
        by_score.then(one.item.cmp(&other.item))
    });
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
    bonus: Vec<f32>,
    hints: Traits,
}

impl<'a> Board<'a> {
    fn new(
        items: &'a [Item],
        average_length: f32,
        postings: &'a Postings,
        hints: Traits,
    ) -> Board<'a> {
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
            bonus: zeros(),
            hints,
        }
    }

    fn add(&mut self, concept: &Concept) -> Result<(), SearchError> {
        let mut touched: Vec<u32> = Vec::new();
        let mut frequencies = Vec::with_capacity(concept.alternatives.len());
        for alternative in &concept.alternatives {
            frequencies.push(self.postings.frequency(Place::Body, &alternative.term)?);
        }
        let most = |least: f32| {
            let all = concept.alternatives.iter().zip(&frequencies);
            let frequencies = all.filter(|(it, _)| it.weight >= least);
            frequencies.map(|(_, frequency)| *frequency).max()
        };
        let frequency = [SAME, 0.0]
            .into_iter()
            .filter_map(most)
            .find(|most| *most > 0);
        let rarity = self.rarity(frequency.unwrap_or_default());
        for (alternative, frequency) in concept.alternatives.iter().zip(&frequencies) {
            // A wider word than the one asked for says less.
            let share = (self.rarity(*frequency) / rarity).min(1.0);
            self.strengthen(alternative, share, &mut touched)?;
        }
        if let [first, second] = concept.halves.as_slice() {
            self.strengthen_by_halves(first, second, &mut touched)?;
        }
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

    fn rarity(&self, frequency: u32) -> f32 {
        let count = self.items.len() as f32;
        let frequency = frequency.max(1) as f32;
        (1.0 + (count - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
    }

    /// Words that stand side by side in the query and in an item say more than apart.
    fn reward_neighbours(
        &mut self,
        concepts: &[Concept],
        ranked: &[Ranked],
    ) -> Result<(), SearchError> {
        let mut items: Vec<u32> = ranked.iter().take(300).map(|it| it.item).collect();
        items.sort_unstable();
        let mut before: Vec<Vec<u32>> = Vec::new();
        let mut before_rarity = 0.0;
        for concept in concepts {
            let mut here: Vec<Vec<u32>> = vec![Vec::new(); items.len()];
            self.postings
                .positions(&concept.stem, &items, |nth, positions| {
                    here[nth] = positions.to_vec();
                })?;
            let rarity = self.rarity(self.postings.frequency(Place::Body, &concept.stem)?);
            for (nth, item) in items.iter().enumerate() {
                let Some(before) = before.get(nth) else { break };
                let side_by_side = before
                    .iter()
                    .any(|one| here[nth].iter().any(|other| *other == one + 1));
                let near = before
                    .iter()
                    .any(|one| here[nth].iter().any(|other| one.abs_diff(*other) <= 3));
                let share = if side_by_side {
                    SIDE_BY_SIDE
                } else if near {
                    NEAR
                } else {
                    0.0
                };
                self.bonus[*item as usize] += share * rarity.min(before_rarity);
            }
            before = here;
            before_rarity = rarity;
        }
        Ok(())
    }

    /// The words that the best items share beyond those asked for.
    fn feedback(
        &self,
        concepts: &[Concept],
        ranked: &[Ranked],
        stems: impl Fn(u32) -> Vec<String>,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        let best = ranked.first().map_or(0.0, |it| it.score);
        let mut weights: FxHashMap<String, (f32, u32)> = FxHashMap::default();
        let mut whole = 0.0;
        for ranked in ranked.iter().take(FEEDBACK_ITEMS) {
            if ranked.score < best * FEEDBACK_LEAST {
                break;
            }
            let mut stems = stems(ranked.item);
            stems.sort_unstable();
            stems.dedup();
            whole += ranked.score;
            for stem in stems {
                let (weight, count) = weights.entry(stem).or_default();
                *weight += ranked.score;
                *count += 1;
            }
        }
        let mut chosen: Vec<(String, f32)> = Vec::new();
        for (stem, (weight, count)) in weights {
            let term = format!("s{stem}");
            let asked = concepts
                .iter()
                .any(|it| it.alternatives.iter().any(|it| it.term == term));
            if count < 2
                || asked
                || FORMS.function.contains(&stem)
                || stem.chars().any(|c| !c.is_alphabetic())
                || stem.chars().count() < 3
            {
                continue;
            }
            let rarity = self.rarity(self.postings.frequency(Place::Body, &term)?);
            chosen.push((term, weight / whole * rarity));
        }
        chosen.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        chosen.truncate(FEEDBACK_WORDS);
        let most: f32 = chosen.iter().map(|it| it.1).sum();
        for (_, weight) in &mut chosen {
            *weight *= FEEDBACK * self.whole / most.max(f32::MIN_POSITIVE);
        }
        Ok(chosen)
    }

    fn add_feedback(&mut self, (term, weight): &(String, f32)) -> Result<(), SearchError> {
        let Board {
            bonus,
            items,
            average_length,
            ..
        } = self;
        self.postings.each(Place::Body, term, |item, count| {
            let length = items[item as usize].length as f32 / *average_length;
            bonus[item as usize] += weight * saturated(count, length);
        })
    }

    /// Raises what an item has of the concept to what this term gives it.
    fn strengthen(
        &mut self,
        alternative: &Alternative,
        share: f32,
        touched: &mut Vec<u32>,
    ) -> Result<(), SearchError> {
        let weight = alternative.weight * share;
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
                let strength = weight * saturated(count, length);
                touched.push(item);
                let there = &mut body[item as usize];
                *there = there.max(strength);
            })?;
        self.postings
            .each(Place::Context, &alternative.term, |item, count| {
                let strength = weight * saturated(count, 1.0);
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
                    let strength = both.max(ONE_HALF * alternative.weight);
                    touched.push(item);
                    let there = &mut body[item as usize];
                    *there = there.max(strength);
                })?;
        }
        for item in with_first {
            let strength = ONE_HALF * self.half[item as usize];
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
        (self.sum[at] + self.bonus[at]) * (1.0 - COVERAGE + COVERAGE * share)
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
            Target::Document => TITLE,
            Target::Section(_) => HEADING,
            _ => 1.0,
        };
        let directs = if here.traits.meet(Traits::DIRECTS) {
            DIRECTS
        } else {
            1.0
        };
        let hinted = if here.traits.meet(self.hints) {
            HINTED
        } else {
            1.0
        };
        let brief = match here.length {
            0..=2 => 0.5,
            3..=4 => BRIEF,
            _ => 1.0,
        };
        score * form * brief * directs * hinted
    }
}

/// How much a term says that stands `count` times in a text of this length (1 is the average).
fn saturated(count: u32, length: f32) -> f32 {
    let count = count as f32;
    let k1 = K1;
    let b = B;
    count * (k1 + 1.0) / (count + k1 * (1.0 - b + b * length))
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
