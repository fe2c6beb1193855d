//! Places in a text, and values tied to the place that proves them.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A stretch of the source text, in bytes of its UTF-8 form: `start` included, `end` not.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range that slices the source text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A place as people tell it. Lines and columns count from 1; pages too, where the text has page breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Page, from 1; none where the text shows no page breaks.
    pub page: Option<u32>,
}

/// What in the text says so, and which rule read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Places in the source text; several where a page break or a footnote splits the words.
    pub spans: Vec<Span>,
    /// Name of the rule, such as `modality/finite-verb`.
    #[serde(deserialize_with = "rule")]
    pub rule: Cow<'static, str>,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

/// The name of a rule as it is stored. There are some hundred, and thousands of facts name each: every
/// name is held once.
fn rule<'de, D: Deserializer<'de>>(input: D) -> Result<Cow<'static, str>, D::Error> {
    /// More than a program of ours has; what a damaged record brings beyond that is held apart.
    const MOST: usize = 1_000;
    static NAMES: LazyLock<RwLock<FxHashSet<&'static str>>> = LazyLock::new(RwLock::default);
    let name = Cow::<'de, str>::deserialize(input)?;
    let known = NAMES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(&*name) {
        return Ok(Cow::Borrowed(known));
    }
    drop(known);
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    if names.len() >= MOST {
        return Ok(Cow::Owned(name.into_owned()));
    }
    let held: &'static str = String::leak(name.into_owned());
    names.insert(held);
    Ok(Cow::Borrowed(held))
}

impl Evidence {
    /// Evidence at one place.
    pub fn at(span: Span, rule: &'static str, confidence: f32) -> Evidence {
        Evidence {
            spans: vec![span],
            rule: Cow::Borrowed(rule),
            confidence,
        }
    }

    /// From the first byte of the first span to the last byte of the last one.
    pub fn extent(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => Span {
                start: first.start,
                end: last.end,
            },
            _ => Span::default(),
        }
    }
}

/// A value found in the text, with its proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What was found.
    pub value: T,
    /// Where, and by which rule.
    pub evidence: Evidence,
}

impl<T> Found<T> {
    /// A value with its proof.
    pub fn new(value: T, evidence: Evidence) -> Found<T> {
        Found { value, evidence }
    }
}

/// Something a stage could not settle: told to the user, never an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Where in the source text.
    pub span: Span,
    /// One sentence without full stop, in English.
    pub message: String,
}
