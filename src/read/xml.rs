//! XML parts of office documents as trees, bounded in depth and size.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other.
const DEEPEST: usize = 256;
/// Elements and stretches of text.
const MOST: usize = 3_000_000;

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no XML.
    Broken,
    /// It holds more than a letter does.
    Beyond,
}

/// An element or a stretch of text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Name without prefix; empty for text.
    pub name: Box<str>,
    /// Attributes by their names without prefix.
    attributes: Vec<(Box<str>, Box<str>)>,
    /// The characters of a text.
    pub text: String,
    /// Indices of what is inside, in order.
    children: Vec<u32>,
}

/// A part of a document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Parses a part. Entities other than the five of XML have no business in an office document.
    pub(super) fn parse(bytes: &[u8]) -> Result<Tree, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Broken)?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut nodes = vec![Node::default()];
        let mut open = vec![0u32];
        loop {
            match reader.read_event().map_err(|_| Fault::Broken)? {
                Event::Start(start) => {
                    let at = add(&mut nodes, &open, element(&start))?;
                    open.push(at);
                    if open.len() > DEEPEST {
                        return Err(Fault::Beyond);
                    }
                }
                Event::Empty(start) => {
                    add(&mut nodes, &open, element(&start))?;
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) => characters(&mut nodes, &open, &text.xml10_content())?,
                Event::CData(text) => characters(&mut nodes, &open, &text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => character,
                        Ok(None) => match &*reference.xml10_content() {
                            "amp" => '&',
                            "lt" => '<',
                            "gt" => '>',
                            "quot" => '"',
                            "apos" => '\'',
                            _ => return Err(Fault::Broken),
                        },
                        Err(_) => return Err(Fault::Broken),
                    };
                    characters(&mut nodes, &open, character.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => return Err(Fault::Broken),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        if open.len() == 1 {
            Ok(Tree { nodes })
        } else {
            Err(Fault::Broken)
        }
    }

    /// The document itself, above its outermost element.
    pub(super) fn root(&self) -> &Node {
        &self.nodes[0]
    }

    /// The outermost element.
    pub(super) fn top(&self) -> Option<&Node> {
        self.children(self.root())
            .find(|node| !node.name.is_empty())
    }

    /// What is inside a node.
    pub(super) fn children<'t>(&'t self, node: &'t Node) -> impl Iterator<Item = &'t Node> + 't {
        node.children.iter().map(|at| &self.nodes[*at as usize])
    }

    /// The first element of that name inside a node.
    pub(super) fn child<'t>(&'t self, node: &'t Node, name: &str) -> Option<&'t Node> {
        self.children(node).find(|child| &*child.name == name)
    }

    /// The element at the end of a path of names.
    pub(super) fn at<'t>(&'t self, node: &'t Node, path: &[&str]) -> Option<&'t Node> {
        path.iter()
            .try_fold(node, |node, name| self.child(node, name))
    }

    /// The attribute `val` of the element at the end of a path, as Word writes most values.
    pub(super) fn value<'t>(&'t self, node: &'t Node, path: &[&str]) -> Option<&'t str> {
        self.at(node, path)?.attribute("val")
    }
}

impl Node {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| &**key == name);
        found.map(|(_, value)| &**value)
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }
}

fn add(nodes: &mut Vec<Node>, open: &[u32], node: Node) -> Result<u32, Fault> {
    if nodes.len() >= MOST {
        return Err(Fault::Beyond);
    }
    let at = nodes.len() as u32;
    nodes.push(node);
    let parent = open.last().copied().ok_or(Fault::Broken)?;
    nodes[parent as usize].children.push(at);
    Ok(at)
}

fn characters(nodes: &mut Vec<Node>, open: &[u32], text: &str) -> Result<(), Fault> {
    let parent = open.last().copied().ok_or(Fault::Broken)? as usize;
    let last = nodes[parent].children.last().copied();
    if let Some(last) = last.filter(|at| nodes[*at as usize].name.is_empty()) {
        nodes[last as usize].text.push_str(text);
        return Ok(());
    }
    let node = Node {
        text: text.to_owned(),
        ..Node::default()
    };
    add(nodes, open, node).map(|_| ())
}

fn element(start: &BytesStart<'_>) -> Node {
    let mut given = start.attributes();
    let attributes = given.with_checks(false).flatten();
    Node {
        name: name(start.local_name().as_ref()),
        attributes: attributes
            .filter_map(|given| {
                let value = given
                    .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                    .ok()?;
                Some((name(given.key.local_name().as_ref()), value.into()))
            })
            .collect(),
        ..Node::default()
    }
}

fn name(given: &(impl AsRef<[u8]> + ?Sized)) -> Box<str> {
    String::from_utf8_lossy(given.as_ref()).into()
}
