//! `styringsgraf completions SHELL`: a script that completes commands and options.

use super::Finding;
use super::args::{Arguments, Completions};
use clap::CommandFactory;

pub(super) fn run(command: &Completions) -> anyhow::Result<Finding> {
    let mut program = Arguments::command();
    clap_complete::generate(
        command.shell,
        &mut program,
        "styringsgraf",
        &mut std::io::stdout(),
    );
    Ok(Finding::Found)
}
