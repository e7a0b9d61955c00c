//! Messages on their way to a submission service: each has a WebSocket of its
//! own, and a dialogue in the reader's module, which the worker only carries.

use super::driver::PACE;
use super::files::Files;
use super::reader::Reader;
use super::socket::Socket;
use gloo_timers::callback::Timeout;
use mail_engine::{ConnectionId, Input};
use mail_model::{FileSlice, Map, Problem, ProblemKind, Timestamp};
use relay_protocol::SUBMISSION_SUFFIX;
use std::cell::RefCell;
use std::rc::Rc;
use submission_client::{CloseReason, News, Order, Refusal, Step};
use wasm_bindgen_futures::spawn_local;

/// What hears how it goes.
type Feed = Rc<dyn Fn(Input)>;

/// All that are on their way.
#[derive(Clone)]
pub(super) struct Submissions {
    under_way: Rc<RefCell<Map<ConnectionId, Submission>>>,
    files: Files,
}

struct Submission {
    reader: Rc<Reader>,
    feed: Feed,
    socket: Option<Socket>,
    timer: Option<Timeout>,
}

impl Submissions {
    /// None are on their way; what they carry is read from these files.
    pub(super) fn new(files: Files) -> Self {
        Self {
            under_way: Rc::default(),
            files,
        }
    }

    /// Sends a message by the named upstream's submission service.
    pub(super) fn begin(&self, id: ConnectionId, upstream: String, order: Box<Order>, feed: Feed) {
        let all = self.clone();
        spawn_local(async move {
            let Some(reader) = Reader::load().await.map(Rc::new) else {
                let problem = Problem::new(ProblemKind::ProxyUnreachable);
                let refusal = Refusal {
                    is_temporary: true,
                    ..Refusal::certain(problem)
                };
                return feed(Input::Submission(id, News::Ended(Err(refusal))));
            };
            let submission = Submission {
                reader,
                feed,
                socket: None,
                timer: None,
            };
            all.under_way.borrow_mut().insert(id, submission);
            all.go_on(id, &Step::Ordered(order));
            all.open(id, &upstream);
        });
    }

    fn open(&self, id: ConnectionId, upstream: &str) {
        let all = self.clone();
        let hear = move |input| match input {
            Input::Connected(_) => all.go_on(id, &Step::Opened),
            Input::Received(_, bytes) => all.go_on(id, &Step::Received(bytes)),
            Input::Closed(_, reason) => {
                let (kind, words) = (reason.kind, reason.words);
                all.go_on(id, &Step::Closed(CloseReason { kind, words }));
            }
            _ => {}
        };
        match Socket::open(id, upstream, SUBMISSION_SUFFIX, hear) {
            Ok(socket) => {
                if let Some(submission) = self.under_way.borrow_mut().get_mut(&id) {
                    submission.socket = Some(socket);
                }
            }
            Err(_) => self.go_on(id, &Step::Closed(CloseReason::lost())),
        }
    }

    /// Something happened: what follows is said, and told.
    fn go_on(&self, id: ConnectionId, step: &Step) {
        let Some((reader, feed)) = self.under_way.borrow().get(&id).map(Submission::parts) else {
            return;
        };
        let Some(answer) = reader.deliver(id.0, step, super::driver::now()) else {
            // What it had said is not known any more.
            self.under_way.borrow_mut().remove(&id);
            let refusal = Refusal {
                is_certain: false,
                ..Refusal::certain(Problem::new(ProblemKind::Internal))
            };
            return feed(Input::Submission(id, News::Ended(Err(refusal))));
        };
        if let Some(submission) = self.under_way.borrow_mut().get_mut(&id) {
            for bytes in &answer.said {
                if let Some(socket) = &submission.socket {
                    socket.send(bytes);
                }
            }
            submission.timer = answer.timeout.map(|at| self.timer(id, at));
        }
        if let Some(slice) = answer.need {
            self.read(id, slice);
        }
        if answer.is_over || matches!(step, Step::Closed(_)) {
            self.under_way.borrow_mut().remove(&id);
        }
        for news in answer.news {
            feed(Input::Submission(id, news));
        }
    }

    /// Reads a stretch of a file once the line can take it.
    fn read(&self, id: ConnectionId, slice: FileSlice) {
        let all = self.clone();
        let is_full = (self.under_way.borrow().get(&id))
            .and_then(|submission| submission.socket.as_ref())
            .is_some_and(Socket::is_full);
        if is_full {
            Timeout::new(PACE, move || all.read(id, slice)).forget();
            return;
        }
        spawn_local(async move {
            let stretch = all.files.read(slice).await;
            all.go_on(id, &Step::Read(stretch));
        });
    }

    fn timer(&self, id: ConnectionId, at: Timestamp) -> Timeout {
        let all = self.clone();
        let delay = at.since(super::driver::now()).as_millis();
        let delay = u32::try_from(delay)
            .unwrap_or(u32::MAX)
            .min(i32::MAX as u32);
        Timeout::new(delay, move || all.go_on(id, &Step::Timeout))
    }
}

impl Submission {
    fn parts(&self) -> (Rc<Reader>, Feed) {
        (Rc::clone(&self.reader), Rc::clone(&self.feed))
    }
}
