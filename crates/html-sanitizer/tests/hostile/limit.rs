//! Messages that are too much, or would be for another parser.

use crate::content;
use html_sanitizer::{Excess, RemotePolicy, sanitize};
use std::time::{Duration, Instant};

#[test]
fn each_limit_refuses_just_beyond_it() {
    let refusal = |html: &str| sanitize(html, RemotePolicy::Block, &[]).err();
    let deep = |levels: usize| "<div>".repeat(levels);
    assert_eq!(refusal(&deep(256)), None);
    assert_eq!(refusal(&deep(257)), Some(Excess::Depth));
    assert_eq!(refusal(&deep(60_000)), Some(Excess::Depth));
    assert_eq!(refusal(&"<svg>".repeat(60_000)), Some(Excess::Depth));
    assert_eq!(refusal(&"<br>".repeat(50_000)), None);
    assert_eq!(refusal(&"<br>".repeat(50_010)), Some(Excess::Nodes));
    let attributes = |count: usize| {
        let list: String = (0..count).map(|number| format!(" a{number}")).collect();
        format!("<p{list}>x</p>")
    };
    assert_eq!(refusal(&attributes(1_000)), None);
    assert_eq!(refusal(&attributes(1_001)), Some(Excess::Attributes));
    assert_eq!(refusal(&attributes(200_000)), Some(Excess::Attributes));
    assert_eq!(
        refusal(&format!("<p \"<{}", attributes(200_000))),
        Some(Excess::Attributes)
    );
    let css = |bytes: usize| format!("<style>{}</style>", " ".repeat(bytes));
    assert_eq!(refusal(&css(512 * 1024)), None);
    assert_eq!(refusal(&css(512 * 1024 + 1)), Some(Excess::Css));
    let nested = |levels: usize| format!("<style>{}</style>", "@media x{".repeat(levels));
    assert_eq!(refusal(&nested(8)), None);
    assert_eq!(refusal(&nested(9)), Some(Excess::Css));
    assert_eq!(
        refusal(&"<p style='color:red;color:red'>".repeat(30_000)),
        Some(Excess::Css)
    );
    assert_eq!(
        refusal(&format!("<style>{}", "p{color:red}".repeat(4_001))),
        Some(Excess::Css)
    );
}

#[test]
fn no_single_long_thing_is_too_much() {
    let image = format!(
        "<img src='data:image/gif;base64,R0lGODlh{}'>x",
        "AAAA".repeat(1_000_000)
    );
    let written = content(&image);
    assert!(written.starts_with("<img src=\"data:image/gif;base64,R0lGODlhAAAA"));
    assert!(written.ends_with("AAAA\">x"));
    let word = "W".repeat(1_000_000);
    assert_eq!(content(&word), word);
    assert_eq!(content(&format!("<!--{}-->x", "- ".repeat(500_000))), "x");
}

#[test]
fn what_is_drawn_again_and_again_is_drawn_a_few_times() {
    let shadows = |count: usize| vec!["0 0 1px red"; count].join(",");
    let written = |css: &str| content(&format!("<p style=\"{css}\">x"));
    assert!(written(&format!("text-shadow:{}", shadows(16))).contains("red,0 0"));
    assert_eq!(written(&format!("text-shadow:{}", shadows(17))), "<p>x</p>");
    let layers = vec!["linear-gradient(red,blue)"; 100].join(",");
    assert_eq!(written(&format!("background:{layers}")), "<p>x</p>");
}

#[test]
fn heaps_of_marks_are_cut_wherever_they_stand() {
    let heap = "\u{301}".repeat(1_000);
    let few = "\u{301}".repeat(32);
    assert_eq!(content(&format!("a{heap}b")), format!("a{few}b"));
    assert_eq!(
        content(&format!("a{}", "&#769;".repeat(1_000))),
        format!("a{few}")
    );
    assert_eq!(
        content(&format!("a<b>{few}</b><i>{few}</i>c")),
        format!("a<b>{few}</b><i></i>c")
    );
    assert_eq!(
        content(&format!("<img alt='a{heap}'>")),
        format!("<img alt=\"a{few}\">")
    );
    assert_eq!(
        html_sanitizer::to_text(&format!("a{}", "&#769;".repeat(1_000))),
        format!("a{few}")
    );
}

#[test]
fn misnested_tags_cost_no_more_than_nested_ones() {
    let table = [
        (
            "<applet><i x=1><rt></i>",
            "<a href=x><font color=2></object><div></table>",
        ),
        (
            "<select><td><dd><pre><applet>",
            "<nobr></p><font color=1><i x=1><h1>",
        ),
        (
            "<marquee><table><applet>",
            "<td><div><nobr><b></a></object>",
        ),
        ("", "<a><b><i><u><s><font>"),
        ("<table>", "<b></table><table>x"),
    ];
    for (start, unit) in table {
        let html = format!("{start}{}", unit.repeat(400_000 / unit.len()));
        let begun = Instant::now();
        let _ = sanitize(&html, RemotePolicy::Block, &[]);
        assert!(
            begun.elapsed() < Duration::from_secs(40),
            "{unit}: {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn what_the_parser_copies_does_not_make_the_result_long() {
    let refusal = |html: &str| sanitize(html, RemotePolicy::Block, &[]).err();
    let reopened = "<p>x</p>".repeat(20_000);
    let title = "t".repeat(10_000);
    assert_eq!(
        refusal(&format!("<p><b title={title}></p>{reopened}")),
        Some(Excess::Nodes)
    );
    let attributes: String = (0..900).map(|number| format!(" a{number}")).collect();
    assert_eq!(
        refusal(&format!("<p><b{attributes}></p>{reopened}")),
        Some(Excess::Attributes)
    );
}

#[test]
fn texts_that_turn_again_and_again_are_refused_where_they_stand_together() {
    let refusal = |html: &str| sanitize(html, RemotePolicy::Block, &[]).err();
    for bomb in [
        format!("<p>{}", "a\u{5d0}".repeat(50_000)),
        format!("<p>{}", "a \u{5d0} ".repeat(50_000)),
        format!("<p>{}", "\u{5d0}\u{5d1} 12 ".repeat(50_000)),
        format!("<p>{}", "\u{202b}a\u{202c}1 \u{5d0} ".repeat(20_000)),
        format!("<p>{}", "x\u{200f}".repeat(50_000)),
        format!("<p>{}", "\u{2067}x\u{2069}y".repeat(50_000)),
        format!("<p>{}", "a\u{3b1}".repeat(100_000)),
        format!("<p>{}", "a\u{3002}".repeat(100_000)),
        format!("<p>{}", "<bdo dir=rtl>a</bdo><bdi>b</bdi>".repeat(8_000)),
        format!("<p>{}", "<span dir=rtl>a</span>".repeat(16_000)),
        format!(
            "<p>{}",
            "<b style='unicode-bidi:isolate'>a</b>".repeat(12_000)
        ),
        format!(
            "<style>b{{unicode-bidi:embed;direction:rtl}}</style><p>{}",
            "<b>a</b>".repeat(12_000)
        ),
        format!(
            "<style>p{{display:inline}}</style>{}",
            "<p>a \u{5d0} a \u{5d0} a \u{5d0}".repeat(10_000)
        ),
        format!(
            "<div style='display:contents'>{}",
            "<p>a \u{5d0} a \u{5d0} a \u{5d0}".repeat(10_000)
        ),
        format!(
            "<pre style='unicode-bidi:plaintext'>{}",
            "a\u{5d0}\n\u{5d0}a\n".repeat(60_000)
        ),
    ] {
        let start: String = bomb.chars().take(60).collect();
        assert_eq!(refusal(&bomb), Some(Excess::Turns), "{start}");
    }
    // As much, written by people.
    for meant in [
        "<p>\u{5d0}\u{5d1} 12 word \u{5d2}".repeat(9_000),
        "<p>\u{6f22}\u{5b57}\u{304b}\u{306a}\u{3002} ".repeat(9_000),
        format!("<p>{}", "\u{6f22}\u{5b57}\u{304b}\u{306a}\u{3002} ".repeat(15_000)),
        format!("<p>{}", "words and 12 numbers ".repeat(100_000)),
        "<p style='unicode-bidi:embed' dir=rtl><span dir=ltr>12</span> \u{5d0} <span lang=x>a</span>".repeat(4_000),
        "<td style='display:inline-block'>\u{5d0} 12 <b>a</b>".repeat(9_000),
    ] {
        let start: String = meant.chars().take(60).collect();
        assert_eq!(refusal(&meant), None, "{start}");
    }
}

#[test]
fn tables_that_no_one_could_read_are_refused() {
    let refusal = |html: &str| sanitize(html, RemotePolicy::Block, &[]).err();
    let table = |inside: String| format!("<table>{inside}</table>");
    for bomb in [
        table(format!("<tr>{}", "<td>x".repeat(4_001))),
        table(format!("<tr>{}", "<td colspan=1000>x".repeat(5))),
        table("<tr><td rowspan=1000>x".repeat(501)),
        table("<tr><td rowspan=0>x".repeat(501)),
        table(format!("<tr>{}", "<td rowspan=1000 colspan=1000>x")),
        table(format!("{}<tr><td>x", "<col span=1000>".repeat(5))),
        table(format!(
            "{}<tr><td>x",
            "<colgroup span=1000></colgroup>".repeat(5)
        )),
        table(format!(
            "<tr>{}{}",
            "<td>x".repeat(100),
            "<tr><td>x".repeat(5_000)
        )),
        table("<tr><td colspan=1000>x".to_owned()).repeat(501),
        "<table><tr><td colspan=1000><table><tr><td colspan=1000>x</table></table>".repeat(251),
        format!(
            "<style>b{{display:table-cell}}</style>{}",
            "<b>x</b>".repeat(4_001)
        ),
        format!(
            "<style>b{{display:table-cell}}i{{display:contents}}</style>{}",
            "<i><b>x</b><b>x</b></i>".repeat(1_400)
        ),
    ] {
        let start: String = bomb.chars().take(60).collect();
        assert_eq!(refusal(&bomb), Some(Excess::Cells), "{start}");
    }
    for meant in [
        table(format!("<tr>{}", "<td>x".repeat(20)).repeat(1_000)),
        table("<tr><td>x<td colspan=2>y".repeat(8_000)),
        table("<tr><td colspan=100>x".repeat(400)).repeat(3),
        table(format!("<tr><td rowspan=500>x{}", "<tr><td>y".repeat(499))),
        format!(
            "<style>.a{{display:table-cell}}</style>{}",
            "<p>x".repeat(4_000)
        ),
    ] {
        let start: String = meant.chars().take(60).collect();
        assert_eq!(refusal(&meant), None, "{start}");
    }
}
