use crate::{Event, Priority, Request, RequestId};
use mail_model::{ProblemKind, Timestamp};

/// What a connection is told once.
#[derive(Clone, Debug, Default)]
pub struct ConnectionConfig {
    /// What ID (RFC 2971) says of us; nothing is sent where empty.
    pub client_name: String,
    /// The version that ID tells.
    pub client_version: String,
    /// The capabilities after login as remembered from an earlier session; used
    /// to pipeline behind the login, and corrected by what the server says.
    pub remembered_capabilities: Vec<String>,
}

/// Why the transport ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseReason {
    /// As the shell knows it from the proxy's close code.
    pub kind: ProblemKind,
    /// The proxy's words, if any.
    pub words: String,
}

/// One IMAP connection.
#[derive(Debug)]
pub struct Connection {}

impl Connection {
    /// A connection whose transport is being opened.
    pub fn new(_config: ConnectionConfig, _now: Timestamp) -> Self {
        Self {}
    }
    /// Bytes from the server, in pieces of any size.
    pub fn handle_input(&mut self, _bytes: &[u8], _now: Timestamp) {}
    /// The time of [`Self::poll_timeout`] has come, or the machine woke from sleep.
    pub fn handle_timeout(&mut self, _now: Timestamp) {}
    /// The transport ended.
    pub fn handle_closed(&mut self, _reason: CloseReason, _now: Timestamp) {}
    /// A wish from above.
    pub fn submit(&mut self, _request: Request, _priority: Priority, _now: Timestamp) -> RequestId {
        RequestId(0)
    }
    /// The wish is dropped: not sent if it was not yet, its slices not asked on; it ends with `Done` in either case.
    pub fn cancel(&mut self, _request: RequestId) {}
    /// Bytes for the server. Drained until empty: all of it is one write.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        None
    }
    /// When to call [`Self::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        None
    }
    /// The next fact.
    pub fn poll_event(&mut self) -> Option<Event> {
        None
    }
}
