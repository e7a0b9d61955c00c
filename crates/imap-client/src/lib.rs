//! One IMAP connection, sans-I/O.
//!
//! [`Connection`] is a state machine: bytes and time go in, bytes and
//! [`Event`]s come out. It owns no socket and reads no clock.
#![warn(missing_docs)]

mod connection;
mod event;
mod request;

pub use connection::{CloseReason, Connection, ConnectionConfig};
pub use event::{Event, FetchedRow, Outcome, Refusal, SelectedMailbox};
pub use request::{Credentials, KnownMailbox, Priority, Request, RequestId, RowSelection};
