//! The list of what should be there: every letter taken in, replaced or removed is a line of its own,
//! sealed and numbered, in two files. A line damaged in one is taken from the other.

use super::disk;
use super::letter::{Letter, digest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Names of the two files.
const NAMES: [&str; 2] = ["manifest", "manifest.copy"];

/// Signs of a line's seal.
const SEAL: usize = 16;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// A letter was taken in, in place of the one with its id.
    Put(Letter),
    /// The document with this id was removed.
    Remove(String),
    /// The older letters of this id are not to be kept.
    Forget(String),
}

/// The list, as the two files tell it.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    folder: PathBuf,
    /// Number of the next line.
    next: u64,
    lines: BTreeMap<u64, Line>,
    current: BTreeMap<String, Letter>,
    /// Letters that were replaced or removed, oldest first, by id.
    older: BTreeMap<String, Vec<Letter>>,
    /// Whether a file has to be written anew.
    damaged: bool,
    /// What was found wrong, in sentences.
    pub(super) told: Vec<String>,
}

impl Manifest {
    /// Reads the list in a folder; an empty one where there is none.
    pub(super) fn read(folder: &Path) -> io::Result<Manifest> {
        let mut manifest = Manifest {
            folder: folder.to_owned(),
            ..Manifest::default()
        };
        let mut found = Vec::new();
        for name in NAMES {
            match read_lines(&folder.join(name))? {
                Some(lines) => found.push((name, lines)),
                None => manifest.told.push(format!("`{name}` is gone")),
            }
        }
        if found.is_empty() {
            // A new store.
            manifest.told.clear();
        }
        for (name, found) in &found {
            if found.bad > 0 {
                let bad = found.bad;
                manifest
                    .told
                    .push(format!("{bad} lines of `{name}` are damaged or cut off"));
                manifest.damaged = true;
            }
        }
        manifest.damaged |= found.len() == 1;
        if let [(_, first), (_, second)] = found.as_slice() {
            manifest.damaged |= first.lines != second.lines;
        }
        for (_, found) in found.into_iter().rev() {
            manifest.lines.extend(found.lines);
        }
        let last = manifest.lines.keys().next_back().copied();
        manifest.next = last.map_or(0, |last| last + 1);
        let lost = manifest.next - manifest.lines.len() as u64;
        if lost > 0 {
            manifest.told.push(format!(
                "{lost} lines of the manifest are lost in both of its files; letters that only they name are found by `styringsgraf check`"
            ));
        }
        for line in manifest.lines.clone().into_values() {
            manifest.apply(line);
        }
        Ok(manifest)
    }

    /// Writes both files anew where they differ or are damaged.
    pub(super) fn repair(&mut self) -> io::Result<()> {
        if !self.damaged {
            return Ok(());
        }
        // Numbered anew, so that a lost line is told once.
        let lines = std::mem::take(&mut self.lines).into_values();
        self.lines = (0..).zip(lines).collect();
        self.next = self.lines.len() as u64;
        let text: String = (self.lines.iter())
            .map(|(number, line)| written(*number, line))
            .collect::<Result<_, _>>()?;
        // Emptied first: two files with other numbers must never be read as one.
        fs::remove_file(self.folder.join(NAMES[1])).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        for name in NAMES {
            disk::write_whole(&self.folder.join(name), text.as_bytes())?;
        }
        self.damaged = false;
        Ok(())
    }

    /// The letters of all documents, by id.
    pub(super) fn current(&self) -> &BTreeMap<String, Letter> {
        &self.current
    }

    /// The letters that stood under an id before, oldest first.
    pub(super) fn older(&self, id: &str) -> &[Letter] {
        self.older.get(id).map_or(&[], Vec::as_slice)
    }

    /// Digests of all letters that any document has or had.
    pub(super) fn named(&self) -> BTreeSet<&str> {
        let older = self.older.values().flatten();
        let all = self.current.values().chain(older);
        all.map(|letter| letter.sha256.as_str()).collect()
    }

    /// All that was entered, a line each, for [`Manifest::enter_again`].
    pub(super) fn all(&self) -> io::Result<String> {
        let mut all = String::new();
        for line in self.lines.values() {
            all.push_str(&serde_json::to_string(line)?);
            all.push('\n');
        }
        Ok(all)
    }

    /// Enters what [`Manifest::all`] gave.
    pub(super) fn enter_again(&mut self, all: &str) -> io::Result<()> {
        for line in all.lines() {
            let line = serde_json::from_str(line)?;
            self.lines.insert(self.next, line);
            self.next += 1;
        }
        for line in self.lines.clone().into_values() {
            self.apply(line);
        }
        // Both files are written at once.
        self.damaged = true;
        self.repair()
    }

    /// Whether any document has or had the letter with this digest.
    pub(super) fn names(&self, sha256: &str) -> bool {
        let older = self.older.values().flatten();
        self.current
            .values()
            .chain(older)
            .any(|letter| letter.sha256 == sha256)
    }

    /// Enters a letter; when this returns it is durable.
    pub(super) fn put(&mut self, letter: &Letter) -> io::Result<()> {
        match self.current.get(&letter.id) == Some(letter) {
            true => Ok(()),
            false => self.enter(Line::Put(letter.clone())),
        }
    }

    /// Enters that a document is removed; tells whether it was there.
    pub(super) fn remove(&mut self, id: &str) -> io::Result<bool> {
        match self.current.contains_key(id) {
            true => self.enter(Line::Remove(id.to_owned())).map(|()| true),
            false => Ok(false),
        }
    }

    /// Enters that the older letters of an id are not to be kept.
    pub(super) fn forget(&mut self, id: &str) -> io::Result<()> {
        match self.older.contains_key(id) {
            true => self.enter(Line::Forget(id.to_owned())),
            false => Ok(()),
        }
    }

    fn enter(&mut self, line: Line) -> io::Result<()> {
        let text = written(self.next, &line)?;
        // The copy first: a line that is in the manifest is in both.
        for name in NAMES.iter().rev() {
            disk::append(&self.folder.join(name), &text)?;
        }
        self.lines.insert(self.next, line.clone());
        self.next += 1;
        self.apply(line);
        Ok(())
    }

    fn apply(&mut self, line: Line) {
        let replaced = match line {
            Line::Put(letter) => self.current.insert(letter.id.clone(), letter),
            Line::Remove(id) => self.current.remove(&id),
            Line::Forget(id) => {
                self.older.remove(&id);
                None
            }
        };
        if let Some(replaced) = replaced {
            let older = self.older.entry(replaced.id.clone()).or_default();
            older.push(replaced);
        }
    }
}

/// What a file holds.
struct Found {
    lines: BTreeMap<u64, Line>,
    bad: usize,
}

fn read_lines(path: &Path) -> io::Result<Option<Found>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut found = Found {
        lines: BTreeMap::new(),
        bad: 0,
    };
    for line in bytes.split(|byte| *byte == b'\n') {
        match std::str::from_utf8(line).ok().and_then(parsed) {
            Some((number, line)) => {
                found.lines.insert(number, line);
            }
            None if line.is_empty() => {}
            None => found.bad += 1,
        }
    }
    Ok(Some(found))
}

fn written(number: u64, line: &Line) -> io::Result<String> {
    let said = format!("{number} {}", serde_json::to_string(line)?);
    Ok(format!("{} {said}\n", &digest(said.as_bytes())[..SEAL]))
}

fn parsed(line: &str) -> Option<(u64, Line)> {
    let (seal, said) = line.split_once(' ')?;
    if seal != &digest(said.as_bytes())[..SEAL] {
        return None;
    }
    let (number, line) = said.split_once(' ')?;
    Some((number.parse().ok()?, serde_json::from_str(line).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(id: &str, sha256: char) -> Letter {
        Letter {
            id: id.to_owned(),
            sha256: String::from_iter([sha256; 64]),
            bytes: 3,
            file_name: format!("{id}.txt"),
            path: None,
            ingested: None,
        }
    }

    /// A manifest with three letters, one of them replaced, one removed.
    fn filled(folder: &Path) -> Manifest {
        let mut manifest = Manifest::read(folder).unwrap();
        manifest.put(&letter("fyr", 'a')).unwrap();
        manifest.put(&letter("havn", 'b')).unwrap();
        manifest.put(&letter("fyr", 'c')).unwrap();
        manifest.put(&letter("los", 'd')).unwrap();
        assert!(manifest.remove("havn").unwrap());
        assert!(!manifest.remove("havn").unwrap());
        manifest
    }

    /// Damages a file and tells what is read then.
    fn check(damage: impl Fn(&Path), lost: bool) {
        let folder = tempfile::tempdir().unwrap();
        let before = filled(folder.path());
        damage(folder.path());
        let mut after = Manifest::read(folder.path()).unwrap();
        assert!(!after.told.is_empty(), "the damage is not told");
        assert_eq!(after.current() != before.current(), lost);
        after.repair().unwrap();
        after.put(&letter("ny", 'e')).unwrap();
        let again = Manifest::read(folder.path()).unwrap();
        assert_eq!(again.told, Vec::<String>::new());
        assert_eq!(again.current(), after.current());
    }

    fn change(path: &Path, change: impl Fn(&mut Vec<u8>)) {
        let mut bytes = fs::read(path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn what_is_entered_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let before = filled(folder.path());
        let after = Manifest::read(folder.path()).unwrap();
        assert_eq!(after.told, Vec::<String>::new());
        assert_eq!(after.current(), before.current());
        assert_eq!(after.older("fyr"), [letter("fyr", 'a')]);
        assert_eq!(after.older("havn"), [letter("havn", 'b')]);
        assert!(after.names(&"b".repeat(64)) && !after.names(&"e".repeat(64)));
    }

    #[test]
    fn what_is_forgotten_is_not_named_any_more() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path()).forget("fyr").unwrap();
        let manifest = Manifest::read(folder.path()).unwrap();
        assert_eq!(manifest.older("fyr"), []);
        assert!(!manifest.names(&"a".repeat(64)));
    }

    #[test]
    fn any_bit_of_one_file_may_turn() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        let length = fs::read(folder.path().join(NAMES[0])).unwrap().len();
        for name in NAMES {
            for at in (0..length).step_by(7) {
                let flip = |bytes: &mut Vec<u8>| bytes[at] ^= 1 << (at % 8);
                check(|folder| change(&folder.join(name), flip), false);
            }
        }
    }

    #[test]
    fn one_file_may_be_cut_or_gone() {
        for name in NAMES {
            check(|folder| fs::remove_file(folder.join(name)).unwrap(), false);
            let cut = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2);
            check(|folder| change(&folder.join(name), cut), false);
        }
    }

    #[test]
    fn a_line_lost_in_both_files_is_told() {
        let flip = |bytes: &mut Vec<u8>| bytes[30] ^= 1;
        let both = |folder: &Path| {
            for name in NAMES {
                change(&folder.join(name), flip);
            }
        };
        check(both, false);
        let last = |bytes: &mut Vec<u8>| {
            let length = bytes.len();
            bytes[length - 4] ^= 1;
        };
        let both = |folder: &Path| {
            for name in NAMES {
                change(&folder.join(name), last);
            }
        };
        check(both, true);
    }
}
