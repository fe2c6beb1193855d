//! Clauses that ask or expect: ber om, oppfordres, forventes at, legger til grunn at, er nødvendig at.

use super::actor::OTHERS;
use super::laid_down::LAID_DOWN;
use super::subject::Subject;
use super::{Directive, Reading};
use crate::language::{Words, words};
use crate::model::{Modality, Polarity};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static REQUIRED: LazyLock<&Words> = LazyLock::new(|| words("directive", "required_participles"));
static EXPECTED: LazyLock<&Words> = LazyLock::new(|| words("directive", "expected_participles"));
static NECESSARY: LazyLock<&Words> = LazyLock::new(|| words("directive", "necessary"));
static WEIGHTY: LazyLock<&Words> = LazyLock::new(|| words("directive", "weighty"));
static ASKED_PARTICIPLES: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "asked_participles"));

impl<'r, 't> Reading<'r, 't> {
    pub(super) fn asking(&self) -> Option<Directive> {
        let verb = self.token(self.clause.verb);
        let at = self.clause.verb;
        let (modality, passive) = match verb.word {
            "bes" | "bedes" => (Modality::Requested, true),
            "ber" | "bed" => (Modality::Requested, false),
            "oppfordres" | "oppmodes" | "oppmodast" | "oppfordrast" | "anbefales" | "tilrås"
            | "tilrådes" | "tilråast" | "rådes" | "anbefalast" => (Modality::Should, true),
            "oppfordrer" | "oppmodar" | "oppmoder" | "anbefaler" | "tilrår" | "rår"
            | "oppfordrar" => (Modality::Should, false),
            "blir" | "vert" | "er" => {
                // "blir bedt om å", "er bedt om å", "blir bedne om"
                let participle = self.within(at + 1, 6, |token| token.is_in(&ASKED_PARTICIPLES))?;
                let word = self.token(participle).word;
                let modality = if word.starts_with("opp") {
                    Modality::Should
                } else {
                    Modality::Requested
                };
                (modality, true)
            }
            _ => return None,
        };
        let mut directive = self.found(modality, "modality/asked", at);
        if passive {
            match self.subject() {
                Subject::Units(row) => directive.units = self.named(&row.mentions, "unit/subject"),
                Subject::Others(actors) => directive.units = actors,
                Subject::Nobody => directive.units = self.pronoun(),
                Subject::Owned(_) => {}
                Subject::Writer => return None,
            }
        } else {
            if !self.writes() {
                return None;
            }
            directive.units = self.object_units(at + 1);
            if directive.units.is_empty() {
                directive.units = self.object_units(at + 2);
            }
        }
        self.kind_of(&mut directive, self.infinitive_after(at));
        Some(directive)
    }

    // "Det forventes at X …", "Departementet legger til grunn at X …", "Det er nødvendig at X …".

    pub(super) fn that_clause(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let that = self.that();
        let impersonal = self.impersonal();
        let near_that = that.is_some();
        let (modality, rule) = match verb.word {
            "forventes" | "forventast" | "ventast" => {
                let to = self.within(at + 1, 8, |token| token.word == "å");
                if !near_that && to.is_none() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "forventer" | "forventar" | "ventar" | "venter" => {
                if !self.writes() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "legger" | "legg" | "legges" | "leggast" | "leggjer"
                if self.phrase(at + 1, 8, &["til", "grunn"]) && near_that =>
            {
                if !verb.word.ends_with('s') && !self.writes() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "forutsettes" | "forutsettast" | "føresetjast" | "føresettast" if near_that => {
                (Modality::Must, "modality/required")
            }
            "forutsetter" | "føreset" if near_that && self.writes() => {
                (Modality::Must, "modality/required")
            }
            "kreves" | "krevst" | "krevjast" => (Modality::Must, "modality/required"),
            "krever" | "krev" if near_that => (Modality::Must, "modality/required"),
            "stiller" | "stilles" | "stiller_krav" | "stillast"
                if near_that
                    && self
                        .within(at + 1, 6, |t| t.is_any(&["krav", "kravet"]))
                        .is_some() =>
            {
                (Modality::Must, "modality/required")
            }
            "understreker" | "understrekar" | "presiserer" | "presiserar" | "minner" | "minnar"
            | "understrekes" | "presiseres"
                if near_that && (impersonal || self.writes()) =>
            {
                return self.modal_below(that? + 1);
            }
            "er" | "blir" | "vert" => {
                let word = |list: &'static Words| {
                    self.within(at + 1, 7, |token| token.is_in(list))
                        .filter(|found| that.is_some_and(|that| *found < that))
                };
                if word(&REQUIRED).is_some() {
                    (Modality::Must, "modality/required")
                } else if word(&EXPECTED).is_some() {
                    (Modality::Expected, "modality/expected")
                } else if impersonal && word(&NECESSARY).is_some() {
                    (Modality::Must, "modality/required")
                } else if impersonal && word(&WEIGHTY).is_some() {
                    return self.important(that?);
                } else {
                    return None;
                }
            }
            "innebærer" | "inneber" | "betyr" | "tyder" | "medfører" | "medfører_at"
            | "inkluderer" | "omfatter"
                if self.anaphoric() =>
            {
                return self.consequence(that);
            }
            _ => return None,
        };
        let mut directive = self.found(modality, rule, at);
        if that.is_some_and(|that| self.foretells(that + 1)) {
            return None;
        }
        if let Some(that) = that {
            directive.units = self.row_units(that + 1, "unit/that-clause");
            if let Subject::Units(row) = self.subject()
                && directive.units.is_empty()
                && !impersonal
                && verb.word.ends_with('s')
            {
                directive.units = self.named(&row.mentions, "unit/subject");
            }
        } else if let Subject::Units(row) = self.subject() {
            directive.units = self.named(&row.mentions, "unit/subject");
        }
        let main = that.and_then(|that| self.verb_below(that + 1));
        // "forutsetter at midlene ikke brukes": the negation stands before the verb of the that-clause.
        if let (Some(that), Some(main)) = (that, main)
            && self.denied_between(that + 1, main + 1)
        {
            directive.polarity = Polarity::Negative;
        }
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    /// "forventer at omleggingen vil medføre …": a thing that will be so is a forecast.
    fn foretells(&self, from: usize) -> bool {
        self.verb_below(from)
            .is_some_and(|verb| self.token(verb).class.is(WordClass::WILL))
            && self.row_units(from, "unit/that-clause").is_empty()
    }

    /// "Det er viktig at X gjør": expected where a unit is named as acting.
    pub(super) fn important(&self, that: usize) -> Option<Directive> {
        let units = self.row_units(that + 1, "unit/that-clause");
        let others = |actor: &super::Actor| actor.2 == OTHERS;
        if !units.is_empty() && units.iter().all(others) {
            let mut directive =
                self.found(Modality::Expected, "modality/important", self.clause.verb);
            directive.units = units;
            return Some(directive);
        }
        if units.is_empty()
            || units
                .iter()
                .any(|(slug, _, _)| slug.ends_with("ene") && !slug.contains('-'))
        {
            return None;
        }
        let ours = |slug: &String| {
            !self.is_writer(slug)
                && self
                    .setting
                    .finder
                    .related(slug, &self.setting.memory.recipient)
        };
        if !units.iter().any(|(slug, _, _)| ours(slug)) {
            return None;
        }
        let mut directive = self.found(Modality::Expected, "modality/important", self.clause.verb);
        directive.units = units;
        self.kind_of(&mut directive, None);
        Some(directive)
    }

    /// "Det vil være viktig at X gjør", and "Det blir viktig med …, det vil bety at X gjør".
    pub(super) fn weighty(&self, infinitive: usize) -> Option<Directive> {
        let that = self.that()?;
        let weighty = |at: usize| self.token(at).is_in(&WEIGHTY);
        let matters = match self.token(infinitive).word {
            "være" | "vere" | "bli" => self.impersonal() && (infinitive + 1..that).any(weighty),
            "innebære" | "bety" | "medføre" => {
                self.anaphoric() && {
                    let start = self.clause.before.start;
                    (start.saturating_sub(40)..start).any(weighty)
                }
            }
            _ => false,
        };
        if matters { self.important(that) } else { None }
    }

    /// "Dette innebærer at X skal …": what follows is laid down with it.
    pub(super) fn consequence(&self, that: Option<usize>) -> Option<Directive> {
        let at = self.clause.verb;
        if let Some(that) = that {
            if let Some(directive) = self.modal_below(that + 1) {
                return Some(directive);
            }
            let units = self.row_units(that + 1, "unit/that-clause");
            let passive = self
                .clause
                .after
                .clone()
                .skip_while(|i| *i <= that)
                .find(|i| {
                    let token = self.token(*i);
                    token.class.is(WordClass::PASSIVE) && LAID_DOWN.has(token.word)
                });
            if units.is_empty() && passive.is_none()
                || self.setting.before.is_none() && units.is_empty()
            {
                return None;
            }
            let mut directive = self.found(Modality::Must, "modality/consequence", at);
            directive.units = units;
            self.kind_of(&mut directive, None);
            return Some(directive);
        }
        // "Dette innebærer blant annet å gjøre …"
        let to = self.within(at + 1, 5, |token| token.word == "å")?;
        self.setting.before?;
        let plain = (at + 1..to).all(|i| {
            let token = self.token(i);
            token.class.is(WordClass::ADVERB) || token.is_any(&["blant", "annet", "anna"])
        });
        if !plain {
            return None;
        }
        let mut directive = self.found(Modality::Must, "modality/consequence", at);
        self.kind_of(&mut directive, Some(to + 1));
        Some(directive)
    }

    /// A requirement inside a that-clause: "… at etaten skal rapportere".
    pub(super) fn modal_below(&self, from: usize) -> Option<Directive> {
        let end = self.sentence.tokens.len();
        let modal = (from..end).find(|at| {
            let class = self.token(*at).class;
            class.is(WordClass::MUST) || class.is(WordClass::SHOULD)
        })?;
        // The first finite verb of the that-clause must be the modal, relative clauses aside.
        let ansvarlig = |at: usize| self.token(at).is_any(&["som"]);
        if (from..modal).any(ansvarlig) && !self.row_is_subject(from, modal) {
            let verbs = (from..modal).filter(|at| self.token(*at).class.is(WordClass::FINITE));
            if verbs.count() == 0 {
                return None;
            }
        }
        let modality = if self.token(modal).class.is(WordClass::MUST) {
            Modality::Must
        } else {
            Modality::Should
        };
        let mut directive = self.found(modality, "modality/that-clause", modal);
        directive.units = self.row_units(from, "unit/that-clause");
        if directive
            .units
            .iter()
            .any(|(slug, _, _)| self.is_writer(slug))
        {
            return None;
        }
        let main = self.infinitive_after(modal);
        if main.is_some_and(|at| self.token(at).class.is(WordClass::PASSIVE)) {
            directive.units.clear();
        }
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    pub(super) fn verb_below(&self, from: usize) -> Option<usize> {
        (from..self.sentence.tokens.len()).find(|at| {
            let class = self.token(*at).class;
            class.is(WordClass::FINITE) || class.is(WordClass::PASSIVE)
        })
    }

    /// "at" after the verb, before any other opener.
    pub(super) fn that(&self) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        (self.clause.verb + 1..tokens.len().min(self.clause.verb + 16))
            .take_while(|at| !tokens[*at].is_any(&[",", ";", ":", "som", "hvis", "dersom"]))
            .find(|at| tokens[*at].word == "at")
    }
}
