//! The loop that takes connections: so many at a time, so many from one address, and each with a limit
//! on how long a request's head may take to come.

use crate::config::Config;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustc_hash::FxHashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

/// How long to wait when no connection can be taken, as when files have run out.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers what comes until `stop`; then what is under way is given so much more time.
pub(super) async fn accept(
    listener: TcpListener,
    app: Router,
    config: &Config,
    stop: impl Future<Output = ()>,
    grace: Duration,
) {
    let places = Places::new(config.connections);
    let (stopping, told) = watch::channel(());
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(config.head_time);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(connection) => connection,
                Err(error) => {
                    tracing::warn!(reason = %error, "no connection can be taken");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
        };
        // Closed at once: whoever opens so many does not read what it would be told.
        let Some(place) = places.take(address.ip()) else {
            tracing::warn!(%address, "too many connections");
            continue;
        };
        let connection = connection(&builder, stream, address, app.clone());
        let mut told = told.clone();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = std::pin::pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                _ = told.changed() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%address, reason = %error, "a connection ended");
            }
        });
    }
    drop((listener, told));
    let _ = stopping.send(());
    // Every connection holds a receiver.
    let _ = tokio::time::timeout(grace, stopping.closed()).await;
}

type Answered = Result<axum::response::Response, std::convert::Infallible>;

fn connection(
    builder: &http1::Builder,
    stream: TcpStream,
    address: SocketAddr,
    app: Router,
) -> http1::UpgradeableConnection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = std::convert::Infallible,
        Future: Send,
    > + use<>,
> {
    // Answers are written whole; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        let app = app.clone();
        async move { Answered::from(app.oneshot(request.map(Body::new)).await) }
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    connection.with_upgrades()
}

/// The connections that may be open, and how many each address has.
#[derive(Clone)]
struct Places {
    taken: Arc<Mutex<Taken>>,
    most: usize,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_address: FxHashMap<IpAddr, usize>,
}

/// One open connection; given back when dropped.
struct Place {
    taken: Arc<Mutex<Taken>>,
    address: IpAddr,
}

impl Places {
    fn new(most: usize) -> Places {
        Places {
            taken: Arc::default(),
            most,
        }
    }

    /// A place for a connection from this address. One address leaves a quarter to the others: a
    /// gateway that brings everybody is not held back, and nobody else is shut out.
    fn take(&self, address: IpAddr) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.by_address.get(&address).copied().unwrap_or_default();
        if taken.all >= self.most || own >= self.most - self.most / 4 {
            return None;
        }
        taken.all += 1;
        *taken.by_address.entry(address).or_default() += 1;
        Some(Place {
            taken: Arc::clone(&self.taken),
            address,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(own) = taken.by_address.get_mut(&self.address) {
            *own -= 1;
            if *own == 0 {
                taken.by_address.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_leaves_places_to_others() {
        let places = Places::new(8);
        let [one, two] = [[10, 0, 0, 1], [10, 0, 0, 2]].map(IpAddr::from);
        let held: Vec<Place> = (0..8).map_while(|_| places.take(one)).collect();
        assert_eq!(held.len(), 6);
        let others: Vec<Place> = (0..8).map_while(|_| places.take(two)).collect();
        assert_eq!(others.len(), 2);
        drop(held);
        assert!(places.take(one).is_some());
        drop(others);
        assert!(places.taken.lock().unwrap().by_address.is_empty());
    }
}
