//! Answers of the GraphQL endpoint as HTTP.

use super::negotiate::Media;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request that is no GraphQL request: what is wrong, and the status that says so.
#[derive(Debug)]
pub struct Refusal {
    /// Status.
    pub status: StatusCode,
    /// Code for programs.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

impl Refusal {
    /// A refusal with status 400.
    pub fn bad(message: impl Into<String>) -> Refusal {
        Refusal {
            status: StatusCode::BAD_REQUEST,
            code: "BAD_REQUEST",
            message: message.into(),
        }
    }

    /// The answer in this media type.
    pub fn reply(self, media: Media) -> Response {
        let body = json!({
            "errors": [{ "message": self.message, "extensions": { "code": self.code } }]
        });
        let mut response = json_reply(self.status, media, body.to_string());
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            let allowed = HeaderValue::from_static("GET, POST");
            response.headers_mut().insert(header::ALLOW, allowed);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let again = HeaderValue::from_static("5");
            response.headers_mut().insert(header::RETRY_AFTER, again);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// A JSON answer in this media type.
pub fn json_reply(status: StatusCode, media: Media, body: String) -> Response {
    let media = match media {
        Media::Html => Media::Json,
        other => other,
    };
    let headers = [
        (header::CONTENT_TYPE, media.content_type()),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
    ];
    (status, headers, body).into_response()
}
