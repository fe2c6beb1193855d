//! Compounds and their parts: `tildelingsbrevene` → `tildeling` + `brev`.
//!
//! A compound is split where every piece is a word by itself, one of the program's own list; so a word
//! falls apart in the same way whatever letters there are. Linking -s- and -e- and the endings of the last piece are seen through, since all
//! pieces are compared by their stems. The whole word is kept beside its parts by the caller.

use crate::language::{FORMS, stem};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The words that compounds may be made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Their stems.
    known: FxHashSet<String>,
}

const SHORTEST: usize = 3;
const LONGEST_WORD: usize = 60;

impl Parts {
    /// The parts of the program's own lists.
    pub(super) fn shipped() -> &'static Parts {
        static PARTS: LazyLock<Parts> = LazyLock::new(|| Parts::new(FORMS.parts.iter()));
        &PARTS
    }

    fn new<'a>(stems: impl Iterator<Item = &'a String>) -> Parts {
        let known = stems.filter(|stem| is_part(stem)).cloned().collect();
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
        // One half may itself be a compound that is no part.
        let whole = match (self.is_known(head), self.is_known(tail)) {
            (true, true) => true,
            (true, false) if self.is_compound(tail, depth) => false,
            (false, true) if self.is_compound(head, depth) => false,
            _ => return None,
        };
        let short = head.chars().count().min(tail.chars().count()) as u32;
        // Balanced halves of two known words beat odd ones.
        Some(short.min(7) * 100 + u32::from(whole) * 100)
    }

    /// Whether a piece is a word by itself.
    fn is_known(&self, piece: &str) -> bool {
        self.known.contains(&stem(piece))
    }

    fn is_compound(&self, piece: &str, depth: u8) -> bool {
        let depth = depth.checked_sub(1);
        depth.is_some_and(|depth| self.best_split(piece, depth).is_some())
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
        Parts::new(stems.iter())
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
