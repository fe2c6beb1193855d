//! Fills what an obligation is tied to: target groups, deadlines, statutes, documents.
//!
//! A reader looks at the obligation's own words first, then at its lead-in, then at what stands around it.

use super::context::{Context, Passage};
use super::document::{self, Titles};
use super::due::Due;
use super::legal::{self, Acts, Cited};
use super::service;
use super::target_group::TargetGroups;
use super::token::Tokens;
use crate::model::{Deadline, Found, Obligation};
use crate::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;

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
    ///
    /// `told` holds the deadlines that lines of their own give to some of them, by index.
    pub fn fill(
        &self,
        context: &Context,
        obligations: &mut [Obligation],
        told: &FxHashMap<u32, Vec<Found<Deadline>>>,
    ) {
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
        let due = Due::new(context);
        let mut groups = self.groups.reader(context);
        for (index, obligation) in obligations.iter_mut().enumerate() {
            let passage = Passage::new(context.outline, obligation.statements.clone());
            let own = Tokens::new(&passage.own.text);
            let lead = Tokens::new(&passage.lead.text);
            obligation.target_groups = groups.read(&passage, &own);
            let told = told.get(&(index as u32)).map_or(&[][..], Vec::as_slice);
            obligation.deadlines = due.read(
                context,
                &passage,
                obligation.kind.value,
                (&own, &lead),
                told,
            );
            // A sentence further on in an item stands by itself.
            let led = usize::from(obligation.lead_in.is_some());
            obligation.legal = [(&own, &passage.own), (&lead, &passage.lead)]
                .into_iter()
                .take(1 + led)
                .flat_map(|(tokens, words)| {
                    legal::legal(tokens, &self.acts, &cited, passage.section)
                        .into_iter()
                        .map(|mention| mention.found(words, context.outline))
                })
                .collect();
            obligation.documents = [(&own, &passage.own), (&lead, &passage.lead)]
                .into_iter()
                .take(1 + led)
                .flat_map(|(tokens, words)| {
                    document::documents(tokens, &titles, context.head.year)
                        .into_iter()
                        .map(|mention| mention.found(words, context.outline))
                })
                .collect();
        }
        service::fill(context, obligations);
    }
}

#[cfg(test)]
pub(super) mod tests;
