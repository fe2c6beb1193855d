//! Word-level edits between two texts, ready to be marked up.

use super::letter::{EditOp, WordEdit};
use super::word::{Class, Word};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::borrow::Cow;

/// A text with its words.
#[derive(Clone, Copy)]
pub(super) struct Worded<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
}

/// A run of words with one fate: `before` and `after` are ranges of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub equal: bool,
    pub before: (usize, usize),
    pub after: (usize, usize),
}

/// The pieces of both texts in the three ways in which they are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Edits {
    /// Both in one: what is not deleted, joined, is the later text to the letter.
    pub both: Vec<WordEdit>,
    /// The earlier text to the letter.
    pub before: Vec<WordEdit>,
    /// The later text to the letter.
    pub after: Vec<WordEdit>,
}

/// The stretches in which two texts agree or differ, in order, alternating.
pub(super) fn stretches(before: Worded, after: Worded) -> Vec<Stretch> {
    let (old, new) = keys(before, after);
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut stretches: Vec<Stretch> = Vec::with_capacity(operations.len());
    for operation in operations {
        let equal = matches!(operation, DiffOp::Equal { .. });
        let (old, new) = (operation.old_range(), operation.new_range());
        match stretches.last_mut() {
            Some(last) if last.equal == equal => {
                last.before.1 = old.end;
                last.after.1 = new.end;
            }
            _ => stretches.push(Stretch {
                equal,
                before: (old.start, old.end),
                after: (new.start, new.end),
            }),
        }
    }
    stretches
}

/// The same with the lone small words between two changes taken into one change: "fra den eldre til
/// den nye" reads better as one than as a chain of scraps.
pub(super) fn joined(stretches: Vec<Stretch>, before: &[Word]) -> Vec<Stretch> {
    let count = stretches.len();
    let mut joined: Vec<Stretch> = Vec::with_capacity(count);
    for (at, stretch) in stretches.into_iter().enumerate() {
        let (from, to) = stretch.before;
        let inside = at > 0 && at + 1 < count;
        let scrap = stretch.equal
            && inside
            && to - from <= 2
            && before[from..to].iter().all(|word| word.class.is_small());
        let equal = stretch.equal && !scrap;
        match joined.last_mut() {
            Some(last) if last.equal == equal => {
                last.before.1 = stretch.before.1;
                last.after.1 = stretch.after.1;
            }
            _ => joined.push(Stretch { equal, ..stretch }),
        }
    }
    joined
}

/// The forms of both sides that are compared. A year that stands in both letters as the same figures
/// is the same year, although it lies otherwise from the letters' own.
fn keys<'a>(before: Worded<'a>, after: Worded<'a>) -> (Vec<Cow<'a, str>>, Vec<Cow<'a, str>>) {
    let years = |side: Worded<'a>| -> Vec<(&'a str, &'a str)> {
        let years = side.words.iter().filter(|word| word.class == Class::Year);
        years
            .map(|word| (word.key.as_str(), &side.text[word.start..word.end]))
            .collect()
    };
    let (old, new) = (years(before), years(after));
    let of = |side: Worded<'a>, own: &[(&str, &str)], other: &[(&str, &str)]| {
        let key = |word: &'a Word| -> Cow<'a, str> {
            let literal = &side.text[word.start..word.end];
            let kept = word.class == Class::Year
                && !other.iter().any(|(key, _)| *key == word.key)
                && other
                    .iter()
                    .any(|(key, text)| *text == literal && !own.iter().any(|(own, _)| own == key));
            match kept {
                true => Cow::Owned(format!("={literal}")),
                false => Cow::Borrowed(word.key.as_str()),
            }
        };
        side.words.iter().map(key).collect()
    };
    (of(before, &old, &new), of(after, &new, &old))
}

/// The pieces of both texts.
pub(super) fn edits(before: Worded, after: Worded) -> Edits {
    let whole = |op, text: &str| -> Vec<WordEdit> {
        let piece = (!text.is_empty()).then(|| WordEdit {
            op,
            text: text.to_owned(),
        });
        piece.into_iter().collect()
    };
    let signs = after.words.is_empty() && before.words.is_empty();
    if signs && !before.text.is_empty() && !after.text.is_empty() {
        // Signs alone: no word tells them apart.
        return Edits {
            both: whole(EditOp::Equal, after.text),
            before: whole(EditOp::Equal, before.text),
            after: whole(EditOp::Equal, after.text),
        };
    }
    if after.words.is_empty() || before.words.is_empty() {
        let (old, new) = (
            whole(EditOp::Delete, before.text),
            whole(EditOp::Insert, after.text),
        );
        return Edits {
            both: [old.clone(), new.clone()].concat(),
            before: old,
            after: new,
        };
    }
    let mut edits = Edits::default();
    for stretch in joined(stretches(before, after), before.words) {
        let (old, new) = (piece(before, stretch.before), piece(after, stretch.after));
        if stretch.equal {
            push(&mut edits.both, EditOp::Equal, new);
            push(&mut edits.before, EditOp::Equal, old);
            push(&mut edits.after, EditOp::Equal, new);
        } else {
            push(&mut edits.both, EditOp::Delete, old);
            push(&mut edits.both, EditOp::Insert, new);
            push(&mut edits.before, EditOp::Delete, old);
            push(&mut edits.after, EditOp::Insert, new);
        }
    }
    edits
}

fn push(edits: &mut Vec<WordEdit>, op: EditOp, text: &str) {
    if !text.is_empty() {
        edits.push(WordEdit {
            op,
            text: text.to_owned(),
        });
    }
}

/// The words of a range with what follows each; the first word also brings what stands before it.
fn piece<'a>(worded: Worded<'a>, (from, to): (usize, usize)) -> &'a str {
    if from >= to {
        return "";
    }
    let start = if from == 0 {
        0
    } else {
        worded.words[from].start
    };
    let end = worded
        .words
        .get(to)
        .map_or(worded.text.len(), |word| word.start);
    &worded.text[start..end]
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;

    fn check(before: &str, after: &str, expected: &str) {
        let (old, new) = (words(before, Some(2023)), words(after, Some(2024)));
        let worded = |text, words| Worded { text, words };
        let pieces = edits(worded(before, &old), worded(after, &new));
        let text = |pieces: &[WordEdit]| -> String {
            pieces.iter().map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(text(&pieces.before), before);
        assert_eq!(text(&pieces.after), after);
        let marked: String = pieces
            .both
            .iter()
            .map(|piece| match piece.op {
                EditOp::Equal => piece.text.clone(),
                EditOp::Insert => format!("[+{}]", piece.text),
                EditOp::Delete => format!("[-{}]", piece.text),
            })
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn a_changed_word_is_marked_alone() {
        check(
            "Kontoret bør svare innen 31. mars.",
            "Kontoret skal svare innen 30. april.",
            "Kontoret [-bør ][+skal ]svare innen [-31. mars.][+30. april.]",
        );
    }

    #[test]
    fn inflection_punctuation_and_the_letters_year_are_no_edits() {
        check(
            "Planen, jf. veilederen, gjelder i 2023",
            "Plan (jf. veileder) gjelder i 2024.",
            "Plan (jf. veileder) gjelder i 2024.",
        );
    }

    #[test]
    fn a_year_that_stays_is_no_edit_either() {
        check(
            "Planen gjelder til 2025.",
            "Planen gjelder til 2025.",
            "Planen gjelder til 2025.",
        );
    }

    #[test]
    fn a_lone_small_word_does_not_split_a_change() {
        check(
            "Direktoratet skal lage oversikter for ansatte",
            "Direktoratet skal følge opp for ledere",
            "Direktoratet skal [-lage oversikter for ansatte][+følge opp for ledere]",
        );
    }

    #[test]
    fn an_empty_side_is_one_piece() {
        check("", "Ny oppgave.", "[+Ny oppgave.]");
        check("Gammel oppgave.", "", "[-Gammel oppgave.]");
    }
}
