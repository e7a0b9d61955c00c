//! One message's whole way as values, for a shell that keeps this crate in a
//! module of its own: an order goes in, then what the transport brings; what is
//! to be said comes out, and in the end what became of the message.

use crate::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, Outcome, Request, RequestId,
    Submission,
};
use mail_model::{FileSlice, Problem, ProblemKind, Timestamp};
use serde::{Deserialize, Serialize};

/// A message to be sent, and as whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// What the connection is told.
    pub config: ConnectionConfig,
    /// How to log in.
    pub credentials: Credentials,
    /// The message. Without one nothing is sent: it is found out whether the login
    /// is right, and how large a message may be.
    pub submission: Option<Submission>,
}

/// What happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    /// It was ordered, and the transport is being opened. Comes first.
    Ordered(Box<Order>),
    /// The transport is open.
    Opened,
    /// It brought bytes.
    Received(Vec<u8>),
    /// The stretch of a file that the last answer asked for, or why it can't be
    /// read. It is to be read when little waits to be sent on the transport.
    Read(Result<Vec<u8>, Problem>),
    /// The time has come that the last answer named.
    Timeout,
    /// It ended, or could not be opened.
    Closed(CloseReason),
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To be said, in this order; each is a write of its own.
    pub said: Vec<Vec<u8>>,
    /// What became of the message; told once.
    pub news: Vec<News>,
    /// When [`Step::Timeout`] is due.
    pub timeout: Option<Timestamp>,
    /// [`Step::Read`] is wished for, with this.
    pub need: Option<FileSlice>,
    /// The transport may be closed once all was said.
    pub is_over: bool,
}

/// What becomes of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// The service let us in: the largest message that it takes, in octets, where
    /// it has told.
    Offers(Option<u64>),
    /// Octets that have arrived, or at least gone out, of so many.
    Progress(u64, u64),
    /// How it ended; comes once.
    Ended(Outcome),
}

/// A message on its way over a connection of its own.
#[derive(Debug, Default)]
pub struct Delivery {
    normalise: Option<sasl::Normalise>,
    connection: Option<(Connection, RequestId)>,
}

impl Delivery {
    /// A delivery that is to be ordered, with normalisation form KC for its login
    /// ([`Connection::normalising`]).
    pub fn normalising(normalise: sasl::Normalise) -> Self {
        Self {
            normalise: Some(normalise),
            connection: None,
        }
    }

    /// Something happened.
    pub fn handle(&mut self, step: Step, now: Timestamp) -> Answer {
        let mut answer = Answer::default();
        let step = match step {
            Step::Ordered(order) => {
                let connection = Connection::new(&order.config, now);
                let mut connection = connection.normalising(self.normalise);
                let login = connection.submit(Request::Login(order.credentials), now);
                let request = match order.submission.map(Box::new) {
                    Some(submission) => connection.submit(Request::Submit(submission), now),
                    None => login,
                };
                connection.submit(Request::Quit, now);
                self.connection = Some((connection, request));
                return answer;
            }
            step => step,
        };
        let Some((connection, request)) = &mut self.connection else {
            return answer;
        };
        match step {
            Step::Ordered(_) | Step::Opened => {}
            Step::Received(bytes) => connection.handle_input(&bytes, now),
            Step::Read(stretch) => connection.supply(stretch, now),
            Step::Timeout => connection.handle_timeout(now),
            Step::Closed(reason) => connection.handle_closed(&reason, now),
        }
        while let Some(bytes) = connection.poll_transmit() {
            answer.said.push(bytes);
        }
        answer.need = connection.poll_need();
        answer.timeout = connection.poll_timeout();
        while let Some(event) = connection.poll_event() {
            match event {
                Event::Progress { sent, total, .. } => {
                    answer.news.push(News::Progress(sent, total));
                }
                Event::Done {
                    request: done,
                    outcome,
                } if done == *request => answer.news.push(News::Ended(outcome)),
                Event::Closed(_) => answer.is_over = true,
                Event::Authenticated => answer.news.push(News::Offers(connection.largest())),
                Event::Done { .. } => {}
            }
        }
        answer
    }
}

impl CloseReason {
    /// The transport broke, and nobody said why.
    pub fn lost() -> Self {
        Self {
            kind: ProblemKind::ConnectionLost,
            words: String::new(),
        }
    }
}
