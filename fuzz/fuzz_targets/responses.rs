//! What the codec reads ends the same request as what is read here.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| imap_client::inside::check_responses(bytes));
