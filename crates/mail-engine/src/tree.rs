mod names;
pub(crate) mod pending;
mod shown;
#[cfg(test)]
mod tests;

use self::names::is_called;
use self::pending::{PendingChanges, TreeChange};
use crate::change::TreeSection;
use crate::later_action::LaterAction;
use imap_client::Request;
use mail_model::{Mailbox, MailboxCounts, MailboxName, Map, Rights, Set, SpecialUse, sort_by};

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
}
