//! Turns `locales/*.ftl` into a table of phrases and one function a message,
//! so that a missing message or argument is a compile error and no Fluent
//! parser has to reach the browser.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a build script tells of a mistake in its input by ending the build"
)]

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

/// The language whose messages are complete, and give the functions their names.
const REFERENCE: &str = "en";

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        // What refers to what: without it the page cannot be cut in parts.
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        println!("cargo::rustc-link-arg-bin=worker=--emit-relocs");
    }
    let source = fs::read_to_string(format!("locales/{REFERENCE}.ftl")).expect("the reference");
    let resource = fluent_syntax::parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("locales/{REFERENCE}.ftl: {errors:?}"));

    let mut table = String::new();
    let mut functions = String::new();
    let mut count = 0;
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let pattern = message.value.as_ref().expect("a message has a value");
        let mut variables = Vec::new();
        find_variables(pattern, &mut variables);
        write_phrase(&mut table, pattern, &variables);
        table.push_str(",\n");
        let name = message.id.name.replace('-', "_");
        write_function(&mut functions, &name, message.id.name, count, &variables);
        count += 1;
    }
    let code = format!("static PHRASES: [Phrase; {count}] = [\n{table}];\n\n{functions}");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("phrases.rs"), code).expect("OUT_DIR is writable");
}

/// A message's variables in the order they first appear, each once.
fn find_variables<'a>(pattern: &Pattern<&'a str>, found: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                for variant in variants {
                    find_variables(&variant.value, found);
                }
                selector
            }
        };
        let name = variable(inline);
        if !found.contains(&name) {
            found.push(name);
        }
    }
}

fn variable<'a>(expression: &InlineExpression<&'a str>) -> &'a str {
    match expression {
        InlineExpression::VariableReference { id } => id.name,
        other => panic!("only variables are understood here, not {other:?}"),
    }
}

/// A number by its name: whatever is called a count.
fn is_number(variable: &str) -> bool {
    variable == "count"
}

fn write_phrase(out: &mut String, pattern: &Pattern<&str>, variables: &[&str]) {
    let index = |name: &str| variables.iter().position(|v| *v == name).unwrap_or(0);
    out.push_str("&[");
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                let _ = write!(out, "Piece::Text({value:?}), ");
            }
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => {
                let _ = write!(out, "Piece::Argument({}), ", index(variable(inline)));
            }
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                let _ = write!(out, "Piece::Plural({}, &[", index(variable(selector)));
                for variant in variants {
                    let (VariantKey::Identifier { name: key }
                    | VariantKey::NumberLiteral { value: key }) = &variant.key;
                    let key = if variant.default { "" } else { key };
                    let _ = write!(out, "({key:?}, ");
                    write_phrase(out, &variant.value, variables);
                    out.push_str("), ");
                }
                out.push_str("]), ");
            }
        }
    }
    out.push(']');
}

fn write_function(out: &mut String, name: &str, id: &str, index: usize, variables: &[&str]) {
    let _ = writeln!(out, "/// The message `{id}`.");
    if variables.is_empty() {
        let _ = writeln!(
            out,
            "pub fn {name}() -> &'static str {{ plain(PHRASES[{index}]) }}"
        );
        return;
    }
    let mut parameters = String::new();
    let mut values = String::new();
    for variable in variables {
        if is_number(variable) {
            let _ = write!(parameters, "{variable}: u32, ");
            let _ = write!(values, "Value::Number({variable}), ");
        } else {
            let _ = write!(parameters, "{variable}: &str, ");
            let _ = write!(values, "Value::Text({variable}), ");
        }
    }
    let _ = writeln!(
        out,
        "pub fn {name}({parameters}) -> String {{ fill(PHRASES[{index}], &[{values}]) }}"
    );
}
