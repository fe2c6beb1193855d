//! `styringsgraf reindex`: reads every stored text anew.

use super::args::Arguments;
use super::output::say;
use super::terminal::tell;
use super::{Finding, archive_to_change};
use crate::model::READER;

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Finding> {
    let archive = archive_to_change(arguments)?;
    let mut count = 0;
    let mut batch = archive.batch();
    batch.reindex(|id| {
        count += 1;
        say!("read      {id}");
    })?;
    batch.finish()?;
    let snapshot = archive.snapshot();
    let documents = snapshot.documents().iter();
    let old = documents
        .filter(|document| document.text.reader < READER)
        .count();
    if old > 0 {
        tell!(
            "note: the files of {old} documents were read by an older version of this program; ingest them again to have them read better"
        );
    }
    Ok(match count {
        0 => Finding::Nothing,
        _ => Finding::Found,
    })
}
