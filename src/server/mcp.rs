//! Model Context Protocol over HTTP: one message a request, each answered as JSON; no sessions, no streams.

use super::Service;
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
    let answering = mcp::answer(&service.schema, &message);
    match tokio::time::timeout(service.config.time, answering).await {
        Ok(Some(answer)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, answer.to_string()).into_response()
        }
        Ok(None) => StatusCode::ACCEPTED.into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the answer took too long\n",
        )
            .into_response(),
    }
}
