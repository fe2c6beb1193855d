//! `/hull`: requirements of a letter that the letter below does not take up, requirements with nothing
//! above, and what the report does not answer.

use super::Site;
use super::error::PageError;
use super::layout::{Page, Place, coverage, lang, page as frame};
use super::parts::{Side, modality_mark, requirement_address, requirement_meta, section_name};
use super::query::Query;
use crate::archive::Snapshot;
use crate::graph::{Asked, Links, ObligationRef, Pair, Verdict};
use crate::model::Document;
use crate::trace;
use axum::extract::{self, State};
use maud::{Markup, html};

const PAGE_SIZE: usize = 50;

type Pairs = extract::Query<Vec<(String, String)>>;

/// A list of gaps.
struct Gap {
    /// Name in the address.
    name: String,
    title: String,
    found: Vec<ObligationRef>,
}

/// The gaps.
pub(super) async fn page(State(site): State<Site>, pairs: Pairs) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let gaps = gaps(&snapshot);
    let chosen = gaps
        .iter()
        .find(|gap| query.first("vis") == Some(&gap.name))
        .or(gaps.first());
    let side = Side::of(&query, PAGE_SIZE)?;
    let body = html! {
        h1 { "Hull: hva fant vi ikke ført videre, og hva fant vi ikke svar på?" }
        p { (coverage(&snapshot)) ". Et hull her er et sted å se etter: programmet fant ingen setning som svarer." }
        @if gaps.is_empty() {
            p.empty { "Ingen av brevene som er lest, står over eller under hverandre samme år. Les inn departementets brev og brevet under." }
        }
        nav aria-label="Vis" {
            ul.chips {
                @for gap in &gaps {
                    li { a href=(query.with("vis", &gap.name).with("side", "").address("/hull")) aria-current=[chosen.is_some_and(|on| on.name == gap.name).then_some("page")] { (gap.title) " (" (gap.found.len()) ")" } }
                }
            }
        }
        @if let Some(gap) = chosen {
            h2 { (gap.title) }
            @for reference in side.items(&gap.found) { (entry(&snapshot, *reference)) }
            (side.pager(&query, "/hull", gap.found.len()))
        }
    };
    Ok(frame("Hull", Place::Gaps, body))
}

fn gaps(snapshot: &Snapshot) -> Vec<Gap> {
    let links = snapshot.graph().links();
    let title = |index: u32| {
        snapshot.documents()[index as usize]
            .facts
            .head
            .title
            .as_str()
    };
    let mut gaps = Vec::new();
    for Pair {
        first: upper,
        second: lower,
        ..
    } in &links.parts().cascades
    {
        let between = trace::gaps(snapshot.graph(), *upper, *lower);
        gaps.push(Gap {
            name: format!("ned-{upper}-{lower}"),
            title: format!(
                "I «{}», uten kobling eller sterkt forslag i «{}»",
                title(*upper),
                title(*lower)
            ),
            found: between.not_taken_up,
        });
        gaps.push(Gap {
            name: format!("opp-{upper}-{lower}"),
            title: format!(
                "I «{}», uten kobling eller sterkt forslag over seg i «{}»",
                title(*lower),
                title(*upper)
            ),
            found: between.nothing_above,
        });
    }
    for Pair {
        first: letter,
        second: report,
        links: answers,
    } in &links.parts().follow_ups
    {
        let asked = |found: ObligationRef| {
            answers
                .iter()
                .any(|answer| answer.asked == Asked::Obligation(found.index))
        };
        gaps.push(Gap {
            name: format!("svar-{letter}-{report}"),
            title: format!(
                "Bedt om i «{}», vi fant ikke svar i «{}»",
                title(*letter),
                title(*report)
            ),
            found: lacking(snapshot, *letter, |found| {
                !asked(found) || answered(links, found, *report)
            }),
        });
    }
    gaps
}

fn answered(links: &Links, found: ObligationRef, report: u32) -> bool {
    let results = links.results(found.document, Asked::Obligation(found.index));
    results
        .iter()
        .any(|result| result.report == report && result.link.verdict != Verdict::NotReported)
}

fn lacking(
    snapshot: &Snapshot,
    document: u32,
    has: impl Fn(ObligationRef) -> bool,
) -> Vec<ObligationRef> {
    let count = snapshot.documents()[document as usize]
        .facts
        .obligations
        .len() as u32;
    let all = (0..count).map(|index| ObligationRef { document, index });
    all.filter(|found| !has(*found)).collect()
}

fn entry(snapshot: &Snapshot, reference: ObligationRef) -> Markup {
    let document: &Document = &snapshot.documents()[reference.document as usize];
    let obligation = reference.of(snapshot.documents());
    html! {
        article.hit {
            p.meta { (modality_mark(obligation.modality.value)) span { (section_name(document, obligation.section)) } }
            h3 lang=[lang(document.facts.head.language)] { a href=(requirement_address(&obligation.id)) { (obligation.text) } }
            (requirement_meta(snapshot, obligation))
        }
    }
}
