//! What a text is about, as weighted terms: word stems, the pieces of words that compounds share, and
//! the matters that words speak of. Rare terms weigh more.

use super::lexicon::matters;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// Words that say nothing of the matter.
const STOP: &str = "i og på til for med som er av en ei et eit å at det de dei den skal må bør kan fra frå om ved jf kap \
    seg der hvor kor blant annet anna samt eller også ikke ikkje slik disse denne dette desse vil ha har være vere blir bli \
    gi gis få får sin sitt sine si alle andre etter under over mot ut inn opp hos når dersom hvis viss enn så mer meir mest \
    øvrige herunder innen innan gjennom mellom etaten etatens direktoratet departementet bidra sikre sørge legge rette \
    grunn tråd vi dem deres hele heile flere fleire ulike blitt gjøre gjør videre vidare samtidig nav arbeids velferdsetaten \
    velferdsdirektoratet fylke region kontor kontoret kontorene ha hatt var ble vart vært vore dette man ein eller både \
    hva kva hvordan korleis hvilke kva prosent antall andel tal år";

/// A term's hash; terms of different kinds never meet.
pub type Term = u64;

/// A word with its place in the text.
#[derive(Clone, Debug)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// In lower case.
    pub lower: String,
}

/// The words of a text: letters and digits, hyphens inside kept.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut push = |start: usize, end: usize| {
        let word = text[start..end].trim_end_matches('-');
        if !word.is_empty() {
            words.push(Word {
                start,
                end: start + word.len(),
                lower: word.to_lowercase(),
            });
        }
    };
    for (at, character) in text.char_indices() {
        let inside = character.is_alphanumeric() || character == '-' && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                push(from, at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(from, text.len());
    }
    words
}

/// Whether a word says something of the matter.
pub fn tells(word: &str) -> bool {
    static STOPS: OnceLock<rustc_hash::FxHashSet<&'static str>> = OnceLock::new();
    let stops = STOPS.get_or_init(|| STOP.split_whitespace().collect());
    word.chars().count() > 2
        && !stops.contains(word)
        && !word.chars().all(|character| character.is_ascii_digit())
}

/// A word without its inflection: "kontorene" → "kontor". Crude, alike in bokmål and nynorsk.
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 18] = [
        "enes", "anes", "ene", "ane", "ers", "ens", "ets", "ar", "er", "en", "et", "as", "es",
        "te", "a", "e", "s", "t",
    ];
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 4
        {
            return stem;
        }
    }
    word
}

/// A weighted set of terms, sorted by term.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    /// Terms with weights.
    pub terms: Vec<(Term, f32)>,
    /// Length of the vector.
    pub norm: f32,
}

impl Vector {
    /// The cosine of two vectors.
    pub fn cosine(&self, other: &Vector) -> f32 {
        if self.norm == 0.0 || other.norm == 0.0 {
            return 0.0;
        }
        let mut product = 0.0;
        let (mut left, mut right) = (0, 0);
        while left < self.terms.len() && right < other.terms.len() {
            let (a, b) = (self.terms[left], other.terms[right]);
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    product += a.1 * b.1;
                    left += 1;
                    right += 1;
                }
            }
        }
        product / (self.norm * other.norm)
    }

    /// The share of this vector's weight whose terms the other one has.
    pub fn covered_by(&self, other: &Vector) -> f32 {
        let total: f32 = self.terms.iter().map(|(_, weight)| weight).sum();
        if total == 0.0 {
            return 0.0;
        }
        let shared = self
            .terms
            .iter()
            .filter(|(term, _)| other.weight(*term) > 0.0);
        shared.map(|(_, weight)| weight).sum::<f32>() / total
    }

    /// The weight of a term, 0 where it is not there.
    pub fn weight(&self, term: Term) -> f32 {
        let found = self.terms.binary_search_by_key(&term, |(term, _)| *term);
        found.map_or(0.0, |at| self.terms[at].1)
    }
}

/// Which terms of a text count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pieces of four and five letters: bridges inflection and compounds.
    Pieces,
    /// Word stems and matters.
    Stems,
    /// Matters, alone and two by two.
    Matters,
}

/// The terms of a text, with repetition.
pub fn terms(text: &str, kind: Kind) -> Vec<Term> {
    let mut terms = Vec::new();
    let words = words(text);
    let telling = words.iter().filter(|word| tells(&word.lower));
    match kind {
        Kind::Pieces => {
            for word in telling {
                let letters: Vec<char> = std::iter::once('^').chain(word.lower.chars()).collect();
                for length in [4, 5] {
                    for piece in letters.windows(length) {
                        terms.push(hash(("piece", piece)));
                    }
                }
            }
        }
        Kind::Stems => {
            for word in telling {
                terms.push(stem_term(stem(&word.lower)));
                for matter in matters(&word.lower) {
                    terms.push(hash(("matter", matter)));
                }
            }
        }
        Kind::Matters => pairs(telling.flat_map(|word| matters(&word.lower)), &mut terms),
    }
    terms
}

/// The entries of a list, alone and two by two.
fn pairs(entries: impl Iterator<Item = u32>, terms: &mut Vec<Term>) {
    let mut found: Vec<u32> = entries.collect();
    found.sort_unstable();
    found.dedup();
    for (at, first) in found.iter().enumerate() {
        terms.push(hash(("entry", *first)));
        for second in &found[at + 1..] {
            terms.push(hash(("entries", *first, *second)));
        }
    }
}

/// The term of a word stem.
pub fn stem_term(stem: &str) -> Term {
    hash(("stem", stem))
}

fn hash(value: impl Hash) -> Term {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How common terms are in a body of texts.
#[derive(Clone, Debug, Default)]
pub struct Commonness {
    counts: FxHashMap<Term, u32>,
    texts: u32,
}

impl Commonness {
    /// Counts the texts that hold each term.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Vec<Term>>) -> Commonness {
        let mut commonness = Commonness::default();
        for terms in texts {
            commonness.texts += 1;
            let mut terms = terms.clone();
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *commonness.counts.entry(term).or_default() += 1;
            }
        }
        commonness
    }

    /// The terms weighed.
    pub fn vector(&self, mut terms: Vec<Term>) -> Vector {
        terms.sort_unstable();
        let mut weighed: Vec<(Term, f32)> = Vec::new();
        for chunk in terms.chunk_by(|a, b| a == b) {
            let often = 1.0 + (chunk.len() as f32).ln();
            weighed.push((chunk[0], often * self.rarity(chunk[0])));
        }
        let norm = weighed
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>();
        Vector {
            terms: weighed,
            norm: norm.sqrt(),
        }
    }

    /// How much a term tells: more the fewer texts have it.
    pub fn rarity(&self, term: Term) -> f32 {
        let count = self.counts.get(&term).copied().unwrap_or(0) as f32;
        (1.0 + self.texts as f32 / (count + 0.5)).ln()
    }
}

/// Texts on one side, found by their terms: cosines with all of them at once, without looking at those
/// that share nothing.
pub struct Inverted {
    postings: FxHashMap<Term, Vec<(u32, f32)>>,
    norms: Vec<f32>,
}

impl Inverted {
    /// Takes the vectors in.
    pub fn new(vectors: &[Vector]) -> Inverted {
        let mut postings: FxHashMap<Term, Vec<(u32, f32)>> = FxHashMap::default();
        for (at, vector) in vectors.iter().enumerate() {
            for (term, weight) in &vector.terms {
                postings
                    .entry(*term)
                    .or_default()
                    .push((at as u32, *weight));
            }
        }
        Inverted {
            postings,
            norms: vectors.iter().map(|vector| vector.norm).collect(),
        }
    }

    /// Adds `share` times the cosine with each text to `scores`.
    pub fn add_cosines(&self, vector: &Vector, share: f32, scores: &mut [f32]) {
        if vector.norm == 0.0 {
            return;
        }
        for (term, weight) in &vector.terms {
            for (at, other) in self.postings.get(term).into_iter().flatten() {
                let norm = self.norms[*at as usize] * vector.norm;
                scores[*at as usize] += share * weight * other / norm;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (one, other) in [
            ("kontorene", "kontor"),
            ("avtalene", "avtaler"),
            ("brukerne", "bruker"),
        ] {
            assert_eq!(stem(&format!("{one}s")).len().min(3), 3);
            assert_eq!(&stem(one)[..4], &stem(other)[..4]);
        }
    }

    #[test]
    fn equal_texts_have_cosine_one() {
        let text = "Kommunene skal samarbeide om ungdom uten skoleplass";
        let all = [
            terms(text, Kind::Stems),
            terms("Helt andre ting", Kind::Stems),
        ];
        let commonness = Commonness::of(&all);
        let [one, other] = all.map(|terms| commonness.vector(terms));
        assert!((one.cosine(&one) - 1.0).abs() < 1e-5);
        assert_eq!(one.cosine(&other), 0.0);
    }
}
