//! Opens the archive that a command works on.

use super::args::StoreOptions;
use crate::archive::Archive;
use crate::config::default_store;
use crate::store::SledStore;
use crate::vocabulary::Vocabulary;
use anyhow::{Context, Result};

/// Opens the archive in the folder that the options name.
pub(super) fn open(options: &StoreOptions) -> Result<Archive> {
    let vocabulary = match &options.vocabulary {
        Some(folder) => Vocabulary::with_folder(folder)?,
        None => Vocabulary::built_in(),
    };
    let folder = options.store.clone().unwrap_or_else(default_store);
    std::fs::create_dir_all(&folder).with_context(|| {
        format!(
            "cannot make the store folder `{}`; name another with --store",
            folder.display()
        )
    })?;
    let store = SledStore::open(&folder)?;
    Ok(Archive::open(Box::new(store), vocabulary)?)
}
