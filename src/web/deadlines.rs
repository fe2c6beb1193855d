//! `/frister`: what is due, across letters, by day and by unit; the same as a calendar.

use super::Site;
use super::calendar;
use super::error::PageError;
use super::layout::{Page, Place, coverage, page as frame};
use super::parts::{day, month, requirement_address, unit_name};
use super::query::{Query, encoded};
use super::unit::Pairs;
use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::model::{ObligationFilter, ObligationOrder, Recurrence};
use crate::trace::{self, Asking, Basis};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A day on which something is due.
struct Due {
    day: Date,
    /// The period that ends on that day, where the letter gives a rhythm and no day.
    period: Option<&'static str>,
    obligation: ObligationRef,
}

/// The periods of a rhythm: last month and day, and what the period is called.
fn periods(recurrence: Recurrence) -> &'static [(i8, i8, &'static str)] {
    match recurrence {
        Recurrence::Quarterly => &[
            (3, 31, "1. kvartal"),
            (6, 30, "2. kvartal"),
            (9, 30, "3. kvartal"),
            (12, 31, "4. kvartal"),
        ],
        Recurrence::Tertial => &[
            (4, 30, "1. tertial"),
            (8, 31, "2. tertial"),
            (12, 31, "3. tertial"),
        ],
        Recurrence::HalfYearly => &[(6, 30, "1. halvår"), (12, 31, "2. halvår")],
        Recurrence::Yearly => &[(12, 31, "året")],
        Recurrence::PerTertial1 => &[(4, 30, "1. tertial")],
        Recurrence::PerTertial2 => &[(8, 31, "2. tertial")],
        // Twelve days a year for every such line would hide the others.
        Recurrence::Monthly => &[],
    }
}

/// What the address asks for.
struct Asked<'a> {
    unit: Option<&'a str>,
    year: Option<i16>,
}

fn asked<'a>(snapshot: &Snapshot, query: &'a Query) -> Result<Asked<'a>, PageError> {
    let unit = query.first("enhet");
    if let Some(unit) = unit
        && snapshot.vocabulary().unit(unit).is_none()
    {
        return Err(PageError::Missing(format!("Enheten «{unit}»")));
    }
    let year = match query.first("ar") {
        None | Some("alle") => None,
        Some(text) => Some(text.parse().map_err(|_| {
            PageError::Wrong(format!(
                "«ar» skal være et årstall som 2024 eller «alle», ikke «{text}»."
            ))
        })?),
    };
    Ok(Asked { unit, year })
}

/// The requirements asked for: of all letters, or those that concern the unit.
fn requirements(snapshot: &Snapshot, asked: &Asked<'_>) -> Result<Vec<ObligationRef>, PageError> {
    let Some(unit) = asked.unit else {
        let filter = ObligationFilter {
            years: asked.year.into_iter().collect(),
            has_deadline: Some(true),
            ..ObligationFilter::default()
        };
        return Ok(snapshot.obligations(&filter, ObligationOrder::Document));
    };
    let asking = Asking {
        unit,
        year: asked.year,
        basis: Basis::ALL.to_vec(),
        ..Asking::default()
    };
    let answer = trace::requirements(snapshot.graph(), &asking)
        .map_err(|_| PageError::Missing(format!("Enheten «{unit}»")))?;
    Ok(answer.list.iter().map(|one| one.obligation).collect())
}

fn due(snapshot: &Snapshot, found: &[ObligationRef]) -> Vec<Due> {
    let mut all = Vec::new();
    for obligation in found {
        let year = snapshot.documents()[obligation.document as usize]
            .facts
            .head
            .year;
        for deadline in &obligation.of(snapshot.documents()).deadlines {
            let deadline = &deadline.value;
            if let Some(day) = deadline.date {
                all.push(Due {
                    day,
                    period: None,
                    obligation: *obligation,
                });
                continue;
            }
            let (Some(recurrence), Some(year)) = (deadline.recurrence, year) else {
                continue;
            };
            for (month, last, period) in periods(recurrence) {
                if let Ok(day) = Date::new(year, *month, *last) {
                    all.push(Due {
                        day,
                        period: Some(period),
                        obligation: *obligation,
                    });
                }
            }
        }
    }
    all.sort_by_key(|due| (due.day, due.period.is_some(), due.obligation));
    all
}

/// The page of all deadlines.
pub(super) async fn page(State(site): State<Site>, pairs: Pairs) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let asked = asked(&snapshot, &query)?;
    let found = requirements(&snapshot, &asked)?;
    let all = due(&snapshot, &found);
    let title = match asked.unit {
        Some(unit) => format!("Frister for {}", unit_name(&snapshot, unit)),
        None => "Frister".to_owned(),
    };
    let body = html! {
        h1 { (title) }
        p { (all.len()) " frister · " (coverage(&snapshot)) }
        (form(&snapshot, &asked))
        p { a href=(query.address("/frister.ics")) { "Kalender (ics)" } " – kan abonneres på fra Outlook og andre kalendere" }
        @if all.is_empty() {
            p.empty { "Vi fant ingen frister med dag eller rytme for dette valget." }
        }
        @for (at, due) in all.iter().enumerate() {
            @if at == 0 || (all[at - 1].day.year(), all[at - 1].day.month()) != (due.day.year(), due.day.month()) {
                h2 { (month(due.day)) }
            }
            (line(&snapshot, due))
        }
    };
    Ok(frame(&title, Place::Deadlines, body))
}

/// The dated deadlines asked for, as a calendar that others may subscribe to.
pub(super) async fn ics(State(site): State<Site>, pairs: Pairs) -> Result<Response, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let asked = asked(&snapshot, &query)?;
    let found = requirements(&snapshot, &asked)?;
    let name = match asked.unit {
        Some(unit) => format!("Frister for {}", unit_name(&snapshot, unit)),
        None => "Frister".to_owned(),
    };
    let file = calendar::of_requirements(&snapshot, &name, found.into_iter());
    let media_type = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    Ok(([media_type], file).into_response())
}

fn form(snapshot: &Snapshot, asked: &Asked<'_>) -> Markup {
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    let mut years = std::collections::BTreeSet::new();
    for document in snapshot.documents() {
        for obligation in &document.facts.obligations {
            years.extend(document.facts.head.year);
            for unit in &obligation.units {
                named.insert(unit_name(snapshot, &unit.unit), &unit.unit);
            }
            for unit in &obligation.mentions {
                named.insert(unit_name(snapshot, &unit.unit), &unit.unit);
            }
        }
    }
    html! {
        form.search-form action="/frister" method="get" {
            div.field {
                label for="enhet" { "Enhet" }
                select #enhet name="enhet" {
                    option value="" { "Alle" }
                    @for (name, slug) in &named {
                        option value=(slug) selected[asked.unit == Some(*slug)] { (name) }
                    }
                }
            }
            div.field {
                label for="ar" { "Brev for år" }
                select #ar name="ar" {
                    option value="" { "Alle" }
                    @for year in years.iter().rev() {
                        option value=(year) selected[asked.year == Some(*year)] { (year) }
                    }
                }
            }
            button.quiet type="submit" { "Vis" }
        }
    }
}

fn line(snapshot: &Snapshot, due: &Due) -> Markup {
    let document = &snapshot.documents()[due.obligation.document as usize];
    let obligation = due.obligation.of(snapshot.documents());
    html! {
        article.hit {
            p.meta {
                strong { (day(due.day)) }
                @if let Some(period) = due.period {
                    span { "slutten av " (period) "; brevet nevner ingen dag" }
                }
                @for unit in &obligation.units {
                    span { a href={ "/enhet/" (encoded(&unit.unit)) } { (unit_name(snapshot, &unit.unit)) } }
                }
                span { (document.facts.head.title) }
            }
            p { a href=(requirement_address(&obligation.id)) { (obligation.text) } }
        }
    }
}
