//! Store, graph and search index kept in step: one writer takes letters in and out, and gives out
//! snapshots that never change under a reader.

mod ingest;
mod journal;
mod kept;
mod links;
mod name;
mod open;
mod places;
mod shelf;
mod snapshot;

pub use crate::store::StoreError;
pub use ingest::{IngestError, Outcome};
pub use journal::{Journal, Refusal, Run, Stage, Step, Work};
pub use name::Origin;
pub use places::DeadlineRef;
pub use snapshot::Snapshot;

use crate::model::Document;
use crate::reading::{ReadText, Reader};
use crate::search::SearchError;
use crate::store::{Letter, Store};
use crate::vocabulary::Vocabulary;
use arc_swap::ArcSwap;
use journal::Entry;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use shelf::Shelf;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many documents are read before the first of them is stored.
const READ_AT_ONCE: usize = 64;

/// Why the archive cannot be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index cannot be built.
    #[error(transparent)]
    Index(#[from] SearchError),
}

/// The archive of letters. Synchronous; a server calls it off its async threads.
pub struct Archive {
    store: Arc<dyn Store>,
    shelf: Arc<Shelf>,
    vocabulary: Arc<Vocabulary>,
    /// Made when the first letter is read: who only asks needs none.
    reader: OnceLock<Reader>,
    /// How files are read.
    read: ReadText,
    current: ArcSwap<Snapshot>,
    /// Documents as the writer sees them; held while writing, so that writers go one by one.
    documents: Mutex<BTreeMap<String, Arc<Document>>>,
    journal: Arc<Journal>,
    /// What was found when the store was opened.
    told: Vec<String>,
}

impl Archive {
    /// Opens the archive over a store and reads every document in it. Graph and index are built by
    /// the first who asks for them.
    pub fn open(store: Box<dyn Store>, vocabulary: Vocabulary) -> Result<Archive, ArchiveError> {
        let journal = Arc::<Journal>::default();
        let (archive, entry) = Archive::read(store, vocabulary, journal)?;
        entry.finish();
        Ok(archive)
    }

    /// Opens the archive with graph and index built, and keeps account of that and of every ingest
    /// in the journal.
    pub fn open_with(
        store: Box<dyn Store>,
        vocabulary: Vocabulary,
        journal: Arc<Journal>,
    ) -> Result<Archive, ArchiveError> {
        let (archive, entry) = Archive::read(store, vocabulary, journal)?;
        entry.building();
        archive.snapshot().complete()?;
        entry.finish();
        Ok(archive)
    }

    fn read(
        store: Box<dyn Store>,
        vocabulary: Vocabulary,
        journal: Arc<Journal>,
    ) -> Result<(Archive, Entry), ArchiveError> {
        let store: Arc<dyn Store> = Arc::from(store);
        let vocabulary = Arc::new(vocabulary);
        let shelf = Arc::new(Shelf::new(store.folder(), &vocabulary));
        let reader = OnceLock::new();
        let entry = journal.begin(Work::Open, "store", store.ids()?.len());
        let compiled = || reader.get_or_init(|| Reader::new(&vocabulary));
        let open::Opened { documents, told } = open::open(&*store, &entry, compiled)?;
        let all = documents.values().cloned().collect();
        let snapshot = Snapshot::new(all, &vocabulary, &store, &shelf);
        let archive = Archive {
            store,
            shelf,
            vocabulary,
            reader,
            read: crate::read::read,
            current: ArcSwap::from_pointee(snapshot),
            documents: Mutex::new(documents),
            journal,
            told,
        };
        Ok((archive, entry))
    }

    /// What was found wrong or done when the store was opened, in sentences.
    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// Why nothing can be stored at present, as on a full disk.
    pub fn failure(&self) -> Option<String> {
        self.store.failure()
    }

    /// The store, for what is done with letters alone.
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The account of ingests.
    pub fn journal(&self) -> &Arc<Journal> {
        &self.journal
    }

    /// Reads files another way than [`crate::read::read`] does, from the first letter on.
    pub fn read_files_by(&mut self, read: ReadText) {
        self.read = read;
        self.reader = OnceLock::new();
    }

    /// Reads letters with the archive's vocabulary.
    pub fn reader(&self) -> &Reader {
        self.reader
            .get_or_init(|| Reader::new(&self.vocabulary).reading_by(self.read))
    }

    /// The state as of now. It stays as it is for as long as it is held.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Starts a batch of changes. What it stores is durable at once; readers see it when the batch
    /// is finished, since graph and index are built once for all of it.
    pub fn batch(&self) -> Batch<'_> {
        self.begin(None)
    }

    /// Starts a batch that takes in so many files under a name, and is entered in the journal.
    pub fn ingest_batch(&self, job: &str, files: usize) -> Batch<'_> {
        // Entered before it waits for its turn, so that it is seen to wait.
        self.begin(Some(self.journal.begin(Work::Ingest, job, files)))
    }

    fn begin(&self, entry: Option<Entry>) -> Batch<'_> {
        let documents = self
            .documents
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let sources = documents.values().map(|document| {
            let source = document.text.source.sha256.clone();
            (source, document.id.clone())
        });
        let letters = self.store.letters().into_iter();
        let letters = letters.map(|letter| (letter.id.clone(), letter));
        Batch {
            letters: letters.collect(),
            of_this_run: HashSet::new(),
            notice: None,
            sources: sources.collect(),
            documents,
            archive: self,
            changed: false,
            entry,
        }
    }

    /// Takes one document in and lets readers see it.
    pub fn ingest(&self, bytes: &[u8], file_name: &str) -> Result<Outcome, IngestError> {
        let mut batch = self.batch();
        let outcome = batch.ingest(bytes, file_name)?;
        batch.finish()?;
        Ok(outcome)
    }

    /// Removes a document; tells whether it was there.
    pub fn remove(&self, id: &str) -> Result<bool, ArchiveError> {
        let mut batch = self.batch();
        let was_there = batch.remove(id)?;
        batch.finish()?;
        Ok(was_there)
    }
}

/// A batch of changes by the one writer. Dropped without [`Batch::finish`], its changes are stored
/// but shown to readers only by the next batch.
pub struct Batch<'a> {
    archive: &'a Archive,
    documents: MutexGuard<'a, BTreeMap<String, Arc<Document>>>,
    /// The letters that the documents were read from, by id.
    letters: BTreeMap<String, Letter>,
    sources: ingest::Sources,
    /// Ids taken in by this batch.
    of_this_run: HashSet<String>,
    notice: Option<String>,
    changed: bool,
    entry: Option<Entry>,
}

/// What became of a file, and what is to be told beside it.
pub type Taken = (Result<Outcome, IngestError>, Option<String>);

impl Batch<'_> {
    /// Takes a document in: reads it, stores it durably. The same bytes again change nothing.
    pub fn ingest(&mut self, bytes: &[u8], file_name: &str) -> Result<Outcome, IngestError> {
        let origin = Origin {
            file_name,
            ..Origin::default()
        };
        self.ingest_from(bytes, &origin)
    }

    /// The same of a file whose place is known.
    pub fn ingest_from(
        &mut self,
        bytes: &[u8],
        origin: &Origin<'_>,
    ) -> Result<Outcome, IngestError> {
        let file_name = origin.file_name;
        self.reading(file_name);
        let outcome = self.take_in(bytes, origin);
        self.enter(file_name, &outcome);
        outcome
    }

    /// What is to be told of the letter taken in last, beside its outcome.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Enters that this file is being read, where fetching its bytes may take a while.
    pub fn reading(&self, file_name: &str) {
        if let Some(entry) = &self.entry {
            entry.reading(file_name);
        }
    }

    /// Enters a file that could not even be handed in.
    pub fn refuse(&mut self, refusal: Refusal) {
        if let Some(entry) = &mut self.entry {
            entry.dealt_with(&refusal.file.clone(), Err(refusal));
        }
    }

    /// Takes several documents in: read on all cores, stored one by one in the order given. What becomes
    /// of each is the same as if they came one after the other.
    pub fn ingest_all(&mut self, files: &[(Vec<u8>, String)]) -> Vec<Result<Outcome, IngestError>> {
        let files = files.iter().map(|(bytes, file_name)| {
            let origin = Origin {
                file_name,
                ..Origin::default()
            };
            (bytes.as_slice(), origin)
        });
        let files: Vec<_> = files.collect();
        let taken = self.ingest_each(&files).into_iter();
        taken.map(|(outcome, _)| outcome).collect()
    }

    /// The same of files whose places are known, with what is to be told beside the outcome.
    pub fn ingest_each(&mut self, files: &[(&[u8], Origin<'_>)]) -> Vec<Taken> {
        let reader = self.archive.reader();
        let stock = self.stock();
        let read: Vec<_> = files
            .par_iter()
            .map(|(bytes, origin)| ingest::read_document(bytes, origin, &stock, reader))
            .collect();
        let mut taken = Vec::with_capacity(files.len());
        // What a document meets that came in with it is not known until it is stored.
        let mut come: FxHashSet<String> = FxHashSet::default();
        for ((bytes, origin), read) in files.iter().zip(read) {
            self.reading(origin.file_name);
            let meets = match read.as_ref().map(|read| (&read.outcome, &read.document)) {
                Ok((outcome, Some(document))) => {
                    come.contains(outcome.id()) || come.contains(&document.text.source.sha256)
                }
                Ok((_, None)) | Err(IngestError::Duplicate { .. }) => !come.is_empty(),
                Err(_) => false,
            };
            let outcome = match meets {
                true => self.take_in(bytes, origin),
                false => read.and_then(|read| self.store(read, bytes)),
            };
            if let Ok(outcome) = &outcome
                && let Some(document) = self.documents.get(outcome.id())
            {
                come.insert(outcome.id().to_owned());
                come.insert(document.text.source.sha256.clone());
            }
            self.enter(origin.file_name, &outcome);
            let failed = matches!(outcome, Err(IngestError::Store(_)));
            taken.push((outcome, self.notice.take()));
            if failed {
                // The next one would fare no better.
                break;
            }
        }
        taken
    }

    fn stock(&self) -> ingest::Stock<'_> {
        ingest::Stock {
            present: &self.documents,
            letters: &self.letters,
            sources: &self.sources,
            of_this_run: &self.of_this_run,
        }
    }

    fn take_in(&mut self, bytes: &[u8], origin: &Origin<'_>) -> Result<Outcome, IngestError> {
        let reader = self.archive.reader();
        let read = ingest::read_document(bytes, origin, &self.stock(), reader)?;
        self.store(read, bytes)
    }

    fn store(&mut self, read: ingest::Read, bytes: &[u8]) -> Result<Outcome, IngestError> {
        let store = &self.archive.store;
        self.notice = read.notice;
        if let Some(letter) = read.letter {
            // Durable from here on; what follows can be made again from it.
            store.keep_letter(&letter, bytes)?;
            self.letters.insert(letter.id.clone(), letter);
        }
        if let Some(document) = read.document {
            store.put(&document)?;
            let (source, id) = (document.text.source.sha256.clone(), document.id.clone());
            if let Some(old) = self.documents.insert(id.clone(), Arc::new(document)) {
                self.sources.remove(&old.text.source.sha256);
            }
            self.of_this_run.insert(id.clone());
            self.sources.insert(source, id);
            self.changed = true;
        }
        Ok(read.outcome)
    }

    /// Enters in the journal what became of a file.
    fn enter(&mut self, file_name: &str, outcome: &Result<Outcome, IngestError>) {
        if let Some(entry) = &mut self.entry {
            let told = match outcome {
                Ok(outcome) => Ok(outcome.clone()),
                Err(error) => Err(Refusal::new(file_name, error)),
            };
            entry.dealt_with(file_name, told);
        }
    }

    /// The document with this id, as the writer sees it.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(id).map(|document| &**document)
    }

    /// Removes a document; tells whether it was there.
    pub fn remove(&mut self, id: &str) -> Result<bool, StoreError> {
        // One that could not be read is not among the documents, but can be removed.
        let was_there = self.archive.store.remove(id)?;
        self.letters.remove(id);
        if let Some(old) = self.documents.remove(id) {
            self.sources.remove(&old.text.source.sha256);
            self.changed = true;
        }
        Ok(was_there)
    }

    /// Reads every stored text anew with this program's rules and vocabulary. `each` hears the id of
    /// every document done.
    pub fn reindex(&mut self, mut each: impl FnMut(&str)) -> Result<(), StoreError> {
        let reader = self.archive.reader();
        let documents: Vec<Arc<Document>> = self.documents.values().cloned().collect();
        // Read on all cores, stored in order; so many at once that few wait in memory.
        for some in documents.chunks(READ_AT_ONCE) {
            let (store, letters) = (&self.archive.store, &self.letters);
            let again = |old: &Arc<Document>| open::read_again(&**store, letters, reader, old);
            let fresh: Vec<_> = some.par_iter().map(again).collect();
            for document in fresh {
                let document = document?;
                self.archive.store.put(&document)?;
                let id = document.id.clone();
                self.documents.insert(id.clone(), Arc::new(document));
                each(&id);
            }
        }
        self.changed = true;
        Ok(())
    }

    /// Builds the graph, the index where there was one before, and shows the new state to readers.
    pub fn finish(self) -> Result<(), SearchError> {
        if let Some(entry) = &self.entry {
            entry.building();
        }
        if let Err(error) = self.archive.store.settle() {
            // The letters are durable; this is made again from them.
            tracing::warn!("what was read is not kept: {error}");
        }
        if self.changed {
            let Archive {
                store,
                vocabulary,
                shelf,
                ..
            } = self.archive;
            let documents = self.documents.values().cloned().collect();
            let snapshot = Snapshot::new(documents, vocabulary, store, shelf);
            snapshot.follow(&self.archive.current.load())?;
            self.archive.current.store(Arc::new(snapshot));
        }
        if let Some(entry) = self.entry {
            entry.finish();
        }
        Ok(())
    }
}
