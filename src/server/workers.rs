//! Where work that takes processor time is done: on threads of their own, so many at once, with a
//! queue before them. The threads that hold connections stay free, for health above all.

use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

/// Threads that work, and the queue before them.
#[derive(Clone, Debug)]
pub(super) struct Workers {
    /// One for each piece of work that is done at a time.
    places: Arc<Semaphore>,
    /// One for each piece of work that is done or waits.
    queue: Arc<Semaphore>,
}

/// Why work was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// Too much waits already.
    Full,
    /// The time was up before it was done.
    Late,
    /// It panicked.
    Failed,
}

impl Workers {
    /// So many pieces of work at once, and so many more that may wait.
    pub(super) fn new(at_once: usize, waiting: usize) -> Workers {
        Workers {
            places: Arc::new(Semaphore::new(at_once)),
            queue: Arc::new(Semaphore::new(at_once + waiting)),
        }
    }

    /// As many as there are processors, at least two: one long piece of work does not stop the rest.
    pub(super) fn for_this_machine(waiting: usize) -> Workers {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Workers::new(processors.max(2) * 2, waiting)
    }

    /// Drives a future to its end on a working thread. One that is too late keeps its place until it
    /// ends, which its own allowance sees to.
    pub(super) async fn drive<F>(&self, time: Duration, future: F) -> Result<F::Output, Undone>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let Ok(waiting) = Arc::clone(&self.queue).try_acquire_owned() else {
            return Err(Undone::Full);
        };
        let places = Arc::clone(&self.places);
        let work = async move {
            // The semaphore is never closed; were it, the work would be refused as too much.
            let place = places.acquire_owned().await.map_err(|_| Undone::Full)?;
            let runtime = Handle::current();
            let done = tokio::task::spawn_blocking(move || {
                let _held = (waiting, place);
                runtime.block_on(future)
            });
            done.await.map_err(|error| {
                tracing::error!(reason = %error, "a request failed");
                Undone::Failed
            })
        };
        match tokio::time::timeout(time, work).await {
            Ok(done) => done,
            Err(_) => Err(Undone::Late),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    const LONG: Duration = Duration::from_millis(200);

    fn check(work: impl Future<Output = Result<(), Undone>>, expected: Result<(), Undone>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        assert_eq!(runtime.block_on(work), expected);
    }

    async fn busy() {
        std::thread::sleep(LONG);
    }

    #[test]
    fn work_that_does_not_yield_holds_nothing_else_up() {
        check(
            async {
                let workers = Workers::new(1, 1);
                let started = Instant::now();
                let late = workers.drive(LONG / 4, busy()).await;
                assert!(started.elapsed() < LONG, "the caller was held up");
                late
            },
            Err(Undone::Late),
        );
    }

    #[test]
    fn what_waits_is_done_and_what_is_too_much_is_refused() {
        check(
            async {
                let workers = Workers::new(1, 1);
                let time = LONG * 20;
                let (one, two, three) = tokio::join!(
                    workers.drive(time, busy()),
                    workers.drive(time, busy()),
                    workers.drive(time, busy())
                );
                assert_eq!(three, Err(Undone::Full));
                one.and(two)
            },
            Ok(()),
        );
    }

    #[test]
    fn a_panic_is_told() {
        check(
            async {
                Workers::new(1, 1)
                    .drive(LONG * 100, async { panic!("on purpose") })
                    .await
            },
            Err(Undone::Failed),
        );
    }
}
