//! How well each of the candidates fits a query.

use super::SearchError;
use super::candidates::{rarity_in, rarity_of};
use super::item::{Item, Target, Traits};
use super::plan::{Alternative, Concept, Plan, Row};
use super::schema::Place;
use super::view::{Spot, Spots, View};
use crate::language::FORMS;
use rustc_hash::FxHashMap;

/// An item that fits, with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) spot: Spot,
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

/// How long a text is that neither gains nor loses by it, in words.
const AVERAGE_LENGTH: f32 = 20.0;
/// How many of the best items are looked at for words side by side.
const LOOKED_AT: usize = 300;

/// The candidates with their scores, best first; of equal ones the newest first, then as they stand.
pub(super) fn rank(
    view: &View,
    plan: &Plan,
    candidates: &[Spot],
    stems: impl Fn(Spot) -> Vec<String>,
) -> Result<Vec<Ranked>, SearchError> {
    // The statement before and after lends something, whether it is a candidate or not.
    let beside = candidates.iter().flat_map(|spot| {
        let before = spot.item.checked_sub(1);
        let around = [before, spot.item.checked_add(1)].into_iter().flatten();
        let around = around.map(|item| Spot { item, ..*spot });
        around.filter(|spot| spot.item < view.segments[spot.segment as usize].reader.max_doc())
    });
    let spots = Spots::new(
        candidates.iter().copied().chain(beside).collect(),
        view.segments.len(),
    );
    let mut board = Board::new(view, &spots, plan.hints);
    for concept in &plan.concepts {
        board.add(concept)?;
    }
    let wanted = candidates.iter().filter_map(|spot| spots.find(*spot));
    let mut ranked: Vec<(usize, f32)> = wanted
        .filter(|at| board.own(*at) > 0.0)
        .map(|at| (at, board.score(at)))
        .collect();
    board.sort(&mut ranked);
    board.reward_neighbours(&plan.concepts, &ranked)?;
    board.rescore(&mut ranked);
    let feedback = board.feedback(&plan.concepts, &ranked, stems)?;
    for (term, weight) in &feedback {
        board.add_feedback(term, *weight)?;
    }
    board.rescore(&mut ranked);
    let least = ranked.first().map_or(0.0, |(_, best)| best * LEAST);
    ranked.retain(|(_, score)| *score >= least);
    let ranked = ranked.into_iter().map(|(at, score)| Ranked {
        spot: spots.all[at],
        score,
    });
    Ok(ranked.collect())
}

/// The running sums for the items looked at, by their places among the spots.
struct Board<'a> {
    view: &'a View,
    spots: &'a Spots,
    items: Vec<Item>,
    letters: Vec<Option<u32>>,
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
    fn new(view: &'a View, spots: &'a Spots, hints: Traits) -> Board<'a> {
        let zeros = || vec![0.0; spots.all.len()];
        Board {
            view,
            spots,
            items: spots.all.iter().map(|spot| view.item(*spot)).collect(),
            letters: spots.all.iter().map(|spot| view.document(*spot)).collect(),
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

    fn rescore(&self, ranked: &mut [(usize, f32)]) {
        for (at, score) in ranked.iter_mut() {
            *score = self.score(*at);
        }
        self.sort(ranked);
    }

    fn sort(&self, ranked: &mut [(usize, f32)]) {
        ranked.sort_by(|(one, score), (other, other_score)| {
            let by_score = other_score.total_cmp(score);
            let place = |at: usize| (self.letters[at], self.items[at].target);
            by_score
                .then_with(|| self.items[*other].year.cmp(&self.items[*one].year))
                .then_with(|| place(*one).cmp(&place(*other)))
        });
    }

    fn add(&mut self, concept: &Concept) -> Result<(), SearchError> {
        let mut touched: Vec<usize> = Vec::new();
        let rarity = rarity_of(self.view, concept)?;
        for alternative in &concept.alternatives {
            // A wider word than the one asked for says less.
            let own = self.rarity(&alternative.term)?;
            let share = (own / rarity).min(1.0);
            self.strengthen(alternative, share, &mut touched)?;
        }
        for row in &concept.rows {
            self.strengthen_by_row(row, &mut touched)?;
        }
        if let [first, second] = concept.halves.as_slice() {
            self.strengthen_by_halves(first, second, &mut touched)?;
        }
        let weight = concept.weight * rarity;
        self.whole += weight;
        for at in touched {
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

    fn rarity(&self, term: &str) -> Result<f32, SearchError> {
        let frequency = self.view.frequency(Place::Body, term)?;
        Ok(rarity_in(self.view.count(), frequency))
    }

    /// Words that stand side by side in the query and in an item say more than apart.
    fn reward_neighbours(
        &mut self,
        concepts: &[Concept],
        ranked: &[(usize, f32)],
    ) -> Result<(), SearchError> {
        if concepts.len() < 2 {
            return Ok(());
        }
        let best = ranked.iter().take(LOOKED_AT);
        let best = best.map(|(at, _)| self.spots.all[*at]).collect();
        let best = Spots::new(best, self.view.segments.len());
        let mut before: Vec<Vec<u32>> = Vec::new();
        let mut before_rarity = 0.0;
        for concept in concepts {
            let mut here: Vec<Vec<u32>> = vec![Vec::new(); best.all.len()];
            self.view
                .positions(&concept.stem, &best, |nth, positions| {
                    here[nth] = positions.to_vec();
                })?;
            let rarity = self.rarity(&concept.stem)?;
            for (nth, before) in before.iter().enumerate() {
                let apart = nearest(before, &here[nth]);
                let share = match apart {
                    Some(1) => SIDE_BY_SIDE,
                    Some(_) => NEAR,
                    None => continue,
                };
                if let Some(at) = self.spots.find(best.all[nth]) {
                    self.bonus[at] += share * rarity.min(before_rarity);
                }
            }
            before = here;
            before_rarity = rarity;
        }
        Ok(())
    }

    /// The words that the best items share beyond those asked for, with what they are to weigh.
    fn feedback(
        &self,
        concepts: &[Concept],
        ranked: &[(usize, f32)],
        stems: impl Fn(Spot) -> Vec<String>,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        let best = ranked.first().map_or(0.0, |(_, score)| *score);
        let mut weights: FxHashMap<String, (f32, u32)> = FxHashMap::default();
        let mut whole = 0.0;
        for (at, score) in ranked.iter().take(FEEDBACK_ITEMS) {
            if *score < best * FEEDBACK_LEAST {
                break;
            }
            let mut stems = stems(self.spots.all[*at]);
            stems.sort_unstable();
            stems.dedup();
            whole += score;
            for stem in stems {
                let (weight, count) = weights.entry(stem).or_default();
                *weight += score;
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
            let rarity = self.rarity(&term)?;
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

    fn add_feedback(&mut self, term: &str, weight: f32) -> Result<(), SearchError> {
        let Board {
            bonus, items, view, ..
        } = self;
        view.each(Place::Body, term, self.spots, |at, count| {
            bonus[at] += weight * saturated(count, relative_length(&items[at]));
        })
    }

    /// Raises what an item has of the concept to what this term gives it.
    fn strengthen(
        &mut self,
        alternative: &Alternative,
        share: f32,
        touched: &mut Vec<usize>,
    ) -> Result<(), SearchError> {
        let weight = alternative.weight * share;
        let Board {
            body,
            context,
            items,
            view,
            spots,
            ..
        } = self;
        view.each(Place::Body, &alternative.term, spots, |at, count| {
            touched.push(at);
            let strength = weight * saturated(count, relative_length(&items[at]));
            body[at] = body[at].max(strength);
        })?;
        view.each(Place::Context, &alternative.term, spots, |at, count| {
            touched.push(at);
            context[at] = context[at].max(weight * saturated(count, 1.0));
        })
    }

    /// Words side by side that stand for the one asked for.
    fn strengthen_by_row(
        &mut self,
        row: &Row,
        touched: &mut Vec<usize>,
    ) -> Result<(), SearchError> {
        let mut starts: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
        for (nth, stem) in row.stems.iter().enumerate() {
            let mut found = FxHashMap::default();
            self.view.positions(stem, self.spots, |at, positions| {
                let first: Vec<u32> = (positions.iter())
                    .filter_map(|position| position.checked_sub(nth as u32))
                    .filter(|start| {
                        let there = starts.get(&at);
                        nth == 0 || there.is_some_and(|there| there.binary_search(start).is_ok())
                    })
                    .collect();
                if !first.is_empty() {
                    found.insert(at, first);
                }
            })?;
            starts = found;
        }
        for (at, starts) in starts {
            touched.push(at);
            let length = relative_length(&self.items[at]);
            let strength = row.weight * saturated(starts.len() as u32, length);
            self.body[at] = self.body[at].max(strength);
        }
        Ok(())
    }

    /// Both halves of a compound in an item count for the whole.
    fn strengthen_by_halves(
        &mut self,
        first: &[Alternative],
        second: &[Alternative],
        touched: &mut Vec<usize>,
    ) -> Result<(), SearchError> {
        let Board {
            body,
            half,
            items,
            view,
            spots,
            ..
        } = self;
        let mut with_first: Vec<usize> = Vec::new();
        for alternative in first {
            view.each(Place::Body, &alternative.term, spots, |at, _| {
                if half[at] == 0.0 {
                    with_first.push(at);
                }
                half[at] = half[at].max(alternative.weight);
            })?;
        }
        for alternative in second {
            view.each(Place::Body, &alternative.term, spots, |at, count| {
                let length = relative_length(&items[at]);
                let both = HALVES * half[at] * alternative.weight * saturated(count, length);
                // One half alone is a weak sign.
                let strength = both.max(ONE_HALF * alternative.weight);
                touched.push(at);
                body[at] = body[at].max(strength);
            })?;
        }
        for at in with_first {
            touched.push(at);
            body[at] = body[at].max(ONE_HALF * half[at]);
            half[at] = 0.0;
        }
        Ok(())
    }

    fn own(&self, at: usize) -> f32 {
        let share = self.covered[at] / self.whole.max(f32::MIN_POSITIVE);
        (self.sum[at] + self.bonus[at]) * (1.0 - COVERAGE + COVERAGE * share)
    }

    /// What the item just before or after in the same section has.
    fn beside(&self, at: usize, other: Option<usize>) -> f32 {
        let Some(other) = other.filter(|other| *other < self.items.len()) else {
            return 0.0;
        };
        let (here, there) = (self.spots.all[at], self.spots.all[other]);
        let adjoins = here.segment == there.segment
            && here.item.abs_diff(there.item) == 1
            && self.letters[at] == self.letters[other]
            && self.items[at].section == self.items[other].section
            && matches!(
                self.items[other].target,
                Target::Statement(_) | Target::Obligation(_)
            );
        if adjoins { self.own(other) } else { 0.0 }
    }

    fn score(&self, at: usize) -> f32 {
        let here = &self.items[at];
        let before = self.beside(at, at.checked_sub(1));
        let best = before.max(self.beside(at, Some(at + 1)));
        let score = self.own(at) + NEIGHBOUR * best;
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

/// How far apart the nearest places of two words are: 1 where the second follows at once, none where
/// they are more than three words apart.
fn nearest(before: &[u32], here: &[u32]) -> Option<u32> {
    let mut near = None;
    for one in before {
        for other in here {
            if *other == one + 1 {
                return Some(1);
            }
            if one.abs_diff(*other) <= 3 {
                near = Some(3);
            }
        }
    }
    near
}

fn relative_length(item: &Item) -> f32 {
    item.length as f32 / AVERAGE_LENGTH
}

/// How much a term says that stands `count` times in a text of this length (1 is the average).
fn saturated(count: u32, length: f32) -> f32 {
    let count = count as f32;
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length))
}
