//! What the report answers to indicators: the rows and sentences that have its name, the columns that
//! measure it, and what stands in a section of its name.

use super::rank::Ranker;
use super::report::Passage;
use super::wordbook::{Bag, Weighed, covered, held};
use super::{sense, silent};
use crate::graph::{Answer, Asked, Strength};
use crate::language::{Words, words};
use crate::model::{Document, FigureDirection, Indicator, ReportedFigure, ReportedValue};
use crate::quantity;
use std::sync::LazyLock;

static SHARES: LazyLock<&Words> = LazyLock::new(|| words("answers", "shares"));
static COUNTS: LazyLock<&Words> = LazyLock::new(|| words("answers", "counts"));

static TARGETS: LazyLock<&Words> = LazyLock::new(|| words("answers", "labels_target"));
static JOINS: LazyLock<&Words> = LazyLock::new(|| words("answers", "joins"));

/// Share of a name that a row has which is of that indicator.
const NAMED: f32 = 0.78;
/// The same for a row whose words have the head of the name in full.
const NAMED_WITH_HEAD: f32 = 0.7;
/// Share of a name that the heading of a section of that name has.
const HEADED: f32 = 0.9;
/// Share of the rest of a name that stands over a column which has its head.
const UNDER: f32 = 0.4;
/// Share of a word from which on a text has the word itself, or a compound of it.
const WHOLE: f32 = 0.99;
/// Most answers to one indicator.
const MOST: usize = 32;
/// Most sentences of a section of its name.
const MOST_SENTENCES: usize = 3;

/// An indicator with its words.
struct Name<'letter> {
    indicator: &'letter Indicator,
    words: Vec<Weighed>,
}

/// What was found for an indicator.
struct Found<'report> {
    passage: &'report Passage<'report>,
    room: usize,
    values: Vec<ReportedValue>,
    of_whom: Option<String>,
    direction: Option<FigureDirection>,
    /// Whether the words of the row are those of the indicator, so that its target can be held against it.
    is_named: bool,
    score: f32,
    rule: &'static str,
}

/// Adds the answers to the letter's indicators.
pub fn answer(letter: &Document, ranker: &Ranker, answers: &mut Vec<Answer>) {
    let names: Vec<Name> = letter
        .facts
        .indicators
        .iter()
        .map(|indicator| Name {
            indicator,
            words: words_of(ranker, &indicator.name),
        })
        .collect();
    for (index, name) in names.iter().enumerate() {
        let asked = Asked::Indicator(index as u32);
        let mut found = find(ranker, &names, index);
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(MOST);
        if found.is_empty() {
            answers.push(silent(asked, nearest(ranker, name)));
        }
        for one in found {
            answers.push(told(ranker, name.indicator, asked, one));
        }
    }
}

/// A name, and the target that stands in brackets behind it: "Andel hytter (resultatkrav: minst 4 prosent)".
fn parts(name: &str) -> (&str, Option<&str>) {
    let Some((before, rest)) = name.split_once(" (") else {
        return (name, None);
    };
    let inner = rest.trim_end().trim_end_matches(')');
    let label = inner.split([':', ' ']).next().unwrap_or_default();
    match TARGETS.has(&label.to_lowercase()) {
        true => (
            before,
            Some(inner[label.len()..].trim_start_matches(':').trim()),
        ),
        false => (name, None),
    }
}

/// The words of a name that tell what is measured: not that it is a share or a count.
fn words_of(ranker: &Ranker, name: &str) -> Vec<Weighed> {
    let mut found = ranker.book.weigh(parts(name).0);
    found.retain(|word| !SHARES.has(&word.word) && !COUNTS.has(&word.word));
    found
}

/// The section whose heading has most of the name.
fn nearest(ranker: &Ranker, name: &Name) -> Option<u32> {
    let rooms = ranker.report.rooms.iter();
    let scored = rooms.map(|room| (over(ranker, room.section, &name.words), room.numbered));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(share, _)| *share >= UNDER)
        .map(|(_, section)| section)
}

fn over(ranker: &Ranker, section: u32, words: &[Weighed]) -> f32 {
    let path = ranker.report.document.outline.heading_path(section);
    covered(words, &ranker.book.bag(path.last().unwrap_or(&"")))
}

fn find<'report>(ranker: &Ranker<'report>, names: &[Name], index: usize) -> Vec<Found<'report>> {
    let name = &names[index];
    if name.words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (room_at, room) in ranker.report.rooms.iter().enumerate() {
        let headed = room
            .headings
            .iter()
            .map(|heading| covered(&name.words, &ranker.book.bag(heading)))
            .fold(0.0, f32::max);
        let mut sentences = 0;
        for passage in room.passages.iter().map(|at| &ranker.report.passages[*at]) {
            let Some(figure) = passage.figure else {
                continue;
            };
            let bag = ranker.book.bag(&passage.words);
            let column = columns(ranker, name, room.section, figure);
            if !column.is_empty() {
                found.push(Found {
                    of_whom: Some(figure.label.clone()),
                    direction: way(&column),
                    values: column,
                    is_named: true,
                    score: 0.9,
                    rule: "follow-up/column",
                    passage,
                    room: room_at,
                });
                continue;
            }
            let share = named(name, &bag, &passage.words);
            if share > 0.0 && best_name(names, index, &bag, share) {
                found.push(of_row(ranker, name, passage, figure, room_at, share));
            } else if headed >= HEADED
                && !of_another(names, index, &bag)
                && (passage.is_row || sentences < MOST_SENTENCES && tells_level(figure))
            {
                sentences += usize::from(!passage.is_row);
                found.push(Found {
                    of_whom: Some(whom(figure)).filter(|_| passage.is_row),
                    direction: figure.direction,
                    values: figure.values.clone(),
                    is_named: false,
                    score: 0.6,
                    rule: "follow-up/heading",
                    passage,
                    room: room_at,
                });
            }
        }
    }
    found
}

/// How much of the name a row has; 0 where it is of something else.
fn named(name: &Name, bag: &Bag, words: &str) -> f32 {
    let whole: f32 = name.words.iter().map(|word| word.weight).sum();
    let mut has = 0.0;
    for word in &name.words {
        let held = held(word, bag);
        has += word.weight * if held >= WHOLE { 1.0 } else { 0.6 * held };
    }
    let share = if whole > 0.0 { has / whole } else { 0.0 };
    let head = name
        .words
        .first()
        .is_some_and(|word| held(word, bag) >= WHOLE);
    let least = if head { NAMED_WITH_HEAD } else { NAMED };
    let conflict = counted(&name.indicator.name)
        .zip(counted(words))
        .is_some_and(|(one, other)| one != other);
    if share >= least && !conflict {
        share
    } else {
        0.0
    }
}

/// Whether a text opens as a share (true) or as a count; none where it says neither, or both.
fn counted(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let mut opening = lower.split(|c: char| !c.is_alphanumeric()).take(4);
    let (mut share, mut count) = (false, false);
    for word in opening.by_ref() {
        share |= SHARES.has(word);
        count |= COUNTS.has(word);
    }
    (share != count).then_some(share)
}

/// Whether no other indicator has its name more fully in the row.
fn best_name(names: &[Name], index: usize, bag: &Bag, share: f32) -> bool {
    let weight = |name: &Name| -> f32 {
        let whole = name.words.iter().filter(|word| held(word, bag) >= WHOLE);
        whole.map(|word| word.weight).sum()
    };
    let own = weight(&names[index]);
    !names.iter().enumerate().any(|(at, other)| {
        at != index && covered(&other.words, bag) >= share.max(0.95) && weight(other) > own + 0.1
    })
}

/// Whether a row in a section of this name is another indicator's: it has the head of that one's name.
fn of_another(names: &[Name], index: usize, bag: &Bag) -> bool {
    let has_head = |name: &Name| {
        let head = name.words.first();
        head.is_some_and(|word| held(word, bag) >= 0.55)
    };
    !has_head(&names[index])
        && names
            .iter()
            .enumerate()
            .any(|(at, other)| at != index && has_head(other))
}

fn tells_level(figure: &ReportedFigure) -> bool {
    figure.values.iter().any(|value| value.label.is_none())
}

/// The values of the columns that measure it: their heading has the head of the name, and the rest of the name
/// stands over the table.
fn columns(
    ranker: &Ranker,
    name: &Name,
    section: u32,
    figure: &ReportedFigure,
) -> Vec<ReportedValue> {
    let Some((head, rest)) = name.words.split_first() else {
        return Vec::new();
    };
    let values: Vec<ReportedValue> = figure
        .values
        .iter()
        .filter(|value| {
            let label = value.label.as_deref().unwrap_or_default();
            !label.is_empty() && held(head, &ranker.book.bag(label)) >= WHOLE
        })
        .cloned()
        .collect();
    if values.is_empty() || !values.iter().any(|value| value.year.is_some()) {
        return Vec::new();
    }
    let path = ranker.report.document.outline.heading_path(section);
    let near = path
        .iter()
        .rev()
        .take(2)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    let over = ranker.book.bag(&near);
    let fits = rest.is_empty() || covered(rest, &over) >= UNDER || held(head, &over) >= WHOLE;
    if fits { values } else { Vec::new() }
}

/// Which way the values of one measure went.
fn way(values: &[ReportedValue]) -> Option<FigureDirection> {
    match values {
        [before, after] if before.year < after.year => {
            quantity::movement(&before.value, &after.value)
        }
        _ => None,
    }
}

fn of_row<'report>(
    ranker: &Ranker,
    name: &Name,
    passage: &'report Passage<'report>,
    figure: &ReportedFigure,
    room: usize,
    share: f32,
) -> Found<'report> {
    let years = figure
        .values
        .iter()
        .filter(|value| value.year.is_some())
        .count();
    let of_whom = if passage.is_row {
        surplus(ranker, name, figure)
    } else {
        None
    };
    Found {
        values: figure.values.clone(),
        direction: figure.direction,
        is_named: share >= 0.9,
        score: 0.7 * share + 0.1 * years.min(2) as f32 + if passage.is_row { 0.1 } else { 0.0 },
        rule: if passage.is_row {
            "follow-up/row"
        } else {
            "follow-up/sentence"
        },
        of_whom,
        passage,
        room,
    }
}

/// Whom a row is about: what its label has beside the name, and the group of its own column.
fn surplus(ranker: &Ranker, name: &Name, figure: &ReportedFigure) -> Option<String> {
    let label = figure.label.split(": ").next().unwrap_or_default();
    let known = ranker.book.bag(&name.indicator.name);
    let mut kept: Vec<&str> = Vec::new();
    let mut tells = false;
    for word in label.split_whitespace() {
        let lower = word.to_lowercase();
        if kept.is_empty() && (SHARES.has(&lower) || COUNTS.has(&lower)) {
            continue;
        }
        let weighed = ranker.book.weigh(word);
        if weighed.iter().any(|one| held(one, &known) >= WHOLE) {
            // The name goes on: what was kept is whole, where it tells anything ("under 30 år").
            if tells {
                break;
            }
            kept.clear();
            continue;
        }
        tells |= !weighed.is_empty() || word.contains(|c: char| c.is_ascii_digit());
        kept.push(word);
    }
    while kept
        .last()
        .is_some_and(|word| JOINS.has(&word.to_lowercase()))
    {
        kept.pop();
    }
    let mut parts = Vec::new();
    if tells && !kept.is_empty() {
        parts.push(kept.join(" "));
    }
    parts.extend(figure.of_whom.clone());
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn whom(figure: &ReportedFigure) -> String {
    figure.label.replace(": ", ", ")
}

fn told(ranker: &Ranker, indicator: &Indicator, asked: Asked, found: Found) -> Answer {
    let year = ranker.report.document.facts.head.year;
    let target = indicator
        .target
        .as_ref()
        .map(|target| target.value.as_str())
        .or_else(|| parts(&indicator.name).1);
    let target = target.and_then(quantity::wanted);
    let by_name = || match found.is_named {
        true => sense::more_is_good(&indicator.name),
        false => sense::more_is_good(&found.passage.words),
    };
    let by_target = target.and_then(|target| target.more_is_better());
    let good = by_target.filter(|_| found.is_named).or_else(by_name);
    let mut of_year = found.values.iter().filter(|value| value.year == year);
    let value = of_year.next().map(|value| value.value.as_str());
    let alone = of_year.next().is_none();
    let target_met = target
        .filter(|_| found.is_named)
        .and_then(|target| target.met(value.filter(|_| alone), found.direction, good));
    Answer {
        asked,
        verdict: sense::verdict(found.direction, good),
        target_met,
        section: ranker.report.rooms[found.room].numbered,
        values: found.values,
        spans: found.passage.spans.clone(),
        rule: found.rule,
        confidence: found.score.clamp(0.0, 1.0),
        of_whom: found.of_whom,
        direction: found.direction,
        better: sense::better(found.direction, good),
        strength: Strength::Found,
    }
}
