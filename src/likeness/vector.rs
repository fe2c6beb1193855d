//! Weighted terms of a text, and how much two texts share.

/// A term, as a number.
pub type Term = u64;

/// A weighted set of terms, sorted by term.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vector {
    /// Terms with weights.
    pub terms: Vec<(Term, f64)>,
    /// Length of the vector.
    pub norm: f64,
}

impl Vector {
    /// The vector of these terms, which must be sorted and each stand once.
    pub fn new(terms: Vec<(Term, f64)>) -> Vector {
        let squares: f64 = terms.iter().map(|(_, weight)| weight * weight).sum();
        Vector {
            terms,
            norm: squares.sqrt(),
        }
    }

    /// The cosine of two vectors: 0 where they share nothing, 1 where they are one.
    pub fn cosine(&self, other: &Vector) -> f64 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let (mut left, mut right, mut product) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.terms.get(left), other.terms.get(right)) {
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

    /// The weight of a term, 0 where it is not there.
    pub fn weight(&self, term: Term) -> f64 {
        let found = self.terms.binary_search_by_key(&term, |(term, _)| *term);
        found.map_or(0.0, |at| self.terms[at].1)
    }

    /// The share of this vector's weight whose terms the other one has.
    pub fn covered_by(&self, other: &Vector) -> f64 {
        let total: f64 = self.terms.iter().map(|(_, weight)| weight).sum();
        if total == 0.0 {
            return 0.0;
        }
        let shared = self
            .terms
            .iter()
            .filter(|(term, _)| other.weight(*term) > 0.0);
        shared.map(|(_, weight)| weight).sum::<f64>() / total
    }
}

/// The pieces of a word: runs of four letters, the start of the word being one. Compounds share them
/// with their parts: "tilskuddsordning" with "tilskudd" and "ordning".
pub fn pieces(word: &str) -> Vec<Term> {
    let mut letters = vec![u64::from(b'_')];
    letters.extend(
        word.chars()
            .map(|letter| u64::from(u32::from(letter) & 0xffff)),
    );
    let pack = |run: &[u64]| {
        run.iter()
            .fold(0u64, |packed, letter| (packed << 16) | letter)
    };
    if letters.len() <= 4 {
        return vec![pack(&letters)];
    }
    letters.windows(4).map(pack).collect()
}

/// Share of what both sorted lists hold, twice over, of what they hold together.
pub fn share(left: &[u64], right: &[u64]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    2.0 * common(left, right) as f64 / (left.len() + right.len()) as f64
}

/// What both sorted lists have of what either has; `neither` where both are empty.
pub fn overlap(left: &[u32], right: &[u32], neither: f64) -> f64 {
    if left.is_empty() && right.is_empty() {
        return neither;
    }
    let both = common(left, right);
    both as f64 / (left.len() + right.len() - both) as f64
}

/// How many entries two sorted lists share.
pub fn common<T: Ord>(left: &[T], right: &[T]) -> usize {
    let (mut a, mut b, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (left.get(a), right.get(b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                a += 1;
                b += 1;
            }
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &[(Term, f64)], right: &[(Term, f64)], cosine: f64, covered: f64) {
        let (left, right) = (Vector::new(left.to_vec()), Vector::new(right.to_vec()));
        assert!(
            (left.cosine(&right) - cosine).abs() < 1e-9,
            "{left:?} {right:?}"
        );
        assert!((left.covered_by(&right) - covered).abs() < 1e-9);
    }

    #[test]
    fn likeness_counts_what_is_shared_by_weight() {
        check(&[(1, 2.0), (5, 1.0)], &[(1, 2.0), (5, 1.0)], 1.0, 1.0);
        check(&[(1, 3.0)], &[(2, 3.0)], 0.0, 0.0);
        check(&[(1, 3.0), (2, 1.0)], &[(1, 1.0)], 3.0 / 10f64.sqrt(), 0.75);
        check(&[], &[(1, 1.0)], 0.0, 0.0);
    }

    #[test]
    fn a_compound_shares_pieces_with_its_parts() {
        let (whole, part) = (pieces("havneavgift"), pieces("avgift"));
        assert!(part.iter().filter(|piece| whole.contains(piece)).count() >= 3);
        assert_eq!(pieces("by").len(), 1);
    }
}
