//! `styringsgraf schema`: prints the GraphQL schema.

use super::Finding;
use std::io::Write;

pub(super) fn run() -> anyhow::Result<Finding> {
    std::io::stdout().write_all(crate::graphql::sdl().as_bytes())?;
    Ok(Finding::Found)
}
