//! How much a term tells: more, the fewer of the texts at hand have it.

use super::vector::{Term, Vector};
use rustc_hash::FxHashMap;

/// Each term with how often it stands in a text, sorted by term.
pub type Counts = Vec<(Term, u32)>;

/// The terms of a text, counted.
pub fn count(terms: impl IntoIterator<Item = Term>) -> Counts {
    let mut all: Vec<Term> = terms.into_iter().collect();
    all.sort_unstable();
    let mut counts: Counts = Vec::with_capacity(all.len());
    for term in all {
        match counts.last_mut() {
            Some((last, count)) if *last == term => *count += 1,
            _ => counts.push((term, 1)),
        }
    }
    counts
}

/// What a term that stands several times in one text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// Each time the same.
    Counted,
    /// Less each time: 1 + ln(count).
    Damped,
}

/// How rare each term is in a body of texts.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    counts: FxHashMap<Term, u32>,
    texts: f64,
}

impl Rarity {
    /// Counts the texts that hold each term.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Counts>) -> Rarity {
        let mut rarity = Rarity::default();
        for counts in texts {
            rarity.texts += 1.0;
            for (term, _) in counts {
                *rarity.counts.entry(*term).or_default() += 1;
            }
        }
        rarity
    }

    /// How much a term tells; one that no text has tells as much as one that a single text has.
    pub fn weight(&self, term: Term) -> f64 {
        let count = self.counts.get(&term).copied().unwrap_or(1);
        (1.0 + self.texts / f64::from(count)).ln()
    }

    /// A text as a vector.
    pub fn vector(&self, counts: &Counts, often: Often) -> Vector {
        let terms = counts.iter().map(|(term, count)| {
            let times = match often {
                Often::Counted => f64::from(*count),
                Often::Damped => 1.0 + f64::from(*count).ln(),
            };
            (*term, times * self.weight(*term))
        });
        Vector::new(terms.collect())
    }
}

/// Numbers for strings, in their order, so that sums come out alike whichever text comes first.
pub struct Ranks<'a> {
    ranks: FxHashMap<&'a str, u32>,
}

impl<'a> Ranks<'a> {
    /// Numbers these strings.
    pub fn new(keys: impl Iterator<Item = &'a str>) -> Ranks<'a> {
        let mut ranks: FxHashMap<&str, u32> = keys.map(|key| (key, 0)).collect();
        let mut sorted: Vec<&str> = ranks.keys().copied().collect();
        sorted.sort_unstable();
        for (rank, key) in sorted.into_iter().enumerate() {
            ranks.insert(key, rank as u32);
        }
        Ranks { ranks }
    }

    /// The number of a string; 0 for one that was not given.
    pub fn rank(&self, key: &str) -> u32 {
        self.ranks.get(key).copied().unwrap_or_default()
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_tells_more_the_fewer_texts_have_it() {
        let texts = [count([1, 2]), count([1, 3, 3]), count([1])];
        let rarity = Rarity::of(&texts);
        assert!(rarity.weight(1) < rarity.weight(3));
        assert_eq!(rarity.weight(3), rarity.weight(9));
        let counted = rarity.vector(&texts[1], Often::Counted);
        let damped = rarity.vector(&texts[1], Often::Damped);
        assert!(damped.weight(3) < counted.weight(3));
        assert_eq!(damped.weight(1), counted.weight(1));
    }

    #[test]
    fn ranks_do_not_depend_on_the_order_given() {
        let (one, other) = (["b", "a", "c"], ["c", "b", "a"]);
        let ranks = |keys: [&'static str; 3]| {
            let ranks = Ranks::new(keys.into_iter());
            (
                ranks.rank("a"),
                ranks.rank("b"),
                ranks.rank("c"),
                ranks.len(),
            )
        };
        assert_eq!(ranks(one), ranks(other));
    }
}
