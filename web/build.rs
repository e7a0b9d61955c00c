//! Makes one function a message of `locales/en.ftl`, so that a missing message or
//! argument is a compile error and no Fluent parser has to reach the browser.
//! The English phrases stand in these functions, and so each in the part of the
//! page that says it.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a build script tells of a mistake in its input by ending the build"
)]

use phrases::{Catalog, Message, NUMBER, Part, REFERENCE};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        // What refers to what: without it the page cannot be cut in parts.
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        println!("cargo::rustc-link-arg-bin=worker=--emit-relocs");
    }
    let read = |name: String| fs::read_to_string(&name).unwrap_or_else(|e| panic!("{name}: {e}"));
    let english = Catalog::read(
        REFERENCE,
        &read(format!("locales/{REFERENCE}.ftl")),
        &read("locales/first.txt".to_owned()),
    )
    .unwrap_or_else(|mistake| panic!("{mistake}"));

    let mut code = String::new();
    for (name, part) in [("FIRST", Part::First), ("REST", Part::Rest)] {
        let count = english.count(part);
        let _ = writeln!(code, "pub(super) const {name}: usize = {count};");
    }
    for (index, message) in english.messages.iter().enumerate() {
        write_function(&mut code, message, index);
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("phrases.rs"), code).expect("OUT_DIR is writable");
}

fn write_function(out: &mut String, message: &Message, index: usize) {
    let phrase = message
        .phrase(&message.variables, REFERENCE)
        .unwrap_or_else(|mistake| panic!("{mistake}"));
    let (id, name) = (&message.id, message.function());
    let _ = writeln!(out, "/// The message `{id}`.");
    if message.variables.is_empty() {
        let _ = writeln!(
            out,
            "pub fn {name}() -> &'static str {{ said({index}, {phrase:?}) }}"
        );
        return;
    }
    let (mut parameters, mut values) = (String::new(), String::new());
    for variable in &message.variables {
        let (kind, value) = match variable.as_str() {
            NUMBER => ("u32", "Number"),
            _ => ("&str", "Text"),
        };
        let _ = write!(parameters, "{variable}: {kind}, ");
        let _ = write!(values, "Value::{value}({variable}), ");
    }
    let _ = writeln!(
        out,
        "pub fn {name}({parameters}) -> String {{ fill(said({index}, {phrase:?}), &[{values}]) }}"
    );
}
