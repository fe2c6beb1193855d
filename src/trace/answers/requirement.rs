//! What the report answers to requirements: first the section that is about it, then the sentences and rows
//! in it that answer.

use super::question::{Question, questions};
use super::rank::{Candidate, Hit, Ranker};
use super::report::Passage;
use super::{sense, silent};
use crate::graph::{Answer, Asked, Strength, Verdict};
use crate::language::{Words, words};
use crate::model::{Document, FigureDirection, ObligationKind};
use crate::quantity::{self, Wanted};
use std::sync::LazyLock;

static DEVELOPMENT: LazyLock<&Words> = LazyLock::new(|| words("answers", "asks_development"));

/// Least certainty of a section that answers: what asks for a report is nearly always answered, an
/// assignment often is not.
const SURE_REPORTING: f32 = 0.13;
const SURE_DUTY: f32 = 0.12;
const SURE_ASSIGNMENT: f32 = 0.22;
/// Least share of a task's matter in a passage of the section.
const MATTER: f32 = 0.1;
/// A second section answers too where it is nearly as sure.
const NEAR_BEST: f32 = 0.5;
/// Words that say what a question is about, from which on one may be missing.
const FEW: usize = 2;
/// Sections and parts of sections that are looked at.
const MOST_ROOMS: usize = 8;
/// Sentences of one section, and of each where two answer.
const MOST_REPORTING: usize = 5;
const MOST_REPORTING_OF_TWO: usize = 3;
const MOST: usize = 3;
/// A further sentence shares nearly as much with an assignment as the best one.
const NEAR_BEST_SENTENCE: f32 = 0.6;
/// Words of a sentence from which on it is long enough to tell.
const TELLING: f32 = 8.0;
/// Share of the question that a row must have for its figure to judge the requirement.
const JUDGES: f32 = 0.5;
/// Share of a heading from which on the section is about the question.
const ABOUT: f32 = 0.6;

/// Adds the answers to the letter's requirements.
pub fn answer(letter: &Document, ranker: &Ranker, answers: &mut Vec<Answer>) {
    for question in questions(letter) {
        let found = ranker.candidates(&question);
        let before = answers.len();
        let asked = Asked::Obligation(question.index);
        let sections = chosen(ranker, &question, &found);
        for rooms in &sections {
            let most = match (question.kind, sections.len()) {
                (ObligationKind::Reporting, 1) => MOST_REPORTING,
                (ObligationKind::Reporting, _) => MOST_REPORTING_OF_TWO,
                _ => MOST,
            };
            for (candidate, hit) in best(ranker, &question, rooms, most) {
                answers.push(told(ranker, &question, candidate, &hit));
            }
        }
        if answers.len() == before && expects_answer(letter, &question) {
            let nearest = found
                .iter()
                .filter(|one| one.heading >= ABOUT)
                .max_by(|a, b| a.heading.total_cmp(&b.heading));
            let section = nearest.map(|one| ranker.report.rooms[one.room].numbered);
            answers.push(silent(asked, section));
        }
    }
}

/// Whether silence is worth telling: where a report, a task, a number or a day is asked for.
fn expects_answer(letter: &Document, question: &Question) -> bool {
    let obligation = &letter.facts.obligations[question.index as usize];
    matches!(
        question.kind,
        ObligationKind::Reporting | ObligationKind::Assignment
    ) || !obligation.deadlines.is_empty()
        || !quantity::quantities(&obligation.quote, None).is_empty()
}

/// The sections that answer, at most two, each with those of its parts that do.
fn chosen<'found>(
    ranker: &Ranker,
    question: &Question,
    found: &'found [Candidate],
) -> Vec<Vec<&'found Candidate>> {
    let least = match question.kind {
        ObligationKind::Reporting => SURE_REPORTING,
        ObligationKind::Assignment => SURE_ASSIGNMENT,
        ObligationKind::Duty | ObligationKind::Priority => SURE_DUTY,
    };
    let first = found.first().map_or(0.0, |one| one.sure);
    let matter = ranker.matter(question);
    let tells = |one: &&Candidate| match question.kind {
        // "Kontroll av koronaordningene": where few words say what it is about, none may be missing.
        ObligationKind::Reporting => matter.len() > FEW || ranker.holds_all(one.room, &matter),
        // Who does it, and with whom, answers no task: something of its matter must be there.
        ObligationKind::Assignment => one.hits.iter().any(|hit| hit.matter >= MATTER),
        ObligationKind::Duty | ObligationKind::Priority => true,
    };
    let near = found
        .iter()
        .take(MOST_ROOMS)
        .filter(|one| one.sure >= least && one.sure >= NEAR_BEST * first)
        .filter(tells);
    let mut sections: Vec<(u32, Vec<&Candidate>)> = Vec::new();
    for candidate in near {
        let numbered = ranker.report.rooms[candidate.room].numbered;
        match sections
            .iter_mut()
            .find(|(section, _)| *section == numbered)
        {
            Some((_, rooms)) => rooms.push(candidate),
            None => sections.push((numbered, vec![candidate])),
        }
    }
    sections.truncate(2);
    sections.into_iter().map(|(_, rooms)| rooms).collect()
}

/// The passages of a section that answer best, each with the part that it stands in.
fn best<'found>(
    ranker: &Ranker,
    question: &Question,
    rooms: &[&'found Candidate],
    most: usize,
) -> Vec<(&'found Candidate, Hit)> {
    let reporting = question.kind == ObligationKind::Reporting;
    let development = asks_development(question);
    let year = ranker.report.document.facts.head.year;
    let score = |hit: &Hit| {
        let passage = &ranker.report.passages[hit.passage];
        let mut score = hit.covered + 0.5 * hit.own;
        if reporting {
            // An account tells figures, and more than a few words.
            let words = passage.words.split_whitespace().count() as f32;
            let figures = passage.words.bytes().any(|byte| byte.is_ascii_digit());
            score += 0.3 * (words / TELLING).min(1.0) + if figures { 0.15 } else { 0.0 };
            // "Utviklingen i …": what went better or worse.
            let judged = development && way(passage, year).is_some() && good(passage).is_some();
            score += if judged { 0.3 } else { 0.0 };
        }
        score
    };
    let mut hits: Vec<(f32, &Candidate, Hit)> = rooms
        .iter()
        .flat_map(|room| room.hits.iter().map(|hit| (score(hit), *room, *hit)))
        .collect();
    hits.sort_by(|a, b| b.0.total_cmp(&a.0));
    hits.truncate(most);
    if !reporting {
        let top = hits.first().map_or(0.0, |(_, _, hit)| hit.weight);
        let mut first = true;
        hits.retain(|(_, _, hit)| {
            std::mem::take(&mut first) || hit.weight >= NEAR_BEST_SENTENCE * top
        });
    }
    hits.into_iter().map(|(_, room, hit)| (room, hit)).collect()
}

/// Whether a requirement asks how something developed.
fn asks_development(question: &Question) -> bool {
    DEVELOPMENT.stands_in(&question.own.to_lowercase())
}

/// Which way a passage says that its matter went, by its figures, or in words that name the year before.
fn way(passage: &Passage, report: Option<i16>) -> Option<FigureDirection> {
    let by_figure = passage.figure.and_then(|figure| figure.direction);
    by_figure.or_else(|| {
        let names = passage.words.contains(&(report? - 1).to_string());
        (names && !passage.is_row)
            .then(|| quantity::movement_in_words(&passage.words))
            .flatten()
    })
}

/// Whether more of what a passage tells of is good.
fn good(passage: &Passage) -> Option<bool> {
    match passage.is_row {
        true => sense::more_is_good(&passage.words),
        false => sense::in_sentence(&passage.words),
    }
}

fn told(ranker: &Ranker, question: &Question, candidate: &Candidate, hit: &Hit) -> Answer {
    let passage: &Passage = &ranker.report.passages[hit.passage];
    let figure = passage.figure;
    // "skal reduseres": the requirement itself says which way is good.
    let target = quantity::wanted(&question.own)
        .filter(|target| matches!(target.wanted, Wanted::More | Wanted::Less | Wanted::Better));
    // What asks how something developed is judged where the matter tells which way is good.
    let judges = hit.own >= JUDGES && target.is_some() || asks_development(question);
    let direction = match judges {
        true => way(passage, ranker.report.document.facts.head.year),
        false => figure.and_then(|figure| figure.direction),
    };
    let more_is_good = target
        .and_then(|target| target.more_is_better())
        .or_else(|| good(passage));
    let verdict = match judges {
        true => sense::verdict(direction, more_is_good),
        false => Verdict::Reported,
    };
    Answer {
        asked: Asked::Obligation(question.index),
        verdict,
        target_met: None,
        section: ranker.report.rooms[candidate.room].numbered,
        values: figure.map_or_else(Vec::new, |figure| figure.values.clone()),
        spans: passage.spans.clone(),
        rule: if passage.is_row {
            "follow-up/row"
        } else {
            "follow-up/sentence"
        },
        confidence: candidate.sure.clamp(0.0, 1.0),
        of_whom: figure.and_then(|figure| figure.of_whom.clone()),
        direction,
        better: if judges {
            sense::better(direction, more_is_good)
        } else {
            None
        },
        strength: Strength::Found,
    }
}
