//! What fuzzing has found, or was given to begin with, once more.

#![allow(clippy::unwrap_used, reason = "a panic is a test's report")]

mod judge;

use std::path::Path;

use html_sanitizer::RemotePolicy;

#[test]
fn bodies_that_were_kept_are_harmless_and_settled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/html");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let html = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
        let name = entry.file_name().to_string_lossy().into_owned();
        judge::check(&name, &html, &[]);
        judge::check_writing(&name, &html);
        for turn in 0..3 {
            judge::check_parts(&name, &html, turn);
        }
        count += 1;
    }
    assert!(count > 0, "the corpus is committed");
}

#[test]
fn a_senders_name_may_contain_a_word_that_css_forbids() {
    // Fuzzing found `avher`, in which the judge read a unit.
    for name in ["avher", "cursor", "outline-vh", "z-index", "mask"] {
        let html = format!(
            "<style>.{name},#{name}{{color:red}}</style>\
             <p class={name} style=\"font-family:{name}\">x"
        );
        let output = judge::check(name, &html, &[]).unwrap_or_default();
        assert!(output.contains(&format!(".m-{name}")), "{output}");
    }
}

#[test]
fn a_name_may_be_as_long_with_our_prefix_as_it_was_without() {
    // Fuzzing found a name of 63 letters, which two more made too long.
    for length in [62, 63, 64, 65, 66, 67] {
        for prefix in ["", "m-"] {
            let name = format!("{prefix}{}", "a".repeat(length));
            let html = format!("<style>.{name},#{name}{{color:red}}</style><p class={name}>x");
            judge::check(&name, &html, &[]);
        }
    }
}

#[test]
fn the_judge_finds_what_it_is_there_for() {
    let sheets = [
        "p{color:red}",
        ".m-body .a{color:red}",
        ".m-body p,p{color:red}",
        ".m-bodyx p{color:red}",
        ".m-body p{position:fixed}",
        ".m-body p{content:''}",
        ".m-body p{--a:1}",
        ".m-body p{width:var(--a)}",
        ".m-body p{height:calc(1px + 100vh)}",
        ".m-body p{height:.5dvh}",
        ".m-body p{background:url('https://a.example/')}",
        ".m-body p{background:url(https://a.example/)}",
        ".m-body p{background:image-set('a' 1x)}",
        ".m-body p{-webkit-mask-image:none}",
        ".m-body p{c\\6flor:red}",
        ".m-body p{color:red",
        ".m-body p{color:red}}",
        "@import 'a';",
        "@font-face{src:none}",
        "@media screen{@keyframes a{}}",
    ];
    for sheet in sheets {
        let output = format!("<style>{sheet}</style>");
        assert!(
            !judge::offences(&output, RemotePolicy::Block).is_empty(),
            "{sheet}"
        );
    }
    let attributes = [
        "color:red}p{color:red",
        "position:absolute",
        "top:0",
        "a",
        "color:red;",
    ];
    for attribute in attributes {
        let output = format!("<p style=\"{attribute}\">");
        assert!(
            !judge::offences(&output, RemotePolicy::Block).is_empty(),
            "{attribute}"
        );
    }
}
