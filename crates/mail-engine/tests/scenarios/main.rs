//! What a person can do with an account, scenario by scenario, before every
//! server: those that exist, each of the two richest without one of its
//! capabilities, and a bare one with one of them. What the person gets is the
//! same everywhere; where a server cannot do it at all, the scenario says so.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "in a test a panic is the report, and the server's name belongs to it"
)]

/// Makes a test of each scenario that plays it before every server.
macro_rules! before_every_server {
    ($($scenario:ident),* $(,)?) => {
        mod before_every_server {
            $(
                #[test]
                fn $scenario() {
                    crate::servers::each(super::$scenario);
                }
            )*
        }
    };
}

mod arriving;
mod changing;
mod entering;
mod exchanging;
mod finding;
mod looking;
mod managing;
mod returning;
mod servers;
mod stage;
