//! One suite of scenarios before each mail server that Debian has: the engine
//! natively, and a second, independent client (Python's imaplib) that changes
//! mailboxes meanwhile and says what is in them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

/// Makes a test before each server of each scenario.
macro_rules! before_each_server {
    (@ $module:ident, $kind:ident, $($scenario:ident),*) => {
        mod $module {
            $(
                #[tokio::test]
                #[ignore = "needs mail servers; cargo xtask test brings them"]
                async fn $scenario() {
                    super::$scenario(e2e::fixture::Kind::$kind).await;
                }
            )*
        }
    };
    ($($scenario:ident),* $(,)?) => {
        before_each_server!(@ dovecot, Dovecot, $($scenario),*);
        before_each_server!(@ cyrus, Cyrus, $($scenario),*);
        before_each_server!(@ courier, Courier, $($scenario),*);
    };
}

mod arriving;
mod carrying;
mod contacts;
mod drafting;
mod exchanging;
mod flagging;
mod lacking;
mod ladder;
mod listing;
mod managing;
mod operating;
mod reading;
mod returning;
mod settings;
mod stage;
mod viewing;
