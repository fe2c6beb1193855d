//! Model Context Protocol over HTTP: one message a request, each answered as JSON; no sessions, no streams.

use super::Service;
use super::workers::Undone;
use crate::mcp;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn answer(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    // A page of another site must not ask by the reader's browser.
    if let Some(origin) = headers.get(header::ORIGIN) {
        let known = service.config.origins.iter();
        if !known.into_iter().any(|known| known.as_bytes() == origin) {
            return (
                StatusCode::FORBIDDEN,
                "the origin is not among --allow-origin\n",
            )
                .into_response();
        }
    }
    let Ok(message) = to_bytes(body, service.config.body).await else {
        let told = format!("the message is larger than {} bytes\n", service.config.body);
        return (StatusCode::PAYLOAD_TOO_LARGE, told).into_response();
    };
    let schema = service.schema.clone();
    let answering = async move { mcp::answer(&schema, &message).await };
    match service.workers.drive(service.config.time, answering).await {
        Ok(Some(answer)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, answer.to_string()).into_response()
        }
        Ok(None) => StatusCode::ACCEPTED.into_response(),
        Err(Undone::Failed) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(Undone::Full | Undone::Late) => {
            let again = [(header::RETRY_AFTER, "1")];
            let told = "the server has too much to do, or the answer took too long\n";
            (StatusCode::SERVICE_UNAVAILABLE, again, told).into_response()
        }
    }
}
