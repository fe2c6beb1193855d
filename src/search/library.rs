//! The index that lasts: letters are put in and taken out one by one, on disk or in memory. What it says
//! at one moment is an [`Index`].

use super::SearchError;
use super::analyzer::Analyzer;
use super::index::Index;
use super::letter;
use super::schema::{self, Fields};
use super::thesaurus::Thesaurus;
use super::view::View;
use crate::model::Document;
use crate::vocabulary::Vocabulary;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tantivy::indexer::UserOperation;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Bytes that each writing thread may hold before it lays them down.
const HELD_BY_A_WRITER: usize = 40_000_000;
/// Letters that are taken apart at once.
const AT_ONCE: usize = 32;
/// Mark of the sources that decide what the index holds.
const RULES: &str = env!("SEARCH_RULES");

/// The index of an archive, written by one and read by many.
pub struct Library {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    base: Vocabulary,
    analyzer: Analyzer,
    held: Mutex<Held>,
}

/// Which letters the index holds.
#[derive(Default)]
struct Held {
    /// Made when something is to be written for the first time.
    writer: Option<IndexWriter>,
    /// Id → mark of its text, and the document it came from where that is known.
    letters: FxHashMap<String, (String, Weak<Document>)>,
}

impl Library {
    /// An index in memory; `vocabulary` without the words that the letters bring.
    pub fn in_memory(vocabulary: &Vocabulary) -> Result<Library, SearchError> {
        Library::over(schema::open(None)?, vocabulary)
    }

    /// The index kept in a folder. One that was written by other rules, or that cannot be read, is begun anew.
    pub fn open(folder: &Path, vocabulary: &Vocabulary) -> Result<Library, SearchError> {
        let rules = rules(vocabulary);
        if let Ok(index) = schema::open(Some(folder))
            && index.load_metas().is_ok_and(|metas| {
                metas.payload.as_deref() == Some(&rules) || metas.segments.is_empty()
            })
            && let Ok(library) = Library::over(index, vocabulary)
        {
            return Ok(library);
        }
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        Library::over(schema::open(Some(folder))?, vocabulary)
    }

    fn over(index: tantivy::Index, vocabulary: &Vocabulary) -> Result<Library, SearchError> {
        let (fields, _) = Fields::with_schema();
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let library = Library {
            reader: builder.try_into()?,
            index,
            fields,
            base: vocabulary.clone(),
            analyzer: Analyzer::new(vocabulary),
            held: Mutex::default(),
        };
        let letters = library.letters()?;
        library.held().letters = letters;
        Ok(library)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The letters that the index holds on disk.
    fn letters(&self) -> Result<FxHashMap<String, (String, Weak<Document>)>, SearchError> {
        let mut letters = FxHashMap::default();
        for reader in self.reader.searcher().segment_readers() {
            let columns = reader.fast_fields();
            let (Some(marks), Some(slugs)) = (columns.str("mark")?, columns.str("document")?)
            else {
                continue;
            };
            for item in reader.doc_ids_alive() {
                let Some(mark) = marks.ords().first(item) else {
                    continue;
                };
                let (mut slug, mut text) = (String::new(), String::new());
                marks.ord_to_str(mark, &mut text)?;
                slugs.ord_to_str(slugs.ords().first(item).unwrap_or_default(), &mut slug)?;
                letters.insert(slug, (text, Weak::new()));
            }
        }
        Ok(letters)
    }

    /// Brings the index to these letters and gives it as of then: what is not among them is taken out,
    /// what is new or other than before is put in. `mark` tells a text of a letter from others; it is
    /// asked for letters that were not handed in before. `vocabulary` holds the words of all letters.
    pub fn follow(
        &self,
        documents: &[Arc<Document>],
        vocabulary: &Vocabulary,
        mark: impl Fn(&Document) -> String + Sync,
    ) -> Result<Index, SearchError> {
        let mut held = self.held();
        let unknown: Vec<&Arc<Document>> = documents
            .iter()
            .filter(|document| {
                let there = held.letters.get(&document.id);
                there.is_none_or(|(_, from)| !std::ptr::eq(from.as_ptr(), Arc::as_ptr(document)))
            })
            .collect();
        let marked: Vec<(&Arc<Document>, String)> = unknown
            .into_par_iter()
            .map(|document| (document, mark(document)))
            .collect();
        let mut new = Vec::new();
        for (document, mark) in marked {
            let from = Arc::downgrade(document);
            let there = held
                .letters
                .insert(document.id.clone(), (mark.clone(), from));
            if there.as_ref().is_none_or(|(before, _)| *before != mark) {
                new.push((document, mark, there.is_some()));
            }
        }
        let now: FxHashSet<&str> = documents.iter().map(|it| it.id.as_str()).collect();
        let all = held.letters.keys();
        let gone: Vec<String> = all
            .filter(|id| !now.contains(id.as_str()))
            .cloned()
            .collect();
        if let Err(error) = self.write(&mut held, &new, &gone) {
            // What stands in the index now is not known: the next attempt asks the index itself.
            held.writer = None;
            held.letters = self.letters().unwrap_or_default();
            return Err(error);
        }
        for id in &gone {
            held.letters.remove(id);
        }
        let place = |slug: &str| {
            let found = documents.binary_search_by(|document| document.id.as_str().cmp(slug));
            found.ok().map(|at| at as u32)
        };
        let view = View::new(self.reader.searcher(), self.fields, place)?;
        let mut own = Thesaurus::default();
        for unit in vocabulary.units() {
            if self.base.unit(&unit.slug).is_none() {
                own.put_unit(unit);
            }
        }
        Ok(Index::new(
            view,
            documents.to_vec(),
            vocabulary.clone(),
            self.analyzer.with(own),
        ))
    }

    /// Writes letters, each with its mark and whether an older text of it is there, and takes others out.
    fn write(
        &self,
        held: &mut Held,
        new: &[(&Arc<Document>, String, bool)],
        gone: &[String],
    ) -> Result<(), SearchError> {
        if new.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let writer = match &mut held.writer {
            Some(writer) => writer,
            None => {
                let threads = rayon::current_num_threads().clamp(1, 4);
                let memory = HELD_BY_A_WRITER * threads;
                let writer = self.index.writer_with_num_threads(threads, memory)?;
                held.writer.insert(writer)
            }
        };
        let slug = |id: &str| Term::from_field_text(self.fields.document, id);
        for id in gone {
            writer.delete_term(slug(id));
        }
        for some in new.chunks(AT_ONCE) {
            let made: Vec<Vec<TantivyDocument>> = some
                .par_iter()
                .map(|(document, mark, _)| {
                    let words = (&self.analyzer, &self.base);
                    letter::documents(document, mark, words, self.fields)
                })
                .collect();
            for ((document, _, is_there), items) in some.iter().zip(made) {
                if *is_there {
                    writer.delete_term(slug(&document.id));
                }
                // All of a letter at once, so that its items stand side by side in one segment.
                writer.run(items.into_iter().map(UserOperation::Add))?;
            }
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&rules(&self.base));
        commit.commit()?;
        self.reader.reload()?;
        Ok(())
    }
}

/// The rules and words by which letters are taken apart.
fn rules(vocabulary: &Vocabulary) -> String {
    let mut hasher = rustc_hash::FxHasher::default();
    for unit in vocabulary.units() {
        format!("{unit:?}").hash(&mut hasher);
    }
    for group in vocabulary.target_groups() {
        format!("{group:?}").hash(&mut hasher);
    }
    for statute in vocabulary.statutes() {
        format!("{statute:?}").hash(&mut hasher);
    }
    format!("{RULES}-{:016x}", hasher.finish())
}
