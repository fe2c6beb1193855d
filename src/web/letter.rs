//! `/brev` and `/brev/ID`: a letter with its outline, its requirements marked in the text, its
//! indicators, budget and calendar.

use super::Site;
use super::error::PageError;
use super::layout::{Place, coverage, crumbs, lang, page as frame};
use super::parts::{
    day, document_kind_word, modality_class, modality_word, requirement_address, unit_name,
};
use super::query::encoded;
use crate::model::{BlockForm, CalendarKind, Document, Section};
use axum::extract::{Path, State};
use maud::{Markup, html};

/// All letters.
pub(super) async fn list(State(site): State<Site>) -> Markup {
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

/// One letter.
pub(super) async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let snapshot = site.snapshot();
    let document = snapshot
        .document(&id)
        .ok_or_else(|| PageError::Missing(format!("Brevet «{id}»")))?;
    let head = &document.facts.head;
    let facts = &document.facts;
    let body = html! {
        (crumbs(&[("Brev", Some("/brev".to_owned())), (&head.title, None)]))
        h1 { (head.title) }
        dl.facts {
            dt { "Type" } dd { (document_kind_word(head.kind)) }
            @if let Some(year) = head.year { dt { "Gjelder år" } dd { (year) } }
            @if let Some(date) = head.date { dt { "Dato" } dd { (day(date)) } }
            @if let Some(number) = &head.case_number { dt { "Saksnummer" } dd { (number) } }
            @if let Some(sender) = &head.sender { dt { "Fra" } dd { (unit_name(&snapshot, &sender.value)) } }
            @if let Some(recipient) = &head.recipient { dt { "Til" } dd { (unit_name(&snapshot, &recipient.value)) } }
            dt { "Lest" } dd { (facts.obligations.len()) " krav, " (facts.goals.len()) " mål, " (facts.indicators.len()) " styringsparametere" }
        }
        div.columns {
            nav aria-label="Innhold i brevet" {
                h2 { "Innhold" }
                ul.outline { (outline(document)) }
            }
            div.letter lang=[lang(head.language)] {
                (text(document))
                @if !facts.budget.is_empty() { (budget(document)) }
                @if !facts.calendar.is_empty() { (calendar(document)) }
            }
        }
    };
    Ok(frame(&head.title, Place::Letters, body))
}

/// The anchor of a section in its letter's page.
pub(super) fn section_anchor(section: &Section) -> String {
    format!("k-{}", section.path.replace(['/', '.'], "-"))
}

fn outline(document: &Document) -> Markup {
    html! {
        @for section in document.outline.sections.iter().skip(1).filter(|section| section.level <= 3) {
            li style={ "padding-left:" (section.level.saturating_sub(1)) "rem" } {
                a href={ "#" (section_anchor(section)) } {
                    @if let Some(number) = &section.number { (number) " " }
                    (section.heading)
                }
            }
        }
    }
}

/// The whole letter, statement by statement.
fn text(document: &Document) -> Markup {
    let outline = &document.outline;
    let mut marks = vec![None; outline.statements.len()];
    for obligation in &document.facts.obligations {
        for statement in &obligation.statements {
            marks[*statement as usize] = Some(obligation);
        }
    }
    let mut blocks = outline.blocks.iter().peekable();
    html! {
        @for (index, section) in outline.sections.iter().enumerate() {
            @if index > 0 {
                @let anchor = section_anchor(section);
                @match section.level {
                    1 => h2 id=(anchor) { (heading(section)) },
                    2 => h3 id=(anchor) { (heading(section)) },
                    _ => h4 id=(anchor) { (heading(section)) },
                }
            }
            @while let Some(block) = blocks.next_if(|block| block.section as usize == index) {
                @let depth = match &block.form { BlockForm::Item { depth, .. } => *depth, _ => 0 };
                p style=[(depth > 0).then(|| format!("margin-left:{}rem", f32::from(depth) * 1.25))] {
                    @if let BlockForm::Item { marker, .. } = &block.form {
                        (if marker.chars().any(char::is_alphanumeric) { marker.as_str() } else { "•" }) " "
                    }
                    @for statement in block.statements.0..block.statements.1 {
                        span.statement id={ "s" (statement) } {
                            @match marks[statement as usize] {
                                Some(obligation) => a
                                    class={ "obligation " (modality_class(obligation.modality.value)) }
                                    href=(requirement_address(&obligation.id))
                                    title={ (modality_word(obligation.modality.value)) ": se kravet" }
                                    { (outline.statements[statement as usize].text) },
                                None => (outline.statements[statement as usize].text),
                            }
                        }
                        " "
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

fn calendar(document: &Document) -> Markup {
    html! {
        h2 #kalender { "Styringskalender" }
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
