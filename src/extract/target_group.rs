//! For whom or about whom: target groups.
//!
//! The groups that the words name come first: "unge med psykiske helseplager" names two. A benefit or a
//! measure stands for its people where nobody is named ("søknader om dagpenger"). "Denne gruppen" means
//! the group named before; where the words name none, the nearest heading tells.

mod reader;

use super::context::Context;
use super::token::Tokens;
use crate::language::{Words, words};
use crate::model::slug;
use crate::vocabulary::{Cut, Phrases, Sense, Vocabulary};
use aho_corasick::AhoCorasick;
use reader::Reader;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The target groups known, compiled.
pub struct TargetGroups {
    phrases: Phrases,
    /// Aliases with other words between: the beginnings of their words, and the group.
    gaps: Vec<(Vec<Vec<String>>, u32)>,
    /// The longest word of each of these aliases: most texts have none of them.
    gap_words: Option<AhoCorasick>,
    groups: Vec<Group>,
    by_slug: FxHashMap<String, u32>,
    /// The words that any group must be about.
    within: Phrases,
}

struct Group {
    slug: String,
    /// Indices of all groups that hold this one, near or far.
    broader: Vec<u32>,
    generic: bool,
    sense: Sense,
    /// Index of the group meant where a heading of the document names that one.
    meant: Option<u32>,
    /// What the sentence or heading must be about.
    within: Phrases,
}

/// In which way a text names a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    /// By a name of the people.
    People,
    /// By a benefit, measure or field.
    Topic,
}

/// A group found in a text.
#[derive(Clone, Debug)]
struct Named {
    /// Slug.
    slug: String,
    /// Index of the group, if the vocabulary knows it.
    known: Option<u32>,
    naming: Naming,
    range: Range<usize>,
}

impl TargetGroups {
    /// Compiles the groups of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> TargetGroups {
        let all = vocabulary.target_groups();
        let place = |slug: &str| all.iter().position(|group| group.slug == slug);
        let mut phrases: Vec<(&str, u32)> = Vec::new();
        let mut gaps = Vec::new();
        let mut groups = Vec::with_capacity(all.len());
        for (index, group) in all.iter().enumerate() {
            let id = index as u32 * 2;
            phrases.push((&group.name, id));
            for alias in &group.aliases {
                if alias.contains('…') {
                    let parts = alias.split('…').map(|part| {
                        part.split_whitespace()
                            .map(str::to_lowercase)
                            .collect::<Vec<_>>()
                    });
                    gaps.push((parts.collect(), index as u32));
                } else {
                    phrases.push((alias, id));
                }
            }
            phrases.extend(group.topics.iter().map(|topic| (topic.as_str(), id + 1)));
            let mut broader: Vec<u32> = Vec::new();
            let mut open: Vec<&str> = group.broader.iter().map(String::as_str).collect();
            while let Some(above) = open.pop().and_then(place) {
                if !broader.contains(&(above as u32)) {
                    broader.push(above as u32);
                    open.extend(all[above].broader.iter().map(String::as_str));
                }
            }
            groups.push(Group {
                slug: group.slug.clone(),
                broader,
                generic: group.generic,
                sense: group.sense,
                meant: group.meant.as_deref().and_then(place).map(|at| at as u32),
                within: Phrases::new(group.within.iter().map(|word| (word.as_str(), 0))),
            });
        }
        let within = all.iter().flat_map(|group| &group.within);
        let longest = gaps
            .iter()
            .filter_map(|(parts, _): &(Vec<Vec<String>>, u32)| {
                parts.iter().flatten().max_by_key(|word| word.len())
            });
        TargetGroups {
            phrases: Phrases::new(phrases),
            gap_words: AhoCorasick::new(longest).ok(),
            gaps,
            within: Phrases::new(within.map(|word| (word.as_str(), 0))),
            by_slug: (0..)
                .zip(all)
                .map(|(index, group)| (group.slug.clone(), index))
                .collect(),
            groups,
        }
    }

    /// The reader of a document's passages.
    pub fn reader<'a>(&'a self, context: &'a Context<'a>) -> Reader<'a> {
        Reader::new(self, context)
    }

    fn is_generic(&self, named: &Named) -> bool {
        named
            .known
            .is_some_and(|index| self.groups[index as usize].generic)
    }

    /// Whether what stands around names a narrower group than each of the generic ones.
    fn narrows(&self, generic: &[Named], around: &[Named]) -> bool {
        generic.iter().all(|wide| {
            around.iter().any(|narrow| {
                wide.known.is_some_and(|wide| {
                    narrow
                        .known
                        .is_some_and(|narrow| self.groups[narrow as usize].broader.contains(&wide))
                })
            })
        })
    }

    /// The groups that a heading names: its people, otherwise its topics.
    fn of_heading(&self, heading: &str) -> Vec<Named> {
        let named = self.settled(self.named(&Tokens::new(heading), heading));
        if !named.is_empty() {
            return named;
        }
        if self.within.find(heading).is_empty() {
            return Vec::new();
        }
        self.groups
            .iter()
            .enumerate()
            .filter(|(_, group)| !group.within.find(heading).is_empty())
            .map(|(index, group)| Named {
                slug: group.slug.clone(),
                known: Some(index as u32),
                naming: Naming::Topic,
                range: 0..0,
            })
            .collect()
    }

    /// All groups that a text names, in order.
    fn named(&self, tokens: &Tokens, heading: &str) -> Vec<Named> {
        let text = tokens.text();
        let mut all: Vec<Named> = Vec::new();
        let cut = Cut::new(text);
        let hits = self.phrases.find_in(&cut);
        let aside = Aside::new(tokens);
        // What a group must be about is looked up once for each text.
        let mut is_about: FxHashMap<u32, bool> = FxHashMap::default();
        for hit in hits {
            let group = &self.groups[hit.id as usize / 2];
            let range = hit.start..hit.end;
            let is_about = *is_about.entry(hit.id / 2).or_insert_with(|| {
                group.within.is_empty()
                    || !group.within.find_in(&cut).is_empty()
                    || !group.within.find(heading).is_empty()
            });
            if !is_about || aside.holds(&range) || is_other_use(tokens, &range, group.sense) {
                continue;
            }
            all.push(Named {
                slug: group.slug.clone(),
                known: Some(hit.id / 2),
                naming: if hit.id % 2 == 0 || is_of_people(tokens, tokens.index_at(hit.start)) {
                    Naming::People
                } else {
                    Naming::Topic
                },
                range,
            });
        }
        let has_gap_word = |words: &AhoCorasick| words.is_match(tokens.lower());
        let may_have_gap = self.gap_words.as_ref().is_none_or(has_gap_word);
        for (parts, index) in self.gaps.iter().filter(|_| may_have_gap) {
            if let Some(range) = with_gap(tokens, parts) {
                all.push(Named {
                    slug: self.groups[*index as usize].slug.clone(),
                    known: Some(*index),
                    naming: Naming::People,
                    range,
                });
            }
        }
        let mut known_ranges: Vec<(usize, usize)> = all
            .iter()
            .map(|named| (named.range.start, named.range.end))
            .collect();
        known_ranges.sort_unstable();
        for (name, range) in unknown(tokens) {
            let upto = known_ranges.partition_point(|(start, _)| *start < range.end);
            let is_new = upto == 0 || known_ranges[upto - 1].1 <= range.start;
            if is_new && !aside.holds(&range) {
                all.push(Named {
                    slug: slug(&name),
                    known: None,
                    naming: Naming::People,
                    range,
                });
            }
        }
        all.sort_by_key(|named| named.range.start);
        all
    }

    /// Leaves out doubles, topics beside people, and generic names beside narrower ones.
    fn settled(&self, mut all: Vec<Named>) -> Vec<Named> {
        let specific = |named: &Named| named.naming == Naming::People && !self.is_generic(named);
        if all.iter().any(specific) {
            all.retain(|named| named.naming == Naming::People);
        }
        let mut known: Vec<u32> = all.iter().filter_map(|named| named.known).collect();
        known.sort_unstable();
        known.dedup();
        let is_wide = |named: &Named| {
            self.is_generic(named)
                && named.known.is_some_and(|index| {
                    known
                        .iter()
                        .any(|other| self.groups[*other as usize].broader.contains(&index))
                })
        };
        // "brukere i prioriterte målgrupper" are those of the groups, whichever they are.
        let has_group = all.iter().any(|named| named.slug.contains("grupper"));
        let is_widest = |named: &Named| {
            self.is_generic(named)
                && named
                    .known
                    .is_some_and(|index| self.groups[index as usize].broader.is_empty())
        };
        all.retain(|named| !(is_wide(named) || has_group && is_widest(named)));
        let mut seen: FxHashSet<String> = FxHashSet::default();
        all.retain(|named| seen.insert(named.slug.clone()));
        all
    }
}

/// Where the parts of an alias stand in their order, within a few words of each other.
fn with_gap(tokens: &Tokens, parts: &[Vec<String>]) -> Option<Range<usize>> {
    const REACH: usize = 14;
    let matches = |at: usize, part: &[String]| {
        part.iter()
            .enumerate()
            .all(|(offset, word)| tokens.word(at + offset).starts_with(word.as_str()))
    };
    let (first, rest) = parts.split_first()?;
    (0..tokens.len())
        .filter(|at| matches(*at, first))
        .find_map(|start| {
            let mut end = start + first.len();
            for part in rest {
                let at = (end..(end + REACH).min(tokens.len())).find(|at| matches(*at, part))?;
                end = at + part.len();
            }
            Some(tokens.start(start)..tokens.end_before(end))
        })
}

/// Stretches of a text that only point elsewhere: "jf. …", "som for eksempel …".
struct Aside(Vec<Range<usize>>);

impl Aside {
    fn new(tokens: &Tokens) -> Aside {
        let mut stretches = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let is_reference = match tokens.word(at) {
                "jf" | "jfr" => true,
                "for" | "som" => tokens.word(at + 1) == "eksempel",
                "f" => tokens.after(at + 1, &[".", "eks"]).is_some(),
                "til" => tokens.word(at + 1) == "dømes",
                _ => false,
            };
            if !is_reference {
                at += 1;
                continue;
            }
            let start = tokens.start(at);
            at += 1;
            while at < tokens.len() && !matches!(tokens.word(at), ")" | ";") {
                at += 1;
            }
            stretches.push(start..tokens.end_before(at));
        }
        Aside(stretches)
    }

    fn holds(&self, range: &Range<usize>) -> bool {
        let upto = self.0.partition_point(|aside| aside.start <= range.start);
        upto > 0 && range.end <= self.0[upto - 1].end
    }
}

/// Whether the words around a name give it another meaning than the people concerned.
fn is_other_use(tokens: &Tokens, range: &Range<usize>, sense: Sense) -> bool {
    let at = tokens.index_at(range.start);
    let next = tokens.index_at(range.end);
    let before = |back: usize| at.checked_sub(back).map_or("", |index| tokens.word(index));
    // "barne- og ungdomskriminalitet": only the first half of a compound.
    let is_half = next > at
        && tokens.word(next) == "-"
        && tokens.is_glued(next)
        && !(tokens.is_glued(next + 1) && tokens.word(next + 1).chars().all(char::is_alphanumeric));
    if is_half {
        return true;
    }
    // "overgang til AAP" is what is to be avoided, not who gets it.
    if before(1) == "til" && opens("way_to", before(2)) {
        return true;
    }
    match sense {
        // "den enkelte deltar", but "den enkelte arbeidsplass"
        Sense::Anybody => {
            // "standard for trygge brukermøter": the title of a document.
            let in_title = (2..=4).any(|back| {
                list("title_joint").has(before(back - 1)) && opens("titled_by", before(back))
            });
            // "den enkeltes behov", but "den enkeltes oppgaver og ansvar"
            let last = tokens.word(next.wrapping_sub(1));
            let is_owner = list("single_owner").has(last);
            in_title
                || is_owner && !opens("need", tokens.word(next))
                || list("single").has(last) && !may_follow_person(tokens.word(next))
        }
        // "ledige jobber", "ledige stillinger"
        Sense::Seekers => {
            list("vacant").has(tokens.word(at)) && opens("vacancy", tokens.word(next))
        }
        Sense::Employers => {
            // "være en god arbeidsgiver", "Arbeidsgiver skal drøfte … med de tillitsvalgte": the agency itself.
            let is_own = list("employer").has(tokens.word(at))
                && ((1..=4).any(|back| list("being").has(before(back)))
                    || (at..at + 40).any(|index| opens("elected", tokens.word(index))));
            // "i samarbeid med arbeidsgiver", "i tiltak hos en arbeidsgiver"
            let with = (1..=3).find(|back| list("beside").has(before(*back)));
            is_own
                || with.is_some_and(|back| {
                    list("at_place").has(before(back)) || opens("joint_work", before(back + 1))
                })
        }
        Sense::Staff => {
            let word = tokens.word(next);
            // "alle enheter og medarbeidere" act; nobody is worked for.
            let acts = list("and").has(before(1)) && opens("units", before(2));
            // "Alle ansatte skal gjennomføre", "Plikten gjelder alle ansatte": they are who must act.
            let is_bound = list("all").has(before(1))
                && (list("bound").has(word) || list("holds_for").has(before(2)));
            // "de ansattes organisasjoner"
            acts || is_bound || opens("bodies", word)
        }
        Sense::Plain => false,
    }
}

// Looked up for every word of a text.
static PERSONS: LazyLock<&Words> = LazyLock::new(|| list("persons"));
static POINTING: LazyLock<&Words> = LazyLock::new(|| list("pointing"));

/// A word list of this room.
fn list(name: &'static str) -> &'static Words {
    words("target_group", name)
}

/// Whether a word begins with a row of the list.
fn opens(name: &'static str, word: &str) -> bool {
    list(name).opens(word).is_some()
}

/// Whether a word can follow one that stands for a person without a noun of its own.
fn may_follow_person(word: &str) -> bool {
    !word.chars().all(char::is_alphanumeric) || word.is_empty() || list("after_person").has(word)
}

/// Whether a benefit or measure is named by those who are in it: "deltakere til tiltaket X".
fn is_of_people(tokens: &Tokens, at: usize) -> bool {
    let preposition = (1..=2).find_map(|back| {
        let index = at.checked_sub(back)?;
        list("in_measure").has(tokens.word(index)).then_some(index)
    });
    preposition
        .and_then(|index| index.checked_sub(1))
        .is_some_and(|index| opens("people_of", tokens.word(index)))
}

/// Groups that the vocabulary does not know, by the form of their name: "forskottsmottakere", "personer
/// med demens".
fn unknown(tokens: &Tokens) -> Vec<(String, Range<usize>)> {
    const ENDINGS: [(&str, &str); 8] = [
        ("mottakere", "mottakere"),
        ("mottakerne", "mottakere"),
        ("mottakarar", "mottakarar"),
        ("mottakarane", "mottakarar"),
        ("deltakere", "deltakere"),
        ("deltakerne", "deltakere"),
        ("deltakarar", "deltakarar"),
        ("deltakarane", "deltakarar"),
    ];
    let mut found = Vec::new();
    for index in 0..tokens.len() {
        let word = tokens.word(index);
        if PERSONS.has(word)
            && list("having").has(tokens.word(index + 1))
            && is_trait(tokens, index + 2)
        {
            let range = tokens.start(index)..tokens.end_before(index + 3);
            found.push((tokens.word(index + 2).to_owned(), range));
            continue;
        }
        // All of them end so; hardly any other word is as long and does.
        let may_end_so = word.len() >= 9 && word.ends_with(['e', 'r']);
        let Some((ending, plural)) = ENDINGS
            .iter()
            .find(|(ending, _)| may_end_so && word.ends_with(ending))
        else {
            continue;
        };
        let stem = &word[..word.len() - ending.len()];
        let mut start = index;
        let mut name = format!("{stem}{plural}");
        if stem.is_empty() {
            // "EURES-deltakere"
            if index < 2 || tokens.word(index - 1) != "-" || !tokens.is_glued(index) {
                continue;
            }
            start = index - 2;
            name = format!("{}-{plural}", tokens.word(start));
        }
        if list("other_participants").has(stem) {
            continue;
        }
        found.push((name, tokens.start(start)..tokens.end_before(index + 1)));
    }
    found
}

/// Whether one noun alone tells what the people have: "demens", not "behov for bistand", "lav inntekt".
fn is_trait(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    word.chars().count() > 5
        // "langvarige plager": an adjective first.
        && !word.ends_with('e')
        && word.chars().all(char::is_alphabetic)
        && may_follow_person(tokens.word(at + 1))
        && !list("not_a_trait_of").has(tokens.word(at + 1))
        && !opens("no_trait", word)
}

/// Words that mean the group named before: "denne gruppen", "som en del av dette"; and whether they say
/// "målgruppe".
fn refers_back(tokens: &Tokens) -> Option<(Range<usize>, bool)> {
    (0..tokens.len()).find_map(|at| {
        let is_target = || opens("target", tokens.word(at + 1));
        let next = match tokens.word(at) {
            word if POINTING.has(word) => {
                let is_group = opens("group", tokens.word(at + 1));
                (is_group || is_target()).then_some(at + 2)
            }
            "som" => tokens
                .after(at, &["som", "en", "del", "av", "dette"])
                .or_else(|| tokens.after(at, &["som", "ein", "del", "av", "dette"])),
            _ => None,
        }?;
        Some((tokens.start(at)..tokens.end_before(next), is_target()))
    })
}

#[cfg(test)]
mod tests;
