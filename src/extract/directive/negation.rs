//! What is denied: "skal ikke" and "kan ikke" forbid, "ikke anledning til å" too; "er ikke forpliktet"
//! binds nobody.

use super::super::clause::opens_clause;
use super::{Directive, Reading};
use crate::language::{Words, words};
use crate::model::{Modality, Polarity};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static NEGATIONS: LazyLock<&Words> = LazyLock::new(|| words("directive", "negations"));
static TAKEN_BACK: LazyLock<&Words> = LazyLock::new(|| words("directive", "after_negation"));
static NO_PROHIBITIONS: LazyLock<&Words> = LazyLock::new(|| words("directive", "no_prohibitions"));
static ALLOWED: LazyLock<&Words> = LazyLock::new(|| words("directive", "allowed"));
static FORBIDDEN: LazyLock<&Words> = LazyLock::new(|| words("directive", "forbidden"));
static PERMITS: LazyLock<&Words> = LazyLock::new(|| words("directive", "permits"));
static DENIED_DUTIES: LazyLock<&Words> = LazyLock::new(|| words("directive", "denied_duties"));

/// How far behind its verb a word of a short clause may stand.
const REACH: usize = 6;

impl Reading<'_, '_> {
    /// The negation of the verb at `from`: it stands before the infinitive, or among the next words.
    pub(super) fn negation(&self, from: usize) -> Option<usize> {
        let limit = self.infinitive_after(from).unwrap_or(from + 1 + REACH);
        self.negation_in(from + 1, limit)
    }

    /// A negation from token `from` up to `limit` that nothing takes back, before another clause opens.
    fn negation_in(&self, from: usize, limit: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let end = limit.min(tokens.len());
        (from..end)
            .take_while(|at| !opens_clause(tokens, *at) && !tokens[*at].is_any(&[";", ":"]))
            .filter(|at| NEGATIONS.has(tokens[*at].word) && !tokens[*at].aside)
            .find(|at| {
                tokens
                    .get(at + 1)
                    .is_none_or(|next| !TAKEN_BACK.has(next.word))
            })
    }

    /// Whether a negation stands between two tokens.
    pub(super) fn denied_between(&self, from: usize, limit: usize) -> bool {
        self.negation_in(from, limit).is_some()
    }

    /// Whether "kan ikke …" forbids rather than tells: not "kan ikke utelukkes".
    pub(super) fn forbids(&self, main: Option<usize>) -> bool {
        main.is_none_or(|at| !NO_PROHIBITIONS.has(self.token(at).word))
    }

    /// "Det er ikke anledning til å overskride rammen", "Det er forbudt å …", "Omfordeling tillates ikke".
    pub(super) fn prohibition(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let denied = self.negation_in(at + 1, at + 1 + REACH);
        let end = if PERMITS.has(verb.word) {
            denied?
        } else if verb.class.is(WordClass::FINITE) && !verb.class.is_modal() {
            let word =
                |list: &'static Words| self.within(at + 1, REACH, |token| list.has(token.word));
            let allowed = || {
                let allowed = word(&ALLOWED)?;
                denied.filter(|denied| *denied < allowed).map(|_| allowed)
            };
            let forbidden = || word(&FORBIDDEN).filter(|_| denied.is_none());
            let end = allowed().or_else(forbidden)?;
            // "har ikke lov" and "er forbudt" need what is forbidden.
            self.within(end + 1, 4, |token| token.word == "å")?;
            end
        } else {
            return None;
        };
        let mut directive = self.found(Modality::Must, "modality/forbidden", at);
        directive.words.1 = self.token(end).end;
        directive.polarity = Polarity::Negative;
        let subject = self.subject();
        directive.units = match subject {
            super::subject::Subject::Writer => return None,
            subject => self.actors(&subject, None, false),
        };
        Some(directive)
    }

    /// "er ikke forpliktet til", "har ikke ansvar for": nothing is laid upon anybody.
    pub(super) fn denies_duty(&self) -> bool {
        let at = self.clause.verb;
        let Some(denied) = self.negation_in(at + 1, at + 1 + REACH) else {
            return false;
        };
        let duty = self.within(denied + 1, REACH, |token| DENIED_DUTIES.has(token.word));
        duty.is_some() || DENIED_DUTIES.has(self.token(at).word.trim_end_matches(['r', 'e']))
    }
}
