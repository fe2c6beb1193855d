//! Words for the same thing: abbreviations, aliases and synonyms, of one word or several.
//!
//! Every group has a term of its own, which stands in the index wherever a member of the group stands
//! in the text; a query that holds a member asks for that term too.

use super::token::tokens;
use crate::language::stem;
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use serde::Deserialize;

const SYNONYMS: &str = include_str!("../../corpus/vocabulary/search/synonyms.toml");

/// How close the members of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closeness {
    /// The same thing: AAP and arbeidsavklaringspenger.
    Equal,
    /// Names of one unit, target group or statute.
    Named,
    /// Things searched for each other: tolk and oversetter.
    Near,
}

/// A member of a group found in a row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// First word.
    pub(super) first: usize,
    /// How many words.
    pub(super) length: usize,
    /// The group.
    pub(super) group: u32,
}

/// All groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Thesaurus {
    nodes: Vec<Node>,
    groups: Vec<Closeness>,
    words: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: FxHashMap<String, u32>,
    groups: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymsFile {
    equal: Vec<String>,
    near: Vec<String>,
}

impl Thesaurus {
    /// The shipped synonyms with the names and aliases of the vocabulary.
    pub(super) fn new(vocabulary: &Vocabulary) -> Thesaurus {
        let mut thesaurus = Thesaurus {
            nodes: vec![Node::default()],
            groups: Vec::new(),
            words: Vec::new(),
        };
        let file: SynonymsFile = match toml::from_str(SYNONYMS) {
            Ok(file) => file,
            // A test reads this very file, so a program that was released holds a good one.
            Err(error) => unreachable!("synonyms.toml: {error}"),
        };
        for (rows, closeness) in [
            (&file.equal, Closeness::Equal),
            (&file.near, Closeness::Near),
        ] {
            for row in rows {
                thesaurus.put(closeness, row.split('|'));
            }
        }
        for unit in vocabulary.units() {
            let names = [&unit.name].into_iter().chain(&unit.short_name);
            thesaurus.put(
                Closeness::Named,
                names.chain(&unit.aliases).map(String::as_str),
            );
        }
        for group in vocabulary.target_groups() {
            let names = [&group.name].into_iter().chain(&group.aliases);
            thesaurus.put(Closeness::Named, names.map(String::as_str));
        }
        for statute in vocabulary.statutes() {
            let names = [&statute.name].into_iter().chain(&statute.title);
            thesaurus.put(
                Closeness::Named,
                names.chain(&statute.aliases).map(String::as_str),
            );
        }
        thesaurus
    }

    /// All words of all members; some come more than once.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Adds two names for the same thing, unless they share a group already.
    pub(super) fn put_pair(&mut self, one: &str, other: &str) {
        let groups = |text: &str| -> Vec<u32> {
            let stems: Vec<String> = tokens(text).iter().map(|it| stem(&it.word)).collect();
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            let mut members = self.members(&stems);
            members.retain(|member| member.first == 0 && member.length == stems.len());
            members.iter().map(|member| member.group).collect()
        };
        let known = groups(one);
        if !groups(other).iter().any(|group| known.contains(group)) {
            self.put(Closeness::Equal, [one, other].into_iter());
        }
    }

    /// How close the members of a group are.
    pub(super) fn closeness(&self, group: u32) -> Closeness {
        self.groups[group as usize]
    }

    /// All members in a row of stems.
    pub(super) fn members(&self, stems: &[&str]) -> Vec<Member> {
        let mut members = Vec::new();
        for first in 0..stems.len() {
            let mut node = 0;
            for (length, stem) in stems[first..].iter().enumerate() {
                let Some(next) = self.nodes[node as usize].next.get(*stem) else {
                    break;
                };
                node = *next;
                members.extend(self.nodes[node as usize].groups.iter().map(|group| Member {
                    first,
                    length: length + 1,
                    group: *group,
                }));
            }
        }
        members
    }

    /// The groups that have this stem as a member.
    pub(super) fn groups_of(&self, stem: &str) -> &[u32] {
        match self.nodes[0].next.get(stem) {
            Some(node) => &self.nodes[*node as usize].groups,
            None => &[],
        }
    }

    fn put<'a>(&mut self, closeness: Closeness, members: impl Iterator<Item = &'a str>) {
        let group = self.groups.len() as u32;
        self.groups.push(closeness);
        for member in members {
            let mut node = 0;
            for token in tokens(member) {
                self.words.push(token.word.clone());
                let new = self.nodes.len() as u32;
                let next = self.nodes[node as usize].next.entry(stem(&token.word));
                node = *next.or_insert(new);
                if node == new {
                    self.nodes.push(Node::default());
                }
            }
            let groups = &mut self.nodes[node as usize].groups;
            if node != 0 && !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Thesaurus, stem};
    use crate::vocabulary::Vocabulary;

    fn share_a_group(one: &str, other: &str) -> bool {
        let thesaurus = Thesaurus::new(&Vocabulary::built_in());
        let groups = |text: &str| {
            let stems: Vec<String> = text.split(' ').map(stem).collect();
            let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
            let mut members = thesaurus.members(&stems);
            members.retain(|member| member.length == stems.len());
            members
        };
        let others = groups(other);
        groups(one)
            .iter()
            .any(|member| others.iter().any(|other| other.group == member.group))
    }

    #[test]
    fn abbreviations_meet_what_they_stand_for() {
        for (one, other) in [
            ("aap", "arbeidsavklaringspengene"),
            ("kvp", "kvalifiseringsprogrammet"),
            ("nay", "nav arbeid og ytelser"),
            ("a krim", "arbeidslivskriminaliteten"),
        ] {
            assert!(share_a_group(one, other), "{one} {other}");
        }
        assert!(!share_a_group("aap", "kvp"));
    }
}
