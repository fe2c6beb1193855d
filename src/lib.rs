//! Knowledge graph over Norwegian steering documents.
//!
//! Letters go in as bytes; each stage turns one plain data type into the next:
//! `read` → [`model::Text`], `segment` → [`model::Outline`], `extract` → [`model::Facts`].
//! [`archive`] keeps the store, the graph and the search index in step and gives out snapshots
//! that `graphql`, `web` and `cli` ask. ARCHITECTURE.md tells which module may use which.

pub mod archive;
pub mod cli;
pub mod config;
pub mod diff;
pub mod evaluate;
pub mod extract;
pub mod generate;
pub mod graph;
pub mod graphql;
pub mod language;
pub mod likeness;
pub mod mcp;
pub mod model;
pub mod quantity;
pub mod read;
pub mod reading;
pub mod search;
pub mod segment;
pub mod server;
pub mod store;
pub mod trace;
pub mod vocabulary;
pub mod web;
