//! Tests of reading: bytes → text or a refusal.

use super::*;

#[track_caller]
fn check(bytes: &[u8], file_name: &str, format: Format, encoding: &str, content: &str) {
    let text = read(bytes, file_name).unwrap();
    assert_eq!(text.format, format);
    assert_eq!(text.source.encoding, encoding);
    assert_eq!(text.content, content);
    assert_eq!(text.source.bytes, bytes.len() as u64);
    assert_eq!(text.source.sha256.len(), 64);
}

#[track_caller]
fn check_refused(bytes: &[u8], message: &str) {
    let error = read(bytes, "brev.txt").unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[track_caller]
fn check_pages(content: &str, firsts: &[&str]) {
    let text = read(content.as_bytes(), "brev.txt").unwrap();
    let found: Vec<&str> = text
        .pages
        .iter()
        .map(|start| {
            content[*start as usize..]
                .lines()
                .next()
                .unwrap_or_default()
                .trim()
        })
        .collect();
    assert_eq!(found, firsts);
}

#[test]
fn encodings_are_told_by_the_bytes() {
    check("Går".as_bytes(), "a.txt", Format::Plain, "utf-8", "Går");
    check(
        b"\xef\xbb\xbfG\xc3\xa5r",
        "a.txt",
        Format::Plain,
        "utf-8",
        "Går",
    );
    check(
        b"G\xe5r \x96 n\xe5",
        "a.txt",
        Format::Plain,
        "windows-1252",
        "Går – nå",
    );
    check(
        b"\xff\xfeG\0\xe5\0r\0",
        "a.txt",
        Format::Plain,
        "utf-16le",
        "Går",
    );
    check(
        b"\xfe\xff\0G\0\xe5\0r",
        "a.txt",
        Format::Plain,
        "utf-16be",
        "Går",
    );
}

#[test]
fn formats_are_told_by_name_and_content() {
    let format = |content: &str, name: &str| read(content.as_bytes(), name).unwrap().format;
    assert_eq!(format("Hei", "a.md"), Format::Markdown);
    assert_eq!(format("Hei", "a.html"), Format::Html);
    assert_eq!(format("<!DOCTYPE html><p>Hei", "a.txt"), Format::Html);
    assert_eq!(format("# A\n\nx\n\n## B\n", "a.txt"), Format::Markdown);
    assert_eq!(format("---\nyear: 2024\n---\n# A\n", "-"), Format::Markdown);
    assert_eq!(format("# 1 av 3\n\nHei", "a.txt"), Format::Plain);
}

#[test]
fn what_is_no_text_is_refused_in_one_sentence() {
    check_refused(b"", "`brev.txt` is empty; give a file that holds a letter");
    check_refused(
        b" \n\t\n",
        "`brev.txt` is empty; give a file that holds a letter",
    );
    check_refused(
        b"brev\0brev",
        "`brev.txt` holds binary data at byte 4; give a PDF, Word, ODT, HTML, Markdown or text file",
    );
    check_refused(
        b"\xe5\x01\x02",
        "`brev.txt` holds binary data at byte 1; give a PDF, Word, ODT, HTML, Markdown or text file",
    );
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let error = read_up_to(b"0123456789", "brev.txt", 9).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`brev.txt` has 10 bytes and the limit is 9; split it or give the letter alone"
    );
    assert!(read_up_to(b"0123456789", "brev.txt", 10).is_ok());
}

#[test]
fn form_feeds_start_pages() {
    check_pages(
        "Første side\n\x0cAndre side\n\x0c",
        &["Første side", "Andre side"],
    );
    check_pages("Bare en side\n", &[]);
}

#[test]
fn a_line_with_one_space_starts_a_page() {
    check_pages(
        " Forord \n\nTilsynet skal følge opp eiere av bygg i hele landet og \n i nabolandene. Det haster.\n",
        &["Forord", "i nabolandene. Det haster."],
    );
    check_pages(
        "Tilsynet skal gjøre det som står i dette brevet.\n 2. Mål \n\nMålet er trygge bygg.\n",
        &["Tilsynet skal gjøre det som står i dette brevet.", "2. Mål"],
    );
}

#[test]
fn a_page_has_more_than_one_line() {
    check_pages(
        "Redegjørelsen omfatter:\n\no Tilsyn med bygg\n o Tilsyn med veier som eies av andre\n Etaten bes om å telle byggene.\n",
        &[
            "Redegjørelsen omfatter:",
            "o Tilsyn med veier som eies av andre",
        ],
    );
}

#[test]
fn numbered_footers_end_pages() {
    check_pages(
        "Første side\n   innrykk\nSide 1 av 2\nAndre side\nSide 2 av 2\n",
        &["Første side", "Andre side"],
    );
    check_pages("Se tabellen på Side 1 av 2\nog resten.\n", &[]);
    check_pages("a) Tilsynet skal telle fugler i\n     Nord-Norge.\n", &[]);
}

#[test]
fn items_with_lost_bullets_start_no_pages() {
    check_pages(
        "Oppdrag \n Tilsynet skal telle.\n Tilsynet skal måle.\n\nFerdig.\n",
        &[],
    );
}
