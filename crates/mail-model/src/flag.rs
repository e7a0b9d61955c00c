use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A user keyword (RFC 9051 §2.3.2), an atom compared without regard to case
/// but shown as the server wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Keyword(String);

impl Keyword {
    /// `None` when `text` is not an atom and so could not be sent.
    pub fn new(text: &str) -> Option<Self> {
        let is_atom = !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_graphic() && !b"(){%*\"\\]".contains(&b));
        is_atom.then(|| Self(text.to_owned()))
    }

    /// The keyword's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A message's flag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Flag {
    /// `\Seen`
    Seen,
    /// `\Answered`
    Answered,
    /// `\Flagged`
    Flagged,
    /// `\Deleted`
    Deleted,
    /// `\Draft`
    Draft,
    /// A user keyword such as `$Forwarded`.
    Keyword(Keyword),
}

/// The flags of one message, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags(BTreeSet<Flag>);

impl Flags {
    /// Whether `flag` is set.
    pub fn contains(&self, flag: &Flag) -> bool {
        self.0.contains(flag)
    }
    /// Sets or clears `flag`; tells whether that changed anything.
    pub fn set(&mut self, flag: Flag, value: bool) -> bool {
        if value {
            self.0.insert(flag)
        } else {
            self.0.remove(&flag)
        }
    }
    /// `\Seen` is set.
    pub fn is_seen(&self) -> bool {
        self.contains(&Flag::Seen)
    }
    /// `\Flagged` is set.
    pub fn is_flagged(&self) -> bool {
        self.contains(&Flag::Flagged)
    }
    /// `\Answered` is set.
    pub fn is_answered(&self) -> bool {
        self.contains(&Flag::Answered)
    }
    /// `\Deleted` is set.
    pub fn is_deleted(&self) -> bool {
        self.contains(&Flag::Deleted)
    }
    /// `$Forwarded` is set (RFC 9051 §2.3.2).
    pub fn is_forwarded(&self) -> bool {
        self.0.iter().any(|flag| matches!(flag, Flag::Keyword(k) if k.as_str().eq_ignore_ascii_case("$Forwarded")))
    }
    /// All flags, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Flag> {
        self.0.iter()
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        Self(flags.into_iter().collect())
    }
}
