//! Changes of the tree that the person sees already and the server has not
//! confirmed yet, and what they make of the mailboxes.

use crate::input::ConnectionId;
use imap_client::{Outcome, Request, RequestId};
use mail_model::{Mailbox, MailboxName, ProblemKind, SpecialUse};

/// So many changes may wait for the server at once.
const MOST_PENDING: usize = 1_000;

/// One change of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TreeChange {
    /// A mailbox is made.
    Create(Box<Mailbox>),
    /// A mailbox and those below it get another name.
    Rename { from: MailboxName, to: MailboxName },
    /// A mailbox goes; those below it stay.
    Delete(MailboxName),
    /// A mailbox is subscribed to, or is not.
    Subscribe(MailboxName, bool),
    /// A mailbox is for something, or for nothing special.
    Assign(MailboxName, Option<SpecialUse>),
}

impl TreeChange {
    /// The request that brings it about, for mailboxes as they are confirmed.
    fn request(&self, mailboxes: &[Mailbox]) -> Request {
        match self.clone() {
            Self::Create(mailbox) => Request::CreateMailbox {
                special_use: mailbox.special_use,
                subscribes: mailbox.is_subscribed,
                mailbox: mailbox.name,
            },
            Self::Delete(mailbox) => Request::DeleteMailbox(mailbox),
            Self::Subscribe(mailbox, set) => Request::Subscribe { mailbox, set },
            Self::Assign(mailbox, special_use) => Request::SetSpecialUse {
                mailbox,
                special_use,
            },
            Self::Rename { from, to } => {
                let subscribed = mailboxes.iter().filter(|mailbox| mailbox.is_subscribed);
                let renamed = subscribed.filter_map(|mailbox| {
                    let name = renamed(mailbox, &from, &to)?;
                    Some((mailbox.name.clone(), name))
                });
                Request::RenameMailbox {
                    subscribed: renamed.collect(),
                    from,
                    to,
                }
            }
        }
    }
    /// What it makes of the mailboxes.
    pub(crate) fn apply(&self, mailboxes: &mut Vec<Mailbox>) {
        match self {
            Self::Create(made) => {
                if !mailboxes.iter().any(|mailbox| mailbox.name == made.name) {
                    mailboxes.push((**made).clone());
                }
            }
            Self::Rename { from, to } => {
                for mailbox in mailboxes {
                    if let Some(name) = renamed(mailbox, from, to) {
                        mailbox.name = name;
                    }
                }
            }
            Self::Delete(gone) => mailboxes.retain(|mailbox| mailbox.name != *gone),
            Self::Subscribe(name, set) => {
                for mailbox in mailboxes.iter_mut().filter(|m| m.name == *name) {
                    mailbox.is_subscribed = *set;
                }
            }
            Self::Assign(name, special_use) => {
                for mailbox in mailboxes.iter_mut().filter(|m| m.name == *name) {
                    mailbox.special_use = *special_use;
                }
            }
        }
    }
    /// Whether a refusal only says that it has happened already.
    fn is_done_by(&self, kind: ProblemKind) -> bool {
        match self {
            Self::Create(_) => kind == ProblemKind::AlreadyExists,
            Self::Rename { .. } | Self::Delete(_) => matches!(
                kind,
                ProblemKind::MailboxUnavailable | ProblemKind::AlreadyExists
            ),
            Self::Subscribe(..) | Self::Assign(..) => false,
        }
    }
}

/// The name of a mailbox once `from` is called `to`; `None` if that does not
/// concern it.
pub(crate) fn renamed(
    mailbox: &Mailbox,
    from: &MailboxName,
    to: &MailboxName,
) -> Option<MailboxName> {
    let below = mailbox.name.as_str().strip_prefix(from.as_str())?;
    if below.is_empty() {
        return Some(to.clone());
    }
    below
        .starts_with(mailbox.delimiter?)
        .then(|| MailboxName::new([to.as_str(), below].concat()))
}

/// A change under way or waiting.
#[derive(Debug)]
struct Pending {
    change: TreeChange,
    /// The request that carries it, once it was submitted.
    request: Option<RequestId>,
    /// It was submitted before, on a connection that was lost: it may have happened.
    was_sent: bool,
}

/// All pending changes, oldest first.
#[derive(Debug, Default)]
pub(crate) struct PendingChanges(Vec<Pending>);

impl PendingChanges {
    /// Adds a change; `false` where too many are pending already.
    #[must_use]
    pub(crate) fn push(&mut self, change: TreeChange) -> bool {
        let has_room = self.0.len() < MOST_PENDING;
        if has_room {
            self.0.push(Pending {
                change,
                request: None,
                was_sent: false,
            });
        }
        has_room
    }
    /// Whether nothing is pending.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// What all of them make of the mailboxes.
    pub(crate) fn fold(&self, mailboxes: &[Mailbox]) -> Vec<Mailbox> {
        let mut mailboxes = mailboxes.to_vec();
        for pending in &self.0 {
            pending.change.apply(&mut mailboxes);
        }
        mailboxes
    }
    /// The first change that no request carries yet, with its place. A rename
    /// waits until those before it have happened, and those behind it wait for
    /// it: they speak of mailboxes by their names.
    pub(crate) fn waiting(&self, mailboxes: &[Mailbox]) -> Option<(usize, Request)> {
        let is_rename = |pending: &Pending| matches!(pending.change, TreeChange::Rename { .. });
        let place = self
            .0
            .iter()
            .position(|pending| pending.request.is_none())?;
        let mut before = self.0.iter().take(place);
        let pending = self.0.get(place)?;
        let waits = (is_rename(pending) && place > 0) || before.any(is_rename);
        (!waits).then(|| (place, pending.change.request(mailboxes)))
    }
    /// The change at `place` was submitted as `request`.
    pub(crate) fn submitted(&mut self, place: usize, request: RequestId) {
        if let Some(pending) = self.0.get_mut(place) {
            pending.request = Some(request);
        }
    }
    /// Takes the change that `request` carried, and how it ended in truth.
    pub(crate) fn take(
        &mut self,
        request: RequestId,
        outcome: Outcome,
    ) -> Option<(TreeChange, Outcome)> {
        let place = self.0.iter().position(|p| p.request == Some(request))?;
        let Pending {
            change, was_sent, ..
        } = self.0.remove(place);
        let outcome = match outcome {
            Err(refusal) if was_sent && change.is_done_by(refusal.problem.kind) => Ok(()),
            outcome => outcome,
        };
        Some((change, outcome))
    }
    /// A connection is gone: what it carried is asked for once more.
    pub(crate) fn repeat(&mut self, connection: ConnectionId) {
        for pending in &mut self.0 {
            if pending.request.is_some_and(|r| connection.carries(r)) {
                pending.request = None;
                pending.was_sent = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(name: &str) -> Mailbox {
        Mailbox {
            name: MailboxName::new(name),
            delimiter: Some('/'),
            is_selectable: true,
            may_have_children: true,
            is_subscribed: true,
            special_use: None,
            counts: None,
            id: None,
        }
    }
    fn names(mailboxes: &[Mailbox]) -> Vec<&str> {
        mailboxes.iter().map(|m| m.name.as_str()).collect()
    }
    fn rename(from: &str, to: &str) -> TreeChange {
        TreeChange::Rename {
            from: MailboxName::new(from),
            to: MailboxName::new(to),
        }
    }

    #[test]
    fn a_rename_takes_those_below_with_it_and_no_others() {
        let before = ["a", "a/b", "a/b/c", "ab", "c/a"].map(mailbox);
        let mut pending = PendingChanges::default();
        assert!(pending.push(rename("a", "x/y")));
        let after = pending.fold(&before);
        assert_eq!(names(&after), ["x/y", "x/y/b", "x/y/b/c", "ab", "c/a"]);
    }

    #[test]
    fn changes_fold_one_after_the_other() {
        let mut pending = PendingChanges::default();
        assert!(pending.push(TreeChange::Create(Box::new(mailbox("n")))));
        assert!(pending.push(rename("n", "m")));
        assert!(pending.push(TreeChange::Subscribe(MailboxName::new("m"), false)));
        assert!(pending.push(TreeChange::Delete(MailboxName::new("a"))));
        let after = pending.fold(&[mailbox("a"), mailbox("b")]);
        assert_eq!(names(&after), ["b", "m"]);
        assert!(!after[1].is_subscribed);
    }

    #[test]
    fn a_rename_overlaps_with_nothing() {
        let mut pending = PendingChanges::default();
        let first = TreeChange::Delete(MailboxName::new("a"));
        assert!(pending.push(first) && pending.push(rename("b", "a")));
        assert!(pending.push(TreeChange::Delete(MailboxName::new("c"))));
        let (place, _) = pending.waiting(&[]).unwrap();
        pending.submitted(place, RequestId(1));
        assert!(pending.waiting(&[]).is_none());
        assert!(pending.take(RequestId(1), Ok(())).is_some());
        let (place, request) = pending.waiting(&[]).unwrap();
        assert!(matches!(request, Request::RenameMailbox { .. }));
        pending.submitted(place, RequestId(2));
        assert!(pending.waiting(&[]).is_none());
    }
}
