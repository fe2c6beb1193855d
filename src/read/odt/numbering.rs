//! Numbers of lists and chapters of an OpenDocument text, counted as LibreOffice prints them.

use super::super::number::bare;
use super::super::xml::{Node, Tree};
use rustc_hash::FxHashMap;

/// Levels of a list.
const LEVELS: usize = 10;

#[derive(Clone, Debug, Default)]
struct Level {
    /// `1`, `a`, `A`, `i`, `I`; none where the level shows no number.
    format: Option<char>,
    is_bullet: bool,
    prefix: String,
    suffix: String,
    /// How many levels the number shows.
    shown: usize,
    start: i64,
}

/// A number or bullet.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    /// As a reader sees it; empty for a further paragraph of an item.
    pub text: String,
    /// Level, the outermost 0.
    pub level: u8,
    /// Whether it is no number.
    pub is_bullet: bool,
}

/// The list styles of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: FxHashMap<String, Vec<Level>>,
    counters: FxHashMap<String, [Option<i64>; LEVELS]>,
}

/// The list of the chapters; no style can have this name.
const CHAPTERS: &str = "";

impl Lists {
    /// Reads the list styles inside a part.
    pub(super) fn add(&mut self, tree: &Tree, part: &Node) {
        for node in tree.children(part) {
            let name = match &*node.name {
                "list-style" => node.attribute("name").unwrap_or_default(),
                "outline-style" => CHAPTERS,
                _ => continue,
            };
            let mut levels = vec![Level::default(); LEVELS];
            for told in tree.children(node) {
                let at = told.number("level").unwrap_or(1) as usize;
                let Some(level) = at.checked_sub(1).and_then(|at| levels.get_mut(at)) else {
                    continue;
                };
                let text = |name: &str| told.attribute(name).unwrap_or_default().to_owned();
                *level = Level {
                    format: text("num-format").chars().next(),
                    is_bullet: matches!(
                        &*told.name,
                        "list-level-style-bullet" | "list-level-style-image"
                    ),
                    prefix: text("num-prefix"),
                    suffix: text("num-suffix"),
                    shown: told.number("display-levels").unwrap_or(1) as usize,
                    start: told.number("start-value").map_or(1, i64::from),
                };
                // Newer files write the whole form: "%1%.%2%."
                if let Some(form) = told.attribute("num-list-format") {
                    level.form(form, at);
                }
            }
            self.levels.insert(name.to_owned(), levels);
        }
    }

    /// Begins a list anew.
    pub(super) fn begin(&mut self, name: &str) {
        self.counters.remove(name);
    }

    /// Sets what a level has counted to.
    pub(super) fn set(&mut self, name: &str, level: usize, number: i64) {
        let counters = self.counters.entry(name.to_owned()).or_default();
        if let Some(counter) = counters.get_mut(level) {
            *counter = Some(number);
        }
    }

    /// The number of the next chapter on a level.
    pub(super) fn chapter(&mut self, level: usize) -> Option<Mark> {
        self.next(CHAPTERS, level)
            .filter(|mark| !mark.is_bullet && !mark.text.is_empty())
    }

    /// The number of the next item on a level of a list.
    pub(super) fn next(&mut self, name: &str, level: usize) -> Option<Mark> {
        let at = level.min(LEVELS - 1);
        let Some(levels) = self.levels.get(name) else {
            return (name != CHAPTERS).then(|| bullet(at));
        };
        let own = &levels[at];
        let counters = self.counters.entry(name.to_owned()).or_default();
        let number = counters[at].map_or(own.start, |last| last.saturating_add(1));
        counters[at] = Some(number);
        counters[at + 1..].fill(None);
        if own.is_bullet {
            return Some(bullet(at));
        }
        own.format?;
        let first = (at + 1).saturating_sub(own.shown.max(1));
        let numbers: Vec<String> = (first..=at)
            .filter_map(|level| {
                let number = counters[level].unwrap_or(levels[level].start);
                levels[level].format.map(|format| bare(format, number))
            })
            .collect();
        Some(Mark {
            text: format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
                .trim()
                .to_owned(),
            level: at as u8,
            is_bullet: false,
        })
    }
}

impl Level {
    /// Takes prefix, suffix and shown levels from a form such as "%1%.%2%.".
    fn form(&mut self, form: &str, level: usize) {
        let marks: Vec<usize> = (1..=level)
            .filter_map(|level| form.find(&format!("%{level}%")))
            .collect();
        let own = format!("%{level}%");
        let (Some(first), Some(last)) = (marks.iter().min(), form.find(&own)) else {
            return;
        };
        self.prefix = form[..*first].to_owned();
        self.suffix = form[last + own.len()..].to_owned();
        self.shown = marks.len();
    }
}

fn bullet(level: usize) -> Mark {
    Mark {
        text: "•".to_owned(),
        level: level as u8,
        is_bullet: true,
    }
}
