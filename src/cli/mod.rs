//! The command line: one file per command; results go to standard output, everything else to standard error.

mod args;
mod ingest;
mod open;
mod schema;
mod serve;

pub use args::Arguments;

use anyhow::Result;
use args::Command;
use clap::Parser;
use std::process::ExitCode;

/// Runs the command that the program was called with.
///
/// 0 means done, 1 that nothing was found, 2 that something went wrong.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match execute(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("styringsgraf: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn execute(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Ingest(options) => ingest::run(options),
        Command::Schema => schema::run(),
        Command::Serve(options) => serve::run(options),
    }
}
