//! PDF → text with layout: by the structure tree where the file has one that holds its text, by the places
//! of the words where it has none.

mod column;
mod draft;
mod flow;
mod glyph;
mod line;
mod loose;
mod places;
mod ruled;
mod structure;
mod tags;

use super::page::Writer;
use super::{ReadError, source};
use crate::model::{Basis, Format, Text};
use glyph::Drawing;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages of a letter.
const PAGES: usize = 5_000;
/// The part of the glyphs that the structure tree must place for it to be believed.
const COVERED: f32 = 0.95;

/// Whether a file is a PDF. A few bytes may stand before its mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    let broken = || ReadError::Broken {
        file: file_name.to_owned(),
        format: Some(Format::Pdf),
    };
    // What the reader of the format itself fails on is a damaged file.
    let done = catch_unwind(AssertUnwindSafe(|| unguarded(bytes, file_name)));
    done.unwrap_or_else(|_| Err(broken()))
}

fn unguarded(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    let file = || file_name.to_owned();
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            ReadError::Protected { file: file() }
        }
        _ => ReadError::Broken {
            file: file(),
            format: Some(Format::Pdf),
        },
    })?;
    let count = pdf.pages().len();
    if count > PAGES {
        return Err(ReadError::Beyond { file: file() });
    }
    let tree = structure::tree(&pdf);
    let drawings =
        glyph::drawings(&pdf, false).ok_or_else(|| ReadError::Beyond { file: file() })?;
    let is_written = |drawing: &Drawing| {
        let glyphs = drawing.glyphs.iter();
        glyphs
            .filter(|glyph| glyph.character.is_alphanumeric())
            .count()
            > 2
    };
    let blank: Vec<usize> = (0..drawings.len())
        .filter(|at| !is_written(&drawings[*at]) && drawings[*at].has_image)
        .collect();
    if !drawings.iter().any(is_written) {
        return Err(if count == 0 {
            ReadError::Empty { file: file() }
        } else {
            ReadError::Scan {
                file: file(),
                pages: count,
            }
        });
    }
    let mut writer = Writer::default();
    let marked = tags::Marked::of(&drawings);
    let basis = match tree.filter(|tree| marked.covered(tree) >= COVERED) {
        Some(tree) => {
            let known = drawings
                .iter()
                .flat_map(|drawing| line::words(&line::runs(drawing)))
                .collect();
            tags::write(&tree, &marked, &known, &mut writer);
            Basis::Tags
        }
        None => {
            places::write(&drawings, &mut writer);
            writer.note(
                "the PDF is not tagged: headings, lists and tables were read by where they stand and may be wrong; a tagged PDF or the Word file is read more surely"
                    .to_owned(),
            );
            Basis::Places
        }
    };
    if !blank.is_empty() {
        let pages: Vec<String> = blank.iter().map(|at| (at + 1).to_string()).collect();
        writer.note(format!(
            "{} pages hold no text but a picture and were not read: {}; make them readable first, for example with `ocrmypdf -l nor`",
            pages.len(),
            pages[..pages.len().min(20)].join(", ")
        ));
    }
    let source = source(bytes, file_name, Format::Pdf, "utf-8");
    Ok(writer.finish(Format::Pdf, basis, source))
}
