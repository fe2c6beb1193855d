//! The graph over all documents: what hangs together with what, and the words that say so.

mod query;

pub use query::{ObligationRef, select, select_among};
