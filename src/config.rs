//! How the server is to run: one struct, filled from flags and variables, checked once.

use std::net::SocketAddr;
use std::time::Duration;

/// Address that the server listens on when none is given: this machine alone.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

/// How the server is to run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on (`--listen`, `STYRINGSGRAF_LISTEN`).
    pub listen: SocketAddr,
    /// Token that grants changes (`--token`, `STYRINGSGRAF_TOKEN`); without one nothing can be changed over the network.
    pub token: Option<String>,
    /// Origins of other pages that may open a WebSocket (`--allow-origin`, `STYRINGSGRAF_ALLOW_ORIGIN`).
    pub origins: Vec<String>,
    /// Largest body of a request in bytes.
    pub body: usize,
    /// Largest body of a request that has the token, since it may bring documents.
    pub body_with_token: usize,
    /// Time to answer a request in.
    pub time: Duration,
    /// WebSockets open at the same time.
    pub sockets: usize,
}

impl Config {
    /// The defaults at this address.
    pub fn listening_on(listen: SocketAddr) -> Config {
        Config {
            listen,
            token: None,
            origins: Vec::new(),
            body: 256 * 1024,
            body_with_token: 140 * 1024 * 1024,
            time: Duration::from_secs(10),
            sockets: 200,
        }
    }
}
