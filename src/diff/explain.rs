//! A change told in one plain sentence that can be pasted into a note.
//!
//! It says what happened in the letters' own words: what was put in, taken out or exchanged is quoted,
//! each side from its own letter. Where more than a few words differ, both sides are quoted whole:
//! a list of scraps would say less. It draws no conclusion that the words do not bear.

use super::letter::{Aspect, ChangeKind, Direction, Moved, What};
use super::run::Run;
use super::sentences::Sentences;
use super::verdict::{Shift, Verdict};

/// What a sentence is about.
pub(super) struct Told<'a> {
    /// Sort of fact in the earlier letter and in the later one.
    pub sorts: (What, What),
    pub verdict: &'a Verdict,
    pub moved: Moved,
    /// What the two letters say.
    pub texts: (&'a str, &'a str),
    /// Headings before and after.
    pub sections: (&'a str, &'a str),
    /// Years of the two letters.
    pub years: (Option<i16>, Option<i16>),
    /// Whether it is one part of several that were one, or one of several that became one.
    pub joined: bool,
}

/// Runs that are told one by one; where there are more, both sides are quoted whole.
const FEW: usize = 3;
/// The share of words that may differ until both sides are quoted whole.
const MUCH: f64 = 0.5;
/// About the longest run that is quoted.
const LONGEST: usize = 160;
/// About the most that is quoted of a text.
const MOST: usize = 400;

/// The sentence in a language.
pub(super) fn tell(told: &Told, language: &Sentences) -> String {
    let noun = language.noun(told.sorts.1);
    let (before, after) = (year(told.years.0), year(told.years.1));
    let (old, new) = (short(told.texts.0), short(told.texts.1));
    let fill = [
        ("old", old.as_str()),
        ("now", new.as_str()),
        ("thing", noun.the),
        ("new", noun.new),
        ("same", noun.same),
        ("before", before.as_str()),
        ("year", after.as_str()),
        ("from", told.sections.0),
        ("to", told.sections.1),
    ];
    let dated = |name: &str, known: &str| match known.is_empty() {
        true => language.say(&format!("{name}_undated"), &fill),
        false => language.say(name, &fill),
    };
    let mut sentence = match told.verdict.change {
        ChangeKind::Added => dated("added", &after),
        ChangeKind::Removed => dated("removed", &after),
        ChangeKind::Unchanged => dated("unchanged", &before),
        ChangeKind::Reworded if told.sorts.1 == What::Section => language.say("renamed", &fill),
        ChangeKind::Reworded => dated("reworded", &before),
        ChangeKind::Changed => changed(told, language, &fill),
    };
    if told.sorts.0 != told.sorts.1 {
        let (was, now) = (language.noun(told.sorts.0).the, noun.one);
        let became = language.say("became", &[("was", was), ("one", now)]);
        sentence = match told.verdict.change {
            ChangeKind::Changed => format!("{became}; {}", uncapitalised(&sentence)),
            _ => became,
        };
    }
    if told.joined {
        sentence = language.say("joined", &[("sentence", &sentence)]);
    }
    if told.moved.section {
        let named = !told.sections.0.is_empty()
            && !told.sections.1.is_empty()
            && told.sorts.1 != What::Section;
        let name = if named { "moved" } else { "moved_unnamed" };
        let fill = [&fill[..], &[("sentence", sentence.as_str())]].concat();
        sentence = language.say(name, &fill);
    }
    if told.moved.kind && told.sorts.0 == told.sorts.1 {
        sentence = language.say("moved_kind", &[("sentence", &sentence)]);
    }
    format!("{}.", capitalised(sentence.trim_end_matches('.')))
}

fn changed(told: &Told, language: &Sentences, fill: &[(&str, &str)]) -> String {
    let mut clauses = typed(told, language);
    let words = &told.verdict.words;
    let open: Vec<&Run> = words
        .runs
        .iter()
        .filter(|run| !is_told(run, &told.verdict.shifts))
        .collect();
    let long = |run: &&Run| run.before.len().max(run.after.len()) > LONGEST;
    let known = told.years.0.is_some() && told.years.1.is_some();
    let dated = |name: &str| match known {
        true => language.say(name, fill),
        false => language.say(&format!("{name}_undated"), fill),
    };
    let scraps = open.iter().any(|run| !run.neat) || open.iter().any(long);
    let whole = words.share > MUCH || open.len() > FEW || scraps;
    let is_text = !matches!(told.sorts.1, What::BudgetItem | What::Section);
    if whole && is_text {
        clauses.push(dated("whole"));
    } else {
        clauses.extend(open.iter().map(|run| exchange(language, run)));
        if clauses.is_empty() {
            let lead = told.verdict.lead.runs.iter().take(FEW);
            clauses.extend(lead.map(|run| {
                let sentence = exchange(language, run);
                language.say("lead_in", &[("sentence", &sentence)])
            }));
        }
        // So that the sentence can stand alone in a note.
        if told.sorts.1 == What::Obligation && !clauses.is_empty() {
            clauses.push(dated("reads"));
        }
    }
    if clauses.is_empty() {
        let aspects = told.verdict.shifts.iter();
        let aspects: Vec<String> = aspects
            .map(|shift| language.aspect(shift.aspect).to_owned())
            .collect();
        clauses.push(language.say("otherwise", &[("aspects", &language.list(&aspects))]));
    }
    let sentence = clauses.join("; ");
    // The target of which indicator: its name stands in no other clause unless it was changed too.
    let named =
        (told.sorts.1 == What::Indicator && words.same).then(|| language.say("named", fill));
    let name = match (told.verdict.direction, &named) {
        (Some(Direction::Strengthened), _) => "strengthened",
        (Some(Direction::Weakened), _) => "weakened",
        (None, Some(_)) => "about",
        (None, None) => return sentence,
    };
    let thing = named.as_deref().unwrap_or(language.noun(told.sorts.1).the);
    let own = [("thing", thing), ("sentence", sentence.as_str())];
    // The first of two values of a name counts.
    let fill = [&own[..], fill].concat();
    language.say(name, &fill)
}

/// What is told by its name rather than as words alone: deadlines, statutes, units, targets, amounts.
fn typed(told: &Told, language: &Sentences) -> Vec<String> {
    let shifts = told.verdict.shifts.iter();
    let clauses = shifts.filter_map(|shift| {
        let name = match (shift.aspect, told.sorts.1) {
            (Aspect::Deadline, _) => "deadline_",
            (Aspect::Legal, _) => "legal_",
            (Aspect::Unit, _) => "unit_",
            (Aspect::Number, What::Indicator) => "target_",
            (Aspect::Number, What::BudgetItem) => "amount_",
            (Aspect::Scope, What::Indicator) => "breakdown_",
            _ => return None,
        };
        let quoted = |texts: &[String]| -> Option<String> {
            let texts = texts.iter();
            let all: Vec<String> = texts
                .map(|text| match shift.aspect {
                    Aspect::Number if told.sorts.1 == What::BudgetItem => text.clone(),
                    _ => format!("«{}»", bare(text)),
                })
                .collect();
            // Words that cannot be quoted are not told of.
            (!all.iter().any(|text| text == "«»")).then(|| language.list(&all))
        };
        let (from, to) = (quoted(&shift.before)?, quoted(&shift.after)?);
        let way = way(&from, &to)?;
        Some(language.say(&format!("{name}{way}"), &[("from", &from), ("to", &to)]))
    });
    clauses.collect()
}

/// Whether a typed clause quotes the words of a run.
fn is_told(run: &Run, shifts: &[Shift]) -> bool {
    let typed = shifts.iter().filter(|shift| {
        matches!(
            shift.aspect,
            Aspect::Deadline | Aspect::Legal | Aspect::Unit
        )
    });
    let holds = |texts: &[String], words: &str| {
        words.is_empty() || texts.iter().any(|text| text.contains(words))
    };
    let mut typed = typed.filter(|shift| !shift.before.is_empty() || !shift.after.is_empty());
    typed.any(|shift| holds(&shift.before, &run.before) && holds(&shift.after, &run.after))
}

fn exchange(language: &Sentences, run: &Run) -> String {
    let quoted = |text: &str| match text.is_empty() {
        true => String::new(),
        false => format!("«{}»", bare(text)),
    };
    let (from, to) = (quoted(&run.before), quoted(&run.after));
    let way = way(&from, &to).unwrap_or("replaced");
    language.say(way, &[("from", &from), ("to", &to)])
}

/// The text without the sign that ends it, cut between words where it is long.
fn short(text: &str) -> String {
    let text = bare(text);
    if text.len() <= MOST {
        return text.to_owned();
    }
    let mut end = MOST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", bare(&text[..end]))
}

fn way(from: &str, to: &str) -> Option<&'static str> {
    match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => Some("put_in"),
        (false, true) => Some("taken_out"),
        (false, false) => Some("replaced"),
    }
}

/// Without the signs that end a sentence, which the sentence around it brings itself.
fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ',', ';', ':'])
}

fn year(year: Option<i16>) -> String {
    year.map_or(String::new(), |year| year.to_string())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect());
    let first: String = first.unwrap_or_default();
    first + letters.as_str()
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect());
    let first: String = first.unwrap_or_default();
    first + letters.as_str()
}
