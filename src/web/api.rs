//! `/api`: how programs ask the same questions, with a ready query for each task.

use super::layout::{Page, Place, page as frame};
use super::query::encoded;
use maud::html;

const QUERIES: [(&str, &str); 6] = [
    (
        "Søk med utheving og fasetter",
        "{ search(query: \"ungdomsgaranti åtte uker\", first: 5) {\n    totalCount suggestion\n    edges { quote document { title } highlights { start end } }\n} }",
    ),
    (
        "Krav til NAV-kontorene i 2024, med bevis",
        "{ obligations(filter: { units: [\"nav-kontor\"], years: [2024] }, first: 10) {\n    totalCount\n    nodes { id text modality kind\n      deadlines { text date } evidence { attribute quote rule } }\n} }",
    ),
    (
        "Hva gjelder for et NAV-kontor, og hvorfor",
        "{ requirements(unit: \"nav-kontor\", targetGroup: \"unge-under-30\", year: 2024, first: 10) {\n    totalCount\n    edges { basis node { text } why { relation explanation evidence { quote } } }\n} }",
    ),
    (
        "Hva er endret siden i fjor",
        "{ diff(before: \"mal-og-disponeringsbrev-2023\", after: \"mal-og-disponeringsbrev-2024\") {\n    summary { added removed changed strengthened weakened }\n    changes(first: 10) { nodes { change aspects explanation } }\n} }",
    ),
    (
        "Styringsparametere og hva som ble rapportert",
        "{ document(id: \"tildelingsbrev-2024\") {\n    indicators { name target\n      results { verdict targetMet values { year value } section { number } } }\n} }",
    ),
    (
        "Frister i første halvår",
        "{ deadlines(from: \"2024-01-01\", to: \"2024-06-30\", first: 20) {\n    nodes { deadline { text date } obligation { text } }\n} }",
    ),
];

/// The page for developers.
pub(super) async fn page() -> Page {
    let body = html! {
        h1 { "API" }
        p { "Alt som sidene viser, kan hentes med GraphQL på " code { "/graphql" } ". Hvert svar har bevis: ordene i brevet og hvor de står." }
        ul {
            li { a href="/graphql" { "GraphQL-konsoll" } }
            li { a href="/schema.graphql" { "Skjema med beskrivelser" } }
        }
        @for (title, query) in QUERIES {
            section {
                h2 { (title) }
                pre tabindex="0" role="region" aria-label={ "Spørring: " (title) } { code { (query) } }
                p { a href={ "/graphql?query=" (encoded(query)) } { "Åpne i konsollen" } }
            }
        }
    };
    frame("API", Place::Api, body)
}
