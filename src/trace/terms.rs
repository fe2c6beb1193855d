//! What a text is about, as weighted terms: word stems, and the pieces of words that compounds share.
//! Rare terms weigh more.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// A term's hash; terms of different kinds never meet.
pub type Term = u64;

/// A word with its place in the text.
#[derive(Clone, Debug)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In lower case.
    pub lower: String,
}

/// The words of a text: letters and digits, hyphens inside kept.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut push = |start: usize, end: usize| {
        let word = text[start..end].trim_end_matches('-');
        if !word.is_empty() {
            words.push(Word {
                start,
                end: start + word.len(),
                lower: word.to_lowercase(),
            });
        }
    };
    for (at, character) in text.char_indices() {
        let inside = character.is_alphanumeric() || character == '-' && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                push(from, at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(from, text.len());
    }
    words
}

/// A weighted set of terms, sorted by term.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    /// Terms with weights.
    pub terms: Vec<(Term, f32)>,
    /// Length of the vector.
    pub norm: f32,
}

impl Vector {
    /// The cosine of two vectors.
    pub fn cosine(&self, other: &Vector) -> f32 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let mut product = 0.0;
        let (mut left, mut right) = (0, 0);
        while left < self.terms.len() && right < other.terms.len() {
            let (a, b) = (self.terms[left], other.terms[right]);
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    product += a.1 * b.1;
                    left += 1;
                    right += 1;
                }
            }
        }
        product / (self.norm * other.norm)
    }

    /// The share of this vector's weight whose terms the other one has.
    pub fn covered_by(&self, other: &Vector) -> f32 {
        let total: f32 = self.terms.iter().map(|(_, weight)| weight).sum();
        if total == 0.0 {
            return 0.0;
        }
        let shared = self
            .terms
            .iter()
            .filter(|(term, _)| other.weight(*term) > 0.0);
        shared.map(|(_, weight)| weight).sum::<f32>() / total
    }

    /// The weight of a term, 0 where it is not there.
    pub fn weight(&self, term: Term) -> f32 {
        let found = self.terms.binary_search_by_key(&term, |(term, _)| *term);
        found.map_or(0.0, |at| self.terms[at].1)
    }
}

/// The pieces of four and five letters of some words: they bridge inflection and compounds.
pub fn pieces<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Term> {
    let mut terms = Vec::new();
    for word in words {
        let letters: Vec<char> = std::iter::once('^').chain(word.chars()).collect();
        for length in [4, 5] {
            for piece in letters.windows(length) {
                terms.push(hash(("piece", piece)));
            }
        }
    }
    terms
}

/// The term of a word stem.
pub fn stem_term(stem: &str) -> Term {
    hash(("stem", stem))
}

fn hash(value: impl Hash) -> Term {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How common terms are in a body of texts.
#[derive(Clone, Debug, Default)]
pub struct Commonness {
    counts: FxHashMap<Term, u32>,
    texts: u32,
}

impl Commonness {
    /// Counts the texts that hold each term.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Vec<Term>>) -> Commonness {
        let mut commonness = Commonness::default();
        for terms in texts {
            commonness.texts += 1;
            let mut terms = terms.clone();
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *commonness.counts.entry(term).or_default() += 1;
            }
        }
        commonness
    }

    /// The terms weighed.
    pub fn vector(&self, mut terms: Vec<Term>) -> Vector {
        terms.sort_unstable();
        let mut weighed: Vec<(Term, f32)> = Vec::new();
        for chunk in terms.chunk_by(|a, b| a == b) {
            let often = 1.0 + (chunk.len() as f32).ln();
            weighed.push((chunk[0], often * self.rarity(chunk[0])));
        }
        let norm = weighed
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>();
        Vector {
            terms: weighed,
            norm: norm.sqrt(),
        }
    }

    /// How much a term tells: more the fewer texts have it.
    pub fn rarity(&self, term: Term) -> f32 {
        let count = self.counts.get(&term).copied().unwrap_or(0) as f32;
        (1.0 + self.texts as f32 / (count + 0.5)).ln()
    }
}

/// Texts on one side, found by their terms: cosines with all of them at once, without looking at those
/// that share nothing.
pub struct Inverted {
    postings: FxHashMap<Term, Vec<(u32, f32)>>,
    norms: Vec<f32>,
}

impl Inverted {
    /// Takes the vectors in.
    pub fn new(vectors: &[Vector]) -> Inverted {
        let mut postings: FxHashMap<Term, Vec<(u32, f32)>> = FxHashMap::default();
        for (at, vector) in vectors.iter().enumerate() {
            for (term, weight) in &vector.terms {
                postings
                    .entry(*term)
                    .or_default()
                    .push((at as u32, *weight));
            }
        }
        Inverted {
            postings,
            norms: vectors.iter().map(|vector| vector.norm).collect(),
        }
    }

    /// Adds `share` times the cosine with each text to `scores`.
    pub fn add_cosines(&self, vector: &Vector, share: f32, scores: &mut [f32]) {
        if vector.norm == 0.0 {
            return;
        }
        for (term, weight) in &vector.terms {
            for (at, other) in self.postings.get(term).into_iter().flatten() {
                let norm = self.norms[*at as usize] * vector.norm;
                scores[*at as usize] += share * weight * other / norm;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_cosine_one() {
        let all = ["kommune ungdom skoleplass", "andre ting"].map(|text| {
            let words = words(text).into_iter();
            words.map(|word| stem_term(&word.lower)).collect::<Vec<_>>()
        });
        let commonness = Commonness::of(&all);
        let [one, other] = all.map(|terms| commonness.vector(terms));
        assert!((one.cosine(&one) - 1.0).abs() < 1e-5);
        assert_eq!(one.cosine(&other), 0.0);
    }
}
