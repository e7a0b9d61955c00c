//! An in-memory IMAP and submission server, sans-I/O: the demo and the simulated
//! peer of tests.
//!
//! [`Server`] is one state machine for all its clients: octets and time go in,
//! octets come out; it owns no socket and reads no clock. Each client is a
//! session, from [`Server::connect`] or [`Server::connect_submission`] to [`Server::handle_closed`]. After every
//! call all sessions are to be drained by [`Server::poll_transmit`], for what
//! one client does another may have to hear of.
//!
//! ```text
//!  server     the face, and what sessions share
//!  scripting/ the hands of a test: deliver, expunge, look, let things go wrong
//!  session/   one dialogue: octets to commands, and what is still to be told
//!  command/   a file for each kind of command
//!  extension/ forms of commands that imap-codec cannot decode
//!  submission one dialogue of a client that hands in mail
//!  store/     accounts, mailboxes, messages
//!  wire       strings for the responses that imap-codec lacks
//!  mime/      where a message's parts lie
//!  content/   the demo's mail, and mail by generator
//! ```
//!
//! It is a strict judge of its clients: what the RFC forbids gets BAD and the
//! reason, what the [`Profile`] does not offer is unknown, EXPUNGE comes only
//! where RFC 3501 §7.4.1 lets it, and who is silent for half an hour is logged
//! out. And it is deterministic: the same calls give the same octets.
#![warn(missing_docs)]

mod command;
mod content;
mod extension;
mod mime;
mod profile;
mod scripting;
mod server;
mod session;
mod store;
mod submission;
mod wire;

pub use profile::Profile;
pub use server::{Server, SessionId};
