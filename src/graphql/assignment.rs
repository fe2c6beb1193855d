//! Assignments that a letter numbers.

use super::document::{Document, Section};
use super::evidence::Evidence;
use super::fact::Assignment;
use super::node::Kind;
use super::obligation::Obligation;
use super::scalar::{Date, Recurrence};
use crate::graph::ObligationRef;
use crate::model;
use async_graphql::{ID, Object};

/// An assignment (oppdrag) with an official id, or a numbered part of one.
#[Object]
impl Assignment {
    /// Readable id: `assignment:`, the document's slug and the official id (id).
    pub async fn id(&self) -> ID {
        Kind::Assignment.id(&self.fact().id)
    }

    /// Official id (oppdragsnummer), such as `TB2026-17`; a part has none of its own.
    async fn official_id(&self) -> Option<&str> {
        let id = self.fact().official_id.as_ref()?;
        Some(&id.value)
    }

    /// What it is called (tittel).
    async fn title(&self) -> Option<&str> {
        Some(self.fact().title.as_str()).filter(|title| !title.is_empty())
    }

    /// The department that looks after it (ansvarlig avdeling).
    async fn department(&self) -> Option<&str> {
        let department = self.fact().department.as_ref()?;
        Some(&department.value)
    }

    /// When it is due as a whole (frister).
    async fn deadlines(&self) -> Vec<AssignmentDeadline> {
        (0..self.fact().deadlines.len())
            .map(|index| AssignmentDeadline {
                assignment: self.clone(),
                index,
            })
            .collect()
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        self.0.section(self.fact().section)
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        self.0.document()
    }

    /// What it asks for (krav).
    async fn obligations(&self) -> Vec<Obligation> {
        let document = self.0.document as u32;
        let all = self.fact().obligations.iter();
        all.map(|index| {
            let reference = ObligationRef {
                document,
                index: *index,
            };
            Obligation::new(&self.0.snapshot, reference)
        })
        .collect()
    }

    /// Its numbered parts (deloppdrag).
    async fn parts(&self) -> Vec<Assignment> {
        let all = Assignment::all(&self.0.snapshot, self.0.document).into_iter();
        all.filter(|part| part.fact().parent == Some(self.0.index))
            .collect()
    }

    /// The assignment that it is a part of (overordnet oppdrag).
    async fn parent(&self) -> Option<Assignment> {
        let parent = self.fact().parent?;
        Some(Assignment::new(&self.0.snapshot, self.0.document, parent))
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        let mut all = Vec::new();
        if let Some(id) = &fact.official_id {
            all.push(self.0.proof(("officialId", &id.value), &id.evidence));
        }
        if let Some(department) = &fact.department {
            all.push(
                self.0
                    .proof(("department", &department.value), &department.evidence),
            );
        }
        for deadline in &fact.deadlines {
            let proof = ("deadlines", deadline.value.text.as_str());
            all.push(self.0.proof(proof, &deadline.evidence));
        }
        all
    }
}

/// When an assignment is due as a whole.
pub struct AssignmentDeadline {
    assignment: Assignment,
    index: usize,
}

impl AssignmentDeadline {
    fn found(&self) -> &model::Found<model::Deadline> {
        &self.assignment.fact().deadlines[self.index]
    }
}

/// When an assignment is due as a whole (frist): a day, a rhythm, a time limit, or only words ("avtales nærmere").
#[Object]
impl AssignmentDeadline {
    /// As written (tekst).
    async fn text(&self) -> &str {
        &self.found().value.text
    }

    /// The day, where one is named (dato).
    async fn date(&self) -> Option<Date> {
        self.found().value.date.map(Date)
    }

    /// The rhythm, where it comes again (hyppighet).
    async fn recurrence(&self) -> Option<Recurrence> {
        self.found().value.recurrence.map(Into::into)
    }

    /// Time limit as ISO 8601 duration (varighet).
    async fn duration(&self) -> Option<&str> {
        self.found().value.duration.as_deref()
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let found = self.found();
        let proof = ("deadlines", found.value.text.as_str());
        self.assignment.0.proof(proof, &found.evidence)
    }
}
