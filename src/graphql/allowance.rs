//! What is left to a request while it is answered: time, values and bytes. It is asked for every
//! value, so that a request ends where its allowance does, also when nothing in it ever waits.

use super::error::Code;
use super::limits::Limits;
use async_graphql::{Context, Result, ServerError, ServerResult, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What one answer may still take.
#[derive(Debug)]
pub struct Allowance {
    limits: Arc<Limits>,
    made: Instant,
    /// Microseconds from `made` at which the answer was begun.
    begun: AtomicU64,
    values: AtomicUsize,
    bytes: AtomicUsize,
    /// What ran out, as [`Spent`] tells; 0 while nothing has.
    spent: AtomicU8,
}

/// What ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spent {
    Time = 1,
    Values = 2,
    Bytes = 3,
}

impl Allowance {
    /// The whole allowance, from now on.
    pub(super) fn new(limits: Arc<Limits>) -> Allowance {
        Allowance {
            limits,
            made: Instant::now(),
            begun: AtomicU64::new(0),
            values: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            spent: AtomicU8::new(0),
        }
    }

    /// Begins an answer with the whole allowance: a subscription gives one for each event. Without
    /// `timed` it may take as long as it does.
    pub(super) fn begin(&self, timed: bool) {
        let begun = if timed { self.elapsed() } else { u64::MAX };
        self.begun.store(begun, Ordering::Relaxed);
        self.values.store(0, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
        self.spent.store(0, Ordering::Relaxed);
    }

    /// Fails when the time of a request is up; for resolvers that take long themselves.
    pub fn check(context: &Context<'_>) -> Result<()> {
        match context.data_opt::<Arc<Allowance>>() {
            Some(allowance) => {
                let in_time = allowance.check_time();
                in_time.map_err(|spent| allowance.error(spent).into())
            }
            None => Ok(()),
        }
    }

    /// Takes a value that is about to be made.
    pub(super) fn take_value(&self) -> ServerResult<()> {
        let values = self.values.fetch_add(1, Ordering::Relaxed);
        let checked = match self.spent() {
            Some(spent) => Err(spent),
            None if values >= self.limits.values => Err(self.spend(Spent::Values)),
            None => self.check_time(),
        };
        checked.map_err(|spent| self.error(spent))
    }

    /// Takes the bytes that a field with a plain value has in the answer.
    pub(super) fn take_bytes(&self, name: &str, value: &Value) -> ServerResult<()> {
        let length = name.len() + length(value);
        let bytes = self.bytes.fetch_add(length, Ordering::Relaxed);
        match bytes + length > self.limits.bytes {
            true => Err(self.error(self.spend(Spent::Bytes))),
            false => Ok(()),
        }
    }

    /// Why the answer was broken off, where it was.
    pub(super) fn broken_off(&self) -> Option<ServerError> {
        self.spent().map(|spent| self.error(spent))
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.made.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn check_time(&self) -> std::result::Result<(), Spent> {
        let begun = self.begun.load(Ordering::Relaxed);
        let taken = self.elapsed().saturating_sub(begun);
        match Duration::from_micros(taken) > self.limits.time {
            true => Err(self.spend(Spent::Time)),
            false => Ok(()),
        }
    }

    fn spend(&self, spent: Spent) -> Spent {
        self.spent.store(spent as u8, Ordering::Relaxed);
        spent
    }

    fn spent(&self) -> Option<Spent> {
        match self.spent.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Spent::Time),
            2 => Some(Spent::Values),
            _ => Some(Spent::Bytes),
        }
    }

    fn error(&self, spent: Spent) -> ServerError {
        let (code, message) = match spent {
            Spent::Time => (Code::Timeout, timeout_message(self.limits.time)),
            Spent::Values => (
                Code::ComplexityLimit,
                format!(
                    "the answer has more than {} values; ask for smaller pages (`first`), fewer lists within lists or fewer fields",
                    self.limits.values
                ),
            ),
            Spent::Bytes => (
                Code::ComplexityLimit,
                format!(
                    "the answer has more than {} bytes; ask for smaller pages (`first`) or fewer fields",
                    self.limits.bytes
                ),
            ),
        };
        code.refusal(message)
    }
}

/// About how long a value is as JSON.
fn length(value: &Value) -> usize {
    const SIGNS: usize = 4;
    SIGNS
        + match value {
            Value::String(text) => text.len(),
            Value::List(list) => list.iter().map(length).sum(),
            Value::Object(object) => object
                .iter()
                .map(|(name, value)| name.len() + length(value))
                .sum(),
            _ => SIGNS,
        }
}

/// What a client is told when the time is up.
pub fn timeout_message(limit: Duration) -> String {
    format!(
        "the request took longer than {} seconds; ask for smaller pages or fewer fields",
        limit.as_secs_f32()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(limits: Limits, take: impl Fn(&Allowance) -> ServerResult<()>, expected: Code) {
        let allowance = Allowance::new(Arc::new(limits));
        let mut taken = 0;
        let error = loop {
            match take(&allowance) {
                Ok(()) => taken += 1,
                Err(error) => break error,
            }
        };
        let code = error.extensions.unwrap().get("code").unwrap().to_string();
        assert_eq!(code, format!("\"{}\"", expected.name()));
        assert!(taken > 0, "nothing could be taken");
        assert!(allowance.broken_off().is_some());
        assert!(take(&allowance).is_err(), "what is spent stays spent");
    }

    #[test]
    fn values_bytes_and_time_end() {
        let values = Limits {
            values: 3,
            ..Limits::default()
        };
        check(values, Allowance::take_value, Code::ComplexityLimit);
        let bytes = Limits {
            bytes: 300,
            ..Limits::default()
        };
        let text = Value::String("Etaten skal svare.".to_owned());
        let take = |allowance: &Allowance| allowance.take_bytes("text", &text);
        check(bytes, take, Code::ComplexityLimit);
        let time = Limits {
            time: Duration::from_millis(20),
            ..Limits::default()
        };
        let wait = |allowance: &Allowance| {
            std::thread::sleep(Duration::from_millis(5));
            allowance.take_value()
        };
        check(time, wait, Code::Timeout);
    }
}
