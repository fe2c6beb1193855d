//! Word lists from `corpus/language/*.toml`, built into the program.
//!
//! A file holds tables, one a list: `about` says what the words have in common; `both`, `nb` and `nn` hold the
//! words of both written standards, of bokmål and of nynorsk. A row may be a word, a phrase, or, where the
//! list's reader says so, several words parted by blanks.
//!
//! ```
//! use styringsgraf::language::words;
//! assert!(words("stems", "function").has("og"));
//! ```

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

// Name and text of every file of the folder; written by build.rs.
include!(concat!(env!("OUT_DIR"), "/language.rs"));

static LISTS: LazyLock<FxHashMap<(&'static str, String), Words>> = LazyLock::new(|| {
    let mut lists = FxHashMap::default();
    for (file, text) in FILES {
        for (list, rows) in parse(file, text) {
            lists.insert((*file, list), Words::new(rows));
        }
    }
    lists
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    about: String,
    #[serde(default)]
    both: Vec<String>,
    nb: Option<Vec<String>>,
    nn: Option<Vec<String>>,
}

fn parse(file: &str, text: &str) -> std::collections::BTreeMap<String, Rows> {
    match toml::from_str(text) {
        Ok(lists) => lists,
        // A test reads these very files, so a program that was released holds good ones.
        Err(error) => unreachable!("corpus/language/{file}.toml: {error}"),
    }
}

/// A list of words or phrases in lower case.
#[derive(Debug)]
pub struct Words {
    about: String,
    rows: Vec<String>,
    set: FxHashSet<String>,
    /// Finds the rows wherever they stand, the longest first.
    anywhere: LazyLock<AhoCorasick, Box<dyn FnOnce() -> AhoCorasick + Send>>,
    longest: usize,
}

impl Words {
    fn new(rows: Rows) -> Words {
        let mut all = rows.both;
        all.extend(rows.nb.unwrap_or_default());
        all.extend(rows.nn.unwrap_or_default());
        let patterns = all.clone();
        Words {
            about: rows.about,
            set: all.iter().cloned().collect(),
            longest: all.iter().map(String::len).max().unwrap_or_default(),
            rows: all,
            anywhere: LazyLock::new(Box::new(move || {
                AhoCorasick::builder()
                    .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                    .build(patterns)
                    .unwrap_or_else(|error| unreachable!("a word list: {error}"))
            })),
        }
    }

    /// What the words have in common, in one sentence.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Whether the word, in lower case, is one of the list.
    pub fn has(&self, word: &str) -> bool {
        word.len() <= self.longest && self.set.contains(word)
    }

    /// The rows: those of both standards, then bokmål, then nynorsk.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(String::as_str)
    }

    /// The longest row that the text starts with, be it in the middle of a word.
    pub fn opens(&self, text: &str) -> Option<&str> {
        let rows = self.rows.iter().filter(|row| text.starts_with(*row));
        rows.max_by_key(|row| row.len()).map(String::as_str)
    }

    /// The longest row that the text ends with, be it in the middle of a word.
    pub fn ends(&self, text: &str) -> Option<&str> {
        let rows = self.rows.iter().filter(|row| text.ends_with(*row));
        rows.max_by_key(|row| row.len()).map(String::as_str)
    }

    /// Whether any row stands somewhere in the text, be it in the middle of a word.
    pub fn within(&self, text: &str) -> bool {
        self.anywhere.is_match(text)
    }

    /// Where the first row stands in the text, be it in the middle of a word; of several that start
    /// there the longest.
    pub fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.anywhere.find(text).map(|found| found.range())
    }

    /// Whether any row stands in the text as whole words.
    pub fn stands_in(&self, text: &str) -> bool {
        self.find_whole(text).is_some()
    }

    /// Where the first row stands in the text as whole words.
    pub fn find_whole(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let is_apart = |found: &aho_corasick::Match| {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            ![before, after]
                .into_iter()
                .flatten()
                .any(char::is_alphanumeric)
        };
        (self.anywhere.find_iter(text))
            .find(is_apart)
            .map(|found| found.range())
    }
}

/// The list of that name in `corpus/language/FILE.toml`.
///
/// Names are literals of the program; a test of the caller finds one that is misspelt at first use.
pub fn words(file: &'static str, list: &str) -> &'static Words {
    match LISTS.get(&(file, list.to_owned())) {
        Some(words) => words,
        None => unreachable!("corpus/language/{file}.toml has no list `{list}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, parse, words};

    #[test]
    fn every_list_is_in_order_without_doubles_and_with_its_twin() {
        let mut wrong = Vec::new();
        for (file, text) in FILES {
            for (name, rows) in parse(file, text) {
                let mut tell = |what: String| wrong.push(format!("{file}.toml [{name}]: {what}"));
                if rows.about.trim().is_empty() {
                    tell("`about` says nothing".to_owned());
                }
                if rows.nb.is_some() != rows.nn.is_some() {
                    tell(
                        "`nb` and `nn` go together; give an empty list where there is no twin"
                            .to_owned(),
                    );
                }
                let (nb, nn) = (rows.nb.unwrap_or_default(), rows.nn.unwrap_or_default());
                for part in [&rows.both, &nb, &nn] {
                    for pair in part.windows(2) {
                        if pair[0] >= pair[1] {
                            tell(format!("`{}` stands after `{}`", pair[1], pair[0]));
                        }
                    }
                }
                for row in nb.iter().chain(&nn) {
                    if rows.both.contains(row) {
                        tell(format!("`{row}` stands in `both` and beside it"));
                    }
                }
                for row in nb.iter().filter(|row| nn.contains(row)) {
                    tell(format!("`{row}` belongs in `both`"));
                }
                let all = rows.both.iter().chain(&nb).chain(&nn);
                for row in all {
                    if *row != row.to_lowercase() || row.is_empty() {
                        tell(format!("`{row}` is empty or not in lower case"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn whole_words_are_told_from_parts() {
        let list = words("stems", "function");
        assert!(list.has("og") && !list.has("oger"));
        assert!(list.stands_in("fjell og fjord") && !list.stands_in("x"));
    }
}
