//! The simulated pair: the engine and a mail server in one thread, in virtual
//! time, for tests, fuzzing and benches.
//!
//! ```text
//!  pair     the engine, the server, and lines between them that take their time
//!           and can be cut
//!  files    what a shell keeps of files
//!  page     what a page makes of the changes, checked as it is made
//!  choices  bytes that choose
//!  model    sequences of what can happen, played and judged
//!  sending  a letter on its way, whatever happens
//!  layers   a recorded session, run through ever more of the layers
//! ```
//!
//! Nothing here sleeps, reads a clock or opens a socket: the same calls give
//! the same octets, on each run and on each machine.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the report"
)]

mod choices;
mod files;
pub mod layers;
pub mod model;
mod page;
mod pair;
pub mod sending;

pub use choices::{Choices, noise};
pub use files::Files;
pub use page::{List, Page, Saved};
pub use pair::{Pair, START, USER, place, plain_message, uid};
