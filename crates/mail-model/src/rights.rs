use crate::Set;
use serde::{Deserialize, Serialize};

/// What somebody may do with a mailbox (RFC 4314 §2.1): a set of letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Rights(Set<char>);

impl From<String> for Rights {
    fn from(letters: String) -> Self {
        Self::new(&letters)
    }
}

impl From<Rights> for String {
    fn from(rights: Rights) -> Self {
        rights.0.iter().collect()
    }
}

impl Rights {
    /// The rights that these letters mean. The obsolete `c` and `d` of RFC 2086
    /// stay what they are; anything but a letter or digit is left out.
    pub fn new(letters: &str) -> Self {
        Self(
            letters
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect(),
        )
    }
    /// Whether this right is among them.
    pub fn contains(&self, right: char) -> bool {
        self.0.contains(&right)
    }
    /// `l`, `r`: it is seen by LIST, and may be opened.
    pub fn may_read(&self) -> bool {
        self.contains('r')
    }
    /// `s`: `\Seen` may be set and is kept.
    pub fn may_mark_seen(&self) -> bool {
        self.contains('s')
    }
    /// `w`: flags other than `\Seen` and `\Deleted` may be set.
    pub fn may_write_flags(&self) -> bool {
        self.contains('w')
    }
    /// `i`: messages may be put in.
    pub fn may_insert(&self) -> bool {
        self.contains('i')
    }
    /// `t` (or the obsolete `d`): messages may be marked deleted.
    pub fn may_delete_messages(&self) -> bool {
        self.contains('t') || self.contains('d')
    }
    /// `e` (or the obsolete `d`): messages may be expunged.
    pub fn may_expunge(&self) -> bool {
        self.contains('e') || self.contains('d')
    }
    /// `k` (or the obsolete `c`): mailboxes may be made below it.
    pub fn may_create_children(&self) -> bool {
        self.contains('k') || self.contains('c')
    }
    /// `x` (or the obsolete `c`, `d`): it may be deleted or renamed.
    pub fn may_delete_mailbox(&self) -> bool {
        ['x', 'c', 'd']
            .into_iter()
            .any(|right| self.contains(right))
    }
    /// `a`: its rights may be changed.
    pub fn may_administer(&self) -> bool {
        self.contains('a')
    }
}

impl core::fmt::Display for Rights {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|right| write!(f, "{right}"))
    }
}

/// A line of a mailbox's access control list (RFC 4314 §3.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AclEntry {
    /// Whom it is about: a user, `anyone`, or one of these behind a `-`.
    pub identifier: String,
    /// What they may do, or with `-` may not.
    pub rights: Rights,
}
