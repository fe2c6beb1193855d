//! Whether a request may change the archive: its token against the one of the start. Wrong ones are
//! slowed down, so that nobody can try them all.

use crate::graphql::{Claim, Judgement};
use axum::http::{HeaderMap, header};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many wrong tokens are let pass before an address has to wait.
const FREE: u32 = 5;

/// The longest wait after a wrong token.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// After so long without a wrong token an address begins anew.
const FORGOTTEN: Duration = Duration::from_secs(600);

/// Addresses remembered at most; with more of them all wait as one.
const ADDRESSES: usize = 4096;

/// The token of the start, and who guessed at it.
#[derive(Clone, Debug)]
pub(super) struct Rights {
    token: Option<[u8; 32]>,
    guesses: Arc<Mutex<FxHashMap<Option<IpAddr>, Guesses>>>,
}

/// Wrong tokens of an address.
#[derive(Clone, Copy, Debug)]
struct Guesses {
    wrong: u32,
    last: Instant,
}

impl Rights {
    /// The right that this token grants; without one nothing grants it.
    pub(super) fn new(token: Option<&str>) -> Rights {
        Rights {
            // Digests are compared, so that the time taken tells nothing about the token.
            token: token.map(|token| Sha256::digest(token).into()),
            guesses: Arc::default(),
        }
    }

    /// What the headers of a request claim; none where they bear nothing.
    pub(super) fn claim(&self, headers: &HeaderMap, address: Option<IpAddr>) -> Option<Claim> {
        let value = headers.get(header::AUTHORIZATION)?;
        self.claim_of(value.to_str().unwrap_or_default(), address)
    }

    /// What an `Authorization` value claims. A scheme other than `Bearer` is somebody else's.
    pub(super) fn claim_of(&self, authorization: &str, address: Option<IpAddr>) -> Option<Claim> {
        let (scheme, given) = authorization.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let given: [u8; 32] = Sha256::digest(given.trim()).into();
        let rights = self.clone();
        Some(Claim::new(move || {
            rights.judge(given, address, Instant::now())
        }))
    }

    fn judge(&self, given: [u8; 32], address: Option<IpAddr>, now: Instant) -> Judgement {
        let Some(token) = self.token else {
            return Judgement::Wrong;
        };
        // One at a time: many at once are counted too.
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.retain(|_, guesses| now.duration_since(guesses.last) < FORGOTTEN);
        let known = guesses.len() < ADDRESSES || guesses.contains_key(&address);
        let address = address.filter(|_| known);
        if let Some(wait) = guesses.get(&address).and_then(|known| known.wait(now)) {
            return Judgement::Wait(wait);
        }
        if given == token {
            guesses.remove(&address);
            return Judgement::Granted;
        }
        let entry = guesses.entry(address).or_insert(Guesses {
            wrong: 0,
            last: now,
        });
        entry.wrong += 1;
        entry.last = now;
        tracing::warn!(address = ?address, wrong = entry.wrong, "a wrong token");
        Judgement::Wrong
    }
}

impl Guesses {
    fn wait(&self, now: Instant) -> Option<Duration> {
        let doublings = self.wrong.checked_sub(FREE)?.min(6);
        let wait = Duration::from_secs(1 << doublings).min(LONGEST_WAIT);
        let left = (self.last + wait).checked_duration_since(now)?;
        (!left.is_zero()).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "nok lange ord til en nøkkel";

    fn judge(rights: &Rights, token: &str, now: Instant) -> Judgement {
        rights.judge(Sha256::digest(token).into(), None, now)
    }

    #[test]
    fn the_token_grants_and_no_other() {
        let rights = Rights::new(Some(TOKEN));
        let now = Instant::now();
        assert_eq!(judge(&rights, TOKEN, now), Judgement::Granted);
        assert_eq!(judge(&rights, "noe annet", now), Judgement::Wrong);
        assert_eq!(judge(&Rights::new(None), "", now), Judgement::Wrong);
    }

    #[test]
    fn who_guesses_waits_longer_and_longer_even_for_the_right_one() {
        let rights = Rights::new(Some(TOKEN));
        let mut now = Instant::now();
        let mut judged = 0;
        for guess in 0..10_000 {
            let guess = format!("gjetning {guess}");
            judged += u32::from(judge(&rights, &guess, now) == Judgement::Wrong);
            now += Duration::from_millis(10);
        }
        assert!(
            judged < 15,
            "{judged} of 10 000 guesses in 100 s were judged"
        );
        assert!(matches!(judge(&rights, TOKEN, now), Judgement::Wait(_)));
        assert_eq!(
            judge(&rights, TOKEN, now + LONGEST_WAIT),
            Judgement::Granted
        );
    }

    #[test]
    fn another_scheme_claims_nothing() {
        let rights = Rights::new(Some(TOKEN));
        assert!(rights.claim_of("Basic bmF2bjpvcmQ=", None).is_none());
        assert!(rights.claim_of("", None).is_none());
        let claim = rights.claim_of(&format!("bearer {TOKEN}"), None).unwrap();
        assert_eq!(claim.judge(), Judgement::Granted);
    }
}
