//! Joins stretches of source text to the words to read, and keeps track of where each stands.

use super::number::is_acronym;
use super::word::may_begin_word;
use crate::model::{Run, Span};

/// Text to read and how it lies in the source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Composed {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub runs: Vec<Run>,
}

/// Joins spans: a space where white space or furniture stands between them, nothing where only
/// mark-up does; a word broken at a line end becomes whole.
///
/// "saksbehandlings-⏎tidene" → "saksbehandlingstidene", "NAV-⏎kontorene" → "NAV-kontorene",
/// "drifts-⏎og investeringsutgifter" → "drifts- og investeringsutgifter".
pub(super) fn compose(content: &str, spans: &[Span]) -> Composed {
    let mut composed = Composed::default();
    // End in the source of what was added last.
    let mut last: Option<usize> = None;
    for span in spans {
        let part = &content[span.range()];
        for stretch in Stretches::new(part) {
            let start = span.start as usize + stretch.start;
            let end = span.start as usize + stretch.end;
            let join = match last {
                None => Join::Nothing,
                Some(last) => join(content, last, start, &composed.text, &part[stretch.start..]),
            };
            composed.add(content, Span::new(start, end), join);
            last = Some(end);
        }
    }
    composed
}

/// The part of a composed text in `start..end`, as a text of its own.
pub(super) fn cut(composed: &Composed, start: usize, end: usize) -> Composed {
    let mut runs = Vec::new();
    let from = composed
        .runs
        .partition_point(|run| run.at as usize + run.source.len() <= start);
    for run in &composed.runs[from..] {
        let at = run.at as usize;
        if at >= end {
            break;
        }
        let first = start.max(at);
        let last = end.min(at + run.source.len());
        let source = run.source.start as usize;
        runs.push(Run {
            at: (first - start) as u32,
            source: Span::new(source + first - at, source + last - at),
        });
    }
    Composed {
        text: composed.text[start..end].to_owned(),
        runs,
    }
}

/// The fewest spans that, cut and joined, give the quote: runs with nothing but white space or the
/// hyphen of a broken word between them are one.
pub(super) fn quote_spans(content: &str, runs: &[Run]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for run in runs {
        // A cell that a page break cuts goes on behind the cells beside it: what comes next may stand before.
        let is_gap = |c: char| c.is_whitespace() || is_invisible(c) || c == '-' || c == '\u{ad}';
        if let Some(last) = spans.last_mut()
            && let Some(gap) = content.get(last.end as usize..run.source.start as usize)
            && gap.len() < 200
            && gap.chars().all(is_gap)
        {
            last.end = run.source.end;
            continue;
        }
        spans.push(run.source);
    }
    spans
}

/// What ends a line; the last one inside a row of a laid out table.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\x0c', '\u{2028}'];

enum Join {
    Nothing,
    Space,
    /// The hyphen that ends the text goes, the halves meet.
    DropHyphen,
}

impl Composed {
    fn add(&mut self, content: &str, source: Span, join: Join) {
        match join {
            Join::Nothing => {}
            Join::Space => {
                // One space in the source belongs to the run, so that runs stay few.
                if let Some(run) = self.runs.last_mut()
                    && run.source.end + 1 == source.start
                    && content.as_bytes()[run.source.end as usize] == b' '
                {
                    run.source.end = source.end;
                    self.text.push(' ');
                    self.text.push_str(&content[source.range()]);
                    return;
                }
                self.text.push(' ');
            }
            Join::DropHyphen => {
                self.text.pop();
                if let Some(run) = self.runs.last_mut() {
                    run.source.end -= 1;
                }
            }
        }
        if let Some(run) = self.runs.last_mut()
            && run.source.end == source.start
            && run.at as usize + run.source.len() == self.text.len()
        {
            run.source.end = source.end;
        } else {
            self.runs.push(Run {
                at: self.text.len() as u32,
                source,
            });
        }
        self.text.push_str(&content[source.range()]);
    }
}

/// Bytes that are looked back for the beginning of a word: words broken at every line have no end.
const LONGEST_WORD: usize = 200;

fn join(content: &str, last: usize, start: usize, text: &str, next: &str) -> Join {
    // A cell of two lines goes on below the next cell.
    let Some(gap) = content.get(last..start) else {
        return Join::Space;
    };
    let is_broken = gap.contains(LINE_ENDS) || breaks_line(gap);
    if !is_broken && !gap.contains(char::is_whitespace) {
        return Join::Nothing;
    }
    if !is_broken {
        return Join::Space;
    }
    // A soft hyphen at a line end only ever breaks a word.
    if gap.starts_with('\u{ad}') {
        return Join::Nothing;
    }
    // "fylkene/⏎regionene": a line may end behind a stroke.
    if text.ends_with('/') && next.starts_with(char::is_alphabetic) {
        return Join::Nothing;
    }
    // "2023–⏎2024" is one stretch of time.
    let before = text.trim_end_matches('–');
    if before.len() < text.len()
        && before.ends_with(|c: char| c.is_ascii_digit())
        && next.starts_with(|c: char| c.is_ascii_digit())
    {
        return Join::Nothing;
    }
    let spaced = gap.starts_with([' ', '\t']);
    if !text.ends_with('-') {
        let is_rest = breaks_line(gap) && is_rest_of_word(text, next);
        return if is_rest { Join::Nothing } else { Join::Space };
    }
    let stem = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_WORD))..];
    let stem = stem[..stem.len() - 1]
        .rsplit([' ', '/', '(', '«'])
        .next()
        .unwrap_or_default();
    if !stem.ends_with(char::is_alphanumeric) {
        return Join::Space;
    }
    let word = next.split_whitespace().next().unwrap_or_default();
    if matches!(
        word,
        "og" | "eller" | "samt" | "som" | "til" | "enn" | "eit" | "så"
    ) || spaced
    {
        return Join::Space;
    }
    // "e-⏎post", "p-⏎plasser": no word is broken behind its first letter.
    if stem.chars().nth(1).is_none() {
        return Join::Nothing;
    }
    // "mål- og disponerings-" has a stem of its own; an acronym, a name or a figure keeps its hyphen.
    if is_acronym(stem)
        || !word.starts_with(char::is_lowercase)
        || stem.ends_with(|c: char| c.is_ascii_digit())
    {
        return Join::Nothing;
    }
    Join::DropHyphen
}

/// Whether a tag between two stretches starts a new line: `<br>`, `</p><p>`, `<li>`.
fn breaks_line(gap: &str) -> bool {
    memchr::memchr_iter(b'<', gap.as_bytes()).any(|at| {
        let name = gap[at + 1..].trim_start_matches('/');
        ["br", "p>", "p ", "li", "div", "td", "tr"]
            .iter()
            .any(|tag| {
                name.get(..tag.len())
                    .is_some_and(|name| name.eq_ignore_ascii_case(tag))
            })
    })
}

/// Whether a narrow column broke a long word without a hyphen: "forbruksmateriel⏎l", "Kiropraktorbeha⏎ndling".
/// Only a word that fills its line is broken, and what is left of it could begin no word of its own.
fn is_rest_of_word(text: &str, next: &str) -> bool {
    const FULL: usize = 12;
    let last = text.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() < FULL || !last.ends_with(char::is_lowercase) {
        return false;
    }
    let rest = next
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    rest.starts_with(char::is_lowercase) && !may_begin_word(rest)
}

/// Characters that are not seen and count for nothing.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{ad}'
    )
}

/// Stretches without invisible characters and without white space but for single spaces inside.
struct Stretches<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Stretches<'t> {
    fn new(text: &'t str) -> Stretches<'t> {
        Stretches { text, at: 0 }
    }
}

impl Iterator for Stretches<'_> {
    type Item = std::ops::Range<usize>;

    fn next(&mut self) -> Option<std::ops::Range<usize>> {
        let is_gap = |c: char| c.is_whitespace() || is_invisible(c);
        let start = self.at + self.text[self.at..].find(|c| !is_gap(c))?;
        let mut end = start;
        for (at, character) in self.text[start..].char_indices() {
            let at = start + at;
            if !is_gap(character) {
                end = at + character.len_utf8();
            } else if character != ' ' || at > end {
                break;
            }
        }
        self.at = end;
        Some(start..end)
    }
}
