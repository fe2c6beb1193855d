//! What the commands print of documents and requirements. Keys are those of the GraphQL schema.

use super::output::Row;
use crate::model::{
    Document, DocumentKind, Modality, Obligation, ObligationKind, Polarity, Recurrence, Text,
};
use serde::Serialize;

/// A document in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentView {
    pub id: String,
    pub title: String,
    pub kind: &'static str,
    pub year: Option<i16>,
    pub date: Option<String>,
    pub sender: Option<String>,
    pub recipient: Option<String>,
    pub file_name: String,
    pub bytes: u64,
    pub obligations: usize,
    pub indicators: usize,
    pub goals: usize,
}

impl DocumentView {
    pub(super) fn of(document: &Document) -> DocumentView {
        let facts = &document.facts;
        let head = &facts.head;
        let slug = |unit: &Option<crate::model::Found<String>>| {
            unit.as_ref().map(|found| found.value.clone())
        };
        DocumentView {
            id: document.id.clone(),
            title: head.title.clone(),
            kind: document_kind(head.kind),
            year: head.year,
            date: head.date.map(|date| date.to_string()),
            sender: slug(&head.sender),
            recipient: slug(&head.recipient),
            file_name: document.text.source.file_name.clone(),
            bytes: document.text.source.bytes,
            obligations: facts.obligations.len(),
            indicators: facts.indicators.len(),
            goals: facts.goals.len(),
        }
    }
}

impl Row for DocumentView {
    const HEADINGS: &'static [&'static str] = &[
        "id",
        "kind",
        "year",
        "from",
        "to",
        "requirements",
        "indicators",
        "title",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.kind.to_owned(),
            self.year.map_or(String::new(), |year| year.to_string()),
            self.sender.clone().unwrap_or_default(),
            self.recipient.clone().unwrap_or_default(),
            self.obligations.to_string(),
            self.indicators.to_string(),
            self.title.clone(),
        ]
    }
}

/// A deadline.
#[derive(Debug, Serialize)]
pub(super) struct DeadlineView {
    pub text: String,
    pub date: Option<String>,
    pub recurrence: Option<&'static str>,
    pub duration: Option<String>,
}

/// A unit that must act.
#[derive(Debug, Serialize)]
pub(super) struct ResponsibilityView {
    pub unit: String,
    pub explicit: bool,
}

/// A requirement.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ObligationView {
    pub id: String,
    pub document: String,
    pub section: String,
    pub heading: String,
    pub line: u32,
    pub page: Option<u32>,
    pub modality: &'static str,
    pub polarity: &'static str,
    pub kind: &'static str,
    pub responsible_units: Vec<ResponsibilityView>,
    pub partners: Vec<String>,
    pub target_groups: Vec<String>,
    pub deadlines: Vec<DeadlineView>,
    pub legal_references: Vec<String>,
    pub document_references: Vec<String>,
    pub text: String,
    pub quote: String,
    pub lead_in: Option<String>,
    pub official_id: Option<String>,
}

impl ObligationView {
    pub(super) fn of(document: &Document, obligation: &Obligation) -> ObligationView {
        let section = &document.outline.sections[obligation.section as usize];
        let start = obligation.spans.first().map_or(0, |span| span.start);
        let position = document.text.position(start);
        ObligationView {
            id: format!("obligation:{}", obligation.id),
            document: document.id.clone(),
            section: section.path.clone(),
            heading: section.heading.clone(),
            line: position.line,
            page: position.page,
            modality: modality(obligation.modality.value),
            polarity: match obligation.polarity {
                Polarity::Positive => "POSITIVE",
                Polarity::Negative => "NEGATIVE",
            },
            kind: obligation_kind(obligation.kind.value),
            responsible_units: obligation
                .units
                .iter()
                .map(|responsible| ResponsibilityView {
                    unit: responsible.unit.clone(),
                    explicit: responsible.explicit,
                })
                .collect(),
            partners: values(&obligation.partners),
            target_groups: values(&obligation.target_groups),
            deadlines: obligation
                .deadlines
                .iter()
                .map(|deadline| DeadlineView {
                    text: deadline.value.text.clone(),
                    date: deadline.value.date.map(|date| date.to_string()),
                    recurrence: deadline.value.recurrence.map(recurrence),
                    duration: deadline.value.duration.clone(),
                })
                .collect(),
            legal_references: obligation
                .legal
                .iter()
                .map(|legal| legal.value.citation.clone())
                .collect(),
            document_references: obligation
                .documents
                .iter()
                .map(|reference| reference.value.citation.clone())
                .collect(),
            text: obligation.text.clone(),
            quote: obligation.quote.clone(),
            lead_in: obligation.lead_in.clone(),
            official_id: obligation.official_id.as_ref().map(|id| id.value.clone()),
        }
    }
}

impl Row for ObligationView {
    const HEADINGS: &'static [&'static str] = &[
        "id",
        "modality",
        "polarity",
        "kind",
        "units",
        "target groups",
        "deadlines",
        "legal",
        "text",
    ];

    fn cells(&self) -> Vec<String> {
        let units = self.responsible_units.iter().map(|unit| unit.unit.as_str());
        let deadlines = self.deadlines.iter().map(|deadline| {
            deadline
                .date
                .as_deref()
                .or(deadline.duration.as_deref())
                .or(deadline.recurrence)
                .unwrap_or(&deadline.text)
        });
        vec![
            self.id.clone(),
            self.modality.to_owned(),
            self.polarity.to_owned(),
            self.kind.to_owned(),
            units.collect::<Vec<_>>().join(" "),
            self.target_groups.join(" "),
            deadlines.collect::<Vec<_>>().join(" "),
            self.legal_references.join("; "),
            self.text.clone(),
        ]
    }
}

fn values(found: &[crate::model::Found<String>]) -> Vec<String> {
    found.iter().map(|found| found.value.clone()).collect()
}

/// `file:line` of a place in a text.
pub(super) fn place(text: &Text, byte: u32) -> String {
    let position = text.position(byte);
    let name = &text.source.file_name;
    match position.page {
        // A PDF or Word file has no lines that a reader could count.
        Some(page) if !text.layout.is_empty() => format!("{name}, page {page}"),
        _ => format!("{name}:{}", position.line),
    }
}

/// A document kind as GraphQL names it.
pub(super) fn document_kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Tildelingsbrev => "TILDELINGSBREV",
        DocumentKind::SupplerendeTildelingsbrev => "SUPPLERENDE_TILDELINGSBREV",
        DocumentKind::MalOgDisponeringsbrev => "MAL_OG_DISPONERINGSBREV",
        DocumentKind::Instruks => "INSTRUKS",
        DocumentKind::Arsrapport => "ARSRAPPORT",
        DocumentKind::Rapport => "RAPPORT",
        DocumentKind::Oppdragsdokument => "OPPDRAGSDOKUMENT",
        DocumentKind::Oppdragsbrev => "OPPDRAGSBREV",
        DocumentKind::Tilskuddsbrev => "TILSKUDDSBREV",
        DocumentKind::Other => "OTHER",
    }
}

/// A modality as GraphQL names it.
pub(super) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "MUST",
        Modality::Should => "SHOULD",
        Modality::May => "MAY",
        Modality::Requested => "REQUESTED",
        Modality::Expected => "EXPECTED",
    }
}

/// A kind of requirement as GraphQL names it.
pub(super) fn obligation_kind(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Duty => "DUTY",
        ObligationKind::Assignment => "ASSIGNMENT",
        ObligationKind::Reporting => "REPORTING",
        ObligationKind::Priority => "PRIORITY",
    }
}

/// A recurrence as GraphQL names it.
pub(super) fn recurrence(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Monthly => "MONTHLY",
        Recurrence::Quarterly => "QUARTERLY",
        Recurrence::Tertial => "TERTIAL",
        Recurrence::HalfYearly => "HALF_YEARLY",
        Recurrence::Yearly => "YEARLY",
        Recurrence::PerTertial1 => "PER_TERTIAL_1",
        Recurrence::PerTertial2 => "PER_TERTIAL_2",
    }
}
