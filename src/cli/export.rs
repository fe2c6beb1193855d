//! `styringsgraf export`: every fact, for other programs.

use super::args::{Arguments, Export, ExportFormat, ListFormat};
use super::output::print_list;
use super::terminal::output;
use super::view::{DocumentView, ObligationView};
use super::{Finding, archive};
use crate::archive::Snapshot;
use crate::model::{Assignment, Document};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn run(arguments: &Arguments, command: &Export) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    match command.format {
        ExportFormat::Jsonl => {
            let mut out = std::io::BufWriter::new(output());
            for document in snapshot.documents() {
                write_document(&mut out, document)?;
            }
            out.flush()?;
        }
        ExportFormat::Csv => print_list(&requirements(&snapshot), ListFormat::Csv)?,
        ExportFormat::Dot => {
            output().write_all(snapshot.graph().dot().as_bytes())?;
        }
    }
    Ok(match snapshot.documents().is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

fn requirements(snapshot: &Snapshot) -> Vec<ObligationView> {
    let documents = snapshot.documents().iter();
    documents
        .flat_map(|document| {
            let all = document.facts.obligations.iter();
            all.map(|obligation| ObligationView::of(document, obligation))
        })
        .collect()
}

fn write_document(out: &mut impl Write, document: &Document) -> anyhow::Result<()> {
    let facts = &document.facts;
    write_line(out, "document", &DocumentView::of(document))?;
    for section in &document.outline.sections {
        let id = format!("{}/{}", document.id, section.path);
        let line = json!({
            "id": id, "number": section.number, "heading": section.heading,
            "level": section.level, "span": section.span,
        });
        write_line(out, "section", &line)?;
    }
    for obligation in &facts.obligations {
        write_line(out, "obligation", &ObligationView::of(document, obligation))?;
    }
    for assignment in &facts.assignments {
        write_line(out, "assignment", &assignment_line(document, assignment))?;
    }
    write_all(out, "goal", &document.id, &facts.goals)?;
    write_all(out, "priority", &document.id, &facts.priorities)?;
    write_all(out, "indicator", &document.id, &facts.indicators)?;
    write_all(out, "budgetItem", &document.id, &facts.budget)?;
    write_all(out, "calendarEntry", &document.id, &facts.calendar)?;
    write_all(out, "recommendation", &document.id, &facts.recommendations)?;
    write_all(out, "figure", &document.id, &facts.figures)
}

/// An assignment with the ids of its requirements.
fn assignment_line(document: &Document, assignment: &Assignment) -> Value {
    let ids: Vec<&str> = assignment
        .obligations
        .iter()
        .map(|index| document.facts.obligations[*index as usize].id.as_str())
        .collect();
    let due: Vec<Value> = assignment
        .deadlines
        .iter()
        .map(|found| json!({ "text": found.value.text, "date": found.value.date }))
        .collect();
    json!({
        "id": assignment.id,
        "document": document.id,
        "officialId": assignment.official_id.as_ref().map(|found| &found.value),
        "title": assignment.title,
        "department": assignment.department.as_ref().map(|found| &found.value),
        "deadlines": due,
        "obligations": ids,
        "parent": assignment.parent.map(|parent| &document.facts.assignments[parent as usize].id),
    })
}

fn write_all<T: Serialize>(
    out: &mut impl Write,
    kind: &str,
    document: &str,
    facts: &[T],
) -> anyhow::Result<()> {
    for fact in facts {
        let mut value = serde_json::to_value(fact)?;
        if let Value::Object(fields) = &mut value {
            fields.insert("document".to_owned(), json!(document));
        }
        write_line(out, kind, &value)?;
    }
    Ok(())
}

fn write_line(out: &mut impl Write, kind: &str, fact: &impl Serialize) -> anyhow::Result<()> {
    let mut value = serde_json::to_value(fact)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("type".to_owned(), json!(kind));
    }
    serde_json::to_writer(&mut *out, &value)?;
    writeln!(out)?;
    Ok(())
}
