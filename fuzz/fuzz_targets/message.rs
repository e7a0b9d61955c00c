//! A message is read whatever its bytes, and the same each time.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/mime-message/tests/judge/mod.rs"]
mod judge;

fuzz_target!(|bytes: &[u8]| judge::check(bytes));
