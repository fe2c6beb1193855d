//! Headings of a plain text: by number, capitals, or as a short line that runs in to what follows.

use super::abbreviation::ends_in_abbreviation;
use super::line::Lines;
use super::markdown::{heading_number, is_annex};
use super::marker::marker;
use super::part::Heading;
use super::word::{
    ends_in_function_word, ends_in_leading_verb, is_caption, is_unfinished, starts_lower,
};
use crate::model::Span;

/// A heading and the line after it.
pub(super) struct Found {
    /// What is known of it.
    pub heading: Heading,
    /// Bytes of its number and the white space behind that.
    pub skip: usize,
    /// The first line that is not part of it.
    pub end: usize,
    /// The chapter its number begins with.
    pub chapter: Option<u32>,
}

/// What stands before a line.
pub(super) struct Before<'t> {
    /// The last chapter number.
    pub chapter: u32,
    /// The bullet or number of the open list item.
    pub marker: Option<&'t str>,
    /// Whether the open paragraph or item stops in the middle of a sentence.
    pub is_unfinished: bool,
    /// Whether an item of a list is open.
    pub in_item: bool,
    /// Whether the line before had no room for the first word of this one.
    pub is_full: bool,
    /// Whether anything was read before.
    pub is_first: bool,
    /// Whether an annex has begun.
    pub in_annex: bool,
}

/// Reads a heading of one or more lines at `at`.
pub(super) fn heading(lines: &Lines<'_>, at: usize, before: &Before<'_>) -> Option<Found> {
    let line = &lines.lines[at];
    let text = lines.text(at);
    let is_aside = line.indented && !line.page_start || is_caption(text) || is_label(text);
    if line.width > 130 || is_aside {
        return None;
    }
    let capitals = is_capitals(text);
    if !may_open(line.gap, line.page_start, capitals, before) {
        return None;
    }
    let (number, skip) = match heading_number(text) {
        Some((number, length)) => (Some(number), length),
        None => (None, 0),
    };
    let title = &text[skip..];
    if !title.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"' | '“')) {
        return None;
    }
    let chapter = number.and_then(chapter);
    if let Some(number) = number {
        let opens = || opens_excerpt(lines, at, number, before);
        if !is_in_order(number, chapter, skip, line.page_start, before) && !opens() {
            return None;
        }
    } else if marker(text).is_some() {
        return None;
    }
    let end = end(lines, at, capitals);
    let last = lines.text(end - 1);
    let ends_well = is_unfinished(last) && !last.ends_with([',', '-', ';'])
        || number.is_some() && last.ends_with(['!', '?'])
        || ends_in_abbreviation(last) && number.is_some()
        || number.is_none() && is_topic(title);
    if !ends_well || ends_in_function_word(last) || has_sentence_end(lines, at, end, skip) {
        return None;
    }
    // Numbers that follow each other with nothing between them are a list.
    let is_listed =
        number.is_some_and(|number| end < lines.lines.len() && is_next(number, lines.text(end)));
    if is_listed || number.is_none() && !is_run_in(lines, at, end, title) {
        return None;
    }
    // A sentence that a page break cut goes on in a small letter.
    if number.is_none() && goes_on_below(lines, end, title) {
        return None;
    }
    if number.is_none()
        && (leads_into(lines, end, title) || is_rest_of_item(lines, at, end, before))
    {
        return None;
    }
    let is_annex = number.is_none()
        && (is_annex(title)
            || capitals && line.page_start && !before.is_first
            || before.in_annex
                && line.page_start
                && line.width >= TITLE
                && heads_heading(lines, end));
    Some(Found {
        heading: Heading {
            number: number.map(str::to_owned),
            level: 0,
            is_annex,
            span: Span::new(
                line.span.start as usize,
                lines.lines[end - 1].span.end as usize,
            ),
        },
        skip,
        end,
        chapter,
    })
}

/// "Resultatkrav: 40 pst.": what a label tells of the parameter or task above.
fn is_label(text: &str) -> bool {
    [
        "Resultatkrav",
        "Ambisjonsnivå",
        "Måltall",
        "Frist",
        "Leveringsfrist",
    ]
    .iter()
    .any(|label| {
        text.strip_prefix(label)
            .is_some_and(|rest| rest.starts_with(':') && rest.len() > 2)
    })
}

/// Least width of an annex's title; shorter lines at the top of a page go on with a table.
const TITLE: usize = 25;

/// Whether the line at `at` is an unnumbered heading apart from the one above it: a title has its first
/// heading below it.
fn heads_heading(lines: &Lines<'_>, at: usize) -> bool {
    let before = Before {
        chapter: 0,
        marker: None,
        is_unfinished: false,
        in_item: false,
        is_full: false,
        is_first: false,
        in_annex: false,
    };
    lines
        .lines
        .get(at)
        .is_some_and(|line| line.gap > 0 && !line.page_start)
        && heading(lines, at, &before).is_some_and(|found| found.heading.number.is_none())
}

/// Whether a line only names what the list below holds: "Oppdrag:".
fn is_topic(title: &str) -> bool {
    title.strip_suffix(':').is_some_and(|label| {
        matches!(
            label.trim_end(),
            "Oppdrag"
                | "Nye oppdrag"
                | "Nøkkelinformasjon"
                | "Nøkkeltal"
                | "Nøkkeltall"
                | "Rapportering"
                | "Rapporteringskrav"
                | "Statistikk"
                | "Styringsparameter"
                | "Styringsparametere"
                | "Styringsparametre"
                | "Styringsparametrar"
        )
    })
}

fn may_open(gap: usize, page_start: bool, capitals: bool, before: &Before<'_>) -> bool {
    if !before.is_unfinished || gap > 1 || capitals && page_start {
        return true;
    }
    (gap > 0 || page_start) && (before.in_item || !before.is_full)
}

/// Whether a number fits to those before: a sentence may begin with a figure too.
fn is_in_order(
    number: &str,
    chapter: Option<u32>,
    skip: usize,
    page_start: bool,
    before: &Before<'_>,
) -> bool {
    let Some(chapter) = chapter else {
        return !number.starts_with(char::is_lowercase);
    };
    let has_stop = skip > number.len() + 1;
    let in_order = (before.chapter..=before.chapter + 1).contains(&chapter)
        || before.chapter == 0 && chapter <= 3 && has_stop
        || chapter == 1 && page_start;
    let again = chapter == before.chapter && !number.contains('.');
    let listed = before
        .marker
        .is_some_and(|marker| is_next(marker.trim_end_matches('.'), number));
    in_order && !again && !listed
}

/// Whether the first number of a text opens an excerpt: the next chapter's heading stands further down.
fn opens_excerpt(lines: &Lines<'_>, at: usize, number: &str, before: &Before<'_>) -> bool {
    const REACH: usize = 400;
    const LONGEST: usize = 70;
    let line = &lines.lines[at];
    if before.chapter != 0 || line.gap == 0 || line.width > LONGEST || number.contains('.') {
        return false;
    }
    let until = (at + 1 + REACH).min(lines.lines.len());
    (at + 2..until).any(|next| {
        let text = lines.text(next);
        let title = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        lines.lines[next].gap > 0
            && lines.lines[next].width <= LONGEST
            && is_next(number, text)
            && title.starts_with(char::is_uppercase)
            && is_unfinished(text)
    })
}

/// One past the last line of a heading: lines that go on in lower case, or in capitals, belong to it.
fn end(lines: &Lines<'_>, at: usize, capitals: bool) -> usize {
    let mut end = at + 1;
    while end < lines.lines.len() && end - at < 4 {
        let next = &lines.lines[end];
        let text = lines.text(end);
        let last = lines.text(end - 1);
        let goes_on = starts_lower(text)
            || ends_in_function_word(last) && !last.ends_with("skal")
            || last.ends_with('-')
            || capitals && is_capitals(text) && next.gap == 0 && lines.lines[end - 1].width > 30;
        let apart = next.gap > 1 || next.page_start || next.indented;
        if !goes_on || apart || marker(text).is_some() {
            break;
        }
        end += 1;
    }
    end
}

/// A short line without a final stop, with text, a list or another heading behind it.
fn is_run_in(lines: &Lines<'_>, at: usize, end: usize, title: &str) -> bool {
    let line = &lines.lines[at];
    if end - at > 2 || line.width > 90 || digits(title) * 4 > title.len() {
        return false;
    }
    let width: usize = lines.lines[at..end].iter().map(|line| line.width).sum();
    if width > 130 || !has_body(lines, end) {
        return false;
    }
    let Some(next) = lines.lines.get(end) else {
        return false;
    };
    let last = &lines.lines[end - 1];
    if next.gap == 0 && goes_on_with_figure(lines.text(end)) {
        return false;
    }
    if next.gap == 0 && !next.page_start {
        // A line of running text would have taken the next word as well.
        let word = lines
            .text(end)
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let is_listed = next.indented || marker(lines.text(end)).is_some();
        let room = last.width + 1 + word.chars().count() + 3 <= lines.column_width(end).max(60);
        return room || is_listed;
    }
    // Two lines of a heading stand apart from the text.
    end == at + 1 || next.gap > 0
}

/// Whether a line goes on with a sentence in a figure: "de siste" + "10 årene i årsrapporten".
pub(super) fn goes_on_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && marker(text).is_none()
        && text
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_lowercase)
}

/// Whether a line with a directing verb goes on behind an empty line: "Tilsynet skal telle tare i hele" +
/// "fjorden og varsle om funn."
fn goes_on_below(lines: &Lines<'_>, end: usize, title: &str) -> bool {
    let Some(next) = lines.lines.get(end) else {
        return false;
    };
    !next.indented
        && marker(lines.text(end)).is_none()
        && starts_lower(lines.text(end))
        && title
            .split(' ')
            .skip(1)
            .any(|word| crate::vocabulary::word_class(word).is_modal())
}

/// Whether a clause without colon leads into the list right below it: "Planen skal ha mål som omfatter",
/// "Vi ber om tall til departementet".
fn leads_into(lines: &Lines<'_>, end: usize, title: &str) -> bool {
    let Some(next) = lines.lines.get(end) else {
        return false;
    };
    let listed = next.indented || marker(lines.text(end)).is_some();
    if !listed || next.gap > 1 {
        return false;
    }
    if ends_in_leading_verb(title) {
        return true;
    }
    let mut words = title.split(' ');
    let first = words.next().unwrap_or_default();
    let acts = matches!(first, "Vi" | "Det" | "Dette" | "I")
        || first.chars().count() > 5 && ["en", "et", "a"].iter().any(|form| first.ends_with(form));
    let clause = words
        .take_while(|word| !matches!(*word, "som" | "der" | "når"))
        .any(|word| {
            matches!(
                word,
                "skal" | "må" | "bør" | "bes" | "ber" | "bed" | "vert" | "blir"
            )
        });
    acts && clause
}

/// Whether a short line ends the open item of a numbered list: the next number follows right below.
fn is_rest_of_item(lines: &Lines<'_>, at: usize, end: usize, before: &Before<'_>) -> bool {
    let line = &lines.lines[at];
    line.gap <= 1
        && !line.page_start
        && before
            .marker
            .is_some_and(|marker| goes_on_with(marker, lines, end))
}

/// Whether the line at `at` opens the item after the one with this number, without an empty line before it.
pub(super) fn goes_on_with(marker: &str, lines: &Lines<'_>, at: usize) -> bool {
    let number = marker.trim_end_matches('.');
    number.contains('.')
        && lines.lines.get(at).is_some_and(|next| next.gap == 0)
        && is_next(number, lines.text(at))
}

/// Whether running text, a list or another heading follows at `at`.
fn has_body(lines: &Lines<'_>, at: usize) -> bool {
    let Some(line) = lines.lines.get(at) else {
        return false;
    };
    let text = lines.text(at);
    line.width >= 45
        || line.indented
        || marker(text).is_some()
        || heading_number(text).is_some()
        || text.starts_with(char::is_uppercase)
            && lines.lines.get(at + 1).is_some_and(|line| line.width >= 45)
}

/// Whether a sentence ends inside the lines: headings hold none.
fn has_sentence_end(lines: &Lines<'_>, at: usize, end: usize, skip: usize) -> bool {
    (at..end).any(|line| {
        let text = &lines.text(line)[if line == at { skip } else { 0 }..];
        super::sentence::sentences(text).len() > 1
            || line + 1 < end && text.ends_with('.') && !ends_in_abbreviation(text)
    })
}

fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    capitals > 9 && text.chars().filter(|c| c.is_lowercase()).count() == 0
}

/// The first number of a decimal one.
fn chapter(number: &str) -> Option<u32> {
    number.split('.').next()?.parse().ok()
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether the text begins with the number that follows `number` on the same level.
pub(super) fn is_next(number: &str, text: &str) -> bool {
    let (above, last) = split(number);
    if let Some(value) = super::number::roman(last) {
        let found = text.split([' ', '\u{a0}']).next().unwrap_or_default();
        return super::number::roman(found.trim_end_matches(['.', ')'])) == Some(value + 1);
    }
    let Ok(last) = last.parse::<u32>() else {
        return false;
    };
    let found = text.split([' ', '\u{a0}']).next().unwrap_or_default();
    let (found_above, found_last) = split(found.trim_end_matches('.'));
    above == found_above && found_last.parse() == Ok(last + 1)
}

fn split(number: &str) -> (&str, &str) {
    number.rsplit_once('.').unwrap_or(("", number))
}
