//! What a page carries besides its text: links, page numbers, running heads, contents lists.

use super::line::Lines;
use rustc_hash::FxHashMap;

/// Which lines are furniture, one answer a line.
pub(super) fn dropped(lines: &Lines<'_>) -> Vec<bool> {
    let count = lines.lines.len();
    let mut dropped = vec![false; count];
    for (at, dropped) in dropped.iter_mut().enumerate() {
        *dropped = is_link(lines.text(at));
    }
    page_numbers(lines, &mut dropped);
    running_heads(lines, &mut dropped);
    contents(lines, &mut dropped);
    dropped
}

/// A line that is one address and nothing else.
fn is_link(text: &str) -> bool {
    let starts = ["http://", "https://", "mailto:", "www."]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    (starts || text.len() > 60 && text.contains('/') && text.contains(['=', '%', '&']))
        && !text.contains(' ')
}

/// Numbers that stand alone at the edge of a page or below its running head.
fn page_numbers(lines: &Lines<'_>, dropped: &mut [bool]) {
    let count = lines.lines.len();
    for at in 0..count {
        let text = lines.text(at);
        if is_spelled_page_number(text) {
            dropped[at] = true;
            continue;
        }
        if !is_number(text) {
            continue;
        }
        let first = lines.lines[at].page_start;
        let last = lines
            .lines
            .get(at + 1)
            .is_none_or(|next| next.page_start && next.page > 0);
        let below_head = at > 0 && is_annex_head(lines.text(at - 1)) && lines.lines[at].gap <= 2;
        if below_head {
            dropped[at - 1] = true;
        }
        if below_head || (first || last) && lines.lines.last().is_some_and(|end| end.page > 0) {
            dropped[at] = true;
        }
    }
}

fn is_number(text: &str) -> bool {
    let text = text.trim_matches(['-', '–', ' ']);
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Side 3 av 12", "Side 3", "3 av 12", "Page 3".
pub(super) fn is_spelled_page_number(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    let mut digits = 0;
    let mut words = 0;
    for word in text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()) {
        match word {
            "Side" | "side" | "SIDE" | "Page" => words += 1,
            "av" | "of" | "/" if digits > 0 => words += 1,
            _ if word.trim_matches(['/', ':']).split('/').all(|part| {
                !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())
            }) =>
            {
                digits += 1;
            }
            _ => return false,
        }
    }
    words > 0 && (1..=2).contains(&digits)
}

/// "Vedlegg 3" or "Vedlegg 4 – 2024" as it stands above a page number.
fn is_annex_head(text: &str) -> bool {
    text.strip_prefix("Vedlegg ")
        .is_some_and(|rest| rest.len() <= 12 && rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Lines that open or close at least three pages in a row, but for their figures.
fn running_heads(lines: &Lines<'_>, dropped: &mut [bool]) {
    const EDGE: usize = 4;
    if lines.lines.last().is_none_or(|last| last.page < 2) {
        return;
    }
    let mut runs: FxHashMap<(bool, String), Vec<usize>> = FxHashMap::default();
    let mut keys = Vec::new();
    let mut start = 0;
    while start < lines.lines.len() {
        let page = lines.lines[start].page;
        let length = lines.lines[start..]
            .iter()
            .take_while(|line| line.page == page)
            .count();
        let end = start + length;
        for top in [true, false] {
            let edge: Vec<usize> = if top {
                (start..end).filter(|at| !dropped[*at]).take(EDGE).collect()
            } else {
                (start..end)
                    .rev()
                    .filter(|at| !dropped[*at])
                    .take(EDGE)
                    .collect()
            };
            for at in edge {
                let text = lines.text(at);
                if text.len() > 160 {
                    continue;
                }
                let key: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
                let key = (top, key);
                let run = runs.entry(key.clone()).or_default();
                if run.is_empty() {
                    keys.push(key);
                }
                run.push(at);
            }
        }
        start = end;
    }
    for key in keys {
        let Some(run) = runs.get(&key) else { continue };
        let mut first = 0;
        for at in 1..=run.len() {
            let breaks = at == run.len()
                || lines.lines[run[at]].page > lines.lines[run[at - 1]].page + 2
                || lines.lines[run[at]].page == lines.lines[run[at - 1]].page;
            if !breaks {
                continue;
            }
            if at - first >= 3 {
                // The first one at the top is what is repeated: a title or the head of a table.
                let from = first + usize::from(key.0);
                for line in &run[from..at] {
                    dropped[*line] = true;
                }
            }
            first = at;
        }
    }
}

/// Lists of contents: lines with dot leaders, or lines that end in a page number below "Innhold".
fn contents(lines: &Lines<'_>, dropped: &mut [bool]) {
    let count = lines.lines.len();
    // Whether the list is open.
    let mut in_list = false;
    for (at, dropped) in dropped.iter_mut().enumerate() {
        let text = lines.text(at);
        let leads_on = |reach: usize| {
            (at + 1..count.min(at + 1 + reach))
                .filter(|next| leads_to_page(lines.text(*next)))
                .count()
        };
        if is_contents_head(text) {
            in_list = leads_on(5) >= 2;
            *dropped = in_list;
        } else if has_leader(text) || in_list && leads_to_page(text) {
            in_list = true;
            *dropped = true;
        } else if in_list {
            // An entry of two lines has its page number on the second one.
            in_list = leads_on(2) > 0 && lines.lines[at].width < 120;
            *dropped = in_list;
        }
    }
}

fn is_contents_head(text: &str) -> bool {
    text.len() < 40 && text.starts_with(['i', 'I']) && {
        let lower = text.to_lowercase();
        lower.starts_with("innhold") || lower.starts_with("innhald")
    }
}

fn has_leader(text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    body.len() < text.len()
        && (body.ends_with("....") || body.ends_with(". . .") || body.ends_with("……"))
}

fn leads_to_page(text: &str) -> bool {
    let body = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - body.len();
    (1..=3).contains(&digits)
        && body.ends_with([' ', '.', '\t', '…'])
        && body.trim().chars().any(char::is_alphabetic)
}
