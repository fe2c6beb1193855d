//! A text cut into words once, for all the lists of phrases that are to be found in it.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The words of a text, runs of letters and digits, with their lower-case forms.
///
/// `"NAV-kontora"` has the words `nav` and `kontora`, with the gap `-` before the second one.
#[derive(Clone, Debug)]
pub struct Cut<'t> {
    text: &'t str,
    /// The lower-case forms, one after the other.
    lower: String,
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    /// One past the last byte of its lower-case form, which starts where the one before ends.
    lower_end: usize,
    hash: u64,
}

impl<'t> Cut<'t> {
    /// Cuts a text.
    pub fn new(text: &'t str) -> Cut<'t> {
        let mut cut = Cut {
            text,
            lower: String::with_capacity(text.len()),
            words: Vec::with_capacity(text.len() / 6),
        };
        let mut start = None;
        for (at, character) in text.char_indices() {
            let is_inside = character.is_alphanumeric() || character == '\u{ad}' && start.is_some();
            if is_inside {
                start.get_or_insert(at);
                if character.is_ascii() {
                    cut.lower.push(character.to_ascii_lowercase());
                } else {
                    cut.lower.extend(character.to_lowercase());
                }
            } else if let Some(start) = start.take() {
                cut.put(start, at);
            }
        }
        if let Some(start) = start {
            cut.put(start, text.len());
        }
        cut
    }

    fn put(&mut self, start: usize, end: usize) {
        let lower_start = self.words.last().map_or(0, |before| before.lower_end);
        self.words.push(Word {
            start,
            end,
            lower_end: self.lower.len(),
            hash: hash(&self.lower[lower_start..]),
        });
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// First byte of a word in the text.
    pub(super) fn start(&self, at: usize) -> usize {
        self.words[at].start
    }

    /// One past the last byte of a word in the text.
    pub(super) fn end(&self, at: usize) -> usize {
        self.words[at].end
    }

    /// A word as it is written.
    pub(super) fn written(&self, at: usize) -> &'t str {
        &self.text[self.words[at].start..self.words[at].end]
    }

    /// A word in lower case.
    pub(super) fn lower(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |at| self.words[at].lower_end);
        &self.lower[start..self.words[at].lower_end]
    }

    /// The [`hash`] of a word in lower case.
    pub(super) fn hash(&self, at: usize) -> u64 {
        self.words[at].hash
    }

    /// Whether a word starts with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// What stands between a word, not the first one, and the word before it.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        &self.text[self.words[at - 1].end..self.words[at].start]
    }

    /// Whether a word and the next one may be one, broken over a line: "velferds-\netaten".
    pub(super) fn is_broken(&self, at: usize) -> bool {
        at + 1 < self.len() && {
            let gap = self.gap(at + 1);
            gap.starts_with('-') && gap.contains('\n')
        }
    }
}

/// The hash of a lower-case word.
pub(super) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}
