use crate::Profile;
use crate::command::is_password_of;
use crate::content::Demo;
use crate::scripting::Plan;
use crate::session::Session;
use crate::store::{Change, Content, Store};
use crate::submission::{Post, Submission};
use mail_model::Timestamp;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Sessions that a server has at once.
const MAX_SESSIONS: usize = 1_000;

/// The server: all accounts and their mailboxes. Each account is made when it first logs in.
#[derive(Debug)]
pub struct Server {
    pub(crate) profile: Profile,
    pub(crate) store: Store,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    /// The dialogues of those who hand in mail.
    submissions: BTreeMap<SessionId, Submission>,
    /// What a new account finds in its mailboxes; nothing where `None`.
    pub(crate) demo: Option<Demo>,
    /// What tests have in store for commands, by verb.
    pub(crate) plans: BTreeMap<String, VecDeque<Plan>>,
    /// How often one user may be logged in at once, where a test said so.
    pub(crate) connection_limit: Option<usize>,
    pub(crate) is_login_disabled: bool,
    /// The most octets of an appended message, where a test said so.
    pub(crate) append_limit: Option<u32>,
    /// It is told of each mailbox.
    pub(crate) tells_append_limit_by_mailbox: bool,
    last_session: u64,
}

/// One client's dialogue with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub u64);

/// What a session may touch while it carries out a command.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) now: Timestamp,
    pub(crate) demo: Option<&'a mut Demo>,
    pub(crate) plans: &'a mut BTreeMap<String, VecDeque<Plan>>,
    connection_limit: Option<usize>,
    others: &'a mut BTreeMap<SessionId, Session>,
}

/// Brings what is handed in to the accounts that are here.
struct Postman<'a> {
    store: &'a mut Store,
    plans: &'a mut BTreeMap<String, VecDeque<Plan>>,
    now: Timestamp,
}

impl Post for Postman<'_> {
    fn admits(&self, user: &str, password: &[u8]) -> bool {
        is_password_of(self.store, user, password)
    }

    fn refusal(&mut self, verb: &str) -> Option<String> {
        let planned = self.plans.get_mut(verb)?;
        let Plan::Refuse(words) = planned.front()? else {
            return None;
        };
        let words = words.clone();
        planned.pop_front();
        Some(words)
    }

    /// An account is named by its whole address or by what stands before the `@`.
    fn deliver(&mut self, recipient: &str, message: &[u8]) {
        let local = recipient.split('@').next().unwrap_or_default();
        for user in [recipient, local] {
            if self.store.account(user).is_some() {
                let content = Content::stored(message);
                self.store
                    .append(user, "INBOX", content, Default::default(), self.now);
                return;
            }
        }
    }
}

impl Context<'_> {
    /// Whether any other session is logged in as `user`.
    pub(crate) fn is_in_use(&self, user: &str) -> bool {
        self.others
            .values()
            .any(|other| other.user.as_deref() == Some(user))
    }

    /// Whether `user` is logged in as often as allowed.
    pub(crate) fn has_too_many_sessions(&self, user: &str) -> bool {
        let open = self
            .others
            .values()
            .filter(|other| other.user.as_deref() == Some(user) && !other.is_finished());
        self.connection_limit
            .is_some_and(|limit| open.count() >= limit)
    }

    /// Makes room for one more account; `false` when all are in use.
    pub(crate) fn make_room(&mut self) -> bool {
        let others = &*self.others;
        self.store.make_room(|user| {
            others
                .values()
                .any(|other| other.user.as_deref() == Some(user))
        })
    }

    /// Lets the other sessions note what has changed, and tells the caller.
    pub(crate) fn publish(&mut self) -> Vec<Change> {
        for change in self.store.take_name_changes() {
            for other in self.others.values_mut() {
                other.note_name(&change);
            }
        }
        let changes = self.store.take_changes();
        for change in &changes {
            for other in self.others.values_mut() {
                other.note_elsewhere(*change);
            }
        }
        changes
    }
}

impl Server {
    /// A server with the demo's mail in every account; `seed` decides all that
    /// looks random. Any name logs in, with the password `demo`.
    pub fn demo(profile: Profile, seed: u64, now: Timestamp) -> Self {
        Self {
            demo: Some(Demo::new(seed, now)),
            ..Self::empty(profile)
        }
    }

    /// The same, but what the demo shows stays as it is: no new mail arrives by
    /// itself. For pictures, and for whoever counts.
    #[must_use]
    pub fn without_arrivals(mut self) -> Self {
        if let Some(demo) = &mut self.demo {
            demo.has_arrivals = false;
        }
        self
    }

    /// A server where every account has an empty INBOX and nothing else. Any
    /// name logs in, with the password `demo` unless another was set.
    pub fn empty(profile: Profile) -> Self {
        let mut store = Store::new(profile.offers("ACL", true));
        store.has_labels = profile.offers("X-GM-EXT-1", true);
        Self {
            profile,
            store,
            sessions: BTreeMap::new(),
            submissions: BTreeMap::new(),
            demo: None,
            plans: BTreeMap::new(),
            connection_limit: None,
            is_login_disabled: false,
            append_limit: None,
            tells_append_limit_by_mailbox: false,
            last_session: 0,
        }
    }

    /// Another server with the same mail, and nobody connected to it.
    pub fn without_sessions(&self) -> Self {
        let mut other = Self::empty(self.profile);
        other.store = self.store.clone();
        other
    }

    /// The same, and it lacks a capability; `None` if this one does, too.
    pub fn without_sessions_nor(&self, capability: &str) -> Option<Self> {
        let is_offered = self.profile.offers(capability, true);
        is_offered.then(|| Self {
            profile: self.profile.without(capability),
            ..self.without_sessions()
        })
    }

    /// A client connected; the greeting waits in [`Self::poll_transmit`].
    pub fn connect(&mut self, now: Timestamp) -> SessionId {
        self.last_session += 1;
        let id = SessionId(self.last_session);
        let mut session = Session::new(self.profile, self.is_login_disabled, now);
        if self.sessions.len() >= MAX_SESSIONS {
            session = Session::turned_away(self.profile, now);
        }
        if let Some(octets) = self.append_limit {
            session.set_append_limit(octets);
        }
        session.tells_append_limit_by_mailbox = self.tells_append_limit_by_mailbox;
        self.sessions.insert(id, session);
        id
    }

    /// A client connected that hands in mail (RFC 6409). What it sends is
    /// brought to the accounts of this server; other recipients are elsewhere,
    /// and their mail goes nowhere. `None` when there are too many clients.
    pub fn connect_submission(&mut self, _now: Timestamp) -> Option<SessionId> {
        if self.submissions.len() >= MAX_SESSIONS {
            return None;
        }
        self.last_session += 1;
        let id = SessionId(self.last_session);
        self.submissions.insert(id, Submission::new());
        Some(id)
    }

    /// Bytes from that client, in pieces of any size.
    pub fn handle_input(&mut self, session: SessionId, bytes: &[u8], now: Timestamp) {
        self.store.now = now;
        if let Some(submission) = self.submissions.get_mut(&session) {
            let mut post = Postman {
                store: &mut self.store,
                plans: &mut self.plans,
                now,
            };
            submission.handle_input(bytes, &mut post);
            return self.spread_changes(now);
        }
        let Some(mut current) = self.sessions.remove(&session) else {
            return;
        };
        current.handle_input(bytes, &mut self.context(now));
        self.sessions.insert(session, current);
        self.tell_idle_sessions(now);
    }

    /// That client's transport ended.
    pub fn handle_closed(&mut self, session: SessionId, now: Timestamp) {
        self.submissions.remove(&session);
        let Some(ended) = self.sessions.remove(&session) else {
            return;
        };
        if let Some(account) = ended.user.and_then(|user| self.store.account_mut(&user)) {
            account.last_used = now;
        }
    }

    /// The time of [`Self::poll_timeout`] has come (new demo mail arrives).
    pub fn handle_timeout(&mut self, now: Timestamp) {
        for session in self.sessions.values_mut() {
            session.release(now);
        }
        self.store.now = now;
        let present = self.present_users();
        let mut due = Vec::new();
        for user in present {
            let arrivals = self
                .store
                .account_mut(&user)
                .and_then(|a| a.arrivals.as_mut());
            if let Some(content) = arrivals.and_then(|arrivals| arrivals.take_due(now)) {
                due.push((user, content));
            }
        }
        for (user, content) in due {
            self.store
                .append(&user, "INBOX", content, Default::default(), now);
        }
        self.spread_changes(now);
    }

    /// Bytes for that client.
    pub fn poll_transmit(&mut self, session: SessionId) -> Option<Vec<u8>> {
        if let Some(submission) = self.submissions.get_mut(&session) {
            return submission.take_output();
        }
        self.sessions.get_mut(&session)?.take_output()
    }

    /// The server has ended that dialogue; once its bytes are sent, the transport is to be closed.
    pub fn is_finished(&self, session: SessionId) -> bool {
        match self.submissions.get(&session) {
            Some(submission) => submission.is_finished(),
            None => self.sessions.get(&session).is_none_or(Session::is_finished),
        }
    }

    /// When to call [`Self::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        let present = self.present_users();
        let arrivals = present
            .iter()
            .filter_map(|user| self.store.account(user)?.arrivals.as_ref()?.next_due());
        let held = self.sessions.values().filter_map(Session::next_due);
        arrivals.chain(held).min()
    }

    /// After changes that no session made: all note them, and those in IDLE are told.
    pub(crate) fn spread_changes(&mut self, now: Timestamp) {
        self.context(now).publish();
        self.tell_idle_sessions(now);
    }

    fn tell_idle_sessions(&mut self, now: Timestamp) {
        let mut sessions = core::mem::take(&mut self.sessions);
        let context = self.context(now);
        for session in sessions.values_mut() {
            session.tell_unasked(&context);
        }
        self.sessions = sessions;
    }

    /// Those who are logged in, each once.
    fn present_users(&self) -> BTreeSet<String> {
        self.sessions
            .values()
            .filter_map(|session| session.user.clone())
            .collect()
    }

    fn context(&mut self, now: Timestamp) -> Context<'_> {
        self.store.now = now;
        Context {
            store: &mut self.store,
            now,
            demo: self.demo.as_mut(),
            plans: &mut self.plans,
            connection_limit: self.connection_limit,
            others: &mut self.sessions,
        }
    }
}
