//! `styringsgraf mcp`: answers an assistant over standard input and output, one message a line.

use super::args::Arguments;
use super::{Finding, archive};
use crate::graphql::{self, Events, Limits};
use crate::mcp;
use anyhow::Context;
use std::io::{BufRead, Write};
use std::sync::Arc;

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Finding> {
    let archive = Arc::new(archive(arguments)?);
    let runtime = tokio::runtime::Runtime::new().context("cannot start answering")?;
    let schema = {
        // The schema follows the journal by a task of its own.
        let _inside = runtime.enter();
        graphql::schema(archive, Events::default(), Limits::default())
    };
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.context("cannot read standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        if let Some(answer) = runtime.block_on(mcp::answer(&schema, line.as_bytes())) {
            writeln!(output, "{answer}")?;
            output.flush()?;
        }
    }
    Ok(Finding::Found)
}
