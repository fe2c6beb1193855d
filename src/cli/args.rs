//! What the program can be called with.

use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Knowledge graph over Norwegian steering documents: who must do what, for whom, by when and why, with proof.
#[derive(Parser, Debug)]
#[command(name = "styringsgraf", version, about, long_about = None)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Read letters into the store.
    #[command(
        after_help = "Examples:\n  styringsgraf ingest brev/\n  styringsgraf ingest --store /tmp/s tildelingsbrev-2024.txt"
    )]
    Ingest(super::ingest::Options),
    /// Print the GraphQL schema.
    Schema,
    /// Serve GraphQL and its console.
    #[command(
        after_help = "Examples:\n  styringsgraf serve\n  styringsgraf serve --store /tmp/s --listen 127.0.0.1:9000"
    )]
    Serve(super::serve::Options),
}

/// Where the letters are, and which words are known.
#[derive(Args, Debug)]
pub(super) struct StoreOptions {
    /// Folder of the store. When left out: `styringsgraf` in the user's folder for data
    /// (`~/.local/share/styringsgraf`), or `.styringsgraf` here where there is no such folder.
    #[arg(long, value_name = "DIR", env = "STYRINGSGRAF_STORE")]
    pub(super) store: Option<PathBuf>,
    /// Folder with vocabulary files (`*.toml`) whose entries replace or extend the built-in ones.
    #[arg(long, value_name = "DIR", env = "STYRINGSGRAF_VOCABULARY")]
    pub(super) vocabulary: Option<PathBuf>,
}

/// How to serve.
#[derive(Args, Debug)]
pub(super) struct ListenOptions {
    /// Address to listen on; 127.0.0.1 reaches this machine alone.
    #[arg(long, value_name = "ADDRESS", env = "STYRINGSGRAF_LISTEN", default_value = crate::config::DEFAULT_LISTEN)]
    pub(super) listen: SocketAddr,
    /// Token that grants changes over the network, sent as `Authorization: Bearer TOKEN`.
    /// When left out, nothing can be changed over the network.
    #[arg(
        long,
        value_name = "TOKEN",
        env = "STYRINGSGRAF_TOKEN",
        hide_env_values = true
    )]
    pub(super) token: Option<String>,
    /// Origin of another page that may open a WebSocket, such as `https://app.example`; may be given several times.
    #[arg(
        long = "allow-origin",
        value_name = "ORIGIN",
        env = "STYRINGSGRAF_ALLOW_ORIGIN",
        value_delimiter = ','
    )]
    pub(super) origins: Vec<String>,
}
