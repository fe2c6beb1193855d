//! How sure it is that a section answers a question: what heading, section and best sentence share with it, and
//! how far ahead of all other sections it is.
//!
//! The weights were fitted on `corpus/gold/` and on letters of the same agency's own making together; a
//! heading counts for most, as a report takes its headings from what the letter asks for.

use super::question::Question;
use super::report::Report;
use super::wordbook::{Bag, Term, Weighed, Wordbook, both, covered, hit};
use crate::model::ObligationKind;
use rustc_hash::FxHashMap;

/// What a section and a question have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features(pub [f32; COUNT]);

/// How many features there are.
pub const COUNT: usize = 21;
const HEADING: usize = 0;
const HEADING_AROUND: usize = 1;
const BOTH_HEADINGS: usize = 2;
const IN_HEADING: usize = 3;
const SECTION: usize = 4;
const SECTION_AROUND: usize = 5;
const SECTION_HEADING: usize = 6;
const PASSAGE: usize = 7;
const OWN: usize = 8;
const PASSAGE_WEIGHT: usize = 9;
const HEADING_WEIGHT: usize = 10;
const RARE: usize = 11;
const LENGTH: usize = 12;
const LEAD_HEADING: usize = 13;
const LEAD_BOTH: usize = 14;
const LEAD_SECTION: usize = 15;
const LEAD_PASSAGE: usize = 16;
const LEAD_WEIGHT: usize = 17;
const HEADING_AND_SECTION: usize = 18;
const BOTH_AND_SHORT: usize = 19;
const OWN_AND_RARE: usize = 20;

/// Weights of the features for what asks for a report, the last one the constant.
const REPORTING: [f32; COUNT + 1] = include!("weights_reporting.in");
/// The same for assignments and duties.
const OTHER: [f32; COUNT + 1] = include!("weights_other.in");

/// A passage with how far it covers a question.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Index of the passage.
    pub passage: usize,
    /// Share of the question's weight.
    pub covered: f32,
    /// Share of what the question says by itself.
    pub own: f32,
    /// Weight of the words shared.
    pub weight: f32,
    /// Share of what the question says of its matter, actors and what may be done with any matter left out.
    pub matter: f32,
}

/// A section that may answer.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the room.
    pub room: usize,
    /// What it shares with the question.
    pub features: Features,
    /// How sure it is, 0 to 1.
    pub sure: f32,
    /// How far its heading is named by the question.
    pub heading: f32,
    /// Its passages with what they share with the question.
    pub hits: Vec<Hit>,
}

/// A report with its words, ready to be asked many times.
pub struct Ranker<'report> {
    /// The report.
    pub report: &'report Report<'report>,
    /// The words of both documents.
    pub book: &'report Wordbook,
    passages: Postings,
    rooms: Postings,
    headings: Vec<Vec<(Vec<Weighed>, Bag)>>,
    over_rooms: Vec<Bag>,
}

impl<'report> Ranker<'report> {
    /// Makes the words of the report ready.
    pub fn new(report: &'report Report<'report>, book: &'report Wordbook) -> Ranker<'report> {
        let bags: Vec<Bag> = report
            .passages
            .iter()
            .map(|one| book.bag(&one.words))
            .collect();
        let mut headings = Vec::new();
        let mut over_rooms = Vec::new();
        let mut bodies = Vec::new();
        for room in &report.rooms {
            let own: Vec<(Vec<Weighed>, Bag)> = room
                .headings
                .iter()
                .map(|heading| (book.weigh(heading), book.bag(heading)))
                .collect();
            let mut over = Bag::default();
            for (_, bag) in &own {
                join(&mut over, bag);
            }
            let mut body = over.clone();
            for passage in &room.passages {
                join(&mut body, &bags[*passage]);
            }
            headings.push(own);
            over_rooms.push(over);
            bodies.push(body);
        }
        Ranker {
            report,
            book,
            passages: Postings::new(&bags),
            rooms: Postings::new(&bodies),
            headings,
            over_rooms,
        }
    }

    /// The sections that may answer, surest first.
    pub fn candidates(&self, question: &Question) -> Vec<Candidate> {
        let asked = self.book.weigh_beside(&question.text, &question.actors);
        let own = self.book.weigh_beside(&question.own, &question.actors);
        let own = if own.is_empty() { asked.clone() } else { own };
        let around = self.book.weigh_beside(&question.around, &question.actors);
        let heading = self.book.weigh(&question.heading);
        let asked_bag = self.book.bag(&question.text);
        let around_bag = self.book.bag(&question.around);
        let heading_bag = self.book.bag(&question.heading);
        let total = |words: &[Weighed]| words.iter().map(|word| word.weight).sum::<f32>();
        let share = |hit: f32, total: f32| if total > 0.0 { hit / total } else { 0.0 };
        let (whole, whole_own) = (total(&asked), total(&own));
        let by_room = self.rooms.hits(&asked);
        let by_room_around = self.rooms.hits(&around);
        let by_room_heading = self.rooms.hits(&heading);
        let by_passage = self.passages.hits(&asked);
        let by_passage_own = self.passages.hits(&own);
        let matter: Vec<Weighed> = own.iter().filter(|word| word.of_matter).cloned().collect();
        let by_passage_matter = self.passages.hits(&matter);
        let whole_matter = total(&matter);
        let rare = self.rare(&own);
        let length = (whole_own / SCALE).min(40.0) / 20.0;
        let mut found = Vec::new();
        for (at, room) in self.report.rooms.iter().enumerate() {
            let mut f = [0.0_f32; COUNT];
            for (words, bag) in &self.headings[at] {
                let named = covered(words, &asked_bag);
                f[HEADING] = f[HEADING].max(named);
                f[HEADING_AROUND] = f[HEADING_AROUND].max(covered(words, &around_bag));
                let both = covered(words, &heading_bag).min(covered(&heading, bag));
                f[BOTH_HEADINGS] = f[BOTH_HEADINGS].max(both);
                let weight = (hit(words, &asked_bag) / SCALE).min(20.0) / 10.0;
                f[HEADING_WEIGHT] = f[HEADING_WEIGHT].max(weight);
            }
            f[IN_HEADING] = covered(&asked, &self.over_rooms[at]);
            f[SECTION] = share(by_room.get(&(at as u32)).copied().unwrap_or(0.0), whole);
            let around_total = total(&around);
            let near = by_room_around.get(&(at as u32)).copied().unwrap_or(0.0);
            f[SECTION_AROUND] = share(near, around_total);
            let near = by_room_heading.get(&(at as u32)).copied().unwrap_or(0.0);
            f[SECTION_HEADING] = share(near, total(&heading));
            let mut hits = Vec::new();
            for passage in &room.passages {
                let weight = by_passage.get(&(*passage as u32)).copied().unwrap_or(0.0);
                let of_matter = by_passage_matter
                    .get(&(*passage as u32))
                    .copied()
                    .unwrap_or(0.0);
                let by_itself = by_passage_own
                    .get(&(*passage as u32))
                    .copied()
                    .unwrap_or(0.0);
                let hit = Hit {
                    passage: *passage,
                    covered: share(weight, whole),
                    own: share(by_itself, whole_own),
                    weight: weight / SCALE,
                    matter: share(of_matter, whole_matter),
                };
                f[PASSAGE] = f[PASSAGE].max(hit.covered);
                f[OWN] = f[OWN].max(hit.own);
                f[PASSAGE_WEIGHT] = f[PASSAGE_WEIGHT].max(hit.weight.min(30.0) / 15.0);
                hits.push(hit);
            }
            f[RARE] = rare.get(&(at as u32)).copied().unwrap_or(0.0);
            f[LENGTH] = length;
            f[HEADING_AND_SECTION] = f[HEADING] * f[SECTION];
            f[OWN_AND_RARE] = f[OWN] * f[RARE];
            f[BOTH_AND_SHORT] = f[BOTH_HEADINGS] * (1.0 - length).max(0.0);
            found.push(Candidate {
                room: at,
                heading: f[HEADING].max(f[BOTH_HEADINGS]),
                features: Features(f),
                sure: 0.0,
                hits,
            });
        }
        leads(&mut found);
        let weights = match question.kind {
            ObligationKind::Reporting => &REPORTING,
            _ => &OTHER,
        };
        let names = self.names(&matter);
        for candidate in &mut found {
            candidate.sure = candidate.features.sure(weights);
            if question.kind != ObligationKind::Reporting {
                self.lift(candidate, &names, question.kind);
            }
        }
        found.sort_by(|a, b| b.sure.total_cmp(&a.sure));
        found
    }

    /// Passages that have two names or more of what a question is about.
    fn names(&self, matter: &[Weighed]) -> FxHashMap<u32, u32> {
        let mut found: FxHashMap<u32, u32> = FxHashMap::default();
        // "AAP-status" and "AAP-endringene" are one name twice.
        let whole = |word: &&Weighed| word.is_name && !word.word.contains('-');
        for name in matter.iter().filter(whole) {
            for (passage, weight) in self.passages.hits(std::slice::from_ref(name)) {
                *found.entry(passage).or_default() += u32::from(weight >= WHOLE * name.weight);
            }
        }
        found.retain(|_, count| *count >= 2);
        found
    }

    /// A passage that has the names of a task, or all the matter of a duty in rare words, is told whatever the
    /// heading over it.
    fn lift(&self, candidate: &mut Candidate, names: &FxHashMap<u32, u32>, kind: ObligationKind) {
        let named = candidate
            .hits
            .iter()
            .any(|hit| names.contains_key(&(hit.passage as u32)));
        if named {
            candidate.sure = candidate.sure.max(NAMED);
        }
        let whole = candidate.hits.iter().any(|hit| hit.matter >= ALL);
        let rare = candidate.features.0[RARE] >= 0.5;
        if kind == ObligationKind::Duty && whole && rare {
            candidate.sure = candidate.sure.max(WHOLLY);
        }
    }

    /// Whether a section has something of each of these words.
    pub fn holds_all(&self, room: usize, words: &[Weighed]) -> bool {
        words.iter().all(|word| {
            let hits = self.rooms.hits(std::slice::from_ref(word));
            let held = hits.get(&(room as u32)).copied().unwrap_or(0.0);
            held >= SOME * word.weight
        })
    }

    /// The words of a question that tell of its matter.
    pub fn matter(&self, question: &Question) -> Vec<Weighed> {
        let mut words = self.book.weigh_beside(&question.text, &question.actors);
        words.retain(|word| word.of_matter);
        words
    }

    /// For each room how rare the rarest word is that it shares with a question: 1 where no other passage has it.
    fn rare(&self, own: &[Weighed]) -> FxHashMap<u32, f32> {
        let mut found: FxHashMap<u32, f32> = FxHashMap::default();
        for word in own.iter().filter(|word| word.of_matter) {
            let whole = word.terms.iter().filter(|(_, share)| *share >= WHOLE);
            for (term, _) in whole {
                let count = self.book.count(*term);
                if count == 0 || count > FEW {
                    continue;
                }
                for (room, share) in self.rooms.of(*term) {
                    if *share >= WHOLE {
                        let best = found.entry(*room).or_default();
                        *best = best.max(1.0 / (count as f32).sqrt());
                    }
                }
            }
        }
        found
    }
}

/// How sure a passage with two names of a task is, and one with all the matter of a duty.
const NAMED: f32 = 0.5;
const WHOLLY: f32 = 0.3;
/// Share of the matter that is all of it, and share of a word that is something of it.
const ALL: f32 = 0.9;
const SOME: f32 = 0.35;
/// Weight of an ordinary word.
const SCALE: f32 = 2.2;
/// Passages that a rare word stands in, at most.
const FEW: u32 = 6;
/// Share of a word from which on it counts as the word itself.
const WHOLE: f32 = 0.8;

impl Features {
    fn sure(&self, weights: &[f32; COUNT + 1]) -> f32 {
        let sum: f32 = self
            .0
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum();
        1.0 / (1.0 + (-(sum + weights[COUNT])).exp())
    }
}

/// How far each is ahead of the best of the others.
fn leads(found: &mut [Candidate]) {
    for (of, lead) in [
        (HEADING, LEAD_HEADING),
        (BOTH_HEADINGS, LEAD_BOTH),
        (SECTION, LEAD_SECTION),
        (PASSAGE, LEAD_PASSAGE),
        (PASSAGE_WEIGHT, LEAD_WEIGHT),
    ] {
        let (mut first, mut second) = (0.0_f32, 0.0_f32);
        for candidate in found.iter() {
            let value = candidate.features.0[of];
            if value > first {
                (first, second) = (value, first);
            } else {
                second = second.max(value);
            }
        }
        for candidate in found.iter_mut() {
            let value = candidate.features.0[of];
            let other = if value >= first { second } else { first };
            candidate.features.0[lead] = value - other;
        }
    }
}

fn join(into: &mut Bag, other: &Bag) {
    for (term, share) in other {
        let present = into.entry(*term).or_default();
        *present = present.max(*share);
    }
}

/// Which texts hold a term, and how much of it.
struct Postings(FxHashMap<Term, Vec<(u32, f32)>>);

impl Postings {
    fn new(bags: &[Bag]) -> Postings {
        let mut found: FxHashMap<Term, Vec<(u32, f32)>> = FxHashMap::default();
        for (at, bag) in bags.iter().enumerate() {
            for (term, share) in bag {
                found.entry(*term).or_default().push((at as u32, *share));
            }
        }
        Postings(found)
    }

    fn of(&self, term: Term) -> &[(u32, f32)] {
        self.0.get(&term).map_or(&[], Vec::as_slice)
    }

    /// The weight of the words that each text has; texts that share nothing are left out.
    fn hits(&self, words: &[Weighed]) -> FxHashMap<u32, f32> {
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        let mut best: FxHashMap<u32, f32> = FxHashMap::default();
        for word in words {
            best.clear();
            for (term, share) in &word.terms {
                for (text, other) in self.of(*term) {
                    let held = best.entry(*text).or_default();
                    *held = held.max(share.min(*other));
                }
            }
            for (first, second) in &word.halves {
                let others: FxHashMap<u32, f32> = self.of(*second).iter().copied().collect();
                for (text, share) in self.of(*first) {
                    if let Some(other) = others.get(text) {
                        let held = best.entry(*text).or_default();
                        *held = held.max(both(*share, *other));
                    }
                }
            }
            for (text, held) in &best {
                *sums.entry(*text).or_default() += word.weight * held;
            }
        }
        sums
    }
}
