//! What requirements are compared by: stems with the halves of compounds, pieces of words, headings.

use crate::language::{Words, root, stem, words};
use crate::model::Document;
use crate::trace::terms::{self, Commonness, Inverted, Term, Vector};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static SILENT: LazyLock<&Words> = LazyLock::new(|| words("likeness", "silent"));
static FORM: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let rows = words("likeness", "form").iter();
    rows.map(key).collect()
});

/// What each comparison counts. Fitted on both halves given (originals and shipped letters, 2024): right
/// links among the first five 0.75 and 0.86, where a tenth more or less of any of them changes 0.02.
const PIECES: f32 = 0.17;
const TELLING: f32 = 0.45;
const HEADED: f32 = 0.33;
const BETWEEN_HEADINGS: f32 = 0.2;
const TEXT_TO_HEADINGS: f32 = 0.18;
/// How many headings count, from the nearest one on.
const HEADINGS: usize = 2;
/// Letters of the shortest half of a compound, and of the longest word that is cut.
const HALF: usize = 4;
const LONGEST: usize = 48;

/// A text to compare, with the headings over it.
pub(crate) struct Side {
    text: String,
    headings: String,
}

impl Side {
    /// A text that stands in this section.
    pub(crate) fn new(document: &Document, section: u32, text: &str) -> Side {
        let path = document.outline.heading_path(section);
        let nearest = path.len().saturating_sub(HEADINGS);
        Side {
            text: text.to_owned(),
            headings: path[nearest..].join(" "),
        }
    }

    fn headed(&self) -> String {
        format!("{} {}", self.headings, self.text)
    }
}

/// Whether a word in lower case says something of the matter.
pub(super) fn tells(word: &str) -> bool {
    word.chars().count() > 2
        && !SILENT.has(word)
        && !word.chars().all(|character| character.is_ascii_digit())
}

/// What forms of one word have in common: "kartlegging" and "kartlegge" alike.
pub(super) fn key(word: &str) -> String {
    root(&stem(word))
}

/// The words of two letters, for cutting compounds where their parts stand alone in them.
pub(super) struct Halves {
    alone: FxHashSet<String>,
    /// Stem → its halves.
    known: FxHashMap<String, Vec<String>>,
}

impl Halves {
    fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Halves {
        let mut alone: FxHashSet<String> = FxHashSet::default();
        for text in texts {
            let telling = terms::words(text).into_iter();
            alone.extend(
                telling
                    .filter(|word| tells(&word.lower))
                    .map(|word| key(&word.lower)),
            );
        }
        let known = alone
            .iter()
            .map(|word| (word.clone(), cut(word, &alone)))
            .collect();
        Halves { alone, known }
    }

    /// The halves of a compound that stand alone somewhere: "mangfoldsperspektiv" → `mangfold`.
    pub(super) fn of(&self, stem: &str) -> Vec<String> {
        match self.known.get(stem) {
            Some(halves) => halves.clone(),
            None => cut(stem, &self.alone),
        }
    }
}

/// Cuts a compound where most of its parts are words of the list.
fn cut(word: &str, alone: &FxHashSet<String>) -> Vec<String> {
    let mut best: Vec<String> = Vec::new();
    if word.len() > LONGEST {
        return best;
    }
    for (at, _) in word.char_indices().skip(HALF) {
        let (head, tail) = word.split_at(at);
        if tail.chars().count() < HALF {
            break;
        }
        let head = head.trim_end_matches('-');
        // "mangfold-s-perspektiv", "uke-s-verk": the joint belongs to neither.
        let bare = head
            .strip_suffix(['s', 'e'])
            .filter(|bare| bare.len() >= HALF);
        // "krabbe-fangst": a stem ends in one consonant where the joint had two before it.
        let stem = Some(key(head));
        let first = [Some(head.to_owned()), bare.map(str::to_owned), stem];
        let mut first = first.into_iter().flatten();
        let parts: Vec<String> = first
            .find(|head| head.len() >= HALF && alone.contains(head))
            .into_iter()
            .chain(Some(tail.to_owned()).filter(|tail| alone.contains(tail)))
            .collect();
        if parts.len() > best.len() {
            best = parts;
        }
    }
    best
}

/// The terms of a text: stems and halves; `telling` leaves out the words that any directive may have.
fn stems(text: &str, halves: &Halves, telling: bool) -> Vec<Term> {
    let mut found = Vec::new();
    for word in terms::words(text) {
        if !tells(&word.lower) {
            continue;
        }
        let stem = key(&word.lower);
        if telling && FORM.contains(&stem) {
            continue;
        }
        found.push(terms::stem_term(&stem));
        let halves = halves.of(&stem);
        found.extend(halves.iter().map(|half| terms::stem_term(half)));
    }
    found
}

/// One kind of comparison of all texts above with all below.
struct Layer {
    share: f32,
    above: Vec<Vector>,
    below: Inverted,
}

/// Two lists of texts made ready to be compared.
pub(crate) struct Features {
    layers: Vec<Layer>,
    above: Vec<Vector>,
    below: Vec<Vector>,
    common: Commonness,
    pub(super) halves: Halves,
}

impl Features {
    /// Takes both lists apart.
    pub(crate) fn new(above: &[Side], below: &[Side]) -> Features {
        let all = above.iter().chain(below);
        let halves = Halves::new(all.flat_map(|side| [side.text.as_str(), side.headings.as_str()]));
        let pieces = |side: &Side| {
            let words = terms::words(&side.text);
            let telling = words.iter().map(|word| word.lower.as_str());
            terms::pieces(telling.filter(|word| tells(word)))
        };
        let text = |side: &Side| stems(&side.text, &halves, false);
        let telling = |side: &Side| stems(&side.text, &halves, true);
        let headed = |side: &Side| stems(&side.headed(), &halves, true);
        let headings = |side: &Side| stems(&side.headings, &halves, false);
        let layers = vec![
            layer(PIECES, (above, &pieces), (below, &pieces)).0,
            layer(TELLING, (above, &telling), (below, &telling)).0,
            layer(HEADED, (above, &headed), (below, &headed)).0,
            layer(BETWEEN_HEADINGS, (above, &headings), (below, &headings)).0,
            layer(TEXT_TO_HEADINGS, (above, &text), (below, &headings)).0,
        ];
        let (plain, below, common) = layer(1.0, (above, &text), (below, &text));
        Features {
            layers,
            above: plain.above,
            below,
            common,
            halves,
        }
    }

    /// How alike the `at`-th text above is to each text below.
    pub(crate) fn scores(&self, at: usize) -> Vec<f32> {
        let mut scores = vec![0.0; self.below.len()];
        for layer in &self.layers {
            let below = &layer.below;
            below.add_cosines(&layer.above[at], layer.share, &mut scores);
        }
        scores
    }

    /// The words of a text above and of one below.
    pub(super) fn vectors(&self, (above, below): (usize, usize)) -> (&Vector, &Vector) {
        (&self.above[above], &self.below[below])
    }

    /// How much a stem tells among these texts.
    pub(super) fn rarity(&self, stem: &str) -> f32 {
        self.common.rarity(terms::stem_term(stem))
    }
}

/// A list of texts and what its terms are.
type Terms<'a> = (&'a [Side], &'a dyn Fn(&Side) -> Vec<Term>);

fn layer(share: f32, above: Terms<'_>, below: Terms<'_>) -> (Layer, Vec<Vector>, Commonness) {
    let terms = |(sides, terms): Terms<'_>| sides.iter().map(terms).collect::<Vec<_>>();
    let (above, below) = (terms(above), terms(below));
    let common = Commonness::of(above.iter().chain(&below));
    let weigh = |texts: Vec<Vec<Term>>| -> Vec<Vector> {
        let texts = texts.into_iter();
        texts.map(|terms| common.vector(terms)).collect()
    };
    let (above, below) = (weigh(above), weigh(below));
    let layer = Layer {
        share,
        above,
        below: Inverted::new(&below),
    };
    (layer, below, common)
}

#[cfg(test)]
mod tests {
    use super::{Halves, Side, key};

    #[test]
    fn compounds_are_cut_where_a_half_stands_alone_in_the_letters() {
        let letters = "Fangst av krabbe. Krabbefangsten skal telles. Fangstreise og reise.";
        let halves = Halves::new([letters].into_iter());
        for (word, expected) in [
            ("krabbefangsten", ["krab", "fangst"].as_slice()),
            ("fangstreise", &["fangst", "reis"]),
            ("krabbe", &[]),
            ("fangst", &[]),
        ] {
            let found = halves.of(&key(word));
            assert_eq!(found, expected, "{word}");
        }
    }

    #[test]
    fn a_text_is_compared_with_its_headings() {
        let side = Side {
            text: "Skal telles.".to_owned(),
            headings: "Krabbe".to_owned(),
        };
        assert_eq!(side.headed(), "Krabbe Skal telles.");
    }
}
