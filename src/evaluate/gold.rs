//! Gold files: one JSON object a line.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Why a gold file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A line is no gold row.
    #[error("line {line} of the gold is no gold row: {message}")]
    Row {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

/// An obligation as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldObligation {
    /// Row id.
    pub id: String,
    /// Document id.
    pub doc: String,
    /// The statement.
    pub quote: String,
    /// What leads into it.
    pub lead_in: Option<String>,
    /// `MUST`, `SHOULD`, `MAY`, `REQUESTED` or `EXPECTED`.
    pub modality: String,
    /// `DUTY`, `ASSIGNMENT`, `REPORTING` or `PRIORITY`.
    pub kind: String,
    /// Slugs of the units that must act.
    pub units: Vec<String>,
    /// Slugs of the units the work is done with.
    pub partners: Vec<String>,
    /// Slugs of the target groups.
    pub target_groups: Vec<String>,
    /// When it is due.
    pub deadlines: Vec<GoldDeadline>,
    /// Statutes cited.
    pub legal: Vec<String>,
    /// Documents cited.
    pub documents: Vec<String>,
    /// Whether the row may be read either way.
    pub borderline: Flag,
}

/// A deadline as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldDeadline {
    /// As written.
    pub text: Option<String>,
    /// The day.
    pub date: Option<String>,
    /// The rhythm.
    pub recurrence: Option<String>,
    /// The time limit.
    pub duration: Option<String>,
}

/// A mark that rows give as `true` or as a text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Flag {
    /// Given as a truth value.
    Set(bool),
    /// Given as a text that tells why.
    Reason(String),
    /// Not given.
    #[default]
    Missing,
}

impl Flag {
    /// Whether the mark is there.
    pub fn is_set(&self) -> bool {
        match self {
            Flag::Set(set) => *set,
            Flag::Reason(reason) => !reason.is_empty(),
            Flag::Missing => false,
        }
    }
}

/// The rows of a gold file's text.
pub fn gold_obligations(jsonl: &str) -> Result<Vec<GoldObligation>, EvaluateError> {
    rows(jsonl)
}

/// The rows of a gold file's text, whatever they are about.
pub(super) fn rows<Row: DeserializeOwned>(jsonl: &str) -> Result<Vec<Row>, EvaluateError> {
    jsonl
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| EvaluateError::Row {
                line: index + 1,
                message: error.to_string(),
            })
        })
        .collect()
}
