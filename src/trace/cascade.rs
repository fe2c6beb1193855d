//! What the letter below makes of the requirements above.
//!
//! Requirements are compared by what they are about (word stems, pieces of words, matters, headings) and
//! by their attributes (target groups, statutes, partners). The relation follows from who covers whom:
//! the lower one says the same, a part or the manner of it, or more.
//!
//! It compares words, and concepts after a list: a requirement passed on in wholly other words is missed.

use super::terms::{self, Commonness, Inverted, Kind, Term, Vector};
use crate::graph::{Derivation, Relation, Shared};
use crate::model::{Document, Found, Obligation, ObligationKind, Span};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashSet;

/// A comparison by one kind of terms, with or without the heading over a text.
pub(super) struct Layer {
    share: f32,
    kind: Kind,
    headed: bool,
}

const fn layer(share: f32, kind: Kind) -> Layer {
    Layer {
        share,
        kind,
        headed: false,
    }
}

const fn headed_layer(share: f32, kind: Kind) -> Layer {
    Layer {
        share,
        kind,
        headed: true,
    }
}

/// What texts are compared by.
pub(super) const LAYERS: [Layer; 4] = [
    layer(0.17, Kind::Pieces),
    layer(0.33, Kind::Stems),
    headed_layer(0.33, Kind::Stems),
    headed_layer(0.17, Kind::Matters),
];
/// What requirements of two letters are compared by.
const LETTER_LAYERS: [Layer; 5] = [
    layer(0.17, Kind::Pieces),
    layer(0.33, Kind::Telling),
    headed_layer(0.33, Kind::Telling),
    headed_layer(0.17, Kind::Matters),
    headed_layer(0.4, Kind::Concepts),
];

/// Weights of shared attributes.
const GROUP: f32 = 0.05;
const LEGAL: f32 = 0.06;
const PARTNER: f32 = 0.05;

/// Weights of the headings above: both sides' against each other, and the lower side's against the upper text.
const BETWEEN_HEADINGS: f32 = 0.2;
const TEXT_TO_HEADINGS: f32 = 0.18;
/// How much a pair loses for what the lower requirement is more alike to another upper one.
const CLAIMED: f32 = 0.28;
/// A lower requirement that is this alike to one upper requirement belongs to it,
const OWNED: f32 = 0.75;
/// and to others only where it is nearly as alike to them.
const SHARED: f32 = 0.6;

/// Which pairs are kept.
pub(super) struct Cut {
    /// Least similarity of a pair.
    pub(super) least: f32,
    /// A pair counts only this near to the best one of its upper requirement.
    pub(super) near_best: f32,
    /// Most lower requirements for an upper one.
    pub(super) most: usize,
}

const CUT: Cut = Cut {
    least: 0.4,
    near_best: 0.5,
    most: 3,
};
/// Least similarity of a priority and the list that spells it out, and what they need in common besides.
const LISTED: f32 = 0.42;
const TOUCHING: f32 = 0.15;
/// Groups that make a list.
const LIST: usize = 3;
/// Those whom such a list spells out.
const COLLECTIVE: &str = "utsatte-grupper";
/// Attributes count from this similarity on.
const ALIKE: f32 = 0.14;
/// Most pieces of evidence.
const EVIDENCE: usize = 6;

/// The pairs of an upper and a lower letter, by upper, most alike first.
pub fn cascade(upper: &Document, lower: &Document, vocabulary: &Vocabulary) -> Vec<Derivation> {
    let above = sides(upper);
    let below = sides(lower);
    if above.is_empty() || below.is_empty() {
        return Vec::new();
    }
    let mut comparison = Comparison::new(&above, &below, &LETTER_LAYERS);
    let over_lower = headings(lower);
    let texts = above.iter().map(|side| stems(&side.text)).collect();
    comparison.add_layer(BETWEEN_HEADINGS, headings(upper), over_lower.clone());
    comparison.add_layer(TEXT_TO_HEADINGS, texts, over_lower);
    let groups = Groups::new(vocabulary);
    let scored = upper.facts.obligations.iter().enumerate().map(|(at, one)| {
        let mut scores = comparison.scores(at);
        for (score, other) in scores.iter_mut().zip(&lower.facts.obligations) {
            if *score > ALIKE {
                *score += attribute_bonus(one, other, &groups);
            }
        }
        scores
    });
    let all: Vec<Vec<f32>> = scored.collect();
    let mut claims = vec![0.0_f32; below.len()];
    for scores in &all {
        for (claim, score) in claims.iter_mut().zip(scores) {
            *claim = claim.max(*score);
        }
    }
    let mut found = Vec::new();
    for (at, (one, mut scores)) in upper.facts.obligations.iter().zip(all).enumerate() {
        for (lower_at, score) in scores.iter_mut().enumerate() {
            let other = &lower.facts.obligations[lower_at];
            let touching = *score > TOUCHING;
            let claim = claims[lower_at];
            if claim > OWNED && *score < SHARED * claim {
                *score = 0.0;
            } else {
                *score -= CLAIMED * (claim - *score).max(0.0);
            }
            if touching && lists(one, other) {
                *score = score.max(LISTED);
            }
        }
        for lower_at in ranked(&scores, &CUT) {
            let other = &lower.facts.obligations[lower_at];
            let similarity = scores[lower_at].min(1.0);
            found.push(Derivation {
                upper: at as u32,
                lower: lower_at as u32,
                relation: relation(&comparison, at, lower_at, one, other, &groups),
                similarity,
                shared: shared(upper, one, lower, other, &comparison.stems),
            });
        }
    }
    found
}

/// The best ones, best first, that are near enough to the best.
pub(super) fn ranked(scores: &[f32], cut: &Cut) -> Vec<usize> {
    let mut best: Vec<usize> = (0..scores.len())
        .filter(|at| scores[*at] >= cut.least)
        .collect();
    best.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    best.truncate(cut.most);
    let top = best.first().map_or(0.0, |at| scores[*at]);
    best.retain(|at| scores[*at] >= cut.near_best * top);
    best
}

/// A requirement's own text, and the same with its heading.
pub(super) struct Side {
    pub(super) text: String,
    pub(super) headed: String,
}

fn sides(document: &Document) -> Vec<Side> {
    let obligations = document.facts.obligations.iter();
    obligations
        .map(|obligation| Side {
            headed: headed(document, obligation.section, &obligation.text),
            text: obligation.text.clone(),
        })
        .collect()
}

pub(super) fn headed(document: &Document, section: u32, text: &str) -> String {
    let heading = &document.outline.sections[section as usize].heading;
    format!("{heading} {text}")
}

fn stems(text: &str) -> Vec<Term> {
    terms::terms(text, Kind::Stems)
}

/// The words of the two nearest headings over each requirement.
fn headings(document: &Document) -> Vec<Vec<Term>> {
    let obligations = document.facts.obligations.iter();
    obligations
        .map(|obligation| {
            let path = document.outline.heading_path(obligation.section);
            let nearest = path.len().saturating_sub(2);
            stems(&path[nearest..].join(" "))
        })
        .collect()
}

/// Two lists of texts made ready to be compared.
pub(super) struct Comparison {
    layers: Vec<(f32, Vec<Vector>, Inverted)>,
    /// Stem vectors of both sides, for coverage.
    above: Vec<Vector>,
    below: Vec<Vector>,
    pub(super) stems: Commonness,
}

impl Comparison {
    pub(super) fn new(above: &[Side], below: &[Side], by: &[Layer]) -> Comparison {
        let plain = vectors(above, below, &layer(1.0, Kind::Stems));
        let mut layers = Vec::new();
        for each in by {
            let (upper, inverted) = if each.kind == Kind::Stems && !each.headed {
                (plain.0.clone(), Inverted::new(&plain.1))
            } else {
                let (upper, lower, _) = vectors(above, below, each);
                (upper, Inverted::new(&lower))
            };
            layers.push((each.share, upper, inverted));
        }
        Comparison {
            layers,
            above: plain.0,
            below: plain.1,
            stems: plain.2,
        }
    }

    /// Adds a comparison of other terms of the same two lists.
    fn add_layer(&mut self, share: f32, above: Vec<Vec<Term>>, below: Vec<Vec<Term>>) {
        let (above, below, _) = weighed(above, below);
        self.layers.push((share, above, Inverted::new(&below)));
    }

    /// How alike the `at`-th text above is to each text below.
    pub(super) fn scores(&self, at: usize) -> Vec<f32> {
        let mut scores = vec![0.0; self.below.len()];
        for (share, above, below) in &self.layers {
            below.add_cosines(&above[at], *share, &mut scores);
        }
        scores
    }
}

/// The texts of both sides by one kind of terms.
fn vectors(above: &[Side], below: &[Side], by: &Layer) -> (Vec<Vector>, Vec<Vector>, Commonness) {
    let terms = |side: &Side| {
        let text = if by.headed { &side.headed } else { &side.text };
        terms::terms(text, by.kind)
    };
    weighed(
        above.iter().map(terms).collect(),
        below.iter().map(terms).collect(),
    )
}

/// The terms of both sides, each weighed by how common it is among all of them.
fn weighed(above: Vec<Vec<Term>>, below: Vec<Vec<Term>>) -> (Vec<Vector>, Vec<Vector>, Commonness) {
    let commonness = Commonness::of(above.iter().chain(&below));
    let weigh = |texts: Vec<Vec<Term>>| -> Vec<Vector> {
        let texts = texts.into_iter();
        texts.map(|terms| commonness.vector(terms)).collect()
    };
    let (above, below) = (weigh(above), weigh(below));
    (above, below, commonness)
}

/// Target groups with the groups that hold them.
struct Groups<'a> {
    vocabulary: &'a Vocabulary,
}

impl<'a> Groups<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Groups<'a> {
        Groups { vocabulary }
    }

    /// Whether `group` is held by `holder`, directly.
    fn within(&self, group: &str, holder: &str) -> bool {
        let group = self.vocabulary.target_group(group);
        group.is_some_and(|group| group.broader.iter().any(|broader| broader == holder))
    }
}

/// Users in general are no group that two requirements share.
const EVERYBODY: [&str; 2] = ["brukere", "ansatte"];

fn attribute_bonus(upper: &Obligation, lower: &Obligation, groups: &Groups<'_>) -> f32 {
    let mut bonus: f32 = 0.0;
    let group = upper.target_groups.iter().any(|one| {
        let mut others = lower.target_groups.iter();
        !EVERYBODY.contains(&one.value.as_str())
            && others.any(|other| {
                one.value == other.value
                    || groups.within(&one.value, &other.value)
                    || groups.within(&other.value, &one.value)
            })
    });
    if group {
        bonus += GROUP;
    }
    if common(&upper.legal, &lower.legal, |legal| &legal.citation) {
        bonus += LEGAL;
    }
    if common(&upper.partners, &lower.partners, |partner| partner) {
        bonus += PARTNER;
    }
    bonus
}

/// Whether the lower requirement lists the groups with priority, among them one that the upper one names itself.
fn lists(upper: &Obligation, lower: &Obligation) -> bool {
    if lower.kind.value != ObligationKind::Priority || lower.target_groups.len() < LIST {
        return false;
    }
    let mut groups = upper.target_groups.iter();
    groups.any(|one| {
        let mut others = lower.target_groups.iter();
        let named = one.evidence.spans.iter();
        let mut named = named.filter(|span| upper.spans.iter().any(|own| own.overlaps(**span)));
        named.next().is_some()
            && (one.value == COLLECTIVE
                || upper.kind.value == ObligationKind::Priority
                    && others.any(|other| other.value == one.value))
    })
}

fn common<T>(upper: &[Found<T>], lower: &[Found<T>], key: impl Fn(&T) -> &String) -> bool {
    let mut upper = upper.iter();
    upper.any(|one| {
        let mut lower = lower.iter();
        lower.any(|other| key(&one.value) == key(&other.value))
    })
}

fn relation(
    comparison: &Comparison,
    upper_at: usize,
    lower_at: usize,
    upper: &Obligation,
    lower: &Obligation,
    groups: &Groups<'_>,
) -> Relation {
    let (above, below) = (&comparison.above[upper_at], &comparison.below[lower_at]);
    let kept = above.covered_by(below);
    let old = below.covered_by(above);
    let alike = above.cosine(below);
    let more_groups = lower.target_groups.len() > upper.target_groups.len().max(1)
        && upper.target_groups.iter().all(|one| {
            let mut others = lower.target_groups.iter();
            others.any(|other| one.value == other.value || groups.within(&one.value, &other.value))
        });
    if kept > 0.8 && old > 0.6 || alike > 0.6 {
        Relation::Same
    } else if more_groups && !upper.target_groups.is_empty() || kept > 0.75 && old < 0.5 {
        Relation::Widened
    } else if alike < 0.12 && kept < 0.2 {
        Relation::Related
    } else {
        Relation::Narrowed
    }
}

/// What two requirements share, weightiest first: attributes, then words.
fn shared(
    upper: &Document,
    one: &Obligation,
    lower: &Document,
    other: &Obligation,
    stems: &Commonness,
) -> Vec<Shared> {
    let mut found = Vec::new();
    attributes(
        "targetGroups",
        &one.target_groups,
        &other.target_groups,
        |group| group,
        &mut found,
    );
    attributes(
        "legal",
        &one.legal,
        &other.legal,
        |legal| &legal.citation,
        &mut found,
    );
    attributes(
        "partners",
        &one.partners,
        &other.partners,
        |partner| partner,
        &mut found,
    );
    attributes(
        "documents",
        &one.documents,
        &other.documents,
        |document| &document.citation,
        &mut found,
    );
    found.truncate(EVIDENCE / 2);
    let words = shared_words((upper, &one.statements), (lower, &other.statements), stems);
    found.extend(words);
    found.truncate(EVIDENCE);
    found
}

fn attributes<T>(
    name: &'static str,
    upper: &[Found<T>],
    lower: &[Found<T>],
    key: impl Fn(&T) -> &String,
    found: &mut Vec<Shared>,
) {
    for one in upper {
        let twin = lower
            .iter()
            .find(|other| key(&one.value) == key(&other.value));
        if let Some(other) = twin {
            found.push(Shared {
                attribute: name,
                value: key(&one.value).clone(),
                upper: one.evidence.spans.clone(),
                lower: other.evidence.spans.clone(),
            });
        }
    }
}

/// Words whose stems both passages have, the rarest first, with their places.
pub(super) fn shared_words(
    upper: (&Document, &[u32]),
    lower: (&Document, &[u32]),
    stems: &Commonness,
) -> Vec<Shared> {
    let above = placed_words(upper.0, upper.1);
    let below = placed_words(lower.0, lower.1);
    let mut seen = FxHashSet::default();
    let mut found: Vec<(f32, Shared)> = Vec::new();
    for (term, value, spans) in &below {
        if let Some((_, _, twin)) = above.iter().find(|(other, _, _)| other == term)
            && seen.insert(*term)
        {
            let shared = Shared {
                attribute: "words",
                value: value.clone(),
                upper: twin.clone(),
                lower: spans.clone(),
            };
            found.push((stems.rarity(*term), shared));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
        .into_iter()
        .take(EVIDENCE)
        .map(|(_, shared)| shared)
        .collect()
}

/// The telling words of some statements: stem, word, places in the source.
fn placed_words(document: &Document, statements: &[u32]) -> Vec<(Term, String, Vec<Span>)> {
    let mut placed = Vec::new();
    for index in statements {
        let statement = &document.outline.statements[*index as usize];
        for word in terms::words(&statement.text) {
            if terms::tells(&word.lower) {
                let spans = statement.source(word.start, word.end);
                if !spans.is_empty() {
                    let term = terms::stem_term(terms::stem(&word.lower));
                    placed.push((term, statement.text[word.start..word.end].to_owned(), spans));
                }
            }
        }
    }
    placed
}
