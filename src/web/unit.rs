//! `/enhet`, `/enhet/ID` and `/malgruppe/ID`: what applies to a unit or is for a group in a year, and why.

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
use crate::trace::{self, Asking, Basis, Requirement, Requirements};
use axum::extract::{self, Path, State};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

const PAGE_SIZE: usize = 50;

type Pairs = extract::Query<Vec<(String, String)>>;

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

/// What applies to one unit.
pub(super) async fn unit(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let unit = snapshot
        .vocabulary()
        .unit(&id)
        .ok_or_else(|| PageError::Missing(format!("Enheten «{id}»")))?;
    let all = ask(&snapshot, &id, None, None)?;
    let years = years(&snapshot, all.list.iter().map(|found| found.obligation));
    let year = chosen_year(&query, &years)?;
    let group = query.first("malgruppe");
    if let Some(group) = group.filter(|group| snapshot.vocabulary().target_group(group).is_none()) {
        return Err(PageError::Missing(format!("Målgruppen «{group}»")));
    }
    let answer = ask(&snapshot, &id, group, year)?;
    let title = heading(&format!("Hva gjelder for {}", unit.name), year);
    let path = format!("/enhet/{}", encoded(&id));
    let list: Vec<Entry> = answer
        .list
        .iter()
        .map(|found| Entry {
            obligation: found.obligation,
            basis: Some(basis(&snapshot, &answer, found)),
            own: found.basis == Basis::Direct,
        })
        .collect();
    let body = html! {
        (crumbs(&[("Enheter og målgrupper", Some("/enhet".to_owned())), (&unit.name, None)]))
        h1 { (title) }
        p {
            @if let Some(whole) = &unit.part_of {
                "Del av " a href={ "/enhet/" (encoded(whole)) } { (unit_name(&snapshot, whole)) } ". "
            }
            (list.len()) " krav · " (answer.coverage.documents_read) " av " (answer.coverage.documents_in_scope)
            " dokumenter lest"
        }
        (switches(&snapshot, &query, &path, &years, year, group))
        (requirements(&snapshot, &list, &query, &path, Some(&id))?)
    };
    Ok(frame(&title, Place::Units, body))
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
    let list: Vec<Entry> = found
        .into_iter()
        .map(|obligation| Entry {
            obligation,
            basis: None,
            own: true,
        })
        .collect();
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
        (switches(&snapshot, &query, &path, &years, year, None))
        (requirements(&snapshot, &list, &query, &path, None)?)
    };
    Ok(frame(&title, Place::Units, body))
}

/// A requirement of the list.
struct Entry {
    obligation: ObligationRef,
    /// Why it applies, in words.
    basis: Option<String>,
    /// Whether the unit is named itself: those stand first.
    own: bool,
}

fn ask(
    snapshot: &Snapshot,
    unit: &str,
    group: Option<&str>,
    year: Option<i16>,
) -> Result<Requirements, PageError> {
    let asking = Asking {
        unit,
        target_group: group,
        year,
        ..Asking::default()
    };
    trace::requirements(snapshot.graph(), &asking)
        .map_err(|_| PageError::Missing(format!("Enheten «{unit}»")))
}

fn heading(start: &str, year: Option<i16>) -> String {
    match year {
        Some(year) => format!("{start} i {year}, og hvorfor"),
        None => format!("{start}, og hvorfor"),
    }
}

/// The years that the requirements are of, latest first.
fn years(snapshot: &Snapshot, found: impl Iterator<Item = ObligationRef>) -> Vec<i16> {
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

fn chosen_year(query: &Query, years: &[i16]) -> Result<Option<i16>, PageError> {
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

fn switches(
    snapshot: &Snapshot,
    query: &Query,
    path: &str,
    years: &[i16],
    year: Option<i16>,
    group: Option<&str>,
) -> Markup {
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
        @if let Some(group) = group {
            ul.chips aria-label="Valgte avgrensninger" {
                li { a href=(query.with("malgruppe", "").address(path)) {
                    "For: " (target_group_name(snapshot, group)) " " span aria-hidden="true" { "✕" } span.visually-hidden { " (ta bort)" }
                } }
            }
        }
    }
}

/// Why a requirement applies, in one line.
fn basis(snapshot: &Snapshot, answer: &Requirements, found: &Requirement) -> String {
    let steps = trace::why(snapshot.graph(), answer, found);
    let naming = ["RESPONSIBLE", "PARTNER", "ENSURED_FOR", "NAMES"];
    let said = steps
        .into_iter()
        .find(|step| naming.contains(&step.relation));
    said.map_or(String::new(), |step| step.explanation.norwegian)
}

fn basis_word(basis: &Entry) -> &'static str {
    if basis.own { "Navngitt" } else { "Arvet" }
}

/// The list by goal, own requirements before inherited ones, with the deadlines on a time line.
fn requirements(
    snapshot: &Snapshot,
    list: &[Entry],
    query: &Query,
    path: &str,
    unit: Option<&str>,
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
        .filter(|entry| novelties.get(&entry.obligation) == Some(&ChangeKind::Added))
        .count();
    let changed = list
        .iter()
        .filter(|entry| novelties.get(&entry.obligation) == Some(&ChangeKind::Changed))
        .count();
    let mut order: Vec<(String, bool, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in list.iter().enumerate() {
        let goal = goal(snapshot, entry.obligation);
        places.entry(goal.clone()).or_insert(at);
        order.push((goal, !entry.own, at));
    }
    order.sort_by_key(|(goal, inherited, at)| (places[goal], *inherited, *at));
    let shown = side.items(&order);
    let dated: Vec<_> = list
        .iter()
        .flat_map(|entry| {
            let obligation = entry.obligation.of(snapshot.documents());
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
        @for (at, (goal, _, index)) in shown.iter().enumerate() {
            @if at == 0 || shown[at - 1].0 != *goal { h2 { (goal) } }
            (entry(snapshot, &list[*index], novelties.get(&list[*index].obligation).copied(), unit))
        }
        (side.pager(query, path, list.len()))
    })
}

fn entry(
    snapshot: &Snapshot,
    entry: &Entry,
    novelty: Option<ChangeKind>,
    unit: Option<&str>,
) -> Markup {
    let document: &Document = &snapshot.documents()[entry.obligation.document as usize];
    let obligation = entry.obligation.of(snapshot.documents());
    let statement = obligation.statements.first().copied().unwrap_or(0);
    html! {
        article.hit {
            p.meta {
                (modality_mark(obligation.modality.value))
                span { (kind_word(obligation.kind.value)) }
                @if unit.is_some() { span.tag { (basis_word(entry)) } }
                @match novelty {
                    Some(ChangeKind::Added) => span.tag.good { "Nytt" },
                    Some(ChangeKind::Changed) => span.tag.bad { "Endret" },
                    _ => "",
                }
                span { a href=(statement_address(document, statement)) { (document.facts.head.title) ", " (section_name(document, obligation.section)) } }
            }
            h3 lang=[lang(document.facts.head.language)] { a href=(requirement_address(&obligation.id)) { (obligation.text) } }
            (requirement_meta(snapshot, obligation))
            @if let (Some(basis), Some(unit)) = (&entry.basis, unit) {
                p.subtle { (basis) ". " a href={ (requirement_address(&obligation.id)) "?enhet=" (encoded(unit)) "#hvorfor" } { "Hele begrunnelsen" } }
            }
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
fn novelties(snapshot: &Snapshot, list: &[Entry]) -> BTreeMap<ObligationRef, ChangeKind> {
    let documents: BTreeSet<u32> = list.iter().map(|entry| entry.obligation.document).collect();
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
