//! Filters of a unit's list: each value a link that puts it on or takes it off, with how many it leaves.

use super::office::{shelf_value, shelf_word};
use super::parts::{kind_word, modality_class, modality_word, target_group_name};
use super::query::Query;
use crate::archive::Snapshot;
use crate::diff::ChangeKind;
use crate::graph::ObligationRef;
use crate::trace::Basis;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A requirement of the list.
pub(super) struct Row {
    /// The requirement.
    pub obligation: ObligationRef,
    /// Its shelf.
    pub basis: Basis,
    /// Whether it is new or changed since the letter before, where there is one.
    pub novelty: Option<ChangeKind>,
    /// Its place in the answer.
    pub place: usize,
}

/// What the list is narrowed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Shelf,
    Theme,
    Group,
    Modality,
    Kind,
    Novelty,
    Due,
}

const FACETS: [Facet; 7] = [
    Facet::Shelf,
    Facet::Theme,
    Facet::Group,
    Facet::Modality,
    Facet::Kind,
    Facet::Novelty,
    Facet::Due,
];

/// Values shown before the others are folded away.
const SHOWN: usize = 12;

impl Facet {
    /// Its name in the address.
    fn name(self) -> &'static str {
        match self {
            Facet::Shelf => "hylle",
            Facet::Theme => "tema",
            Facet::Group => "malgruppe",
            Facet::Modality => "styrke",
            Facet::Kind => "type",
            Facet::Novelty => "nytt",
            Facet::Due => "frist",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Facet::Shelf => "Hylle",
            Facet::Theme => "Tema",
            Facet::Group => "For hvem",
            Facet::Modality => "Styrke",
            Facet::Kind => "Type",
            Facet::Novelty => "Siden forrige brev",
            Facet::Due => "Frist",
        }
    }

    /// The values that a requirement has, each as the address and as the page shows it.
    fn values(self, snapshot: &Snapshot, row: &Row) -> Vec<(String, String)> {
        let obligation = row.obligation.of(snapshot.documents());
        let one = |value: &str, word: &str| vec![(value.to_owned(), word.to_owned())];
        match self {
            Facet::Shelf => one(shelf_value(row.basis), shelf_word(row.basis)),
            Facet::Theme => {
                let theme = theme(snapshot, row.obligation);
                one(&theme, &theme)
            }
            Facet::Group => {
                let groups = obligation.target_groups.iter();
                groups
                    .map(|group| {
                        let name = target_group_name(snapshot, &group.value);
                        (group.value.clone(), name.to_owned())
                    })
                    .collect()
            }
            Facet::Modality => {
                let modality = obligation.modality.value;
                one(modality_class(modality), modality_word(modality))
            }
            Facet::Kind => {
                let word = kind_word(obligation.kind.value);
                one(&word.to_lowercase(), word)
            }
            Facet::Novelty => match row.novelty {
                Some(ChangeKind::Added) => one("nytt", "Nytt"),
                Some(ChangeKind::Changed) => one("endret", "Endret"),
                _ => Vec::new(),
            },
            Facet::Due => match obligation.deadlines.is_empty() {
                true => Vec::new(),
                false => one("ja", "Har frist"),
            },
        }
    }
}

/// The heading that a requirement stands under, without its number.
fn theme(snapshot: &Snapshot, reference: ObligationRef) -> String {
    let document = &snapshot.documents()[reference.document as usize];
    let section = reference.of(snapshot.documents()).section;
    let path = document.outline.heading_path(section);
    let heading = path.last().copied().unwrap_or_default();
    match heading.is_empty() {
        true => document.facts.head.title.clone(),
        false => heading.to_owned(),
    }
}

/// The rows that the address leaves.
pub(super) fn narrowed<'a>(snapshot: &Snapshot, rows: &'a [Row], query: &Query) -> Vec<&'a Row> {
    let rows = rows.iter();
    rows.filter(|row| passes(snapshot, row, query, None))
        .collect()
}

fn passes(snapshot: &Snapshot, row: &Row, query: &Query, except: Option<Facet>) -> bool {
    let facets = FACETS.into_iter().filter(|facet| Some(*facet) != except);
    facets.into_iter().all(|facet| {
        let mut chosen = query.all(facet.name()).peekable();
        chosen.peek().is_none() || {
            let values = facet.values(snapshot, row);
            chosen.any(|value| values.iter().any(|(own, _)| own == value))
        }
    })
}

/// All filters, folded; those in use stand open.
pub(super) fn facets(snapshot: &Snapshot, rows: &[Row], query: &Query, path: &str) -> Markup {
    let used = FACETS
        .iter()
        .any(|facet| query.first(facet.name()).is_some());
    html! {
        details.filters open[used] {
            summary { "Avgrens" }
            @for facet in FACETS.into_iter().filter(|facet| *facet != Facet::Shelf) {
                (one(snapshot, rows, query, path, facet))
            }
            @if used { p { a href=(path) { "Fjern alle avgrensninger" } } }
        }
    }
}

fn one(snapshot: &Snapshot, rows: &[Row], query: &Query, path: &str, facet: Facet) -> Markup {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows {
        if passes(snapshot, row, query, Some(facet)) {
            for value in facet.values(snapshot, row) {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), value.clone()));
    let chosen: Vec<&str> = query.all(facet.name()).collect();
    let link = |((value, word), count): &((String, String), usize)| {
        let is_chosen = chosen.contains(&value.as_str());
        html! {
            li {
                a href=(query.toggled(facet.name(), value).address(path)) aria-current=[is_chosen.then_some("true")] {
                    (word) " (" (count) ")"
                    @if is_chosen { " " span aria-hidden="true" { "✕" } span.visually-hidden { " (ta bort)" } }
                }
            }
        }
    };
    let (first, rest) = counts.split_at(counts.len().min(SHOWN));
    html! {
        @if !counts.is_empty() {
            h3 { (facet.title()) }
            ul.chips { @for value in first { (link(value)) } }
            @if !rest.is_empty() {
                details {
                    summary { "Vis " (rest.len()) " flere" }
                    ul.chips { @for value in rest { (link(value)) } }
                }
            }
        }
    }
}
