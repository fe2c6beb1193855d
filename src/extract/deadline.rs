//! By when: days, rhythms and time limits of a requirement.
//!
//! A point in time counts only where something is due then or starts to be due: "senest innen 30. april",
//! "fra 1. juli 2023", "våren 2024". What describes the past, a group or a period does not: "i 2024",
//! "loven som trådte i kraft 1. januar 2021", "AAP-mottakere ved utgangen av året".

mod rhythm;

use super::date::{self, When};
use super::token::{Mention, Tokens};
use crate::model::{Deadline, Recurrence};
use aho_corasick::AhoCorasick;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What sort of text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A sentence that directs.
    Directive,
    /// A noun phrase that asks for figures: its times describe the figures, unless set apart at the end.
    Figures,
    /// A cell, heading or parenthesis that holds nothing but times.
    Schedule,
}

/// The deadlines of a text; `year` is the one that the letter concerns.
///
/// `"Planen skal oversendes innen utgangen av februar."` in a letter for 2024 → 2024-02-29.
pub fn deadlines(tokens: &Tokens, year: Option<i16>, reading: Reading) -> Vec<Mention<Deadline>> {
    let end = end_of_times(tokens);
    if end == 0 {
        return Vec::new();
    }
    let mut scan = Scan {
        tokens,
        year,
        reading,
        found: Vec::new(),
        background: false,
        purpose: false,
        has_frist: tokens.lower().contains("frist"),
    };
    scan.run(end);
    let mut found = scan.found;
    dated(tokens, &mut found);
    dedup(&mut found);
    found
}

/// "1. tertial med frist 15. mai": the day says when, the rhythm before it only which report is meant.
fn dated(tokens: &Tokens, found: &mut Vec<Mention<Deadline>>) {
    let days: Vec<std::ops::Range<usize>> = found
        .iter()
        .filter(|mention| mention.value.date.is_some())
        .map(|mention| mention.range.clone())
        .collect();
    if days.is_empty() {
        return;
    }
    let is_told = |rhythm: &std::ops::Range<usize>| {
        let next = days.partition_point(|day| day.start < rhythm.end);
        let Some(day) = days.get(next) else {
            return false;
        };
        let between = tokens.lower().get(rhythm.end..day.start);
        let with_day = tokens.lower().get(rhythm.end..day.end).unwrap_or_default();
        with_day.contains("frist")
            && between.is_some_and(|between| {
                between.len() < 40 && !between.contains(" og ") && !between.contains([';', ':'])
            })
    };
    found.retain(|mention| mention.value.recurrence.is_none() || !is_told(&mention.range));
    // "Rapport per 31. august skal sendes innen 20. september": the first day is that of the figures.
    let starts = |mention: &Mention<Deadline>, words: &[&str]| {
        let text = mention.value.text.to_lowercase();
        words.iter().any(|word| text.starts_with(word))
    };
    let is_due = |mention: &Mention<Deadline>| {
        starts(
            mention,
            &["innen ", "innan ", "senest ", "seinast ", "frist"],
        )
    };
    if days.len() > 1 && found.iter().any(is_due) {
        found.retain(|mention| !starts(mention, &["per ", "pr. ", "pr "]));
    }
}

/// The deadlines of a text that is a schedule and nothing else: "1. tertial og årsrapport".
pub fn schedule(tokens: &Tokens, year: Option<i16>) -> Option<Vec<Mention<Deadline>>> {
    if tokens.is_empty() || tokens.len() > 24 {
        return None;
    }
    let found = deadlines(tokens, year, Reading::Schedule);
    let covered: usize = found.iter().map(|mention| mention.range.len()).sum();
    let first = found.first()?;
    // "1. tertial (og årsrapport)", but not a cell that goes on about something else.
    (first.range.start <= tokens.start(3) && covered * 3 >= tokens.end_before(tokens.len()))
        .then_some(found)
}

/// One past the last token that a time may have in it. All times have a figure, a unit or a part of the
/// year in them, or the end of something; most statements have none and need no scan.
fn end_of_times(tokens: &Tokens) -> usize {
    static STEMS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::new([
            "jan",
            "feb",
            "mars",
            "apr",
            "mai",
            "juni",
            "juli",
            "aug",
            "sept",
            "okt",
            "nov",
            "des",
            "vår",
            "sommer",
            "sommar",
            "høst",
            "haust",
            "vinter",
            "år",
            "nyttår",
            "halvår",
            "kvartal",
            "tertial",
            "måned",
            "månad",
            "mnd",
            "md",
            "uke",
            "veke",
            "dag",
            "virkedag",
            "yrkedag",
            "arbeidsdag",
            "kalenderdag",
            "time",
            "timar",
            "utløp",
            "utgang",
            "slutt",
            "avslutn",
            "før",
        ])
        .ok()
    });
    let Some(stems) = STEMS.as_ref() else {
        return tokens.len();
    };
    let text = tokens.lower();
    let opens_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let stem = stems
        .find_iter(text)
        .map(|hit| hit.start())
        .filter(|at| opens_word(*at))
        .last();
    let figure = text.rfind(|c: char| c.is_ascii_digit());
    // A byte inside a token belongs to the one that starts before it.
    stem.max(figure).map_or(0, |at| tokens.index_at(at + 1))
}

/// Same day, rhythm or limit: the one found first stays.
fn dedup(found: &mut Vec<Mention<Deadline>>) {
    let mut seen = FxHashSet::default();
    found.retain(|mention| {
        let deadline = &mention.value;
        let is_settled =
            deadline.date.is_some() || deadline.recurrence.is_some() || deadline.duration.is_some();
        let words = (!is_settled).then(|| deadline.text.clone());
        let rhythm = deadline.recurrence.map(|rhythm| rhythm as u8);
        seen.insert((deadline.date, rhythm, deadline.duration.clone(), words))
    });
}

/// What leads into a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// innen, senest, før, frist.
    By,
    /// fra, fra og med.
    From,
    /// fram til, fram mot.
    Until,
    /// i løpet av.
    Within,
    /// i.
    In,
    /// ved, per.
    At,
    /// Nothing, or "den".
    Bare,
}

/// Which end of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// utgangen av, slutten av.
    End,
    /// starten av, midten av.
    Other,
    /// The period itself.
    None,
}

struct Scan<'s, 't> {
    tokens: &'s Tokens<'t>,
    year: Option<i16>,
    reading: Reading,
    found: Vec<Mention<Deadline>>,
    /// Whether the clause so far tells of what was or will be, not of what is demanded.
    background: bool,
    /// Whether a purpose is told: "slik at …" to the end of the sentence.
    purpose: bool,
    /// Whether any word of the text has "frist" in it: most texts have none.
    has_frist: bool,
}

impl Scan<'_, '_> {
    fn run(&mut self, end: usize) {
        let mut at = 0;
        let tail = rhythm::tail(self.tokens);
        while at < end {
            if let Some(next) = self
                .parenthesis(at)
                .or_else(|| self.limit(at))
                .or_else(|| self.rhythm(at, tail))
                .or_else(|| self.point(at))
                .or_else(|| self.event(at))
            {
                at = next.max(at + 1);
                continue;
            }
            self.follow_clause(at);
            at += 1;
        }
    }

    fn push(&mut self, deadline: Deadline, from: usize, to: usize, rule: &'static str, sure: f32) {
        let range = self.tokens.start(from)..self.tokens.end_before(to);
        let text = self.tokens.slice(from, to).to_owned();
        self.found.push(Mention {
            value: Deadline { text, ..deadline },
            range,
            rule,
            confidence: sure,
        });
    }

    fn follow_clause(&mut self, at: usize) {
        match self.tokens.word(at) {
            "slik" => self.purpose |= self.tokens.word(at + 1) == "at",
            "ble" | "blei" | "vart" | "var" | "fikk" | "fekk" | "kom" | "trådte" | "trer"
            | "tredde" | "trår" | "gjelder" | "gjeld" | "gjaldt" | "løper" | "varer" | "varar"
            | "vil" | "skjedde" | "startet" | "starta" | "begynte" => self.background = true,
            // "rapporten som kommer i mars" tells; "de som kommer i arbeid" has no date.
            "kommer" | "kjem" => self.background = true,
            "skal" | "må" | "bør" | "bes" | "ber" | "kan" | "," | ";" | ":" | ")" => {
                self.background = false;
            }
            "." if !self.tokens.is_glued(at + 1)
                && self.tokens.number(at.wrapping_sub(1)).is_none() =>
            {
                self.background = false;
                self.purpose = false;
            }
            _ => {}
        }
    }

    /// A parenthesis that holds only a schedule: "(1. tertial og årsrapporten)".
    fn parenthesis(&mut self, at: usize) -> Option<usize> {
        if self.tokens.word(at) != "(" || self.reading == Reading::Schedule {
            return None;
        }
        let close = (at + 1..(at + 14).min(self.tokens.len()))
            .find(|index| matches!(self.tokens.word(*index), ")" | "("))
            .filter(|index| self.tokens.word(*index) == ")")?;
        let start = self.tokens.start(at + 1);
        let inner = Tokens::new(self.tokens.slice(at + 1, close));
        let found = schedule(&inner, self.year)?;
        let is_rhythm = found
            .iter()
            .all(|mention| mention.value.recurrence.is_some());
        if !is_rhythm {
            return None;
        }
        self.found.extend(found.into_iter().map(|mut mention| {
            mention.range = mention.range.start + start..mention.range.end + start;
            mention.rule = "deadline/parenthesis";
            mention
        }));
        Some(close + 1)
    }

    /// A time limit: "innen åtte uker", "ved 6 og 12 måneder", "5 ukers saksbehandlingstid".
    fn limit(&mut self, at: usize) -> Option<usize> {
        if self.reading == Reading::Figures {
            return None;
        }
        let tokens = self.tokens;
        let word = tokens.word(at);
        let mut next = match word {
            "senest" | "seinast" | "innen" | "innan" | "innenfor" | "innanfor" | "ved" => at + 1,
            "i" => tokens.after(at, &["i", "løpet", "av"])?,
            _ if tokens.word(at + 1) == "på" && is_time_allowed(word) => at + 2,
            _ => return self.genitive_limit(at),
        };
        let by_age = word == "ved";
        if matches!(word, "senest" | "seinast")
            && matches!(
                tokens.word(next),
                "innen" | "innan" | "etter" | "om" | "ved"
            )
        {
            next += 1;
        }
        if let Some(after) = tokens
            .after(next, &["det", "har", "gått"])
            .or_else(|| tokens.after(next, &["det", "er", "gått"]))
            .or_else(|| tokens.after(next, &["det", "har", "gått", "meir", "enn"]))
        {
            next = after;
        }
        while matches!(
            tokens.word(next),
            "inntil"
                | "maksimalt"
                | "maks"
                | "hhv"
                | "henholdsvis"
                | "ca"
                | "minimum"
                | "om"
                | "minst"
        ) || (tokens.word(next) == "." && next > at + 1 && tokens.number(next - 1).is_none())
        {
            next += 1;
        }
        let mut numbers = vec![date::count(tokens.word(next))?];
        next += 1;
        if tokens.word(next) == "halvt" && matches!(tokens.word(next + 1), "år" | "års") {
            let limit = Deadline {
                duration: Some("P6M".to_owned()),
                ..Deadline::default()
            };
            self.push(limit, at, next + 2, "deadline/time-limit", 0.9);
            return Some(next + 2);
        }
        while matches!(tokens.word(next), "," | "og" | "eller" | "-" | "–" | "til") {
            match date::count(tokens.word(next + 1)) {
                Some(number) => numbers.push(number),
                None => return None,
            }
            next += 2;
        }
        let unit = tokens.word(next);
        if by_age && unit.starts_with("år") {
            return None;
        }
        // A span such as "to til tre uker" ends with its last number.
        let mut limits: Vec<String> = Vec::new();
        for number in numbers {
            limits.push(date::duration(number, unit)?);
        }
        for duration in limits {
            let limit = Deadline {
                duration: Some(duration),
                ..Deadline::default()
            };
            self.push(limit, at, next + 1, "deadline/time-limit", 0.9);
        }
        Some(next + 1)
    }

    /// "fire ukers frist".
    fn genitive_limit(&mut self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let unit = tokens.word(at + 1);
        if !unit.ends_with('s') || !is_time_allowed(tokens.word(at + 2)) {
            return None;
        }
        let number = date::count(tokens.word(at))?;
        let limit = Deadline {
            duration: Some(date::duration(number, unit)?),
            ..Deadline::default()
        };
        self.push(limit, at, at + 3, "deadline/time-limit", 0.8);
        Some(at + 3)
    }

    fn rhythm(&mut self, at: usize, tail: usize) -> Option<usize> {
        let reading = if at >= tail {
            Reading::Schedule
        } else {
            self.reading
        };
        let (recurrences, next) = rhythm::recurrences(self.tokens, at, reading)?;
        for recurrence in recurrences {
            let deadline = Deadline {
                recurrence: Some(recurrence),
                ..Deadline::default()
            };
            self.push(deadline, at, next, "deadline/rhythm", 0.8);
        }
        Some(next)
    }

    /// A day, month, season or year with what leads into it.
    fn point(&mut self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let (lead, edge, start) = self.lead(at);
        let (when, mut next) = date::when(tokens, start)?;
        if matches!(when, When::Tertial(_, None)) && edge == Edge::None {
            // "I 1. tertial skal …" is a rhythm, not a point in time.
            return None;
        }
        if when == When::ThisYear && matches!(tokens.word(next), "slutt" | "utgang" | "utløp") {
            next += 1;
        }
        if let Some(past) = period_end(tokens, next) {
            // "1. januar–31. mars", "2021-2024": a period, not a deadline.
            return Some(past);
        }
        if self.is_wanted(at, lead, edge, when) {
            let date = self.day(lead, edge, when);
            let deadline = Deadline {
                date,
                recurrence: self.tertial(when).filter(|_| date.is_none()),
                ..Deadline::default()
            };
            let rule = if deadline.date.is_some() {
                "deadline/date"
            } else {
                "deadline/period"
            };
            self.push(deadline, at, next, rule, 0.85);
        }
        Some(next)
    }

    /// What leads into a point in time at a token, and where the point starts.
    fn lead(&self, at: usize) -> (Lead, Edge, usize) {
        let tokens = self.tokens;
        let mut next = at;
        let mut lead = Lead::Bare;
        if matches!(tokens.word(next), "senest" | "seinast" | "senast") {
            lead = Lead::By;
            next += 1;
        }
        let word = tokens.word(next);
        if self.has_frist && word.contains("frist") && !word.starts_with("lang") {
            // "frist 1. mai", "fristen er satt til 1. mai", "frist: 1. mai"
            let mut past = next + 1;
            while past < next + 5
                && matches!(
                    tokens.word(past),
                    "er" | "satt" | "sett" | "til" | "på" | ":" | "den" | "blir" | "innen"
                )
            {
                past += 1;
            }
            if date::when(tokens, past).is_some() {
                return (Lead::By, Edge::None, past);
            }
        }
        let (read, mut past) = match word {
            "innen" | "innan" | "før" => (Lead::By, next + 1),
            "fra" | "frå" => {
                let past = tokens.after(next + 1, &["og", "med"]).unwrap_or(next + 1);
                (Lead::From, past)
            }
            "fram" | "frem" => match tokens.word(next + 1) {
                "til" | "mot" => {
                    let past = tokens.after(next + 2, &["og", "med"]).unwrap_or(next + 2);
                    (Lead::Until, past)
                }
                _ => (lead, next),
            },
            "til" => match tokens.after(next + 1, &["og", "med"]) {
                Some(past) => (Lead::Until, past),
                None => (lead, next),
            },
            "i" => match tokens.after(next + 1, &["løpet", "av"]) {
                Some(past) => (Lead::Within, past),
                None => (Lead::In, next + 1),
            },
            "ved" | "per" => (Lead::At, next + 1),
            "pr" => (
                Lead::At,
                next + 1 + usize::from(tokens.word(next + 1) == "."),
            ),
            _ => (lead, next),
        };
        if read != Lead::Bare && lead == Lead::Bare {
            lead = read;
        }
        let edge = match (tokens.word(past), tokens.word(past + 1)) {
            ("utgangen" | "utløpet" | "slutten" | "utgang" | "utløp", "av") => Edge::End,
            ("starten" | "begynnelsen" | "byrjinga" | "midten" | "løpet", "av") => Edge::Other,
            _ => Edge::None,
        };
        if edge != Edge::None {
            past += 2;
        }
        if matches!(tokens.word(past), "den" | "medio" | "ultimo" | "primo") {
            past += 1;
        }
        (lead, edge, past)
    }

    fn is_wanted(&self, at: usize, lead: Lead, edge: Edge, when: When) -> bool {
        let is_schedule = self.reading == Reading::Schedule;
        let before = if at == 0 {
            ""
        } else {
            self.tokens.word(at - 1)
        };
        if matches!(
            before,
            "perioden"
                | "tidsrommet"
                | "mellom"
                | "datert"
                | "utført"
                | "vedtatt"
                | "vedteken"
                | "innført"
                | "iverksatt"
                | "inngått"
                | "født"
                | "trekt"
                | "hadde"
                | "virkning"
                | "verknad"
                | "§"
        ) {
            return false;
        }
        if let (Some(written), Some(year)) = (when.year(), self.year) {
            let oldest = if lead == Lead::By { year - 1 } else { year };
            if written < oldest && !is_schedule {
                return false;
            }
        }
        if (self.background || self.purpose) && lead != Lead::By {
            return false;
        }
        if self.reading == Reading::Figures {
            return lead == Lead::By && when != When::ThisYear;
        }
        if is_schedule {
            return true;
        }
        // "Regnskapsstatus per 31. august": the day of the figures.
        let is_measured = matches!(self.tokens.word(at), "per" | "pr")
            && matches!(when, When::Day(_) | When::DayOfYear(..));
        if is_measured {
            return false;
        }
        match (when, lead) {
            // Of a letter, a decision or a birth: "brev av 3. mars".
            (When::Day(_) | When::DayOfYear(..), Lead::Bare) => {
                !matches!(
                    before,
                    "av" | "til" | "og" | "–" | "-" | "nr" | "/" | "pr" | "per" | "for"
                ) || (before == "til" && self.is_frist_before(at - 1))
                    || (before == "og" && self.is_listed(at - 1))
            }
            (When::Day(_) | When::DayOfYear(..), _) => true,
            (When::Year(_), Lead::Bare | Lead::In) => edge != Edge::None,
            (When::Year(_), Lead::At) => edge == Edge::End,
            // "Fra 2025 skal …" in the letter for 2025 says no more than "i 2025".
            (When::Year(year), Lead::From) => Some(year) != self.year,
            (When::Year(_), _) => true,
            (When::ThisYear, Lead::Bare | Lead::In | Lead::From | Lead::At | Lead::Within) => {
                edge == Edge::End && lead == Lead::At
            }
            (When::ThisYear, _) => true,
            (When::Month(..) | When::Part(_) | When::Term(..), Lead::Bare) => {
                when.year().is_some() && !matches!(when, When::Month(..)) && before != "fra"
            }
            (When::Month(..) | When::Part(_) | When::Term(..), _) => true,
            (When::Tertial(_, year), lead) => {
                year.is_some() || (edge != Edge::None && lead != Lead::Bare)
            }
        }
    }

    /// Whether the day found last ends where the "og" at this token stands: "1. juni og 1. oktober".
    fn is_listed(&self, at: usize) -> bool {
        self.found.last().is_some_and(|last| {
            last.value.date.is_some() && last.range.end == self.tokens.end_before(at)
        })
    }

    /// The rhythm of a tertial of the letter's own year: "for 2. tertial 2031" in the letter for 2031.
    fn tertial(&self, when: When) -> Option<Recurrence> {
        match when {
            When::Tertial(tertial, Some(year)) if Some(year) == self.year => Some(match tertial {
                1 => Recurrence::PerTertial1,
                2 => Recurrence::PerTertial2,
                _ => Recurrence::Yearly,
            }),
            _ => None,
        }
    }

    fn is_frist_before(&self, at: usize) -> bool {
        at > 0 && self.tokens.word(at - 1).contains("frist")
    }

    fn day(&self, lead: Lead, edge: Edge, when: When) -> Option<Date> {
        let end_of_year = |year: i16| Date::new(year, 12, 31).ok();
        let is_end = edge == Edge::End;
        match when {
            When::Day(day) => Some(day),
            When::DayOfYear(month, day) => Date::new(self.year?, month, day).ok(),
            When::Term(month, year) if is_end || lead == Lead::Within => {
                date::last_day(year.or(self.year)?, month)
            }
            When::Month(month, year) if is_end => date::last_day(year.or(self.year)?, month),
            When::Tertial(tertial, year) if is_end => {
                date::last_day(year.or(self.year)?, tertial as i8 * 4)
            }
            When::Year(year) if is_end || lead == Lead::Within => end_of_year(year),
            When::ThisYear => end_of_year(self.year?),
            _ => None,
        }
    }

    /// Due at an event: "ved utløpet av perioden", "i god tid før møtene", "før innvilgelse av stønad".
    fn event(&mut self, at: usize) -> Option<usize> {
        if self.reading != Reading::Directive {
            return None;
        }
        let tokens = self.tokens;
        let word = tokens.word(at);
        let (from, next) = match word {
            "ved" | "før" | "innen" | "innan" => {
                let is_end = matches!(
                    tokens.word(at + 1),
                    "utløpet" | "utgangen" | "slutten" | "utløp" | "avslutningen"
                );
                if is_end && tokens.word(at + 2) == "av" {
                    (at, at + 3)
                } else if word == "før" && is_event(tokens, at + 1) {
                    (at, at + 1)
                } else {
                    return None;
                }
            }
            "i" => {
                let next = tokens.after(at, &["i", "god", "tid", "før"])?;
                (at, next)
            }
            _ => return None,
        };
        // "senest to uker før møtet" is a limit already.
        let is_counted = at > 0 && date::duration(1, tokens.word(at - 1)).is_some();
        if is_counted {
            return None;
        }
        let end = phrase_end(tokens, next);
        // "før opplæring – etter standarden – er gjennomført" is a clause.
        if end == next || tokens.word(end) == "–" {
            return None;
        }
        self.push(Deadline::default(), from, end, "deadline/event", 0.6);
        Some(end)
    }
}

/// Words that name a time allowed: frist, saksbehandlingstid, svartid.
fn is_time_allowed(word: &str) -> bool {
    word.contains("frist")
        || [
            "behandlingstid",
            "behandlingstiden",
            "behandlingstida",
            "svartid",
            "svartiden",
        ]
        .iter()
        .any(|end| word.ends_with(end))
}

/// The index past the second half of a period: "–31. mars 2024" after "1. januar".
fn period_end(tokens: &Tokens, at: usize) -> Option<usize> {
    if !matches!(tokens.word(at), "–" | "-" | "/") {
        return None;
    }
    let (_, next) = date::when(tokens, at + 1)?;
    Some(next)
}

/// Whether an event is named: a noun of action or of a meeting, not a clause.
fn is_event(tokens: &Tokens, at: usize) -> bool {
    (at..at + 3)
        .take_while(|index| !tokens.word(*index).is_empty())
        .any(|index| {
            let word = tokens.word(index);
            word.chars().count() > 6
                && [
                    "else", "elsen", "ing", "ingen", "inga", "sjon", "sjonen", "møte", "møtet",
                    "møtene", "møta", "slutt", "start", "periode", "perioden",
                ]
                .iter()
                .any(|end| word.ends_with(end))
        })
        && !matches!(
            tokens.word(at),
            "og" | "det" | "de" | "dei" | "denne" | "vi"
        )
}

/// Where a noun phrase ends: at a sign, a verb or a word that opens something new.
fn phrase_end(tokens: &Tokens, from: usize) -> usize {
    let mut at = from;
    while at < tokens.len() && at < from + 10 {
        let word = tokens.word(at);
        let is_sign = !word.chars().all(char::is_alphanumeric) && word != "-";
        let is_other = matches!(
            word,
            "skal"
                | "må"
                | "bør"
                | "kan"
                | "vil"
                | "er"
                | "blir"
                | "har"
                | "som"
                | "og"
                | "for"
                | "slik"
                | "med"
                | "i"
                | "på"
                | "til"
                | "at"
                | "når"
                | "der"
                | "eller"
                | "ved"
                | "om"
                | "det"
                | "samt"
        );
        // An s-passive: "vurderes", "avklares"; a genitive in -es is rare in these phrases.
        let is_passive = at > from && word.ends_with("es") && word.chars().count() > 5;
        if is_sign || is_other || is_passive {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests;
