//! The labelled lines of a letter's head, and its title line.

use super::super::day::day;
use super::kind::kind_in_title;
use crate::model::{DocumentKind, Span, collapse, slug};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

// As for sender and recipient, ends of words are spelled out instead of `\b`, which is slow beyond ASCII.

static FIELD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?im)^[ \t*_|>-]*(til|mottaker|mottakar|fra|frå|avsender|avsendar|dato|",
        r"saksnr|saksnummer|saksreferanse|sak|vår ref|vår referanse|vår dato|arkivsaksnr|arkivsak)(?:\.[ \t*_|]*|[ \t*|][ \t*_|]*)?[:.][ \t*_|]*([^\n]*)$",
    ))
    .ok()
});
static COLUMNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?im)^(?:[^\n]*[^\w\n])?vår ref[^\n]*[^\w\n]dato(?:[^\w\n][^\n]*)?\n(?:[ \t]*\n)?([^\n]+)$").ok()
});
static CASE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b\d{2,4}/\d{2,7}(?:\s?-\s?\d{1,4})?\b").ok());
/// The label of a case number without a colon, and that of a date behind it.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:vår|vår saks?|deres|dykkar) ref(?:eranse|eransen)?\.?(?:\s+vår ref(?:eranse)?\.?)?").ok()
});
static DATE_WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|\W)dato[ \t:*]*").ok());
/// How far behind the label a number may stand, and how far behind its label a date.
const REACH: usize = 240;
const NEAR: usize = 60;
static PLACE_AND_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t*_]*(?:\p{Lu}\p{L}+,?[ \t]+(?:den[ \t]+)?)?(\d{1,2}\.[ ]?(?:\d{1,2}\.[ ]?|\p{L}+[ ])(?:19|20)\d\d)[ \t*_]*\r?$").ok()
});

/// A labelled field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Til, mottaker.
    To,
    /// Fra, avsender.
    From,
    /// Dato.
    Date,
    /// Saksnummer, vår ref.
    Case,
}

/// The labelled fields found, in order.
pub struct Labels<'text> {
    fields: Vec<(Label, &'text str, Span)>,
}

impl<'text> Labels<'text> {
    /// The first value under a label.
    pub fn value(&self, label: Label) -> Option<(&'text str, Span)> {
        let (_, value, span) = self.fields.iter().find(|(found, ..)| *found == label)?;
        Some((value, *span))
    }
}

/// Reads "Til: …", "**Saksnr.** 31/1234-5", the columns "Deres ref  Vår ref  Dato" and a line "Oslo, 1.12.2031".
pub fn labels(content: &str, zone: Span) -> Labels<'_> {
    let mut fields = Vec::new();
    let text = content.get(zone.range()).unwrap_or_default();
    let mut put = |label: Label, range: Range<usize>| {
        let value = &text[range.clone()];
        let trimmed = value.trim_matches([' ', '\t', '\r', '*', '_', '|', '"']);
        if !trimmed.is_empty() {
            let at = range.start + value.find(trimmed).unwrap_or(0);
            let start = zone.start as usize + at;
            fields.push((label, trimmed, Span::new(start, start + trimmed.len())));
        }
    };
    let case = |range: Range<usize>| {
        let inside = CASE.as_ref()?.find_iter(&text[range.clone()]).last()?;
        Some(range.start + inside.start()..range.start + inside.end())
    };
    for found in FIELD.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(name), Some(value)) = (found.get(1), found.get(2)) else {
            continue;
        };
        match name.as_str().to_lowercase().as_str() {
            "til" | "mottaker" | "mottakar" => put(Label::To, value.range()),
            "fra" | "frå" | "avsender" | "avsendar" => put(Label::From, value.range()),
            "dato" | "vår dato" => put(Label::Date, value.range()),
            _ => {
                if let Some(range) = case(value.range()) {
                    put(Label::Case, range);
                }
            }
        }
    }
    if let Some(row) = COLUMNS
        .as_ref()
        .and_then(|pattern| pattern.captures(text)?.get(1))
    {
        if let Some(range) = case(row.range()) {
            put(Label::Case, range);
        }
        put(Label::Date, row.range());
    }
    // "Deres ref Vår ref" and what stands somewhere below or behind, as a converter left it.
    if let Some(found) = REFERENCE.as_ref().and_then(|pattern| pattern.find(text)) {
        let reach = floor(text, found.end() + REACH);
        let below = found.end()..reach;
        if let Some(range) = first_case(&text[below.clone()]) {
            put(
                Label::Case,
                below.start + range.start..below.start + range.end,
            );
        }
        let word = DATE_WORD
            .as_ref()
            .and_then(|pattern| pattern.find(&text[below.clone()]));
        if let Some(word) = word {
            let start = below.start + word.end();
            let end = floor(text, start + NEAR);
            if let Some((place, _)) = day(&text[start..end], None) {
                put(Label::Date, start + place.start..start + place.end);
            }
        }
    }
    for found in PLACE_AND_DATE
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
    {
        if let Some(date) = found.get(1) {
            put(Label::Date, date.range());
        }
    }
    Labels { fields }
}

fn first_case(text: &str) -> Option<Range<usize>> {
    Some(CASE.as_ref()?.find(text)?.range())
}

/// The last place in a text that is not behind `at` and where a letter starts.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The line of the head that names a kind of document and is no sentence.
pub fn title_line(content: &str, zone: Span) -> Option<String> {
    let text = content.get(zone.range())?;
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(40) {
        let line = line.trim();
        let bare = line.trim_matches(['#', '*', '_', ' ', '=']);
        // The title stands before the first chapter.
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let words = rest.trim_start();
        // "0203 OSLO" is a place.
        let is_postcode = bare.len() - rest.len() == 4 && !bare.starts_with("20");
        if !is_postcode
            && rest.len() < bare.len()
            && words.len() < rest.len()
            && words.starts_with(char::is_uppercase)
            && kind_in_title(bare).is_none()
        {
            break;
        }
        if line.starts_with(['-', '•', '|', '>', '[', '\u{f0b7}']) || bare.len() > 160 {
            continue;
        }
        let opens = bare
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase());
        let sentence = bare.ends_with(['.', ',', ';', ':'])
            || bare
                .match_indices(". ")
                .any(|(at, _)| bare[at + 2..].starts_with(char::is_uppercase));
        // A broken sentence fills its line, a title seldom does and names no verb's object in the definite form.
        let definite = ["brevet", "rapporten", "instruksen", "meldinga"]
            .iter()
            .any(|word| bare.contains(word));
        let kind = kind_in_title(bare);
        let report = kind == Some(DocumentKind::Rapport)
            && !slug(bare).starts_with("rapport")
            && !slug(bare).ends_with("rapport");
        if opens && !sentence && !definite && !report && kind.is_some() {
            return Some(collapse(bare));
        }
    }
    None
}
