//! `/krav/ID`: one requirement with the proof for everything said about it, the chain it stands in,
//! and why it applies to a unit.

use super::Site;
use super::error::PageError;
use super::layout::{Page, Place, crumbs, lang, page as frame};
use super::parts::{
    deadline, document_kind_word, kind_word, modality_mark, section_name, statement_address,
    target_group_link, unit_link, unit_name,
};
use super::picture::{Chain, Link, shortened};
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::graph::{Asked, EdgeKind, ObligationRef, Relation, Verdict};
use crate::model::{Document, Evidence, LegalRef, Obligation, ObligationFilter, Polarity};
use crate::trace::{self, Asking};
use axum::extract::{self, Path, State};
use maud::{Markup, html};

type Pairs = extract::Query<Vec<(String, String)>>;

/// Suggestions shown beside the links.
const SUGGESTIONS: usize = 5;

/// One requirement.
pub(super) async fn page(
    State(site): State<Site>,
    Path(id): Path<String>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let snapshot = site.snapshot();
    let query = Query(pairs.0);
    let missing = || PageError::Missing(format!("Kravet «{id}»"));
    let at = snapshot
        .document_index(id.split('/').next().unwrap_or_default())
        .ok_or_else(missing)?;
    let document: &Document = &snapshot.documents()[at];
    let obligations = &document.facts.obligations;
    let index = obligations
        .iter()
        .position(|found| found.id == id)
        .ok_or_else(missing)?;
    let reference = ObligationRef {
        document: at as u32,
        index: index as u32,
    };
    let obligation = &obligations[index];
    let head = &document.facts.head;
    let chain = chain(&snapshot, document, obligation, reference);
    let letter = format!("/brev/{}", encoded(&document.id));
    let body = html! {
        (crumbs(&[
            ("Brev", Some("/brev".to_owned())),
            (&head.title, Some(letter)),
            ("Krav", None),
        ]))
        h1 { (kind_word(obligation.kind.value)) " i " (head.title) }
        blockquote lang=[lang(head.language)] { p.lead { (obligation.text) } }
        (copying(document, obligation))
        (facts(&snapshot, document, obligation))
        h2 #i-brevet { "I brevet" }
        (context(document, obligation))
        h2 #kjede { "Over, under, før og etter" }
        (chain.picture())
        (chain.list())
        (suggestions(&snapshot, reference))
        h2 #hvorfor { "Hvorfor gjelder det?" }
        (why(&snapshot, obligation, reference, query.first("enhet"))?)
    };
    let title = shortened(&obligation.text, 60);
    Ok(frame(&title, Place::Nowhere, body))
}

/// The quotation with its source, to be copied, and the permanent link.
fn copying(document: &Document, obligation: &Obligation) -> Markup {
    let head = &document.facts.head;
    let section = section_name(document, obligation.section);
    // Lead-in and item stand apart in the letter, so they are quoted apart.
    let words = match &obligation.lead_in {
        Some(lead) => format!("«{lead}» … «{}»", obligation.quote),
        None => format!("«{}»", obligation.quote),
    };
    let source = format!("{words} ({}, {section})", head.title);
    html! {
        p {
            button.quiet type="button" data-copy=(source) hidden { "Kopier som sitat med kilde" }
            span role="status" {}
            " " a href=(super::parts::requirement_address(&obligation.id)) { "Fast lenke til kravet" }
        }
    }
}

fn facts(snapshot: &Snapshot, document: &Document, obligation: &Obligation) -> Markup {
    let modality = &obligation.modality;
    html! {
        dl.facts {
            dt { "Styrke" }
            dd {
                (modality_mark(modality.value))
                @if obligation.polarity == Polarity::Negative { " Forbud" }
                (proof(document, &modality.evidence))
            }
            dt { "Type" }
            dd { (kind_word(obligation.kind.value)) (proof(document, &obligation.kind.evidence)) }
            dt { "Hvem skal gjøre det" }
            dd {
                @for responsible in &obligation.units {
                    div {
                        (unit_link(snapshot, &responsible.unit))
                        @if !responsible.explicit { " (brevets mottaker, setningen nevner ingen)" }
                        (proof(document, &responsible.evidence))
                    }
                }
            }
            @if !obligation.partners.is_empty() {
                dt { "Sammen med" }
                dd { @for partner in &obligation.partners { div { (unit_link(snapshot, &partner.value)) (proof(document, &partner.evidence)) } } }
            }
            @if !obligation.target_groups.is_empty() {
                dt { "For hvem" }
                dd { @for group in &obligation.target_groups { div { (target_group_link(snapshot, &group.value)) (proof(document, &group.evidence)) } } }
            }
            @if !obligation.deadlines.is_empty() {
                dt { "Frist" }
                dd { @for found in &obligation.deadlines { div { (deadline(&found.value)) (proof(document, &found.evidence)) } } }
            }
            @if !obligation.legal.is_empty() {
                dt { "Lovgrunnlag" }
                dd { @for legal in &obligation.legal { div { (law(snapshot, &legal.value)) (proof(document, &legal.evidence)) } } }
            }
            @if !obligation.documents.is_empty() {
                dt { "Viser til" }
                dd { @for reference in &obligation.documents { div { (reference.value.citation) (proof(document, &reference.evidence)) } } }
            }
            @if !obligation.goals.is_empty() {
                dt { "Mål" }
                dd { @for goal in &obligation.goals { div { (document.facts.goals[*goal as usize].text) } } }
            }
            dt { "Står i" }
            dd {
                a href=(statement_address(document, obligation.statements.first().copied().unwrap_or(0))) {
                    (document.facts.head.title) ", " (section_name(document, obligation.section))
                }
                @let position = document.text.position(obligation.spans.first().map_or(0, |span| span.start));
                span.proof {
                    "Linje " (position.line)
                    @if let Some(page) = position.page { ", side " (page) }
                    " i " (document.text.source.file_name)
                }
            }
        }
    }
}

/// The words of the letter that say so.
fn proof(document: &Document, evidence: &Evidence) -> Markup {
    let quote = document.text.quote(&evidence.spans);
    html! {
        @if document.outline.is_front(&evidence.spans) {
            span.proof { "opplysning om brevet" }
        } @else if !quote.is_empty() {
            span.proof lang=[lang(document.facts.head.language)] { "«" (quote) "»" }
        }
    }
}

/// A citation, with a link to Lovdata where the act's place there is known.
fn law(snapshot: &Snapshot, legal: &LegalRef) -> Markup {
    let mut statutes = snapshot.vocabulary().statutes().iter();
    let path = statutes
        .find(|statute| statute.name == legal.act)
        .and_then(|statute| statute.lovdata.as_ref());
    match path {
        Some(path) => {
            let section = legal.paragraph.as_ref().map_or(String::new(), |paragraph| {
                format!(
                    "/§{}",
                    paragraph.split_whitespace().take(2).collect::<String>()
                )
            });
            html! { a href={ "https://lovdata.no/" (path) (encoded(&section)) } { (legal.citation) " hos Lovdata" } }
        }
        None => html! { (legal.citation) },
    }
}

/// The statement in its place, with what stands before and after it.
fn context(document: &Document, obligation: &Obligation) -> Markup {
    let statements = &document.outline.statements;
    let first = obligation.statements.first().copied().unwrap_or(0) as usize;
    let last = obligation.statements.last().copied().unwrap_or(0) as usize;
    let section = obligation.section;
    let around = first.saturating_sub(3)..(last + 4).min(statements.len());
    html! {
        blockquote lang=[lang(document.facts.head.language)] {
            p {
                @for at in around.filter(|at| statements[*at].section == section || (first..=last).contains(at)) {
                    @match obligation.statements.contains(&(at as u32)) {
                        true => mark { (statements[at].text) },
                        false => (statements[at].text),
                    }
                    " "
                }
            }
        }
    }
}

/// The requirements of the letter below that are most alike but not sure enough to be told as links.
fn suggestions(snapshot: &Snapshot, reference: ObligationRef) -> Markup {
    let found = snapshot.graph().links().suggestions(reference);
    let found: Vec<_> = found
        .into_iter()
        .filter(|one| !one.link.made)
        .take(SUGGESTIONS)
        .collect();
    html! {
        @if !found.is_empty() {
            h3 #forslag { "Kan henge sammen med" }
            p.subtle { "Forslag etter felles ord i brevet under. De er usikre og må vurderes av noen som kjenner saken." }
            ul {
                @for one in &found {
                    @let other = one.lower.of(snapshot.documents());
                    @let words: Vec<&str> = one.link.shared.iter().map(|shared| shared.value.as_str()).collect();
                    li {
                        a href=(super::parts::requirement_address(&other.id)) { (other.text) }
                        " " span.subtle { "Felles: " (words.join(", ")) " · sikkerhet " ((one.link.confidence * 100.0).round()) " %" }
                    }
                }
            }
        }
    }
}

fn chain(
    snapshot: &Snapshot,
    document: &Document,
    obligation: &Obligation,
    reference: ObligationRef,
) -> Chain {
    let graph = snapshot.graph();
    let links = graph.links();
    let link = |other: ObligationRef, relation: String| {
        let own = &snapshot.documents()[other.document as usize];
        let text = &other.of(snapshot.documents()).text;
        Link {
            heading: own.facts.head.title.clone(),
            short: kind_and_year(own),
            text: text.clone(),
            address: Some(super::parts::requirement_address(
                &other.of(snapshot.documents()).id,
            )),
            relation,
        }
    };
    let derived = |relation: Relation, suspect: bool| {
        let word = match relation {
            Relation::Same => "det samme",
            Relation::Narrowed => "snevrere",
            Relation::Widened => "utvidet",
            Relation::Related => "beslektet",
        };
        match suspect {
            true => format!("{word}, men kravet over er endret siden i fjor"),
            false => word.to_owned(),
        }
    };
    let above = links.derived_from(reference);
    let below = links.passed_on_as(reference);
    let node = graph.obligation_node(reference);
    let year = |steps: Vec<crate::graph::Step>, word: &str| -> Vec<Link> {
        let steps = steps
            .into_iter()
            .filter(|step| step.kind == EdgeKind::NextYear);
        let others = steps.filter_map(|step| graph.obligation(step.node));
        others.map(|other| link(other, word.to_owned())).collect()
    };
    let reported = links.results(reference.document, Asked::Obligation(reference.index));
    let reported = reported
        .into_iter()
        .filter(|result| result.link.verdict != Verdict::NotReported)
        .map(|result| {
            let report = &snapshot.documents()[result.report as usize];
            let section = section_name(report, result.link.section);
            Link {
                heading: format!("{}, {section}", report.facts.head.title),
                short: kind_and_year(report),
                text: report.text.quote(&result.link.spans),
                address: Some(super::letter::section_address(report, result.link.section)),
                relation: verdict_word(result.link.verdict).to_owned(),
            }
        });
    Chain {
        above: above
            .iter()
            .map(|found| link(found.upper, derived(found.link.relation, found.suspect)))
            .collect(),
        below: below
            .iter()
            .map(|found| link(found.lower, derived(found.link.relation, found.suspect)))
            .collect(),
        before: year(graph.incoming(node).collect(), "forrige brev"),
        after: year(graph.outgoing(node).collect(), "neste brev"),
        reported: reported.collect(),
        here: Link {
            heading: format!("{} – dette kravet", document.facts.head.title),
            short: kind_and_year(document),
            text: obligation.text.clone(),
            address: None,
            relation: String::new(),
        },
    }
}

fn kind_and_year(document: &Document) -> String {
    let head = &document.facts.head;
    let kind = document_kind_word(head.kind);
    head.year
        .map_or_else(|| kind.to_owned(), |year| format!("{kind} {year}"))
}

/// The word a verdict is shown as.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "bedre enn året før",
        Verdict::Worsened => "dårligere enn året før",
        Verdict::Unchanged => "uendret fra året før",
        Verdict::Reported => "omtalt",
        Verdict::NotReported => "fant ikke svar",
    }
}

/// The steps from the letter to a unit: the one chosen, else the first one responsible.
fn why(
    snapshot: &Snapshot,
    obligation: &Obligation,
    reference: ObligationRef,
    chosen: Option<&str>,
) -> Result<Markup, PageError> {
    let graph = snapshot.graph();
    let first = obligation
        .units
        .first()
        .map(|responsible| responsible.unit.as_str());
    let Some(unit) = chosen.or(first) else {
        return Ok(html! { p { "Vi finner ingen enhet i kravet." } });
    };
    let missing = |_| PageError::Missing(format!("Enheten «{unit}»"));
    let filter = ObligationFilter {
        documents: vec![snapshot.documents()[reference.document as usize].id.clone()],
        ..ObligationFilter::default()
    };
    let asking = Asking {
        unit,
        filter,
        ..Asking::default()
    };
    let answer = trace::requirements(graph, &asking).map_err(missing)?;
    let found = answer
        .list
        .iter()
        .find(|found| found.obligation == reference);
    let steps = found
        .map(|found| trace::why(graph, &answer, found))
        .unwrap_or_default();
    Ok(html! {
        form.search-form action="#hvorfor" method="get" {
            div.field {
                label for="enhet" { "Vis begrunnelsen for" }
                select #enhet name="enhet" {
                    @for own in snapshot.vocabulary().units() {
                        option value=(own.slug) selected[own.slug == unit] { (own.name) }
                    }
                }
            }
            button.quiet type="submit" { "Vis" }
        }
        @if steps.is_empty() {
            p.empty { "Vi finner ikke at kravet gjelder " (unit_name(snapshot, unit)) ": setningen nevner verken enheten, en rolle i den eller en helhet som den er del av." }
        } @else {
            ol {
                @for step in &steps {
                    li {
                        (step.explanation.norwegian) "."
                        @if let Some(proof) = &step.proof {
                            @let document = &snapshot.documents()[proof.document as usize];
                            @if document.outline.is_front(&proof.spans) {
                                span.proof { "opplysning om brevet" }
                            } @else {
                                span.proof lang=[lang(document.facts.head.language)] { "«" (shortened(&proof.quote, 160)) "»" }
                            }
                        }
                    }
                }
            }
        }
    })
}
