//! What was read out of the letters, in a folder of the embedded database sled. It can be made again
//! from the letters, so that nothing is lost with it.

use super::pieces::{get, keys, put, remove};
use super::{StoreError, disk};
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Trees of the database.
const RECORDS: &str = "records";
const DERIVED: &str = "derived";

/// How long another process or thread may take to let go of the folder.
const WAIT: Duration = Duration::from_secs(3);

/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(20);

/// How long the database may take to bring what it holds to the disk. It waits for ever where it cannot.
const LONGEST_FLUSH: Duration = Duration::from_secs(60);

/// How long the database may take to end.
const LONGEST_END: Duration = Duration::from_secs(5);

/// Records and what was worked out of them, as bytes by key.
#[derive(Debug)]
pub(super) struct SledRecords {
    folder: PathBuf,
    /// There until the end.
    database: Option<Database>,
    /// Set when it is not to be written to any more.
    given_up: AtomicBool,
}

#[derive(Debug)]
struct Database {
    sled: sled::Db,
    records: sled::Tree,
    derived: sled::Tree,
}

/// Why the database cannot be opened.
#[derive(Debug)]
pub(super) enum Closed {
    /// Somebody else has it.
    Locked,
    /// The disk does not let it be opened now.
    Disk(String),
    /// It cannot be read.
    Damaged(String),
}

impl SledRecords {
    /// Opens the database in a folder, or makes one there.
    pub(super) fn open(folder: &Path) -> Result<SledRecords, Closed> {
        let disk = |error: io::Error| Closed::Disk(error.to_string());
        disk::make_folder(folder).map_err(disk)?;
        remove_unfinished_snapshots(folder).map_err(disk)?;
        let begun = Instant::now();
        loop {
            match open_once(folder) {
                Err(Closed::Locked) if begun.elapsed() < WAIT => std::thread::sleep(LOOK),
                Err(closed) => return Err(closed),
                Ok(database) => {
                    return Ok(SledRecords {
                        folder: folder.to_owned(),
                        database: Some(database),
                        given_up: AtomicBool::new(false),
                    });
                }
            }
        }
    }

    fn database(&self) -> Result<&Database, StoreError> {
        self.database.as_ref().ok_or(StoreError::Failed {
            action: "use its records",
            reason: "they are closed".to_owned(),
        })
    }

    /// The record under a key; an error where it is damaged.
    pub(super) fn record(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.database()?.records, key)
    }

    /// Puts a record in place of the one under its key.
    pub(super) fn put(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        put(&self.database()?.records, key, bytes)
    }

    /// Removes a record.
    pub(super) fn remove(&self, key: &str) -> Result<(), StoreError> {
        remove(&self.database()?.records, key)
    }

    /// What is kept under a key.
    pub(super) fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.database()?.derived, key)
    }

    /// Keeps something under a key.
    pub(super) fn keep(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        put(&self.database()?.derived, key, bytes)
    }

    /// Forgets what is kept under a key.
    pub(super) fn forget(&self, key: &str) -> Result<(), StoreError> {
        remove(&self.database()?.derived, key)
    }

    /// The keys that something is kept under, sorted.
    pub(super) fn kept_keys(&self) -> Result<Vec<String>, StoreError> {
        keys(&self.database()?.derived)
    }

    /// Brings everything to the disk: sled's own flush leaves files and folders unsynced.
    pub(super) fn settle(&self) -> Result<(), StoreError> {
        let sled = self.database()?.sled.clone();
        let flushed = within(LONGEST_FLUSH, move || sled.flush());
        match flushed {
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(failed("write to disk")(error)),
            None => {
                return Err(StoreError::Failed {
                    action: "write to disk",
                    reason: "the disk does not answer".to_owned(),
                });
            }
        }
        disk::sync_below(&self.folder).map_err(StoreError::io("write to disk"))
    }

    /// Never writes again, and does not wait at the end: what it holds is made anew at the next start.
    pub(super) fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    /// Whether it was given up.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }
}

impl Drop for SledRecords {
    /// Closes the database, and returns when its folder is free for the next. One that cannot write
    /// would wait for ever and is left to the end of the process.
    fn drop(&mut self) {
        let given_up = self.given_up.load(Ordering::Relaxed) || self.settle().is_err();
        let Some(database) = self.database.take() else {
            return;
        };
        if given_up {
            std::mem::forget(database);
        } else if within(LONGEST_END, move || drop(database)).is_some() {
            wait_until_free(&self.folder);
        }
    }
}

fn open_once(folder: &Path) -> Result<Database, Closed> {
    let open = || {
        let sled = sled::Config::new().path(folder).open()?;
        let records = sled.open_tree(RECORDS)?;
        let derived = sled.open_tree(DERIVED)?;
        Ok::<_, sled::Error>(Database {
            sled,
            records,
            derived,
        })
    };
    // Damaged files make it panic here and there.
    match catch_unwind(AssertUnwindSafe(open)) {
        Ok(Ok(database)) => Ok(database),
        Ok(Err(sled::Error::Io(error))) if is_lock(&error) => Err(Closed::Locked),
        Ok(Err(sled::Error::Io(error))) if is_damage(&error) => {
            Err(Closed::Damaged(error.to_string()))
        }
        Ok(Err(sled::Error::Io(error))) => Err(Closed::Disk(error.to_string())),
        Ok(Err(error)) => Err(Closed::Damaged(error.to_string())),
        Err(_) => Err(Closed::Damaged("it broke off while it was read".to_owned())),
    }
}

/// sled takes a snapshot that it was writing when the process ended for a whole one; it never is
/// before it has its final name.
fn remove_unfinished_snapshots(folder: &Path) -> io::Result<()> {
    for path in disk::files(folder)? {
        if path.extension().is_some_and(|it| it == "generating") {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Does something on a thread of its own; none where it takes longer, and then it is left alone.
fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(work()));
    told.recv_timeout(time).ok()
}

/// Waits until the database's own threads have let go of its lock, which its handles outlive.
fn wait_until_free(folder: &Path) {
    let begun = Instant::now();
    while begun.elapsed() < WAIT {
        let free = File::open(folder.join("db")).is_ok_and(|file| file.try_lock().is_ok());
        if free {
            return;
        }
        std::thread::sleep(LOOK);
    }
}

/// An error of the database while something was being done.
pub(super) fn failed(action: &'static str) -> impl Fn(sled::Error) -> StoreError {
    move |error| StoreError::Failed {
        action,
        reason: error.to_string(),
    }
}

/// sled reports a folder held by another process as an I/O error of the lock call.
fn is_lock(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
        || error.to_string().contains("could not acquire lock")
}

/// What cannot be read is told as an I/O error too.
fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(
        error.kind(),
        InvalidData | InvalidInput | Other | UnexpectedEof
    ) && error.raw_os_error().is_none()
}
