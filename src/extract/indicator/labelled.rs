//! Indicators that a label names, line by line: "Styringsparameter 2: Svartid", "Resultatkrav: 30 dager".

use super::super::Context;
use super::super::line::{Line, bullet, lines};
use super::super::place::section_at;
use super::{Draft, names_indicators, names_targets};
use crate::model::Span;

/// How many lines below the name the target may stand.
const REACH: usize = 3;

/// Drafts, and the lines that were read.
pub fn drafts(context: &Context) -> (Vec<Draft>, Vec<Span>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut read = Vec::new();
    let whole = Span::new(0, context.text.content.len());
    let mut since = REACH;
    for line in lines(context.text, whole) {
        if line.text.is_empty() || line.text.len() > 160 {
            continue;
        }
        let Some((label, words)) = labelled(&line) else {
            since += 1;
            continue;
        };
        let place = vec![Span::new(
            line.span.end as usize - words.len(),
            line.span.end as usize,
        )];
        if names_indicators(label) && label.ends_with(|c: char| c.is_alphanumeric()) {
            since = 0;
            read.push(line.span);
            drafts.push(Draft {
                section: section_at(context, line.span.start),
                words: words.to_owned(),
                spans: place,
                rule: "indicator/label",
                ..Draft::default()
            });
        } else if since < REACH
            && names_targets(label)
            && let Some(draft) = drafts.last_mut().filter(|draft| draft.target.is_none())
        {
            read.push(line.span);
            draft.target = Some((words.to_owned(), place));
        }
    }
    (drafts, read)
}

/// A label of one or two words and what stands behind its colon: "Styringsparameter 1.2", "Svartid".
fn labelled<'t>(line: &Line<'t>) -> Option<(&'t str, &'t str)> {
    let (_, text) = bullet(line.text);
    let (label, words) = text.split_once(':')?;
    let mut parts = label.split_whitespace();
    let noun = parts.next()?;
    let number = parts.next();
    let is_numbered = number.is_some_and(|number| {
        number.len() <= 5 && number.starts_with(|c: char| c.is_ascii_digit())
    });
    let is_target = number.is_none() && names_targets(noun);
    let words = words.trim();
    (parts.next().is_none() && (is_numbered || is_target) && !words.is_empty())
        .then_some((label, words))
}
