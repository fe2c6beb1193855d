//! Word-level edits between two texts, ready to be marked up.

use super::letter::{EditOp, WordEdit};
use super::word::{Class, Word};
use similar::{Algorithm, DiffOp, capture_diff_slices};

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

/// The stretches in which two texts agree or differ, in order, alternating.
///
/// A lone function word between two changes does not count as agreement: "fra den eldre til den
/// nye" reads better as one change than as a chain of scraps.
pub(super) fn stretches(before: &[Word], after: &[Word]) -> Vec<Stretch> {
    let operations = operations(before, after);
    let mut stretches: Vec<Stretch> = Vec::with_capacity(operations.len());
    let count = operations.len();
    for (index, operation) in operations.iter().enumerate() {
        let (mut equal, old, new) = match *operation {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => (
                true,
                (old_index, old_index + len),
                (new_index, new_index + len),
            ),
            DiffOp::Delete {
                old_index,
                old_len,
                new_index,
            } => (
                false,
                (old_index, old_index + old_len),
                (new_index, new_index),
            ),
            DiffOp::Insert {
                old_index,
                new_index,
                new_len,
            } => (
                false,
                (old_index, old_index),
                (new_index, new_index + new_len),
            ),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => (
                false,
                (old_index, old_index + old_len),
                (new_index, new_index + new_len),
            ),
        };
        let inside = index > 0 && index + 1 < count;
        if equal && inside && old.1 - old.0 == 1 && before[old.0].class == Class::Function {
            equal = false;
        }
        match stretches.last_mut() {
            Some(last) if last.equal == equal => {
                last.before.1 = old.1;
                last.after.1 = new.1;
            }
            _ => stretches.push(Stretch {
                equal,
                before: old,
                after: new,
            }),
        }
    }
    stretches
}

/// How many words two texts have in common, in order.
pub(super) fn common(before: &[Word], after: &[Word]) -> usize {
    operations(before, after)
        .iter()
        .map(|operation| match operation {
            DiffOp::Equal { len, .. } => *len,
            _ => 0,
        })
        .sum()
}

fn operations(before: &[Word], after: &[Word]) -> Vec<DiffOp> {
    let keys =
        |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.key.clone()).collect() };
    capture_diff_slices(Algorithm::Myers, &keys(before), &keys(after))
}

/// The pieces of both texts. What is not deleted, joined, is the later text to the letter.
pub(super) fn edits(before: Worded, after: Worded) -> Vec<WordEdit> {
    if after.words.is_empty() || before.words.is_empty() {
        let whole = |op, text: &str| WordEdit {
            op,
            text: text.to_owned(),
        };
        return [(EditOp::Delete, before.text), (EditOp::Insert, after.text)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(op, text)| whole(op, text))
            .collect();
    }
    let mut edits = Vec::new();
    for stretch in stretches(before.words, after.words) {
        if stretch.equal {
            push(&mut edits, EditOp::Equal, piece(after, stretch.after));
        } else {
            push(&mut edits, EditOp::Delete, piece(before, stretch.before));
            push(&mut edits, EditOp::Insert, piece(after, stretch.after));
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
        let pieces = edits(
            Worded {
                text: before,
                words: &old,
            },
            Worded {
                text: after,
                words: &new,
            },
        );
        let later: String = pieces
            .iter()
            .filter(|piece| piece.op != EditOp::Delete)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(later, after);
        let marked: String = pieces
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
    fn a_lone_function_word_does_not_split_a_change() {
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
