//! How operations go and end.

use super::Engine;
use crate::action::OperationId;
use crate::change::OperationState;
use crate::hear::ended::is_of_connection;
use crate::later::Told;
use crate::list::Sync;
use crate::operation::{Identify, Kind, Operation, Returned, Step};
use crate::{Change, LaterChange};
use imap_client::{Outcome, Refusal, RequestId};
use mail_model::{Problem, ProblemKind, UidMap, UidSet, UidValidity};

impl Engine {
    // On the way.

    /// Copies were made.
    pub(crate) fn copied(&mut self, request: RequestId, map: &UidMap) {
        let overlay = &mut self.account.overlay;
        let place = overlay.carried_by(request);
        if let Some(operation) = place.and_then(|place| overlay.at(place)) {
            match &mut operation.copied {
                Some(copied) if copied.uid_validity() == map.uid_validity() => copied.extend(map),
                copied => *copied = Some(map.clone()),
            }
            let came = operation.destination().cloned().zip(map.copies().last());
            let open = self.account.list.as_mut();
            if let Some(list) = open.filter(|list| operation.destination() == Some(&list.mailbox)) {
                list.expect(&map.copies());
            }
            if let Some((validity, pairs)) = operation.returned(map) {
                let parked = self.account.parked.iter_mut();
                let lists = self.account.list.iter_mut().chain(parked);
                for list in lists.filter(|list| operation.destination() == Some(&list.mailbox)) {
                    list.note_returned(validity, &pairs);
                }
            }
            overlay.came(came, map.uid_validity());
        }
    }
    /// New messages got their UIDs.
    pub(crate) fn appended(&mut self, request: RequestId, validity: UidValidity, uids: UidSet) {
        let overlay = &mut self.account.overlay;
        let place = overlay.carried_by(request);
        if let Some(operation) = place.and_then(|place| overlay.at(place)) {
            let came = operation.destination().cloned().zip(uids.last());
            operation.appended = Some((validity, uids));
            overlay.came(came, validity);
        }
    }
    /// Messages had changed, and were left as they are.
    pub(crate) fn not_stored(&mut self, request: RequestId, uids: &UidSet) {
        let overlay = &mut self.account.overlay;
        let place = overlay.carried_by(request);
        if let Some(operation) = place.and_then(|place| overlay.at(place)) {
            operation.not_stored = operation.not_stored.union(uids);
        }
    }
    /// A search was answered; tells whether it was an operation's.
    pub(crate) fn operation_found(&mut self, request: RequestId, uids: &UidSet) -> bool {
        let overlay = &mut self.account.overlay;
        let place = overlay.carried_by(request);
        let operation = place.and_then(|place| overlay.at(place));
        let is_own = operation.is_some();
        if let Some(operation) = operation {
            operation.answered = uids.clone();
        }
        is_own
    }
    /// A long operation goes on.
    pub(crate) fn operation_goes_on(&mut self, request: RequestId, done: u32, total: Option<u32>) {
        let overlay = &mut self.account.overlay;
        let place = overlay.carried_by(request);
        let operation = place.and_then(|place| overlay.at(place));
        if let Some(operation) = operation.and_then(|operation| operation.id) {
            let state = OperationState::Pending { done, total };
            self.changes
                .push_back(Change::Later(LaterChange::Operation { operation, state }));
        }
    }

    // The end of a step.

    /// A step of an operation ended.
    pub(crate) fn operation_ended(
        &mut self,
        request: RequestId,
        outcome: Outcome,
        was_cancelled: bool,
    ) {
        let validity = self.link_of(request).and_then(|link| link.uid_validity());
        let Some(place) = self.account.overlay.carried_by(request) else {
            return;
        };
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        operation.request = None;
        if let Err(refusal) = &outcome
            && is_of_connection(refusal)
        {
            operation.lose(refusal.is_certain);
            return;
        }
        if was_cancelled && operation.step != Step::Do {
            self.stop(place);
            return;
        }
        let step = operation.step.clone();
        match (step, outcome) {
            (Step::Make(_), outcome) => self.made(place, outcome),
            (Step::Find(_), Ok(())) => self.narrow(place),
            (Step::Identify(copies), Ok(())) => self.identified(place, copies),
            (Step::Look, Ok(())) => self.looked(place),
            (Step::Trace, Ok(())) => self.traced(place, validity),
            (Step::Trace, Err(_)) => operation.step = Step::Lost,
            (_, Ok(())) => self.happened(place, was_cancelled),
            (_, Err(refusal)) => self.refused(place, refusal),
        }
    }
    fn made(&mut self, place: usize, outcome: Outcome) {
        match outcome {
            // It is there, whoever made it.
            Err(refusal) if refusal.problem.kind != ProblemKind::AlreadyExists => {
                self.refused(place, refusal);
            }
            _ => {
                if let Some(operation) = self.account.overlay.at(place) {
                    operation.step = Step::Do;
                }
                self.ask_mailboxes();
            }
        }
    }
    fn narrow(&mut self, place: usize) {
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        if let (Kind::Find, Some(errand), Some(uid_validity)) =
            (&operation.kind, operation.errand, operation.uid_validity)
        {
            let found = core::mem::take(&mut operation.answered);
            self.account.overlay.take(place);
            return self.return_from(errand, Returned::Found(uid_validity, found));
        }
        let found = core::mem::take(&mut operation.answered);
        operation.step = operation.first_step();
        let uids = if operation.uids.is_empty() {
            found
        } else {
            operation.uids.common(&found)
        };
        operation.uids = uids;
        if !operation.uids.is_empty() {
            return;
        }
        if operation.is_undoing {
            let gone = Refusal {
                problem: Problem::new(ProblemKind::MessageGone),
                is_certain: true,
            };
            return self.refused(place, gone);
        }
        self.happened(place, false);
    }
    /// One copy was looked for. Nothing is removed where it is not certain that it
    /// was made by what is taken back.
    fn identified(&mut self, place: usize, mut copies: Identify) {
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        let found = core::mem::take(&mut operation.answered);
        let kind = match found.is_empty() {
            true => ProblemKind::MessageGone,
            false => ProblemKind::ChangedElsewhere,
        };
        if !copies.hear(&found) {
            let problem = Problem::new(kind);
            let is_certain = true;
            return self.refused(
                place,
                Refusal {
                    problem,
                    is_certain,
                },
            );
        }
        operation.step = match copies.copies() {
            Some(found) => {
                operation.uids = found.clone();
                Step::Do
            }
            None => Step::Identify(copies),
        };
    }
    /// The line was lost while messages were being moved, and those are still
    /// there that were found. MOVE takes a message or leaves it; where it was not
    /// MOVE, those that are known to be copied have but to be removed, and the
    /// others are looked for where they should be: they are not copied twice.
    fn looked(&mut self, place: usize) {
        let capabilities = &self.session.capabilities;
        let is_atomic = capabilities.iter().any(|c| c == "MOVE" || c == "IMAP4REV2");
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        let left = operation.uids.common(&operation.answered);
        operation.answered = UidSet::new();
        let copied = operation.copied.as_ref().map(UidMap::sources);
        let is_copied = copied.is_some_and(|copied| left.is_within(&copied));
        operation.step = match (left.is_empty(), is_atomic) {
            (true, _) => return self.happened(place, false),
            (false, true) => Step::Do,
            (false, false) if is_copied => Step::Remove,
            (false, false) => operation.doubtful_step(),
        };
        operation.uids = left;
    }
    /// The line was lost while messages were put somewhere, and of them those are
    /// there that were found: all of them, or none. With a part of them nobody
    /// knows which they are.
    fn traced(&mut self, place: usize, validity: Option<UidValidity>) {
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        let found = core::mem::take(&mut operation.answered);
        if found.is_empty() {
            operation.step = Step::Do;
            return;
        }
        operation.step = Step::Lost;
        if found.len() < operation.count() {
            return;
        }
        // Of a move that came to removing, fewer may be left than were copied. Of
        // copies and new messages it is not kept which they are: what would take
        // them back removes for ever what but looks like them.
        let is_exact = found.len() == operation.count();
        if let Some(validity) = validity.filter(|_| is_exact) {
            match operation.kind {
                Kind::Replace { .. } => operation.appended = Some((validity, found)),
                // Nobody but who sent it on its errand relies on what it is.
                Kind::Append { .. } if operation.errand.is_some() => {
                    operation.appended = Some((validity, found));
                }
                Kind::Move { .. } => {
                    // Servers copy in the order of the UIDs.
                    let pairs = operation.uids.iter().zip(found.iter());
                    operation.copied = Some(UidMap::new(validity, pairs));
                }
                _ => {}
            }
        }
        if operation.hides() {
            operation.step = Step::Remove;
        } else {
            self.happened(place, false);
        }
    }
    /// It was stopped before the thing itself was asked for.
    fn stop(&mut self, place: usize) {
        if let Some(operation) = self.account.overlay.take(place) {
            self.show_without(&operation);
            self.tell_operation(&operation, OperationState::Undone);
        }
    }

    // The end.

    /// It has happened, all of it or what was not stopped.
    fn happened(&mut self, place: usize, was_cancelled: bool) {
        let Some(mut operation) = self.account.overlay.take(place) else {
            return;
        };
        let mailbox = operation.mailbox.clone();
        if !operation.not_stored.is_empty() {
            return self.changed_elsewhere(operation);
        }
        self.tell_later(Told::Operated(&operation));
        if operation.flag().is_some() {
            self.flags_happened(&operation, was_cancelled);
        } else {
            self.count_moved(&operation, was_cancelled);
        }
        if !matches!(operation.kind, Kind::Flag { .. } | Kind::Move { .. }) {
            self.ask_quota_anew();
        }
        if let (Some(operation), Some((uid_validity, uids))) = (operation.id, &operation.appended) {
            self.changes.push_back(Change::Later(LaterChange::Appended {
                operation,
                mailbox: mailbox.clone(),
                uid_validity: *uid_validity,
                uids: uids.iter().collect(),
            }));
        }
        let was_undoing = operation.is_undoing;
        // Which flags were changed before it was stopped is not known.
        let is_unknown = was_cancelled && operation.flag().is_some();
        let can_undo = !(was_undoing || is_unknown)
            && operation
                .id
                .is_some_and(|id| self.account.journal.note(id, &operation));
        let is_unwanted = operation.is_unwanted && can_undo;
        let state = match was_undoing {
            true => OperationState::Undone,
            false => OperationState::Done { can_undo },
        };
        let id = operation.id;
        if !is_unwanted {
            self.tell_operation(&operation, state);
        }
        if operation.hides() && self.is_still_listed(&operation) {
            operation.step = Step::Settled;
            operation.id = None;
            if self.account.overlay.push(operation) {
                self.account.overlay.drop_old_settled();
            }
        }
        if let (Some(id), true) = (id, is_unwanted) {
            self.undo(id);
        }
    }
    /// Another client was first with some of the messages, or all: they are as it
    /// left them.
    fn changed_elsewhere(&mut self, mut operation: Operation) {
        operation.uids = operation.uids.without(&operation.not_stored);
        self.flags_happened(&operation, false);
        operation.uids = core::mem::take(&mut operation.not_stored);
        self.account.needs_flags = true;
        self.fail(&operation, Problem::new(ProblemKind::ChangedElsewhere));
    }
    /// Whether a list that is kept has messages yet that are gone, or should be:
    /// the open one asks then which it has.
    fn is_still_listed(&mut self, operation: &Operation) -> bool {
        let account = &mut self.account;
        let lists = account.list.iter_mut().chain(&mut account.parked);
        let mut is_listed = false;
        for list in lists.filter(|list| list.mailbox == operation.mailbox) {
            if list.holds_any(&operation.uids) {
                list.doubt();
                is_listed = true;
            }
        }
        is_listed
    }
    /// It was refused: what it hid is seen again.
    fn refused(&mut self, place: usize, refusal: Refusal) {
        let Some(operation) = self.account.overlay.take(place) else {
            return;
        };
        if !refusal.is_certain {
            self.look_again(&operation);
        }
        self.fail(&operation, refusal.problem);
    }
    /// It will not happen, or not all of it.
    pub(super) fn fail(&mut self, operation: &Operation, problem: Problem) {
        self.show_without(operation);
        match operation.errand {
            Some(errand) => self.return_from(errand, Returned::Failed(problem)),
            None => self.tell_failure(operation.id, problem),
        }
    }
    /// Operations are meant for messages that are not there any more.
    pub(crate) fn void(&mut self, operations: &[Operation]) {
        for operation in operations.iter().filter(|o| o.is_pending()) {
            let problem = Problem::new(ProblemKind::UidValidityChanged);
            self.tell_operation(operation, OperationState::Failed(problem));
        }
    }
    pub(super) fn tell_failure(&mut self, id: Option<OperationId>, problem: Problem) {
        if let Some(operation) = id {
            let state = OperationState::Failed(problem);
            self.changes
                .push_back(Change::Later(LaterChange::Operation { operation, state }));
            return;
        }
        let kind = match problem.kind {
            ProblemKind::UidValidityChanged | ProblemKind::LimitExceeded => problem.kind,
            _ => ProblemKind::ChangeRefused,
        };
        self.changes
            .push_back(Change::Notice(Problem { kind, ..problem }));
    }
    /// An operation is gone from the overlay: tells what is seen in its place.
    pub(super) fn show_without(&mut self, operation: &Operation) {
        if operation.flag().is_some() {
            self.tell_flags_without(operation);
        }
    }
    /// A part of it may have happened: the server says what there is now.
    fn look_again(&mut self, operation: &Operation) {
        let open = self.account.list.as_mut();
        if let Some(list) = open.filter(|list| list.mailbox == operation.mailbox) {
            // Messages may have been marked and then not been removed.
            self.account.needs_flags = true;
            if operation.flag().is_none() {
                list.doubt();
                list.doubt_flags(&operation.uids);
            }
        }
        self.count_soon(operation);
    }
    /// Flags were changed, and the server's OK is all that it says of those it
    /// did not tell.
    fn flags_happened(&mut self, operation: &Operation, was_cancelled: bool) {
        let of_list = self.account.list.as_ref();
        if of_list.is_none_or(|list| list.mailbox != operation.mailbox) {
            let counts = self.account.tree.counts_mut(&operation.mailbox);
            if let Some(counts) = counts.filter(|_| operation.reads_all && !was_cancelled) {
                counts.unseen = counts.unseen.saturating_sub(operation.unseen);
            }
            return self.count_soon(operation);
        }
        if was_cancelled {
            self.show_without(operation);
            return self.look_again(operation);
        }
        self.confirm_untold(operation);
    }
    /// Messages left one mailbox or came to another: counts what is not seen here,
    /// until the server tells.
    fn count_moved(&mut self, operation: &Operation, was_cancelled: bool) {
        let open = self.account.list.as_ref();
        let open = open.filter(|list| list.sync() != Sync::Opening);
        let open = open.map(|list| list.mailbox.clone());
        let (count, unseen) = (operation.count(), operation.unseen);
        let source = operation.hides().then_some(&operation.mailbox);
        let destination = operation.destination();
        if !was_cancelled {
            let tree = &mut self.account.tree;
            if let Some(counts) = source
                .filter(|source| Some(*source) != open.as_ref())
                .and_then(|source| tree.counts_mut(source))
            {
                counts.messages = counts.messages.saturating_sub(count);
                counts.unseen = counts.unseen.saturating_sub(unseen);
            }
            if let Some(counts) = destination
                .filter(|destination| Some(*destination) != open.as_ref())
                .and_then(|destination| tree.counts_mut(destination))
            {
                counts.messages = counts.messages.saturating_add(count);
                counts.unseen = counts.unseen.saturating_add(unseen);
            }
        }
        self.count_soon(operation);
    }
    /// Has the server tell the counts of the mailboxes concerned.
    fn count_soon(&mut self, operation: &Operation) {
        let open = self.account.list.as_ref().map(|list| list.mailbox.clone());
        let changes_source = matches!(
            operation.kind,
            Kind::Move { .. } | Kind::Expunge | Kind::Flag { .. }
        );
        let source = changes_source.then(|| operation.mailbox.clone());
        let concerned = source.into_iter().chain(operation.destination().cloned());
        let (of_list, others): (Vec<_>, Vec<_>) =
            concerned.partition(|mailbox| Some(mailbox) == open.as_ref());
        if !of_list.is_empty() {
            self.ask_open_counts_soon();
        }
        self.ask_counts(others);
    }
}
