//! `/enhet` and `/malgruppe/ID`: all units and target groups, and what is for a group in a year.

use super::Site;
use super::error::PageError;
use super::layout::{Page, Place, coverage, crumbs, lang, page as frame};
use super::parts::{
    Side, kind_word, modality_mark, requirement_address, requirement_meta, section_name,
    statement_address, target_group_name, unit_name,
};
use super::picture::time_line;
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::diff::{ChangeKind, What};
use crate::graph::ObligationRef;
use crate::model::{Document, ObligationFilter, ObligationOrder};
use axum::extract::{self, Path, State};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

const PAGE_SIZE: usize = 50;

/// What stands after the question mark.
pub(super) type Pairs = extract::Query<Vec<(String, String)>>;

/// All units and target groups that requirements name.
pub(super) async fn list(State(site): State<Site>) -> Page {
    let snapshot = site.snapshot();
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for obligation in snapshot
        .documents()
        .iter()
        .flat_map(|document| &document.facts.obligations)
    {
        for responsible in &obligation.units {
            *units.entry(&responsible.unit).or_default() += 1;
        }
        for group in &obligation.target_groups {
            *groups.entry(&group.value).or_default() += 1;
        }
    }
    let body = html! {
        h1 { "Enheter og målgrupper" }
        p { "Velg hvem kravene retter seg til, eller hvem de er til for. " (coverage(&snapshot)) "." }
        h2 { "Enheter som skal gjøre noe" }
        (names("/enhet/", units, |slug| unit_name(&snapshot, slug)))
        h2 { "Målgrupper" }
        (names("/malgruppe/", groups, |slug| target_group_name(&snapshot, slug)))
    };
    frame("Enheter og målgrupper", Place::Units, body)
}

fn names<'a>(
    path: &str,
    counts: BTreeMap<&'a str, usize>,
    name: impl Fn(&'a str) -> &'a str,
) -> Markup {
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(slug, count)| (std::cmp::Reverse(*count), *slug));
    html! {
        @if counts.is_empty() { p.empty { "Ingen ennå." } }
        ul.chips {
            @for (slug, count) in counts {
                li { a href={ (path) (encoded(slug)) } { (name(slug)) " (" (count) ")" } }
            }
        }
    }
}

/// What is for one target group.
pub(super) async fn target_group(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let missing = || PageError::Missing(format!("Målgruppen «{id}»"));
    let group = snapshot
        .vocabulary()
        .target_group(&id)
        .ok_or_else(missing)?;
    let mut filter = ObligationFilter {
        target_groups: vec![id.clone()],
        ..ObligationFilter::default()
    };
    let all = snapshot.obligations(&filter, ObligationOrder::Document);
    let years = years(&snapshot, all.iter().copied());
    let year = chosen_year(&query, &years)?;
    filter.years = year.into_iter().collect();
    let found = snapshot.obligations(&filter, ObligationOrder::Document);
    let list = found;
    let title = heading(&format!("Krav til beste for {}", group.name), year);
    let path = format!("/malgruppe/{}", encoded(&id));
    let body = html! {
        (crumbs(&[("Enheter og målgrupper", Some("/enhet".to_owned())), (&group.name, None)]))
        h1 { (title) }
        p {
            @for broader in &group.broader {
                "Hører til " a href={ "/malgruppe/" (encoded(broader)) } { (target_group_name(&snapshot, broader)) } ". "
            }
            (list.len()) " krav, smalere grupper medregnet · " (coverage(&snapshot))
        }
        (switches(&query, &path, &years, year))
        (requirements(&snapshot, &list, &query, &path)?)
    };
    Ok(frame(&title, Place::Units, body))
}

fn heading(start: &str, year: Option<i16>) -> String {
    match year {
        Some(year) => format!("{start} i {year}"),
        None => start.to_owned(),
    }
}

/// The years that the requirements are of, latest first.
pub(super) fn years(snapshot: &Snapshot, found: impl Iterator<Item = ObligationRef>) -> Vec<i16> {
    let years: BTreeSet<i16> = found
        .filter_map(|obligation| {
            snapshot.documents()[obligation.document as usize]
                .facts
                .head
                .year
        })
        .collect();
    years.into_iter().rev().collect()
}

/// The year that the address asks for; the latest one where it says nothing.
pub(super) fn chosen_year(query: &Query, years: &[i16]) -> Result<Option<i16>, PageError> {
    match query.first("ar") {
        Some("alle") => Ok(None),
        Some(text) => match text.parse() {
            Ok(year) => Ok(Some(year)),
            Err(_) => Err(PageError::Wrong(format!(
                "«ar» skal være et årstall som 2024 eller «alle», ikke «{text}»."
            ))),
        },
        None => Ok(years.first().copied()),
    }
}

fn switches(query: &Query, path: &str, years: &[i16], year: Option<i16>) -> Markup {
    html! {
        nav aria-label="År" {
            ul.chips {
                @for own in years {
                    li { a href=(query.with("ar", &own.to_string()).with("side", "").address(path)) aria-current=[(Some(*own) == year).then_some("page")] { (own) } }
                }
                @if years.len() > 1 {
                    li { a href=(query.with("ar", "alle").with("side", "").address(path)) aria-current=[year.is_none().then_some("page")] { "Alle år" } }
                }
            }
        }
    }
}

/// The list by goal, with the deadlines on a time line.
fn requirements(
    snapshot: &Snapshot,
    list: &[ObligationRef],
    query: &Query,
    path: &str,
) -> Result<Markup, PageError> {
    let side = Side::of(query, PAGE_SIZE)?;
    if list.is_empty() {
        return Ok(html! {
            div.empty {
                p { "Ingen krav funnet for dette valget." }
                p { a href=(path) { "Vis siste år" } " eller " a href="/" { "søk i alle krav" } "." }
            }
        });
    }
    let novelties = novelties(snapshot, list);
    let new = list
        .iter()
        .filter(|one| novelties.get(one) == Some(&ChangeKind::Added))
        .count();
    let changed = list
        .iter()
        .filter(|one| novelties.get(one) == Some(&ChangeKind::Changed))
        .count();
    let mut order: Vec<(String, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, one) in list.iter().enumerate() {
        let goal = goal(snapshot, *one);
        places.entry(goal.clone()).or_insert(at);
        order.push((goal, at));
    }
    order.sort_by_key(|(goal, at)| (places[goal], *at));
    let shown = side.items(&order);
    let dated: Vec<_> = list
        .iter()
        .flat_map(|one| {
            let obligation = one.of(snapshot.documents());
            let dates = obligation
                .deadlines
                .iter()
                .filter_map(|found| found.value.date);
            dates.map(|date| (date, obligation.id.as_str(), obligation.text.as_str()))
        })
        .collect();
    Ok(html! {
        @if new + changed > 0 {
            ul.figures {
                li { strong { (new) } "nye siden forrige brev" }
                li { strong { (changed) } "endret siden forrige brev" }
            }
        }
        @if !dated.is_empty() {
            h2 { "Frister" }
            (time_line(&dated))
        }
        @for (at, (goal, index)) in shown.iter().enumerate() {
            @if at == 0 || shown[at - 1].0 != *goal { h2 { (goal) } }
            (entry(snapshot, list[*index], novelties.get(&list[*index]).copied()))
        }
        (side.pager(query, path, list.len()))
    })
}

fn entry(snapshot: &Snapshot, at: ObligationRef, novelty: Option<ChangeKind>) -> Markup {
    let document: &Document = &snapshot.documents()[at.document as usize];
    let obligation = at.of(snapshot.documents());
    let statement = obligation.statements.first().copied().unwrap_or(0);
    html! {
        article.hit {
            p.meta {
                (modality_mark(obligation.modality.value))
                span { (kind_word(obligation.kind.value)) }
                (novelty_tag(novelty))
                span { a href=(statement_address(document, statement)) { (document.facts.head.title) ", " (section_name(document, obligation.section)) } }
            }
            h3 lang=[lang(document.facts.head.language)] { a href=(requirement_address(&obligation.id)) { (obligation.text) } }
            (requirement_meta(snapshot, obligation))
        }
    }
}

/// What became of a requirement since the letter before, as a tag.
pub(super) fn novelty_tag(novelty: Option<ChangeKind>) -> Markup {
    html! {
        @match novelty {
            Some(ChangeKind::Added) => span.tag.good { "Nytt" },
            Some(ChangeKind::Changed) => span.tag { "Endret" },
            _ => "",
        }
    }
}

/// The goal that a requirement serves, else its chapter.
fn goal(snapshot: &Snapshot, reference: ObligationRef) -> String {
    let document = &snapshot.documents()[reference.document as usize];
    let obligation = reference.of(snapshot.documents());
    if let Some(goal) = obligation.goals.first() {
        return format!("Mål: {}", document.facts.goals[*goal as usize].text);
    }
    let sections = &document.outline.sections;
    let mut at = obligation.section as usize;
    while let Some(above) = sections[at]
        .parent
        .filter(|above| sections[*above as usize].level > 0)
    {
        at = above as usize;
    }
    match sections[at].heading.is_empty() {
        true => document.facts.head.title.clone(),
        false => sections[at].heading.clone(),
    }
}

/// Which requirements are new or changed since the letter before.
pub(super) fn novelties(
    snapshot: &Snapshot,
    list: &[ObligationRef],
) -> BTreeMap<ObligationRef, ChangeKind> {
    let documents: BTreeSet<u32> = list.iter().map(|one| one.document).collect();
    let mut novelties = BTreeMap::new();
    for document in documents {
        let Some(before) = snapshot.previous(document as usize) else {
            continue;
        };
        let diff = snapshot.diff(before, document as usize);
        for change in diff
            .changes
            .iter()
            .filter(|change| change.what == What::Obligation)
        {
            if let Some(index) = change.after {
                novelties.insert(ObligationRef { document, index }, change.change);
            }
        }
    }
    novelties
}
