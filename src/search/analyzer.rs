//! Words of a text → terms of the index.
//!
//! A word stands in the index by its stem, its root, the stems and roots of the parts it is compounded
//! of, and the groups of the thesaurus it belongs to, each kind of term marked by its first letter, all
//! at the same position. The query weighs the kinds differently.

use super::compound::Parts;
use super::thesaurus::{Member, Thesaurus};
use super::token::{Token, TokenForm, tokens};
use super::word_cache::WordCache;
use crate::language::{root, stem};
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

/// What a term of the index says of the word at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TermKind {
    /// The word's stem.
    Stem,
    /// What its stem is made from.
    Root,
    /// The stem of one of its parts.
    Part,
    /// The root of one of its parts.
    PartRoot,
    /// A group of the thesaurus, by the whole word or several words.
    Group,
    /// A group of the thesaurus, by a part of the word.
    PartGroup,
}

/// Bytes of a word that count; what is longer is no word but an address or a slip of the reader.
const LONGEST_WORD: usize = 120;

/// The term of a kind, as it stands in the index.
pub(super) fn term(kind: TermKind, text: &str) -> String {
    let mark = match kind {
        TermKind::Stem => 's',
        TermKind::Root => 'r',
        TermKind::Part => 'p',
        TermKind::PartRoot => 'q',
        TermKind::Group => '=',
        TermKind::PartGroup => '~',
    };
    format!("{mark}{text}")
}

/// A word taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    pub(super) stem: String,
    pub(super) root: String,
    pub(super) parts: Vec<String>,
    pub(super) part_roots: Vec<String>,
    /// Groups of its parts.
    pub(super) part_groups: Vec<String>,
    /// All its terms as the index takes them in, `|` between them.
    encoded: String,
}

/// A word at its place in a text.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: Arc<Word>,
    /// Section with its law: `§14a@nav-lov`.
    pub(super) citation: Option<String>,
}

/// The analysis of texts and queries. It rests on the program's own words and on names given with it,
/// never on other letters, so that a letter's terms stay the same whatever stands beside it.
#[derive(Clone, Debug)]
pub(super) struct Analyzer {
    thesaurus: Arc<Thesaurus>,
    /// Names that only some letters know.
    own: Arc<Thesaurus>,
    cache: Arc<WordCache>,
}

impl Analyzer {
    /// The analysis with the words of a vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> Analyzer {
        Analyzer {
            thesaurus: Arc::new(Thesaurus::new(vocabulary)),
            own: Arc::default(),
            cache: Arc::default(),
        }
    }

    /// The same with more names.
    pub(super) fn with(&self, own: Thesaurus) -> Analyzer {
        Analyzer {
            own: Arc::new(own),
            ..self.clone()
        }
    }

    pub(super) fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// The words of a text, each at its place.
    pub(super) fn words(&self, text: &str) -> Vec<Placed> {
        let found = tokens(text);
        let mut placed: Vec<Placed> = Vec::with_capacity(found.len());
        for token in &found {
            let citation = (token.form == TokenForm::Section && token.word.len() > '§'.len_utf8())
                .then(|| law_before(&placed))
                .flatten()
                .map(|law| format!("{}@{law}", token.word));
            placed.push(Placed {
                start: token.start,
                end: token.end,
                word: self.word(token),
                citation,
            });
        }
        placed
    }

    /// The members of the thesaurus in a row of words, in order.
    pub(super) fn members(&self, words: &[Placed]) -> Vec<Member<'_>> {
        let stems: Vec<&str> = words
            .iter()
            .map(|placed| placed.word.stem.as_str())
            .collect();
        let mut members = self.thesaurus.members(&stems);
        let own = self.own.members(&stems);
        if !own.is_empty() {
            members.extend(own);
            members.sort_by_key(|member| member.first);
        }
        members
    }

    /// Adds the terms of a text to `encoded`, as the index takes them in, and tells how many words it has.
    pub(super) fn encode(&self, text: &str, encoded: &mut String) -> usize {
        let words = self.words(text);
        let mut members = self.members(&words).into_iter().peekable();
        for (at, placed) in words.iter().enumerate() {
            encoded.push_str(&placed.word.encoded);
            if let Some(citation) = &placed.citation {
                encoded.push('|');
                encoded.push_str(&term(TermKind::Stem, citation));
            }
            while let Some(member) = members.next_if(|member| member.first == at) {
                encoded.push('|');
                encoded.push_str(&term(TermKind::Group, &member.group.key));
            }
            encoded.push(' ');
        }
        words.len()
    }

    fn word(&self, token: &Token) -> Arc<Word> {
        self.cache
            .get_or_make(&token.word, || self.take_apart(&token.word))
    }

    fn take_apart(&self, word: &str) -> Word {
        let word = match word.char_indices().find(|(at, _)| *at >= LONGEST_WORD) {
            Some((at, _)) => &word[..at],
            None => word,
        };
        if word.starts_with(|first: char| !first.is_alphabetic()) {
            let plain = Word {
                stem: word.to_owned(),
                root: word.to_owned(),
                ..Word::default()
            };
            return plain.with_terms();
        }
        let stem = stem(word);
        let parts = Parts::shipped().of(word);
        let mut part_roots: Vec<String> = parts.iter().map(|part| root(part)).collect();
        part_roots.sort_unstable();
        part_roots.dedup();
        let mut part_groups: Vec<String> = (parts.iter())
            .flat_map(|part| self.thesaurus.groups_of(part))
            .map(|group| group.key.clone())
            .collect();
        part_groups.sort_unstable();
        part_groups.dedup();
        let word = Word {
            root: root(&stem),
            stem,
            parts,
            part_roots,
            part_groups,
            encoded: String::new(),
        };
        word.with_terms()
    }
}

impl Placed {
    /// All terms by which the word stands in the index, but for those of groups that it only opens.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.word.encoded.split('|')
    }
}

impl Word {
    fn with_terms(mut self) -> Word {
        self.encoded = self.terms().join("|");
        self
    }

    /// Its terms, but for those that its neighbours give it.
    fn terms(&self) -> Vec<String> {
        let mut terms = vec![
            term(TermKind::Stem, &self.stem),
            term(TermKind::Root, &self.root),
        ];
        terms.extend(self.parts.iter().map(|it| term(TermKind::Part, it)));
        let roots = self.part_roots.iter();
        terms.extend(roots.map(|it| term(TermKind::PartRoot, it)));
        let groups = self.part_groups.iter();
        terms.extend(groups.map(|it| term(TermKind::PartGroup, it)));
        terms
    }
}

/// The stem of the statute that a section sign belongs to: the last word before it that names one.
pub(super) fn law_before(placed: &[Placed]) -> Option<String> {
    let near = placed.iter().enumerate().rev().take(12);
    for (at, word) in near {
        let stem = word.word.stem.as_str();
        if stem.ends_with("forskrif") || stem.ends_with("lov") {
            let bare = matches!(stem, "lov" | "forskrif");
            // "NAV-loven": the name stands in the word before the hyphen.
            let name = placed[..at]
                .last()
                .filter(|before| bare && before.end + 1 == word.start);
            return Some(match name {
                Some(name) => format!("{}-{stem}", name.word.stem),
                None => stem.to_owned(),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Analyzer, TermKind, Thesaurus, term};
    use crate::vocabulary::Vocabulary;

    fn terms(text: &str) -> Vec<Vec<String>> {
        let mut encoded = String::new();
        let length = Analyzer::new(&Vocabulary::built_in()).encode(text, &mut encoded);
        let words = encoded.split_terminator(' ');
        let terms: Vec<Vec<String>> = words
            .map(|word| word.split('|').map(str::to_owned).collect())
            .collect();
        assert_eq!(terms.len(), length, "{text}");
        terms
    }

    #[test]
    fn names_given_with_the_analysis_are_groups_of_their_own() {
        let mut own = Thesaurus::default();
        own.put_names("u:fjelltilsynet", ["Fjelltilsynet", "FT"].into_iter());
        let analyzer = Analyzer::new(&Vocabulary::built_in()).with(own);
        for text in ["Fjelltilsynet skal", "FT skal"] {
            let mut encoded = String::new();
            analyzer.encode(text, &mut encoded);
            assert!(encoded.contains("|=u:fjelltilsynet "), "{encoded}");
        }
    }

    #[test]
    fn a_compound_keeps_its_whole_beside_its_parts() {
        let terms = terms("Konsulentbruken");
        for wanted in [
            term(TermKind::Stem, &super::stem("konsulentbruk")),
            term(TermKind::Part, &super::stem("konsulent")),
            term(TermKind::Part, "bruke"),
        ] {
            assert!(terms[0].contains(&wanted), "{wanted}: {terms:?}");
        }
    }

    #[test]
    fn a_section_is_one_term_with_its_law() {
        for text in ["NAV-loven § 14 a", "nav-lova §14a"] {
            let terms = terms(text);
            assert!(terms[2].contains(&"s§14a@nav-lov".to_owned()), "{terms:?}");
        }
        let terms = terms("forvaltningsloven §§ 24 og 25");
        let last = terms.last().cloned().unwrap_or_default();
        assert!(
            last.contains(&"s§25@forvaltningslov".to_owned()),
            "{last:?}"
        );
    }

    #[test]
    fn modal_verbs_and_negation_stay() {
        for (text, stem) in [
            ("skal", "sskal"),
            ("ikkje", "sikke"),
            ("må", "små"),
            ("kan", "skan"),
        ] {
            assert!(terms(text)[0].contains(&stem.to_owned()), "{text}");
        }
    }
}
