//! Outgoing mail: held for a while, written, submitted, and copied into the
//! mailbox for sent mail. The browser keeps each letter at each step.
//!
//! ```text
//!  Waiting ─► (written, kept) ─► Submitting ─► Sent: copied, marked ─► gone
//!    ▲  │                             ├─► Waiting, where it may go well later
//!    │  └── recalled: a draft again   ├─► Failed ──► recalled
//!    └────────── Resend ──────────────┴─► Unknown: looked for ─► Sent
//!
//!  record       what of a letter the browser keeps
//!  submitting   how it is written and submitted
//!  sent         what follows once it is sent, or may have been
//! ```
//!
//! What was sent is never submitted again: from `Submitting` no way leads back
//! but a refusal that is certain, or the person's word. What is found there after
//! a crash may have been sent. A copy that is refused is tried again alone.

mod record;
mod sent;
mod submitting;

pub(crate) use record::forgotten;

use self::record::{Record, Stage};
use crate::compose::DraftId;
use crate::drafts;
use crate::engine::Engine;
use crate::input::{ConnectionId, JobId};
use crate::kept::KeepId;
use crate::outgoing::{OutboxItem, Outgoing, OutgoingId, OutgoingState, SentCopy};
use crate::{Change, LaterChange};
use core::time::Duration;
use mail_model::{
    Address, DeliveryNotices, EnvelopeAddress, FileId, Map, MessageId, MessageSource, Problem,
    ProblemKind, SubmissionEnvelope, Timestamp,
};

/// So many letters may be here at once, those that failed among them.
const MOST_OUTGOING: usize = 100;
/// No letter is held for longer, whatever a clock says.
const LONGEST_HOLD: Duration = Duration::from_secs(3_600);

/// All outgoing mail that this tab holds.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Map<OutgoingId, Item>);

/// A letter, and what is done about it.
#[derive(Debug)]
struct Item {
    record: Record,
    step: Step,
    /// Whether the browser keeps it as one that waits.
    keeping: Keeping,
    /// The message, once it is written.
    message: Option<MessageSource>,
    /// How often the present step has failed, until when it is not tried again,
    /// and why.
    tries: u32,
    not_before: Option<Timestamp>,
    problem: Option<Problem>,
    /// On which connection of the session the line was lost.
    lost_with: Option<ConnectionId>,
    /// Nobody knows whether the copy was made.
    is_copy_doubtful: bool,
    /// As the page was told.
    told: OutgoingState,
}

/// Whether the browser keeps a letter as one that waits, to be sent by whoever finds
/// it. Then it goes out only once it is kept that it does: the tab may end before the
/// next is kept, and the letter would be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// It does not.
    Not,
    /// It was asked to by this wish.
    Asked(KeepId),
    /// It does.
    Waiting,
}

/// What is done for a letter at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing.
    Idle,
    /// It is being written.
    Writing(JobId),
    /// The browser keeps that it is about to be submitted.
    Keeping(KeepId),
    /// It is being submitted.
    Submitting(ConnectionId),
    /// It is looked for: in which of the places it may be.
    Tracing(usize),
    /// Its copy is looked for.
    Looking,
    /// Its copy is on its way.
    Copying,
}

impl Item {
    fn new(record: Record) -> Self {
        Self {
            record,
            step: Step::Idle,
            keeping: Keeping::Not,
            message: None,
            tries: 0,
            not_before: None,
            problem: None,
            lost_with: None,
            is_copy_doubtful: false,
            told: queued(None, None, None),
        }
    }
    /// When something is to be done for it.
    fn due(&self) -> Option<Timestamp> {
        let is_wanted = match &self.record.stage {
            Stage::Waiting { .. } => true,
            Stage::Sent { needs_copy, marks } => *needs_copy || !marks.is_empty(),
            // Looked for, as long as there is a moment for it.
            Stage::Unknown(_) => self.not_before.is_some(),
            Stage::Submitting | Stage::Failed { .. } => false,
        };
        let is_idle = self.step == Step::Idle && is_wanted;
        is_idle.then(|| self.not_before.unwrap_or_default())
    }
    fn to_listed(&self) -> OutboxItem {
        let letter = &self.record.outgoing.letter;
        let recipients = [&letter.to, &letter.cc, &letter.bcc];
        OutboxItem {
            id: self.record.outgoing.id,
            draft: self.record.draft,
            subject: letter.subject.clone(),
            recipients: recipients.into_iter().flatten().cloned().collect(),
            state: self.told.clone(),
        }
    }
}

impl Outbox {
    fn by_step(&self, step: Step) -> Option<OutgoingId> {
        let found = self.0.iter().find(|(_, item)| item.step == step);
        found.map(|(id, _)| *id)
    }
    /// When something is to be done for them.
    pub(crate) fn due(&self) -> impl Iterator<Item = Timestamp> {
        self.0.values().filter_map(Item::due)
    }
    /// Whether a letter is here.
    pub(crate) fn holds(&self, id: OutgoingId) -> bool {
        self.0.contains_key(&id)
    }
    /// All of them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = OutgoingId> {
        self.0.keys().copied()
    }
    /// The files that they carry.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileId> {
        let letters = self.0.values().map(|item| &item.record.outgoing.letter);
        let files = letters.flat_map(|letter| drafts::files_of(&letter.content));
        files.map(|(file, _)| file)
    }
}

impl Engine {
    // Wishes.

    /// Sends a letter.
    pub(crate) fn send(&mut self, outgoing: Outgoing) {
        self.send_as(outgoing, None, None, 0);
    }
    /// Sends a draft as it was kept last.
    pub(crate) fn send_draft(&mut self, draft: DraftId, id: OutgoingId, hold: u16) {
        let item = self.account.drafts.0.get(&draft);
        let item = item.filter(|i| !i.record.is_discarded && i.record.sending.is_none());
        let Some(item) = item else {
            let problem = Problem::new(ProblemKind::MessageGone);
            return self.tell_outgoing(id, failed(problem));
        };
        let written = &item.record.draft;
        let outgoing = Outgoing {
            id,
            letter: written.letter.clone(),
            keeps_copy: written.keeps_copy,
            marks: written.about.clone(),
        };
        let notices = written.notices;
        self.send_as(outgoing, Some(draft), notices, hold);
    }
    fn send_as(
        &mut self,
        outgoing: Outgoing,
        draft: Option<DraftId>,
        notices: Option<DeliveryNotices>,
        hold: u16,
    ) {
        let id = outgoing.id;
        if self.account.outbox.holds(id) || !self.session.is_begun() {
            return;
        }
        let problem = match envelope(&outgoing, notices) {
            _ if self.account.outbox.0.len() >= MOST_OUTGOING => {
                Problem::new(ProblemKind::LimitExceeded)
            }
            Err(problem) => problem,
            Ok(_) => return self.put_in_outbox(outgoing, draft, notices, hold),
        };
        self.tell_outgoing(id, failed(problem));
    }
    fn put_in_outbox(
        &mut self,
        outgoing: Outgoing,
        draft: Option<DraftId>,
        notices: Option<DeliveryNotices>,
        hold: u16,
    ) {
        let id = outgoing.id;
        let browser_now = self.clock.in_browser(self.now);
        let hold = Duration::from_secs(u64::from(hold)).min(LONGEST_HOLD);
        let held_until = (!hold.is_zero()).then(|| browser_now + hold);
        let record = Record {
            message_id: self.next_message_id(&outgoing.letter.from),
            written: browser_now,
            outgoing,
            draft,
            notices,
            stage: Stage::Waiting { held_until },
        };
        let mut item = Item::new(record);
        item.not_before = held_until.map(|_| self.now + hold);
        self.account.outbox.0.insert(id, item);
        if let Some(draft) = draft {
            self.draft_sent_by(draft, Some(id));
        }
        self.keep_letter(id);
        self.tell_outgoing(id, queued(held_until, None, None));
        self.tell_outbox();
    }
    /// Tries once more to send what failed, or may have: with the same Message-ID.
    pub(crate) fn resend(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        let stage = &item.record.stage;
        if matches!(stage, Stage::Failed { .. } | Stage::Unknown(_)) {
            item.record.stage = Stage::Waiting { held_until: None };
            item.step = Step::Idle;
            (item.tries, item.not_before, item.problem) = (0, None, None);
            if let Some(draft) = item.record.draft {
                self.draft_sent_by(draft, Some(id));
            }
            self.keep_letter(id);
            self.tell_outgoing(id, queued(None, None, None));
        }
    }
    /// The person wants no more of a letter that is not on its way. What was a
    /// draft is one again, closed.
    pub(crate) fn drop_outgoing(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get(&id) else {
            return;
        };
        let is_idle = match item.record.stage {
            Stage::Waiting { .. } | Stage::Failed { .. } | Stage::Unknown(_) => true,
            // It is only about to be.
            Stage::Submitting => matches!(item.step, Step::Keeping(_)),
            Stage::Sent { .. } => false,
        };
        if is_idle {
            if let Some(draft) = item.record.draft {
                self.draft_stays(draft);
            }
            self.forget_letter(id);
        }
    }
    /// The person calls a letter back: it is a draft again.
    pub(crate) fn recall_outgoing(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.get(&id) else {
            return;
        };
        let is_here = match item.record.stage {
            Stage::Waiting { .. } | Stage::Failed { .. } => true,
            Stage::Submitting => matches!(item.step, Step::Keeping(_)),
            Stage::Sent { .. } | Stage::Unknown(_) => false,
        };
        match item.record.draft {
            Some(draft) if is_here => {
                self.draft_sent_by(draft, None);
                self.forget_letter(id);
                self.open_kept(draft);
            }
            None if is_here => self.drop_outgoing(id),
            // It is too late.
            _ => {}
        }
    }
    /// Whatever is held goes out now.
    pub(crate) fn release_letters(&mut self) {
        for item in self.account.outbox.0.values_mut() {
            if let Stage::Waiting { held_until } = &mut item.record.stage
                && held_until.take().is_some()
            {
                item.not_before = None;
            }
        }
    }

    // Keeping and telling.

    /// A letter that was kept from before. Tells whether it was understood.
    pub(crate) fn letter_recalled(&mut self, value: &[u8]) -> bool {
        let Some(mut record) = crate::keeping::unpack::<Record>(value) else {
            return false;
        };
        let id = record.outgoing.id;
        if self.account.outbox.holds(id) {
            return true;
        }
        let (now, browser_now) = (self.now, self.clock.in_browser(self.now));
        if record.stage == Stage::Submitting {
            record.stage = Stage::Unknown(Problem::new(ProblemKind::DeliveryUnknown));
        }
        let mut item = Item::new(record);
        item.keeping = Keeping::Waiting;
        item.told = match &item.record.stage {
            Stage::Waiting { held_until } => {
                let left = held_until.map(|until| until.since(browser_now).min(LONGEST_HOLD));
                item.not_before = left.map(|left| now + left);
                queued(*held_until, None, None)
            }
            Stage::Failed {
                problem,
                recipients,
            } => OutgoingState::Failed {
                problem: problem.clone(),
                recipients: recipients.clone(),
            },
            Stage::Submitting | Stage::Sent { .. } => OutgoingState::Sent(SentCopy::Pending),
            Stage::Unknown(problem) => OutgoingState::Unknown(problem.clone()),
        };
        // It may be there already.
        item.is_copy_doubtful = true;
        if let Stage::Unknown(_) = item.record.stage {
            item.not_before = Some(now);
        }
        let told = item.told.clone();
        self.account.outbox.0.insert(id, item);
        self.keep_letter(id);
        self.changes.push_back(Change::Later(LaterChange::Outgoing {
            outgoing: id,
            state: told,
        }));
        true
    }
    /// Has the browser keep a letter as it is now, and the draft that it is. While it
    /// does not answer, none comes to wait there that does not already.
    fn keep_letter(&mut self, id: OutgoingId) -> Option<KeepId> {
        let is_waiting = {
            let item = self.account.outbox.0.get(&id)?;
            matches!(item.record.stage, Stage::Waiting { .. })
        };
        if is_waiting && self.account.keeping.is_silent() && !self.may_be_kept_waiting(id) {
            return None;
        }
        let keep = self.keep_letter_now(id)?;
        if let Some(item) = self.account.outbox.0.get_mut(&id)
            && is_waiting
            && item.keeping == Keeping::Not
        {
            item.keeping = Keeping::Asked(keep);
        }
        Some(keep)
    }
    /// Whether the browser keeps a letter as one that waits, or may do so any moment.
    fn may_be_kept_waiting(&self, id: OutgoingId) -> bool {
        let keeping = self.account.outbox.0.get(&id).map(|item| item.keeping);
        match keeping.unwrap_or(Keeping::Not) {
            Keeping::Not => false,
            Keeping::Asked(wish) => self.account.keeping.is_at(wish),
            Keeping::Waiting => true,
        }
    }
    fn keep_letter_now(&mut self, id: OutgoingId) -> Option<KeepId> {
        let record = &self.account.outbox.0.get(&id)?.record;
        let draft = record.draft;
        let mut records = vec![record.pack()];
        let drafts = &self.account.drafts.0;
        let draft = draft.and_then(|draft| drafts.get(&draft));
        records.extend(draft.map(|draft| draft.record.pack()));
        self.keep(records)
    }
    /// Nothing is left to do for a letter.
    fn forget_letter(&mut self, id: OutgoingId) {
        let Some(item) = self.account.outbox.0.remove(&id) else {
            return;
        };
        let mut records = vec![forgotten(id)];
        let drafts = &self.account.drafts.0;
        let draft = item.record.draft.and_then(|draft| drafts.get(&draft));
        records.extend(draft.map(|draft| draft.record.pack()));
        self.keep(records);
        let files = drafts::files_of(&item.record.outgoing.letter.content);
        self.drop_files(files.map(|(file, _)| file).collect());
        self.tell_outbox();
    }
    /// All of the outbox, as the page speaks of it.
    pub(crate) fn outbox_items(&self) -> Vec<OutboxItem> {
        let mut items: Vec<&Item> = self.account.outbox.0.values().collect();
        mail_model::sort_by_key(&mut items, |item| item.record.written);
        items.into_iter().map(Item::to_listed).collect()
    }
    pub(crate) fn tell_outbox(&mut self) {
        let items = self.outbox_items();
        self.changes
            .push_back(Change::Later(LaterChange::Outbox(items)));
    }
    fn tell_outgoing(&mut self, outgoing: OutgoingId, state: OutgoingState) {
        if let Some(item) = self.account.outbox.0.get_mut(&outgoing) {
            item.told = state.clone();
        }
        self.changes
            .push_back(Change::Later(LaterChange::Outgoing { outgoing, state }));
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

/// From whom and to whom a letter goes, or why it can't: whichever address is
/// none stands in the problem's words. What a program answers has no sender, so
/// that nobody answers it (RFC 8098 §3).
fn envelope(
    outgoing: &Outgoing,
    notices: Option<DeliveryNotices>,
) -> Result<SubmissionEnvelope, Problem> {
    let letter = &outgoing.letter;
    let parse = |address: &Address, kind| {
        let words = &address.address;
        EnvelopeAddress::parse(words).ok_or_else(|| Problem::with_words(kind, words))
    };
    let from = parse(&letter.from, ProblemKind::SenderRefused)?;
    let mut recipients: Vec<EnvelopeAddress> = Vec::new();
    for address in letter.to.iter().chain(&letter.cc).chain(&letter.bcc) {
        let address = parse(address, ProblemKind::RecipientsRefused)?;
        if !recipients.contains(&address) {
            recipients.push(address);
        }
    }
    if recipients.is_empty() {
        return Err(Problem::new(ProblemKind::RecipientsRefused));
    }
    Ok(SubmissionEnvelope {
        from: (!letter.content.is_report()).then_some(from),
        recipients,
        notices,
    })
}

fn queued(
    held_until: Option<Timestamp>,
    retry_at: Option<Timestamp>,
    problem: Option<Problem>,
) -> OutgoingState {
    OutgoingState::Queued {
        held_until,
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
