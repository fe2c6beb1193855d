//! `styringsgraf show ID`: one thing, with the words that prove it.

use super::args::{Arguments, Show};
use super::obligations::nearest;
use super::output::{print_json, say};
use super::view::{self, DocumentView, ObligationView};
use super::{Finding, archive};
use crate::archive::Snapshot;
use crate::model::{Document, Evidence, Obligation};
use anyhow::bail;
use serde_json::json;

pub(super) fn run(arguments: &Arguments, command: &Show) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    let (kind, slug) = command
        .id
        .split_once(':')
        .unwrap_or(("document", &command.id));
    match kind {
        "document" => show_document(&snapshot, slug, command.json),
        "obligation" => show_obligation(&snapshot, slug, command.json),
        "section" => show_section(&snapshot, slug, command.json),
        "unit" => {
            let Some(unit) = snapshot.vocabulary().unit(slug) else {
                let slugs = snapshot
                    .vocabulary()
                    .units()
                    .iter()
                    .map(|unit| unit.slug.as_str());
                bail!("there is no unit `{slug}`{}", nearest(slug, slugs));
            };
            show_value(unit, command.json)
        }
        "target-group" => {
            let Some(group) = snapshot.vocabulary().target_group(slug) else {
                let groups = snapshot.vocabulary().target_groups().iter();
                let hint = nearest(slug, groups.map(|group| group.slug.as_str()));
                bail!("there is no target group `{slug}`{hint}");
            };
            show_value(group, command.json)
        }
        "indicator" | "goal" | "priority" | "recommendation" => {
            let Some(value) = listed(&snapshot, kind, slug) else {
                bail!("there is no {kind} `{slug}`; `styringsgraf export` lists all ids");
            };
            show_value(&value, command.json)
        }
        other => bail!(
            "`{other}` is no type of id; the types are document, section, obligation, goal, priority, indicator, recommendation, unit and target-group"
        ),
    }
}

fn document<'a>(snapshot: &'a Snapshot, id: &str) -> anyhow::Result<&'a Document> {
    let Some(document) = snapshot.document(id) else {
        let ids = snapshot
            .documents()
            .iter()
            .map(|document| document.id.as_str());
        bail!("there is no document `{id}`{}", nearest(id, ids));
    };
    Ok(document)
}

fn show_document(snapshot: &Snapshot, id: &str, json: bool) -> anyhow::Result<Finding> {
    let document = document(snapshot, id)?;
    let summary = DocumentView::of(document);
    if json {
        let sections: Vec<&str> = document
            .outline
            .sections
            .iter()
            .map(|s| s.path.as_str())
            .collect();
        print_json(&json!({ "document": summary, "sections": sections }))?;
        return Ok(Finding::Found);
    }
    say!("{}\n", summary.title);
    say!("id         {}", summary.id);
    say!("kind       {}", summary.kind);
    say!(
        "year       {}",
        summary
            .year
            .map_or("not found".into(), |year| year.to_string())
    );
    say!(
        "from       {}",
        summary.sender.as_deref().unwrap_or("not found")
    );
    say!(
        "to         {}",
        summary.recipient.as_deref().unwrap_or("not found")
    );
    say!(
        "source     {} ({} bytes)\n",
        summary.file_name,
        summary.bytes
    );
    let mut counts = vec![0; document.outline.sections.len()];
    for obligation in &document.facts.obligations {
        counts[obligation.section as usize] += 1;
    }
    for (section, count) in document.outline.sections.iter().zip(counts).skip(1) {
        let indent = "  ".repeat(section.level.saturating_sub(1) as usize);
        let number = section.number.as_deref().unwrap_or_default();
        let count = match count {
            0 => String::new(),
            count => format!("  [{count}]"),
        };
        say!("{indent}{number} {}{count}", section.heading);
    }
    Ok(Finding::Found)
}

fn show_section(snapshot: &Snapshot, slug: &str, json: bool) -> anyhow::Result<Finding> {
    let (id, path) = slug.split_once('/').unwrap_or((slug, ""));
    let document = document(snapshot, id)?;
    let Some(section) = document
        .outline
        .sections
        .iter()
        .find(|section| section.path == path)
    else {
        let paths = document
            .outline
            .sections
            .iter()
            .map(|section| section.path.as_str());
        bail!(
            "document `{id}` has no section `{path}`{}",
            nearest(path, paths)
        );
    };
    let text = document.text.slice(section.span);
    if json {
        print_json(
            &json!({ "id": format!("section:{slug}"), "heading": section.heading, "text": text }),
        )?;
    } else {
        say!("{text}");
    }
    Ok(Finding::Found)
}

fn show_obligation(snapshot: &Snapshot, slug: &str, json: bool) -> anyhow::Result<Finding> {
    let id = slug.split('/').next().unwrap_or_default();
    let document = document(snapshot, id)?;
    let Some(obligation) = document
        .facts
        .obligations
        .iter()
        .find(|found| found.id == slug)
    else {
        bail!(
            "document `{id}` has no requirement `{slug}`; `styringsgraf obligations --document {id}` lists them"
        );
    };
    let summary = ObligationView::of(document, obligation);
    let proofs = evidence(obligation);
    if json {
        let proofs: Vec<_> = proofs
            .iter()
            .map(|(attribute, proof)| {
                json!({
                    "attribute": attribute,
                    "quote": document.text.quote(&proof.spans),
                    "span": proof.extent(),
                    "rule": proof.rule,
                    "confidence": proof.confidence,
                })
            })
            .collect();
        print_json(&json!({ "obligation": summary, "evidence": proofs }))?;
        return Ok(Finding::Found);
    }
    say!("{}\n", summary.text);
    say!(
        "{} {}, {} {}",
        summary.modality,
        summary.kind,
        summary.section,
        summary.heading
    );
    say!(
        "{}\n",
        view::place(
            &document.text,
            obligation.spans.first().map_or(0, |span| span.start)
        )
    );
    for (attribute, proof) in proofs {
        say!(
            "{attribute:<44} \u{ab}{}\u{bb} ({})",
            document.text.quote(&proof.spans),
            proof.rule
        );
    }
    Ok(Finding::Found)
}

/// Every attribute of a requirement with its proof.
fn evidence(obligation: &Obligation) -> Vec<(String, &Evidence)> {
    let mut proofs = vec![
        (
            format!("modality {}", view::modality(obligation.modality.value)),
            &obligation.modality.evidence,
        ),
        (
            format!("kind {}", view::obligation_kind(obligation.kind.value)),
            &obligation.kind.evidence,
        ),
    ];
    for unit in &obligation.units {
        let word = if unit.explicit {
            "unit"
        } else {
            "unit (implied)"
        };
        proofs.push((format!("{word} {}", unit.unit), &unit.evidence));
    }
    let named = [
        ("partner", &obligation.partners),
        ("target group", &obligation.target_groups),
    ];
    for (word, list) in named {
        proofs.extend(
            list.iter()
                .map(|found| (format!("{word} {}", found.value), &found.evidence)),
        );
    }
    for deadline in &obligation.deadlines {
        proofs.push((
            format!("deadline {}", deadline.value.text),
            &deadline.evidence,
        ));
    }
    for legal in &obligation.legal {
        proofs.push((format!("law {}", legal.value.citation), &legal.evidence));
    }
    for reference in &obligation.documents {
        proofs.push((
            format!("document {}", reference.value.citation),
            &reference.evidence,
        ));
    }
    proofs
}

fn listed(snapshot: &Snapshot, kind: &str, slug: &str) -> Option<serde_json::Value> {
    let document = snapshot.document(slug.split('/').next()?)?;
    let facts = &document.facts;
    let value = match kind {
        "indicator" => {
            serde_json::to_value(facts.indicators.iter().find(|found| found.id == slug)?)
        }
        "goal" => serde_json::to_value(facts.goals.iter().find(|found| found.id == slug)?),
        "priority" => serde_json::to_value(facts.priorities.iter().find(|found| found.id == slug)?),
        _ => serde_json::to_value(
            facts
                .recommendations
                .iter()
                .find(|found| found.id == slug)?,
        ),
    };
    value.ok()
}

fn show_value(value: &impl serde::Serialize, json: bool) -> anyhow::Result<Finding> {
    if json {
        print_json(value)?;
        return Ok(Finding::Found);
    }
    if let serde_json::Value::Object(fields) = serde_json::to_value(value)? {
        for (key, value) in fields {
            match value {
                serde_json::Value::Null => {}
                serde_json::Value::String(text) => say!("{key:<12} {text}"),
                other => say!("{key:<12} {other}"),
            }
        }
    }
    Ok(Finding::Found)
}
