//! `styringsgraf reindex`: reads every stored text anew.

use super::args::Arguments;
use super::output::say;
use super::{Finding, archive_to_change};

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Finding> {
    let archive = archive_to_change(arguments)?;
    let mut count = 0;
    let mut batch = archive.batch();
    batch.reindex(|id| {
        count += 1;
        say!("read      {id}");
    })?;
    batch.finish()?;
    Ok(match count {
        0 => Finding::Nothing,
        _ => Finding::Found,
    })
}
