use crate::input::ConnectionId;
use imap_client::RequestId;
use mail_model::{Flag, Flags, MailboxName, Uid, UidSet, UidValidity};

/// So many changes may wait for the server at once.
const MOST_OPERATIONS: usize = 500;

/// A change that the person sees already and the server has not confirmed yet.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// In which mailbox.
    pub(crate) mailbox: MailboxName,
    /// Under which validity the UIDs were meant.
    pub(crate) uid_validity: UidValidity,
    /// Of which messages.
    pub(crate) uids: UidSet,
    /// Which flag.
    pub(crate) flag: Flag,
    /// Set or clear.
    pub(crate) value: bool,
    /// The request that carries it, once it was submitted.
    pub(crate) request: Option<RequestId>,
    /// Messages whose flags the server has told since it was submitted.
    pub(crate) answered: UidSet,
}

/// The pending operations, oldest first, folded over confirmed state whenever
/// the person is shown something.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    operations: Vec<Operation>,
}

impl Overlay {
    /// Adds an operation; `false` where too many are pending already.
    #[must_use]
    pub(crate) fn push(&mut self, operation: Operation) -> bool {
        let has_room = self.operations.len() < MOST_OPERATIONS;
        if has_room {
            self.operations.push(operation);
        }
        has_room
    }
    /// A message's flags as the person sees them.
    pub(crate) fn fold(&self, mailbox: &MailboxName, uid: Uid, confirmed: &Flags) -> Flags {
        let mut flags = confirmed.clone();
        for operation in &self.operations {
            if operation.mailbox == *mailbox && operation.uids.contains(uid) {
                flags.set(operation.flag.clone(), operation.value);
            }
        }
        flags
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        for operation in &mut self.operations {
            if let Some(renamed) = new_name(&operation.mailbox) {
                operation.mailbox = renamed;
            }
        }
    }
    /// The messages of a mailbox that have something pending.
    pub(crate) fn uids(&self, mailbox: &MailboxName) -> UidSet {
        self.operations
            .iter()
            .filter(|operation| operation.mailbox == *mailbox)
            .flat_map(|operation| operation.uids.ranges().iter().copied())
            .collect()
    }
    /// The first operation that no request carries yet, with its place.
    pub(crate) fn waiting(&self, mailbox: &MailboxName) -> Option<(usize, &Operation)> {
        self.operations
            .iter()
            .enumerate()
            .find(|(_, operation)| operation.request.is_none() && operation.mailbox == *mailbox)
    }
    /// The first operation in a mailbox other than `mailbox` that no request
    /// carries yet, with its place.
    pub(crate) fn waiting_elsewhere(
        &self,
        mailbox: Option<&MailboxName>,
    ) -> Option<(usize, &Operation)> {
        let mut operations = self.operations.iter().enumerate();
        operations.find(|(_, operation)| {
            operation.request.is_none() && Some(&operation.mailbox) != mailbox
        })
    }
    /// The operation at `place` was submitted as `request`.
    pub(crate) fn submitted(&mut self, place: usize, request: RequestId) {
        if let Some(operation) = self.operations.get_mut(place) {
            operation.request = Some(request);
        }
    }
    /// The server told a message's flags. Tells whether one of these operations
    /// may be why.
    pub(crate) fn answered(&mut self, mailbox: &MailboxName, uid: Uid) -> bool {
        let mut is_own = false;
        for operation in &mut self.operations {
            if operation.request.is_some()
                && operation.mailbox == *mailbox
                && operation.uids.contains(uid)
            {
                operation.answered.insert(uid);
                is_own = true;
            }
        }
        is_own
    }
    /// Takes the operation that `request` carried: it happened, or it was refused.
    pub(crate) fn take(&mut self, request: RequestId) -> Option<Operation> {
        let place = self
            .operations
            .iter()
            .position(|operation| operation.request == Some(request))?;
        Some(self.operations.remove(place))
    }
    /// The line was lost: setting a flag twice is setting it once, so whatever
    /// was not confirmed is sent again.
    pub(crate) fn repeat(&mut self, connection: ConnectionId) {
        for operation in &mut self.operations {
            if operation.request.is_some_and(|r| connection.carries(r)) {
                operation.request = None;
                operation.answered = UidSet::new();
            }
        }
    }
    /// Takes what waits for a mailbox whose UIDs mean other messages now, or
    /// that cannot be opened any more. `valid` is what its UIDs must be under to stay.
    pub(crate) fn cancel(
        &mut self,
        mailbox: &MailboxName,
        valid: Option<UidValidity>,
    ) -> Vec<Operation> {
        let is_cancelled = |operation: &Operation| {
            operation.mailbox == *mailbox && Some(operation.uid_validity) != valid
        };
        let (cancelled, kept) = core::mem::take(&mut self.operations)
            .into_iter()
            .partition(is_cancelled);
        self.operations = kept;
        cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;

    fn validity(number: u32) -> UidValidity {
        UidValidity(NonZeroU32::new(number).unwrap())
    }

    fn operation(flag: Flag, value: bool) -> Operation {
        Operation {
            mailbox: MailboxName::inbox(),
            uid_validity: validity(1),
            uids: Uid::new(4).into_iter().collect(),
            flag,
            value,
            request: None,
            answered: UidSet::new(),
        }
    }

    #[test]
    fn pending_operations_fold_in_the_order_they_were_made() {
        let mut overlay = Overlay::default();
        assert!(overlay.push(operation(Flag::Seen, true)));
        assert!(overlay.push(operation(Flag::Seen, false)));
        assert!(overlay.push(operation(Flag::Flagged, true)));
        let uid = Uid::new(4).unwrap();
        let shown = overlay.fold(&MailboxName::inbox(), uid, &Flags::default());
        assert!(!shown.is_seen() && shown.is_flagged());
        let elsewhere = overlay.fold(&MailboxName::new("Sent"), uid, &Flags::default());
        assert_eq!(elsewhere, Flags::default());
    }

    #[test]
    fn what_was_refused_leaves_what_the_server_confirmed() {
        let mut overlay = Overlay::default();
        assert!(overlay.push(operation(Flag::Seen, true)));
        overlay.submitted(0, RequestId(9));
        assert!(overlay.waiting(&MailboxName::inbox()).is_none());
        assert!(overlay.take(RequestId(9)).is_some());
        assert!(overlay.take(RequestId(9)).is_none());
        assert!(overlay.uids(&MailboxName::inbox()).is_empty());
    }

    #[test]
    fn after_a_lost_line_everything_waits_again() {
        let mut overlay = Overlay::default();
        assert!(overlay.push(operation(Flag::Seen, true)));
        overlay.submitted(0, RequestId(ConnectionId(2).requests_after() + 9));
        overlay.repeat(ConnectionId(1));
        assert!(overlay.waiting_elsewhere(None).is_none(), "another line");
        overlay.repeat(ConnectionId(2));
        assert!(overlay.waiting(&MailboxName::inbox()).is_some());
        assert!(
            overlay
                .waiting_elsewhere(Some(&MailboxName::inbox()))
                .is_none()
        );
        assert!(overlay.waiting_elsewhere(None).is_some());
    }

    #[test]
    fn a_new_validity_cancels_what_was_meant_for_the_old_one() {
        let mut overlay = Overlay::default();
        assert!(overlay.push(operation(Flag::Seen, true)));
        assert!(
            overlay
                .cancel(&MailboxName::inbox(), Some(validity(1)))
                .is_empty()
        );
        assert_eq!(
            overlay
                .cancel(&MailboxName::inbox(), Some(validity(2)))
                .len(),
            1
        );
    }

    #[test]
    fn no_more_than_a_bounded_number_waits() {
        let mut overlay = Overlay::default();
        for _ in 0..MOST_OPERATIONS {
            assert!(overlay.push(operation(Flag::Seen, true)));
        }
        assert!(!overlay.push(operation(Flag::Seen, true)));
    }
}
