//! Units and target groups.

use super::error::Code;
use super::filter::ObligationFilter;
use super::node::{Kind, sources};
use super::obligation::{Obligation, Obligations};
use super::page::{Coverage, Page, Paging, mark, page_cost};
use super::scalar::UnitKind;
use crate::archive::Snapshot;
use crate::graph::{EdgeKind, Place};
use crate::{model, vocabulary};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use std::sync::Arc;

/// A unit (enhet).
#[derive(Clone)]
pub struct Unit {
    snapshot: Arc<Snapshot>,
    index: u32,
}

impl Unit {
    /// The unit at this place of the vocabulary.
    pub fn new(snapshot: &Arc<Snapshot>, index: u32) -> Unit {
        Unit {
            snapshot: snapshot.clone(),
            index,
        }
    }

    /// The unit with this slug.
    pub fn find(snapshot: &Arc<Snapshot>, slug: &str) -> Option<Unit> {
        let index = snapshot.vocabulary().unit_position(slug)?;
        Some(Unit::new(snapshot, index))
    }

    /// The unit with this slug, which a fact names.
    pub fn must_find(snapshot: &Arc<Snapshot>, slug: &str) -> Result<Unit> {
        let missing = || Code::NotFound.error(format!("the vocabulary has no unit `{slug}`"));
        Unit::find(snapshot, slug).ok_or_else(missing)
    }

    /// All units.
    pub fn all(snapshot: &Arc<Snapshot>) -> Vec<Unit> {
        let count = snapshot.vocabulary().units().len() as u32;
        (0..count).map(|index| Unit::new(snapshot, index)).collect()
    }

    fn entry(&self) -> &vocabulary::Unit {
        &self.snapshot.vocabulary().units()[self.index as usize]
    }

    fn named(&self, slug: &Option<String>) -> Option<Unit> {
        Unit::find(&self.snapshot, slug.as_ref()?)
    }

    /// The units from which an edge of this kind leads here.
    fn below(&self, kind: EdgeKind) -> Vec<Unit> {
        let Some(node) = self.snapshot.graph().unit(&self.entry().slug) else {
            return Vec::new();
        };
        let places = sources(&self.snapshot, kind, node).into_iter();
        places
            .filter_map(|place| match place {
                Place::Vocabulary(index) => Some(Unit::new(&self.snapshot, index)),
                _ => None,
            })
            .collect()
    }
}

/// A name that a unit had before (tidligere navn).
#[derive(SimpleObject)]
pub struct EarlierName {
    /// The name (navn).
    name: String,
    /// First year of it, if known (fra år).
    from: Option<i16>,
    /// Last year of it, if known (til år).
    to: Option<i16>,
}

/// An organisational unit or role that requirements name (enhet).
#[Object]
impl Unit {
    /// Readable id: `unit:nav-kontor` (id).
    pub async fn id(&self) -> ID {
        Kind::Unit.id(&self.entry().slug)
    }

    /// Full name (navn).
    async fn name(&self) -> &str {
        &self.entry().name
    }

    /// Short name or acronym (kortnavn).
    async fn short_name(&self) -> Option<&str> {
        self.entry().short_name.as_deref()
    }

    /// Other names (andre navn).
    async fn aliases(&self) -> &[String] {
        &self.entry().aliases
    }

    /// What sort of body it is (type enhet).
    async fn kind(&self) -> UnitKind {
        self.entry().kind.into()
    }

    /// The whole that it is part of (del av).
    async fn part_of(&self) -> Option<Unit> {
        self.named(&self.entry().part_of)
    }

    /// Its parts (deler).
    async fn parts(&self) -> Vec<Unit> {
        self.below(EdgeKind::PartOf)
    }

    /// The kind that it is one of (slag): NAV Trøndelag is a NAV Fylke/Region.
    async fn instance_of(&self) -> Option<Unit> {
        self.named(&self.entry().instance_of)
    }

    /// The named units of this kind (enheter av slaget).
    async fn instances(&self) -> Vec<Unit> {
        self.below(EdgeKind::InstanceOf)
    }

    /// Who governs it without being its whole (overordnet): the ministry of a directorate.
    async fn superior(&self) -> Option<Unit> {
        self.named(&self.entry().superior)
    }

    /// Names that it had before, with the years of each that are known (tidligere navn).
    async fn earlier_names(&self) -> Vec<EarlierName> {
        let earlier = self.entry().earlier.iter();
        earlier
            .map(|earlier| EarlierName {
                name: earlier.name.clone(),
                from: earlier.from,
                to: earlier.to,
            })
            .collect()
    }

    /// First year that it existed, if known (fra år).
    async fn valid_from(&self) -> Option<i16> {
        self.entry().valid_from
    }

    /// Last year that it existed, if it is gone (til år).
    async fn valid_to(&self) -> Option<i16> {
        self.entry().valid_to
    }

    /// Units that took over from it (etterfølgere).
    async fn successors(&self) -> Vec<Unit> {
        let successors = self.entry().successors.iter();
        successors
            .filter_map(|slug| Unit::find(&self.snapshot, slug))
            .collect()
    }

    /// Requirements for which it must act (krav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn obligations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list further; leave `units` out (filter).")] filter: Option<
            ObligationFilter,
        >,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let mut filter = filter.unwrap_or_default().ready(&self.snapshot)?;
        if !filter.units.is_empty() {
            return Err(Code::BadUserInput.error(
                "`units` cannot be given in a unit's own list; ask `obligations` of the query for several units",
            ));
        }
        filter.units.push(self.entry().slug.clone());
        let paging = Paging::new(first, after, last, before);
        page(context, &self.snapshot, &filter, paging).await
    }
}

/// A target group (målgruppe).
#[derive(Clone)]
pub struct TargetGroup {
    snapshot: Arc<Snapshot>,
    index: u32,
}

impl TargetGroup {
    /// The target group at this place of the vocabulary.
    pub fn new(snapshot: &Arc<Snapshot>, index: u32) -> TargetGroup {
        TargetGroup {
            snapshot: snapshot.clone(),
            index,
        }
    }

    /// The target group with this slug.
    pub fn find(snapshot: &Arc<Snapshot>, slug: &str) -> Option<TargetGroup> {
        let index = snapshot.vocabulary().target_group_position(slug)?;
        Some(TargetGroup::new(snapshot, index))
    }

    /// All target groups.
    pub fn all(snapshot: &Arc<Snapshot>) -> Vec<TargetGroup> {
        let count = snapshot.vocabulary().target_groups().len() as u32;
        let groups = 0..count;
        groups
            .map(|index| TargetGroup::new(snapshot, index))
            .collect()
    }

    fn entry(&self) -> &vocabulary::TargetGroup {
        &self.snapshot.vocabulary().target_groups()[self.index as usize]
    }
}

/// People or employers that requirements are for (målgruppe).
#[Object]
impl TargetGroup {
    /// Readable id: `target-group:unge-under-30` (id).
    pub async fn id(&self) -> ID {
        Kind::TargetGroup.id(&self.entry().slug)
    }

    /// Name (navn).
    async fn name(&self) -> &str {
        &self.entry().name
    }

    /// Other names (andre navn).
    async fn aliases(&self) -> &[String] {
        &self.entry().aliases
    }

    /// Groups that hold this one (overordnede målgrupper).
    async fn broader(&self) -> Vec<TargetGroup> {
        let broader = self.entry().broader.iter();
        broader
            .filter_map(|slug| TargetGroup::find(&self.snapshot, slug))
            .collect()
    }

    /// Groups that this one holds (underordnede målgrupper).
    async fn narrower(&self) -> Vec<TargetGroup> {
        let Some(node) = self.snapshot.graph().target_group(&self.entry().slug) else {
            return Vec::new();
        };
        let places = sources(&self.snapshot, EdgeKind::Within, node).into_iter();
        places
            .filter_map(|place| match place {
                Place::Vocabulary(index) => Some(TargetGroup::new(&self.snapshot, index)),
                _ => None,
            })
            .collect()
    }

    /// Requirements for or about it and its narrower groups (krav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn obligations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list further; leave `targetGroups` out (filter).")]
        filter: Option<ObligationFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let mut filter = filter.unwrap_or_default().ready(&self.snapshot)?;
        if !filter.target_groups.is_empty() {
            return Err(Code::BadUserInput.error(
                "`targetGroups` cannot be given in a target group's own list; ask `obligations` of the query for several groups",
            ));
        }
        filter.target_groups.push(self.entry().slug.clone());
        let paging = Paging::new(first, after, last, before);
        page(context, &self.snapshot, &filter, paging).await
    }
}

/// A page of the requirements that pass the filter, in document order.
pub async fn page(
    context: &Context<'_>,
    snapshot: &Arc<Snapshot>,
    filter: &model::ObligationFilter,
    paging: Paging,
) -> Result<Page<Obligations>> {
    ordered_page(context, snapshot, (filter, Default::default()), paging).await
}

/// A page of the requirements that pass the filter, in the order asked for.
pub async fn ordered_page(
    context: &Context<'_>,
    snapshot: &Arc<Snapshot>,
    (filter, order): (&model::ObligationFilter, model::ObligationOrder),
    paging: Paging,
) -> Result<Page<Obligations>> {
    let found = snapshot.obligations(filter, order);
    let coverage = Coverage::of(snapshot, &filter.documents, &filter.years);
    Page::new(
        context,
        &found,
        paging,
        |reference| mark(&snapshot.obligation(*reference).id),
        |reference| (Obligation::new(snapshot, *reference), Default::default()),
        (coverage, Default::default()),
    )
    .await
}
