//! A letter as supplementary letters have changed it.

use super::edit::Worded;
use super::lists::list;
use super::pair::{Entry, pairs};
use super::requirement::requirements;
use super::run::difference;
use super::section::heading;
use super::word::words;
use crate::model::{Deadline, Document, Found, Obligation};
use crate::vocabulary::Vocabulary;
use jiff::civil::Date;

/// The requirements that hold on a day, and those that no longer do.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective<'a> {
    /// The letter itself, then the supplementary letters in force, by date.
    pub letters: Vec<&'a Document>,
    /// What holds: the letter's requirements in its order, each replaced one in its old place, then
    /// what the supplementary letters add.
    pub in_force: Vec<InForce>,
    /// What a supplementary letter withdrew or replaced.
    pub ended: Vec<Ended>,
}

/// A requirement of one of several letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index in [`Effective::letters`].
    pub letter: usize,
    /// Index of the requirement in that letter.
    pub obligation: u32,
}

/// A requirement that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    /// Which one.
    pub place: Place,
    /// Those of earlier letters that it stands for, oldest first.
    pub replaces: Vec<Place>,
    /// What supplementary letters say of it without saying it anew: a deadline put off, an amount.
    pub amendments: Vec<Amendment>,
}

/// A statement of a supplementary letter that moves something of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Index of the letter.
    pub by: usize,
    /// Index of the statement in it.
    pub statement: u32,
}

/// A requirement that no longer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ended {
    /// Which one.
    pub place: Place,
    /// Index of the letter that ended it.
    pub by: usize,
    /// What stands in its place; none if it was withdrawn.
    pub replaced_by: Option<Place>,
}

/// What holds on `date`. A supplementary letter counts from its date on; one whose date could not be
/// read counts from the start.
///
/// A requirement of a supplementary letter takes the place of one of the letter only on strong proof:
/// the same official id, nearly the same words under the same heading, or a word that says so
/// ("erstattes", "presiseres"). Different official ids never meet. A sentence like "Oppdraget om …
/// utgår" withdraws the requirement that it is about; one like "Fristen for oppdraget utsettes til …"
/// leaves it standing and is shown with it. Everything else is added.
pub fn as_of<'a>(
    base: &'a Document,
    supplements: &[&'a Document],
    date: Date,
    vocabulary: &Vocabulary,
) -> Effective<'a> {
    let mut supplements: Vec<&Document> = supplements
        .iter()
        .copied()
        .filter(|letter| letter.facts.head.date.is_none_or(|from| from <= date))
        .collect();
    supplements.sort_by_key(|letter| letter.facts.head.date);
    let mut effective = Effective {
        letters: vec![base],
        in_force: (0..base.facts.obligations.len() as u32)
            .map(|obligation| InForce {
                place: Place {
                    letter: 0,
                    obligation,
                },
                replaces: Vec::new(),
                amendments: Vec::new(),
            })
            .collect(),
        ended: Vec::new(),
    };
    for supplement in supplements {
        effective.take_in(supplement, vocabulary);
    }
    effective
}

impl<'a> Effective<'a> {
    /// The requirement at a place.
    pub fn obligation(&self, place: Place) -> Option<&'a Obligation> {
        self.letters
            .get(place.letter)?
            .facts
            .obligations
            .get(place.obligation as usize)
    }

    fn take_in(&mut self, supplement: &'a Document, vocabulary: &Vocabulary) {
        let letter = self.letters.len();
        let before = self.entries(vocabulary);
        self.letters.push(supplement);
        self.withdraw(supplement, letter, &before);
        let before = self.entries(vocabulary);
        let after = entries(supplement, vocabulary);
        // A sentence that only takes something back is no requirement to add.
        let mut placed: Vec<bool> = supplement
            .facts
            .obligations
            .iter()
            .map(|obligation| withdraws(&obligation.quote))
            .collect();
        let mut replaced: Vec<Option<Place>> = vec![None; before.len()];
        // A pair of its own goes before one that splits or merges.
        let moved = self.amend(supplement, letter, &before);
        for (at, obligation) in supplement.facts.obligations.iter().enumerate() {
            placed[at] |= obligation.statements.iter().any(|one| moved.contains(one));
        }
        let mut found = pairs(&before, &after);
        found.retain(|pair| {
            let holds = &self.in_force[pair.before as usize];
            !placed[pair.after as usize] && self.replaces(holds.place, (supplement, pair.after))
        });
        found.sort_by_key(|pair| (pair.joined, pair.before, pair.after));
        for pair in found {
            let (old, new) = (pair.before as usize, pair.after as usize);
            let place = Place {
                letter,
                obligation: pair.after,
            };
            if replaced[old].is_some() {
                continue;
            }
            if placed[new] {
                // Merged: the old one ends, the new one already stands somewhere.
                replaced[old] = Some(place);
                continue;
            }
            placed[new] = true;
            replaced[old] = Some(place);
            let old = &mut self.in_force[old];
            self.ended.push(Ended {
                place: old.place,
                by: letter,
                replaced_by: Some(place),
            });
            old.replaces.push(old.place);
            old.place = place;
        }
        let mut index = 0;
        let ended = &mut self.ended;
        self.in_force.retain(|holds| {
            let by = replaced.get(index).copied().flatten();
            index += 1;
            let stays = by.is_none_or(|place| place == holds.place);
            if !stays {
                ended.push(Ended {
                    place: holds.place,
                    by: letter,
                    replaced_by: by,
                });
            }
            stays
        });
        let added = placed.iter().enumerate().filter(|(_, placed)| !**placed);
        self.in_force.extend(added.map(|(obligation, _)| InForce {
            place: Place {
                letter,
                obligation: obligation as u32,
            },
            replaces: Vec::new(),
            amendments: Vec::new(),
        }));
    }

    /// Whether there is strong proof that a requirement of a supplementary letter takes the place of
    /// this one.
    fn replaces(&self, place: Place, (letter, at): (&Document, u32)) -> bool {
        let base = self.letters[place.letter];
        let (Some(old), Some(new)) = (
            self.obligation(place),
            letter.facts.obligations.get(at as usize),
        ) else {
            return false;
        };
        let id = |one: &Obligation| one.official_id.as_ref().map(|id| id.value.to_lowercase());
        if let (Some(old), Some(new)) = (id(old), id(new)) {
            return old == new;
        }
        let lower = new.quote.to_lowercase();
        if list("replaces").stands_in(&lower) {
            return true;
        }
        let words_of =
            |one: &Obligation, letter: &Document| words(&one.quote, letter.facts.head.year);
        let headed = |document: &Document, section: u32| -> Vec<String> {
            let words = words(heading(document, section), None).into_iter();
            words.map(|word| word.key).collect()
        };
        let (left, right) = (words_of(old, base), words_of(new, letter));
        let before = Worded {
            text: &old.quote,
            words: &left,
        };
        let after = Worded {
            text: &new.quote,
            words: &right,
        };
        difference(before, after).share <= NEARLY_SAME
            && !list("adds").stands_in(&lower)
            && headed(base, old.section) == headed(letter, new.section)
    }

    /// Ties the statements that move a deadline or an amount to the requirements that they are about;
    /// gives those statements.
    fn amend(&mut self, supplement: &Document, letter: usize, before: &[Entry]) -> Vec<u32> {
        let year = supplement.facts.head.year;
        let statements = supplement.outline.statements.iter().enumerate();
        let amending: Vec<(u32, String)> = statements
            .map(|(at, statement)| (at as u32, statement.text.to_lowercase()))
            .filter(|(_, text)| list("amends").stands_in(text))
            .collect();
        let entries: Vec<Entry> = amending
            .iter()
            .map(|(_, text)| Entry {
                words: words(text, year),
                ..Entry::default()
            })
            .collect();
        let mut about: Vec<(usize, usize)> = Vec::new();
        for (at, (_, text)) in amending.iter().enumerate() {
            let named = self.in_force.iter().enumerate().filter(|(_, holds)| {
                let id = self
                    .obligation(holds.place)
                    .and_then(|one| one.official_id.as_ref());
                id.is_some_and(|id| names(text, &id.value.to_lowercase()))
            });
            about.extend(named.map(|(holds, _)| (holds, at)));
        }
        let named: Vec<usize> = about.iter().map(|(_, at)| *at).collect();
        for pair in pairs(before, &entries) {
            let (holds, at) = (pair.before as usize, pair.after as usize);
            if !pair.joined && !named.contains(&at) {
                about.push((holds, at));
            }
        }
        let mut moved = Vec::new();
        for (holds, at) in about {
            let statement = amending[at].0;
            self.in_force[holds].amendments.push(Amendment {
                by: letter,
                statement,
            });
            moved.push(statement);
        }
        moved
    }

    /// The deadlines that hold: those of the last amendment that names any, else its own.
    pub fn deadlines(&self, holds: &InForce) -> Vec<Found<Deadline>> {
        let amended = holds.amendments.iter().rev().find_map(|amendment| {
            let obligations = self.letters[amendment.by].facts.obligations.iter();
            let mut own = obligations.filter(|one| {
                one.statements.contains(&amendment.statement) && !one.deadlines.is_empty()
            });
            own.next()
        });
        let found = amended.or_else(|| self.obligation(holds.place));
        found.map_or(Vec::new(), |one| one.deadlines.clone())
    }

    /// Ends what the statements of a supplementary letter withdraw.
    fn withdraw(&mut self, supplement: &Document, letter: usize, before: &[Entry]) {
        let year = supplement.facts.head.year;
        let withdrawing: Vec<Entry> = supplement
            .outline
            .statements
            .iter()
            .filter(|statement| withdraws(&statement.text))
            .map(|statement| Entry {
                words: words(&statement.text, year),
                heading: Vec::new(),
                ..Entry::default()
            })
            .collect();
        let mut gone = vec![false; before.len()];
        for pair in pairs(before, &withdrawing) {
            gone[pair.before as usize] = true;
        }
        let mut index = 0;
        let ended = &mut self.ended;
        self.in_force.retain(|holds| {
            let gone = gone.get(index).copied().unwrap_or(false);
            index += 1;
            if gone {
                ended.push(Ended {
                    place: holds.place,
                    by: letter,
                    replaced_by: None,
                });
            }
            !gone
        });
    }

    fn entries(&self, vocabulary: &Vocabulary) -> Vec<Entry> {
        let of_letters: Vec<Vec<Entry>> = self
            .letters
            .iter()
            .map(|letter| entries(letter, vocabulary))
            .collect();
        self.in_force
            .iter()
            .filter_map(|holds| {
                of_letters[holds.place.letter]
                    .get(holds.place.obligation as usize)
                    .cloned()
            })
            .collect()
    }
}

fn entries(document: &Document, vocabulary: &Vocabulary) -> Vec<Entry> {
    requirements(document, vocabulary)
        .into_iter()
        .map(|requirement| Entry {
            groups: requirement
                .groups
                .iter()
                .map(|group| (*group).to_owned())
                .collect(),
            words: requirement.words,
            ..Entry::default()
        })
        .collect()
}

/// Share of words that may differ in what is nearly the same.
const NEARLY_SAME: f64 = 0.35;

/// Whether a text in lower case names an official id as a whole: "tb2031-1" is not named by "tb2031-17".
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let around = [
            text[..at].chars().next_back(),
            text[at + id.len()..].chars().next(),
        ];
        !around.into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Whether a statement takes back what an earlier letter asked for.
fn withdraws(text: &str) -> bool {
    list("withdraws").stands_in(&text.to_lowercase())
}
