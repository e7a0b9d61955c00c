use crate::account::Account;
use crate::action::{LoginRequest, Place};
use crate::backoff::asked_pause;
use crate::engine::Engine;
use crate::input::{ConnectionId, RememberedSession};
use crate::kept::StoreName;
use crate::known::KnownMailboxes;
use crate::link::{Link, Purpose};
use crate::timers::Timer;
use crate::{Change, Effect, SessionState};
use core::time::Duration;
use imap_client::{CloseReason, ConnectionConfig, Priority, Request};
use mail_model::{Problem, ProblemKind};
use std::collections::VecDeque;

/// The transport must be open by then; the proxy's own limit is half of it.
const CONNECT_LIMIT: Duration = Duration::from_secs(20);
/// A connection that held so long was worth making.
const STEADY_AFTER: Duration = Duration::from_secs(30);
/// A server that does not answer LOGOUT by then is left without its answer.
pub(crate) const LOGOUT_LIMIT: Duration = Duration::from_secs(3);
/// News for a reload are gathered for so long.
const REMEMBER_AFTER: Duration = Duration::from_secs(2);
/// The other mailboxes' counts are asked for so often.
pub(crate) const COUNTS_EVERY: Duration = Duration::from_secs(60);

/// So many of the server's ALERTs are not told once more.
const MOST_ALERTS: usize = 50;

/// Who is logged in, and where the connection stands.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// Present from the login to the logout.
    login: Option<LoginRequest>,
    /// The login succeeded once, so a lost connection is made again by itself.
    is_established: bool,
    /// The shell keeps something for a reload.
    is_remembered: bool,
    /// The browser says that there is no network.
    is_browser_offline: bool,
    /// What the page was told last.
    state: Option<SessionState>,
    /// What the server could do after login.
    pub(crate) capabilities: Vec<String>,
    /// Sizes of mailboxes that were open.
    pub(crate) known: KnownMailboxes,
    /// The server's ALERTs that were told, the latest last.
    alerts: VecDeque<String>,
}

impl Session {
    /// Whether somebody logs in or is logged in.
    pub(crate) fn is_begun(&self) -> bool {
        self.login.is_some()
    }
    /// The user's name as typed at login; empty while nobody is logged in.
    pub(crate) fn user(&self) -> &str {
        self.login.as_ref().map_or("", |login| &login.user)
    }
    /// The login, once the server has let us in by it.
    pub(crate) fn proven_login(&self) -> Option<&LoginRequest> {
        self.login.as_ref().filter(|_| self.is_established)
    }
    /// What the page was told last.
    pub(crate) fn state(&self) -> Option<&SessionState> {
        self.state.as_ref()
    }
    /// Whether the browser says that there is no network.
    pub(crate) fn is_offline(&self) -> bool {
        self.is_browser_offline
    }
    /// Notes an ALERT. Tells whether it was not told before.
    pub(crate) fn is_new_alert(&mut self, words: &str) -> bool {
        let is_new = self.alerts.iter().all(|told| told != words);
        if is_new {
            self.alerts.push_back(words.to_owned());
            if self.alerts.len() > MOST_ALERTS {
                self.alerts.pop_front();
            }
        }
        is_new
    }
    /// Where the person's mail is.
    pub(crate) fn upstream(&self) -> Option<String> {
        self.login.as_ref().map(|login| login.upstream.clone())
    }
}

impl Engine {
    // Beginning and ending.

    /// The person logs in.
    pub(crate) fn log_in(&mut self, login: LoginRequest, place: Place) {
        self.begin(login);
        self.go(place);
        self.connect();
    }
    /// A session goes on after a reload.
    pub(crate) fn restore(&mut self, remembered: RememberedSession, place: Place) {
        self.begin(remembered.login);
        self.session.is_established = true;
        self.session.is_remembered = true;
        self.session.capabilities = remembered.capabilities;
        self.session.known = KnownMailboxes::from_list(remembered.mailboxes);
        self.go(place);
        self.connect();
    }
    /// The person leaves. The page is told at once; the server hears LOGOUT
    /// behind what was still under way.
    pub(crate) fn log_out(&mut self) {
        if let Some(link) = self.link.take() {
            self.part_from(link);
        }
        self.session.is_remembered = true;
        self.end(None);
    }
    /// Nobody is logged in any more.
    fn end(&mut self, problem: Option<Problem>) {
        if self.session.is_remembered {
            self.effects.push_back(Effect::Forget);
        }
        self.wipe();
        self.tell_state(SessionState::LoggedOut(problem));
    }
    fn begin(&mut self, login: LoginRequest) {
        self.wipe();
        self.changes.push_back(Change::Account {
            user: login.user.clone(),
            upstream: login.upstream.clone(),
        });
        self.session.login = Some(login);
        self.backoff.reset();
        self.tell_state(SessionState::LoggingIn);
    }
    /// Nothing of a session is left but the answer to its LOGOUT.
    fn wipe(&mut self) {
        self.drop_link();
        self.part_from_workers();
        self.timers.clear_all();
        if let (true, Some(login)) = (self.account.keeping.has_asked(), &self.session.login) {
            let store = StoreName::of(&login.upstream, &login.user);
            self.effects.push_back(Effect::LetGo(store, None));
        }
        self.session = Session {
            is_browser_offline: self.session.is_browser_offline,
            ..Session::default()
        };
        self.account = Account::default();
    }

    // The connection's life.

    /// Opens a connection for the session.
    pub(crate) fn connect(&mut self) {
        let Some(login) = &self.session.login else {
            return;
        };
        self.connections += 1;
        let id = ConnectionId(self.connections);
        self.link = Some(Link::new(id));
        self.effects
            .push_back(Effect::Connect(id, login.upstream.clone()));
        self.timers.clear(Timer::Retry);
        self.timers.set(Timer::Connect, self.now + CONNECT_LIMIT);
    }
    /// The transport is open: the login goes out, and what is wanted behind it.
    pub(crate) fn connected(&mut self, id: ConnectionId) {
        let is_first = self.link.as_ref().is_some_and(|link| link.id == id);
        if !is_first {
            self.worker_connected(id);
            return;
        }
        let introduction = self.introduction(id, true);
        let (Some(link), Some((config, login))) = (&mut self.link, introduction) else {
            return;
        };
        self.timers.clear(Timer::Connect);
        link.open(config, self.now);
        link.submit(login, Priority::Interactive, Purpose::Login, self.now);
    }
    /// What a connection is told, and its login.
    pub(crate) fn introduction(
        &self,
        id: ConnectionId,
        watches_all: bool,
    ) -> Option<(ConnectionConfig, Request)> {
        let login = self.session.login.as_ref()?;
        let config = ConnectionConfig {
            client_name: "Porthole".to_owned(),
            client_version: self.version.clone(),
            remembered_capabilities: self.session.capabilities.clone(),
            watches_all,
            entropy: id.own(self.entropy),
            normalise: self.normalise,
            compresses: true,
            requests_after: id.requests_after(),
        };
        Some((config, Request::Login(login.credentials())))
    }
    /// The server let us in.
    pub(crate) fn authenticated(&mut self) {
        let Some(link) = &mut self.link else {
            return;
        };
        if core::mem::replace(&mut link.is_authenticated, true) {
            return;
        }
        self.session.is_established = true;
        self.pool.grant_anew();
        self.timers.set(Timer::Steady, self.now + STEADY_AFTER);
        self.timers.set(Timer::Counts, self.now + COUNTS_EVERY);
        self.tell_state(SessionState::Online);
        // At once: a reload may come in the next second, and must ask for no password.
        self.remember();
        self.remember_soon();
    }
    /// What the server can do. What it says before the login is not what it can
    /// do after it, and would make the next session go the long ways.
    pub(crate) fn capabilities_told(&mut self, capabilities: Vec<String>) {
        if self.link.as_ref().is_some_and(|link| link.is_authenticated) {
            self.session.capabilities = capabilities;
            self.remember();
        }
    }
    /// The server did not let us in.
    pub(crate) fn login_refused(&mut self, problem: Problem) {
        let is_final = matches!(
            problem.kind,
            ProblemKind::WrongCredentials
                | ProblemKind::LoginNotPossible
                | ProblemKind::AccountNeedsAttention
        );
        if is_final {
            // A password that was refused once is not tried again by itself.
            self.end(Some(problem));
        } else {
            self.drop_link();
            self.lost(problem);
        }
    }
    /// The transport ended.
    pub(crate) fn transport_closed(&mut self, id: ConnectionId, reason: CloseReason) {
        if self.worker_closed(id, &reason) {
            return;
        }
        let Some(link) = self.link.as_mut().filter(|link| link.id == id) else {
            return;
        };
        let problem = Problem::with_words(reason.kind, &reason.words);
        if !link.handle_closed(reason, self.now) {
            self.drop_link();
            self.lost(problem);
        }
    }
    /// The server wants to be left alone for a while (Exchange).
    pub(crate) fn leave_alone(&mut self, id: ConnectionId, problem: Problem) {
        if self.link.as_ref().is_some_and(|link| link.id == id) {
            self.connection_closed(problem);
        } else {
            self.worker_lost(id, &problem);
        }
    }
    /// The connection is of no use any more.
    pub(crate) fn connection_closed(&mut self, problem: Problem) {
        self.drop_link();
        self.lost(problem);
    }
    /// The transport did not open in time.
    pub(crate) fn connect_timed_out(&mut self) {
        self.drop_link();
        self.lost(Problem::new(ProblemKind::ProxyUnreachable));
    }
    /// There is no connection now: it is made again, or the login has failed.
    fn lost(&mut self, problem: Problem) {
        self.timers.clear(Timer::Connect);
        self.timers.clear(Timer::Steady);
        self.timers.clear(Timer::Counts);
        self.timers.clear(Timer::OpenCounts);
        self.timers.clear(Timer::Mailboxes);
        if !self.session.is_established {
            self.end(Some(problem));
            return;
        }
        self.account.fall_behind();
        if problem.kind == ProblemKind::ServerBusy {
            // There may be too many of ours, and asking again at once makes it worse.
            self.part_from_workers();
        }
        self.backoff.note(&problem);
        let now = self.now;
        for link in self.pool.links() {
            // What ended this one may have ended them too.
            link.handle_timeout(now);
        }
        let pause = asked_pause(&problem).unwrap_or_default();
        let retry_at = (!self.session.is_browser_offline)
            .then(|| self.now + self.backoff.next_wait().max(pause));
        if let Some(at) = retry_at {
            self.timers.set(Timer::Retry, at);
        }
        let retry_at = retry_at.map(|at| self.clock.in_browser(at));
        self.tell_state(SessionState::Offline { problem, retry_at });
    }
    /// The connection is tried again now, unless it is there or on its way.
    pub(crate) fn reconnect(&mut self) {
        if self.session.login.is_some() && self.link.is_none() {
            self.tell_state(SessionState::Reconnecting);
            self.connect();
        }
    }
    fn drop_link(&mut self) {
        if let Some(link) = self.link.take() {
            self.account.forget_connection(link.id);
            self.effects.push_back(Effect::Disconnect(link.id));
        }
        self.timers.clear(Timer::Connect);
    }

    // What the browser knows of the network.

    /// There is a network again.
    pub(crate) fn browser_online(&mut self) {
        self.session.is_browser_offline = false;
        self.woke();
    }
    /// There is none. A connection that is there may hold all the same (the
    /// proxy can run on this very machine); whether it does, it finds out itself.
    pub(crate) fn browser_offline(&mut self) {
        self.session.is_browser_offline = true;
        if let Some(SessionState::Offline { problem, .. }) = self.session.state.clone() {
            self.timers.clear(Timer::Retry);
            self.tell_state(SessionState::Offline {
                problem,
                retry_at: None,
            });
        }
    }
    /// The tab is in view again: whatever waits has waited long enough.
    pub(crate) fn woke(&mut self) {
        self.account.kept_settings.doubt();
        let now = self.now;
        for link in self.links() {
            link.handle_timeout(now);
        }
        if self.link.is_none() {
            self.backoff.reset();
            self.reconnect();
        }
    }

    // What survives a reload.

    /// What is kept for a reload has changed.
    pub(crate) fn remember_soon(&mut self) {
        self.timers
            .set_once(Timer::Remember, self.now + REMEMBER_AFTER);
    }
    /// Has the shell keep what a reload needs.
    pub(crate) fn remember(&mut self) {
        let is_online = self.session.state == Some(SessionState::Online);
        let (Some(login), true) = (&self.session.login, is_online) else {
            return;
        };
        self.session.is_remembered = true;
        let remembered = RememberedSession {
            login: login.clone(),
            capabilities: self.session.capabilities.clone(),
            mailboxes: self.session.known.to_list(),
        };
        self.effects
            .push_back(Effect::Remember(Box::new(remembered)));
    }

    fn tell_state(&mut self, state: SessionState) {
        if self.session.state.as_ref() != Some(&state) {
            self.session.state = Some(state.clone());
            self.changes.push_back(Change::Session(state));
        }
    }
}
