//! A real browser against real servers.
//!
//! What stands here starts the parts and speaks to them; the scenarios lie in
//! `tests/`, one sentence each.
//!
//! ```text
//!   browser ──► Chromium ──► fixture::Porthole ──► fixture::Tap ──► fixture::Dovecot
//!   (WebDriver) (the app)    (the built binary)    (counts, cuts,   (a real mail server
//!                                                   delays)          in a folder of its own)
//! ```
//!
//! The scenarios need the built app, Dovecot and Chromium. They are ignored
//! by a plain `cargo test` and run by `cargo xtask test`, which brings all three.
//! Everything listens on loopback, on a port that was free, and ends with its test.
#![warn(missing_docs)]
#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "this is a test's code: a panic is its report, what was measured its output"
)]

pub mod audit;
pub mod bars;
pub mod browser;
pub mod corpus;
pub mod demo;
pub mod fixture;
pub mod focus;
pub mod hearing;
pub mod imap_dialogue;
pub mod judge;
pub mod native;
pub mod odd;
pub mod paper;
pub mod pictures;
pub mod python;
mod relay;
pub mod scene;
pub mod wait;
pub mod walk;

/// The workspace's root.
pub fn workspace_root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(std::path::Path::new("."))
}
