use crate::{ModSeq, UidNext, UidValidity};
use serde::{Deserialize, Serialize};

/// An IMAP mailbox's full name, decoded from modified UTF-7 (RFC 3501 §5.1.3)
/// or UTF-8. `INBOX` is always in capitals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MailboxName(String);

impl MailboxName {
    /// The name; any spelling of `inbox` becomes `INBOX` (RFC 9051 §5.1).
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self(if name.eq_ignore_ascii_case("INBOX") {
            "INBOX".to_owned()
        } else {
            name
        })
    }
    /// The mailbox that every account has.
    pub fn inbox() -> Self {
        Self("INBOX".to_owned())
    }
    /// Whether this is `INBOX`.
    pub fn is_inbox(&self) -> bool {
        self.0 == "INBOX"
    }
    /// The decoded name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for MailboxName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a mailbox is for (RFC 6154 §2, RFC 8457 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SpecialUse {
    /// The inbox: not of RFC 6154, but a purpose like the others.
    Inbox,
    /// `\Drafts`
    Drafts,
    /// `\Sent`
    Sent,
    /// `\Archive`
    Archive,
    /// `\Junk`
    Junk,
    /// `\Trash`
    Trash,
    /// `\All`
    All,
    /// `\Flagged`
    Flagged,
    /// `\Important`
    Important,
}

/// What STATUS tells of a mailbox (RFC 9051 §6.3.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxCounts {
    /// Messages in it.
    pub messages: u32,
    /// Messages without `\Seen`.
    pub unseen: u32,
    /// The lowest UID that the next message can get.
    pub uid_next: Option<UidNext>,
    /// The validity of its UIDs.
    pub uid_validity: Option<UidValidity>,
    /// The highest modification sequence of its messages (RFC 7162 §3.1.7), where asked for and told.
    pub highest_mod_seq: Option<ModSeq>,
    /// Octets in it (STATUS=SIZE, RFC 8438), where asked for and told.
    pub size: Option<u64>,
}

/// One mailbox as LIST tells it (RFC 9051 §7.3.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The full name.
    pub name: MailboxName,
    /// The hierarchy's separator; `None` for a flat name.
    pub delimiter: Option<char>,
    /// It can be opened: neither `\Noselect` nor `\NonExistent`.
    pub is_selectable: bool,
    /// It may have children: no `\Noinferiors`.
    pub may_have_children: bool,
    /// It is subscribed to; true where the server did not tell.
    pub is_subscribed: bool,
    /// Its purpose by the server's word (SPECIAL-USE), or by its name's where the server has none.
    pub special_use: Option<SpecialUse>,
    /// Its counts, once known.
    pub counts: Option<MailboxCounts>,
    /// What the server calls it whatever its name (MAILBOXID, RFC 8474), where
    /// told. It is the engine's, and crosses no bridge.
    #[serde(skip)]
    pub id: Option<String>,
}

impl Mailbox {
    /// The last component of the name, which a tree shows.
    pub fn leaf_name(&self) -> &str {
        let name = self.name.as_str();
        self.delimiter
            .and_then(|d| name.rsplit(d).next())
            .filter(|leaf| !leaf.is_empty())
            .unwrap_or(name)
    }
    /// The full name of the mailbox above, if there is one.
    pub fn parent_name(&self) -> Option<&str> {
        let delimiter = self.delimiter?;
        self.name
            .as_str()
            .rsplit_once(delimiter)
            .map(|(parent, _)| parent)
            .filter(|parent| !parent.is_empty())
    }
}
