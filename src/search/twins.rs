//! What the letters themselves say stands for what: "varig tilrettelagt arbeid (VTA)" lets either be
//! found by the other, in all letters.

use super::SearchError;
use super::analyzer::{Placed, TermKind, term};
use super::plan::{Concept, EQUAL, Row};
use super::view::View;
use crate::language::stem;

/// Other forms of one word or row of words that are looked for.
const MOST: usize = 6;
/// Words of a query whose other forms are looked for.
const WORDS: usize = 16;
/// Words of a long form.
const LONGEST: usize = 6;

/// Adds to each word of a query what it is short for, and to rows of words what they are called for short.
pub(super) fn expand(
    view: &View,
    text: &str,
    words: &[Placed],
    concepts: &mut [Concept],
) -> Result<(), SearchError> {
    let words = &words[..words.len().min(WORDS).min(concepts.len())];
    for (at, placed) in words.iter().enumerate() {
        let short = text[placed.start..placed.end].to_lowercase();
        for long in view.ends(view.fields.twin, &format!("{short}\t"), MOST)? {
            let stems = long.split(' ').map(|stem| term(TermKind::Stem, stem));
            let stems: Vec<String> = stems.collect();
            match stems.as_slice() {
                [one] => concepts[at].put(one.clone(), EQUAL),
                _ => concepts[at].rows.push(Row {
                    stems,
                    weight: EQUAL,
                }),
            }
        }
    }
    for first in 0..words.len() {
        let mut long = String::new();
        for length in 1..=LONGEST.min(words.len() - first) {
            long.push_str(&words[first + length - 1].word.stem);
            for short in view.ends(view.fields.twin, &format!("{long}\t"), MOST)? {
                if short.contains(' ') {
                    continue;
                }
                let short = term(TermKind::Stem, &stem(&short));
                for concept in &mut concepts[first..first + length] {
                    concept.put(short.clone(), EQUAL);
                }
            }
            long.push(' ');
        }
    }
    Ok(())
}
