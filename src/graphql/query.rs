//! What can be asked.

use super::allowance::Allowance;
use super::answer::{AnswerFilter, Answers, answers};
use super::diff::{LetterDiff, known_document};
use super::document::{Document, Documents, Series};
use super::error::{Code, internal};
use super::fact::{Indicator, Indicators};
use super::filter::{
    DocumentFilter, IndicatorFilter, ObligationFilter, known_target_group, known_unit,
};
use super::gaps::Gaps;
use super::node::{Kind, Node, known_obligation, node};
use super::obligation::{Deadline, Deadlines, Obligation, Obligations};
use super::page::{Coverage, Page, Paging, Whole, mark, page_cost};
use super::quote::QuoteCheck;
use super::scalar::{Date, ObligationOrder};
use super::search::{SearchEdgeFields, SearchFields, SearchHit, SearchHits};
use super::trace::{
    Path, RequirementBasis, RequirementFields, Requirements, Shelves, Trace, TraceDirection, paths,
};
use super::unit::{TargetGroup, Unit, ordered_page};
use crate::archive::Snapshot;
use crate::search::{self, FacetField};
use crate::trace;
use async_graphql::{Context, ID, Object, Result};
use std::sync::Arc;

/// The query root.
pub struct Query;

/// The archive as of the request's start.
pub(super) fn snapshot<'a>(context: &Context<'a>) -> Result<&'a Arc<Snapshot>> {
    let found = context.data::<Arc<Snapshot>>();
    found.map_err(|_| Code::Internal.error("internal error; the request came without an archive"))
}

/// Questions to the archive (spørringer). Every list says how many documents it was made from.
#[Object]
impl Query {
    /// Anything by its id; null where nothing has it (node).
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Full id: `type:slug` (id).")] id: ID,
    ) -> Result<Option<Node>> {
        node(snapshot(context)?, &id)
    }

    /// Several things by their ids, in the same order; null for each that nothing has (noder).
    #[graphql(complexity = "1 + ids.len() * child_complexity")]
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Full ids, at most 200 (id-er).")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        let snapshot = snapshot(context)?;
        ids.iter().map(|id| node(snapshot, id)).collect()
    }

    /// A document by its slug or id; null where there is none (dokument).
    async fn document(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or full id: `tildelingsbrev-2024` (id).")] id: ID,
    ) -> Result<Option<Document>> {
        Ok(Document::find(
            snapshot(context)?,
            Kind::Document.slug(&id)?,
        ))
    }

    /// The documents of the archive, sorted by id (dokumenter).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn documents(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<DocumentFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Documents>> {
        let snapshot = snapshot(context)?;
        let found = filter.unwrap_or_default().select(snapshot)?;
        let coverage = Coverage::new(found.len(), found.len());
        let paging = Paging::new(first, after, last, before);
        Page::new(
            context,
            &found,
            paging,
            |at| mark(&snapshot.documents()[*at].id),
            |at| (Document::new(snapshot, *at), Default::default()),
            (coverage, Default::default()),
        )
        .await
    }

    /// A series of letters by its slug or id; null where there is none (serie).
    async fn series(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Slug or full id: `tildelingsbrev/arbeids-og-velferdsdirektoratet` (id)."
        )]
        id: ID,
    ) -> Result<Option<Series>> {
        Ok(Series::find(snapshot(context)?, Kind::Series.slug(&id)?))
    }

    /// All series of letters (alle serier).
    async fn all_series(&self, context: &Context<'_>) -> Result<Vec<Series>> {
        let snapshot = snapshot(context)?;
        let slugs = snapshot.all_series();
        Ok(slugs
            .filter_map(|slug| Series::find(snapshot, slug))
            .collect())
    }

    /// A unit by its slug or id; null where there is none (enhet).
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or full id: `nav-kontor` (id).")] id: ID,
    ) -> Result<Option<Unit>> {
        Ok(Unit::find(snapshot(context)?, Kind::Unit.slug(&id)?))
    }

    /// All units: those of the vocabulary, then those that the letters brought (enheter).
    async fn units(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        Ok(Unit::all(snapshot(context)?))
    }

    /// A target group by its slug or id; null where there is none (målgruppe).
    async fn target_group(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or full id: `unge-under-30` (id).")] id: ID,
    ) -> Result<Option<TargetGroup>> {
        let slug = Kind::TargetGroup.slug(&id)?;
        Ok(TargetGroup::find(snapshot(context)?, slug))
    }

    /// All target groups (målgrupper).
    async fn target_groups(&self, context: &Context<'_>) -> Result<Vec<TargetGroup>> {
        Ok(TargetGroup::all(snapshot(context)?))
    }

    /// A requirement by its slug or id; null where there is none (krav).
    async fn obligation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or full id, as `Obligation.id` gives it (id).")] id: ID,
    ) -> Result<Option<Obligation>> {
        let slug = Kind::Obligation.slug(&id)?;
        Ok(super::node::obligation(snapshot(context)?, slug))
    }

    /// Requirements over all documents (krav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn obligations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<ObligationFilter>,
        #[graphql(desc = "Order; by document when left out (rekkefølge).")] order_by: Option<
            ObligationOrder,
        >,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let snapshot = snapshot(context)?;
        let filter = filter.unwrap_or_default().ready(snapshot)?;
        let order = order_by.unwrap_or_default().into();
        let paging = Paging::new(first, after, last, before);
        ordered_page(context, snapshot, (&filter, order), paging).await
    }

    /// Indicators over all documents, in document order (styringsparametere).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn indicators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Indicators>> {
        let snapshot = snapshot(context)?;
        let filter = filter.unwrap_or_default().ready()?;
        let found = filter.select(snapshot);
        let coverage = Coverage::of(snapshot, &filter.documents, &filter.years);
        let paging = Paging::new(first, after, last, before);
        Page::new(
            context,
            &found,
            paging,
            |(at, index)| mark(&snapshot.documents()[*at].facts.indicators[*index as usize].id),
            |(at, index)| (Indicator::new(snapshot, *at, *index), Default::default()),
            (coverage, Default::default()),
        )
        .await
    }

    /// Deadlines of requirements by day, those without a day last (frister).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn deadlines(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On this day or later; then only those that have a day (fra).")]
        from: Option<Date>,
        #[graphql(desc = "On this day or earlier; then only those that have a day (til).")]
        to: Option<Date>,
        #[graphql(desc = "Slug or id of a unit that must act (enhet).")] unit: Option<ID>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Deadlines>> {
        let snapshot = snapshot(context)?;
        let (from, to) = (from.map(|date| date.0), to.map(|date| date.0));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            return Err(Code::BadUserInput
                .error(format!("`from` {from} lies after `to` {to}; exchange them")));
        }
        let mut found = snapshot.deadlines(from, to).to_vec();
        if let Some(unit) = &unit {
            let slug = Kind::Unit.slug(unit)?;
            known_unit(snapshot, slug)?;
            found.retain(|deadline| {
                let units = &snapshot.obligation(deadline.obligation).units;
                units.iter().any(|responsible| responsible.unit == slug)
            });
        }
        let paging = Paging::new(first, after, last, before);
        Page::new(
            context,
            &found,
            paging,
            |deadline| mark(&snapshot.obligation(deadline.obligation).id) ^ deadline.index,
            |deadline| {
                let obligation = Obligation::new(snapshot, deadline.obligation);
                let index = deadline.index as usize;
                (Deadline::new(obligation, index), Default::default())
            },
            (Coverage::of(snapshot, &[], &[]), Default::default()),
        )
        .await
    }

    /// Full-text search over requirements, statements, headings, indicators and documents, best hits first (søk).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Words; \"…\" holds a phrase (søkeord).")] query: String,
        #[graphql(
            desc = "Narrows the hits; what it asks of requirements alone leaves nothing else (filter)."
        )]
        filter: Option<ObligationFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<SearchHits>> {
        let snapshot = snapshot(context)?;
        Allowance::check(context)?;
        let filter = filter.unwrap_or_default().ready(snapshot)?;
        let paging = Paging::new(first, after, last, before);
        let coverage = Coverage::of(snapshot, &filter.documents, &filter.years);
        let facets = match context.look_ahead().field("facets").exists() {
            true => FacetField::ALL.to_vec(),
            false => Vec::new(),
        };
        let mut asked = search::Query {
            text: query,
            filter,
            offset: 0,
            limit: 0,
            facets,
        };
        let find = |asked: &search::Query| {
            let found = snapshot.search(asked);
            found.map_err(|error| internal(&error))
        };
        let cut = match paging.cut_ahead()? {
            Some(cut) => cut,
            None => paging.cut_in(find(&asked)?.total)?,
        };
        asked.offset = cut.start;
        asked.limit = cut.end - cut.start;
        let found = find(&asked)?;
        let hits = found.hits.into_iter().filter_map(|hit| {
            let document = snapshot.document_index(&hit.document)?;
            let node = SearchHit::new(snapshot, document, hit.target);
            let mark = mark(&hit.quote);
            Some((mark, node, SearchEdgeFields::new(snapshot, document, hit)))
        });
        let whole = Whole {
            total: found.total,
            coverage,
            fields: SearchFields::new(snapshot, found.facets, found.suggestion, found.more),
        };
        Ok(Page::of_window(cut, hits, whole))
    }

    /// Which requirements concern this unit, on which shelf, and why (hva gjelder); what is on no shelf was not found to concern it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn requirements(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the unit (enhet).")] unit: ID,
        #[graphql(
            desc = "Slug or id of a target group; narrower ones are included, broader ones count (målgruppe)."
        )]
        target_group: Option<ID>,
        #[graphql(desc = "Year that the letters concern; every year when left out (år).")]
        year: Option<i16>,
        #[graphql(desc = "The shelves to give; all when left out, LINE last (grunnlag).")]
        basis: Option<Vec<RequirementBasis>>,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<ObligationFilter>,
        #[graphql(
            desc = "Order; by document when left out, those on the shelf LINE last (rekkefølge)."
        )]
        order_by: Option<ObligationOrder>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Requirements>> {
        let snapshot = snapshot(context)?;
        let unit = Kind::Unit.slug(&unit)?;
        known_unit(snapshot, unit)?;
        let target_group = match &target_group {
            Some(id) => Some(Kind::TargetGroup.slug(id)?),
            None => None,
        };
        if let Some(slug) = target_group {
            known_target_group(snapshot, slug)?;
        }
        let asking = trace::Asking {
            unit,
            target_group,
            year,
            basis: basis.into_iter().flatten().map(Into::into).collect(),
            filter: filter.unwrap_or_default().ready(snapshot)?,
            order: order_by.map(Into::into),
        };
        let answer = trace::requirements(snapshot.graph(), &asking);
        let answer = Arc::new(answer.map_err(|error| Code::NotFound.error(error.to_string()))?);
        let paging = Paging::new(first, after, last, before);
        let read = answer.coverage;
        let coverage = Coverage {
            requirements_on_no_shelf: Some(read.requirements_on_no_shelf),
            ..Coverage::new(read.documents_read, read.documents_in_scope)
        };
        let fields = Shelves::new(&answer);
        let places: Vec<usize> = (0..answer.list.len()).collect();
        Page::new(
            context,
            &places,
            paging,
            |index| mark(&snapshot.obligation(answer.list[*index].obligation).id),
            |index| {
                let node = Obligation::new(snapshot, answer.list[*index].obligation);
                (node, RequirementFields::new(snapshot, &answer, *index))
            },
            (coverage, fields),
        )
        .await
    }

    /// The chain that one requirement stands in: the goal and letter above, the letter below, last year and next year, what was reported (kjede).
    async fn trace(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the requirement (krav).")] obligation: ID,
        #[graphql(
            desc = "Which way to go (retning).",
            default_with = "TraceDirection::Both"
        )]
        direction: TraceDirection,
        #[graphql(desc = "How many steps, from 0 to 10 (dybde).", default = 3)] depth: i32,
    ) -> Result<Trace> {
        let snapshot = snapshot(context)?;
        let root = known_obligation(snapshot, &obligation)?;
        let depth = steps("depth", depth, 10)?;
        Ok(Trace::new(snapshot, root, direction, depth))
    }

    /// The shortest explanations of how two things hang together, at most five (vei).
    async fn path(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Full id of the one (fra).")] from: ID,
        #[graphql(desc = "Full id of the other (til).")] to: ID,
        #[graphql(
            desc = "How many steps at most, from 0 to 10 (lengste vei).",
            default = 6
        )]
        max_length: i32,
    ) -> Result<Vec<Path>> {
        let longest = steps("maxLength", max_length, 10)?;
        paths(snapshot(context)?, &from, &to, longest)
    }

    /// What a letter does not take up of the letter above it, and what it asks with nothing above (hull).
    async fn gaps(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the letter above (overordnet brev).")] upper: ID,
        #[graphql(desc = "Slug or id of the letter below (underordnet brev).")] lower: ID,
    ) -> Result<Gaps> {
        Gaps::new(snapshot(context)?, &upper, &lower)
    }

    /// Whether a document has these very words, and where (sitatkontroll).
    async fn verify_quote(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the document (dokument).")] document: ID,
        #[graphql(desc = "The words; white space and line breaks are taken as one blank (sitat).")]
        quote: String,
    ) -> Result<QuoteCheck> {
        let snapshot = snapshot(context)?;
        let document = known_document(snapshot, Kind::Document.slug(&document)?)?;
        Ok(QuoteCheck::new(snapshot, document, quote))
    }

    /// What a report answers to a letter, row by row in the letter's order (svarmatrise): indicators, requirements for a report, assignments, and duties with a number or a day.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn answers(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the letter that asks (brev).")] asked: ID,
        #[graphql(desc = "Slug or id of the report that answers (rapport).")] report: ID,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<AnswerFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Answers>> {
        let snapshot = snapshot(context)?;
        let paging = Paging::new(first, after, last, before);
        answers(context, snapshot, (&**asked, &**report), filter, paging).await
    }

    /// What changed between two letters (endringer). The same letter on two days tells what its supplementary letters changed in between.
    async fn diff(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or id of the earlier letter (før).")] before: ID,
        #[graphql(desc = "Slug or id of the later letter (etter).")] after: ID,
        #[graphql(
            desc = "Takes the earlier letter as its supplementary letters had changed it until this day; by itself when left out (før, per dato)."
        )]
        before_as_of: Option<Date>,
        #[graphql(
            desc = "Takes the later letter as its supplementary letters had changed it until this day; by itself when left out (etter, per dato)."
        )]
        after_as_of: Option<Date>,
    ) -> Result<LetterDiff> {
        let (before, after) = ((&**before, before_as_of), (&**after, after_as_of));
        LetterDiff::new(snapshot(context)?, before, after).await
    }
}

fn steps(argument: &str, given: i32, most: usize) -> Result<usize> {
    let steps = usize::try_from(given).ok().filter(|steps| *steps <= most);
    steps.ok_or_else(|| {
        Code::BadUserInput.error(format!(
            "`{argument}` is {given}; give a number from 0 to {most}"
        ))
    })
}
