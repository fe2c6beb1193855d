//! Who may change the archive: what a request claims is judged when something is to be changed, not before.

use super::error::Code;
use async_graphql::{Context, Result};
use std::fmt;
use std::time::Duration;

/// What comes of judging a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It grants changes.
    Granted,
    /// It does not.
    Wrong,
    /// Too many wrong ones came; it is judged again after so long.
    Wait(Duration),
}

/// A claim to the right to change the archive, as a request bears it. The server puts it there.
pub struct Claim(Box<dyn Fn() -> Judgement + Send + Sync>);

impl Claim {
    /// A claim that is judged by this.
    pub fn new(judge: impl Fn() -> Judgement + Send + Sync + 'static) -> Claim {
        Claim(Box::new(judge))
    }

    /// Judges it; a wrong one counts against whoever sent it.
    pub fn judge(&self) -> Judgement {
        (self.0)()
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Claim")
    }
}

/// Fails unless the request may change the archive.
pub(super) fn check_right(context: &Context<'_>) -> Result<()> {
    let Some(claim) = context.data_opt::<Claim>() else {
        return Err(Code::Forbidden.error(
            "changing the archive needs the header `Authorization: Bearer TOKEN` with the token that the server was started with (--token or STYRINGSGRAF_TOKEN)",
        ));
    };
    match claim.judge() {
        Judgement::Granted => Ok(()),
        Judgement::Wrong => Err(Code::Unauthenticated.error(
            "the token is not the one that the server was started with (--token or STYRINGSGRAF_TOKEN); give that one in `Authorization: Bearer TOKEN`",
        )),
        Judgement::Wait(time) => Err(Code::Unauthenticated.error(format!(
            "too many wrong tokens came from this address; try again in {} seconds",
            time.as_secs() + 1
        ))),
    }
}
