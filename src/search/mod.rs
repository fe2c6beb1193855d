//! Full-text search over statements, headings, indicators and documents, with a Norwegian analysis of its own.
mod analyzer;
mod compound;
mod stem;
mod thesaurus;
mod token;
