//! [`Text`] → [`Outline`]: drops page furniture, finds sections, joins broken sentences, ties list
//! items to their lead-in. Always answers; what it cannot settle becomes a note.
//!
//! `plain` and `markdown` cut the text into parts: headings, paragraphs, list items, table rows; `laid`
//! takes them from the layout that other files bring. `build` turns the parts into sections, blocks and
//! statements.

mod abbreviation;
mod build;
mod cell;
mod compose;
mod deadline_column;
mod figure;
mod footnote;
mod front;
mod furniture;
mod heading;
mod html_table;
mod inline;
mod label;
mod laid;
mod lead;
mod line;
mod markdown;
mod marker;
mod number;
mod part;
mod plain;
mod sentence;
mod table;
mod table_head;
mod title;
mod unfold;
mod word;

use crate::model::{Format, Outline, Text};

/// Lays out a text.
pub fn segment(text: &Text) -> Outline {
    let mut outline = Outline {
        notes: text.layout.notes.clone(),
        ..Outline::default()
    };
    let body = front::read(&text.content, &mut outline);
    let parts = match text.format {
        _ if !text.layout.is_empty() => laid::parts(text, body),
        Format::Markdown => markdown::parts(&text.content, body),
        _ => plain::parts(text, body),
    };
    let parts = unfold::unfold(&text.content, parts);
    build::fill(&mut outline, &text.content, parts);
    outline
}
