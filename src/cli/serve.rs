//! `styringsgraf serve`: reads the shipped letters into an empty store, then serves.

use super::args::{Arguments, Serve};
use super::{Finding, archive};
use crate::archive::Archive;
use crate::config::Config;
use crate::server::{self, Service};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;

/// The letters that the program brings with it, so that there is something to ask at once.
const LETTERS: [(&str, &str); 5] = [
    (
        "arsrapport-2024.md",
        include_str!("../../corpus/letters/arsrapport-2024.md"),
    ),
    (
        "mal-og-disponeringsbrev-2023.md",
        include_str!("../../corpus/letters/mal-og-disponeringsbrev-2023.md"),
    ),
    (
        "mal-og-disponeringsbrev-2024.md",
        include_str!("../../corpus/letters/mal-og-disponeringsbrev-2024.md"),
    ),
    (
        "rapport-nav-kontor-2017.md",
        include_str!("../../corpus/letters/rapport-nav-kontor-2017.md"),
    ),
    (
        "tildelingsbrev-2024.md",
        include_str!("../../corpus/letters/tildelingsbrev-2024.md"),
    ),
];

pub(super) fn run(arguments: &Arguments, command: &Serve) -> anyhow::Result<Finding> {
    write_log();
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    let listener = runtime.block_on(server::listen(command.listen))?;
    let archive = archive(arguments)?;
    if archive.snapshot().documents().is_empty() && !command.no_corpus {
        read_letters(&archive)?;
    }
    let mut config = Config::listening_on(command.listen);
    config.token = command.token.clone().filter(|token| !token.is_empty());
    config.origins.clone_from(&command.origins);
    let documents = archive.snapshot().documents().len();
    let service = Service::new(Arc::new(archive), config);
    let address = listener.local_addr()?;
    eprintln!(
        "{documents} documents; http://{address}/ for people, http://{address}/graphql for programs; Ctrl-C ends"
    );
    runtime.block_on(server::serve(listener, service))?;
    Ok(Finding::Found)
}

fn write_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("STYRINGSGRAF_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,styringsgraf=info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second call in one process, as in a test, leaves the first log in place.
    let _ = log.try_init();
}

fn read_letters(archive: &Archive) -> anyhow::Result<()> {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(LETTERS.len() as u64)
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(ProgressStyle::with_template(
        "Reading the shipped letters {bar:30} {pos}/{len} {msg}",
    )?);
    let mut batch = archive.batch();
    for (name, content) in LETTERS {
        bar.set_message(name);
        batch.ingest(content.as_bytes(), name)?;
        bar.inc(1);
    }
    batch.finish()?;
    bar.finish_and_clear();
    Ok(())
}
