//! A comparison as Markdown and as a page of HTML that stands alone.

use super::super::args::LanguageName;
use super::view::{ChangeView, Sheet};
use crate::diff::{EditOp, WordEdit};
use maud::{DOCTYPE, Markup, html};
use std::fmt::Write;

/// The sheet in Markdown.
pub(super) fn markdown(sheet: &Sheet) -> String {
    let words = Words::of(sheet.language);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# {}: {} → {}\n",
        words.title,
        escaped(sheet.before.title),
        escaped(sheet.after.title)
    );
    let _ = writeln!(out, "{}\n", words.summary(sheet));
    let mut heading = None;
    for change in &sheet.changes {
        let here = change.side().map(|side| side.heading);
        if here != heading {
            heading = here;
            let title = here
                .filter(|title| !title.is_empty())
                .unwrap_or(words.start);
            let _ = writeln!(out, "## {}\n", escaped(title));
        }
        let _ = writeln!(
            out,
            "- **{}** {}",
            change.label(),
            escaped(change.told(sheet.language))
        );
        let mut line = String::new();
        for edit in change.words {
            let trimmed = edit.text.trim_end();
            let text = escaped(trimmed);
            let _ = match edit.op {
                EditOp::Equal => write!(line, "{text}"),
                EditOp::Delete => write!(line, "~~{text}~~"),
                EditOp::Insert => write!(line, "**{text}**"),
            };
            line.push_str(&edit.text[trimmed.len()..]);
            if trimmed.len() == edit.text.len() {
                line.push(' ');
            }
        }
        let _ = writeln!(out, "  > {}\n", line.trim_end());
    }
    out
}

/// The characters that Markdown would read as mark-up, escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '*' | '_' | '~' | '`' | '[' | ']' | '<' | '>' | '#'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The sheet as a page.
pub(super) fn html(sheet: &Sheet) -> String {
    let words = Words::of(sheet.language);
    let title = format!("{}: {} → {}", words.title, sheet.before.id, sheet.after.id);
    let page = html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (words.title) }
                p { (sheet.before.title) " → " (sheet.after.title) }
                p { (words.summary(sheet)) }
                @for change in &sheet.changes {
                    (article(change, sheet.language))
                }
            }
        }
    };
    page.into_string()
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
article{border-left:.3rem solid #999;padding:.2rem 1rem;margin:1rem 0}\
article.ADDED{border-color:#197a32}article.REMOVED{border-color:#b3261e}article.CHANGED{border-color:#8a6100}\
h2{font-size:.9rem;margin:0}.place{color:#595959}blockquote{margin:.3rem 0}\
ins{background:#d7f5dd;text-decoration:none}del{background:#fbdcd9}";

fn article(change: &ChangeView, language: LanguageName) -> Markup {
    let class = super::view::name(&change.change);
    html! {
        article class=(class) {
            h2 { (change.label()) }
            @if let Some(side) = change.side() {
                p class="place" { (side.heading) " · " (side.place) }
            }
            p { (change.told(language)) }
            blockquote lang="no" {
                @for edit in change.words { (piece(edit)) }
            }
        }
    }
}

fn piece(edit: &WordEdit) -> Markup {
    let trimmed = edit.text.trim_end();
    let space = if trimmed.len() < edit.text.len() || edit.op == EditOp::Delete {
        " "
    } else {
        ""
    };
    html! {
        @match edit.op {
            EditOp::Equal => { (trimmed) }
            EditOp::Delete => { del { (trimmed) } }
            EditOp::Insert => { ins { (trimmed) } }
        }
        (space)
    }
}

/// The words around the changes, in one language.
struct Words {
    lang: &'static str,
    title: &'static str,
    start: &'static str,
    summary: [&'static str; 7],
}

impl Words {
    fn of(language: LanguageName) -> Words {
        match language {
            LanguageName::Nb => Words {
                lang: "nb",
                title: "Endringer",
                start: "Før første overskrift",
                summary: [
                    "uendret",
                    "omskrevet",
                    "endret",
                    "nye",
                    "borte",
                    "skjerpet",
                    "svekket",
                ],
            },
            LanguageName::En => Words {
                lang: "en",
                title: "Changes",
                start: "Before the first heading",
                summary: [
                    "unchanged",
                    "reworded",
                    "changed",
                    "added",
                    "removed",
                    "strengthened",
                    "weakened",
                ],
            },
        }
    }

    fn summary(&self, sheet: &Sheet) -> String {
        let summary = sheet.summary;
        let counts = [
            summary.unchanged,
            summary.reworded,
            summary.changed,
            summary.added,
            summary.removed,
            summary.strengthened,
            summary.weakened,
        ];
        let told: Vec<String> = counts
            .iter()
            .zip(self.summary)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        format!("{}.", told.join(", "))
    }
}
