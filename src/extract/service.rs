//! Whether a requirement is about the service that is given to people and employers, or about the
//! management of the body itself.
//!
//! "Søkerne skal få svar innen tre uker" is service; "Risikovurderinger skal gjennomføres" and all under
//! "Økonomistyring" is the body's own. What tells neither goes with the section that it stands in.

use super::context::Context;
use crate::language::{Words, words};
use crate::model::{Evidence, Obligation, Statement};
use crate::vocabulary::Sense;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

static GIVEN: LazyLock<&Words> = LazyLock::new(|| words("service", "given"));
static OWN_AFFAIRS: LazyLock<&Words> = LazyLock::new(|| words("service", "own_affairs"));
static OWN_HEADINGS: LazyLock<&Words> = LazyLock::new(|| words("service", "own_headings"));

/// How many headings count, from the nearest one on.
const HEADINGS: usize = 2;

/// What the words of a requirement tell.
enum Matter {
    Service(Evidence),
    Own,
    Untold,
}

/// Fills what says that requirements are about the service.
pub(super) fn fill(context: &Context<'_>, obligations: &mut [Obligation]) {
    let mut untold = Vec::new();
    // Each chapter's requirements that are about the service, for those that tell nothing.
    let mut near: FxHashMap<Option<&str>, Evidence> = FxHashMap::default();
    for (at, obligation) in obligations.iter_mut().enumerate() {
        let chapter = context.outline.number_over(obligation.section);
        obligation.service = match matter(context, obligation) {
            Matter::Own => None,
            Matter::Service(evidence) => {
                near.insert(chapter, evidence.clone());
                Some(evidence)
            }
            Matter::Untold => {
                untold.push(at);
                near.get(&chapter).map(around)
            }
        };
    }
    for at in untold {
        let obligation = &mut obligations[at];
        if obligation.service.is_none() {
            let chapter = context.outline.number_over(obligation.section);
            obligation.service = near.get(&chapter).map(around);
        }
    }
}

/// What a requirement that tells nothing takes over from its neighbour.
fn around(evidence: &Evidence) -> Evidence {
    Evidence {
        rule: "service/around".into(),
        confidence: 0.6,
        ..evidence.clone()
    }
}

fn matter(context: &Context<'_>, obligation: &Obligation) -> Matter {
    let path = context.headings(obligation.section);
    let near = &path[path.len().saturating_sub(HEADINGS)..];
    if near
        .iter()
        .any(|heading| opening(&heading.to_lowercase(), &OWN_HEADINGS).is_some())
    {
        return Matter::Own;
    }
    let own = statements(context, obligation);
    if found(&own, &OWN_AFFAIRS).is_some() {
        return Matter::Own;
    }
    if let Some(evidence) = found(&own, &GIVEN) {
        return Matter::Service(evidence);
    }
    let staff = |slug: &str| {
        let group = context.vocabulary.target_group(slug);
        group.is_some_and(|group| group.sense == Sense::Staff)
    };
    let mut groups = obligation.target_groups.iter();
    match groups.find(|group| !staff(&group.value)) {
        Some(group) => Matter::Service(Evidence {
            rule: "service/target-group".into(),
            ..group.evidence.clone()
        }),
        None if obligation.target_groups.is_empty() => Matter::Untold,
        None => Matter::Own,
    }
}

/// A requirement's own statements and those that lead into it.
fn statements<'a>(context: &Context<'a>, obligation: &Obligation) -> Vec<&'a Statement> {
    let outline = context.outline;
    let leads = match (obligation.statements.first(), &obligation.lead_in) {
        (Some(first), Some(_)) => outline.lead_ins(*first),
        _ => Vec::new(),
    };
    let all = obligation.statements.iter().chain(&leads);
    all.map(|at| &outline.statements[*at as usize]).collect()
}

/// Where the first of the words stands.
fn found(statements: &[&Statement], words: &Words) -> Option<Evidence> {
    statements.iter().find_map(|statement| {
        let lower = super::directive::lower_case(&statement.text);
        let Range { start, end } = opening(&lower, words)?;
        let (start, end) = whole_word(&statement.text, start, end);
        Some(Evidence {
            spans: statement.source(start, end),
            rule: "service/words".into(),
            confidence: 0.7,
        })
    })
}

/// Where the first of the rows opens a word.
fn opening(lower: &str, words: &Words) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = words.find(&lower[from..]) {
        let (start, end) = (from + found.start, from + found.end);
        let before = lower[..start].chars().next_back();
        if before.is_none_or(|before| !before.is_alphanumeric()) {
            return Some(start..end);
        }
        from = start + lower[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// The word around the bytes.
fn whole_word(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_letter = |character: char| character.is_alphanumeric() || character == '-';
    let before = &text[..start];
    let after = &text[end..];
    (
        before.trim_end_matches(is_letter).len(),
        text.len() - after.trim_start_matches(is_letter).len(),
    )
}
