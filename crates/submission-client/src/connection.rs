use crate::login::{self, Login};
use crate::problem::{Said, refusal};
use crate::reply::{Flaw, Reply, ReplyReader};
use crate::service::Service;
use crate::transaction::{Scanned, Transaction, Verdict};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use core::time::Duration;
use mail_model::{
    EnvelopeAddress, FileSlice, MessageSource, Problem, ProblemKind, SubmissionEnvelope, Timestamp,
};
use sasl::Credentials;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How long a reply may take. RFC 5321 §4.5.3.2 is more patient, but a person waits.
const REPLY_LIMIT: Duration = Duration::from_secs(120);
/// The same for a whole message (§4.5.3.2.6), not counting its way there.
const END_LIMIT: Duration = Duration::from_secs(600);
/// A message's way takes a second for so many octets at the worst.
const SLOWEST: u64 = 16 * 1024;
/// What EHLO says of us: a page does not know what its machine is called (RFC
/// 5321 §4.1.4 allows a literal).
const OWN_NAME: &str = "[127.0.0.1]";

/// What a connection is told once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ConnectionConfig {
    /// What must be unforeseeable comes from here; where it is all zero, nothing
    /// is done that needs such (SCRAM).
    pub entropy: [u8; 16],
}

/// Names a request until its [`Event::Done`]. Never reused within a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId(pub u64);

/// A message to be sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// From whom and to whom.
    pub envelope: SubmissionEnvelope,
    /// The message itself, with CRLF line ends. Its files are asked for when it
    /// is on its way ([`Connection::poll_need`]).
    pub message: MessageSource,
    /// It goes to those whom the service takes it for, though it refuses others.
    /// Otherwise it goes to nobody then, and the person can correct it.
    pub allows_partial: bool,
}

/// To whom, and how long it is; nothing of what it says.
impl core::fmt::Debug for Submission {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Submission")
            .field("envelope", &self.envelope)
            .field("length", &self.message.length())
            .finish_non_exhaustive()
    }
}

/// A wish from above. Each is done in its turn.
#[derive(Clone, Debug)]
pub enum Request {
    /// Log in. May be submitted before the greeting has come. If it is refused,
    /// the submissions behind it are too.
    Login(Credentials),
    /// Send a message.
    Submit(Box<Submission>),
    /// End the dialogue in order.
    Quit,
}

/// The service took it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Its words, mostly the name by which it knows the message.
    pub words: String,
    /// Recipients that it goes to all the same not.
    pub refused: Vec<RecipientRefusal>,
}

/// The service did not take it, or nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why, in the service's words where it had any.
    pub problem: Problem,
    /// The same may go well another time (4yz, or the line was lost).
    pub is_temporary: bool,
    /// It was certainly not sent. `false` where the line was lost when all of the
    /// message was out: it may have been taken, and must not be sent again
    /// without asking.
    pub is_certain: bool,
    /// The recipients that it is about, if it is about such.
    pub refused: Vec<RecipientRefusal>,
}

impl Refusal {
    /// It was certainly not sent, and will not be.
    pub fn certain(problem: Problem) -> Self {
        Self {
            problem,
            is_temporary: false,
            is_certain: true,
            refused: Vec::new(),
        }
    }
}

/// A recipient whom the service does not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientRefusal {
    /// Whom.
    pub recipient: EnvelopeAddress,
    /// Why.
    pub problem: Problem,
    /// It may do so later (greylisting, RFC 6647).
    pub is_temporary: bool,
}

/// How a request ended.
pub type Outcome = Result<Accepted, Refusal>;

/// A fact from the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The service let us in.
    Authenticated,
    /// A message is on its way.
    Progress {
        /// Which request's.
        request: RequestId,
        /// Octets that have arrived, or at least gone out.
        sent: u64,
        /// Of so many.
        total: u64,
    },
    /// A request ended; each does once.
    Done {
        /// Which.
        request: RequestId,
        /// How.
        outcome: Outcome,
    },
    /// The connection is of no use any more.
    Closed(Problem),
}

/// Why the transport ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseReason {
    /// As the shell knows it from the proxy's close code.
    pub kind: ProblemKind,
    /// The proxy's words, if any.
    pub words: String,
}

#[derive(Debug)]
enum Stage {
    /// The greeting has not come.
    Greeting,
    /// EHLO was said.
    Hello,
    /// Nothing is under way.
    Ready,
    LoggingIn(RequestId, Login),
    Sending(RequestId, Box<Transaction>),
    /// RSET was said.
    Resetting,
    /// QUIT was said.
    Leaving(RequestId),
}

/// One connection to a submission service.
///
/// After each call of a `handle_…` or [`Self::submit`], drain
/// [`Self::poll_transmit`], read [`Self::poll_timeout`], drain
/// [`Self::poll_event`].
pub struct Connection {
    nonce: String,
    normalise: Option<sasl::Normalise>,
    stage: Stage,
    service: Service,
    reader: ReplyReader,
    waiting: VecDeque<(RequestId, Request)>,
    output: Vec<u8>,
    events: VecDeque<Event>,
    closed: Option<Problem>,
    /// Since then a reply is awaited.
    since: Timestamp,
    last_request: u64,
}

/// Says where the connection stands, and nothing of what was said on it.
impl core::fmt::Debug for Connection {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Connection")
            .field("stage", &self.stage)
            .field("waiting", &self.waiting.len())
            .field("closed", &self.closed.as_ref().map(|problem| problem.kind))
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection whose transport is open.
    pub fn new(config: &ConnectionConfig, now: Timestamp) -> Self {
        let nonce = match config.entropy == [0; 16] {
            true => String::new(),
            false => BASE64.encode(config.entropy),
        };
        Self {
            nonce,
            normalise: None,
            stage: Stage::Greeting,
            service: Service::default(),
            reader: ReplyReader::default(),
            waiting: VecDeque::new(),
            output: Vec::new(),
            events: VecDeque::new(),
            closed: None,
            since: now,
            last_request: 0,
        }
    }

    /// Normalisation form KC, which SCRAM compares passwords in: a browser has it.
    /// Without it passwords beyond ASCII go as they were typed.
    #[must_use]
    pub fn normalising(self, normalise: Option<sasl::Normalise>) -> Self {
        Self { normalise, ..self }
    }

    /// Bytes from the service, in pieces of any size.
    pub fn handle_input(&mut self, bytes: &[u8], now: Timestamp) {
        let mut bytes = bytes;
        while self.closed.is_none() {
            match self.reader.read(&mut bytes) {
                Ok(Some(reply)) => {
                    self.since = now;
                    self.hear(&reply);
                }
                Ok(None) => break,
                Err(Flaw::NotSmtp) => self.close(Problem::new(ProblemKind::NotSubmission)),
                Err(Flaw::TooMuch) => self.close(Problem::new(ProblemKind::LimitExceeded)),
            }
        }
        self.drive(now);
    }
    /// The time of [`Self::poll_timeout`] has come.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        if self.poll_timeout().is_some_and(|at| at <= now) {
            self.close(Problem::new(ProblemKind::ServerSilent));
        }
    }
    /// The transport ended.
    pub fn handle_closed(&mut self, reason: &CloseReason, _: Timestamp) {
        self.close(Problem::with_words(reason.kind, &reason.words));
    }
    /// A wish from above.
    pub fn submit(&mut self, request: Request, now: Timestamp) -> RequestId {
        self.last_request += 1;
        let id = RequestId(self.last_request);
        match self.closed.clone() {
            Some(problem) => self.done(id, Err(temporary(problem))),
            None => self.waiting.push_back((id, request)),
        }
        self.drive(now);
        id
    }
    /// Bytes for the service. Drained until empty.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        if self.closed.is_some() {
            return None;
        }
        if !self.output.is_empty() {
            return Some(core::mem::take(&mut self.output));
        }
        match &mut self.stage {
            Stage::Sending(_, transaction) => transaction.poll_transmit(),
            _ => None,
        }
    }
    /// The stretch of a file that a message on its way needs, told once: whoever
    /// hears it answers by [`Self::supply`], when the line can take more. Drained
    /// behind [`Self::poll_transmit`].
    pub fn poll_need(&mut self) -> Option<FileSlice> {
        match &mut self.stage {
            Stage::Sending(_, transaction) if self.closed.is_none() => transaction.poll_need(),
            _ => None,
        }
    }
    /// The stretch that was needed, or why it can't be read: then the message is
    /// certainly not sent. Where half of it is out, the connection ends with it.
    pub fn supply(&mut self, stretch: Result<Vec<u8>, Problem>, now: Timestamp) {
        let (Stage::Sending(id, transaction), None) = (&mut self.stage, &self.closed) else {
            return;
        };
        // The line moves: a reply comes only when all of it is there.
        self.since = now;
        let request = *id;
        match stretch.and_then(|octets| transaction.supply(&octets)) {
            Ok(Some(sent)) => {
                let total = transaction.size();
                self.events.push_back(Event::Progress {
                    request,
                    sent,
                    total,
                });
            }
            Ok(None) => {}
            Err(problem) => {
                let is_begun = transaction.is_begun();
                self.done(request, Err(Refusal::certain(problem)));
                self.stage = Stage::Ready;
                if is_begun {
                    self.close(Problem::new(ProblemKind::ConnectionLost));
                }
            }
        }
        self.drive(now);
    }
    /// The largest message that the service takes, in octets, where it has told
    /// (SIZE, RFC 1870).
    pub fn largest(&self) -> Option<u64> {
        self.service.largest
    }
    /// When to call [`Self::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        let limit = match &self.stage {
            _ if self.closed.is_some() => return None,
            Stage::Ready => return None,
            Stage::Sending(_, transaction) if transaction.is_out() => {
                END_LIMIT + Duration::from_secs(transaction.size() / SLOWEST)
            }
            _ => REPLY_LIMIT,
        };
        Some(self.since + limit)
    }
    /// The next fact.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Begins what waits, once nothing is under way.
    fn drive(&mut self, now: Timestamp) {
        self.scan();
        while matches!(self.stage, Stage::Ready) && self.closed.is_none() {
            let Some((id, request)) = self.waiting.pop_front() else {
                return;
            };
            self.since = now;
            match request {
                Request::Login(credentials) => {
                    match Login::begin(&self.service, credentials, &self.nonce, self.normalise) {
                        Some((login, line)) => {
                            self.output.extend(line);
                            self.stage = Stage::LoggingIn(id, login);
                        }
                        None => self.login_refused(id, &login::not_possible()),
                    }
                }
                Request::Submit(submission) => {
                    match Transaction::begin(submission, &self.service) {
                        Ok(transaction) => {
                            self.stage = Stage::Sending(id, Box::new(transaction));
                            self.scan();
                        }
                        Err(refusal) => self.done(id, Err(refusal)),
                    }
                }
                Request::Quit => {
                    self.output.extend(b"QUIT\r\n");
                    self.stage = Stage::Leaving(id);
                }
            }
        }
    }

    /// Reads on over a message of which nothing was said yet.
    fn scan(&mut self) {
        if let Stage::Sending(id, transaction) = &mut self.stage
            && let Scanned::Refused(refusal) = transaction.scan(&self.service)
        {
            let id = *id;
            self.stage = Stage::Ready;
            self.done(id, Err(refusal));
        }
    }

    fn hear(&mut self, reply: &Reply) {
        match core::mem::replace(&mut self.stage, Stage::Ready) {
            Stage::Greeting if reply.is_positive() => {
                self.output
                    .extend(["EHLO ", OWN_NAME, "\r\n"].concat().into_bytes());
                self.stage = Stage::Hello;
            }
            Stage::Greeting | Stage::Hello if !reply.is_positive() => {
                let Refusal { problem, .. } = refusal(reply, Said::Greeting);
                self.close_as(problem, reply.is_temporary());
            }
            Stage::Greeting | Stage::Hello => self.service = Service::read(reply),
            Stage::LoggingIn(id, mut login) => match login.hear(reply) {
                login::Step::Say(line) => {
                    self.output.extend(line);
                    self.stage = Stage::LoggingIn(id, login);
                }
                login::Step::Done => {
                    self.events.push_back(Event::Authenticated);
                    self.done(id, Ok(Accepted::default()));
                }
                login::Step::Refused(refusal) => self.login_refused(id, &refusal),
            },
            Stage::Sending(id, mut transaction) => {
                let total = transaction.size();
                let verdict = transaction.is_awaiting().then(|| transaction.hear(reply));
                match verdict {
                    _ if reply.is_goodbye() && !transaction.is_out() => {
                        self.stage = Stage::Sending(id, transaction);
                    }
                    // It answers what was not said.
                    None => {
                        self.stage = Stage::Sending(id, transaction);
                        self.close(Problem::new(ProblemKind::NotSubmission));
                    }
                    Some(Verdict::GoOn) => self.stage = Stage::Sending(id, transaction),
                    Some(Verdict::Progress(sent)) => {
                        self.events.push_back(Event::Progress {
                            request: id,
                            sent,
                            total,
                        });
                        self.stage = Stage::Sending(id, transaction);
                    }
                    Some(Verdict::Done(outcome)) => self.done(id, outcome),
                    Some(Verdict::Broken(refusal)) => {
                        self.done(id, Err(refusal));
                        self.close(Problem::new(ProblemKind::ConnectionLost));
                    }
                    Some(Verdict::Reset(outcome)) => {
                        self.done(id, outcome);
                        self.output.extend(b"RSET\r\n");
                        self.stage = Stage::Resetting;
                    }
                }
            }
            Stage::Leaving(id) => {
                self.done(id, Ok(Accepted::default()));
                self.close(goodbye(reply));
            }
            // Nothing was asked: it says farewell, or is out of step.
            Stage::Ready if !reply.is_goodbye() => {
                self.close(Problem::new(ProblemKind::NotSubmission));
            }
            Stage::Resetting | Stage::Ready => {}
        }
        if reply.is_goodbye() {
            self.close(goodbye(reply));
        }
    }

    /// What waits behind a refused login is refused with it.
    fn login_refused(&mut self, id: RequestId, refusal: &Refusal) {
        self.done(id, Err(refusal.clone()));
        let is_submission = |request: &Request| matches!(request, Request::Submit(_));
        let waiting = core::mem::take(&mut self.waiting);
        let (refused, left): (VecDeque<_>, VecDeque<_>) = waiting
            .into_iter()
            .partition(|(_, request)| is_submission(request));
        self.waiting = left;
        for (id, _) in refused {
            self.done(id, Err(refusal.clone()));
        }
    }
    fn done(&mut self, request: RequestId, outcome: Outcome) {
        self.events.push_back(Event::Done { request, outcome });
    }
    fn close(&mut self, problem: Problem) {
        self.close_as(problem, true);
    }
    fn close_as(&mut self, problem: Problem, is_temporary: bool) {
        if self.closed.is_some() {
            return;
        }
        let refusal = Refusal {
            is_temporary,
            ..Refusal::certain(problem.clone())
        };
        match core::mem::replace(&mut self.stage, Stage::Ready) {
            Stage::Sending(id, transaction) => self.done(id, transaction.lost(problem.clone())),
            Stage::LoggingIn(id, _) => self.done(id, Err(refusal.clone())),
            // To be gone is what was wished for.
            Stage::Leaving(id) => self.done(id, Ok(Accepted::default())),
            Stage::Greeting | Stage::Hello | Stage::Ready | Stage::Resetting => {}
        }
        for (id, _) in core::mem::take(&mut self.waiting) {
            self.done(id, Err(refusal.clone()));
        }
        self.events.push_back(Event::Closed(problem.clone()));
        self.closed = Some(problem);
    }
}

fn temporary(problem: Problem) -> Refusal {
    Refusal {
        is_temporary: true,
        ..Refusal::certain(problem)
    }
}

fn goodbye(reply: &Reply) -> Problem {
    Problem::with_words(ProblemKind::ServerGoodbye, &reply.words())
}
