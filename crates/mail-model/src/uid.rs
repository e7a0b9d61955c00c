use core::num::{NonZeroU32, NonZeroU64};
use serde::{Deserialize, Serialize};

/// A message's unique identifier within a mailbox (RFC 9051 §2.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Uid(pub NonZeroU32);

impl Uid {
    /// `None` for 0, which no message has.
    pub const fn new(uid: u32) -> Option<Self> {
        match NonZeroU32::new(uid) {
            Some(uid) => Some(Self(uid)),
            None => None,
        }
    }
    /// The number.
    pub const fn value(self) -> u32 {
        self.0.get()
    }
}

/// The validity of a mailbox's UIDs: when it changes, all UIDs mean other messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UidValidity(pub NonZeroU32);

/// The lowest UID that the next message can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UidNext(pub NonZeroU32);

/// A modification sequence (RFC 7162 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModSeq(pub NonZeroU64);

/// UIDs from `first` to `last`, both included; never empty, never reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UidRange {
    first: Uid,
    last: Uid,
}

impl UidRange {
    /// The range between the two, in whichever order they come (RFC 9051 §9, seq-range).
    pub fn new(a: Uid, b: Uid) -> Self {
        Self {
            first: a.min(b),
            last: a.max(b),
        }
    }
    /// The lowest UID.
    pub fn first(self) -> Uid {
        self.first
    }
    /// The highest UID.
    pub fn last(self) -> Uid {
        self.last
    }
    /// How many UIDs it spans, at least 1. (All of u32 but 0: it fits.)
    pub fn count(self) -> u32 {
        self.last.value() - self.first.value() + 1
    }
}
