//! Files that tests make: packages of parts and PDFs of one page.

use std::io::Write;

/// A package of parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A PDF of one page with this content; objects from number 6 on and the catalog's entries are given.
/// `/F` is Helvetica, `/B` the same in bold.
pub(super) fn pdf(content: &str, catalog: &str, more: &[&str]) -> Vec<u8> {
    let stream = format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    );
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    };
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R /B 6 0 R >> >> >>".to_owned(),
        stream,
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = bytes.len();
    let count = objects.len() + 1;
    bytes.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let end = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
    bytes.extend(end.bytes());
    bytes
}

/// Words at a place, in points from the left and the top: `size` and face before them.
pub(super) fn at(x: u32, y: u32, face: &str, words: &str) -> String {
    format!("BT {face} Tf {x} {} Td ({words}) Tj ET\n", 842 - y)
}
