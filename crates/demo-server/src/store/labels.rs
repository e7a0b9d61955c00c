//! Gmail's view of mailboxes: they are labels, and a message that lies in
//! several is one message with several labels.

use super::{Account, FlagBits, Mailbox, MailboxId, Store, encode_name};
use mail_model::{Flag, SpecialUse, Uid};
use std::collections::{BTreeMap, BTreeSet};

/// Which labels the messages of an account have, by the numbers of messages.
#[derive(Debug)]
pub(crate) struct Labels(BTreeMap<u64, Vec<(MailboxId, String)>>);

impl Labels {
    /// The labels of all messages of an account.
    pub(crate) fn of(account: &Account) -> Self {
        let mut labels: BTreeMap<u64, Vec<_>> = BTreeMap::new();
        for (name, mailbox) in &account.mailboxes {
            let Some(label) = label(name, mailbox) else {
                continue;
            };
            for number in mailbox.numbers() {
                let known = labels.entry(number).or_default();
                known.push((mailbox.id(), label.clone()));
            }
        }
        Self(labels)
    }

    /// Those of one message, but for the one by which it was found.
    pub(crate) fn beside(&self, number: u64, found_in: MailboxId) -> impl Iterator<Item = &str> {
        self.0
            .get(&number)
            .into_iter()
            .flatten()
            .filter(move |(id, _)| *id != found_in)
            .map(|(_, label)| label.as_str())
    }
}

/// A mailbox as a label, as on the wire; `None` for what is none.
fn label(name: &str, mailbox: &Mailbox) -> Option<String> {
    Some(match mailbox.special_use {
        _ if name == "INBOX" => "\\Inbox".to_owned(),
        Some(SpecialUse::Sent) => "\\Sent".to_owned(),
        Some(SpecialUse::Drafts) => "\\Draft".to_owned(),
        Some(SpecialUse::Important) => "\\Important".to_owned(),
        Some(SpecialUse::Flagged) => "\\Starred".to_owned(),
        Some(SpecialUse::All | SpecialUse::Trash | SpecialUse::Junk) => return None,
        _ => encode_name(name),
    })
}

impl Account {
    /// Whether a mailbox is a label: all mail, the trash and junk are none.
    pub(crate) fn is_label(&self, name: &str) -> bool {
        let mailbox = self.mailboxes.get(name);
        mailbox.is_some_and(|mailbox| label(name, mailbox).is_some())
    }

    /// The mailbox that a label means, of those that exist. Names are decoded.
    pub(crate) fn labelled(&self, wanted: &str) -> Option<&str> {
        let wire = encode_name(wanted);
        let found = self.mailboxes.iter().find(|(name, mailbox)| {
            label(name, mailbox).is_some_and(|label| label.eq_ignore_ascii_case(&wire))
        });
        found.map(|(name, _)| name.as_str())
    }

    fn with_use(&self, special_use: SpecialUse) -> Option<&str> {
        let mut named = self.mailboxes.iter();
        let found = named.find(|(_, mailbox)| mailbox.special_use == Some(special_use));
        found.map(|(name, _)| name.as_str())
    }
}

impl Mailbox {
    /// The numbers of all its messages.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u64> {
        let rows = self.rows().iter();
        rows.filter_map(|row| Some(self.content(row.uid)?.number()))
    }

    /// The message of that number.
    pub(crate) fn numbered(&self, number: u64) -> Option<Uid> {
        let rows = self.rows().iter();
        let mut uids = rows.map(|row| row.uid);
        uids.find(|uid| {
            self.content(*uid)
                .is_some_and(|content| content.number() == number)
        })
    }
}

impl Store {
    /// What came into a mailbox lies among all mail too, and what came into the
    /// trash or among junk lies nowhere else.
    pub(super) fn keep_all_mail(&mut self, user: &str, name: &str, uid: Uid) {
        let Some(account) = self.account(user) else {
            return;
        };
        let Some(mailbox) = account.mailboxes.get(name) else {
            return;
        };
        let (Some(row), Some(content)) = (mailbox.row(uid), mailbox.content(uid)) else {
            return;
        };
        let number = content.number();
        if matches!(
            mailbox.special_use,
            Some(SpecialUse::Trash | SpecialUse::Junk)
        ) {
            let others = account
                .mailboxes
                .values()
                .filter(|other| other.id() != mailbox.id());
            let elsewhere: Vec<_> = others
                .filter_map(|other| Some((other.id(), other.numbered(number)?)))
                .collect();
            for (id, uid) in elsewhere {
                self.expunge(user, id, uid);
            }
            return;
        }
        let all = account.with_use(SpecialUse::All).map(str::to_owned);
        let Some(all) = all.filter(|all| all != name) else {
            return;
        };
        let knows_it = account
            .mailboxes
            .get(&all)
            .is_some_and(|mailbox| mailbox.numbered(number).is_some());
        if !knows_it {
            let seen = FlagBits::default().replaced(FlagBits::SEEN, row.flags);
            self.append(user, &all, content, seen, row.received());
        }
    }

    /// The flags of a message are the same by whatever label it is found.
    pub(super) fn share_flags(&mut self, user: &str, id: MailboxId, uid: Uid) {
        let Some(mailbox) = self.mailbox_by_id(user, id) else {
            return;
        };
        let (Some(row), Some(content)) = (mailbox.row(uid), mailbox.content(uid)) else {
            return;
        };
        let flags: Vec<Flag> = mailbox.flags_of(row.flags).iter().cloned().collect();
        let number = content.number();
        let mailboxes = self.account(user).into_iter();
        let others: Vec<_> = mailboxes
            .flat_map(|account| account.mailboxes.values())
            .filter(|other| other.id() != id)
            .filter_map(|other| Some((other.id(), other.numbered(number)?)))
            .collect();
        for (id, uid) in others {
            let bits = self.keyword_bits(user, id, &flags).unwrap_or_default();
            // The message to be removed is removed from one mailbox alone.
            let old = self
                .mailbox_by_id(user, id)
                .and_then(|mailbox| mailbox.row(uid));
            let old = old.map(|row| row.flags).unwrap_or_default();
            let bits = bits.replaced(FlagBits::DELETED, old);
            self.set_flags(user, id, uid, bits);
        }
    }

    /// The numbers of the messages with a label; `\Starred` is a flag, and not
    /// asked for here.
    pub(crate) fn numbers_with_label(&self, user: &str, label: &str) -> BTreeSet<u64> {
        let account = self.account(user);
        let mailbox = account.and_then(|account| account.mailboxes.get(account.labelled(label)?));
        mailbox.map_or_else(BTreeSet::new, |mailbox| mailbox.numbers().collect())
    }
}
