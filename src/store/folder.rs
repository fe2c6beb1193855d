//! The default store: a folder with the letters as delivered, the list of what should be there, and
//! what was read out of them. Letters and list are durable before anybody is told; the rest can be made
//! again from them.

use super::letter::{Letter, Letters, digest};
use super::manifest::Manifest;
use super::place::{self, Access, Place};
use super::sled::{Closed, SledRecords};
use super::{Store, StoreError, disk, migrate, record};
use crate::model::Document;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Where the records lie.
const RECORDS: &str = "records";

/// Says that the first letters of this folder are still being read in.
const UNFINISHED: &str = "unfinished";

/// What a full disk is tried with, whether it has room again.
const ROOM: usize = 64 * 1024;

/// How often it is tried.
const AGAIN: Duration = Duration::from_secs(5);

/// Documents in a folder.
#[derive(Debug)]
pub struct FolderStore {
    folder: PathBuf,
    letters: Letters,
    manifest: Mutex<Manifest>,
    /// None where the folder cannot be written to, or not now.
    records: Option<SledRecords>,
    told: Vec<String>,
    failure: Mutex<Option<Failure>>,
    writable: bool,
    /// Held last, so that nobody opens the folder before all else is closed.
    _lock: Option<File>,
}

/// Why nothing can be written, and when that was last tried.
#[derive(Debug)]
struct Failure {
    reason: String,
    tried: Instant,
}

impl FolderStore {
    /// Opens the store in a folder. To read, the folder must be there and may be read-only; to write, it
    /// is made.
    pub fn open(folder: &Path, access: Access) -> Result<FolderStore, StoreError> {
        let Place { kind, lock } = place::take(folder, access)?;
        let mut told = Vec::new();
        let writable = lock.is_some();
        if kind == place::Kind::First && writable {
            told.extend(migrate::from_first(folder)?);
        }
        if writable && kind != place::Kind::Empty {
            place::mark(folder).map_err(StoreError::io("mark its folder"))?;
        }
        let letters = Letters::new(folder.join(place::LETTERS));
        let reading = StoreError::io("read its manifest");
        let mut manifest = Manifest::read(folder).map_err(reading)?;
        told.append(&mut manifest.told);
        let mut records = None;
        if writable {
            let cleared = disk::make_folder(letters.folder())
                .and_then(|()| disk::remove_unfinished(folder))
                .and_then(|()| disk::remove_unfinished(letters.folder()))
                .and_then(|()| manifest.repair());
            if let Err(error) = cleared {
                told.push(format!("the folder cannot be put in order: {error}"));
            }
            records = open_records(folder, &mut told)?;
        } else if kind != place::Kind::Empty {
            told.push("the folder cannot be written to; the letters are read anew".to_owned());
        }
        Ok(FolderStore {
            folder: folder.to_owned(),
            letters,
            manifest: Mutex::new(manifest),
            records,
            told,
            failure: Mutex::new(None),
            writable,
            _lock: lock,
        })
    }

    fn manifest(&self) -> MutexGuard<'_, Manifest> {
        self.manifest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn records(&self) -> Option<&SledRecords> {
        self.records
            .as_ref()
            .filter(|records| !records.is_given_up())
    }

    fn check_writable(&self) -> Result<(), StoreError> {
        match self.writable {
            true => Ok(()),
            false => Err(StoreError::Failed {
                action: "be changed",
                reason: "its folder cannot be written to".to_owned(),
            }),
        }
    }

    /// Remembers that something could not be written, and why. What was read is not written any more:
    /// it can be made anew, and a database that cannot write waits for ever.
    fn fail(&self, error: StoreError) -> StoreError {
        if let Some(records) = &self.records {
            records.give_up();
        }
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        *failure = Some(Failure {
            reason: error.to_string(),
            tried: Instant::now(),
        });
        error
    }

    fn written<T>(&self, action: &'static str, done: io::Result<T>) -> Result<T, StoreError> {
        match done {
            Ok(done) => {
                *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(done)
            }
            Err(error) => Err(self.fail(StoreError::io(action)(error))),
        }
    }

    /// A failed record is made anew at the next start; the letter it was read from is kept.
    fn record_written(&self, done: Result<(), StoreError>) {
        if let Err(error) = done {
            self.fail(error);
        }
    }

    fn has_room(&self) -> bool {
        let probe = self.folder.join("room");
        let has_room = disk::write_whole(&probe, &[0; ROOM]).is_ok();
        let _ = fs::remove_file(&probe);
        has_room
    }
}

fn open_records(folder: &Path, told: &mut Vec<String>) -> Result<Option<SledRecords>, StoreError> {
    let records = folder.join(RECORDS);
    let reason = match SledRecords::open(&records) {
        Ok(records) => return Ok(Some(records)),
        Err(Closed::Locked) => {
            let path = folder.to_owned();
            return Err(StoreError::Locked { path });
        }
        Err(Closed::Disk(reason)) => {
            told.push(format!(
                "what was read before cannot be opened ({reason}); the letters are read anew, and nothing of that is kept"
            ));
            return Ok(None);
        }
        Err(Closed::Damaged(reason)) => reason,
    };
    told.push(format!(
        "what was read before is damaged ({reason}); the letters are read anew"
    ));
    let removed = fs::remove_dir_all(&records);
    removed.map_err(StoreError::io("remove its damaged records"))?;
    Ok(SledRecords::open(&records).ok())
}

impl Store for FolderStore {
    fn put(&self, document: &Document) -> Result<(), StoreError> {
        if let Some(records) = self.records() {
            let bytes = record::encode(document).map_err(|reason| StoreError::Failed {
                action: "encode a document",
                reason,
            })?;
            self.record_written(records.put(&document.id, &bytes));
        }
        Ok(())
    }

    fn document(&self, id: &str) -> Result<Option<Document>, StoreError> {
        let Some(records) = self.records() else {
            return Ok(None);
        };
        let Some(bytes) = records.record(id)? else {
            return Ok(None);
        };
        let document = record::decode(&bytes).map_err(|reason| StoreError::Damaged {
            id: id.to_owned(),
            reason,
        })?;
        Ok(Some(document))
    }

    fn remove(&self, id: &str) -> Result<bool, StoreError> {
        self.check_writable()?;
        let removed = self.manifest().remove(id);
        let was_there = self.written("remove a document", removed)?;
        if let Some(records) = self.records() {
            self.record_written(records.remove(id));
        }
        Ok(was_there)
    }

    fn ids(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.manifest().current().keys().cloned().collect())
    }

    fn keep_letter(&self, letter: &Letter, bytes: &[u8]) -> Result<(), StoreError> {
        self.check_writable()?;
        let kept = self.letters.keep(&letter.sha256, bytes);
        self.written("keep a letter", kept)?;
        let entered = self.manifest().put(letter);
        self.written("enter a letter", entered)
    }

    fn letter_bytes(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = self.letters.bytes(sha256);
        bytes.map_err(StoreError::io("read a letter"))
    }

    fn mend_letter(&self, letter: &Letter, bytes: &[u8]) -> Result<(), StoreError> {
        self.check_writable()?;
        if digest(bytes) != letter.sha256 {
            return Ok(());
        }
        let kept = self.letters.keep(&letter.sha256, bytes);
        self.written("keep a letter", kept)
    }

    fn letters(&self) -> Vec<Letter> {
        self.manifest().current().values().cloned().collect()
    }

    fn seems_whole(&self, letter: &Letter) -> bool {
        self.letters.seems_whole(letter)
    }

    fn older_letters(&self, id: &str) -> Vec<Letter> {
        self.manifest().older(id).to_vec()
    }

    fn unnamed_letters(&self) -> Result<Vec<String>, StoreError> {
        let mut all = self
            .letters
            .all()
            .map_err(StoreError::io("list its letters"))?;
        let manifest = self.manifest();
        all.retain(|sha256| !manifest.names(sha256));
        Ok(all)
    }

    fn forget_letters(&self, id: &str) -> Result<usize, StoreError> {
        self.check_writable()?;
        let mut manifest = self.manifest();
        let older = manifest.older(id).to_vec();
        let entered = manifest.forget(id);
        self.written("forget older letters", entered)?;
        let mut forgotten = 0;
        for letter in older {
            if !manifest.names(&letter.sha256) {
                let removed = self.letters.forget(&letter.sha256);
                self.written("forget older letters", removed)?;
                forgotten += 1;
            }
        }
        Ok(forgotten)
    }

    fn settle(&self) -> Result<(), StoreError> {
        if let Some(records) = self.records() {
            self.record_written(records.settle());
        }
        Ok(())
    }

    fn told(&self) -> Vec<String> {
        self.told.clone()
    }

    fn failure(&self) -> Option<String> {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        let known = failure.as_mut()?;
        if known.tried.elapsed() > AGAIN {
            known.tried = Instant::now();
            if self.has_room() {
                *failure = None;
                return None;
            }
        }
        failure.as_ref().map(|known| known.reason.clone())
    }

    fn set_unfinished(&self, unfinished: bool) -> Result<(), StoreError> {
        let mark = self.folder.join(UNFINISHED);
        let done = match unfinished {
            true => disk::write_whole(&mark, b""),
            false => match fs::remove_file(&mark) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                done => done,
            },
        };
        self.written("mark its folder", done)
    }

    fn is_unfinished(&self) -> bool {
        self.folder.join(UNFINISHED).exists()
    }

    fn keep(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        if let Some(records) = self.records() {
            self.record_written(records.keep(key, value));
        }
        Ok(())
    }

    fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(records) = self.records() else {
            return Ok(None);
        };
        match records.kept(key) {
            // Worked out anew, and kept in its place.
            Err(StoreError::Damaged { .. }) => Ok(None),
            kept => kept,
        }
    }

    fn forget(&self, key: &str) -> Result<(), StoreError> {
        if let Some(records) = self.records() {
            self.record_written(records.forget(key));
        }
        Ok(())
    }

    fn folder(&self) -> Option<PathBuf> {
        self.writable.then(|| self.folder.clone())
    }

    fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        self.records()
            .map_or(Ok(Vec::new()), SledRecords::kept_keys)
    }
}
