//! What mailboxes are called: which names there can be, and what lies in what.

use super::{DEEPEST, LONGEST_NAME, MOST_MAILBOXES, OWN_MAILBOXES, Tree};
use mail_model::{Mailbox, MailboxName, Map, ProblemKind, Set};

impl Tree {
    /// Those of the names that no mailbox has.
    pub(crate) fn without_mailbox(&self, mut names: Vec<MailboxName>) -> Vec<MailboxName> {
        let there = with_parents(&self.mailboxes);
        names.retain(|name| !name.is_inbox() && !there.contains_key(name.as_str()));
        names
    }
    /// The full name of a mailbox that is made at the top: beneath the inbox,
    /// where everything lies there.
    pub(crate) fn name_at_top(&self, name: &str) -> MailboxName {
        match inbox_prefix(&self.mailboxes) {
            Some(delimiter) => MailboxName::new(format!("INBOX{delimiter}{name}")),
            None => MailboxName::new(name),
        }
    }
    /// The mailbox of ours that is called so, if there is one.
    pub(crate) fn own(&self, name: &str) -> Option<&MailboxName> {
        let mut mailboxes = self.mailboxes.iter();
        let found = mailboxes.find(|mailbox| is_called(mailbox, name));
        found.map(|mailbox| &mailbox.name)
    }
    /// The separator of names, as the mailboxes have it.
    pub(crate) fn delimiter(&self) -> Option<char> {
        self.mailboxes.iter().find_map(|mailbox| mailbox.delimiter)
    }
    /// The full name of a mailbox that is to be called `name` below `parent`, or
    /// why there can be none.
    pub(crate) fn name_below(
        &self,
        parent: Option<&MailboxName>,
        name: &str,
    ) -> Result<(MailboxName, Option<char>), ProblemKind> {
        let shown = self.pending.fold(&self.mailboxes);
        let name = name.trim();
        let delimiter = self.delimiter();
        let is_odd = |c: char| c.is_control() || Some(c) == delimiter;
        if name.is_empty() || name.len() > LONGEST_NAME || name.contains(is_odd) {
            return Err(ProblemKind::ChangeRefused);
        }
        let above = match (parent, inbox_prefix(&self.mailboxes)) {
            (Some(parent), _) => Some(parent.as_str()),
            (None, Some(_)) => Some("INBOX"),
            (None, None) => None,
        };
        let may_have = |parent: &MailboxName| {
            let found = shown.iter().find(|mailbox| mailbox.name == *parent);
            found.is_none_or(|mailbox| mailbox.may_have_children)
        };
        let full = match (above, delimiter) {
            (None, _) => name.to_owned(),
            (Some(above), Some(delimiter)) if parent.is_none_or(may_have) => {
                let mut full = above.to_owned();
                full.push(delimiter);
                full.push_str(name);
                full
            }
            (Some(_), _) => return Err(ProblemKind::ChangeRefused),
        };
        let full = MailboxName::new(full);
        if shown.iter().any(|mailbox| mailbox.name == full) {
            return Err(ProblemKind::AlreadyExists);
        }
        Ok((full, delimiter))
    }
    /// Whether a mailbox is `above` or lies below it.
    pub(crate) fn is_within(&self, mailbox: &MailboxName, above: &MailboxName) -> bool {
        let below = mailbox.as_str().strip_prefix(above.as_str());
        below.is_some_and(|below| {
            below.is_empty() || self.delimiter().is_some_and(|d| below.starts_with(d))
        })
    }
    /// A mailbox and all below it, parents first.
    pub(crate) fn within(&self, above: &MailboxName) -> Vec<MailboxName> {
        let shown = self.pending.fold(&self.mailboxes);
        let names: Set<MailboxName> = shown
            .into_iter()
            .map(|mailbox| mailbox.name)
            .filter(|name| self.is_within(name, above))
            .collect();
        names.into_iter().collect()
    }
}

/// Whether a mailbox is one in which we keep what is no mail.
pub(super) fn is_own(mailbox: &Mailbox) -> bool {
    OWN_MAILBOXES.iter().any(|name| is_called(mailbox, name))
}

/// Whether a mailbox at the top, or beneath the inbox, is called so.
pub(super) fn is_called(mailbox: &Mailbox, name: &str) -> bool {
    let full = mailbox.name.as_str();
    let Some(above) = full.strip_suffix(name) else {
        return false;
    };
    above.is_empty()
        || mailbox.delimiter.is_some_and(|delimiter| {
            let above = above.strip_suffix(delimiter);
            above.is_some_and(|above| above.eq_ignore_ascii_case("INBOX"))
        })
}

/// All mailboxes by name, and for those whose parents the server did not list,
/// parents that cannot be opened.
pub(super) fn with_parents(mailboxes: &[Mailbox]) -> Map<String, Mailbox> {
    let mut nodes: Map<String, Mailbox> = Map::new();
    for mailbox in mailboxes {
        nodes.insert(mailbox.name.as_str().to_owned(), mailbox.clone());
    }
    for mailbox in mailboxes {
        let mut child = mailbox.clone();
        for _ in 0..DEEPEST {
            let Some(parent) = child.parent_name() else {
                break;
            };
            if nodes.len() >= 2 * MOST_MAILBOXES || nodes.contains_key(parent) {
                break;
            }
            let parent = Mailbox {
                name: MailboxName::new(parent),
                delimiter: mailbox.delimiter,
                is_selectable: false,
                may_have_children: true,
                is_subscribed: true,
                special_use: None,
                counts: None,
                id: None,
            };
            nodes.insert(parent.name.as_str().to_owned(), parent.clone());
            child = parent;
        }
    }
    nodes
}

/// Some servers keep everything beneath the inbox (`INBOX.Sent`): there its
/// name is a prefix, not a parent. Tells that prefix's delimiter.
pub(super) fn inbox_prefix(mailboxes: &[Mailbox]) -> Option<char> {
    let mut others = mailboxes.iter().filter(|m| !m.name.is_inbox()).peekable();
    let delimiter = others.peek()?.delimiter?;
    let is_beneath = |mailbox: &Mailbox| {
        mailbox
            .name
            .as_str()
            .get(..5)
            .is_some_and(|p| p.eq_ignore_ascii_case("INBOX"))
            && mailbox
                .name
                .as_str()
                .get(5..)
                .is_some_and(|rest| rest.starts_with(delimiter))
    };
    others.all(is_beneath).then_some(delimiter)
}
