//! The letters as they were delivered: each one file, named by what it holds.

use super::disk;
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is known of a letter beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Letter {
    /// Slug of its document.
    pub id: String,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// File name without folders.
    pub file_name: String,
    /// Where it was taken from, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// When it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingested: Option<jiff::Timestamp>,
}

/// The folder of letters.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    folder: PathBuf,
}

impl Letters {
    /// The letters in this folder, which need not be there yet.
    pub(super) fn new(folder: PathBuf) -> Letters {
        Letters { folder }
    }

    /// Where they lie.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the letter with this digest lies; none where it is no digest.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_digest = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
        is_digest.then(|| self.folder.join(sha256))
    }

    /// Keeps a letter; when this returns it is durable. One that is there already is left as it is,
    /// unless it is damaged.
    pub(super) fn keep(&self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        let Some(path) = self.path(sha256) else {
            return Err(io::Error::other(format!("`{sha256}` is no digest")));
        };
        match self.bytes(sha256)? {
            Some(_) => Ok(()),
            None => disk::write_whole(&path, bytes),
        }
    }

    /// The bytes of a letter; none where it is gone or no longer what it was.
    pub(super) fn bytes(&self, sha256: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.path(sha256) else {
            return Ok(None);
        };
        match fs::read(path) {
            Ok(bytes) => Ok((digest(&bytes) == sha256).then_some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a letter is there with its size; what it holds is not looked at.
    pub(super) fn seems_whole(&self, letter: &Letter) -> bool {
        let path = self.path(&letter.sha256);
        let found = path.and_then(|path| fs::metadata(path).ok());
        found.is_some_and(|found| found.is_file() && found.len() == letter.bytes)
    }

    /// Digests of all letters there, by their names.
    pub(super) fn all(&self) -> io::Result<Vec<String>> {
        let files = disk::files(&self.folder)?.into_iter();
        let names = files.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
        Ok(names.filter(|name| self.path(name).is_some()).collect())
    }

    /// Removes a letter.
    pub(super) fn forget(&self, sha256: &str) -> io::Result<()> {
        let Some(path) = self.path(sha256) else {
            return Ok(());
        };
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => disk::sync_folder(&self.folder),
        }
    }
}

/// SHA-256 as 64 hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
