//! Office documents: which kind a ZIP package is, and its reader.

use super::error::Foreign;
use super::package::Package;
use super::page::Writer;
use super::xml::Fault;
use super::{ENDINGS, ReadError, odt, source, word};
use crate::model::{Basis, Format, Text};

/// Bytes that the letters of an archive may unpack to together.
const UNPACKED: usize = 512 * 1024 * 1024;

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

/// The letters in an archive that is no document itself.
pub(super) fn letters(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut package = Package::open(bytes).ok()?;
    if word::is_word(&package) || package.has("mimetype") || package.has("[Content_Types].xml") {
        return None;
    }
    let names: Vec<String> = package.names().filter(|name| is_letter(name)).collect();
    let mut letters = Vec::new();
    let mut left = UNPACKED;
    for name in names {
        let Ok(Some(part)) = package.part(&name) else {
            continue;
        };
        left = left.checked_sub(part.len())?;
        let short = name.rsplit('/').next().unwrap_or(&name);
        letters.push((short.to_owned(), part));
    }
    Some(letters)
}

fn is_letter(name: &str) -> bool {
    let is_hidden = name
        .split('/')
        .any(|step| step.starts_with('.') || step.starts_with("__"));
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    !is_hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
