//! What a letter does not take up of the letter above.

use super::diff::known_document;
use super::document::Document;
use super::evidence::Evidence;
use super::node::Kind;
use super::obligation::{Obligation, Obligations};
use super::page::{Coverage, Page, Paging, mark, page_cost};
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::{graph, model, trace};
use async_graphql::{Context, Object, Result, SimpleObject};
use std::sync::Arc;

/// Gaps between two letters (hull).
pub struct Gaps {
    snapshot: Arc<Snapshot>,
    upper: usize,
    lower: usize,
    gaps: trace::Gaps,
}

impl Gaps {
    /// The gaps between the documents with these ids.
    pub fn new(snapshot: &Arc<Snapshot>, upper: &str, lower: &str) -> Result<Gaps> {
        let upper = known_document(snapshot, Kind::Document.slug(upper)?)?;
        let lower = known_document(snapshot, Kind::Document.slug(lower)?)?;
        Ok(Gaps {
            snapshot: snapshot.clone(),
            upper,
            lower,
            gaps: trace::gaps(snapshot.graph(), upper as u32, lower as u32),
        })
    }

    async fn page(
        &self,
        context: &Context<'_>,
        found: &[ObligationRef],
        paging: Paging,
    ) -> Result<Page<Obligations>> {
        let coverage = Coverage::new(2, 2);
        Page::new(
            context,
            found,
            paging,
            |reference| mark(&self.snapshot.obligation(*reference).id),
            |reference| {
                let node = Obligation::new(&self.snapshot, *reference);
                (node, Default::default())
            },
            (coverage, Default::default()),
        )
        .await
    }
}

/// Gaps between a letter and the one below it (hull), both ways.
#[Object]
impl Gaps {
    /// The letter above (overordnet brev).
    async fn upper(&self) -> Document {
        Document::new(&self.snapshot, self.upper)
    }

    /// The letter below (underordnet brev).
    async fn lower(&self) -> Document {
        Document::new(&self.snapshot, self.lower)
    }

    /// Requirements above that none below takes up (ikke videreført).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn not_taken_up(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let paging = Paging::new(first, after, last, before);
        self.page(context, &self.gaps.not_taken_up, paging).await
    }

    /// Requirements below with nothing above (uten opphav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn nothing_above(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let paging = Paging::new(first, after, last, before);
        self.page(context, &self.gaps.nothing_above, paging).await
    }

    /// Requirements above that changed since last year while those below that took them up did not (mistenkelige).
    async fn suspect(&self) -> Vec<SuspectLink> {
        let found = self.gaps.suspect.iter();
        found
            .map(|(upper, lower)| SuspectLink {
                upper: Obligation::new(&self.snapshot, *upper),
                lower: Obligation::new(&self.snapshot, *lower),
            })
            .collect()
    }
}

/// A link to look at again (mistenkelig kobling): the requirement above changed, the one below did not.
#[derive(SimpleObject)]
pub struct SuspectLink {
    /// The requirement above (overordnet krav).
    upper: Obligation,
    /// The requirement below (underordnet krav).
    lower: Obligation,
}

/// What two requirements share, as evidence in the upper and the lower document.
pub fn shared(
    snapshot: &Arc<Snapshot>,
    all: &[graph::Shared],
    (upper, lower): (u32, u32),
    (rule, confidence): (&'static str, f32),
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for shared in all {
        for (document, spans) in [(upper, &shared.upper), (lower, &shared.lower)] {
            if spans.is_empty() {
                continue;
            }
            let proof = model::Evidence {
                spans: spans.clone(),
                rule: rule.into(),
                confidence,
            };
            let what = (shared.attribute, &shared.value);
            let document = document as usize;
            evidence.push(Evidence::new(snapshot, document, what, &proof));
        }
    }
    evidence
}
