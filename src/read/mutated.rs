//! Damaged files of every format: whatever they hold, reading ends in a text or a refusal.

use super::made::{at, package, pdf};
use super::read;

/// Damaged files of each format.
const RUNS: u64 = 2_000;

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Reads the file with some bytes changed, cut out, doubled or cut off.
fn check(bytes: &[u8], file_name: &str) {
    let mut read_well = 0;
    for run in 0..RUNS {
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (run + 1));
        let mut file = bytes.to_vec();
        for _ in 0..=chance.below(8) {
            let at = chance.below(file.len());
            let to = (at + chance.below(24)).min(file.len());
            match chance.below(5) {
                0 => file.truncate(at.max(8)),
                1 => {
                    file.drain(at..to);
                }
                2 => {
                    let part = file[at..to].to_vec();
                    file.splice(at..at, part);
                }
                _ if file.is_empty() => {}
                _ => file[at] = chance.below(256) as u8,
            }
        }
        if let Ok(text) = read(&file, file_name) {
            read_well += 1;
            for block in &text.layout.blocks {
                assert!(text.content.get(block.span.range()).is_some());
            }
        }
    }
    assert!(
        read_well > 0,
        "no damaged file was read: the damage is too great to tell anything"
    );
}

#[test]
fn damaged_pages_end_in_a_text_or_a_refusal() {
    let page = "<!doctype html><body><h2>1. M&aring;l</h2><p>Tilsynet <b>skal</b>:<ol><li><p>telle<li>måle</ol>\
                <table><tr><td rowspan=2>a<td>b<tr><td colspan=2>c</table><sup>1</sup><!-- x --></body>";
    check(page.as_bytes(), "brev.html");
}

#[test]
fn damaged_texts_end_in_a_text_or_a_refusal() {
    let text = "---\ntitle: \"Brev\"\n---\n1. Mål\n\nTilsynet skal må\u{30a}le \u{fb01}sk.\r\n• en\r• to\n\x0c2. Krav\n";
    check(text.as_bytes(), "brev.txt");
    check(text.as_bytes(), "brev.md");
}

#[test]
fn damaged_word_files_end_in_a_text_or_a_refusal() {
    let document = r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Mål</w:t><w:footnoteReference w:id="1"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let bytes = package(&[
        ("word/document.xml", document),
        ("word/numbering.xml", numbering),
    ]);
    check(&bytes, "brev.docx");
}

#[test]
fn damaged_opendocument_files_end_in_a_text_or_a_refusal() {
    let content = r#"<office:document-content><office:body><office:text><text:h text:outline-level="1">Mål</text:h><text:list text:style-name="L"><text:list-item><text:p>telle<text:s text:c="3"/></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-rows-spanned="2" table:number-columns-repeated="9"><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
    ]);
    check(&bytes, "brev.odt");
}

#[test]
fn damaged_pdfs_end_in_a_text_or_a_refusal() {
    let content = [
        "/P << /MCID 0 >> BDC\n".to_owned()
            + &at(72, 100, "/F 12", "Tilsynet skal telle.")
            + "EMC\n",
        "70 740 300 -60 re S 170 740 m 170 680 l S\n".to_owned(),
        at(80, 140, "/B 12", "Krav"),
    ]
    .concat();
    let bytes = pdf(
        &content,
        "/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R",
        &[
            "<< /Type /StructTreeRoot /K 8 0 R >>",
            "<< /S /P /Pg 3 0 R /K [0] >>",
        ],
    );
    check(&bytes, "brev.pdf");
}
