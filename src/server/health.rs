//! For operators: alive, ready, and figures in Prometheus' text form.

use super::Service;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
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

/// The archive is open before anything listens, so who can ask finds it ready.
pub(super) async fn ready() -> &'static str {
    "ready\n"
}

pub(super) async fn metrics(State(service): State<Service>) -> impl IntoResponse {
    let snapshot = service.archive.snapshot();
    let documents = snapshot.documents();
    let obligations: usize = documents.iter().map(|d| d.facts.obligations.len()).sum();
    let metrics = &service.metrics;
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
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], text)
}
