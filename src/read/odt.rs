//! OpenDocument text (`.odt`) → text with layout: headings, lists and chapters with their numbers, tables,
//! footnotes; comments, tracked deletions and contents lists left out.

mod numbering;
mod table;

use super::package::Package;
use super::page::{Writer, is_mark};
use super::xml::{Fault, Node, Tree};
use crate::model::{Cell, Role};
use numbering::{Lists, Mark};
use rustc_hash::FxHashMap;

/// How far a chain of styles is followed.
const CHAIN: usize = 16;
/// Blanks that one element may stand for.
const BLANKS: u32 = 100;

/// Whether a package is an OpenDocument text.
pub(super) fn is_odt(package: &mut Package<'_>) -> bool {
    let told = package.part("mimetype").ok().flatten();
    told.is_some_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument.text"))
}

/// Writes the content of a document.
pub(super) fn read(package: &mut Package<'_>) -> Result<Writer, Fault> {
    let content = package.tree("content.xml")?.ok_or(Fault::Broken)?;
    let shared = package.tree("styles.xml")?;
    let mut styles = Styles::default();
    let mut lists = Lists::default();
    for tree in shared.iter().chain([&content]) {
        let Some(root) = tree.top() else {
            continue;
        };
        for part in tree.children(root) {
            if matches!(&*part.name, "styles" | "automatic-styles") {
                styles.add(tree, part);
                lists.add(tree, part);
            }
        }
    }
    let body = content
        .at(content.root(), &["document-content", "body", "text"])
        .ok_or(Fault::Broken)?;
    let mut reader = Reader {
        tree: &content,
        styles: &styles,
        lists,
        list: Vec::new(),
        mark: None,
        notes: Vec::new(),
        boxes: Vec::new(),
        writer: Writer::default(),
        cell: None,
        tables: 0,
    };
    reader.blocks(body);
    reader.writer.close();
    reader.footnotes();
    Ok(reader.writer)
}

/// What a style says itself.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    bold: Option<bool>,
    raised: bool,
    hidden: bool,
    title: bool,
}

#[derive(Debug, Default)]
struct Styles(FxHashMap<String, Style>);

impl Styles {
    fn add(&mut self, tree: &Tree, part: &Node) {
        for node in tree.children(part).filter(|node| &*node.name == "style") {
            let Some(name) = node.attribute("name") else {
                continue;
            };
            let text = tree.child(node, "text-properties");
            let told = |key: &str| text.and_then(|text| text.attribute(key));
            let style = Style {
                parent: node.attribute("parent-style-name").map(str::to_owned),
                list: node.attribute("list-style-name").map(str::to_owned),
                bold: told("font-weight").map(|weight| {
                    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight > 500)
                }),
                raised: told("text-position").is_some_and(|place| {
                    place.starts_with("super")
                        || place.starts_with(|c: char| c.is_ascii_digit())
                            && !place.starts_with("0%")
                }),
                hidden: told("display") == Some("none")
                    || told("text-line-through-style").is_some_and(|style| style != "none"),
                title: name == "Title",
            };
            self.0.insert(name.to_owned(), style);
        }
    }

    fn chain<'t>(&'t self, name: Option<&'t str>) -> impl Iterator<Item = &'t Style> {
        let mut next = name;
        std::iter::from_fn(move || {
            let style = self.0.get(next?)?;
            next = style.parent.as_deref();
            Some(style)
        })
        .take(CHAIN)
    }
}

struct Reader<'t> {
    tree: &'t Tree,
    styles: &'t Styles,
    lists: Lists,
    /// The styles of the open lists, outermost first.
    list: Vec<String>,
    /// The number or bullet of the open item, until its first words are written.
    mark: Option<Mark>,
    notes: Vec<&'t Node>,
    boxes: Vec<&'t Node>,
    writer: Writer,
    cell: Option<Cell>,
    tables: u32,
}

impl<'t> Reader<'t> {
    fn blocks(&mut self, node: &'t Node) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "p" | "h" => self.paragraph(child),
                "list" => self.list(child),
                "table" => self.table(child),
                "section" | "index-body" | "numbered-paragraph" => self.blocks(child),
                "soft-page-break" => self.writer.page(),
                "frame" | "g" | "custom-shape" | "rect" => {
                    self.find_boxes(child);
                    self.boxes();
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: &'t Node) {
        let tree = self.tree;
        let style = node.attribute("style-name");
        self.writer.close();
        let is_empty = !has_words(tree, node);
        let mark = if is_empty {
            None
        } else {
            self.mark_of(node, style)
        };
        let is_title = self.styles.chain(style).any(|style| style.title) || style == Some("Title");
        let level = node.number("outline-level").filter(|_| &*node.name == "h");
        let level = level
            .map(|level| level.min(9) as u8)
            .or(is_title.then_some(1));
        if let Some(cell) = self.cell {
            self.writer.open(Role::Cell(cell));
            if let Some(mark) = mark.filter(|mark| !mark.is_bullet) {
                self.writer.text(&mark.text, false);
                self.writer.space();
            }
        } else if let Some(level) = level {
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
        } else {
            self.writer.open(match mark {
                Some(mark) => Role::Item {
                    depth: mark.level.saturating_add(1).min(9),
                    marker: mark.text,
                },
                None => Role::Paragraph,
            });
        }
        let bold = self.styles.chain(style).find_map(|style| style.bold);
        self.inline(node, bold.unwrap_or(false));
        self.writer.close();
        self.boxes();
        if self.cell.is_none() {
            self.footnotes();
        }
    }

    /// The number of a paragraph: that of its item, of the list its style names, or of the chapter.
    fn mark_of(&mut self, node: &'t Node, style: Option<&str>) -> Option<Mark> {
        if !self.list.is_empty() {
            if let Some(mark) = self.mark.take() {
                return Some(mark);
            }
            // A further paragraph of an item.
            let level = self.list.len() as u8 - 1;
            return (&*node.name == "p").then(|| Mark {
                text: String::new(),
                level,
                is_bullet: true,
            });
        }
        let is_header = node.attribute("is-list-header") == Some("true");
        if is_header {
            return None;
        }
        if &*node.name == "h" {
            let level = node.number("outline-level").unwrap_or(1).clamp(1, 10) as usize - 1;
            return self.lists.chapter(level);
        }
        let list = self
            .styles
            .chain(style)
            .find_map(|style| style.list.as_deref());
        list.filter(|list| !list.is_empty())
            .and_then(|list| self.lists.next(list, 0))
    }

    fn list(&mut self, node: &'t Node) {
        let tree = self.tree;
        let name = node
            .attribute("style-name")
            .map(str::to_owned)
            .or_else(|| self.list.last().cloned())
            .unwrap_or_default();
        let goes_on = node.attribute("continue-numbering") == Some("true")
            || node.attribute("continue-list").is_some();
        if self.list.is_empty() && !goes_on {
            self.lists.begin(&name);
        }
        self.list.push(name.clone());
        let level = self.list.len() - 1;
        for item in tree.children(node) {
            match &*item.name {
                "list-item" => {
                    let begins = tree
                        .children(item)
                        .next()
                        .is_some_and(|first| &*first.name != "list");
                    let outer = self.mark.take();
                    if begins && has_words(tree, item) {
                        if let Some(start) = item.number("start-value") {
                            self.lists.set(&name, level, i64::from(start) - 1);
                        }
                        self.mark = self.lists.next(&name, level);
                    }
                    self.blocks(item);
                    self.mark = outer;
                }
                "list-header" => {
                    let outer = std::mem::take(&mut self.list);
                    self.blocks(item);
                    self.list = outer;
                }
                _ => {}
            }
        }
        self.list.pop();
    }

    fn inline(&mut self, node: &'t Node, bold: bool) {
        let tree = self.tree;
        for child in tree.children(node) {
            match &*child.name {
                "" => self.writer.text(&child.text, bold),
                "s" => self.writer.space(),
                "tab" => self.writer.space(),
                "line-break" => self.writer.line(),
                "soft-page-break" => self.writer.page(),
                "span" | "a" | "ruby" | "ruby-base" | "meta" | "meta-field" => {
                    let mut looks = self.styles.chain(child.attribute("style-name")).peekable();
                    if looks.peek().is_some_and(|style| style.hidden) {
                        continue;
                    }
                    let raised = looks.peek().is_some_and(|style| style.raised);
                    let own = looks.find_map(|style| style.bold).unwrap_or(bold);
                    if raised && is_mark(&text_of(tree, child), self.writer.words()) {
                        continue;
                    }
                    self.inline(child, own);
                }
                "note" => self.notes.push(child),
                "frame" | "g" | "custom-shape" | "rect" => self.find_boxes(child),
                "annotation" | "annotation-end" | "change-start" | "change-end" | "change"
                | "bookmark" | "bookmark-start" | "bookmark-end" | "number" | "tracked-changes" => {
                }
                // Fields show their value.
                _ => self.inline(child, bold),
            }
        }
    }

    fn find_boxes(&mut self, node: &'t Node) {
        let tree = self.tree;
        for child in tree.children(node) {
            if &*child.name == "text-box" {
                self.boxes.push(child);
            } else {
                self.find_boxes(child);
            }
        }
    }

    fn boxes(&mut self) {
        for content in std::mem::take(&mut self.boxes) {
            let list = std::mem::take(&mut self.list);
            self.blocks(content);
            self.list = list;
        }
    }

    /// Writes the footnotes whose marks were met; none stands in the middle of a table.
    fn footnotes(&mut self) {
        let tree = self.tree;
        for note in std::mem::take(&mut self.notes) {
            let Some(body) = tree.child(note, "note-body") else {
                continue;
            };
            self.writer.open(Role::Footnote);
            self.writer.text(&text_of(tree, body), false);
            self.writer.close();
        }
    }
}

fn has_words(tree: &Tree, node: &Node) -> bool {
    !node.text.trim().is_empty()
        || tree.children(node).any(|child| {
            !matches!(&*child.name, "note" | "annotation" | "frame" | "number")
                && has_words(tree, child)
        })
}

fn text_of(tree: &Tree, node: &Node) -> String {
    let mut text = String::new();
    collect(tree, node, &mut text);
    text
}

fn collect(tree: &Tree, node: &Node, text: &mut String) {
    for child in tree.children(node) {
        match &*child.name {
            "" => text.push_str(&child.text),
            "s" | "tab" | "line-break" => text.push(' '),
            "annotation" | "note" => {}
            "p" => {
                text.push(' ');
                collect(tree, child, text);
            }
            _ => collect(tree, child, text),
        }
    }
}

/// How many cells or blanks an element stands for.
fn times(node: &Node, name: &str) -> u32 {
    node.number(name).unwrap_or(1).clamp(1, BLANKS)
}
