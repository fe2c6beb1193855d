//! From the layout of version 0.1.0, a database with whole documents, to letters and what is read out of
//! them. Only the text of a document is taken over; the facts are read anew.

use super::letter::{Letter, Letters, digest};
use super::manifest::Manifest;
use super::sled::failed;
use super::{StoreError, disk, place};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// Where the old database is put aside, whole.
const ASIDE: &str = "from-0.1.0";

/// Begins a record, before its version.
const MAGIC: &[u8; 2] = b"SG";

/// The beginning of a record as version 0.1.0 wrote it. What follows is not read.
#[derive(Deserialize)]
struct Record {
    id: String,
    ingested: Option<jiff::Timestamp>,
    content: String,
    _format: Format,
    source: Source,
}

#[derive(Deserialize)]
enum Format {
    Plain,
    Markdown,
    Html,
}

#[derive(Deserialize)]
struct Source {
    file_name: String,
    _media_type: String,
    _encoding: String,
    sha256: String,
    _bytes: u64,
}

/// Takes the letters of an old store over, and puts its files aside. Tells what came of it. It can be
/// broken off at any place and begun again.
pub(super) fn from_first(folder: &Path) -> Result<Vec<String>, StoreError> {
    let io = StoreError::io("take over the letters of version 0.1.0");
    let mut told = Vec::new();
    {
        let database = sled::Config::new().path(folder).open().map_err(|error| {
            let locked = error.to_string().contains("could not acquire lock");
            match locked {
                true => StoreError::Locked {
                    path: folder.to_owned(),
                },
                false => failed("open the store of version 0.1.0")(error),
            }
        })?;
        let documents = database.open_tree("documents");
        let documents = documents.map_err(failed("read the store of version 0.1.0"))?;
        let letters = Letters::new(folder.join(place::LETTERS));
        disk::make_folder(letters.folder()).map_err(&io)?;
        let mut manifest = Manifest::read(folder).map_err(&io)?;
        manifest.repair().map_err(&io)?;
        let mut taken = 0;
        for entry in documents.iter() {
            let (id, bytes) = entry.map_err(failed("read the store of version 0.1.0"))?;
            let Some(record) = record(&bytes) else {
                let id = String::from_utf8_lossy(&id);
                told.push(format!(
                    "the record of document `{id}` is damaged and left out"
                ));
                continue;
            };
            let (letter, exact) = letter(&record);
            if !exact {
                told.push(format!(
                    "document `{}` keeps its text alone: the file it was read from was in another encoding",
                    letter.id
                ));
            }
            letters
                .keep(&letter.sha256, record.content.as_bytes())
                .map_err(&io)?;
            manifest.put(&letter).map_err(&io)?;
            taken += 1;
        }
        told.push(format!(
            "{taken} letters were taken over from version 0.1.0 and are read anew; the old files lie in `{ASIDE}`"
        ));
    }
    // Marked before the old files go, so that a process that ends here goes on with the letters.
    place::mark(folder).map_err(&io)?;
    let aside = folder.join(ASIDE);
    disk::make_folder(&aside).map_err(&io)?;
    for entry in fs::read_dir(folder).map_err(&io)?.flatten() {
        let name = entry.file_name();
        let known = name.to_string_lossy();
        if matches!(&*known, "db" | "conf" | "blobs") || known.starts_with("snap.") {
            fs::rename(entry.path(), aside.join(&name)).map_err(&io)?;
        }
    }
    disk::sync_folder(folder).map_err(&io)?;
    Ok(told)
}

fn record(bytes: &[u8]) -> Option<Record> {
    let (head, body) = bytes.split_at_checked(4)?;
    let is_record = head[..2] == *MAGIC && head[2..] == [1, 0];
    let (record, _) = is_record.then(|| postcard::take_from_bytes(body).ok())??;
    Some(record)
}

/// The letter of a record, and whether its text is byte for byte what was delivered.
fn letter(record: &Record) -> (Letter, bool) {
    let bytes = record.content.as_bytes();
    let sha256 = digest(bytes);
    let exact = sha256 == record.source.sha256;
    let letter = Letter {
        id: record.id.clone(),
        sha256,
        bytes: bytes.len() as u64,
        file_name: record.source.file_name.clone(),
        path: None,
        ingested: record.ingested,
    };
    (letter, exact)
}
