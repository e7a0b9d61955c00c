//! A message's HTML comes out harmless, and sanitizing it again changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/html-sanitizer/tests/judge/mod.rs"]
mod judge;

fuzz_target!(|bytes: &[u8]| {
    let html = String::from_utf8_lossy(bytes);
    judge::check("fuzz", &html, &[]);
    judge::check_writing("fuzz", &html);
    let _ = html_sanitizer::to_text(&html);
    let _ = html_sanitizer::to_letter_text(&html);
});
