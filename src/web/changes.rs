//! `/endringer` and `/endringer/A/B`: what changed between two letters, what matters first. What is
//! ticked goes into a note ([`super::change_note`]).

use super::Site;
use super::change_list::{Chosen, Group, side_of};
use super::error::PageError;
use super::layout::{Page, Place, crumbs, lang, page as frame};
use super::parts::{Side, requirement_address, section_name, target_group_name, unit_name};
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::diff::{Aspect, Change, ChangeKind, Direction, EditOp, Summary, What, WordEdit};
use crate::model::Document;
use axum::extract::{self, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

const PAGE_SIZE: usize = 40;

/// Names and values of an address.
pub(super) type Pairs = extract::Query<Vec<(String, String)>>;

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
    let chosen = Chosen::new(&snapshot, (&before, &after), &query)?;
    let letters = chosen.letters();
    let path = chosen.path();
    let changes = chosen.changes();
    let part = Side::of(&query, PAGE_SIZE)?;
    let shown = part.items(&changes);
    let title = chosen.title();
    let body = html! {
        (crumbs(&[("Endringer", Some("/endringer".to_owned())), (&title, None)]))
        h1 { (title) }
        (figures(&chosen.diff.summary_of(What::Obligation)))
        (kinds(&chosen, &query))
        (narrowing(&snapshot, &chosen, &query))
        form action={ (path) "/notat" } method="get" {
            @for name in ["vis", "enhet", "malgruppe", "ordne"] {
                @if let Some(value) = query.first(name) { input type="hidden" name=(name) value=(value); }
            }
            p role="status" { "Viser " (shown.len()) " av " (changes.len()) " endringer." }
            (note_buttons(&path))
            @for (at, (index, change)) in shown.iter().enumerate() {
                @let group = chosen.heading(change);
                @if at == 0 || chosen.heading(shown[at - 1].1) != group { h2 { (group) } }
                (entry(letters, *index, change))
            }
        }
        (part.pager(&query, &path, changes.len()))
    };
    Ok(frame(&title, Place::Changes, body))
}

/// Links that narrow the list to one group of changes.
fn kinds(chosen: &Chosen, query: &Query) -> Markup {
    let path = chosen.path();
    let on = query.first("vis");
    html! {
        nav aria-label="Vis" {
            ul.chips {
                li { a href=(query.with("vis", "").with("side", "").address(&path)) aria-current=[on.is_none().then_some("page")] { "Alle endringer" } }
                @for group in Group::ALL {
                    @let count = chosen.count(group);
                    @if count > 0 {
                        li { a href=(query.with("vis", group.value()).with("side", "").address(&path)) aria-current=[(on == Some(group.value())).then_some("page")] { (group.heading()) " (" (count) ")" } }
                    }
                }
            }
        }
    }
}

/// Whom the changes are shown for, and in which order.
fn narrowing(snapshot: &Snapshot, chosen: &Chosen, query: &Query) -> Markup {
    let (units, groups) = (chosen.units(), chosen.target_groups());
    let chosen_one = |name: &str, value: &str| query.first(name) == Some(value);
    html! {
        form.search-form action=(chosen.path()) method="get" {
            @if let Some(value) = query.first("vis") { input type="hidden" name="vis" value=(value); }
            div.field {
                label for="enhet" { "Hvem" }
                select id="enhet" name="enhet" {
                    option value="" { "Alle" }
                    @for slug in units { option value=(slug) selected[chosen_one("enhet", slug)] { (unit_name(snapshot, slug)) } }
                }
            }
            div.field {
                label for="malgruppe" { "For hvem" }
                select id="malgruppe" name="malgruppe" {
                    option value="" { "Alle" }
                    @for slug in groups { option value=(slug) selected[chosen_one("malgruppe", slug)] { (target_group_name(snapshot, slug)) } }
                }
            }
            div.field {
                label for="ordne" { "Rekkefølge" }
                select id="ordne" name="ordne" {
                    option value="" { "Det viktigste først" }
                    option value="kapittel" selected[chosen_one("ordne", "kapittel")] { "Kapittel for kapittel" }
                }
            }
            button type="submit" { "Vis" }
        }
    }
}

fn note_buttons(path: &str) -> Markup {
    html! {
        p {
            "Kryss av det som skal med; uten kryss blir alt i utvalget med. "
            button type="submit" { "Lag endringsnotat" }
            " "
            button type="submit" formaction={ (path) "/notat.docx" } { "Last ned som Word" }
            " "
            button type="submit" formaction={ (path) "/notat.md" } { "Last ned som Markdown" }
        }
    }
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

fn entry(letters: (&Document, &Document), index: usize, change: &Change) -> Markup {
    let told = change.before.is_some() && change.after.is_some();
    html! {
        article.hit {
            p.meta {
                label { input type="checkbox" name="ta" value=(index); " Ta med" }
                (mark(change))
                @for aspect in &change.aspects { span.tag { (aspect_word(*aspect)) } }
                @if change.moved.any() { span.tag { "Flyttet" } }
                @if change.what != What::Obligation { span.tag { (what_word(change.what)) } }
            }
            @if told { h3 { (change.explanation_nb) } }
            div.sides {
                div { (side(letters.0, change.was, change.before, &change.words_before)) }
                div { (side(letters.1, change.what, change.after, &change.words_after)) }
            }
        }
    }
}

/// What became of it: word, sign and colour say the same.
fn mark(change: &Change) -> Markup {
    let (class, word) = match (change.direction, change.change) {
        (Some(Direction::Strengthened), _) => ("tag bad", "↑ Skjerpet"),
        (Some(Direction::Weakened), _) => ("tag good", "↓ Svekket"),
        (None, ChangeKind::Changed) => ("tag", "≠ Endret"),
        (None, ChangeKind::Added) => ("tag good", "+ Nytt"),
        (None, ChangeKind::Removed) => ("tag", "− Ikke funnet igjen"),
        (None, ChangeKind::Reworded) => ("tag", "~ Omskrevet"),
        (None, ChangeKind::Unchanged) => ("tag", "= Uendret"),
    };
    html! { span class=(class) { (word) } }
}

/// The word for what differs.
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

/// The word for a sort of fact.
pub(super) fn what_word(what: What) -> &'static str {
    match what {
        What::Obligation => "Krav",
        What::Indicator => "Styringsparameter",
        What::Goal => "Mål",
        What::Priority => "Prioritering",
        What::Section => "Avsnitt",
        What::BudgetItem => "Bevilgning",
    }
}

/// One side of a change: the letter's own words, what only this side has marked, the lead-in before it.
fn side(document: &Document, what: What, index: Option<u32>, words: &[WordEdit]) -> Markup {
    let head = &document.facts.head;
    let Some(index) = index else {
        return html! { p.subtle { (head.title) ": ikke funnet" } };
    };
    let found = side_of(document, what, index);
    let place = found
        .section
        .map(|at| section_name(document, at))
        .unwrap_or_default();
    html! {
        p.meta {
            @match found.id {
                Some(id) => a href=(requirement_address(id)) { (head.title) ", " (place) },
                None => span { (head.title) ", " (place) },
            }
        }
        @if let Some(lead_in) = found.lead_in { p.subtle lang=[lang(head.language)] { (lead_in) } }
        p lang=[lang(head.language)] {
            @for edit in words {
                @match edit.op {
                    EditOp::Equal => (edit.text),
                    EditOp::Insert => ins { (edit.text) },
                    EditOp::Delete => del { (edit.text) },
                }
            }
        }
        @if let Some(target) = found.target { p { "Resultatkrav: " (target) } }
    }
}
