//! Ids of facts: document, path of the section, number within the section.

use super::Context;
use rustc_hash::FxHashMap;

/// Counts the facts of one kind in each section.
#[derive(Default)]
pub struct Places {
    counts: FxHashMap<u32, u32>,
}

impl Places {
    /// The id of the next fact in a section: `brev-2031/3.1/styringsparametere/2`.
    pub fn next(&mut self, context: &Context, section: u32) -> String {
        let count = self.counts.entry(section).or_insert(0);
        *count += 1;
        match context.outline.sections.get(section as usize) {
            Some(section) if !section.path.is_empty() => {
                format!("{}/{}/{count}", context.document, section.path)
            }
            _ => format!("{}/{count}", context.document),
        }
    }
}

/// The innermost section that holds a byte of the source.
pub fn section_at(context: &Context, byte: u32) -> u32 {
    let sections = &context.outline.sections;
    // Sections stand in reading order: the last one that starts before the byte is the innermost
    // one, unless it has ended; then one of those above it holds the byte.
    let mut at = sections
        .partition_point(|section| section.span.start <= byte)
        .saturating_sub(1);
    while let Some(section) = sections.get(at) {
        if byte < section.span.end {
            return at as u32;
        }
        match section.parent {
            Some(parent) => at = parent as usize,
            None => break,
        }
    }
    0
}

/// The nearest section with a number: a row's label may look like a heading, and a report is cited
/// by its numbers.
pub fn numbered(context: &Context, section: u32) -> u32 {
    let sections = &context.outline.sections;
    let mut at = section;
    loop {
        let here = &sections[at as usize];
        match here.parent {
            _ if here.number.is_some() => return at,
            Some(parent) => at = parent,
            None => return section,
        }
    }
}
