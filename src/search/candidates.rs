//! The items worth a closer look, asked of tantivy: the best of all that hold a word of the query, by a
//! sum that can skip whole blocks of postings; and how many there are, counted up to a bound.

use super::SearchError;
use super::facet::Counts;
use super::plan::{Alternative, Concept, Plan};
use super::schema::Place;
use super::view::{Spot, View};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::query::{
    BooleanQuery, BoostQuery, EnableScoring, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// Hits that are counted; of more it is said that there are more.
pub(super) const COUNTED: usize = 10_000;

/// What a lead-in or heading is worth here.
const CONTEXT: f32 = 0.25;
/// What half of a compound is worth here.
const HALF: f32 = 0.3;

/// The best items with their sums, best first.
pub(super) struct Candidates {
    pub(super) best: Vec<(Spot, f32)>,
    /// Whether these are all that hold a word of the query.
    pub(super) all: bool,
}

/// The `most` best items for a plan among those that pass.
pub(super) fn candidates(
    view: &View,
    plan: &Plan,
    most: usize,
    passes: impl Fn(Spot) -> bool,
) -> Result<Candidates, SearchError> {
    let Some(query) = question(view, plan, true)? else {
        return Ok(Candidates {
            best: Vec::new(),
            all: true,
        });
    };
    let weight = query.weight(EnableScoring::enabled_from_searcher(&view.searcher))?;
    let mut heap: BinaryHeap<Reverse<Entry>> = BinaryHeap::with_capacity(most + 1);
    let mut all = true;
    for (at, segment) in view.segments.iter().enumerate() {
        let lowest = |heap: &BinaryHeap<Reverse<Entry>>| match heap.peek() {
            Some(Reverse(least)) if heap.len() >= most => least.score,
            _ => f32::MIN,
        };
        let threshold = lowest(&heap);
        weight.for_each_pruning(threshold, &segment.reader, &mut |item, score| {
            let spot = Spot {
                segment: at as u32,
                item,
            };
            if segment.is_alive(item) && passes(spot) {
                heap.push(Reverse(Entry { score, spot }));
                if heap.len() > most {
                    heap.pop();
                    all = false;
                }
            }
            lowest(&heap)
        })?;
    }
    all &= heap.len() < most;
    let mut best: Vec<Entry> = heap.into_iter().map(|Reverse(entry)| entry).collect();
    best.sort_unstable_by(|one, other| other.cmp(one));
    let best = best.into_iter().map(|entry| (entry.spot, entry.score));
    Ok(Candidates {
        best: best.collect(),
        all,
    })
}

/// Counts the items that hold a word of the query and pass, up to [`COUNTED`]; tells whether there are more.
pub(super) fn count(
    view: &View,
    plan: &Plan,
    passes: impl Fn(Spot) -> bool,
    counts: &mut Counts<'_>,
) -> Result<bool, SearchError> {
    let Some(query) = question(view, plan, false)? else {
        return Ok(false);
    };
    let weight = query.weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
    for (at, segment) in view.segments.iter().enumerate() {
        let mut scorer = weight.scorer(&segment.reader, 1.0)?;
        while scorer.doc() != TERMINATED {
            let spot = Spot {
                segment: at as u32,
                item: scorer.doc(),
            };
            if segment.is_alive(spot.item) && passes(spot) {
                if counts.total >= COUNTED {
                    return Ok(true);
                }
                counts.add(spot);
            }
            scorer.advance();
        }
    }
    Ok(false)
}

/// The plan in tantivy's words; none where no item holds a word of it. Halves of compounds and function
/// words find, but do not count.
fn question(view: &View, plan: &Plan, find: bool) -> Result<Option<Box<dyn Query>>, SearchError> {
    let telling = plan.concepts.iter().any(|concept| !concept.is_function());
    let mut terms = Terms {
        view,
        weights: FxHashMap::default(),
    };
    for concept in &plan.concepts {
        if telling && concept.is_function() {
            continue;
        }
        terms.put_concept(concept, find)?;
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (term, weight) in terms.weights {
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        clauses.push((
            Occur::Should,
            Box::new(BoostQuery::new(Box::new(query), weight)),
        ));
    }
    for row in plan.concepts.iter().flat_map(|concept| &concept.rows) {
        let query = BoostQuery::new(phrase(view, &row.stems), row.weight);
        clauses.push((Occur::Should, Box::new(query)));
    }
    if clauses.is_empty() {
        return Ok(None);
    }
    if plan.phrases.is_empty() {
        return Ok(Some(Box::new(BooleanQuery::new(clauses))));
    }
    let words: Box<dyn Query> = Box::new(BooleanQuery::new(clauses));
    let mut parts = vec![(Occur::Must, words)];
    parts.extend(
        plan.phrases
            .iter()
            .map(|row| (Occur::Must, phrase(view, row))),
    );
    Ok(Some(Box::new(BooleanQuery::new(parts))))
}

/// Stem terms that stand side by side in an item's own words.
fn phrase(view: &View, stems: &[String]) -> Box<dyn Query> {
    let terms = stems.iter().map(|stem| view.term(Place::Body, stem));
    let mut terms: Vec<Term> = terms.collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(
            terms.remove(0),
            IndexRecordOption::WithFreqs,
        )),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// The terms asked for, each with its weight.
struct Terms<'a> {
    view: &'a View,
    weights: FxHashMap<Term, f32>,
}

impl Terms<'_> {
    fn put_concept(&mut self, concept: &Concept, halves: bool) -> Result<(), SearchError> {
        let rarity = rarity_of(self.view, concept)?;
        for alternative in &concept.alternatives {
            self.put(alternative, concept.weight, rarity)?;
        }
        for alternative in concept.halves.iter().flatten().filter(|_| halves) {
            self.put(alternative, concept.weight * HALF, rarity)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        alternative: &Alternative,
        weight: f32,
        rarity: f32,
    ) -> Result<(), SearchError> {
        for (place, share) in [(Place::Body, 1.0), (Place::Context, CONTEXT)] {
            let frequency = self.view.frequency(place, &alternative.term)?;
            if frequency == 0 {
                continue;
            }
            // tantivy weighs by the term's own rarity; a rarer form says no more than the word asked for.
            let own = rarity_in(self.view.count(), frequency);
            let weight = weight * alternative.weight * share * (rarity / own).min(1.0);
            let term = self.view.term(place, &alternative.term);
            let there = self.weights.entry(term).or_default();
            *there = there.max(weight);
        }
        Ok(())
    }
}

/// How rare the word asked for is: by the most frequent term that stands for the very word, or else by
/// the most frequent of all.
pub(super) fn rarity_of(view: &View, concept: &Concept) -> Result<f32, SearchError> {
    let (mut same, mut any) = (0, 0);
    for alternative in &concept.alternatives {
        let frequency = view.frequency(Place::Body, &alternative.term)?;
        any = any.max(frequency);
        if alternative.is_same() {
            same = same.max(frequency);
        }
    }
    Ok(rarity_in(view.count(), if same > 0 { same } else { any }))
}

/// How rare a term is that stands in so many of all items.
pub(super) fn rarity_in(count: u64, frequency: u32) -> f32 {
    let (count, frequency) = (count as f32, frequency.max(1) as f32);
    (1.0 + (count - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}

/// An item with its sum; of equal sums the first one in the index is the better.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    score: f32,
    spot: Spot,
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> std::cmp::Ordering {
        let by_score = self.score.total_cmp(&other.score);
        by_score.then_with(|| other.spot.cmp(&self.spot))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
