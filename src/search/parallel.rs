//! Work on many things by all cores, its fruits taken in their order.

use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many fruits of one worker may wait to be taken.
const WAITING: usize = 4;

/// Does `work` on each number below `count`, and hands what it makes to `take`, in order.
pub(super) fn in_order<T: Send, E>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let workers = cores.min(count);
    if workers < 2 {
        return (0..count).try_for_each(|at| take(work(at)));
    }
    let work = &work;
    thread::scope(|scope| {
        let made: Vec<_> = (0..workers)
            .map(|worker| {
                let (send, receive) = sync_channel(WAITING);
                scope.spawn(move || {
                    for at in (worker..count).step_by(workers) {
                        if send.send(work(at)).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        for at in 0..count {
            // A worker that is gone has panicked, which the end of the scope passes on.
            let Ok(fruit) = made[at % workers].recv() else {
                break;
            };
            take(fruit)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;

    fn check(count: usize, until: usize) {
        let mut taken = Vec::new();
        let answer = in_order(
            count,
            |at| at * 2,
            |made| {
                taken.push(made);
                if taken.len() == until {
                    Err(())
                } else {
                    Ok(())
                }
            },
        );
        let expected: Vec<usize> = (0..count.min(until)).map(|at| at * 2).collect();
        assert_eq!(taken, expected);
        assert_eq!(answer.is_err(), until <= count && until > 0);
    }

    #[test]
    fn fruits_are_taken_in_order_until_one_is_refused() {
        for count in [0, 1, 2, 7, 100] {
            check(count, usize::MAX);
            check(count, 50);
            check(count, 1);
        }
    }
}
