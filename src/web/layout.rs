//! The frame of every page: head, landmarks, navigation, foot.

use crate::archive::Snapshot;
use crate::model::Language;
use maud::{DOCTYPE, Markup, html};

/// Where a page belongs in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Search,
    Letters,
    Changes,
    Gaps,
    Units,
    Api,
    Nowhere,
}

const NAVIGATION: [(Place, &str, &str); 6] = [
    (Place::Search, "/", "Søk"),
    (Place::Letters, "/brev", "Brev"),
    (Place::Units, "/enhet", "Enheter og målgrupper"),
    (Place::Changes, "/endringer", "Endringer"),
    (Place::Gaps, "/hull", "Hull"),
    (Place::Api, "/api", "API"),
];

/// A page: its title stands in the browser's title and nowhere else; `body` brings its own `h1`.
pub(super) fn page(title: &str, place: Place, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nb" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – styringsgraf" }
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
                                        a href=(address) aria-current=[(own == place).then_some("page")] { (name) }
                                    }
                                }
                            }
                        }
                    }
                }
                main.wide id="innhold" tabindex="-1" { (body) }
                footer.site-foot {
                    div.wide {
                        "Svarene er lest av et program og viser alltid til ordene i brevet. Brevet selv gjelder. "
                        a href="/api" { "API og dataformater" }
                        "."
                    }
                }
            }
        }
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
