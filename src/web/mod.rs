//! Pages for staff: server-rendered, in Norwegian, one page a file. They need no script and load
//! nothing from elsewhere.

mod answer_sheet;
mod answers;
mod api;
mod calendar;
mod change_list;
mod change_note;
mod changes;
mod deadlines;
mod error;
mod facet;
mod gaps;
mod ingest;
mod layout;
mod letter;
mod office;
mod parts;
mod picture;
mod query;
mod requirement;
mod search;
mod sheet;
mod unit;

pub use error::{busy, failed};
pub use ingest::waiting;

use crate::archive::{Archive, Snapshot};
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;

/// What every page asks.
#[derive(Clone)]
struct Site {
    archive: Arc<Archive>,
}

impl Site {
    fn snapshot(&self) -> Arc<Snapshot> {
        self.archive.snapshot()
    }
}

/// The pages over an archive.
pub fn router(archive: Arc<Archive>) -> Router {
    Router::new()
        .route("/", get(search::page))
        .route("/sok.csv", get(search::csv))
        .route("/sok.xlsx", get(search::xlsx))
        .route("/brev", get(letter::list))
        .route("/brev/{id}", get(letter::page))
        .route("/brev/{id}/kalender.ics", get(letter::ics))
        .route("/krav/{*id}", get(requirement::page))
        .route("/enhet", get(unit::list))
        .route("/enhet/{id}", get(office::page))
        .route("/enhet/{id}/krav.xlsx", get(office::xlsx))
        .route("/enhet/{id}/frister.ics", get(office::ics))
        .route("/frister", get(deadlines::page))
        .route("/frister.ics", get(deadlines::ics))
        .route("/malgruppe/{id}", get(unit::target_group))
        .route("/endringer", get(changes::list))
        .route("/endringer/{before}/{after}", get(changes::page))
        .route("/endringer/{before}/{after}/notat", get(change_note::page))
        .route(
            "/endringer/{before}/{after}/notat.docx",
            get(change_note::docx),
        )
        .route(
            "/endringer/{before}/{after}/notat.md",
            get(change_note::markdown),
        )
        .route("/hull", get(gaps::page))
        .route("/svar", get(answers::list))
        .route("/svar/{letter}/{report}", get(answers::page))
        .route("/svar/{letter}/{report}/svar.xlsx", get(answers::xlsx))
        .route("/svar/{letter}/{report}/svar.docx", get(answers::docx))
        .route("/innlesing", get(ingest::page))
        .route("/api", get(api::page))
        .fallback(error::no_such_page)
        .layer(middleware::from_fn_with_state(
            Arc::clone(archive.journal()),
            layout::framed,
        ))
        .with_state(Site { archive })
}

/// What all pages load; there before the archive is.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/static/style.css",
            get(|| asset("text/css; charset=utf-8", STYLE)),
        )
        .route(
            "/static/page.js",
            get(|| asset("text/javascript; charset=utf-8", SCRIPT)),
        )
        .route("/static/icon.svg", get(|| asset("image/svg+xml", ICON)))
}

const STYLE: &str = include_str!("static/style.css");
const SCRIPT: &str = include_str!("static/page.js");
const ICON: &str = include_str!("static/icon.svg");

async fn asset(media_type: &'static str, content: &'static str) -> impl IntoResponse {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("max-age=600"),
    );
    (headers, content)
}
