use crate::action::OperationId;
use crate::input::ConnectionId;
use crate::operation::{Kind, Operation, Step};
use imap_client::RequestId;
use mail_model::{
    Flag, Flags, MailboxName, Map, Set, SpecialUse, Uid, UidNext, UidSet, UidValidity,
};

/// So many changes may wait for the server at once.
const MOST_OPERATIONS: usize = 500;
/// So many that happened wait for their lists to agree.
const MOST_SETTLED: usize = 50;

/// The pending operations, oldest first, folded over confirmed state whenever
/// the person is shown something.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    operations: Vec<Operation>,
    /// The highest UIDs that messages got where they went, and under which validity,
    /// by mailboxes.
    highest: Map<MailboxName, (UidValidity, Uid)>,
    /// Mailboxes whose counts operations that came or went change.
    touched: Set<MailboxName>,
}

impl Overlay {
    /// Adds an operation; `false` where too many are pending already.
    #[must_use]
    pub(crate) fn push(&mut self, operation: Operation) -> bool {
        let has_room = self.operations.len() < MOST_OPERATIONS;
        if has_room {
            self.touch(&operation);
            self.operations.push(operation);
        }
        has_room
    }
    /// Messages came to a mailbox by an operation, the last of them with this UID.
    pub(crate) fn came(&mut self, came: Option<(MailboxName, Uid)>, validity: UidValidity) {
        if let Some((mailbox, uid)) = came {
            if self.highest.len() >= MOST_OPERATIONS {
                self.highest.clear();
            }
            let before = self.highest.get(&mailbox).copied();
            let before = before.filter(|(before, _)| *before == validity);
            let highest = before.map_or(uid, |(_, before)| before.max(uid));
            self.highest.insert(mailbox, (validity, highest));
        }
    }
    /// The first UID that no message has yet which came to the mailbox by an operation.
    /// A mailbox of another validity begins anew.
    pub(crate) fn next(
        &self,
        mailbox: &MailboxName,
        validity: Option<UidValidity>,
    ) -> Option<UidNext> {
        let (of, highest) = self.highest.get(mailbox)?;
        if validity.is_some_and(|validity| validity != *of) {
            return None;
        }
        highest.0.checked_add(1).map(UidNext)
    }
    /// A message's flags as the person sees them.
    pub(crate) fn fold(&self, mailbox: &MailboxName, uid: Uid, confirmed: &Flags) -> Flags {
        let mut flags = confirmed.clone();
        for operation in self.operations.iter().filter(|o| o.mailbox == *mailbox) {
            if let Some((flag, value)) = operation.flag()
                && operation.uids.contains(uid)
            {
                flags.set(flag.clone(), value);
            }
        }
        flags
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        for operation in &mut self.operations {
            operation.rename(&new_name);
        }
    }
    /// The messages of a mailbox whose flags are pending.
    pub(crate) fn uids(&self, mailbox: &MailboxName) -> UidSet {
        self.uids_of(mailbox, |operation| operation.flag().is_some())
    }
    /// Whether all messages of a mailbox are read as soon as all is done, but for
    /// those that have come since.
    pub(crate) fn reads_all(&self, mailbox: &MailboxName) -> bool {
        let mut of_seen = self.operations.iter().filter(|operation| {
            let flag = operation.flag().map(|(flag, _)| flag);
            operation.mailbox == *mailbox && flag == Some(&Flag::Seen)
        });
        let is_unread = |operation: &Operation| operation.flag() == Some((&Flag::Seen, false));
        of_seen.clone().any(|operation| operation.reads_all) && !of_seen.any(is_unread)
    }
    /// The messages of a mailbox that are on their way out of it.
    pub(crate) fn hidden(&self, mailbox: &MailboxName) -> UidSet {
        self.uids_of(mailbox, Operation::hides)
    }
    fn uids_of(&self, mailbox: &MailboxName, is_meant: impl Fn(&Operation) -> bool) -> UidSet {
        self.operations
            .iter()
            .filter(|operation| operation.mailbox == *mailbox && is_meant(operation))
            .flat_map(|operation| operation.uids.ranges().iter().copied())
            .collect()
    }
    /// A UID is another message's now: what would take the one away that had it,
    /// and has not been asked for, does not mean this one.
    pub(crate) fn disown(&mut self, mailbox: &MailboxName, uid: Uid) {
        let waiting = self.operations.iter_mut();
        let waiting = waiting.filter(|o| o.mailbox == *mailbox && o.request.is_none());
        for operation in waiting.filter(|operation| operation.hides()) {
            operation.uids.remove(uid);
        }
    }
    /// Whether messages are on their way into a mailbox.
    pub(crate) fn leads_to(&self, mailbox: &MailboxName) -> bool {
        let mut pending = self.operations.iter().filter(|o| o.is_pending());
        pending.any(|operation| operation.destination() == Some(mailbox))
    }
    /// How many messages are on their way back to where they stood in a mailbox.
    pub(crate) fn returning(&self, mailbox: &MailboxName) -> u32 {
        let pending = self.operations.iter().filter(|o| o.is_pending());
        let back = pending.filter(|o| o.stood.is_some() && o.destination() == Some(mailbox));
        back.map(Operation::count).sum()
    }
    /// By how many messages and unread ones a mailbox that is not open will have
    /// changed when all is done.
    pub(crate) fn counts_change(&self, mailbox: &MailboxName) -> (i64, i64) {
        let mut change = (0, 0);
        let pending = self.operations.iter().filter(|o| o.is_pending());
        for operation in pending {
            let (count, unseen) = (i64::from(operation.count()), i64::from(operation.unseen));
            if operation.hides() && operation.mailbox == *mailbox {
                change = (change.0 - count, change.1 - unseen);
            }
            if operation.destination() == Some(mailbox) {
                change = (change.0 + count, change.1 + unseen);
            }
            if operation.reads_all && operation.mailbox == *mailbox {
                change.1 -= unseen;
            }
        }
        change
    }
    /// The mailboxes whose counts changed by what came or went since the last time.
    pub(crate) fn take_touched(&mut self) -> Set<MailboxName> {
        core::mem::take(&mut self.touched)
    }
    fn touch(&mut self, operation: &Operation) {
        self.touched.insert(operation.mailbox.clone());
        self.touched.extend(operation.destination().cloned());
    }
    /// The operation at `place`.
    pub(crate) fn at(&mut self, place: usize) -> Option<&mut Operation> {
        self.operations.get_mut(place)
    }
    /// An operation of which it is not known where its messages go: its place,
    /// where they are, and for which purpose they leave.
    pub(crate) fn undecided(&self) -> Option<(usize, MailboxName, SpecialUse)> {
        let mut operations = self.operations.iter().enumerate();
        operations.find_map(|(place, operation)| match operation.undecided()? {
            Step::Choose(purpose) => Some((place, operation.mailbox.clone(), *purpose)),
            _ => None,
        })
    }
    /// It is known now where the messages of the operation at `place` go.
    pub(crate) fn decide(&mut self, place: usize, kind: Kind, before: Option<Step>) {
        if let Some(operation) = self.operations.get_mut(place) {
            operation.kind = kind;
            let is_at_it = matches!(operation.step, Step::Choose(_));
            operation.before = before;
            if is_at_it {
                operation.step = operation.first_step();
            }
            self.touched.extend(operation.destination().cloned());
        }
    }
    /// The places of those that may be submitted now, the oldest first.
    pub(crate) fn waiting(&self) -> Vec<usize> {
        let mut free = Vec::new();
        // Those that can't be submitted yet.
        let mut held: Vec<&Operation> = Vec::new();
        for (place, operation) in self.operations.iter().enumerate() {
            if operation.request.is_some() || !operation.is_pending() {
                continue;
            }
            let mut earlier = self.operations.iter().take(place);
            let must_wait = earlier.any(|other| operation.waits_for(other))
                || held.iter().any(|other| operation.may_concern(other));
            match must_wait {
                true => held.push(operation),
                false => free.push(place),
            }
        }
        free
    }
    /// The place of the operation that a request carries.
    pub(crate) fn carried_by(&self, request: RequestId) -> Option<usize> {
        let mut operations = self.operations.iter();
        operations.position(|operation| operation.request == Some(request))
    }
    /// The place of the operation that the page named so and that has not happened yet.
    pub(crate) fn named(&self, id: OperationId) -> Option<usize> {
        let mut operations = self.operations.iter();
        operations.position(|operation| operation.id == Some(id) && operation.is_pending())
    }
    /// The server told a message's flags. Tells whether one of these operations
    /// may be why.
    pub(crate) fn answered(&mut self, mailbox: &MailboxName, uid: Uid) -> bool {
        let mut is_own = false;
        for operation in &mut self.operations {
            if operation.request.is_some()
                && operation.flag().is_some()
                && operation.step == Step::Do
                && operation.mailbox == *mailbox
                && operation.uids.contains(uid)
            {
                operation.answered.insert(uid);
                is_own = true;
            }
        }
        is_own
    }
    /// Whether the server is at marking messages of a mailbox as read or unread.
    pub(crate) fn is_marking(&self, mailbox: &MailboxName) -> bool {
        self.operations.iter().any(|operation| {
            let flag = operation.flag().map(|(flag, _)| flag);
            operation.is_pending()
                && operation.request.is_some()
                && flag == Some(&Flag::Seen)
                && operation.mailbox == *mailbox
        })
    }
    /// Takes the operation at `place`: it happened, or it will not.
    pub(crate) fn take(&mut self, place: usize) -> Option<Operation> {
        if place >= self.operations.len() {
            return None;
        }
        let operation = self.operations.remove(place);
        self.touch(&operation);
        Some(operation)
    }
    /// Takes the operations that happened in a mailbox: its list agrees by now.
    pub(crate) fn forget_settled(&mut self, mailbox: &MailboxName) {
        self.operations
            .retain(|operation| operation.is_pending() || operation.mailbox != *mailbox);
    }
    /// Whether more operations than need be wait for their lists to agree.
    pub(crate) fn drop_old_settled(&mut self) {
        let settled = |operation: &&Operation| !operation.is_pending();
        let mut surplus = self
            .operations
            .iter()
            .filter(settled)
            .count()
            .saturating_sub(MOST_SETTLED);
        self.operations.retain(|operation| {
            let goes = surplus > 0 && !operation.is_pending();
            surplus -= usize::from(goes);
            !goes
        });
    }
    /// A connection is gone: whatever it still carried may have happened.
    pub(crate) fn lose(&mut self, connection: ConnectionId) {
        for operation in &mut self.operations {
            if operation.request.is_some_and(|r| connection.carries(r)) {
                operation.lose(false);
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
            operation.mailbox == *mailbox
                && operation.place().is_some()
                && operation.uid_validity.is_some()
                && operation.uid_validity != valid
        };
        let (cancelled, kept): (Vec<_>, _) = core::mem::take(&mut self.operations)
            .into_iter()
            .partition(is_cancelled);
        self.operations = kept;
        for operation in &cancelled {
            self.touch(operation);
        }
        cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::num::NonZeroU32;
    use mail_model::Flag;

    fn validity(number: u32) -> UidValidity {
        UidValidity(NonZeroU32::new(number).unwrap())
    }

    fn operation(flag: Flag, value: bool) -> Operation {
        let uids = Uid::new(4).into_iter().collect();
        let kind = Kind::Flag { flag, value };
        Operation::new(kind, MailboxName::inbox(), Some(validity(1)), uids)
    }

    fn submit(overlay: &mut Overlay, place: usize, request: RequestId) {
        overlay.at(place).unwrap().request = Some(request);
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
        submit(&mut overlay, 0, RequestId(9));
        assert!(overlay.waiting().is_empty());
        let place = overlay.carried_by(RequestId(9)).unwrap();
        assert!(overlay.take(place).is_some());
        assert_eq!(overlay.carried_by(RequestId(9)), None);
        assert!(overlay.uids(&MailboxName::inbox()).is_empty());
    }

    #[test]
    fn what_leaves_one_mailbox_is_counted_in_the_other() {
        let (inbox, trash) = (MailboxName::inbox(), MailboxName::new("Trash"));
        let mut overlay = Overlay::default();
        let mut moved = operation(Flag::Seen, true);
        moved.kind = Kind::Move { to: trash.clone() };
        moved.unseen = 1;
        assert!(overlay.push(moved));
        assert_eq!(overlay.counts_change(&inbox), (-1, -1));
        assert_eq!(overlay.counts_change(&trash), (1, 1));
        assert_eq!(overlay.hidden(&inbox).len(), 1);
        assert!(overlay.hidden(&trash).is_empty());
        assert_eq!(overlay.take_touched().len(), 2);
        overlay.at(0).unwrap().step = Step::Settled;
        assert_eq!(overlay.counts_change(&trash), (0, 0));
        assert_eq!(overlay.hidden(&inbox).len(), 1, "until its list agrees");
        overlay.forget_settled(&inbox);
        assert!(overlay.hidden(&inbox).is_empty());
    }

    #[test]
    fn what_is_about_the_same_messages_waits_for_what_takes_long() {
        let mut overlay = Overlay::default();
        assert!(overlay.push(operation(Flag::Seen, true)));
        assert!(overlay.push(operation(Flag::Seen, false)));
        assert_eq!(overlay.waiting(), [0, 1], "one command each, in order");
        let mut moved = operation(Flag::Seen, true);
        moved.kind = Kind::Expunge;
        assert!(overlay.push(moved));
        assert!(overlay.push(operation(Flag::Flagged, true)));
        let mut elsewhere = operation(Flag::Seen, true);
        elsewhere.uids = Uid::new(5).into_iter().collect();
        assert!(overlay.push(elsewhere));
        assert_eq!(overlay.waiting(), [0, 1, 2, 4]);
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
