//! What the words of two documents have in common: stems, roots, and the halves of compounds that either
//! document uses by themselves ("feilutbetalingssaker" has "feilutbetaling" and "sak").

use crate::language::{Words, root, stem, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::sync::LazyLock;

static STOP: LazyLock<&Words> = LazyLock::new(|| words("answers", "stop"));
static FORM: LazyLock<FxHashSet<String>> = LazyLock::new(|| stems("form"));
static REPORTING: LazyLock<FxHashSet<String>> = LazyLock::new(|| stems("reporting"));

/// How much of a word is shared with one that has only this in common with it.
const ROOT: f32 = 0.8;
const HYPHENED: f32 = 0.8;
const FIRST_OF_TWO: f32 = 0.6;
const SECOND_OF_TWO: f32 = 0.4;
/// Two halves in different words are nearly the compound: "arbeid" and "indikator".
const BOTH: f32 = 0.9;
const FIRST: f32 = 0.45;
const SECOND: f32 = 0.35;
/// Shortest half of a compound, and the longest word that is looked into.
const HALF: usize = 4;
const LONGEST: usize = 48;
/// How much less a word weighs that any directive has, and one that any request for a report has.
const FORM_SHARE: f32 = 0.3;
const REPORTING_SHARE: f32 = 0.1;
/// How much more a name weighs, and how rare a word may count that the report does not have.
const NAME_SHARE: f32 = 1.5;
/// How much of a word counts that names who acts or with whom: not what it is about.
const ACTOR_SHARE: f32 = 0.25;
const UNKNOWN: f32 = 3.0;
const POWER: f32 = 1.5;

fn stems(list: &str) -> FxHashSet<String> {
    words("answers", list).iter().map(stem).collect()
}

/// A term: a stem, or the root that derived words share.
pub type Term = u32;

/// The terms of a text, each with how much of a word it is.
pub type Bag = FxHashMap<Term, f32>;

/// A word of a question with its terms.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The word in lower case.
    pub word: String,
    /// Its terms: the stem first.
    pub terms: Vec<(Term, f32)>,
    /// How much it tells.
    pub weight: f32,
    /// Whether it tells of the matter, not of what is to be done with any matter.
    pub of_matter: bool,
    /// Whether it is written as a name, and not that of an actor.
    pub is_name: bool,
    /// Halves that make up the whole word together.
    pub halves: Vec<(Term, Term)>,
}

/// The terms of a word, and the pairs of halves among them.
type Spelt = (Vec<(Term, f32)>, Vec<(Term, Term)>);

/// The terms of a letter and a report, and how rare each is in either.
pub struct Wordbook {
    ids: RefCell<FxHashMap<String, Term>>,
    seen: RefCell<FxHashMap<String, Spelt>>,
    /// Stems that stand by themselves in either document.
    alone: FxHashSet<String>,
    in_report: FxHashMap<Term, u32>,
    in_letter: FxHashMap<Term, u32>,
    report_texts: u32,
    letter_texts: u32,
}

impl Wordbook {
    /// The book of these texts.
    pub fn new<'a>(
        report: impl Iterator<Item = &'a str> + Clone,
        letter: impl Iterator<Item = &'a str> + Clone,
    ) -> Wordbook {
        let mut book = Wordbook {
            ids: RefCell::default(),
            seen: RefCell::default(),
            alone: FxHashSet::default(),
            in_report: FxHashMap::default(),
            in_letter: FxHashMap::default(),
            report_texts: 0,
            letter_texts: 0,
        };
        for text in report.clone().chain(letter.clone()) {
            for token in tokens(text) {
                for part in token
                    .word
                    .split('-')
                    .filter(|part| part.chars().count() >= HALF)
                {
                    let lower = part.to_lowercase();
                    if !STOP.has(&lower) {
                        book.alone.insert(stem(&lower));
                    }
                }
            }
        }
        let count = |texts: &mut dyn Iterator<Item = &'a str>| {
            let mut counts: FxHashMap<Term, u32> = FxHashMap::default();
            let mut number = 0;
            for text in texts {
                number += 1;
                for term in book.bag(text).into_keys() {
                    *counts.entry(term).or_default() += 1;
                }
            }
            (counts, number)
        };
        let (in_report, report_texts) = count(&mut report.clone());
        let (in_letter, letter_texts) = count(&mut letter.clone());
        book.in_report = in_report;
        book.in_letter = in_letter;
        book.report_texts = report_texts;
        book.letter_texts = letter_texts;
        book
    }

    /// The terms of a text.
    pub fn bag(&self, text: &str) -> Bag {
        let mut bag = Bag::default();
        for token in tokens(text).filter(Token::tells) {
            for (term, share) in self.terms(&token.word.to_lowercase()).0 {
                let present = bag.entry(term).or_default();
                *present = present.max(share);
            }
        }
        bag
    }

    /// The words of a text, weighed.
    pub fn weigh(&self, text: &str) -> Vec<Weighed> {
        self.weigh_beside(text, &FxHashSet::default())
    }

    /// The words of a question, weighed; those of the actors count for little.
    pub fn weigh_beside(&self, text: &str, actors: &FxHashSet<String>) -> Vec<Weighed> {
        let mut found: Vec<Weighed> = Vec::new();
        for token in tokens(text).filter(Token::tells) {
            let lower = token.word.to_lowercase();
            let (terms, halves) = self.terms(&lower);
            let Some((first, _)) = terms.first() else {
                continue;
            };
            let known = terms
                .iter()
                .any(|(term, _)| self.in_report.contains_key(term));
            let mut weight = self.rarity(*first);
            let own = stem(&lower);
            let acts = actors.contains(&lower);
            let of_matter = !REPORTING.contains(&own) && !FORM.contains(&own) && !acts;
            if !known {
                weight = weight.min(UNKNOWN);
            }
            weight = weight.powf(POWER);
            if REPORTING.contains(&own) {
                weight *= REPORTING_SHARE;
            } else if FORM.contains(&own) {
                weight *= FORM_SHARE;
            }
            if acts {
                weight *= ACTOR_SHARE;
            } else if token.is_name() {
                weight *= NAME_SHARE;
            }
            match found.iter_mut().find(|one| one.word == lower) {
                Some(present) => present.weight = present.weight.max(weight),
                None => found.push(Weighed {
                    word: lower,
                    terms,
                    weight,
                    of_matter,
                    is_name: token.is_name() && !acts,
                    halves,
                }),
            }
        }
        found
    }

    /// In how many texts of the report a term stands.
    pub fn count(&self, term: Term) -> u32 {
        self.in_report.get(&term).copied().unwrap_or(0)
    }

    /// How much a term tells: rare in the report, and no word that the letter has everywhere.
    fn rarity(&self, term: Term) -> f32 {
        let rare = |counts: &FxHashMap<Term, u32>, texts: u32| {
            let count = counts.get(&term).copied().unwrap_or(0) as f32;
            (1.0 + texts as f32 / (count + 0.5)).ln()
        };
        let report = rare(&self.in_report, self.report_texts);
        let letter = rare(&self.in_letter, self.letter_texts);
        report.min(letter + 1.0)
    }

    fn term(&self, text: String) -> Term {
        let mut ids = self.ids.borrow_mut();
        let next = ids.len() as Term;
        *ids.entry(text).or_insert(next)
    }

    /// The terms of a word in lower case: its stem, its root, its parts.
    fn terms(&self, word: &str) -> Spelt {
        if let Some(known) = self.seen.borrow().get(word) {
            return known.clone();
        }
        let own = stem(word);
        let mut found: Vec<(String, f32)> = vec![(own.clone(), 1.0)];
        let mut add =
            |term: String, share: f32| match found.iter_mut().find(|(one, _)| *one == term) {
                Some((_, present)) => *present = present.max(share),
                None => found.push((term, share)),
            };
        add(format!("~{}", root(&own)), ROOT);
        if word.contains('-') {
            for part in word.split('-').filter(|part| part.len() > 1) {
                add(stem(part), HYPHENED);
            }
        }
        let mut pairs = Vec::new();
        if word.len() <= LONGEST {
            self.halves(word, &mut |first, second| match (&first, &second) {
                (Some(left), Some(right)) => {
                    add(left.clone(), FIRST_OF_TWO);
                    add(right.clone(), SECOND_OF_TWO);
                    pairs.push((self.term(left.clone()), self.term(right.clone())));
                }
                (Some(left), None) => add(left.clone(), FIRST),
                (None, Some(right)) => add(right.clone(), SECOND),
                (None, None) => {}
            });
        }
        let terms = found
            .into_iter()
            .map(|(text, share)| (self.term(text), share))
            .collect();
        let spelt = (terms, pairs);
        self.seen
            .borrow_mut()
            .insert(word.to_owned(), spelt.clone());
        spelt
    }

    /// Halves that either document uses by themselves.
    fn halves(&self, word: &str, tell: &mut impl FnMut(Option<String>, Option<String>)) {
        let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        for at in cuts
            .iter()
            .skip(HALF)
            .take(cuts.len().saturating_sub(HALF + 3))
        {
            let (left, right) = word.split_at(*at);
            let alone = |half: &str| Some(stem(half)).filter(|half| self.alone.contains(half));
            let second = alone(right).filter(|_| right.chars().count() >= HALF);
            // The letter that binds two nouns: "feilutbetaling-s-saker".
            let bare = left
                .strip_suffix(['s', 'e'])
                .filter(|bare| bare.chars().count() >= HALF);
            let first = alone(left).or_else(|| alone(bare?));
            let short = first.is_none() && right.chars().count() <= HALF;
            if !short {
                tell(first, second);
            }
        }
    }
}

/// The share of the words' weight that a bag has.
pub fn covered(words: &[Weighed], bag: &Bag) -> f32 {
    let total: f32 = words.iter().map(|word| word.weight).sum();
    if total > 0.0 {
        hit(words, bag) / total
    } else {
        0.0
    }
}

/// The weight of the words that a bag has.
pub fn hit(words: &[Weighed], bag: &Bag) -> f32 {
    words.iter().map(|word| word.weight * held(word, bag)).sum()
}

/// How much of a word a bag has: the word, its root, or its halves, both of them nearly the whole.
pub fn held(word: &Weighed, bag: &Bag) -> f32 {
    let shared = word.terms.iter().filter_map(|(term, share)| {
        let other = bag.get(term)?;
        Some(share.min(*other))
    });
    let pairs = word
        .halves
        .iter()
        .filter_map(|(first, second)| Some(both(*bag.get(first)?, *bag.get(second)?)));
    shared.chain(pairs).fold(0.0, f32::max)
}

/// How much of a word its two halves are.
pub fn both(first: f32, second: f32) -> f32 {
    BOTH * (FIRST_OF_TWO * first + SECOND_OF_TWO * second)
}

/// A word with what stands before it.
struct Token<'text> {
    word: &'text str,
    /// Whether a sentence or item opens with it.
    opens: bool,
}

impl Token<'_> {
    /// Whether it says something of the matter: no small word, no number; short codes ("P4", "KS") do.
    fn tells(&self) -> bool {
        let letters = self.word.chars().filter(|c| c.is_alphabetic()).count();
        let capital = self
            .word
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit());
        let long = self.word.chars().count() > 2 && letters > 0;
        let code = capital && letters > 0 && self.word.chars().count() == 2;
        (long || code) && !STOP.has(&self.word.to_lowercase())
    }

    /// Whether it is written as a name: "Helsedirektoratet", "HelseIArbeid", "IPS", "P4".
    fn is_name(&self) -> bool {
        let mut letters = self.word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let inner = letters.any(char::is_uppercase);
        let digits = self.word.chars().any(|c| c.is_ascii_digit());
        inner || digits || capital && !self.opens
    }
}

/// The words of a text, hyphens inside kept.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + text[at..].find(char::is_alphanumeric)?;
        let mut end = from;
        let mut rest = text[from..].char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let joins = c == '-' && rest.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !c.is_alphanumeric() && !joins {
                break;
            }
            end = from + offset + c.len_utf8();
        }
        let before = text[..from].trim_end().chars().next_back();
        at = end;
        Some(Token {
            word: &text[from..end],
            opens: before.is_none_or(|c| ".:!?|–-".contains(c)),
        })
    })
}
