//! What changed between two letters.

use super::document::{BudgetItem, Document, Section};
use super::effective::Letter;
use super::error::{Code, internal};
use super::fact::{Goal, Indicator, Priority};
use super::node::{Kind, Node};
use super::obligation::Obligation;
use super::page::{Coverage, List, Nothing, Page, Paging, page_cost};
use super::scalar::Date;
use crate::archive::Snapshot;
use crate::diff;
use crate::graph::ObligationRef;
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;

/// How the two sides of a change differ (type endring).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "diff::ChangeKind")]
pub enum ChangeKind {
    /// The same words, every one, but for inflection, punctuation, the spelling of numbers and the year (uendret).
    Unchanged,
    /// The same content in other words (omformulert).
    Reworded,
    /// Other content; the aspects tell which (endret).
    Changed,
    /// Only in the later letter (nytt).
    Added,
    /// Only in the earlier letter (utgått).
    Removed,
}

/// What a changed requirement demands otherwise than before (side ved endringen).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "diff::Aspect")]
pub enum ChangeAspect {
    /// How strongly it directs (styringsgrad): bør became skal.
    Modality,
    /// When it is due (frist).
    Deadline,
    /// A figure, or the target of an indicator (tall).
    Number,
    /// Who must act (ansvarlig enhet).
    Unit,
    /// Whom it is for (målgruppe).
    TargetGroup,
    /// Which statute it rests on (lovhjemmel).
    Legal,
    /// What is to be done (omfang).
    Scope,
}

/// Which way a demand went: by its modal verb, a phrase that leaves room, a bound or a target (retning).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "diff::Direction")]
pub enum ChangeDirection {
    /// Directs more strongly than before (skjerpet): bør became skal, 26 weeks became 22.
    Strengthened,
    /// Directs less strongly than before (svekket): skal became bør, a target is gone.
    Weakened,
}

/// The sort of fact that a change is about (hva endringen gjelder).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "diff::What")]
pub enum ChangeSubject {
    /// A requirement (krav).
    Obligation,
    /// An indicator (styringsparameter).
    Indicator,
    /// A goal (mål).
    Goal,
    /// A priority (prioritering).
    Priority,
    /// A section (avsnitt).
    Section,
    /// A row of the budget table (budsjettpost).
    BudgetItem,
}

/// What happened to a piece of text (tekstendring).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "diff::EditOp")]
pub enum EditOperation {
    /// In both letters, in the form of the later one (lik).
    Equal,
    /// Only in the later letter (satt inn).
    Insert,
    /// Only in the earlier letter (strøket).
    Delete,
}

/// Narrows a list of changes (filter på endringer). Fields are joined by "and", the entries of one field by "or"; units, target groups and sections hold if either side has them.
#[derive(InputObject, Clone, Debug, Default)]
pub struct ChangeFilter {
    /// About these sorts of facts (hva).
    pub subjects: Option<Vec<ChangeSubject>>,
    /// Of these kinds (typer endring).
    pub changes: Option<Vec<ChangeKind>>,
    /// With one of these aspects (sider).
    pub aspects: Option<Vec<ChangeAspect>>,
    /// Strengthened or weakened (retning).
    pub directions: Option<Vec<ChangeDirection>>,
    /// Only what moved to another section or kind, or only what did not (flyttet).
    pub moved: Option<bool>,
    /// For which one of these units must act (ansvarlige enheter).
    pub units: Option<Vec<ID>>,
    /// For or about one of these target groups (målgrupper).
    pub target_groups: Option<Vec<ID>>,
    /// In these sections or below them (avsnitt).
    pub sections: Option<Vec<ID>>,
}

impl ChangeFilter {
    fn ready(self) -> Result<diff::ChangeFilter> {
        fn all<T, U: From<T>>(list: Option<Vec<T>>) -> Vec<U> {
            let list = list.unwrap_or_default().into_iter();
            list.map(Into::into).collect()
        }
        // A section's path is the same in both letters; its id names one of them.
        let sections = Kind::Section.slugs(self.sections)?.into_iter();
        let sections = sections.map(|slug| match slug.split_once('/') {
            Some((_, path)) => path.to_owned(),
            None => slug,
        });
        Ok(diff::ChangeFilter {
            whats: all(self.subjects),
            changes: all(self.changes),
            aspects: all(self.aspects),
            directions: all(self.directions),
            moved: self.moved,
            units: Kind::Unit.slugs(self.units)?,
            target_groups: Kind::TargetGroup.slugs(self.target_groups)?,
            sections: sections.collect(),
        })
    }
}

/// The comparison of two documents given by their places, made off the async threads unless it is known already.
pub(super) async fn comparison(
    snapshot: &Arc<Snapshot>,
    before: usize,
    after: usize,
) -> Result<Comparison> {
    let diff = match snapshot.known_diff(before, after) {
        Some(diff) => diff,
        None => {
            let shared = snapshot.clone();
            let made = tokio::task::spawn_blocking(move || shared.diff(before, after));
            made.await.map_err(|error| internal(&error))?
        }
    };
    Ok(Comparison {
        snapshot: snapshot.clone(),
        before: Letter::Alone(before),
        after: Letter::Alone(after),
        diff,
    })
}

/// The same with each letter as it stood on a day, where one is given.
async fn comparison_as_of(
    snapshot: &Arc<Snapshot>,
    before: (usize, Option<Date>),
    after: (usize, Option<Date>),
) -> Result<Comparison> {
    let shared = snapshot.clone();
    let letter = |shared: &Snapshot, (at, date): (usize, Option<Date>)| {
        Letter::new(shared, at, date.map(|date| date.0))
    };
    let made = tokio::task::spawn_blocking(move || {
        let (before, after) = (letter(&shared, before), letter(&shared, after));
        let diff = match (&before, &after) {
            (Letter::Alone(before), Letter::Alone(after)) => shared.diff(*before, *after),
            _ => {
                let (old, new) = (before.content(&shared), after.content(&shared));
                Arc::new(diff::compare(old, new, shared.vocabulary()))
            }
        };
        (before, after, diff)
    });
    let (before, after, diff) = made.await.map_err(|error| internal(&error))?;
    Ok(Comparison {
        snapshot: snapshot.clone(),
        before,
        after,
        diff,
    })
}

/// Two documents compared.
#[derive(Clone)]
pub struct Comparison {
    snapshot: Arc<Snapshot>,
    before: Letter,
    after: Letter,
    diff: Arc<diff::LetterDiff>,
}

impl Comparison {
    /// The changes whose earlier side is this requirement.
    pub fn of_earlier(&self, obligation: u32) -> Vec<Change> {
        self.select(|change| change.before_of(diff::What::Obligation) == Some(obligation))
    }

    /// The changes whose later side is this requirement.
    pub fn of_later(&self, obligation: u32) -> Vec<Change> {
        self.select(|change| change.after_of(diff::What::Obligation) == Some(obligation))
    }

    /// The changes whose later side is this indicator.
    pub fn of_indicator(&self, indicator: u32) -> Vec<Change> {
        self.select(|change| change.after_of(diff::What::Indicator) == Some(indicator))
    }

    fn select(&self, test: impl Fn(&diff::Change) -> bool) -> Vec<Change> {
        let changes = self.diff.changes.iter().enumerate();
        let changes = changes.filter(|(_, change)| test(change));
        changes.map(|(index, _)| self.change(index)).collect()
    }

    fn change(&self, index: usize) -> Change {
        Change {
            comparison: self.clone(),
            index,
        }
    }
}

/// What changed between two letters (endringer mellom to brev).
pub struct LetterDiff(Comparison);

impl LetterDiff {
    /// The comparison of the documents with these ids, each as it stood on a day where one is given.
    pub async fn new(
        snapshot: &Arc<Snapshot>,
        before: (&str, Option<Date>),
        after: (&str, Option<Date>),
    ) -> Result<LetterDiff> {
        let place = |id: &str| {
            let slug = Kind::Document.slug(id)?;
            known_document(snapshot, slug)
        };
        let old = (place(before.0)?, before.1);
        let new = (place(after.0)?, after.1);
        let made = match (old, new) {
            ((old, None), (new, None)) => comparison(snapshot, old, new).await?,
            _ => comparison_as_of(snapshot, old, new).await?,
        };
        Ok(LetterDiff(made))
    }

    fn letters(&self, side: &Letter) -> Vec<Document> {
        let letters = side.letters().iter();
        letters
            .map(|at| Document::new(&self.0.snapshot, *at))
            .collect()
    }
}

/// The place of the document with this slug; told where there is none.
pub(super) fn known_document(snapshot: &Snapshot, slug: &str) -> Result<usize> {
    snapshot.document_index(slug).ok_or_else(|| {
        let names = snapshot.documents().iter();
        let names = names.map(|document| document.id.as_str());
        Code::NotFound.error(format!(
            "there is no document `{slug}`; `documents` lists those that are there{}",
            super::error::suggestion(slug, names)
        ))
    })
}

/// What changed between two letters (endringer mellom to brev): each requirement, indicator, goal, priority, budget row and section with what became of it.
#[Object]
impl LetterDiff {
    /// The earlier letter (før).
    async fn before(&self) -> Document {
        Document::new(&self.0.snapshot, self.0.before.base())
    }

    /// The later letter (etter).
    async fn after(&self) -> Document {
        Document::new(&self.0.snapshot, self.0.after.base())
    }

    /// The earlier letter and the supplementary letters that counted on `beforeAsOf`, in their order (brevene før).
    async fn before_letters(&self) -> Vec<Document> {
        self.letters(&self.0.before)
    }

    /// The later letter and the supplementary letters that counted on `afterAsOf`, in their order (brevene etter).
    async fn after_letters(&self) -> Vec<Document> {
        self.letters(&self.0.after)
    }

    /// How many requirements changed, and how (oppsummering).
    async fn summary(&self) -> DiffSummary {
        let summary = &self.0.diff.summary;
        DiffSummary {
            unchanged: summary.unchanged,
            reworded: summary.reworded,
            changed: summary.changed,
            added: summary.added,
            removed: summary.removed,
            strengthened: summary.strengthened,
            weakened: summary.weakened,
            moved: summary.moved,
        }
    }

    /// The changes: requirements first, then indicators, goals, priorities, budget rows and sections, each in the order of the later letter (endringer).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list (filter).")] filter: Option<ChangeFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Changes>> {
        let filter = filter.unwrap_or_default().ready()?;
        let Comparison {
            snapshot,
            before: old,
            after: new,
            ..
        } = &self.0;
        let read = old.letters().len() + new.letters().len();
        let (old, new) = (old.content(snapshot), new.content(snapshot));
        let found = self.0.select(|change| filter.holds(change, old, new));
        let paging = Paging::new(first, after, last, before);
        let coverage = Coverage::new(read, read);
        Page::new(
            context,
            &found,
            paging,
            |change| change.index as u32,
            |change| (change.clone(), Default::default()),
            (coverage, Default::default()),
        )
        .await
    }
}

/// Counts over the requirements of two letters (oppsummering).
#[derive(SimpleObject)]
pub struct DiffSummary {
    /// Same requirement in the same words (uendret).
    unchanged: usize,
    /// Same requirement in other words (omformulert).
    reworded: usize,
    /// Requirement that demands something else than before (endret).
    changed: usize,
    /// New requirements (nye).
    added: usize,
    /// Requirements that are gone (utgått).
    removed: usize,
    /// Requirements that direct more strongly than before (skjerpet).
    strengthened: usize,
    /// Requirements that direct less strongly than before (svekket).
    weakened: usize,
    /// Requirements that stand in another section or are of another kind (flyttet).
    moved: usize,
}

/// The list of changes.
pub struct Changes;

impl List for Changes {
    type Node = Change;
    type EdgeFields = Nothing;
    type Fields = Nothing;
    const NAME: &'static str = "Change";
}

/// One change (endring).
#[derive(Clone)]
pub struct Change {
    comparison: Comparison,
    index: usize,
}

impl Change {
    fn fact(&self) -> &diff::Change {
        &self.comparison.diff.changes[self.index]
    }

    /// The letter of a side, and sort and place of what stands there.
    fn side(&self, side: Side) -> (&Letter, diff::What, Option<u32>) {
        let fact = self.fact();
        match side {
            Side::Before => (&self.comparison.before, fact.was, fact.before),
            Side::After => (&self.comparison.after, fact.what, fact.after),
        }
    }

    fn node(&self, side: Side) -> Option<Node> {
        let snapshot = &self.comparison.snapshot;
        let (letter, what, index) = self.side(side);
        let (document, index) = (letter.base(), index?);
        Some(match what {
            diff::What::Obligation => Node::Obligation(self.obligation(side)?),
            diff::What::Indicator => Node::Indicator(Indicator::new(snapshot, document, index)),
            diff::What::Goal => Node::Goal(Goal::new(snapshot, document, index)),
            diff::What::Priority => Node::Priority(Priority::new(snapshot, document, index)),
            diff::What::Section => {
                let (document, index) = letter.section(index)?;
                Node::Section(Section::new(snapshot, document, index))
            }
            diff::What::BudgetItem => return None,
        })
    }

    fn obligation(&self, side: Side) -> Option<Obligation> {
        let (letter, what, index) = self.side(side);
        if what != diff::What::Obligation {
            return None;
        }
        let reference = letter.obligation(index?)?;
        Some(Obligation::new(&self.comparison.snapshot, reference))
    }

    fn indicator(&self, side: Side) -> Option<Indicator> {
        match self.node(side) {
            Some(Node::Indicator(indicator)) => Some(indicator),
            _ => None,
        }
    }

    fn budget_item(&self, side: Side) -> Option<BudgetItem> {
        let (letter, what, index) = self.side(side);
        if what != diff::What::BudgetItem {
            return None;
        }
        BudgetItem::new(&self.comparison.snapshot, letter.base(), index?)
    }
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// One change between two letters (endring): a pair, or one side alone. What was split stands in several pairs with the same `before`, what was merged in several with the same `after`.
#[Object]
impl Change {
    /// How the two sides differ (type endring).
    async fn change(&self) -> ChangeKind {
        self.fact().change.into()
    }

    /// What sort of fact it is about, in the later letter where it is there (hva).
    async fn subject(&self) -> ChangeSubject {
        self.fact().what.into()
    }

    /// What it demands otherwise than before; empty unless it is `CHANGED` (sider).
    async fn aspects(&self) -> Vec<ChangeAspect> {
        let aspects = self.fact().aspects.iter();
        aspects.map(|aspect| (*aspect).into()).collect()
    }

    /// Which way the demand went, where the words tell (retning).
    async fn direction(&self) -> Option<ChangeDirection> {
        self.fact().direction.map(Into::into)
    }

    /// Whether it stands in another section than before (flyttet).
    async fn moved_section(&self) -> bool {
        self.fact().moved.section
    }

    /// Whether it is of another kind than before, as when a duty became an assignment (ny type).
    async fn moved_kind(&self) -> bool {
        self.fact().moved.kind
    }

    /// The requirement of the earlier letter (krav før).
    async fn before(&self) -> Option<Obligation> {
        self.obligation(Side::Before)
    }

    /// The requirement of the later letter (krav etter).
    async fn after(&self) -> Option<Obligation> {
        self.obligation(Side::After)
    }

    /// The indicator of the earlier letter (styringsparameter før).
    async fn before_indicator(&self) -> Option<Indicator> {
        self.indicator(Side::Before)
    }

    /// The indicator of the later letter (styringsparameter etter).
    async fn after_indicator(&self) -> Option<Indicator> {
        self.indicator(Side::After)
    }

    /// The budget row of the earlier letter (budsjettpost før).
    async fn before_budget_item(&self) -> Option<BudgetItem> {
        self.budget_item(Side::Before)
    }

    /// The budget row of the later letter (budsjettpost etter).
    async fn after_budget_item(&self) -> Option<BudgetItem> {
        self.budget_item(Side::After)
    }

    /// What it is about in the earlier letter, whatever it is (node før).
    async fn before_node(&self) -> Option<Node> {
        self.node(Side::Before)
    }

    /// What it is about in the later letter, whatever it is (node etter).
    async fn after_node(&self) -> Option<Node> {
        self.node(Side::After)
    }

    /// How alike the words of the two sides are, from 0 to 1; 0 where one side is missing (likhet).
    async fn similarity(&self) -> f32 {
        self.fact().similarity
    }

    /// The words of both sides as pieces to mark up (ordendringer).
    async fn words(&self) -> Vec<WordEdit> {
        pieces(&self.fact().words)
    }

    /// The earlier letter's words as pieces to mark up; joined they are its quote to the letter (ordene før).
    async fn words_before(&self) -> Vec<WordEdit> {
        pieces(&self.fact().words_before)
    }

    /// The later letter's words as pieces to mark up; joined they are its quote to the letter (ordene etter).
    async fn words_after(&self) -> Vec<WordEdit> {
        pieces(&self.fact().words_after)
    }

    /// What happened, in one plain Norwegian sentence (forklaring).
    async fn explanation(&self) -> &str {
        &self.fact().explanation_nb
    }

    /// What happened, in one plain English sentence (forklaring på engelsk).
    async fn explanation_english(&self) -> &str {
        &self.fact().explanation_en
    }
}

fn pieces(edits: &[diff::WordEdit]) -> Vec<WordEdit> {
    let pieces = edits.iter().map(|edit| WordEdit {
        operation: edit.op.into(),
        text: edit.text.clone(),
    });
    pieces.collect()
}

/// A piece of text and what happened to it (ordendring). The pieces that are not deleted, joined, are the later text.
#[derive(SimpleObject)]
pub struct WordEdit {
    /// What happened to it (operasjon).
    operation: EditOperation,
    /// Whole words with the punctuation and white space that follow (tekst).
    text: String,
}

/// The life of a requirement through a series (historie), oldest step first.
pub(super) async fn history(
    snapshot: &Arc<Snapshot>,
    members: &[u32],
    obligation: ObligationRef,
) -> Result<Vec<Change>> {
    let Some(letter) = members.iter().position(|at| *at == obligation.document) else {
        return Err(Code::BadUserInput
            .error("the requirement stands in no letter of this series; give one that does"));
    };
    let mut comparisons = Vec::new();
    for pair in members.windows(2) {
        comparisons.push(comparison(snapshot, pair[0] as usize, pair[1] as usize).await?);
    }
    let diffs: Vec<_> = comparisons.iter().map(|made| &made.diff).collect();
    let diffs: Vec<&diff::LetterDiff> = diffs.into_iter().map(AsRef::as_ref).collect();
    let steps = diff::history(&diffs, letter, obligation.index);
    let mut changes = Vec::new();
    for step in steps {
        let found = diffs[step.comparison]
            .changes
            .iter()
            .position(|change| std::ptr::eq(change, step.change));
        changes.extend(found.map(|index| comparisons[step.comparison].change(index)));
    }
    Ok(changes)
}
