//! Feeds the engine facts and carries out its effects.

use super::charsets::BrowserCharsets;
use super::files::Files;
use super::keys;
use super::reader;
use super::rest::Rest;
use super::socket::Socket;
use super::submission::Submissions;
use super::vault::Vault;
use crate::bridge::{FromWorker, ToWorker, Told, pack, unpack};
use crate::later::Loading;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use mail_engine::{
    Action, Change, CloseReason, ConnectionId, Effect, Engine, EngineConfig, Input, LaterChange,
    Place, RememberedSession, SessionState, View,
};
use mail_model::{MailboxName, Map, Problem, ProblemKind, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, MessageEvent};

/// The channel on which tabs tell each other of a logout.
const CHANNEL: &str = "porthole";

/// How long after the first rows the reader is loaded, in milliseconds: the
/// rows are painted first.
const READER_AFTER: u32 = 500;

/// How long after a list the rest of the engine is loaded, in milliseconds.
const LATER_AFTER: u32 = 100;

/// How long the page may take to tell what was typed last, when the session ends
/// because it did in another tab, in milliseconds.
const LEAVE_AFTER: u32 = 1_000;

/// So many connections an account opens at most; a server may grant ten to a
/// person, for all tabs and programs together.
const CONNECTION_LIMIT: usize = 4;

/// How often is looked whether a line can take more, in milliseconds.
pub(super) const PACE: u32 = 10;

/// So much of what the page says waits at most for the rest of the engine.
const MOST_EARLY: usize = 1_000;

/// What loads the code that no list of messages needs.
type LoadLater = fn() -> Loading<Rest>;

/// Starts the engine and listens to the page.
pub fn start(later: LoadLater) {
    let files = Files::default();
    let driver = Driver(Rc::new(Inner {
        engine: RefCell::new(new_engine()),
        sockets: RefCell::default(),
        submissions: Submissions::new(files.clone()),
        files,
        timer: RefCell::default(),
        vault: RefCell::default(),
        unkept: RefCell::default(),
        is_keeping: Cell::default(),
        is_reader_asked: Cell::default(),
        is_later_asked: Cell::default(),
        rest: Cell::default(),
        early: RefCell::default(),
        untold: RefCell::default(),
        later,
        channel: BroadcastChannel::new(CHANNEL).ok(),
        leaving: RefCell::default(),
    }));
    driver.listen_to_page();
    driver.listen_to_tabs();
}

/// The engine, and what it is fed by. A handle: copies are the same.
#[derive(Clone)]
pub(super) struct Driver(pub(super) Rc<Inner>);

pub(super) struct Inner {
    engine: RefCell<Engine>,
    pub(super) sockets: RefCell<Map<ConnectionId, Socket>>,
    pub(super) submissions: Submissions,
    pub(super) files: Files,
    timer: RefCell<Option<(Timestamp, Timeout)>>,
    vault: RefCell<Option<Vault>>,
    /// What is to be kept for a reload as soon as the one before is.
    unkept: RefCell<Option<RememberedSession>>,
    is_keeping: Cell<bool>,
    /// The module that reads what messages hold is coming, or here.
    is_reader_asked: Cell<bool>,
    /// The rest of the engine is coming, or here.
    is_later_asked: Cell<bool>,
    /// The code that came later, once it is here.
    rest: Cell<Option<Rest>>,
    /// What the page said that waits for it.
    early: RefCell<Vec<(ToWorker, Option<JsValue>)>>,
    /// What the page is to be told once it is here.
    untold: RefCell<Vec<LaterChange>>,
    later: LoadLater,
    channel: Option<BroadcastChannel>,
    /// The session is about to end because it did in another tab.
    leaving: RefCell<Option<Timeout>>,
}

impl Driver {
    /// One fact in; then effects and changes out until there are none.
    pub(super) fn feed(&self, input: Input) {
        let (effects, changes) = {
            let mut engine = self.0.engine.borrow_mut();
            engine.handle(input, now());
            let effects: Vec<_> = std::iter::from_fn(|| engine.poll_effect()).collect();
            let changes: Vec<_> = std::iter::from_fn(|| engine.poll_change()).collect();
            (effects, changes)
        };
        for change in &changes {
            if let Change::Account { user, upstream } = change {
                self.0.files.of_account(upstream, user);
            }
        }
        // First the wire, then the screen: the server's clock starts sooner.
        self.carry_out(effects);
        self.prepare_reader(&changes);
        let has_list =
            |change: &Change| matches!(change, Change::ListOpened { total: Some(_), .. });
        let has_list = changes.iter().any(has_list);
        self.tell(changes);
        if has_list {
            // The page draws first what it was just told.
            let driver = self.clone();
            Timeout::new(LATER_AFTER, move || driver.load_later()).forget();
        }
        self.set_timer();
    }

    fn carry_out(&self, effects: Vec<Effect>) {
        let mut writes: Map<ConnectionId, Vec<u8>> = Map::new();
        for effect in effects {
            match effect {
                Effect::Send(id, bytes) => writes.get_or_default(id).extend(bytes),
                Effect::Connect(id, upstream) => self.connect(id, &upstream),
                Effect::Disconnect(id) => {
                    // What was said last, a LOGOUT perhaps, goes out before the end.
                    self.write(id, &writes.remove(&id).unwrap_or_default());
                    self.0.sockets.borrow_mut().remove(&id);
                }
                Effect::Remember(session) => self.remember(*session),
                Effect::Forget => self.forget(),
                // Only the code that comes later wants anything else.
                effect => {
                    if let Some(rest) = self.0.rest.get() {
                        (rest.carry_out)(self, effect);
                    }
                }
            }
        }
        for (id, bytes) in writes {
            self.write(id, &bytes);
        }
    }

    fn connect(&self, id: ConnectionId, upstream: &str) {
        let driver = self.clone();
        match Socket::open(id, upstream, "", move |input| driver.hear_socket(id, input)) {
            Ok(socket) => {
                self.0.sockets.borrow_mut().insert(id, socket);
            }
            Err(_) => {
                let driver = self.clone();
                let reason = CloseReason {
                    kind: ProblemKind::ProxyUnreachable,
                    words: String::new(),
                };
                spawn_local(async move { driver.feed(Input::Closed(id, reason)) });
            }
        }
    }

    fn hear_socket(&self, id: ConnectionId, input: Input) {
        if matches!(input, Input::Closed(..)) {
            self.0.sockets.borrow_mut().remove(&id);
        }
        self.feed(input);
    }

    fn write(&self, id: ConnectionId, bytes: &[u8]) {
        if let Some(socket) = self.0.sockets.borrow().get(&id) {
            socket.send(bytes);
        }
    }

    /// Keeps a session for a reload. One after the other: two at once would
    /// each make the tab's key, and the one that is lost would open nothing.
    fn remember(&self, session: RememberedSession) {
        self.0.unkept.replace(Some(session));
        if self.0.is_keeping.replace(true) {
            return;
        }
        let driver = self.clone();
        spawn_local(async move {
            while let Some((vault, session)) = driver.next_to_keep() {
                let kept = vault.lock(&session).await;
                // A logout may have come while it was encrypted.
                let is_current = driver.0.vault.borrow().as_ref() == Some(&vault);
                if let (Ok(kept), true) = (kept, is_current) {
                    post(&FromWorker::Keep(kept));
                }
            }
            driver.0.is_keeping.set(false);
        });
    }

    /// The newest session that is not kept yet, and the tab's vault, made now
    /// if there is none.
    fn next_to_keep(&self) -> Option<(Vault, RememberedSession)> {
        let session = self.0.unkept.borrow_mut().take()?;
        let vault = self.0.vault.borrow_mut().take().or_else(Vault::new);
        self.0.vault.borrow_mut().clone_from(&vault);
        Some((vault?, session))
    }

    fn forget(&self) {
        post(&FromWorker::Forget);
        self.0.unkept.borrow_mut().take();
        if let Some(vault) = self.0.vault.borrow_mut().take() {
            spawn_local(async move { vault.destroy().await });
        }
        if let Some(channel) = &self.0.channel {
            let _ = channel.post_message(&"logout".into());
        }
    }

    /// Once a list is on screen the module that reads messages may come, before
    /// the first of them is opened.
    fn prepare_reader(&self, changes: &[Change]) {
        let has_rows = |change: &Change| matches!(change, Change::Rows { .. });
        if !self.0.is_reader_asked.get() && changes.iter().any(has_rows) {
            self.0.is_reader_asked.set(true);
            Timeout::new(READER_AFTER, || spawn_local(reader::load())).forget();
        }
    }

    /// Loads the rest of the engine, unless it is here or on its way.
    fn load_later(&self) {
        if self.0.is_later_asked.replace(true) {
            return;
        }
        let driver = self.clone();
        spawn_local(async move {
            match (driver.0.later)().await {
                Ok(rest) => {
                    driver.0.rest.set(Some(rest));
                    let untold = driver.0.untold.take();
                    driver.tell(untold.into_iter().map(Change::Later).collect());
                    driver.feed(Input::Later(rest.later));
                    for (message, beside) in driver.0.early.take() {
                        (rest.hear_page)(&driver, message, beside);
                    }
                }
                Err(_) => {
                    // The next list or message tries again.
                    driver.0.is_later_asked.set(false);
                    tell_now(Change::Notice(Problem::new(ProblemKind::ProxyUnreachable)));
                }
            }
        });
    }

    /// Tells the page what changed, in order. What only the code that comes later
    /// can pack waits for it.
    fn tell(&self, changes: Vec<Change>) {
        let (mut told, mut beside) = (Vec::new(), Vec::new());
        for change in changes {
            match (change, self.0.rest.get()) {
                (Change::Later(change), Some(rest)) => {
                    if let Some((packed, bytes)) = (rest.pack)(change) {
                        let has_beside = bytes.is_some();
                        told.push(Told::Later { packed, has_beside });
                        beside.extend(bytes);
                    }
                }
                (Change::Later(change), None) => self.0.untold.borrow_mut().push(change),
                (change, _) => told.push(Told::Now(change)),
            }
        }
        if !told.is_empty() {
            send(&FromWorker::Changes(told), beside);
        }
    }

    fn set_timer(&self) {
        let due = self.0.engine.borrow().poll_timeout();
        let mut timer = self.0.timer.borrow_mut();
        if timer.as_ref().map(|(due, _)| *due) == due {
            return;
        }
        *timer = due.map(|due| {
            let driver = self.clone();
            let delay = u32::try_from(due.since(now()).as_millis())
                .unwrap_or(u32::MAX)
                .min(i32::MAX as u32);
            let timeout = Timeout::new(delay, move || {
                driver.0.timer.borrow_mut().take();
                driver.feed(Input::Timeout);
            });
            (due, timeout)
        });
    }

    fn listen_to_page(&self) {
        let driver = self.clone();
        let hear = move |event: MessageEvent| {
            if let Some((message, beside)) = unpack(&event.data()) {
                driver.hear_page(message, beside);
            }
        };
        let scope = scope();
        // What the page said while this module was on its way.
        let early = js_sys::Reflect::get(&scope, &"early".into());
        let early = early.ok().and_then(|early| early.dyn_into::<Array>().ok());
        for event in early.iter().flat_map(Array::iter) {
            hear(event.unchecked_into());
        }
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(hear);
        scope.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        closure.forget();
    }

    fn hear_page(&self, message: ToWorker, mut beside: Vec<JsValue>) {
        match message {
            ToWorker::Start { kept, place } => self.restore(kept, place),
            ToWorker::Act(action) => {
                let place = match &action {
                    Action::Go(place) | Action::Login { place, .. } => Some(place),
                    _ => None,
                };
                if place.is_some_and(needs_rest) {
                    self.load_later();
                }
                self.feed(Input::Action(action));
            }
            ToWorker::Online => self.feed(Input::Online),
            ToWorker::Offline => self.feed(Input::Offline),
            ToWorker::Woke => self.feed(Input::Woke),
            ToWorker::Left => self.leave(),
            // What comes later is about these.
            message => match self.0.rest.get() {
                Some(rest) => (rest.hear_page)(self, message, beside.pop()),
                None if self.0.early.borrow().len() < MOST_EARLY => {
                    self.0.early.borrow_mut().push((message, beside.pop()));
                }
                None => {}
            },
        }
    }

    /// Goes on with a session from before a reload, or says that there is none.
    fn restore(&self, kept: Option<Vec<u8>>, place: Option<Place>) {
        let logged_out = || {
            tell_now(Change::Session(SessionState::LoggedOut(None)));
        };
        let Some((vault, kept)) = kept.and_then(|kept| Some((Vault::of(&kept)?, kept))) else {
            return logged_out();
        };
        let driver = self.clone();
        spawn_local(async move {
            match vault.unlock(&kept).await {
                Ok(session) => {
                    *driver.0.vault.borrow_mut() = Some(vault);
                    if place.as_ref().is_some_and(needs_rest) {
                        driver.load_later();
                    }
                    let place = place.unwrap_or(Place {
                        mailbox: MailboxName::inbox(),
                        view: View::default(),
                        message: None,
                        message_id: None,
                    });
                    driver.feed(Input::Restore {
                        session: Box::new(session),
                        place,
                    });
                }
                Err(_) => {
                    post(&FromWorker::Forget);
                    logged_out();
                }
            }
        });
    }

    /// The session ends because it did in another tab.
    fn leave(&self) {
        if self.0.leaving.take().is_some() {
            self.feed(Input::LeftElsewhere);
        }
    }

    /// A logout in one tab is a logout in all.
    fn listen_to_tabs(&self) {
        let Some(channel) = &self.0.channel else {
            return;
        };
        let driver = self.clone();
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // Whoever has nothing to forget does not pass it on, so it ends.
            if event.data().as_string().as_deref() == Some("logout")
                && driver.0.vault.borrow().is_some()
            {
                // What was typed last is told before; a page that stands still
                // holds up nobody's logout.
                post(&FromWorker::LeftElsewhere);
                let late = driver.clone();
                let late = Timeout::new(LEAVE_AFTER, move || late.leave());
                driver.0.leaving.replace(Some(late));
            }
        });
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        closure.forget();
    }
}

/// Whether what is shown there needs more than a list as it lies.
fn needs_rest(place: &Place) -> bool {
    place.message.is_some() || !place.view.is_plain()
}

fn new_engine() -> Engine {
    let mut entropy = [0; 16];
    if let Some((crypto, _)) = keys::crypto()
        && crypto
            .get_random_values_with_u8_array(&mut entropy)
            .is_err()
    {
        entropy = [0; 16];
    }
    Engine::new(EngineConfig {
        charsets: Box::new(BrowserCharsets),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: js_sys::Math::random().to_bits(),
        entropy,
        normalise: Some(super::charsets::normalise),
        collate: Some(super::charsets::collate),
        connection_limit: CONNECTION_LIMIT,
        later: None,
    })
}

/// Tells the page of the session.
fn tell_now(change: Change) {
    post(&FromWorker::Changes(vec![Told::Now(change)]));
}

fn post(message: &FromWorker) {
    send(message, Vec::new());
}

pub(super) fn send(message: &FromWorker, beside: Vec<JsValue>) {
    if let Some(parcel) = pack(message, beside) {
        // The only error is a value that cannot be cloned, and bytes can.
        let _ = scope().post_message_with_transfer(&parcel.value, &parcel.transfer);
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

pub(super) fn now() -> Timestamp {
    // Milliseconds since 1970 fit in an f64 for a quarter of a million years.
    Timestamp(js_sys::Date::now() as i64)
}
