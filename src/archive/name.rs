//! Under which id a letter is stored. Two letters never share one: the second gets its folder, year or
//! recipient into its id, unless it is a new edition of the first.

use crate::model::{Document, Head, slug};
use std::path::Path;

/// Where a file comes from, and whether it may take another letter's place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// File name without folders.
    pub file_name: &'a str,
    /// Where it lies, where that is known.
    pub path: Option<&'a str>,
    /// Takes the place of whatever has its id.
    pub replace: bool,
}

/// What is known of the document that has the id already.
#[derive(Clone, Copy)]
pub(super) struct Present<'a> {
    pub(super) document: &'a Document,
    /// Where it was taken from, where that is known.
    pub(super) path: Option<&'a str>,
    /// Whether it was taken in by the same run.
    pub(super) of_this_run: bool,
}

/// Whether a letter takes the place of the one that has its id.
pub(super) fn replaces(origin: &Origin<'_>, new: &Document, old: Present<'_>) -> bool {
    let same_place = match (origin.path, old.path) {
        (Some(new), Some(old)) => new == old,
        _ => origin.file_name == old.document.text.source.file_name,
    };
    let in_turn = same_place || is_edition(&new.facts.head, &old.document.facts.head);
    origin.replace || (in_turn && !old.of_this_run)
}

/// Whether two letters are editions of one: of one kind, from one to one, for one year.
fn is_edition(new: &Head, old: &Head) -> bool {
    let known = new.year.is_some() && new.recipient.is_some();
    let ends = |head: &Head| {
        let value = |found: &Option<crate::model::Found<String>>| {
            found.as_ref().map(|found| found.value.clone())
        };
        (value(&head.sender), value(&head.recipient))
    };
    known && new.kind == old.kind && new.year == old.year && ends(new) == ends(old)
}

/// An id of its own for a letter whose id another letter has.
pub(super) fn other_id(
    origin: &Origin<'_>,
    document: &Document,
    taken: impl Fn(&str) -> bool,
) -> String {
    let id = &document.id;
    let head = &document.facts.head;
    let folder = origin.path.and_then(|path| Path::new(path).parent());
    let folder = folder
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy());
    let folder = folder.map(|folder| slug(&format!("{folder} {id}")));
    let year = head.year.map(|year| format!("{id}-{year}"));
    let recipient = head.recipient.as_ref();
    let recipient = recipient.map(|recipient| slug(&format!("{id} {}", recipient.value)));
    let named = [folder, year, recipient].into_iter().flatten();
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut free = named.chain(numbered).filter(|other| !taken(other));
    free.next().unwrap_or_else(|| id.clone())
}
