//! Front matter: YAML between two lines of three hyphens at the start of a text of any format.
//!
//! It is written by hand and by many systems, so that what one line says is used though another is wrong.

use crate::model::{Note, Outline, Span};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads front matter into the outline and tells at which byte the body starts.
///
/// Broken front matter becomes a note; the body is read all the same.
pub(super) fn read(content: &str, outline: &mut Outline) -> usize {
    let Some(first) = content.lines().next() else {
        return 0;
    };
    if first.trim_end() != "---" {
        return 0;
    }
    let start = content.find('\n').map_or(content.len(), |at| at + 1);
    let mut end = None;
    let mut at = start;
    for line in content[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            end = Some((at, at + line.len()));
            break;
        }
        at += line.len();
        if at - start > 64 * 1024 {
            break;
        }
    }
    let Some((end, body)) = end else {
        if content[start..].lines().next().is_some_and(is_key) {
            outline.notes.push(Note {
                span: Span::new(0, first.len()),
                message: "the front matter has no closing `---`; it is read as text".to_owned(),
            });
        }
        return 0;
    };
    match serde_saphyr::from_str::<BTreeMap<String, Value>>(&content[start..end]) {
        Ok(values) => {
            for (key, value) in values {
                if let Some(written) = written(&value) {
                    let span = place(content, start, end, &key);
                    outline.front.insert(key, (written, span));
                }
            }
        }
        Err(error) => {
            let line = error
                .location()
                .map_or(1, |location| location.line() as usize);
            outline.notes.push(Note {
                span: line_span(content, start, end, line),
                message: format!(
                    "the front matter is no valid YAML at line {}; its other lines are used; write `key: value` lines between two `---`",
                    line + 1
                ),
            });
            line_by_line(content, start, end, outline);
        }
    }
    body
}

/// Reads front matter that is no YAML: each line `key: value` that stands at the margin and can be read.
fn line_by_line(content: &str, start: usize, end: usize, outline: &mut Outline) {
    let mut at = start;
    for line in content[start..end].split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if !is_key(line) {
            continue;
        }
        let Some((key, written_value)) = line.split_once(':') else {
            continue;
        };
        let value = match serde_saphyr::from_str::<Value>(written_value.trim()) {
            Ok(value) => written(&value),
            Err(_) => Some(written_value.trim().to_owned()),
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            outline.front.entry(key.to_owned()).or_insert((value, span));
        }
    }
}

fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    })
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        // A person or body: `creator: {name: …}`.
        Value::Object(fields) => ["name", "navn", "namn", "title", "tittel"]
            .iter()
            .find_map(|key| fields.get(*key))
            .and_then(written),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().filter_map(written).collect();
            Some(values.join(", "))
        }
    }
}

/// The line that begins with the key.
fn place(content: &str, start: usize, end: usize, key: &str) -> Span {
    let mut at = start;
    for line in content[start..end].split_inclusive('\n') {
        let name = line.trim_start().trim_start_matches(['"', '\'']);
        if let Some(rest) = name.strip_prefix(key)
            && rest
                .trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(':')
        {
            return Span::new(at, at + line.trim_end().len());
        }
        at += line.len();
    }
    Span::new(start, end)
}

fn line_span(content: &str, start: usize, end: usize, line: usize) -> Span {
    let mut at = start;
    for (index, text) in content[start..end].split_inclusive('\n').enumerate() {
        if index + 1 == line {
            return Span::new(at, at + text.trim_end().len());
        }
        at += text.len();
    }
    Span::new(start, end)
}
