//! Questions over several letters by GraphQL: search, requirements, diff, trace, path, supplements, events.

use crate::http::{Server, server_over};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::sync::Arc;
use styringsgraf::archive::Archive;
use styringsgraf::graphql::{Claim, Events, Judgement, Limits, schema};
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;

fn letter(kind: &str, year: u16, body: &str) -> String {
    format!(
        "---\ntitle: Brev {year}\nkind: {kind}\nyear: {year}\ndate: {year}-05-02\nsender: Arbeids- og inkluderingsdepartementet\nrecipient: Arbeids- og velferdsdirektoratet\n---\n\n# Brev {year}\n\n## 1. Oppgaver\n\n{body}\n"
    )
}

fn letters() -> Server {
    server_over(&[
        (
            "brev-2031.md",
            &letter(
                "tildelingsbrev",
                2031,
                "NAV-kontor bør kartlegge behovene til unge ledige. Direktoratet skal sende inn en plan for arbeidet innen 1. mars 2031.",
            ),
        ),
        (
            "brev-2032.md",
            &letter(
                "tildelingsbrev",
                2032,
                "NAV-kontor skal kartlegge behovene til unge ledige. Direktoratet skal sende inn en plan for arbeidet innen 1. april 2032. Alle enheter skal bruke klarspråk.",
            ),
        ),
        (
            "tillegg-2032.md",
            &letter(
                "supplerende tildelingsbrev",
                2032,
                "Direktoratet skal også rapportere månedlig om ventetid.",
            ),
        ),
    ])
}

async fn data(server: &Server, query: &str, variables: Value) -> Value {
    let answer = server.ask(query, variables).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"].clone()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[tokio::test]
async fn hits_are_paged_and_highlighted_in_the_source() {
    let server = letters();
    const QUERY: &str = "query($after: String) { search(query: \"plan for arbeidet\", first: 1, after: $after) { totalCount
      facets { field values { value count } } pageInfo { hasNextPage endCursor }
      edges { quote document { id text } highlights { text span { start end } } marks { start end } node { __typename } } } }";
    let mut quotes = Vec::new();
    let mut after = Value::Null;
    loop {
        let found = data(&server, QUERY, json!({ "after": after })).await;
        let page = &found["search"];
        for edge in list(&page["edges"]) {
            let text = edge["document"]["text"].as_str().unwrap();
            for highlight in list(&edge["highlights"]) {
                let at = |key: &str| highlight["span"][key].as_u64().unwrap() as usize;
                assert_eq!(highlight["text"], text[at("start")..at("end")]);
            }
            quotes.push(format!("{} {}", edge["document"]["id"], edge["quote"]));
        }
        assert_eq!(list(&page["facets"]).len(), 6);
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            assert_eq!(page["totalCount"], json!(quotes.len()));
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(quotes.len() >= 2, "{quotes:?}");
    quotes.dedup();
    let last =
        "{ search(query: \"plan for arbeidet\", last: 1) { edges { quote document { id } } } }";
    let found = data(&server, last, json!({})).await;
    let edge = &found["search"]["edges"][0];
    let quote = format!("{} {}", edge["document"]["id"], edge["quote"]);
    assert_eq!(Some(&quote), quotes.last());
}

#[tokio::test]
async fn requirements_say_why_they_apply_with_nodes_that_exist() {
    let server = letters();
    const QUERY: &str = "{ requirements(unit: \"nav-kontor\", year: 2032) { totalCount coverage { documentsRead documentsInScope }
      edges { basis node { text } why { relation explanation from { id } to { id } evidence { quote } } } } }";
    let found = data(&server, QUERY, json!({})).await;
    let edges = list(&found["requirements"]["edges"]);
    let bases: Vec<&Value> = edges.iter().map(|edge| &edge["basis"]).collect();
    assert!(bases.contains(&&json!("DIRECT")), "{found}");
    assert!(bases.contains(&&json!("COLLECTIVE")), "{found}");
    let mut ids = Vec::new();
    for edge in edges {
        let steps = list(&edge["why"]);
        assert!(!steps.is_empty());
        for step in steps {
            assert!(!step["explanation"].as_str().unwrap().is_empty());
            ids.extend([step["from"]["id"].clone(), step["to"]["id"].clone()]);
        }
    }
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let known = data(&server, nodes, json!({ "ids": ids })).await;
    let known: Vec<&Value> = list(&known["nodes"])
        .iter()
        .map(|node| &node["id"])
        .collect();
    assert_eq!(known, ids.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_diff_is_seen_from_the_letter_and_from_the_requirement() {
    let server = letters();
    const QUERY: &str = "{ diff(before: \"brev-2031\", after: \"brev-2032\") {
      summary { strengthened added changed } changes(filter: { directions: [STRENGTHENED] }) { totalCount nodes {
        change aspects explanation words { operation text } before { id nextYear { explanation } } after { id text lastYear { explanation } } } } } }";
    let found = data(&server, QUERY, json!({})).await;
    let diff = &found["diff"];
    assert_eq!(diff["summary"]["strengthened"], 1, "{found}");
    assert_eq!(diff["changes"]["totalCount"], 1);
    let change = &diff["changes"]["nodes"][0];
    assert_eq!(change["aspects"], json!(["MODALITY"]));
    for other in [&change["before"]["nextYear"], &change["after"]["lastYear"]] {
        assert_eq!(other[0]["explanation"], change["explanation"]);
    }
    let history = "query($id: ID!) { document(id: \"brev-2032\") { series { history(obligation: $id) { explanation } } } }";
    let id = change["after"]["id"].clone();
    let found = data(&server, history, json!({ "id": id })).await;
    let steps = &found["document"]["series"]["history"];
    assert_eq!(steps, &json!([{ "explanation": change["explanation"] }]));
}

#[tokio::test]
async fn trace_and_path_give_nodes_that_are_found_again() {
    let server = letters();
    let first = "{ obligations(filter: { units: [\"nav-kontor\"], years: [2032] }, first: 1) { nodes { id } } }";
    let found = data(&server, first, json!({})).await;
    let id = found["obligations"]["nodes"][0]["id"].clone();
    const QUERY: &str = "query($id: ID!) { trace(obligation: $id, depth: 3) { root { id } nodes { id __typename } edges { relation from { id } to { id } } }
      path(from: $id, to: \"unit:nav-kontor\") { nodes { id } edges { relation } } }";
    let found = data(&server, QUERY, json!({ "id": id })).await;
    let trace = &found["trace"];
    assert_eq!(trace["root"]["id"], id);
    let ids: Vec<Value> = list(&trace["nodes"])
        .iter()
        .map(|node| node["id"].clone())
        .collect();
    for edge in list(&trace["edges"]) {
        assert!(ids.contains(&edge["from"]["id"]) && ids.contains(&edge["to"]["id"]));
    }
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let known = data(&server, nodes, json!({ "ids": ids })).await;
    assert_eq!(list(&known["nodes"]).len(), ids.len());
    assert!(
        list(&known["nodes"]).iter().all(Value::is_object),
        "{known}"
    );
    let path = &found["path"][0];
    assert_eq!(
        path["edges"],
        json!([{ "relation": "RESPONSIBLE" }]),
        "{found}"
    );
}

#[tokio::test]
async fn a_supplementary_letter_counts_from_its_date_on() {
    let server = letters();
    const QUERY: &str = "query($date: Date!) { document(id: \"brev-2032\") { asOf(date: $date) {
      letters { id } inForce { obligation { id } } } } }";
    let mut counts = Vec::new();
    for (date, letters) in [("2032-05-01", 1), ("2032-05-02", 2)] {
        let found = data(&server, QUERY, json!({ "date": date })).await;
        let effective = &found["document"]["asOf"];
        assert_eq!(list(&effective["letters"]).len(), letters, "{found}");
        counts.push(list(&effective["inForce"]).len());
    }
    assert!(counts[0] < counts[1], "{counts:?}");
}

#[tokio::test]
async fn a_diff_takes_supplementary_letters_in_from_their_day_on() {
    let server = letters();
    const QUERY: &str = "query($before: ID!, $beforeAsOf: Date, $afterAsOf: Date) {
      diff(before: $before, after: \"brev-2032\", beforeAsOf: $beforeAsOf, afterAsOf: $afterAsOf) {
      before { id } after { id } beforeLetters { id } afterLetters { id } summary { added unchanged changed }
      changes(filter: { changes: [ADDED] }) { coverage { documentsRead } nodes { subject after { id document { id } evidence { quote } } afterNode { id } } } } }";
    let ask = |before: &'static str, before_as_of: Value, after_as_of: Value| {
        let variables =
            json!({ "before": before, "beforeAsOf": before_as_of, "afterAsOf": after_as_of });
        data(&server, QUERY, variables)
    };
    let added = |found: &Value, subject: &str| -> Vec<String> {
        let nodes = list(&found["diff"]["changes"]["nodes"]).iter();
        let nodes = nodes.filter(|change| change["subject"] == subject);
        nodes
            .map(|change| change["afterNode"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let new = "obligation:tillegg-2032/1/1".to_owned();

    // By themselves, and on a day before the supplementary letter, the letters are the same.
    let plain = ask("brev-2031", Value::Null, Value::Null).await;
    let early = ask("brev-2031", json!("2032-05-01"), json!("2032-05-01")).await;
    assert_eq!(plain, early);
    assert!(!added(&plain, "OBLIGATION").contains(&new), "{plain}");

    let late = ask("brev-2031", Value::Null, json!("2032-05-02")).await;
    let diff = &late["diff"];
    assert_eq!(diff["after"]["id"], "document:brev-2032");
    assert_eq!(list(&diff["beforeLetters"]).len(), 1);
    assert_eq!(
        diff["afterLetters"],
        json!([{ "id": "document:brev-2032" }, { "id": "document:tillegg-2032" }])
    );
    assert_eq!(diff["changes"]["coverage"]["documentsRead"], 3);
    assert!(added(&late, "OBLIGATION").contains(&new), "{late}");
    // What the supplementary letter brings is shown as it stands there.
    let nodes = list(&diff["changes"]["nodes"]).iter();
    let mut own = nodes.filter(|change| change["after"]["id"] == new.as_str());
    let own = own.next().unwrap();
    assert_eq!(own["after"]["document"]["id"], "document:tillegg-2032");
    let quotes = list(&own["after"]["evidence"]).iter();
    let mut quotes = quotes.filter_map(|evidence| evidence["quote"].as_str());
    assert!(quotes.any(|quote| "Direktoratet skal også rapportere".contains(quote)));
    let sections = added(&late, "SECTION");
    assert!(
        sections.contains(&"section:tillegg-2032/1".to_owned()),
        "{sections:?}"
    );

    // One letter on two days.
    let since = ask("brev-2032", Value::Null, json!("2032-12-31")).await;
    assert_eq!(since["diff"]["summary"]["added"], 1, "{since}");
    assert_eq!(since["diff"]["summary"]["changed"], 0);
    assert_eq!(added(&since, "OBLIGATION"), [new]);
}

#[tokio::test]
async fn listeners_hear_of_ingests() {
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    let schema = schema(Arc::new(archive), Events::default(), Limits::default());
    let progress = "subscription { ingestProgress(job: \"a\") { done total outcome finished } }";
    let mut progress = schema.execute_stream(progress);
    let changes = "subscription { documentChanged { change id document { title } } }";
    let mut changes = schema.execute_stream(changes);
    const INGEST: &str = "mutation { ingest(input: { job: \"a\", documents: [{ fileName: \"notat.txt\", text: \"Notat\\n\\nDirektoratet skal svare.\" }] }) { job } }";
    let request = async_graphql::Request::new(INGEST).data(Claim::new(|| Judgement::Granted));
    // A listener hears what is told after it began to listen, which the first poll does.
    let (heard, changed, answer) = tokio::join!(progress.next(), changes.next(), async {
        tokio::task::yield_now().await;
        schema.execute(request).await
    });
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    let heard = heard.unwrap().data.into_json().unwrap();
    assert_eq!(
        heard["ingestProgress"],
        json!({ "done": 1, "total": 1, "outcome": "ADDED", "finished": true })
    );
    let changed = changed.unwrap().data.into_json().unwrap();
    assert_eq!(changed["documentChanged"]["id"], "document:notat");
    assert_eq!(changed["documentChanged"]["change"], "ADDED");
}
