//! What an annual report answers to the letter of its year.
//!
//! `report` reads the report's parts and passages, `question` what the letter asks, `wordbook` what the words
//! of both share; `rank` tells which section is about a question, `requirement` and `indicator` which
//! sentence or row in it answers, and `sense` whether that is good news.

mod indicator;
mod question;
mod rank;
mod report;
mod requirement;
mod sense;
mod wordbook;

pub use report::searched;

use crate::graph::{Answer, Asked, Strength, Verdict};
use crate::model::Document;
use rank::Ranker;
use report::Report;
use wordbook::Wordbook;

/// The answers, first to indicators, then to requirements; each with the best one first.
pub fn follow_up(letter: &Document, report: &Document) -> Vec<Answer> {
    let report = Report::new(report);
    let headings = report.rooms.iter().flat_map(|room| &room.headings);
    let passages = report.passages.iter().map(|passage| passage.words.as_str());
    let told = passages.chain(headings.map(String::as_str));
    let statements = letter.outline.statements.iter();
    let asked = statements.map(|statement| statement.text.as_str());
    let book = Wordbook::new(told, asked);
    let ranker = Ranker::new(&report, &book);
    let mut answers = Vec::new();
    indicator::answer(letter, &ranker, &mut answers);
    requirement::answer(letter, &ranker, &mut answers);
    answers
}

/// That nothing was found; with the section whose heading comes nearest.
fn silent(asked: Asked, nearest: Option<u32>) -> Answer {
    Answer {
        asked,
        verdict: Verdict::NotReported,
        target_met: None,
        section: nearest.unwrap_or(0),
        values: Vec::new(),
        spans: Vec::new(),
        rule: "follow-up/silent",
        confidence: 0.5,
        of_whom: None,
        direction: None,
        better: None,
        strength: Strength::NotFound,
    }
}
