//! The one Norwegian: word lists, stems and what else every room knows of the language.
//!
//! The words themselves are data: `corpus/language/*.toml` ([`words`]), one form for all files, bokmål and
//! nynorsk side by side. A new word is a line there and a row in a test; no rule has to be touched.

mod lists;
mod stem;

pub use lists::{Words, words};
pub use stem::{FORMS, Forms, root, stem};
