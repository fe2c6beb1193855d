//! `/innlesing`: how far ingests have come and what became of the last ones; and the page that
//! stands in for every other one until the archive is open.

use super::Site;
use super::layout::{Place, page as frame};
use super::parts::day;
use super::query::Query;
use crate::archive::{Journal, Run, Stage, Work};
use axum::extract::{self, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use std::time::Duration;

type Pairs = extract::Query<Vec<(String, String)>>;

/// How often a page that shows progress loads itself again, in seconds. A header and no `meta`, so
/// that it works without script and a reader can stop it by the link beside it.
const REFRESH: &str = "1";

/// The ingests.
pub(super) async fn page(State(site): State<Site>, pairs: Pairs) -> Response {
    let journal = site.archive.journal();
    let query = Query(pairs.0);
    let runs = journal.runs();
    let runs: Vec<&Run> = runs.iter().filter(|run| run.work == Work::Ingest).collect();
    let refreshing = Refreshing::of(&query, runs.iter().any(|run| run.is_under_way()));
    let body = html! {
        h1 { "Innlesing av brev" }
        @if runs.is_empty() {
            p.empty {
                "Ingen brev er lest inn siden tjeneren startet. Nye brev leses inn med "
                code { "styringsgraf serve MAPPE" } ", eller over nettet med "
                code { "ingest" } " i " a href="/api" { "API-et" } "."
            }
        }
        (refreshing.switch(&query, "/innlesing"))
        @for (number, run) in runs.iter().enumerate() { (entry(run, number)) }
    };
    let page = frame("Innlesing av brev", Place::Ingest, body);
    match refreshing {
        Refreshing::Yes => ([(header::REFRESH, REFRESH)], page).into_response(),
        _ => page.into_response(),
    }
}

/// What is answered to every address until the archive is open: how far that has come. The page
/// loads itself again, and is the one asked for when all is ready.
pub fn waiting(journal: &Journal, uri: &Uri) -> Response {
    let pairs = Pairs::try_from_uri(uri).map(|pairs| pairs.0);
    let query = Query(pairs.unwrap_or_default());
    // One slash: an address that begins with two would lead to another host.
    let path = format!("/{}", uri.path().trim_start_matches(['/', '\\']));
    let refreshing = Refreshing::of(&query, true);
    let runs = journal.runs();
    let body = html! {
        h1 { "Brevene leses inn" }
        p { "Tjeneren har nettopp startet. Siden du ba om, kommer når alle brev er lest." }
        @match runs.iter().find(|run| run.is_under_way()) {
            Some(run) => { (bar(run, 0)) (refusals(run)) }
            None => p role="status" { "Gjør klar …" }
        }
        (refreshing.switch(&query, &path))
    };
    let page = frame("Brevene leses inn", Place::Ingest, body).in_frame(html! {});
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let again = (header::RETRY_AFTER, REFRESH);
    let unkept = (header::CACHE_CONTROL, "no-store");
    match refreshing {
        Refreshing::Yes => {
            let refresh = (header::REFRESH, REFRESH);
            (status, [again, unkept, refresh], page).into_response()
        }
        _ => (status, [again, unkept], page).into_response(),
    }
}

/// Whether a page loads itself again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refreshing {
    /// It does.
    Yes,
    /// The reader has stopped it.
    Stopped,
    /// Nothing on it will change.
    Needless,
}

impl Refreshing {
    fn of(query: &Query, under_way: bool) -> Refreshing {
        match (under_way, query.first("oppdater")) {
            (false, _) => Refreshing::Needless,
            (true, Some("nei")) => Refreshing::Stopped,
            (true, _) => Refreshing::Yes,
        }
    }

    /// The link that stops it or lets it go on.
    fn switch(self, query: &Query, path: &str) -> Markup {
        let (sentence, choice, link) = match self {
            Refreshing::Yes => (
                "Siden oppdaterer seg selv hvert sekund. ",
                "nei",
                "Stopp oppdateringen",
            ),
            Refreshing::Stopped => ("Siden står stille. ", "", "La den oppdatere seg selv"),
            Refreshing::Needless => return html! {},
        };
        html! { p.subtle { (sentence) a href=(query.with("oppdater", choice).address(path)) { (link) } } }
    }
}

fn entry(run: &Run, number: usize) -> Markup {
    let zone = run.began.to_zoned(TimeZone::system());
    let (word, class) = match run.stage {
        Stage::Waiting => ("venter", "tag"),
        Stage::Reading | Stage::Building => ("pågår", "tag"),
        Stage::Done => ("ferdig", "tag good"),
        Stage::Broken => ("avbrutt", "tag bad"),
    };
    html! {
        section.card aria-labelledby={ "innlesing-" (number) } {
            h2 id={ "innlesing-" (number) } { "Innlesing «" (run.job) "» " span class=(class) { (word) } }
            p.subtle { "Startet " (day(zone.date())) " kl. " (zone.strftime("%H.%M.%S")) ", tid brukt: " (time(run.took)) "." }
            (bar(run, number))
            ul.figures {
                @for (count, name) in [
                    (run.done, "lest"),
                    (run.added, "nye"),
                    (run.replaced, "erstattet"),
                    (run.unchanged, "uendret"),
                    (run.refused, "ikke tatt inn"),
                ] {
                    li { strong { (count) } (name) }
                }
            }
            (refusals(run))
        }
    }
}

/// How far a run has come, in words and as a bar.
fn bar(run: &Run, number: usize) -> Markup {
    let id = format!("framdrift-{number}");
    html! {
        p.bar-label role="status" { label for=(id) { (sentence(run)) } }
        @if run.stage == Stage::Building {
            // Without a value: how long this takes is not known.
            progress id=(id) {}
        } @else {
            progress id=(id) value=(run.done) max=(run.total.max(1)) {}
        }
        @if let Some(now) = &run.now { p.subtle { "Leser nå: " span.file { (now) } } }
    }
}

fn sentence(run: &Run) -> String {
    let (done, total) = (run.done, run.total);
    match (run.work, run.stage) {
        (Work::Open, Stage::Building) => {
            format!("Alle {total} brev er hentet. Nå kobles kravene sammen, og søket bygges.")
        }
        (Work::Open, _) => format!("{done} av {total} brev hentet fra lageret"),
        (Work::Ingest, Stage::Waiting) => {
            format!("{total} filer venter på at en annen innlesing blir ferdig")
        }
        (Work::Ingest, Stage::Building) => {
            format!("Alle {total} filer er lest. Nå kobles kravene sammen, og søket bygges.")
        }
        (Work::Ingest, _) => format!("{done} av {total} filer lest"),
    }
}

fn refusals(run: &Run) -> Markup {
    let more = run.refused - run.refusals.len();
    html! {
        @if run.refused > 0 {
            div.notice {
                p { strong { "Disse filene ble ikke tatt inn:" } }
                ul {
                    @for refusal in &run.refusals { li { (refusal.nb) "." } }
                    @if more > 0 { li { "og " (more) " til; loggen på tjeneren nevner alle." } }
                }
            }
        }
    }
}

/// A time in words: "0,8 sekunder", "3 minutter og 5 sekunder".
fn time(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..10 => format!("{:.1} sekunder", took.as_secs_f64()).replace('.', ","),
        10..60 => format!("{seconds} sekunder"),
        60..120 => format!("1 minutt og {} sekunder", seconds - 60),
        _ => format!("{} minutter og {} sekunder", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(milliseconds: u64, expected: &str) {
        assert_eq!(time(Duration::from_millis(milliseconds)), expected);
    }

    #[test]
    fn times_are_told_as_people_tell_them() {
        check(840, "0,8 sekunder");
        check(12_900, "12 sekunder");
        check(75_000, "1 minutt og 15 sekunder");
        check(185_000, "3 minutter og 5 sekunder");
    }
}
