//! Hosts the engine: the only place where it meets sockets, clocks and storage.
//!
//! Everything runs on the worker's one thread. [`driver::Driver`] feeds the
//! engine facts and carries out its effects; the other files are one door to
//! the browser each.

mod charsets;
mod database;
mod driver;
mod errands;
mod files;
mod kept;
mod keys;
mod reader;
mod rest;
mod socket;
mod submission;
mod vault;

pub use charsets::{BrowserCharsets, normalise};
pub use driver::start;
pub use rest::Rest;
