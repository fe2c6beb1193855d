//! Which later requirements take up the recommendations of a report.

use super::cascade::{Comparison, Cut, LAYERS, Side, headed, ranked, shared_words};
use crate::graph::Uptake;
use crate::model::{Document, Span};

const CUT: Cut = Cut {
    least: 0.29,
    near_best: 0.66,
    most: 5,
};

/// The requirements of `letter` that take up recommendations of `report`, by recommendation, most alike first.
pub fn uptake(report: &Document, letter: &Document) -> Vec<Uptake> {
    let recommendations = &report.facts.recommendations;
    let obligations = &letter.facts.obligations;
    if recommendations.is_empty() || obligations.is_empty() {
        return Vec::new();
    }
    let above: Vec<Side> = recommendations
        .iter()
        .map(|recommendation| Side {
            headed: headed(report, recommendation.section, &recommendation.text),
            text: recommendation.text.clone(),
        })
        .collect();
    let below: Vec<Side> = obligations
        .iter()
        .map(|obligation| Side {
            headed: headed(letter, obligation.section, &obligation.text),
            text: obligation.text.clone(),
        })
        .collect();
    let comparison = Comparison::new(&above, &below, &LAYERS);
    let mut found = Vec::new();
    for (at, recommendation) in recommendations.iter().enumerate() {
        let scores = comparison.scores(at);
        let statements = statements_at(report, &recommendation.spans);
        for taker in ranked(&scores, &CUT) {
            let obligation = &obligations[taker];
            found.push(Uptake {
                recommendation: at as u32,
                obligation: taker as u32,
                similarity: scores[taker].min(1.0),
                shared: shared_words(
                    (report, &statements),
                    (letter, &obligation.statements),
                    &comparison.stems,
                ),
            });
        }
    }
    found
}

/// The statements that stand within spans.
fn statements_at(document: &Document, spans: &[Span]) -> Vec<u32> {
    let statements = document.outline.statements.iter().enumerate();
    let inside = statements.filter(|(_, statement)| {
        let extent = statement.extent();
        !extent.is_empty() && spans.iter().any(|span| span.overlaps(extent))
    });
    inside.map(|(at, _)| at as u32).collect()
}
