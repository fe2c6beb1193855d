//! The command line: one file per command; results to standard output, everything else to standard error.
//!
//! Exit codes: 0 found or done, 1 nothing found (`diff`: the letters differ), 2 trouble.

mod args;
mod backup;
mod check;
mod child;
mod completions;
mod diff;
mod documents;
mod evaluate;
mod export;
mod files;
mod gaps;
mod generate;
mod ingest;
mod mcp;
mod obligations;
mod output;
mod reindex;
mod remove;
mod schema;
mod search;
mod serve;
mod show;
mod terminal;
mod trace;
mod view;

pub use args::{Arguments, Command};

use crate::archive::Archive;
use crate::store::{Access, FolderStore};
use crate::vocabulary::Vocabulary;
use anyhow::Context;
use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;
use terminal::tell;

/// What a command that did its work has to say to the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Something was found or done.
    Found,
    /// Nothing was found, or two letters differ.
    Nothing,
    /// Some of the work failed; what failed has been told.
    Trouble,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(Finding::Found) => ExitCode::SUCCESS,
        Ok(Finding::Nothing) => ExitCode::from(1),
        Ok(Finding::Trouble) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell!("styringsgraf: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs one command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Finding> {
    match &arguments.command {
        Command::Ingest(command) => ingest::run(arguments, command),
        Command::Documents(command) => documents::run(arguments, command),
        Command::Obligations(command) => obligations::run(arguments, command),
        Command::Search(command) => search::run(arguments, command),
        Command::Show(command) => show::run(arguments, command),
        Command::Diff(command) => diff::run(arguments, command),
        Command::Remove(command) => remove::run(arguments, command),
        Command::Reindex => reindex::run(arguments),
        Command::Check(command) => check::run(arguments, command),
        Command::Backup(command) => backup::back_up(arguments, command),
        Command::Restore(command) => backup::restore(arguments, command),
        Command::Export(command) => export::run(arguments, command),
        Command::Evaluate(command) => evaluate::run(arguments, command),
        Command::Serve(command) => serve::run(arguments, command),
        Command::Trace(command) => trace::run(arguments, command),
        Command::Gaps(command) => gaps::run(arguments, command),
        Command::Mcp => mcp::run(arguments),
        Command::ReadFile(command) => child::run(command),
        Command::Schema => schema::run(),
        Command::Completions(command) => completions::run(command),
        Command::Generate(command) => generate::run(command),
    }
}

/// Opens the archive that the arguments name, to ask it.
fn archive(arguments: &Arguments) -> anyhow::Result<Archive> {
    open(arguments, Access::Read)
}

/// Opens the archive that the arguments name, to change it.
fn archive_to_change(arguments: &Arguments) -> anyhow::Result<Archive> {
    open(arguments, Access::Write)
}

fn open(arguments: &Arguments, access: Access) -> anyhow::Result<Archive> {
    let store = FolderStore::open(&arguments.store, access)?;
    let mut archive = Archive::open(Box::new(store), vocabulary(arguments)?)?;
    archive.read_files_by(child::read);
    for told in archive.told() {
        tell!("note: {told}");
    }
    Ok(archive)
}

fn vocabulary(arguments: &Arguments) -> anyhow::Result<Vocabulary> {
    match &arguments.vocabulary {
        Some(folder) => Vocabulary::with_folder(folder).context("cannot use --vocabulary"),
        None => Ok(Vocabulary::built_in()),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = match cause.downcast_ref::<csv::Error>().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(io)) => Some(io),
            _ => cause.downcast_ref::<std::io::Error>(),
        };
        let kind = match cause.downcast_ref::<serde_json::Error>() {
            Some(json) => json.io_error_kind(),
            None => io.map(std::io::Error::kind),
        };
        kind == Some(ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_hold_together() {
        Arguments::command().debug_assert();
    }
}
