//! `styringsgraf backup` and `restore`: all letters in one file, and a store made of it again.

use super::Finding;
use super::args::{Arguments, Backup, Restore};
use super::output::say;
use super::terminal::tell;
use crate::store::{self, Copied};

pub(super) fn back_up(arguments: &Arguments, command: &Backup) -> anyhow::Result<Finding> {
    let copied = store::back_up(&arguments.store, &command.file)?;
    Ok(told(&copied, "written"))
}

pub(super) fn restore(arguments: &Arguments, command: &Restore) -> anyhow::Result<Finding> {
    let copied = store::restore(&command.file, &arguments.store)?;
    Ok(told(&copied, "restored"))
}

fn told(copied: &Copied, done: &str) -> Finding {
    for id in &copied.lost {
        tell!("styringsgraf: the letter of document `{id}` is lost or damaged and left out");
    }
    say!("{} letters {done}", copied.letters);
    match (copied.lost.is_empty(), copied.letters) {
        (false, _) => Finding::Trouble,
        (true, 0) => Finding::Nothing,
        (true, _) => Finding::Found,
    }
}
