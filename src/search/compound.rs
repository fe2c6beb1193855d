//! Compounds and their parts: `tildelingsbrevene` → `tildeling` + `brev`.
//!
//! A compound is split where every piece is a word by itself: one of the texts at hand or of the
//! shipped list. Linking -s- and -e- and the endings of the last piece are seen through, since all
//! pieces are compared by their stems. The whole word is kept beside its parts by the caller.

use crate::language::{FORMS, stem};
use rustc_hash::FxHashMap;

/// The words that compounds may be made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Stem → how often it stands alone; the shipped ones count more.
    known: FxHashMap<String, u32>,
}

const SHIPPED: u32 = 50;
const SHORTEST: usize = 3;
const LONGEST_WORD: usize = 60;

impl Parts {
    /// Parts from the words of the texts: stem and how often it stands alone.
    pub(super) fn new<'a>(stems: impl IntoIterator<Item = (&'a str, u32)>) -> Parts {
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        for stem in &FORMS.parts {
            known.insert(stem.clone(), SHIPPED);
        }
        for (stem, count) in stems {
            // A word seen once is often a misprint or half a word.
            if count > 1 && is_part(stem) {
                *known.entry(stem.to_owned()).or_default() += count;
            }
        }
        Parts { known }
    }

    /// The stems of a compound's parts, halves before quarters; empty where the word is none.
    pub(super) fn of(&self, word: &str) -> Vec<String> {
        let mut parts = Vec::new();
        if word.len() <= LONGEST_WORD {
            self.collect(word, 3, &mut parts);
        }
        parts
    }

    fn collect(&self, word: &str, depth: u8, parts: &mut Vec<String>) {
        let Some((head, tail)) = self.halves(word).filter(|_| depth > 0) else {
            return;
        };
        for half in [head, tail] {
            let stem = stem(half);
            if !parts.contains(&stem) {
                parts.push(stem);
            }
        }
        self.collect(head, depth - 1, parts);
        self.collect(tail, depth - 1, parts);
    }

    /// The best place to split a word in two.
    fn halves<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        let (_, at) = self.best_split(word, 1)?;
        Some(word.split_at(at))
    }

    fn best_split(&self, word: &str, depth: u8) -> Option<(u32, usize)> {
        let letters = word.chars().count();
        if letters < 2 * SHORTEST + 1 || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let mut best: Option<(u32, usize)> = None;
        for (nth, (at, _)) in word.char_indices().enumerate() {
            if nth < SHORTEST || letters - nth < SHORTEST {
                continue;
            }
            let (head, tail) = word.split_at(at);
            let Some(worth) = self.worth(head, tail, depth) else {
                continue;
            };
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, at));
            }
        }
        best
    }

    /// How good a split is; none where it is no split.
    fn worth(&self, head: &str, tail: &str, depth: u8) -> Option<u32> {
        if FORMS.suffixes.contains(tail) || FORMS.suffixes.contains(head) {
            return None;
        }
        // One half may itself be a compound that never stands alone.
        let (head_count, tail_count) = match (self.count(head), self.count(tail)) {
            (Some(head), Some(tail)) => (head, tail),
            (Some(head), None) => (head, self.count_compound(tail, depth)?),
            (None, Some(tail)) => (self.count_compound(head, depth)?, tail),
            (None, None) => return None,
        };
        let short = head.chars().count().min(tail.chars().count()) as u32;
        // Balanced halves and frequent words beat odd ones.
        Some(short.min(7) * 100 + head_count.min(tail_count).ilog2() * 20)
    }

    /// How often a piece stands alone.
    fn count(&self, piece: &str) -> Option<u32> {
        let stem = stem(piece);
        let count = self.known.get(&stem).filter(|_| is_part(&stem))?;
        Some(*count + 1)
    }

    fn count_compound(&self, piece: &str, depth: u8) -> Option<u32> {
        let depth = depth.checked_sub(1)?;
        self.best_split(piece, depth).map(|_| 1)
    }
}

fn is_part(stem: &str) -> bool {
    stem.chars().count() >= SHORTEST
        && stem.chars().all(char::is_alphabetic)
        && !FORMS.function.contains(stem)
        && !FORMS.suffixes.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::{Parts, stem};

    const TEXT: &str = "tildeling brev unge ungdom garanti risiko vurdering konsulent bruk tjeneste \
        arbeid marked tiltak kommune virksomhet styring parameter saksbehandler bruker møte nav";

    fn parts() -> Parts {
        let stems: Vec<String> = TEXT.split(' ').map(stem).collect();
        Parts::new(stems.iter().map(|stem| (stem.as_str(), 2)))
    }

    fn check(word: &str, expected: &str) {
        let wanted: Vec<String> = expected.split_whitespace().map(stem).collect();
        let found = parts().of(word);
        assert!(
            wanted.iter().all(|part| found.contains(part)),
            "{word}: {found:?}"
        );
        assert_eq!(found.is_empty(), expected.is_empty(), "{word}: {found:?}");
    }

    #[test]
    fn compounds_fall_into_their_parts_in_every_form() {
        check("tildelingsbrev", "tildeling brev");
        check("tildelingsbrevene", "tildeling brev");
        check("ungdomsgarantien", "ungdom garanti");
        check("risikovurderingar", "risiko vurdering");
        check("konsulentbruken", "konsulent bruk");
        check("styringsparametrene", "styring parameter");
        check("arbeidsmarkedstiltakene", "arbeid marked tiltak");
        check("tenestebrukarane", "tjeneste bruker");
        check("verksemdsstyringa", "virksomhet styring");
    }

    #[test]
    fn words_that_are_no_compounds_stay_whole() {
        for word in [
            "oppfølging",
            "samarbeid",
            "medarbeider",
            "kvaliteten",
            "virksomhetene",
            "tiltakene",
            "kommunal",
        ] {
            check(word, "");
        }
    }
}
