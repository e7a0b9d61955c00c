//! The mail that the demo shows, and mail by generator.
//!
//! All of it is invented: a boatyard, its people, its post. What was written by
//! hand stands in `mail/`, listed in [`letters`]; what is there in thousands is
//! made by [`generator`] whenever somebody looks.

mod arrivals;
mod date;
mod demo;
mod generator;
mod letter;
mod letters;
mod words;

pub(crate) use arrivals::Arrivals;
pub(crate) use demo::Demo;
pub(crate) use generator::{generated_header, generated_message};
