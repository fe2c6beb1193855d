//! Words for the same thing: abbreviations, aliases and synonyms, of one word or several.
//!
//! Every group has a term of its own, which stands in the index wherever a member of the group stands
//! in the text; a query that holds a member asks for that term too.

use super::token::tokens;
use crate::language::stem;
use crate::vocabulary::{Unit, Vocabulary};
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

/// Words for the same thing. Its key is the same in every run, whatever letters there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) key: String,
    pub(super) closeness: Closeness,
}

/// A member of a group found in a row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member<'a> {
    /// First word.
    pub(super) first: usize,
    /// How many words.
    pub(super) length: usize,
    /// The group.
    pub(super) group: &'a Group,
}

/// All groups.
#[derive(Clone, Debug)]
pub(super) struct Thesaurus {
    nodes: Vec<Node>,
    groups: Vec<Group>,
    words: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: FxHashMap<String, u32>,
    groups: Vec<u32>,
}

impl Default for Thesaurus {
    fn default() -> Thesaurus {
        Thesaurus {
            nodes: vec![Node::default()],
            groups: Vec::new(),
            words: Vec::new(),
        }
    }
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
        let mut thesaurus = Thesaurus::default();
        let file: SynonymsFile = match toml::from_str(SYNONYMS) {
            Ok(file) => file,
            // A test reads this very file, so a program that was released holds a good one.
            Err(error) => unreachable!("synonyms.toml: {error}"),
        };
        for (rows, closeness, mark) in [
            (&file.equal, Closeness::Equal, "e"),
            (&file.near, Closeness::Near, "n"),
        ] {
            for (at, row) in rows.iter().enumerate() {
                thesaurus.put(format!("{mark}{at}"), closeness, row.split('|'));
            }
        }
        for unit in vocabulary.units() {
            thesaurus.put_unit(unit);
        }
        for group in vocabulary.target_groups() {
            let names = [&group.name].into_iter().chain(&group.aliases);
            let key = format!("g:{}", group.slug);
            thesaurus.put_names(&key, names.map(String::as_str));
        }
        for (at, statute) in vocabulary.statutes().iter().enumerate() {
            let names = [&statute.name].into_iter().chain(&statute.title);
            let names = names.chain(&statute.aliases).map(String::as_str);
            thesaurus.put_names(&format!("l{at}"), names);
        }
        thesaurus
    }

    /// Adds the names of a unit.
    pub(super) fn put_unit(&mut self, unit: &Unit) {
        let names = [&unit.name].into_iter().chain(&unit.short_name);
        let names = names.chain(&unit.aliases).map(String::as_str);
        self.put_names(&format!("u:{}", unit.slug), names);
    }

    /// Adds names of one thing.
    pub(super) fn put_names<'a>(&mut self, key: &str, names: impl Iterator<Item = &'a str>) {
        // A key is part of a term, in which a blank goes to the next word.
        let key = key.replace([' ', '|'], "_");
        self.put(key, Closeness::Named, names);
    }

    /// All words of all members; some come more than once.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// All members in a row of stems.
    pub(super) fn members(&self, stems: &[&str]) -> Vec<Member<'_>> {
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
                    group: &self.groups[*group as usize],
                }));
            }
        }
        members
    }

    /// The groups that have this stem as a member.
    pub(super) fn groups_of(&self, stem: &str) -> impl Iterator<Item = &Group> {
        let node = self.nodes[0].next.get(stem);
        let groups = node.map_or(&[][..], |node| &self.nodes[*node as usize].groups[..]);
        groups.iter().map(|group| &self.groups[*group as usize])
    }

    fn put<'a>(
        &mut self,
        key: String,
        closeness: Closeness,
        members: impl Iterator<Item = &'a str>,
    ) {
        let group = self.groups.len() as u32;
        self.groups.push(Group { key, closeness });
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
            let members = thesaurus.members(&stems).into_iter();
            let whole = members.filter(|member| member.length == stems.len());
            whole
                .map(|member| member.group.key.clone())
                .collect::<Vec<_>>()
        };
        let others = groups(other);
        groups(one).iter().any(|key| others.contains(key))
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
