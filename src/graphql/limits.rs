//! What a request may cost at most.

use std::time::Duration;

/// Items of a page at most.
pub const MAX_PAGE: usize = 200;

/// Entries of a list in a request at most.
pub const MAX_LIST: usize = 200;

/// What one request may ask for at most.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Nesting of fields.
    pub depth: usize,
    /// Fields of the answer, pages counted by their size.
    pub complexity: usize,
    /// Aliases, fragments written out.
    pub aliases: usize,
    /// Directives, fragments written out.
    pub directives: usize,
    /// Fields of the request, fragments written out.
    pub fields: usize,
    /// Values that may be made for an answer; as many may be expected of it by its lists.
    pub values: usize,
    /// Bytes of an answer.
    pub bytes: usize,
    /// Time to answer in.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            depth: 20,
            complexity: 100_000,
            aliases: 30,
            directives: 30,
            fields: 2_000,
            values: 200_000,
            bytes: 16 * 1024 * 1024,
            time: Duration::from_secs(10),
        }
    }
}
