//! What the shell keeps in the browser for an account, so that it outlives the
//! tab: records by their keys, which the engine alone reads.
//!
//! ```text
//!  Effect::Recall ──► Input::Recalled     all that no other living tab holds
//!  Effect::Keep   ──► Input::Kept         it is there now, or can't be
//!                     (nothing)           for seconds: it is gone on without
//!  Effect::LetGo                          it stays there; other tabs may take it
//! ```
//!
//! A tab holds what it has recalled or kept, until it wipes it, lets go or dies.
//! So no two tabs write at one draft or send one letter.

use serde::{Deserialize, Serialize};

/// Names what is kept for one account, among all accounts of the browser.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoreName(String);

impl StoreName {
    /// The store of a user's account at an upstream.
    pub(crate) fn of(upstream: &str, user: &str) -> Self {
        Self(format!("{upstream}/{user}"))
    }
    /// The name, for the shell to keep it under.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names one keeping; chosen by the engine, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeepId(pub u32);

/// Something that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Its name in the store.
    pub key: String,
    /// What it is, instead of what it was; `None` wipes it.
    pub value: Option<Vec<u8>>,
}

/// What came of a look at what is kept.
#[derive(Clone, Debug)]
pub enum Recalled {
    /// All that there is of the account.
    All(Vec<Record>),
    /// Of it what no other living tab holds.
    Free(Vec<Record>),
    /// It could not be read.
    Failed,
}

/// How long it is, and nothing of what it says.
impl core::fmt::Debug for Record {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Record")
            .field("key", &self.key)
            .field("length", &self.value.as_ref().map(Vec::len))
            .finish()
    }
}
