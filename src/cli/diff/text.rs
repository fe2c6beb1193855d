//! A comparison for the terminal.

use super::view::{ChangeView, Sheet, name};
use crate::diff::{ChangeKind, Direction, EditOp, What};
use std::fmt::Write;

/// Whether edits are told by colour or by brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// ANSI colours.
    Coloured,
    /// `[-gone-]{+new+}`
    Plain,
}

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const BLUE: &str = "34";
const BOLD: &str = "1";
const DIM: &str = "2";

/// The whole sheet.
pub(super) fn text(sheet: &Sheet, style: Style) -> String {
    let paint = |code: &str, text: &str| match style {
        Style::Coloured if !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        _ => text.to_owned(),
    };
    let mut out = String::new();
    let title = |id: &str, title: &str| format!("{id}  {title}");
    let _ = writeln!(
        out,
        "--- {}",
        paint(BOLD, &title(sheet.before.id, sheet.before.title))
    );
    let _ = writeln!(
        out,
        "+++ {}",
        paint(BOLD, &title(sheet.after.id, sheet.after.title))
    );
    let mut heading = None;
    for change in &sheet.changes {
        let here = change.side().map(|side| side.heading);
        if here != heading {
            heading = here;
            let _ = writeln!(
                out,
                "\n{}",
                paint(BLUE, &format!("@@ {}", here.unwrap_or_default()))
            );
        }
        let (mark, colour) = mark(change);
        let what = match change.what {
            What::Obligation => String::new(),
            what => format!(" {}", name(&what).to_lowercase()),
        };
        let place = change.side().map_or("", |side| side.place.as_str());
        let _ = writeln!(
            out,
            "{} {}",
            paint(colour, &format!("{mark} {}{what}", change.label())),
            paint(DIM, place)
        );
        let _ = writeln!(out, "  {}", words(change, style));
        let told = !matches!(change.change, ChangeKind::Added | ChangeKind::Removed);
        if told {
            let _ = writeln!(
                out,
                "  {}",
                paint(BOLD, &format!("→ {}", change.told(sheet.language)))
            );
        }
    }
    let summary = sheet.summary;
    let _ = writeln!(
        out,
        "\n{} unchanged, {} reworded, {} changed ({} strengthened, {} weakened), {} added, {} removed, {} moved",
        summary.unchanged,
        summary.reworded,
        summary.changed,
        summary.strengthened,
        summary.weakened,
        summary.added,
        summary.removed,
        summary.moved
    );
    out
}

fn mark(change: &ChangeView) -> (&'static str, &'static str) {
    match (change.change, change.direction) {
        (ChangeKind::Added, _) => ("+", GREEN),
        (ChangeKind::Removed, _) => ("-", RED),
        (ChangeKind::Changed, Some(Direction::Strengthened)) => ("↑", YELLOW),
        (ChangeKind::Changed, Some(Direction::Weakened)) => ("↓", YELLOW),
        (ChangeKind::Changed, None) => ("~", YELLOW),
        (ChangeKind::Reworded, _) => ("≈", DIM),
        (ChangeKind::Unchanged, _) => ("=", DIM),
    }
}

fn words(change: &ChangeView, style: Style) -> String {
    // One side alone needs no brackets.
    if change.before.is_none() || change.after.is_none() {
        let (code, sign) = match change.change {
            ChangeKind::Removed => (RED, EditOp::Delete),
            _ => (GREEN, EditOp::Insert),
        };
        let text: String = change
            .words
            .iter()
            .filter(|edit| edit.op == sign)
            .map(|edit| edit.text.as_str())
            .collect();
        return match style {
            Style::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Style::Plain => text,
        };
    }
    let mut out = String::new();
    for edit in change.words {
        let trimmed = edit.text.trim_end();
        let space = &edit.text[trimmed.len()..];
        let _ = match (edit.op, style) {
            (EditOp::Equal, _) => write!(out, "{trimmed}"),
            (EditOp::Delete, Style::Plain) => write!(out, "[-{trimmed}-]"),
            (EditOp::Insert, Style::Plain) => write!(out, "{{+{trimmed}+}}"),
            (EditOp::Delete, Style::Coloured) => write!(out, "\u{1b}[9;{RED}m{trimmed}\u{1b}[0m"),
            (EditOp::Insert, Style::Coloured) => write!(out, "\u{1b}[{GREEN}m{trimmed}\u{1b}[0m"),
        };
        out.push_str(space);
    }
    out.trim_end().to_owned()
}
