//! Whether a sentence directs somebody: the finite verb of its main clause, whose act it is, and what
//! the clause says.

mod actor;
mod asked;
mod kind;
mod laid_down;
mod modal;
mod negation;
mod relative;
mod subject;

pub(in crate::extract) use laid_down::STANDS_FAST;

use super::clause::{Clause, clauses, opens_clause};
use super::unit::{Memory, Mention, UnitFinder};
use super::word::{Token, lower, tokens};
use crate::language::{Words, words};
use crate::model::{Modality, ObligationKind, Polarity};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static PARTICLES: LazyLock<&Words> = LazyLock::new(|| words("directive", "particles"));
static BEFORE_NOUN: LazyLock<&Words> = LazyLock::new(|| words("directive", "before_noun"));
static NOUN_INFINITIVES: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "noun_infinitives"));

/// A unit that must act, with the bytes that say so and the rule that read them.
pub(in crate::extract) type Actor = (String, (usize, usize), &'static str);

/// What a sentence lays upon somebody.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::extract) struct Directive {
    /// How strongly.
    pub modality: Modality,
    /// What sort, where the sentence itself tells.
    pub kind: Option<ObligationKind>,
    /// Bytes of the words that tell the kind.
    pub kind_words: (usize, usize),
    /// Bytes of the directing words.
    pub words: (usize, usize),
    /// Name of the rule.
    pub rule: &'static str,
    /// Who must act, with the bytes that say so; empty where the sentence names nobody.
    pub units: Vec<Actor>,
    /// Whether it forbids.
    pub polarity: Polarity,
    /// Bytes of a subject of which cannot be told whether it is a thing or somebody who acts.
    pub doubt: Option<(usize, usize)>,
}

/// A sentence taken apart.
pub(in crate::extract) struct Sentence<'t> {
    /// Its words.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token<'t>>,
    /// Its main clauses.
    pub clauses: Vec<Clause>,
    /// The units it names.
    pub mentions: Vec<Mention>,
}

impl<'t> Sentence<'t> {
    /// Takes a sentence apart; `lower` is its text in lower case.
    pub(in crate::extract) fn new(
        text: &'t str,
        lower: &'t str,
        finder: &UnitFinder,
        memory: &mut Memory,
    ) -> Sentence<'t> {
        let tokens = tokens(text, lower);
        Sentence {
            text,
            clauses: clauses(&tokens),
            mentions: finder.mentions(text, memory),
            tokens,
        }
    }
}

/// The text in lower case, for [`Sentence::new`].
pub(in crate::extract) fn lower_case(text: &str) -> String {
    lower(text)
}

/// What decides beside the sentence's own words.
pub(in crate::extract) struct Setting<'a> {
    /// Looks up units.
    pub finder: &'a UnitFinder,
    /// What was named before.
    pub memory: &'a Memory,
    /// Whether something leads into it.
    pub led: bool,
    /// Whether it stands under a heading for assignments or reports.
    pub heading: Option<ObligationKind>,
    /// What the statement before it in the same section demands, if anything.
    pub before: Option<(Modality, Option<ObligationKind>)>,
}

/// What the sentence demands, if anything.
pub(in crate::extract) fn directive(
    sentence: &Sentence<'_>,
    setting: &Setting<'_>,
) -> Option<Directive> {
    let mut strongest: Option<Directive> = None;
    let mut units: Vec<Actor> = Vec::new();
    let mut kind: Option<(ObligationKind, (usize, usize))> = None;
    for (index, clause) in sentence.clauses.iter().enumerate() {
        let reading = Reading {
            sentence,
            setting,
            clause,
            index,
        };
        let Some(found) = reading.read() else {
            continue;
        };
        for unit in &found.units {
            if !units.iter().any(|(slug, _, _)| *slug == unit.0) {
                units.push(unit.clone());
            }
        }
        if let Some(found_kind) = found.kind
            && kind.is_none()
        {
            kind = Some((found_kind, found.kind_words));
        }
        if strongest
            .as_ref()
            .is_none_or(|best| found.modality > best.modality)
        {
            strongest = Some(found);
        }
    }
    let Some(mut directive) = strongest else {
        return below(sentence, setting);
    };
    directive.units = units;
    if let Some((kind, words)) = kind {
        directive.kind = Some(kind);
        directive.kind_words = words;
    }
    Some(directive)
}

/// What a relative clause lays upon a unit in a sentence that directs nobody otherwise.
fn below(sentence: &Sentence<'_>, setting: &Setting<'_>) -> Option<Directive> {
    let clause = sentence.clauses.first()?;
    let reading = Reading {
        sentence,
        setting,
        clause,
        index: 0,
    };
    reading.relative_duty()
}

/// The units that act in a sentence which only its list makes a requirement.
pub(in crate::extract) fn acting(sentence: &Sentence<'_>, setting: &Setting<'_>) -> Vec<Actor> {
    let Some(clause) = sentence.clauses.first() else {
        return Vec::new();
    };
    Reading {
        sentence,
        setting,
        clause,
        index: 0,
    }
    .acting()
}

struct Reading<'r, 't> {
    sentence: &'r Sentence<'t>,
    setting: &'r Setting<'r>,
    clause: &'r Clause,
    index: usize,
}

impl<'r, 't> Reading<'r, 't> {
    fn read(&self) -> Option<Directive> {
        let tokens = &self.sentence.tokens;
        let verb = &tokens[self.clause.verb];
        if verb.class.is_modal() {
            return self.modal();
        }
        if self.denies_duty() {
            return None;
        }
        self.prohibition()
            .or_else(|| self.asking())
            .or_else(|| self.that_clause())
            .or_else(|| self.role())
            .or_else(|| self.standing())
            .or_else(|| self.passive())
    }

    fn main_infinitive(&self) -> Option<usize> {
        self.infinitive_after(self.clause.verb)
    }

    fn infinitive_after(&self, at: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let mut depth = 0_usize;
        for i in at + 1..tokens.len() {
            let token = &tokens[i];
            if token.aside {
                continue;
            }
            if token.is_any(&[";", ":"]) {
                return None;
            }
            if opens_clause(tokens, i) {
                depth += 1;
                continue;
            }
            if depth > 0 {
                // A relative clause between subject and infinitive: "skal brukere som ønsker det, få".
                if token.word == ","
                    || token.class.is(WordClass::FINITE) && !token.class.is(WordClass::PASSIVE)
                {
                    if token.word == "," {
                        depth = 0;
                    }
                    continue;
                }
                continue;
            }
            if token.class.is(WordClass::PASSIVE) && !token.class.is(WordClass::FINITE) {
                return Some(i);
            }
            if token.class.is(WordClass::INFINITIVE) && !self.noun_here(i) {
                return Some(i);
            }
        }
        None
    }

    /// An infinitive form used as a noun: "etter avtale", "en støtte".
    fn noun_here(&self, at: usize) -> bool {
        let before = self.token(at - 1);
        before.class.is(WordClass::PREPOSITION) && !before.is_in(&PARTICLES)
            || before.is_in(&BEFORE_NOUN) && self.token(at).is_in(&NOUN_INFINITIVES)
    }

    fn bli_passive(&self) -> bool {
        let main = self.main_infinitive();
        main.is_some_and(|at| {
            self.token(at).is_any(&["bli", "verte", "bli_"])
                && self
                    .within(at + 1, 4, |token| {
                        ["t", "te", "a", "ne", "et", "ede"]
                            .iter()
                            .any(|e| token.word.ends_with(e))
                            && token.word.len() > 4
                            && !token.class.is(WordClass::DETERMINER)
                    })
                    .is_some()
        })
    }

    /// "Det …" or "… er det …" as a mere place-holder.
    fn impersonal(&self) -> bool {
        let before = self.clause.before.clone();
        let last = before.clone().rev().find(|at| !self.token(*at).is_mark());
        last.is_some_and(|at| self.token(at).word == "det" && before.len() <= 2)
            || before.len() == 1 && self.token(before.start).word == "det"
            || self
                .within(self.clause.verb + 1, 1, |token| token.word == "det")
                .is_some()
    }

    fn anaphoric(&self) -> bool {
        let before = self.clause.before.clone();
        before.len() <= 2
            && before
                .clone()
                .any(|at| self.token(at).is_any(&["det", "dette"]))
    }

    fn phrase(&self, from: usize, reach: usize, words: &[&str]) -> bool {
        let tokens = &self.sentence.tokens;
        let end = tokens.len().min(from + reach + words.len());
        tokens[from.min(end)..end]
            .windows(words.len())
            .any(|window| {
                window
                    .iter()
                    .zip(words)
                    .all(|(token, word)| token.word == *word)
            })
    }

    fn within(
        &self,
        from: usize,
        reach: usize,
        wanted: impl Fn(&Token<'_>) -> bool,
    ) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        (from..tokens.len().min(from + reach)).find(|at| !tokens[*at].aside && wanted(&tokens[*at]))
    }

    fn token(&self, at: usize) -> &'r Token<'t> {
        &self.sentence.tokens[at]
    }

    fn found(&self, modality: Modality, rule: &'static str, at: usize) -> Directive {
        let token = self.token(at);
        Directive {
            modality,
            kind: None,
            kind_words: (token.start, token.end),
            words: (token.start, token.end),
            rule,
            units: Vec::new(),
            polarity: Polarity::Positive,
            doubt: None,
        }
    }
}

#[cfg(test)]
mod tests;
