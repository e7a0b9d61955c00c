//! What the server keeps: accounts, their mailboxes, and the messages in them.
//!
//! Every change goes through [`Store`], which notes it as a [`Change`], so that
//! all sessions that look at the mailbox learn of it.

mod account;
mod flag_bits;
mod labels;
mod mailbox;
mod mailbox_name;
mod message;
mod removals;
mod rights;
mod sharing;

pub(crate) use account::{Account, Annotations, DELIMITER, ListedName, Quota, Usage};
pub(crate) use flag_bits::FlagBits;
pub(crate) use labels::Labels;
use mailbox::Arrival;
pub(crate) use mailbox::{Mailbox, MailboxId, Row, common};
pub(crate) use mailbox_name::{decode_name, encode_name};
use message::MAX_GENERATED;
pub(crate) use message::{Content, Message, thread_number};
use removals::Removals;
pub(crate) use rights::Rights;
pub(crate) use sharing::{OTHER_USERS, SHARED};

use core::num::NonZeroU32;
use mail_model::{Timestamp, Uid};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Accounts that a server holds at once; the one that was idle for longest makes room.
const MAX_ACCOUNTS: usize = 64;

/// Something happened to a message of a mailbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    pub(crate) mailbox: MailboxId,
    pub(crate) kind: ChangeKind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ChangeKind {
    Arrived(Uid),
    Expunged(Uid),
    Flagged(Uid),
    /// The mailbox is no more, or its UIDs are not what they were.
    Gone,
}

/// Something happened to the name of a mailbox.
#[derive(Clone, Debug)]
pub(crate) struct NameChange {
    pub(crate) user: String,
    pub(crate) kind: NameChangeKind,
}

#[derive(Clone, Debug)]
pub(crate) enum NameChangeKind {
    Created(String),
    Deleted(String),
    Renamed {
        from: String,
        to: String,
    },
    /// It was subscribed to, or is no more.
    Subscription(String),
    /// These annotations of it changed, or where there is no name those of the server.
    Metadata {
        name: Option<String>,
        entries: Vec<String>,
    },
}

/// All accounts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    accounts: BTreeMap<String, Account>,
    changes: Vec<Change>,
    name_changes: Vec<NameChange>,
    births: Births,
    /// There are namespaces for the mailboxes of others.
    is_sharing: bool,
    /// Mailboxes are labels, as at Gmail.
    pub(crate) has_labels: bool,
    /// How often changes have been taken: what changes between two of these is
    /// one step in the history of a mailbox.
    command: u64,
    /// The time, as the server was last told.
    pub(crate) now: Timestamp,
}

/// What new mailboxes get that no other may have.
#[derive(Clone, Debug, Default)]
struct Births {
    last_id: u64,
    last_uid_validity: u32,
}

impl Births {
    /// UIDVALIDITY is the time in seconds, as RFC 3501 §2.3.1.1 suggests, or one
    /// more than the last: a name used again never means the same UIDs.
    fn mailbox(&mut self, now: Timestamp) -> Mailbox {
        let seconds = u32::try_from(now.0 / 1000).unwrap_or(0);
        self.last_id += 1;
        self.last_uid_validity = seconds.max(self.last_uid_validity.saturating_add(1));
        let uid_validity = NonZeroU32::new(self.last_uid_validity).unwrap_or(NonZeroU32::MIN);
        Mailbox::new(MailboxId(self.last_id), uid_validity)
    }
}

impl Store {
    /// A store without accounts. Where it `is_sharing`, people may use each
    /// other's mailboxes as they are given rights to.
    pub(crate) fn new(is_sharing: bool) -> Self {
        Self {
            is_sharing,
            ..Self::default()
        }
    }

    pub(crate) fn account(&self, user: &str) -> Option<&Account> {
        self.accounts.get(user)
    }

    pub(crate) fn account_mut(&mut self, user: &str) -> Option<&mut Account> {
        self.accounts.get_mut(user)
    }

    /// Makes room for one more account by dropping the one that nobody used
    /// for longest; `false` when all are in use.
    pub(crate) fn make_room(&mut self, is_in_use: impl Fn(&str) -> bool) -> bool {
        if self.accounts.len() < MAX_ACCOUNTS {
            return true;
        }
        let idle = self
            .accounts
            .iter()
            .filter(|(user, _)| !is_in_use(user))
            .min_by_key(|(_, account)| account.last_used)
            .map(|(user, _)| user.clone());
        match idle {
            Some(user) => self.accounts.remove(&user).is_some(),
            None => false,
        }
    }

    /// The account of `user`, made with an empty INBOX where there was none.
    pub(crate) fn account_or_new(&mut self, user: &str, now: Timestamp) -> &mut Account {
        match self.accounts.entry(user.to_owned()) {
            Entry::Occupied(account) => account.into_mut(),
            Entry::Vacant(place) => {
                let inbox = self.births.mailbox(now);
                place.insert(Account::new(inbox, now))
            }
        }
    }

    /// A mailbox with an identity and a UIDVALIDITY of its own, not yet in any account.
    pub(crate) fn new_mailbox(&mut self, now: Timestamp) -> Mailbox {
        self.births.mailbox(now)
    }

    pub(crate) fn mailbox(&self, user: &str, name: &str) -> Option<&Mailbox> {
        let (owner, local) = self.place(user, name);
        self.account(owner)?.mailboxes.get(local)
    }

    /// For changes that no session has to hear of.
    pub(crate) fn mailbox_mut(&mut self, user: &str, name: &str) -> Option<&mut Mailbox> {
        let (owner, local) = self.place(user, name);
        self.accounts.get_mut(owner)?.mailboxes.get_mut(local)
    }

    /// The mailbox that a session has selected, wherever it has been renamed to.
    pub(crate) fn mailbox_by_id(&self, user: &str, id: MailboxId) -> Option<&Mailbox> {
        let own = self.accounts.get(user).into_iter();
        let others = self.accounts.values().filter(|_| self.is_sharing);
        own.chain(others)
            .find_map(|account| account.mailboxes.values().find(|m| m.id() == id))
    }

    fn mailbox_by_id_mut(&mut self, user: &str, id: MailboxId) -> Option<&mut Mailbox> {
        let is_there = |account: &Account| account.mailboxes.values().any(|m| m.id() == id);
        let owner = match self.accounts.get(user).is_some_and(is_there) {
            true => user.to_owned(),
            false if self.is_sharing => {
                let elsewhere = self.accounts.iter().find(|(_, account)| is_there(account));
                elsewhere.map(|(owner, _)| owner.clone())?
            }
            false => return None,
        };
        let account = self.accounts.get_mut(&owner)?;
        account.mailboxes.values_mut().find(|m| m.id() == id)
    }

    /// Adds a message; `None` when there is no such mailbox or no room.
    pub(crate) fn append(
        &mut self,
        user: &str,
        name: &str,
        content: Content,
        flags: FlagBits,
        received: Timestamp,
    ) -> Option<Uid> {
        let arrival = Arrival {
            now: self.now,
            command: self.command.saturating_add(1),
        };
        let mailbox = self.mailbox_mut(user, name)?;
        let uid = mailbox.append(content, flags, received, arrival)?;
        let id = mailbox.id();
        self.note(id, ChangeKind::Arrived(uid));
        if self.has_labels {
            self.keep_all_mail(user, name, uid);
        }
        Some(uid)
    }

    /// Replaces a message's flags; tells whether that changed anything.
    pub(crate) fn set_flags(
        &mut self,
        user: &str,
        id: MailboxId,
        uid: Uid,
        flags: FlagBits,
    ) -> bool {
        let command = self.command.saturating_add(1);
        let changed = self
            .mailbox_by_id_mut(user, id)
            .is_some_and(|mailbox| mailbox.set_flags(uid, flags, command));
        if changed {
            self.note(id, ChangeKind::Flagged(uid));
        }
        if changed && self.has_labels {
            self.share_flags(user, id, uid);
        }
        changed
    }

    /// The bits of these keywords in that mailbox, each given one if it has none yet.
    pub(crate) fn keyword_bits(
        &mut self,
        user: &str,
        id: MailboxId,
        flags: &[mail_model::Flag],
    ) -> Option<FlagBits> {
        self.mailbox_by_id_mut(user, id)?.bits_of(flags)
    }

    /// Removes a message; tells whether it was there.
    pub(crate) fn expunge(&mut self, user: &str, id: MailboxId, uid: Uid) -> bool {
        let command = self.command.saturating_add(1);
        let removed = self
            .mailbox_by_id_mut(user, id)
            .is_some_and(|mailbox| mailbox.remove(uid, command));
        if removed {
            self.note(id, ChangeKind::Expunged(uid));
        }
        removed
    }

    /// Tells those who look at the mailbox that it is no more.
    pub(crate) fn note_gone(&mut self, id: MailboxId) {
        self.note(id, ChangeKind::Gone);
    }

    /// Tells the others who are logged in as `user` of a change to a name.
    pub(crate) fn note_name(&mut self, user: &str, kind: NameChangeKind) {
        self.name_changes.push(NameChange {
            user: user.to_owned(),
            kind,
        });
    }

    /// What happened to names since the last call, in order.
    pub(crate) fn take_name_changes(&mut self) -> Vec<NameChange> {
        core::mem::take(&mut self.name_changes)
    }

    /// What happened since the last call, in order.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        self.command = self.command.saturating_add(1);
        core::mem::take(&mut self.changes)
    }

    fn note(&mut self, mailbox: MailboxId, kind: ChangeKind) {
        self.changes.push(Change { mailbox, kind });
    }
}
