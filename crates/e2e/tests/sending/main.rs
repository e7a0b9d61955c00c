//! Letters on their way through the proxy to real services for sending, by TLS
//! from the beginning and by STARTTLS: what arrives is what was meant, byte for
//! byte, and so is the copy that is kept.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod arriving;
mod faults;
mod post;
