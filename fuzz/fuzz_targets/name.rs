//! A mailbox's name is sent as it came.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| imap_client::inside::check_name(bytes));
