//! What the person has set, in the account: read once the inbox is shown, and
//! written when it has changed.
//!
//! ```text
//!  Rest ─► Annotation ─────────────┐                     read
//!   │  ▲   Search ─► Fetch … ──────┤
//!   │  │                           ▼
//!   │  └── Sweep ◄── the same? ── merged ── not the same? ─► written, and read again
//!   ▼
//!  later, where it was refused
//! ```
//!
//! It lies in an annotation (RFC 5464), or, where the server keeps none, as a
//! message in a mailbox of ours; where that mailbox is, it counts. Nothing is
//! written that was not read before, and what was written is read again: then
//! it is known that it is there, also where the answer was lost, and what another
//! machine wrote at the same time is merged. A message says which was the newest that
//! its writer had read. Of several messages the newest wins where both say something;
//! those that were read and are not the newest are
//! removed only when all they say is in the newest.

mod agreed;
mod answers;

use super::merge::merged;
use super::{Ruling, Settings, SettingsState, identity, message};
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::list::{MessageList, Sync};
use crate::pool::{Carrier, Job};
use crate::preferences::Preferences;
use crate::shelf::Shelf;
use crate::timers::Timer;
use crate::tree::SETTINGS;
use crate::{Change, LaterChange};
use core::time::Duration;
use imap_client::{NewMessage, Priority, Request, RequestId};
use mail_model::{
    Flag, Flags, Identity, MailboxName, Map, Problem, ProblemKind, Section, SpecialUse, Timestamp,
    Uid, UidNext, UidSet, UidValidity,
};
use std::collections::VecDeque;

/// A page that has not heard so many does not say what it hears.
const MOST_UNHEARD: usize = 16;
/// The annotation: the person's own, of the account, by us (RFC 5464 §6.2.1).
const ENTRY: &str = "/private/vendor/vendor.porthole/settings";
/// The inbox has been shown for so long before anything is asked.
const READ_AFTER: Duration = Duration::from_secs(1);
/// What is set one after the other is written as one.
pub(super) const WRITE_AFTER: Duration = Duration::from_secs(1);
/// What two machines at once may have caused, or a server that is busy, is tried
/// again after so long, then after twice as long, so often, before the person is told.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);
const MOST_QUIET_TRIES: u32 = 3;
/// What was refused is tried again after so long, then after twice as long.
const RETRY_AFTER: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(30 * 60);
/// So many messages are read; where there are more, the newest.
const MOST_MESSAGES: usize = 16;
/// So often it is written in a row; other machines may write as often.
const MOST_ROUNDS: u32 = 8;
/// A message longer than this is none of settings.
const LONGEST_MESSAGE: usize = 4 * 1024 * 1024;

/// How the account's settings stand.
#[derive(Debug, Default)]
pub(crate) struct KeptSettings {
    /// The page was told what holds.
    is_told: bool,
    /// What is in the account was read, so that something may be written.
    pub(super) is_read: bool,
    /// Something else may be there by now.
    is_doubtful: bool,
    /// What the account had when it was read last.
    text: String,
    /// What is set for all.
    pub(super) ruling: Ruling,
    /// What held before the person changed what the account does not have yet.
    pub(super) before: Option<Settings>,
    /// Where the browser keeps what the account does not have, and what it keeps:
    /// what held before, and what was set.
    pub(super) shelf: Shelf,
    pub(super) in_browser: Option<(Settings, Settings)>,
    /// What was written last, and held then: not read again yet.
    written: Option<(String, Settings)>,
    /// What the page shows, once it has said that it hears what it is told.
    at_page: Option<Settings>,
    /// What it was told and has not heard yet, the latest last.
    unheard: VecDeque<Settings>,
    /// The identity that nobody has set.
    made: Option<Identity>,
    step: Step,
    request: Option<RequestId>,
    /// Nothing is asked before.
    pub(super) not_before: Option<Timestamp>,
    pub(super) tries: u32,
    /// So often it was refused in a row without that the person was told.
    quiet_tries: u32,
    rounds: u32,
    /// The server takes no annotation of ours.
    has_no_annotations: bool,
    /// The connection over which the annotation was read last.
    read_over: Option<ConnectionId>,
    mailbox: Option<MailboxName>,
    uid_validity: Option<UidValidity>,
    /// What the messages say, by their UIDs; `None` of those that are not ours.
    messages: Map<Uid, Option<message::Said>>,
    /// What all of them said together when that of this Message-ID was the newest.
    past: Vec<(String, String)>,
    found: Vec<Uid>,
    coming: Vec<u8>,
    /// All messages below it were looked at.
    seen: Option<UidNext>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Rest,
    /// The annotation is asked for.
    Annotation,
    /// It is written.
    Annotate(String),
    /// The mailbox is searched.
    Search,
    /// These are read, the first now.
    Fetch(Vec<Uid>),
    /// The mailbox is made, to write this.
    Make(String),
    /// It is written.
    Append(String),
    /// What is said elsewhere is removed.
    Sweep(UidSet),
}

impl KeptSettings {
    /// A connection is gone: what was asked on it is asked again, and what was
    /// written may be there.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        if self
            .request
            .is_some_and(|request| connection.carries(request))
        {
            self.request = None;
            self.start_again();
        }
    }
    /// Something else may be there by now. Of a mailbox its counts tell; an
    /// annotation is read again.
    pub(crate) fn doubt(&mut self) {
        self.read_over = None;
    }
    /// Whether the page was told what holds.
    pub(crate) fn is_told(&self) -> bool {
        self.is_told
    }
    /// Somebody waits for them.
    pub(crate) fn hurry(&mut self, now: Timestamp) {
        if self.tries == 0 {
            self.not_before = Some(self.not_before.map_or(now, |at| at.min(now)));
        }
    }
    fn start_again(&mut self) {
        self.step = Step::Rest;
        self.is_doubtful = true;
        self.coming = Vec::new();
    }
    pub(super) fn wait_until(&mut self, at: Timestamp) {
        self.not_before = Some(self.not_before.map_or(at, |before| before.max(at)));
    }
}

impl Engine {
    // Wishes.

    /// The page has heard what it was told; what it sends from now on is based on that.
    pub(crate) fn settings_heard(&mut self) {
        let kept = &mut self.account.kept_settings;
        if let Some(heard) = kept.unheard.pop_front() {
            kept.at_page = Some(heard);
        }
    }
    /// The person has set something on the page. If that was told something else just
    /// then, it has changed what it showed before: the change alone is taken, and the
    /// page told what became of both.
    pub(crate) fn keep_settings_of_page(&mut self, settings: Settings) {
        let kept = &mut self.account.kept_settings;
        let shown = kept.at_page.as_mut();
        let before = shown.map(|shown| core::mem::replace(shown, settings.clone()));
        match before.filter(|_| !kept.unheard.is_empty()) {
            None => self.keep_settings(settings),
            Some(before) => {
                let ours = self.account.settings.to_text();
                let both = merged(&before.to_text(), &settings.to_text(), &ours);
                self.keep_settings(Settings::from_text(&both));
                self.tell_settings();
            }
        }
    }
    /// The person has set something. It holds at once.
    pub(crate) fn keep_settings(&mut self, mut settings: Settings) {
        let is_forced = self.account.kept_settings.ruling.force(&mut settings);
        self.keep_ruled(settings);
        if is_forced {
            self.tell_settings();
        }
    }
    fn keep_ruled(&mut self, settings: Settings) {
        if settings.is_too_much() {
            let problem = Problem::new(ProblemKind::LimitExceeded);
            self.tell_settings_state(SettingsState::Refused(problem));
            return self.tell_settings();
        }
        let before = self.account.settings.clone();
        if settings == before {
            return;
        }
        let at = self.now + WRITE_AFTER;
        let kept = &mut self.account.kept_settings;
        let before = kept.before.get_or_insert(before);
        // Beside one that the person adds, the one that nobody has set is theirs too:
        // the account does not have it, and would not get what did not change.
        if settings.identities.len() > 1 {
            let made = kept.made.as_ref();
            before.identities.retain(|one| Some(one) != made);
        }
        (kept.not_before, kept.tries, kept.rounds) = (Some(at), 0, 0);
        kept.quiet_tries = 0;
        self.hold(settings);
        self.tell_settings_state(SettingsState::Keeping);
    }
    /// The person reads otherwise, and was not told yet what else is set; or the
    /// engine itself prefers otherwise, since a mailbox has another name.
    pub(crate) fn prefer_from_now_on(&mut self, preferences: Preferences) {
        let mut settings = self.account.settings.clone();
        settings.preferences = preferences;
        self.keep_settings(settings);
        if self.account.kept_settings.is_told {
            self.tell_settings();
        }
    }
    /// What is set for all is known: it counts from now on.
    pub(crate) fn rule(&mut self, ruling: Ruling) {
        let kept = &mut self.account.kept_settings;
        kept.ruling = ruling;
        let mut settings = match &kept.before {
            Some(_) => self.account.settings.clone(),
            None => Settings::from_text(&kept.ruling.over(&kept.text)),
        };
        kept.ruling.force(&mut settings);
        match kept.is_told {
            true => self.settle_on(settings),
            false => self.hold(settings),
        }
    }
    /// The account's own domains are known.
    pub(crate) fn know_domains(&mut self, domains: Vec<String>) {
        self.account.domains = domains;
        let (kept, settings) = (&self.account.kept_settings, &self.account.settings);
        let is_made = kept.made.as_ref() == settings.identities.first();
        if kept.is_told && kept.before.is_none() && settings.identities.len() <= 1 && is_made {
            let mut settings = settings.clone();
            settings.identities.clear();
            self.settle_on(settings);
        }
    }
    pub(super) fn hold(&mut self, settings: Settings) {
        if settings.preferences != self.account.settings.preferences {
            self.prefer(settings.preferences.clone());
        }
        self.account.settings = settings;
    }
    /// What holds by what was read.
    fn settle_on(&mut self, mut settings: Settings) {
        if settings.identities.is_empty() {
            let made = self.made_identity();
            settings.identities.extend(made.clone());
            self.account.kept_settings.made = made;
        }
        let is_news = settings != self.account.settings;
        self.hold(settings);
        if is_news || !self.account.kept_settings.is_told {
            self.tell_settings();
        }
    }
    /// Where the person has said nothing of it, they write as who they log in as.
    fn made_identity(&self) -> Option<Identity> {
        let rows = |list: &MessageList| -> Vec<_> {
            let uids = list.kept_uids();
            let rows = uids.iter().filter_map(|uid| list.row(uid));
            rows.flat_map(|row| row.summary.to.clone()).collect()
        };
        let recipients = self.account.list.as_ref().map(rows).unwrap_or_default();
        let user = self.session.user();
        identity::made(user, &self.account.domains, recipients.iter())
    }
    pub(super) fn tell_settings(&mut self) {
        let settings = Box::new(self.account.settings.clone());
        let kept = &mut self.account.kept_settings;
        kept.is_told = true;
        kept.unheard.push_back(Settings::clone(&settings));
        if kept.unheard.len() > MOST_UNHEARD {
            kept.unheard.pop_front();
        }
        self.changes
            .push_back(Change::Later(LaterChange::Settings(settings)));
    }
    pub(super) fn tell_settings_state(&mut self, state: SettingsState) {
        self.changes
            .push_back(Change::Later(LaterChange::SettingsState(state)));
    }

    /// Something else may be there by now.
    pub(crate) fn look_at_settings(&mut self) {
        let now = self.now;
        let kept = &mut self.account.kept_settings;
        kept.doubt();
        kept.is_doubtful = true;
        kept.hurry(now);
        if kept.mailbox.is_none() {
            // It may have come with what was written.
            self.ask_mailboxes();
        }
    }

    // What is wanted of the server.

    /// Asks for what comes next, behind the inbox.
    pub(crate) fn want_settings(&mut self) {
        let list = self.account.list.as_ref();
        let is_refused = self.account.is_list_refused;
        let is_shown = list.is_none_or(|list| is_refused || list.sync() == Sync::Live);
        let kept = &mut self.account.kept_settings;
        if !is_shown || self.account.tree.is_empty() || kept.request.is_some() {
            return;
        }
        let at = *kept.not_before.get_or_insert(self.now + READ_AFTER);
        if at > self.now {
            return self.timers.set(Timer::Settings, at);
        }
        if kept.step == Step::Rest {
            self.begin_reading();
        }
        self.advance_settings();
        let at = self.account.kept_settings.not_before;
        if let Some(at) = at.filter(|at| *at > self.now) {
            self.timers.set(Timer::Settings, at);
        }
    }
    fn begin_reading(&mut self) {
        let link = self.link.as_ref().map(|link| link.id);
        let kept = &mut self.account.kept_settings;
        if let Some(there) = self.account.tree.own(SETTINGS) {
            let next = self.account.tree.counts(there).and_then(|c| c.uid_next);
            kept.is_doubtful |= next > kept.seen;
            kept.mailbox = Some(there.clone());
        }
        let is_other = kept.read_over != link;
        let is_annotated = kept.mailbox.is_none()
            && !kept.has_no_annotations
            && (self.has("METADATA") || self.has("METADATA-SERVER"));
        let kept = &mut self.account.kept_settings;
        let is_wanted =
            !kept.is_read || kept.is_doubtful || kept.before.is_some() || is_annotated && is_other;
        if !is_wanted {
            return;
        }
        kept.is_doubtful = false;
        match &kept.mailbox {
            Some(_) => kept.step = Step::Search,
            None if is_annotated => kept.step = Step::Annotation,
            // It has nothing.
            None => self.settings_read(None),
        }
    }
    fn advance_settings(&mut self) {
        let kept = &self.account.kept_settings;
        let mailbox = kept.mailbox.clone();
        // A request, and whether it is about what lies in the mailbox.
        let (request, is_within) = match &kept.step {
            Step::Rest => return,
            Step::Annotation => (
                Request::FetchMetadata {
                    mailbox: None,
                    entries: vec![ENTRY.to_owned()],
                },
                false,
            ),
            Step::Annotate(text) => (
                Request::SetMetadata {
                    mailbox: None,
                    entries: vec![(ENTRY.to_owned(), Some(text.clone().into_bytes()))],
                },
                false,
            ),
            Step::Make(_) => (
                Request::CreateMailbox {
                    mailbox: self.account.tree.name_at_top(SETTINGS),
                    special_use: None,
                    subscribes: false,
                },
                false,
            ),
            Step::Append(text) => {
                let now = self.clock.in_browser(self.now);
                let after = kept.newest().and_then(|newest| newest.id.clone());
                let name = self.names.next();
                let bytes = message::written(text, now, name, after.as_deref());
                let mut flags = Flags::default();
                flags.set(Flag::Seen, true);
                let messages = vec![NewMessage {
                    flags,
                    received: None,
                    message: bytes.into(),
                }];
                let Some(mailbox) = mailbox.clone() else {
                    return;
                };
                (Request::Append { mailbox, messages }, false)
            }
            Step::Search => (Request::Search(message::query()), true),
            Step::Fetch(uids) => {
                let Some(uid) = uids.first().copied() else {
                    return;
                };
                let section = Section::Whole;
                let (size, from, may_decode) = (None, 0, false);
                let fetch = Request::FetchSection {
                    uid,
                    section,
                    size,
                    from,
                    may_decode,
                };
                (fetch, true)
            }
            Step::Sweep(uids) => {
                let uids = uids.clone();
                // There what is removed from a mailbox stays among all mail.
                let is_gmail = self.has("X-GM-EXT-1");
                let trash = self.account.tree.special(SpecialUse::Trash);
                match trash.filter(|_| is_gmail).cloned() {
                    Some(to) => (Request::Move { uids, to }, true),
                    None => (Request::Expunge(uids), true),
                }
            }
        };
        let is_search = kept.step == Step::Search;
        let validity = kept.uid_validity.filter(|_| !is_search);
        let mailbox = mailbox.filter(|_| is_within);
        let connection = match self.carrier(Job::Short, mailbox.as_ref(), validity) {
            Carrier::Ready(connection) => connection,
            Carrier::Later => return,
            Carrier::Gone(problem) if problem.kind == ProblemKind::UidValidityChanged => {
                let at = self.now + WRITE_AFTER;
                let kept = &mut self.account.kept_settings;
                kept.start_again();
                return kept.wait_until(at);
            }
            Carrier::Gone(problem) => return self.settings_failed(problem),
        };
        let (purpose, priority) = (Purpose::Settings, Priority::Background);
        if is_search {
            // A server may search what it last told of the mailbox alone.
            self.submit_on(connection, Request::Noop, priority, Purpose::Noop);
            let mut links = self.links();
            let link = links.find(|link| link.id == connection);
            let validity = link.and_then(|link| link.uid_validity());
            drop(links);
            let kept = &mut self.account.kept_settings;
            if kept.uid_validity != validity {
                kept.messages.clear();
                kept.seen = None;
            }
            kept.uid_validity = validity;
        }
        let request = self.submit_on(connection, request, priority, purpose);
        self.account.kept_settings.request = request;
    }
}
