//! What the report answers to requirements: first the section that is about it, then the sentences and rows
//! in it that answer.

use super::question::{Question, questions};
use super::rank::{Candidate, Hit, Ranker};
use super::report::Passage;
use super::{sense, silent};
use crate::graph::{Answer, Asked, Strength, Verdict};
use crate::language::{Words, words};
use crate::model::{Document, ObligationKind};
use crate::quantity::{self, Wanted};
use std::sync::LazyLock;

static DEVELOPMENT: LazyLock<&Words> = LazyLock::new(|| words("answers", "asks_development"));

/// Least certainty of a section that answers: what asks for a report is nearly always answered, an
/// assignment often is not.
const SURE_REPORTING: f32 = 0.13;
const SURE_DUTY: f32 = 0.12;
const SURE_ASSIGNMENT: f32 = 0.34;
/// A second section answers too where it is nearly as sure.
const NEAR_BEST: f32 = 0.5;
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
        let rooms = chosen(&question, &found);
        for candidate in &rooms {
            let most = match (question.kind, rooms.len()) {
                (ObligationKind::Reporting, 1) => MOST_REPORTING,
                (ObligationKind::Reporting, _) => MOST_REPORTING_OF_TWO,
                _ => MOST,
            };
            for hit in best(ranker, &question, candidate, most) {
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

/// The sections that answer.
fn chosen<'found>(question: &Question, found: &'found [Candidate]) -> Vec<&'found Candidate> {
    let least = match question.kind {
        ObligationKind::Reporting => SURE_REPORTING,
        ObligationKind::Assignment => SURE_ASSIGNMENT,
        ObligationKind::Duty | ObligationKind::Priority => SURE_DUTY,
    };
    let Some(first) = found.first() else {
        return Vec::new();
    };
    let near = |one: &&Candidate| one.sure >= least && one.sure >= NEAR_BEST * first.sure;
    found.iter().take(2).filter(near).collect()
}

/// The passages of a section that answer best.
fn best(ranker: &Ranker, question: &Question, candidate: &Candidate, most: usize) -> Vec<Hit> {
    let reporting = question.kind == ObligationKind::Reporting;
    let score = |hit: &Hit| {
        let passage = &ranker.report.passages[hit.passage];
        let mut score = hit.covered + 0.5 * hit.own;
        if reporting {
            // An account tells figures, and more than a few words.
            let words = passage.words.split_whitespace().count() as f32;
            let figures = passage.words.bytes().any(|byte| byte.is_ascii_digit());
            score += 0.3 * (words / TELLING).min(1.0) + if figures { 0.15 } else { 0.0 };
        }
        score
    };
    let mut hits = candidate.hits.clone();
    hits.sort_by(|a, b| score(b).total_cmp(&score(a)));
    hits.truncate(most);
    if !reporting {
        let top = hits.first().map_or(0.0, |hit| hit.weight);
        let mut first = true;
        hits.retain(|hit| std::mem::take(&mut first) || hit.weight >= NEAR_BEST_SENTENCE * top);
    }
    hits
}

fn told(ranker: &Ranker, question: &Question, candidate: &Candidate, hit: &Hit) -> Answer {
    let passage: &Passage = &ranker.report.passages[hit.passage];
    let figure = passage.figure;
    let direction = figure.and_then(|figure| figure.direction);
    // "skal reduseres": the requirement itself says which way is good.
    let target = quantity::wanted(&question.own)
        .filter(|target| matches!(target.wanted, Wanted::More | Wanted::Less | Wanted::Better));
    // So does one that asks how something developed, where the matter tells which way is good.
    let judges = hit.own >= JUDGES && target.is_some()
        || DEVELOPMENT.stands_in(&question.own.to_lowercase());
    let good = target
        .and_then(|target| target.more_is_better())
        .or_else(|| sense::more_is_good(&passage.words));
    let verdict = match judges {
        true => sense::verdict(direction, good),
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
            sense::better(direction, good)
        } else {
            None
        },
        strength: Strength::Found,
    }
}
