//! `/krav/ID`: one requirement with the proof for everything said about it.

use super::Site;
use super::error::PageError;
use super::layout::{Place, crumbs, lang, page as frame};
use super::parts::{
    deadline, kind_word, modality_mark, section_name, statement_address, target_group_link,
    unit_link,
};
use super::query::encoded;
use crate::model::{Document, Evidence};
use axum::extract::{Path, State};
use maud::{Markup, html};

/// One requirement.
pub(super) async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let snapshot = site.snapshot();
    let missing = || PageError::Missing(format!("Kravet «{id}»"));
    let document = snapshot
        .document(id.split('/').next().unwrap_or_default())
        .ok_or_else(missing)?;
    let obligations = &document.facts.obligations;
    let obligation = obligations
        .iter()
        .find(|found| found.id == id)
        .ok_or_else(missing)?;
    let head = &document.facts.head;
    let start = obligation.statements.first().copied().unwrap_or(0);
    let letter = format!("/brev/{}", encoded(&document.id));
    let body = html! {
        (crumbs(&[
            ("Brev", Some("/brev".to_owned())),
            (&head.title, Some(letter)),
            ("Krav", None),
        ]))
        h1 { "Krav: " (kind_word(obligation.kind.value).to_lowercase()) " i " (head.title) }
        blockquote lang=[lang(head.language)] { p.lead { (obligation.text) } }
        dl.facts {
            dt { "Styrke" }
            dd { (modality_mark(obligation.modality.value)) (proof(document, &obligation.modality.evidence)) }
            dt { "Type" }
            dd { (kind_word(obligation.kind.value)) (proof(document, &obligation.kind.evidence)) }
            dt { "Hvem skal gjøre det" }
            dd {
                @for responsible in &obligation.units {
                    div {
                        (unit_link(&snapshot, &responsible.unit))
                        @if !responsible.explicit { " (mottaker av brevet)" }
                        (proof(document, &responsible.evidence))
                    }
                }
            }
            @if !obligation.partners.is_empty() {
                dt { "Sammen med" }
                dd { @for partner in &obligation.partners { div { (unit_link(&snapshot, &partner.value)) (proof(document, &partner.evidence)) } } }
            }
            @if !obligation.target_groups.is_empty() {
                dt { "For hvem" }
                dd { @for group in &obligation.target_groups { div { (target_group_link(&snapshot, &group.value)) (proof(document, &group.evidence)) } } }
            }
            @if !obligation.deadlines.is_empty() {
                dt { "Frist" }
                dd { @for found in &obligation.deadlines { div { (deadline(&found.value)) (proof(document, &found.evidence)) } } }
            }
            @if !obligation.legal.is_empty() {
                dt { "Lovgrunnlag" }
                dd { @for legal in &obligation.legal { div { (legal.value.citation) (proof(document, &legal.evidence)) } } }
            }
            dt { "Står i" }
            dd {
                a href=(statement_address(document, start)) {
                    (head.title) ", " (section_name(document, obligation.section))
                }
            }
        }
    };
    Ok(frame("Krav", Place::Nowhere, body))
}

/// The words of the letter that say so.
fn proof(document: &Document, evidence: &Evidence) -> Markup {
    html! {
        span.proof lang=[lang(document.facts.head.language)] {
            "«" (document.text.quote(&evidence.spans)) "»"
        }
    }
}
