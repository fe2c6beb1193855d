//! The one account of what the archive is busy with: opening, ingests under way, and the last ones
//! done. Pages, subscription and terminal all hear of it here.

use super::{IngestError, Outcome};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many runs are remembered; those under way are never forgotten.
const RUNS: usize = 8;

/// How many refusals a run remembers word by word; all are counted.
const REFUSALS: usize = 40;

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Documents are fetched from the store.
    Open,
    /// Files are read into the store.
    Ingest,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits for the writer before it.
    Waiting,
    /// It reads one after the other.
    Reading,
    /// All are read; links, graph and index are being built.
    Building,
    /// Readers see all of it.
    Done,
    /// It ended before its end. What it had stored is kept.
    Broken,
}

/// A file that was not taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Name of the file.
    pub file: String,
    /// One sentence in English.
    pub en: String,
    /// One sentence in Norwegian.
    pub nb: String,
}

impl Refusal {
    /// The refusal of a file. What went wrong inside is for the log alone.
    pub fn new(file: &str, error: &IngestError) -> Refusal {
        let en = match error {
            IngestError::Store(_) | IngestError::Index(_) => {
                "internal error; the log of the server tells more".to_owned()
            }
            told => told.to_string(),
        };
        Refusal {
            file: file.to_owned(),
            en,
            nb: error.in_norwegian(file),
        }
    }

    /// The refusal of a file that cannot be read from disk.
    pub fn unreadable(file: &str) -> Refusal {
        Refusal {
            file: file.to_owned(),
            en: format!(
                "`{file}` cannot be opened; see whether it exists and whoever runs the server may read it"
            ),
            nb: format!(
                "«{file}» kan ikke åpnes; se etter om fila finnes, og om den som kjører tjeneren, får lese den"
            ),
        }
    }
}

/// An ingest or an opening, as it stands at one moment.
#[derive(Clone, Debug)]
pub struct Run {
    /// What it does.
    pub work: Work,
    /// Its name.
    pub job: String,
    /// How far it has come.
    pub stage: Stage,
    /// Files or documents handed in.
    pub total: usize,
    /// The one being read now.
    pub now: Option<String>,
    /// Files or documents dealt with.
    pub done: usize,
    /// New documents.
    pub added: usize,
    /// Documents that took the place of an older text.
    pub replaced: usize,
    /// Files whose very bytes were there already.
    pub unchanged: usize,
    /// Files not taken in.
    pub refused: usize,
    /// Why, for the first of them.
    pub refusals: Vec<Refusal>,
    /// When it began.
    pub began: Timestamp,
    /// How long it took, or has taken so far.
    pub took: Duration,
}

impl Run {
    /// Whether it has still something to do.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.stage, Stage::Done | Stage::Broken)
    }
}

/// A file dealt with, as listeners are told.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name of the ingest.
    pub job: String,
    /// Files dealt with so far.
    pub done: usize,
    /// Files handed in.
    pub total: usize,
    /// The file.
    pub file: String,
    /// What became of it.
    pub outcome: Result<Outcome, Refusal>,
    /// Whether that was the last one, and readers see all of them.
    pub finished: bool,
}

type Listener = Arc<dyn Fn(&Step) + Send + Sync>;

/// The account.
#[derive(Default)]
pub struct Journal {
    /// Oldest first, each with its number and when it began.
    runs: Mutex<VecDeque<(u64, Instant, Run)>>,
    listeners: Mutex<Vec<Listener>>,
}

impl Journal {
    /// What is remembered, newest first.
    pub fn runs(&self) -> Vec<Run> {
        let runs = locked(&self.runs);
        runs.iter()
            .rev()
            .map(|(_, began, run)| as_of_now(*began, run))
            .collect()
    }

    /// The run under way; where several are, the one that came first.
    pub fn under_way(&self) -> Option<Run> {
        let runs = locked(&self.runs);
        let mut under_way = runs.iter().filter(|(_, _, run)| run.is_under_way());
        let (_, began, run) = under_way.next()?;
        Some(as_of_now(*began, run))
    }

    /// From now on `listener` hears of every file dealt with; of the last one of an ingest when
    /// readers see them all.
    pub fn listen(&self, listener: impl Fn(&Step) + Send + Sync + 'static) {
        locked(&self.listeners).push(Arc::new(listener));
    }

    /// Enters a run.
    pub(super) fn begin(self: &Arc<Journal>, work: Work, job: &str, total: usize) -> Entry {
        let run = Run {
            work,
            job: job.to_owned(),
            stage: Stage::Waiting,
            total,
            now: None,
            done: 0,
            added: 0,
            replaced: 0,
            unchanged: 0,
            refused: 0,
            refusals: Vec::new(),
            began: Timestamp::now(),
            took: Duration::ZERO,
        };
        let mut runs = locked(&self.runs);
        let number = runs.back().map_or(0, |(last, _, _)| last + 1);
        runs.push_back((number, Instant::now(), run));
        while runs.len() > RUNS {
            let Some(oldest) = runs.iter().position(|(_, _, run)| !run.is_under_way()) else {
                break;
            };
            runs.remove(oldest);
        }
        Entry {
            journal: Arc::clone(self),
            number,
            held: None,
        }
    }

    fn tell(&self, step: &Step) {
        // A listener may ask the journal, so no lock is held while it hears.
        let listeners = locked(&self.listeners).clone();
        for listener in listeners {
            listener(step);
        }
    }
}

fn as_of_now(began: Instant, run: &Run) -> Run {
    let mut run = run.clone();
    if run.is_under_way() {
        run.took = began.elapsed();
    }
    run
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A run in the journal, for the one who does the work. Dropped before [`Entry::finish`] it is broken off.
pub(super) struct Entry {
    journal: Arc<Journal>,
    number: u64,
    /// The last file's step, told when the run is finished.
    held: Option<Step>,
}

impl Entry {
    /// This one is being read now.
    pub(super) fn reading(&self, name: &str) {
        self.change(|run| {
            run.stage = Stage::Reading;
            run.now = Some(name.to_owned());
        });
    }

    /// A stored document was fetched.
    pub(super) fn fetched(&self) {
        self.change(|run| run.done += 1);
    }

    /// A file was dealt with.
    pub(super) fn dealt_with(&mut self, file: &str, outcome: Result<Outcome, Refusal>) {
        let step = self.change(|run| {
            run.stage = Stage::Reading;
            run.now = None;
            run.done += 1;
            match &outcome {
                Ok(Outcome::Added { .. }) => run.added += 1,
                Ok(Outcome::Replaced { .. }) => run.replaced += 1,
                Ok(Outcome::Unchanged { .. }) => run.unchanged += 1,
                Err(refusal) => {
                    run.refused += 1;
                    if run.refusals.len() < REFUSALS {
                        run.refusals.push(refusal.clone());
                    }
                }
            }
            Step {
                job: run.job.clone(),
                done: run.done,
                total: run.total,
                file: file.to_owned(),
                outcome: outcome.clone(),
                finished: false,
            }
        });
        match step {
            Some(step) if step.done < step.total => self.journal.tell(&step),
            step => self.held = step,
        }
    }

    /// All are read.
    pub(super) fn building(&self) {
        self.change(|run| {
            run.stage = Stage::Building;
            run.now = None;
        });
    }

    /// Readers see all of it.
    pub(super) fn finish(mut self) {
        self.end(Stage::Done);
        if let Some(mut last) = self.held.take() {
            last.finished = true;
            self.journal.tell(&last);
        }
    }

    fn end(&self, stage: Stage) {
        let mut runs = locked(&self.journal.runs);
        let Some(at) = runs.iter().position(|(own, _, _)| *own == self.number) else {
            return;
        };
        let (_, began, run) = &mut runs[at];
        if run.is_under_way() {
            run.stage = stage;
            run.now = None;
            run.took = began.elapsed();
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Run) -> T) -> Option<T> {
        let mut runs = locked(&self.journal.runs);
        let mut own = runs.iter_mut().filter(|(own, _, _)| *own == self.number);
        own.next().map(|(_, _, run)| change(run))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.end(Stage::Broken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(id: &str) -> Result<Outcome, Refusal> {
        Ok(Outcome::Added { id: id.to_owned() })
    }

    fn refused(file: &str) -> Result<Outcome, Refusal> {
        Err(Refusal {
            file: file.to_owned(),
            en: "no".to_owned(),
            nb: "nei".to_owned(),
        })
    }

    /// A run that reads these files and is then finished.
    fn run(journal: &Arc<Journal>, job: &str, outcomes: Vec<Result<Outcome, Refusal>>) {
        let mut entry = journal.begin(Work::Ingest, job, outcomes.len());
        for outcome in outcomes {
            entry.reading("fil");
            entry.dealt_with("fil", outcome);
        }
        entry.building();
        entry.finish();
    }

    #[test]
    fn a_run_counts_what_became_of_its_files() {
        let journal = Arc::new(Journal::default());
        let outcome = Outcome::Unchanged { id: "b".to_owned() };
        run(
            &journal,
            "a",
            vec![added("a"), Ok(outcome), refused("c"), refused("d")],
        );
        let run = &journal.runs()[0];
        assert_eq!((run.done, run.total, run.stage), (4, 4, Stage::Done));
        let counts = (run.added, run.replaced, run.unchanged, run.refused);
        assert_eq!(counts, (1, 0, 1, 2));
        assert_eq!(run.refusals.len(), 2);
    }

    #[test]
    fn listeners_hear_of_the_last_file_when_the_run_is_finished() {
        let journal = Arc::new(Journal::default());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (ears, account) = (Arc::clone(&heard), Arc::clone(&journal));
        journal.listen(move |step| {
            let under_way = account.under_way().is_some();
            locked(&ears).push((step.done, step.finished, under_way));
        });
        run(&journal, "a", vec![added("a"), added("b")]);
        assert_eq!(*locked(&heard), [(1, false, true), (2, true, false)]);
    }

    #[test]
    fn a_run_that_is_dropped_is_broken_off() {
        let journal = Arc::new(Journal::default());
        let entry = journal.begin(Work::Ingest, "a", 3);
        entry.reading("fil");
        assert_eq!(
            journal.under_way().map(|run| run.stage),
            Some(Stage::Reading)
        );
        drop(entry);
        assert!(journal.under_way().is_none());
        assert_eq!(journal.runs()[0].stage, Stage::Broken);
    }

    #[test]
    fn old_runs_are_forgotten_but_none_under_way() {
        let journal = Arc::new(Journal::default());
        let entry = journal.begin(Work::Ingest, "lang", 3);
        for number in 0..2 * RUNS {
            run(&journal, &format!("kort-{number}"), vec![added("a")]);
        }
        assert_eq!(journal.runs().len(), RUNS);
        assert_eq!(
            journal.under_way().map(|run| run.job),
            Some("lang".to_owned())
        );
        entry.finish();
    }
}
