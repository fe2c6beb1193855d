//! Which entry of one letter corresponds to which of the other.
//!
//! Likeness of words (rare ones count most), of parts of words (compounds), of word order, of the
//! headings above and of the target groups is weighed into one score. Possible partners come from
//! an index of words and word parts; of these the best one-to-one assignment is taken, and what
//! is left over may join a pair as a split or a merge.
//!
//! Everything is computed alike for both sides, and what stands where breaks ties only: comparing
//! the other way round gives the same pairs, and reordering a letter does not change them.

use super::bound::is_numbered;
use super::word::Word;
use crate::likeness::{
    Candidate, Comparison, Counts, Often, Ranks, Rarity, Term, Vector as Weighted, assign, common,
    count, overlap, pieces, share,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Something to be aligned.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its words, without lead-in.
    pub words: Vec<Word>,
    /// Words of the nearest heading.
    pub heading: Vec<Word>,
    /// Slugs of what it is about.
    pub groups: Vec<String>,
    /// Number of its section, the same for sections that correspond.
    pub section: Option<u32>,
}

/// Two entries that correspond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub before: u32,
    pub after: u32,
    /// How alike the words are, 0 to 1.
    pub similarity: f32,
    /// Whether it joins an entry to a pair that is already there.
    pub joined: bool,
}

/// Partners looked at for each entry.
const PARTNERS: usize = 16;
/// Entries that an index key may lead to before rarer keys alone decide.
const POSTINGS: usize = 2500;
/// Keys always looked up, however common.
const LEAST_KEYS: usize = 4;

/// The pairs of two lists, sorted by `before`, then `after`.
pub(super) fn pairs(before: &[Entry], after: &[Entry]) -> Vec<Pair> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let corpus = Corpus::new(before, after);
    let (left, right) = (
        &corpus.vectors[..before.len()],
        &corpus.vectors[before.len()..],
    );
    let mut found = partners(left, right);
    found.extend(partners(right, left).into_iter().map(|(b, a)| (a, b)));
    found.sort_unstable();
    found.dedup();
    let scored: Vec<(u32, u32, f64)> = found
        .into_iter()
        .map(|(b, a)| (b, a, corpus.score(&left[b as usize], &right[a as usize])))
        .collect();

    let candidates: Vec<Candidate> = scored
        .iter()
        .filter(|(_, _, score)| *score > 0.0)
        .map(|(b, a, score)| Candidate {
            before: *b,
            after: *a,
            weight: weight(*score, &left[*b as usize], &right[*a as usize]),
        })
        .collect();
    let mut matched = Matched::new(assign(before.len(), after.len(), &candidates), after.len());
    let parts = matched.better_as_parts(&scored, left, right);
    if !parts.is_empty() {
        let rest: Vec<Candidate> = candidates
            .into_iter()
            .filter(|one| {
                !parts.contains(&(Side::Left, one.before))
                    && !parts.contains(&(Side::Right, one.after))
            })
            .collect();
        matched = Matched::new(assign(before.len(), after.len(), &rest), after.len());
    }

    matched.take_leftovers(&scored, before, after, (left, right));
    let pair = |b: u32, a: u32, joined: bool| Pair {
        before: b,
        after: a,
        similarity: corpus.likeness(&left[b as usize], &right[a as usize]),
        joined,
    };
    let mut pairs: Vec<Pair> = matched
        .right_of
        .iter()
        .enumerate()
        .filter_map(|(b, a)| Some(pair(b as u32, (*a)?, false)))
        .collect();
    let mut joins: FxHashMap<(Side, u32), (i128, u32, u32)> = FxHashMap::default();
    for (b, a, score) in scored {
        let free = (
            matched.right_of[b as usize].is_none(),
            matched.left_of[a as usize].is_none(),
        );
        let (side, alone) = match free {
            (true, false) => (Side::Left, b),
            (false, true) => (Side::Right, a),
            _ => continue,
        };
        let fills = score > 0.0 && matched.fills(side, b, a, left, right);
        let (left, right) = (&left[b as usize], &right[a as usize]);
        if !fills && f64::from(corpus.likeness(left, right)) < weights().repeats {
            continue;
        }
        let alone = (side, alone);
        let weight = weight(score, left, right);
        let best = joins.entry(alone).or_insert((weight, b, a));
        if weight > best.0 {
            *best = (weight, b, a);
        }
    }
    pairs.extend(joins.into_values().map(|(_, b, a)| pair(b, a, true)));
    pairs.sort_unstable_by_key(|pair| (pair.before, pair.after));
    pairs
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Left,
    Right,
}

/// Who is whose partner, one to one.
struct Matched {
    right_of: Vec<Option<u32>>,
    left_of: Vec<Option<u32>>,
}

impl Matched {
    fn new(right_of: Vec<Option<u32>>, rights: usize) -> Matched {
        let mut left_of = vec![None; rights];
        for (left, right) in right_of.iter().enumerate() {
            if let Some(right) = right {
                left_of[*right as usize] = Some(left as u32);
            }
        }
        Matched { right_of, left_of }
    }

    /// Pairs what is left over on both sides in sections that correspond: there less likeness is
    /// enough, since a requirement that is said anew mostly stays where it stood.
    fn take_leftovers(
        &mut self,
        scored: &[(u32, u32, f64)],
        before: &[Entry],
        after: &[Entry],
        (left, right): (&[Vector], &[Vector]),
    ) {
        let by = weights();
        let numbered =
            |b: u32, a: u32| match is_numbered(&before[b as usize].words, &after[a as usize].words)
            {
                true => by.numbered,
                false => 0.0,
            };
        let candidates: Vec<Candidate> = scored
            .iter()
            .filter(|(b, a, score)| {
                let (section, other) = (before[*b as usize].section, after[*a as usize].section);
                let together = section.is_some() && section == other;
                let score = score + numbered(*b, *a);
                let free =
                    self.right_of[*b as usize].is_none() && self.left_of[*a as usize].is_none();
                together && free && score + by.same_section > 0.0
            })
            .map(|(b, a, score)| Candidate {
                before: *b,
                after: *a,
                weight: weight(
                    score + numbered(*b, *a) + by.same_section,
                    &left[*b as usize],
                    &right[*a as usize],
                ),
            })
            .collect();
        let found = assign(before.len(), after.len(), &candidates).into_iter();
        for (b, a) in found.enumerate().filter_map(|(b, a)| Some((b, a?))) {
            self.right_of[b] = Some(a);
            self.left_of[a as usize] = Some(b as u32);
        }
    }

    /// Whether the entry on `side` says enough of what the other one says beyond its partner.
    fn fills(&self, side: Side, b: u32, a: u32, left: &[Vector], right: &[Vector]) -> bool {
        let (own, anchor, main) = match side {
            Side::Left => (
                &left[b as usize],
                &right[a as usize],
                self.left_of[a as usize].map(|at| &left[at as usize]),
            ),
            Side::Right => (
                &right[a as usize],
                &left[b as usize],
                self.right_of[b as usize].map(|at| &right[at as usize]),
            ),
        };
        let (rest, shared) = main.map_or((0.0, 0.0), |main| leftover(own, anchor, main));
        rest > 0.0 && shared >= weights().fills * rest
    }

    /// Entries whose own pair is weak beside one that they could join as a part: these are left out
    /// of the one-to-one assignment, so that their partner is free for another.
    fn better_as_parts(
        &self,
        scored: &[(u32, u32, f64)],
        left: &[Vector],
        right: &[Vector],
    ) -> FxHashSet<(Side, u32)> {
        let mut own: FxHashMap<(Side, u32), f64> = FxHashMap::default();
        for (b, a, score) in scored {
            if self.right_of[*b as usize] == Some(*a) {
                own.insert((Side::Left, *b), *score);
                own.insert((Side::Right, *a), *score);
            }
        }
        let mut parts = FxHashSet::default();
        for (b, a, score) in scored {
            if self.right_of[*b as usize] == Some(*a) {
                continue;
            }
            for (side, at) in [(Side::Left, *b), (Side::Right, *a)] {
                let weaker = own
                    .get(&(side, at))
                    .is_some_and(|own| own + weights().part < *score);
                if weaker && self.fills(side, *b, *a, left, right) {
                    parts.insert((side, at));
                }
            }
        }
        parts
    }
}

/// What an entry says beyond its main partner, and how much of that another entry shares.
fn leftover(own: &Vector, anchor: &Vector, main: &Vector) -> (f64, f64) {
    let (mut rest, mut shared) = (0.0, 0.0);
    let has = |vector: &Vector, term: Term| vector.words.weight(term) > 0.0;
    for (key, weight) in &anchor.words.terms {
        if !has(main, *key) {
            rest += weight;
            if has(own, *key) {
                shared += weight;
            }
        }
    }
    (rest, shared)
}

/// A score as a whole number whose lower digits break ties: by the small words, then by the words
/// themselves in no order that means anything, and only between equals by nearness in the letter,
/// so that reordering changes nothing. Whole numbers make the sum exact: there is one best assignment.
fn weight(score: f64, left: &Vector, right: &Vector) -> i128 {
    let rough = ((score * 1e4) as i128).max(0) + 1;
    let same = common(&left.every, &right.every).min(0xffff) as i128;
    let mut mixed = left
        .hash
        .wrapping_add(right.hash)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 32;
    let far = i128::from(left.place) - i128::from(right.place);
    let near = ((1i128 << 40) - far * far).max(0);
    (rough << 96) + (same << 80) + (i128::from(mixed & 0xffff_ffff) << 48) + near
}

/// An entry as weighted keys, each list sorted by key.
struct Vector {
    words: Weighted,
    parts: Weighted,
    order: Vec<u64>,
    every: Vec<u32>,
    heading: u32,
    groups: Vec<u32>,
    index: Vec<u32>,
    place: u32,
    hash: u64,
}

struct Corpus {
    vectors: Vec<Vector>,
    headings: Vec<Weighted>,
}

impl Corpus {
    fn new(before: &[Entry], after: &[Entry]) -> Corpus {
        let entries: Vec<&Entry> = before.iter().chain(after).collect();
        let words = Ranks::new(entries.iter().flat_map(|entry| {
            entry
                .words
                .iter()
                .chain(&entry.heading)
                .map(|word| word.key.as_str())
        }));
        let groups = Ranks::new(
            entries
                .iter()
                .flat_map(|entry| entry.groups.iter().map(String::as_str)),
        );
        let counted: Vec<(Counts, Counts)> = entries
            .iter()
            .map(|entry| {
                let content = || entry.words.iter().filter(|word| !word.class.is_small());
                (
                    count(content().map(|word| u64::from(words.rank(&word.key)))),
                    count(content().flat_map(|word| pieces(&word.key))),
                )
            })
            .collect();
        let word_rarity = Rarity::of(counted.iter().map(|(words, _)| words));
        let part_rarity = Rarity::of(counted.iter().map(|(_, parts)| parts));

        let mut heading_index: FxHashMap<Vec<&str>, u32> = FxHashMap::default();
        let mut headings = Vec::new();
        let mut vectors = Vec::with_capacity(entries.len());
        for (at, (entry, (word_counts, part_counts))) in entries.iter().zip(&counted).enumerate() {
            let heading_key: Vec<&str> =
                entry.heading.iter().map(|word| word.key.as_str()).collect();
            let heading = *heading_index.entry(heading_key).or_insert_with(|| {
                let content = entry.heading.iter().filter(|word| !word.class.is_small());
                let counts = count(content.flat_map(|word| pieces(&word.key)));
                headings.push(part_rarity.vector(&counts, Often::Counted));
                headings.len() as u32 - 1
            });
            let ranks: Vec<u32> = entry
                .words
                .iter()
                .map(|word| words.rank(&word.key))
                .collect();
            let mut order: Vec<u64> = ranks
                .windows(2)
                .map(|two| (u64::from(two[0]) << 32) | u64::from(two[1]))
                .collect();
            order.sort_unstable();
            let mut every = ranks;
            every.sort_unstable();
            let mut entry_groups: Vec<u32> = entry
                .groups
                .iter()
                .map(|group| groups.rank(group))
                .collect();
            entry_groups.sort_unstable();
            entry_groups.dedup();
            let mut hash = 0u64;
            for word in &entry.words {
                for byte in word.key.bytes() {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
                hash = hash.rotate_left(7);
            }
            let (number, of) = if at < before.len() {
                (at, before.len())
            } else {
                (at - before.len(), after.len())
            };
            vectors.push(Vector {
                words: word_rarity.vector(word_counts, Often::Counted),
                parts: part_rarity.vector(part_counts, Often::Counted),
                order,
                every,
                heading,
                groups: entry_groups,
                index: Vec::new(),
                place: ((number << 20) / of) as u32,
                hash,
            });
        }
        index_keys(&mut vectors, &entries);
        Corpus { vectors, headings }
    }

    /// What speaks for the two being one requirement, beyond the least that makes a pair.
    fn score(&self, left: &Vector, right: &Vector) -> f64 {
        let by = weights();
        let heading =
            self.headings[left.heading as usize].cosine(&self.headings[right.heading as usize]);
        by.bias
            + by.pieces * left.parts.cosine(&right.parts)
            + by.words * left.words.cosine(&right.words)
            + by.order * share(&left.order, &right.order)
            + by.heading * heading
            + by.groups * overlap(&left.groups, &right.groups, by.no_groups)
            - by.uneven * uneven(left, right)
    }

    fn likeness(&self, left: &Vector, right: &Vector) -> f32 {
        let likeness = 0.5 * (left.parts.cosine(&right.parts) + left.words.cosine(&right.words));
        likeness.clamp(0.0, 1.0) as f32
    }
}

/// How far the lengths lie apart, from 0 for alike to 1: the few words of a short item are soon found
/// in a long sentence about something else.
fn uneven(left: &Vector, right: &Vector) -> f64 {
    let (a, b) = (
        left.words.terms.len() as f64,
        right.words.terms.len() as f64,
    );
    (1.0 - EVEN.recip() * a.min(b) / a.max(b).max(1.0)).max(0.0)
}

/// Lengths of which one is at least this share of the other are alike.
const EVEN: f64 = 0.4;

/// What the features weigh.
fn weights() -> &'static Comparison {
    &crate::likeness::weights().comparison
}

/// Keys that lead to possible partners: words, and the first and last letters of long words,
/// which compounds share. The rarest come first; ties go by the key itself.
fn index_keys(vectors: &mut [Vector], entries: &[&Entry]) {
    let texts: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            let mut keys = Vec::new();
            for word in &entry.words {
                if word.class.is_small() {
                    continue;
                }
                keys.push(word.key.clone());
                let letters: Vec<char> = word.key.chars().collect();
                if letters.len() >= 7 {
                    keys.push(letters[..5].iter().chain(&['-']).collect());
                    keys.push(['-'].iter().chain(&letters[letters.len() - 5..]).collect());
                }
            }
            keys
        })
        .collect();
    let ranks = Ranks::new(texts.iter().flatten().map(String::as_str));
    let mut frequency = vec![0u32; ranks.len()];
    for (vector, keys) in vectors.iter_mut().zip(&texts) {
        vector.index = keys.iter().map(|key| ranks.rank(key)).collect();
        vector.index.sort_unstable();
        vector.index.dedup();
        for key in &vector.index {
            frequency[*key as usize] += 1;
        }
    }
    for vector in vectors {
        vector
            .index
            .sort_by_key(|key| (frequency[*key as usize], *key));
    }
}

/// For each of `left` the entries of `right` that share most with it, rare keys counting most.
fn partners(left: &[Vector], right: &[Vector]) -> Vec<(u32, u32)> {
    let keys = left
        .iter()
        .chain(right)
        .flat_map(|vector| vector.index.iter().copied())
        .max()
        .map_or(0, |key| key as usize + 1);
    let mut postings: Vec<Vec<u32>> = vec![Vec::new(); keys];
    let mut frequency = vec![0u32; keys];
    for (at, vector) in right.iter().enumerate() {
        for key in &vector.index {
            postings[*key as usize].push(at as u32);
            frequency[*key as usize] += 1;
        }
    }
    for vector in left {
        for key in &vector.index {
            frequency[*key as usize] += 1;
        }
    }
    let total = (left.len() + right.len()) as f64;
    let mut votes = vec![0.0f64; right.len()];
    let mut pairs = Vec::new();
    for (at, vector) in left.iter().enumerate() {
        let mut seen: Vec<u32> = Vec::new();
        let mut budget = POSTINGS;
        for (number, key) in vector.index.iter().enumerate() {
            let posting = &postings[*key as usize];
            if number >= LEAST_KEYS && posting.len() > budget {
                break;
            }
            budget = budget.saturating_sub(posting.len());
            let rarity = (1.0 + total / f64::from(frequency[*key as usize])).ln();
            for other in posting {
                let vote = &mut votes[*other as usize];
                if *vote == 0.0 {
                    seen.push(*other);
                }
                *vote += rarity * rarity / (1.0 + right[*other as usize].words.norm);
            }
        }
        let mut ranked: Vec<(i64, u64, u32)> = seen
            .iter()
            .map(|other| {
                let votes = (votes[*other as usize] * 1e6) as i64;
                let far = i64::from(vector.place) - i64::from(right[*other as usize].place);
                (-votes, far.unsigned_abs(), *other)
            })
            .collect();
        if ranked.len() > PARTNERS {
            ranked.select_nth_unstable(PARTNERS);
        }
        pairs.extend(
            ranked
                .iter()
                .take(PARTNERS)
                .map(|(_, _, other)| (at as u32, *other)),
        );
        for other in seen {
            votes[other as usize] = 0.0;
        }
    }
    pairs
}
