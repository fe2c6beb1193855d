//! Office documents: which kind a ZIP package is, and its reader.

use super::error::Foreign;
use super::package::Package;
use super::page::Writer;
use super::xml::Fault;
use super::{ReadError, odt, source, word};
use crate::model::{Basis, Format, Text};

/// Reads a Word or OpenDocument text.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Text, ReadError> {
    let file = || file_name.to_owned();
    let told = |fault: Fault, format| match fault {
        Fault::Broken => ReadError::Broken {
            file: file(),
            format,
        },
        Fault::Beyond => ReadError::Beyond { file: file() },
    };
    let mut package = Package::open(bytes).map_err(|fault| told(fault, None))?;
    if package.is_encrypted() {
        return Err(ReadError::Protected { file: file() });
    }
    type Read = fn(&mut Package<'_>) -> Result<Writer, Fault>;
    let (format, read): (_, Read) = if word::is_word(&package) {
        (Format::Word, word::read)
    } else if odt::is_odt(&mut package) {
        (Format::OpenDocument, odt::read)
    } else {
        return Err(ReadError::NotText {
            file: file(),
            kind: foreign(&package),
        });
    };
    let writer = read(&mut package).map_err(|fault| told(fault, Some(format)))?;
    if writer.blocks() == 0 {
        return Err(ReadError::Empty { file: file() });
    }
    let source = source(bytes, file_name, format, "utf-8");
    Ok(writer.finish(format, Basis::Styles, source))
}

/// What a package is that holds no text document.
fn foreign(package: &Package<'_>) -> Foreign {
    let any = |start: &str| package.names().any(|name| name.starts_with(start));
    if any("xl/") || any("Object 1/") {
        Foreign::Sheet
    } else if any("ppt/") {
        Foreign::Slides
    } else if any("Index/") || any("index.apxl") {
        Foreign::Pages
    } else {
        Foreign::Archive
    }
}
