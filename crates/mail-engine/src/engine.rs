use crate::account::Account;
use crate::backoff::Backoff;
use crate::clock::Clock;
use crate::later::{Later, Told};
use crate::link::Link;
use crate::list::{MessageList, Sync};
use crate::operations::shares::is_share;
use crate::pool::Pool;
use crate::random::Random;
use crate::session::Session;
use crate::timers::{Timer, Timers};
use crate::{Change, ConnectionId, Effect, Input, JobId, LaterChange};
use mail_model::{Map, Problem, Timestamp};
use mime_message::CharsetDecoder;
use std::collections::VecDeque;

/// Each round answers what the round before brought about; a person's click
/// takes two or three. A bound all the same, so that nothing spins for ever.
const MOST_ROUNDS: usize = 100;

/// Compares two names as a language orders them.
pub type Collate = fn(&str, &str) -> core::cmp::Ordering;

/// What an engine is told once.
pub struct EngineConfig {
    /// Decodes charsets.
    pub charsets: Box<dyn CharsetDecoder>,
    /// The program's version, for ID.
    pub version: String,
    /// Seeds what must look random (backoff jitter).
    pub seed: u64,
    /// What must be unforeseeable comes from here (a mechanism's nonce); all zero
    /// where there is no such source, and then nothing that needs it is done.
    pub entropy: [u8; 16],
    /// Normalisation form KC of a text, where the shell has it
    /// ([`imap_client::ConnectionConfig::normalise`]).
    pub normalise: Option<imap_client::Normalise>,
    /// In which order two names stand in the person's language, where the shell knows.
    pub collate: Option<Collate>,
    /// So many connections at most, at least 1: servers allow few for a person
    /// and address, and behind one proxy all persons have one address.
    pub connection_limit: usize,
    /// What no list of messages needs; `None` where [`Input::Later`] brings it.
    pub later: Option<Later>,
}

/// One account.
pub struct Engine {
    pub(crate) charsets: Box<dyn CharsetDecoder>,
    pub(crate) version: String,
    pub(crate) entropy: [u8; 16],
    pub(crate) normalise: Option<imap_client::Normalise>,
    pub(crate) collate: Option<Collate>,
    pub(crate) backoff: Backoff,
    /// What makes names of ours differ from all others.
    pub(crate) names: Random,
    /// The time of the last input, by the engine's clock.
    pub(crate) now: Timestamp,
    pub(crate) clock: Clock,
    pub(crate) timers: Timers,
    pub(crate) effects: VecDeque<Effect>,
    pub(crate) changes: VecDeque<Change>,
    /// So many of the changes are as the page is to see them; the others have
    /// still to pass the veil.
    veiled: usize,
    /// The connection that serves the session.
    pub(crate) link: Option<Link>,
    /// The connections beside it.
    pub(crate) pool: Pool,
    pub(crate) session: Session,
    pub(crate) account: Account,
    /// How many connections there were.
    pub(crate) connections: u32,
    /// How many lists there were.
    pub(crate) lists: u32,
    /// How many jobs there were.
    pub(crate) jobs: u32,
    /// The page's questions, by the jobs that answer them.
    pub(crate) preparing: Map<u32, u32>,
    /// Stretches of files that are being read, and on which connections they go out.
    readings: Vec<(JobId, ConnectionId)>,
    /// The code that may come later, once it is here.
    pub(crate) later: Option<Later>,
}

impl Engine {
    /// An engine nobody is logged in to.
    pub fn new(config: EngineConfig) -> Self {
        Self {
            charsets: config.charsets,
            version: config.version,
            entropy: config.entropy,
            normalise: config.normalise,
            collate: config.collate,
            backoff: Backoff::new(config.seed),
            names: Random::new(config.seed ^ 2),
            pool: Pool::new(config.connection_limit, config.seed ^ 1),
            now: Timestamp::default(),
            clock: Clock::default(),
            timers: Timers::default(),
            effects: VecDeque::new(),
            changes: VecDeque::new(),
            veiled: 0,
            link: None,
            session: Session::default(),
            account: Account::default(),
            connections: 0,
            lists: 0,
            jobs: 0,
            preparing: Map::new(),
            readings: Vec::new(),
            later: config.later,
        }
    }
    /// A fact or a wish; drain [`Self::poll_effect`] and [`Self::poll_change`] afterwards.
    pub fn handle(&mut self, input: Input, now: Timestamp) {
        let now = self.clock.hear(now);
        self.now = now;
        match input {
            Input::Action(action) => self.act(action),
            Input::Restore { session, place } => self.restore(*session, place),
            Input::Connected(id) => self.connected(id),
            Input::Received(id, bytes) => {
                for link in self.links().filter(|link| link.id == id) {
                    link.handle_input(&bytes, now);
                }
            }
            Input::Closed(id, reason) => self.transport_closed(id, reason),
            Input::Timeout => self.timeout(),
            Input::Online => self.browser_online(),
            Input::Offline => self.browser_offline(),
            Input::Woke => self.woke(),
            Input::Performed(id, made) => self.tell_later(Told::Performed(id, made)),
            Input::Submission(id, news) => self.tell_later(Told::Submission(id, news)),
            Input::FileRead(job, read) => self.file_read(job, read),
            Input::FileKept(file, kept) => {
                if let Err(problem) = kept.clone() {
                    self.changes
                        .push_back(Change::Later(LaterChange::FileNotKept { file, problem }));
                }
                self.tell_later(Told::FileKept(file, kept));
            }
            Input::Later(later) => self.complete(later),
            Input::Kept(id, is_kept) => self.tell_later(Told::Kept(id, is_kept)),
            Input::Recalled(store, recalled) => self.tell_later(Told::Recalled(store, recalled)),
            Input::LeftElsewhere if self.later.is_some() => self.tell_later(Told::LeftElsewhere),
            Input::LeftElsewhere => self.log_out(),
        }
        self.settle();
    }
    /// What the browser must do next.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }
    /// What the person must see next.
    pub fn poll_change(&mut self) -> Option<Change> {
        self.veiled = self.veiled.saturating_sub(1);
        self.changes.pop_front()
    }
    /// When to hand in [`Input::Timeout`].
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        let link = self.link.as_ref().and_then(Link::poll_timeout);
        [link, self.pool.poll_timeout(), self.timers.next()]
            .into_iter()
            .flatten()
            .min()
            .map(|at| self.clock.in_browser(at))
    }

    /// Hears what the connection has to tell, asks for what is wanted then, and
    /// again until both are quiet; then tells the page what has changed.
    fn settle(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let mut is_quiet = true;
            while let Some(event) = self.link.as_mut().and_then(Link::poll_event) {
                self.hear(event);
                is_quiet = false;
            }
            is_quiet &= self.attend_workers();
            self.see_off();
            self.change_view(MessageList::put_back);
            self.draw_veil();
            is_quiet &= !self.reconcile();
            is_quiet &= !self.transmit();
            if is_quiet {
                break;
            }
        }
        self.note_idle();
        self.tell();
        self.tell_later(Told::Settled);
        self.veiled = self.changes.len();
    }
    /// Lets what is new among the changes pass the veil, and draws it over what is
    /// on its way out of the open mailbox.
    pub(crate) fn draw_veil(&mut self) {
        let fresh: Vec<Change> = self.changes.drain(self.veiled..).collect();
        for change in fresh {
            if let Change::Later(LaterChange::Operation { operation, state }) = &change
                && is_share(*operation)
            {
                self.tell_later(Told::Share(*operation, state.clone()));
                continue;
            }
            let of = match &change {
                Change::ListOpened { list, .. }
                | Change::ListSpliced { list, .. }
                | Change::Rows { list, .. }
                | Change::Threads { list, .. } => Some(*list),
                _ => None,
            };
            let swept = self.account.sweep.as_ref().map(|sweep| sweep.list);
            let open = self.account.list.as_mut();
            match (of, open.filter(|open| Some(open.id) == of)) {
                (Some(_), _) if of == swept => self.changes.push_back(change),
                // Beneath what was found elsewhere nobody sees it.
                (Some(_), Some(open)) if swept.is_some() => {
                    open.veiled(change, &mut VecDeque::new());
                }
                (Some(_), Some(open)) => open.veiled(change, &mut self.changes),
                // Another list begins behind it.
                (Some(_), None) => {}
                (None, _) => self.changes.push_back(change),
            }
        }
        if let Some(open) = &mut self.account.list {
            if open.sync() == Sync::Live {
                self.account.overlay.forget_settled(&open.mailbox);
            }
            match self.account.sweep {
                Some(_) => open.draw_veil(&self.account.overlay, &mut VecDeque::new()),
                None => open.draw_veil(&self.account.overlay, &mut self.changes),
            }
        }
        self.veiled = self.changes.len();
    }
    fn transmit(&mut self) -> bool {
        let (mut writes, mut needs) = (Vec::new(), Vec::new());
        for link in self.links() {
            let mut write = Vec::new();
            while let Some(bytes) = link.poll_transmit() {
                // A large message comes alone, and is not copied.
                if write.is_empty() {
                    write = bytes;
                } else {
                    write.extend(bytes);
                }
            }
            if !write.is_empty() {
                writes.push(Effect::Send(link.id, write));
            }
            needs.extend(link.poll_need().map(|slice| (link.id, slice)));
        }
        let has_written = !writes.is_empty();
        self.effects.extend(writes);
        for (id, slice) in needs {
            self.jobs += 1;
            let job = JobId(self.jobs);
            self.readings.push((job, id));
            self.effects.push_back(Effect::ReadFile {
                job,
                slice,
                paced_by: Some(id),
            });
        }
        has_written
    }
    /// A stretch of a file was read, for a message on its way or for what is
    /// loaded later.
    fn file_read(&mut self, job: JobId, read: Result<Vec<u8>, Problem>) {
        let asked = self.readings.iter().position(|(asked, _)| *asked == job);
        let Some(asked) = asked else {
            return self.tell_later(Told::FileRead(job, read));
        };
        let (_, id) = self.readings.remove(asked);
        let now = self.now;
        // The connection may be gone by now.
        let mut links = self.links();
        if let Some(link) = links.find(|link| link.id == id) {
            link.supply(read, now);
        }
    }
    /// All connections.
    pub(crate) fn links(&mut self) -> impl Iterator<Item = &mut Link> {
        self.link.iter_mut().chain(self.pool.links())
    }
    fn timeout(&mut self) {
        let now = self.now;
        for link in self.links() {
            if link.poll_timeout().is_some_and(|at| at <= now) {
                link.handle_timeout(now);
            }
        }
        self.workers_timeout();
        while let Some(timer) = self.timers.take_due(self.now) {
            match timer {
                Timer::Connect => self.connect_timed_out(),
                Timer::Retry => self.reconnect(),
                // What is due is found by looking.
                Timer::Outbox | Timer::Settings | Timer::Contacts => {}
                Timer::Steady => self.backoff.reset(),
                Timer::MarkRead => self.mark_read(),
                Timer::Remember => self.remember(),
                Timer::Mailboxes => self.ask_mailboxes(),
                Timer::Counts => self.ask_counts_in_turn(),
                Timer::OpenCounts => self.ask_open_counts(),
            }
        }
    }
}
