//! The GraphQL console for browsers: an own small page with examples; nothing is loaded from elsewhere.

use super::negotiate::Media;
use crate::graphql::sdl;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::sync::LazyLock;

const STYLE: &str = include_str!("console/console.css");
const SCRIPT: &str = include_str!("console/console.js");

/// Example queries: name for people, document, variables as JSON.
pub const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "Alle dokumenter",
        include_str!("console/examples/documents.graphql"),
        "{}",
    ),
    (
        "Krav til NAV-kontor om unge",
        include_str!("console/examples/obligations.graphql"),
        r#"{ "unit": "nav-kontor", "targetGroup": "unge-under-30", "year": 2024 }"#,
    ),
    (
        "Søk med treff i teksten og fasetter",
        include_str!("console/examples/search.graphql"),
        r#"{ "query": "oppfølging av unge" }"#,
    ),
    (
        "Hva gjelder for NAV-kontor, og hvorfor",
        include_str!("console/examples/requirements.graphql"),
        r#"{ "unit": "nav-kontor", "targetGroup": "unge-under-30", "year": 2024 }"#,
    ),
    (
        "Hva er endret fra i fjor",
        include_str!("console/examples/diff.graphql"),
        r#"{ "before": "mal-og-disponeringsbrev-2023", "after": "mal-og-disponeringsbrev-2024" }"#,
    ),
    (
        "Hva ble det av kravene",
        include_str!("console/examples/results.graphql"),
        r#"{ "document": "tildelingsbrev-2024" }"#,
    ),
    (
        "Hva er ikke videreført til brevet under",
        include_str!("console/examples/gaps.graphql"),
        r#"{ "upper": "tildelingsbrev-2024", "lower": "mal-og-disponeringsbrev-2024" }"#,
    ),
    (
        "Ett krav med belegg",
        include_str!("console/examples/evidence.graphql"),
        r#"{ "document": "tildelingsbrev-2024" }"#,
    ),
    (
        "Frister i et tidsrom",
        include_str!("console/examples/deadlines.graphql"),
        r#"{ "from": "2024-01-01", "to": "2024-12-31" }"#,
    ),
    (
        "Mål og styringsparametere i et brev",
        include_str!("console/examples/goals.graphql"),
        r#"{ "document": "tildelingsbrev-2024" }"#,
    ),
    (
        "Enheter og hvordan de henger sammen",
        include_str!("console/examples/units.graphql"),
        "{}",
    ),
];

static PAGE: LazyLock<String> = LazyLock::new(|| document().into_string());
static SDL: LazyLock<String> = LazyLock::new(sdl);

/// The console.
pub(super) fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, Media::Html.content_type()),
        (header::VARY, "accept"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, PAGE.as_str()).into_response()
}

pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

pub(super) async fn script() -> impl IntoResponse {
    let content_type = "text/javascript; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], SCRIPT)
}

pub(super) async fn schema() -> impl IntoResponse {
    let content_type = "text/plain; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], SDL.as_str())
}

fn document() -> Markup {
    let examples: Vec<_> = EXAMPLES
        .iter()
        .map(|(name, query, variables)| {
            serde_json::json!({ "name": name, "query": query, "variables": variables })
        })
        .collect();
    // Within a script element only "</" can end the data.
    let data = serde_json::Value::from(examples)
        .to_string()
        .replace("</", "<\\/");
    frame(
        "GraphQL-konsoll – Styringsgraf",
        html! {
            h1 { "GraphQL-konsoll" }
            p {
                "Spørringer sendes til " code { "/graphql" } " på denne tjeneren. "
                a href="/schema.graphql" { "Se skjemaet" } "."
            }
            form id="console" {
                div class="field" {
                    label for="example" { "Eksempel" }
                    select id="example" {
                        @for (index, (name, _, _)) in EXAMPLES.iter().enumerate() {
                            option value=(index) { (name) }
                        }
                    }
                }
                div class="field" {
                    label for="query" { "Spørring" }
                    textarea id="query" rows="18" spellcheck="false" autocomplete="off" { (EXAMPLES[0].1) }
                }
                div class="field" {
                    label for="variables" { "Variabler (JSON)" }
                    textarea id="variables" rows="4" spellcheck="false" autocomplete="off" { (EXAMPLES[0].2) }
                }
                p {
                    button type="submit" { "Kjør" }
                    " " span class="hint" { "eller Ctrl + Enter" }
                }
            }
            h2 id="result-heading" { "Svar" }
            p id="status" role="status" { "Ingen spørring er kjørt ennå." }
            pre id="result" tabindex="0" aria-labelledby="result-heading" {}
            noscript { p { "Konsollen trenger JavaScript. Uten det kan spørringer sendes med for eksempel curl." } }
        },
        html! {
            script type="application/json" id="examples" { (PreEscaped(data)) }
            script src="/graphql/console.js" {}
        },
    )
}

fn frame(title: &str, main: Markup, end: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nb" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/graphql/console.css";
                link rel="icon" href="data:,";
            }
            body {
                a class="skip" href="#main" { "Hopp til innhold" }
                header { nav aria-label="Hovedmeny" { a href="/" { "Styringsgraf" } } }
                main id="main" { (main) }
                (end)
            }
        }
    }
}
