//! Front matter: YAML between two lines of three hyphens at the start of a Markdown file.

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
                    "the front matter is no valid YAML at line {}; write `key: value` lines between two `---`",
                    line + 1
                ),
            });
        }
    }
    body
}

fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
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
