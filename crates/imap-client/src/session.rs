//! What is known of the dialogue: read by every command, written by the reducer.

use crate::capability::Capabilities;
use crate::mailbox_name::MailboxNames;
use crate::selected::Selected;

/// How far the dialogue has come (RFC 9051 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The greeting has not come.
    Greeting,
    NotAuthenticated,
    Authenticated,
}

/// The state that all commands share.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) stage: Stage,
    pub(crate) capabilities: Capabilities,
    pub(crate) names: MailboxNames,
    /// The selected mailbox, or the one being selected.
    pub(crate) selected: Option<Selected>,
    /// The prefixes of other users' and shared mailboxes (RFC 2342), raw, once told.
    pub(crate) namespaces: Option<Vec<Vec<u8>>>,
}

impl Session {
    pub(crate) fn is_authenticated(&self) -> bool {
        self.stage == Stage::Authenticated
    }
    /// The selected mailbox, once SELECT has succeeded.
    pub(crate) fn open_mailbox(&self) -> Option<&Selected> {
        self.selected.as_ref().filter(|selected| selected.is_open)
    }
    pub(crate) fn open_mailbox_mut(&mut self) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.is_open)
    }
}
