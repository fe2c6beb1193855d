//! `styringsgraf obligations`: the requirements that pass a filter.

use super::args::{Arguments, Filter, ListFormat, Obligations};
use super::output::print_list;
use super::terminal::tell;
use super::view::ObligationView;
use super::{Finding, archive};
use crate::archive::Snapshot;
use anyhow::bail;

pub(super) fn run(arguments: &Arguments, command: &Obligations) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    check_names(&snapshot, &command.filter)?;
    let found = snapshot.obligations(&command.filter.model(), command.order.model());
    let rows: Vec<ObligationView> = found
        .iter()
        .map(|reference| {
            let document = &snapshot.documents()[reference.document as usize];
            ObligationView::of(document, reference.of(snapshot.documents()))
        })
        .collect();
    print_list(&rows, command.format)?;
    if command.format == ListFormat::Table {
        tell!(
            "{} requirements in {} documents read",
            rows.len(),
            snapshot.documents().len()
        );
    }
    Ok(match rows.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

/// A misspelt slug must not look like an empty answer.
pub(super) fn check_names(snapshot: &Snapshot, filter: &Filter) -> anyhow::Result<()> {
    let model = filter.model();
    let vocabulary = snapshot.vocabulary();
    for unit in &model.units {
        if vocabulary.unit(unit).is_none() {
            let slugs = vocabulary.units().iter().map(|unit| unit.slug.as_str());
            bail!("there is no unit `{unit}`{}", nearest(unit, slugs));
        }
    }
    for group in &model.target_groups {
        if vocabulary.target_group(group).is_none() {
            let slugs = vocabulary
                .target_groups()
                .iter()
                .map(|group| group.slug.as_str());
            bail!(
                "there is no target group `{group}`{}",
                nearest(group, slugs)
            );
        }
    }
    for document in &model.documents {
        if snapshot.document(document).is_none() {
            let ids = snapshot
                .documents()
                .iter()
                .map(|document| document.id.as_str());
            bail!(
                "there is no document `{document}`{}",
                nearest(document, ids)
            );
        }
    }
    Ok(())
}

/// "; did you mean `x`" for the name most like the one wanted, or nothing.
pub(super) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    let likeness = |name: &str| strsim::jaro_winkler(wanted, name);
    let best = names
        .map(|name| (likeness(name), name))
        .max_by(|left, right| left.0.total_cmp(&right.0));
    match best {
        Some((likeness, name)) if likeness >= 0.8 => format!("; did you mean `{name}`"),
        _ => String::new(),
    }
}
