//! What of the worker no list of messages needs, and is loaded later.

use super::kept::{self, Feed};
use mail_engine::{Effect, Later};

/// Carries out effects about records that the browser keeps.
pub(super) type Keep = fn(Effect, Feed);

/// The code that comes later: whoever calls [`Rest::all`] has it.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// The engine's.
    pub(super) later: Later,
    /// Keeps records in the browser, and brings them.
    pub(super) keep: Keep,
}

impl Rest {
    /// All of it.
    pub fn all() -> Self {
        Self {
            later: Later::all(),
            keep: kept::carry_out,
        }
    }
}
