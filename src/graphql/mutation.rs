//! What can be changed, by those who may.

use super::document::Document;
use super::error::{Code, internal};
use super::event::{DocumentChange, DocumentChangeKind, Events, IngestOutcome};
use super::node::Kind;
use super::right::check_right;
use crate::archive::{Archive, ArchiveError, IngestError, Outcome, StoreError};
use async_graphql::{Context, Error, ID, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;

/// The mutation root.
pub struct Mutation;

/// Documents to take in (innlesing).
#[derive(InputObject, Debug)]
pub struct IngestInput {
    /// The documents, at most 200 (dokumenter).
    documents: Vec<NewDocument>,
    /// Name for this ingest, so that `ingestProgress` can be subscribed to beforehand; made up when left out (jobb).
    job: Option<ID>,
}

/// A document to take in (nytt dokument): give `text` or `base64`.
#[derive(InputObject, Debug)]
pub struct NewDocument {
    /// File name; its ending tells the format and its stem becomes the id, unless the metadata gives one (filnavn).
    file_name: String,
    /// The content, where it is plain text, Markdown or HTML (tekst).
    text: Option<String>,
    /// The content in base64, whatever its format and encoding (base64).
    base64: Option<String>,
}

/// What became of an ingest (resultat av innlesing).
#[derive(SimpleObject)]
pub struct IngestPayload {
    /// Name of this ingest (jobb).
    job: ID,
    /// What became of each document, in the order handed in (dokumenter).
    documents: Vec<IngestedDocument>,
}

/// What became of a document (innlest dokument).
#[derive(SimpleObject)]
pub struct IngestedDocument {
    /// File name as handed in (filnavn).
    file_name: String,
    /// What became of it (utfall).
    outcome: IngestOutcome,
    /// The document, unless it was refused (dokument).
    document: Option<Document>,
    /// Why it was refused, and what to do (melding).
    message: Option<String>,
}

/// What became of a removal (resultat av fjerning).
#[derive(SimpleObject)]
pub struct RemoveDocumentPayload {
    /// Id of the document that is gone (id).
    id: ID,
}

/// Changes to the archive (endringer): only with a token that grants it.
#[Object]
impl Mutation {
    /// Takes documents in: reads and stores each, then shows them all to readers. One that is refused does not stop the others (les inn).
    async fn ingest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The documents (dokumenter).")] input: IngestInput,
    ) -> Result<IngestPayload> {
        check_right(context)?;
        let archive = context.data::<Arc<Archive>>()?.clone();
        let events = context.data::<Events>()?.clone();
        let job = input.job.unwrap_or_else(|| {
            let now = jiff::Timestamp::now();
            ID(format!("ingest-{:x}", now.as_microsecond()))
        });
        let mut files = Vec::new();
        for document in input.documents {
            files.push((document.file_name.clone(), document.bytes()?));
        }
        let name = job.clone();
        let taken_in =
            tokio::task::spawn_blocking(move || take_in(&archive, &events, &name, files));
        let documents = taken_in.await.map_err(|error| internal(&error))??;
        Ok(IngestPayload { job, documents })
    }

    /// Removes a document (fjern dokument).
    async fn remove_document(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug or full id of the document (id).")] id: ID,
    ) -> Result<RemoveDocumentPayload> {
        check_right(context)?;
        let archive = context.data::<Arc<Archive>>()?.clone();
        let slug = Kind::Document.slug(&id)?.to_owned();
        let (shared, wanted) = (archive.clone(), slug.clone());
        let removed = tokio::task::spawn_blocking(move || shared.remove(&wanted));
        let was_there = removed.await.map_err(|error| internal(&error))?;
        let was_there = was_there.map_err(|error| match error {
            ArchiveError::Store(error) => unavailable(&error),
            error => internal(&error),
        });
        if !was_there? {
            return Err(Code::NotFound.error(format!(
                "there is no document `{slug}`; `documents` lists those that are there"
            )));
        }
        let events = context.data::<Events>()?;
        events.change(DocumentChange::new(
            &archive,
            slug.clone(),
            DocumentChangeKind::Removed,
        ));
        Ok(RemoveDocumentPayload {
            id: Kind::Document.id(&slug),
        })
    }
}

impl NewDocument {
    fn bytes(self) -> Result<Vec<u8>> {
        match (self.text, self.base64) {
            (Some(text), None) => Ok(text.into_bytes()),
            (None, Some(base64)) => decode_base64(&base64).ok_or_else(|| {
                Code::BadUserInput.error(format!(
                    "`base64` of `{}` is no base64; give the file's bytes in the letters A–Z, a–z, 0–9, + and /",
                    self.file_name
                ))
            }),
            _ => Err(Code::BadUserInput.error(format!(
                "give either `text` or `base64` for `{}`",
                self.file_name
            ))),
        }
    }
}

fn take_in(
    archive: &Arc<Archive>,
    events: &Events,
    job: &ID,
    files: Vec<(String, Vec<u8>)>,
) -> Result<Vec<IngestedDocument>> {
    let mut batch = archive.ingest_batch(job, files.len());
    let mut dealt_with = Vec::new();
    let mut failed = None;
    for (file_name, bytes) in files {
        match batch.ingest(&bytes, &file_name) {
            // The next one would fare no better; those before it are stored and shown.
            Err(IngestError::Store(error)) => {
                failed = Some(unavailable(&error));
                break;
            }
            Err(error @ IngestError::Index(_)) => return Err(internal(&error)),
            outcome => dealt_with.push((file_name, outcome, batch.take_notice())),
        }
    }
    batch.finish().map_err(|error| internal(&error))?;
    let snapshot = archive.snapshot();
    let mut documents = Vec::new();
    for (file_name, outcome, notice) in dealt_with {
        let change = match &outcome {
            Ok(Outcome::Added { .. }) => Some(DocumentChangeKind::Added),
            Ok(Outcome::Replaced { .. }) => Some(DocumentChangeKind::Replaced),
            Ok(Outcome::Unchanged { .. }) | Err(_) => None,
        };
        let slug = outcome.as_ref().ok().map(Outcome::id);
        if let (Some(change), Some(slug)) = (change, slug) {
            events.change(DocumentChange::new(archive, slug.to_owned(), change));
        }
        documents.push(IngestedDocument {
            file_name,
            outcome: outcome
                .as_ref()
                .map_or(IngestOutcome::Refused, IngestOutcome::from),
            document: slug.and_then(|slug| Document::find(&snapshot, slug)),
            message: outcome
                .as_ref()
                .err()
                .map(IngestError::to_string)
                .or(notice),
        });
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(documents),
    }
}

/// The store cannot take anything now; whoever may change the archive is told why.
fn unavailable(error: &StoreError) -> Error {
    tracing::error!(reason = %error, "a letter is not stored");
    Code::Unavailable.error(format!(
        "{error}; what was stored before it stays, so send the rest again when the server has room"
    ))
}

/// Bytes of base64 text with or without padding; line breaks are skipped.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0u32);
    let text = text.trim_end().trim_end_matches('=');
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 6).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&[u8]>) {
        assert_eq!(decode_base64(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn base64_is_read_with_and_without_padding() {
        check("", Some(b""));
        check("TkFW", Some(b"NAV"));
        check("TkE=", Some(b"NA"));
        check("Tk\nE", Some(b"NA"));
        check("Tg==", Some(b"N"));
    }

    #[test]
    fn what_is_no_base64_is_told() {
        check("T", None);
        check("å", None);
    }
}
