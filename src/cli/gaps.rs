//! `styringsgraf gaps`: requirements above that the letter below does not take up, and the other way round.

use super::args::{Arguments, Gaps};
use super::output::{Row, print_list};
use super::{Finding, archive};
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::trace;
use anyhow::{Context, bail};
use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GapView {
    gap: &'static str,
    id: String,
    line: u32,
    text: String,
}

impl Row for GapView {
    const HEADINGS: &'static [&'static str] = &["gap", "id", "line", "text"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.gap.to_owned(),
            self.id.clone(),
            self.line.to_string(),
            self.text.clone(),
        ]
    }
}

pub(super) fn run(arguments: &Arguments, command: &Gaps) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    let mut pairs: Vec<(u32, u32)> = snapshot
        .graph()
        .links()
        .parts()
        .cascades
        .iter()
        .map(|pair| (pair.first, pair.second))
        .collect();
    if let (Some(upper), Some(lower)) = (&command.upper, &command.lower) {
        pairs = vec![(at(&snapshot, upper)?, at(&snapshot, lower)?)];
    }
    if pairs.is_empty() {
        bail!(
            "no two letters of one year stand above each other here; name them: `styringsgraf gaps UPPER LOWER`"
        );
    }
    let mut rows = Vec::new();
    for (upper, lower) in pairs {
        let gaps = trace::gaps(snapshot.graph(), upper, lower);
        rows.extend(views(&snapshot, "NOT_TAKEN_UP", &gaps.not_taken_up));
        rows.extend(views(&snapshot, "NOTHING_ABOVE", &gaps.nothing_above));
        let suspect: Vec<ObligationRef> = gaps.suspect.iter().map(|(_, below)| *below).collect();
        rows.extend(views(&snapshot, "SUSPECT", &suspect));
    }
    print_list(&rows, command.format)?;
    Ok(match rows.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

fn at(snapshot: &Snapshot, id: &str) -> anyhow::Result<u32> {
    let slug = id.strip_prefix("document:").unwrap_or(id);
    let at = snapshot.document_index(slug);
    at.map(|at| at as u32).with_context(|| {
        format!("there is no document `{slug}`; `styringsgraf documents` lists those there are")
    })
}

fn views(snapshot: &Snapshot, gap: &'static str, found: &[ObligationRef]) -> Vec<GapView> {
    let view = |reference: &ObligationRef| {
        let document = &snapshot.documents()[reference.document as usize];
        let obligation = reference.of(snapshot.documents());
        let start = obligation.spans.first().map_or(0, |span| span.start);
        GapView {
            gap,
            id: format!("obligation:{}", obligation.id),
            line: document.text.position(start).line,
            text: obligation.text.clone(),
        }
    };
    found.iter().map(view).collect()
}
