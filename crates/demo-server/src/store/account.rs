use super::Mailbox;
use crate::content::Arrivals;
use mail_model::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What separates the levels of a mailbox's name.
pub(crate) const DELIMITER: char = '/';

/// The most mailboxes that an account has.
const MAX_MAILBOXES: usize = 1_000;

/// Annotations (RFC 5464) by whose they are (nobody's are shared) and by name.
pub(crate) type Annotations = BTreeMap<(String, String), Vec<u8>>;

/// One person's mail.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// By full name, decoded. INBOX is always there.
    pub(crate) mailboxes: BTreeMap<String, Mailbox>,
    pub(crate) subscriptions: BTreeSet<String>,
    /// The password, where it is not the one that all accounts have.
    pub(crate) password: Option<String>,
    /// The token that logs in by OAUTHBEARER and XOAUTH2, where there is one.
    pub(crate) token: Option<String>,
    pub(crate) last_used: Timestamp,
    /// Octets of messages that were appended to it.
    pub(crate) appended_octets: usize,
    pub(crate) quota: Quota,
    /// What is kept for the account as a whole.
    pub(crate) annotations: Annotations,
    /// The mail that comes while somebody looks.
    pub(crate) arrivals: Option<Arrivals>,
}

/// What an account may hold; without a limit where `None`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    /// In KiB.
    pub(crate) storage: Option<u64>,
    pub(crate) messages: Option<u64>,
}

/// What messages take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) octets: u64,
    pub(crate) messages: u64,
}

/// A name that LIST tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedName {
    pub(crate) name: String,
    /// There is a mailbox of this name: it is not merely a level above others.
    pub(crate) exists: bool,
    pub(crate) has_children: bool,
}

impl Account {
    /// Gives a mailbox and those below it another name; tells whether there were any.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> bool {
        let below = format!("{from}{DELIMITER}");
        let moving: Vec<String> = self
            .mailboxes
            .keys()
            .filter(|name| *name == from || name.starts_with(&below))
            .cloned()
            .collect();
        for name in &moving {
            let moved = self.mailboxes.remove(name);
            let suffix = name.strip_prefix(from).unwrap_or_default();
            self.mailboxes
                .extend(moved.map(|mailbox| (format!("{to}{suffix}"), mailbox)));
        }
        !moving.is_empty()
    }

    pub(crate) fn new(inbox: Mailbox, now: Timestamp) -> Self {
        Self {
            mailboxes: BTreeMap::from([("INBOX".to_owned(), inbox)]),
            subscriptions: BTreeSet::from(["INBOX".to_owned()]),
            password: None,
            token: None,
            last_used: now,
            appended_octets: 0,
            annotations: Annotations::new(),
            quota: Quota {
                storage: None,
                messages: None,
            },
            arrivals: None,
        }
    }

    /// What all messages take together.
    pub(crate) fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        for mailbox in self.mailboxes.values() {
            usage.octets = usage.octets.saturating_add(mailbox.octets());
            usage.messages += u64::from(mailbox.len());
        }
        usage
    }

    /// Whether one more mailbox may be made.
    pub(crate) fn has_room(&self) -> bool {
        self.mailboxes.len() < MAX_MAILBOXES
    }

    /// All names, levels without a mailbox of their own included; INBOX first,
    /// the others in the order of their characters.
    pub(crate) fn names(&self) -> Vec<ListedName> {
        let mut names = BTreeSet::new();
        for name in self.mailboxes.keys() {
            for (end, _) in name.match_indices(DELIMITER) {
                names.extend(name.get(..end).map(str::to_owned));
            }
            names.insert(name.clone());
        }
        names.remove("INBOX");
        core::iter::once("INBOX".to_owned())
            .chain(names)
            .map(|name| ListedName {
                exists: self.mailboxes.contains_key(&name),
                has_children: self.has_children(&name),
                name,
            })
            .collect()
    }

    /// Whether any mailbox lies below `name`.
    pub(crate) fn has_children(&self, name: &str) -> bool {
        let prefix = format!("{name}{DELIMITER}");
        self.mailboxes
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(below, _)| below.starts_with(&prefix))
    }
}
