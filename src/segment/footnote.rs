//! Footnotes of a plain text: bodies at the foot of a page and the marks that point to them.

use super::line::Lines;
use super::number::decimal;
use super::word::is_unfinished;
use crate::model::Span;
use std::ops::Range;

/// The lines of each footnote's body, in order. The marks are cut out of the lines that carry them.
pub(super) fn find(lines: &mut Lines<'_>) -> Vec<Range<usize>> {
    let mut bodies = Vec::new();
    let mut start = 0;
    // The number of the last footnote.
    let mut last = 0;
    while start < lines.lines.len() {
        let page = lines.lines[start].page;
        let length = lines.lines[start..]
            .iter()
            .take_while(|line| line.page == page)
            .count();
        let end = start + length;
        let mut found = on_page(lines, start, end);
        // Footnotes count on from page to page, or start again.
        let counts = |foot: &Foot| foot.is_roman || foot.value == 1 || foot.value == last + 1;
        if !found.first().is_none_or(counts) {
            found.clear();
        }
        last = found.last().map_or(last, |foot| foot.value);
        for (index, foot) in found.iter().enumerate() {
            let until = found.get(index + 1).map_or(end, |next| next.line);
            bodies.push(foot.line..body_end(lines, foot.line, until));
        }
        for foot in found {
            if let Some((line, cut)) = foot.mark {
                let cuts = &mut lines.lines[line].cuts;
                cuts.push(cut);
                cuts.sort_unstable();
            }
            let body = lines.lines[foot.line].span;
            let cut = Span::new(body.start as usize, body.start as usize + foot.skip);
            lines.lines[foot.line].cuts.push(cut);
            lines.lines[foot.line].cuts.sort_unstable();
        }
        start = end;
    }
    bodies
}

/// A body goes on over empty lines only in the middle of a sentence.
fn body_end(lines: &Lines<'_>, start: usize, until: usize) -> usize {
    (start + 1..until)
        .find(|at| {
            lines.lines[*at].gap > 0 && !is_unfinished(lines.text(at - 1))
                || decimal(lines.text(*at)).is_some_and(|number| number.depth > 1)
        })
        .unwrap_or(until)
}

struct Foot {
    line: usize,
    /// Bytes of the number and the white space behind it.
    skip: usize,
    mark: Option<(usize, Span)>,
    is_sure: bool,
    value: u32,
    is_roman: bool,
}

/// How many lines the footnotes of one page may take.
const REACH: usize = 30;

fn on_page(lines: &Lines<'_>, start: usize, end: usize) -> Vec<Foot> {
    let mut found: Vec<Foot> = Vec::new();
    let mut next: Option<u32> = None;
    let from = if end - start > 400 {
        // Without page breaks footnotes can only be told at the very end.
        end - REACH
    } else {
        start
    };
    let foot = (from..end).rev().take(REACH);
    if !foot.clone().any(|at| numbered(lines.text(at)).is_some()) {
        return found;
    }
    let marks = Marks::new(lines, from, end);
    for at in foot {
        let Some(number) = numbered(lines.text(at)) else {
            continue;
        };
        if next.is_some_and(|next| number.value + 1 != next) || at == start {
            continue;
        }
        let mark = marks.of(&number, at);
        // An item of a numbered list looks the same, but nothing points to it.
        if mark.is_none() && !number.is_roman && (number.has_stop || next.is_none()) {
            continue;
        }
        // "i" alone is a preposition; only a row of numerals tells.
        if mark.is_none() && number.is_roman && number.value == 1 && next.is_none() {
            continue;
        }
        next = Some(number.value);
        found.push(Foot {
            line: at,
            skip: number.length,
            is_sure: mark.is_some() || number.is_roman && number.value == 1,
            value: number.value,
            is_roman: number.is_roman,
            mark,
        });
    }
    found.reverse();
    // A gap sets the footnotes off from the text.
    let first = found
        .iter()
        .position(|foot| foot.is_sure && lines.lines[foot.line].gap > 0);
    match first {
        Some(first) => found.split_off(first),
        None => Vec::new(),
    }
}

struct Number<'t> {
    word: &'t str,
    value: u32,
    is_roman: bool,
    has_stop: bool,
    length: usize,
}

/// "1 Tallene gjelder …", "ii Se også …".
fn numbered(text: &str) -> Option<Number<'_>> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let word = &text[..end];
    let rest = text[end..].strip_prefix(['.', ')']).unwrap_or(&text[end..]);
    let body = rest.trim_start();
    if body.len() == rest.len() || body.is_empty() {
        return None;
    }
    if body.starts_with(char::is_lowercase) {
        return None;
    }
    let length = text.len() - body.len();
    let has_stop = rest.len() < text.len() - end;
    if word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let value = word.parse().ok().filter(|value| *value > 0)?;
        return Some(Number {
            word,
            value,
            is_roman: false,
            has_stop,
            length,
        });
    }
    if word.len() <= 5 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')) {
        let value = super::number::roman(&word.to_uppercase())?;
        return Some(Number {
            word,
            value,
            is_roman: true,
            has_stop,
            length,
        });
    }
    None
}

/// Figures and roman numerals that stand right behind a word or a closing sign.
struct Marks {
    /// Line, place, whether a figure stands before it.
    glued: Vec<(usize, Span, String, bool)>,
}

impl Marks {
    fn new(lines: &Lines<'_>, start: usize, end: usize) -> Marks {
        let mut glued = Vec::new();
        for at in start..end {
            let text = lines.text(at);
            let base = lines.lines[at].span.start as usize;
            for (from, word) in words(text) {
                mark_in(word, from + base, at, &mut glued);
            }
        }
        // Without pages any figure of the letter could be one of a footnote.
        if lines.lines.last().is_none_or(|last| last.page == 0) {
            glued.retain(|(_, _, _, after_figure)| !after_figure);
        }
        Marks { glued }
    }

    /// The mark of a footnote, in a line before its body. A figure glued to another figure
    /// ("landgruppe 31") only counts where nothing else does.
    fn of(&self, number: &Number<'_>, before: usize) -> Option<(usize, Span)> {
        let mut of_figure = self
            .glued
            .iter()
            .filter(|(line, _, mark, _)| *line < before && mark == number.word);
        let clear = of_figure
            .clone()
            .find(|(_, _, _, after_figure)| !after_figure);
        let found = match clear {
            Some(found) => found,
            None if number.has_stop => return None,
            None => {
                let only = of_figure.next()?;
                if of_figure.next().is_some() {
                    return None;
                }
                only
            }
        };
        Some((found.0, found.1))
    }
}

/// Words with their place, cut at white space and slashes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split([' ', '\t', '\u{a0}', '/'])
        .filter_map(move |word| {
            let start = at;
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
}

fn mark_in(word: &str, at: usize, line: usize, glued: &mut Vec<(usize, Span, String, bool)>) {
    // Neither a figure nor a numeral, as most words.
    if word.ends_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'i' | 'v' | 'x')) {
        return;
    }
    let core = word.trim_end_matches([',', '.', ')', ';', ':', '»', '"', '?', '!']);
    let tail = core.len();
    // Signs may also stand before the mark: "slutt.2".
    let digits = core.len() - core.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&digits) {
        let stem = &core[..tail - digits];
        let span = |length: usize| Span::new(at + tail - length, at + tail);
        match stem.chars().last() {
            Some(c) if c.is_alphabetic() => {
                let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
                // "P4" and "A3" are names.
                if letters >= 3 {
                    glued.push((line, span(digits), core[tail - digits..].to_owned(), false));
                }
            }
            Some(')' | '»' | '"' | '”' | '%') => {
                glued.push((line, span(digits), core[tail - digits..].to_owned(), false));
            }
            Some('.' | ',' | ';') if stem[..stem.len() - 1].ends_with(char::is_alphabetic) => {
                let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
                if letters >= 3 && !stem.starts_with(['§']) {
                    glued.push((line, span(digits), core[tail - digits..].to_owned(), false));
                }
            }
            // "15. mai" is a day.
            None if digits >= 2 && !word[tail..].starts_with('.') => {
                for length in 1..digits {
                    glued.push((line, span(length), core[tail - length..].to_owned(), true));
                }
            }
            _ => {}
        }
        return;
    }
    let roman = core.len() - core.trim_end_matches(['i', 'v', 'x']).len();
    if (1..=4).contains(&roman) && roman < core.len() {
        let stem = &core[..tail - roman];
        let after_stop = stem.ends_with(['.', ',']) && stem.len() > 3;
        let after_capital = stem.ends_with(|c: char| c.is_uppercase()) && stem.len() > 1;
        let after_noun = stem.len() > 7
            && ["ing", "het", "heit", "sjon", "else"]
                .iter()
                .any(|ending| stem.ends_with(ending));
        if after_stop || after_capital || after_noun {
            glued.push((
                line,
                Span::new(at + tail - roman, at + tail),
                core[tail - roman..].to_owned(),
                false,
            ));
        }
    }
}
