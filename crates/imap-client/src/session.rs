//! What is known of the dialogue: read by every command, written by the reducer.

use crate::capability::Capabilities;
use crate::extension::compress::Compression;
use crate::mailbox_name::MailboxNames;
use crate::response::Namespaces;
use crate::selected::Selected;
use crate::watch::Watch;
use mail_model::{MailboxName, Map, ModSeq};

/// How far the dialogue has come (RFC 9051 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The greeting has not come.
    Greeting,
    NotAuthenticated,
    Authenticated,
}

/// What the server was asked to do beyond IMAP4rev1 (ENABLE, RFC 5161).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Enabled {
    /// ENABLE was sent, and its answer is still to come.
    pub(crate) is_asked: bool,
    /// The server tells modification sequences.
    pub(crate) has_condstore: bool,
    /// The server takes QRESYNC with SELECT, and tells of expunges by VANISHED.
    pub(crate) has_qresync: bool,
    /// The server offers SELECT with parameters and refused it all the same.
    pub(crate) refuses_parameters: bool,
}

/// The state that all commands share.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) stage: Stage,
    pub(crate) capabilities: Capabilities,
    /// For a mechanism that needs one: printable, and used once.
    pub(crate) nonce: String,
    pub(crate) normalise: Option<sasl::Normalise>,
    pub(crate) enabled: Enabled,
    /// Whether all that is said is compressed.
    pub(crate) compression: Compression,
    /// What it tells of all mailboxes.
    pub(crate) watch: Watch,
    pub(crate) names: MailboxNames,
    /// The selected mailbox, or the one being selected.
    pub(crate) selected: Option<Selected>,
    /// Where other users' and shared mailboxes lie (RFC 2342), once told.
    pub(crate) namespaces: Option<Namespaces>,
    /// How large a message may be for mailboxes by their raw names, where that is
    /// told of each (RFC 7889 §3).
    pub(crate) append_limits: Map<Vec<u8>, u64>,
    /// It reads what lies behind an AUTHENTICATE in the same packet wrongly.
    pub(crate) garbles_riders: bool,
    /// It hands out what it has answered only once it has done all that it was told
    /// in one go (Dovecot): what is dear goes behind the first rows.
    pub(crate) answers_at_once: bool,
    /// It has told how large messages are. The first time Dovecot reads the names
    /// of all files of a maildir for it: 50 ms where there are 100,000.
    pub(crate) has_told_sizes: bool,
    /// What it calls mailboxes whatever their names (RFC 8474) can't be read.
    pub(crate) garbles_mailbox_ids: bool,
}

/// Of how many mailboxes it is kept how large a message may be.
const APPEND_LIMITS: usize = 10_000;

impl Session {
    /// The server told how large a message may be for a mailbox.
    pub(crate) fn limit_appends(&mut self, mailbox: &[u8], limit: Option<u64>) {
        match limit {
            Some(limit) if self.append_limits.len() < APPEND_LIMITS => {
                self.append_limits.insert(mailbox.to_vec(), limit);
            }
            _ => {
                self.append_limits.remove(mailbox);
            }
        }
    }
    /// How large a message may be for a mailbox, as far as was told: for this one,
    /// or with the capability for all.
    pub(crate) fn append_limit(&self, mailbox: &MailboxName) -> Option<u64> {
        let name = self.names.encoded(mailbox);
        let own = self.append_limits.get(&name).copied();
        own.or_else(|| self.capabilities.value("APPENDLIMIT=")?.parse().ok())
    }
    pub(crate) fn is_authenticated(&self) -> bool {
        self.stage == Stage::Authenticated
    }
    /// The selected mailbox, once SELECT has succeeded.
    pub(crate) fn open_mailbox(&self) -> Option<&Selected> {
        self.selected.as_ref().filter(|selected| selected.is_open)
    }
    /// Whether it is not decided yet if SELECT itself tells what changed in the
    /// mailbox since it was known.
    pub(crate) fn is_catching_up(&self) -> bool {
        let selected = self.selected.as_ref();
        selected.is_some_and(|selected| selected.catch_up.is_some())
    }
    /// Whether SELECT itself told all flags that changed since then, and all UIDs.
    pub(crate) fn has_caught_up_since(&self, since: Option<ModSeq>) -> bool {
        let told = self
            .open_mailbox()
            .and_then(|mailbox| mailbox.caught_up_since);
        told.is_some_and(|told| since.is_some_and(|since| told <= since))
    }
    pub(crate) fn open_mailbox_mut(&mut self) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.is_open)
    }
}
