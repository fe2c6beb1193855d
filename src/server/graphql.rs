//! GraphQL over HTTP: reads the request, lets the schema answer, and picks status and media type.

use super::negotiate::{Media, best};
use super::reply::{Refusal, json_reply};
use super::workers::Undone;
use super::{Service, console};
use crate::graphql::{Claim, Code, Judgement, Started, Transport, timeout_message};
use async_graphql::{Request as Query, Response as Answer, Variables};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{ConnectInfo, Query as Parameters, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// How much longer than its own limit a request may hold on before it is cut off.
pub(super) const SLACK: Duration = Duration::from_millis(500);

/// How long a request of somebody who may bring letters may take.
const WRITING: Duration = Duration::from_secs(600);

pub(super) async fn answer(State(service): State<Service>, request: Request) -> Response {
    let address = peer(&request);
    let (parts, body) = request.into_parts();
    let get = parts.method == Method::GET || parts.method == Method::HEAD;
    let offered: &[Media] = if get {
        &[Media::Json, Media::GraphqlResponse, Media::Html]
    } else {
        &[Media::Json, Media::GraphqlResponse]
    };
    let Some(media) = best(&parts.headers, offered) else {
        let refusal = Refusal {
            status: StatusCode::NOT_ACCEPTABLE,
            code: "NOT_ACCEPTABLE",
            message: "the answer comes as application/graphql-response+json or application/json; name one of them in `Accept`".to_owned(),
        };
        return refusal.reply(Media::Json);
    };
    if media == Media::Html {
        return console::page();
    }
    let claim = service.rights.claim(&parts.headers, address);
    // Who brings letters has more room and time, and holds up no reader.
    let (workers, time) = match claim {
        Some(_) => (&service.writers, WRITING),
        None => (&service.workers, service.config.time + SLACK),
    };
    let sent = match receive(&service, &parts, body, claim.as_ref()).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal.reply(media),
    };
    let answering = respond(service.clone(), sent, claim, media);
    match workers.drive(time, answering).await {
        Ok(response) => response,
        Err(undone) => refused(undone, time).reply(media),
    }
}

/// Reads and answers a request; on a working thread, since all of it takes processor time.
async fn respond(service: Service, sent: Sent, claim: Option<Claim>, media: Media) -> Response {
    let query = match sent.read() {
        Ok(query) => query,
        Err(refusal) => return refusal.reply(media),
    };
    let query = match claim {
        Some(claim) => query.data(claim),
        None => query,
    };
    let started = Started::default();
    let name = query.operation_name.clone().unwrap_or_default();
    let query = query.data(started.clone());
    let answer = service.schema.execute(query).await;
    let codes: Vec<&str> = answer.errors.iter().filter_map(code).collect();
    tracing::debug!(operation = name, errors = ?codes, "graphql");
    let status = status(&answer, started.is_set(), media);
    let body = if started.is_set() {
        serde_json::to_string(&answer)
    } else {
        serde_json::to_string(&json!({ "errors": answer.errors }))
    };
    match body {
        Ok(body) if status == StatusCode::METHOD_NOT_ALLOWED => {
            let mut response = json_reply(status, media, body);
            let allowed = header::HeaderValue::from_static("POST");
            response.headers_mut().insert(header::ALLOW, allowed);
            response
        }
        Ok(body) => json_reply(status, media, body),
        Err(error) => Refusal {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: Code::Internal.name(),
            message: format!("the answer cannot be written as JSON: {error}"),
        }
        .reply(media),
    }
}

/// What is told when a request was not answered.
pub(super) fn refused(undone: Undone, time: Duration) -> Refusal {
    let (status, code, message) = match undone {
        Undone::Full => (
            StatusCode::SERVICE_UNAVAILABLE,
            "TOO_MANY_REQUESTS",
            "too many requests wait to be answered; try again in a few seconds".to_owned(),
        ),
        Undone::Late => (
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Timeout.name(),
            timeout_message(time),
        ),
        Undone::Failed => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal.name(),
            "internal error; the log of the server tells more".to_owned(),
        ),
    };
    Refusal {
        status,
        code,
        message,
    }
}

/// The address that a request comes from, where a connection brought it.
pub(super) fn peer(request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|peer| peer.0.ip())
}

fn code(error: &async_graphql::ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code),
        _ => None,
    }
}

fn status(answer: &Answer, started: bool, media: Media) -> StatusCode {
    let has = |wanted: Code| {
        answer
            .errors
            .iter()
            .any(|error| code(error) == Some(wanted.name()))
    };
    if started {
        StatusCode::OK
    } else if has(Code::MethodNotAllowed) {
        StatusCode::METHOD_NOT_ALLOWED
    } else if media == Media::GraphqlResponse {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    }
}

/// A request as it was sent, not read yet.
enum Sent {
    Address(Uri),
    Body(Bytes),
}

impl Sent {
    fn read(&self) -> Result<Query, Refusal> {
        Ok(match self {
            Sent::Address(uri) => from_uri(uri)?.data(Transport::Get),
            Sent::Body(bytes) => from_body(bytes)?.data(Transport::Post),
        })
    }
}

async fn receive(
    service: &Service,
    parts: &Parts,
    body: Body,
    claim: Option<&Claim>,
) -> Result<Sent, Refusal> {
    match parts.method {
        Method::GET | Method::HEAD => Ok(Sent::Address(parts.uri.clone())),
        Method::POST => {
            check_content_type(&parts.headers)?;
            let config = &service.config;
            // Only what is larger than any reader's request needs the right to be so.
            let large = body
                .size_hint()
                .exact()
                .is_none_or(|size| size > config.body as u64);
            let granted = |claim: &Claim| claim.judge() == Judgement::Granted;
            let limit = match large && claim.is_some_and(granted) {
                true => config.body_with_token,
                false => config.body,
            };
            let received = tokio::time::timeout(config.body_time, to_bytes(body, limit)).await;
            let received = received.map_err(|_| Refusal {
                status: StatusCode::REQUEST_TIMEOUT,
                code: Code::Timeout.name(),
                message: format!(
                    "the body did not come within {} seconds; send it at once",
                    config.body_time.as_secs()
                ),
            })?;
            let bytes = received.map_err(|_| Refusal {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                code: "PAYLOAD_TOO_LARGE",
                message: format!("the body is larger than {limit} bytes; send a smaller request"),
            })?;
            Ok(Sent::Body(bytes))
        }
        _ => Err(Refusal {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: Code::MethodNotAllowed.name(),
            message: format!(
                "`{}` is no method of /graphql; send a query by GET or POST",
                parts.method
            ),
        }),
    }
}

fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let unsupported = |message: String| Refusal {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: "UNSUPPORTED_MEDIA_TYPE",
        message,
    };
    if let Some(encoding) = headers.get(header::CONTENT_ENCODING)
        && encoding != "identity"
    {
        return Err(unsupported(format!(
            "the body's content encoding is `{}`; send it as it is",
            encoding.to_str().unwrap_or_default()
        )));
    }
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(unsupported(format!(
            "the body's content type is `{essence}`; send `content-type: application/json`"
        )));
    }
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"'))
    });
    match charset {
        Some(charset) if !charset.eq_ignore_ascii_case("utf-8") => Err(unsupported(format!(
            "the body's charset is `{charset}`; send it in utf-8"
        ))),
        _ => Ok(()),
    }
}

fn from_body(bytes: &[u8]) -> Result<Query, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        Refusal::bad(format!(
            "the body is no JSON ({error}); send an object with the field `query`"
        ))
    })?;
    match value {
        Value::Object(object) => from_object(object),
        Value::Array(_) => Err(Refusal::bad(
            "the body is a list; send one request at a time, as an object with the field `query`",
        )),
        _ => Err(Refusal::bad(
            "the body is no object; send an object with the field `query`",
        )),
    }
}

fn from_uri(uri: &Uri) -> Result<Query, Refusal> {
    let parameters = Parameters::<BTreeMap<String, String>>::try_from_uri(uri).map_err(|_| {
        Refusal::bad("the address has parameters that cannot be read; encode them as in a form")
    })?;
    let mut object = Map::new();
    for (name, value) in parameters.0 {
        let value = match name.as_str() {
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&value).map_err(|error| {
                Refusal::bad(format!(
                    "the parameter `{name}` is no JSON ({error}); give an object"
                ))
            })?,
            _ => Value::String(value),
        };
        object.insert(name, value);
    }
    from_object(object)
}

fn from_object(mut object: Map<String, Value>) -> Result<Query, Refusal> {
    let query = match object.remove("query") {
        Some(Value::String(query)) => query,
        Some(_) => return Err(Refusal::bad("`query` is no text; give a GraphQL document")),
        None => {
            return Err(Refusal::bad(
                "the request has no `query`; give a GraphQL document in it",
            ));
        }
    };
    let mut request = Query::new(query);
    match object.remove("operationName") {
        None | Some(Value::Null) => {}
        Some(Value::String(name)) if name.is_empty() => {}
        Some(Value::String(name)) => request = request.operation_name(name),
        Some(_) => {
            return Err(Refusal::bad(
                "`operationName` is no text; give an operation's name",
            ));
        }
    }
    match object.remove("variables") {
        None | Some(Value::Null) => {}
        Some(variables @ Value::Object(_)) => {
            request = request.variables(Variables::from_json(variables));
        }
        Some(_) => {
            return Err(Refusal::bad(
                "`variables` is no object; give one with a field for each variable",
            ));
        }
    }
    match object.remove("extensions") {
        None | Some(Value::Null | Value::Object(_)) => Ok(request),
        Some(_) => Err(Refusal::bad(
            "`extensions` is no object; leave it out or give one",
        )),
    }
}
