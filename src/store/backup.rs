//! One file with all letters and the list of them: made while a server runs, since letters never change
//! and the list only grows; a store is made of it again anywhere.

use super::StoreError;
use super::disk;
use super::letter::{Letters, digest};
use super::manifest::Manifest;
use super::place::{self, Access, Kind};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Name of the list in the file.
const LIST: &str = "manifest.jsonl";

/// Bytes of one entry that are read at most.
const LARGEST: u64 = 1 << 30;

/// Why there is no backup, or no store from one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store cannot be read or made.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be read or written.
    #[error("cannot {action} `{path}`: {reason}")]
    File {
        /// What was being done.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// There is something in the folder already.
    #[error("the folder `{path}` holds letters already; name a new one with --store")]
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// What is in the file is not what its list says.
    #[error("the backup `{path}` is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// What a backup or a restored store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Letters copied.
    pub letters: usize,
    /// Letters that are lost, by id.
    pub lost: Vec<String>,
}

/// Writes all letters of a store into one file.
pub fn back_up(folder: &Path, file: &Path) -> Result<Copied, BackupError> {
    if !folder.is_dir() {
        let path = folder.to_owned();
        return Err(StoreError::Missing { path }.into());
    }
    let reading = at("read", folder);
    let manifest = Manifest::read(folder).map_err(&reading)?;
    let letters = Letters::new(folder.join(place::LETTERS));
    let writing = at("write", file);
    let aside = file.with_extension("unfinished");
    let mut archive = tar::Builder::new(BufWriter::new(File::create(&aside).map_err(&writing)?));
    let mut copied = Copied::default();
    for sha256 in manifest.named() {
        if let Some(bytes) = letters.bytes(sha256).map_err(&reading)? {
            add(&mut archive, sha256, &bytes).map_err(&writing)?;
            copied.letters += 1;
        } else if let Some(lost) = manifest.current().values().find(|it| it.sha256 == sha256) {
            copied.lost.push(lost.id.clone());
        }
    }
    let list = manifest.all().map_err(&writing)?;
    add(&mut archive, LIST, list.as_bytes()).map_err(&writing)?;
    let written = archive.into_inner().and_then(|buffer| {
        let file = buffer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    });
    let named = written.and_then(|()| fs::rename(&aside, file));
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    let named = named.and_then(|()| disk::sync_folder(folder.unwrap_or(Path::new("."))));
    named.map_err(&writing)?;
    Ok(copied)
}

/// Makes a store of a backup in a folder where there is none.
pub fn restore(file: &Path, folder: &Path) -> Result<Copied, BackupError> {
    let taken = place::take(folder, Access::Write)?;
    let writing = at("write", folder);
    let mut manifest = Manifest::read(folder).map_err(&writing)?;
    if taken.kind == Kind::First || !manifest.current().is_empty() {
        let path = folder.to_owned();
        return Err(BackupError::Taken { path });
    }
    let letters = Letters::new(folder.join(place::LETTERS));
    disk::make_folder(letters.folder()).map_err(&writing)?;
    place::mark(folder).map_err(&writing)?;
    let damaged = |reason: String| BackupError::Damaged {
        path: file.to_owned(),
        reason,
    };
    let reading = at("read", file);
    let mut archive = tar::Archive::new(File::open(file).map_err(&reading)?);
    let mut list = None;
    let mut copied = Copied::default();
    for entry in archive.entries().map_err(&reading)? {
        let mut entry = entry.map_err(&reading)?;
        let name = entry
            .path()
            .map_err(&reading)?
            .to_string_lossy()
            .into_owned();
        let mut bytes = Vec::new();
        let limit = entry.size().min(LARGEST);
        (&mut entry)
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(&reading)?;
        if name == LIST {
            let text = String::from_utf8(bytes);
            list = Some(text.map_err(|_| damaged("its list is no text".to_owned()))?);
        } else if digest(&bytes) != name {
            return Err(damaged(format!("the letter `{name}` is not what it was")));
        } else {
            letters.keep(&name, &bytes).map_err(&writing)?;
            copied.letters += 1;
        }
    }
    let list = list.ok_or_else(|| damaged("its list is missing; it was cut off".to_owned()))?;
    manifest.enter_again(&list).map_err(&writing)?;
    let current = manifest.current().values();
    let lost = current.filter(|letter| !letters.seems_whole(letter));
    copied.lost.extend(lost.map(|letter| letter.id.clone()));
    Ok(copied)
}

fn add(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    archive.append_data(&mut header, name, bytes)
}

fn at<'a>(action: &'static str, path: &'a Path) -> impl Fn(io::Error) -> BackupError + 'a {
    move |error| BackupError::File {
        action,
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
