//! Whose act a clause speaks of.

use super::super::clause::opens_clause;
use super::super::partner::joint_work;
use super::super::unit::{Mention, Row, row_at};
use super::{Actor, Reading};
use crate::language::{Words, words};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static WE: LazyLock<&Words> = LazyLock::new(|| words("actors", "we"));
static WRITERS: LazyLock<&Words> = LazyLock::new(|| words("actors", "writers"));
static EMPLOYERS: LazyLock<&Words> = LazyLock::new(|| words("actors", "employers"));
static EVERY: LazyLock<&Words> = LazyLock::new(|| words("actors", "every"));
static TIME_OF_YEAR: LazyLock<&Words> = LazyLock::new(|| words("actors", "time_of_year"));
static RECEIVES: LazyLock<&Words> = LazyLock::new(|| words("actors", "receives"));
static BEFORE_ROWS: LazyLock<&Words> = LazyLock::new(|| words("actors", "before_rows"));
static AGENT_PREPOSITIONS: LazyLock<&Words> =
    LazyLock::new(|| words("actors", "agent_prepositions"));

/// Whose act the clause speaks of.
pub(super) enum Subject<'m> {
    /// Units named as its subject.
    Units(Row<'m>),
    /// Somebody named whom no list of units holds: "rektor", "alle offentlige skoler".
    Others(Vec<Actor>),
    /// A noun phrase owned by a unit: "etatens innsats".
    Owned(&'m Mention),
    /// The writer of the letter or the government: no requirement on others.
    Writer,
    /// A thing, a beneficiary, or nobody.
    Nobody,
}

impl<'r, 't> Reading<'r, 't> {
    /// Whose act the clause speaks of: who stands before the verb, or right behind it where something
    /// else comes first ("Resultatene må kontorene følge opp", "Trengs hjelp, skal kontoret gi den").
    pub(super) fn subject(&self) -> Subject<'r> {
        let tokens = &self.sentence.tokens;
        let mentions: &'r [Mention] = &self.sentence.mentions;
        let before = &self.clause.before;
        let verb = self.clause.verb;
        let mut from = before.start;
        while from < verb
            && (tokens[from].is_mark() && !tokens[from].aside
                || tokens[from].class.is(WordClass::CONJUNCTION))
        {
            from += 1;
        }
        let bare = before.is_empty() || from == verb;
        let behind = self.behind(verb);
        // "Trengs hjelp, skal kontoret …", "Der praksis viser det, skal kontoret …": a clause comes first.
        let conditioned = bare
            && self.index > 0
            && tokens[verb - 1].word == ","
            && (self.sentence.clauses[0].before.is_empty() || !matches!(behind, Subject::Nobody));
        if bare && self.index > 0 && (!conditioned || matches!(behind, Subject::Nobody)) {
            // "… og skal bidra": the subject of the clause before.
            let clause = &self.sentence.clauses[self.index - 1];
            return Reading {
                sentence: self.sentence,
                setting: self.setting,
                clause,
                index: self.index - 1,
            }
            .subject();
        }
        let inverted = conditioned || from < verb && self.fronted(from, verb);
        let next = tokens.get(verb + 1);
        if inverted && next.is_some_and(|next| WE.has(next.word)) {
            // "Dersom …, ber vi direktoratet": the unit is the object.
            return if self.ours() {
                Subject::Nobody
            } else {
                Subject::Writer
            };
        }
        // Behind a modal a noun phrase can only be the subject: the object waits for the infinitive.
        let is_modal = tokens[verb].class.is_modal();
        if is_modal && !matches!(behind, Subject::Nobody) {
            return behind;
        }
        if !inverted && let Some(row) = row_at(tokens, mentions, from, verb) {
            return self.judge(row, verb);
        }
        if (inverted || self.subject_is_light(from, verb)) && !matches!(behind, Subject::Nobody) {
            return behind;
        }
        if from < verb && verb - from <= 2 {
            let word = tokens[verb - 1].word;
            if WE.has(word) && self.ours() {
                return Subject::Nobody;
            }
            if WRITERS.has(word) {
                return Subject::Writer;
            }
        }
        if inverted && next.is_some_and(|next| WRITERS.has(next.word)) {
            return Subject::Writer;
        }
        let others = if inverted {
            Vec::new()
        } else {
            self.others(from, verb)
        };
        if others.is_empty() {
            Subject::Nobody
        } else {
            Subject::Others(others)
        }
    }

    /// The subject right behind the verb, before the infinitive and before any mark.
    fn behind(&self, verb: usize) -> Subject<'r> {
        let tokens = &self.sentence.tokens;
        let limit = self.infinitive_after(verb).unwrap_or(tokens.len());
        let mark = (verb + 1..limit).find(|at| tokens[*at].is_mark() && !tokens[*at].aside);
        match row_at(tokens, &self.sentence.mentions, verb + 1, limit) {
            Some(row) if mark.is_none_or(|mark| row.mentions[0].start < tokens[mark].start) => {
                self.judge(row, verb)
            }
            _ if tokens[verb].class.is_modal() => {
                let others = self.others(verb + 1, mark.unwrap_or(limit).min(limit));
                if others.is_empty() {
                    Subject::Nobody
                } else {
                    Subject::Others(others)
                }
            }
            _ => Subject::Nobody,
        }
    }

    /// Whether writer and reader are one body: then "vi" means both.
    pub(super) fn ours(&self) -> bool {
        let memory = self.setting.memory;
        memory
            .sender
            .as_ref()
            .is_some_and(|sender| self.setting.finder.related(sender, &memory.recipient))
    }

    /// "Samarbeidet mellom A og B må styrkes": the side that the recipient belongs to.
    pub(super) fn own_side(&self) -> Vec<Actor> {
        let tokens = &self.sentence.tokens;
        let before = self.clause.before.clone();
        let between = before.clone().find(|at| tokens[*at].word == "mellom");
        let Some(between) = between else {
            return Vec::new();
        };
        // "Samarbeidet mellom …", "Utvikling av samarbeid mellom …".
        let joint = before
            .clone()
            .take(4)
            .take_while(|at| *at < between)
            .find(|at| joint_work(tokens[*at].word));
        if joint.is_none_or(|joint| {
            joint > before.start + 1 && !tokens[joint - 1].is_any(&["av", "for"])
        }) {
            return Vec::new();
        }
        let Some(row) = row_at(
            tokens,
            &self.sentence.mentions,
            between + 1,
            self.clause.verb,
        ) else {
            return Vec::new();
        };
        let own: Vec<&Mention> = row
            .mentions
            .into_iter()
            .filter(|mention| {
                mention.units.iter().all(|slug| {
                    self.setting
                        .finder
                        .holds(slug, &self.setting.memory.recipient)
                })
            })
            .collect();
        if own.len() != 1 {
            return Vec::new();
        }
        self.named(&own, "unit/own-side")
    }

    /// "… videreføres for NAV Nord og startes opp i NAV Sør": named regions that it is laid upon.
    pub(super) fn places(&self) -> Vec<Actor> {
        let tokens = &self.sentence.tokens;
        let mut units: Vec<Actor> = Vec::new();
        for at in self.clause.after.clone() {
            if !tokens[at].is_any(&["for", "i", "hos", "ved"]) || tokens[at].aside {
                continue;
            }
            let verbal = tokens[at - 1].class.is(WordClass::PASSIVE)
                || tokens[at - 1].is_any(&["opp", "videre", "vidare"]);
            if !verbal {
                continue;
            }
            let Some(row) = row_at(tokens, &self.sentence.mentions, at + 1, tokens.len()) else {
                continue;
            };
            let named = |mention: &&Mention| {
                mention
                    .units
                    .iter()
                    .all(|slug| self.setting.finder.is_instance(slug))
            };
            if row.mentions.iter().all(named) {
                units.extend(self.named(&row.mentions, "unit/place"));
            }
        }
        units
    }

    /// Whether what stands before the verb cannot be the subject of a passive or modal with a unit after.
    pub(super) fn subject_is_light(&self, from: usize, verb: usize) -> bool {
        // "Våren 2024 skal etaten", "Hver fjerde måned skal": two or three words of time before the verb.
        if EVERY.has(self.token(from).word) && verb - from <= 4 {
            return true;
        }
        verb - from <= 3
            && (from..verb).any(|at| {
                let word = self.token(at).word;
                word.starts_with("20") || TIME_OF_YEAR.has(word)
            })
    }

    pub(super) fn judge(&self, row: Row<'r>, verb: usize) -> Subject<'r> {
        let tokens = &self.sentence.tokens;
        let first = row.mentions[0];
        let last = row.mentions[row.mentions.len() - 1];
        let writers = |mention: &&Mention| mention.units.iter().all(|slug| self.is_writer(slug));
        let next = tokens.get(row.end);
        let noun_follows = next.is_some_and(|next| {
            row.end != verb
                && !next.is_mark()
                && !next.class.is(WordClass::PREPOSITION)
                && !next.class.is(WordClass::FINITE)
                && !next.class.is(WordClass::CONJUNCTION)
                && next.word != "som"
        });
        if last.genitive && noun_follows
            || first.genitive && row.mentions.len() == 1 && row.end < verb
        {
            if writers(&first) {
                return Subject::Writer;
            }
            return Subject::Owned(last);
        }
        if row.mentions.iter().all(writers) {
            return Subject::Writer;
        }
        // "Arbeidsgiver skal drøfte": the addressee in its role.
        let bare = &self.sentence.text[first.start..first.end];
        if row.mentions.len() == 1 && EMPLOYERS.has(&bare.to_lowercase()) {
            return Subject::Nobody;
        }
        Subject::Units(row)
    }

    pub(super) fn actors(
        &self,
        subject: &Subject<'_>,
        main: Option<usize>,
        passive: bool,
    ) -> Vec<Actor> {
        let agent = self.agent(main);
        if !agent.is_empty() {
            return agent;
        }
        let receives = main.is_some_and(|at| RECEIVES.has(self.token(at).word));
        match subject {
            Subject::Units(_) | Subject::Others(_) if passive => self.places(),
            Subject::Units(row) => {
                let recipient = &self.setting.memory.recipient;
                let finder = self.setting.finder;
                let mut units = row.mentions.iter().flat_map(|mention| &mention.units);
                if receives && units.all(|slug| !finder.related(slug, recipient)) {
                    return Vec::new();
                }
                self.named(&row.mentions, "unit/subject")
            }
            Subject::Others(_) if receives => Vec::new(),
            Subject::Others(actors) => actors.clone(),
            Subject::Owned(mention) => self.named(&[mention], "unit/genitive"),
            Subject::Writer => Vec::new(),
            Subject::Nobody => {
                let named = if passive { Vec::new() } else { self.pronoun() };
                let named = if named.is_empty() {
                    self.own_side()
                } else {
                    named
                };
                if named.is_empty() {
                    self.places()
                } else {
                    named
                }
            }
        }
    }

    /// "… følges opp av nasjonal oppfølgingsenhet".
    pub(super) fn agent(&self, main: Option<usize>) -> Vec<Actor> {
        let tokens = &self.sentence.tokens;
        let start = main.unwrap_or(self.clause.verb).max(self.clause.verb);
        for at in self.clause.verb + 1..tokens.len() {
            if tokens[at].word != "av" || tokens[at].aside {
                continue;
            }
            let before = &tokens[at - 1];
            let verbal = before.class.is(WordClass::PASSIVE) || AGENT_PREPOSITIONS.has(before.word);
            if !verbal {
                continue;
            }
            // An opener between the verb and the agent makes it another clause's.
            if (start + 1..at).any(|i| opens_clause(tokens, i)) {
                return Vec::new();
            }
            if let Some(row) = row_at(tokens, &self.sentence.mentions, at + 1, tokens.len()) {
                return self.named(&row.mentions, "unit/agent");
            }
        }
        Vec::new()
    }

    pub(super) fn row_units(&self, from: usize, rule: &'static str) -> Vec<Actor> {
        let tokens = &self.sentence.tokens;
        let mut from = from;
        while from < tokens.len() && BEFORE_ROWS.has(tokens[from].word) {
            from += 1;
        }
        match row_at(tokens, &self.sentence.mentions, from, tokens.len()) {
            Some(row) if !row.mentions[0].genitive => self.named(&row.mentions, rule),
            Some(_) => Vec::new(),
            None => match self.verb_below(from) {
                Some(verb) if tokens[verb].class.is(WordClass::FINITE) => self.others(from, verb),
                _ => Vec::new(),
            },
        }
    }

    /// The units that act in the first clause, whether it directs or not.
    pub(super) fn acting(&self) -> Vec<Actor> {
        match self.subject() {
            Subject::Units(row) if !self.token(self.clause.verb).class.is(WordClass::PASSIVE) => {
                self.named(&row.mentions, "unit/subject")
            }
            Subject::Nobody => self.pronoun(),
            _ => Vec::new(),
        }
    }

    pub(super) fn row_is_subject(&self, from: usize, verb: usize) -> bool {
        row_at(&self.sentence.tokens, &self.sentence.mentions, from, verb)
            .is_some_and(|row| row.end == verb)
    }

    pub(super) fn object_units(&self, from: usize) -> Vec<Actor> {
        let tokens = &self.sentence.tokens;
        let mut from = from;
        while from < tokens.len()
            && (tokens[from].class.is(WordClass::ADVERB)
                || WE.has(tokens[from].word)
                || self.is_writers_name(from)
                || tokens[from].is_any(&["om", "at"]))
        {
            from += 1;
        }
        let Some(row) = row_at(tokens, &self.sentence.mentions, from, tokens.len()) else {
            return self.others(from, self.object_end(from));
        };
        let mentions: Vec<&Mention> = row
            .mentions
            .into_iter()
            .filter(|mention| !mention.units.iter().all(|slug| self.is_writer(slug)))
            .collect();
        self.named(&mentions, "unit/object")
    }

    pub(super) fn named(&self, mentions: &[&Mention], rule: &'static str) -> Vec<Actor> {
        let mut units: Vec<Actor> = Vec::new();
        for mention in mentions {
            for slug in &mention.units {
                if !units.iter().any(|(one, _, _)| one == slug) {
                    units.push((slug.clone(), (mention.start, mention.end), rule));
                }
            }
        }
        // Beside a unit that must act, the writer is the one it acts with; another ministry acts itself.
        if units.iter().any(|(slug, _, _)| !self.is_writer(slug)) {
            let sender = self.setting.memory.sender.as_deref();
            units.retain(|(slug, _, _)| match sender {
                Some(sender) => sender != slug,
                None => !self.is_writer(slug),
            });
        }
        units
    }

    /// Where the object of "ber … om å …" ends at the latest.
    fn object_end(&self, from: usize) -> usize {
        let tokens = &self.sentence.tokens;
        (from..tokens.len())
            .find(|at| tokens[*at].is_any(&["om", "å", "at"]) || opens_clause(tokens, *at))
            .unwrap_or(tokens.len())
    }

    /// "departementet" where nobody else is meant by it.
    fn is_writers_name(&self, at: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(at) else {
            return false;
        };
        let mut mentions = self.sentence.mentions.iter();
        let mention = mentions.find(|mention| mention.start == token.start);
        mention.is_some_and(|mention| {
            mention.short && mention.units.iter().all(|slug| self.is_writer(slug))
        })
    }

    pub(super) fn is_writer(&self, slug: &str) -> bool {
        if slug == self.setting.memory.recipient {
            return false;
        }
        self.setting.memory.sender.as_deref() == Some(slug) || self.setting.finder.is_ministry(slug)
    }

    /// Whether the writer, or nobody named, is the subject of an active verb.
    pub(super) fn writes(&self) -> bool {
        match self.subject() {
            Subject::Writer => true,
            Subject::Nobody => {
                let before = self.clause.before.clone();
                // An imperative, "ber vi", or a title ("Statsråden ber").
                before.is_empty()
                    || before
                        .clone()
                        .any(|at| WE.has(self.token(at).word) || self.is_writers_name(at))
                    || self
                        .within(self.clause.verb + 1, 1, |token| WE.has(token.word))
                        .is_some()
                    || self.is_writers_name(self.clause.verb + 1)
            }
            Subject::Units(_) | Subject::Others(_) | Subject::Owned(_) => false,
        }
    }

    /// Whether the clause starts with something that is no subject: a preposition, an adverb, a
    /// subordinate clause.
    pub(super) fn fronted(&self, from: usize, verb: usize) -> bool {
        let token = self.token(from);
        if opens_clause(&self.sentence.tokens, from) {
            return true;
        }
        if token.class.is(WordClass::ADVERB) && !token.class.is(WordClass::DETERMINER) {
            return true;
        }
        if token.class.is(WordClass::PREPOSITION) {
            return true;
        }
        token.is_any(&["det", "dette", "slik"]) && verb == from + 1
    }
}
