//! What two requirements share, with the places of the words in both letters.

use super::features::{Features, key, tells};
use crate::graph::Shared;
use crate::model::{Document, Found, Obligation, Span};
use crate::trace::terms;
use rustc_hash::{FxHashMap, FxHashSet};

/// Most pieces of evidence.
const EVIDENCE: usize = 6;

/// Statements of a document.
pub(crate) type Passage<'a> = (&'a Document, &'a [u32]);

/// What two requirements share, weightiest first: attributes, then words.
pub(super) fn shared(
    (upper, one): (&Document, &Obligation),
    (lower, other): (&Document, &Obligation),
    features: &Features,
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
    found.extend(shared_words(
        (upper, &one.statements),
        (lower, &other.statements),
        features,
    ));
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

/// Words that both passages have, or of which both have a half, the rarest first, with their places.
pub(crate) fn shared_words(
    upper: Passage<'_>,
    lower: Passage<'_>,
    features: &Features,
) -> Vec<Shared> {
    let mut above: FxHashMap<String, Vec<Span>> = FxHashMap::default();
    for word in placed_words(upper) {
        let halves = features.halves.of(&word.stem);
        for part in std::iter::once(word.stem).chain(halves) {
            above.entry(part).or_insert_with(|| word.spans.clone());
        }
    }
    let mut seen = FxHashSet::default();
    let mut found: Vec<(f32, Shared)> = Vec::new();
    for word in placed_words(lower) {
        let halves = features.halves.of(&word.stem);
        let mut parts = std::iter::once(word.stem).chain(halves);
        let part = parts.find(|part| above.contains_key(part));
        let Some((part, twin)) = part.and_then(|part| {
            let twin = above.get(&part)?.clone();
            Some((part, twin))
        }) else {
            continue;
        };
        let rarity = features.rarity(&part);
        if seen.insert(part) {
            let shared = Shared {
                attribute: "words",
                value: word.word,
                upper: twin,
                lower: word.spans,
            };
            found.push((rarity, shared));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let found = found.into_iter().take(EVIDENCE);
    found.map(|(_, shared)| shared).collect()
}

/// A telling word with its places in the source.
struct PlacedWord {
    stem: String,
    word: String,
    spans: Vec<Span>,
}

fn placed_words((document, statements): Passage<'_>) -> Vec<PlacedWord> {
    let mut placed = Vec::new();
    for index in statements {
        let statement = &document.outline.statements[*index as usize];
        for word in terms::words(&statement.text) {
            if !tells(&word.lower) {
                continue;
            }
            let spans = statement.source(word.start, word.end);
            if !spans.is_empty() {
                placed.push(PlacedWord {
                    stem: key(&word.lower),
                    word: statement.text[word.start..word.end].to_owned(),
                    spans,
                });
            }
        }
    }
    placed
}
