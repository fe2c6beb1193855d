//! A letter → what the index takes in of it. Nothing of it depends on other letters.

use super::abbreviation::abbreviations;
use super::analyzer::Analyzer;
use super::item::{Target, characters, items, pieces, surroundings};
use super::schema::Fields;
use super::suggest::{PLAIN, plain_spellings};
use super::thesaurus::Thesaurus;
use super::token::{TokenForm, tokens};
use crate::language::stem;
use crate::model::Document;
use crate::vocabulary::{Unit, Vocabulary};
use std::collections::BTreeSet;
use tantivy::TantivyDocument;

/// The items of a letter as documents of the index, in reading order; `mark` tells this text of the
/// letter from others.
pub(super) fn documents(
    document: &Document,
    mark: &str,
    (base, vocabulary): (&Analyzer, &Vocabulary),
    fields: Fields,
) -> Vec<TantivyDocument> {
    let analyzer = with_own_names(base, vocabulary, document);
    let mut made = Vec::new();
    let mut headings: Option<(u32, String)> = None;
    for mut item in items(document) {
        let mut body = String::new();
        let mut length = 0;
        for piece in pieces(document, item.target) {
            length += analyzer.encode(characters(document, &piece), &mut body);
        }
        item.length = length as u32;
        let mut context = String::new();
        for statement in surroundings(document, &item) {
            let text = &document.outline.statements[statement as usize].text;
            analyzer.encode(text, &mut context);
        }
        if matches!(item.target, Target::Statement(_) | Target::Obligation(_)) {
            // Statements of one section come one after the other.
            if headings.as_ref().map(|(section, _)| *section) != Some(item.section) {
                let mut encoded = String::new();
                for heading in document.outline.heading_path(item.section) {
                    analyzer.encode(heading, &mut encoded);
                }
                headings = Some((item.section, encoded));
            }
            if let Some((_, encoded)) = &headings {
                context.push_str(encoded);
            }
        }
        let mut entry = TantivyDocument::default();
        entry.add_text(fields.document, &document.id);
        let (target, shape) = item.packed();
        entry.add_u64(fields.target, target);
        entry.add_u64(fields.shape, shape);
        entry.add_text(fields.body, body);
        entry.add_text(fields.context, context);
        match item.target {
            Target::Document => add_whole(&mut entry, document, mark, fields),
            Target::Obligation(index) => add_slugs(&mut entry, document, index, fields),
            _ => {}
        }
        made.push(entry);
    }
    made
}

/// The analysis with the names of the units that the letter itself brings.
fn with_own_names(base: &Analyzer, vocabulary: &Vocabulary, document: &Document) -> Analyzer {
    let units = document.facts.units.iter();
    let mut units = units
        .filter(|unit| vocabulary.unit(&unit.slug).is_none())
        .peekable();
    if units.peek().is_none() {
        return base.clone();
    }
    let mut own = Thesaurus::default();
    for unit in units {
        own.put_unit(&Unit {
            slug: unit.slug.clone(),
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            aliases: unit.aliases.clone(),
            ..Unit::default()
        });
    }
    base.with(own)
}

/// What a requirement is filtered and counted by.
fn add_slugs(entry: &mut TantivyDocument, document: &Document, index: u32, fields: Fields) {
    let obligation = &document.facts.obligations[index as usize];
    let units = obligation.units.iter().map(|it| it.unit.as_str());
    for unit in units.collect::<BTreeSet<_>>() {
        entry.add_text(fields.unit, unit);
    }
    let groups = obligation.target_groups.iter().map(|it| it.value.as_str());
    for group in groups.collect::<BTreeSet<_>>() {
        entry.add_text(fields.group, group);
    }
}

/// What concerns the letter as a whole: its words, and what stands for what in it.
fn add_whole(entry: &mut TantivyDocument, document: &Document, mark: &str, fields: Fields) {
    entry.add_text(fields.mark, mark);
    let statements = document.outline.statements.iter();
    let texts = statements.map(|it| it.text.as_str());
    let sections = document.outline.sections.iter();
    let headings = sections.map(|it| it.heading.as_str());
    let mut words: BTreeSet<String> = BTreeSet::new();
    let mut twins: BTreeSet<String> = BTreeSet::new();
    for text in texts.chain(headings) {
        for (short, long) in abbreviations(text) {
            let (short, long) = (short.to_lowercase(), stems(long));
            twins.insert(format!("{short}\t{long}"));
            twins.insert(format!("{long}\t{short}"));
        }
        for token in tokens(text) {
            if matches!(token.form, TokenForm::Word | TokenForm::Half) {
                words.insert(token.word);
            }
        }
    }
    for word in &words {
        for plain in plain_spellings(word) {
            twins.insert(format!("{PLAIN}{plain}\t{word}"));
        }
    }
    for twin in twins {
        entry.add_text(fields.twin, twin);
    }
    let words: Vec<String> = words.into_iter().collect();
    entry.add_text(fields.word, words.join(" "));
}

/// The stems of a text's words, a blank between.
pub(super) fn stems(text: &str) -> String {
    let stems = tokens(text).into_iter().map(|token| stem(&token.word));
    stems.collect::<Vec<_>>().join(" ")
}
