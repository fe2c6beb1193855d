//! Word (`.docx`) → text with layout: styles, automatic numbers, tables, footnotes; tracked changes as
//! accepted, comments and contents lists left out.

mod numbering;
mod style;
mod table;

use super::package::Package;
use super::page::Writer;
use super::xml::{Fault, Node, Tree};
use crate::model::{Cell, Role};
use numbering::{Mark, Numbering};
use rustc_hash::FxHashMap;
use style::Styles;

/// Whether a package is a Word document.
pub(super) fn is_word(package: &Package<'_>) -> bool {
    package.has("word/document.xml")
}

/// Writes the content of a document.
pub(super) fn read(package: &mut Package<'_>) -> Result<Writer, Fault> {
    let document = package.tree("word/document.xml")?.ok_or(Fault::Broken)?;
    let styles = match package.tree("word/styles.xml")? {
        Some(tree) => Styles::of(&tree),
        None => Styles::default(),
    };
    let numbering = match package.tree("word/numbering.xml")? {
        Some(tree) => Numbering::of(&tree, |style| {
            styles.number(Some(style)).map(|found| found.0.to_owned())
        }),
        None => Numbering::default(),
    };
    let mut trees = Vec::new();
    for (name, kind) in [
        ("word/footnotes.xml", "footnote"),
        ("word/endnotes.xml", "endnote"),
    ] {
        if let Some(tree) = package.tree(name)? {
            trees.push((tree, kind));
        }
    }
    let mut notes = FxHashMap::default();
    for (tree, kind) in &trees {
        let Some(root) = tree.top() else {
            continue;
        };
        for note in tree.children(root).filter(|node| &*node.name == *kind) {
            if let Some(id) = note.attribute("id") {
                notes.insert((*kind, id), (tree, note));
            }
        }
    }
    let body = document
        .at(document.root(), &["document", "body"])
        .ok_or(Fault::Broken)?;
    let mut reader = Reader {
        tree: &document,
        styles: &styles,
        numbering,
        notes: &notes,
        waiting: Vec::new(),
        boxes: Vec::new(),
        writer: Writer::default(),
        cell: None,
        tables: 0,
        goes_on: false,
    };
    reader.blocks(body);
    reader.end_block();
    reader.footnotes();
    Ok(reader.writer)
}

type Notes<'t> = FxHashMap<(&'static str, &'t str), (&'t Tree, &'t Node)>;

struct Reader<'t> {
    tree: &'t Tree,
    styles: &'t Styles,
    numbering: Numbering,
    notes: &'t Notes<'t>,
    /// Footnotes whose marks were met.
    waiting: Vec<(&'static str, &'t str)>,
    /// Text boxes met inside a paragraph.
    boxes: Vec<&'t Node>,
    writer: Writer,
    cell: Option<Cell>,
    tables: u32,
    /// Whether the mark that ends the last paragraph is deleted: the next one goes on with it.
    goes_on: bool,
}

/// How the words of a run look.
#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    raised: bool,
}

impl<'t> Reader<'t> {
    fn blocks(&mut self, node: &'t Node) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sdt" => {
                    let gallery = ["sdtPr", "docPartObj", "docPartGallery"];
                    let is_contents = tree
                        .value(child, &gallery)
                        .is_some_and(|name| name.eq_ignore_ascii_case("table of contents"));
                    if !is_contents && let Some(content) = tree.child(child, "sdtContent") {
                        self.blocks(content);
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(child),
                "AlternateContent" => {
                    self.first_choice(child, |reader, choice| reader.blocks(choice));
                }
                _ => {}
            }
        }
    }

    fn first_choice(&mut self, node: &'t Node, read: impl Fn(&mut Self, &'t Node)) {
        let tree = self.tree;
        let choice = tree
            .child(node, "Choice")
            .or_else(|| tree.child(node, "Fallback"));
        if let Some(choice) = choice {
            read(self, choice);
        }
    }

    fn paragraph(&mut self, node: &'t Node) {
        let tree = self.tree;
        let style = tree.value(node, &["pPr", "pStyle"]);
        if self.styles.is_contents(style) {
            return;
        }
        if !std::mem::take(&mut self.goes_on) {
            self.end_block();
            self.open(node, style);
        }
        let bold = self.styles.bold(style).unwrap_or(false);
        self.runs(
            node,
            Look {
                bold,
                raised: false,
            },
        );
        let is_deleted = |name: &str| tree.at(node, &["pPr", "rPr", name]).is_some();
        self.goes_on = self.cell.is_none() && (is_deleted("del") || is_deleted("moveFrom"));
        if !self.goes_on {
            self.end_block();
        }
        for content in std::mem::take(&mut self.boxes) {
            self.blocks(content);
            self.end_block();
        }
        if self.cell.is_none() && !self.goes_on {
            self.footnotes();
        }
    }

    /// Opens the block of a paragraph.
    fn open(&mut self, node: &'t Node, style: Option<&str>) {
        let tree = self.tree;
        let own = tree.value(node, &["pPr", "outlineLvl"]);
        let level = match own.and_then(|level| level.parse::<u8>().ok()) {
            Some(level) => (level < 9).then_some(level + 1),
            None => self.styles.heading(style),
        };
        // A paragraph without words does not count.
        let mark = if has_words(tree, node) {
            self.mark(node, style)
        } else {
            None
        };
        if let Some(cell) = self.cell {
            self.writer.open(Role::Cell(cell));
            if let Some(mark) = mark.filter(|mark| !mark.is_bullet) {
                self.writer.text(&mark.text, false);
                self.writer.space();
            }
            return;
        }
        let is_title = level.is_none() && self.styles.is_title(style);
        if let Some(level) = level.or(is_title.then_some(1)) {
            let text = mark.filter(|mark| !mark.is_bullet).map(|mark| mark.text);
            let number = text.as_deref().and_then(super::number::alone);
            let number = number.map(str::to_owned);
            self.writer.open(Role::Heading {
                level,
                number: number.clone(),
            });
            if let Some(text) = text.filter(|_| number.is_none()) {
                self.writer.text(&text, true);
                self.writer.space();
            }
            return;
        }
        self.writer.open(match mark {
            Some(mark) if !mark.text.is_empty() => Role::Item {
                depth: mark.level + 1,
                marker: mark.text,
            },
            _ => Role::Paragraph,
        });
    }

    /// The automatic number or bullet of a paragraph.
    fn mark(&mut self, node: &'t Node, style: Option<&str>) -> Option<Mark> {
        let tree = self.tree;
        let own = tree.value(node, &["pPr", "numPr", "numId"]);
        let own_level = tree
            .value(node, &["pPr", "numPr", "ilvl"])
            .and_then(|level| level.parse::<u8>().ok());
        let styles = self.styles;
        let (list, level) = match (own, styles.number(style)) {
            (Some("0"), _) => return None,
            (Some(list), _) => (list, own_level.unwrap_or(0)),
            (None, Some((list, level))) => {
                let linked = style.and_then(|style| self.numbering.level_of(list, style));
                (list, own_level.or(linked).or(level).unwrap_or(0))
            }
            (None, None) => return None,
        };
        self.numbering.next(list, level)
    }

    fn runs(&mut self, node: &'t Node, look: Look) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "r" => self.run(child, look),
                "ins" | "moveTo" | "hyperlink" | "smartTag" | "customXml" | "fldSimple"
                | "sdtContent" | "oMath" | "oMathPara" | "sdt" | "dir" | "bdo" => {
                    self.runs(child, look);
                }
                "AlternateContent" => {
                    self.first_choice(child, |reader, choice| reader.runs(choice, look));
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, node: &'t Node, look: Look) {
        let tree = self.tree;
        let mut look = look;
        if let Some(properties) = tree.child(node, "rPr") {
            let is = |name: &str| tree.child(properties, name).is_some_and(style::is_on);
            if is("vanish") || is("strike") || is("dstrike") {
                return;
            }
            let style = tree.value(properties, &["rStyle"]);
            let bold = style::bold(tree, properties);
            look.bold = bold
                .or_else(|| style.and_then(|style| self.styles.bold(Some(style))))
                .unwrap_or(look.bold);
            look.raised = tree.value(properties, &["vertAlign"]) == Some("superscript");
        }
        self.inside_run(node, look);
    }

    fn inside_run(&mut self, node: &'t Node, look: Look) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "t" => {
                    let text: String = tree
                        .children(child)
                        .map(|node| node.text.as_str())
                        .collect();
                    if !(look.raised && super::page::is_mark(&text, self.writer.words())) {
                        self.writer.text(&text, look.bold);
                    }
                }
                "tab" | "ptab" => self.writer.space(),
                "br" if child
                    .attribute("type")
                    .is_none_or(|kind| kind == "textWrapping") =>
                {
                    self.writer.line();
                }
                "cr" => self.writer.line(),
                "noBreakHyphen" => self.writer.text("-", look.bold),
                "lastRenderedPageBreak" => self.writer.page(),
                "footnoteReference" => self.note("footnote", child),
                "endnoteReference" => self.note("endnote", child),
                "AlternateContent" => {
                    self.first_choice(child, |reader, choice| reader.inside_run(choice, look));
                }
                "drawing" | "pict" | "object" => self.find_boxes(child),
                _ => {}
            }
        }
    }

    fn note(&mut self, kind: &'static str, node: &'t Node) {
        if let Some(id) = node.attribute("id") {
            self.waiting.push((kind, id));
        }
    }

    fn find_boxes(&mut self, node: &'t Node) {
        let tree = self.tree;
        for child in tree.children(node) {
            if &*child.name == "txbxContent" {
                self.boxes.push(child);
            } else {
                self.find_boxes(child);
            }
        }
    }

    /// Writes the footnotes whose marks were met; none stands in the middle of a table.
    fn footnotes(&mut self) {
        for key in std::mem::take(&mut self.waiting) {
            let Some((tree, note)) = self.notes.get(&key) else {
                continue;
            };
            let mut text = String::new();
            words(tree, note, &mut text);
            self.writer.open(Role::Footnote);
            self.writer.text(&text, false);
            self.writer.close();
        }
    }

    fn end_block(&mut self) {
        self.writer.close();
    }
}

fn has_words(tree: &Tree, node: &Node) -> bool {
    tree.children(node).any(|child| match &*child.name {
        "t" => tree
            .children(child)
            .any(|text| !text.text.trim().is_empty()),
        "del" | "moveFrom" | "pPr" | "rPr" | "instrText" | "txbxContent" => false,
        _ => has_words(tree, child),
    })
}

/// The words of a note, without its own mark.
fn words(tree: &Tree, node: &Node, text: &mut String) {
    for child in tree.children(node) {
        match &*child.name {
            "t" => tree
                .children(child)
                .for_each(|inner| text.push_str(&inner.text)),
            "tab" | "br" | "cr" => text.push(' '),
            "noBreakHyphen" => text.push('-'),
            "del" | "moveFrom" | "pPr" | "rPr" | "instrText" => {}
            "p" => {
                text.push(' ');
                words(tree, child, text);
            }
            _ => words(tree, child, text),
        }
    }
}
