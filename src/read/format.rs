//! Which format a file is, by its first bytes, its content and its name.

use super::error::Foreign;
use crate::model::Format;

/// A known format that is not read.
pub(super) fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xd0\xcf\x11\xe0") {
        return Some(Foreign::OldOffice);
    }
    if starts(b"{\\rtf") {
        return Some(Foreign::RichText);
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"II*\0") {
        return Some(Foreign::Image);
    }
    if starts(b"\x1f\x8b") {
        return Some(Foreign::Gzip);
    }
    is_mail(bytes).then_some(Foreign::Mail)
}

/// Whether a file is a ZIP package: an office document or an archive.
pub(super) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a file begins with the head of an e-mail: lines `Name: value`, among them what only mail has.
fn is_mail(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let mut marks = 0;
    for line in head.split(|byte| *byte == b'\n').take(40) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(end) = line.iter().position(|byte| *byte == b':') else {
            return false;
        };
        let name = line[..end].to_ascii_lowercase();
        marks += usize::from(matches!(
            name.as_slice(),
            b"message-id" | b"mime-version" | b"received" | b"return-path" | b"content-type"
        ));
    }
    marks > 1
}

/// The media type that stands for a format.
pub(super) fn media_type(format: Format) -> &'static str {
    match format {
        Format::Plain => "text/plain",
        Format::Markdown => "text/markdown",
        Format::Html => "text/html",
        Format::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::OpenDocument => "application/vnd.oasis.opendocument.text",
        Format::Pdf => "application/pdf",
    }
}

/// The format. The extension decides for `.md` and `.html`; a `.txt` may hold Markdown or HTML all the same.
pub(super) fn of(content: &str, file_name: &str) -> Format {
    let extension = file_name
        .rsplit_once('.')
        .map_or(String::new(), |(_, extension)| extension.to_lowercase());
    match extension.as_str() {
        "md" | "markdown" | "mdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        _ if is_html(content) => Format::Html,
        _ if is_markdown(content) => Format::Markdown,
        _ => Format::Plain,
    }
}

fn is_html(content: &str) -> bool {
    let head = content.trim_start();
    let head = head.get(..15).unwrap_or(head).to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Two headings with `#`, or one together with front matter, bold or a pipe table.
fn is_markdown(content: &str) -> bool {
    let mut headings = 0;
    let mut others = 0;
    if content.starts_with("---\n") || content.starts_with("---\r\n") {
        others += 1;
    }
    for line in content.lines().take(2000) {
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ') {
            headings += 1;
        } else if line.starts_with("**") || line.starts_with("|--") || line.starts_with("| ") {
            others += 1;
        }
        if headings > 1 || headings == 1 && others > 0 {
            return true;
        }
    }
    false
}
