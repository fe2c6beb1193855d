//! Whose act a clause speaks of.

use super::super::clause::opens_clause;
use super::super::partner::joint_work;
use super::super::unit::{Mention, Row, row_at};
use super::{Actor, Reading};
use crate::vocabulary::{UnitKind, WordClass};

/// Whose act the clause speaks of.
pub(super) enum Subject<'m> {
    /// Units named as its subject.
    Units(Row<'m>),
    /// A noun phrase owned by a unit: "etatens innsats".
    Owned(&'m Mention),
    /// The writer of the letter or the government: no requirement on others.
    Writer,
    /// A thing, a beneficiary, or nobody.
    Nobody,
}

impl<'r, 't> Reading<'r, 't> {
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
        let shared = before.is_empty() || from == verb;
        if shared && self.index > 0 {
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
        let inverted = from < verb && self.fronted(from, verb);
        if !inverted && let Some(row) = row_at(tokens, mentions, from, verb) {
            return self.judge(row, verb);
        }
        let next = tokens.get(verb + 1);
        if inverted && next.is_some_and(|next| next.is_any(&["vi", "me"])) {
            // "Dersom …, ber vi direktoratet": the unit is the object.
            return if self.ours() {
                Subject::Nobody
            } else {
                Subject::Writer
            };
        }
        if let Some(row) = row_at(tokens, mentions, verb + 1, tokens.len()) {
            let start = row.mentions[0].start;
            let gap = tokens[verb + 1..]
                .iter()
                .take_while(|token| token.start < start && token.end <= start)
                .any(|token| token.is_mark());
            // An object may follow too: "Disse skal NAV-kontoret …" has the unit as subject as well.
            if !gap && (inverted || self.subject_is_light(from, verb)) {
                return self.judge(row, verb);
            }
        }
        if from < verb && verb - from <= 2 {
            let word = tokens[verb - 1].word;
            if ["vi", "me"].contains(&word) && self.ours() {
                return Subject::Nobody;
            }
            if [
                "vi",
                "me",
                "regjeringen",
                "regjeringa",
                "stortinget",
                "statsråden",
                "storting",
            ]
            .contains(&word)
            {
                return Subject::Writer;
            }
        }
        if inverted
            && next.is_some_and(|next| next.is_any(&["regjeringen", "regjeringa", "stortinget"]))
        {
            return Subject::Writer;
        }
        Subject::Nobody
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
        let every = self.token(from).is_any(&["hver", "hvert", "kvar", "kvart"]);
        if every && verb - from <= 4 {
            return true;
        }
        verb - from <= 3
            && (from..verb).any(|at| {
                let word = self.token(at).word;
                word.starts_with("20")
                    || [
                        "våren", "høsten", "hausten", "sommeren", "sommaren", "året", "i år",
                    ]
                    .contains(&word)
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
        if row.mentions.len() == 1
            && ["arbeidsgiver", "arbeidsgivar"].contains(&bare.to_lowercase().as_str())
        {
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
        match subject {
            Subject::Units(_) if passive => self.places(),
            Subject::Units(row) => {
                let receives = main.is_some_and(|at| self.token(at).is_any(&["få", "motta"]));
                let outside = row
                    .mentions
                    .iter()
                    .flat_map(|m| &m.units)
                    .all(|slug| self.setting.finder.kind(slug) == Some(UnitKind::External));
                if receives && outside {
                    return Vec::new();
                }
                self.named(&row.mentions, "unit/subject")
            }
            Subject::Owned(mention) => self.named(&[mention], "unit/genitive"),
            Subject::Writer => Vec::new(),
            Subject::Nobody if !passive && self.role_noun(main).is_some() => {
                self.role_noun(main).into_iter().collect()
            }
            Subject::Nobody => {
                let named = self.pronoun();
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

    /// "Kontraktskoordinatorene skal yte støtte": a role that no list of units holds acts under its own name.
    pub(super) fn role_noun(&self, main: Option<usize>) -> Option<Actor> {
        if main.is_some_and(|at| self.token(at).is_any(&["få", "motta", "ha"])) {
            return None;
        }
        let before = &self.clause.before;
        let at = if before.len() == 1 {
            before.start
        } else {
            self.clause.verb + 1
        };
        self.role_at(at)
    }

    /// The role that a word names: "innkjøpskoordinator", "avtaleforvalterne".
    pub(super) fn role_at(&self, at: usize) -> Option<Actor> {
        let token = self.sentence.tokens.get(at)?;
        let stem = ["ene", "ane", "er", "ar", "en", ""]
            .iter()
            .find_map(|ending| {
                let stem = token.word.strip_suffix(ending)?;
                stem.ends_with("koordinator").then_some(stem)
            })?;
        let name = format!("{stem}er");
        Some((
            crate::model::slug(&name),
            (token.start, token.end),
            "unit/role",
        ))
    }

    /// "De skal følge opp": whom the sentence before named.
    pub(super) fn pronoun(&self) -> Vec<Actor> {
        let before = &self.clause.before;
        let pronoun = before.len() == 1
            && self
                .token(before.start)
                .is_any(&["de", "dei", "disse", "desse"]);
        if !pronoun || self.index > 0 {
            return Vec::new();
        }
        let token = self.token(before.start);
        self.setting
            .memory
            .subject
            .iter()
            .map(|slug| (slug.clone(), (token.start, token.end), "unit/pronoun"))
            .collect()
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
            let verbal = before.class.is(WordClass::PASSIVE)
                || before.is_any(&[
                    "opp", "ut", "inn", "til", "fram", "frem", "videre", "over", "kjent", "bruk",
                    "hovedsak",
                ]);
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
        while from < tokens.len() && tokens[from].is_any(&["både", "også", "og", "berre", "òg"])
        {
            from += 1;
        }
        match row_at(tokens, &self.sentence.mentions, from, tokens.len()) {
            Some(row) if !row.mentions[0].genitive => self.named(&row.mentions, rule),
            _ => Vec::new(),
        }
    }

    /// The units that act in the first clause, whether it directs or not.
    pub(super) fn acting(&self) -> Vec<Actor> {
        match self.subject() {
            Subject::Units(row) if !self.token(self.clause.verb).class.is(WordClass::PASSIVE) => {
                self.named(&row.mentions, "unit/subject")
            }
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
                || tokens[from].is_any(&["vi", "me", "departementet", "om", "at"]))
        {
            from += 1;
        }
        let Some(row) = row_at(tokens, &self.sentence.mentions, from, tokens.len()) else {
            return Vec::new();
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
        // Beside a unit that must act, the writer is the one it acts with.
        if units.iter().any(|(slug, _, _)| !self.is_writer(slug)) {
            units.retain(|(slug, _, _)| !self.is_writer(slug));
        }
        units
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
                    || before.clone().any(|at| {
                        self.token(at)
                            .is_any(&["vi", "me", "departementet", "jeg", "eg"])
                    })
                    || self
                        .within(self.clause.verb + 1, 1, |t| {
                            t.is_any(&["vi", "me", "departementet", "eg"])
                        })
                        .is_some()
            }
            Subject::Units(_) | Subject::Owned(_) => false,
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
