//! Mailboxes that others than their owner may use (RFC 4314), by names in
//! namespaces of their own (RFC 2342).

use super::{DELIMITER, ListedName, Mailbox, MailboxId, Rights, Store};
use std::collections::BTreeMap;

/// What the names of other users' mailboxes begin with.
pub(crate) const OTHER_USERS: &str = "Other Users/";
/// What the names of nobody's mailboxes begin with.
pub(crate) const SHARED: &str = "Shared/";
/// The account that has nobody's mailboxes.
pub(crate) const NOBODY: &str = "shared";

impl Store {
    /// Whose mailbox `user` means by `name`, and its name there.
    pub(crate) fn place<'a>(&self, user: &'a str, name: &'a str) -> (&'a str, &'a str) {
        let elsewhere = match name.strip_prefix(OTHER_USERS) {
            _ if !self.is_sharing => None,
            Some(rest) => rest.split_once(DELIMITER),
            None => name.strip_prefix(SHARED).map(|rest| (NOBODY, rest)),
        };
        elsewhere.unwrap_or((user, name))
    }

    /// Whether `name` is only a level above others' mailboxes.
    pub(crate) fn is_namespace(&self, name: &str) -> bool {
        let is = |prefix: &str| prefix.strip_suffix(DELIMITER) == Some(name);
        self.is_sharing && (is(OTHER_USERS) || is(SHARED))
    }

    /// What `user` may do with the mailbox of this name; nothing where there is none.
    pub(crate) fn rights(&self, user: &str, name: &str) -> Rights {
        let (owner, local) = self.place(user, name);
        let account = self.accounts.get(owner);
        let mailbox = account.and_then(|account| account.mailboxes.get(local));
        mailbox.map_or(Rights::NONE, |mailbox| rights_in(mailbox, user, owner))
    }

    /// What `user` may do with the mailbox of this identity.
    pub(crate) fn rights_by_id(&self, user: &str, id: MailboxId) -> Rights {
        self.accounts
            .iter()
            .find_map(|(owner, account)| {
                let mailbox = account.mailboxes.values().find(|m| m.id() == id)?;
                Some(rights_in(mailbox, user, owner))
            })
            .unwrap_or(Rights::NONE)
    }

    /// The mailboxes of others that `user` may know of, by the names for them,
    /// and the levels above.
    pub(crate) fn names_elsewhere(&self, user: &str) -> Vec<ListedName> {
        let mut names = BTreeMap::new();
        if !self.is_sharing {
            return Vec::new();
        }
        for (owner, account) in &self.accounts {
            if owner == user {
                continue;
            }
            for (local, mailbox) in &account.mailboxes {
                if rights_in(mailbox, user, owner).contains(Rights::LOOKUP) {
                    let name = if owner == NOBODY {
                        format!("{SHARED}{local}")
                    } else {
                        format!("{OTHER_USERS}{owner}{DELIMITER}{local}")
                    };
                    for (end, _) in name.match_indices(DELIMITER) {
                        let level = name.get(..end).unwrap_or_default().to_owned();
                        names.entry(level).or_insert(false);
                    }
                    names.insert(name, true);
                }
            }
        }
        let is_above = |name: &str| {
            let below = format!("{name}{DELIMITER}");
            names.keys().any(|other| other.starts_with(&below))
        };
        let listed = names.iter().map(|(name, exists)| ListedName {
            name: name.clone(),
            exists: *exists,
            has_children: is_above(name),
        });
        listed.collect()
    }
}

/// An owner may do all that is not taken away; others what they are given, and
/// what anybody is given (RFC 4314 §2).
fn rights_in(mailbox: &Mailbox, user: &str, owner: &str) -> Rights {
    let given = |identifier: &str| mailbox.acl.get(identifier).copied();
    let own = given(user);
    if user == owner {
        return own.unwrap_or(Rights::ALL).with(Rights::OWNER);
    }
    let taken = given(&format!("-{user}"))
        .unwrap_or_default()
        .with(given("-anyone").unwrap_or_default());
    own.unwrap_or_default()
        .with(given("anyone").unwrap_or_default())
        .without(taken)
}
