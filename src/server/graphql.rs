//! GraphQL over HTTP: reads the request, lets the schema answer, and picks status and media type.

use super::negotiate::{Media, best};
use super::reply::{Refusal, json_reply};
use super::{Service, console};
use crate::graphql::{Code, MayWrite, Started, Transport, timeout_message};
use async_graphql::{Request as Query, Response as Answer, Variables};
use axum::body::{Body, to_bytes};
use axum::extract::{Query as Parameters, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How much longer than its own limit a request may hold on before it is cut off.
const SLACK: std::time::Duration = std::time::Duration::from_millis(500);

pub(super) async fn answer(State(service): State<Service>, request: Request) -> Response {
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
    let query = match read(&service, &parts.method, &parts.uri, &parts.headers, body).await {
        Ok(query) => query,
        Err(refusal) => return refusal.reply(media),
    };
    execute(&service, query, media).await
}

async fn execute(service: &Service, query: Query, media: Media) -> Response {
    let started = Started::default();
    let name = query.operation_name.clone().unwrap_or_default();
    let query = query.data(started.clone());
    let schema = service.schema.clone();
    // A task of its own can be cut off, and holds no other request up.
    let task = tokio::spawn(async move { schema.execute(query).await });
    let abort = task.abort_handle();
    let answer = match tokio::time::timeout(service.config.time + SLACK, task).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => {
            tracing::error!(reason = %error, "a resolver failed");
            let refusal = Refusal {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                code: Code::Internal.name(),
                message: "internal error; the log of the server tells more".to_owned(),
            };
            return refusal.reply(media);
        }
        Err(_) => {
            abort.abort();
            let refusal = Refusal {
                status: StatusCode::SERVICE_UNAVAILABLE,
                code: Code::Timeout.name(),
                message: timeout_message(service.config.time),
            };
            return refusal.reply(media);
        }
    };
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

async fn read(
    service: &Service,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Body,
) -> Result<Query, Refusal> {
    let may_write = may_write(service.config.token.as_deref(), headers)?;
    let (query, transport) = match *method {
        Method::GET | Method::HEAD => (from_uri(uri)?, Transport::Get),
        Method::POST => {
            check_content_type(headers)?;
            let limit = match may_write {
                Some(MayWrite) => service.config.body_with_token,
                None => service.config.body,
            };
            (from_body(body, limit).await?, Transport::Post)
        }
        _ => {
            return Err(Refusal {
                status: StatusCode::METHOD_NOT_ALLOWED,
                code: Code::MethodNotAllowed.name(),
                message: format!(
                    "`{method}` is no method of /graphql; send a query by GET or POST"
                ),
            });
        }
    };
    let query = query.data(transport);
    Ok(match may_write {
        Some(right) => query.data(right),
        None => query,
    })
}

/// Whether the request bears the token. A wrong token is told, so that nobody wonders why nothing may be changed.
pub(super) fn may_write(
    token: Option<&str>,
    headers: &HeaderMap,
) -> Result<Option<MayWrite>, Refusal> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    granted(token, value.to_str().unwrap_or_default()).map(Some)
}

/// The right that an `Authorization` value grants.
pub(super) fn granted(token: Option<&str>, authorization: &str) -> Result<MayWrite, Refusal> {
    let given = authorization
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, given)| given.trim());
    // Digests are compared, so that the time taken tells nothing about the token.
    match (token, given) {
        (Some(token), Some(given)) if Sha256::digest(token) == Sha256::digest(given) => {
            Ok(MayWrite)
        }
        _ => Err(Refusal {
            status: StatusCode::UNAUTHORIZED,
            code: "UNAUTHENTICATED",
            message: "the token is not the one that the server was started with (--token or STYRINGSGRAF_TOKEN); leave `Authorization` out to read only".to_owned(),
        }),
    }
}

fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let unsupported = |message: String| Refusal {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: "UNSUPPORTED_MEDIA_TYPE",
        message,
    };
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

async fn from_body(body: Body, limit: usize) -> Result<Query, Refusal> {
    let bytes = to_bytes(body, limit).await.map_err(|_| Refusal {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "PAYLOAD_TOO_LARGE",
        message: format!("the body is larger than {limit} bytes; send a smaller request"),
    })?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| {
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
            "operationName" if value.is_empty() => Value::Null,
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
