//! The page's end of the bridge.

use super::files::Files;
use super::{FromWorker, SESSION_KEY, ToWorker, Told, pack, unpack};
use crate::dom::tell_leaving;
use crate::opened::OPEN_MESSAGE_KEY;
use crate::rest::Packed;
use js_sys::{Array, Function, Object, Reflect};
use mail_engine::{Action, Change, DownloadId, LaterChange, Place};
use mail_model::{FileId, Map, Problem, ProblemKind};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ErrorEvent, MessageEvent, Window, Worker};

/// How often a worker that died is started anew. A fault that comes back each
/// time must end in words, not in a loop.
const RESTARTS: u32 = 3;

/// What the page hears of.
pub enum News {
    /// What the list and the session need.
    Now(Change),
    /// Anything else, packed, and what travelled beside it.
    Later(Packed),
}

/// The page's end of the bridge: starts the worker, hears what changed, passes
/// on what the person wants. Cheap to clone.
#[derive(Clone)]
pub struct Link(Rc<Inner>);

struct Inner {
    on_news: RefCell<Box<dyn FnMut(Vec<News>)>>,
    state: RefCell<State>,
    files: RefCell<Files>,
    /// Who waits for which file.
    wanted: RefCell<Map<FileId, Vec<Wanted>>>,
}

/// What is done with a file once it is here; without one if it can't be read.
type Wanted = Box<dyn FnOnce(Option<Blob>)>;

#[derive(Default)]
struct State {
    /// `None` where none can be started.
    worker: Option<Worker>,
    /// Where the person was last, so that a restarted worker goes there.
    place: Option<Place>,
    restarts: u32,
}

impl Link {
    /// Starts the worker. `place` is where the URL points, for a session that
    /// survived a reload. `on_news` gets what changed, in batches, in order.
    pub fn start(place: Option<Place>, on_news: impl FnMut(Vec<News>) + 'static) -> Self {
        let link = Self(Rc::new(Inner {
            on_news: RefCell::new(Box::new(on_news)),
            state: RefCell::new(State {
                place,
                ..State::default()
            }),
            files: RefCell::default(),
            wanted: RefCell::default(),
        }));
        link.start_worker();
        link.listen_to_window();
        link
    }

    /// Passes on what the person wants.
    pub fn act(&self, action: Action) {
        match &action {
            Action::Go(place) | Action::Login { place, .. } => {
                self.0.state.borrow_mut().place = Some(place.clone());
            }
            _ => {}
        }
        self.send(&ToWorker::Act(action));
    }

    /// Passes on a packed [`mail_engine::LaterAction`].
    pub fn act_later(&self, packed: Vec<u8>) {
        self.send(&ToWorker::ActLater(packed));
    }

    /// Takes in what travelled beside a change.
    pub fn keep_beside(&self, change: &LaterChange, beside: Option<JsValue>) {
        self.0.files.borrow_mut().hear(change, beside);
    }

    /// Hands in a file that the person attached, before any letter names it.
    pub fn keep_file(&self, file: FileId, blob: &Blob) {
        self.send_beside(&ToWorker::KeepFile(file), vec![blob.into()]);
    }

    /// Asks for a file that a letter carries, attached here or made of what was
    /// fetched: `then` gets it, or nothing where it can't be read any more.
    pub fn fetch_file(&self, file: FileId, then: impl FnOnce(Option<Blob>) + 'static) {
        let mut wanted = self.0.wanted.borrow_mut();
        wanted.get_or_default(file).push(Box::new(then));
        drop(wanted);
        self.send(&ToWorker::FetchFile(file));
    }

    /// The file of a [`LaterChange::Downloaded`], once: its bytes stay outside of
    /// this module's memory.
    pub fn take_file(&self, download: DownloadId) -> Option<Blob> {
        self.0.files.borrow_mut().take(download)
    }

    /// Whether a session was kept from before a reload.
    pub fn has_kept_session() -> bool {
        kept_session().is_some()
    }

    fn start_worker(&self) {
        let Ok(worker) = new_worker() else {
            return self.fail();
        };
        let link = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((message, beside)) = unpack(&event.data()) {
                link.hear(message, beside);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let link = self.clone();
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            link.restart_worker();
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        on_error.forget();
        let place = {
            let mut state = self.0.state.borrow_mut();
            state.worker = Some(worker);
            state.place.clone()
        };
        // Its script keeps what it is told until its module is there.
        self.send(&ToWorker::Start {
            kept: kept_session(),
            place,
        });
    }

    /// The worker died: what it knew is on the server, and the session was kept.
    fn restart_worker(&self) {
        let may_restart = {
            let mut state = self.0.state.borrow_mut();
            if let Some(worker) = state.worker.take() {
                worker.set_onmessage(None);
                worker.set_onerror(None);
                worker.terminate();
            }
            self.0.files.borrow_mut().forget_coming();
            state.restarts += 1;
            state.restarts <= RESTARTS
        };
        for (_, wanted) in self.0.wanted.take() {
            for then in wanted {
                then(None);
            }
        }
        self.tell(Change::Notice(Problem::new(ProblemKind::Internal)));
        if may_restart {
            self.start_worker();
        } else {
            self.fail();
        }
    }

    fn fail(&self) {
        let problem = Problem::new(ProblemKind::Internal);
        self.tell(Change::Session(mail_engine::SessionState::LoggedOut(Some(
            problem,
        ))));
    }

    fn hear(&self, message: FromWorker, mut beside: Vec<JsValue>) {
        match message {
            FromWorker::Changes(changes) => {
                let mut beside = beside.into_iter();
                let news = changes.into_iter().map(|told| match told {
                    Told::Now(change) => News::Now(change),
                    Told::Later { packed, has_beside } => {
                        let beside = has_beside.then(|| beside.next()).flatten();
                        News::Later((packed, beside))
                    }
                });
                self.hand_on(news.collect());
            }
            FromWorker::Keep(kept) => {
                if let Some(storage) = session_storage() {
                    // A full or forbidden storage costs the next reload a password, no more.
                    let _ = storage.set_item(SESSION_KEY, &text_of(&kept));
                }
            }
            FromWorker::Forget => {
                if let Some(storage) = session_storage() {
                    let _ = storage.remove_item(SESSION_KEY);
                    let _ = storage.remove_item(OPEN_MESSAGE_KEY);
                }
            }
            FromWorker::LeftElsewhere => {
                tell_leaving();
                self.send(&ToWorker::Left);
            }
            FromWorker::File(file) => {
                let blob = beside.pop().and_then(|blob| blob.dyn_into::<Blob>().ok());
                let wanted = self.0.wanted.borrow_mut().remove(&file);
                for then in wanted.unwrap_or_default() {
                    then(blob.clone());
                }
            }
        }
    }

    fn tell(&self, change: Change) {
        self.hand_on(vec![News::Now(change)]);
    }

    fn hand_on(&self, news: Vec<News>) {
        (self.0.on_news.borrow_mut())(news);
    }

    fn send(&self, message: &ToWorker) {
        self.send_beside(message, Vec::new());
    }

    fn send_beside(&self, message: &ToWorker, beside: Vec<JsValue>) {
        let state = self.0.state.borrow();
        if let (Some(worker), Some(parcel)) = (&state.worker, pack(message, beside)) {
            // The only error is a value that cannot be cloned; bytes and Blobs can.
            let _ = worker.post_message_with_transfer(&parcel.value, &parcel.transfer);
        }
    }

    fn listen_to_window(&self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        self.listen(&window, "online", || ToWorker::Online);
        self.listen(&window, "offline", || ToWorker::Offline);
        if let Some(document) = window.document() {
            let link = self.clone();
            let on_change = Closure::<dyn FnMut()>::new(move || {
                let document = web_sys::window().and_then(|window| window.document());
                if document.is_some_and(|document| !document.hidden()) {
                    link.send(&ToWorker::Woke);
                }
            });
            let _ = document.add_event_listener_with_callback(
                "visibilitychange",
                on_change.as_ref().unchecked_ref(),
            );
            on_change.forget();
        }
    }

    fn listen(&self, window: &Window, event: &str, message: fn() -> ToWorker) {
        let link = self.clone();
        let closure = Closure::<dyn FnMut()>::new(move || link.send(&message()));
        let _ = window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

/// Starts the worker whose address stands in the page.
///
/// The page enforces Trusted Types, so the address must come from a policy.
/// The policy accepts this one address: there is no other script to start.
fn new_worker() -> Result<Worker, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let address = window
        .document()
        .and_then(|document| {
            document
                .query_selector("meta[name=porthole-worker]")
                .ok()
                .flatten()
        })
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or(JsValue::NULL)?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"module".into())?;
    Reflect::set(&options, &"name".into(), &"engine".into())?;
    let constructor: Function = Reflect::get(&window, &"Worker".into())?.dyn_into()?;
    let address = trusted_script_url(&window, &address)?;
    Reflect::construct(&constructor, &Array::of2(&address, &options))?.dyn_into()
}

thread_local! {
    /// A policy can be made once, and a worker may have to be started again.
    static POLICY: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

fn trusted_script_url(window: &Window, address: &str) -> Result<JsValue, JsValue> {
    let trusted_types = Reflect::get(window, &"trustedTypes".into())?;
    if trusted_types.is_undefined() {
        return Ok(address.into());
    }
    let policy = match POLICY.with_borrow(Clone::clone) {
        Some(policy) => policy,
        None => {
            let only = address.to_owned();
            let create =
                Closure::<dyn Fn(String) -> Result<String, JsValue>>::new(move |asked: String| {
                    if asked == only {
                        Ok(asked)
                    } else {
                        Err("no such script".into())
                    }
                });
            let rules = Object::new();
            Reflect::set(&rules, &"createScriptURL".into(), create.as_ref())?;
            create.forget();
            let create_policy: Function =
                Reflect::get(&trusted_types, &"createPolicy".into())?.dyn_into()?;
            let policy = create_policy.call2(&trusted_types, &"porthole".into(), &rules)?;
            POLICY.set(Some(policy.clone()));
            policy
        }
    };
    let create: Function = Reflect::get(&policy, &"createScriptURL".into())?.dyn_into()?;
    create.call1(&policy, &address.into())
}

fn session_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn kept_session() -> Option<Vec<u8>> {
    let kept = session_storage()?.get_item(SESSION_KEY).ok()??;
    kept.chars().map(|c| u8::try_from(c).ok()).collect()
}

/// Octets as the text that a storage takes: a character each.
fn text_of(octets: &[u8]) -> String {
    octets.iter().copied().map(char::from).collect()
}
