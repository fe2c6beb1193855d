//! Tables that a PDF left as lines: the columns' headings, bulleted names with nested breakdowns,
//! and targets on lines of their own below the names of their row.

use super::super::Context;
use super::super::line::{Line, bullet, join, lines};
use super::super::place::section_at;
use super::{Draft, names_indicators, names_targets};
use crate::model::Span;
use regex::Regex;
use std::sync::LazyLock;

static TARGET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|\s)((?:skal (?:øke|auke|reduseres|reduserast|opp|ned|bedres|betrast|ikke|ikkje|være|vere|ligge|liggje|minst|opprettholdes|haldast|holdes)(?:[^\w\n].*)?",
        r"|(?:minst|minimum|maks\p{L}*|høyst|under|over|inntil|lavere enn|lågare enn|høyere enn|høgare enn|innen|innan|[<>≤≥=])\s*\d.*",
        r"|\d[\d  .,]*\s?(?:%|prosent|pst\.?|dager|dagar|uker|veker|måneder|månader|timer|timar|mnd\.?|poeng|saker|stk\.?)(?:\s.{0,30})?",
        r"|(?:ikke|ikkje) fastsatt.*|settes lokalt.*|nullpunktsmåling.*))$",
    ))
    .ok()
});

/// Lines between the headings of the two columns.
const HEADING_GAP: usize = 4;
/// Lines of one such table.
const LONGEST: usize = 400;

/// Drafts, and the stretches of the source that were read as tables.
pub fn drafts(context: &Context) -> (Vec<Draft>, Vec<Span>) {
    let mut drafts = Vec::new();
    let mut read = Vec::new();
    let whole = Span::new(0, context.text.content.len());
    let mut heading: Option<usize> = None;
    let mut reader: Option<Reader> = None;
    let mut since = 0;
    for line in lines(context.text, whole) {
        if let Some(open) = &mut reader
            && open.take(context, &line)
        {
            continue;
        }
        if let Some(done) = reader.take() {
            done.finish(&mut drafts, &mut read);
        }
        if line.text.is_empty() || line.text.starts_with(['|', '#', '<']) || line.text.len() > 90 {
            continue;
        }
        since += 1;
        let both = columns(line.text);
        if both
            || (names_targets(line.text)
                && line.text.len() < 30
                && heading.is_some_and(|at| since - at <= HEADING_GAP))
        {
            reader = Some(Reader::new(line.span));
            heading = None;
        } else if names_indicators(line.text)
            && line.text.split_whitespace().count() <= 4
            && line.text.chars().next().is_some_and(char::is_uppercase)
        {
            heading = Some(since);
        }
    }
    if let Some(done) = reader.take() {
        done.finish(&mut drafts, &mut read);
    }
    (drafts, read)
}

/// "Styringsparameter   Resultatkrav 2031" on one line.
fn columns(words: &str) -> bool {
    names_indicators(words)
        && !words.contains(['.', ',', ':'])
        && words.split_whitespace().count() <= 8
        && words.match_indices(' ').any(|(at, _)| {
            names_targets(words[at..].trim())
                && names_indicators(&words[..at])
                && words[at..].split_whitespace().count() <= 4
        })
}

struct Reader {
    from: Span,
    to: u32,
    count: usize,
    drafts: Vec<Draft>,
    /// First of the drafts that share the row's target.
    row: usize,
    place: Place,
    /// The target being read, with the drafts it is for.
    target: Option<(String, Vec<Span>, usize)>,
    bulleted: bool,
    /// Whether gaps in the lines set the columns apart.
    gapped: bool,
    /// A label without bullet that still waits for its target.
    label: Option<(String, Vec<Span>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Name,
    Breakdown,
    Target,
    Between,
}

impl Reader {
    fn new(from: Span) -> Reader {
        Reader {
            from,
            to: from.end,
            count: 0,
            drafts: Vec::new(),
            row: 0,
            place: Place::Between,
            target: None,
            bulleted: false,
            gapped: false,
            label: None,
        }
    }

    /// Reads a line; false where the table has ended before it.
    fn take(&mut self, context: &Context, line: &Line) -> bool {
        self.count += 1;
        if self.count > LONGEST || line.text.starts_with(['|', '#']) {
            return false;
        }
        if line.text.is_empty() {
            // An empty cell ends a row; a bare blank line stands between lines of a cell.
            if line.indented && !self.drafts.is_empty() && self.place != Place::Between {
                self.end_row();
            }
            return true;
        }
        let (depth, words) = bullet(line.text);
        if depth == 0 && (footnote(words) || chapter(words)) {
            return false;
        }
        if depth > 0 {
            self.bulleted = true;
        }
        let taken = if self.bulleted {
            self.bulleted(context, line, depth, words)
        } else {
            self.plain(context, line)
        };
        if taken {
            self.to = line.span.end;
        }
        taken
    }

    fn bulleted(&mut self, context: &Context, line: &Line, depth: u8, words: &str) -> bool {
        let place = vec![Span::new(
            line.span.end as usize - words.len(),
            line.span.end as usize,
        )];
        match (depth, self.place) {
            (1, _) => {
                if self.place == Place::Target {
                    self.end_row();
                }
                // In a cell of names only a wide gap, a share or a bound tells the next column.
                let (name, target) = split_target(words);
                let apart = name.len() + 2 <= words.len() - target.map_or(0, str::len)
                    || target.is_some_and(|target| {
                        target.contains('%') || target.starts_with(['<', '>', '≤', '≥'])
                    });
                let (words, target) = if apart { (name, target) } else { (words, None) };
                self.drafts.push(Draft {
                    section: section_at(context, line.span.start),
                    words: words.to_owned(),
                    spans: place.clone(),
                    rule: "indicator/lines",
                    ..Draft::default()
                });
                self.place = Place::Name;
                if let Some(target) = target {
                    self.target = Some((target.to_owned(), place, self.drafts.len() - 1));
                    self.place = Place::Target;
                }
            }
            (2.., _) => {
                if let Some(draft) = self.drafts.last_mut() {
                    draft.breakdowns.push((words.to_owned(), place));
                }
                self.place = Place::Breakdown;
            }
            (_, Place::Target) => {
                let complete = self
                    .target
                    .as_ref()
                    .is_some_and(|(target, ..)| is_target(target));
                if complete && words.starts_with(char::is_uppercase) {
                    self.end_row();
                } else if let Some((target, spans, _)) = &mut self.target {
                    join(target, words);
                    spans.extend(place);
                }
            }
            (_, Place::Name | Place::Breakdown) if self.goes_on(words) => {
                let Some(draft) = self.drafts.last_mut() else {
                    return true;
                };
                if self.place == Place::Breakdown {
                    if let Some((breakdown, spans)) = draft.breakdowns.last_mut() {
                        join(breakdown, words);
                        spans.extend(place);
                    }
                } else {
                    join(&mut draft.words, words);
                    draft.spans.extend(place);
                }
            }
            // After names come their target's words; between rows a line heads a group.
            (_, Place::Name | Place::Breakdown) => {
                self.target = Some((words.to_owned(), place, self.row));
                self.place = Place::Target;
            }
            (_, Place::Between) => {
                let late = self
                    .drafts
                    .last()
                    .is_some_and(|draft| draft.target.is_none())
                    && is_target(words);
                if late {
                    let last = self.drafts.len() - 1;
                    self.target = Some((words.to_owned(), place, last));
                    self.place = Place::Target;
                } else {
                    // Two lines of running text are no group heading.
                    return words.len() < 80 && !words.ends_with('.');
                }
            }
        }
        true
    }

    /// A continuation starts in lower case and follows words that ask for more.
    fn goes_on(&self, words: &str) -> bool {
        if is_target(words) {
            return false;
        }
        let current = match (self.place, self.drafts.last()) {
            (Place::Breakdown, Some(draft)) => {
                draft.breakdowns.last().map_or("", |(words, _)| words)
            }
            (_, Some(draft)) => draft.words.as_str(),
            _ => "",
        };
        let open = current.matches('(').count() > current.matches(')').count();
        let small = words.starts_with(|c: char| c.is_lowercase() || c == '(');
        let hangs = [
            "med", "til", "på", "i", "for", "fra", "frå", "av", "og", "eller", "ved", "som", "hos",
        ]
        .iter()
        .any(|word| current.trim_end().ends_with(&format!(" {word}")));
        open || small || hangs || current.ends_with('-')
    }

    /// Rows without bullets: words up to a target at the line's end or on a line of its own.
    fn plain(&mut self, context: &Context, line: &Line) -> bool {
        if let Some((name, target)) = gap(line.text) {
            self.gapped = true;
            let (mut words, mut spans) = self.label.take().unwrap_or_default();
            join(&mut words, name);
            spans.push(line.span);
            self.drafts.push(Draft {
                section: section_at(context, line.span.start),
                words,
                spans,
                target: Some((target.to_owned(), vec![line.span])),
                breakdowns: Vec::new(),
                rule: "indicator/columns",
            });
            return true;
        }
        if self.gapped {
            // The second line of a name, or the first one; anything else ends the table.
            let goes_on = line.text.starts_with(char::is_lowercase);
            if !goes_on && self.label.is_none() && line.text.len() < 60 && !line.text.ends_with('.')
            {
                self.label = Some((line.text.to_owned(), vec![line.span]));
                return true;
            }
            if let Some(draft) = self.drafts.last_mut().filter(|_| goes_on) {
                join(&mut draft.words, line.text);
                draft.spans.push(line.span);
            }
            return goes_on;
        }
        let (words, target) = split_target(line.text);
        let (label, spans) = self
            .label
            .get_or_insert_with(|| (String::new(), Vec::new()));
        join(label, words);
        spans.push(line.span);
        if label.len() > 250 || (target.is_none() && words.ends_with('.')) {
            return false;
        }
        if let Some(target) = target
            && let Some((words, spans)) = self.label.take()
            && !words.is_empty()
        {
            self.drafts.push(Draft {
                section: section_at(context, line.span.start),
                words,
                spans: spans.clone(),
                target: Some((target.to_owned(), vec![line.span])),
                breakdowns: Vec::new(),
                rule: "indicator/lines",
            });
            self.place = Place::Between;
        }
        true
    }

    fn end_row(&mut self) {
        if let Some((target, spans, first)) = self.target.take() {
            for draft in &mut self.drafts[first..] {
                draft.target = Some((target.clone(), spans.clone()));
            }
        }
        self.row = self.drafts.len();
        self.place = Place::Between;
    }

    fn finish(mut self, drafts: &mut Vec<Draft>, read: &mut Vec<Span>) {
        self.end_row();
        if !self.drafts.is_empty() {
            read.push(Span {
                start: self.from.start,
                end: self.to,
            });
            drafts.append(&mut self.drafts);
        }
    }
}

/// The first two columns of a line that wide gaps set apart.
fn gap(words: &str) -> Option<(&str, &str)> {
    let at = words.find("   ").or_else(|| words.find('\t'))?;
    let rest = words[at..].trim_start();
    let end = rest
        .find("   ")
        .or_else(|| rest.find('\t'))
        .unwrap_or(rest.len());
    let name = words[..at].trim_end();
    (name.chars().any(char::is_alphabetic)).then_some((name, rest[..end].trim_end()))
}

fn is_target(words: &str) -> bool {
    TARGET
        .as_ref()
        .and_then(|pattern| pattern.find(words))
        .is_some_and(|found| found.start() == 0)
}

/// "Svartid i saker 30 dager" → name and target; a target that is a clause of its own stays in the name.
fn split_target(words: &str) -> (&str, Option<&str>) {
    let Some(found) = TARGET
        .as_ref()
        .and_then(|pattern| pattern.captures(words)?.get(1))
    else {
        return (words, None);
    };
    // "siste 30 dager", "under 30 år" belong to the name.
    let before = words[..found.start()].trim_end();
    let measured = ["siste", "over", "under", "innen", "etter", "de", "ved"]
        .iter()
        .any(|word| before.to_lowercase().ends_with(word));
    let inner = found.as_str().to_lowercase();
    let clause = inner.starts_with("skal") && !before.is_empty();
    if measured || clause || (inner.starts_with("under") && inner.contains(" år")) {
        (words, None)
    } else {
        (before, Some(found.as_str()))
    }
}

fn footnote(words: &str) -> bool {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=2).contains(&digits) && words[digits..].starts_with(' ') && words.len() > 60
}

fn chapter(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    words.starts_with(|c: char| c.is_ascii_digit())
        && words[..words.len() - rest.len()].contains('.')
        && rest.trim_start().starts_with(char::is_uppercase)
        && !is_target(words)
        && words[..words.len() - rest.len()].len() < 8
        && !words.starts_with("20")
}
