//! One connection to a submission service (RFC 6409 over RFC 5321), sans-I/O.
//!
//! [`Connection`] is a state machine as imap-client's is: bytes and time go in,
//! bytes and [`Event`]s come out. It owns no socket and reads no clock.
//!
//! ```text
//!  delivery     one message's whole way, as values
//!  connection   the face, and what is asked for in turn
//!  login        AUTH, by the mechanisms of the crate sasl
//!  transaction  one message: MAIL, RCPT, then DATA or BDAT, and how it ended
//!  body         the message as it goes over the wire
//!  service      what the service offers (EHLO)
//!  reply        the server's replies, read within limits
//!  problem      from a reply to what a person is told
//! ```
//!
//! # How it ends
//!
//! Honestly: [`Outcome`] tells that the service took the message, that it
//! certainly did not, or that nobody can know, because the line was lost after
//! the message's last octet had been handed out (RFC 1047). This crate never
//! says a message twice.
//!
//! # What can't be said
//!
//! Addresses are [`mail_model::EnvelopeAddress`]es, which hold no line end. What
//! a message holds can't end it: with DATA its dots are doubled, with BDAT its
//! octets are counted, and a message with a bare CR or LF is not sent at all.
#![warn(missing_docs)]

mod body;
mod connection;
mod delivery;
mod login;
mod problem;
mod reply;
mod service;
mod transaction;

pub use connection::{
    Accepted, CloseReason, Connection, ConnectionConfig, Event, Outcome, RecipientRefusal, Refusal,
    Request, RequestId, Submission,
};
pub use delivery::{Answer, Delivery, News, Order, Step};
pub use sasl::Credentials;
