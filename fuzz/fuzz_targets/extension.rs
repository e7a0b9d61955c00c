//! Every decoder of an extension's responses takes whatever a server says, and
//! says the same of it each time.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| imap_client::inside::check_decoding(bytes));
