//! `/enhet/ID`: what concerns a unit in a year, shelf by shelf, and why; with filters in the address, what
//! is new, what is due, and the same as a workbook and as a calendar.

use super::Site;
use super::calendar;
use super::error::PageError;
use super::facet::{Row, facets, narrowed};
use super::layout::{Page, Place, crumbs, lang, page as frame};
use super::parts::{
    Side, day, kind_word, modality_mark, requirement_address, requirement_meta, section_name,
    statement_address, unit_name,
};
use super::picture::time_line;
use super::query::{Query, encoded};
use super::sheet;
use super::unit::{Pairs, chosen_year, novelties, novelty_tag, years};
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::model::Document;
use crate::trace::{self, Asking, Basis, Requirement, Requirements};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};

const PAGE_SIZE: usize = 50;
/// Deadlines shown before the list; the others stand on a page of their own.
const DEADLINES: usize = 8;

/// The name of a shelf.
pub(super) fn shelf_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Direct => "Navngitt",
        Basis::Role => "Rolle",
        Basis::Indirect => "Overordnet skal påse",
        Basis::Partner => "Samarbeid",
        Basis::Placed => "Omtalt",
        Basis::Collective => "Helheten",
        Basis::Line => "Linjen",
    }
}

/// What stands on a shelf, in a sentence.
fn shelf_help(basis: Basis) -> &'static str {
    match basis {
        Basis::Direct => "Enheten skal gjøre det selv, etter ordene i setningen.",
        Basis::Role => "En rolle som arbeider i enheten, skal gjøre det.",
        Basis::Indirect => "En overordnet skal sørge for at enheten gjør eller har noe.",
        Basis::Partner => "Arbeidet skal gjøres sammen med enheten eller en rolle i den.",
        Basis::Placed => "Setningen nevner enheten på annen måte: som sted, middel eller mottaker.",
        Basis::Collective => "En helhet som enheten er en del av, skal gjøre det.",
        Basis::Line => {
            "Setningen nevner ingen, så brevets mottaker er ment. Saken er tjenesten til brukere eller \
             arbeidsgivere, som linjen gir."
        }
    }
}

/// The shelf in the address.
pub(super) fn shelf_value(basis: Basis) -> &'static str {
    match basis {
        Basis::Direct => "navngitt",
        Basis::Role => "rolle",
        Basis::Indirect => "pase",
        Basis::Partner => "samarbeid",
        Basis::Placed => "omtalt",
        Basis::Collective => "helheten",
        Basis::Line => "linjen",
    }
}

/// What was asked for in the address, answered.
struct Asked {
    answer: Requirements,
    years: Vec<i16>,
    year: Option<i16>,
    rows: Vec<Row>,
}

fn asked(snapshot: &Snapshot, id: &str, query: &Query) -> Result<Asked, PageError> {
    let unit = |year: Option<i16>| {
        let asking = Asking {
            unit: id,
            year,
            ..Asking::default()
        };
        trace::requirements(snapshot.graph(), &asking)
            .map_err(|_| PageError::Missing(format!("Enheten «{id}»")))
    };
    let all = unit(None)?;
    let years = years(snapshot, all.list.iter().map(|found| found.obligation));
    let year = chosen_year(query, &years)?;
    let answer = match year {
        Some(_) => unit(year)?,
        None => all,
    };
    let found: Vec<ObligationRef> = answer.list.iter().map(|one| one.obligation).collect();
    let novelties = novelties(snapshot, &found);
    let rows = answer.list.iter().enumerate().map(|(place, one)| Row {
        obligation: one.obligation,
        basis: one.basis,
        novelty: novelties.get(&one.obligation).copied(),
        place,
    });
    Ok(Asked {
        rows: rows.collect(),
        years,
        year,
        answer,
    })
}

/// The page of a unit.
pub(super) async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let asked = asked(&snapshot, &id, &query)?;
    let name = unit_name(&snapshot, &id).to_owned();
    let title = match asked.year {
        Some(year) => format!("Hva gjelder for {name} i {year}"),
        None => format!("Hva gjelder for {name}"),
    };
    let path = format!("/enhet/{}", encoded(&id));
    let mut chosen = narrowed(&snapshot, &asked.rows, &query);
    chosen.sort_by_key(|row| (row.basis, row.place));
    let side = Side::of(&query, PAGE_SIZE)?;
    let shown = side.items(&chosen);
    let coverage = asked.answer.coverage;
    let body = html! {
        (crumbs(&[("Enheter og målgrupper", Some("/enhet".to_owned())), (&name, None)]))
        h1 { (title) }
        (above(&snapshot, &id))
        (year_links(&query, &path, &asked))
        (shelves(&asked, &query, &path))
        p.subtle {
            (coverage.requirements_on_no_shelf)
            " krav i brev til eller fra samme etat står ikke på noen hylle: vi fant ikke at de gjelder "
            (name) ". " (coverage.documents_read) " dokumenter er lest"
            @if coverage.documents_in_scope > coverage.documents_read {
                ", " (coverage.documents_in_scope - coverage.documents_read) " som ventes for året, mangler"
            }
            "."
        }
        (facets(&snapshot, &asked.rows, &query, &path))
        (due(&snapshot, &chosen, &id, &query))
        h2 { (chosen.len()) " krav" }
        @if chosen.is_empty() {
            div.empty {
                p { "Vi fant ingen krav for dette valget." }
                p { a href=(path) { "Vis alle krav til enheten" } }
            }
        } @else {
            p {
                a href=(query.address(&format!("{path}/krav.xlsx"))) { "Last ned som regneark" }
            }
        }
        @for (at, row) in shown.iter().enumerate() {
            @if at == 0 || shown[at - 1].basis != row.basis {
                h3.shelf id=(shelf_value(row.basis)) { (shelf_word(row.basis)) }
                p.subtle { (shelf_help(row.basis)) }
            }
            (requirement(&snapshot, &asked.answer, row, &id))
        }
        (side.pager(&query, &path, chosen.len()))
    };
    Ok(frame(&title, Place::Units, body))
}

/// The requirements chosen, as a workbook.
pub(super) async fn xlsx(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let asked = asked(&snapshot, &id, &query)?;
    let mut chosen = narrowed(&snapshot, &asked.rows, &query);
    chosen.sort_by_key(|row| (row.basis, row.place));
    let found: Vec<(&str, u32)> = chosen
        .iter()
        .map(|row| {
            let document = &snapshot.documents()[row.obligation.document as usize];
            (document.id.as_str(), row.obligation.index)
        })
        .collect();
    sheet::xlsx(&snapshot, &found)
}

/// The dated deadlines of the requirements chosen, as a calendar that others may subscribe to.
pub(super) async fn ics(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let asked = asked(&snapshot, &id, &query)?;
    let chosen = narrowed(&snapshot, &asked.rows, &query);
    let name = format!("Frister for {}", unit_name(&snapshot, &id));
    let places = chosen.iter().map(|row| row.obligation);
    let file = calendar::of_requirements(&snapshot, &name, places);
    let media_type = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    Ok(([media_type], file).into_response())
}

fn above(snapshot: &Snapshot, id: &str) -> Markup {
    let whole = snapshot
        .vocabulary()
        .unit(id)
        .and_then(|unit| unit.part_of.as_deref());
    html! {
        @if let Some(whole) = whole {
            p { "Del av " a href={ "/enhet/" (encoded(whole)) } { (unit_name(snapshot, whole)) } "." }
        }
    }
}

fn year_links(query: &Query, path: &str, asked: &Asked) -> Markup {
    let link = |value: &str| query.with("ar", value).with("side", "").address(path);
    html! {
        nav aria-label="År" {
            ul.chips {
                @for own in &asked.years {
                    li { a href=(link(&own.to_string())) aria-current=[(Some(*own) == asked.year).then_some("page")] { (own) } }
                }
                @if asked.years.len() > 1 {
                    li { a href=(link("alle")) aria-current=[asked.year.is_none().then_some("page")] { "Alle år" } }
                }
            }
        }
    }
}

/// The shelves with how many stand on each.
fn shelves(asked: &Asked, query: &Query, path: &str) -> Markup {
    let chosen: Vec<&str> = query.all("hylle").collect();
    html! {
        ul.figures aria-label="Hyller" {
            @for (basis, count) in &asked.answer.by_basis {
                @if *count > 0 {
                    @let value = shelf_value(*basis);
                    li {
                        a href=(query.toggled("hylle", value).address(path)) aria-current=[chosen.contains(&value).then_some("true")] {
                            strong { (count) } (shelf_word(*basis))
                        }
                    }
                }
            }
        }
    }
}

/// The next dated deadlines, with the way to all of them.
fn due(snapshot: &Snapshot, chosen: &[&Row], id: &str, query: &Query) -> Markup {
    let mut dated: Vec<(Date, &str, &str)> = chosen
        .iter()
        .flat_map(|row| {
            let obligation = row.obligation.of(snapshot.documents());
            let dates = obligation
                .deadlines
                .iter()
                .filter_map(|found| found.value.date);
            dates.map(|date| (date, obligation.id.as_str(), obligation.text.as_str()))
        })
        .collect();
    dated.sort_unstable();
    html! {
        @if !dated.is_empty() {
            h2 { "Frister" }
            @if dated.len() > 2 { (time_line(&dated)) }
            ul {
                @for (date, id, text) in dated.iter().take(DEADLINES) {
                    li { strong { (day(*date)) } ": " a href=(requirement_address(id)) { (text) } }
                }
            }
            p {
                a href={ "/frister?enhet=" (encoded(id)) } { "Alle frister" } " · "
                a href=(query.address(&format!("/enhet/{}/frister.ics", encoded(id)))) { "Kalender (ics)" }
            }
        }
    }
}

fn requirement(snapshot: &Snapshot, answer: &Requirements, row: &Row, unit: &str) -> Markup {
    let document: &Document = &snapshot.documents()[row.obligation.document as usize];
    let obligation = row.obligation.of(snapshot.documents());
    let statement = obligation.statements.first().copied().unwrap_or(0);
    let address = requirement_address(&obligation.id);
    html! {
        article.hit {
            p.meta {
                (modality_mark(obligation.modality.value))
                span { (kind_word(obligation.kind.value)) }
                (novelty_tag(row.novelty))
                span { a href=(statement_address(document, statement)) { (document.facts.head.title) ", " (section_name(document, obligation.section)) } }
            }
            h4 lang=[lang(document.facts.head.language)] { a href=(address) { (obligation.text) } }
            (requirement_meta(snapshot, obligation))
            p.subtle {
                (reason(snapshot, answer, &answer.list[row.place])) ". "
                a href={ (address) "?enhet=" (encoded(unit)) "#hvorfor" } { "Hele begrunnelsen" }
            }
        }
    }
}

/// Why a requirement stands where it does, in one line.
fn reason(snapshot: &Snapshot, answer: &Requirements, found: &Requirement) -> String {
    let steps = trace::why(snapshot.graph(), answer, found);
    let telling = match found.basis {
        Basis::Line => ["SERVICE"].as_slice(),
        _ => &["RESPONSIBLE", "PARTNER", "ENSURED_FOR", "NAMES"],
    };
    let said = steps
        .into_iter()
        .find(|step| telling.contains(&step.relation));
    said.map_or(String::new(), |step| step.explanation.norwegian)
}
