//! What follows once a letter is sent, or may have been: a look for it, the copy,
//! the mark on the message that it is about.

use super::record::Stage;
use super::submitting::wait;
use super::{Item, Step};
use crate::engine::Engine;
use crate::operation::{Errand, Kind, Operation, Returned};
use crate::outgoing::{OutgoingId, OutgoingState, SentCopy};
use crate::trace;
use core::time::Duration;
use imap_client::NewMessage;
use mail_model::{
    Flag, Flags, MailboxName, MessageRef, Problem, ProblemKind, SearchKey, SpecialUse, UidSet,
};

/// What may have been sent is looked for after so long, for it may take its time.
const LOOK_AFTER: [Duration; 4] = [
    Duration::from_secs(2),
    Duration::from_secs(10),
    Duration::from_secs(60),
    Duration::from_secs(300),
];
/// Where the server makes the copy itself it is looked for so often.
const LOOKS_FOR_COPY: u32 = 3;

impl Engine {
    // What may have been sent.

    /// The line was lost when all of a letter was out.
    pub(super) fn letter_unknown(&mut self, id: OutgoingId, problem: Problem) {
        let problem = Problem {
            kind: ProblemKind::DeliveryUnknown,
            ..problem
        };
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.record.stage = Stage::Unknown(problem.clone());
            item.tries = 0;
            item.not_before = Some(self.now + LOOK_AFTER[0]);
        }
        self.keep_letter(id);
        self.tell_outgoing(id, OutgoingState::Unknown(problem));
    }
    /// Where a letter would be if it was sent: in the mailbox for sent mail, where
    /// some servers put it themselves, and in the inbox, where it goes to the
    /// person too.
    fn places_of(&self, item: &Item) -> Vec<MailboxName> {
        let letter = &item.record.outgoing.letter;
        let own = [letter.from.address.as_str(), self.session.user()];
        let mut recipients = letter.to.iter().chain(&letter.cc).chain(&letter.bcc);
        let is_to_self = recipients.any(|address| {
            let local = address.address.split('@').next().unwrap_or_default();
            let is_own = |own: &&str| own.eq_ignore_ascii_case(&address.address);
            own.iter().any(is_own) || local.eq_ignore_ascii_case(self.session.user())
        });
        let sent = match self.mailbox_of(SpecialUse::Sent) {
            Some((mailbox, None)) => Some(mailbox),
            _ => None,
        };
        sent.into_iter()
            .chain(is_to_self.then(MailboxName::inbox))
            .collect()
    }
    pub(super) fn trace_letter(&mut self, id: OutgoingId) {
        self.trace_letter_in(id, 0);
    }
    fn trace_letter_in(&mut self, id: OutgoingId, place: usize) {
        // Which mailboxes there are must be known.
        if self.account.tree.is_empty() {
            return;
        }
        let now = self.now;
        let Some(item) = self.account.outbox.0.get(&id) else {
            return;
        };
        let mailbox = self.places_of(item).get(place).cloned();
        let query = trace::of_id(&item.record.message_id);
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        match mailbox {
            Some(mailbox) => {
                item.step = Step::Tracing(place);
                self.look_for_letter(Errand::Trace(id), mailbox, query);
            }
            None => {
                item.step = Step::Idle;
                item.tries += 1;
                let wait = LOOK_AFTER.get(item.tries as usize);
                item.not_before = wait.map(|wait| now + *wait);
            }
        }
    }
    fn look_for_letter(&mut self, errand: Errand, mailbox: MailboxName, query: SearchKey) {
        let mut operation = Operation::new(Kind::Find, mailbox, None, UidSet::new());
        operation.step = crate::operation::Step::Find(query);
        operation.errand = Some(errand);
        self.begin_operation(operation);
    }
    /// A look for what may have been sent has ended.
    pub(crate) fn trace_told(&mut self, id: OutgoingId, returned: &Returned) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let (Step::Tracing(place), Stage::Unknown(_)) = (item.step, &item.record.stage) else {
            return;
        };
        item.step = Step::Idle;
        match returned {
            Returned::Found(_, uids) if !uids.is_empty() => {
                item.is_copy_doubtful = true;
                self.letter_sent(id);
            }
            _ => self.trace_letter_in(id, place + 1),
        }
    }

    // What was sent.

    pub(super) fn letter_sent(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let outgoing = &item.record.outgoing;
        let needs_copy = outgoing.keeps_copy;
        let letter = &outgoing.letter;
        let people = [&letter.to, &letter.cc, &letter.bcc].map(Clone::clone);
        item.record.stage = Stage::Sent {
            needs_copy,
            marks: outgoing.marks.clone(),
        };
        (item.tries, item.not_before, item.problem) = (0, None, None);
        if let Some(draft) = item.record.draft {
            self.draft_was_sent(draft);
        }
        self.keep_letter(id);
        let copy = match needs_copy {
            true => SentCopy::Pending,
            false => SentCopy::None,
        };
        self.tell_outgoing(id, OutgoingState::Sent(copy));
        self.written_to(people.iter().flatten());
        self.finish_letter(id);
    }
    /// Does what is left to do for a letter that was sent.
    pub(super) fn finish_letter(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let Stage::Sent { needs_copy, marks } = &mut item.record.stage else {
            return;
        };
        let (needs_copy, marks) = (*needs_copy, core::mem::take(marks));
        for (message, flag) in marks {
            self.mark(id, &message, flag);
        }
        if needs_copy {
            self.copy_letter(id);
        } else {
            self.forget_letter(id);
        }
    }
    /// Gives a message a flag, in whichever mailbox it lies.
    fn mark(&mut self, id: OutgoingId, message: &MessageRef, flag: Flag) {
        let uids = UidSet::from_iter([message.uid]);
        let kind = Kind::Flag { flag, value: true };
        let (mailbox, validity) = (message.mailbox.clone(), Some(message.uid_validity));
        let mut operation = Operation::new(kind, mailbox, validity, uids);
        // Whether it succeeds nobody waits for: the message may be gone.
        operation.errand = Some(Errand::Mark(id));
        self.begin_operation(operation);
    }
    /// Puts the copy where it belongs, once it is known where that is. Where it may
    /// be there already, or the server puts it there itself, it is looked for first.
    fn copy_letter(&mut self, id: OutgoingId) {
        let Some((mailbox, before)) = self.mailbox_of(SpecialUse::Sent) else {
            return;
        };
        let makes_copies = self.makes_copies();
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let Some(message) = item.message.clone() else {
            return;
        };
        if (item.is_copy_doubtful || makes_copies) && before.is_none() {
            item.step = Step::Looking;
            let query = trace::of_id(&item.record.message_id);
            return self.look_for_letter(Errand::Copy(id), mailbox, query);
        }
        item.step = Step::Copying;
        self.append_copy(id, message);
    }
    /// Whether the server puts what is sent through it among the sent mail by itself:
    /// Gmail does, and Office 365, which is known by words that only it has.
    fn makes_copies(&self) -> bool {
        ["X-GM-EXT-1", "CLIENTACCESSRULES", "BACKENDAUTHENTICATE"]
            .into_iter()
            .any(|word| self.has(word))
    }
    fn append_copy(&mut self, id: OutgoingId, message: mail_model::MessageSource) {
        let Some((mailbox, before)) = self.mailbox_of(SpecialUse::Sent) else {
            return;
        };
        let mut flags = Flags::default();
        flags.set(Flag::Seen, true);
        let message = NewMessage {
            flags,
            received: None,
            message,
        };
        let trace = trace::of_message(&message.message, &*self.charsets);
        let kind = Kind::Append {
            messages: vec![message],
        };
        let mut operation = Operation::new(kind, mailbox, None, UidSet::new());
        operation.before = before;
        operation.step = operation.first_step();
        operation.errand = Some(Errand::Copy(id));
        // Its Message-ID is nobody else's: wherever it is, it is this copy.
        operation.trace = trace;
        self.begin_operation(operation);
    }
    /// How the copy goes.
    pub(crate) fn copy_told(&mut self, id: OutgoingId, returned: Returned) {
        let now = self.now;
        let makes_copies = self.makes_copies();
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        match (item.step, returned) {
            (Step::Looking, Returned::Found(_, uids)) if uids.is_empty() => {
                item.tries += 1;
                if makes_copies && item.tries < LOOKS_FOR_COPY {
                    let wait = LOOK_AFTER.get(item.tries as usize - 1);
                    item.step = Step::Idle;
                    item.not_before = wait.map(|wait| now + *wait);
                } else if let Some(message) = item.message.clone() {
                    item.step = Step::Copying;
                    self.append_copy(id, message);
                }
            }
            (_, Returned::Found(..) | Returned::Done(_)) => {
                self.tell_outgoing(id, OutgoingState::Sent(SentCopy::Kept));
                self.forget_letter(id);
                self.count_answers();
            }
            (_, Returned::Failed(problem)) => self.copy_refused(id, problem),
        }
    }
    /// The copy is not there: it is tried again by itself.
    pub(super) fn copy_refused(&mut self, id: OutgoingId, problem: Problem) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.tries += 1;
        item.step = Step::Idle;
        item.not_before = Some(self.now + wait(item.tries, &problem));
        item.is_copy_doubtful |= problem.kind == ProblemKind::ConnectionLost;
        self.tell_outgoing(id, OutgoingState::Sent(SentCopy::Refused(problem)));
    }
}
