//! "Mente du …": the nearest known word for one that the texts do not have.

use rustc_hash::FxHashMap;

/// The words of the texts, found by how they look.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    words: Vec<(String, u32)>,
    /// Three letters in a row → the words that hold them.
    threes: FxHashMap<[char; 3], Vec<u32>>,
}

impl Spelling {
    /// The spelling of these words, each with how often it stands.
    pub(super) fn new(words: impl Iterator<Item = (String, u32)>) -> Spelling {
        let mut words: Vec<(String, u32)> = words.collect();
        words.sort_unstable();
        let mut threes: FxHashMap<[char; 3], Vec<u32>> = FxHashMap::default();
        for (at, (word, _)) in words.iter().enumerate() {
            for three in threes_of(word) {
                let list = threes.entry(three).or_default();
                if list.last() != Some(&(at as u32)) {
                    list.push(at as u32);
                }
            }
        }
        Spelling { words, threes }
    }

    /// The known word nearest to this one, if one is near enough: one slip in a short word, two in a long one.
    pub(super) fn nearest(&self, word: &str) -> Option<&str> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 4 {
            return None;
        }
        let slips = if letters.len() < 7 { 1 } else { 2 };
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for three in threes_of(word) {
            for at in self.threes.get(&three).into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        // A slip breaks three of the threes at most.
        let least = (letters.len() as u32)
            .saturating_sub(3 * slips as u32)
            .max(1);
        let mut best: Option<(usize, u32, u32)> = None;
        for (at, count) in shared {
            if count < least {
                continue;
            }
            let (candidate, often) = &self.words[at as usize];
            let candidate: Vec<char> = candidate.chars().collect();
            let Some(distance) = distance(&letters, &candidate, slips) else {
                continue;
            };
            let better = best.is_none_or(|(least, most, first)| {
                (distance, u32::MAX - often, at) < (least, u32::MAX - most, first)
            });
            if distance > 0 && better {
                best = Some((distance, *often, at));
            }
        }
        best.map(|(_, _, at)| self.words[at as usize].0.as_str())
    }
}

/// Three letters in a row, with the word's edges.
fn threes_of(word: &str) -> Vec<[char; 3]> {
    let mut letters = vec!['^'];
    letters.extend(word.chars());
    letters.push('$');
    letters
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect()
}

/// How many letters to put in, take out, change or swap with the next to get from one to the other;
/// none where it is more than `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let width = other.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for row in 1..=one.len() {
        let mut here = vec![row; width];
        for column in 1..width {
            let same = one[row - 1] == other[column - 1];
            let mut least = (last[column] + 1).min(here[column - 1] + 1);
            least = least.min(last[column - 1] + usize::from(!same));
            if row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1]
            {
                least = least.min(before_last[column - 2] + 1);
            }
            here[column] = least;
        }
        if here.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before_last = last;
        last = here;
    }
    Some(last[other.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    fn check(word: &str, expected: Option<&str>) {
        let words = [
            "tildelingsbrev",
            "arbeidsgivere",
            "nedbemanning",
            "frist",
            "brist",
            "krav",
        ];
        let spelling = Spelling::new(words.iter().map(|word| ((*word).to_owned(), 5)));
        assert_eq!(spelling.nearest(word), expected, "{word}");
    }

    #[test]
    fn the_nearest_word_is_found_over_one_or_two_slips() {
        check("tildelngsbrev", Some("tildelingsbrev"));
        check("tidlelingsbrev", Some("tildelingsbrev"));
        check("arbedsgivere", Some("arbeidsgivere"));
        check("nedbemaning", Some("nedbemanning"));
        check("frits", Some("frist"));
    }

    #[test]
    fn far_and_short_words_get_no_suggestion() {
        check("pensjon", None);
        check("krv", None);
        check("", None);
    }
}
