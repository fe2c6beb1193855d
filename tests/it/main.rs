//! Integration tests, one binary.

/// The graph, why requirements apply, and the links between documents.
mod trace;
