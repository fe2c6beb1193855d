//! Who is written to by the lines at the top: an address block, an address run together on one line, the
//! lines under the title.

use crate::language::{Words, words};
use crate::model::{Span, Text};
use std::sync::LazyLock;

static BOXES: LazyLock<&Words> = LazyLock::new(|| words("head", "boxes"));
static ADDRESS_WORDS: LazyLock<&Words> = LazyLock::new(|| words("head", "address_words"));

/// How many lines of the top are looked at, and how long a name may be.
const LINES: usize = 60;
const LONGEST: usize = 80;

/// A name with the acronym that stands behind or below it in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressee<'t> {
    /// The name as written.
    pub name: &'t str,
    /// Where it stands.
    pub span: Span,
    /// "TDIR" of "Tangdirektoratet (TDIR)".
    pub short: Option<&'t str>,
    /// Whether an address follows it: else only its form can tell that it names a body.
    pub has_address: bool,
}

/// A line without mark-up, and where it starts.
#[derive(Clone, Copy)]
struct Line<'t> {
    words: &'t str,
    start: usize,
}

/// The names that may be the addressee's, those of address blocks first.
pub fn addressees<'t>(text: &'t Text, zone: Span, title: Option<&str>) -> Vec<Addressee<'t>> {
    let lines = lines(text.slice(zone), zone.start as usize);
    let mut found = Vec::new();
    let mut block = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.words.is_empty() {
            block = at + 1;
            continue;
        }
        if let Some(name) = before_box(line.words) {
            found.extend(addressee(
                Line {
                    words: name,
                    ..*line
                },
                None,
            ));
        } else if at > block && is_address(line.words) {
            let below = lines.get(block + 1).filter(|_| block + 1 < at);
            found.extend(addressee(lines[block], below));
        }
    }
    if let Some(title) = title
        && let Some(at) = lines
            .iter()
            .position(|line| !line.words.is_empty() && line.words == title)
    {
        let mut under = lines[at + 1..]
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.words.is_empty());
        if let Some((below, line)) = under.next() {
            let name = addressee(*line, lines.get(at + below + 2));
            found.extend(name.map(|name| Addressee {
                has_address: false,
                ..name
            }));
        }
    }
    found
}

fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut at = from;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n').take(LINES) {
        let bare =
            line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '\\'));
        let start = at + (bare.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
        lines.push(Line { words: bare, start });
        at += line.len();
    }
    lines
}

/// The name before "Postboks 61 7465 TRONDHEIM" on the same line.
fn before_box(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    let at = BOXES
        .iter()
        .filter_map(|word| lower.find(&format!(" {word}")))
        .min()?;
    // A letter that lost its lines is one long line: the name stands at its start all the same.
    line.get(..at).filter(|name| name.len() <= LONGEST)
}

/// "Postboks 61", "7465 TRONDHEIM".
fn is_address(line: &str) -> bool {
    let is_box = BOXES.opens(&line.to_lowercase()).is_some();
    let mut letters = line.chars();
    let code = letters
        .by_ref()
        .take(4)
        .filter(char::is_ascii_digit)
        .count()
        == 4;
    let place = letters.next() == Some(' ') && letters.next().is_some_and(char::is_uppercase);
    is_box || code && place && line.len() > 6
}

fn addressee<'t>(line: Line<'t>, below: Option<&Line<'t>>) -> Option<Addressee<'t>> {
    let (name, rest) = line.words.split_once(" (").unwrap_or((line.words, ""));
    let bracketed = |words: &'t str| {
        let inner = words.strip_suffix(')')?.trim_start_matches('(');
        let capitals = inner.chars().filter(|c| c.is_uppercase()).count();
        (capitals >= 2 && inner.len() <= 10 && !inner.contains(' ')).then_some(inner)
    };
    let short = bracketed(rest).or_else(|| {
        let below = below?.words;
        below.starts_with('(').then(|| bracketed(below)).flatten()
    });
    let name = name.trim_end_matches([',', ':', ' ']);
    names_body(name).then(|| Addressee {
        name,
        span: Span::new(line.start, line.start + name.len()),
        short,
        has_address: true,
    })
}

/// Whether a line can be the name of a body that is written to.
fn names_body(name: &str) -> bool {
    let lower = name.to_lowercase();
    let furniture = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| ADDRESS_WORDS.has(word));
    (3..=LONGEST).contains(&name.len())
        && name.starts_with(char::is_uppercase)
        && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '@' | '|'))
        // "St. Olavs hospital" is a name, a sentence is none.
        && !name.ends_with('.')
        && name.matches(". ").count() <= 1
        && !name.contains("  ")
        && !furniture
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Source};

    #[track_caller]
    fn check(content: &str, title: Option<&str>, expected: &[(&str, Option<&str>)]) {
        let source = Source {
            file_name: "brev.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            encoding: "utf-8".to_owned(),
            sha256: String::new(),
            bytes: content.len() as u64,
        };
        let text = Text::new(content.to_owned(), Format::Plain, source);
        let zone = Span::new(0, content.len());
        let found = addressees(&text, zone, title);
        let names: Vec<(&str, Option<&str>)> =
            found.iter().map(|one| (one.name, one.short)).collect();
        assert_eq!(names, expected, "{content}");
        for one in found {
            assert_eq!(text.slice(one.span), one.name);
        }
    }

    #[test]
    fn an_address_names_its_first_line() {
        check(
            "Taresenteret\nPostboks 61\n7465 TRONDHEIM\n",
            None,
            &[("Taresenteret", None), ("Taresenteret", None)],
        );
        check(
            "Taresenteret Postboks 61 7465 TRONDHEIM\n",
            None,
            &[("Taresenteret", None)],
        );
        check(
            "Taresenter for kyst\nOgndalsveien 2\n7713 STEINKJER\n",
            None,
            &[("Taresenter for kyst", None)],
        );
    }

    #[test]
    fn the_line_under_the_title_and_brackets_are_read() {
        check(
            "Tildelingsbrev 2031\nTaredirektoratet\n(TDIR)\n03.02.2031\n",
            Some("Tildelingsbrev 2031"),
            &[("Taredirektoratet", Some("TDIR"))],
        );
        check(
            "Taredirektoratet (TDIR)\nPostboks 1\n",
            None,
            &[("Taredirektoratet", Some("TDIR"))],
        );
    }

    #[test]
    fn letterheads_and_sentences_name_nobody() {
        check("Postadresse Kontoradresse\nPostboks 8019 Dep\n", None, &[]);
        check("Vi viser til brevet.\nPostboks 1\n", None, &[]);
    }
}
