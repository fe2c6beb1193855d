//! [`Outline`] → [`Facts`]: asks each statement, with its headings and the letter's recipient, what it
//! demands, of whom, for whom, by when, by which law. Always answers.
//!
//! An [`Extractor`] holds every word list compiled; it is made once for a vocabulary and reads any
//! number of documents. Each kind of fact has a file of its own with a reader: the readers of an
//! obligation's attributes get the [`Context`] and the obligation's [`Passage`], the readers of other
//! facts the [`Context`] alone.

mod amount;
mod assignment;
mod attribute;
mod budget;
mod calendar;
mod clause;
mod context;
mod date;
mod day;
mod deadline;
mod detect;
mod directive;
mod discover;
mod document;
mod due;
mod figure;
mod goal;
mod head;
mod heading;
mod indicator;
mod language;
mod legal;
mod line;
mod naming;
mod partner;
mod place;
mod priority;
mod quotation;
mod recommendation;
mod service;
mod short_form;
mod table;
mod target_group;
#[cfg(test)]
mod testing;
mod token;
mod unit;
mod unit_name;
mod word;

pub use context::{Context, Passage, Words};
pub use head::{HeadReading, head};
pub use unit_name::{NamedUnit, UnitNames};

use crate::model::{Facts, Outline, Text};
use crate::vocabulary::Vocabulary;
use attribute::Attributes;
use detect::Detector;
use discover::Discoverer;

/// Reads documents; holds the word lists compiled.
pub struct Extractor {
    vocabulary: Vocabulary,
    unit_names: UnitNames,
    discoverer: Discoverer,
    detector: Detector,
    attributes: Attributes,
}

impl Extractor {
    /// Compiles the word lists.
    pub fn new(vocabulary: &Vocabulary) -> Extractor {
        Extractor {
            vocabulary: vocabulary.clone(),
            unit_names: UnitNames::new(vocabulary),
            discoverer: Discoverer::new(vocabulary),
            detector: Detector::new(vocabulary),
            attributes: Attributes::new(vocabulary),
        }
    }

    /// Reads the facts out of a document.
    pub fn extract(&self, document: &str, text: &Text, outline: &Outline) -> Facts {
        // Facts about the whole document come first: the others lean on them.
        let HeadReading {
            head,
            mut units,
            mut notes,
        } = head(document, text, outline, &self.unit_names);
        let context = Context {
            document,
            text,
            outline,
            vocabulary: &self.vocabulary,
            head: &head,
        };
        self.discoverer.units(&context, &mut units);
        let (obligations, doubts) = self.detector.obligations(&context, &units);
        notes.extend(doubts);
        let mut facts = Facts {
            obligations,
            budget: budget::budget(&context),
            calendar: calendar::calendar(&context),
            figures: figure::figures(&context),
            recommendations: recommendation::recommendations(&context),
            goals: goal::goals(&context),
            priorities: priority::priorities(&context),
            indicators: indicator::indicators(&context),
            units,
            notes,
            ..Facts::default()
        };
        let found = assignment::assignments(&context, &mut facts.obligations);
        facts.assignments = found.assignments;
        self.attributes
            .fill(&context, &mut facts.obligations, &found.due);
        facts.head = head;
        facts
    }
}
