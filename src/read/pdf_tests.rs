//! Tests of reading PDFs: by tags, by places, and what is refused.

use super::made::{at, pdf};
use super::tests::laid;
use super::*;

/// The catalog of a tagged file whose tree is object 7.
const TAGGED: &str = "/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R";

fn marked(number: u32, drawn: &str) -> String {
    format!("/Span << /MCID {number} >> BDC\n{drawn}EMC\n")
}

#[track_caller]
fn check(content: &str, catalog: &str, more: &[&str], expected: &[&str]) {
    assert_eq!(
        laid(&pdf(content, catalog, more), "brev.pdf"),
        expected.join("\n")
    );
}

#[test]
fn a_tagged_page_is_read_in_the_order_of_its_tree() {
    let content = [
        marked(1, &at(72, 400, "/F 11", "Tilsynet skal telle.")),
        marked(0, &at(72, 100, "/F 11", "2. Krav")),
        "/Artifact BMC\n".to_owned() + &at(72, 30, "/F 8", "Side 1 av 9") + "EMC\n",
    ]
    .concat();
    check(
        &content,
        TAGGED,
        &[
            "<< /Type /StructTreeRoot /K [8 0 R 9 0 R] /RoleMap << /Overskrift /H2 >> >>",
            "<< /S /Overskrift /Pg 3 0 R /K 0 >>",
            "<< /S /P /Pg 3 0 R /K [1] >>",
        ],
        &["h2 -|2. Krav", "p|Tilsynet skal telle."],
    );
}

#[test]
fn tagged_lists_and_tables_keep_their_form() {
    let content = [
        marked(0, &at(72, 100, "/F 11", "a\\)")),
        marked(1, &at(90, 100, "/F 11", "telle")),
        marked(2, &at(72, 140, "/B 11", "Post")),
        marked(3, &at(172, 140, "/B 11", "Sum")),
        marked(4, &at(72, 160, "/F 11", "01")),
        marked(5, &at(172, 160, "/F 11", "5 000")),
    ]
    .concat();
    check(
        &content,
        TAGGED,
        &[
            "<< /Type /StructTreeRoot /K [8 0 R 12 0 R] >>",
            "<< /S /L /Pg 3 0 R /K 9 0 R >>",
            "<< /S /LI /Pg 3 0 R /K [10 0 R 11 0 R] >>",
            "<< /S /Lbl /Pg 3 0 R /K 0 >>",
            "<< /S /LBody /Pg 3 0 R /K 1 >>",
            "<< /S /Table /Pg 3 0 R /K [13 0 R 14 0 R] >>",
            "<< /S /TR /Pg 3 0 R /K [<< /S /TH /Pg 3 0 R /K 2 >> << /S /TH /Pg 3 0 R /K 3 >>] >>",
            "<< /S /TR /Pg 3 0 R /K [<< /S /TD /Pg 3 0 R /K 4 >> << /S /TD /Pg 3 0 R /K 5 >>] >>",
        ],
        &[
            "i1 a)|telle",
            "th 0,0 1x1|Post",
            "th 0,1 1x1|Sum",
            "td 1,0 1x1|01",
            "td 1,1 1x1|5 000",
        ],
    );
}

#[test]
fn a_tree_that_holds_itself_ends() {
    let content = marked(0, &at(72, 100, "/F 11", "Tilsynet skal telle."));
    check(
        &content,
        TAGGED,
        &[
            "<< /Type /StructTreeRoot /K 8 0 R >>",
            "<< /S /Div /Pg 3 0 R /K [8 0 R 9 0 R] >>",
            "<< /S /P /Pg 3 0 R /K 0 >>",
        ],
        &["p|Tilsynet skal telle."],
    );
}

#[test]
fn an_untagged_page_is_read_by_size_face_and_place() {
    let content = [
        at(72, 100, "/B 16", "2. Krav"),
        at(
            72,
            130,
            "/F 11",
            "Tilsynet skal f\\370lge opp alle anlegg for oppdrett langs kysten i hele lan-",
        ),
        at(72, 144, "/F 11", "det, og skal:"),
        at(72, 164, "/F 11", "\\225 telle fugler"),
        at(72, 178, "/F 11", "\\225 m\\345le vekten av dem"),
        at(72, 206, "/B 11", "Oppdrag"),
        at(72, 226, "/F 11", "Tilsynet skal svare innen 1. mai."),
    ]
    .concat();
    check(
        &content,
        "",
        &[],
        &[
            "h1 -|2. Krav",
            "p|Tilsynet skal følge opp alle anlegg for oppdrett langs kysten i hele lan-\u{2028}det, og skal:",
            "i1 •|telle fugler",
            "i1 •|måle vekten av dem",
            "p|Oppdrag",
            "p|Tilsynet skal svare innen 1. mai.",
        ],
    );
}

#[test]
fn ruled_cells_are_a_table() {
    let rules = "0.5 w 70 740 300 -60 re S 70 710 m 370 710 l S 170 740 m 170 680 l S\n";
    let content = [
        rules.to_owned(),
        at(76, 120, "/F 11", "Post"),
        at(180, 120, "/F 11", "Sum"),
        at(76, 150, "/F 11", "01"),
        at(180, 150, "/F 11", "5 000"),
        at(72, 400, "/F 11", "Tilsynet skal telle."),
    ]
    .concat();
    check(
        &content,
        "",
        &[],
        &[
            "td 0,0 1x1|Post",
            "td 0,1 1x1|Sum",
            "td 1,0 1x1|01",
            "td 1,1 1x1|5 000",
            "p|Tilsynet skal telle.",
        ],
    );
}

#[test]
fn reading_by_places_is_told() {
    let bytes = pdf(&at(72, 100, "/F 11", "Tilsynet skal telle."), "", &[]);
    let text = read(&bytes, "brev.pdf").unwrap();
    assert_eq!(text.layout.basis, Basis::Places);
    assert!(text.layout.notes[0].message.contains("not tagged"));
}

#[test]
fn a_page_without_text_is_a_scan() {
    let error = read(&pdf("0 0 9 9 re f", "", &[]), "brev.pdf").unwrap_err();
    let scan = ReadError::Scan {
        file: "brev.pdf".to_owned(),
        pages: 1,
    };
    assert_eq!(error, scan);
}
