//! Outgoing mail: written, submitted, and copied into the mailbox for sent mail.
//!
//! ```text
//!  Queued ─► Writing ─► Queued ─► Submitting ─► Sent: Copying ⇄ CopyWaits ─► gone
//!    ▲                    ▲            ├─► Queued again, where it may go well later
//!    └──── Resend ────────┴────────────┼─► Failed
//!                                      └─► Unknown
//! ```
//!
//! What was sent is never submitted again: from `Submitting` no way leads back
//! but a refusal that is certain, or the person's word. A copy that is refused
//! is tried again alone. It is in memory for now, and ends with the session: what
//! is Submitting then goes its way all the same.

use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::operation::{Errand, Kind, Operation, Returned};
use crate::outgoing::{Outgoing, OutgoingId, OutgoingState, SentCopy};
use crate::timers::Timer;
use crate::trace;
use crate::{Change, Effect, JobId, ReaderJob, ReaderMade};
use core::time::Duration;
use imap_client::NewMessage;
use mail_model::{
    Address, EnvelopeAddress, Flag, Flags, MessageId, MessageRef, MessageSource, Problem,
    ProblemKind, SpecialUse, SubmissionEnvelope, Timestamp, UidSet,
};
use mime_message::Stamp;
use std::collections::BTreeMap;
use submission_client::{ConnectionConfig, News, Order, Outcome, Refusal, Submission};

/// So many letters may be here at once, those that failed among them.
const MOST_OUTGOING: usize = 100;
/// A lost line is made again soon, a service's refusal lasts a while (RFC 5321 §4.5.4.1).
const SOON: Duration = Duration::from_secs(1);
const LATER: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// So many tries are enough.
const MOST_TRIES: u32 = 12;

/// All outgoing mail.
#[derive(Debug, Default)]
pub(crate) struct Outbox(BTreeMap<OutgoingId, Item>);

#[derive(Debug)]
struct Item {
    outgoing: Outgoing,
    envelope: SubmissionEnvelope,
    /// The moment and the Message-ID, the same however often it is tried.
    stamp: Stamp,
    /// The message, once it is written.
    message: Option<MessageSource>,
    state: State,
    /// How often the present step has failed.
    tries: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It waits, until then if there is a moment.
    Queued(Option<Timestamp>),
    Writing(JobId),
    Submitting(ConnectionId),
    /// It was sent, and its copy is to be made, or is on its way.
    CopyWaits(Option<Timestamp>),
    Copying,
    Failed,
    Unknown,
}

impl Outbox {
    fn by_state(&self, state: State) -> Option<OutgoingId> {
        let found = self.0.iter().find(|(_, item)| item.state == state);
        found.map(|(id, _)| *id)
    }
    /// The next moment at which something is due.
    fn due(&self) -> Option<Timestamp> {
        let due = |item: &Item| match item.state {
            State::Queued(at) | State::CopyWaits(at) => at,
            _ => None,
        };
        self.0.values().filter_map(due).min()
    }
}

impl Engine {
    // Wishes.

    /// Sends a letter.
    pub(crate) fn send(&mut self, outgoing: Outgoing) {
        let id = outgoing.id;
        let outbox = &self.account.outbox.0;
        if outbox.contains_key(&id) || !self.session.is_begun() {
            return;
        }
        let envelope = envelope(&outgoing);
        let refusal = match &envelope {
            _ if outbox.len() >= MOST_OUTGOING => Some(ProblemKind::LimitExceeded),
            None => Some(ProblemKind::RecipientsRefused),
            Some(_) => None,
        };
        let (Some(envelope), None) = (envelope, refusal) else {
            let kind = refusal.unwrap_or(ProblemKind::Internal);
            return self.tell_outgoing(id, failed(Problem::new(kind)));
        };
        let stamp = Stamp {
            now: self.clock.in_browser(self.now),
            message_id: self.next_message_id(&outgoing.letter.from),
            draft: None,
        };
        let item = Item {
            outgoing,
            envelope,
            stamp,
            message: None,
            state: State::Queued(None),
            tries: 0,
        };
        self.account.outbox.0.insert(id, item);
        self.tell_outgoing(id, queued(None, None));
    }
    /// Tries once more to send what failed, or may have: with the same Message-ID.
    pub(crate) fn resend(&mut self, id: OutgoingId) {
        let item = self.account.outbox.0.get_mut(&id);
        if let Some(item) = item.filter(|item| matches!(item.state, State::Failed | State::Unknown))
        {
            (item.state, item.tries) = (State::Queued(None), 0);
            self.tell_outgoing(id, queued(None, None));
        }
    }
    /// The person wants no more of a letter that is not on its way.
    pub(crate) fn drop_outgoing(&mut self, id: OutgoingId) {
        let outbox = &mut self.account.outbox.0;
        let is_idle = |item: &Item| {
            !matches!(
                item.state,
                State::Submitting(_) | State::Copying | State::CopyWaits(_)
            )
        };
        if outbox.get(&id).is_some_and(is_idle) {
            outbox.remove(&id);
        }
    }

    // Steps.

    /// Does what is due of the outgoing mail.
    pub(crate) fn want_outbox(&mut self) {
        let now = self.now;
        let is_due = |at: Option<Timestamp>| at.is_none_or(|at| at <= now);
        let ids: Vec<OutgoingId> = self.account.outbox.0.keys().copied().collect();
        for id in ids {
            let Some(item) = self.account.outbox.0.get(&id) else {
                continue;
            };
            match (item.state, &item.message) {
                (State::Queued(at), None) if is_due(at) => self.write_letter(id),
                (State::Queued(at), Some(_)) if is_due(at) => self.submit_letter(id),
                (State::CopyWaits(at), _) if is_due(at) => self.copy_letter(id),
                _ => {}
            }
        }
        match self.account.outbox.due() {
            Some(at) => self.timers.set(Timer::Outbox, at),
            None => self.timers.clear(Timer::Outbox),
        }
    }
    fn write_letter(&mut self, id: OutgoingId) {
        self.jobs += 1;
        let job = JobId(self.jobs);
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.state = State::Writing(job);
            let (letter, stamp) = (Box::new(item.outgoing.letter.clone()), item.stamp.clone());
            self.effects
                .push_back(Effect::Perform(job, ReaderJob::Letter(letter, stamp)));
        }
    }
    /// A letter was written, or could not be. Tells whether the job was that.
    pub(crate) fn letter_written(
        &mut self,
        job: JobId,
        made: &Result<ReaderMade, Problem>,
    ) -> bool {
        let Some(id) = self.account.outbox.by_state(State::Writing(job)) else {
            return false;
        };
        match made {
            Ok(ReaderMade::Letter(Some(message))) => {
                if let Some(item) = self.account.outbox.0.get_mut(&id) {
                    item.message = Some(message.clone());
                    (item.state, item.tries) = (State::Queued(None), 0);
                }
            }
            Ok(_) => self.fail_letter(id, Problem::new(ProblemKind::Internal), Vec::new()),
            Err(problem) => self.postpone_letter(id, problem.clone()),
        }
        true
    }
    /// One at a time, once it is known that the login is right.
    fn submit_letter(&mut self, id: OutgoingId) {
        let is_submitting = |item: &Item| matches!(item.state, State::Submitting(_));
        let is_busy = self.account.outbox.0.values().any(is_submitting);
        let Some(login) = self.session.proven_login().filter(|_| !is_busy) else {
            return;
        };
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.state = State::Submitting(connection);
        let message = item.message.clone().unwrap_or_default();
        let total = message.length();
        let order = Order {
            config: ConnectionConfig {
                entropy: connection.own(self.entropy),
            },
            credentials: login.credentials(),
            submission: Some(Submission {
                envelope: item.envelope.clone(),
                message,
                allows_partial: false,
            }),
        };
        let upstream = login.upstream.clone();
        self.effects
            .push_back(Effect::Submit(connection, upstream, Box::new(order)));
        self.tell_outgoing(id, OutgoingState::Submitting { sent: 0, total });
    }
    /// What becomes of a submission.
    pub(crate) fn submission_told(&mut self, connection: ConnectionId, news: News) {
        let Some(id) = self.account.outbox.by_state(State::Submitting(connection)) else {
            return;
        };
        match news {
            News::Offers(largest) => self.service_offers(largest),
            News::Progress(sent, total) => {
                self.tell_outgoing(id, OutgoingState::Submitting { sent, total });
            }
            News::Ended(outcome) => self.submission_ended(id, outcome),
        }
    }
    fn submission_ended(&mut self, id: OutgoingId, outcome: Outcome) {
        match outcome {
            Ok(_) => self.letter_sent(id),
            Err(Refusal {
                problem,
                is_certain: false,
                ..
            }) => {
                if let Some(item) = self.account.outbox.0.get_mut(&id) {
                    item.state = State::Unknown;
                }
                let problem = Problem {
                    kind: ProblemKind::DeliveryUnknown,
                    ..problem
                };
                self.tell_outgoing(id, OutgoingState::Unknown(problem));
            }
            Err(refusal) if refusal.is_temporary => self.postpone_letter(id, refusal.problem),
            Err(refusal) => {
                let refused = refusal.refused.into_iter();
                let recipients = refused.map(|refusal| (refusal.recipient, refusal.problem));
                self.fail_letter(id, refusal.problem, recipients.collect());
            }
        }
    }
    /// It is tried again later, for it may go well then.
    fn postpone_letter(&mut self, id: OutgoingId, problem: Problem) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.tries += 1;
        if item.tries >= MOST_TRIES {
            return self.fail_letter(id, problem, Vec::new());
        }
        let at = self.now + wait(item.tries, &problem);
        item.state = State::Queued(Some(at));
        let retry_at = self.clock.in_browser(at);
        self.tell_outgoing(id, queued(Some(retry_at), Some(problem)));
    }
    fn fail_letter(
        &mut self,
        id: OutgoingId,
        problem: Problem,
        recipients: Vec<(EnvelopeAddress, Problem)>,
    ) {
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.state = State::Failed;
        }
        let state = OutgoingState::Failed {
            problem,
            recipients,
        };
        self.tell_outgoing(id, state);
    }

    // What follows once it is sent.

    fn letter_sent(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let marks = item.outgoing.marks.take();
        let letter = &item.outgoing.letter;
        let people = [&letter.to, &letter.cc, &letter.bcc].map(Clone::clone);
        let copy = if item.outgoing.keeps_copy {
            (item.state, item.tries) = (State::CopyWaits(None), 0);
            SentCopy::Pending
        } else {
            self.account.outbox.0.remove(&id);
            SentCopy::None
        };
        self.tell_outgoing(id, OutgoingState::Sent(copy));
        self.written_to(people.iter().flatten());
        if let Some((message, flag)) = marks {
            self.mark(&message, flag);
        }
    }
    /// Gives a message a flag, in whichever mailbox it lies.
    fn mark(&mut self, message: &MessageRef, flag: Flag) {
        let uids = UidSet::from_iter([message.uid]);
        let kind = Kind::Flag { flag, value: true };
        let (mailbox, validity) = (message.mailbox.clone(), Some(message.uid_validity));
        self.begin_operation(Operation::new(kind, mailbox, validity, uids));
    }
    /// Puts the copy where it belongs, once it is known where that is.
    fn copy_letter(&mut self, id: OutgoingId) {
        let Some((mailbox, before)) = self.mailbox_of(SpecialUse::Sent) else {
            return;
        };
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.state = State::Copying;
        let mut flags = Flags::default();
        flags.set(Flag::Seen, true);
        let message = NewMessage {
            flags,
            received: None,
            message: item.message.clone().unwrap_or_default(),
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
        let problem = match returned {
            Returned::Found(..) | Returned::Done(_) => None,
            Returned::Failed(problem) => Some(problem),
        };
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let copy = match problem {
            None => {
                self.account.outbox.0.remove(&id);
                SentCopy::Kept
            }
            Some(problem) => {
                item.tries += 1;
                let at = self.now + wait(item.tries, &problem);
                item.state = State::CopyWaits(Some(at));
                SentCopy::Refused(problem)
            }
        };
        self.tell_outgoing(id, OutgoingState::Sent(copy));
    }

    fn tell_outgoing(&mut self, outgoing: OutgoingId, state: OutgoingState) {
        self.changes.push_back(Change::Outgoing { outgoing, state });
    }
    /// A Message-ID that no other message has, of the author's domain.
    pub(crate) fn next_message_id(&mut self, author: &Address) -> MessageId {
        let (_, domain) = author.address.rsplit_once('@').unwrap_or_default();
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        let is_sound = !domain.is_empty() && domain.chars().all(is_host);
        let domain = if is_sound { domain } else { "localhost" };
        let (moment, random) = (self.now.0, self.names.next());
        MessageId(format!("{moment:x}.{random:016x}@{domain}"))
    }
}

/// From whom and to whom a letter goes; `None` where one of them is no address.
/// What a program answers has no sender, so that nobody answers it (RFC 8098 §3).
fn envelope(outgoing: &Outgoing) -> Option<SubmissionEnvelope> {
    let letter = &outgoing.letter;
    let parse = |address: &Address| EnvelopeAddress::parse(&address.address);
    let from = parse(&letter.from)?;
    let mut recipients: Vec<EnvelopeAddress> = Vec::new();
    for address in letter.to.iter().chain(&letter.cc) {
        let address = parse(address)?;
        if !recipients.contains(&address) {
            recipients.push(address);
        }
    }
    (!recipients.is_empty()).then_some(SubmissionEnvelope {
        from: (!letter.content.is_report()).then_some(from),
        recipients,
        notices: None,
    })
}

/// How long to wait after so many tries: twice as long each time.
fn wait(tries: u32, problem: &Problem) -> Duration {
    let is_of_the_way = matches!(
        problem.kind,
        ProblemKind::ConnectionLost
            | ProblemKind::ServerGoodbye
            | ProblemKind::ServerUnreachable
            | ProblemKind::ProxyUnreachable
    );
    let first = if is_of_the_way { SOON } else { LATER };
    first
        .saturating_mul(1 << tries.saturating_sub(1).min(16))
        .min(LONGEST_WAIT)
}

fn queued(retry_at: Option<Timestamp>, problem: Option<Problem>) -> OutgoingState {
    OutgoingState::Queued {
        held_until: None,
        retry_at,
        problem,
    }
}

fn failed(problem: Problem) -> OutgoingState {
    OutgoingState::Failed {
        problem,
        recipients: Vec::new(),
    }
}
