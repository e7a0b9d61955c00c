//! Messages as Python's email package reads them, which owes nothing to the product.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// What Python reads of each message, in their order.
///
/// # Panics
/// When Python is not there, or ends in disorder.
pub fn read_by_python(messages: &[Vec<u8>]) -> Vec<Value> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/python/read_letters.py");
    let mut process = Command::new("setpriv")
        .args([
            "--pdeathsig",
            "TERM",
            "--",
            "timeout",
            "120",
            "python3",
            script,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("cannot start python3: {error}"));
    let mut input = process.stdin.take().expect("it is piped");
    let lines: Vec<String> = messages
        .iter()
        .map(|message| format!("{}\n", json!({"message": BASE64.encode(message)})))
        .collect();
    let writer = std::thread::spawn(move || {
        for line in lines {
            input.write_all(line.as_bytes()).expect("it reads");
        }
    });
    let mut answers = String::new();
    let mut output = process.stdout.take().expect("it is piped");
    output.read_to_string(&mut answers).expect("it writes");
    writer.join().expect("it read all");
    assert!(process.wait().is_ok_and(|status| status.success()));
    let answers = answers
        .lines()
        .map(|line| serde_json::from_str(line).expect("it writes JSON"));
    answers.collect()
}
