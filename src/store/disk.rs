//! Files that outlast a power cut: written aside, brought to the disk, and only then given their name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// How names of files begin that are still being written.
const UNFINISHED: &str = ".unfinished-";

/// Writes a file so that it is there wholly or not at all, also after a power cut.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().unwrap_or(Path::new("."));
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let aside = folder.join(format!("{UNFINISHED}{}-{number}", std::process::id()));
    let written = write_and_sync(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    if let Err(error) = written {
        // On a full disk its room is needed.
        let _ = fs::remove_file(&aside);
        return Err(error);
    }
    sync_folder(folder)
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Adds a line to a file and brings it to the disk. What could not be added wholly is taken away again.
pub(super) fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let before = file.metadata()?.len();
    let added = file.write_all(line.as_bytes());
    let added = added.and_then(|()| file.sync_data());
    if added.is_err() {
        let _ = file.set_len(before);
    }
    added
}

/// Makes a folder with those above it, and brings its name to the disk.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        sync_folder(above)?;
    }
    Ok(())
}

/// Brings the names in a folder to the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only unix opens folders as files; elsewhere names are written through.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Brings every file below a folder to the disk, and the folders too.
pub(super) fn sync_below(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync_below(&entry.path())?;
        } else if kind.is_file() {
            match File::open(entry.path()) {
                Ok(file) => file.sync_all()?,
                // The database drops files of its own while we look.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    sync_folder(folder)
}

/// Removes what a process that ended too soon left unfinished in a folder.
pub(super) fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(UNFINISHED) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// The files of a folder; none where there is no such folder.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
