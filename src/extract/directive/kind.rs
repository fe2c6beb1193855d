//! What a clause's verbs and objects say of the kind: rapportere, gi en redegjørelse, prioritere.

use super::super::clause::opens_clause;
use super::{Directive, Reading};
use crate::language::{Words, words};
use crate::model::ObligationKind;
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static REPORT_SENT: LazyLock<&Words> = LazyLock::new(|| words("directive", "report_sent"));
static ACCOUNTS: LazyLock<&Words> = LazyLock::new(|| words("directive", "accounts"));
static TOLD_IN_REPORT: LazyLock<&Words> = LazyLock::new(|| words("directive", "told_in_report"));
static CONTAINS: LazyLock<&Words> = LazyLock::new(|| words("directive", "contains"));
static TELLS_OF: LazyLock<&Words> = LazyLock::new(|| words("directive", "tells_of"));
static GIVES: LazyLock<&Words> = LazyLock::new(|| words("directive", "gives"));
static BEFORE_COORDINATED: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "before_coordinated"));
static KEPT_TOLD: LazyLock<&Words> = LazyLock::new(|| words("directive", "kept_told"));
static TOLD_PASSIVES: LazyLock<&Words> = LazyLock::new(|| words("directive", "told_passives"));
static HAS_RANK: LazyLock<&Words> = LazyLock::new(|| words("directive", "has_rank"));
static THE_REPORT: LazyLock<&Words> = LazyLock::new(|| words("directive", "the_report"));
static BEFORE_MERE_MENTION: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "before_mere_mention"));
static REPORT_STEMS: LazyLock<&Words> = LazyLock::new(|| words("directive", "report_stems"));
static DEFINITE_REPORTS: LazyLock<&Words> =
    LazyLock::new(|| words("directive", "definite_reports"));

impl<'r, 't> Reading<'r, 't> {
    /// Fills in the kind where the clause's verbs tell it: rapportere, redegjøre; prioritere.
    pub(super) fn kind_of(&self, directive: &mut Directive, main: Option<usize>) {
        let tokens = &self.sentence.tokens;
        let start = main.unwrap_or(self.clause.verb + 1);
        let mut depth = 0_usize;
        for at in start..self.clause.after.end.max(start).min(tokens.len()) {
            let token = &tokens[at];
            if opens_clause(tokens, at) && token.word != "om" && token.word != "når" {
                depth += 1;
            }
            if depth > 0 || token.aside {
                continue;
            }
            let first = Some(at) == main;
            let coordinated = at > 0 && {
                let before = tokens[at - 1];
                before.is_in(&BEFORE_COORDINATED)
            };
            if reports(token.word) && (first || coordinated || at == start) {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, token.end);
                return;
            }
            let accounts_for = token.is_any(&["gjere", "gjera", "gjøre"])
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_any(&["greie", "rede"]));
            if accounts_for && (first || coordinated) {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, tokens[at + 1].end);
                return;
            }
            // "holde departementet orientert"
            let keeps = token.is_any(&["holde", "halde"])
                && self
                    .within(at + 1, 4, |token| token.is_in(&KEPT_TOLD))
                    .is_some_and(|said| said > at + 1);
            if keeps && (first || coordinated)
                || first && TOLD_IN_REPORT.has(token.word) && self.in_report_after(at)
                || first && token.is_any(&["melde", "meldes", "meldast"]) && self.of_deviation(at)
            {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, token.end);
                return;
            }
            if first && self.warns(at) {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, token.end);
                return;
            }
            // "Departementet skal holdes orientert"
            let told = first
                && token.is_in(&TOLD_PASSIVES)
                && (token.word.starts_with("orient")
                    || self
                        .within(at + 1, 3, |token| {
                            token.is_any(&["orientert", "informert", "oppdatert"])
                        })
                        .is_some());
            if told {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, token.end);
                return;
            }
            // "skal ha høyest prioritet", "skal gis høyeste prioritet"
            let ranked = first
                && token.is_in(&HAS_RANK)
                && self
                    .within(at + 1, 3, |token| token.word == "prioritet")
                    .is_some();
            if ranked || first && token.word.starts_with("priorit") {
                directive.kind = Some(ObligationKind::Priority);
                directive.kind_words = (token.start, token.end);
                return;
            }
        }
        // A sentence may break off behind its "å".
        if let Some(main) = main.filter(|main| *main < self.sentence.tokens.len()) {
            self.kind_by_object(directive, main);
        }
        if directive.kind.is_none() {
            self.kind_by_relative(directive);
        }
    }

    /// "…, som skal prioriteres for tiltak"
    fn kind_by_relative(&self, directive: &mut Directive) {
        let tokens = &self.sentence.tokens;
        let at = (self.clause.verb + 1..self.clause.after.end.min(tokens.len())).find(|at| {
            tokens[*at].word.starts_with("prioriter")
                && tokens[*at].class.is(WordClass::PASSIVE)
                && *at > 1
                && tokens[*at - 1].class.is(WordClass::MUST)
                && tokens[*at - 2].word == "som"
        });
        if let Some(at) = at {
            directive.kind = Some(ObligationKind::Priority);
            directive.kind_words = (tokens[at].start, tokens[at].end);
        }
    }

    /// "omtales i årsrapporten"
    fn in_report_after(&self, at: usize) -> bool {
        self.within(at + 1, 6, |token| token.word.ends_with("rapporten"))
            .is_some_and(|word| self.token(word - 1).word == "i")
    }

    /// "Vesentlige avvik skal meldes", "melde fra om avvik"
    fn of_deviation(&self, at: usize) -> bool {
        let deviation = |index: usize| self.token(index).word.starts_with("avvik");
        self.clause.before.clone().any(deviation)
            || (at + 1..self.sentence.tokens.len().min(at + 10)).any(deviation)
    }

    /// "varsle departementet om vesentlige avvik": word of how things stand, to the writer.
    fn warns(&self, at: usize) -> bool {
        let warned = |token: &super::Token<'_>| token.word.starts_with("avvik");
        self.token(at).is_any(&["varsle", "underrette", "varsla"])
            && self
                .within(at + 1, 10, |token| token.word == "om")
                .is_some()
            && self.within(at + 1, 14, warned).is_some()
    }

    /// "gi en redegjørelse", "utarbeide en årsrapport", "levere statistikk", "gi prioritet til".
    pub(super) fn kind_by_object(&self, directive: &mut Directive, main: usize) {
        let verb = self.token(main).word;
        // "skal i årsrapporten oppgi antallet"
        let in_report = (self.clause.verb + 1..main.max(self.clause.verb + 1)).find(|at| {
            self.token(*at).is_in(&THE_REPORT)
                && self.token(at - 1).class.is(WordClass::PREPOSITION)
        });
        if let Some(at) = in_report
            && TOLD_IN_REPORT.has(verb)
        {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(at).start, self.token(at).end);
            return;
        }
        // "Årsrapporten skal inneholde …", "Redegjørelsen skal omfatte …"
        let subject = self.clause.before.clone().next();
        if let Some(at) = subject
            && CONTAINS.has(verb)
            && is_report(self.token(at).word)
        {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(at).start, self.token(at).end);
            return;
        }
        // After a sentence that asks for a report: "Bakgrunnen skal omtales nærmere", "Dette bør fremgå særskilt".
        let asked = matches!(
            self.setting.before,
            Some((_, Some(ObligationKind::Reporting)))
        );
        if asked && TELLS_OF.has(verb) {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(main).start, self.token(main).end);
            return;
        }
        if !GIVES.has(verb) {
            return;
        }
        let object = (main + 1..self.sentence.tokens.len().min(main + 9))
            .take_while(|at| !opens_clause(&self.sentence.tokens, *at))
            .find(|at| {
                let token = self.token(*at);
                !token.aside
                    && accounts(token.word)
                    && !(self.token(*at - 1).is_in(&BEFORE_MERE_MENTION))
            });
        if let Some(at) = object {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(at).start, self.token(at).end);
            return;
        }
        // "Rapporten sendes til …", "Referatet skal sendes …": the subject tells.
        let subject = self
            .clause
            .before
            .clone()
            .next()
            .filter(|_| REPORT_SENT.has(verb));
        if let Some(at) = subject.filter(|at| {
            let word = self.token(*at).word;
            let bare = ["en", "et", "a"]
                .iter()
                .find_map(|end| word.strip_suffix(end));
            accounts(word) || bare.is_some_and(accounts) || word.starts_with("referat")
        }) {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(at).start, self.token(at).end);
            return;
        }
        let priority = self.within(main + 1, 2, |token| token.word == "prioritet");
        if let Some(at) = priority {
            directive.kind = Some(ObligationKind::Priority);
            directive.kind_words = (self.token(at).start, self.token(at).end);
        }
    }
}

pub(super) fn reports(word: &str) -> bool {
    REPORT_STEMS.opens(word).is_some()
        && !word.starts_with("rapporteri")
        && !word.starts_with("orienteri")
        && !word.starts_with("orientert")
        && !word.starts_with("redegjørels")
        && !word.starts_with("oversendel")
        && !word.starts_with("rapportert")
        || word == "innberette"
}

/// Whether a word names a report in the definite form: "årsrapporten", "redegjørelsen".
fn is_report(word: &str) -> bool {
    DEFINITE_REPORTS.ends(word).is_some()
}

pub(super) fn accounts(word: &str) -> bool {
    ACCOUNTS.has(word)
        || word.ends_with("rapport")
        || word.ends_with("rapportering")
        || word.ends_with("redegjørelse")
}
