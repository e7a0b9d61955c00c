//! The tree as it is shown: what stands below what, and in which order.

use super::names::{inbox_prefix, is_own, with_parents};
use super::{DEEPEST, Tree};
use crate::change::{MailboxEntry, TreeSection};
use crate::engine::Collate;
use mail_model::{Mailbox, MailboxCounts, MailboxName, Map, SpecialUse, sort_by};

impl Tree {
    /// Whether a mailbox is what a namespace's prefix names without its delimiter, so
    /// that all mailboxes of that kind lie in it.
    fn section(&self, mailbox: &Mailbox) -> Option<TreeSection> {
        let mut all = self.namespaces.iter();
        let found = all.find(|(prefix, _)| {
            let below = prefix.strip_prefix(mailbox.name.as_str());
            below.is_some_and(|below| below.chars().eq(mailbox.delimiter))
        });
        found.map(|(_, section)| *section)
    }
    /// The tree in the order it is shown in, with `shown` deciding the counts.
    pub(crate) fn entries(
        &self,
        collate: Option<Collate>,
        shown: impl Fn(&MailboxName, &MailboxCounts) -> MailboxCounts,
    ) -> Vec<MailboxEntry> {
        let mut mailboxes = self.mailboxes.clone();
        for mailbox in &mut mailboxes {
            mailbox.counts = self.counts.get(&mailbox.name).copied();
        }
        // Counts go with their mailbox to its new name.
        let mailboxes = self.pending.fold(&mailboxes);
        let mailboxes: Vec<Mailbox> = mailboxes
            .into_iter()
            .filter(|mailbox| !is_own(mailbox))
            .collect();
        let nodes = with_parents(&mailboxes);
        let prefix = inbox_prefix(&mailboxes);
        let mut children: Map<Option<&str>, Vec<&Mailbox>> = Map::new();
        for mailbox in nodes.values() {
            let parent = parent(mailbox, &nodes, prefix);
            children.get_or_default(parent).push(mailbox);
        }
        for siblings in children.values_mut() {
            let mut keyed: Vec<_> = siblings
                .drain(..)
                .map(|m| (order(m, self.section(m)), m))
                .collect();
            // Plain names stand alike in all languages, and asking the shell takes time.
            let is_plain = keyed.iter().all(|((_, name, _), _)| name.is_ascii());
            let collate = collate.filter(|_| !is_plain).unwrap_or(str::cmp);
            sort_by(&mut keyed, |(a, _), (b, _)| {
                let by_name = a.0.cmp(&b.0).then_with(|| collate(&a.1, &b.1));
                by_name.then_with(|| a.2.cmp(&b.2))
            });
            siblings.extend(keyed.into_iter().map(|(_, mailbox)| mailbox));
        }
        let mut entries = Vec::with_capacity(nodes.len());
        let mut stack: Vec<(&Mailbox, u32)> = Vec::new();
        let push_children = |stack: &mut Vec<_>, of: Option<&str>, depth: u32| {
            let siblings = children.get(&of).into_iter().flatten();
            stack.extend(siblings.rev().map(|child| (*child, depth)));
        };
        push_children(&mut stack, None, 0);
        while let Some((mailbox, depth)) = stack.pop() {
            let has_children = children.contains_key(&Some(mailbox.name.as_str()));
            if !mailbox.is_selectable && !has_children {
                continue;
            }
            let mut mailbox = mailbox.clone();
            mailbox.counts = mailbox.counts.map(|counts| shown(&mailbox.name, &counts));
            let name = mailbox.name.as_str().to_owned();
            entries.push(MailboxEntry {
                section: self.section(&mailbox),
                mailbox,
                depth,
                has_children,
            });
            push_children(&mut stack, Some(&name), depth + 1);
        }
        entries
    }
}

/// Under which mailbox this one is shown.
fn parent<'a>(
    mailbox: &Mailbox,
    nodes: &'a Map<String, Mailbox>,
    inbox_prefix: Option<char>,
) -> Option<&'a str> {
    let delimiter = mailbox.delimiter?;
    if mailbox.name.as_str().matches(delimiter).count() > DEEPEST {
        return None;
    }
    let name = MailboxName::new(mailbox.parent_name()?);
    if inbox_prefix.is_some() && name.is_inbox() {
        return None;
    }
    let (name, parent) = nodes.get_key_value(name.as_str())?;
    // What is special stands at the top, unless a person could open what it
    // lies in: `[Gmail]/Sent Mail` is Sent, whatever `[Gmail]` is.
    let is_lifted = special_rank(mailbox).is_some() && !parent.is_selectable;
    (!is_lifted).then_some(name.as_str())
}

/// Sorts siblings: by purpose, then by name without regard to case, and last what
/// holds mailboxes that are not the person's own.
fn order(mailbox: &Mailbox, section: Option<TreeSection>) -> (u8, String, String) {
    let rank = match section {
        None => special_rank(mailbox).unwrap_or(u8::MAX - 2),
        Some(TreeSection::OtherUsers) => u8::MAX - 1,
        Some(TreeSection::Shared) => u8::MAX,
    };
    (
        rank,
        mailbox.leaf_name().to_lowercase(),
        mailbox.name.as_str().to_owned(),
    )
}

/// The place among the special ones, as people are used to them from Roundcube.
fn special_rank(mailbox: &Mailbox) -> Option<u8> {
    if mailbox.name.is_inbox() {
        return Some(0);
    }
    Some(match mailbox.special_use? {
        SpecialUse::Inbox => 0,
        SpecialUse::Drafts => 1,
        SpecialUse::Sent => 2,
        SpecialUse::Junk => 3,
        SpecialUse::Trash => 4,
        SpecialUse::Archive => 5,
        SpecialUse::All => 6,
        SpecialUse::Flagged => 7,
        SpecialUse::Important => 8,
    })
}
