//! The budget table: kapittel, post, name with stikkord, amount.
//!
//! As lines of a PDF, "Kap. 1540 Drift" heads "Post 21 Utgifter, kan overføres" with its amount at the
//! end of the line or on a line of its own; as a table, the columns say which cell is which.

mod table;

use super::Context;
use super::amount::Scale;
use super::line::{Line, bullet, join, lines};
use crate::model::{BudgetItem, DocumentKind, Span};
use regex::Regex;
use std::sync::LazyLock;

static CHAPTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:Kap\.|Kap|Kapittel|Kapitel)\s*(\d{3,4})\b[,.:;–-]?\s*(.*)$").ok()
});
static POST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:Post\s*)(\d{2})\b[,.:;–-]?\s*(.*)$").ok());
static BARE_POST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{2})[.:]?\s+(\p{L}.*)$").ok());
static BOTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:Kap\.?\s*|Kapittel\s*)?(\d{3,4})(?:\s*[.,/]?\s*[Pp]ost\.?\s*|\s*[./]\s*|\s+)(\d{2})\b[,.:]?\s+(\p{L}.*)$").ok()
});
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|\s)(?:kr\.?\s*)?([-−]?\d{1,3}(?:[ \u{a0}.]\d{3})+(?:,\d{1,4})?|[-−]?\d+(?:,\d{1,4})?)(?:\s*(?:kr|kroner|,-))?$",
    )
    .ok()
});
/// Lines of a name before the amount must have come.
const LONGEST_NAME: usize = 5;

/// Bytes of the widest line that a cell may fill.
const WIDEST_CELL: usize = 80;

/// Reads the rows of every budget table of a letter; reports account for money, they do not give it.
pub fn budget(context: &Context) -> Vec<BudgetItem> {
    if matches!(
        context.head.kind,
        DocumentKind::Arsrapport | DocumentKind::Rapport | DocumentKind::Instruks
    ) {
        return Vec::new();
    }
    let mut items = table::rows(context);
    items.extend(Reader::default().read(context));
    items.sort_by_key(|item| item.spans.first().copied());
    items
}

#[derive(Default)]
struct Reader {
    items: Vec<BudgetItem>,
    chapter: Option<(u16, String)>,
    row: Option<Row>,
    scale: Scale,
    bare_posts: bool,
}

struct Row {
    post: String,
    name: String,
    spans: Vec<Span>,
    lines: usize,
    /// A number at the end of the name's last line that may be the amount.
    amount: Option<(i64, usize)>,
}

impl Reader {
    fn read(mut self, context: &Context) -> Vec<BudgetItem> {
        let whole = Span::new(0, context.text.content.len());
        for line in lines(context.text, whole) {
            if line.text.is_empty() || line.text.starts_with('|') {
                continue;
            }
            self.take(&line);
        }
        self.close();
        self.items
    }

    fn take(&mut self, line: &Line) {
        let (_, words) = bullet(line.text);
        if words.starts_with(|c: char| c == 'K' || c == 'P' || c.is_ascii_digit()) {
            if let Some(found) = captures(&BOTH, words)
                && self.bare_posts
            {
                self.close();
                let same = self
                    .chapter
                    .as_ref()
                    .is_some_and(|(number, _)| found[1].parse() == Ok(*number));
                if !same {
                    self.chapter = found[1].parse().ok().map(|number| (number, String::new()));
                }
                self.open(&found[2], &found[3], line);
                return;
            }
            if let Some(found) = captures(&CHAPTER, words) {
                self.close();
                self.chapter = found[1]
                    .parse()
                    .ok()
                    .map(|number| (number, found[2].trim().to_owned()));
                return;
            }
            let post = captures(&POST, words).or_else(|| {
                self.bare_posts
                    .then(|| captures(&BARE_POST, words))
                    .flatten()
            });
            if let Some(found) = post
                && self.chapter.is_some()
            {
                self.close();
                self.open(&found[1], &found[2], line);
                return;
            }
        }
        if self.chapter.is_some() && self.row.is_some() {
            self.continue_row(line);
            return;
        }
        if running_text(line.text) {
            self.chapter = None;
            return;
        }
        let lower = line.text.to_lowercase();
        let heads = lower.starts_with("kap") && lower.contains("post");
        if heads || lower.contains("beløp") || lower.starts_with('(') {
            if let Some(scale) = Scale::named(&lower) {
                self.scale = scale;
            }
            self.bare_posts = heads;
        } else if let Some((_, name)) = &mut self.chapter
            && line.text.starts_with(char::is_lowercase)
        {
            join(name, line.text);
        }
    }

    fn open(&mut self, post: &str, rest: &str, line: &Line) {
        let mut row = Row {
            post: post.to_owned(),
            name: String::new(),
            spans: vec![line.span],
            lines: 0,
            amount: None,
        };
        row.add(rest, self.scale);
        self.row = Some(row);
    }

    fn continue_row(&mut self, line: &Line) {
        let Some(row) = &mut self.row else { return };
        let pure = AMOUNT
            .as_ref()
            .and_then(|pattern| pattern.find(line.text))
            .is_some_and(|amount| amount.start() == 0);
        if row.amount.is_some() && !pure {
            self.close();
            return;
        }
        // A name may end in a number; an amount of its own on the next line outdoes it.
        row.amount = None;
        if row.lines >= LONGEST_NAME || running_text(line.text) {
            self.row = None;
            self.chapter = None;
            return;
        }
        row.spans.push(line.span);
        row.add(line.text, self.scale);
        if pure {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(row) = self.row.take() else { return };
        let (Some((amount, name_end)), Some((chapter, chapter_name))) = (row.amount, &self.chapter)
        else {
            return;
        };
        let name = row.name[..name_end].trim_end_matches([' ', ',', '.', '…', '\t']);
        // A stop that belongs to an abbreviation stays: "mv.".
        let name = match row.name[name.len()..name_end].trim_start().starts_with('.') {
            true => &row.name[..name.len() + 1],
            false => name,
        };
        if name.is_empty() {
            return;
        }
        self.items.push(BudgetItem {
            chapter: *chapter,
            chapter_name: chapter_name.clone(),
            post: row.post,
            name: name.to_owned(),
            amount,
            spans: row.spans,
        });
    }
}

impl Row {
    fn add(&mut self, words: &str, scale: Scale) {
        self.lines += 1;
        let words = words.trim();
        let amount = AMOUNT.as_ref().and_then(|pattern| {
            let found = pattern.captures(words)?;
            let before = words[..found.get(0)?.start()].trim_end();
            // "under post 45", "over 67" end a line of the name, no row.
            let counts = ["post", "og", "over", "under", "kap.", "kap", "fylt", "§"]
                .iter()
                .any(|word| before.ends_with(word));
            if counts && !found[1].contains([' ', '\u{a0}']) {
                return None;
            }
            Some((
                found.get(0)?.start(),
                amount(found.get(0)?.as_str(), scale)?,
            ))
        });
        let Some((at, value)) = amount else {
            join(&mut self.name, words);
            return;
        };
        join(&mut self.name, &words[..at]);
        let end = self.name.len();
        self.amount = Some((value, end));
        // Kept in the name until it is known that no other amount follows.
        if at > 0 {
            join(&mut self.name, words[at..].trim());
        }
    }
}

/// The amount in NOK 1000; a sum of whole kroner may stand among thousands ("kr 1 200 000").
fn amount(words: &str, scale: Scale) -> Option<i64> {
    let value = super::amount::amount(words, scale)?;
    let is_kroner = scale == Scale::Thousands
        && words.to_lowercase().contains("kr")
        && value >= 1_000_000
        && value % 1000 == 0;
    Some(if is_kroner { value / 1000 } else { value })
}

/// A line of sentences: longer than a cell, or with the words that only sentences have.
fn running_text(words: &str) -> bool {
    let verbs = [
        " skal ",
        " er ",
        " det ",
        " tildeles ",
        " vil ",
        " dekker ",
        " mill. ",
    ];
    words.len() > WIDEST_CELL && !words.contains("   ")
        || words
            .match_indices(". ")
            .any(|(at, _)| words[at + 2..].starts_with(char::is_uppercase))
        || verbs.iter().any(|verb| words.contains(verb))
}

fn captures<'words>(
    pattern: &LazyLock<Option<Regex>>,
    words: &'words str,
) -> Option<regex::Captures<'words>> {
    pattern.as_ref()?.captures(words)
}

#[cfg(test)]
mod tests;
