//! What salvage reads ends the same request as what the codec reads.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| imap_client::inside::check_salvage(bytes));
