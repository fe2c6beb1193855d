//! The letters that a path stands for: a file, or a folder with those below it.

use crate::model::harmless_line;
use crate::read::ENDINGS;
use anyhow::{Context, bail};
use std::collections::{HashSet, VecDeque};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files found, and what could not be looked at.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files, sorted by path.
    pub(super) files: Vec<PathBuf>,
    /// Folders that cannot be read, a sentence each.
    pub(super) told: Vec<String>,
    /// Files and folders seen, by their real path: a link that leads back is not followed again.
    seen: HashSet<PathBuf>,
}

/// The letters that a path stands for. What is hidden is left out, unless it was named itself.
pub(super) fn letters(path: &Path) -> anyhow::Result<Found> {
    let mut found = Found::default();
    if path == Path::new("-") || path.is_file() {
        found.files.push(path.to_owned());
        return Ok(found);
    }
    if !path.exists() {
        bail!("there is no file or folder `{}`", path.display());
    }
    // Links wait until all real folders are read, so that a file goes by its own path.
    let mut folders = VecDeque::from([path.to_owned()]);
    while let Some(folder) = folders.pop_back() {
        if let Err(error) = found.look_into(&folder, &mut folders) {
            found.told.push(format!(
                "cannot read the folder `{}`: {error}",
                shown(&folder)
            ));
        }
    }
    if found.files.is_empty() && found.told.is_empty() {
        bail!(
            "the folder `{}` holds no letters; they end in .pdf, .docx, .odt, .html, .md, .txt or .zip",
            path.display()
        );
    }
    found.files.sort();
    Ok(found)
}

impl Found {
    fn look_into(&mut self, folder: &Path, folders: &mut VecDeque<PathBuf>) -> std::io::Result<()> {
        if !self.is_new(folder) {
            return Ok(());
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            if entry.is_dir() {
                match entry.is_symlink() {
                    true => folders.push_front(entry),
                    false => folders.push_back(entry),
                }
            } else if is_letter(&entry) && self.is_new(&entry) {
                self.files.push(entry);
            }
        }
        Ok(())
    }

    fn is_new(&mut self, path: &Path) -> bool {
        match path.canonicalize() {
            Ok(real) => self.seen.insert(real),
            // Reading it tells why.
            Err(_) => true,
        }
    }
}

fn is_letter(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        let extension = extension.to_ascii_lowercase();
        extension == "zip" || ENDINGS.contains(&extension.as_str())
    })
}

/// A path in a sentence of one line.
fn shown(path: &Path) -> String {
    harmless_line(&path.to_string_lossy()).into_owned()
}

/// Where a file lies, the same from wherever it is named; none for standard input.
pub(super) fn place(path: &Path) -> Option<String> {
    let real = path.canonicalize().ok()?;
    Some(real.to_string_lossy().into_owned())
}

/// The bytes of a letter, and the name it goes by.
pub(super) fn bytes(path: &Path, name: Option<&str>) -> anyhow::Result<(Vec<u8>, String)> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok((bytes, name.unwrap_or("standard-input").to_owned()));
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", shown(path)))?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok((bytes, harmless_line(&name.to_string_lossy()).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes files and links in a folder, and tells what is found there.
    fn check(files: &[&str], links: &[(&str, &str)], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Havneverket skal svare.").unwrap();
        }
        #[cfg(unix)]
        for (link, target) in links {
            std::os::unix::fs::symlink(folder.path().join(target), folder.path().join(link))
                .unwrap();
        }
        let found = letters(folder.path()).unwrap();
        let names = found.files.iter();
        let names: Vec<_> = names
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, expected);
        assert!(found.told.is_empty(), "{:?}", found.told);
    }

    #[test]
    fn letters_are_found_below_folders() {
        check(
            &["b.txt", "2024/a.MD", "2024/bilde.png"],
            &[],
            &["2024/a.MD", "b.txt"],
        );
    }

    #[test]
    fn hidden_files_and_folders_are_left_out() {
        check(
            &["a.txt", "._a.txt", ".kopi.txt", ".git/x.txt"],
            &[],
            &["a.txt"],
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_holds_itself_is_read_once() {
        let links = [
            ("en", ""),
            ("to", ""),
            ("a/opp", ""),
            ("b/opp", "a"),
            ("a/ned", "b"),
        ];
        check(&["a/x.txt", "b/y.txt"], &links, &["a/x.txt", "b/y.txt"]);
    }
}
