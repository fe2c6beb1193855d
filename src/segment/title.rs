//! Titles inside items and paragraphs: bold or italic words before the text, "**Pilot i fjæra.** Tilsynet skal …".

use crate::model::Span;

/// Longest title.
const LONGEST: usize = 100;

/// Whether a sentence is the title of those behind it: all of it stands between marks of emphasis.
pub(super) fn is_title(content: &str, spans: &[Span], text: &str) -> bool {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return false;
    };
    if text.len() > LONGEST || text.ends_with([',', ';']) {
        return false;
    }
    let before = &content[..first.start as usize];
    let after = &content[last.end as usize..];
    let is_open = ["**", "__", "<b>", "<strong>", "*", "_", "<i>", "<em>"]
        .iter()
        .any(|mark| before.ends_with(mark));
    let inner = content[first.start as usize..last.end as usize].trim_end_matches(['*', '_']);
    let is_closed = inner.len() < (last.end - first.start) as usize
        || ["**", "__", "</b>", "</strong>", "*", "_", "</i>", "</em>"]
            .iter()
            .any(|mark| after.starts_with(mark));
    is_open && is_closed && spans.len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_around_the_first_sentence_makes_a_title() {
        let check = |content: &str, text: &str, expected: bool| {
            let start = content.find(text).unwrap_or_default();
            let span = Span::new(start, start + text.len());
            assert_eq!(is_title(content, &[span], text), expected, "{content}");
        };
        check(
            "- **Pilot i fjæra.** Tilsynet skal lage den.",
            "Pilot i fjæra.",
            true,
        );
        check("1. *Skilt.* Tilsynet skal sette dem opp.", "Skilt.", true);
        check("- Tilsynet skal **ikke** lage den.", "Tilsynet skal", false);
        check(
            "- Tilsynet skal telle. Det haster.",
            "Tilsynet skal telle.",
            false,
        );
    }
}
