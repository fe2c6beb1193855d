//! `/endringer` and `/endringer/A/B`: what changed between two letters, strengthened and weakened first.

use super::Site;
use super::error::PageError;
use super::layout::{Page, Place, crumbs, lang, page as frame};
use super::parts::{Side, requirement_address, section_name, unit_name};
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::diff::{Aspect, Change, ChangeKind, Direction, EditOp, LetterDiff, Summary, What};
use crate::model::Document;
use axum::extract::{self, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

const PAGE_SIZE: usize = 40;

type Pairs = extract::Query<Vec<(String, String)>>;

/// A filter: value in the address, word, and which changes it lets through.
type Filter = (&'static str, &'static str, fn(&Change) -> bool);

const FILTERS: [Filter; 8] = [
    ("skjerpet", "Skjerpet", |change| {
        change.direction == Some(Direction::Strengthened)
    }),
    ("svekket", "Svekket", |change| {
        change.direction == Some(Direction::Weakened)
    }),
    ("endret", "Endret innhold", |change| {
        change.change == ChangeKind::Changed
    }),
    ("nye", "Nye", |change| change.change == ChangeKind::Added),
    ("borte", "Borte", |change| {
        change.change == ChangeKind::Removed
    }),
    ("omskrevet", "Bare omskrevet", |change| {
        change.change == ChangeKind::Reworded
    }),
    ("flyttet", "Flyttet", |change| change.moved.any()),
    ("like", "Uendret", |change| {
        change.change == ChangeKind::Unchanged
    }),
];

/// Choose two letters.
pub(super) async fn list(State(site): State<Site>, pairs: Pairs) -> Response {
    let query = Query(pairs.0);
    if let (Some(before), Some(after)) = (query.first("for"), query.first("etter")) {
        return Redirect::to(&format!(
            "/endringer/{}/{}",
            encoded(before),
            encoded(after)
        ))
        .into_response();
    }
    let snapshot = site.snapshot();
    let pairs: Vec<(usize, usize)> = (0..snapshot.documents().len())
        .filter_map(|after| Some((snapshot.previous(after)?, after)))
        .collect();
    let body = html! {
        h1 { "Hva er endret mellom to brev?" }
        @if pairs.is_empty() {
            p.empty { "Ingen av brevene som er lest, er fra samme rekke i to år. Velg to brev selv under, eller les inn fjorårets brev." }
        } @else {
            h2 { "År for år" }
            ul {
                @for (before, after) in pairs {
                    @let (before, after) = (&snapshot.documents()[before], &snapshot.documents()[after]);
                    li { a href={ "/endringer/" (encoded(&before.id)) "/" (encoded(&after.id)) } { (before.facts.head.title) " → " (after.facts.head.title) } }
                }
            }
        }
        h2 { "To brev etter eget valg" }
        form.search-form action="/endringer" method="get" {
            (choice(&snapshot, "for", "Før"))
            (choice(&snapshot, "etter", "Etter"))
            button type="submit" { "Sammenlign" }
        }
    };
    frame("Endringer", Place::Changes, body).into_response()
}

fn choice(snapshot: &Snapshot, name: &str, label: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for document in snapshot.documents() { option value=(document.id) { (document.facts.head.title) } }
            }
        }
    }
}

/// What changed between two letters.
pub(super) async fn page(
    State(site): State<Site>,
    Path((before, after)): Path<(String, String)>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let find = |id: &str| {
        snapshot
            .document_index(id)
            .ok_or_else(|| PageError::Missing(format!("Brevet «{id}»")))
    };
    let diff = snapshot.diff(find(&before)?, find(&after)?);
    let letters = (
        &*snapshot.documents()[find(&before)?],
        &*snapshot.documents()[find(&after)?],
    );
    let path = format!("/endringer/{}/{}", encoded(&before), encoded(&after));
    let filter = query
        .first("vis")
        .and_then(|name| FILTERS.iter().find(|(own, _, _)| *own == name));
    let unit = query.first("enhet");
    let mut changes: Vec<&Change> = diff
        .changes
        .iter()
        .filter(|change| matches!(change.what, What::Obligation | What::Indicator))
        .filter(|change| match filter {
            Some((_, _, passes)) => passes(change),
            None => change.change != ChangeKind::Unchanged,
        })
        .filter(|change| unit.is_none_or(|unit| binds(letters, change, unit)))
        .collect();
    // Stable: within a rank the changes stay in the order of the letters.
    changes.sort_by_key(|change| rank(change));
    let part = Side::of(&query, PAGE_SIZE)?;
    let shown = part.items(&changes);
    let summary = diff.summary_of(What::Obligation);
    let title = format!("Endret fra {} til {}", name(letters.0), name(letters.1));
    let body = html! {
        (crumbs(&[("Endringer", Some("/endringer".to_owned())), (&title, None)]))
        h1 { (title) }
        (figures(&summary))
        nav aria-label="Vis" {
            ul.chips {
                li { a href=(query.with("vis", "").with("side", "").address(&path)) aria-current=[filter.is_none().then_some("page")] { "Alle endringer" } }
                @for (own, word, passes) in FILTERS {
                    @let count = count(&diff, passes);
                    @if count > 0 {
                        li { a href=(query.with("vis", own).with("side", "").address(&path)) aria-current=[filter.is_some_and(|(on, _, _)| *on == own).then_some("page")] { (word) " (" (count) ")" } }
                    }
                }
            }
        }
        @if let Some(unit) = unit {
            ul.chips aria-label="Valgte avgrensninger" {
                li { a href=(query.with("enhet", "").address(&path)) { "Hvem: " (unit_name(&snapshot, unit)) " " span aria-hidden="true" { "✕" } span.visually-hidden { " (ta bort)" } } }
            }
        }
        h2 { "Endringene" }
        p role="status" { "Viser " (shown.len()) " av " (changes.len()) " endringer." }
        @for change in shown { (entry(letters, change)) }
        (part.pager(&query, &path, changes.len()))
    };
    Ok(frame(&title, Place::Changes, body))
}

fn name(document: &Document) -> String {
    document.facts.head.title.clone()
}

fn count(diff: &LetterDiff, passes: fn(&Change) -> bool) -> usize {
    let of_interest = diff
        .changes
        .iter()
        .filter(|change| matches!(change.what, What::Obligation | What::Indicator));
    of_interest.filter(|change| passes(change)).count()
}

fn rank(change: &Change) -> u8 {
    match (change.direction, change.change) {
        (Some(Direction::Strengthened), _) => 0,
        (Some(Direction::Weakened), _) => 1,
        (None, ChangeKind::Changed) => 2,
        (None, ChangeKind::Added) => 3,
        (None, ChangeKind::Removed) => 4,
        (None, ChangeKind::Reworded) => 5,
        (None, ChangeKind::Unchanged) => 6,
    }
}

fn binds(letters: (&Document, &Document), change: &Change, unit: &str) -> bool {
    if change.what != What::Obligation {
        return false;
    }
    let bound = |document: &Document, index: Option<u32>| {
        let obligation = index.and_then(|index| document.facts.obligations.get(index as usize));
        obligation.is_some_and(|obligation| obligation.units.iter().any(|own| own.unit == unit))
    };
    bound(letters.0, change.before) || bound(letters.1, change.after)
}

/// The summary as figures, and as a bar whose parts are labelled.
fn figures(summary: &Summary) -> Markup {
    let parts = [
        (summary.unchanged, "uendret"),
        (summary.reworded, "omskrevet"),
        (summary.changed, "endret"),
        (summary.added, "nye"),
        (summary.removed, "borte"),
    ];
    let all: usize = parts.iter().map(|(count, _)| count).sum();
    let mut x = 0.0;
    html! {
        ul.figures {
            @for (count, word) in parts { li { strong { (count) } (word) } }
            li { strong { (summary.strengthened) } "skjerpet" }
            li { strong { (summary.weakened) } "svekket" }
        }
        @if all > 0 {
            svg.picture viewBox="0 0 720 46" role="img" aria-label={ "Fordelingen av " (all) " krav; tallene står over" } {
                @for (at, (count, word)) in parts.iter().enumerate() {
                    @let width = 720.0 * *count as f64 / all as f64;
                    @let start = x;
                    @let () = x += width;
                    @if *count > 0 {
                        rect class=(if at % 2 == 0 { "box" } else { "box here" }) x=(format!("{start:.1}")) y="1" width=(format!("{:.1}", width - 2.0)) height="24" {}
                        @if width > 60.0 { text x=(format!("{:.1}", start + 4.0)) y="42" font-size="14" { (word) } }
                    }
                }
            }
        }
    }
}

fn entry(letters: (&Document, &Document), change: &Change) -> Markup {
    html! {
        article.hit {
            p.meta {
                (mark(change))
                @for aspect in &change.aspects { span.tag { (aspect_word(*aspect)) } }
                @if change.moved.any() { span.tag { "Flyttet" } }
                @if change.what == What::Indicator { span.tag { "Styringsparameter" } }
            }
            h3 { (change.explanation_nb) }
            div.sides {
                div { (side(letters.0, change, change.before, EditOp::Delete)) }
                div { (side(letters.1, change, change.after, EditOp::Insert)) }
            }
        }
    }
}

fn mark(change: &Change) -> Markup {
    let (class, word) = match (change.direction, change.change) {
        (Some(Direction::Strengthened), _) => ("tag bad", "↑ Skjerpet"),
        (Some(Direction::Weakened), _) => ("tag good", "↓ Svekket"),
        (None, ChangeKind::Changed) => ("tag bad", "≠ Endret"),
        (None, ChangeKind::Added) => ("tag good", "+ Nytt"),
        (None, ChangeKind::Removed) => ("tag bad", "− Borte"),
        (None, ChangeKind::Reworded) => ("tag", "~ Omskrevet"),
        (None, ChangeKind::Unchanged) => ("tag", "= Uendret"),
    };
    html! { span class=(class) { (word) } }
}

fn aspect_word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Modality => "Styrke",
        Aspect::Deadline => "Frist",
        Aspect::Number => "Tall",
        Aspect::Unit => "Hvem",
        Aspect::TargetGroup => "For hvem",
        Aspect::Scope => "Omfang",
        Aspect::Legal => "Lov",
    }
}

/// One side of a change: the letter's words, with what only this side has marked.
fn side(document: &Document, change: &Change, index: Option<u32>, own: EditOp) -> Markup {
    let head = &document.facts.head;
    let Some(index) = index else {
        return html! { p.subtle { (head.title) ": ikke med" } };
    };
    let (section, address) = match change.what {
        What::Obligation => {
            let obligation = &document.facts.obligations[index as usize];
            (
                obligation.section,
                Some(requirement_address(&obligation.id)),
            )
        }
        _ => (document.facts.indicators[index as usize].section, None),
    };
    let other = if own == EditOp::Insert {
        EditOp::Delete
    } else {
        EditOp::Insert
    };
    html! {
        p.meta {
            @match address {
                Some(address) => a href=(address) { (head.title) ", " (section_name(document, section)) },
                None => span { (head.title) ", " (section_name(document, section)) },
            }
        }
        p lang=[lang(head.language)] {
            @for edit in change.words.iter().filter(|edit| edit.op != other) {
                @match edit.op {
                    EditOp::Equal => (edit.text),
                    EditOp::Insert => ins { (edit.text) },
                    EditOp::Delete => del { (edit.text) },
                }
            }
        }
    }
}
