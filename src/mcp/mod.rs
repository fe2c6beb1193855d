//! Model Context Protocol: what an assistant needs to answer about the letters and to prove each sentence.
//!
//! Messages are JSON-RPC 2.0; how they come (standard input, HTTP) is the caller's. Every tool is a GraphQL
//! query with fixed text, so that ids, limits and answers are those of the API; nothing can be changed by it.

mod tool;

pub use tool::{TOOLS, Tool};

use crate::graphql::{Schema, Transport};
use async_graphql::{Request, Variables};
use serde_json::{Map, Value, json};

/// Versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

/// What an assistant is told before it starts.
const INSTRUCTIONS: &str = "Facts from Norwegian steering documents (tildelingsbrev, mål- og disponeringsbrev, årsrapport), each tied to the words it came from. Quote only what a tool gave or verify_quote found. An empty answer means that nothing was found among the documents that coverage lists; say so, and never that nothing applies.";

/// Codes of JSON-RPC.
const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;

/// Answers one message; none to a notification.
pub async fn answer(schema: &Schema, message: &[u8]) -> Option<Value> {
    let message: Value = match serde_json::from_slice(message) {
        Ok(message) => message,
        Err(error) => {
            let told = format!("the message is no JSON ({error})");
            return Some(failure(Value::Null, PARSE_ERROR, &told));
        }
    };
    let Value::Object(mut message) = message else {
        let told = "the message is no object; send one JSON-RPC request at a time";
        return Some(failure(Value::Null, INVALID_REQUEST, told));
    };
    // An answer of the other side, or a notification: nothing is owed.
    let id = message.remove("id")?;
    let Some(Value::String(method)) = message.remove("method") else {
        return message
            .keys()
            .all(|key| !matches!(key.as_str(), "result" | "error"))
            .then(|| failure(id, INVALID_REQUEST, "the request names no `method`"));
    };
    let params = match message.remove("params") {
        Some(Value::Object(params)) => params,
        _ => Map::new(),
    };
    Some(match method.as_str() {
        "initialize" => success(id, greeting(&params)),
        "ping" => success(id, json!({})),
        "tools/list" => {
            let tools: Vec<Value> = TOOLS.iter().map(Tool::described).collect();
            success(id, json!({ "tools": tools }))
        }
        "tools/call" => match called(&params) {
            Ok((tool, arguments)) => success(id, call(schema, tool, arguments).await),
            Err(told) => failure(id, INVALID_PARAMS, &told),
        },
        other => failure(
            id,
            METHOD_NOT_FOUND,
            &format!("there is no method `{other}`"),
        ),
    })
}

fn greeting(params: &Map<String, Value>) -> Value {
    let asked = params.get("protocolVersion").and_then(Value::as_str);
    let version = asked
        .filter(|version| VERSIONS.contains(version))
        .unwrap_or(VERSIONS[0]);
    json!({
        "protocolVersion": version,
        "capabilities": { "tools": {} },
        "serverInfo": { "name": "styringsgraf", "version": env!("CARGO_PKG_VERSION") },
        "instructions": INSTRUCTIONS,
    })
}

/// The tool that is called, and its arguments.
fn called(params: &Map<String, Value>) -> Result<(&'static Tool, Map<String, Value>), String> {
    let name = params.get("name").and_then(Value::as_str);
    let name = name.ok_or("the call names no tool")?;
    let tool = Tool::named(name).ok_or_else(|| {
        let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
        format!(
            "there is no tool `{name}`; there are `{}`",
            names.join("`, `")
        )
    })?;
    let arguments = match params.get("arguments") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(arguments)) => arguments.clone(),
        Some(_) => return Err("`arguments` is no object".to_owned()),
    };
    tool.check(&arguments)?;
    Ok((tool, arguments))
}

/// Calls a tool. What the query refuses is told to the assistant, which may mend its arguments.
async fn call(schema: &Schema, tool: &Tool, mut arguments: Map<String, Value>) -> Value {
    // A missing argument leaves its default or its part of the filter out.
    arguments.retain(|_, value| !value.is_null());
    let request = Request::new(tool.query)
        .variables(Variables::from_json(Value::Object(arguments)))
        .data(Transport::Get);
    let answer = schema.execute(request).await;
    if !answer.errors.is_empty() {
        let told: Vec<&str> = answer.errors.iter().map(|error| &*error.message).collect();
        return json!({
            "content": [{ "type": "text", "text": told.join("\n") }],
            "isError": true,
        });
    }
    let data = answer.data.into_json().unwrap_or_default();
    json!({
        "content": [{ "type": "text", "text": data.to_string() }],
        "structuredContent": data,
        "isError": false,
    })
}

fn success(id: Value, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

fn failure(id: Value, code: i64, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

#[cfg(test)]
mod tests;
