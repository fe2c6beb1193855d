//! A folder for a store: whether there is one, of which layout, and nobody else's.

use super::{StoreError, disk};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// Version of the layout of a store's folder. The records in it have a version of their own and are
/// made anew from the letters where it does not fit.
pub const LAYOUT_VERSION: u32 = 2;

/// Names in the folder of a store.
pub(super) const LETTERS: &str = "letters";
const FORMAT: &str = "format";
const LOCK: &str = "lock";

/// Begins the file that tells the layout.
const MARK: &str = "styringsgraf store ";

/// How long another process may take to let go of the folder.
const WAIT: Duration = Duration::from_secs(3);

/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(20);

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To be read; one that is not there is told.
    Read,
    /// To be changed; one that is not there is made.
    Write,
}

/// What lies in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, and nothing is to be made there.
    Empty,
    /// A store, or a new one.
    Current,
    /// A store of the first layout.
    First,
}

/// A folder taken.
#[derive(Debug)]
pub(super) struct Place {
    /// What lies in it.
    pub(super) kind: Kind,
    /// Its lock; none where the folder cannot be written to.
    pub(super) lock: Option<File>,
}

/// Takes a folder for one process.
pub(super) fn take(folder: &Path, access: Access) -> Result<Place, StoreError> {
    let kind = kind(folder, access)?;
    if kind == Kind::Empty {
        return Ok(Place { kind, lock: None });
    }
    let lock = lock(folder)?;
    Ok(Place { kind, lock })
}

/// Writes which layout the folder has.
pub(super) fn mark(folder: &Path) -> io::Result<()> {
    let path = folder.join(FORMAT);
    let mark = marked(LAYOUT_VERSION);
    match fs::read(&path).is_ok_and(|found| found == mark.as_bytes()) {
        true => Ok(()),
        false => disk::write_whole(&path, mark.as_bytes()),
    }
}

/// The version stands there twice: a turned bit is no other version.
fn marked(version: u32) -> String {
    format!("{MARK}{version}, layout {version}\n")
}

fn kind(folder: &Path, access: Access) -> Result<Kind, StoreError> {
    let open_error = |error: io::Error| StoreError::Open {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    match (folder.try_exists().map_err(open_error)?, access) {
        (false, Access::Read) => {
            let path = folder.to_owned();
            return Err(StoreError::Missing { path });
        }
        (false, Access::Write) => {
            disk::make_folder(folder).map_err(open_error)?;
            return Ok(Kind::Current);
        }
        (true, _) => {}
    }
    let has = |name: &str| folder.join(name).exists();
    if has(FORMAT) {
        check_version(folder)?;
        return Ok(Kind::Current);
    }
    if has("conf") && has("db") {
        return Ok(Kind::First);
    }
    let mut others = fs::read_dir(folder).map_err(open_error)?.flatten();
    let is_ours = |name: &str| name == LOCK || name.starts_with('.');
    let foreign = others.any(|entry| !is_ours(&entry.file_name().to_string_lossy()));
    match (foreign, access) {
        (false, Access::Write) => Ok(Kind::Current),
        (false, Access::Read) => Ok(Kind::Empty),
        (true, _) => Err(StoreError::Foreign {
            path: folder.to_owned(),
        }),
    }
}

fn check_version(folder: &Path) -> Result<(), StoreError> {
    let told = fs::read_to_string(folder.join(FORMAT)).unwrap_or_default();
    let version = told
        .strip_prefix(MARK)
        .and_then(|rest| rest.split(',').next());
    let found = version.and_then(|version| version.parse().ok());
    match found.filter(|found| marked(*found) == told) {
        Some(LAYOUT_VERSION) => Ok(()),
        // A damaged mark says nothing; what lies there is looked at itself.
        None => Ok(()),
        Some(found) => Err(StoreError::Version {
            path: folder.to_owned(),
            found,
            expected: LAYOUT_VERSION,
        }),
    }
}

/// Locks the folder; none where nothing can be written there.
fn lock(folder: &Path) -> Result<Option<File>, StoreError> {
    let path = folder.join(LOCK);
    let opened = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let file = match opened {
        Ok(file) => file,
        Err(error) if is_unwritable(&error) => return Ok(None),
        Err(error) => {
            return Err(StoreError::Open {
                path: folder.to_owned(),
                reason: error.to_string(),
            });
        }
    };
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if begun.elapsed() < WAIT => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => {
                let path = folder.to_owned();
                return Err(StoreError::Locked { path });
            }
            // Some network file systems know no locks.
            Err(TryLockError::Error(_)) => return Ok(Some(file)),
        }
    }
}

fn is_unwritable(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(
        error.kind(),
        PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull
    )
}
