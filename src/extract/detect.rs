//! Which statements direct somebody, and how.

use super::context::{Context, Words};
use crate::model::{Evidence, Found, Modality, Obligation, ObligationKind, Responsibility};
use crate::vocabulary::Vocabulary;

/// Finds obligations.
pub(super) struct Detector {}

impl Detector {
    /// Compiles the word lists.
    pub(super) fn new(_vocabulary: &Vocabulary) -> Detector {
        Detector {}
    }

    /// The obligations of a document in reading order, attributes of other readers left empty.
    pub(super) fn obligations(&self, context: &Context<'_>) -> Vec<Obligation> {
        let outline = context.outline;
        let mut obligations = Vec::new();
        for (index, statement) in outline.statements.iter().enumerate() {
            let index = index as u32;
            let leads = Words::new(outline, &outline.lead_ins(index));
            let (at, words) = if let Some(at) = statement.text.find(" skal ") {
                (at, Words::new(outline, &[index]))
            } else if let Some(at) = leads.text.find(" skal ") {
                (at, leads.clone())
            } else {
                continue;
            };
            if statement.is_lead_in {
                continue;
            }
            let evidence = |rule| Evidence {
                spans: words.source(outline, at + 1, at + 5),
                rule: std::borrow::Cow::Borrowed(rule),
                confidence: 0.5,
            };
            let mut text = leads.text.clone();
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&statement.text);
            obligations.push(Obligation {
                id: format!("{}/{index}", context.document),
                section: statement.section,
                statements: vec![index],
                text,
                quote: context.text.quote(&statement.spans),
                lead_in: (!leads.text.is_empty()).then(|| leads.text.clone()),
                spans: statement.spans.clone(),
                modality: Found::new(Modality::Must, evidence("modality/finite-verb")),
                kind: Found::new(ObligationKind::Duty, evidence("kind/default")),
                units: vec![Responsibility {
                    unit: "arbeids-og-velferdsetaten".to_owned(),
                    explicit: false,
                    evidence: evidence("unit/recipient"),
                }],
                partners: Vec::new(),
                target_groups: Vec::new(),
                deadlines: Vec::new(),
                legal: Vec::new(),
                documents: Vec::new(),
                goals: Vec::new(),
                indicators: Vec::new(),
                official_id: None,
            });
        }
        obligations
    }
}
