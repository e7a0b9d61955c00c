//! What of writing is kept in the browser: asked for once the login is proven,
//! kept at each step, and wiped at logout.
//!
//! A logout waits until all that was written is on the server. What can't be
//! brought there in time is told, and the person stays logged in.

use crate::compose::{DraftId, Unsaved};
use crate::drafts::{self, Item};
use crate::engine::Engine;
use crate::kept::{KeepId, Recalled, Record, StoreName};
use crate::outbox;
use crate::timers::Timer;
use crate::{Change, Effect, LaterChange, SessionState};
use core::time::Duration;
use mail_model::{FileId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::VecDeque;

/// What a draft's key begins with.
pub(crate) const DRAFTS: &str = "draft/";
/// What a letter's key begins with.
pub(crate) const LETTERS: &str = "letter/";
/// What the key of contacts begins with that are not saved yet.
pub(crate) const CONTACTS: &str = "contacts/";
/// What the key of settings begins with that are not saved yet.
pub(crate) const SETTINGS: &str = "settings/";
/// What the key of a contact begins with that is being changed.
pub(crate) const FORMS: &str = "form/";
/// Of which form a record is: one of another form is left as it is.
const FORM: u8 = 2;
/// What another tab held is asked for so often: it may have been closed.
const ASK_EVERY: Duration = Duration::from_secs(60);
/// A draft that another window is about to let go of is looked for so often, and
/// no more times than that.
const ASK_AGAIN: Duration = Duration::from_millis(300);
const MOST_LOOKS: u32 = 40;
/// What the browser was asked and does not answer for so long is done without it:
/// a disk that hangs, or a private window of a browser that opens no database.
const PATIENCE: Duration = Duration::from_secs(5);
/// A logout waits so long for what is to be saved.
const LEAVE_WITHIN: Duration = Duration::from_secs(8);

/// How it stands with what the browser keeps.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    /// When it was asked for last.
    asked: Option<Timestamp>,
    /// It is here, or it is known that it can't be read now.
    is_recalled: bool,
    /// A look at it is not answered yet: which wish it was.
    looks: Option<KeepId>,
    /// All of it was read once, and files that it does not speak of were swept.
    has_swept: bool,
    /// The wishes that are not answered yet, in their order: the browser is at the
    /// first of them, and has not begun with the others.
    wishes: VecDeque<KeepId>,
    /// Since when nothing was answered.
    waits_since: Timestamp,
    /// Nothing was answered for long.
    is_silent: bool,
    /// What is to be kept is not.
    is_failing: bool,
    /// Drafts that are to be opened once they are here, and how often they were
    /// looked for.
    to_open: Vec<(DraftId, u32)>,
    /// The person wants to log out, and it is waited for what is not saved.
    leaving: Option<Leaving>,
}

#[derive(Clone, Copy, Debug)]
struct Leaving {
    until: Timestamp,
    /// They did so in another tab: nobody is asked here, and nothing is wiped that
    /// is not saved.
    is_elsewhere: bool,
}

impl Keeping {
    /// Opens a draft once it is here.
    pub(crate) fn open_later(&mut self, id: DraftId) {
        self.to_open.push((id, 0));
    }
    /// When what is kept is asked for next.
    fn next_look(&self) -> Option<Timestamp> {
        if self.looks.is_some() {
            return None;
        }
        let awaits = self.is_recalled && !self.to_open.is_empty();
        let pause = if awaits { ASK_AGAIN } else { ASK_EVERY };
        self.asked.map(|asked| asked + pause)
    }
    /// Whether it is known what was kept.
    pub(crate) fn is_recalled(&self) -> bool {
        self.is_recalled
    }
    /// Whether the browser does not keep what is written, or does not say so.
    pub(crate) fn is_failing(&self) -> bool {
        self.is_failing
    }
    /// Whether it is soon known whether the browser keeps what it was given last.
    pub(crate) fn awaits_answer(&self) -> bool {
        !self.wishes.is_empty() && !self.is_silent
    }
    /// Whether the browser is at that wish, so that it may be done any moment.
    pub(crate) fn is_at(&self, id: KeepId) -> bool {
        self.wishes.front() == Some(&id)
    }
    /// Whether nobody waits for what it answers.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_silent
    }
    /// Something is wished of the browser.
    fn wishes(&mut self, id: KeepId, now: Timestamp) {
        if self.wishes.is_empty() {
            self.waits_since = now;
        }
        self.wishes.push_back(id);
    }
    /// The browser answers a wish: in their order.
    fn answers(&mut self, id: KeepId, now: Timestamp) {
        self.is_silent = false;
        self.wishes.retain(|wish| *wish != id);
        self.waits_since = now;
    }
    /// When no answer is waited for any longer.
    fn silent_at(&self) -> Option<Timestamp> {
        self.awaits_answer().then(|| self.waits_since + PATIENCE)
    }
    /// When something is to be done.
    pub(crate) fn due(&self) -> Option<Timestamp> {
        let ask = self.next_look();
        let leave = self.leaving.map(|leaving| leaving.until);
        let silent = self.silent_at();
        [ask, leave, silent].into_iter().flatten().min()
    }
    /// The store that is held, if one is.
    pub(crate) fn has_asked(&self) -> bool {
        self.asked.is_some()
    }
}

impl Engine {
    /// Asks for what the browser keeps, once it is known that the login is right.
    pub(crate) fn want_recall(&mut self) {
        let keeping = &self.account.keeping;
        let is_due = keeping.looks.is_none() && keeping.next_look().is_none_or(|at| at <= self.now);
        if let (true, Some(store)) = (is_due, self.store_name()) {
            self.jobs += 1;
            let id = KeepId(self.jobs);
            let keeping = &mut self.account.keeping;
            keeping.asked = Some(self.now);
            keeping.looks = Some(id);
            keeping.wishes(id, self.now);
            self.effects.push_back(Effect::Recall(store));
        }
    }
    fn store_name(&self) -> Option<StoreName> {
        let login = self.session.proven_login()?;
        Some(StoreName::of(&login.upstream, &login.user))
    }
    /// Has the browser let go of a record, for another tab to take.
    pub(crate) fn let_go(&mut self, key: String) {
        if let Some(store) = self.store_name() {
            self.effects.push_back(Effect::LetGo(store, Some(key)));
        }
    }
    /// Has the browser keep records, all or none.
    pub(crate) fn keep(&mut self, records: Vec<Record>) -> Option<KeepId> {
        let store = self.store_name()?;
        self.jobs += 1;
        let id = KeepId(self.jobs);
        self.account.keeping.wishes(id, self.now);
        self.effects.push_back(Effect::Keep(id, store, records));
        Some(id)
    }
    /// What the browser does not answer is gone on with as if it kept nothing: it
    /// may be that it never does.
    pub(crate) fn mind_silence(&mut self) {
        let silent_at = self.account.keeping.silent_at();
        if silent_at.is_none_or(|at| at > self.now) {
            return;
        }
        self.account.keeping.is_silent = true;
        if !self.account.keeping.is_recalled {
            self.take_up(&[]);
        }
        self.drafts_go_unkept();
        self.letters_go_unkept();
    }
    /// Something is kept now, or can't be.
    pub(crate) fn kept(&mut self, id: KeepId, is_kept: bool) {
        self.account.keeping.answers(id, self.now);
        self.draft_kept(id, is_kept);
        self.letter_kept(id, is_kept);
    }
    /// From now on what is written is kept, or not.
    pub(crate) fn keeps(&mut self, is_kept: bool) {
        self.account.keeping.is_failing = !is_kept;
    }
    /// What the browser has kept.
    pub(crate) fn recalled(&mut self, store: &StoreName, recalled: Recalled) {
        if self.store_name().as_ref() != Some(store) {
            return;
        }
        let keeping = &mut self.account.keeping;
        if let Some(id) = keeping.looks.take() {
            keeping.answers(id, self.now);
        }
        let (records, is_all) = match recalled {
            Recalled::All(records) => (records, true),
            Recalled::Free(records) => (records, false),
            Recalled::Failed => (Vec::new(), false),
        };
        let is_understood = self.take_up(&records);
        // Files of a letter that was not read are somebody's.
        let keeping = &mut self.account.keeping;
        if is_all && is_understood && !core::mem::replace(&mut keeping.has_swept, true) {
            let (drafts, outbox) = (&self.account.drafts, &self.account.outbox);
            let files = drafts.files().chain(outbox.files()).collect();
            self.effects.push_back(Effect::SweepFiles(files));
        }
    }
    /// Goes on with what was kept. Tells whether all of it was understood.
    fn take_up(&mut self, records: &[Record]) -> bool {
        let mut is_understood = true;
        let mut news = Vec::new();
        let mut gone_on = Vec::new();
        for record in records {
            let Some(value) = &record.value else {
                continue;
            };
            if record.key.starts_with(LETTERS) {
                is_understood &= self.letter_recalled(value);
            } else if record.key.starts_with(CONTACTS) {
                self.contacts_recalled(&record.key, value);
            } else if record.key.starts_with(FORMS) {
                self.aside_recalled(&record.key, value);
            } else if record.key.starts_with(SETTINGS) {
                self.settings_recalled(&record.key, value);
            } else if record.key.starts_with(DRAFTS) {
                let Some(record) = unpack::<drafts::Record>(value) else {
                    is_understood = false;
                    continue;
                };
                let id = record.draft.id;
                let drafts = &mut self.account.drafts.0;
                match drafts.get_mut(&id) {
                    None => {
                        news.push(id);
                        drafts.insert(id, Item::recalled(record));
                    }
                    Some(item) if item.awaits_recall() => {
                        item.go_on_from(record);
                        gone_on.push(id);
                    }
                    Some(_) => {}
                }
            }
        }
        let account = &mut self.account;
        for id in &news {
            // A draft is in the outbox only as long as its letter is.
            if let Some(item) = account.drafts.0.get_mut(id)
                && let Some(letter) = item.record.sending
                && !account.outbox.holds(letter)
            {
                item.record.sending = None;
            }
        }
        let offered = news.iter().filter_map(|id| account.drafts.0.get(id));
        let offered = offered.filter(|item| {
            let record = &item.record;
            let is_going_away = record.is_discarded || record.is_closed || record.sending.is_some();
            !is_going_away && !record.is_as_begun()
        });
        let offered: Vec<_> = offered.map(Item::to_kept).collect();
        let is_first = !core::mem::replace(&mut account.keeping.is_recalled, true);
        let awaited = core::mem::take(&mut account.keeping.to_open);
        let (to_open, awaited) = (awaited.into_iter()).partition::<Vec<_>, _>(|(id, looks)| {
            let is_hopeless = *looks >= MOST_LOOKS || account.keeping.is_silent;
            is_hopeless || account.drafts.0.contains_key(id)
        });
        let awaited = awaited.into_iter().map(|(id, looks)| (id, looks + 1));
        account.keeping.to_open = awaited.collect();
        if is_first || !offered.is_empty() {
            self.changes
                .push_back(Change::Later(LaterChange::KeptDrafts(offered)));
        }
        self.keep_early_drafts();
        for draft in gone_on {
            self.keep_record(draft);
        }
        self.tell_outbox();
        for (draft, _) in to_open {
            self.open_kept(draft);
        }
        self.leave_begun_drafts();
        is_understood
    }

    /// Wakes the engine when something of writing is due. What is due already and
    /// was not done waits for something else than a moment.
    pub(crate) fn set_writing_timer(&mut self) {
        let (now, account) = (self.now, &self.account);
        let due = account.drafts.due().chain(account.outbox.due());
        let due = due
            .chain(account.keeping.due())
            .chain(account.composings.due());
        match due.filter(|at| *at > now).min() {
            Some(at) => self.timers.set(Timer::Outbox, at),
            None => self.timers.clear(Timer::Outbox),
        }
    }

    // Leaving.

    /// The person wants to log out.
    pub(crate) fn leave(&mut self, is_elsewhere: bool) {
        for item in self.account.drafts.0.values_mut() {
            if !item.is_saved() {
                item.save_now();
            }
        }
        self.release_letters();
        self.save_settings_now();
        self.save_contacts_now();
        self.account.keeping.leaving = Some(Leaving {
            until: self.now + LEAVE_WITHIN,
            is_elsewhere,
        });
        self.want_leave();
    }
    /// Logs out once all is saved, or it can't be.
    pub(crate) fn want_leave(&mut self) {
        let Some(leaving) = self.account.keeping.leaving else {
            return;
        };
        let drafts = self.account.drafts.0.values();
        let contacts = self.account.contacts.as_ref();
        let unsaved_contacts = contacts.map_or(0, |contacts| contacts.unsaved_count());
        let has_settings = self.account.kept_settings.is_on_its_way();
        let is_quiet = !drafts
            .clone()
            .any(|item| item.is_busy() || item.record.is_discarded);
        // Who leaves elsewhere finds it again.
        let unfinished = contacts.filter(|_| !leaving.is_elsewhere);
        let unfinished = unfinished.and_then(|contacts| contacts.unfinished());
        let mut unsaved = Unsaved {
            drafts: drafts
                .filter(|item| item.is_unsaved())
                .map(Item::to_kept)
                .collect(),
            outgoing: self.outbox_items(),
            contacts: unsaved_contacts,
            settings: has_settings,
            unfinished: None,
        };
        // Nothing that is waited for changes that it would be lost.
        let only_asks = unfinished.is_some() && unsaved.is_nothing();
        unsaved.unfinished = unfinished.map(str::to_owned);
        let is_nothing_lost = unsaved.is_nothing();
        let is_offline = self.session.state() != Some(&SessionState::Online);
        let is_late = is_offline || only_asks || leaving.until <= self.now;
        if is_nothing_lost && (is_quiet || is_late) {
            self.leave_now();
        } else if is_late && leaving.is_elsewhere {
            // What is not saved is there again when the person comes back.
            self.log_out();
        } else if is_late {
            self.account.keeping.leaving = None;
            let what = Change::Later(LaterChange::LogoutWouldLose(Box::new(unsaved)));
            self.changes.push_back(what);
        }
    }
    /// Logs out, and wipes all that the browser keeps for this tab.
    pub(crate) fn leave_now(&mut self) {
        let account = &mut self.account;
        let leaving = account.keeping.leaving;
        let is_elsewhere = leaving.is_some_and(|leaving| leaving.is_elsewhere);
        let drafts = account.drafts.0.keys().map(|id| drafts::forgotten(*id));
        let letters = account.outbox.ids().map(outbox::forgotten);
        let contacts = account
            .contacts
            .iter()
            .flat_map(|contacts| contacts.wiped(is_elsewhere));
        let settings = account.kept_settings.wiped();
        let records = drafts.chain(letters).chain(contacts).chain(settings);
        let records: Vec<Record> = records.collect();
        let files: Vec<FileId> = account
            .drafts
            .files()
            .chain(account.outbox.files())
            .collect();
        self.effects.extend(files.into_iter().map(Effect::DropFile));
        if !records.is_empty() {
            self.keep(records);
        }
        self.log_out();
    }
}

/// A record as it is kept.
pub(crate) fn pack<T: Serialize>(key: String, record: &T) -> Record {
    Record {
        key,
        value: postcard::to_extend(record, vec![FORM]).ok(),
    }
}

/// A record as it was kept; nothing where it was by another program than this.
pub(crate) fn unpack<T: DeserializeOwned>(value: &[u8]) -> Option<T> {
    match value.split_first() {
        Some((&FORM, rest)) => postcard::from_bytes(rest).ok(),
        _ => None,
    }
}
