//! Tests of reading: bytes → text or a refusal.

use super::made::package;
use super::*;
use crate::model::Role;

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
fn a_stray_byte_costs_one_character() {
    let text = read(
        b"Tilsynet m\xc3\xa5 s\xc3\xb8rge \xff for b\xc3\xa5ter.",
        "a.txt",
    )
    .unwrap();
    assert_eq!(text.content, "Tilsynet må sørge \u{fffd} for båter.");
    assert_eq!(text.source.encoding, "utf-8");
    assert_eq!(text.layout.notes.len(), 1);
}

#[test]
fn utf_16_is_known_without_its_mark() {
    let bytes: Vec<u8> = "Tilsynet skal"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(&bytes, "a.txt", Format::Plain, "utf-16le", "Tilsynet skal");
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
        b"{\\rtf1 brev}",
        "`brev.txt` is rich text (RTF); open it and save it as .docx, .odt or PDF",
    );
    check_refused(
        b"\xd0\xcf\x11\xe0",
        "`brev.txt` is an old Office document or an Outlook message; open it and save it as .docx or PDF",
    );
    check_refused(
        b"Return-Path: <a@b>\r\nMessage-ID: <1>\r\nSubject: Brev\r\n\r\nTil Tilsynet",
        "`brev.txt` is an e-mail; save what is attached to it and give that",
    );
    check_refused(
        b"%PDF-1.7\n%\xe2\xe3",
        "`brev.txt` is damaged and cannot be read as a PDF; open it and save it anew",
    );
    check_refused(
        b"PK\x03\x04\x14\0\x06\0 word/document.xml",
        "`brev.txt` is damaged and cannot be read as an office document; open it and save it anew",
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

/// The blocks of a laid out file as lines: role and words; a star where all of it is bold.
pub(super) fn laid(bytes: &[u8], file_name: &str) -> String {
    let text = read(bytes, file_name).unwrap();
    let mut lines = Vec::new();
    for block in &text.layout.blocks {
        let role = match &block.role {
            Role::Heading { level, number } => {
                format!("h{level} {}", number.as_deref().unwrap_or("-"))
            }
            Role::Paragraph => "p".to_owned(),
            Role::Item { depth, marker } => format!("i{depth} {marker}"),
            Role::Cell(cell) => format!(
                "{} {},{} {}x{}",
                if cell.header { "th" } else { "td" },
                cell.row,
                cell.column,
                cell.rows,
                cell.columns
            ),
            Role::Footnote => "note".to_owned(),
        };
        let words: Vec<&str> = block.words.iter().map(|span| text.slice(*span)).collect();
        let bold = if block.bold { "*" } else { "" };
        lines.push(format!("{role}{bold}|{}", words.concat()));
    }
    lines.join("\n")
}

#[track_caller]
fn check_html(body: &str, expected: &[&str]) {
    let page =
        format!("<!doctype html><html><head><title>t</title></head><body>{body}</body></html>");
    assert_eq!(laid(page.as_bytes(), "brev.html"), expected.join("\n"));
}

#[test]
fn entities_are_the_characters_they_stand_for() {
    check_html(
        "<h2>1. M&aring;l</h2><p>Tilsynet b&oslash;r m&#229;le &sect;&nbsp;4 &amp; 5 &lt; 6 > 2.</p>",
        &["h2 -|1. Mål", "p|Tilsynet bør måle § 4 & 5 < 6 > 2."],
    );
}

#[test]
fn blocks_inside_items_and_cells_belong_to_them() {
    check_html(
        "<ol start=3><li><p>telle fjell</p><p>og daler</p><ul><li>små</li></ul></li><li>måle</li></ol>",
        &[
            "i1 3.|telle fjell",
            "i1 |og daler",
            "i2 •|små",
            "i1 4.|måle",
        ],
    );
    check_html(
        "<table><tr><th>Post<th>Krav<tr><td>1<td><p>Telle.</p><ul><li>a<li>b</ul></table>",
        &[
            "th 0,0 1x1|Post",
            "th 0,1 1x1|Krav",
            "td 1,0 1x1|1",
            "td 1,1 1x1|Telle.",
            "td 1,1 1x1|a",
            "td 1,1 1x1|b",
        ],
    );
}

#[test]
fn cells_cover_rows_and_columns() {
    check_html(
        "<table><tr><td rowspan=2>1400<td>01<td>5<tr><td>21<td>6<tr><td colspan=2>Sum<td>11</table>",
        &[
            "td 0,0 2x1|1400",
            "td 0,1 1x1|01",
            "td 0,2 1x1|5",
            "td 1,1 1x1|21",
            "td 1,2 1x1|6",
            "td 2,0 1x2|Sum",
            "td 2,2 1x1|11",
        ],
    );
}

#[test]
fn what_a_browser_does_not_show_is_left_out() {
    check_html(
        "<nav><p>Meny</p></nav><!-- <p>Gjemt</p> --><p hidden>Skjult</p><p style='display: none'>Borte</p>\
         <noscript>Uten</noscript><aside><h3>Side</h3></aside><p>Synlig <del>bør</del><ins>skal</ins>.</p><footer>Bunn</footer>",
        &["p|Synlig skal."],
    );
    check_html(
        "<p>Utenfor</p><main><p>Innenfor</p></main>",
        &["p|Innenfor"],
    );
}

#[test]
fn raised_figures_are_marks_and_powers() {
    check_html(
        "<p>Planen<sup>1</sup> gjelder 30 km<sup>2</sup>.</p>",
        &["p|Planen gjelder 30 km2."],
    );
}

#[test]
fn a_line_break_is_white_space_and_two_end_a_paragraph() {
    check_html(
        "<p>Tilsynet skal levere<br>plan.<br><br>Det haster.</p>",
        &["p|Tilsynet skal levere\nplan.", "p|Det haster."],
    );
}

#[test]
fn a_page_that_nests_without_end_is_refused() {
    let page = format!("<!doctype html>{}", "<div>".repeat(200_000));
    let error = read(page.as_bytes(), "brev.html").unwrap_err();
    assert_eq!(
        error,
        ReadError::Beyond {
            file: "brev.html".to_owned()
        }
    );
}

fn word(body: &str) -> Vec<u8> {
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Overskrift1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>"#;
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[
        ("word/document.xml", &document),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        (
            "word/footnotes.xml",
            r#"<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>En note.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        ),
    ])
}

fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[track_caller]
fn check_word(body: &str, expected: &[&str]) {
    assert_eq!(laid(&word(body), "brev.docx"), expected.join("\n"));
}

#[test]
fn automatic_numbers_are_counted_as_word_prints_them() {
    let heading = |level: u8, words: &str| {
        paragraph(&format!(r#"<w:pStyle w:val="Overskrift{level}"/>"#), words)
    };
    let body = [
        heading(1, "Mål"),
        heading(2, "Krav"),
        heading(2, "Tiltak"),
        heading(1, "Frister"),
        heading(2, "Vår"),
    ]
    .concat();
    check_word(
        &body,
        &[
            "h1 1|Mål",
            "h2 1.1|Krav",
            "h2 1.2|Tiltak",
            "h1 2|Frister",
            "h2 2.1|Vår",
        ],
    );
    let item = |list: u8, words: &str| {
        paragraph(
            &format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#),
            words,
        )
    };
    let body = [item(8, "telle"), item(8, "måle"), item(9, "veie")].concat();
    check_word(&body, &["i1 a)|telle", "i1 b)|måle", "i1 a)|veie"]);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    check_word(
        "<w:p><w:r><w:t xml:space=\"preserve\">Tilsynet </w:t></w:r><w:del><w:r><w:delText>bør</w:delText></w:r></w:del><w:ins><w:r><w:t>skal</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> telle.</w:t></w:r></w:p>",
        &["p|Tilsynet skal telle."],
    );
}

#[test]
fn footnotes_come_behind_their_paragraph() {
    check_word(
        "<w:p><w:r><w:t>Planen</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> gjelder.</w:t></w:r></w:p>",
        &["p|Planen gjelder.", "note|En note."],
    );
}

#[test]
fn merged_cells_are_one() {
    let cell = |properties: &str, words: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            paragraph("", words)
        )
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", "1400"),
            cell("", "01")
        ]),
        row(&[cell("<w:vMerge/>", ""), cell("", "21")]),
    );
    check_word(
        &body,
        &["td 0,0 2x1|1400", "td 0,1 1x1|01", "td 1,1 1x1|21"],
    );
}

#[test]
fn pages_are_those_that_word_showed_last() {
    let body = "<w:p><w:r><w:t>En</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>To</w:t></w:r></w:p>";
    let text = read(&word(body), "brev.docx").unwrap();
    let page = |at: usize| text.position(text.layout.blocks[at].span.start).page;
    assert_eq!((page(0), page(1)), (Some(1), Some(2)));
}

#[test]
fn an_opendocument_text_is_read_by_its_lists_and_chapters() {
    let content = r#"<office:document-content><office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles><office:body><office:text><text:h text:outline-level="1">Mål</text:h><text:p>Tilsynet<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>En note.</text:p></text:note-body></text:note> skal:</text:p><text:list text:style-name="L1"><text:list-item><text:p>telle</text:p></text:list-item><text:list-item><text:p>måle</text:p></text:list-item></text:list><table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Post</text:p></table:table-cell><table:table-cell><text:p>Sum</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>01</text:p></table:table-cell><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    let styles = r#"<?xml version="1.0"?>
<office:document-styles><office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/></text:outline-style></office:styles></office:document-styles>"#;
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("styles.xml", styles),
    ]);
    assert_eq!(
        laid(&bytes, "brev.odt"),
        "h1 1|Mål\np|Tilsynet skal:\nnote|En note.\ni1 1.|telle\ni1 2.|måle\nth 0,0 1x1|Post\nth 0,1 1x1|Sum\ntd 1,0 1x1|01\ntd 1,1 1x1|5"
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
