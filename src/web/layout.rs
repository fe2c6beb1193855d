//! The frame of every page: head, landmarks, navigation, foot.

use crate::archive::{Journal, Snapshot};
use crate::model::Language;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use std::sync::Arc;

/// Where a page belongs in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Search,
    Letters,
    Changes,
    Answers,
    Gaps,
    Units,
    Deadlines,
    Api,
    Ingest,
    Nowhere,
}

const NAVIGATION: [(Place, &str, &str); 8] = [
    (Place::Search, "/", "Søk"),
    (Place::Letters, "/brev", "Brev"),
    (Place::Units, "/enhet", "Enheter og målgrupper"),
    (Place::Deadlines, "/frister", "Frister"),
    (Place::Changes, "/endringer", "Endringer"),
    (Place::Answers, "/svar", "Svar"),
    (Place::Gaps, "/hull", "Hull"),
    (Place::Api, "/api", "API"),
];

/// A page: its title stands in the browser's title and nowhere else; `body` brings its own `h1`.
/// As an answer it has no frame yet; [`framed`] gives it one.
#[derive(Clone)]
pub(super) struct Page {
    title: String,
    place: Place,
    body: Markup,
}

/// A page of this title.
pub(super) fn page(title: &str, place: Place, body: Markup) -> Page {
    Page {
        title: title.to_owned(),
        place,
        body,
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(self);
        response
    }
}

/// Puts pages into their frame, with a notice while letters are read in.
pub(super) async fn framed(
    State(journal): State<Arc<Journal>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if let Some(page) = response.extensions_mut().remove::<Page>() {
        let notice = match page.place {
            Place::Ingest => html! {},
            _ => notice(&journal),
        };
        *response.body_mut() = Body::from(page.in_frame(notice).into_string());
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, html);
    }
    response
}

fn notice(journal: &Journal) -> Markup {
    let run = journal.under_way();
    html! {
        @if let Some(run) = run {
            p.under-way role="status" {
                "Leser inn " (run.done) " av " (run.total) " filer. "
                a href="/innlesing" { "Vis innlesingen" }
            }
        }
    }
}

impl Page {
    /// The whole document, with a notice below the navigation.
    pub(super) fn in_frame(&self, notice: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="nb" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " – styringsgraf" }
                    link rel="stylesheet" href="/static/style.css";
                    link rel="icon" href="/static/icon.svg" type="image/svg+xml";
                    script src="/static/page.js" defer {}
                }
                body {
                    a.skip href="#innhold" { "Hopp til innholdet" }
                    header.site-head {
                        div.wide {
                            a.brand href="/" { "styringsgraf" }
                            nav aria-label="Hovedmeny" {
                                ul {
                                    @for (own, address, name) in NAVIGATION {
                                        li {
                                            a href=(address) aria-current=[self.current(own)] { (name) }
                                        }
                                    }
                                }
                            }
                            (notice)
                        }
                    }
                    main.wide id="innhold" tabindex="-1" { (self.body) }
                    footer.site-foot {
                        div.wide {
                            p { "Svarene er lest av et program og viser alltid til ordene i brevet. Brevet selv gjelder." }
                            ul {
                                li { a href="/api" { "API og dataformater" } }
                                li { a href="/innlesing" aria-current=[self.current(Place::Ingest)] { "Innlesing av brev" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn current(&self, place: Place) -> Option<&'static str> {
        (place == self.place).then_some("page")
    }
}

/// The trail from the start page to here; the last entry has no address.
pub(super) fn crumbs(trail: &[(&str, Option<String>)]) -> Markup {
    html! {
        nav.crumbs aria-label="Brødsmuler" {
            ol {
                @for (name, address) in trail {
                    li {
                        @match address {
                            Some(address) => a href=(address) { (name) },
                            None => span aria-current="page" { (name) },
                        }
                    }
                }
            }
        }
    }
}

/// How much of the archive an answer rests on: "5 av 5 dokumenter lest".
pub(super) fn coverage(snapshot: &Snapshot) -> String {
    let count = snapshot.documents().len();
    format!("{count} av {count} dokumenter lest")
}

/// The language mark of a text in this written standard; none where it is the page's own.
pub(super) fn lang(language: Language) -> Option<&'static str> {
    (language == Language::Nynorsk).then_some("nn")
}
