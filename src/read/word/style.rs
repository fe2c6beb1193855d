//! Styles of a Word document: which paragraphs are headings, numbered, bold.

use super::super::xml::{Node, Tree};
use rustc_hash::FxHashMap;

/// How far a chain of styles is followed.
const CHAIN: usize = 16;

/// What a style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// Level of the outline, the outermost 0; 9 is running text.
    outline: Option<u8>,
    number: Option<String>,
    level: Option<u8>,
    bold: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(tree: &Tree) -> Styles {
        let mut styles = Styles::default();
        let Some(root) = tree.child(tree.root(), "styles") else {
            return styles;
        };
        for node in tree.children(root).filter(|node| &*node.name == "style") {
            let Some(id) = node.attribute("styleId") else {
                continue;
            };
            let is_default = matches!(node.attribute("default"), Some("1" | "true"));
            if is_default && node.attribute("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            let number =
                |path: &[&str]| tree.value(node, path).and_then(|value| value.parse().ok());
            let style = Style {
                name: tree
                    .value(node, &["name"])
                    .unwrap_or_default()
                    .to_lowercase(),
                based_on: tree.value(node, &["basedOn"]).map(str::to_owned),
                outline: number(&["pPr", "outlineLvl"]),
                number: tree
                    .value(node, &["pPr", "numPr", "numId"])
                    .map(str::to_owned),
                level: number(&["pPr", "numPr", "ilvl"]),
                bold: tree.child(node, "rPr").and_then(|run| bold(tree, run)),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those it is based on, from the nearest to the farthest.
    fn chain<'t>(&'t self, id: Option<&'t str>) -> impl Iterator<Item = (&'t str, &'t Style)> {
        let mut next = id.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(CHAIN)
    }

    /// The level of a heading in this style, the outermost 1.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let told = self.chain(id).find_map(|(_, style)| style.outline);
        if let Some(level) = told {
            return (level < 9).then_some(level + 1);
        }
        self.chain(id).find_map(|(_, style)| {
            let level = style.name.strip_prefix("heading ")?;
            level
                .trim()
                .parse()
                .ok()
                .filter(|level| (1..=9).contains(level))
        })
    }

    /// Whether the style is the title of the document.
    pub(super) fn is_title(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| style.name == "title")
    }

    /// Whether the style is a line of the contents list.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| {
            let rest = style.name.strip_prefix("toc ");
            rest.is_some_and(|rest| rest == "heading" || rest.parse::<u8>().is_ok())
        })
    }

    /// The list that the style numbers by, and the level that the style or one it is based on gives.
    pub(super) fn number<'t>(&'t self, id: Option<&'t str>) -> Option<(&'t str, Option<u8>)> {
        let number = self
            .chain(id)
            .find_map(|(_, style)| style.number.as_deref())?;
        let level = self.chain(id).find_map(|(_, style)| style.level);
        Some((number, level))
    }

    /// Whether words in this style are bold, where the style says so.
    pub(super) fn bold(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|(_, style)| style.bold)
    }
}

/// Whether properties of a run make it bold, where they say so.
pub(super) fn bold(tree: &Tree, properties: &Node) -> Option<bool> {
    tree.child(properties, "b").map(is_on)
}

/// Whether a property that is either on or off is on.
pub(super) fn is_on(node: &Node) -> bool {
    !matches!(node.attribute("val"), Some("0" | "false" | "off" | "none"))
}
