//! `styringsgraf check`: every letter in the store against its digest, and every record against its letter.

use super::args::{Arguments, Check};
use super::output::say;
use super::{Finding, archive, archive_to_change};
use crate::archive::Archive;
use crate::store::Letter;

pub(super) fn run(arguments: &Arguments, command: &Check) -> anyhow::Result<Finding> {
    let archive = match command.repair {
        true => archive_to_change(arguments)?,
        false => archive(arguments)?,
    };
    let store = archive.store();
    let mut trouble = false;
    let mut whole = 0;
    let letters = store.letters();
    for letter in &letters {
        if store.letter_bytes(&letter.sha256)?.is_some() {
            whole += 1;
        } else if command.repair && write_again(&archive, letter)? {
            say!("repaired  {}", letter.id);
        } else {
            trouble = true;
            say!("damaged   {}: {}", letter.id, advice(&archive, letter));
        }
    }
    for letter in letters
        .iter()
        .flat_map(|letter| store.older_letters(&letter.id))
    {
        if store.letter_bytes(&letter.sha256)?.is_none() {
            trouble = true;
            say!("damaged   {}: an older letter of it is lost", letter.id);
        }
    }
    for sha256 in store.unnamed_letters()? {
        trouble = true;
        say!(
            "unnamed   {sha256}: no document has this letter; `styringsgraf ingest --name ID -` takes it in from standard input"
        );
    }
    let documents = archive.snapshot().documents().len();
    say!(
        "{whole} of {} letters whole, {documents} documents",
        letters.len()
    );
    let told = !archive.told().is_empty() && !command.repair;
    Ok(match trouble || told || documents != letters.len() {
        true => Finding::Trouble,
        false => Finding::Found,
    })
}

/// Writes a letter anew from the text that was read of it, where that is what was delivered.
fn write_again(archive: &Archive, letter: &Letter) -> anyhow::Result<bool> {
    let snapshot = archive.snapshot();
    let Some(document) = snapshot.document(&letter.id) else {
        return Ok(false);
    };
    let text = document.text.content.as_bytes();
    let store = archive.store();
    // Kept under the digest it has: only the very bytes come under the letter's own.
    if text.len() as u64 != letter.bytes {
        return Ok(false);
    }
    store.mend_letter(letter, text)?;
    Ok(store.letter_bytes(&letter.sha256)?.is_some())
}

fn advice(archive: &Archive, letter: &Letter) -> String {
    let place = letter.path.as_deref().unwrap_or(&letter.file_name);
    match archive.snapshot().document(&letter.id) {
        Some(_) => format!(
            "its letter is lost, what was read out of it is whole; `check --repair` writes it again, or ingest `{place}` again"
        ),
        None => format!("it is lost; ingest `{place}` again"),
    }
}
