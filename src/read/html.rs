//! HTML → text with layout: the main content of a page by its elements, as a browser shows it.

mod table;
mod tree;

use super::page::{Writer, is_mark};
use crate::model::{Cell, Role};
use tree::Node;

/// Elements that hold no text of the letter.
const LEFT_OUT: [&str; 18] = [
    "script", "style", "head", "template", "noscript", "nav", "aside", "footer", "svg", "iframe",
    "object", "select", "button", "textarea", "del", "s", "strike", "dialog",
];

/// Elements that stand by themselves.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "header",
    "blockquote",
    "pre",
    "address",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "caption",
    "details",
    "summary",
    "center",
    "form",
    "fieldset",
    "hr",
];

/// Writes the content of a page; none where it nests too deep to be a letter.
pub(super) fn read(content: &str) -> Option<Writer> {
    let nodes = tree::parse(content)?;
    let mut reader = Reader {
        nodes: &nodes,
        writer: Writer::default(),
        lists: Vec::new(),
        item: None,
        cell: None,
        tables: 0,
        bold: 0,
        notes: false,
        breaks: 0,
    };
    reader.element(main(&nodes));
    reader.writer.close();
    Some(reader.writer)
}

/// The element that holds the letter: the one `main`, else the one `article`, else all.
fn main(nodes: &[Node]) -> usize {
    let is_main = |node: &Node| node.name == "main" || node.attribute("role") == Some("main");
    let is_article = |node: &Node| node.name == "article";
    let only = |wanted: &dyn Fn(&Node) -> bool| {
        let mut found = (0..nodes.len()).filter(|at| wanted(&nodes[*at]) && has_text(nodes, *at));
        found.next().filter(|_| found.next().is_none())
    };
    only(&is_main).or_else(|| only(&is_article)).unwrap_or(0)
}

fn has_text(nodes: &[Node], at: usize) -> bool {
    let node = &nodes[at];
    !node.text.trim().is_empty() || node.children.iter().any(|child| has_text(nodes, *child))
}

fn holds(nodes: &[Node], at: usize, wanted: &dyn Fn(&Node) -> bool) -> bool {
    let children = &nodes[at].children;
    children
        .iter()
        .any(|child| wanted(&nodes[*child]) || holds(nodes, *child, wanted))
}

fn is_heading(node: &Node) -> bool {
    matches!(node.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// An open list.
struct List {
    /// `type` of an ordered one; none for bullets.
    numbers: Option<char>,
    next: i64,
}

struct Reader<'t> {
    nodes: &'t [Node],
    writer: Writer,
    lists: Vec<List>,
    /// The open item: its depth, and its marker until the first words are written.
    item: Option<(u8, Option<String>)>,
    cell: Option<Cell>,
    tables: u32,
    bold: usize,
    /// Whether the footnotes of the page are being read.
    notes: bool,
    /// Line breaks since the last words.
    breaks: usize,
}

impl Reader<'_> {
    fn element(&mut self, at: usize) {
        let nodes = self.nodes;
        let node = &nodes[at];
        if node.name.is_empty() {
            self.text(&node.text);
            self.children(node);
            return;
        }
        if self.is_left_out(at, node) {
            return;
        }
        let bold = usize::from(is_bold(node));
        self.bold += bold;
        match node.name.as_str() {
            "br" => self.breaks += 1,
            "table" if !self.is_frame(at, node) => self.table(at),
            "ul" | "ol" | "menu" => self.list(node),
            "li" => self.list_item(node),
            _ if is_heading(node) => self.heading(node),
            name if BLOCKS.contains(&name) || matches!(name, "table" | "tr" | "td" | "th") => {
                self.block(node);
            }
            _ => self.children(node),
        }
        self.bold -= bold;
    }

    fn children(&mut self, node: &Node) {
        for child in &node.children {
            self.element(*child);
        }
    }

    fn is_left_out(&self, at: usize, node: &Node) -> bool {
        let role = node.attribute("role").unwrap_or_default();
        let class = node.attribute("class").unwrap_or_default();
        if role == "doc-endnotes" || class.split(' ').any(|class| class == "footnotes") {
            return false;
        }
        let style: String = node
            .attribute("style")
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let is_note_link = matches!(role, "doc-noteref" | "doc-backlink")
            || class.starts_with("footnote-ref")
            || class.starts_with("footnote-back");
        // Without a heading it holds name and menu of the site.
        let is_banner = node.name == "header" && !holds(self.nodes, at, &is_heading);
        LEFT_OUT.contains(&node.name.as_str())
            || is_banner
            || is_note_link
            || node.attribute("hidden").is_some()
            || node.attribute("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || matches!(
                role,
                "navigation" | "banner" | "contentinfo" | "complementary" | "search"
            )
            || node.name == "sup" && {
                let mut raised = String::new();
                collect(self.nodes, node, &mut raised);
                is_mark(&raised, self.writer.words())
            }
    }

    /// A table that only places things: with headings or tables inside, or with one cell.
    fn is_frame(&self, at: usize, node: &Node) -> bool {
        let is_cell = |node: &Node| matches!(node.name.as_str(), "td" | "th");
        let cells = |node: &Node| {
            node.children
                .iter()
                .filter(|at| is_cell(&self.nodes[**at]))
                .count()
        };
        let is_wide = |node: &Node| node.name == "tr" && cells(node) > 1;
        node.attribute("role") == Some("presentation")
            || self.cell.is_some()
            || holds(self.nodes, at, &|node| {
                is_heading(node) || node.name == "table"
            })
            || !holds(self.nodes, at, &is_wide)
    }

    fn list(&mut self, node: &Node) {
        let is_reversed = node.attribute("reversed").is_some();
        let start = node.attribute("start").and_then(|start| start.parse().ok());
        self.breaks = 0;
        self.lists.push(List {
            numbers: (node.name == "ol" && !is_reversed).then(|| {
                let kind = node.attribute("type").and_then(|kind| kind.chars().next());
                kind.unwrap_or('1')
            }),
            next: start.unwrap_or(1),
        });
        let outer = self.item.take();
        self.children(node);
        self.lists.pop();
        // What comes after a list inside an item goes on with the item.
        self.item = outer.map(|(depth, _)| (depth, Some(String::new())));
        self.end_block();
    }

    fn list_item(&mut self, node: &Node) {
        self.end_block();
        let depth = self.lists.len().clamp(1, 9) as u8;
        let mut marker = "•".to_owned();
        if let Some(list) = self.lists.last_mut() {
            if let Some(value) = node.attribute("value").and_then(|value| value.parse().ok()) {
                list.next = value;
            }
            if let Some(kind) = list.numbers {
                marker = super::number::written(kind, list.next);
            }
            list.next = list.next.saturating_add(1);
        }
        let outer = self.item.replace((depth, Some(marker)));
        self.children(node);
        self.end_block();
        self.item = outer;
    }

    fn heading(&mut self, node: &Node) {
        self.end_block();
        if self.cell.is_none() && self.item.is_none() {
            let level = node.name.as_bytes()[1] - b'0';
            self.writer.open(Role::Heading {
                level,
                number: None,
            });
        }
        self.children(node);
        self.end_block();
    }

    fn block(&mut self, node: &Node) {
        let role = node.attribute("role").unwrap_or_default();
        let class = node.attribute("class").unwrap_or_default();
        let are_notes = matches!(role, "doc-endnotes" | "doc-footnote")
            || class.split(' ').any(|class| class == "footnotes");
        self.part();
        let outer = self.notes;
        self.notes |= are_notes;
        self.children(node);
        self.part();
        self.notes = outer;
    }

    /// A boundary between blocks: inside an item that has words already, a new line of it.
    fn part(&mut self) {
        let goes_on = matches!(self.item, Some((_, None)))
            && self.cell.is_none()
            && self
                .writer
                .words()
                .trim_end()
                .ends_with(['.', '!', '?', ':', ';', ',']);
        if goes_on {
            self.breaks = 0;
            self.writer.line();
        } else {
            if let Some((_, marker)) = &mut self.item
                && marker.is_none()
                && self.writer.has_words()
            {
                *marker = Some(String::new());
            }
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        self.writer.close();
    }

    /// Opens the block that words belong to where none is open.
    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            if !text.is_empty() && self.breaks == 0 {
                self.writer.space();
            }
            return;
        }
        self.settle_breaks(text);
        if !self.writer.is_open() {
            let role = if let Some(cell) = self.cell {
                Role::Cell(cell)
            } else if self.notes {
                Role::Footnote
            } else if let Some((depth, marker)) = &mut self.item {
                Role::Item {
                    depth: *depth,
                    marker: marker.take().unwrap_or_default(),
                }
            } else {
                Role::Paragraph
            };
            self.writer.open(role);
        }
        self.writer.text(text, self.bold > 0);
    }

    /// One line break is white space, two end a paragraph; before a bullet, and in a cell after a whole
    /// sentence or before a capital, one does.
    fn settle_breaks(&mut self, next: &str) {
        let breaks = std::mem::take(&mut self.breaks);
        if breaks == 0 {
            return;
        }
        let next = next.trim_start();
        let is_listed = super::number::opens_with_bullet(next);
        let words = self.writer.words();
        let ends = words.ends_with(['.', ':', ';', '!', '?']);
        let goes_on = next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if breaks > 1 || is_listed || self.cell.is_some() && (ends || !goes_on) {
            self.writer.close();
        } else {
            self.writer.line();
        }
    }
}

fn collect(nodes: &[Node], node: &Node, text: &mut String) {
    text.push_str(&node.text);
    for child in &node.children {
        collect(nodes, &nodes[*child], text);
    }
}

fn is_bold(node: &Node) -> bool {
    let style = || node.attribute("style").unwrap_or_default();
    matches!(node.name.as_str(), "b" | "strong")
        || style().split(';').any(|rule| {
            let rule: String = rule.split_whitespace().collect();
            matches!(
                rule.strip_prefix("font-weight:"),
                Some("bold" | "bolder" | "600" | "700" | "800" | "900")
            )
        })
}
