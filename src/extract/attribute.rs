//! Fills what an obligation is tied to: target groups, deadlines, statutes, documents.
//!
//! A reader looks at the obligation's own words first, then at its lead-in, then at what stands around
//! it: the right-hand column of its table, its heading.

use super::context::{Context, Passage};
use super::deadline::{self, Reading};
use super::document::{self, Titles};
use super::legal::{self, Acts, Cited};
use super::target_group::TargetGroups;
use super::token::Tokens;
use crate::model::{BlockForm, Deadline, Evidence, Found, Obligation, ObligationKind};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The readers of attributes, with their word lists compiled.
pub struct Attributes {
    acts: Acts,
    groups: TargetGroups,
}

impl Attributes {
    /// Compiles the word lists.
    pub fn new(vocabulary: &Vocabulary) -> Attributes {
        Attributes {
            acts: Acts::new(vocabulary),
            groups: TargetGroups::new(vocabulary),
        }
    }

    /// Fills the attributes of a document's obligations.
    pub fn fill(&self, context: &Context, obligations: &mut [Obligation]) {
        let mut cited = Cited::default();
        for statement in &context.outline.statements {
            if legal::may_cite(&statement.text) {
                cited.note(&Tokens::new(&statement.text), &self.acts, statement.section);
            }
        }
        let mut titles = Titles::default();
        for statement in &context.outline.statements {
            if document::may_cite(&statement.text) {
                titles.note(&Tokens::new(&statement.text));
            }
        }
        let tables = Tables::new(context);
        for obligation in obligations {
            let passage = Passage::new(context.outline, obligation.statements.clone());
            let own = Tokens::new(&passage.own.text);
            let lead = Tokens::new(&passage.lead.text);
            obligation.target_groups = self.groups.read(context, &passage, &own);
            obligation.deadlines = deadlines(context, &passage, obligation, &own, &lead, &tables);
            obligation.legal = [(&own, &passage.own), (&lead, &passage.lead)]
                .into_iter()
                .flat_map(|(tokens, words)| {
                    legal::legal(tokens, &self.acts, &cited, passage.section)
                        .into_iter()
                        .map(|mention| mention.found(words, context.outline))
                })
                .collect();
            obligation.documents = [(&own, &passage.own), (&lead, &passage.lead)]
                .into_iter()
                .flat_map(|(tokens, words)| {
                    document::documents(tokens, &titles, context.head.year)
                        .into_iter()
                        .map(|mention| mention.found(words, context.outline))
                })
                .collect();
        }
    }
}

/// The deadlines of an obligation: its own, else those of its row, its lead-in or its heading.
fn deadlines(
    context: &Context,
    passage: &Passage,
    obligation: &Obligation,
    own: &Tokens,
    lead: &Tokens,
    tables: &Tables,
) -> Vec<Found<Deadline>> {
    let outline = context.outline;
    let year = context.head.year;
    let in_row = tables.of_row(context, passage.block);
    if !in_row.is_empty() {
        return in_row;
    }
    let is_reporting = obligation.kind.value == ObligationKind::Reporting;
    let reading = if is_reporting && !directs(own) {
        Reading::Figures
    } else {
        Reading::Directive
    };
    let found = deadline::deadlines(own, year, reading);
    if !found.is_empty() {
        return found
            .into_iter()
            .map(|mention| mention.found(&passage.own, outline))
            .collect();
    }
    let found = deadline::deadlines(lead, year, Reading::Directive);
    if !found.is_empty() {
        return found
            .into_iter()
            .map(|mention| mention.found(&passage.lead, outline))
            .collect();
    }
    of_heading(context, passage.section)
}

/// A heading that is nothing but a schedule: "1. tertial og 2. tertial".
fn of_heading(context: &Context, section: u32) -> Vec<Found<Deadline>> {
    let Some(section) = context.outline.sections.get(section as usize) else {
        return Vec::new();
    };
    let tokens = Tokens::new(&section.heading);
    deadline::schedule(&tokens, context.head.year)
        .unwrap_or_default()
        .into_iter()
        .filter(|mention| mention.value.recurrence.is_some())
        .map(|mention| {
            let evidence = Evidence::at(section.heading_span, "deadline/heading", 0.7);
            Found::new(mention.value, evidence)
        })
        .collect()
}

/// Whether a finite verb directs in the words themselves.
fn directs(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|index| {
        matches!(
            tokens.word(index),
            "skal"
                | "må"
                | "bør"
                | "bes"
                | "ber"
                | "plikter"
                | "forventes"
                | "forventer"
                | "ventes"
        )
    })
}

/// Which tables say in their last column when a row is due.
struct Tables {
    due_last: FxHashMap<u32, bool>,
}

impl Tables {
    fn new(context: &Context) -> Tables {
        // (rows, rows whose last cell is a schedule, header that names a deadline)
        let mut counts: FxHashMap<u32, (u32, u32, bool)> = FxHashMap::default();
        for block in &context.outline.blocks {
            let BlockForm::Row {
                table,
                cells,
                header,
                ..
            } = &block.form
            else {
                continue;
            };
            let Some(last) = cells.last().filter(|_| cells.len() > 1) else {
                continue;
            };
            let count = counts.entry(*table).or_default();
            if *header {
                let last = last.to_lowercase();
                count.2 |= ["frist", "tidspunkt", "hyppighet", "når", "rapporteres"]
                    .iter()
                    .any(|word| last.contains(word));
            } else {
                count.0 += 1;
                let tokens = Tokens::new(last);
                count.1 += u32::from(deadline::schedule(&tokens, context.head.year).is_some());
            }
        }
        let due_last = counts
            .into_iter()
            .map(|(table, (rows, due, named))| (table, named || due * 2 > rows))
            .collect();
        Tables { due_last }
    }

    /// The deadlines in the last cell of a row; the cell as written where it names no time.
    fn of_row(&self, context: &Context, block: u32) -> Vec<Found<Deadline>> {
        let Some(BlockForm::Row {
            table,
            cells,
            cell_spans,
            header: false,
            ..
        }) = context
            .outline
            .blocks
            .get(block as usize)
            .map(|block| &block.form)
        else {
            return Vec::new();
        };
        let (Some(cell), Some(spans)) = (cells.last(), cell_spans.last()) else {
            return Vec::new();
        };
        let is_due = self.due_last.get(table).copied().unwrap_or_default();
        if cells.len() < 2 || cell.trim().is_empty() || !is_due {
            return Vec::new();
        }
        let evidence = Evidence {
            spans: spans.clone(),
            rule: Cow::Borrowed("deadline/column"),
            confidence: 0.85,
        };
        let found = deadline::schedule(&Tokens::new(cell), context.head.year);
        let values = match found {
            Some(found) => found.into_iter().map(|mention| mention.value).collect(),
            None => vec![Deadline {
                text: cell.trim().to_owned(),
                ..Deadline::default()
            }],
        };
        values
            .into_iter()
            .map(|value| Found::new(value, evidence.clone()))
            .collect()
    }
}

#[cfg(test)]
pub(super) mod tests;
