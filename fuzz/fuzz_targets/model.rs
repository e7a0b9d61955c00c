//! Bytes choose what the person, other clients and the line do; the server's
//! mailbox judges what the page shows in the end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| laboratory::model::play_bytes(bytes, "fuzz"));
