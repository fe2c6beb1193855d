//! [`Text`] → [`Outline`]: drops page furniture, finds sections, joins broken sentences, ties list
//! items to their lead-in. Always answers; what it cannot settle becomes a note.
//!
//! One reader per format (`plain`, `markdown`, `html`) cuts the text into parts: headings,
//! paragraphs, list items, table rows. `build` turns the parts into sections, blocks and statements.

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
mod html;
mod html_table;
mod inline;
mod label;
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
    let mut outline = Outline::default();
    let parts = match text.format {
        Format::Plain => plain::parts(text),
        Format::Markdown => {
            let body = front::read(&text.content, &mut outline);
            markdown::parts(&text.content, body)
        }
        Format::Html => html::parts(&text.content),
    };
    let parts = unfold::unfold(&text.content, parts);
    build::fill(&mut outline, &text.content, parts);
    outline
}
