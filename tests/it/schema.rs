//! The GraphQL schema: the committed file, and that everything in it is described.

use serde_json::Value;
use styringsgraf::graphql::sdl;

#[test]
fn the_committed_schema_is_the_one_in_code() {
    let committed = include_str!("../../schema.graphql");
    assert!(
        committed == sdl(),
        "schema.graphql differs; write it anew: cargo run -- schema > schema.graphql"
    );
}

#[tokio::test]
async fn everything_in_the_schema_is_described() {
    const QUERY: &str = "{ __schema { types { name kind description
      fields(includeDeprecated: true) { name description args { name description } }
      inputFields { name description } enumValues(includeDeprecated: true) { name description } } } }";
    let server = crate::http::server();
    let answer = server.ask(QUERY, Value::Null).await;
    let types = answer["data"]["__schema"]["types"].as_array().unwrap();
    let mut silent = Vec::new();
    let mut check = |path: String, described: &Value| {
        let description = described["description"].as_str().unwrap_or_default();
        if description.trim().is_empty() {
            silent.push(path);
        }
    };
    let list = |of: &Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    for kind in types {
        let name = kind["name"].as_str().unwrap();
        // The language itself describes its own types.
        if name.starts_with("__") || name == "ID" {
            continue;
        }
        check(name.to_owned(), kind);
        for field in list(kind, "fields") {
            let path = format!("{name}.{}", field["name"]);
            check(path.clone(), &field);
            for argument in list(&field, "args") {
                check(format!("{path}({})", argument["name"]), &argument);
            }
        }
        for key in ["inputFields", "enumValues"] {
            for entry in list(kind, key) {
                check(format!("{name}.{}", entry["name"]), &entry);
            }
        }
    }
    assert!(silent.is_empty(), "not described: {silent:#?}");
}
