//! Writing in the real app, from the first word until it is read at the other end.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod answers;
mod broken;
mod drafts;
mod files;
mod keys;
mod killed;
mod large;
mod located;
mod looks;
mod matrix;
mod often;
mod outbox;
mod phone;
mod pictures;
mod stage;
mod unkept;
mod verbs;
mod ways;
mod windows;
mod writing;
