//! `styringsgraf remove ID…`: takes documents out of the store.

use super::args::{Arguments, Remove};
use super::obligations::nearest;
use super::output::say;
use super::terminal::tell;
use super::{Finding, archive_to_change};

pub(super) fn run(arguments: &Arguments, command: &Remove) -> anyhow::Result<Finding> {
    let archive = archive_to_change(arguments)?;
    let snapshot = archive.snapshot();
    let mut finding = Finding::Found;
    let mut batch = archive.batch();
    for id in &command.ids {
        let id = id.strip_prefix("document:").unwrap_or(id);
        if batch.remove(id)? {
            say!("removed   {id}");
        } else {
            let ids = snapshot
                .documents()
                .iter()
                .map(|document| document.id.as_str());
            tell!(
                "styringsgraf: there is no document `{id}`{}",
                nearest(id, ids)
            );
            finding = Finding::Trouble;
        }
    }
    batch.finish()?;
    for id in command.ids.iter().filter(|_| command.forget) {
        let id = id.strip_prefix("document:").unwrap_or(id);
        match archive.store().forget_letters(id)? {
            0 => {}
            count => say!("forgotten {id}: {count} letters"),
        }
    }
    Ok(finding)
}
