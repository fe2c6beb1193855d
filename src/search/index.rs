//! The index at one moment: what a query is answered from.

use super::analyzer::Analyzer;
use super::answers::Answers;
use super::bound::bounded;
use super::candidates::{COUNTED, candidates, count};
use super::facet::Counts;
use super::item::{Target, characters, pieces};
use super::library::Library;
use super::list::Tally;
use super::plan::{Concept, Plan, plan};
use super::rank::{Ranked, rank};
use super::schema::Place;
use super::view::{Spot, View};
use super::{Hit, Hits, Query, SearchError, highlight, suggest, twins};
use crate::model::Document;
use crate::vocabulary::{Requirements, Vocabulary};
use std::sync::Arc;

/// Items that are looked at closely. Those behind them follow in the order in which they were found.
const LOOKED_AT: usize = 300;

/// A search index over a list of documents, as of one moment. It never changes.
pub struct Index {
    view: View,
    documents: Vec<Arc<Document>>,
    vocabulary: Vocabulary,
    analyzer: Analyzer,
    answers: Answers,
}

/// The hits of a query before they are shown, best first.
struct Found {
    ranked: Vec<Ranked>,
    total: usize,
    more: bool,
    facets: Vec<super::Facet>,
}

impl Index {
    /// Indexes documents in memory.
    pub fn build(
        documents: &[Arc<Document>],
        vocabulary: &Vocabulary,
    ) -> Result<Index, SearchError> {
        let library = Library::in_memory(vocabulary)?;
        let mut sorted = documents.to_vec();
        sorted.sort_by(|one, other| one.id.cmp(&other.id));
        library.follow(&sorted, vocabulary, |_| String::new())
    }

    pub(super) fn new(
        view: View,
        documents: Vec<Arc<Document>>,
        vocabulary: Vocabulary,
        analyzer: Analyzer,
    ) -> Index {
        Index {
            view,
            documents,
            vocabulary,
            analyzer,
            answers: Answers::default(),
        }
    }

    /// The best hits for a query. Without words these are all requirements that pass the filter, as they stand.
    pub fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        self.answers.get_or_find(query, || self.find(query))
    }

    fn find(&self, query: &Query) -> Result<Hits, SearchError> {
        if query.text.trim().is_empty() {
            return self.list(query);
        }
        let text = bounded(&query.text);
        let words = self.analyzer.words(&text);
        let mut plan = plan(&self.analyzer, &text, words);
        twins::expand(&self.view, &text, &plan.words, &mut plan.concepts)?;
        let suggestion = self.correct(&text, &mut plan)?;
        let test = Requirements::new(&self.vocabulary, &query.filter);
        let in_documents: Vec<bool> = (self.documents.iter())
            .map(|document| test.passes_document(document))
            .collect();
        let alone = test.asks_of_documents_alone();
        let passes = |spot: Spot| self.passes(spot, &in_documents, &test, alone);
        let found = self.best(query, &plan, passes)?;
        let terms = plan.terms();
        let shown = found.ranked.iter().skip(query.offset).take(query.limit);
        let hits = shown.filter_map(|ranked| {
            let document = self.document(ranked.spot)?;
            let target = self.view.item(ranked.spot).target;
            let shown = highlight::show(&self.analyzer, document, target, &terms);
            Some(hit(ranked.score, document, target, shown))
        });
        Ok(Hits {
            hits: hits.collect(),
            total: found.total,
            more: found.more,
            facets: found.facets,
            suggestion,
        })
    }

    fn best(
        &self,
        query: &Query,
        plan: &Plan,
        passes: impl Fn(Spot) -> bool,
    ) -> Result<Found, SearchError> {
        let most = LOOKED_AT.max(query.offset.saturating_add(query.limit).min(COUNTED));
        let candidates = candidates(&self.view, plan, most, &passes)?;
        let near = candidates.best.iter().take(LOOKED_AT);
        let near: Vec<Spot> = near.map(|(spot, _)| *spot).collect();
        let mut ranked = rank(&self.view, plan, &near, |spot| self.stems(spot))?;
        let mut counts = Counts::new(&self.view, &query.facets);
        if candidates.all && candidates.best.len() <= LOOKED_AT {
            for ranked in &ranked {
                counts.add(ranked.spot);
            }
            return Ok(Found {
                total: ranked.len(),
                more: false,
                facets: counts.facets()?,
                ranked,
            });
        }
        let more = count(&self.view, plan, &passes, &mut counts)?;
        let last = ranked.last().map_or(0.0, |last| last.score);
        let rest = candidates.best.iter().skip(LOOKED_AT).enumerate();
        ranked.extend(rest.map(|(nth, (spot, _))| Ranked {
            spot: *spot,
            score: last / (nth + 2) as f32,
        }));
        Ok(Found {
            total: counts.total.max(ranked.len()),
            more,
            facets: counts.facets()?,
            ranked,
        })
    }

    /// All requirements that pass the filter, as they stand.
    fn list(&self, query: &Query) -> Result<Hits, SearchError> {
        let test = Requirements::new(&self.vocabulary, &query.filter);
        let mut counts = Tally::new(&query.facets);
        let mut hits = Hits::default();
        'all: for document in &self.documents {
            if !test.passes_document(document) {
                continue;
            }
            for (index, obligation) in document.facts.obligations.iter().enumerate() {
                if !test.passes(document, obligation) {
                    continue;
                }
                if hits.total >= COUNTED.max(query.offset.saturating_add(query.limit)) {
                    hits.more = true;
                    break 'all;
                }
                if hits.total >= query.offset && hits.hits.len() < query.limit {
                    let target = Target::Obligation(index as u32);
                    let shown =
                        highlight::show(&self.analyzer, document, target, &Default::default());
                    hits.hits.push(hit(0.0, document, target, shown));
                }
                hits.total += 1;
                counts.add(document, obligation);
            }
        }
        hits.facets = counts.facets();
        Ok(hits)
    }

    fn document(&self, spot: Spot) -> Option<&Arc<Document>> {
        self.documents.get(self.view.document(spot)? as usize)
    }

    /// Whether an item passes the filter; `alone` where it is all a matter of the document.
    fn passes(
        &self,
        spot: Spot,
        in_documents: &[bool],
        test: &Requirements<'_>,
        alone: bool,
    ) -> bool {
        let Some(at) = self.view.document(spot) else {
            return false;
        };
        if !in_documents[at as usize] {
            return false;
        }
        if alone {
            return true;
        }
        let document = &self.documents[at as usize];
        let item = self.view.item(spot);
        match item.target {
            Target::Obligation(index) => {
                test.passes(document, &document.facts.obligations[index as usize])
            }
            target => {
                let pieces = pieces(document, target);
                let text = pieces.first().map_or("", |it| characters(document, it));
                test.passes_other(document, item.section, text)
            }
        }
    }

    /// The stems of an item's words.
    fn stems(&self, spot: Spot) -> Vec<String> {
        let Some(document) = self.document(spot) else {
            return Vec::new();
        };
        let mut stems = Vec::new();
        for piece in pieces(document, self.view.item(spot).target) {
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
            let names = self.analyzer.thesaurus().words();
            let Some(nearest) = suggest::nearest(&self.view, names, &word)? else {
                plan.concepts.push(self.known_end(concept, &word)?);
                continue;
            };
            corrected.push_str(&text[copied..concept.place.start]);
            corrected.push_str(&nearest);
            copied = concept.place.end;
            for meant in self.meant(&nearest) {
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
            let found = self.meant(end);
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
            if self.view.frequency(Place::Body, &alternative.term)? > 0
                || self.view.frequency(Place::Context, &alternative.term)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The words of another text asked for.
    fn meant(&self, text: &str) -> Vec<Concept> {
        plan(&self.analyzer, text, self.analyzer.words(text)).concepts
    }
}

fn hit(score: f32, document: &Document, target: Target, shown: highlight::Shown) -> Hit {
    Hit {
        score,
        document: document.id.clone(),
        target,
        quote: shown.quote,
        highlights: shown.highlights,
        marks: shown.marks,
    }
}

/// Letters that a part of an unknown word must have to stand for it.
const SHORTEST_END: usize = 5;
