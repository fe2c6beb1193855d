//! The index: built once from a list of documents, then only asked.

use super::abbreviation::abbreviations;
use super::analyzer::Analyzer;
use super::bound::bounded;
use super::item::{Item, Target, characters, items, pieces, surroundings};
use super::parallel::in_order;
use super::plan::{Concept, Plan, plan};
use super::postings::{Place, Postings, Writer};
use super::rank::{Ranked, rank};
use super::suggest::Spelling;
use super::thesaurus::Thesaurus;
use super::token::{TokenForm, tokens};
use super::{Hit, Hits, Query, SearchError, facet, highlight};
use crate::model::Document;
use crate::vocabulary::{Requirements, Vocabulary};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A search index over a list of documents. It never changes; new documents make a new one.
pub struct Index {
    documents: Vec<Arc<Document>>,
    vocabulary: Vocabulary,
    analyzer: Analyzer,
    spelling: Spelling,
    items: Vec<Item>,
    average_length: f32,
    postings: Postings,
}

impl Index {
    /// Indexes documents in memory.
    pub fn build(
        documents: &[Arc<Document>],
        vocabulary: &Vocabulary,
    ) -> Result<Index, SearchError> {
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        let mut thesaurus = Thesaurus::new(vocabulary);
        in_order(
            documents.len(),
            |at| Words::of(&documents[at]),
            |words| {
                for (short, long) in words.abbreviations {
                    thesaurus.put_pair(short, long);
                }
                for (word, count) in words.counts {
                    *counts.entry(word).or_default() += count;
                }
                Ok::<_, SearchError>(())
            },
        )?;
        let words = counts.iter().map(|(word, count)| (word.as_str(), *count));
        let analyzer = Analyzer::new(thesaurus, words);
        for word in analyzer.thesaurus().words() {
            // A synonym is no slip, even where the texts do not have it.
            counts.entry(word.clone()).or_insert(0);
        }
        let statements = documents.iter().map(|it| it.outline.statements.len());
        let mut writer = Writer::in_memory(statements.sum())?;
        let mut all: Vec<Item> = Vec::new();
        let mut whole_length = 0;
        in_order(
            documents.len(),
            |at| analysed(&analyzer, at as u32, &documents[at]),
            |(items, texts)| {
                for (body, context) in texts {
                    writer.add(&body, &context)?;
                }
                whole_length += items.iter().map(|it| it.length as usize).sum::<usize>();
                all.extend(items);
                Ok::<_, SearchError>(())
            },
        )?;
        Ok(Index {
            documents: documents.to_vec(),
            vocabulary: vocabulary.clone(),
            average_length: (whole_length as f32 / all.len().max(1) as f32).max(1.0),
            analyzer,
            spelling: Spelling::new(counts.into_iter()),
            items: all,
            postings: writer.finish()?,
        })
    }

    /// The best hits for a query. Without words these are all requirements that pass the filter, as they stand.
    pub fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        let text = bounded(&query.text);
        let mut plan = plan(&self.analyzer, &text);
        let suggestion = self.correct(&text, &mut plan)?;
        let test = Requirements::new(&self.vocabulary, &query.filter);
        let in_documents: Vec<bool> = (self.documents.iter())
            .map(|document| test.passes_document(document))
            .collect();
        let passes = |item: u32| {
            let item = &self.items[item as usize];
            let document = &self.documents[item.document as usize];
            in_documents[item.document as usize]
                && match item.target {
                    Target::Obligation(index) => {
                        test.passes(document, &document.facts.obligations[index as usize])
                    }
                    target => {
                        let pieces = pieces(document, target);
                        let text = pieces.first().map_or("", |it| characters(document, it));
                        test.passes_other(document, item.section, text)
                    }
                }
        };
        let ranked = if query.text.trim().is_empty() {
            let is_requirement = |item: &u32| {
                let target = self.items[*item as usize].target;
                matches!(target, Target::Obligation(_)) && passes(*item)
            };
            let all = (0..self.items.len() as u32).filter(is_requirement);
            all.map(|item| Ranked { item, score: 0.0 }).collect()
        } else {
            rank(
                &self.items,
                self.average_length,
                &self.postings,
                &plan,
                passes,
                |item| self.stems(item),
            )?
        };
        let facets = query.facets.iter().map(|field| {
            let hits = ranked.iter().map(|ranked| self.items[ranked.item as usize]);
            facet::count(*field, &self.documents, hits)
        });
        let facets = facets.collect();
        let terms = plan.terms();
        let shown = ranked.iter().skip(query.offset).take(query.limit);
        let hits = shown.map(|ranked| {
            let item = &self.items[ranked.item as usize];
            let document = &self.documents[item.document as usize];
            let shown = highlight::show(&self.analyzer, document, item.target, &terms);
            Hit {
                score: ranked.score,
                document: document.id.clone(),
                target: item.target,
                quote: shown.quote,
                highlights: shown.highlights,
                marks: shown.marks,
            }
        });
        Ok(Hits {
            total: ranked.len(),
            hits: hits.collect(),
            facets,
            suggestion,
        })
    }

    /// The stems of an item's words.
    fn stems(&self, item: u32) -> Vec<String> {
        let item = &self.items[item as usize];
        let document = &self.documents[item.document as usize];
        let mut stems = Vec::new();
        for piece in pieces(document, item.target) {
            let words = self.analyzer.words(characters(document, &piece));
            stems.extend(words.iter().map(|placed| placed.word.stem.clone()));
        }
        stems
    }

    /// Puts misspelt words right: looks for the nearest known word too, and gives the query with it.
    fn correct(&self, text: &str, plan: &mut Plan) -> Result<Option<String>, SearchError> {
        let mut corrected = String::new();
        let mut copied = 0;
        let concepts = std::mem::take(&mut plan.concepts);
        for mut concept in concepts {
            if self.is_known(&concept)? {
                plan.concepts.push(concept);
                continue;
            }
            if concept.halves.len() == 2 {
                // A compound that the texts do not have: its halves stand for it.
                plan.concepts.extend(concept.into_halves());
                continue;
            }
            let word = text[concept.place.clone()].to_lowercase();
            let Some(nearest) = self.spelling.nearest(&word) else {
                plan.concepts.push(self.known_end(concept, &word)?);
                continue;
            };
            corrected.push_str(&text[copied..concept.place.start]);
            corrected.push_str(nearest);
            copied = concept.place.end;
            for meant in super::plan::plan(&self.analyzer, nearest).concepts {
                concept.stem = meant.stem;
                concept.halves = meant.halves;
                for alternative in meant.alternatives {
                    concept.put(alternative.term, alternative.weight);
                }
            }
            plan.concepts.push(concept);
        }
        if corrected.is_empty() {
            return Ok(None);
        }
        corrected.push_str(&text[copied..]);
        Ok(Some(corrected))
    }

    /// The concept of the longest beginning or end of a word that the texts have, as "klima" for
    /// "klimavennlig"; the concept as it is where they have none.
    fn known_end(&self, concept: Concept, word: &str) -> Result<Concept, SearchError> {
        let cuts = word.char_indices().map(|(at, _)| at);
        let ends = cuts.flat_map(|at| [&word[..at], &word[at..]]);
        let mut ends: Vec<&str> = ends
            .filter(|end| end.chars().count() >= SHORTEST_END)
            .collect();
        ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
        for end in ends {
            let found = super::plan::plan(&self.analyzer, end).concepts;
            let [known] = found.as_slice() else { continue };
            if self.is_known(known)? {
                return Ok(known.clone().standing_in_for(&concept));
            }
        }
        Ok(concept)
    }

    /// Whether the texts have the word, in whatever form.
    fn is_known(&self, concept: &Concept) -> Result<bool, SearchError> {
        for alternative in &concept.alternatives {
            if self.postings.frequency(Place::Body, &alternative.term)? > 0
                || self.postings.frequency(Place::Context, &alternative.term)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Letters that a part of an unknown word must have to stand for it.
const SHORTEST_END: usize = 5;

/// What a document brings to the analysis of all.
struct Words<'a> {
    counts: FxHashMap<String, u32>,
    /// Short and long forms, in order.
    abbreviations: Vec<(&'a str, &'a str)>,
}

impl Words<'_> {
    fn of(document: &Document) -> Words<'_> {
        let statements = document.outline.statements.iter();
        let texts = statements.map(|it| it.text.as_str());
        let sections = document.outline.sections.iter();
        let headings = sections.map(|it| it.heading.as_str());
        let mut words = Words {
            counts: FxHashMap::default(),
            abbreviations: Vec::new(),
        };
        for text in texts.chain(headings) {
            words.abbreviations.extend(abbreviations(text));
            for token in tokens(text) {
                if matches!(token.form, TokenForm::Word | TokenForm::Half) {
                    *words.counts.entry(token.word).or_default() += 1;
                }
            }
        }
        words
    }
}

/// The items of a document with their lengths, and of each the terms of body and context.
fn analysed(
    analyzer: &Analyzer,
    at: u32,
    document: &Document,
) -> (Vec<Item>, Vec<(String, String)>) {
    let mut items = items(at, document);
    let mut texts = Vec::with_capacity(items.len());
    let mut headings: Option<(u32, String)> = None;
    for item in &mut items {
        let mut body = String::new();
        let mut length = 0;
        for piece in pieces(document, item.target) {
            length += analyzer.encode(characters(document, &piece), &mut body);
        }
        item.length = length as u32;
        let mut context = String::new();
        for statement in surroundings(document, item) {
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
        texts.push((body, context));
    }
    (items, texts)
}
