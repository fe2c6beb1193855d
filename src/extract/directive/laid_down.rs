//! Clauses without a modal that lay something down: roles and duties given, what stands, present passives.

use super::super::word::Token;
use super::kind::accounts;
use super::subject::Subject;
use super::{Directive, Reading};
use crate::language::{Words, words};
use crate::model::{Modality, ObligationKind};
use crate::vocabulary::{UnitKind, WordClass};
use std::sync::LazyLock;

/// Present passives that lay something down rather than tell of it.
pub(super) static LAID_DOWN: LazyLock<&Words> = LazyLock::new(|| words("directive", "laid_down"));
static RESPONSIBLE_FOR: LazyLock<&Words> = LazyLock::new(|| words("directive", "responsible_for"));
static PARTS_GIVEN: LazyLock<&Words> = LazyLock::new(|| words("directive", "parts_given"));
static BIND: LazyLock<&Words> = LazyLock::new(|| words("directive", "bind"));
static THE_DUTY: LazyLock<&Words> = LazyLock::new(|| words("directive", "the_duty"));
static RANKED: LazyLock<&Words> = LazyLock::new(|| words("directive", "ranked"));
static RANKING_ADVERBS: LazyLock<&Words> = LazyLock::new(|| words("directive", "ranking_adverbs"));
static RULES_LAID: LazyLock<&Words> = LazyLock::new(|| words("directive", "rules_laid"));
static HIGH: LazyLock<&Words> = LazyLock::new(|| words("directive", "high"));
static SAME: LazyLock<&Words> = LazyLock::new(|| words("directive", "same"));
static ARTICLES: LazyLock<&Words> = LazyLock::new(|| words("directive", "articles"));
static BUDGET_WORDS: LazyLock<&Words> = LazyLock::new(|| words("directive", "budget_words"));
static DUTIES: LazyLock<&Words> = LazyLock::new(|| words("directive", "duties"));
static BOUND: LazyLock<&Words> = LazyLock::new(|| words("directive", "bound"));
static GIVEN: LazyLock<&Words> = LazyLock::new(|| words("directive", "given"));
static LED_WORK: LazyLock<&Words> = LazyLock::new(|| words("directive", "led_work"));

static CARRIES: LazyLock<&Words> = LazyLock::new(|| words("directive", "carries"));
static SENT: LazyLock<&Words> = LazyLock::new(|| words("directive", "sent"));
static MAIL: LazyLock<&Words> = LazyLock::new(|| words("directive", "mail"));
static NEEDED: LazyLock<&Words> = LazyLock::new(|| words("directive", "needed"));
static ASSIGNED: LazyLock<&Words> = LazyLock::new(|| words("directive", "assigned"));
static BEFORE_ASSIGNED: LazyLock<&Words> = LazyLock::new(|| words("directive", "before_assigned"));
static CARRIED_ON: LazyLock<&Words> = LazyLock::new(|| words("directive", "carried_on"));
static CARRIED: LazyLock<&Words> = LazyLock::new(|| words("directive", "carried"));
static ONWARDS: LazyLock<&Words> = LazyLock::new(|| words("directive", "onwards"));
static TASKS: LazyLock<&Words> = LazyLock::new(|| words("directive", "tasks"));

/// The rule that reads "Rutinene ligger fast".
pub(in crate::extract) const STANDS_FAST: &str = "modality/stands-fast";

impl<'r, 't> Reading<'r, 't> {
    pub(super) fn role(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let near = |list: &'static Words, reach: usize| {
            self.within(at + 1, reach, |token| token.is_in(list))
        };
        let duty = |token: &Token<'_>| {
            let word = token.word.trim_end_matches('s');
            DUTIES.has(word)
        };
        if let Some(directive) = self.duty_that_binds() {
            return Some(directive);
        }
        let (rule, kind, end) = match verb.word {
            "plikter" | "pliktar" => ("modality/duty", None, at),
            "er" => {
                let word = near(&BOUND, 5)?;
                if self.token(word).word.starts_with("ansvarl")
                    && !self
                        .token(word + 1 - usize::from(word + 1 >= self.sentence.tokens.len()))
                        .is_in(&RESPONSIBLE_FOR)
                {
                    return None;
                }
                ("modality/duty", None, word)
            }
            "har" => {
                if let Some(given) = near(&GIVEN, 2) {
                    let what = self.within(given + 1, 8, |token| {
                        duty(token) || token.is_in(&PARTS_GIVEN)
                    })?;
                    let word = self.token(what).word;
                    if word.starts_with("oppdrag") {
                        ("modality/assigned", Some(ObligationKind::Assignment), what)
                    } else {
                        ("modality/role-given", None, what)
                    }
                } else {
                    let what = self.within(at + 1, 5, duty)?;
                    ("modality/duty", None, what)
                }
            }
            "gis" | "får" | "gjevast" | "gjev" | "blir" | "vert" => {
                let what = self.within(at + 1, 9, |token| {
                    duty(token) || ASSIGNED.has(token.word) || token.word == "fullmakt"
                })?;
                let word = self.token(what).word;
                if word == "fullmakt" {
                    self.within(what + 1, 2, |token| token.word == "å")?;
                    if matches!(self.subject(), Subject::Writer) {
                        return None;
                    }
                    let mut directive = self.found(Modality::May, "modality/authorised", at);
                    directive.words.1 = self.token(what).end;
                    if let Subject::Units(row) = self.subject() {
                        directive.units = self.named(&row.mentions, "unit/subject");
                    }
                    return Some(directive);
                }
                if ASSIGNED.has(word) {
                    if !BEFORE_ASSIGNED.has(self.token(what - 1).word) {
                        return None;
                    }
                    ("modality/assigned", Some(ObligationKind::Assignment), what)
                } else {
                    ("modality/role-given", None, what)
                }
            }
            "overtar" | "overtek" => ("modality/taking-over", None, at),
            "leder" | "leier" | "koordinerer" | "koordinerar" => {
                let what = near(&LED_WORK, 3)?;
                ("modality/leading", None, what)
            }
            _ => return None,
        };
        let subject = self.subject();
        // "Det gis i oppdrag å …": to the recipient.
        if rule == "modality/assigned" && verb.word != "har" && self.impersonal() {
            let mut directive = self.found(Modality::Must, rule, at);
            directive.words.1 = self.token(end).end;
            directive.kind = kind;
            directive.kind_words = directive.words;
            return Some(directive);
        }
        let actors = match &subject {
            Subject::Units(row) => self.named(&row.mentions, "unit/subject"),
            Subject::Others(actors) => actors.clone(),
            Subject::Nobody => self.pronoun(),
            Subject::Owned(_) | Subject::Writer => Vec::new(),
        };
        let slugs = || actors.iter().map(|(slug, _, _)| slug);
        if actors.is_empty() || slugs().any(|slug| self.is_writer(slug)) {
            return None;
        }
        // A body outside that another letter has tasked is told of, not directed.
        let outsider = slugs().all(|slug| {
            !self
                .setting
                .finder
                .related(slug, &self.setting.memory.recipient)
                && self.setting.finder.kind(slug) != Some(UnitKind::Role)
        });
        if outsider && verb.word == "har" && rule != "modality/duty" {
            return None;
        }
        let mut directive = self.found(Modality::Must, rule, at);
        directive.words.1 = self.token(end).end.max(directive.words.1);
        directive.units = actors;
        self.kind_of(&mut directive, self.infinitive_after(end));
        if let Some(kind) = kind {
            directive.kind = Some(kind);
            directive.kind_words = directive.words;
        }
        Some(directive)
    }

    /// "Plikten til å melde avvik gjelder alle ansatte", "For kontorene gjelder særskilte krav".
    pub(super) fn duty_that_binds(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let binds = self.token(at).is_in(&BIND);
        if !binds {
            return None;
        }
        let first = self.clause.before.clone().next()?;
        let duty = self.token(first).is_in(&THE_DUTY)
            && self
                .clause
                .before
                .clone()
                .any(|at| self.token(at).word == "å");
        let demands = || {
            self.within(at + 1, 5, |token| token.is_any(&["krav", "plikter"]))
                .filter(|_| self.token(first).word == "for")
        };
        let mut directive = self.found(Modality::Must, "modality/duty", at);
        if duty {
            let mut from = at + 1;
            while self
                .sentence
                .tokens
                .get(from)
                .is_some_and(|token| token.class.is(WordClass::PREPOSITION))
            {
                from += 1;
            }
            directive.units = self.row_units(from, "unit/object");
        } else {
            directive.words.1 = self.token(demands()?).end;
            directive.units = self.row_units(first + 1, "unit/object");
        }
        if directive
            .units
            .iter()
            .any(|(slug, _, _)| self.is_writer(slug))
            || !duty && directive.units.is_empty()
        {
            return None;
        }
        Some(directive)
    }

    /// "Det er ei sentral oppgåve for Tangdirektoratet å telje fugl".
    fn task_of(&self) -> Option<Directive> {
        let at = self.clause.verb;
        if self.token(at).word != "er" {
            return None;
        }
        let task = self.within(at + 1, 5, |token| TASKS.has(token.word))?;
        let owner = self.within(task + 1, 1, |token| token.word == "for")? + 1;
        let units = self.row_units(owner, "unit/object");
        let bound = self
            .within(owner + 1, 8, |token| token.word == "å")
            .is_some()
            || !self.impersonal();
        if units.is_empty() || !bound || units.iter().any(|(slug, _, _)| self.is_writer(slug)) {
            return None;
        }
        let mut directive = self.found(Modality::Must, "modality/task", at);
        directive.words.1 = self.token(task).end;
        directive.units = units;
        Some(directive)
    }

    pub(super) fn standing(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        if let Some(task) = self.task_of() {
            return Some(task);
        }
        match verb.word {
            "er" | "blir" | "vert" => {
                let priority = self.within(at + 1, 7, |token| token.is_in(&RANKED));
                let fronted = self
                    .clause
                    .before
                    .clone()
                    .find(|at| self.token(*at).is_any(&["prioritert", "prioriterte"]));
                if let Some(word) = priority.or(fronted.filter(|_| self.clause.before.len() <= 6)) {
                    // "i prioriterte grupper", "viktig å se prioriterte grupper" only mention it.
                    let owned = word > at
                        && !(at + 1..word).all(|i| {
                            let token = self.token(i);
                            token.class.is(WordClass::DETERMINER)
                                || token.class.is(WordClass::ADVERB)
                                || token.is_in(&RANKING_ADVERBS)
                        });
                    if owned || self.past(at) {
                        return None;
                    }
                    let mut directive = self.found(Modality::Must, "modality/priority", at);
                    directive.kind = Some(ObligationKind::Priority);
                    directive.kind_words = (self.token(word).start, self.token(word).end);
                    return Some(directive);
                }
                if let Some(directive) = self.relative_rule() {
                    return Some(directive);
                }
                let choice = self.within(at + 1, 3, |token| token.is_in(&RULES_LAID));
                choice.map(|choice| {
                    let mut directive = self.found(Modality::Must, "modality/laid-down", at);
                    directive.words.1 = self.token(choice).end;
                    directive
                })
            }
            "har" | "gis" | "får" | "skal" => {
                let word = self.within(at + 1, 3, |token| token.word == "prioritet")?;
                let high = self.token(word - 1).is_in(&HIGH);
                if !high || self.past(at) {
                    return None;
                }
                let mut directive = self.found(Modality::Must, "modality/priority", at);
                directive.words.1 = self.token(word).end;
                directive.kind = Some(ObligationKind::Priority);
                directive.kind_words = directive.words;
                Some(directive)
            }
            "ligger" | "ligg" | "står" => {
                let fast = self.within(at + 1, 1, |token| token.word == "fast")?;
                let mut directive = self.found(Modality::Must, STANDS_FAST, at);
                directive.words.1 = self.token(fast).end;
                Some(directive)
            }
            "gjelder" | "gjeld" => {
                let same = self
                    .clause
                    .before
                    .clone()
                    .any(|at| self.token(at).is_in(&SAME));
                let (modality, kind) = self.setting.before?;
                if !same || self.clause.before.len() > 4 || self.clause.before.is_empty() {
                    return None;
                }
                let mut directive = self.found(modality, "modality/same", at);
                directive.kind = kind;
                directive.kind_words = directive.words;
                Some(directive)
            }
            "inngår" | "inngår_i" => None,
            "er_behov" => None,
            _ => None,
        }
        .or_else(|| self.need())
    }

    /// "X er forhold som skal legges til grunn": the relative clause lays it down.
    pub(super) fn relative_rule(&self) -> Option<Directive> {
        if self.impersonal() {
            return None;
        }
        let tokens = &self.sentence.tokens;
        let who = self.within(self.clause.verb + 1, 7, |token| token.word == "som")?;
        let modal = tokens.get(who + 1)?;
        let modality = match modal.class {
            class if class.is(WordClass::MUST) => Modality::Must,
            class if class.is(WordClass::SHOULD) => Modality::Should,
            _ => return None,
        };
        let main = tokens.get(who + 2)?;
        // "er vedtatt en plan som skal følges" has a participle after the copula and tells.
        let predicate = self.clause.verb + 1..who;
        let tells = predicate.clone().any(|at| tokens[at].is_in(&ARTICLES));
        if !main.class.is(WordClass::PASSIVE) || tells {
            return None;
        }
        let mut directive = self.found(modality, "modality/relative", who + 1);
        directive.words.1 = main.end;
        self.kind_of(&mut directive, Some(who + 2));
        Some(directive)
    }

    /// "Det er behov for": asked for where it stands among assignments.
    pub(super) fn need(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let assigned = self.setting.heading == Some(ObligationKind::Assignment);
        if !assigned || !self.impersonal() {
            return None;
        }
        let need = if NEEDED.has(self.token(at).word) {
            at
        } else if self.token(at).word == "er" {
            self.within(at + 1, 2, |token| token.word == "behov")?
        } else {
            return None;
        };
        let mut directive = self.found(Modality::Requested, "modality/need", at);
        directive.words.1 = self.token(need).end;
        Some(directive)
    }

    pub(super) fn passive(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let reported = self.setting.heading == Some(ObligationKind::Reporting)
            && (at + 1..self.clause.after.end).any(|at| {
                accounts(self.token(at).word) || self.token(at).word.starts_with("årsrapport")
            });
        let basis = verb.is_any(&["brukes", "brukast"])
            && self
                .within(at + 1, 1, |token| token.word == "som")
                .is_some()
            && self
                .within(at + 2, 2, |token| {
                    token.is_any(&["utgangspunkt", "grunnlag"])
                })
                .is_some();
        let laid_down = if verb.class.is(WordClass::PASSIVE) {
            LAID_DOWN.has(verb.word) || reported || basis
        } else {
            verb.is_any(&["blir", "vert"])
                && self
                    .within(at + 1, 4, |token| CARRIED_ON.has(token.word))
                    .is_some()
                || verb.is_any(&["blir", "vert"]) && self.carried_on(at)
        };
        let laid_down = laid_down
            || CARRIES.has(verb.word)
                && self
                    .within(at + 1, 1, |token| ONWARDS.has(token.word))
                    .is_some();
        if !laid_down || self.elsewhere() || self.sends_mail() {
            return None;
        }
        // "Det arbeides med" tells; "Det rapporteres på" asks.
        if self.impersonal() && !verb.word.starts_with("rapporter") {
            return None;
        }
        let subject = self.subject();
        if matches!(subject, Subject::Writer) {
            return None;
        }
        let mut directive = self.found(Modality::Must, "modality/laid-down", at);
        directive.units = self.actors(&subject, Some(at), true);
        if directive
            .units
            .iter()
            .any(|(slug, _, _)| self.is_writer(slug))
        {
            return None;
        }
        self.kind_of(&mut directive, Some(at));
        let prioritised = (0..self.clause.verb.min(4))
            .find(|at| self.index == 0 && self.token(*at).word == "prioriterte");
        if let Some(word) = prioritised {
            directive.kind = Some(ObligationKind::Priority);
            directive.kind_words = (self.token(word).start, self.token(word).end);
        }
        Some(directive)
    }

    /// "Mer informasjon sendes i første kvartal": the writer's own mail.
    fn sends_mail(&self) -> bool {
        let mut before = self.clause.before.clone();
        SENT.has(self.token(self.clause.verb).word)
            && before.any(|at| MAIL.has(self.token(at).word))
            && self
                .within(self.clause.verb + 1, 8, |token| token.word == "til")
                .is_none()
    }

    /// "blir ført vidare": verb and particle apart.
    fn carried_on(&self, at: usize) -> bool {
        self.within(at + 1, 4, |token| CARRIED.has(token.word))
            .and_then(|led| self.within(led + 1, 1, |token| ONWARDS.has(token.word)))
            .is_some()
    }

    /// What the sentence puts off to another letter, or tells of the writer's own plans.
    pub(super) fn elsewhere(&self) -> bool {
        let words = |words: &[&str]| {
            let tokens = &self.sentence.tokens;
            tokens.windows(words.len()).any(|window| {
                window
                    .iter()
                    .zip(words)
                    .all(|(token, word)| token.word == *word)
            })
        };
        let budget = self
            .sentence
            .tokens
            .iter()
            .any(|token| token.is_in(&BUDGET_WORDS))
            && !self
                .sentence
                .tokens
                .iter()
                .any(|token| token.word.starts_with("rapporter"));
        budget
            || words(&["eget", "brev"])
            || words(&["eige", "brev"])
            || words(&["egne", "brev"])
            || words(&["nærmere"])
            || words(&["nærare"])
            || words(&["av", "departementet"])
            || words(&["av", "regjeringen"])
            || words(&["tidspunkt"])
    }

    pub(super) fn past(&self, at: usize) -> bool {
        self.within(at + 1, 2, |token| {
            token.is_any(&["blitt", "tidligere", "vorte"])
        })
        .is_some()
    }
}
