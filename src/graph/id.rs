//! Small integers that stand for nodes, edges and strings.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// A node of one [`Graph`](super::Graph). Means nothing in another snapshot: keep the public id instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// An edge of one [`Graph`](super::Graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeId(pub(super) u32);

/// A string of one [`Graph`](super::Graph), stored once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// Strings stored once, end to end in one buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    text: String,
    ends: Vec<u32>,
    /// Hash → the first symbol with it; `next` leads to the others.
    heads: FxHashMap<u64, u32>,
    next: Vec<Option<u32>>,
}

impl Names {
    /// The symbol of a string, which is stored if it is new.
    pub(super) fn intern(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.find(name) {
            return symbol;
        }
        let symbol = self.ends.len() as u32;
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        let before = self.heads.insert(hash(name), symbol);
        self.next.push(before);
        Symbol(symbol)
    }

    /// The symbol of a string that is stored.
    pub(super) fn find(&self, name: &str) -> Option<Symbol> {
        let mut at = self.heads.get(&hash(name)).copied();
        while let Some(symbol) = at {
            if self.text(Symbol(symbol)) == name {
                return Some(Symbol(symbol));
            }
            at = self.next[symbol as usize];
        }
        None
    }

    /// The string of a symbol.
    pub(super) fn text(&self, symbol: Symbol) -> &str {
        let at = symbol.0 as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }
}

/// The hash under which an id is looked up.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_gets_one_symbol() {
        let mut names = Names::default();
        let first = names.intern("nav-kontor");
        let second = names.intern("ledere");
        assert_ne!(first, second);
        assert_eq!(names.intern("nav-kontor"), first);
        assert_eq!(names.text(second), "ledere");
        assert_eq!(names.find("nav"), None);
    }
}
