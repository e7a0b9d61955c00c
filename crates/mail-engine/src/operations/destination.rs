//! Where messages go: to a mailbox that the person names, or to the one of a
//! purpose, which is made where there is none. Until the mailboxes are told nobody
//! knows whether there is one; the person sees them gone all the same.

use super::Engine;
use crate::action::Deed;
use crate::change::OperationState;
use crate::operation::{Kind, Step};
use mail_model::{MailboxName, Problem, ProblemKind, SpecialUse};

impl Engine {
    /// What a deed is, and what goes before it.
    pub(super) fn kind(
        &self,
        mailbox: &MailboxName,
        deed: Deed,
    ) -> Result<(Kind, Option<Step>), ProblemKind> {
        let kind = match deed {
            Deed::SetFlag { flag, value } | Deed::SetFlagUnlessChanged { flag, value } => {
                Kind::Flag { flag, value }
            }
            Deed::Move(to) => Kind::Move { to },
            Deed::Copy(to) => Kind::Copy { to },
            Deed::Delete { for_ever: true } => Kind::Expunge,
            Deed::Delete { for_ever: false } => return self.special(mailbox, SpecialUse::Trash),
            Deed::Archive => return self.special(mailbox, SpecialUse::Archive),
            Deed::Junk(true) => return self.special(mailbox, SpecialUse::Junk),
            Deed::Junk(false) => Kind::Move {
                to: MailboxName::inbox(),
            },
        };
        Ok((kind, None))
    }
    /// Moving from `mailbox` to the one of a purpose.
    fn special(
        &self,
        mailbox: &MailboxName,
        purpose: SpecialUse,
    ) -> Result<(Kind, Option<Step>), ProblemKind> {
        match self.mailbox_of(purpose) {
            // There is nothing to move them to: the person has to be asked.
            Some((to, _)) if purpose == SpecialUse::Trash && to == *mailbox => {
                Err(ProblemKind::NotOffered)
            }
            Some((to, before)) => Ok((Kind::Move { to }, before)),
            None => {
                let to = mailbox.clone();
                Ok((Kind::Move { to }, Some(Step::Choose(purpose))))
            }
        }
    }
    /// The mailbox of a purpose, and that it has to be made; `None` while the
    /// mailboxes are not known. Where all mail is kept in one mailbox, that is
    /// the archive.
    pub(crate) fn mailbox_of(&self, purpose: SpecialUse) -> Option<(MailboxName, Option<Step>)> {
        let tree = &self.account.tree;
        let (or_else, name) = match purpose {
            SpecialUse::Archive => (Some(SpecialUse::All), "Archive"),
            SpecialUse::Junk => (None, "Junk"),
            SpecialUse::Sent => (None, "Sent"),
            SpecialUse::Drafts => (None, "Drafts"),
            _ => (None, "Trash"),
        };
        let other = || tree.special(or_else?);
        match tree.special(purpose).or_else(other) {
            Some(there) => Some((there.clone(), None)),
            None if tree.is_empty() => None,
            None => Some((tree.name_at_top(name), Some(Step::Make(purpose)))),
        }
    }
    /// The mailboxes are known by now: what waited for them goes on.
    pub(super) fn choose_destinations(&mut self) {
        if self.account.tree.is_empty() {
            return;
        }
        while let Some((place, mailbox, purpose)) = self.account.overlay.undecided() {
            match self.special(&mailbox, purpose) {
                // They are where they should be.
                Ok((Kind::Move { to }, _)) if to == mailbox => {
                    if let Some(operation) = self.account.overlay.take(place) {
                        let state = OperationState::Done { can_undo: false };
                        self.tell_operation(&operation, state);
                    }
                }
                Ok((kind, before)) => self.account.overlay.decide(place, kind, before),
                Err(kind) => self.fail_undecided(place, Problem::new(kind)),
            }
        }
    }
    /// The mailboxes can't be known: what waits for them will not happen.
    pub(crate) fn give_up_choosing(&mut self, problem: &Problem) {
        while let Some((place, ..)) = self.account.overlay.undecided() {
            self.fail_undecided(place, problem.clone());
        }
    }
    fn fail_undecided(&mut self, place: usize, problem: Problem) {
        if let Some(operation) = self.account.overlay.take(place) {
            self.fail(&operation, problem);
        }
    }
}
