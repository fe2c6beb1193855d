//! `styringsgraf schema`: prints the GraphQL schema.

use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn run() -> Result<ExitCode> {
    std::io::stdout().write_all(crate::graphql::sdl().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
