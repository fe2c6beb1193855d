//! `styringsgraf documents`: what is in the store.

use super::args::{Arguments, Documents};
use super::output::print_list;
use super::view::DocumentView;
use super::{Finding, archive};

pub(super) fn run(arguments: &Arguments, command: &Documents) -> anyhow::Result<Finding> {
    let snapshot = archive(arguments)?.snapshot();
    let documents = snapshot.documents().iter();
    let rows: Vec<DocumentView> = documents
        .map(|document| DocumentView::of(document))
        .collect();
    print_list(&rows, command.format)?;
    Ok(match rows.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}
