//! What a page says when it cannot be shown: what is wrong, and a way back.

use super::layout::{Page, Place, page};
use crate::search::SearchError;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;

/// Why there is no page to show.
#[derive(Debug)]
pub(super) enum PageError {
    /// Nothing has this id. What was looked for, in Norwegian with its article: "Brevet `x`".
    Missing(String),
    /// The index failed; told to the log, not to the reader.
    Broken(SearchError),
    /// A file could not be written; told to the log, not to the reader.
    Fault(String),
    /// The address asks for something that cannot be.
    Wrong(String),
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, title, sentence) = match self {
            PageError::Missing(what) => (
                StatusCode::NOT_FOUND,
                "Fant ikke siden",
                format!(
                    "{what} finnes ikke her. Det kan være tatt ut, eller adressen kan være feil."
                ),
            ),
            PageError::Broken(error) => fault(&error),
            PageError::Fault(reason) => fault(&reason),
            PageError::Wrong(sentence) => {
                (StatusCode::BAD_REQUEST, "Adressen stemmer ikke", sentence)
            }
        };
        (status, error_page(title, &sentence)).into_response()
    }
}

/// The page of a server that has too much to do, or of an answer that took too long.
pub fn busy() -> Response {
    let title = "Det tok for lang tid";
    let sentence = "Tjeneren har mye å gjøre nå, eller siden er for stor. Prøv igjen om litt, eller avgrens mer.";
    let again = [(header::RETRY_AFTER, "5")];
    let page = error_page(title, sentence);
    (StatusCode::SERVICE_UNAVAILABLE, again, page).into_response()
}

/// The page of an answer that failed on the way.
pub fn failed() -> Response {
    PageError::Fault("it broke off".to_owned()).into_response()
}

fn fault(cause: &dyn std::fmt::Display) -> (StatusCode, &'static str, String) {
    tracing::error!("a page failed: {cause}");
    let sentence = "Feilen er skrevet til loggen. Prøv igjen om litt.".to_owned();
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Noe gikk galt hos oss",
        sentence,
    )
}

/// The answer to an address that no page has.
pub(super) async fn no_such_page() -> Response {
    PageError::Missing("Siden".to_owned()).into_response()
}

fn error_page(title: &str, sentence: &str) -> Page {
    let body = html! {
        h1 { (title) }
        p { (sentence) }
        ul {
            li { a href="/" { "Søk i alle krav" } }
            li { a href="/brev" { "Se alle brev" } }
        }
    };
    page(title, Place::Nowhere, body)
}
