//! What is answered while the archive is being opened: a page to people, one sentence to programs.

use super::negotiate::{Media, best};
use super::reply::Refusal;
use crate::archive::{Journal, Work};
use crate::web;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// When to ask again, in seconds.
const AGAIN: HeaderValue = HeaderValue::from_static("1");

/// The answer to a request that comes too early.
pub(super) fn refuse(journal: &Journal, request: &Request) -> Response {
    let media = match request.uri().path() {
        "/graphql" => {
            let offered = [Media::Json, Media::GraphqlResponse, Media::Html];
            best(request.headers(), &offered).unwrap_or(Media::Json)
        }
        "/graphql/ws" => Media::Json,
        _ => Media::Html,
    };
    if media == Media::Html {
        return web::waiting(journal, request.uri());
    }
    let refusal = Refusal {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "NOT_READY",
        message: format!(
            "the server is still opening its archive, {}; ask again in a second",
            how_far(journal)
        ),
    };
    let mut response = refusal.reply(media);
    response.headers_mut().insert(header::RETRY_AFTER, AGAIN);
    response
}

/// How far the opening has come: "12 of 340 files read".
pub(super) fn how_far(journal: &Journal) -> String {
    match journal.under_way() {
        Some(run) => {
            let what = match run.work {
                Work::Open => "stored documents fetched",
                Work::Ingest => "files read",
            };
            format!("{} of {} {what}", run.done, run.total)
        }
        None => "nothing read so far".to_owned(),
    }
}
