//! Words of statements, and which statements are the same.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// The words that are compared: lower case, hyphens at line ends joined, other hyphens left out.
pub fn score_words(text: &str) -> Vec<String> {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    // The script's word characters are letters, digits and underscore; combining marks are none.
    let characters: Vec<char> = lower.chars().collect();
    let mut joined = String::with_capacity(lower.len());
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        if character == '-' {
            let before = at > 0 && word(characters[at - 1]);
            let mut next = at + 1;
            while next < characters.len() && characters[next].is_whitespace() {
                next += 1;
            }
            if before && next > at + 1 && next < characters.len() && word(characters[next]) {
                at = next;
                continue;
            }
            at += 1;
            continue;
        }
        joined.push(character);
        at += 1;
    }
    joined
        .split(|c: char| !word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// F1 of the words that two statements share.
pub fn overlap(left: &[String], right: &[String]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    left.iter()
        .for_each(|word| counts.entry(word).or_default().0 += 1);
    right
        .iter()
        .for_each(|word| counts.entry(word).or_default().1 += 1);
    let same: usize = counts.values().map(|(a, b)| a.min(b)).sum();
    2.0 * same as f64 / (left.len() + right.len()) as f64
}

/// Pairs of gold and found statements, one to one, best overlap first. A gold statement is given by
/// its words and by those of its lead-in and its own.
pub fn match_words(
    gold: &[(Vec<String>, Option<Vec<String>>)],
    found: &[Vec<String>],
) -> Vec<(usize, usize)> {
    let mut index: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, words) in found.iter().enumerate() {
        let mut seen = FxHashSet::default();
        for word in words {
            if seen.insert(word.as_str()) {
                index.entry(word).or_default().push(at);
            }
        }
    }
    let mut candidates: Vec<(f64, f64, usize, usize)> = Vec::new();
    for (row, (words, with_lead)) in gold.iter().enumerate() {
        let mut votes: FxHashMap<usize, usize> = FxHashMap::default();
        let unique: FxHashSet<&str> = words.iter().map(String::as_str).collect();
        for word in unique {
            match index.get(word) {
                Some(places) if places.len() < 400 => {
                    places
                        .iter()
                        .for_each(|at| *votes.entry(*at).or_default() += 1);
                }
                _ => {}
            }
        }
        let mut ranked: Vec<(usize, usize)> = votes.into_iter().collect();
        ranked.sort_unstable_by_key(|(at, votes)| (std::cmp::Reverse(*votes), *at));
        for (at, _) in ranked.into_iter().take(40) {
            let mut score = overlap(words, &found[at]);
            if let Some(with_lead) = with_lead
                && score < 0.6
            {
                score = score.max(overlap(with_lead, &found[at]));
            }
            if score >= 0.6 {
                let place = |at: usize, of: usize| at as f64 / of.max(1) as f64;
                let distance = (place(row, gold.len()) - place(at, found.len())).abs();
                candidates.push((score, -distance, row, at));
            }
        }
    }
    candidates.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(b.1.total_cmp(&a.1))
            .then(b.2.cmp(&a.2))
            .then(b.3.cmp(&a.3))
    });
    let mut pairs = Vec::new();
    let (mut used_gold, mut used_found) = (FxHashSet::default(), FxHashSet::default());
    for (_, _, row, at) in candidates {
        if !used_gold.contains(&row) && !used_found.contains(&at) {
            used_gold.insert(row);
            used_found.insert(at);
            pairs.push((row, at));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{match_words, overlap, score_words};

    #[test]
    fn hyphens_at_line_ends_are_joined_and_others_left_out() {
        assert_eq!(
            score_words("NAV-\nkontoret, § 11-12."),
            ["navkontoret", "1112"]
        );
        assert_eq!(
            score_words("frem – og – tilbake"),
            ["frem", "og", "tilbake"]
        );
    }

    #[test]
    fn each_statement_is_matched_once_and_best_first() {
        let words = |text: &str| score_words(text);
        assert!((overlap(&words("a b c"), &words("a b d")) - 2.0 / 3.0).abs() < 1e-9);
        let gold = vec![
            (words("etaten skal rapportere"), None),
            (words("kontoret skal rapportere"), None),
        ];
        let found = vec![
            words("kontoret skal rapportere"),
            words("etaten skal rapportere"),
        ];
        let mut pairs = match_words(&gold, &found);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }
}
