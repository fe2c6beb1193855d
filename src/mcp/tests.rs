use super::{TOOLS, answer};
use crate::archive::Archive;
use crate::graphql::{Events, Limits, Schema, schema};
use crate::store::MemoryStore;
use crate::vocabulary::Vocabulary;
use serde_json::{Value, json};
use std::sync::Arc;

const LETTER: &str = "---\nid: brev-2031\nyear: 2031\n---\n# Tildelingsbrev 2031 til Tangtilsynet\n## 1 Mål\nTangtilsynet skal telle tang\ni alle fjorder.\n";

fn tangle() -> Schema {
    let archive = Archive::open(Box::<MemoryStore>::default(), Vocabulary::built_in()).unwrap();
    archive.ingest(LETTER.as_bytes(), "brev-2031.md").unwrap();
    schema(Arc::new(archive), Events::default(), Limits::default())
}

async fn ask(schema: &Schema, method: &str, params: Value) -> Value {
    let message = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
    let answer = answer(schema, message.to_string().as_bytes())
        .await
        .unwrap();
    assert_eq!(answer["id"], 7);
    answer
}

async fn call(schema: &Schema, tool: &str, arguments: Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    ask(schema, "tools/call", params).await["result"].take()
}

#[tokio::test]
async fn every_tool_answers_from_the_letter() {
    let schema = tangle();
    let id = "obligation:brev-2031/1/1";
    for (tool, arguments, pointer, expected) in [
        (
            "search",
            json!({ "query": "tang" }),
            "/search/edges/0/document/id",
            json!("document:brev-2031"),
        ),
        (
            "requirements_for",
            json!({ "unit": "tangtilsynet" }),
            "/requirements/totalCount",
            json!(1),
        ),
        (
            "requirement",
            json!({ "id": id }),
            "/node/modality",
            json!("MUST"),
        ),
        (
            "diff",
            json!({ "before": "brev-2031", "after": "brev-2031" }),
            "/diff/summary/changed",
            json!(0),
        ),
        (
            "answers",
            json!({ "document": "brev-2031" }),
            "/document/obligations/totalCount",
            json!(1),
        ),
        (
            "verify_quote",
            json!({ "document": "brev-2031", "quote": "telle tang i alle fjorder" }),
            "/verifyQuote/found",
            json!(true),
        ),
        (
            "coverage",
            json!({}),
            "/documents/nodes/0/obligations/totalCount",
            json!(1),
        ),
    ] {
        let answer = call(&schema, tool, arguments).await;
        assert_eq!(answer["isError"], false, "{tool}: {answer}");
        let found = answer["structuredContent"].pointer(pointer);
        assert_eq!(found, Some(&expected), "{tool}: {answer}");
    }
    assert_eq!(TOOLS.len(), 7, "every tool is tried above");
}

#[tokio::test]
async fn words_that_do_not_stand_there_are_told_with_the_nearest_sentence() {
    let quote =
        json!({ "document": "brev-2031", "quote": "Tangtilsynet skal veie tang i alle fjorder." });
    let answer = call(&tangle(), "verify_quote", quote).await;
    let check = &answer["structuredContent"]["verifyQuote"];
    assert_eq!(check["found"], false);
    assert_eq!(
        check["nearest"]["quote"],
        "Tangtilsynet skal telle tang i alle fjorder."
    );
}

#[tokio::test]
async fn a_greeting_speaks_the_version_asked_for_if_it_is_known() {
    let schema = tangle();
    for (asked, spoken) in [("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-06-18")] {
        let answer = ask(&schema, "initialize", json!({ "protocolVersion": asked })).await;
        assert_eq!(answer["result"]["protocolVersion"], spoken);
    }
}

#[tokio::test]
async fn faults_are_told_by_code() {
    let schema = tangle();
    for (message, code) in [
        ("{", -32700),
        ("[]", -32600),
        (r#"{"id":1}"#, -32600),
        (r#"{"id":1,"method":"tools/sing"}"#, -32601),
        (
            r#"{"id":1,"method":"tools/call","params":{"name":"sing"}}"#,
            -32602,
        ),
        (
            r#"{"id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":4}}}"#,
            -32602,
        ),
        (
            r#"{"id":1,"method":"tools/call","params":{"name":"search"}}"#,
            -32602,
        ),
    ] {
        let answer = answer(&schema, message.as_bytes()).await.unwrap();
        assert_eq!(answer["error"]["code"], code, "{message}");
    }
    let notification = br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    assert_eq!(answer(&schema, notification).await, None);
    let unknown = call(&schema, "requirements_for", json!({ "unit": "tangtilsyn" })).await;
    assert_eq!(unknown["isError"], true);
}
