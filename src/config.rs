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
    /// Names of hosts that the server may be asked under, besides its addresses and `localhost` (`--allow-host`, `STYRINGSGRAF_ALLOW_HOST`).
    pub hosts: Vec<String>,
    /// Time to answer a request in.
    pub time: Duration,
    /// Time for the head of a request to come, and for a connection to stay open between two.
    pub head_time: Duration,
    /// Time for the body of a request to come.
    pub body_time: Duration,
    /// Requests that may wait for their turn.
    pub queue: usize,
    /// Connections open at the same time.
    pub connections: usize,
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
            hosts: Vec::new(),
            time: Duration::from_secs(10),
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(60),
            queue: 500,
            connections: 4000,
            sockets: 200,
        }
    }
}
