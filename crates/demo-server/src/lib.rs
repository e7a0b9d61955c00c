//! An in-memory IMAP server, sans-I/O: the demo and the simulated peer of tests.
#![warn(missing_docs)]

use mail_model::Timestamp;

/// What the server claims to be able to do: a mask over all it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Everything implemented.
    Full,
    /// What Dovecot 2.3 offers.
    Dovecot,
    /// What Gmail offers (no ESEARCH, no SORT, X-GM-EXT-1 not faked).
    Gmail,
    /// What Office 365 offers.
    Office365,
    /// RFC 3501 and nothing else.
    Bare,
}

/// The server: all accounts and their mailboxes. Each account is made when it first logs in.
#[derive(Debug)]
pub struct Server {}

/// One client's dialogue with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub u64);

impl Server {
    /// A server with the demo's mail in every account; `seed` decides all that looks random.
    pub fn demo(_profile: Profile, _seed: u64, _now: Timestamp) -> Self {
        Self {}
    }
    /// A client connected; the greeting waits in [`Self::poll_transmit`].
    pub fn connect(&mut self, _now: Timestamp) -> SessionId {
        SessionId(0)
    }
    /// Bytes from that client, in pieces of any size.
    pub fn handle_input(&mut self, _session: SessionId, _bytes: &[u8], _now: Timestamp) {}
    /// That client's transport ended.
    pub fn handle_closed(&mut self, _session: SessionId, _now: Timestamp) {}
    /// The time of [`Self::poll_timeout`] has come (new demo mail arrives).
    pub fn handle_timeout(&mut self, _now: Timestamp) {}
    /// Bytes for that client.
    pub fn poll_transmit(&mut self, _session: SessionId) -> Option<Vec<u8>> {
        None
    }
    /// The server has ended that dialogue; once its bytes are sent, the transport is to be closed.
    pub fn is_finished(&self, _session: SessionId) -> bool {
        false
    }
    /// When to call [`Self::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        None
    }
}
