//! Sentences with quantities: "Andelen var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030".

use super::super::Context;
use super::Draft;
use crate::model::{BlockForm, MONTHS, ReportedValue, Span, Statement, collapse};
use regex::Regex;
use std::sync::LazyLock;

static QUANTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<number>[+−-]?\b\d{1,3}(?:[ \u{a0}]\d{3})+|[+−-]?\b\d+(?:[.,]\d+)?)",
        r"(?:[ \u{a0}]?(?P<unit>%|prosentpoeng|prosent|pst\.?|mill(?:ioner|ionar|\.)?(?: kroner)?|milliarder(?: kroner)?|milliardar(?: kroner)?|mrd\.?|kroner))?",
    ))
    .ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(?:19[89]|20\d)\d\b").ok());

const RISE: &[&str] = &[
    "økning",
    "oppgang",
    "auke",
    "vekst",
    "høyere",
    "høgare",
    "opp ",
    "flere",
    "fleire",
    "mer enn i",
    "steg",
];
const FALL: &[&str] = &[
    "nedgang",
    "reduksjon",
    "lavere",
    "lågare",
    "mindre enn",
    "færre",
    "ned ",
    "fall",
];
const BEFORE_NUMBER: &[&str] = &[
    "kapittel",
    "kap.",
    "kapitlene",
    "post",
    "postene",
    "punkt",
    "pkt.",
    "tabell",
    "figur",
    "side",
    "s.",
    "nr.",
    "§",
    "§§",
    "ledd",
    "nou",
    "st.",
    "vedlegg",
    "hovedmål",
    "delmål",
    "tertial",
    "kvartal",
    "klasse",
    "gruppe",
    "landgruppe",
    "fase",
    "dialogmøte",
];

/// Drafts from statements outside the tables that were read as lines.
pub fn drafts(context: &Context, read: &[Span]) -> Vec<Draft> {
    let outline = context.outline;
    let mut drafts = Vec::new();
    let mut tables = read.iter().copied().peekable();
    let mut skip_next = false;
    for (index, statement) in outline.statements.iter().enumerate() {
        let block = &outline.blocks[statement.block as usize];
        if std::mem::take(&mut skip_next) || matches!(block.form, BlockForm::Row { .. }) {
            continue;
        }
        let place = statement.extent();
        while tables.peek().is_some_and(|table| table.end <= place.start) {
            tables.next();
        }
        if tables.peek().is_some_and(|table| table.overlaps(place))
            || !statement.text.bytes().any(|b| b.is_ascii_digit())
        {
            continue;
        }
        let mut values = values(&statement.text, context.head.year);
        if values.is_empty() {
            continue;
        }
        let mut spans = statement.spans.clone();
        // "Dette er en nedgang på 0,9 prosentpoeng siden 2030." goes on about the same figure.
        if let Some(next) = outline
            .statements
            .get(index + 1)
            .filter(|next| goes_on(statement, next))
        {
            values.extend(
                self::values(&next.text, context.head.year)
                    .into_iter()
                    .filter(|value| value.label.is_some()),
            );
            spans.extend(next.spans.iter().copied());
            skip_next = true;
        }
        drafts.push(Draft {
            section: statement.section,
            label: statement.text.clone(),
            values,
            spans,
            rule: "figure/sentence",
        });
    }
    from_headings(context, &mut drafts);
    drafts
}

/// Sentences that the layout took for a heading: long, without number, with a quantity.
fn from_headings(context: &Context, drafts: &mut Vec<Draft>) {
    for (index, section) in context.outline.sections.iter().enumerate() {
        if section.number.is_some()
            || section.heading.len() < 80
            || !section.heading.bytes().any(|b| b.is_ascii_digit())
        {
            continue;
        }
        let source = context.text.slice(section.heading_span);
        let start = section.heading_span.start as usize;
        let mut from = 0;
        let ends = source
            .match_indices('.')
            .map(|(at, _)| at + 1)
            .filter(|end| {
                let rest = &source[*end..];
                rest.starts_with(char::is_whitespace)
                    && rest.trim_start().starts_with(char::is_uppercase)
            })
            .chain([source.len()]);
        for end in ends {
            let words = collapse(&source[from..end]);
            let values = values(&words, context.head.year);
            let at = from + source[from..end].len() - source[from..end].trim_start().len();
            if !values.is_empty() && at < end {
                drafts.push(Draft {
                    section: index as u32,
                    label: words,
                    values,
                    spans: vec![Span::new(start + at, start + end)],
                    rule: "figure/heading",
                });
            }
            from = end;
        }
    }
}

fn goes_on(statement: &Statement, next: &Statement) -> bool {
    next.section == statement.section
        && [
            "Dette er",
            "Det er en ",
            "Det er ein ",
            "Dette var",
            "Dette utgjør en",
            "Det var en ",
        ]
        .iter()
        .any(|start| next.text.starts_with(start))
        && (RISE.iter().chain(FALL).any(|word| next.text.contains(word))
            || next.text.contains("samme nivå")
            || next.text.contains("tilsvarende"))
}

/// The quantities of a sentence, each with the year it is for.
fn values(words: &str, report: Option<i16>) -> Vec<ReportedValue> {
    let Some(pattern) = QUANTITY.as_ref() else {
        return Vec::new();
    };
    let years: Vec<(usize, usize, i16)> = YEAR
        .iter()
        .flat_map(|pattern| pattern.find_iter(words))
        .filter_map(|found| Some((found.start(), found.end(), found.as_str().parse().ok()?)))
        .collect();
    let mut values = Vec::new();
    for found in pattern.captures_iter(words) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else {
            continue;
        };
        let unit = found.name("unit").map_or("", |unit| unit.as_str());
        if !counts(
            words,
            whole.start(),
            whole.end(),
            number.as_str(),
            unit,
            &years,
        ) {
            continue;
        }
        let change = change(words, whole.start(), whole.end(), unit);
        // A change is no value of a year.
        let year = if change.is_some() {
            None
        } else {
            year_of(words, whole.start(), whole.end(), &years).or(report)
        };
        values.push(ReportedValue {
            year,
            label: change.map(str::to_owned),
            value: whole.as_str().trim().to_owned(),
        });
    }
    values
}

/// Whether a number counts something: no year, date, age, section or footnote.
fn counts(
    words: &str,
    start: usize,
    end: usize,
    number: &str,
    unit: &str,
    years: &[(usize, usize, i16)],
) -> bool {
    if years.iter().any(|(from, to, _)| start < *to && *from < end) {
        return false;
    }
    let before = words[..start].trim_end();
    let last = before
        .rsplit([' ', '\u{a0}', '('])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if BEFORE_NUMBER.contains(&last.as_str()) {
        return false;
    }
    if !unit.is_empty() {
        return true;
    }
    let glued = words[..start].ends_with(|c: char| c.is_alphanumeric() || "-–/.,".contains(c));
    let after = &words[end..];
    let tight = after.starts_with(['-', '–', '/', ':', '.', ')'])
        || after.starts_with(|c: char| c.is_alphanumeric());
    let noun = after.trim_start().starts_with(char::is_lowercase);
    let next = after.trim_start();
    let age = ["år", "åring", "uker", "og ", "av "]
        .iter()
        .chain(&MONTHS)
        .any(|word| next.starts_with(word));
    let long = number.contains([' ', '\u{a0}']);
    !glued && (!tight || long) && (noun && !age || long)
}

/// What a quantity is called where it is a change: "en nedgang på 2 prosent", "1 prosentpoeng lavere".
fn change(words: &str, start: usize, end: usize, unit: &str) -> Option<&'static str> {
    let mut from = start.saturating_sub(42);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    let before = &words[from..start];
    let after = &words[end..];
    let near = after
        .char_indices()
        .nth(16)
        .map_or(after, |(at, _)| &after[..at]);
    let hangs = before.trim_end().ends_with(" på")
        || before.trim_end().ends_with(" med")
        || before.trim_end().ends_with('(');
    let signed = words[start..].starts_with(['+', '-', '−']) || before.ends_with(['+', '-', '−']);
    let falls = FALL.iter().any(|word| near.contains(word))
        || hangs
            && FALL
                .iter()
                .chain(&["redusert", "gikk ned", "falt"])
                .any(|word| before.contains(word));
    let rises = RISE.iter().any(|word| near.contains(word))
        || hangs
            && RISE
                .iter()
                .chain(&["økt", "økte", "auka", "steg"])
                .any(|word| before.contains(word));
    if falls || (signed && unit == "prosentpoeng" && !words[start..].starts_with('+')) {
        Some("nedgang")
    } else if rises || signed && unit == "prosentpoeng" {
        Some("økning")
    } else if unit == "prosentpoeng" {
        Some("endring")
    } else {
        None
    }
}

/// The year that stands nearest: right after the quantity, else before it.
fn year_of(words: &str, start: usize, end: usize, years: &[(usize, usize, i16)]) -> Option<i16> {
    let apart = |from: usize, to: usize| {
        words.get(from..to).is_some_and(|between| {
            between.contains([';', '.'])
                || between.contains(", mot")
                || between.contains(" til ")
                || between.contains(" mot ")
        })
    };
    let after = years.iter().find(|(from, ..)| {
        *from >= end && *from - end < 60 && !apart(end, *from) && !compares(words, end, *from)
    });
    let before = years.iter().rev().find(|(_, to, _)| *to <= start);
    after.or(before).map(|(.., year)| *year)
}

/// "fra 2030", "enn i 2030", "sammenlignet med 2030" name the year compared with.
fn compares(words: &str, end: usize, year: usize) -> bool {
    let between = words.get(end..year).unwrap_or_default();
    [
        "enn i",
        "sammenlign",
        "sammenlikn",
        "siden",
        "sidan",
        "nedgang",
        "økning",
        "auke",
        "fra samme",
        "fra 2",
        ", en ",
    ]
    .iter()
    .any(|word| between.contains(word))
        || between.trim_end().ends_with("fra") && between.len() > 12
}
