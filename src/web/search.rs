//! `/`: one search field, hits with highlights and facets; every filter stands in the address.
//! The same list as CSV and Excel.

use super::Site;
use super::error::PageError;
use super::layout::{Page, Place, coverage, lang, page as frame};
use super::letter::section_address;
use super::parts::{
    Side, document_kind_word, kind_word, marked, modality_mark, modality_word, requirement_address,
    requirement_meta, section_name, statement_address, target_group_name, unit_name,
};
use super::query::{Query, encoded};
use super::sheet;
use crate::archive::Snapshot;
use crate::model::{Document, Modality, ObligationFilter, ObligationKind};
use crate::search::{self, FacetField, Hit, Hits, Target};
use axum::extract::{self, State};
use axum::response::Response;
use maud::{Markup, html};

const PAGE_SIZE: usize = 20;
const EXPORT_LIMIT: usize = 10_000;

const MODALITIES: [(&str, Modality); 5] = [
    ("MUST", Modality::Must),
    ("SHOULD", Modality::Should),
    ("MAY", Modality::May),
    ("REQUESTED", Modality::Requested),
    ("EXPECTED", Modality::Expected),
];
const KINDS: [(&str, ObligationKind); 4] = [
    ("DUTY", ObligationKind::Duty),
    ("ASSIGNMENT", ObligationKind::Assignment),
    ("REPORTING", ObligationKind::Reporting),
    ("PRIORITY", ObligationKind::Priority),
];

/// The filters: name in the address, facet, heading.
const FILTERS: [(&str, FacetField, &str); 6] = [
    ("styrke", FacetField::Modality, "Styrke"),
    ("type", FacetField::Kind, "Type krav"),
    ("enhet", FacetField::Unit, "Hvem skal gjøre det"),
    ("malgruppe", FacetField::TargetGroup, "For hvem"),
    ("brev", FacetField::Document, "Brev"),
    ("ar", FacetField::Year, "Gjelder år"),
];

const EXAMPLES: [&str; 5] = [
    "ungdomsgaranti åtte uker",
    "rapportering 1. tertial",
    "NAV-loven § 14 a",
    "\"fast kontaktperson\"",
    "sykmeldte uten arbeidsgiver",
];

type Pairs = extract::Query<Vec<(String, String)>>;

/// The search page; without words and filters the start page.
pub(super) async fn page(State(site): State<Site>, pairs: Pairs) -> Result<Page, PageError> {
    let query = Query(pairs.0);
    let snapshot = site.snapshot();
    let words = query.first("q").unwrap_or_default();
    let asks = query
        .0
        .iter()
        .any(|(name, value)| name != "side" && !value.is_empty());
    if !asks {
        return Ok(start(&snapshot));
    }
    let side = Side::of(&query, PAGE_SIZE)?;
    let hits = ask(&snapshot, &query, side.start(), PAGE_SIZE)?;
    let title = if words.is_empty() {
        "Krav".to_owned()
    } else {
        format!("Søk: {words}")
    };
    let body = html! {
        h1 { "Søk i krav og styringssignaler" }
        (form(&query))
        @if let Some(suggestion) = &hits.suggestion {
            p { "Mente du " a href=(query.with("q", suggestion).address("/")) { (suggestion) } "?" }
        }
        (chosen(&snapshot, &query))
        div.columns {
            section.facets aria-label="Avgrens" { (facets(&snapshot, &query, &hits)) }
            section aria-label="Treff" { (list(&snapshot, &query, &hits, side)) }
        }
    };
    Ok(frame(&title, Place::Search, body))
}

/// The hits as comma-separated values.
pub(super) async fn csv(State(site): State<Site>, pairs: Pairs) -> Result<Response, PageError> {
    let (snapshot, query) = (site.snapshot(), Query(pairs.0));
    let hits = ask(&snapshot, &query, 0, EXPORT_LIMIT)?;
    sheet::csv(&snapshot, &requirements(&hits))
}

/// The hits as an Excel workbook.
pub(super) async fn xlsx(State(site): State<Site>, pairs: Pairs) -> Result<Response, PageError> {
    let (snapshot, query) = (site.snapshot(), Query(pairs.0));
    let hits = ask(&snapshot, &query, 0, EXPORT_LIMIT)?;
    sheet::xlsx(&snapshot, &requirements(&hits))
}

fn requirements(hits: &Hits) -> Vec<(&str, u32)> {
    let found = hits.hits.iter().filter_map(|hit| match hit.target {
        Target::Obligation(index) => Some((hit.document.as_str(), index)),
        _ => None,
    });
    found.collect()
}

/// The filter that an address asks for.
pub(super) fn filter(query: &Query) -> Result<ObligationFilter, PageError> {
    let owned = |name| query.all(name).map(str::to_owned).collect();
    let mut filter = ObligationFilter {
        documents: owned("brev"),
        units: owned("enhet"),
        target_groups: owned("malgruppe"),
        ..ObligationFilter::default()
    };
    for year in query.all("ar") {
        filter.years.push(year.parse().map_err(|_| {
            PageError::Wrong(format!(
                "«ar» skal være et årstall som 2024, ikke «{year}»."
            ))
        })?);
    }
    for value in query.all("styrke") {
        let named = MODALITIES.iter().find(|(name, _)| *name == value);
        let (_, modality) = named.ok_or_else(|| {
            PageError::Wrong(format!(
                "«styrke» kan være MUST, SHOULD, MAY, REQUESTED eller EXPECTED, ikke «{value}»."
            ))
        })?;
        filter.modalities.push(*modality);
    }
    for value in query.all("type") {
        let named = KINDS.iter().find(|(name, _)| *name == value);
        let (_, kind) = named.ok_or_else(|| {
            PageError::Wrong(format!(
                "«type» kan være DUTY, ASSIGNMENT, REPORTING eller PRIORITY, ikke «{value}»."
            ))
        })?;
        filter.kinds.push(*kind);
    }
    Ok(filter)
}

fn ask(snapshot: &Snapshot, query: &Query, offset: usize, limit: usize) -> Result<Hits, PageError> {
    let asked = search::Query {
        text: query.first("q").unwrap_or_default().to_owned(),
        filter: filter(query)?,
        offset,
        limit,
        facets: FILTERS.iter().map(|(_, field, _)| *field).collect(),
    };
    snapshot.search(&asked).map_err(PageError::Broken)
}

fn start(snapshot: &Snapshot) -> Page {
    let requirements: usize = snapshot
        .documents()
        .iter()
        .map(|document| document.facts.obligations.len())
        .sum();
    let body = html! {
        h1 { "Hvilke krav gjelder for hvem, og hvorfor?" }
        p.lead {
            "Søk i " (requirements) " krav fra " (snapshot.documents().len())
            " brev og rapporter. Hvert svar viser til ordene i brevet."
        }
        (form(&Query::default()))
        @if snapshot.documents().is_empty() {
            p.empty { "Ingen brev er lest inn ennå. Les inn egne brev med " code { "styringsgraf ingest FIL" } "." }
        }
        h2 { "Prøv for eksempel" }
        ul.chips {
            @for example in EXAMPLES {
                li { a href=(Query(vec![("q".to_owned(), example.to_owned())]).address("/")) { (example) } }
            }
        }
        h2 { "Brev og rapporter" }
        ul {
            @for document in snapshot.documents() {
                li {
                    a href={ "/brev/" (encoded(&document.id)) } { (document.facts.head.title) }
                    " – " (document_kind_word(document.facts.head.kind).to_lowercase())
                    ", " (document.facts.obligations.len()) " krav"
                }
            }
        }
        p.subtle { (coverage(snapshot)) "." }
    };
    frame("Søk", Place::Search, body)
}

fn form(query: &Query) -> Markup {
    html! {
        form.search-form action="/" method="get" role="search" {
            div.field {
                label for="q" { "Søkeord" }
                input #q type="search" name="q" value=(query.first("q").unwrap_or_default()) autocomplete="off" aria-describedby="q-hjelp";
            }
            @for (name, _, _) in FILTERS {
                @for value in query.all(name) { input type="hidden" name=(name) value=(value); }
            }
            button type="submit" { "Søk" }
        }
        p.subtle #q-hjelp { "Skriv vanlige ord, en lovhenvisning, eller en ordrett frase i anførselstegn. Tasten / fører hit." }
    }
}

/// The filters that are on, each with a link that takes it off.
fn chosen(snapshot: &Snapshot, query: &Query) -> Markup {
    let on: Vec<(&str, FacetField, &str, &str)> = FILTERS
        .iter()
        .flat_map(|(name, field, heading)| {
            query
                .all(name)
                .map(move |value| (*name, *field, *heading, value))
        })
        .collect();
    html! {
        @if !on.is_empty() {
            ul.chips aria-label="Valgte avgrensninger" {
                @for (name, field, heading, value) in on {
                    li {
                        a href=(query.toggled(name, value).address("/")) {
                            (heading) ": " (value_name(snapshot, field, value)) " "
                            span aria-hidden="true" { "✕" }
                            span.visually-hidden { " (ta bort)" }
                        }
                    }
                }
            }
        }
    }
}

fn facets(snapshot: &Snapshot, query: &Query, hits: &Hits) -> Markup {
    html! {
        h2 { "Avgrens" }
        @for (name, field, heading) in FILTERS {
            @let values = hits.facets.iter().find(|facet| facet.field == field).map(|facet| facet.values.as_slice()).unwrap_or_default();
            @if !values.is_empty() {
                @let id = format!("f-{name}");
                h3 id=(id) { (heading) }
                ul aria-labelledby=(id) {
                    @for (value, count) in values.iter().take(10) {
                        @let on = query.all(name).any(|own| own == value);
                        li {
                            a href=(query.toggled(name, value).address("/")) aria-current=[on.then_some("true")] {
                                span { (value_name(snapshot, field, value)) }
                                span.count { (count) span.visually-hidden { " treff" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn value_name(snapshot: &Snapshot, field: FacetField, value: &str) -> String {
    match field {
        FacetField::Unit => unit_name(snapshot, value).to_owned(),
        FacetField::TargetGroup => target_group_name(snapshot, value).to_owned(),
        FacetField::Document => {
            let document = snapshot.document(value);
            document.map_or(value.to_owned(), |document| {
                document.facts.head.title.clone()
            })
        }
        FacetField::Modality => {
            let named = MODALITIES.iter().find(|(name, _)| *name == value);
            named
                .map_or(value, |(_, modality)| modality_word(*modality))
                .to_owned()
        }
        FacetField::Kind => {
            let named = KINDS.iter().find(|(name, _)| *name == value);
            named.map_or(value, |(_, kind)| kind_word(*kind)).to_owned()
        }
        FacetField::Year => value.to_owned(),
    }
}

fn list(snapshot: &Snapshot, query: &Query, hits: &Hits, side: Side) -> Markup {
    let first = side.start() + 1;
    let last = first + hits.hits.len() - usize::from(!hits.hits.is_empty());
    html! {
        @if hits.hits.is_empty() {
            div.empty {
                p role="status" { strong { "Ingen treff" } " · " (coverage(snapshot)) "." }
                ul {
                    li { "Prøv færre eller andre ord." }
                    @if query.0.iter().any(|(name, _)| FILTERS.iter().any(|(own, _, _)| own == name)) {
                        li { a href=(Query(vec![("q".to_owned(), query.first("q").unwrap_or_default().to_owned())]).address("/")) { "Søk uten avgrensninger" } }
                    }
                    li { a href="/brev" { "Se alle brev" } }
                }
            }
        } @else {
            p role="status" {
                "Viser " (first) "–" (last) " av " @if hits.more { "mer enn " } (hits.total) " · " (coverage(snapshot))
            }
            p.meta {
                a href=(query.address("/sok.csv")) { "Last ned kravene som CSV" }
                a href=(query.address("/sok.xlsx")) { "Last ned kravene som Excel" }
            }
            ol.hits start=(first) {
                @for hit in &hits.hits {
                    @if let Some(document) = snapshot.document(&hit.document) {
                        li { (entry(snapshot, document, hit)) }
                    }
                }
            }
            (side.pager(query, "/", hits.total))
        }
    }
}

fn entry(snapshot: &Snapshot, document: &Document, hit: &Hit) -> Markup {
    let language = lang(document.facts.head.language);
    let quote = marked(&hit.quote, &hit.marks);
    let letter = format!("/brev/{}", encoded(&document.id));
    match hit.target {
        Target::Obligation(index) => {
            let obligation = &document.facts.obligations[index as usize];
            let statement = obligation.statements.first().copied().unwrap_or(0);
            html! {
                p.meta {
                    (modality_mark(obligation.modality.value))
                    span { (kind_word(obligation.kind.value)) }
                    (place(document, &statement_address(document, statement), obligation.section))
                }
                h2 lang=[language] { a href=(requirement_address(&obligation.id)) { (quote) } }
                (requirement_meta(snapshot, obligation))
            }
        }
        Target::Statement(index) => {
            let statement = &document.outline.statements[index as usize];
            html! {
                p.meta { span.tag { "Omtale" } (place(document, &letter, statement.section)) }
                h2 lang=[language] { a href=(statement_address(document, index)) { (quote) } }
            }
        }
        Target::Indicator(index) => {
            let indicator = &document.facts.indicators[index as usize];
            html! {
                p.meta { span.tag { "Styringsparameter" } (place(document, &letter, indicator.section)) }
                h2 lang=[language] { a href={ (letter) "?vis=styringsparametere#styringsparametere" } { (quote) } }
                @if let Some(target) = &indicator.target { p.meta { span { "Resultatkrav: " (target.value) } } }
            }
        }
        Target::Section(index) => {
            html! {
                p.meta { span.tag { "Overskrift" } (place(document, &letter, index)) }
                h2 lang=[language] { a href=(section_address(document, index)) { (quote) } }
            }
        }
        Target::Document => html! {
            p.meta { span.tag { (document_kind_word(document.facts.head.kind)) } }
            h2 lang=[language] { a href=(letter) { (quote) } }
        },
    }
}

fn place(document: &Document, address: &str, section: u32) -> Markup {
    html! {
        span {
            a href=(address) { (document.facts.head.title) ", " (section_name(document, section)) }
        }
    }
}
