//! `/brev` and `/brev/ID`: a letter with its outline, its requirements marked in the text, its
//! indicators, budget and calendar. A long letter is shown in parts, so that every page stays small.

use super::Site;
use super::calendar;
use super::error::PageError;
use super::layout::{Page, Place, coverage, crumbs, lang, page as frame};
use super::parts::{
    day, document_kind_word, modality_class, modality_word, requirement_address, unit_name,
};
use super::picture::bars;
use super::query::{Query, encoded};
use super::requirement::verdict_word;
use crate::archive::Snapshot;
use crate::graph::{Asked, ResultRef, Verdict};
use crate::model::{Block, BlockForm, CalendarKind, Document, Obligation, Section};
use axum::extract::{self, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::ops::Range;

/// Bytes of text that a part holds at most, if a section boundary allows it; with the marks around
/// it a page of this size stays well under 100 KB.
const PART_SIZE: usize = 28_000;

/// All letters.
pub(super) async fn list(State(site): State<Site>) -> Page {
    let snapshot = site.snapshot();
    let body = html! {
        h1 { "Brev og rapporter" }
        p { (coverage(&snapshot)) "." }
        @if snapshot.documents().is_empty() {
            p.empty { "Ingen brev er lest inn ennå. Les inn egne brev med " code { "styringsgraf ingest FIL" } "." }
        }
        div.scroll tabindex="0" role="region" aria-label="Brev og rapporter" {
            table {
                thead { tr {
                    th scope="col" { "Tittel" } th scope="col" { "Type" } th scope="col" { "Gjelder år" }
                    th scope="col" { "Fra" } th scope="col" { "Til" } th.number scope="col" { "Krav" }
                } }
                tbody {
                    @for document in snapshot.documents() {
                        @let head = &document.facts.head;
                        tr {
                            th scope="row" { a href={ "/brev/" (encoded(&document.id)) } { (head.title) } }
                            td { (document_kind_word(head.kind)) }
                            td { @if let Some(year) = head.year { (year) } }
                            td { @if let Some(sender) = &head.sender { (unit_name(&snapshot, &sender.value)) } }
                            td { @if let Some(recipient) = &head.recipient { (unit_name(&snapshot, &recipient.value)) } }
                            td.number { (document.facts.obligations.len()) }
                        }
                    }
                }
            }
        }
    };
    frame("Brev", Place::Letters, body)
}

type Pairs = extract::Query<Vec<(String, String)>>;

/// One letter. `?ved=N` shows the part with statement N, `?kapittel=PATH` the one with that section,
/// `?del=N` the N-th; `?vis=` one of the tables.
pub(super) async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let missing = || PageError::Missing(format!("Brevet «{id}»"));
    let document = snapshot.document(&id).ok_or_else(missing)?;
    let parts = parts(document);
    let shown = shown(document, &parts, &query);
    let head = &document.facts.head;
    let address = format!("/brev/{}", encoded(&document.id));
    let body = html! {
        (crumbs(&[("Brev", Some("/brev".to_owned())), (&head.title, None)]))
        h1 { (head.title) }
        @if matches!(shown, Shown::Part(0)) { (about(&snapshot, document)) }
        div.columns {
            nav aria-label="Innhold i brevet" {
                h2 { "Innhold" }
                (tables(document, &address, &shown))
                ul.outline { (outline(document, &parts, &address, &shown)) }
            }
            div.letter lang=[lang(head.language)] {
                @match shown {
                    Shown::Part(at) => {
                        (text(document, parts[at].clone()))
                        nav.pager aria-label="Deler av brevet" lang="nb" {
                            @if at > 0 { a rel="prev" href={ (address) "?del=" (at) } { "← Forrige del" } }
                            @if parts.len() > 1 { span { "Del " (at + 1) " av " (parts.len()) } }
                            @if at + 1 < parts.len() { a rel="next" href={ (address) "?del=" (at + 2) } { "Neste del →" } }
                        }
                    }
                    Shown::Indicators => (indicators(&snapshot, document)),
                    Shown::Budget => (budget(document)),
                    Shown::Calendar => (days(document, &address)),
                }
            }
        }
    };
    Ok(frame(&head.title, Place::Letters, body))
}

/// The letter's calendar for calendar programs.
pub(super) async fn ics(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let snapshot = site.snapshot();
    let missing = || PageError::Missing(format!("Brevet «{id}»"));
    let document = snapshot.document(&id).ok_or_else(missing)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.ics\"", document.id),
        ),
    ];
    Ok((headers, calendar::of(document)).into_response())
}

/// What of a letter is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Part(usize),
    Indicators,
    Budget,
    Calendar,
}

/// The letter's sections in groups that are small enough for a page.
fn parts(document: &Document) -> Vec<Range<usize>> {
    let outline = &document.outline;
    let mut sizes = vec![0; outline.sections.len()];
    for statement in &outline.statements {
        sizes[statement.section as usize] += statement.text.len() + 60;
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (at, section_size) in sizes.into_iter().enumerate() {
        match parts.last_mut() {
            Some(part) if size + section_size <= PART_SIZE => part.end = at + 1,
            _ => {
                size = 0;
                parts.push(at..at + 1);
            }
        }
        size += section_size;
    }
    parts
}

fn shown(document: &Document, parts: &[Range<usize>], query: &Query) -> Shown {
    let sections = &document.outline.sections;
    let holding = |section: usize| {
        let part = parts.iter().position(|part| part.contains(&section));
        Shown::Part(part.unwrap_or(0))
    };
    match query.first("vis") {
        Some("styringsparametere") => return Shown::Indicators,
        Some("budsjett") => return Shown::Budget,
        Some("kalender") => return Shown::Calendar,
        _ => {}
    }
    if let Some(path) = query.first("kapittel") {
        let section = sections.iter().position(|section| section.path == path);
        return holding(section.unwrap_or(0));
    }
    if let Some(statement) = query
        .first("ved")
        .and_then(|text| text.parse::<usize>().ok())
    {
        let section = document.outline.statements.get(statement);
        return holding(section.map_or(0, |statement| statement.section as usize));
    }
    let part = query
        .first("del")
        .and_then(|text| text.parse::<usize>().ok());
    Shown::Part(part.unwrap_or(1).clamp(1, parts.len().max(1)) - 1)
}

fn about(snapshot: &Snapshot, document: &Document) -> Markup {
    let facts = &document.facts;
    let head = &facts.head;
    html! {
        dl.facts {
            dt { "Type" } dd { (document_kind_word(head.kind)) }
            @if let Some(year) = head.year { dt { "Gjelder år" } dd { (year) } }
            @if let Some(date) = head.date { dt { "Dato" } dd { (day(date)) } }
            @if let Some(number) = &head.case_number { dt { "Saksnummer" } dd { (number) } }
            @if let Some(sender) = &head.sender { dt { "Fra" } dd { (unit_name(snapshot, &sender.value)) } }
            @if let Some(recipient) = &head.recipient { dt { "Til" } dd { (unit_name(snapshot, &recipient.value)) } }
            dt { "Lest" }
            dd {
                (facts.obligations.len()) " krav, " (facts.goals.len()) " mål, "
                (facts.indicators.len()) " styringsparametere"
            }
        }
    }
}

/// The anchor of a section in its letter's page.
pub(super) fn section_anchor(section: &Section) -> String {
    format!("k-{}", section.path.replace(['/', '.', '~'], "-"))
}

/// The address of a section in its letter's page.
pub(super) fn section_address(document: &Document, section: u32) -> String {
    let section = &document.outline.sections[section as usize];
    let (id, path) = (encoded(&document.id), encoded(&section.path));
    format!("/brev/{id}?kapittel={path}#{}", section_anchor(section))
}

fn tables(document: &Document, address: &str, shown: &Shown) -> Markup {
    let facts = &document.facts;
    let tables = [
        (
            Shown::Indicators,
            "styringsparametere",
            "Styringsparametere",
            facts.indicators.len(),
        ),
        (Shown::Budget, "budsjett", "Budsjett", facts.budget.len()),
        (
            Shown::Calendar,
            "kalender",
            "Styringskalender",
            facts.calendar.len(),
        ),
    ];
    html! {
        ul.outline {
            @for (own, name, title, count) in tables {
                @if count > 0 {
                    li { a href={ (address) "?vis=" (name) } aria-current=[(own == *shown).then_some("page")] { (title) " (" (count) ")" } }
                }
            }
        }
    }
}

fn outline(document: &Document, parts: &[Range<usize>], address: &str, shown: &Shown) -> Markup {
    let on_page = |index: usize| match shown {
        Shown::Part(at) => parts[*at].contains(&index),
        _ => false,
    };
    let sections = document.outline.sections.iter().enumerate().skip(1);
    html! {
        // Deeper headings are listed for the part that is shown; elsewhere they would only be long.
        @for (index, section) in sections.filter(|(index, section)| section.level <= 2 || on_page(*index) && section.level <= 4) {
            li class={ "level-" (section.level.min(4)) } {
                @let target = match on_page(index) {
                    true => format!("#{}", section_anchor(section)),
                    false => format!("{address}?kapittel={}#{}", encoded(&section.path), section_anchor(section)),
                };
                a href=(target) { (heading(section)) }
            }
        }
    }
}

/// Some sections of the letter, statement by statement.
fn text(document: &Document, sections: Range<usize>) -> Markup {
    let outline = &document.outline;
    let mut marks = vec![None; outline.statements.len()];
    for obligation in &document.facts.obligations {
        for statement in &obligation.statements {
            marks[*statement as usize] = Some(obligation);
        }
    }
    let start = outline
        .blocks
        .partition_point(|block| (block.section as usize) < sections.start);
    let mut blocks = outline.blocks[start..].iter().peekable();
    html! {
        @for index in sections {
            @let section = &outline.sections[index];
            @if index > 0 {
                @let anchor = section_anchor(section);
                @match section.level {
                    1 => h2 id=(anchor) { (heading(section)) },
                    _ => h3 id=(anchor) { (heading(section)) },
                }
            }
            @while let Some(block) = blocks.next_if(|block| block.section as usize == index) {
                @match &block.form {
                    BlockForm::Row { table, .. } => {
                        @let mut rows = vec![block];
                        @while let Some(next) = blocks.next_if(|next| {
                            next.section as usize == index
                                && matches!(&next.form, BlockForm::Row { table: own, .. } if own == table)
                        }) {
                            @let () = rows.push(next);
                        }
                        (rows_table(table + 1, &rows, &marks))
                    }
                    form => {
                        @let depth = match form { BlockForm::Item { depth, .. } => *depth, _ => 0 };
                        p class={ "depth-" (depth.min(4)) } {
                            @if let BlockForm::Item { marker, .. } = form {
                                (if marker.chars().any(char::is_alphanumeric) { marker.as_str() } else { "•" }) " "
                            }
                            (statements(document, block, &marks))
                        }
                    }
                }
            }
        }
    }
}

fn statements(document: &Document, block: &Block, marks: &[Option<&Obligation>]) -> Markup {
    html! {
        @for statement in block.statements.0..block.statements.1 {
            @let words = &document.outline.statements[statement as usize].text;
            @match marks[statement as usize] {
                Some(obligation) => {
                    a.statement.obligation class=(modality_class(obligation.modality.value))
                        id={ "s" (statement) } href=(requirement_address(&obligation.id)) {
                        span.visually-hidden { "[" (modality_word(obligation.modality.value)) "] " }
                        (words)
                    }
                }
                None => span.statement id={ "s" (statement) } { (words) },
            }
            " "
        }
    }
}

fn rows_table(number: u32, rows: &[&Block], marks: &[Option<&Obligation>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ "Tabell " (number) } {
            table {
                @for block in rows {
                    @if let BlockForm::Row { cells, header, .. } = &block.form {
                        @let first = block.statements.0;
                        @let mark = marks.get(first as usize).copied().flatten().filter(|_| first < block.statements.1);
                        tr id=[(first < block.statements.1).then(|| format!("s{first}"))] {
                            @for (column, cell) in cells.iter().enumerate() {
                                @match (header, mark) {
                                    (true, _) if !cell.is_empty() => th scope="col" { (cell) },
                                    (false, Some(obligation)) if column == 0 => td {
                                        a.obligation class=(modality_class(obligation.modality.value)) href=(requirement_address(&obligation.id)) { (cell) }
                                    },
                                    _ => td { (cell) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn heading(section: &Section) -> Markup {
    html! {
        @if let Some(number) = &section.number { (number) " " }
        (section.heading)
    }
}

/// The indicators with their targets, and what the year's report says of each.
fn indicators(snapshot: &Snapshot, document: &Document) -> Markup {
    let letter = snapshot.document_index(&document.id).unwrap_or(0) as u32;
    html! {
        h2 #styringsparametere { "Styringsparametere" }
        div.scroll tabindex="0" role="region" aria-label="Styringsparametere" {
            table {
                thead { tr {
                    th scope="col" { "Styringsparameter" } th scope="col" { "Resultatkrav" }
                    th scope="col" { "Fordelt på" } th scope="col" { "Rapportert" }
                } }
                tbody {
                    @for (index, indicator) in document.facts.indicators.iter().enumerate() {
                        tr {
                            th scope="row" { (indicator.name) }
                            td { @if let Some(target) = &indicator.target { (target.value) } }
                            td { @for (at, breakdown) in indicator.breakdowns.iter().enumerate() { @if at > 0 { ", " } (breakdown.value) } }
                            td {
                                @for result in snapshot.graph().links().results(letter, Asked::Indicator(index as u32)) {
                                    (reported(snapshot, &result))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn reported(snapshot: &Snapshot, result: &ResultRef<'_>) -> Markup {
    let answer = result.link;
    let report = &snapshot.documents()[result.report as usize];
    let numbers: Vec<f64> = answer
        .values
        .iter()
        .filter(|value| value.year.is_some())
        .filter_map(|value| number(&value.value))
        .collect();
    html! {
        div {
            @if let Some(whom) = &answer.of_whom { (whom) ": " }
            @if let [before, after] = numbers[..] { (bars(before, after)) " " }
            @for value in &answer.values {
                span.value {
                    @if let Some(year) = value.year { (year) ": " }
                    (value.value)
                }
                " "
            }
            @match answer.verdict {
                Verdict::NotReported => (verdict_word(answer.verdict)),
                _ => a href=(section_address(report, answer.section)) { (verdict_word(answer.verdict)) },
            }
            @if let Some(met) = answer.target_met { " " span.tag { (if met { "resultatkrav nådd" } else { "resultatkrav ikke nådd" }) } }
        }
    }
}

/// The number that a value as written starts with: "70 %" → 70, "1 234,5" → 1234.5.
fn number(value: &str) -> Option<f64> {
    let digits: String = value
        .chars()
        .filter(|character| !character.is_whitespace())
        .take_while(|character| character.is_ascii_digit() || matches!(character, ',' | '-' | '−'))
        .map(|character| match character {
            ',' => '.',
            '−' => '-',
            other => other,
        })
        .collect();
    digits.parse().ok()
}

fn budget(document: &Document) -> Markup {
    html! {
        h2 #budsjett { "Budsjett" }
        div.scroll tabindex="0" role="region" aria-label="Budsjett" {
            table {
                caption { "Beløp i 1000 kroner" }
                thead { tr {
                    th scope="col" { "Kapittel" } th scope="col" { "Post" } th scope="col" { "Navn" }
                    th.number scope="col" { "Beløp" }
                } }
                tbody {
                    @for item in &document.facts.budget {
                        tr {
                            td { (item.chapter) " " (item.chapter_name) } td { (item.post) } td { (item.name) }
                            td.number { (grouped(item.amount)) }
                        }
                    }
                }
            }
        }
    }
}

fn days(document: &Document, address: &str) -> Markup {
    html! {
        h2 #kalender { "Styringskalender" }
        p { a href={ (address) "/kalender.ics" } { "Legg i egen kalender (.ics)" } }
        ul {
            @for entry in &document.facts.calendar {
                li {
                    strong { (day(entry.date)) } " "
                    (match entry.kind { CalendarKind::Deadline => "frist", CalendarKind::Meeting => "møte" }) ": "
                    (entry.text)
                    @if entry.tentative { " " span.tag { "foreløpig" } }
                }
            }
        }
    }
}

/// A number with a space before each group of three digits: `13 792 750`.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if number < 0 {
        format!("−{text}")
    } else {
        text
    }
}
