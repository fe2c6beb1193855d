//! The tree of an HTML page, built by html5ever: elements and text in one list, children by index.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// Elements inside each other; a letter has some twenty.
const DEEPEST: usize = 512;
/// Elements and stretches of text.
const MOST: usize = 2_000_000;
/// Bytes parsed between two looks at the limits.
const STEP: usize = 16 * 1024;

/// An element or a stretch of text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Name in lower case; empty for text and the document.
    pub name: String,
    /// Attributes.
    pub attributes: Vec<(String, String)>,
    /// The characters of a text.
    pub text: String,
    /// Indices of what is inside, in order.
    pub children: Vec<usize>,
    parent: Option<usize>,
    depth: usize,
}

impl Node {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Parses a page; none where it nests too deep or holds too much to be a letter.
pub(super) fn parse(content: &str) -> Option<Vec<Node>> {
    let mut parser = parse_document(Tree::default(), ParseOpts::default());
    let mut rest = content;
    while !rest.is_empty() {
        let mut end = rest.len().min(STEP);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (step, after) = rest.split_at(end);
        parser.process(StrTendril::from(step));
        if parser.tokenizer.sink.sink.is_beyond() {
            return None;
        }
        rest = after;
    }
    let tree = parser.finish();
    (!tree.is_beyond()).then(|| tree.nodes.into_inner())
}

/// A node as the parser holds it.
#[derive(Clone)]
pub(super) struct Handle {
    at: usize,
    name: Option<Rc<QualName>>,
}

struct Tree {
    nodes: RefCell<Vec<Node>>,
    deepest: RefCell<usize>,
}

impl Default for Tree {
    fn default() -> Tree {
        Tree {
            nodes: RefCell::new(vec![Node::default()]),
            deepest: RefCell::new(0),
        }
    }
}

impl Tree {
    fn is_beyond(&self) -> bool {
        *self.deepest.borrow() > DEEPEST || self.nodes.borrow().len() > MOST
    }

    fn add(&self, node: Node, name: Option<Rc<QualName>>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Handle {
            at: nodes.len() - 1,
            name,
        }
    }

    /// Puts a node or text into `parent` before its child at `place`.
    fn insert(&self, parent: usize, place: usize, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let child = match child {
            NodeOrText::AppendText(text) => {
                let before = place.checked_sub(1).map(|at| nodes[parent].children[at]);
                if let Some(before) = before.filter(|at| is_text(&nodes[*at])) {
                    nodes[before].text.push_str(&text);
                    return;
                }
                nodes.push(Node {
                    text: text.to_string(),
                    ..Node::default()
                });
                nodes.len() - 1
            }
            NodeOrText::AppendNode(handle) => handle.at,
        };
        let depth = nodes[parent].depth + 1;
        let mut deepest = self.deepest.borrow_mut();
        *deepest = depth.max(*deepest);
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        nodes[parent].children.insert(place, child);
    }

    fn place(&self, child: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[child].parent?;
        // What moves stands near the end.
        let place = nodes[parent].children.iter().rposition(|at| *at == child)?;
        Some((parent, place))
    }
}

fn is_text(node: &Node) -> bool {
    node.name.is_empty() && !node.text.is_empty()
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        static NONE: QualName = QualName {
            prefix: None,
            ns: html5ever::ns!(),
            local: html5ever::local_name!(""),
        };
        target.name.as_deref().unwrap_or(&NONE).expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Handle {
        let node = Node {
            name: name.local.to_ascii_lowercase().to_string(),
            attributes: attributes
                .into_iter()
                .map(|given| (given.name.local.to_string(), given.value.to_string()))
                .collect(),
            ..Node::default()
        };
        self.add(node, Some(Rc::new(name)))
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.add(Node::default(), None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.add(Node::default(), None)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = self.nodes.borrow()[parent.at].children.len();
        self.insert(parent.at, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.nodes.borrow()[element.at].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some((parent, place)) = self.place(sibling.at) {
            self.insert(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[target.at];
        for given in attributes {
            if node.attribute(&given.name.local).is_none() {
                let name = given.name.local.to_string();
                node.attributes.push((name, given.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if let Some((parent, place)) = self.place(target.at) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(place);
            nodes[target.at].parent = None;
        }
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.at].children);
        let depth = nodes[parent.at].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(parent.at);
            nodes[*child].depth = depth;
        }
        nodes[parent.at].children.extend(children);
    }
}
