//! The server: one list of routes over GraphQL and pages, headers, log and shutdown.

mod console;
mod graphql;
mod health;
mod negotiate;
mod reply;
mod socket;

pub use console::EXAMPLES;
pub use health::Metrics;

use crate::archive::Archive;
use crate::config::Config;
use crate::graphql::{self as api, Events, Limits, Schema};
use crate::web;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, get};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// How long a shutdown waits for requests under way.
const GRACE: Duration = Duration::from_secs(10);

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

/// What every handler shares.
#[derive(Clone)]
pub struct Service {
    /// The archive of letters.
    pub archive: Arc<Archive>,
    /// How the server runs.
    pub config: Arc<Config>,
    /// The GraphQL schema.
    pub schema: Schema,
    /// Figures for operators.
    pub metrics: Arc<Metrics>,
    sockets: Arc<Semaphore>,
}

impl Service {
    /// What the handlers share, over an archive.
    pub fn new(archive: Arc<Archive>, config: Config) -> Service {
        let limits = Limits {
            time: config.time,
            ..Limits::default()
        };
        Service {
            schema: api::schema(archive.clone(), Events::default(), limits),
            sockets: Arc::new(Semaphore::new(config.sockets)),
            metrics: Arc::default(),
            config: Arc::new(config),
            archive,
        }
    }
}

/// The one list of routes.
pub fn router(service: Service) -> Router {
    Router::new()
        .route("/graphql", any(graphql::answer))
        .route("/graphql/ws", get(socket::open))
        .route("/graphql/console.css", get(console::style))
        .route("/graphql/console.js", get(console::script))
        .route("/schema.graphql", get(console::schema))
        .route("/isalive", get(health::alive))
        .route("/isready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(service.clone())
        .merge(web::router(service.archive.clone()))
        .layer(middleware::from_fn_with_state(service, logged))
        .layer(middleware::map_response(secured))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
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
pub async fn serve(listener: TcpListener, service: Service) -> Result<(), ServeError> {
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, router(service)).with_graceful_shutdown(async move {
        told_to_end().await;
        tracing::info!("ending: requests under way are answered first");
        drop(stopping);
    });
    tokio::select! {
        ended = std::future::IntoFuture::into_future(server) => ended?,
        () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => {}
    }
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

async fn logged(State(service): State<Service>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let took = start.elapsed();
    let status = response.status();
    service.metrics.count(status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    if status.is_server_error() {
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
