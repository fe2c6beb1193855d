//! Goals, priorities, indicators, recommendations and reported figures.

use super::diff::{Change, comparison};
use super::document::{Document, Section};
use super::evidence::{Evidence, Span};
use super::node::Kind;
use super::obligation::{Obligation, Obligations};
use super::page::{Coverage, List, Nothing, Page, Paging, mark, page_cost};
use super::suggestion::{Suggestion, so_many, suggestion_cost};
use super::trace::{FigureDirection, Outcome};
use crate::archive::Snapshot;
use crate::graph::{Asked, EdgeKind, NodeKind, ObligationRef};
use crate::model;
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use std::cmp::Ordering;
use std::sync::Arc;

/// Where a fact stands: document and index in the document's list of such facts.
#[derive(Clone)]
pub struct Place {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) document: usize,
    pub(super) index: u32,
}

impl Place {
    fn facts(&self) -> &model::Facts {
        &self.snapshot.documents()[self.document].facts
    }

    pub(super) fn section(&self, section: u32) -> Section {
        Section::new(&self.snapshot, self.document, section)
    }

    fn span(&self, spans: &[model::Span]) -> Span {
        Span::around(&self.snapshot, self.document, spans)
    }

    pub(super) fn proof(&self, what: (&'static str, &str), evidence: &model::Evidence) -> Evidence {
        Evidence::new(&self.snapshot, self.document, what, evidence)
    }

    pub(super) fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// The requirements from which an edge of this kind leads here.
    fn obligations(&self, own: NodeKind, kind: EdgeKind) -> Vec<ObligationRef> {
        let graph = self.snapshot.graph();
        let node = graph.node_in(own, self.document as u32, self.index);
        let steps = graph.incoming(node).filter(|step| step.kind == kind);
        let mut found: Vec<ObligationRef> = steps
            .filter_map(|step| graph.obligation(step.node))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

macro_rules! placed {
    ($($(#[$meta:meta])* $name:ident: $fact:ident in $list:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name(pub(super) Place);

        impl $name {
            /// The one at this place.
            pub fn new(snapshot: &Arc<Snapshot>, document: usize, index: u32) -> $name {
                $name(Place { snapshot: snapshot.clone(), document, index })
            }

            /// All of a document.
            pub fn all(snapshot: &Arc<Snapshot>, document: usize) -> Vec<$name> {
                let count = snapshot.documents()[document].facts.$list.len() as u32;
                (0..count).map(|index| $name::new(snapshot, document, index)).collect()
            }

            /// What was read.
            pub fn fact(&self) -> &model::$fact {
                &self.0.facts().$list[self.0.index as usize]
            }
        }
    )*};
}

placed! {
    /// An assignment (oppdrag).
    Assignment: Assignment in assignments;
    /// A goal (mål).
    Goal: Goal in goals;
    /// A priority (prioritering).
    Priority: Priority in priorities;
    /// An indicator (styringsparameter).
    Indicator: Indicator in indicators;
    /// A recommendation (anbefaling).
    Recommendation: Recommendation in recommendations;
    /// A figure that a report gives (rapportert tall).
    ReportedFigure: ReportedFigure in figures;
}

/// A goal (mål) that the letter sets.
#[Object]
impl Goal {
    /// Readable id: `goal:` and the document's slug and the place in it (id).
    pub async fn id(&self) -> ID {
        Kind::Goal.id(&self.fact().id)
    }

    /// The goal readable alone (tekst).
    async fn text(&self) -> &str {
        &self.fact().text
    }

    /// As the letter has it, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.fact().quote
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        self.0.document()
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        self.0.span(&self.fact().spans)
    }

    /// The goal above it (overordnet mål).
    async fn parent(&self) -> Option<Goal> {
        let parent = self.fact().parent?;
        Some(Goal::new(&self.0.snapshot, self.0.document, parent))
    }

    /// Requirements that serve it (krav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn obligations(
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
        let snapshot = &self.0.snapshot;
        let found = self.0.obligations(NodeKind::Goal, EdgeKind::Serves);
        let paging = Paging::new(first, after, last, before);
        Page::new(
            context,
            &found,
            paging,
            |reference| mark(&snapshot.obligation(*reference).id),
            |reference| (Obligation::new(snapshot, *reference), Default::default()),
            (Coverage::ONE, Default::default()),
        )
        .await
    }

    /// Indicators in the goal's section or below it (styringsparametere).
    async fn indicators(&self) -> Vec<Indicator> {
        let sections = &self.0.snapshot.documents()[self.0.document]
            .outline
            .sections;
        let within = |section: u32| {
            let mut at = Some(section);
            while let Some(index) = at {
                if index == self.fact().section {
                    return true;
                }
                at = sections[index as usize].parent;
            }
            false
        };
        let all = Indicator::all(&self.0.snapshot, self.0.document).into_iter();
        all.filter(|indicator| within(indicator.fact().section))
            .collect()
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        vec![self.0.proof(("text", &fact.text), &fact.evidence)]
    }
}

/// A priority (prioritering) that the letter names.
#[Object]
impl Priority {
    /// Readable id: `priority:` and the document's slug and the place in it (id).
    pub async fn id(&self) -> ID {
        Kind::Priority.id(&self.fact().id)
    }

    /// The priority readable alone (tekst).
    async fn text(&self) -> &str {
        &self.fact().text
    }

    /// As the letter has it, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.fact().quote
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        self.0.document()
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        self.0.span(&self.fact().spans)
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        vec![self.0.proof(("text", &fact.text), &fact.evidence)]
    }
}

/// An indicator (styringsparameter): what is measured, and what it should come to.
#[Object]
impl Indicator {
    /// Readable id: `indicator:` and the document's slug and the place in it (id).
    pub async fn id(&self) -> ID {
        Kind::Indicator.id(&self.fact().id)
    }

    /// What is measured (navn).
    async fn name(&self) -> &str {
        &self.fact().name
    }

    /// What it should come to, as written (resultatkrav): "Skal øke".
    async fn target(&self) -> Option<&str> {
        let target = self.fact().target.as_ref()?;
        Some(&target.value)
    }

    /// What it is broken down by (fordelt på).
    async fn breakdowns(&self) -> Vec<&str> {
        let breakdowns = self.fact().breakdowns.iter();
        breakdowns.map(|found| found.value.as_str()).collect()
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        self.0.document()
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        self.0.span(&self.fact().spans)
    }

    /// Requirements that it measures (krav).
    async fn obligations(&self) -> Vec<Obligation> {
        let found = self
            .0
            .obligations(NodeKind::Indicator, EdgeKind::MeasuredBy);
        let found = found.into_iter();
        found
            .map(|reference| Obligation::new(&self.0.snapshot, reference))
            .collect()
    }

    /// What became of it since the letter of the year before (i fjor).
    async fn last_year(&self) -> Result<Vec<Change>> {
        let Place {
            snapshot,
            document,
            index,
        } = &self.0;
        match snapshot.neighbour(*document, Ordering::Less) {
            Some(before) => {
                let made = comparison(snapshot, before, *document).await?;
                Ok(made.of_indicator(*index))
            }
            None => Ok(Vec::new()),
        }
    }

    /// What reports say of it (resultater).
    async fn results(&self) -> Vec<Outcome> {
        let links = self.0.snapshot.graph().links();
        let asked = Asked::Indicator(self.0.index);
        let found = links.results(self.0.document as u32, asked).into_iter();
        found
            .map(|result| Outcome::new(&self.0.snapshot, result.number))
            .collect()
    }

    /// What in the text says so, for every attribute (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        let mut all = vec![self.0.proof(("name", &fact.name), &fact.evidence)];
        if let Some(target) = &fact.target {
            all.push(self.0.proof(("target", &target.value), &target.evidence));
        }
        for breakdown in &fact.breakdowns {
            let what = ("breakdowns", breakdown.value.as_str());
            all.push(self.0.proof(what, &breakdown.evidence));
        }
        all
    }
}

/// The list of indicators.
pub struct Indicators;

impl List for Indicators {
    type Node = Indicator;
    type EdgeFields = Nothing;
    type Fields = Nothing;
    const NAME: &'static str = "Indicator";
}

/// A recommendation (anbefaling, tiltak) of a report.
#[Object]
impl Recommendation {
    /// Readable id: `recommendation:` and the document's slug and the place in it (id).
    pub async fn id(&self) -> ID {
        Kind::Recommendation.id(&self.fact().id)
    }

    /// The recommendation readable alone (tekst).
    async fn text(&self) -> &str {
        &self.fact().text
    }

    /// As the report has it, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.fact().quote
    }

    /// Requirements of later letters that may take it up, surest first (forslag); suggestions alone, none of them is told as a link.
    #[graphql(complexity = "suggestion_cost(first, child_complexity)")]
    async fn suggestions(
        &self,
        #[graphql(desc = "So many at most, from 1 to 20 (antall).", default = 5)] first: i32,
    ) -> Result<Vec<Suggestion>> {
        let links = self.0.snapshot.graph().links();
        let found = links.taken_up_by(self.0.document as u32, self.0.index);
        let found = found.into_iter().take(so_many(first)?);
        Ok(found
            .map(|link| Suggestion::of_recommendation(&self.0.snapshot, link))
            .collect())
    }

    /// When it is to be done, as written (tidshorisont): "på lengre sikt".
    async fn horizon(&self) -> Option<&str> {
        self.fact().horizon.as_deref()
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        self.0.document()
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        self.0.span(&self.fact().spans)
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        vec![self.0.proof(("text", &fact.text), &fact.evidence)]
    }
}

/// A figure that a report gives for one or more years (rapportert tall).
#[Object]
impl ReportedFigure {
    /// What was measured: the label of the table row, or the words of the sentence (betegnelse).
    async fn label(&self) -> &str {
        &self.fact().label
    }

    /// The values, in the order of the columns or words (verdier).
    async fn values(&self) -> Vec<ReportedValue> {
        self.fact().values.iter().map(ReportedValue::new).collect()
    }

    /// Of whom it tells, where a column beside the measure says so (gjelder).
    async fn of_whom(&self) -> Option<&str> {
        self.fact().of_whom.as_deref()
    }

    /// Which way it went since the year before (retning).
    async fn direction(&self) -> Option<FigureDirection> {
        self.fact().direction.map(Into::into)
    }

    /// As the report has it, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.fact().quote
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// Where it stands (plass).
    async fn span(&self) -> Span {
        self.0.span(&self.fact().spans)
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        self.0.proof(("label", &fact.label), &fact.evidence)
    }
}

/// One value of a reported figure (rapportert verdi).
#[derive(SimpleObject, Clone, Debug)]
pub struct ReportedValue {
    /// The year that it is for (år).
    pub year: Option<i16>,
    /// Column heading or word that names it (betegnelse): "Endring".
    pub label: Option<String>,
    /// As written (verdi): "45 %".
    pub value: String,
}

impl ReportedValue {
    /// The value as a report gives it.
    pub fn new(value: &model::ReportedValue) -> ReportedValue {
        ReportedValue {
            year: value.year,
            label: value.label.clone(),
            value: value.value.clone(),
        }
    }
}
