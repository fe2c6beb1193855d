//! GraphQL over HTTP without a socket: content negotiation, refusals, limits, rights, answers.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use std::sync::Arc;
use styringsgraf::archive::Archive;
use styringsgraf::config::Config;
use styringsgraf::server::{self, router};
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;
use tower::ServiceExt;

const TOKEN: &str = "hemmelig-og-langt-nok";

const LETTER: &str = "---
title: Tildelingsbrev 2031 til Fiskedirektoratet
kind: tildelingsbrev
year: 2031
sender: Finansdepartementet
recipient: Arbeids- og velferdsdirektoratet
---

# Tildelingsbrev 2031

## 1. Oppgaver

Arbeids- og velferdsdirektoratet skal sende inn en plan innen 1. mars 2031. Direktoratet skal følge opp unge.

NAV-kontor skal:

- møte alle brukere på dagen
- føre logg etter NAV-loven § 14 a
";

/// A server over a small archive.
pub struct Server {
    pub router: Router,
}

/// An answer: status, headers, body as JSON (or as a JSON text where it is none).
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

pub fn server() -> Server {
    server_over(&[("tildelingsbrev-2031.md", LETTER)])
}

/// A server over these letters: file name and content.
pub fn server_over(letters: &[(&str, &str)]) -> Server {
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    for (name, content) in letters {
        archive.ingest(content.as_bytes(), name).unwrap();
    }
    let mut config = Config::listening_on(([127, 0, 0, 1], 0).into());
    config.token = Some(TOKEN.to_owned());
    let server = server::Server::new(Arc::clone(archive.journal()), config);
    server.open(Arc::new(archive));
    Server {
        router: router(server),
    }
}

impl Server {
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        }
    }

    pub async fn post(&self, headers: &[(&str, &str)], body: impl Into<Body>) -> Reply {
        let mut request = Request::post("/graphql");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn get(&self, path: &str, accept: &str) -> Reply {
        let request = Request::get(path).header(header::ACCEPT, accept);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.post(&[("content-type", "application/json")], body)
            .await
            .body
    }

    async fn code(&self, query: &str, variables: Value) -> Value {
        self.ask(query, variables).await["errors"][0]["extensions"]["code"].clone()
    }
}

const JSON: (&str, &str) = ("content-type", "application/json");
const GRAPHQL: (&str, &str) = ("accept", "application/graphql-response+json");

#[tokio::test]
async fn the_status_tells_what_was_wrong_with_the_request() {
    let server = server();
    for (headers, body, status) in [
        (vec![JSON], r#"{"query":"{ __typename }"}"#, 200),
        (vec![], r#"{"query":"{ __typename }"}"#, 415),
        (
            vec![("content-type", "text/plain")],
            r#"{"query":"{ __typename }"}"#,
            415,
        ),
        (
            vec![("content-type", "application/json; charset=latin1")],
            r#"{"query":"{ __typename }"}"#,
            415,
        ),
        (vec![JSON], "{", 400),
        (vec![JSON], "[]", 400),
        (vec![JSON], r#"{"query":7}"#, 400),
        (vec![JSON, GRAPHQL], r#"{"query":"{"}"#, 400),
        (vec![JSON, GRAPHQL], r#"{"query":"{ nothing }"}"#, 400),
        (vec![JSON], r#"{"query":"{ nothing }"}"#, 200),
        (
            vec![JSON, ("accept", "image/png")],
            r#"{"query":"{ __typename }"}"#,
            406,
        ),
        (
            vec![JSON, ("authorization", "Bearer feil")],
            r#"{"query":"{ __typename }"}"#,
            200,
        ),
        (
            vec![JSON, ("authorization", "Basic bmF2bjpvcmQ=")],
            r#"{"query":"{ __typename }"}"#,
            200,
        ),
        (
            vec![JSON, ("content-encoding", "gzip")],
            r#"{"query":"{ __typename }"}"#,
            415,
        ),
        (
            vec![JSON, ("host", "evil.example")],
            r#"{"query":"{ __typename }"}"#,
            421,
        ),
        (
            vec![JSON, ("host", "localhost:8080")],
            r#"{"query":"{ __typename }"}"#,
            200,
        ),
        (vec![JSON], "\u{feff}{\"query\":\"{ __typename }\"}", 200),
        (
            vec![JSON],
            r#"{"query":"{ __typename }","operationName":""}"#,
            200,
        ),
    ] {
        let reply = server.post(&headers, body).await;
        assert_eq!(reply.status.as_u16(), status, "{headers:?} {body}");
    }
}

#[tokio::test]
async fn a_request_that_was_not_executed_has_no_data() {
    let server = server();
    for query in [
        "{",
        "{ nothing }",
        "query($id: ID!) { document(id: $id) { id } }",
    ] {
        let answer = server.ask(query, json!({ "id": null })).await;
        assert!(answer.get("data").is_none(), "{query}: {answer}");
        assert!(answer["errors"][0]["message"].is_string(), "{query}");
    }
}

#[tokio::test]
async fn get_answers_queries_and_nothing_else() {
    let server = server();
    let json = "application/json";
    let reply = server.get("/graphql?query=%7B__typename%7D", json).await;
    assert_eq!(reply.body, json!({ "data": { "__typename": "Query" } }));
    let reply = server
        .get("/graphql?query=mutation%7B__typename%7D", json)
        .await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(reply.headers[header::ALLOW], "POST");
    let request = Request::builder().method(Method::DELETE).uri("/graphql");
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_browser_gets_the_console_under_a_strict_policy() {
    let server = server();
    let reply = server.get("/graphql", "text/html,*/*;q=0.8").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body.as_str().unwrap().contains("<textarea"));
    let policy = reply.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    for path in [
        "/graphql/console.js",
        "/graphql/console.css",
        "/schema.graphql",
        "/isalive",
        "/isready",
        "/metrics",
        "/",
    ] {
        assert_eq!(server.get(path, "*/*").await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn every_example_of_the_console_is_answered() {
    let letters = [
        "tildelingsbrev-2024.md",
        "mal-og-disponeringsbrev-2023.md",
        "mal-og-disponeringsbrev-2024.md",
    ];
    // The same bytes under two names would be refused.
    let contents = letters.map(|name| format!("{LETTER}\nDette er {name}.\n"));
    let named: Vec<(&str, &str)> = letters
        .into_iter()
        .zip(contents.iter().map(String::as_str))
        .collect();
    let server = server_over(&named);
    for (name, query, variables) in styringsgraf::server::EXAMPLES {
        let answer = server
            .ask(query, serde_json::from_str(variables).unwrap())
            .await;
        assert!(answer.get("errors").is_none(), "{name}: {answer}");
    }
}

#[tokio::test]
async fn each_limit_has_its_own_code() {
    let server = server();
    let aliases: String = (0..40).map(|n| format!(" a{n}: __typename")).collect();
    let deep = format!(
        "{{ unit(id: \"nav-kontor\") {}{}{} }}",
        "{ partOf ".repeat(25),
        "{ id }",
        "}".repeat(25)
    );
    let dear = "{ documents(first: 200) { nodes { obligations(first: 200) { nodes { id text quote } } } } }";
    let long: Vec<String> = (0..201).map(|n| format!("unit:{n}")).collect();
    for (query, variables, code) in [
        (format!("{{{aliases} }}"), json!({}), "ALIAS_LIMIT_EXCEEDED"),
        (deep, json!({}), "DEPTH_LIMIT_EXCEEDED"),
        (dear.to_owned(), json!({}), "COMPLEXITY_LIMIT_EXCEEDED"),
        (
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }".to_owned(),
            json!({ "ids": long }),
            "LIST_LIMIT_EXCEEDED",
        ),
        (
            "{ documents(first: 201) { totalCount } }".to_owned(),
            json!({}),
            "LIST_LIMIT_EXCEEDED",
        ),
        (
            "{ documents(first: -1) { totalCount } }".to_owned(),
            json!({}),
            "BAD_USER_INPUT",
        ),
    ] {
        assert_eq!(server.code(&query, variables).await, code, "{query}");
    }
    let large = format!(r#"{{"query":"{}"}}"#, " ".repeat(300_000));
    assert_eq!(server.post(&[JSON], large).await.status, 413);
}

#[tokio::test]
async fn errors_say_what_would_have_been_right() {
    let server = server();
    for (query, code, words) in [
        (
            r#"{ obligations(filter: { units: ["nav-kontr"] }) { totalCount } }"#,
            "NOT_FOUND",
            "did you mean `nav-kontor`",
        ),
        (
            r#"{ document(id: "unit:nav-kontor") { id } }"#,
            "BAD_USER_INPUT",
            "`document:",
        ),
        (
            r#"{ node(id: "nav-kontor") { id } }"#,
            "BAD_USER_INPUT",
            "must begin with its type",
        ),
        (
            r#"{ deadlines(from: "i går") { totalCount } }"#,
            "BAD_USER_INPUT",
            "2024-04-30",
        ),
        (
            r#"{ documents(after: "tull") { totalCount } }"#,
            "BAD_USER_INPUT",
            "endCursor",
        ),
    ] {
        let answer = server.ask(query, json!({})).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{query}: {answer}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words), "{query}: {message}");
    }
}

#[tokio::test]
async fn lists_are_paged_with_totals_and_coverage() {
    let server = server();
    const QUERY: &str = "query($after: String) { obligations(first: 1, after: $after) {
      totalCount coverage { documentsRead documentsInScope }
      pageInfo { hasNextPage hasPreviousPage endCursor } nodes { id } } }";
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let answer = server.ask(QUERY, json!({ "after": after })).await;
        let page = &answer["data"]["obligations"];
        assert_eq!(
            page["coverage"],
            json!({ "documentsRead": 1, "documentsInScope": 1 })
        );
        assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!seen.is_empty()));
        let nodes = page["nodes"].as_array().unwrap();
        seen.extend(nodes.iter().map(|node| node["id"].clone()));
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            assert_eq!(page["totalCount"], json!(seen.len()));
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(seen.len() >= 2, "{seen:?}");
    let distinct: std::collections::BTreeSet<String> = seen.iter().map(Value::to_string).collect();
    assert_eq!(distinct.len(), seen.len());
}

#[tokio::test]
async fn what_a_list_gives_is_found_by_its_id() {
    let server = server();
    const QUERY: &str = "{ documents { nodes { id sections { id } goals { id } indicators { id } obligations { nodes { id
      responsibleUnits { unit { id } } targetGroups { id } } } } } }";
    let answer = server.ask(QUERY, json!({})).await;
    let mut ids = Vec::new();
    collect_ids(&answer["data"], &mut ids);
    assert!(ids.len() > 5, "{ids:?}");
    let found = server
        .ask(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": ids }),
        )
        .await;
    let expected: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    assert_eq!(found["data"]["nodes"], json!(expected));
}

fn collect_ids(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match (key.as_str(), value.as_str()) {
                    ("id", Some(id)) => ids.push(id.to_owned()),
                    _ => collect_ids(value, ids),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect_ids(value, ids)),
        _ => {}
    }
}

#[tokio::test]
async fn evidence_quotes_the_source_at_its_span() {
    let server = server();
    const QUERY: &str = "{ document(id: \"tildelingsbrev-2031\") { text obligations { nodes {
      evidence { attribute quote confidence rule span { start end line } spans { start end } } } } } }";
    let answer = server.ask(QUERY, json!({})).await;
    let document = &answer["data"]["document"];
    let text = document["text"].as_str().unwrap();
    let mut seen = 0;
    for obligation in document["obligations"]["nodes"].as_array().unwrap() {
        for evidence in obligation["evidence"].as_array().unwrap() {
            let cut = |span: &Value| {
                let (start, end) = (span["start"].as_u64(), span["end"].as_u64());
                let words = &text[start.unwrap() as usize..end.unwrap() as usize];
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let spans = evidence["spans"].as_array().unwrap();
            let joined: Vec<String> = spans.iter().map(cut).collect();
            assert_eq!(evidence["quote"], json!(joined.join(" ")), "{evidence}");
            seen += 1;
        }
    }
    assert!(seen > 3);
}

#[tokio::test]
async fn only_the_token_grants_changes() {
    let server = server();
    let ingest = json!({
        "query": "mutation($input: IngestInput!) { ingest(input: $input) { job documents { outcome message document { id } } } }",
        "variables": { "input": { "job": "j1", "documents": [
            { "fileName": "brev-2032.txt", "text": "Tildelingsbrev 2032\n\n1 Mål\n\nDirektoratet skal rapportere årlig.\n" },
            { "fileName": "tomt.txt", "text": " " },
        ] } },
    })
    .to_string();
    let reply = server.post(&[JSON], ingest.clone()).await;
    assert_eq!(reply.body["errors"][0]["extensions"]["code"], "FORBIDDEN");
    let wrong = [JSON, ("authorization", "Bearer feil")];
    let reply = server.post(&wrong, ingest.clone()).await;
    assert_eq!(
        reply.body["errors"][0]["extensions"]["code"],
        "UNAUTHENTICATED"
    );
    let token = format!("Bearer {TOKEN}");
    let granted = [JSON, ("authorization", token.as_str())];
    let reply = server.post(&granted, ingest).await;
    let documents = &reply.body["data"]["ingest"]["documents"];
    assert_eq!(documents[0]["outcome"], "ADDED", "{}", reply.body);
    assert_eq!(documents[0]["document"]["id"], "document:brev-2032");
    assert_eq!(documents[1]["outcome"], "REFUSED");
    assert!(documents[1]["message"].is_string());
    let remove = json!({ "query": "mutation { removeDocument(id: \"brev-2032\") { id } }" });
    let reply = server.post(&granted, remove.to_string()).await;
    assert_eq!(
        reply.body["data"]["removeDocument"]["id"],
        "document:brev-2032"
    );
    let reply = server.post(&granted, remove.to_string()).await;
    assert_eq!(reply.body["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn what_nests_without_end_is_refused_by_any_way_in() {
    let server = server();
    let chain: String = (0..1000)
        .map(|n| format!("fragment f{n} on Query{{...f{}}}", n + 1))
        .collect();
    let nested = "documents{nodes{sections{document{sections{document{sections{document{sections{document{id}}}}}}}}}}";
    for (query, code) in [
        (
            format!(
                "{{__typename@skip(if:{}{})}}",
                "[".repeat(20_000),
                "]".repeat(20_000)
            ),
            "DEPTH_LIMIT_EXCEEDED",
        ),
        (
            format!(
                "query($a:Int={}1{}){{__typename}}",
                "[".repeat(999),
                "]".repeat(999)
            ),
            "DEPTH_LIMIT_EXCEEDED",
        ),
        (format!("{{...f0}}{chain}"), "DEPTH_LIMIT_EXCEEDED"),
        (format!("{{__typename}}{chain}"), "DEPTH_LIMIT_EXCEEDED"),
        ("a".repeat(70_000), "COMPLEXITY_LIMIT_EXCEEDED"),
        (format!("{{{nested}}}"), "COMPLEXITY_LIMIT_EXCEEDED"),
    ] {
        let begun = std::time::Instant::now();
        assert_eq!(server.code(&query, json!({})).await, code);
        if query.len() < 8_000 {
            let by_get: String = form(&query);
            let reply = server
                .get(&format!("/graphql?query={by_get}"), "application/json")
                .await;
            assert_eq!(reply.body["errors"][0]["extensions"]["code"], code);
        }
        assert!(begun.elapsed().as_secs() < 5, "refused late");
    }
}

/// A text as the value of a parameter in an address.
fn form(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn fragments_that_double_each_other_are_refused_at_once() {
    let server = server();
    let mut query = "{ ...f0 }".to_owned();
    for n in 0..40 {
        query += &format!(" fragment f{n} on Query {{ ...f{0} ...f{0} }}", n + 1);
    }
    query += " fragment f40 on Query { __typename }";
    let code = server.code(&query, json!({})).await;
    assert_eq!(code, "COMPLEXITY_LIMIT_EXCEEDED");
}
