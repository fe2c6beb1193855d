//! GraphQL over WebSocket with the protocol `graphql-transport-ws`: who may connect.

use super::Service;
use super::conversation::Conversation;
use super::graphql::peer;
use super::negotiate::Media;
use super::reply::Refusal;
use crate::graphql::Code;
use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

const PROTOCOL: &str = "graphql-transport-ws";

pub(super) async fn open(State(service): State<Service>, request: Request) -> Response {
    let address = peer(&request);
    let (mut parts, _) = request.into_parts();
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let upgrade = match accept(&service, &parts.headers, upgrade) {
        Ok(upgrade) => upgrade,
        Err(refusal) => return refusal.reply(Media::Json),
    };
    let Ok(permit) = service.sockets.clone().try_acquire_owned() else {
        let refusal = Refusal {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "TOO_MANY_CONNECTIONS",
            message: "too many WebSockets are open; try again later".to_owned(),
        };
        return refusal.reply(Media::Json);
    };
    let limit = service.config.body;
    let authorization = parts.headers.get(header::AUTHORIZATION);
    let authorization = authorization.and_then(|value| value.to_str().ok());
    let authorization = authorization.map(str::to_owned);
    let conversation = Conversation::new(service, address, authorization);
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(limit)
        .max_frame_size(limit)
        .on_upgrade(move |socket| async move {
            let _permit = permit;
            conversation.hold(socket).await;
        })
}

fn accept(
    service: &Service,
    headers: &HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<WebSocketUpgrade, Refusal> {
    check_origin(headers, &service.config.origins)?;
    let upgrade = upgrade.map_err(|_| Refusal {
        status: StatusCode::UPGRADE_REQUIRED,
        code: "UPGRADE_REQUIRED",
        message: format!("/graphql/ws is a WebSocket; connect with the protocol `{PROTOCOL}`"),
    })?;
    let offered = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
    let mut offered = offered
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    if !offered.any(|protocol| protocol.trim() == PROTOCOL) {
        return Err(Refusal::bad(format!(
            "the WebSocket asks for no protocol that is spoken here; ask for `{PROTOCOL}`"
        )));
    }
    Ok(upgrade)
}
/// A browser tells the page that connects: it must be one of this server's own, or one allowed.
fn check_origin(headers: &HeaderMap, allowed: &[String]) -> Result<(), Refusal> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = origin
        .split_once("://")
        .is_some_and(|(_, rest)| !host.is_empty() && rest.eq_ignore_ascii_case(host));
    if own || allowed.iter().any(|allowed| allowed == origin) {
        return Ok(());
    }
    Err(Refusal {
        status: StatusCode::FORBIDDEN,
        code: Code::Forbidden.name(),
        message: format!(
            "pages of `{origin}` may not connect; start the server with `--allow-origin {origin}` to let them"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn check(origin: Option<&'static str>, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        let allowed = ["https://styring.example".to_owned()];
        assert_eq!(
            check_origin(&headers, &allowed).is_ok(),
            expected,
            "{origin:?}"
        );
    }

    #[test]
    fn own_pages_and_allowed_ones_may_connect() {
        check(None, true);
        check(Some("http://127.0.0.1:8080"), true);
        check(Some("https://styring.example"), true);
    }

    #[test]
    fn foreign_pages_may_not() {
        check(Some("https://evil.example"), false);
        check(Some("http://127.0.0.1:8081"), false);
        check(Some("null"), false);
    }
}
