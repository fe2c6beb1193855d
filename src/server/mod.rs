//! The server: one list of routes over GraphQL and pages, headers, log and shutdown.

mod accept;
mod console;
mod conversation;
mod graphql;
mod health;
mod host;
mod mcp;
mod negotiate;
mod opening;
mod reply;
mod rights;
mod socket;
mod workers;

pub use console::EXAMPLES;
pub use health::Metrics;

use crate::archive::{Archive, Journal};
use crate::config::Config;
use crate::graphql::{self as api, Events, Limits, Schema};
use crate::web;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, get};
use negotiate::Media;
use reply::Refusal;
use rights::Rights;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use workers::{Undone, Workers};

/// How long a shutdown waits for requests under way.
const GRACE: Duration = Duration::from_secs(10);

/// Requests that bring letters answered at once. The archive takes them one by one; the rest is reading.
const WRITERS: usize = 4;

/// Requests that bring letters and wait: each may hold a large body.
const WRITERS_QUEUE: usize = 12;

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error(
        "the address `{address}` is taken by another program; stop that one, or choose another with --listen"
    )]
    Taken {
        /// The address.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on `{address}`: {reason}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: String,
    },
    /// Serving failed.
    #[error("the server stopped: {0}")]
    Serve(#[from] std::io::Error),
}

/// The server from its start. Until the archive is open it tells how far that has come.
#[derive(Clone)]
pub struct Server {
    config: Arc<Config>,
    journal: Arc<Journal>,
    metrics: Arc<Metrics>,
    opened: Arc<OnceLock<Opened>>,
}

/// What there is once the archive is open.
struct Opened {
    archive: Arc<Archive>,
    router: Router,
}

impl Server {
    /// A server whose archive is still being opened, as the journal tells.
    pub fn new(journal: Arc<Journal>, config: Config) -> Server {
        Server {
            config: Arc::new(config),
            journal,
            metrics: Arc::default(),
            opened: Arc::default(),
        }
    }

    /// Answers from this archive from now on.
    pub fn open(&self, archive: Arc<Archive>) {
        let router = opened(Service::new(archive.clone(), self.config.clone()));
        // A second archive would be a mistake of the caller; the first one stays.
        let _ = self.opened.set(Opened { archive, router });
    }

    fn archive(&self) -> Option<&Archive> {
        self.opened.get().map(|opened| &*opened.archive)
    }
}

/// What the handlers that ask the archive share.
#[derive(Clone)]
struct Service {
    config: Arc<Config>,
    schema: Schema,
    sockets: Arc<Semaphore>,
    rights: Rights,
    /// For those who ask.
    workers: Workers,
    /// For those who bring letters.
    writers: Workers,
    archive: Arc<Archive>,
}

impl Service {
    fn new(archive: Arc<Archive>, config: Arc<Config>) -> Service {
        let limits = Limits {
            time: config.time,
            ..Limits::default()
        };
        Service {
            schema: api::schema(archive.clone(), Events::default(), limits),
            sockets: Arc::new(Semaphore::new(config.sockets)),
            rights: Rights::new(config.token.as_deref()),
            workers: Workers::for_this_machine(config.queue),
            writers: Workers::new(WRITERS, WRITERS_QUEUE),
            config,
            archive,
        }
    }
}

/// The routes that are there from the start. All else goes to the archive's.
pub fn router(server: Server) -> Router {
    Router::new()
        .route("/graphql/console.css", get(console::style))
        .route("/graphql/console.js", get(console::script))
        .route("/schema.graphql", get(console::schema))
        .route("/isalive", get(health::alive))
        .route("/isready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(web::assets())
        .fallback(admit)
        .layer(middleware::from_fn_with_state(server.clone(), named))
        .with_state(server.clone())
        .layer(middleware::from_fn_with_state(server, logged))
        .layer(middleware::map_response(secured))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
}

/// The routes that ask the archive.
fn opened(service: Service) -> Router {
    Router::new()
        .route("/graphql", any(graphql::answer))
        .route("/graphql/ws", get(socket::open))
        .route("/mcp", axum::routing::post(mcp::answer))
        .with_state(service.clone())
        .merge(
            web::router(service.archive.clone())
                .layer(middleware::from_fn_with_state(service, worked)),
        )
}

/// Makes a page on a working thread, within the time of a request.
async fn worked(State(service): State<Service>, request: Request, next: Next) -> Response {
    let making = next.run(request);
    match service.workers.drive(service.config.time, making).await {
        Ok(response) => response,
        Err(Undone::Failed) => web::failed(),
        Err(Undone::Full | Undone::Late) => web::busy(),
    }
}

/// Refuses what was asked under a name that is not this server's. Health tells nothing that is worth it.
async fn named(State(server): State<Server>, request: Request, next: Next) -> Response {
    let healthy = matches!(request.uri().path(), "/isalive" | "/isready" | "/metrics");
    if healthy || host::is_own(request.headers(), request.uri(), &server.config.hosts) {
        return next.run(request).await;
    }
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let refusal = Refusal {
        status: StatusCode::MISDIRECTED_REQUEST,
        code: "UNKNOWN_HOST",
        message: format!(
            "the server does not go by the name `{host}`; start it with `--allow-host NAME` to let it be asked under that name"
        ),
    };
    refusal.reply(Media::Json)
}

/// Lets a request in to the archive, or tells that it is not open yet.
async fn admit(State(server): State<Server>, request: Request) -> Response {
    match server.opened.get() {
        Some(opened) => match opened.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        None => opening::refuse(&server.journal, &request),
    }
}

/// Listens on the address of the configuration.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => ServeError::Taken { address },
        _ => ServeError::Listen {
            address,
            reason: error.to_string(),
        },
    })
}

/// Serves until the process is told to end; requests under way are answered first.
pub async fn serve(listener: TcpListener, server: Server) -> Result<(), ServeError> {
    let config = Arc::clone(&server.config);
    let stop = async {
        told_to_end().await;
        tracing::info!("ending: requests under way are answered first");
    };
    accept::accept(listener, router(server), &config, stop, GRACE).await;
    Ok(())
}

async fn told_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

async fn logged(State(server): State<Server>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let took = start.elapsed();
    let status = response.status();
    server.metrics.count(status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    if server.archive().is_none() {
        // A page that waits asks every second.
        tracing::debug!(%method, path, status = status.as_u16(), milliseconds, "request while opening");
    } else if status.is_server_error() {
        tracing::error!(%method, path, status = status.as_u16(), milliseconds, "request");
    } else {
        tracing::info!(%method, path, status = status.as_u16(), milliseconds, "request");
    }
    response
}

/// Headers that every answer has unless its handler set its own.
async fn secured(mut response: Response) -> Response {
    const HEADERS: [(HeaderName, &str); 7] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in HEADERS {
        let headers = response.headers_mut();
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}
