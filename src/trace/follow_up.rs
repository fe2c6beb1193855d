//! What an annual report answers to the letter of its year.
//!
//! Indicators are looked for among the rows and sentences with figures, reporting requirements and
//! assignments among the sections and their sentences. What is not found is said to be not reported.

use super::figures;
use super::layers::{Comparison, LAYERS, Side};
use super::terms::{self, Commonness, Kind, Vector};
use crate::graph::{Answer, Asked, Verdict};
use crate::model::{
    BlockForm, Document, Indicator, Obligation, ObligationKind, ReportedValue, SectionForm, Span,
};
use rustc_hash::FxHashSet;

/// Weight of the section's heading against the sentence's own words: a report takes its headings from
/// the reporting requirements, not from the assignments.
const HEADING_REPORTING: f32 = 0.5;
const HEADING_ASSIGNMENT: f32 = 0.15;
/// Fewest words that tell something of the matter, in a question and in a sentence that answers.
const TELLING: usize = 3;
/// Least score of an answer to a reporting requirement, and to an assignment, which a report may pass over.
const LEAST_REPORTING: f32 = 0.20;
const LEAST_ASSIGNMENT: f32 = 0.295;
/// An answer counts only this near to the best one.
const NEAR_BEST: f32 = 0.67;
/// Most answers to one requirement, and to one indicator.
const MOST: usize = 3;
const MOST_FIGURES: usize = 24;
/// Least share of an indicator's name that a row or sentence has.
const NAME_COVERED: f32 = 0.55;

/// The answers, first to indicators, then to requirements; each with the best one first.
pub fn follow_up(letter: &Document, report: &Document) -> Vec<Answer> {
    let passages = passages(report);
    let mut answers = Vec::new();
    indicator_answers(letter, report, &passages, &mut answers);
    obligation_answers(letter, report, &passages, &mut answers);
    answers
}

/// A sentence or row of the report, with its figures.
struct Passage {
    /// Nearest section with a number.
    section: u32,
    text: String,
    heading: u32,
    spans: Vec<Span>,
    values: Vec<ReportedValue>,
    is_row: bool,
    /// A figure read from the same place stands among the passages.
    as_figure: bool,
    rule: &'static str,
}

fn passages(report: &Document) -> Vec<Passage> {
    let year = report.facts.head.year;
    let outline = &report.outline;
    let mut passages = Vec::new();
    for figure in &report.facts.figures {
        passages.push(Passage {
            section: numbered(report, figure.section),
            heading: figure.section,
            text: figure.label.clone(),
            spans: figure.spans.clone(),
            values: figure.values.clone(),
            is_row: true,
            as_figure: false,
            rule: "follow-up/figure",
        });
    }
    let told: FxHashSet<u32> = passages
        .iter()
        .filter_map(|passage| passage.spans.first())
        .map(|span| span.start)
        .collect();
    for statement in &outline.statements {
        if statement.is_lead_in || statement.text.len() < 12 || statement.spans.is_empty() {
            continue;
        }
        let block = &outline.blocks[statement.block as usize];
        let is_row = matches!(block.form, BlockForm::Row { .. });
        let values = figures::values(&statement.text, year, is_row);
        let twin = statement.spans.first();
        let as_figure = twin.is_some_and(|span| told.contains(&span.start));
        if values.is_empty() && telling(&statement.text) < TELLING {
            continue;
        }
        passages.push(Passage {
            section: numbered(report, statement.section),
            heading: statement.section,
            text: statement.text.clone(),
            spans: statement.spans.clone(),
            is_row: is_row || figures::looks_like_row(&statement.text),
            values,
            as_figure,
            rule: "follow-up/sentence",
        });
    }
    passages
}

/// The nearest section above with a number, or the section itself.
fn numbered(report: &Document, section: u32) -> u32 {
    let sections = &report.outline.sections;
    let mut at = section;
    loop {
        let here = &sections[at as usize];
        if here.number.is_some() && here.form != SectionForm::Root {
            return at;
        }
        match here.parent {
            Some(parent) if parent < at => at = parent,
            _ => return section,
        }
    }
}

fn indicator_answers(
    letter: &Document,
    report: &Document,
    passages: &[Passage],
    answers: &mut Vec<Answer>,
) {
    let with_figures: Vec<&Passage> = passages
        .iter()
        .filter(|passage| !passage.values.is_empty() && !passage.as_figure)
        .collect();
    let texts: Vec<Vec<terms::Term>> = with_figures
        .iter()
        .map(|passage| terms::terms(&passage.text, Kind::Pieces))
        .collect();
    let commonness = Commonness::of(&texts);
    let vectors: Vec<Vector> = texts
        .into_iter()
        .map(|terms| commonness.vector(terms))
        .collect();
    for (index, indicator) in letter.facts.indicators.iter().enumerate() {
        let asked = Asked::Indicator(index as u32);
        let name = commonness.vector(terms::terms(&indicator.name, Kind::Pieces));
        let mut found: Vec<(f32, &Passage)> = Vec::new();
        for (passage, vector) in with_figures.iter().zip(&vectors) {
            let covered = name.covered_by(vector);
            if covered >= NAME_COVERED {
                let years = years_told(passage, report.facts.head.year);
                let score = 0.7 * covered
                    + 0.3 * name.cosine(vector)
                    + 0.1 * years as f32
                    + if passage.is_row { 0.05 } else { 0.0 };
                found.push((score, passage));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.truncate(MOST_FIGURES);
        if found.is_empty() {
            answers.push(silent(asked));
        }
        for (score, passage) in found {
            answers.push(figure_answer(indicator, asked, report, passage, score));
        }
    }
}

/// For how many of the report's year and the one before a passage gives figures.
fn years_told(passage: &Passage, year: Option<i16>) -> usize {
    let Some(year) = year else { return 0 };
    let told = |wanted| {
        let mut values = passage.values.iter();
        values.any(|value| value.year == Some(wanted))
    };
    [year - 1, year]
        .into_iter()
        .filter(|year| told(*year))
        .count()
}

fn figure_answer(
    indicator: &Indicator,
    asked: Asked,
    report: &Document,
    passage: &Passage,
    score: f32,
) -> Answer {
    let year = report.facts.head.year;
    let change = figures::change(&passage.text, &passage.values, year);
    let better = figures::better_when_higher(&format!("{} {}", indicator.name, passage.text));
    let target = indicator
        .target
        .as_ref()
        .map(|target| target.value.as_str());
    Answer {
        asked,
        verdict: figures::verdict(change, better),
        target_met: target
            .and_then(|target| figures::target_met(target, change, &passage.values, year)),
        section: passage.section,
        values: passage.values.clone(),
        spans: passage.spans.clone(),
        rule: passage.rule,
        confidence: score.clamp(0.0, 1.0),
    }
}

fn obligation_answers(
    letter: &Document,
    report: &Document,
    passages: &[Passage],
    answers: &mut Vec<Answer>,
) {
    let asked: Vec<(u32, &Obligation)> = letter
        .facts
        .obligations
        .iter()
        .enumerate()
        .filter(|(_, obligation)| {
            matches!(
                obligation.kind.value,
                ObligationKind::Reporting | ObligationKind::Assignment
            )
        })
        .map(|(at, obligation)| (at as u32, obligation))
        .collect();
    if asked.is_empty() || passages.is_empty() {
        return;
    }
    let side = |text: &str, headed: &str| Side {
        text: text.to_owned(),
        headed: headed.to_owned(),
    };
    let mut questions: Vec<Side> = Vec::new();
    for (_, obligation) in &asked {
        let text = match questions.last() {
            Some(before) if goes_on(&obligation.text) => {
                format!("{} {}", before.text, obligation.text)
            }
            _ => obligation.text.clone(),
        };
        questions.push(side(&text, &text));
    }
    let headings: Vec<Side> = (0..report.outline.sections.len() as u32)
        .map(|section| {
            let path = report.outline.heading_path(section);
            side(path.last().unwrap_or(&""), &path.join(" "))
        })
        .collect();
    let sentences: Vec<Side> = passages
        .iter()
        .map(|passage| {
            let heading = &report.outline.sections[passage.heading as usize].heading;
            side(&passage.text, &format!("{heading} {}", passage.text))
        })
        .collect();
    let by_heading = Comparison::new(&questions, &headings, &LAYERS);
    let by_sentence = Comparison::new(&questions, &sentences, &LAYERS);
    for (at, (index, obligation)) in asked.into_iter().enumerate() {
        let heading_scores = by_heading.scores(at);
        let scores = by_sentence.scores(at);
        let (weight, least) = match obligation.kind.value {
            ObligationKind::Reporting => (HEADING_REPORTING, LEAST_REPORTING),
            _ => (HEADING_ASSIGNMENT, LEAST_ASSIGNMENT),
        };
        let tells_enough = telling(&obligation.text) >= TELLING;
        let own: FxHashSet<terms::Term> = terms::terms(&obligation.text, Kind::Stems)
            .into_iter()
            .collect();
        // The best sentence of each section.
        let mut best: Vec<(f32, u32, usize)> = Vec::new();
        for (number, passage) in passages.iter().enumerate() {
            // What became of a task is told in words; a row of figures shares no more than its topic.
            if obligation.kind.value == ObligationKind::Assignment
                && (passage.is_row || !shares_word(&own, &passage.text))
            {
                continue;
            }
            let heading = heading_scores[passage.heading as usize]
                .max(heading_scores[passage.section as usize]);
            let mut score = weight * heading + (1.0 - weight) * scores[number];
            // Figures speak for an account, and against the news of a task.
            if passage.values.len() > 1 {
                score += match obligation.kind.value {
                    ObligationKind::Reporting => 0.02,
                    _ => -0.02,
                };
            }
            match best
                .iter_mut()
                .find(|(_, section, _)| *section == passage.section)
            {
                Some(present) if present.0 < score => *present = (score, passage.section, number),
                Some(_) => {}
                None => best.push((score, passage.section, number)),
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        let top = best.first().map_or(0.0, |best| best.0);
        best.retain(|(score, ..)| tells_enough && *score >= least && *score >= NEAR_BEST * top);
        best.truncate(MOST);
        let asked = Asked::Obligation(index);
        if best.is_empty() {
            answers.push(silent(asked));
        }
        for (score, section, number) in best {
            let passage = &passages[number];
            answers.push(Answer {
                asked,
                verdict: verdict_on(obligation, passage, report),
                target_met: None,
                section,
                values: passage.values.clone(),
                spans: passage.spans.clone(),
                rule: passage.rule,
                confidence: score.clamp(0.0, 1.0),
            });
        }
    }
}

/// Whether a text has a word or a matter of these.
fn shares_word(terms: &FxHashSet<terms::Term>, text: &str) -> bool {
    let mut others = terms::terms(text, Kind::Stems).into_iter();
    others.any(|term| terms.contains(&term))
}

/// Whether a requirement asks for a part of what the one before it asks for, and is answered there.
fn goes_on(text: &str) -> bool {
    const OPENINGS: [&str; 8] = [
        "som en del av dette",
        "som ein del av dette",
        "som ledd i dette",
        "i den forbindelse",
        "i samband med dette",
        "i denne sammenheng",
        "herunder",
        "under dette",
    ];
    let lower = text.to_lowercase();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// A requirement that asks how something developed is answered with better or worse; any other one is
/// reported on.
fn verdict_on(obligation: &Obligation, passage: &Passage, report: &Document) -> Verdict {
    let text = obligation.text.to_lowercase();
    let asks_development = text.contains("utvikling") && !text.contains("utviklingsh");
    if obligation.kind.value != ObligationKind::Reporting || !asks_development {
        return Verdict::Reported;
    }
    let change = figures::change(&passage.text, &passage.values, report.facts.head.year);
    let better = figures::better_when_higher(&format!("{text} {}", passage.text));
    figures::verdict(change, better)
}

/// How many words of a text tell something of the matter.
fn telling(text: &str) -> usize {
    let words = terms::words(text);
    words
        .iter()
        .filter(|word| terms::tells(&word.lower))
        .count()
}

fn silent(asked: Asked) -> Answer {
    Answer {
        asked,
        verdict: Verdict::NotReported,
        target_met: None,
        section: 0,
        values: Vec::new(),
        spans: Vec::new(),
        rule: "follow-up/silent",
        confidence: 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_requirement_that_says_so_goes_on_with_the_one_before() {
        for (text, expected) in [
            ("Som en del av dette skal dere omtale fiskevelferd.", true),
            ("Herunder omtales bruken av garn.", true),
            ("Dere skal omtale bruken av garn.", false),
        ] {
            assert_eq!(goes_on(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_shares_a_word_or_only_its_heading() {
        let own = terms::terms("Etaten skal utrede leiepriser på båter", Kind::Stems);
        let own: FxHashSet<terms::Term> = own.into_iter().collect();
        assert!(shares_word(&own, "Leieprisene er levert i mars."));
        assert!(!shares_word(&own, "Det er vekst fra desember."));
    }
}
