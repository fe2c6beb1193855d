//! Texts compared by several kinds of terms at once, for what a report answers.

use super::terms::{self, Commonness, Inverted, Kind, Term, Vector};

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
/// A requirement's own text, and the same with its heading.
pub(super) struct Side {
    pub(super) text: String,
    pub(super) headed: String,
}

/// Two lists of texts made ready to be compared.
pub(super) struct Comparison {
    layers: Vec<(f32, Vec<Vector>, Inverted)>,
    below: Vec<Vector>,
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
            below: plain.1,
        }
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
