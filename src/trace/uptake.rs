//! Which later requirements may take up the recommendations of a report: suggestions, never links.
//!
//! On the gold at hand no score tells right from wrong well enough to make a link, so that the few most
//! alike are shown in order and a person judges.

use super::cascade::{Features, SUGGESTED, Side, confidence, ranked, shared_words};
use crate::graph::Uptake;
use crate::model::{Document, Span};

/// How much surer a score of the cascade makes than the same score here: a report and a letter of another
/// year share fewer words by plan.
const LESS_SURE: f32 = 0.5;

/// The requirements of `letter` that are most alike to each recommendation of `report`, best first.
pub fn uptake(report: &Document, letter: &Document) -> Vec<Uptake> {
    let recommendations = &report.facts.recommendations;
    let obligations = &letter.facts.obligations;
    if recommendations.is_empty() || obligations.is_empty() {
        return Vec::new();
    }
    let above: Vec<Side> = recommendations
        .iter()
        .map(|recommendation| Side::new(report, recommendation.section, &recommendation.text))
        .collect();
    let below: Vec<Side> = obligations
        .iter()
        .map(|obligation| Side::new(letter, obligation.section, &obligation.text))
        .collect();
    let features = Features::new(&above, &below);
    let mut found = Vec::new();
    for (at, recommendation) in recommendations.iter().enumerate() {
        let scores = features.scores(at);
        let statements = statements_at(report, &recommendation.spans);
        for taker in ranked(&scores, SUGGESTED) {
            let obligation = &obligations[taker];
            found.push(Uptake {
                recommendation: at as u32,
                obligation: taker as u32,
                similarity: scores[taker].min(1.0),
                confidence: LESS_SURE * confidence(scores[taker]),
                shared: shared_words(
                    (report, &statements),
                    (letter, &obligation.statements),
                    &features,
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
