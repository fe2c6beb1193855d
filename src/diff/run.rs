//! The runs of words in which two texts differ, as they are quoted.

use super::edit::{Stretch, Worded, joined, stretches};
use super::lists::{TURNING, list};
use super::word::{Class, Word};

/// A run of words on one side or on both.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The earlier letter's words; empty where something was put in.
    pub before: String,
    /// The later letter's words; empty where something was taken out.
    pub after: String,
    /// Whether it can be told alone: what is put in or taken out says something, and what is exchanged
    /// is about as long as before.
    pub neat: bool,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Difference {
    /// The runs, in order; those of small words alone are left out.
    pub runs: Vec<Run>,
    /// Share of the longer text's words that differ.
    pub share: f64,
    /// Whether every word is the same.
    pub same: bool,
    /// Whether a small word took the place of one that turns the sentence: "før" for "etter".
    pub turned: bool,
}

/// How the words of two texts differ.
pub(super) fn difference(before: Worded, after: Worded) -> Difference {
    let stretches = stretches(before, after);
    let differing = stretches.iter().filter(|stretch| !stretch.equal);
    let (old, new) = differing.fold((0, 0), |(old, new), stretch| {
        let (b, a) = (stretch.before, stretch.after);
        (old + b.1 - b.0, new + a.1 - a.0)
    });
    let longer = before.words.len().max(after.words.len()).max(1);
    Difference {
        share: old.max(new) as f64 / longer as f64,
        same: stretches.iter().all(|stretch| stretch.equal),
        turned: stretches
            .iter()
            .any(|stretch| !stretch.equal && is_turned(before, after, stretch)),
        runs: joined(stretches, before.words)
            .iter()
            .filter(|stretch| !stretch.equal)
            .filter_map(|stretch| run(before, after, stretch))
            .collect(),
    }
}

/// Whether nothing but small words was exchanged, and one of them for another sense.
fn is_turned(before: Worded, after: Worded, stretch: &Stretch) -> bool {
    let senses = |side: Worded, (from, to): (usize, usize)| -> Option<Vec<&str>> {
        let words = &side.words[from..to];
        if words.iter().any(|word| {
            matches!(word.class, Class::Content | Class::Year) || word.class.is_figure()
        }) {
            return None;
        }
        let senses = words.iter().filter_map(|word| TURNING.sense(&word.key));
        Some(senses.collect())
    };
    match (senses(before, stretch.before), senses(after, stretch.after)) {
        (Some(old), Some(new)) => !old.is_empty() && !new.is_empty() && old != new,
        _ => false,
    }
}

fn run(before: Worded, after: Worded, stretch: &Stretch) -> Option<Run> {
    let (mut old, mut new) = (stretch.before, stretch.after);
    let tells = |side: Worded, (from, to): (usize, usize)| {
        side.words[from..to]
            .iter()
            .any(|word| word.class != Class::Small)
    };
    if !tells(before, old) && !tells(after, new) {
        return None;
    }
    let figures = |side: Worded, (from, to): (usize, usize)| {
        from < to
            && side.words[from..to]
                .iter()
                .all(|word| word.class.is_figure())
    };
    let neat = is_neat(&before.words[old.0..old.1], &after.words[new.0..new.1]);
    if is_hyphened(before, old) || is_hyphened(after, new) {
        // "IA-programmene" for "programmene": the whole word rather than a part of it.
        (old.1, new.1) = (old.1 + 1, new.1 + 1);
    } else if figures(before, old) && figures(after, new) {
        // A number alone says little: "30–55 år" rather than "55".
        (old, new) = (grown(before, old), grown(after, new));
    } else {
        (old, new) = (trimmed(before, old), trimmed(after, new));
    }
    let text = |side: Worded, (from, to): (usize, usize)| match from < to {
        true => side.text[side.words[from].start..side.words[to - 1].end].to_owned(),
        false => String::new(),
    };
    Some(Run {
        before: text(before, old),
        after: text(after, new),
        neat,
    })
}

/// Whether a run stops at a hyphen inside a word.
fn is_hyphened(side: Worded, (from, to): (usize, usize)) -> bool {
    let next = side.words.get(to).filter(|_| from < to);
    next.is_some_and(|next| &side.text[side.words[to - 1].end..next.start] == "-")
}

/// How much longer one side of an exchange may be.
const LONGER: usize = 3;

fn is_neat(old: &[Word], new: &[Word]) -> bool {
    let says = |words: &[Word]| {
        words
            .iter()
            .any(|word| !matches!(word.class, Class::Small | Class::Turning | Class::Year))
    };
    let modal = |words: &[Word]| words.len() == 1 && words[0].class == Class::Turning;
    match (old.is_empty(), new.is_empty()) {
        (true, _) => says(new),
        (_, true) => says(old),
        _ => {
            modal(old) && modal(new)
                || says(old) && says(new) && old.len().abs_diff(new.len()) <= LONGER
        }
    }
}

/// A number with the range that it ends, and with what is counted.
fn grown(side: Worded, (mut from, mut to): (usize, usize)) -> (usize, usize) {
    if from > 0 && side.words[from - 1].class.is_figure() {
        let gap = side.text[side.words[from - 1].end..side.words[from].start].trim();
        if matches!(gap, "-" | "–" | "—") {
            from -= 1;
        }
    }
    let counted = |word: &Word| matches!(word.class, Class::Content | Class::Light);
    if side.words.get(to).is_some_and(counted) {
        to += 1;
    }
    (from, to)
}

/// Without a joining word in front and small words behind, as long as something else is left.
fn trimmed(side: Worded, (mut from, mut to): (usize, usize)) -> (usize, usize) {
    let lasting = |word: &Word| !matches!(word.class, Class::Small | Class::Turning);
    if !side.words[from..to].iter().any(lasting) {
        return (from, to);
    }
    while from + 1 < to && list("connects").has(&side.words[from].key) {
        from += 1;
    }
    // "følge opp" is one verb: its particle stays.
    let ends = |word: &Word| lasting(word) || list("particles").has(&word.key);
    while from + 1 < to && !ends(&side.words[to - 1]) {
        to -= 1;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;

    fn check(before: &str, after: &str, expected: &[(&str, &str)], turned: bool) {
        let (old, new) = (words(before, None), words(after, None));
        let worded = |text, words| Worded { text, words };
        let found = difference(worded(before, &old), worded(after, &new));
        let runs = found.runs.iter();
        let runs: Vec<(&str, &str)> = runs
            .map(|run| (run.before.as_str(), run.after.as_str()))
            .collect();
        assert_eq!(runs, expected, "{before} → {after}");
        assert_eq!(found.turned, turned, "{before} → {after}");
    }

    #[test]
    fn a_run_is_quoted_without_scraps() {
        check(
            "Havna skal ha rutiner.",
            "Havna skal ha rutiner, og må sørge for at de følges opp.",
            &[("", "må sørge for at de følges opp")],
            false,
        );
        check(
            "Tilbud til losar på 30–55 år.",
            "Tilbud til losar på 30–59 år.",
            &[("30–55 år", "30–59 år")],
            false,
        );
    }

    #[test]
    fn a_small_word_for_another_turns_a_sentence() {
        check(
            "Svar før møtet.",
            "Svar etter møtet.",
            &[("før", "etter")],
            true,
        );
        check(
            "Svar til styret.",
            "Svar fra styret.",
            &[("til", "fra")],
            true,
        );
        check(
            "Kaier og moloer.",
            "Kaier eller moloer.",
            &[("og", "eller")],
            true,
        );
        check("Svar på møtet.", "Svar i møtet.", &[], false);
        check(
            "Kai skal og fyr bør males.",
            "Kai bør og fyr skal males.",
            &[("skal", "bør"), ("bør", "skal")],
            true,
        );
    }
}
