//! A letter is written to the letter of the standards, and read as it was meant.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/mime-message/tests/letter/mod.rs"]
#[allow(dead_code)]
mod letter;

fuzz_target!(|bytes: &[u8]| {
    letter::Case::of_bytes(bytes).check();
});
