//! Drafts: in the browser at once, in the mailbox for drafts from time to time.
//!
//! ```text
//!  record   what of a draft the browser keeps
//!  note     what of a draft no letter says, for whoever opens it from its mailbox
//!  saving   how it comes into the mailbox for drafts, and out of it
//! ```
//!
//! Here is what the person wishes. A draft lives from its first word until it is
//! closed and saved, thrown away, or sent.

pub(crate) mod note;
mod record;
mod saving;

pub(crate) use record::{Place, Record, forgotten};

use crate::compose::{ComposeFrom, Draft, DraftId, DraftState, KeptDraft};
use crate::engine::Engine;
use crate::input::JobId;
use crate::kept::KeepId;
use crate::outgoing::OutgoingId;
use crate::{Change, Effect, LaterChange};
use core::time::Duration;
use mail_model::{
    FileId, LetterContent, MailboxName, Map, MessageId, MessageRef, MessageSource, Problem,
    ProblemKind, Timestamp, UidSet, UidValidity,
};

/// So many drafts may be here at once.
const MOST_DRAFTS: usize = 200;
/// A draft is saved so long after it was last changed, and so long after it was
/// first changed at the latest.
const AFTER_REST: Duration = Duration::from_secs(12);
const AT_LATEST: Duration = Duration::from_secs(60);
/// The same where it is large, for all of it is sent each time.
const LARGE: u64 = 1 << 20;
const AFTER_REST_LARGE: Duration = Duration::from_secs(60);
const AT_LATEST_LARGE: Duration = Duration::from_secs(5 * 60);
/// The same where the browser does not keep it.
const AFTER_REST_UNKEPT: Duration = Duration::from_secs(3);
/// What was begun for another window, and nobody wrote at, is kept so long.
const BEGUN_FOR: Duration = Duration::from_secs(60 * 60);

/// All drafts that this tab holds.
#[derive(Debug, Default)]
pub(crate) struct Drafts(pub(crate) Map<DraftId, Item>);

/// A draft, and what is done about it.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) record: Record,
    /// It is shown to be written at.
    is_open: bool,
    /// Another window goes on with it as soon as it is let go of.
    is_parting: bool,
    /// The person wants it saved now.
    wants_save: bool,
    /// The browser does not keep it.
    is_unkept: bool,
    /// The page told of it before it was known what the browser keeps: a worker that
    /// died may have kept it before, and what that says must not be lost.
    awaits_recall: bool,
    step: Step,
    /// The letter as it was written last, and of which revision.
    written: Option<(u32, MessageSource)>,
    /// Its messages that were found, and which of them are known to be its own.
    found: Option<(UidValidity, UidSet)>,
    /// When it was first and last changed since it was saved.
    changed: Option<(Timestamp, Timestamp)>,
    /// How often saving it has failed, and until when it is not tried again.
    tries: u32,
    not_before: Option<Timestamp>,
    /// Somebody else has changed it, and the page does not know yet.
    was_changed_elsewhere: bool,
    /// As the page was told.
    told: Option<DraftState>,
}

/// What is done for a draft at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing.
    Idle,
    /// Its letter is being written, as it was at this revision.
    Writing(JobId, u32),
    /// It is written, and which messages of it there are is not known yet.
    Written,
    /// Its messages are looked for.
    Looking,
    /// Those are looked for that are as long as what was last sent.
    Tracing,
    /// The browser keeps that it is about to be sent.
    Keeping(KeepId),
    /// It is on its way, as it was at this revision.
    Saving(u32),
    /// Messages that it was are being removed; all of them where `true`.
    Clearing(bool),
}

impl Item {
    fn new(record: Record) -> Self {
        Self {
            record,
            is_open: false,
            is_parting: false,
            wants_save: false,
            is_unkept: false,
            awaits_recall: false,
            step: Step::Idle,
            written: None,
            found: None,
            changed: None,
            tries: 0,
            not_before: None,
            was_changed_elsewhere: false,
            told: None,
        }
    }
    /// Whether the mailbox for drafts has it as it stands.
    pub(crate) fn is_saved(&self) -> bool {
        self.record.saved == self.record.revision
    }
    /// Whether nothing but the browser has what it says.
    pub(crate) fn is_unsaved(&self) -> bool {
        !self.is_saved() && !self.record.is_discarded && !self.record.is_going()
    }
    /// Has it saved as soon as may be.
    pub(crate) fn save_now(&mut self) {
        self.wants_save = true;
        self.not_before = None;
    }
    /// Whether it is to go on from what is kept of it.
    pub(crate) fn awaits_recall(&self) -> bool {
        self.awaits_recall
    }
    /// Goes on from what was kept of it: it stays one draft, with one Message-ID and
    /// one place.
    pub(crate) fn go_on_from(&mut self, before: Record) {
        self.awaits_recall = false;
        if before.is_discarded || before.sending.is_some() {
            self.record = before;
            return;
        }
        let is_same = before.draft == self.record.draft;
        let now = core::mem::replace(&mut self.record, before);
        self.record.revision += u32::from(!is_same);
        self.record.draft = now.draft;
        self.record.changed = now.changed;
        self.record.is_closed = now.is_closed;
        self.record.is_discarded = now.is_discarded;
        self.record.sending = now.sending;
    }
    /// As the page speaks of it.
    pub(crate) fn to_kept(&self) -> KeptDraft {
        KeptDraft {
            id: self.record.draft.id,
            subject: self.record.draft.letter.subject.clone(),
            changed: self.record.changed,
        }
    }
    /// When it is to be saved.
    fn due(&self) -> Option<Timestamp> {
        let record = &self.record;
        if self.step != Step::Idle || self.is_parting || self.awaits_recall {
            return None;
        }
        let at = match self.changed {
            _ if record.is_discarded => Timestamp::default(),
            _ if self.is_saved() => return None,
            // What waits to be sent would be lost with the tab.
            _ if record.is_going() && !self.is_unkept => return None,
            Some((first, last)) if !self.wants_save => {
                let is_large = record.files().map(|(_, length)| length).sum::<u64>() > LARGE;
                let (rest, latest) = match (is_large, self.is_unkept) {
                    (true, false) => (AFTER_REST_LARGE, AT_LATEST_LARGE),
                    (false, true) => (AFTER_REST_UNKEPT, AFTER_REST),
                    _ => (AFTER_REST, AT_LATEST),
                };
                (last + rest).min(first + latest)
            }
            _ => Timestamp::default(),
        };
        Some(at.max(self.not_before.unwrap_or_default()))
    }
}

impl Drafts {
    /// When the next of them is to be saved.
    pub(crate) fn due(&self) -> impl Iterator<Item = Timestamp> {
        self.0.values().filter_map(Item::due)
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        let places = self.0.values_mut();
        let places = places.filter_map(|item| item.record.place.as_mut());
        for place in places {
            if let Some(name) = new_name(&place.message.mailbox) {
                place.message.mailbox = name;
            }
        }
    }
    /// The files that they carry.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileId> {
        let files = self.0.values().flat_map(|item| item.record.files());
        files.map(|(file, _)| file)
    }
}

impl Engine {
    // What the person wishes.

    /// A draft stands like this now.
    pub(crate) fn keep_draft(&mut self, draft: Draft) {
        let (now, id) = (self.now, draft.id);
        let changed = self.clock.in_browser(now);
        let message_id = self.next_message_id(&draft.letter.from);
        let awaits_recall = !self.account.keeping.is_recalled();
        let is_unkept = self.account.keeping.is_failing();
        let drafts = &mut self.account.drafts.0;
        if drafts.len() >= MOST_DRAFTS && !drafts.contains_key(&id) {
            let problem = Problem::new(ProblemKind::LimitExceeded);
            return self.tell_draft(id, DraftState::Refused(problem));
        }
        let begin = || Item {
            awaits_recall,
            ..Item::new(Record::new(draft.clone(), message_id))
        };
        let item = drafts.get_or_insert_with(id, begin);
        if item.record.is_discarded || item.record.sending.is_some() {
            return;
        }
        item.is_open = true;
        item.is_unkept = is_unkept;
        item.record.is_closed = false;
        if item.record.revision > 0 && item.record.draft == draft {
            return;
        }
        item.record.draft = draft;
        item.record.changed = changed;
        item.record.revision += 1;
        let first = item.changed.map_or(now, |(first, _)| first);
        item.changed = Some((first, now));
        self.keep_record(id);
        let state = match is_unkept {
            true => DraftState::Unkept,
            false => DraftState::Local,
        };
        self.tell_draft(id, state);
    }
    /// The person wants a draft saved.
    pub(crate) fn save_draft(&mut self, id: DraftId) {
        let now = self.clock.in_browser(self.now);
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        if item.record.is_as_begun() {
            // The person wants it there, such as it is.
            item.record.saved = 0;
        }
        if item.is_saved() && item.step == Step::Idle {
            item.told = None;
            self.tell_draft(id, DraftState::Saved(now));
        } else {
            item.save_now();
        }
    }
    /// Nobody writes at a draft any more.
    pub(crate) fn close_draft(&mut self, id: DraftId) {
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.is_open = false;
            item.record.is_closed = true;
            item.save_now();
            self.keep_record(id);
        }
    }
    /// Another window goes on with a draft.
    pub(crate) fn part_draft(&mut self, draft: Draft) {
        let id = draft.id;
        if !self.account.drafts.0.contains_key(&id) {
            let message_id = self.next_message_id(&draft.letter.from);
            let mut record = Record::begun(draft, message_id);
            record.changed = self.clock.in_browser(self.now);
            self.account.drafts.0.insert(id, Item::new(record));
            self.keep_record(id);
        }
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.is_open = false;
            item.is_parting = true;
        }
    }
    /// What nobody wrote at belongs to the window that was to open for it, or to
    /// nobody any more.
    pub(crate) fn leave_begun_drafts(&mut self) {
        let now = self.clock.in_browser(self.now);
        let begun = self.account.drafts.0.iter();
        let begun: Vec<(DraftId, bool)> = begun
            .filter(|(_, item)| item.record.is_as_begun() && !item.is_open && !item.is_parting)
            .map(|(id, item)| (*id, item.record.changed + BEGUN_FOR <= now))
            .collect();
        for (id, is_old) in begun {
            if is_old {
                self.forget_draft(id);
            } else {
                self.account.drafts.0.remove(&id);
                self.let_go(forgotten(id).key);
            }
        }
    }
    /// Lets go of those drafts that others go on with and nothing is done for. What
    /// the browser does not keep no other window finds: it is closed here.
    pub(crate) fn part_drafts(&mut self) {
        if self.account.keeping.awaits_answer() {
            return;
        }
        if self.account.keeping.is_failing() {
            let parting = self.account.drafts.0.values_mut();
            for item in parting.filter(|item| item.is_parting) {
                item.is_parting = false;
                item.record.is_closed = true;
                item.save_now();
            }
        }
        let drafts = self.account.drafts.0.iter();
        let parting: Vec<DraftId> = drafts
            .filter(|(_, item)| item.is_parting && item.step == Step::Idle && !item.awaits_recall)
            .map(|(id, _)| *id)
            .collect();
        for id in parting {
            self.account.drafts.0.remove(&id);
            self.let_go(forgotten(id).key);
        }
    }
    /// The person throws a draft away.
    pub(crate) fn discard_draft(&mut self, id: DraftId) {
        let Some(item) = self.account.drafts.0.get_mut(&id) else {
            return;
        };
        if item.record.sending.is_none() {
            item.is_open = false;
            item.record.is_discarded = true;
            item.not_before = None;
            self.keep_record(id);
        }
    }
    /// A message of a mailbox was opened to be written on: what is kept of the
    /// draft takes its place. Without a Message-ID of its own it is known by its UID.
    pub(crate) fn adopt_draft(
        &mut self,
        draft: &Draft,
        message: MessageRef,
        message_id: Option<MessageId>,
        size: u64,
    ) {
        let id = draft.id;
        let is_named = message_id.is_some();
        let message_id = message_id.unwrap_or_else(|| self.next_message_id(&draft.letter.from));
        let mut record = Record::new(draft.clone(), message_id);
        record.place = Some(Place {
            message,
            size,
            is_named,
        });
        record.changed = self.clock.in_browser(self.now);
        (record.revision, record.saved) = (1, 1);
        let mut item = Item::new(record);
        item.is_open = true;
        self.account.drafts.0.get_or_insert_with(id, || item);
    }
    /// Opens a draft that this tab holds; `false` where it holds none such.
    pub(crate) fn compose_kept(&mut self, id: DraftId, from: &ComposeFrom) -> bool {
        match from {
            ComposeFrom::Kept if self.account.drafts.0.contains_key(&id) => self.open_kept(id),
            // It is not known yet, or another window is about to let go of it.
            ComposeFrom::Kept => self.account.keeping.open_later(id),
            ComposeFrom::Draft(message) => {
                let here = self.account.drafts.0.values().find(|item| {
                    let place = item.record.place.as_ref();
                    !item.record.is_discarded && place.is_some_and(|p| p.message == *message)
                });
                let Some(here) = here else {
                    return false;
                };
                let known = here.record.draft.id;
                if !here.is_open && here.step == Step::Idle && here.record.sending.is_none() {
                    self.rename_draft(known, id);
                    self.open_kept(id);
                } else {
                    self.open_kept(known);
                }
            }
            _ => return false,
        }
        true
    }
    /// Shows a draft that is kept.
    pub(crate) fn open_kept(&mut self, id: DraftId) {
        let item = self.account.drafts.0.get_mut(&id);
        let item = item.filter(|i| !i.record.is_discarded && i.record.sending.is_none());
        let Some(item) = item else {
            let problem = Problem::new(ProblemKind::MessageGone);
            return self
                .changes
                .push_back(Change::Later(LaterChange::ComposeFailed {
                    draft: id,
                    problem,
                }));
        };
        item.is_open = true;
        // Whoever opens it here again before it was let go of keeps it.
        item.is_parting = false;
        item.record.is_closed = false;
        let (draft, state) = (item.record.draft.clone(), item.told.clone());
        self.changes
            .push_back(Change::Later(LaterChange::Composing(Box::new(draft))));
        if let Some(state) = state {
            self.changes
                .push_back(Change::Later(LaterChange::DraftState { draft: id, state }));
        }
    }
    fn rename_draft(&mut self, from: DraftId, to: DraftId) {
        let drafts = &mut self.account.drafts.0;
        if from == to || drafts.contains_key(&to) {
            return;
        }
        if let Some(mut item) = drafts.remove(&from) {
            item.record.draft.id = to;
            let record = item.record.pack();
            drafts.insert(to, item);
            self.keep(vec![forgotten(from), record]);
        }
    }

    // What sending does to them.

    /// A draft goes out, or with `None` comes back.
    pub(crate) fn draft_sent_by(&mut self, id: DraftId, by: Option<OutgoingId>) {
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.record.sending = by;
            item.record.has_failed = false;
            item.is_open = false;
        }
    }
    /// A draft was sent, and is not needed any more.
    pub(crate) fn draft_was_sent(&mut self, id: DraftId) {
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.record.sending = None;
            item.record.is_discarded = true;
            item.not_before = None;
        }
    }
    /// Sending a draft failed: others find it among the drafts until it is corrected.
    pub(crate) fn draft_failed_to_go(&mut self, id: DraftId) {
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.record.has_failed = true;
            item.save_now();
        }
    }
    /// A letter was forgotten: its draft stays one, where others find it.
    pub(crate) fn draft_stays(&mut self, id: DraftId) {
        if let Some(item) = self.account.drafts.0.get_mut(&id) {
            item.record.sending = None;
            item.record.is_closed = true;
            item.save_now();
        }
    }

    // Keeping and telling.

    /// Has the browser keep a draft as it is now.
    pub(crate) fn keep_record(&mut self, id: DraftId) -> Option<KeepId> {
        let item = self.account.drafts.0.get(&id)?;
        if item.awaits_recall {
            return None;
        }
        let record = item.record.pack();
        self.keep(vec![record])
    }
    /// All that was kept is known: what the page told of before is kept now.
    pub(crate) fn keep_early_drafts(&mut self) {
        let mut early = Vec::new();
        for item in self.account.drafts.0.values_mut() {
            if core::mem::take(&mut item.awaits_recall) {
                early.push(item.record.draft.id);
            }
        }
        for id in early {
            self.keep_record(id);
        }
    }
    /// A draft is no more, or is the server's alone.
    fn forget_draft(&mut self, id: DraftId) {
        if let Some(item) = self.account.drafts.0.remove(&id) {
            self.keep(vec![forgotten(id)]);
            self.drop_files(item.record.files().map(|(file, _)| file).collect());
        }
    }
    /// Nobody needs these files for this any more.
    pub(crate) fn drop_files(&mut self, files: Vec<FileId>) {
        let account = &self.account;
        let needed: Vec<FileId> = account
            .drafts
            .files()
            .chain(account.outbox.files())
            .collect();
        let dropped = files.into_iter().filter(|file| !needed.contains(file));
        self.effects.extend(dropped.map(Effect::DropFile));
    }
    fn tell_draft(&mut self, draft: DraftId, state: DraftState) {
        if let Some(item) = self.account.drafts.0.get_mut(&draft) {
            if item.told.as_ref() == Some(&state) {
                return;
            }
            item.told = Some(state.clone());
        }
        self.changes
            .push_back(Change::Later(LaterChange::DraftState { draft, state }));
    }
}

/// The files of what a letter says.
pub(crate) fn files_of(content: &LetterContent) -> impl Iterator<Item = (FileId, u64)> {
    let (composed, resent) = match content {
        LetterContent::Composed(composed) => (composed.files.as_slice(), None),
        LetterContent::Resent(file) => ([].as_slice(), Some(file)),
        _ => ([].as_slice(), None),
    };
    let files = composed.iter().chain(resent);
    files.map(|file| (file.file, file.length))
}
