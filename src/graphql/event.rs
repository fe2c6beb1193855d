//! What happens while documents are taken in, told to whoever subscribed.

use super::document::Document;
use super::node::Kind;
use crate::archive::{Archive, Journal, Outcome, Step};
use async_graphql::{Enum, ID, Object, SimpleObject};
use std::sync::Arc;
use tokio::sync::broadcast;

/// How many events a slow listener may lag behind before it misses some.
const BACKLOG: usize = 256;

/// Where events are told and heard.
#[derive(Clone)]
pub struct Events {
    progress: broadcast::Sender<IngestProgress>,
    changes: broadcast::Sender<DocumentChange>,
}

impl Default for Events {
    fn default() -> Events {
        Events {
            progress: broadcast::Sender::new(BACKLOG),
            changes: broadcast::Sender::new(BACKLOG),
        }
    }
}

impl Events {
    /// Passes on what the journal tells of ingests. Nobody need be listening.
    pub fn follow(&self, journal: &Journal) {
        let progress = self.progress.clone();
        journal.listen(move |step| {
            let _ = progress.send(IngestProgress::from(step));
        });
    }

    /// Tells that a document came, changed or went. Nobody need be listening.
    pub fn change(&self, change: DocumentChange) {
        let _ = self.changes.send(change);
    }

    /// Hears of progress from now on.
    pub fn progress_from_now(&self) -> broadcast::Receiver<IngestProgress> {
        self.progress.subscribe()
    }

    /// Hears of changes from now on.
    pub fn changes_from_now(&self) -> broadcast::Receiver<DocumentChange> {
        self.changes.subscribe()
    }
}

/// What became of a document that was handed in (utfall).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum IngestOutcome {
    /// It is new (ny).
    Added,
    /// It took the place of an older text with the same id (erstattet).
    Replaced,
    /// The very same bytes were there already (uendret).
    Unchanged,
    /// It was not taken in; the message says why (avvist).
    Refused,
}

impl From<&Outcome> for IngestOutcome {
    fn from(outcome: &Outcome) -> IngestOutcome {
        match outcome {
            Outcome::Added { .. } => IngestOutcome::Added,
            Outcome::Replaced { .. } => IngestOutcome::Replaced,
            Outcome::Unchanged { .. } => IngestOutcome::Unchanged,
        }
    }
}

/// How far an ingest has come (framdrift for innlesing): told for every document.
#[derive(SimpleObject, Clone, Debug)]
pub struct IngestProgress {
    /// The ingest, as `ingest` names it (jobb).
    pub job: ID,
    /// Documents dealt with so far (ferdige).
    pub done: usize,
    /// Documents handed in (i alt).
    pub total: usize,
    /// File name of the document dealt with last (filnavn).
    pub file_name: String,
    /// What became of it (utfall).
    pub outcome: IngestOutcome,
    /// Why it was refused (melding).
    pub message: Option<String>,
    /// Whether that was the last one, and readers see all of them (ferdig).
    pub finished: bool,
}

impl From<&Step> for IngestProgress {
    fn from(step: &Step) -> IngestProgress {
        let refusal = step.outcome.as_ref().err();
        IngestProgress {
            job: ID(step.job.clone()),
            done: step.done,
            total: step.total,
            file_name: step.file.clone(),
            outcome: step
                .outcome
                .as_ref()
                .map_or(IngestOutcome::Refused, IngestOutcome::from),
            message: refusal.map(|refusal| refusal.en.clone()),
            finished: step.finished,
        }
    }
}

/// How a document changed (type endring).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentChangeKind {
    /// It came (lagt til).
    Added,
    /// Its text was replaced (erstattet).
    Replaced,
    /// It was removed (fjernet).
    Removed,
}

/// A document that came, changed or went (endring i arkivet).
#[derive(Clone)]
pub struct DocumentChange {
    archive: Arc<Archive>,
    slug: String,
    kind: DocumentChangeKind,
}

impl DocumentChange {
    /// A change of the document with this slug.
    pub fn new(archive: &Arc<Archive>, slug: String, kind: DocumentChangeKind) -> DocumentChange {
        DocumentChange {
            archive: archive.clone(),
            slug,
            kind,
        }
    }
}

/// A document that came, changed or went (endring i arkivet).
#[Object]
impl DocumentChange {
    /// How it changed (type endring).
    async fn change(&self) -> DocumentChangeKind {
        self.kind
    }

    /// Id of the document (id).
    async fn id(&self) -> ID {
        Kind::Document.id(&self.slug)
    }

    /// The document as it is now; null when it is gone (dokument).
    async fn document(&self) -> Option<Document> {
        Document::find(&self.archive.snapshot(), &self.slug)
    }
}
