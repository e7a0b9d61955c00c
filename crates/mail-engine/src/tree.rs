pub(crate) mod pending;

use self::pending::{PendingChanges, TreeChange};
use crate::change::{MailboxEntry, TreeSection};
use crate::engine::Collate;
use crate::later_action::LaterAction;
use imap_client::Request;
use mail_model::{
    Mailbox, MailboxCounts, MailboxName, Map, ProblemKind, Rights, Set, SpecialUse, sort_by,
};

/// So many mailboxes are shown; a server with more is not a person's.
const MOST_MAILBOXES: usize = 20_000;
/// A name longer than this is none that a person types.
const LONGEST_NAME: usize = 255;
/// So many wishes wait for the mailboxes to be told.
const MOST_EARLY: usize = 100;
/// Names that go deeper stand at the top level, under their full names.
const DEEPEST: usize = 64;

/// The mailboxes at the top in which we keep what is no mail, and which are
/// shown to nobody.
const OWN_MAILBOXES: [&str; 2] = [CONTACTS, SETTINGS];
/// Where contacts are kept.
pub(crate) const CONTACTS: &str = "Porthole Contacts";
/// Where settings are kept, on servers without annotations.
pub(crate) const SETTINGS: &str = "Porthole Settings";

/// The account's mailboxes and their counts, as the server confirmed them.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    mailboxes: Vec<Mailbox>,
    /// What they are for by the server's word, or their names'.
    served: Map<MailboxName, SpecialUse>,
    /// What the person chose them for, against that; `None` for nothing special.
    chosen: Vec<(MailboxName, Option<SpecialUse>)>,
    counts: Map<MailboxName, MailboxCounts>,
    /// Where the turn of asking for counts stands.
    turn: usize,
    /// What the person changed and the server has not confirmed.
    pub(crate) pending: PendingChanges,
    /// What the person wished for before the mailboxes were known, on which it
    /// depends.
    pub(crate) early: Vec<LaterAction>,
    /// What the names of mailboxes begin with that are not the person's own.
    namespaces: Vec<(String, TreeSection)>,
    /// What the person may do, as far as it was told; `None` while it is asked.
    rights: Map<MailboxName, Option<Rights>>,
}

impl Tree {
    /// The server told all mailboxes.
    pub(crate) fn replace(&mut self, mut mailboxes: Vec<Mailbox>) {
        mailboxes.truncate(MOST_MAILBOXES);
        for mailbox in &mut mailboxes {
            if let Some(counts) = mailbox.counts.take() {
                self.counts.insert(mailbox.name.clone(), counts);
            }
        }
        let names: Set<&MailboxName> = mailboxes.iter().map(|m| &m.name).collect();
        self.counts.retain(|name, _| names.contains(name));
        self.rights.retain(|name, _| names.contains(name));
        let served = |mailbox: &Mailbox| Some((mailbox.name.clone(), mailbox.special_use?));
        self.served = mailboxes.iter().filter_map(served).collect();
        self.mailboxes = mailboxes;
        self.settle_uses();
    }
    /// Where mailboxes lie that are not the person's own.
    pub(crate) fn set_namespaces(&mut self, others: &[MailboxName], shared: &[MailboxName]) {
        let of = |all: &[MailboxName], section| {
            let all = all.iter().map(|prefix| prefix.as_str().to_owned());
            all.map(move |prefix| (prefix, section)).collect::<Vec<_>>()
        };
        self.namespaces = of(others, TreeSection::OtherUsers);
        self.namespaces.extend(of(shared, TreeSection::Shared));
    }
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
    /// Those of the names that no mailbox has.
    pub(crate) fn without_mailbox(&self, mut names: Vec<MailboxName>) -> Vec<MailboxName> {
        let there = with_parents(&self.mailboxes);
        names.retain(|name| !name.is_inbox() && !there.contains_key(name.as_str()));
        names
    }
    /// The person chose what mailboxes are for, whatever the server says.
    pub(crate) fn choose_uses(&mut self, chosen: &[(MailboxName, Option<SpecialUse>)]) {
        self.chosen = chosen.to_vec();
        self.settle_uses();
    }
    /// What each mailbox is for: what the person chose, else what was told.
    /// A choice of a mailbox that is not there does not count.
    fn settle_uses(&mut self) {
        for mailbox in &mut self.mailboxes {
            mailbox.special_use = self.served.get(&mailbox.name).copied();
        }
        for (name, purpose) in &self.chosen {
            let is_there = |m: &Mailbox| m.name == *name && m.is_selectable;
            if !self.mailboxes.iter().any(is_there) {
                continue;
            }
            for mailbox in &mut self.mailboxes {
                if mailbox.name == *name {
                    mailbox.special_use = *purpose;
                } else if purpose.is_some() && mailbox.special_use == *purpose {
                    mailbox.special_use = None;
                }
            }
        }
    }
    /// Which mailboxes have other names in `told` than they have here: somebody
    /// else renamed them. Parents stand before those below them.
    pub(crate) fn renames(&self, told: &[Mailbox]) -> Vec<(MailboxName, MailboxName)> {
        let names: Set<&MailboxName> = told.iter().map(|m| &m.name).collect();
        let before: Set<&MailboxName> = self.mailboxes.iter().map(|m| &m.name).collect();
        let mut by_id: Map<&str, &MailboxName> = Map::new();
        for mailbox in &self.mailboxes {
            if let (Some(id), false) = (&mailbox.id, names.contains(&mailbox.name)) {
                by_id.insert(id, &mailbox.name);
            }
        }
        let new = told.iter().filter(|m| !before.contains(&m.name));
        let mut renames: Vec<(MailboxName, MailboxName)> = new
            .filter_map(|m| Some(((*by_id.get(m.id.as_deref()?)?).clone(), m.name.clone())))
            .collect();
        sort_by(&mut renames, Ord::cmp);
        renames
    }
    /// Whether the mailboxes are not known yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.mailboxes.is_empty()
    }
    /// Keeps a wish until the mailboxes are known; `false` where too many wait.
    #[must_use]
    pub(crate) fn postpone(&mut self, wish: LaterAction) -> bool {
        let has_room = self.early.len() < MOST_EARLY;
        if has_room {
            self.early.push(wish);
        }
        has_room
    }
    /// The mailbox of a purpose, if there is one.
    pub(crate) fn special(&self, purpose: SpecialUse) -> Option<&MailboxName> {
        let mut mailboxes = self.mailboxes.iter();
        let found = mailboxes.find(|m| m.special_use == Some(purpose) && m.is_selectable);
        found.map(|mailbox| &mailbox.name)
    }
    /// Whether there is a mailbox of this name.
    pub(crate) fn contains(&self, name: &MailboxName) -> bool {
        self.mailboxes.iter().any(|mailbox| mailbox.name == *name)
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
    /// The server told one mailbox's counts; those that it left out are as they were.
    pub(crate) fn set_counts(&mut self, mailbox: &MailboxName, mut counts: MailboxCounts) {
        if let Some(before) = self.counts.get(mailbox) {
            counts.uid_next = counts.uid_next.or(before.uid_next);
            counts.uid_validity = counts.uid_validity.or(before.uid_validity);
        }
        if self.counts.contains_key(mailbox) || self.counts.len() < MOST_MAILBOXES {
            self.counts.insert(mailbox.clone(), counts);
        }
    }
    /// What is known of a mailbox's counts.
    pub(crate) fn counts(&self, mailbox: &MailboxName) -> Option<&MailboxCounts> {
        self.counts.get(mailbox)
    }
    /// What is known of a mailbox's counts, to be kept true by what is seen of the mailbox.
    pub(crate) fn counts_mut(&mut self, mailbox: &MailboxName) -> Option<&mut MailboxCounts> {
        self.counts.get_mut(mailbox)
    }
    /// The first change that is still to be asked for, with its place.
    pub(crate) fn waiting(&self) -> Option<(usize, Request)> {
        self.pending.waiting(&self.mailboxes)
    }
    /// A change has happened on the server.
    pub(crate) fn confirm(&mut self, change: &TreeChange) {
        if let TreeChange::Rename { from, to } = change {
            let renamed: Vec<_> = self
                .mailboxes
                .iter()
                .filter_map(|m| Some((m.name.clone(), pending::renamed(m, from, to)?)))
                .collect();
            for (before, after) in renamed {
                if let Some(counts) = self.counts.remove(&before) {
                    self.counts.insert(after.clone(), counts);
                }
                self.rights.remove(&before);
                if let Some(served) = self.served.remove(&before) {
                    self.served.insert(after, served);
                }
            }
        }
        change.apply(&mut self.mailboxes);
        match change {
            TreeChange::Create(mailbox) => {
                if let Some(purpose) = mailbox.special_use {
                    self.served.insert(mailbox.name.clone(), purpose);
                }
            }
            TreeChange::Assign(mailbox, Some(purpose)) => {
                self.served.insert(mailbox.clone(), *purpose);
            }
            TreeChange::Assign(mailbox, None) | TreeChange::Delete(mailbox) => {
                self.served.remove(mailbox);
            }
            TreeChange::Rename { .. } | TreeChange::Subscribe(..) => {}
        }
        self.settle_uses();
    }
    /// The mailboxes that hold messages, in the order in which they are shown, and
    /// what they are for.
    pub(crate) fn selectable(&self) -> impl Iterator<Item = (&MailboxName, Option<SpecialUse>)> {
        let shown = self.mailboxes.iter();
        let shown =
            shown.filter(|m| m.is_selectable && !OWN_MAILBOXES.iter().any(|own| is_called(m, own)));
        shown.map(|mailbox| (&mailbox.name, mailbox.special_use))
    }
    /// Whether a mailbox holds messages.
    pub(crate) fn is_selectable(&self, name: &MailboxName) -> bool {
        self.selectable().any(|(selectable, _)| selectable == name)
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
    /// Whether a mailbox's rights are to be asked for; they are then on their way.
    pub(crate) fn rights_are_wanted(&mut self, mailbox: &MailboxName) -> bool {
        let is_wanted = !self.rights.contains_key(mailbox) && self.rights.len() < MOST_MAILBOXES;
        if is_wanted {
            self.rights.insert(mailbox.clone(), None);
        }
        is_wanted
    }
    /// The server told what the person may do with a mailbox. Tells whether that
    /// is news.
    pub(crate) fn set_rights(&mut self, mailbox: &MailboxName, rights: &Rights) -> bool {
        let known = self.rights.get(mailbox).and_then(Option::as_ref);
        let is_news = known != Some(rights);
        if is_news && (self.rights.contains_key(mailbox) || self.rights.len() < MOST_MAILBOXES) {
            self.rights.insert(mailbox.clone(), Some(rights.clone()));
        }
        is_news
    }
    /// The connection is gone: rights that were on their way are not.
    pub(crate) fn forget_questions(&mut self) {
        self.rights.retain(|_, rights| rights.is_some());
    }
    /// The next mailboxes in turn to ask for their counts.
    pub(crate) fn next_turn(
        &mut self,
        is_asked_for: impl Fn(&MailboxName) -> bool,
        most: usize,
    ) -> Vec<MailboxName> {
        let candidates: Vec<&Mailbox> = self
            .mailboxes
            .iter()
            .filter(|mailbox| mailbox.is_selectable && is_asked_for(&mailbox.name))
            .collect();
        let count = candidates.len().min(most);
        let start = self.turn;
        self.turn = (start + count).checked_rem(candidates.len()).unwrap_or(0);
        candidates
            .iter()
            .cycle()
            .skip(start.checked_rem(candidates.len()).unwrap_or(0))
            .take(count)
            .map(|mailbox| mailbox.name.clone())
            .collect()
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

/// Whether a mailbox is one in which we keep what is no mail.
fn is_own(mailbox: &Mailbox) -> bool {
    OWN_MAILBOXES.iter().any(|name| is_called(mailbox, name))
}

/// Whether a mailbox at the top, or beneath the inbox, is called so.
fn is_called(mailbox: &Mailbox, name: &str) -> bool {
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
fn with_parents(mailboxes: &[Mailbox]) -> Map<String, Mailbox> {
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
fn inbox_prefix(mailboxes: &[Mailbox]) -> Option<char> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(name: &str, delimiter: char, special_use: Option<SpecialUse>) -> Mailbox {
        Mailbox {
            name: MailboxName::new(name),
            delimiter: Some(delimiter),
            is_selectable: true,
            may_have_children: true,
            is_subscribed: true,
            special_use,
            counts: None,
            id: None,
        }
    }

    fn shown(mailboxes: Vec<Mailbox>) -> Vec<String> {
        let mut tree = Tree::default();
        tree.replace(mailboxes);
        let entries = tree.entries(None, |_, counts| *counts);
        entries
            .iter()
            .map(|entry| {
                let more = if entry.has_children { "+" } else { "" };
                let indent = "  ".repeat(entry.depth as usize);
                format!("{indent}{}{more}", entry.mailbox.name)
            })
            .collect()
    }

    #[test]
    fn the_inbox_comes_first_then_the_special_ones_then_the_others_by_name() {
        let tree = shown(vec![
            mailbox("zebra", '/', None),
            mailbox("Trash", '/', Some(SpecialUse::Trash)),
            mailbox("Apple", '/', None),
            mailbox("Gesendet", '/', Some(SpecialUse::Sent)),
            mailbox("INBOX", '/', None),
            mailbox("Entwürfe", '/', Some(SpecialUse::Drafts)),
        ]);
        assert_eq!(
            tree,
            ["INBOX", "Entwürfe", "Gesendet", "Trash", "Apple", "zebra"]
        );
    }

    #[test]
    fn names_stand_as_the_persons_language_orders_them() {
        let mut tree = Tree::default();
        tree.replace(vec![
            mailbox("zebra", '/', None),
            mailbox("Ärzte", '/', None),
            mailbox("Auto", '/', None),
            mailbox("Verein", '/', None),
            mailbox("Verein/B", '/', None),
            mailbox("Verein/a", '/', None),
        ]);
        let names = |collate| -> Vec<String> {
            let entries = tree.entries(collate, |_, counts| *counts);
            let names = entries.iter().map(|entry| entry.mailbox.name.to_string());
            names.collect()
        };
        let german: Collate = |one, other| {
            let plain = |name: &str| name.replace('ä', "a");
            plain(one).cmp(&plain(other))
        };
        let rest = ["Verein", "Verein/a", "Verein/B", "zebra"];
        assert_eq!(names(Some(german))[..2], ["Ärzte", "Auto"]);
        assert_eq!(names(Some(german))[2..], rest);
        assert_eq!(names(None).last().map(String::as_str), Some("Ärzte"));
    }

    #[test]
    fn a_parent_that_the_server_did_not_list_is_shown_all_the_same() {
        let tree = shown(vec![
            mailbox("INBOX", '/', None),
            mailbox("Work/2024/May", '/', None),
            mailbox("Work/2023", '/', None),
        ]);
        assert_eq!(
            tree,
            [
                "INBOX",
                "Work+",
                "  Work/2023",
                "  Work/2024+",
                "    Work/2024/May"
            ]
        );
    }

    #[test]
    fn where_everything_lies_beneath_the_inbox_its_name_is_but_a_prefix() {
        let tree = shown(vec![
            mailbox("INBOX", '.', None),
            mailbox("INBOX.Work", '.', None),
            mailbox("INBOX.Sent", '.', Some(SpecialUse::Sent)),
            mailbox("INBOX.Work.Old", '.', None),
        ]);
        assert_eq!(
            tree,
            ["INBOX", "INBOX.Sent", "INBOX.Work+", "  INBOX.Work.Old"]
        );
    }

    #[test]
    fn what_a_person_chose_a_mailbox_for_counts_for_more_than_what_was_told() {
        let name = |name: &str| MailboxName::new(name);
        let mut tree = Tree::default();
        tree.choose_uses(&[
            (name("Mine"), Some(SpecialUse::Sent)),
            (name("Junk"), None),
            (name("not there"), Some(SpecialUse::Trash)),
        ]);
        let told = |tree: &mut Tree| {
            tree.replace(vec![
                mailbox("INBOX", '/', None),
                mailbox("Junk", '/', Some(SpecialUse::Junk)),
                mailbox("Mine", '/', None),
                mailbox("Sent", '/', Some(SpecialUse::Sent)),
                mailbox("Trash", '/', Some(SpecialUse::Trash)),
            ]);
        };
        told(&mut tree);
        assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Mine")));
        assert_eq!(tree.special(SpecialUse::Junk), None);
        assert_eq!(tree.special(SpecialUse::Trash), Some(&name("Trash")));
        // It is taken back, and what was told holds again.
        tree.choose_uses(&[]);
        assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Sent")));
        assert_eq!(tree.special(SpecialUse::Junk), Some(&name("Junk")));
        // What the server keeps goes with its mailbox.
        tree.confirm(&TreeChange::Assign(name("Sent"), None));
        tree.confirm(&TreeChange::Assign(name("Mine"), Some(SpecialUse::Sent)));
        let (from, to) = (name("Mine"), name("Yours"));
        tree.confirm(&TreeChange::Rename { from, to });
        assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Yours")));
    }

    #[test]
    fn what_is_no_mail_is_not_shown() {
        for (delimiter, above) in [('/', ""), ('.', "INBOX.")] {
            let name = |name: &str| format!("{above}{name}");
            let all = [
                "INBOX".to_owned(),
                name("Porthole Contacts"),
                name("Porthole Settings"),
                name("Porthole Project"),
            ];
            let all = all.map(|name| mailbox(&name, delimiter, None));
            let mut tree = Tree::default();
            tree.replace(all.to_vec());
            let contacts = tree.own(CONTACTS).map(MailboxName::as_str);
            assert_eq!(contacts, Some(name("Porthole Contacts").as_str()));
            assert_eq!(shown(all.to_vec()), ["INBOX", &name("Porthole Project")]);
        }
        let below = mailbox("Old/Porthole Contacts", '/', None);
        assert_eq!(shown(vec![below]).len(), 2);
    }

    #[test]
    fn what_is_special_is_lifted_out_of_what_cannot_be_opened() {
        let mut parent = mailbox("[Gmail]", '/', None);
        parent.is_selectable = false;
        let tree = shown(vec![
            mailbox("INBOX", '/', None),
            parent,
            mailbox("[Gmail]/All Mail", '/', Some(SpecialUse::All)),
            mailbox("[Gmail]/Sent Mail", '/', Some(SpecialUse::Sent)),
        ]);
        assert_eq!(tree, ["INBOX", "[Gmail]/Sent Mail", "[Gmail]/All Mail"]);
    }

    #[test]
    fn an_endless_name_neither_overflows_nor_vanishes() {
        let deep = "a/".repeat(5000) + "b";
        let tree = shown(vec![mailbox(&deep, '/', None), mailbox("INBOX", '/', None)]);
        assert!(tree.contains(&deep));
        assert!(tree.len() < 70);
    }

    #[test]
    fn counts_are_kept_when_a_list_comes_without_them_and_go_with_their_mailbox() {
        let mut tree = Tree::default();
        let sent = MailboxName::new("Sent");
        tree.replace(vec![
            mailbox("INBOX", '/', None),
            mailbox("Sent", '/', None),
        ]);
        tree.set_counts(
            &sent,
            MailboxCounts {
                messages: 4,
                ..MailboxCounts::default()
            },
        );
        tree.replace(vec![
            mailbox("INBOX", '/', None),
            mailbox("Sent", '/', None),
        ]);
        assert_eq!(tree.counts(&sent).map(|counts| counts.messages), Some(4));
        tree.replace(vec![mailbox("INBOX", '/', None)]);
        assert_eq!(tree.counts(&sent), None);
    }

    #[test]
    fn turns_go_round_all_mailboxes_but_the_open_one() {
        let mut tree = Tree::default();
        tree.replace(
            ["INBOX", "a", "b", "c"]
                .map(|name| mailbox(name, '/', None))
                .into(),
        );
        let inbox = MailboxName::inbox();
        let mut turn = || -> Vec<String> {
            let names = tree.next_turn(|name| *name != inbox, 2);
            names.iter().map(|name| name.as_str().to_owned()).collect()
        };
        assert_eq!(turn(), ["a", "b"]);
        assert_eq!(turn(), ["c", "a"]);
        assert_eq!(turn(), ["b", "c"]);
        assert!(Tree::default().next_turn(|_| true, 5).is_empty());
    }
}
