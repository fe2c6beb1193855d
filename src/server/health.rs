//! For operators: alive, ready, and figures in Prometheus' text form.

use super::{Server, opening};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts of what was answered.
#[derive(Debug, Default)]
pub struct Metrics {
    /// By first digit of the status.
    answers: [AtomicU64; 6],
    microseconds: AtomicU64,
}

impl Metrics {
    /// Counts an answer.
    pub fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100);
        if let Some(answers) = self.answers.get(class) {
            answers.fetch_add(1, Ordering::Relaxed);
        }
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(took, Ordering::Relaxed);
    }
}

pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Ready when the archive is open and holds the letters that were to be read at the start.
pub(super) async fn ready(State(server): State<Server>) -> Response {
    match server.archive() {
        Some(archive) => match archive.failure() {
            None => "ready\n".into_response(),
            Some(reason) => {
                let told = format!("not ready: {reason}\n");
                (StatusCode::SERVICE_UNAVAILABLE, told).into_response()
            }
        },
        None => {
            let told = format!("not ready: {}\n", opening::how_far(&server.journal));
            let again = [(header::RETRY_AFTER, "1")];
            (StatusCode::SERVICE_UNAVAILABLE, again, told).into_response()
        }
    }
}

pub(super) async fn metrics(State(server): State<Server>) -> impl IntoResponse {
    let metrics = &server.metrics;
    let mut text = String::new();
    let mut write = |name: &str, kind: &str, help: &str, samples: &[(&str, String)]| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    };
    let answers: Vec<(String, String)> = (2..6)
        .map(|class| {
            let count = metrics.answers[class].load(Ordering::Relaxed);
            (format!("{{status=\"{class}xx\"}}"), count.to_string())
        })
        .collect();
    let answers: Vec<(&str, String)> = answers
        .iter()
        .map(|(labels, value)| (labels.as_str(), value.clone()))
        .collect();
    write(
        "styringsgraf_http_answers_total",
        "counter",
        "Answers by class of status.",
        &answers,
    );
    let seconds = metrics.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
    write(
        "styringsgraf_http_seconds_total",
        "counter",
        "Time spent answering.",
        &[("", seconds.to_string())],
    );
    let archive = server.archive();
    write(
        "styringsgraf_ready",
        "gauge",
        "Whether the archive is open.",
        &[("", u8::from(archive.is_some()).to_string())],
    );
    if let Some(archive) = archive {
        write(
            "styringsgraf_store_failed",
            "gauge",
            "Whether letters cannot be stored at present.",
            &[("", u8::from(archive.failure().is_some()).to_string())],
        );
        let snapshot = archive.snapshot();
        let documents = snapshot.documents();
        let obligations: usize = documents.iter().map(|d| d.facts.obligations.len()).sum();
        write(
            "styringsgraf_documents",
            "gauge",
            "Documents in the archive.",
            &[("", documents.len().to_string())],
        );
        write(
            "styringsgraf_obligations",
            "gauge",
            "Requirements in the archive.",
            &[("", obligations.to_string())],
        );
    }
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], text)
}
