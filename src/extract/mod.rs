//! [`Outline`] → [`Facts`]: asks each statement, with its headings and the letter's recipient, what it
//! demands, of whom, for whom, by when, by which law. Always answers.

mod day;
mod head;
mod language;
mod unit_name;

pub use head::{HeadReading, head, official_id};
pub use unit_name::{NamedUnit, UnitNames};

use crate::model::{
    Evidence, Facts, Found, Head, Modality, Obligation, ObligationKind, Outline, Responsibility,
    Text,
};
use crate::vocabulary::Vocabulary;

/// Reads the facts out of a document.
pub fn extract(document: &str, text: &Text, outline: &Outline, vocabulary: &Vocabulary) -> Facts {
    let _ = vocabulary;
    let mut facts = Facts {
        head: Head {
            title: document.to_owned(),
            ..Head::default()
        },
        ..Facts::default()
    };
    for (index, statement) in outline.statements.iter().enumerate() {
        let Some(at) = statement.text.find(" skal ") else {
            continue;
        };
        let span = statement.source(at + 1, at + 5)[0];
        facts.obligations.push(Obligation {
            id: format!("{document}/{index}"),
            section: statement.section,
            statements: vec![index as u32],
            text: statement.text.clone(),
            quote: text.quote(&statement.spans),
            lead_in: None,
            spans: statement.spans.clone(),
            modality: Found::new(Modality::Must, Evidence::at(span, "modality/skal", 0.9)),
            kind: Found::new(
                ObligationKind::Duty,
                Evidence::at(span, "kind/default", 0.5),
            ),
            units: vec![Responsibility {
                unit: "nav-fylke-region".to_owned(),
                explicit: false,
                evidence: Evidence::at(span, "unit/recipient", 0.5),
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
    facts
}
