//! What mailboxes may be called, and where they may lie.

use mail_engine::MailboxEntry;
use mail_model::{Mailbox, MailboxName};

/// A longer name is none that a person types, and few servers take it.
const LONGEST: usize = 255;

/// Why a mailbox can't be called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing was typed.
    Empty,
    /// Longer than 255 octets.
    TooLong,
    /// It has the character that parts names from those above them.
    Delimiter(char),
    /// It has a character that nobody sees.
    Control,
    /// There is one of that name.
    Exists,
}

/// What is wrong with `typed` as the name of a mailbox below `parent`, or at the
/// top; `renamed` is the mailbox that is to be called so, if it is there already.
pub fn name_fault(
    entries: &[MailboxEntry],
    parent: Option<&MailboxName>,
    typed: &str,
    renamed: Option<&MailboxName>,
) -> Option<NameFault> {
    let name = typed.trim();
    let delimiter = entries.iter().find_map(|entry| entry.mailbox.delimiter);
    if name.is_empty() {
        return Some(NameFault::Empty);
    }
    if name.len() > LONGEST {
        return Some(NameFault::TooLong);
    }
    if let Some(delimiter) = delimiter.filter(|delimiter| name.contains(*delimiter)) {
        return Some(NameFault::Delimiter(delimiter));
    }
    if name.contains(char::is_control) {
        return Some(NameFault::Control);
    }
    let is_same = |mailbox: &Mailbox| {
        let above = true_parent(mailbox);
        let is_there = above.as_ref() == parent || (parent.is_none() && is_top(entries, mailbox));
        is_there && mailbox.leaf_name() == name && Some(&mailbox.name) != renamed
    };
    let exists = entries.iter().any(|entry| is_same(&entry.mailbox));
    exists.then_some(NameFault::Exists)
}

/// Below which mailbox one lies by its name, wherever it is shown.
pub fn true_parent(mailbox: &Mailbox) -> Option<MailboxName> {
    mailbox.parent_name().map(MailboxName::new)
}

/// Whether a mailbox lies at the top: there too where the server keeps all
/// beneath the inbox.
fn is_top(entries: &[MailboxEntry], mailbox: &Mailbox) -> bool {
    match true_parent(mailbox) {
        None => true,
        Some(parent) => {
            let mut others = entries.iter().map(|entry| &entry.mailbox);
            parent.is_inbox() && others.all(|m| m.name.is_inbox() || m.parent_name().is_some())
        }
    }
}

/// Whether a mailbox is another one or lies below it.
fn is_within(mailbox: &MailboxName, above: &Mailbox) -> bool {
    let below = mailbox.as_str().strip_prefix(above.name.as_str());
    below.is_some_and(|below| {
        below.is_empty() || above.delimiter.is_some_and(|d| below.starts_with(d))
    })
}

/// Whether a mailbox can be put below another, or at the top. A name that is
/// there already, and whatever else the server minds, is told when it is tried.
pub fn can_move(entries: &[MailboxEntry], mailbox: &MailboxName, to: Option<&MailboxName>) -> bool {
    let find = |name: &MailboxName| {
        let mut all = entries.iter().map(|entry| &entry.mailbox);
        all.find(|mailbox| mailbox.name == *name)
    };
    let Some(moved) = find(mailbox).filter(|moved| !moved.name.is_inbox()) else {
        return false;
    };
    match to {
        None => !is_top(entries, moved),
        Some(to) => {
            let takes = find(to).is_some_and(|to| to.may_have_children && to.delimiter.is_some());
            takes && !is_within(to, moved) && true_parent(moved).as_ref() != Some(to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(delimiter: char, names: &[&str]) -> Vec<MailboxEntry> {
        let entry = |name: &&str| MailboxEntry {
            mailbox: Mailbox {
                name: MailboxName::new(*name),
                delimiter: Some(delimiter),
                is_selectable: true,
                may_have_children: *name != "Flat",
                is_subscribed: true,
                special_use: None,
                counts: None,
                id: None,
            },
            depth: 0,
            has_children: false,
            section: None,
        };
        names.iter().map(entry).collect()
    }
    fn name(name: &str) -> MailboxName {
        MailboxName::new(name)
    }

    #[test]
    fn a_name_that_can_be_none_is_told_before_it_is_sent() {
        let all = entries('/', &["INBOX", "Work", "Work/Old", "Old Work"]);
        let work = name("Work");
        for (parent, typed, expected) in [
            (None, "New", None),
            (None, " Work ", Some(NameFault::Exists)),
            (None, "Old", None),
            (Some(&work), "Old", Some(NameFault::Exists)),
            (Some(&work), "Work", None),
            (None, "  ", Some(NameFault::Empty)),
            (None, "a/b", Some(NameFault::Delimiter('/'))),
            (None, "a.b", None),
            (None, "a\u{7}b", Some(NameFault::Control)),
        ] {
            assert_eq!(name_fault(&all, parent, typed, None), expected, "{typed:?}");
        }
        assert_eq!(name_fault(&all, None, "Work", Some(&work)), None);
        let long = "ä".repeat(128);
        assert_eq!(
            name_fault(&all, None, &long, None),
            Some(NameFault::TooLong)
        );
        assert_eq!(name_fault(&[], None, "a/b", None), None);
    }

    #[test]
    fn beneath_the_inbox_is_the_top_where_everything_lies_there() {
        let all = entries('.', &["INBOX", "INBOX.Work", "INBOX.Work.Old"]);
        assert_eq!(
            name_fault(&all, None, "Work", None),
            Some(NameFault::Exists)
        );
        assert_eq!(name_fault(&all, None, "Old", None), None);
        assert!(!can_move(&all, &name("INBOX.Work"), None));
        assert!(can_move(&all, &name("INBOX.Work.Old"), None));
        let all = entries('.', &["INBOX", "INBOX.Work", "Top"]);
        assert!(can_move(&all, &name("INBOX.Work"), None));
    }

    #[test]
    fn a_mailbox_goes_neither_into_itself_nor_where_it_is() {
        let all = entries('/', &["INBOX", "A", "A/B", "A/B/C", "AB", "Flat"]);
        for (from, to, expected) in [
            ("A/B", Some("AB"), true),
            ("A/B", Some("A"), false),
            ("A/B", Some("A/B"), false),
            ("A/B", Some("A/B/C"), false),
            ("A", Some("AB"), true),
            ("A/B", None, true),
            ("A", None, false),
            ("INBOX", Some("A"), false),
            ("A", Some("INBOX"), true),
            ("A", Some("Flat"), false),
            ("A", Some("gone"), false),
            ("gone", Some("A"), false),
        ] {
            let to = to.map(name);
            assert_eq!(
                can_move(&all, &name(from), to.as_ref()),
                expected,
                "{from} {to:?}"
            );
        }
    }
}
