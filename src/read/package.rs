//! ZIP packages: Word and OpenDocument files, and archives of letters. Nothing is unpacked beyond a limit.

use super::xml::{Fault, Tree};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes that one part may unpack to.
const PART: u64 = 64 * 1024 * 1024;
/// Parts of a package.
const PARTS: usize = 20_000;

/// A package.
pub(super) struct Package<'t> {
    archive: ZipArchive<Cursor<&'t [u8]>>,
}

impl<'t> Package<'t> {
    /// Opens a package.
    pub(super) fn open(bytes: &'t [u8]) -> Result<Package<'t>, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        if archive.len() > PARTS {
            return Err(Fault::Beyond);
        }
        Ok(Package { archive })
    }

    /// The names of its parts.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let names = self.archive.file_names().flatten();
        names.map(|name| name.into_owned())
    }

    /// Whether it has a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Whether its parts are protected by a password.
    pub(super) fn is_encrypted(&mut self) -> bool {
        (0..self.archive.len().min(64)).any(|at| {
            self.archive
                .by_index_raw(at)
                .is_ok_and(|part| part.encrypted())
        })
    }

    /// The bytes of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        if !self.has(name) {
            return Ok(None);
        }
        let part = self.archive.by_name(name).map_err(|_| Fault::Broken)?;
        let mut bytes = Vec::new();
        part.take(PART + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Fault::Broken)?;
        if bytes.len() as u64 > PART {
            return Err(Fault::Beyond);
        }
        Ok(Some(bytes))
    }

    /// A part as a tree; none where there is no such part.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<Tree>, Fault> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        Tree::parse(&bytes).map(Some)
    }
}
