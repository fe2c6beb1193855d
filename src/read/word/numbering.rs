//! Automatic numbers of a Word document, counted as Word prints them.

use super::super::number::bare;
use super::super::xml::{Node, Tree};
use rustc_hash::FxHashMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    format: String,
    /// What is written, `%1` standing for the number of the first level.
    text: String,
    start: i64,
    /// Whether all numbers are written in figures.
    legal: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
    /// The level whose next number begins this one anew; 0 where none does.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            format: "decimal".to_owned(),
            text: String::new(),
            start: 1,
            legal: false,
            style: None,
            restart: None,
        }
    }
}

/// A list as one `num` element tells it.
#[derive(Debug, Default)]
struct List {
    /// The list that it counts in.
    counts_in: String,
    levels: Vec<Level>,
    /// Levels that begin anew where this list is first used.
    begins: Vec<(usize, i64)>,
}

/// A number or bullet.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    /// As a reader sees it.
    pub text: String,
    /// Level, the outermost 0.
    pub level: u8,
    /// Whether it is a bullet.
    pub is_bullet: bool,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: FxHashMap<String, List>,
    counters: FxHashMap<String, [Option<i64>; LEVELS]>,
    begun: FxHashMap<String, ()>,
}

impl Numbering {
    /// Reads `numbering.xml`. `linked` gives the list that a style numbers by.
    pub(super) fn of(tree: &Tree, linked: impl Fn(&str) -> Option<String>) -> Numbering {
        let mut numbering = Numbering::default();
        let Some(root) = tree.child(tree.root(), "numbering") else {
            return numbering;
        };
        let mut abstracts: FxHashMap<&str, &Node> = FxHashMap::default();
        let mut nums: FxHashMap<&str, &Node> = FxHashMap::default();
        for node in tree.children(root) {
            match &*node.name {
                // Of two with one id the first counts.
                "abstractNum" => {
                    if let Some(id) = node.attribute("abstractNumId") {
                        abstracts.entry(id).or_insert(node);
                    }
                }
                "num" => {
                    if let Some(id) = node.attribute("numId") {
                        nums.entry(id).or_insert(node);
                    }
                }
                _ => {}
            }
        }
        for (id, num) in &nums {
            let Some(mut base) = tree.value(num, &["abstractNumId"]) else {
                continue;
            };
            // A list style keeps its levels in the list that the style itself names.
            if let Some(link) = abstracts
                .get(base)
                .and_then(|node| tree.value(node, &["numStyleLink"]))
                && let Some(other) = linked(link).and_then(|id| nums.get(id.as_str()))
                && let Some(found) = tree.value(other, &["abstractNumId"])
            {
                base = found;
            }
            let mut list = List {
                counts_in: base.to_owned(),
                levels: vec![Level::default(); LEVELS],
                begins: Vec::new(),
            };
            if let Some(node) = abstracts.get(base) {
                list.read(tree, node);
            }
            for change in tree
                .children(num)
                .filter(|node| &*node.name == "lvlOverride")
            {
                let level = change.number("ilvl").unwrap_or(0) as usize;
                let start = tree.value(change, &["startOverride"]);
                if let Some(start) = start.and_then(|start| start.parse().ok())
                    && level < LEVELS
                {
                    list.begins.push((level, start));
                }
                list.read(tree, change);
            }
            numbering.lists.insert((*id).to_owned(), list);
        }
        numbering
    }

    /// The level that a style stands on in a list.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<u8> {
        let levels = &self.lists.get(list)?.levels;
        let at = levels
            .iter()
            .position(|level| level.style.as_deref() == Some(style))?;
        Some(at as u8)
    }

    /// The number of the next paragraph on a level of a list.
    pub(super) fn next(&mut self, id: &str, level: u8) -> Option<Mark> {
        let list = self.lists.get(id)?;
        let at = usize::from(level).min(LEVELS - 1);
        let counters = self.counters.entry(list.counts_in.clone()).or_default();
        if self.begun.insert(id.to_owned(), ()).is_none() {
            for (level, start) in &list.begins {
                counters[*level] = Some(start - 1);
                counters[level + 1..].fill(None);
            }
        }
        let own = &list.levels[at];
        let number = counters[at].map_or(own.start, |last| last.saturating_add(1));
        counters[at] = Some(number);
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = list.levels[below].restart;
            // Level 2 that restarts after level 1 alone goes on through new numbers of others.
            if restart.is_none_or(|after| after > at) {
                *counter = None;
            }
        }
        let is_bullet = matches!(own.format.as_str(), "bullet" | "none");
        let text = if own.format == "bullet" {
            "•".to_owned()
        } else {
            written(list, counters, own.legal, &own.text)
        };
        Some(Mark {
            text,
            level,
            is_bullet,
        })
    }
}

impl List {
    fn read(&mut self, tree: &Tree, node: &Node) {
        for node in tree.children(node).filter(|node| &*node.name == "lvl") {
            let at = node.number("ilvl").unwrap_or(0) as usize;
            let Some(level) = self.levels.get_mut(at) else {
                continue;
            };
            let value = |name: &str| tree.value(node, &[name]);
            *level = Level {
                format: value("numFmt").unwrap_or("decimal").to_owned(),
                text: value("lvlText").unwrap_or_default().to_owned(),
                start: value("start")
                    .and_then(|start| start.parse().ok())
                    .unwrap_or(1),
                legal: tree.child(node, "isLgl").is_some_and(super::style::is_on),
                style: value("pStyle").map(str::to_owned),
                restart: value("lvlRestart").and_then(|level| level.parse().ok()),
            };
        }
    }
}

fn written(list: &List, counters: &[Option<i64>; LEVELS], legal: bool, text: &str) -> String {
    let mut written = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let level = (character == '%')
            .then(|| rest.clone().next())
            .flatten()
            .and_then(|digit| digit.to_digit(10))
            .filter(|level| (1..=LEVELS as u32).contains(level));
        let Some(level) = level else {
            written.push(character);
            continue;
        };
        rest.next();
        let at = level as usize - 1;
        let number = counters[at].unwrap_or(list.levels[at].start);
        let format = list.levels[at].format.as_str();
        let kind = match format {
            _ if legal => '1',
            "lowerLetter" => 'a',
            "upperLetter" => 'A',
            "lowerRoman" => 'i',
            "upperRoman" => 'I',
            _ => '1',
        };
        match format {
            "none" => {}
            "decimalZero" if number < 10 => written.push_str(&format!("0{number}")),
            "ordinal" => written.push_str(&format!("{number}.")),
            _ => written.push_str(&bare(kind, number)),
        }
    }
    written.trim().to_owned()
}
