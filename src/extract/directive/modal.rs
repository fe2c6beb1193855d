//! Clauses with skal, må, bør, kan and vil.

use super::super::word::Token;
use super::subject::Subject;
use super::{Directive, Reading};
use crate::language::{Words, words};
use crate::model::{Modality, Polarity};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static STATES: LazyLock<&Words> = LazyLock::new(|| words("directive", "states"));
static OFFERS: LazyLock<&Words> = LazyLock::new(|| words("directive", "offers"));
static PEOPLE: LazyLock<&Words> = LazyLock::new(|| words("directive", "people"));
static LETTER_PARTS: LazyLock<&Words> = LazyLock::new(|| words("directive", "letter_parts"));
static READ_VERBS: LazyLock<&Words> = LazyLock::new(|| words("directive", "read_verbs"));
static READ_TOGETHER: LazyLock<&Words> = LazyLock::new(|| words("directive", "read_together"));
static POST_HEADS: LazyLock<&Words> = LazyLock::new(|| words("directive", "post_heads"));
static THE_GOALS: LazyLock<&Words> = LazyLock::new(|| words("directive", "the_goals"));
static BENEFICIARY_ACTS: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "beneficiary_acts"));

static COPULAS: LazyLock<&Words> = LazyLock::new(|| words("directive", "copulas"));
static AMOUNTS: LazyLock<&Words> = LazyLock::new(|| words("directive", "amounts"));
static REMINDS: LazyLock<&Words> = LazyLock::new(|| words("directive", "reminds"));
static TELLS_WRITER: LazyLock<&Words> = LazyLock::new(|| words("directive", "tells_writer"));

impl<'r, 't> Reading<'r, 't> {
    pub(super) fn modal(&self) -> Option<Directive> {
        let verb = self.token(self.clause.verb);
        if verb.class.is(WordClass::WILL) {
            return self.announced_expectation();
        }
        let subject = self.subject();
        let main = self.main_infinitive();
        if matches!(subject, Subject::Writer) && !self.keeps_writer_told(main) {
            return None;
        }
        if self.about_the_letter() || self.about_goals() {
            return None;
        }
        let modality = if verb.class.is(WordClass::MUST) {
            Modality::Must
        } else if verb.class.is(WordClass::SHOULD) {
            Modality::Should
        } else {
            Modality::May
        };
        let passive = main.is_some_and(|at| self.token(at).class.is(WordClass::PASSIVE))
            || self.bli_passive();
        // "Direktoratet kan:" leaves the verbs to the list.
        let leads = main.is_none()
            && self
                .sentence
                .tokens
                .last()
                .is_some_and(|token| token.word == ":");
        let led = leads && matches!(subject, Subject::Units(_) | Subject::Others(_));
        let denied = self.negation(self.clause.verb);
        // "kan ikke" forbids: no weaker than "skal ikke".
        let modality = match modality {
            Modality::May if denied.is_some() => {
                let thing = matches!(subject, Subject::Nobody) && !passive;
                if !self.forbids(main) || thing {
                    return None;
                }
                Modality::Must
            }
            modality => modality,
        };
        if modality == Modality::May && !led && !self.grants(&subject, main, passive) {
            return None;
        }
        if self.clause.before.is_empty() && self.index == 0 && !self.setting.led {
            // "Skal øke" in a table has no subject.
            return None;
        }
        if self.heads_post() || self.states_amount(main) || self.reminds(main) {
            return None;
        }
        let mut directive = self.found(modality, "modality/finite-verb", self.clause.verb);
        if let Some(at) = main {
            directive.words.1 = self.token(at).end;
        }
        directive.units = self.actors(&subject, main, passive);
        if denied.is_some() {
            directive.polarity = Polarity::Negative;
        }
        if directive.units.is_empty() && !passive && matches!(subject, Subject::Nobody) {
            directive.doubt = self.doubt(main);
        }
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    /// "I år vil departementet forvente at …", "vi vil be om at …".
    pub(super) fn announced_expectation(&self) -> Option<Directive> {
        let verb = self.clause.verb;
        let at = self
            .clause
            .after
            .clone()
            .take(8)
            .find(|at| self.token(*at).class.is(WordClass::INFINITIVE))?;
        let infinitive = self.token(at);
        let modality = match infinitive.word {
            "forvente" | "vente" | "forventa" => Modality::Expected,
            "be" => Modality::Requested,
            "oppfordre" | "oppmode" | "anbefale" | "tilrå" => Modality::Should,
            "understreke" | "presisere" | "minne" => {
                return self.modal_below(at + 1);
            }
            "være" | "vere" | "bli" | "innebære" | "bety" | "medføre" => {
                return self.weighty(at);
            }
            _ => return None,
        };
        if !self.writes() {
            return None;
        }
        let mut directive = self.found(modality, "modality/announced", verb);
        directive.words.1 = infinitive.end;
        directive.units = self.object_units(at + 1);
        self.kind_of(&mut directive, None);
        Some(directive)
    }

    /// `kan` counts where the addressee acts or users are given an offer; "kan bety" does not.
    pub(super) fn grants(&self, subject: &Subject<'_>, main: Option<usize>, passive: bool) -> bool {
        let Some(main) = main else {
            return false;
        };
        let word = self.token(main).word;
        match subject {
            Subject::Units(_) | Subject::Others(_) => passive || !STATES.has(word),
            Subject::Owned(_) | Subject::Writer => false,
            Subject::Nobody if passive => {
                // "kan tilbys", "kan benyttes"; not "kan ikke utelukkes", "kan knyttes til".
                OFFERS.has(word)
            }
            Subject::Nobody => {
                let beneficiary = self.beneficiary();
                beneficiary && BENEFICIARY_ACTS.has(word)
            }
        }
    }

    /// A subject that is people or businesses, not a thing.
    pub(super) fn beneficiary(&self) -> bool {
        self.clause.before.clone().any(|at| {
            let word = self.token(at).word;
            PEOPLE.opens(word).is_some()
        })
    }

    /// "må ses i lys av", "må leses sammen med", said of the letter and its figures.
    pub(super) fn about_the_letter(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let read = self.within(self.clause.verb + 1, 6, |token| token.is_in(&READ_VERBS));
        let Some(read) = read else {
            return false;
        };
        let together = tokens[read + 1..]
            .iter()
            .take(5)
            .any(|token| token.is_in(&READ_TOGETHER));
        if !together {
            return false;
        }
        let subject: Vec<&Token<'_>> = self
            .clause
            .before
            .clone()
            .chain(self.clause.verb + 1..read)
            .map(|at| &tokens[at])
            .collect();
        subject.iter().take(3).any(|token| {
            LETTER_PARTS.iter().any(|stem| {
                token.word.starts_with(stem)
                    || token
                        .word
                        .trim_end_matches(|c: char| c.is_alphabetic() && "etan".contains(c))
                        .ends_with("brev")
            })
        })
    }

    /// "Ein skal ikkje gløyme at …": said to the reader, lays nothing upon anybody.
    fn reminds(&self, main: Option<usize>) -> bool {
        main.is_some_and(|at| REMINDS.has(self.token(at).word))
    }

    /// "Departementet skal holdes orientert": the writer is the one whom others must tell.
    fn keeps_writer_told(&self, main: Option<usize>) -> bool {
        main.is_some_and(|at| TELLS_WRITER.has(self.token(at).word))
    }

    /// "Korrekt tildeling på posten skal være 18,6 mill. kroner": a figure put right.
    fn states_amount(&self, main: Option<usize>) -> bool {
        main.is_some_and(|at| {
            self.token(at).is_in(&COPULAS)
                && self
                    .within(at + 1, 4, |token| AMOUNTS.has(token.word))
                    .is_some()
                && self
                    .within(at + 1, 1, |token| {
                        token.word.starts_with(|c: char| c.is_ascii_digit())
                    })
                    .is_some()
        })
    }

    /// "Post 45 Utstyr, kan overføres": a line of the budget table, or of a table of indicators.
    pub(super) fn heads_post(&self) -> bool {
        let first = &self.sentence.tokens[0];
        // "Resultatkrav 2: Alle skip skal ha los" is the target of an indicator.
        let is_indicator = ["resultatkrav", "styringsparamet", "ambisjonsnivå"]
            .iter()
            .any(|stem| first.word.starts_with(stem));
        let colon = self
            .sentence
            .tokens
            .iter()
            .take(3)
            .any(|token| token.word == ":");
        if is_indicator && colon {
            return true;
        }
        // "Post 70 skal dekke …" is a sentence.
        if self.clause.verb == 2 {
            return false;
        }
        first.is_in(&POST_HEADS)
            && self.sentence.tokens.get(1).is_some_and(|next| {
                next.word == "." || next.word.starts_with(|c: char| c.is_ascii_digit())
            })
    }

    /// "Målene i dette brevet skal bidra til …": goals tell, they do not act.
    pub(super) fn about_goals(&self) -> bool {
        let first = self.clause.before.clone().next();
        let helps = self
            .main_infinitive()
            .is_some_and(|at| self.token(at).is_any(&["bidra", "støtte", "medverke"]));
        helps && first.is_some_and(|at| self.token(at).is_in(&THE_GOALS))
    }
}
