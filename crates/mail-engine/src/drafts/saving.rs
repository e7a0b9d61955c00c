//! How a draft comes into the mailbox for drafts, and out of it: never two of it,
//! never none.
//!
//! ```text
//!  Idle ─► Writing ─► Written ─► Looking ─► Tracing ─► Keeping ─► Saving ─► Idle
//!                                   │         (after a doubt)       │
//!                                   └────────► Clearing ◄───────────┘
//! ```
//!
//! Each time it is looked first which messages bear its Message-ID. One that is
//! where it was put is replaced. Where the answer to an earlier try was lost, what
//! is as long as that was is its own. Any other was put there by somebody else:
//! it stays, and the draft goes on under another Message-ID.

use super::{Item, Place, Step};
use crate::JobId;
use crate::compose::{DraftId, DraftState};
use crate::engine::Engine;
use crate::kept::KeepId;
use crate::operation::{Errand, Kind, Operation, Returned};
use crate::{Effect, ReaderJob, ReaderMade, trace};
use core::time::Duration;
use imap_client::NewMessage;
use mail_model::{
    Flag, Flags, MailboxName, MessageRef, Problem, ProblemKind, SearchKey, SpecialUse, Uid, UidSet,
    UidValidity,
};
use mime_message::Stamp;

/// What was refused is tried again after so long, then after twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

impl Engine {
    /// Does what is due for the drafts.
    pub(crate) fn want_drafts(&mut self) {
        self.part_drafts();
        let now = self.now;
        let drafts = self.account.drafts.0.iter();
        let ids: Vec<(DraftId, bool)> = drafts
            .filter(|(_, item)| {
                item.step == Step::Written || item.due().is_some_and(|at| at <= now)
            })
            .map(|(id, item)| (*id, item.step == Step::Written))
            .collect();
        for (id, is_written) in ids {
            if is_written {
                self.look_for_draft(id);
            } else {
                self.begin_draft(id);
            }
        }
        let closed = self.account.drafts.0.iter();
        let closed: Vec<DraftId> = closed
            .filter(|(_, item)| {
                let record = &item.record;
                let is_done = item.step == Step::Idle && record.strays.is_empty();
                is_done && record.is_closed && item.is_saved() && record.sending.is_none()
            })
            .map(|(id, _)| *id)
            .collect();
        for id in closed {
            self.forget_draft(id);
        }
    }
    fn begin_draft(&mut self, id: DraftId) {
        let now = self.clock.in_browser(self.now);
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &item.record;
        if record.is_discarded {
            let is_nowhere = record.place.is_none() && record.attempt.is_none();
            if is_nowhere {
                self.forget_draft(id);
            } else {
                item.step = Step::Written;
                self.look_for_draft(id);
            }
            return;
        }
        item.wants_save = false;
        if let Some((revision, _)) = &item.written
            && *revision == record.revision
        {
            item.step = Step::Written;
            return self.look_for_draft(id);
        }
        self.jobs += 1;
        let job = JobId(self.jobs);
        item.step = Step::Writing(job, record.revision);
        item.written = None;
        let stamp = Stamp {
            now,
            message_id: record.message_id.clone(),
            draft: Some(super::note::pack(&record.draft)),
        };
        let letter = Box::new(record.draft.letter.clone());
        // What comes while it is written belongs to the next revision.
        item.changed = None;
        let job = Effect::Perform(job, ReaderJob::Letter(letter, stamp));
        self.effects.push_back(job);
    }
    /// A draft was written, or could not be. Tells whether the job was that.
    pub(crate) fn draft_written(&mut self, job: JobId, made: &Result<ReaderMade, Problem>) -> bool {
        let drafts = &mut self.account.drafts.0;
        let found = drafts.iter_mut().find_map(|(id, item)| match item.step {
            Step::Writing(own, revision) if own == job => Some((*id, item, revision)),
            _ => None,
        });
        let Some((id, item, revision)) = found else {
            return false;
        };
        match made {
            Ok(ReaderMade::Letter(Some(message))) => {
                item.written = Some((revision, message.clone()));
                item.step = Step::Written;
                self.tell_draft(id, DraftState::Saving);
                self.look_for_draft(id);
            }
            Ok(_) => self.draft_refused(id, Problem::new(ProblemKind::Internal)),
            Err(problem) => self.draft_refused(id, problem.clone()),
        }
        true
    }

    // What there is of it.

    /// Looks which messages of a draft there are, once it is known where.
    fn look_for_draft(&mut self, id: DraftId) {
        let Some((mailbox, before)) = self.mailbox_of(SpecialUse::Drafts) else {
            return;
        };
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let is_gone = |place: &Place| !self.account.tree.contains(&place.message.mailbox);
        if item.record.place.as_ref().is_some_and(is_gone) {
            item.record.place = None;
            item.record.strays.clear();
        }
        let place = item.record.place.as_ref();
        let mailbox = place.map_or(mailbox, |place| place.message.mailbox.clone());
        if before.is_some() && place.is_none() {
            // Where there is no mailbox yet there is no draft.
            item.found = None;
            item.record.attempt = None;
            return self.decide_draft(id);
        }
        let (query, validity) = match place {
            Some(place) if !place.is_named => {
                let uids = SearchKey::Uids(UidSet::from_iter([place.message.uid]));
                let query = SearchKey::Or(vec![uids, trace::of_id(&item.record.message_id)]);
                (query, Some(place.message.uid_validity))
            }
            _ => (trace::of_id(&item.record.message_id), None),
        };
        item.step = Step::Looking;
        self.find_for_draft(id, mailbox, query, validity);
    }
    fn find_for_draft(
        &mut self,
        id: DraftId,
        mailbox: MailboxName,
        query: SearchKey,
        validity: Option<UidValidity>,
    ) {
        let mut operation = Operation::new(Kind::Find, mailbox, validity, UidSet::new());
        operation.step = crate::operation::Step::Find(query);
        self.send_for_draft(id, operation);
    }
    fn send_for_draft(&mut self, id: DraftId, mut operation: Operation) {
        operation.errand = Some(Errand::Draft(id));
        self.begin_operation(operation);
    }
    /// Something that was done for a draft has ended.
    pub(crate) fn draft_told(&mut self, id: DraftId, returned: Returned) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        match (item.step, returned) {
            (Step::Looking, Returned::Found(validity, uids)) => {
                self.draft_found(id, validity, uids);
            }
            (Step::Tracing, Returned::Found(validity, uids)) => {
                self.draft_traced(id, validity, &uids);
            }
            (Step::Saving(revision), Returned::Done(place)) => {
                self.draft_saved(id, revision, place);
            }
            (Step::Clearing(is_all), Returned::Done(_)) => {
                item.record.strays.clear();
                self.draft_cleared(id, is_all);
            }
            (_, Returned::Failed(problem)) => self.draft_failed(id, problem),
            _ => {}
        }
    }
    fn draft_found(&mut self, id: DraftId, validity: UidValidity, uids: UidSet) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &item.record;
        let place = record.place.as_ref();
        let is_valid = place.is_none_or(|place| place.message.uid_validity == validity);
        let sizes = [
            record.attempt.map(|(_, size)| size),
            place.filter(|_| !is_valid).map(|place| place.size),
        ];
        let sizes: Vec<u64> = sizes.into_iter().flatten().collect();
        let query = trace::of_sizes(&record.message_id, &sizes);
        let mailbox = place.map(|place| place.message.mailbox.clone());
        item.found = Some((validity, uids));
        let drafts = self.mailbox_of(SpecialUse::Drafts);
        let mailbox = mailbox.or_else(|| drafts.map(|(mailbox, _)| mailbox));
        match (query, mailbox, self.account.drafts.0.get_mut(&id)) {
            (Some(query), Some(mailbox), Some(item)) => {
                item.step = Step::Tracing;
                self.find_for_draft(id, mailbox, query, Some(validity));
            }
            _ => self.draft_traced(id, validity, &UidSet::new()),
        }
    }
    /// It is known by now which messages bear the draft's Message-ID, and which of
    /// them are as long as what was sent and not answered.
    fn draft_traced(&mut self, id: DraftId, validity: UidValidity, attempted: &UidSet) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let Some((_, found)) = item.found.clone() else {
            return;
        };
        let record = &mut item.record;
        let known = record.place.as_ref();
        let known = known.filter(|place| place.message.uid_validity == validity);
        let known = known.map(|place| place.message.uid);
        if record.place.is_some() && known.is_none() {
            record.strays.clear();
        }
        let own: UidSet = attempted
            .iter()
            .chain(known)
            .chain(record.strays.iter().copied())
            .filter(|uid| found.contains(*uid))
            .collect();
        let newest = own.iter().rfind(|uid| !record.strays.contains(uid));
        let was_there = record.place.is_some();
        let is_valid = !was_there || known.is_some();
        // The former message of what was sent and not answered is older than that.
        if let (Some((revision, size)), Some(newest)) = (record.attempt, newest)
            && is_valid
            && attempted.contains(newest)
            && known.is_none_or(|known| newest > known)
        {
            record.saved = revision;
            if let Some(mailbox) = record.place.as_ref().map(|p| p.message.mailbox.clone()) {
                record.place = Some(place(mailbox, validity, newest, size));
            } else if let Some((mailbox, _)) = self.mailbox_of(SpecialUse::Drafts)
                && let Some(item) = self.account.drafts.0.get_mut(&id)
            {
                item.record.place = Some(place(mailbox, validity, newest, size));
            }
        }
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &mut item.record;
        match (newest, &mut record.place) {
            (Some(newest), Some(place)) => {
                place.message.uid = newest;
                place.message.uid_validity = validity;
            }
            (_, place) => *place = None,
        }
        record.attempt = None;
        record.strays = own.iter().filter(|uid| Some(*uid) != newest).collect();
        let is_elsewhere = found.iter().any(|uid| !own.contains(uid));
        let is_gone = was_there && newest.is_none();
        if !record.is_discarded && (is_elsewhere || is_gone) {
            item.was_changed_elsewhere = true;
            // What was removed elsewhere is not saved any more.
            if newest.is_none() && item.record.saved == item.record.revision {
                item.record.saved = item.record.saved.saturating_sub(1);
            }
        }
        if is_elsewhere && !item.record.is_discarded {
            // From here on they are two.
            if let Some(place) = &mut item.record.place {
                place.is_named = false;
            }
            let author = item.record.draft.letter.from.clone();
            item.step = Step::Idle;
            item.written = None;
            item.save_now();
            let message_id = self.next_message_id(&author);
            if let Some(item) = self.account.drafts.0.get_mut(&id) {
                item.record.message_id = message_id;
                item.record.saved = item
                    .record
                    .saved
                    .min(item.record.revision.saturating_sub(1));
            }
            self.keep_record(id);
            return;
        }
        self.decide_draft(id);
    }

    // What is done then.

    /// It is known which messages of it there are.
    fn decide_draft(&mut self, id: DraftId) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &mut item.record;
        if record.is_discarded {
            let place = record.place.as_ref();
            record.strays.extend(place.map(|place| place.message.uid));
            return self.clear_draft(id, true);
        }
        let Some((revision, source)) = &item.written else {
            item.step = Step::Idle;
            return;
        };
        if record.saved >= *revision || !record.strays.is_empty() {
            return self.clear_draft(id, false);
        }
        record.attempt = Some((*revision, source.length()));
        let keep = self.keep_record(id);
        match keep.filter(|_| !self.account.keeping.is_silent()) {
            Some(keep) => {
                if let Some(item) = self.account.drafts.0.get_mut(&id) {
                    item.step = Step::Keeping(keep);
                }
            }
            None => self.send_draft_off(id),
        }
    }
    /// A draft is kept, or can't be.
    pub(crate) fn draft_kept(&mut self, keep: KeepId, is_kept: bool) {
        let mut drafts = self.account.drafts.0.iter();
        let waiting = drafts.find(|(_, item)| item.step == Step::Keeping(keep));
        if let Some((id, _)) = waiting {
            let id = *id;
            self.send_draft_off(id);
        }
        self.tell_whether_kept(is_kept);
    }
    /// The browser does not say what it keeps: drafts are saved all the same.
    pub(crate) fn drafts_go_unkept(&mut self) {
        let items = self.account.drafts.0.values();
        let waiting = items.filter_map(|item| match item.step {
            Step::Keeping(_) => Some(item.record.draft.id),
            _ => None,
        });
        for id in waiting.collect::<Vec<_>>() {
            self.send_draft_off(id);
        }
        self.tell_whether_kept(false);
    }
    /// What the browser keeps counts for all drafts.
    fn tell_whether_kept(&mut self, is_kept: bool) {
        self.keeps(is_kept);
        let (was, is) = match is_kept {
            true => (DraftState::Unkept, DraftState::Local),
            false => (DraftState::Local, DraftState::Unkept),
        };
        let mut changed = Vec::new();
        for item in self.account.drafts.0.values_mut() {
            item.is_unkept = !is_kept;
            if item.told.as_ref() == Some(&was) {
                changed.push(item.record.draft.id);
            }
        }
        for id in changed {
            self.tell_draft(id, is.clone());
        }
    }
    fn send_draft_off(&mut self, id: DraftId) {
        let drafts = self.mailbox_of(SpecialUse::Drafts);
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        if item.record.is_discarded {
            item.step = Step::Idle;
            item.record.attempt = None;
            return;
        }
        let (Some((revision, source)), Some((mailbox, before))) = (item.written.clone(), drafts)
        else {
            item.step = Step::Idle;
            return;
        };
        item.step = Step::Saving(revision);
        let mut flags = Flags::default();
        flags.set(Flag::Draft, true);
        flags.set(Flag::Seen, true);
        let message = NewMessage {
            flags,
            received: None,
            message: source,
        };
        let operation = match &item.record.place {
            Some(place) => {
                let kind = Kind::Replace {
                    by: Box::new(message),
                };
                let at = &place.message;
                let uids = UidSet::from_iter([at.uid]);
                Operation::new(kind, at.mailbox.clone(), Some(at.uid_validity), uids)
            }
            None => {
                let messages = vec![message];
                let kind = Kind::Append { messages };
                let mut operation = Operation::new(kind, mailbox, None, UidSet::new());
                operation.before = before;
                operation.step = operation.first_step();
                operation
            }
        };
        self.send_for_draft(id, operation);
    }
    fn draft_saved(&mut self, id: DraftId, revision: u32, came: Option<(UidValidity, UidSet)>) {
        let drafts = self.mailbox_of(SpecialUse::Drafts);
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &mut item.record;
        record.saved = revision;
        let mailbox = record.place.take().map(|place| place.message.mailbox);
        let mailbox = mailbox.or_else(|| drafts.map(|(mailbox, _)| mailbox));
        let size = item
            .written
            .as_ref()
            .map_or(0, |(_, source)| source.length());
        let came = came.and_then(|(validity, uids)| Some((validity, uids.last()?)));
        if let (Some((validity, uid)), Some(mailbox)) = (came, mailbox) {
            record.place = Some(place(mailbox, validity, uid, size));
            record.attempt = None;
        }
        // Where the server does not tell it, the next look finds it by its length.
        item.tries = 0;
        self.draft_settled(id);
    }
    /// Removes the messages that a draft was before.
    fn clear_draft(&mut self, id: DraftId, is_all: bool) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        let record = &item.record;
        let place = record.place.as_ref();
        let at = place.map(|p| (p.message.mailbox.clone(), p.message.uid_validity));
        let found = item.found.as_ref().map(|(validity, _)| *validity);
        let strays: UidSet = record.strays.iter().copied().collect();
        let drafts = self.mailbox_of(SpecialUse::Drafts);
        let at = at.or_else(|| drafts.map(|(mailbox, _)| mailbox).zip(found));
        match at {
            Some((mailbox, validity)) if !strays.is_empty() => {
                if let Some(item) = self.account.drafts.0.get_mut(&id) {
                    item.step = Step::Clearing(is_all);
                }
                let operation = Operation::new(Kind::Expunge, mailbox, Some(validity), strays);
                self.send_for_draft(id, operation);
            }
            _ => self.draft_cleared(id, is_all),
        }
    }
    fn draft_cleared(&mut self, id: DraftId, is_all: bool) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        // It may have been thrown away while only a part of it was removed.
        if is_all && item.record.is_discarded {
            return self.forget_draft(id);
        }
        item.tries = 0;
        self.draft_settled(id);
    }
    /// Nothing is done for a draft any more, for now.
    fn draft_settled(&mut self, id: DraftId) {
        let now = self.clock.in_browser(self.now);
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        item.step = Step::Idle;
        item.not_before = None;
        let state = match (item.is_saved(), item.was_changed_elsewhere) {
            (true, true) => Some(DraftState::ChangedElsewhere),
            (true, false) => Some(DraftState::Saved(now)),
            (false, _) => None,
        };
        item.was_changed_elsewhere &= state.is_none();
        let is_discarded = item.record.is_discarded;
        self.keep_record(id);
        if let Some(state) = state.filter(|_| !is_discarded) {
            self.tell_draft(id, state);
        }
    }
    /// Something that was to be done for a draft was not, or nobody knows.
    fn draft_failed(&mut self, id: DraftId, problem: Problem) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        if problem.kind == ProblemKind::UidValidityChanged {
            // Its messages have other UIDs now; what has no name can't be found.
            item.record.strays.clear();
            if item.record.place.as_ref().is_some_and(|p| !p.is_named) {
                item.record.place = None;
            }
        }
        match problem.kind {
            // What became of it is found out next, by a look.
            ProblemKind::ConnectionLost
            | ProblemKind::ServerGoodbye
            | ProblemKind::UidValidityChanged
                if item.tries == 0 =>
            {
                item.tries = 1;
                item.step = Step::Idle;
                item.save_now();
            }
            ProblemKind::MailboxUnavailable => {
                // It may have gone, and is made again then.
                self.ask_mailboxes();
                self.draft_refused(id, problem);
            }
            _ => self.draft_refused(id, problem),
        }
    }
    fn draft_refused(&mut self, id: DraftId, problem: Problem) {
        let now = self.now;
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        item.step = Step::Idle;
        let wait = FIRST_WAIT.saturating_mul(1 << item.tries.min(10));
        item.tries = item.tries.saturating_add(1);
        item.not_before = Some(now + wait.min(LONGEST_WAIT));
        item.wants_save = true;
        self.tell_draft(id, DraftState::Refused(problem));
    }
}

fn place(mailbox: MailboxName, uid_validity: UidValidity, uid: Uid, size: u64) -> Place {
    Place {
        message: MessageRef {
            mailbox,
            uid_validity,
            uid,
        },
        size,
        is_named: true,
    }
}

impl Item {
    /// Whether something is being done for it.
    pub(crate) fn is_busy(&self) -> bool {
        self.step != Step::Idle
    }
    /// A draft that is kept from before.
    pub(crate) fn recalled(record: super::Record) -> Self {
        let mut item = Self::new(record);
        item.wants_save = !item.is_saved();
        item
    }
}
