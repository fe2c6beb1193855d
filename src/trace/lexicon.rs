//! Which broad matters the words of a text speak of, after a list.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

const MATTERS: &str = include_str!("topics.txt");

/// The matters that a word in lower case speaks of, by line of the list.
pub fn matters(word: &str) -> Vec<u32> {
    static LIST: LazyLock<Option<Lexicon>> = LazyLock::new(|| Lexicon::read(MATTERS));
    entries(&LIST, word)
}

fn entries(list: &Option<Lexicon>, word: &str) -> Vec<u32> {
    list.as_ref()
        .map_or_else(Vec::new, |list| list.entries(word))
}

/// A list of entries with the word patterns of each.
struct Lexicon {
    patterns: AhoCorasick,
    places: Vec<Place>,
}

/// Where in a word a pattern may stand.
#[derive(Clone, Copy)]
struct Place {
    entry: u32,
    /// Letters may stand before it.
    inside: bool,
    /// Letters may stand after it.
    open: bool,
}

impl Lexicon {
    fn read(list: &str) -> Option<Lexicon> {
        let mut patterns = Vec::new();
        let mut places = Vec::new();
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let (_, words) = line.split_once(':')?;
            for word in words.split_whitespace() {
                patterns.push(word.trim_matches('*'));
                places.push(Place {
                    entry: number as u32,
                    inside: word.starts_with('*'),
                    open: word.ends_with('*'),
                });
            }
        }
        let patterns = AhoCorasick::new(patterns).ok()?;
        Some(Lexicon { patterns, places })
    }

    fn entries(&self, word: &str) -> Vec<u32> {
        let end = super::terms::stem(word).len();
        let mut found: Vec<u32> = Vec::new();
        for hit in self.patterns.find_overlapping_iter(word) {
            let place = self.places[hit.pattern().as_usize()];
            let ends = hit.end() == word.len() || !place.inside && hit.end() == end;
            if (place.inside || hit.start() == 0)
                && (place.open || ends)
                && !found.contains(&place.entry)
            {
                found.push(place.entry);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_the_matters_that_they_speak_of() {
        let share = |of: fn(&str) -> Vec<u32>, one: &str, other: &str| {
            of(one).iter().any(|entry| of(other).contains(entry))
        };
        for (one, other, same) in [
            ("samhandling", "samarbeidet", true),
            ("sykefraværsoppfølging", "sykmeldte", true),
            ("fengselet", "utdanningen", false),
        ] {
            assert_eq!(share(matters, one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for list in [MATTERS] {
            let read = Lexicon::read(list).map(|lexicon| lexicon.places.len());
            assert!(read.is_some_and(|places| places > 100));
        }
    }
}
