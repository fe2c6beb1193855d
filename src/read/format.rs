//! Which format a file is, by its first bytes, its content and its name.

use crate::model::Format;

/// A known format that is no text, and how to turn it into text.
pub(super) fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let head = &bytes[..bytes.len().min(1024)];
    let starts = |magic: &[u8]| head.starts_with(magic);
    if memchr::memmem::find(head, b"%PDF-").is_some_and(|at| at < 64) {
        return Some(("a PDF", "for example with `pdftotext`"));
    }
    if starts(b"PK\x03\x04") {
        let is_word = memchr::memmem::find(&bytes[..bytes.len().min(8192)], b"word/").is_some();
        return Some(if is_word {
            ("a Word document", "for example with `pandoc -t markdown`")
        } else {
            (
                "a ZIP archive or an office document",
                "for example with `pandoc -t markdown`",
            )
        });
    }
    if starts(b"\xd0\xcf\x11\xe0") {
        return Some((
            "an old Office document",
            "for example by saving it as plain text",
        ));
    }
    if starts(b"{\\rtf") {
        return Some(("rich text (RTF)", "for example by saving it as plain text"));
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"II*\0") {
        return Some(("an image", "for example with OCR"));
    }
    if starts(b"\x1f\x8b") {
        return Some(("compressed with gzip", "for example with `gunzip`"));
    }
    None
}

/// The media type that stands for a format.
pub(super) fn media_type(format: Format) -> &'static str {
    match format {
        Format::Plain => "text/plain",
        Format::Markdown => "text/markdown",
        Format::Html => "text/html",
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
