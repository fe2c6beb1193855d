//! `styringsgraf generate`: made letters in a folder, with the truth about their links beside them.

use super::Finding;
use super::args::Generate;
use super::output::say;
use crate::generate::{Plan, letters};
use anyhow::Context;
use std::fs::{self, File};
use std::io::{BufWriter, Write};

pub(super) fn run(command: &Generate) -> anyhow::Result<Finding> {
    let plan = Plan {
        letters: command.letters,
        seed: command.seed,
        bytes: command.bytes,
    };
    let folder = &command.folder;
    let cannot = || format!("cannot write into `{}`", folder.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    let truth = File::create(folder.join("truth.jsonl")).with_context(cannot)?;
    let mut truth = BufWriter::new(truth);
    let (mut count, mut links) = (0, 0);
    for letter in letters(&plan) {
        fs::write(folder.join(&letter.file), &letter.text).with_context(cannot)?;
        for row in &letter.truths {
            serde_json::to_writer(&mut truth, row)?;
            truth.write_all(b"\n").with_context(cannot)?;
            links += 1;
        }
        count += 1;
    }
    truth.flush().with_context(cannot)?;
    say!(
        "{count} letters, {links} links known, in {}",
        folder.display()
    );
    Ok(Finding::Found)
}
