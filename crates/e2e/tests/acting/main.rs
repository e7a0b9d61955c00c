//! What is done to messages in the app, by every way that it offers, before a real
//! Dovecot. What became of it is read by Python's imaplib.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is a test's report"
)]

mod asked;
mod choosing;
mod deeds;
mod echo;
mod labels;
mod pointing;
mod promise;
mod stage;
mod together;
mod ways;
mod world;
