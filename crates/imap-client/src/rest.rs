//! Between work: IDLE (RFC 2177), or NOOP now and then where there is none; and
//! the watch on servers that fall silent.

use crate::command::{Compress, LearnUids, Noop, Single};
use crate::connection::Connection;
use crate::extension::compress::Compression;
use crate::selected::Selected;
use core::time::Duration;
use mail_model::{Problem, ProblemKind, Timestamp};

/// How long nothing is wished for before the connection rests: the wishes that
/// answers bring about come within that, and need no DONE.
const QUIET: Duration = Duration::from_millis(100);
/// IDLE is renewed before the 29 minutes after which servers may end it (RFC 2177 §3).
const RENEWAL: Duration = Duration::from_secs(25 * 60);
/// How often a server without IDLE is asked for news.
const POLL: Duration = Duration::from_secs(60);
/// How long a server may be silent while it owes an answer.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);
/// How long it may take to answer once there is doubt whether it is there.
const PROBE_LIMIT: Duration = Duration::from_secs(5);
/// After how much silence a waking machine doubts its connection.
const DOUBT: Duration = Duration::from_secs(30);

/// Where the connection stands between work and rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resting {
    /// Commands may be sent.
    Awake,
    /// IDLE was sent; nothing may be sent before the server's `+`.
    Entering { tag: String },
    /// The server tells news by itself; DONE ends it.
    Idle { tag: String },
    /// DONE was sent, the end of IDLE is still to come.
    Leaving { tag: String },
}

/// Rest and watch.
#[derive(Debug)]
pub(crate) struct Rest {
    state: Resting,
    /// Since when there has been nothing to do.
    quiet_since: Option<Timestamp>,
    /// Since when the server has been idling.
    idle_since: Timestamp,
    /// The server refused IDLE although it offers it.
    is_idle_refused: bool,
    /// When the server was last heard, or first owed an answer since.
    watched_from: Timestamp,
    last_heard: Timestamp,
    /// By when a doubtful server must have answered.
    probe_until: Option<Timestamp>,
}

impl Rest {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            state: Resting::Awake,
            quiet_since: None,
            idle_since: now,
            is_idle_refused: false,
            watched_from: now,
            last_heard: now,
            probe_until: None,
        }
    }
    pub(crate) fn state(&self) -> &Resting {
        &self.state
    }
    pub(crate) fn is_entering(&self) -> bool {
        matches!(self.state, Resting::Entering { .. })
    }
    pub(crate) fn leave(&mut self, tag: String) {
        self.state = Resting::Leaving { tag };
    }
    /// Something came from the server.
    pub(crate) fn heard(&mut self, now: Timestamp) {
        self.watched_from = now;
        self.last_heard = now;
        self.probe_until = None;
    }
    /// Something is asked of a server that owed nothing.
    pub(crate) fn asked(&mut self, now: Timestamp) {
        self.quiet_since = None;
        self.watched_from = now;
    }
    /// More of a message goes out, which the server must have before it answers.
    pub(crate) fn supplied(&mut self, now: Timestamp) {
        self.watched_from = now;
    }
    /// The server's `+`, which is no command's.
    pub(crate) fn acknowledged(&mut self, now: Timestamp) {
        if let Resting::Entering { tag } = &self.state {
            self.state = Resting::Idle { tag: tag.clone() };
            self.idle_since = now;
        }
    }
    /// The end of the command with this tag; true if it was IDLE.
    pub(crate) fn ended(&mut self, ended_tag: &str, is_ok: bool) -> bool {
        let (Resting::Entering { tag } | Resting::Idle { tag } | Resting::Leaving { tag }) =
            &self.state
        else {
            return false;
        };
        if tag != ended_tag {
            return false;
        }
        self.is_idle_refused |= !is_ok;
        self.state = Resting::Awake;
        true
    }
}

impl Connection {
    /// After driving: notes whether there is anything to do.
    pub(crate) fn settle(&mut self) {
        let is_quiet = self.pipeline.is_idle() && self.session.is_authenticated();
        self.rest.quiet_since = match self.rest.quiet_since {
            Some(since) if is_quiet => Some(since),
            _ => is_quiet.then_some(self.now),
        };
    }

    /// Whether the server owes an answer.
    fn is_answer_due(&self) -> bool {
        let is_resting = matches!(self.rest.state, Resting::Awake | Resting::Idle { .. });
        self.session.stage == crate::session::Stage::Greeting
            || !self.pipeline.in_flight.is_empty()
            || !is_resting
    }

    fn has_idle(&self) -> bool {
        let capabilities = &self.session.capabilities;
        (capabilities.has("IDLE") || capabilities.has("IMAP4REV2")) && !self.rest.is_idle_refused
    }

    /// When the rest's next step is due.
    fn rest_due(&self) -> Option<Timestamp> {
        match (&self.rest.state, self.rest.quiet_since) {
            (Resting::Awake, Some(since))
                if self.has_idle() || self.wants_watch() || self.wants_compression() =>
            {
                Some(since + QUIET)
            }
            (Resting::Awake, Some(since)) => Some(since + POLL),
            (Resting::Idle { .. }, _) => Some(self.rest.idle_since + RENEWAL),
            _ => None,
        }
    }

    pub(crate) fn next_timeout(&self) -> Option<Timestamp> {
        let silence = self
            .is_answer_due()
            .then(|| self.rest.watched_from + SILENCE_LIMIT);
        let counts = self.session.watch.due();
        [silence, self.rest.probe_until, self.rest_due(), counts]
            .into_iter()
            .flatten()
            .min()
    }

    /// The clock moved on, or the machine woke.
    pub(crate) fn watch(&mut self) {
        let is_silent =
            self.is_answer_due() && self.now.since(self.rest.watched_from) >= SILENCE_LIMIT;
        let is_probe_over = self.rest.probe_until.is_some_and(|until| until <= self.now);
        if is_silent && !self.has_slept() || is_probe_over {
            self.close(Problem::new(ProblemKind::ServerSilent));
            return;
        }
        let is_due = self.rest_due().is_some_and(|due| due <= self.now);
        let is_count_due = self.count_now();
        if self.is_doubtful(is_due || is_count_due) {
            self.probe();
        } else if is_due {
            self.rest_on();
        }
    }

    /// Whether the time since the deadline of silence was slept through: then
    /// the server may well have answered, and gets a last chance.
    fn has_slept(&self) -> bool {
        self.rest.probe_until.is_none()
            && self.now.since(self.rest.watched_from) >= SILENCE_LIMIT + DOUBT
    }

    /// Whether the machine seems to have slept: it is long since the server was
    /// heard, and the clock has jumped over what was due, or the call came for
    /// no other reason.
    fn is_doubtful(&self, is_due: bool) -> bool {
        if self.rest.probe_until.is_some() || !self.session.is_authenticated() {
            return false;
        }
        if self.is_answer_due() {
            return self.has_slept();
        }
        let is_overdue = self
            .rest_due()
            .is_some_and(|due| self.now.since(due) >= DOUBT);
        self.now.since(self.rest.last_heard) >= DOUBT && (!is_due || is_overdue)
    }

    /// Before resting, the UIDs of messages that arrived are asked for if no
    /// row has told them: so that their flags and expunges can be told by UID.
    fn learn_arrivals(&mut self) -> bool {
        let unlearned = self
            .session
            .open_mailbox_mut()
            .and_then(Selected::next_unlearned);
        if let Some((first, last)) = unlearned {
            self.submit_internal(Box::new(LearnUids::new(first, last)));
        }
        unlearned.is_some()
    }

    fn wants_compression(&self) -> bool {
        self.config.compresses
            && self.session.compression == Compression::Off
            && self.session.capabilities.has("COMPRESS=DEFLATE")
    }

    /// Asks for compression, once; true if it was asked for.
    fn compress(&mut self) -> bool {
        let is_wanted = self.wants_compression();
        if is_wanted {
            self.session.compression = Compression::Asked;
            self.submit_internal(Box::new(Compress::default()));
        }
        is_wanted
    }

    /// Asks whether the server is still there.
    fn probe(&mut self) {
        self.rest.probe_until = Some(self.now + PROBE_LIMIT);
        if !self.is_answer_due() {
            self.submit_internal(Box::new(Single::new(Noop)));
        }
    }

    fn rest_on(&mut self) {
        match self.rest.state.clone() {
            Resting::Awake if self.learn_arrivals() || self.compress() || self.watch_all() => {}
            Resting::Awake if self.has_idle() => {
                let tag = self.sender.next_tag();
                self.sender.write(format!("{tag} IDLE\r\n").as_bytes());
                self.rest.watched_from = self.now;
                self.rest.state = Resting::Entering { tag };
            }
            Resting::Awake => {
                self.submit_internal(Box::new(Single::new(Noop)));
            }
            Resting::Idle { tag } => {
                self.sender.write(b"DONE\r\n");
                self.rest.watched_from = self.now;
                self.rest.leave(tag);
            }
            Resting::Entering { .. } | Resting::Leaving { .. } => {}
        }
    }
}
