//! The structure tree of a tagged PDF.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;
use rustc_hash::{FxHashMap, FxHashSet};

/// Elements inside each other.
const DEEPEST: usize = 100;
/// Elements of a tree.
const MOST: usize = 300_000;
/// Steps from a name of the producer to a name that all know.
const ROLES: usize = 8;

/// An element of the tree.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its type among those that all know: `P`, `H1`, `LI` …
    pub kind: String,
    /// What is inside, in order.
    pub inside: Vec<Inside>,
    /// Rows and columns that a cell covers.
    pub covers: (u32, u32),
    /// Whether a heading cell heads its row and no column.
    pub heads_row: bool,
}

/// What is inside an element.
#[derive(Debug)]
pub(super) enum Inside {
    /// An element.
    Element(Element),
    /// Marked content of a page, from 0.
    Marked(u32, u32),
}

/// The tree of a document; none where it is not tagged.
pub(super) fn tree(pdf: &Pdf) -> Option<Element> {
    let xref = pdf.xref();
    let catalog: Dict<'_> = xref.get(xref.root_id())?;
    let root: Dict<'_> = catalog.get("StructTreeRoot")?;
    let mut pages = FxHashMap::default();
    for (at, page) in pdf.pages().iter().enumerate() {
        if let Some(id) = page.raw().obj_id() {
            pages.insert(id, at as u32);
        }
    }
    let mut reader = Reader {
        xref,
        pages,
        roles: root.get("RoleMap").unwrap_or_default(),
        seen: FxHashSet::default(),
        left: MOST,
    };
    let mut element = Element::default();
    reader.inside(&root, None, 0, &mut element);
    Some(element)
}

struct Reader<'a> {
    xref: &'a XRef,
    pages: FxHashMap<ObjectIdentifier, u32>,
    roles: Dict<'a>,
    seen: FxHashSet<ObjectIdentifier>,
    left: usize,
}

impl<'a> Reader<'a> {
    fn inside(&mut self, dict: &Dict<'a>, page: Option<u32>, depth: usize, into: &mut Element) {
        if let Some(kids) = dict.get::<Array<'a>>("K") {
            for kid in kids.raw_iter() {
                match kid {
                    MaybeRef::Ref(reference) => {
                        self.referred(reference.into(), page, depth, into);
                    }
                    MaybeRef::NotRef(kid) => self.kid(kid, page, depth, into),
                }
            }
        } else if let Some(reference) = dict.get_ref("K") {
            self.referred(reference.into(), page, depth, into);
        } else if let Some(kid) = dict.get::<Object<'a>>("K") {
            self.kid(kid, page, depth, into);
        }
    }

    /// What stands as an object of its own stands in the tree once.
    fn referred(
        &mut self,
        id: ObjectIdentifier,
        page: Option<u32>,
        depth: usize,
        into: &mut Element,
    ) {
        if self.seen.insert(id)
            && let Some(kid) = self.xref.get::<Object<'a>>(id)
        {
            self.kid(kid, page, depth, into);
        }
    }

    fn kid(&mut self, kid: Object<'a>, page: Option<u32>, depth: usize, into: &mut Element) {
        let Some(left) = self.left.checked_sub(1) else {
            return;
        };
        self.left = left;
        match kid {
            Object::Number(number) => {
                if let (Some(page), Ok(mark)) = (page, u32::try_from(number.as_i64())) {
                    into.inside.push(Inside::Marked(page, mark));
                }
            }
            Object::Dict(dict) => self.dict(&dict, page, depth, into),
            _ => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'a>, page: Option<u32>, depth: usize, into: &mut Element) {
        let page = self.page(dict).or(page);
        if let Some(mark) = dict.get::<u32>("MCID") {
            if let Some(page) = page {
                into.inside.push(Inside::Marked(page, mark));
            }
            return;
        }
        let Some(name) = dict.get::<Name<'a>>("S") else {
            return;
        };
        if depth >= DEEPEST {
            return;
        }
        let mut element = Element {
            kind: self.known(name.as_str()),
            covers: (1, 1),
            ..Element::default()
        };
        self.attributes(dict, &mut element);
        self.inside(dict, page, depth + 1, &mut element);
        into.inside.push(Inside::Element(element));
    }

    fn page(&self, dict: &Dict<'a>) -> Option<u32> {
        let id: ObjectIdentifier = dict.get_ref("Pg")?.into();
        self.pages.get(&id).copied()
    }

    /// The type that all know for a type of the producer.
    fn known(&self, name: &str) -> String {
        // Word marks what it prints at the top and bottom of pages so.
        if matches!(name, "Header" | "Footer" | "Artifact") {
            return "Artifact".to_owned();
        }
        let mut name = name.to_owned();
        for _ in 0..ROLES {
            if is_known(&name) {
                break;
            }
            match self.roles.get::<Name<'_>>(name.as_bytes()) {
                Some(next) => name = next.as_str().to_owned(),
                None => break,
            }
        }
        name
    }

    fn attributes(&self, dict: &Dict<'a>, element: &mut Element) {
        let read = |given: &Dict<'a>, element: &mut Element| {
            if let Some(rows) = given.get::<u32>("RowSpan") {
                element.covers.0 = rows;
            }
            if let Some(columns) = given.get::<u32>("ColSpan") {
                element.covers.1 = columns;
            }
            if let Some(scope) = given.get::<Name<'_>>("Scope") {
                element.heads_row = scope.as_str() == "Row";
            }
        };
        if let Some(all) = dict.get::<Array<'a>>("A") {
            for given in all.iter::<Dict<'a>>() {
                read(&given, element);
            }
        } else if let Some(given) = dict.get::<Dict<'a>>("A") {
            read(&given, element);
        }
    }
}

fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 40] = [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Title",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "FENote",
        "Reference",
        "Link",
        "Figure",
        "Aside",
    ];
    KNOWN.contains(&name)
}
