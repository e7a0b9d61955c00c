//! How a stream is cut does not depend on the pieces in which it comes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| imap_client::inside::check_wire(bytes));
