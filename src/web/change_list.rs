//! The changes between two letters that a page or a note shows: in groups, what matters first, narrowed
//! by the address.

use super::error::PageError;
use super::parts::section_name;
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::diff::{Aspect, Change, ChangeKind, Direction, LetterDiff, What};
use crate::model::{Document, Obligation};
use std::sync::Arc;

/// A group of changes, in the order in which they matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Aims,
    Strengthened,
    Weakened,
    Deadlines,
    Content,
    New,
    Gone,
    Money,
    Words,
    Same,
}

impl Group {
    /// All groups, the weightiest first.
    pub(super) const ALL: [Group; 10] = [
        Group::Aims,
        Group::Strengthened,
        Group::Weakened,
        Group::Deadlines,
        Group::Content,
        Group::New,
        Group::Gone,
        Group::Money,
        Group::Words,
        Group::Same,
    ];

    /// The group that a change belongs to.
    pub(super) fn of(change: &Change) -> Group {
        let same = matches!(change.change, ChangeKind::Unchanged);
        match (change.what, change.change, change.direction) {
            (_, ChangeKind::Reworded, _) => Group::Words,
            _ if same => Group::Same,
            (What::BudgetItem, ..) => Group::Money,
            (What::Goal | What::Priority | What::Indicator, ..) => Group::Aims,
            (_, _, Some(Direction::Strengthened)) => Group::Strengthened,
            (_, _, Some(Direction::Weakened)) => Group::Weakened,
            (_, ChangeKind::Added, _) => Group::New,
            (_, ChangeKind::Removed, _) => Group::Gone,
            _ if change.aspects.contains(&Aspect::Deadline) => Group::Deadlines,
            _ => Group::Content,
        }
    }

    /// Its name in an address.
    pub(super) fn value(self) -> &'static str {
        match self {
            Group::Aims => "mal",
            Group::Strengthened => "skjerpet",
            Group::Weakened => "svekket",
            Group::Deadlines => "frister",
            Group::Content => "endret",
            Group::New => "nye",
            Group::Gone => "borte",
            Group::Money => "bevilgninger",
            Group::Words => "omskrevet",
            Group::Same => "like",
        }
    }

    /// Its heading.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Group::Aims => "Mål, prioriteringer og styringsparametere",
            Group::Strengthened => "Skjerpede krav",
            Group::Weakened => "Svekkede krav",
            Group::Deadlines => "Frister",
            Group::Content => "Endret innhold",
            Group::New => "Nye krav",
            Group::Gone => "Krav som ikke er funnet igjen",
            Group::Money => "Bevilgninger",
            Group::Words => "Bare omskrevet",
            Group::Same => "Uendret",
        }
    }
}

/// What stands on one side of a change.
pub(super) struct Standing<'a> {
    /// Index of its section; none for budget rows.
    pub section: Option<u32>,
    /// Id of a requirement.
    pub id: Option<&'a str>,
    /// Lead-in of a requirement.
    pub lead_in: Option<&'a str>,
    /// Target of an indicator.
    pub target: Option<&'a str>,
}

/// What stands at this place of a letter.
pub(super) fn side_of(document: &Document, what: What, index: u32) -> Standing<'_> {
    let (facts, at) = (&document.facts, index as usize);
    let mut standing = Standing {
        section: None,
        id: None,
        lead_in: None,
        target: None,
    };
    match what {
        What::Obligation => {
            if let Some(one) = facts.obligations.get(at) {
                standing.section = Some(one.section);
                standing.id = Some(&one.id);
                standing.lead_in = one.lead_in.as_deref();
            }
        }
        What::Indicator => {
            if let Some(one) = facts.indicators.get(at) {
                standing.section = Some(one.section);
                standing.target = one.target.as_ref().map(|target| target.value.as_str());
            }
        }
        What::Goal => standing.section = facts.goals.get(at).map(|one| one.section),
        What::Priority => standing.section = facts.priorities.get(at).map(|one| one.section),
        What::Section => standing.section = Some(index),
        What::BudgetItem => {}
    }
    standing
}

/// Two letters compared, and what of it the address asks for.
pub(super) struct Chosen {
    letters: (Arc<Document>, Arc<Document>),
    /// All changes.
    pub diff: Arc<LetterDiff>,
    group: Option<Group>,
    unit: Option<String>,
    target_group: Option<String>,
    by_chapter: bool,
    ticked: Vec<usize>,
}

impl Chosen {
    /// The comparison of two letters, narrowed by the query.
    pub(super) fn new(
        snapshot: &Snapshot,
        (before, after): (&str, &str),
        query: &Query,
    ) -> Result<Chosen, PageError> {
        let find = |id: &str| {
            let found = snapshot.document_index(id);
            found.ok_or_else(|| PageError::Missing(format!("Brevet «{id}»")))
        };
        let (old, new) = (find(before)?, find(after)?);
        let group = query.first("vis");
        Ok(Chosen {
            letters: (
                Arc::clone(&snapshot.documents()[old]),
                Arc::clone(&snapshot.documents()[new]),
            ),
            diff: snapshot.diff(old, new),
            group: Group::ALL
                .into_iter()
                .find(|one| Some(one.value()) == group),
            unit: query.first("enhet").map(str::to_owned),
            target_group: query.first("malgruppe").map(str::to_owned),
            by_chapter: query.first("ordne") == Some("kapittel"),
            ticked: query.all("ta").filter_map(|at| at.parse().ok()).collect(),
        })
    }

    /// The two letters.
    pub(super) fn letters(&self) -> (&Document, &Document) {
        (&self.letters.0, &self.letters.1)
    }

    /// The address of the comparison.
    pub(super) fn path(&self) -> String {
        let (before, after) = (encoded(&self.letters.0.id), encoded(&self.letters.1.id));
        format!("/endringer/{before}/{after}")
    }

    /// What it is called.
    pub(super) fn title(&self) -> String {
        let name = |document: &Document| document.facts.head.title.clone();
        format!(
            "Endret fra {} til {}",
            name(&self.letters.0),
            name(&self.letters.1)
        )
    }

    /// The changes asked for, each with its place among all, in the order asked for.
    pub(super) fn changes(&self) -> Vec<(usize, &Change)> {
        let all = self.diff.changes.iter().enumerate();
        let mut changes: Vec<(usize, &Change)> = all
            .filter(|(_, change)| change.what != What::Section)
            .filter(|(_, change)| match self.group {
                Some(group) => Group::of(change) == group,
                None => Group::of(change) != Group::Same,
            })
            .filter(|(_, change)| self.concerns(change))
            .filter(|(at, _)| self.ticked.is_empty() || self.ticked.contains(at))
            .collect();
        // Stable: within a group the changes stay in the order of the letters.
        match self.by_chapter {
            true => changes.sort_by_key(|(_, change)| self.place(change)),
            false => changes.sort_by_key(|(_, change)| Group::of(change)),
        }
        changes
    }

    /// How many changes a group has, whomever they concern.
    pub(super) fn count(&self, group: Group) -> usize {
        let changes = self.diff.changes.iter();
        let own = changes.filter(|change| change.what != What::Section);
        own.filter(|change| Group::of(change) == group && self.concerns(change))
            .count()
    }

    /// The heading that a change stands under.
    pub(super) fn heading(&self, change: &Change) -> String {
        if !self.by_chapter {
            return Group::of(change).heading().to_owned();
        }
        let (later, section) = self.section(change);
        match section {
            Some(section) => section_name(
                if later {
                    &self.letters.1
                } else {
                    &self.letters.0
                },
                section,
            ),
            None => Group::Money.heading().to_owned(),
        }
    }

    /// Whether it stands in the later letter, and in which section.
    fn section(&self, change: &Change) -> (bool, Option<u32>) {
        match (change.after, change.before) {
            (Some(at), _) => (true, side_of(&self.letters.1, change.what, at).section),
            (None, Some(at)) => (false, side_of(&self.letters.0, change.was, at).section),
            (None, None) => (true, None),
        }
    }

    /// Where it stands in reading order; what is gone comes last.
    fn place(&self, change: &Change) -> (bool, u32) {
        let (later, section) = self.section(change);
        (!later, section.unwrap_or(u32::MAX))
    }

    fn obligations<'a>(&'a self, change: &Change) -> impl Iterator<Item = &'a Obligation> {
        let of = |document: &'a Document, at: Option<u32>| {
            at.and_then(|at| document.facts.obligations.get(at as usize))
        };
        let before = of(&self.letters.0, change.before_of(What::Obligation));
        let after = of(&self.letters.1, change.after_of(What::Obligation));
        before.into_iter().chain(after)
    }

    fn concerns(&self, change: &Change) -> bool {
        let unit = self.unit.as_ref().is_none_or(|unit| {
            self.obligations(change)
                .any(|one| one.units.iter().any(|own| own.unit == *unit))
        });
        unit && self.target_group.as_ref().is_none_or(|group| {
            self.obligations(change)
                .any(|one| one.target_groups.iter().any(|own| own.value == *group))
        })
    }

    /// The units that the changes bind, by slug.
    pub(super) fn units(&self) -> Vec<&str> {
        let changes = self.diff.changes.iter();
        let all = changes.flat_map(|change| self.obligations(change));
        sorted(all.flat_map(|one| one.units.iter().map(|unit| unit.unit.as_str())))
    }

    /// The target groups of the changes, by slug.
    pub(super) fn target_groups(&self) -> Vec<&str> {
        let changes = self.diff.changes.iter();
        let all = changes.flat_map(|change| self.obligations(change));
        sorted(all.flat_map(|one| one.target_groups.iter().map(|group| group.value.as_str())))
    }
}

fn sorted<'a>(slugs: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut slugs: Vec<&str> = slugs.collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}
