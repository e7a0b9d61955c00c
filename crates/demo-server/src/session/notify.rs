use crate::command::NewMessageItems;
use crate::extension::Events;
use crate::store::{ChangeKind, MailboxId, NameChange};
use std::collections::BTreeMap;

/// More changes than this are not remembered between two moments of telling.
const MAX_UNTOLD: usize = 10_000;

/// What a client wants to be told of (RFC 5465), and what it is still to be told.
#[derive(Debug, Default)]
pub(crate) struct Notify {
    /// Of the selected mailbox; nothing where `None`.
    pub(crate) selected: Option<SelectedEvents>,
    /// Of the others. Several groups may mean the same mailbox.
    pub(crate) groups: Vec<Group>,
    pub(crate) untold: BTreeMap<MailboxId, Untold>,
    pub(crate) untold_names: Vec<NameChange>,
}

/// What is told of the selected mailbox: arrivals and removals always.
#[derive(Debug)]
pub(crate) struct SelectedEvents {
    /// Removals wait for a command that allows them (RFC 5465 §6.1.2).
    pub(crate) is_delayed: bool,
    pub(crate) flag_change: bool,
    pub(crate) items: Option<NewMessageItems>,
}

/// Some mailboxes and what is told of them.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) scope: Scope,
    pub(crate) events: Events,
}

/// Which mailboxes are meant, by decoded names.
#[derive(Debug)]
pub(crate) enum Scope {
    Inboxes,
    Personal,
    Subscribed,
    Subtree(Vec<String>),
    Mailboxes(Vec<String>),
}

/// What happened in a mailbox that is not the selected one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Untold {
    pub(crate) messages: bool,
    pub(crate) flags: bool,
    pub(crate) validity: bool,
}

impl Notify {
    /// Remembers a change in a mailbox that is not the selected one.
    pub(crate) fn note(&mut self, mailbox: MailboxId, kind: ChangeKind) {
        if self.groups.is_empty() {
            return;
        }
        let untold = self.untold.entry(mailbox).or_default();
        match kind {
            ChangeKind::Arrived(_) | ChangeKind::Expunged(_) => untold.messages = true,
            ChangeKind::Flagged(_) => untold.flags = true,
            ChangeKind::Gone => untold.validity = true,
        }
    }

    /// Remembers a change to the names of mailboxes.
    pub(crate) fn note_name(&mut self, change: &NameChange) {
        if !self.groups.is_empty() {
            self.untold_names.push(change.clone());
        }
    }

    /// Whether more has been noted than a client should be told at once.
    pub(crate) fn is_overwhelmed(&self) -> bool {
        self.untold.len() + self.untold_names.len() > MAX_UNTOLD
    }

    /// Whether any group that means this mailbox asks for such an event.
    pub(crate) fn wants(
        &self,
        name: &str,
        is_subscribed: bool,
        is_event: impl Fn(&Events) -> bool,
    ) -> bool {
        self.groups
            .iter()
            .any(|group| group.scope.contains(name, is_subscribed) && is_event(&group.events))
    }
}

impl Scope {
    fn contains(&self, name: &str, is_subscribed: bool) -> bool {
        use crate::store::DELIMITER;
        match self {
            Self::Inboxes => name == "INBOX",
            Self::Personal => true,
            Self::Subscribed => is_subscribed,
            Self::Subtree(roots) => roots.iter().any(|root| {
                name.strip_prefix(root.as_str())
                    .is_some_and(|below| below.is_empty() || below.starts_with(DELIMITER))
            }),
            Self::Mailboxes(names) => names.iter().any(|known| known == name),
        }
    }
}
