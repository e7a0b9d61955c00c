//! One IMAP connection, sans-I/O.
//!
//! [`Connection`] is a state machine: bytes and time go in, bytes and
//! [`Event`]s come out. It owns no socket and reads no clock.
//!
//! # The way of a request
//!
//! A [`Request`] becomes a *work* (`command/`, a file per verb): it says which
//! commands are needed, and what their answers mean for it. The pipeline
//! (`pipeline.rs`) is the table of what may overlap with what; `drive.rs` sends
//! as much as that allows in one write, by priority; `words.rs` has a command's
//! words, and `wire.rs` waits where a literal must wait.
//!
//! # The way of a response
//!
//! `wire.rs` cuts the bytes into responses by imap-codec's Fragmentizer.
//! `decode.rs` makes a `Response` of each: by `fetch_data.rs` for FETCH, by
//! `extension/` (a file per RFC), and by `responses.rs` for IMAP's own, all of
//! which read as far as they can, so that no odd line leaves a request waiting or
//! hides a message; in tests imap-codec is their judge, as it is the commands'. `reducer.rs` takes every
//! response, asked for or not, into the session's state (`session.rs`,
//! `selected.rs`) and says what changed as [`Event`]s. Only what is no state (a
//! body's bytes, a search's result) is offered to the works.
//!
//! # What never shows
//!
//! Message sequence numbers end in `selected.rs`, imap-codec's types in this
//! crate. Between work there is rest (`rest.rs`): IDLE where the server has it,
//! and a watch on servers that fall silent. Where it can, the server watches all
//! mailboxes (`watch.rs`).
#![warn(missing_docs)]

mod body_structure;
mod capability;
#[cfg(any(test, feature = "inside"))]
mod codec;
mod command;
mod connection;
mod decode;
mod drive;
mod event;
mod extension;
mod fetch_data;
#[cfg(any(test, feature = "inside"))]
pub mod inside;
mod internal_date;
mod mailbox_name;
mod pipeline;
mod problem;
mod reader;
mod reducer;
mod request;
mod response;
mod responses;
mod rest;
mod segment;
mod selected;
mod session;
mod special_use;
mod unread;
mod watch;
mod wire;
mod words;

pub use connection::{CloseReason, Connection, ConnectionConfig, Traffic};
pub use event::{Event, FetchedRow, Outcome, Refusal, SelectedMailbox};
pub use request::{
    KnownMailbox, KnownState, NewMessage, Priority, Request, RequestId, RowSelection, Window,
};
pub use sasl::{Credentials, Normalise};
