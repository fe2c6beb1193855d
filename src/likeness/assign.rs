//! The best one-to-one assignment on a sparse set of weighted pairs.
//!
//! Shortest augmenting paths (Jonker–Volgenant) on the pairs alone: memory is linear in their
//! number, and each search ends at the first free place, so that letters in which most
//! requirements have one obvious partner take close to linear time. Staying alone weighs nothing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A possible pair and what it is worth, which must be more than nothing.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Index on the earlier side.
    pub before: u32,
    /// Index on the later side.
    pub after: u32,
    /// What the pair is worth.
    pub weight: i128,
}

/// The partner of each `before`, such that the weights of all pairs together are the greatest.
///
/// `candidates` must be sorted by `before`.
pub fn assign(befores: usize, afters: usize, candidates: &[Candidate]) -> Vec<Option<u32>> {
    let mut starts = vec![0usize; befores + 1];
    for candidate in candidates {
        starts[candidate.before as usize + 1] += 1;
    }
    for index in 0..befores {
        starts[index + 1] += starts[index];
    }
    let mut search = Search {
        candidates,
        starts,
        row_of: vec![None; afters],
        column_of: vec![None; befores],
        price: vec![0; afters],
        distance: vec![0; afters],
        reached_by: vec![0; afters],
        state: vec![State::Unseen; afters],
    };
    for row in 0..befores {
        search.insert(row as u32);
    }
    search.column_of
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Closed,
}

struct Search<'a> {
    candidates: &'a [Candidate],
    starts: Vec<usize>,
    row_of: Vec<Option<u32>>,
    column_of: Vec<Option<u32>>,
    price: Vec<i128>,
    distance: Vec<i128>,
    reached_by: Vec<u32>,
    state: Vec<State>,
}

impl Search<'_> {
    fn edges(&self, row: u32) -> &[Candidate] {
        &self.candidates[self.starts[row as usize]..self.starts[row as usize + 1]]
    }

    /// Takes one more row in: the cheapest chain of exchanges that ends at a free column, or at a
    /// row that then stays alone. Costs are negated weights; staying alone costs nothing.
    fn insert(&mut self, first: u32) {
        let mut heap: BinaryHeap<Reverse<(i128, u32)>> = BinaryHeap::new();
        let mut touched: Vec<u32> = Vec::new();
        let mut closed: Vec<u32> = Vec::new();
        let mut row = first;
        let mut base = 0i128;
        // The best end so far where a row gives up its column and stays alone.
        let mut alone = (0i128, first);
        let end = loop {
            for at in self.starts[row as usize]..self.starts[row as usize + 1] {
                let candidate = self.candidates[at];
                let column = candidate.after as usize;
                if self.state[column] == State::Closed {
                    continue;
                }
                let distance = base - candidate.weight - self.price[column];
                if self.state[column] == State::Unseen || distance < self.distance[column] {
                    if self.state[column] == State::Unseen {
                        touched.push(candidate.after);
                    }
                    self.state[column] = State::Open;
                    self.distance[column] = distance;
                    self.reached_by[column] = row;
                    heap.push(Reverse((distance, candidate.after)));
                }
            }
            let next = loop {
                match heap.pop() {
                    Some(Reverse((distance, column)))
                        if self.state[column as usize] == State::Open
                            && self.distance[column as usize] == distance =>
                    {
                        break Some((distance, column));
                    }
                    Some(_) => continue,
                    None => break None,
                }
            };
            match next {
                Some((distance, column)) if distance < alone.0 => {
                    let Some(owner) = self.row_of[column as usize] else {
                        break (distance, Some(column));
                    };
                    self.state[column as usize] = State::Closed;
                    closed.push(column);
                    let own = self
                        .edges(owner)
                        .iter()
                        .find(|edge| edge.after == column)
                        .map_or(0, |edge| -edge.weight);
                    base = distance - (own - self.price[column as usize]);
                    if base < alone.0 {
                        alone = (base, owner);
                    }
                    row = owner;
                }
                _ => break (alone.0, None),
            }
        };
        for column in &closed {
            let column = *column as usize;
            if self.distance[column] < end.0 {
                self.price[column] += self.distance[column] - end.0;
            }
        }
        match end.1 {
            Some(column) => self.exchange(column, first),
            None if alone.1 != first => {
                if let Some(column) = self.column_of[alone.1 as usize].take() {
                    self.exchange(column, first);
                }
            }
            None => {}
        }
        for column in touched {
            self.state[column as usize] = State::Unseen;
        }
    }

    /// Hands columns on along the chain that led to `column`, back to the row that came first.
    fn exchange(&mut self, mut column: u32, first: u32) {
        loop {
            let row = self.reached_by[column as usize];
            let previous = self.column_of[row as usize].replace(column);
            self.row_of[column as usize] = Some(row);
            match previous {
                Some(handed_on) if row != first => column = handed_on,
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weight(befores: usize, afters: usize, weights: &[Vec<i128>]) -> (i128, i128) {
        let mut candidates = Vec::new();
        for (before, row) in weights.iter().enumerate().take(befores) {
            for (after, weight) in row.iter().enumerate().take(afters) {
                if *weight > 0 {
                    candidates.push(Candidate {
                        before: before as u32,
                        after: after as u32,
                        weight: *weight,
                    });
                }
            }
        }
        let assigned = assign(befores, afters, &candidates);
        let mut taken = vec![false; afters];
        let mut sum = 0;
        for (before, after) in assigned.iter().enumerate() {
            if let Some(after) = after {
                assert!(!taken[*after as usize], "column {after} given twice");
                taken[*after as usize] = true;
                sum += weights[before][*after as usize];
            }
        }
        (sum, best(0, befores, &mut vec![false; afters], weights))
    }

    fn best(row: usize, rows: usize, taken: &mut Vec<bool>, weights: &[Vec<i128>]) -> i128 {
        if row == rows {
            return 0;
        }
        let mut greatest = best(row + 1, rows, taken, weights);
        for column in 0..taken.len() {
            if !taken[column] && weights[row][column] > 0 {
                taken[column] = true;
                let sum = weights[row][column] + best(row + 1, rows, taken, weights);
                taken[column] = false;
                greatest = greatest.max(sum);
            }
        }
        greatest
    }

    #[test]
    fn the_greedy_choice_is_given_up_where_two_others_weigh_more() {
        let weights = vec![vec![10, 9], vec![9, 0]];
        assert_eq!(weight(2, 2, &weights), (18, 18));
    }

    proptest! {
        #[test]
        fn the_sum_is_the_greatest_possible(
            weights in proptest::collection::vec(proptest::collection::vec(-4i128..12, 6), 6),
            befores in 0usize..7,
            afters in 0usize..7,
        ) {
            let (sum, greatest) = weight(befores, afters, &weights);
            prop_assert_eq!(sum, greatest);
        }
    }
}
