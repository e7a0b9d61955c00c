//! Transcripts: what was submitted, what went over the wire and what was told,
//! line by line.
//!
//! ```text
//! # a comment
//! flights: 2                    how many flights (writes that follow a read) it took so far
//! round trips: 2                how many round trips it took so far, however it is cut
//! remembered: IMAP4rev1 IDLE    the capabilities of an earlier session
//! identity: porthole 1.0        what ID tells
//! watches: all                  all mailboxes are to be watched
//! entropy: 7                    what SCRAM draws its nonce from
//! compresses: yes               what the server says is to be compressed
//! do: login ann secret          a request; `request` below lists the forms
//! S: * OK hi                    the server sends a line; literals go on in further lines
//! S-: * 1 FETCH (BODY[] {9}     the same without its line end, as when a line is cut
//! C: A1 LOGIN "ann" "secret"    the client has sent this line
//! E: done #1 ok                 the client has told this event
//! wait: 100                     so many milliseconds pass
//! close: ConnectionLost         the transport ends
//! ```
//!
//! Everything the client sends and tells must be listed, in order.

mod player;
mod request;
mod show;
mod show_parts;
mod text;
mod words;

pub(crate) use player::{Pieces, replay};
