//! `styringsgraf serve`: listens, and meanwhile opens the store and reads in the letters named, or the
//! shipped ones into an empty store.

use super::args::{Arguments, Serve};
use super::terminal::tell;
use super::{Finding, files, vocabulary};
use crate::archive::{Archive, Batch, IngestError, Journal, Origin, Refusal};
use crate::config::Config;
use crate::server::{self, Server};
use crate::store::{Access, FolderStore};
use crate::vocabulary::Vocabulary;
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

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

/// Name of the ingest at the start.
const JOB: &str = "oppstart";

/// Characters of a token at least.
const SHORTEST_TOKEN: usize = 16;

/// How long the threads that work get at the end, after the requests under way got theirs.
const LAST: Duration = Duration::from_millis(500);

pub(super) fn run(arguments: &Arguments, command: &Serve) -> anyhow::Result<Finding> {
    write_log();
    raise_open_files();
    let mut named = Vec::new();
    for path in &command.paths {
        let found = files::letters(path)?;
        named.extend(found.files);
        for told in found.told {
            tracing::warn!("{told}");
        }
    }
    let start = Start {
        store: arguments.store.clone(),
        vocabulary: vocabulary(arguments)?,
        letters: match (named.is_empty(), command.no_corpus) {
            (false, _) => Letters::Files(named),
            (true, false) => Letters::Shipped,
            (true, true) => Letters::None,
        },
    };
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    let listener = runtime.block_on(server::listen(command.listen))?;
    let mut config = Config::listening_on(command.listen);
    config.token = token(command)?;
    config.hosts.clone_from(&command.hosts);
    config.origins.clone_from(&command.origins);
    let address = listener.local_addr()?;
    tell!("http://{address}/ for people, http://{address}/graphql for programs; Ctrl-C ends");
    let journal = Arc::new(Journal::default());
    let server = Server::new(Arc::clone(&journal), config);
    let began = Instant::now();
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread that nobody waits for: told to end while it reads, the program ends at once, and what
    // is stored by then is whole.
    std::thread::spawn(move || {
        // Nobody listens any more where the server has ended.
        let _ = tell.send(start.archive(journal));
    });
    let served = runtime.block_on(async move {
        let mut serving = std::pin::pin!(server::serve(listener, server.clone()));
        tokio::select! {
            served = &mut serving => return Ok(served?),
            opened = told => {
                let archive = opened.context("the archive was not opened")??;
                let documents = archive.snapshot().documents().len();
                server.open(Arc::new(archive));
                tell!("{documents} documents, ready after {:.1} s", began.elapsed().as_secs_f64());
            }
        }
        anyhow::Ok(serving.await?)
    });
    // Work that does not end is not waited for.
    runtime.shutdown_timeout(LAST);
    served?;
    Ok(Finding::Found)
}

/// The token, unless it is easily guessed.
fn token(command: &Serve) -> anyhow::Result<Option<String>> {
    let token = command.token.clone().filter(|token| !token.is_empty());
    if let Some(token) = &token
        && token.chars().count() < SHORTEST_TOKEN
    {
        bail!(
            "the token has fewer than {SHORTEST_TOKEN} characters and could be guessed; make one with `openssl rand -hex 16`"
        );
    }
    Ok(token)
}

/// Lets the process hold as many files as the system allows: each connection is one.
#[cfg(unix)]
fn raise_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(reason = %error, "the limit on open files stays as it is");
    }
}

#[cfg(not(unix))]
fn raise_open_files() {}

/// Which letters are read in at the start.
enum Letters {
    /// These.
    Files(Vec<PathBuf>),
    /// The shipped ones, into an empty store.
    Shipped,
    /// None.
    None,
}

/// What is done while the server listens already.
struct Start {
    store: PathBuf,
    vocabulary: Vocabulary,
    letters: Letters,
}

impl Start {
    /// Opens the archive and reads the letters in.
    fn archive(self, journal: Arc<Journal>) -> anyhow::Result<Archive> {
        let store = FolderStore::open(&self.store, Access::Write)?;
        show_on_terminal(&journal)?;
        let mut archive = Archive::open_with(Box::new(store), self.vocabulary, journal)?;
        for told in archive.told() {
            tracing::warn!("{told}");
        }
        archive.read_files_by(super::child::read);
        match self.letters {
            Letters::Files(files) => {
                let mut batch = archive.ingest_batch(JOB, files.len());
                for path in files {
                    let name = path.file_name().unwrap_or(path.as_os_str());
                    let name = name.to_string_lossy();
                    batch.reading(&name);
                    match files::bytes(&path, None) {
                        Ok((bytes, name)) => {
                            let place = files::place(&path);
                            let origin = Origin {
                                file_name: &name,
                                path: place.as_deref(),
                                ..Origin::default()
                            };
                            read(&mut batch, &bytes, &origin)?;
                        }
                        Err(error) => {
                            tracing::warn!("{error:#}");
                            batch.refuse(Refusal::unreadable(&name));
                        }
                    }
                }
                batch.finish()?;
            }
            // One that was broken off goes on where it was.
            Letters::Shipped
                if archive.snapshot().documents().is_empty() || archive.store().is_unfinished() =>
            {
                archive.store().set_unfinished(true)?;
                let mut batch = archive.ingest_batch(JOB, LETTERS.len());
                for (file_name, content) in LETTERS {
                    let origin = Origin {
                        file_name,
                        ..Origin::default()
                    };
                    read(&mut batch, content.as_bytes(), &origin)?;
                }
                batch.finish()?;
                archive.store().set_unfinished(false)?;
            }
            Letters::Shipped | Letters::None => {}
        }
        Ok(archive)
    }
}

/// Reads one letter. One that is refused is told and left out.
fn read(batch: &mut Batch<'_>, bytes: &[u8], origin: &Origin<'_>) -> anyhow::Result<()> {
    let outcome = batch.ingest_from(bytes, origin);
    if let Some(notice) = batch.take_notice() {
        tracing::warn!("{notice}");
    }
    match outcome {
        Err(error @ (IngestError::Store(_) | IngestError::Index(_))) => Err(error.into()),
        Err(refused) => {
            tracing::warn!("{refused}");
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

/// A bar on the terminal for the ingest at the start.
fn show_on_terminal(journal: &Journal) -> anyhow::Result<()> {
    if !std::io::stderr().is_terminal() {
        return Ok(());
    }
    let style = ProgressStyle::with_template("Reading letters {bar:30} {pos}/{len} {wide_msg}")?;
    let bar = ProgressBar::hidden().with_style(style);
    journal.listen(move |step| {
        if step.job != JOB || bar.is_finished() {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_length(step.total as u64);
        bar.set_position(step.done as u64);
        bar.set_message(step.file.clone());
        if step.finished {
            bar.finish_and_clear();
        }
    });
    Ok(())
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
