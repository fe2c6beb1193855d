//! What the letter below makes of the requirements above.
//!
//! Every requirement above gets the few requirements below that are most alike, best first. Only above a
//! high bar is one of them told as a link; the others are suggestions that a person confirms or rejects.
//!
//! It compares words and the halves of compounds: a requirement passed on in wholly other words is missed.

mod features;
mod relation;
mod shared;

pub(super) use features::{Features, Side};
pub(super) use shared::shared_words;

use crate::graph::Derivation;
use crate::model::{Document, Found, Obligation, ObligationKind};
use crate::vocabulary::{Sense, Vocabulary};

/// Suggestions for a requirement.
pub(super) const SUGGESTED: usize = 5;
/// Least score of a suggestion: below it two requirements share no more than chance.
pub(super) const LEAST: f32 = 0.1;
/// Score from which a pair is told as a link. Fitted on both halves given (originals and shipped letters,
/// 2024): of the links above it 0.74 and 1.0 are right, counting all requirements read.
const LINK: f32 = 0.5;
/// A pair is told only this near to the best one of its upper requirement, and so many at most.
const NEAR_BEST: f32 = 0.5;
const MOST: usize = 3;
/// How much a pair loses for what the lower requirement is more alike to another upper one.
const CLAIMED: f32 = 0.28;
/// A report asked for is seldom passed on: what is left of the score.
const REPORTING: f32 = 0.85;
/// Weights of shared attributes, where the words are alike at all.
const GROUP: f32 = 0.05;
const LEGAL: f32 = 0.06;
const PARTNER: f32 = 0.05;
const ALIKE: f32 = 0.14;
/// Middle and slope of the curve from score to confidence, fitted as [`LINK`] was.
const EVEN: f32 = 0.42;
const SLOPE: f32 = 10.0;

/// The suggestions between an upper and a lower letter, by upper, most alike first; those above the bar
/// are marked as links.
pub fn cascade(upper: &Document, lower: &Document, vocabulary: &Vocabulary) -> Vec<Derivation> {
    let (above, below) = (sides(upper), sides(lower));
    if above.is_empty() || below.is_empty() {
        return Vec::new();
    }
    let features = Features::new(&above, &below);
    let all = scores(upper, lower, &features, vocabulary);
    let mut found = Vec::new();
    for (at, scores) in all.iter().enumerate() {
        let one = &upper.facts.obligations[at];
        let best = ranked(scores, SUGGESTED);
        let top = best.first().map_or(0.0, |first| scores[*first]);
        for (place, lower_at) in best.into_iter().enumerate() {
            let other = &lower.facts.obligations[lower_at];
            let score = scores[lower_at];
            found.push(Derivation {
                upper: at as u32,
                lower: lower_at as u32,
                relation: relation::relation(&features, (at, lower_at), (one, other)),
                similarity: score.min(1.0),
                confidence: confidence(score),
                made: score >= LINK && score >= NEAR_BEST * top && place < MOST,
                shared: shared::shared((upper, one), (lower, other), &features),
            });
        }
    }
    found
}

/// How alike each upper requirement is to each lower one, less what others have a better claim to.
fn scores(
    upper: &Document,
    lower: &Document,
    features: &Features,
    vocabulary: &Vocabulary,
) -> Vec<Vec<f32>> {
    let mut all: Vec<Vec<f32>> = Vec::new();
    for (at, one) in upper.facts.obligations.iter().enumerate() {
        let mut scores = features.scores(at);
        for (score, other) in scores.iter_mut().zip(&lower.facts.obligations) {
            if *score > ALIKE {
                *score += attributes_in_common(one, other, vocabulary);
            }
            if one.kind.value == ObligationKind::Reporting {
                *score *= REPORTING;
            }
        }
        all.push(scores);
    }
    let mut claims = vec![0.0_f32; lower.facts.obligations.len()];
    for scores in &all {
        for (claim, score) in claims.iter_mut().zip(scores) {
            *claim = claim.max(*score);
        }
    }
    for score in &mut all {
        for (score, claim) in score.iter_mut().zip(&claims) {
            *score -= CLAIMED * (claim - *score).max(0.0);
        }
    }
    all
}

/// The best ones, best first.
pub(super) fn ranked(scores: &[f32], most: usize) -> Vec<usize> {
    let mut best: Vec<usize> = (0..scores.len())
        .filter(|at| scores[*at] >= LEAST)
        .collect();
    best.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    best.truncate(most);
    best
}

/// How sure a pair with this score is right, 0 to 1.
pub(super) fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (-(score - EVEN) * SLOPE).exp())
}

fn sides(document: &Document) -> Vec<Side> {
    let obligations = document.facts.obligations.iter();
    obligations
        .map(|obligation| Side::new(document, obligation.section, &obligation.text))
        .collect()
}

fn attributes_in_common(upper: &Obligation, lower: &Obligation, vocabulary: &Vocabulary) -> f32 {
    let mut sum: f32 = 0.0;
    // Users in general and the body's own people are no group that two requirements share.
    let tells = |slug: &str| {
        let group = vocabulary.target_group(slug);
        group.is_none_or(|group| {
            !(group.sense == Sense::Staff || group.generic && group.broader.is_empty())
        })
    };
    let mut groups = upper.target_groups.iter();
    let group = groups.any(|one| {
        let mut others = lower.target_groups.iter();
        tells(&one.value) && others.any(|other| one.value == other.value)
    });
    if group {
        sum += GROUP;
    }
    if common(&upper.legal, &lower.legal, |legal| &legal.citation) {
        sum += LEGAL;
    }
    if common(&upper.partners, &lower.partners, |partner| partner) {
        sum += PARTNER;
    }
    sum
}

fn common<T>(upper: &[Found<T>], lower: &[Found<T>], key: impl Fn(&T) -> &String) -> bool {
    let mut upper = upper.iter();
    upper.any(|one| {
        let mut lower = lower.iter();
        lower.any(|other| key(&one.value) == key(&other.value))
    })
}
