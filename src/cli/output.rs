//! Lists on standard output: tables for people, JSON and CSV for programs.

use super::args::ListFormat;
use super::terminal::output;
use crate::model::cell;
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Prints a line. A reader that is gone, as behind `| head`, is no trouble: the work goes on.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(crate::cli::terminal::output(), $($words)*);
    }};
}
pub(super) use say;

/// A row of a list: an entry of the JSON array, and cells under the list's headings.
pub(super) trait Row: Serialize {
    /// Headings of table and CSV columns.
    const HEADINGS: &'static [&'static str];
    /// The cells, as many as there are headings.
    fn cells(&self) -> Vec<String>;
}

/// Prints a list in the form asked for.
pub(super) fn print_list<R: Row>(rows: &[R], format: ListFormat) -> anyhow::Result<()> {
    let mut out = output();
    match format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, rows)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(R::HEADINGS)?;
            for row in rows {
                let cells = row.cells();
                writer.write_record(cells.iter().map(|text| cell(text).into_owned()))?;
            }
            writer.flush()?;
        }
        ListFormat::Table => {
            let mut table = Table::new();
            table.load_style(presets::UTF8_BORDERS_ONLY);
            table.set_content_arrangement(ContentArrangement::Dynamic);
            if !std::io::stdout().is_terminal() {
                // A file or a pipe has no width; long texts stay on one line each.
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
            table.set_header(R::HEADINGS.to_vec());
            for row in rows {
                table.add_row(row.cells());
            }
            writeln!(out, "{table}")?;
        }
    }
    Ok(())
}

/// Prints one thing as indented JSON.
pub(super) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = output();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    Ok(())
}
