//! Engine and server with a line between them that takes its time and can be cut.

mod keeping;
mod lines;

use crate::{Files, Page};
use demo_server::{Profile, Server, SessionId};
use mail_engine::{
    Action, CloseReason, ConnectionId, Credential, Effect, Engine, EngineConfig, Input, KeepId,
    LoginRequest, Place, Record, RememberedSession, StoreName, View,
};
use mail_model::{FileId, FileSlice, Flags, MailboxName, ProblemKind, Secret, Timestamp, Uid};
use mime_message::BuiltInCharsets;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use submission_client::{Delivery, Step};

/// Of the person whose account it is.
pub const USER: &str = "robin";
/// Half a round trip, in milliseconds, unless it is said otherwise.
const LATENCY: i64 = 50;
/// How long the browser takes to keep something, in milliseconds.
const KEEPING: i64 = 4;
/// So many connections an engine opens at most.
pub(crate) const CONNECTION_LIMIT: usize = 4;
/// Noon of some day.
pub const START: Timestamp = Timestamp(1_780_000_000_000);

pub struct Pair {
    pub engine: Engine,
    pub server: Server,
    pub page: Page,
    pub now: Timestamp,
    /// Where the person went last.
    pub place: Place,
    /// What the shell keeps for a reload.
    pub kept: Option<RememberedSession>,
    /// The files that the shell keeps, over a reload too.
    pub files: Files,
    /// Octets from the server on all connections.
    pub received: usize,
    /// Everything that was sent, as text.
    pub said: String,
    /// No connection can be made, and those that are there are dead.
    pub is_down: bool,
    /// The line is cut after so many more octets from the server.
    pub cut_after: Option<usize>,
    /// What the engine was told, if it is to be kept.
    pub recorded: Option<Vec<(Timestamp, Input)>>,
    /// The line is cut after so many more octets for the server.
    pub cut_sending_after: Option<usize>,
    /// Half a round trip, in milliseconds.
    pub latency: i64,
    /// How many connections were made.
    pub connections: usize,
    /// How many times a message was to be submitted.
    pub submissions: usize,
    /// What the browser keeps, by stores: it outlives the engine.
    pub records: BTreeMap<StoreName, BTreeMap<String, Vec<u8>>>,
    /// Records that another tab holds.
    pub held_elsewhere: BTreeSet<String>,
    /// Nothing more can be kept in the browser.
    pub is_store_full: bool,
    /// What is kept in the browser can't be read.
    pub is_store_unreadable: bool,
    /// The browser answers nothing of what it is asked to keep or to bring.
    pub is_store_silent: bool,
    /// What the browser is at when the tab ends is done all the same.
    pub is_store_late: bool,
    /// What the browser is at.
    keeping: VecDeque<(Timestamp, Keeping)>,
    lines: BTreeMap<ConnectionId, Line>,
    /// Lines that are dead, of which the engine has not heard.
    forgotten: Vec<ConnectionId>,
    connection_limit: usize,
}

#[derive(Default)]
struct Line {
    session: Option<SessionId>,
    /// A message is submitted on it, and when its dialogue wants to be woken.
    delivery: Option<(Delivery, Option<Timestamp>)>,
    /// The stretch of a file that the dialogue needs, and when the line can take it.
    need: Option<(Timestamp, FileSlice)>,
    /// Nothing passes it any more, and neither side knows.
    is_dead: bool,
    to_server: VecDeque<(Timestamp, Vec<u8>)>,
    to_engine: VecDeque<(Timestamp, News)>,
}

/// What the browser is asked to do with what it keeps.
enum Keeping {
    Keep(KeepId, StoreName, Vec<Record>),
    Recall(StoreName),
}

/// What a line brings to the engine.
enum News {
    Opened,
    Bytes(Vec<u8>),
    Ended,
}

impl Pair {
    /// An account whose inbox holds `count` generated messages.
    pub fn with_inbox(profile: Profile, count: u32) -> Self {
        let mut server = Server::empty(profile);
        server.fill(USER, "INBOX", count, START);
        for mailbox in ["Sent", "Drafts", "Trash"] {
            server.create_mailbox(USER, mailbox, None);
        }
        Self::with_server(server)
    }
    pub fn with_server(server: Server) -> Self {
        Self {
            engine: new_engine(CONNECTION_LIMIT),
            server,
            page: Page::default(),
            place: place("INBOX", None),
            now: START,
            kept: None,
            files: Files::default(),
            received: 0,
            said: String::new(),
            is_down: false,
            cut_after: None,
            recorded: None,
            cut_sending_after: None,
            latency: LATENCY,
            connections: 0,
            submissions: 0,
            records: BTreeMap::new(),
            held_elsewhere: BTreeSet::new(),
            is_store_full: false,
            is_store_unreadable: false,
            is_store_silent: false,
            is_store_late: false,
            keeping: VecDeque::new(),
            lines: BTreeMap::new(),
            forgotten: Vec::new(),
            connection_limit: CONNECTION_LIMIT,
        }
    }
    /// How many connections to the mail server there are now, those that are leaving
    /// among them.
    pub fn open_connections(&self) -> usize {
        let lines = self.lines.values();
        let open = lines.filter(|line| line.delivery.is_none() && !line.is_dead);
        open.count()
    }
    /// Whose engine opens at most so many connections; before anybody logs in.
    pub fn limited_to(mut self, connections: usize) -> Self {
        self.connection_limit = connections;
        self.engine = new_engine(connections);
        self
    }
    /// An account at its inbox, all quiet.
    pub fn at_inbox(profile: Profile, count: u32) -> Self {
        let mut pair = Self::with_inbox(profile, count);
        pair.log_in("INBOX", None);
        pair.run_for(3000);
        assert!(pair.page.is_online());
        pair
    }

    /// How the page calls a mailbox that the server keeps under this name: some
    /// have all of them below INBOX. The name itself where there is no such.
    pub fn shown(&self, mailbox: &str) -> String {
        let mut names = self.page.mailboxes.iter().map(|entry| &entry.mailbox.name);
        let shown = names.find(|name| stored(name.as_str()) == mailbox);
        shown.map_or_else(|| mailbox.to_owned(), |name| name.as_str().to_owned())
    }

    // What the person does.

    pub fn log_in(&mut self, mailbox: &str, message: Option<Uid>) {
        self.log_in_with("demo", mailbox, message);
    }
    pub fn log_in_with(&mut self, password: &str, mailbox: &str, message: Option<Uid>) {
        let credential = Credential::Password(Secret::new(password));
        self.log_in_by(credential, mailbox, message);
    }
    pub fn log_in_by(&mut self, credential: Credential, mailbox: &str, message: Option<Uid>) {
        let login = LoginRequest {
            upstream: "demo".to_owned(),
            user: USER.to_owned(),
            credential,
        };
        self.act(Action::Login {
            login,
            place: place(mailbox, message),
        });
    }
    pub fn go(&mut self, mailbox: &str, message: Option<Uid>) {
        self.act(Action::Go(place(mailbox, message)));
    }
    /// Has a mailbox shown in some way.
    pub fn show(&mut self, mailbox: &str, view: View) {
        let place = Place {
            view,
            ..place(mailbox, None)
        };
        self.act(Action::Go(place));
    }
    pub fn view(&mut self, first: u32, last: u32) {
        let list = self.page.list.as_ref().expect("no list is open").id;
        self.act(Action::ViewRows { list, first, last });
    }
    /// Attaches a file.
    pub fn attach(&mut self, file: FileId, octets: Vec<u8>) {
        let told = self.files.put(file, octets);
        self.feed(told);
    }
    pub fn act(&mut self, action: impl Into<Action>) {
        self.feed(Input::Action(action.into()));
    }
    /// The page is loaded anew with what was kept.
    pub fn reload(&mut self, mailbox: &str, message: Option<Uid>) {
        let session = Box::new(self.kept.clone().expect("nothing was kept"));
        for (_, line) in core::mem::take(&mut self.lines) {
            if let Some(session) = line.session {
                self.server.handle_closed(session, self.now);
            }
        }
        self.forgotten.clear();
        // What was not kept yet is not kept.
        let begun = self.keeping.pop_front().filter(|_| self.is_store_late);
        self.keeping.clear();
        if let Some((_, Keeping::Keep(_, store, records))) = begun {
            self.store(store, records);
        }
        self.engine = new_engine(self.connection_limit);
        self.page = Page::default();
        self.feed(Input::Restore {
            session,
            place: place(mailbox, message),
        });
    }

    // What the world does.

    pub fn deliver(&mut self, subject: &str) -> Uid {
        self.deliver_raw("INBOX", plain_message(subject).as_bytes())
    }
    pub fn deliver_raw(&mut self, mailbox: &str, message: &[u8]) -> Uid {
        let flags = Flags::default();
        let uid = self
            .server
            .deliver(USER, mailbox, message, &flags, self.now);
        self.collect();
        uid.expect("the mailbox is full")
    }
    pub fn expunge(&mut self, uid: Uid) {
        assert!(self.server.expunge(USER, "INBOX", uid, self.now));
        self.collect();
    }
    pub fn set_flags(&mut self, uid: Uid, flags: &Flags) {
        self.server.set_flags(USER, "INBOX", uid, flags, self.now);
        self.collect();
    }
    /// All lines break; each side hears of it at once, and of those that were
    /// dead before.
    pub fn cut(&mut self) {
        for id in core::mem::take(&mut self.forgotten) {
            self.feed(Input::Closed(id, lost()));
        }
        let ids: Vec<ConnectionId> = self.lines.keys().copied().collect();
        for id in ids {
            self.close(id);
        }
    }
    /// One line breaks: the first, or those that were opened later.
    pub fn cut_one(&mut self, place: usize) {
        let id = self.lines.keys().nth(place).copied();
        if let Some(id) = id {
            self.close(id);
        }
    }
    /// What was done at the server comes to its clients.
    pub fn hear_server(&mut self) {
        self.collect();
    }
    /// All lines are dead, and both sides have to find that out by themselves.
    pub fn stall(&mut self) {
        for line in self.lines.values_mut() {
            line.is_dead = true;
        }
    }
    /// All lines are dead, and the engine does not hear of it.
    pub fn forget_lines(&mut self) {
        for (id, line) in core::mem::take(&mut self.lines) {
            self.forgotten.push(id);
            if let Some(session) = line.session {
                self.server.handle_closed(session, self.now);
            }
        }
    }
    pub fn feed(&mut self, input: Input) {
        if let Input::Action(Action::Go(place) | Action::Login { place, .. })
        | Input::Restore { place, .. } = &input
        {
            self.place = place.clone();
        }
        if let Some(recorded) = &mut self.recorded {
            recorded.push((self.now, input.clone()));
        }
        self.engine.handle(input, self.now);
        self.drain();
    }

    // Time.

    /// Lets so many milliseconds pass.
    pub fn run_for(&mut self, milliseconds: i64) {
        let end = Timestamp(self.now.0 + milliseconds);
        self.run_while(end, |_| true);
        self.now = end;
    }
    /// Lets time pass until something is so; tells after how many round trips.
    pub fn round_trips_until(&mut self, is_so: impl Fn(&Page) -> bool) -> i64 {
        let start = self.now;
        let end = Timestamp(start.0 + 120_000);
        self.run_while(end, |page| !is_so(page));
        assert!(is_so(&self.page), "it never came");
        let passed = self.now.0 - start.0;
        (passed + 2 * self.latency - 1) / (2 * self.latency)
    }
    fn run_while(&mut self, end: Timestamp, goes_on: impl Fn(&Page) -> bool) {
        for _ in 0..1_000_000 {
            if !goes_on(&self.page) {
                return;
            }
            let next = self.next_due();
            let Some(next) = next.filter(|next| *next <= end) else {
                return;
            };
            self.now = self.now.max(next);
            self.step();
        }
        panic!("it never becomes quiet");
    }
    fn next_due(&self) -> Option<Timestamp> {
        let lines = self.lines.values().flat_map(|line| {
            let to_server = line.to_server.front().map(|(due, _)| *due);
            let to_engine = line.to_engine.front().map(|(due, _)| *due);
            let delivery = line.delivery.as_ref().and_then(|(_, due)| *due);
            let need = line.need.map(|(due, _)| due);
            [to_server, to_engine, delivery, need].into_iter().flatten()
        });
        let keeping = self.keeping.front().filter(|_| !self.is_store_silent);
        let keeping = keeping.map(|(due, _)| *due);
        lines
            .chain(keeping)
            .chain(self.engine.poll_timeout())
            .chain(self.server.poll_timeout())
            .min()
    }
    /// Lets happen what is due now.
    fn step(&mut self) {
        let ids: Vec<ConnectionId> = self.lines.keys().copied().collect();
        for id in ids {
            self.carry(id);
            let delivery = self.lines.get(&id).and_then(|line| line.delivery.as_ref());
            if delivery.is_some_and(|(_, due)| due.is_some_and(|due| due <= self.now)) {
                self.deliver_on(id, Step::Timeout);
            }
            let line = self.lines.get_mut(&id);
            let need = line.and_then(|line| line.need.take_if(|(due, _)| *due <= self.now));
            if let Some((_, slice)) = need {
                let stretch = self.files.read(slice);
                self.deliver_on(id, Step::Read(stretch));
            }
        }
        if !self.is_store_silent
            && let Some(keeping) = take_due(&mut self.keeping, self.now)
        {
            self.carry_out_keeping(keeping);
        }
        if self.server.poll_timeout().is_some_and(|at| at <= self.now) {
            self.server.handle_timeout(self.now);
            self.collect();
        }
        if self.engine.poll_timeout().is_some_and(|at| at <= self.now) {
            self.feed(Input::Timeout);
        }
    }
    // Carrying.

    fn drain(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            self.carry_out(effect);
        }
        while let Some(change) = self.engine.poll_change() {
            self.page.apply(change);
        }
    }
    fn carry_out(&mut self, effect: Effect) {
        let due = Timestamp(self.now.0 + self.latency);
        let effect = match self.files.carry_out(effect) {
            Ok(None) => return,
            Ok(Some(input)) => return self.feed(input),
            Err(effect) => *effect,
        };
        match effect {
            Effect::Connect(id, upstream) => {
                assert_eq!(upstream, "demo");
                self.connections += 1;
                let line = self.lines.entry(id).or_default();
                // The handshake takes no time, so that round trips count from the open transport.
                let outcome = if self.is_down {
                    News::Ended
                } else {
                    News::Opened
                };
                line.to_engine.push_back((self.now, outcome));
                self.judge_connections();
            }
            Effect::Submit(id, upstream, order) => {
                assert_eq!(upstream, "demo");
                self.submissions += 1;
                let outcome = match self.is_down {
                    true => News::Ended,
                    false => News::Opened,
                };
                let line = self.lines.entry(id).or_default();
                line.delivery = Some((Delivery::default(), None));
                line.to_engine.push_back((self.now, outcome));
                self.deliver_on(id, Step::Ordered(order));
            }
            Effect::Send(id, bytes) => {
                self.said.push_str(&String::from_utf8_lossy(&bytes));
                if let Some(line) = self.lines.get_mut(&id) {
                    line.to_server.push_back((due, bytes));
                }
            }
            Effect::Disconnect(id) => {
                if let Some(session) = self.lines.remove(&id).and_then(|line| line.session) {
                    self.server.handle_closed(session, self.now);
                }
            }
            Effect::Remember(session) => self.kept = Some(*session),
            Effect::Forget => self.kept = None,
            Effect::Keep(id, store, records) => {
                self.keep(Keeping::Keep(id, store, records));
            }
            Effect::Recall(store) => self.keep(Keeping::Recall(store)),
            Effect::Perform(id, job) => {
                self.feed(Input::Performed(id, Ok(job.perform(&BuiltInCharsets))));
            }
            // Of files, and carried out already.
            Effect::ReadFile { .. }
            | Effect::AppendFile(..)
            | Effect::KeepFile(_)
            | Effect::DropFile(_)
            | Effect::SweepFiles(_)
            // There are no other tabs that would take it.
            | Effect::LetGo(..) => {}
        }
    }
}

fn take_due<T>(queue: &mut VecDeque<(Timestamp, T)>, now: Timestamp) -> Option<T> {
    let is_due = queue.front().is_some_and(|(due, _)| *due <= now);
    is_due
        .then(|| queue.pop_front())
        .flatten()
        .map(|(_, item)| item)
}

/// The server's own name of a mailbox that the page calls so.
pub(crate) fn stored(shown: &str) -> &str {
    shown.strip_prefix("INBOX.").unwrap_or(shown)
}

/// An engine nobody is logged in to.
pub(crate) fn new_engine(connection_limit: usize) -> Engine {
    Engine::new(EngineConfig {
        later: Some(mail_engine::Later::all()),
        charsets: Box::new(BuiltInCharsets),
        version: "0".to_owned(),
        seed: 1,
        entropy: [7; 16],
        normalise: None,
        collate: None,
        connection_limit,
    })
}

fn lost() -> CloseReason {
    CloseReason {
        kind: ProblemKind::ConnectionLost,
        words: String::new(),
    }
}

pub fn place(mailbox: &str, message: Option<Uid>) -> Place {
    Place {
        mailbox: MailboxName::new(mailbox),
        view: View::default(),
        message,
        message_id: None,
    }
}

pub fn uid(uid: u32) -> Uid {
    Uid::new(uid).expect("0 is no UID")
}

/// A message of few words. Some programs write Message-IDs with blanks in them:
/// every tenth has such.
pub fn plain_message(subject: &str) -> String {
    let has_blanks = subject.ends_with('3');
    let id = subject.replace(' ', if has_blanks { " " } else { "-" });
    format!(
        "From: Ada <ada@example.org>\r\nTo: robin@example.org\r\nSubject: {subject}\r\n\
         Date: Thu, 28 May 2026 12:00:00 +0000\r\nMessage-ID: <{id}@example.org>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nThis is {subject}.\r\n"
    )
}
