//! Lists by page: Relay connections with a total and a coverage.

use super::allowance::Allowance;
use super::error::Code;
use super::limits::MAX_PAGE;
use crate::archive::Snapshot;
use async_graphql::{
    Context, Object, ObjectType, OutputType, Result, SimpleObject, TypeName, connection,
};
use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::hash::Hasher;

/// Size of a page when the request names none.
pub const DEFAULT_PAGE: usize = 50;

/// No further fields.
pub type Nothing = connection::EmptyFields;

/// A kind of list: what its edges hold, and how its types are called.
pub trait List: Send + Sync + 'static {
    /// What the list holds.
    type Node: OutputType + Send + Sync;
    /// Further fields of an edge.
    type EdgeFields: ObjectType + Send + Sync;
    /// Further fields of the list.
    type Fields: ObjectType + Send + Sync;
    /// First part of the names of connection and edge.
    const NAME: &'static str;
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// So many from the start.
    pub first: Option<i32>,
    /// Behind this cursor.
    pub after: Option<String>,
    /// So many from the end.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

/// What a page's nodes cost, for the limit on complexity.
pub fn page_cost(first: Option<i32>, last: Option<i32>, node: usize) -> usize {
    let size = first.or(last).map_or(DEFAULT_PAGE, |size| {
        usize::try_from(size).unwrap_or_default().min(MAX_PAGE)
    });
    1 + size.saturating_mul(node)
}

/// Where an item stands: place in the list, and a mark of the item itself, so that a cursor
/// still fits when documents have come or gone in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    index: u32,
    mark: u32,
}

impl Cursor {
    fn encode(self) -> String {
        format!("{:08x}{:08x}", self.index, self.mark)
    }

    fn decode(argument: &str, text: &str) -> Result<Cursor> {
        let read = |part: Option<&str>| u32::from_str_radix(part?, 16).ok();
        match (text.len(), read(text.get(..8)), read(text.get(8..))) {
            (16, Some(index), Some(mark)) => Ok(Cursor { index, mark }),
            _ => Err(Code::BadUserInput.error(format!(
                "`{argument}` is `{text}`, which is no cursor; pass on a `cursor`, `startCursor` or `endCursor` that this list gave"
            ))),
        }
    }
}

/// The mark that tells one item from another.
pub fn mark(id: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// A page asked for, as a range of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
}

impl Paging {
    /// The four arguments of a list, in Relay's order.
    pub fn new(
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Paging {
        Paging {
            first,
            after,
            last,
            before,
        }
    }

    /// The range asked for in a list of `total` items whose marks `mark_of` tells.
    pub fn cut(&self, total: usize, mark_of: impl Fn(usize) -> u32) -> Result<Cut> {
        let place = |argument: &str, text: &Option<String>| {
            let Some(text) = text else {
                return Ok(None);
            };
            let cursor = Cursor::decode(argument, text)?;
            let index = cursor.index as usize;
            let found = if index < total && mark_of(index) == cursor.mark {
                Some(index)
            } else {
                (0..total).find(|at| mark_of(*at) == cursor.mark)
            };
            Ok::<_, async_graphql::Error>(Some(found.ok_or(index.min(total))))
        };
        // An item that is gone is taken to have stood before the place that its cursor names.
        let mut start = match place("after", &self.after)? {
            Some(Ok(found)) => found + 1,
            Some(Err(gone)) => gone,
            None => 0,
        };
        let mut end = match place("before", &self.before)? {
            Some(Ok(place) | Err(place)) => place,
            None => total,
        };
        end = end.max(start);
        match (size("first", self.first)?, size("last", self.last)?) {
            (Some(_), Some(_)) => {
                return Err(Code::BadUserInput.error(
                    "`first` and `last` exclude each other; give `first` to go forward or `last` to go backward",
                ));
            }
            (None, Some(last)) => start = start.max(end.saturating_sub(last)),
            (first, None) => end = end.min(start + first.unwrap_or(DEFAULT_PAGE)),
        }
        Ok(Cut { start, end })
    }
}

impl Paging {
    /// The range asked for by the places that the cursors name, in a list whose items are not known here.
    /// None where it cannot be told without the total.
    pub fn cut_ahead(&self) -> Result<Option<Cut>> {
        if self.last.is_some() || self.before.is_some() {
            return Ok(None);
        }
        let trusting = self.clone();
        let mark = match &self.after {
            Some(text) => Cursor::decode("after", text)?.mark,
            None => 0,
        };
        trusting.cut(u32::MAX as usize, |_| mark).map(Some)
    }

    /// The same with the total known.
    pub fn cut_in(&self, total: usize) -> Result<Cut> {
        let mark = |argument: &str, text: &Option<String>| match text {
            Some(text) => Cursor::decode(argument, text).map(|cursor| Some(cursor.mark)),
            None => Ok(None),
        };
        let (after, before) = (mark("after", &self.after)?, mark("before", &self.before)?);
        // Two cursors of one answer name different places, so each is trusted by itself.
        let start = match after {
            Some(mark) => {
                let only = Paging {
                    after: self.after.clone(),
                    ..Paging::default()
                };
                only.cut(total, |_| mark)?.start
            }
            None => 0,
        };
        let end = match before {
            Some(mark) => {
                let only = Paging {
                    before: self.before.clone(),
                    last: Some(0),
                    ..Paging::default()
                };
                only.cut(total, |_| mark)?.end
            }
            None => total,
        };
        let inner = Paging {
            first: self.first,
            last: self.last,
            ..Paging::default()
        };
        let cut = inner.cut(end.saturating_sub(start), |_| 0)?;
        Ok(Cut {
            start: start + cut.start,
            end: start + cut.end,
        })
    }
}

fn size(argument: &str, given: Option<i32>) -> Result<Option<usize>> {
    let Some(given) = given else {
        return Ok(None);
    };
    match usize::try_from(given) {
        Ok(size) if size <= MAX_PAGE => Ok(Some(size)),
        Ok(_) => Err(Code::ListLimit.error(format!(
            "`{argument}` is {given}; a page holds at most {MAX_PAGE}, and `after: endCursor` brings the next one"
        ))),
        Err(_) => Err(Code::BadUserInput.error(format!(
            "`{argument}` is {given}; give a number from 0 to {MAX_PAGE}"
        ))),
    }
}

/// Where a page lies in its list (sideopplysninger).
#[derive(SimpleObject, Clone, Debug)]
pub struct PageInfo {
    /// Whether the list goes on behind this page (neste side finnes).
    pub has_next_page: bool,
    /// Whether the list has something before this page (forrige side finnes).
    pub has_previous_page: bool,
    /// Cursor of the first item, to go backward with `before` (første markør).
    pub start_cursor: Option<String>,
    /// Cursor of the last item, to go forward with `after` (siste markør).
    pub end_cursor: Option<String>,
}

/// What an answer covers (dekning): so many of so many documents.
#[derive(SimpleObject, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Documents that were read for this answer (leste dokumenter).
    pub documents_read: usize,
    /// Documents that the question concerns, those asked for that are not in the archive among them (dokumenter spørsmålet gjelder).
    pub documents_in_scope: usize,
    /// Of `requirements`: those of the house's letters that stand on no shelf, so that it was not found that they concern the unit (krav uten hylle); null elsewhere.
    pub requirements_on_no_shelf: Option<usize>,
}

impl Coverage {
    /// One document.
    pub const ONE: Coverage = Coverage::new(1, 1);

    /// So many documents of so many.
    pub const fn new(documents_read: usize, documents_in_scope: usize) -> Coverage {
        Coverage {
            documents_read,
            documents_in_scope,
            requirements_on_no_shelf: None,
        }
    }

    /// The documents with these slugs and years; no slugs or no years mean any.
    pub fn of(snapshot: &Snapshot, slugs: &[String], years: &[i16]) -> Coverage {
        let in_years =
            |year: Option<i16>| years.is_empty() || year.is_some_and(|year| years.contains(&year));
        if slugs.is_empty() {
            let documents = snapshot.documents().iter();
            let read = match years {
                [] => documents.len(),
                _ => documents.filter(|d| in_years(d.facts.head.year)).count(),
            };
            return Coverage::new(read, read);
        }
        let mut coverage = Coverage::new(0, 0);
        for (at, slug) in slugs.iter().enumerate() {
            if slugs[..at].contains(slug) {
                continue;
            }
            match snapshot.document(slug) {
                Some(document) if in_years(document.facts.head.year) => {
                    coverage.documents_read += 1;
                    coverage.documents_in_scope += 1;
                }
                Some(_) => {}
                None => coverage.documents_in_scope += 1,
            }
        }
        coverage
    }
}

/// An item of a page, with its place in the list.
pub struct Edge<L: List> {
    cursor: Cursor,
    node: L::Node,
    fields: L::EdgeFields,
}

/// One page of a list.
pub struct Page<L: List> {
    edges: Vec<Edge<L>>,
    cut: Cut,
    total: usize,
    coverage: Coverage,
    fields: L::Fields,
}

impl<L: List> Page<L> {
    /// Cuts the page asked for out of the list and makes its nodes.
    pub async fn new<T>(
        context: &Context<'_>,
        items: &[T],
        paging: Paging,
        mark_of: impl Fn(&T) -> u32,
        edge: impl Fn(&T) -> (L::Node, L::EdgeFields),
        (coverage, fields): (Coverage, L::Fields),
    ) -> Result<Page<L>> {
        Allowance::check(context)?;
        let cut = paging.cut(items.len(), |index| mark_of(&items[index]))?;
        let shown = items[cut.start..cut.end].iter().enumerate();
        let edges = shown.map(|(offset, item)| {
            let (node, fields) = edge(item);
            let cursor = Cursor {
                index: (cut.start + offset) as u32,
                mark: mark_of(item),
            };
            Edge {
                cursor,
                node,
                fields,
            }
        });
        Ok(Page {
            edges: edges.collect(),
            cut,
            total: items.len(),
            coverage,
            fields,
        })
    }
}

/// What a list tells beside its items: the total, what it covers, and fields of its own.
pub struct Whole<L: List> {
    /// Number of items in the whole list.
    pub total: usize,
    /// What it was made from.
    pub coverage: Coverage,
    /// Further fields.
    pub fields: L::Fields,
}

impl<L: List> Page<L> {
    /// The page that holds the items of the cut, already taken out of a list that is not kept whole.
    pub fn of_window(
        cut: Cut,
        items: impl IntoIterator<Item = (u32, L::Node, L::EdgeFields)>,
        whole: Whole<L>,
    ) -> Page<L> {
        let edges = items.into_iter().enumerate();
        let edges: Vec<Edge<L>> = edges
            .map(|(offset, (mark, node, fields))| Edge {
                cursor: Cursor {
                    index: (cut.start + offset) as u32,
                    mark,
                },
                node,
                fields,
            })
            .collect();
        let end = cut.start + edges.len();
        Page {
            edges,
            cut: Cut { end, ..cut },
            total: whole.total,
            coverage: whole.coverage,
            fields: whole.fields,
        }
    }
}

impl<L: List> TypeName for Edge<L> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", L::NAME).into()
    }
}

impl<L: List> TypeName for Page<L> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", L::NAME).into()
    }
}

/// An item of a list with its place in it (listeelement).
#[Object(name_type)]
impl<L: List> Edge<L> {
    /// Place of the item in the list, to pass on as `after` or `before` (markør).
    async fn cursor(&self) -> String {
        self.cursor.encode()
    }

    /// The item (elementet).
    async fn node(&self) -> &L::Node {
        &self.node
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &L::EdgeFields {
        &self.fields
    }
}

/// One page of a list, and what is to be known of the whole list (listeside).
#[Object(name_type)]
impl<L: List> Page<L> {
    /// The items with their places (elementer med plass).
    async fn edges(&self) -> &[Edge<L>] {
        &self.edges
    }

    /// The items (elementer).
    async fn nodes(&self) -> Vec<&L::Node> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in the list (sideopplysninger).
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.cut.end < self.total,
            has_previous_page: self.cut.start > 0,
            start_cursor: self.edges.first().map(|edge| edge.cursor.encode()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.encode()),
        }
    }

    /// Number of items in the whole list (antall i alt).
    async fn total_count(&self) -> usize {
        self.total
    }

    /// How many of the documents in question the list was made from (dekning).
    async fn coverage(&self) -> Coverage {
        self.coverage
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &L::Fields {
        &self.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paging: Paging, expected: (usize, usize)) {
        let cut = paging.cut(10, |index| 100 + index as u32).unwrap();
        assert_eq!((cut.start, cut.end), expected);
    }

    fn cursor(index: u32, mark: u32) -> Option<String> {
        Some(Cursor { index, mark }.encode())
    }

    #[test]
    fn pages_go_forward_and_backward() {
        check(Paging::default(), (0, 10));
        let first = Some(3);
        check(
            Paging {
                first,
                ..Paging::default()
            },
            (0, 3),
        );
        check(
            Paging {
                first,
                after: cursor(2, 102),
                ..Paging::default()
            },
            (3, 6),
        );
        check(
            Paging {
                last: Some(3),
                before: cursor(6, 106),
                ..Paging::default()
            },
            (3, 6),
        );
        check(
            Paging {
                last: Some(3),
                ..Paging::default()
            },
            (7, 10),
        );
    }

    #[test]
    fn a_cursor_finds_an_item_that_has_moved() {
        check(
            Paging {
                first: Some(2),
                after: cursor(1, 105),
                ..Paging::default()
            },
            (6, 8),
        );
    }

    #[test]
    fn a_cursor_of_an_item_that_is_gone_keeps_the_place() {
        check(
            Paging {
                first: Some(2),
                after: cursor(4, 999),
                ..Paging::default()
            },
            (4, 6),
        );
    }

    #[test]
    fn impossible_pages_are_refused() {
        for (first, last, after) in [
            (Some(-1), None, None),
            (Some(201), None, None),
            (Some(1), Some(1), None),
            (None, None, Some("tull")),
        ] {
            let paging = Paging {
                first,
                last,
                after: after.map(str::to_owned),
                before: None,
            };
            assert!(paging.cut(10, |_| 0).is_err());
        }
    }
}
