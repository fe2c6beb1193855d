//! Reads the vocabulary's TOML files: those built in, and a folder of the user's.

use super::{Statute, TargetGroup, Unit, Vocabulary};
use serde::Deserialize;
use std::path::{Path, PathBuf};

const UNITS: &str = include_str!("../../corpus/vocabulary/units.toml");
const BODIES: &str = include_str!("../../corpus/vocabulary/bodies.toml");
const TARGET_GROUPS: &str = include_str!("../../corpus/vocabulary/target-groups.toml");
const STATUTES: &str = include_str!("../../corpus/vocabulary/statutes.toml");

/// Why a vocabulary file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// The file cannot be read.
    #[error("cannot read the vocabulary file `{path}`: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("the vocabulary file `{path}`, line {line}: {message}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    unit: Vec<Unit>,
    #[serde(default)]
    target_group: Vec<TargetGroup>,
    #[serde(default)]
    statute: Vec<Statute>,
}

impl Vocabulary {
    /// The vocabulary that is built into the program.
    pub fn built_in() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (name, toml) in [
            ("units.toml", UNITS),
            ("bodies.toml", BODIES),
            ("target-groups.toml", TARGET_GROUPS),
            ("statutes.toml", STATUTES),
        ] {
            if let Err(error) = vocabulary.read_file(Path::new(name), toml) {
                // A test reads these very files, so a program that was released holds good ones.
                unreachable!("{error}");
            }
        }
        vocabulary
    }

    /// The built-in vocabulary with every `*.toml` file of `folder` laid over it.
    pub fn with_folder(folder: &Path) -> Result<Vocabulary, VocabularyError> {
        let mut vocabulary = Vocabulary::built_in();
        let read_error = |path: &Path| {
            let path = path.to_owned();
            move |source| VocabularyError::Read { path, source }
        };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(read_error(folder))? {
            let path = entry.map_err(read_error(folder))?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                paths.push(path);
            }
        }
        paths.sort();
        for path in paths {
            let toml = std::fs::read_to_string(&path).map_err(read_error(&path))?;
            vocabulary.read_file(&path, &toml)?;
        }
        Ok(vocabulary)
    }

    fn read_file(&mut self, path: &Path, toml: &str) -> Result<(), VocabularyError> {
        let file: File = toml::from_str(toml).map_err(|error| VocabularyError::Parse {
            path: path.to_owned(),
            line: error
                .span()
                .map_or(1, |span| toml[..span.start].matches('\n').count() + 1),
            message: error.message().to_owned(),
        })?;
        file.unit.into_iter().for_each(|unit| self.put_unit(unit));
        for group in file.target_group {
            self.put_target_group(group);
        }
        for statute in file.statute {
            self.put_statute(statute);
        }
        Ok(())
    }
}
