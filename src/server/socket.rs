//! GraphQL over WebSocket with the protocol `graphql-transport-ws`.

use super::Service;
use super::graphql::{granted, may_write};
use super::negotiate::Media;
use super::reply::Refusal;
use crate::graphql::Code;
use async_graphql::http::{WebSocket, WebSocketProtocols, WsMessage};
use async_graphql::{Data, Error};
use axum::extract::State;
use axum::extract::ws::{
    CloseFrame, Message, WebSocketUpgrade, rejection::WebSocketUpgradeRejection,
};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use futures_util::{SinkExt, StreamExt, future};

const PROTOCOL: &str = "graphql-transport-ws";

pub(super) async fn open(
    State(service): State<Service>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    match accept(service, &headers, upgrade) {
        Ok(response) => response,
        Err(refusal) => refusal.reply(Media::Json),
    }
}

fn accept(
    service: Service,
    headers: &HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Refusal> {
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
    let Ok(permit) = service.sockets.clone().try_acquire_owned() else {
        return Err(Refusal {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "TOO_MANY_CONNECTIONS",
            message: "too many WebSockets are open; try again later".to_owned(),
        });
    };
    let mut data = Data::default();
    if let Some(right) = may_write(service.config.token.as_deref(), headers)? {
        data.insert(right);
    }
    let limit = service.config.body;
    let token = service.config.token.clone();
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(limit)
        .max_frame_size(limit);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let _permit = permit;
        let (mut sink, stream) = socket.split();
        let messages = stream
            .take_while(|message| future::ready(message.is_ok()))
            .filter_map(|message| {
                future::ready(match message {
                    Ok(Message::Text(text)) => Some(text.as_bytes().to_vec()),
                    Ok(Message::Binary(bytes)) => Some(bytes.to_vec()),
                    _ => None,
                })
            });
        let socket = WebSocket::new(service.schema, messages, WebSocketProtocols::GraphQLWS)
            .connection_data(data)
            .on_connection_init(move |payload| async move {
                let mut data = Data::default();
                if let Some(authorization) = payload.get("authorization").and_then(|v| v.as_str()) {
                    let right = granted(token.as_deref(), authorization);
                    data.insert(right.map_err(|refusal| Error::new(refusal.message))?);
                }
                Ok(data)
            });
        let mut answers = std::pin::pin!(socket);
        while let Some(answer) = answers.next().await {
            let message = match answer {
                WsMessage::Text(text) => Message::Text(text.into()),
                WsMessage::Close(code, reason) => Message::Close(Some(CloseFrame {
                    code,
                    reason: reason.into(),
                })),
            };
            if sink.send(message).await.is_err() {
                break;
            }
        }
    }))
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
