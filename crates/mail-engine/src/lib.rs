//! The account: one deterministic state machine.
//!
//! [`Engine`] stands between a person and their mail server. Facts and wishes
//! go in as [`Input`]; what the browser must do comes out as [`Effect`], what
//! the person must see as [`Change`]. One `handle`, then drain both until empty.
#![warn(missing_docs)]

mod action;
mod change;
mod engine;
mod input;

pub use action::{Action, DownloadId, ListId, LoginRequest, Place};
pub use change::{
    Attachment, Body, Change, MailboxEntry, MessageView, RemoteContent, SessionState, TextSpan,
};
pub use engine::{Engine, EngineConfig};
pub use imap_client::CloseReason;
pub use input::{ConnectionId, Effect, Input, RememberedSession};
