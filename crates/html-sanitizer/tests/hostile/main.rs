//! Known attacks on webmail and sanitizers, by topic, each with what is to come
//! out of it.

#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a panic is a test's report"
)]

use std::time::{Duration, Instant};

use html_sanitizer::{Excess, InlineImage, RemoteKind, RemotePolicy, sanitize};

/// The content of the wrapper.
fn content(html: &str) -> String {
    let html = whole(html);
    let inner = html
        .strip_prefix("<div class=\"m-body\">")
        .and_then(|s| s.strip_suffix("</div>"));
    inner.unwrap_or(&html).to_owned()
}

fn whole(html: &str) -> String {
    let result = sanitize(html, RemotePolicy::Block, &[]);
    result
        .unwrap_or_else(|excess| panic!("{excess:?}: {html}"))
        .html
        .as_str()
        .to_owned()
}

fn allowed(html: &str) -> String {
    let result = sanitize(html, RemotePolicy::AllowImages, &[]);
    result
        .unwrap_or_else(|excess| panic!("{excess:?}: {html}"))
        .html
        .as_str()
        .to_owned()
}

fn remote(html: &str) -> u32 {
    sanitize(html, RemotePolicy::Block, &[]).map_or(0, |result| result.remote_counts.total())
}

#[track_caller]
fn assert_contents(table: &[(&str, &str)]) {
    for (html, expected) in table {
        assert_eq!(content(html), *expected, "{html}");
    }
}

#[test]
fn nothing_that_runs_comes_through() {
    assert_contents(&[
        ("a<script>alert(1)</script>b", "ab"),
        ("<img src=x onerror=alert(1)>", "<img>"),
        ("<p onclick=alert(1) ONMOUSEOVER=x>y", "<p>y</p>"),
        ("<svg onload=alert(1)><script>x</script></svg>y", "y"),
        (
            "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x",
            "",
        ),
        ("<math><mi href=javascript:alert(1)>x</mi></math>", "x"),
        ("<iframe srcdoc='<script>x</script>'>y</iframe>z", "z"),
        ("<object data=javascript:x>y</object>", "y"),
        ("<embed src=x><applet code=y>z</applet>", ""),
        ("<video><source onerror=alert(1)></video>", ""),
        (
            "<meta http-equiv=refresh content='0;url=https://a.example'>x",
            "x",
        ),
        (
            "<base href='https://a.example/'><a href=b>x</a>",
            "<a>x</a>",
        ),
        ("<link rel=stylesheet href=https://a.example>x", "x"),
        ("<isindex action=javascript:x>y", "y"),
        (
            "<noscript><p title=\"</noscript><img src=x onerror=y>\">z</noscript>",
            "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=y&gt;\">z</p>",
        ),
    ]);
}

#[test]
fn what_a_parser_reads_in_another_way_than_a_person_is_text_in_the_end() {
    assert_contents(&[
        (
            "<noscript><!--</noscript><img src=x onerror=y>--></noscript>z",
            "z",
        ),
        (
            "<title><a title=\"</title><img src=x>\">",
            "<img>&quot;&gt;",
        ),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1&gt;\">",
            "<img title=\"--&gt;&lt;img src=1&gt;\"><table></table>",
        ),
        (
            "<svg></p><style><a title=\"</style><img src=x onerror=y>\">",
            "<p></p><img>&quot;&gt;",
        ),
        (
            "<textarea><img src=x onerror=y></textarea>",
            "&lt;img src=x onerror=y&gt;",
        ),
        ("<xmp><b>x</b></xmp>", "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"),
        ("<plaintext><b>x</b>", "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"),
        ("<![CDATA[<b>x</b>]]>", "x]]&gt;"),
        ("<template><b>x</b></template>y", "y"),
        ("<select><option>x</select><b>y</b>", "<div>x</div><b>y</b>"),
        (
            "<form><div></form><form>x",
            "<div><div><div>x</div></div></div>",
        ),
        (
            "<p title='a`b&lt;c\u{a0}d'>x",
            "<p title=\"a&#96;b&lt;c&nbsp;d\">x</p>",
        ),
        (
            "<table><td><a href=http://a.example/>x<td>y",
            "<table><tbody><tr><td><a href=\"http://a.example/\" target=\"_blank\" \
          rel=\"noopener noreferrer nofollow\">x</a></td><td>y</td></tr></tbody></table>",
        ),
    ]);
}

#[test]
fn a_tree_that_would_be_read_differently_again_is_flattened() {
    assert_contents(&[
        ("<p><button><p>x</p></button></p>", "<p>x</p>"),
        ("<a><object><a>x</a></object></a>", "<a>x</a>"),
        ("<pre>\n\nx</pre>", "<pre>\n\nx</pre>"),
        ("<pre><br>\nx</pre>", "<pre><br>\nx</pre>"),
        ("<p>x&#13;y", "<p>x&#13;y</p>"),
    ]);
}

#[test]
fn names_of_the_senders_name_nothing_of_the_apps() {
    assert_contents(&[
        (
            "<a id=location name=cookie>x</a>",
            "<a id=\"m-location\">x</a>",
        ),
        ("<a name=forms>x</a>", "<a id=\"m-forms\">x</a>"),
        ("<img name=body>", "<img>"),
        ("<div id='a b'>x</div>", "<div>x</div>"),
        (
            "<div class='toast error &quot;&gt;'>x</div>",
            "<div class=\"m-toast m-error\">x</div>",
        ),
        ("<form name=x><input name=y></form>", "<div></div>"),
        (
            "<div role=alert tabindex=1 autofocus contenteditable popover>x</div>",
            "<div>x</div>",
        ),
        ("<button popovertarget=p>x</button>", "x"),
    ]);
}

#[test]
fn links_lead_out_by_a_new_tab_or_nowhere() {
    const SAFE: &str = "target=\"_blank\" rel=\"noopener noreferrer nofollow\"";
    for (href, expected) in [
        ("https://a.example/b?c#d", "https://a.example/b?c#d"),
        ("HTTP:a.example", "http://a.example/"),
        (
            "https://bank.example@evil.example/",
            "https://evil.example/",
        ),
        (
            "mailto:a@b.example?subject=x y",
            "mailto:a@b.example?subject=x%20y",
        ),
        ("//a.example/b", "https://a.example/b"),
    ] {
        let link = format!("<a href=\"{expected}\" {SAFE}>x</a>");
        assert_eq!(
            content(&format!("<a href='{href}' target=_top ping=y>x</a>")),
            link
        );
    }
    for href in [
        "javascript:alert(1)",
        "java&#10;script:x",
        "&#1;javascript:x",
        "jAvAsCrIpT:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://a.example/b",
        "/settings",
        "#",
        "#a b",
        "https://2130706433/",
        "?q",
        "intent://x",
        "ms-msdt:/id",
        "view-source:https://a.example",
        "https://a%2eexample/",
    ] {
        assert_eq!(
            content(&format!("<a href='{href}'>x</a>")),
            "<a>x</a>",
            "{href}"
        );
    }
}

#[test]
fn remote_images_wait_for_consent_and_are_counted() {
    let table = [
        ("<img src=https://a.example/b width=1 height=1>", 1),
        ("<img src=//a.example/b>", 1),
        ("<img src='\thttps:\\\\a.example/b'>", 1),
        (
            "<img srcset='https://a.example/1 1x, https://a.example/2 2x'>",
            2,
        ),
        (
            "<picture><source srcset=https://a.example/1><img></picture>",
            1,
        ),
        ("<body background=https://a.example/b>", 1),
        (
            "<table background=https://a.example/b><td background=http://a.example/c>",
            2,
        ),
        ("<p style='background:url(https://a.example/b)'>", 1),
        ("<p style=\"background:u\\72l('https://a.example/b')\">", 1),
        (
            "<p style='list-style:url(https://a.example/b);cursor:url(https://a.example/c)'>",
            2,
        ),
        (
            "<p style=\"background:image-set('https://a.example/b' 1x)\">",
            1,
        ),
        ("<style>@import 'https://a.example/b';</style>", 1),
        (
            "<style>@font-face{font-family:x;src:url(https://a.example/b)}</style>",
            1,
        ),
        ("<link rel=stylesheet href=https://a.example/b>", 1),
        (
            "<video poster=https://a.example/b src=https://a.example/c></video>",
            2,
        ),
        ("<iframe src=https://a.example/b></iframe>", 1),
        ("<input type=image src=https://a.example/b>", 1),
        (
            "<svg><image href=https://a.example/b /><use xlink:href='https://a.example/c#d'/></svg>",
            2,
        ),
        ("<img src=ftp://a.example/b>", 1),
        ("<img src=cid:a><a href=https://a.example/>x</a>", 0),
    ];
    for (html, count) in table {
        assert_eq!(remote(html), count, "{html}");
        let blocked = whole(html).replace("href=\"https://a.example/\"", "");
        assert!(!blocked.contains("a.example"), "{html} => {blocked}");
    }
}

#[test]
fn remote_references_are_told_by_kind_and_host() {
    let html = "<img src=https://One.example/x><style>@import 'https://two.example:8/y'</style>";
    let result = sanitize(html, RemotePolicy::Block, &[]);
    let remote = result.map(|result| result.remote).unwrap_or_default();
    let told: Vec<_> = remote
        .iter()
        .map(|one| (one.kind, one.host.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (RemoteKind::Image, "one.example"),
            (RemoteKind::StyleSheet, "two.example")
        ]
    );
}

#[test]
fn images_that_nobody_sees_are_told_from_the_others() {
    let counted = |html: &str| {
        let result = sanitize(html, RemotePolicy::Block, &[]);
        result
            .map(|result| result.remote_counts)
            .unwrap_or_default()
    };
    for (attributes, is_pixel) in [
        ("width=1 height=1", true),
        ("width=0 height=1px", true),
        ("style='width:1px;height:1px!important'", true),
        ("width=600 height=200 style='display:none'", true),
        ("style='OPACITY:0'", true),
        ("style='max-height:0px;overflow:hidden'", true),
        ("width=1 height=200", false),
        ("width=600 height=1", false),
        ("width=1 height=1 style='width:100%;height:auto'", false),
        ("", false),
    ] {
        let counts = counted(&format!("<img src=https://a.example/b {attributes}>"));
        let found = (counts.images, counts.pixels);
        assert_eq!(
            found,
            if is_pixel { (0, 1) } else { (1, 0) },
            "{attributes}"
        );
        assert_eq!((counts.loadable(), counts.total()), (1, 1));
    }
    let counts = counted(
        "<body background=https://a.example/b><link rel=stylesheet href=//a.example/c>\
         <video src=https://a.example/d></video>\
         <style>@font-face{src:url(https://a.example/e)}</style>",
    );
    assert_eq!((counts.loadable(), counts.total()), (1, 4));
    assert_eq!(
        (counts.style_sheets, counts.active, counts.fonts),
        (1, 1, 1)
    );
}

#[test]
fn links_that_pretend_are_told_once_each() {
    let html = "<a href=https://evil.example/1>www.bank.test</a>\
                <a href=https://evil.example/2><b>www.bank</b>.test</a>\
                <a href=https://www.bank.test/><img alt=www.bank.test></a>\
                <a href=https://shop.example/>bank.test</a>";
    let told = sanitize(html, RemotePolicy::Block, &[]).map(|result| result.links_elsewhere);
    let told: Vec<_> = told.into_iter().flatten().collect();
    let told: Vec<_> = told
        .iter()
        .map(|link| (link.shown.as_str(), link.target.as_str()))
        .collect();
    assert_eq!(told, [("www.bank.test", "evil.example")]);
}

#[test]
fn with_consent_images_load_and_nothing_else() {
    assert!(allowed("<img src=https://a.example/b>").contains("src=\"https://a.example/b\""));
    assert!(
        allowed("<p style='background:url(http://a.example/b) red'>x")
            .contains("style=\"background:url('http://a.example/b') red\"")
    );
    assert!(
        allowed("<td background=b><table background='//a.example/b'><td>x")
            .contains("style=\"background-image:url('https://a.example/b')\"")
    );
    for html in [
        "<img srcset=https://a.example/b>",
        "<iframe src=https://a.example/b>",
        "<style>@import url(https://a.example/b)</style>",
        "<style>@font-face{src:url(https://a.example/b)}</style>",
        "<video src=https://a.example/b poster=https://a.example/c></video>",
        "<link rel=stylesheet href=https://a.example/b>",
        "<p style=\"cursor:url('https://a.example/b'),auto\">x",
        "<img src=ftp://a.example/b>",
    ] {
        assert!(!allowed(html).contains("a.example"), "{html}");
    }
}

#[test]
fn images_behind_the_text_are_told_to_be_loaded_unnamed() {
    let html = "<body background=https://a.example/1><img src=https://a.example/2>\
                <p style='background:url(https://a.example/3)'>\
                <style>p{list-style:url(https://a.example/3);cursor:url(https://a.example/4)}</style>";
    let behind = |policy| {
        let result = sanitize(html, policy, &[]).expect("no limit is passed");
        result.html.images_behind().to_vec()
    };
    assert_eq!(behind(RemotePolicy::Block), [] as [&str; 0]);
    assert_eq!(
        behind(RemotePolicy::AllowImages),
        ["https://a.example/1", "https://a.example/3"]
    );
    let many: String = (0..300)
        .map(|number| format!("<p style='background:url(https://a.example/{number})'>"))
        .collect();
    let written = allowed(&many);
    assert_eq!(written.matches("url('https").count(), 256);
    assert_eq!(written.matches("background:none").count(), 44);
}

#[test]
fn attached_images_are_shown_and_told() {
    let gif = InlineImage {
        content_id: "one@b".to_owned(),
        media_type: "image/gif".to_owned(),
        bytes: b"GIF89a and the rest of the image".to_vec(),
    };
    let svg = InlineImage {
        content_id: "two@b".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec(),
    };
    let html = "<img src=cid:one%40b><img src=cid:two@b><img src=cid:three@b><img src=CID:one@b>\
                <p style='background:url(cid:one@b)'>x";
    let result = sanitize(html, RemotePolicy::Block, &[gif, svg]).expect("no limit is passed");
    assert_eq!(result.content_ids, ["one@b", "two@b", "three@b"]);
    let written = result.html.as_str();
    assert_eq!(
        written
            .matches("<img src=\"data:image/gif;base64,R0lGODlh")
            .count(),
        2
    );
    assert_eq!(written.matches("url('data:image/gif;base64,").count(), 1);
    assert_eq!(written.matches("<img>").count(), 2);
}

#[test]
fn styles_say_only_what_is_known() {
    let table = [
        ("COLOR : Red ! important", "color:red!important"),
        ("color:rgb( 1 , 2,3 )", "color:rgb(1,2,3)"),
        (
            "font:bold 12px/1.5 'A\"B', serif",
            "font:bold 12px / 1.5 'A\\22 B',serif",
        ),
        (
            "width:calc( 100% - (2 * 10px) )",
            "width:calc(100% - (2 * 10px))",
        ),
        (
            "background:linear-gradient(to right,#FFF 0%,rgba(0,0,0,.5))",
            "background:linear-gradient(to right,#fff 0%,rgba(0,0,0,.5))",
        ),
        (
            "background:#fff url(https://a.example/b) no-repeat",
            "background:#fff none no-repeat",
        ),
        ("position:fixed;top:0;color:red", "color:red"),
        ("position:/**/absolute", ""),
        (
            "position:relative;left:-99px;z-index:9",
            "position:relative",
        ),
        (
            "display:block;display:-webkit-box;display:grid",
            "display:block",
        ),
        ("width:expression(alert(1))", ""),
        ("width:ex\\pression(alert(1))", ""),
        ("-moz-binding:url(x);behavior:url(y)", ""),
        ("--a:red;color:var(--a)", ""),
        ("margin:-10px;margin-left:5px", "margin-left:5px"),
        ("text-indent:-9999px", ""),
        ("box-shadow:0 0 0 3000px red", ""),
        (
            "box-shadow:0 2px 4px rgba(0,0,0,.2)",
            "box-shadow:0 2px 4px rgba(0,0,0,.2)",
        ),
        ("height:100vh;width:1e9px", ""),
        (
            "content:'x';cursor:none;pointer-events:none;transform:scale(9);zoom:40",
            "",
        ),
        ("color:red;}p{color:blue", "color:red"),
        ("color:red;{};color:blue", "color:red;color:blue"),
        (
            "font-family:\u{5fae}\u{8f6f}\u{96c5}\u{9ed1}",
            "font-family:\u{5fae}\u{8f6f}\u{96c5}\u{9ed1}",
        ),
        (
            "font-family:'</style><img src=x>'",
            "font-family:'\\3c /style\\3e \\3c img src=x\\3e '",
        ),
        ("color:red/*", "color:red"),
        ("background:url('a.png", "background:none"),
    ];
    for (style, expected) in table {
        let attribute = style.replace('&', "&amp;").replace('"', "&quot;");
        let expected = match expected {
            "" => "<p>x</p>".to_owned(),
            css => format!("<p style=\"{}\">x</p>", css.replace('<', "&lt;")),
        };
        assert_eq!(
            content(&format!("<p style=\"{attribute}\">x")),
            expected,
            "{style}"
        );
    }
}

#[test]
fn style_elements_apply_within_the_message_alone() {
    let table = [
        (
            "p,.a>#b{color:red}",
            ".m-body p,.m-body .m-a>#m-b{color:red}",
        ),
        (
            "body{margin:0;background:#fff}",
            ".m-body{margin:0;background:#fff}",
        ),
        (
            "@media (max-width:600px){.a{width:100%!important}}",
            "@media (max-width:600px){.m-body .m-a{width:100%!important}}",
        ),
        (
            "@media screen{@media print{p{color:red}}}",
            "@media screen{@media print{.m-body p{color:red}}}",
        ),
        (
            "@\\69mport 'https://a.example';p{color:red}",
            ".m-body p{color:red}",
        ),
        (
            "@font-face{src:url(x)}@keyframes a{from{top:0}}p{color:red}",
            ".m-body p{color:red}",
        ),
        (
            "@namespace url(x);@supports (a:b){p{color:red}}i{color:red}",
            ".m-body i{color:red}",
        ),
        ("<!-- p{color:red} -->", ".m-body p{color:red}"),
        ("p{color:red", ".m-body p{color:red}"),
        ("p{background:url(a b);color:red}", ".m-body p{color:red}"),
        ("input[value^=a]{background:url(https://a.example/a)}", ""),
        ("p::after{content:'x'}p:has(a){color:red}", ""),
        ("p{}", ""),
    ];
    for (css, expected) in table {
        let expected = match expected {
            "" => "<div class=\"m-body\"></div>".to_owned(),
            css => format!("<style>{css}</style><div class=\"m-body\"></div>"),
        };
        assert_eq!(whole(&format!("<style>{css}</style>")), expected, "{css}");
    }
}

#[test]
fn the_body_becomes_the_wrapper() {
    let html = "<html lang=ar dir=rtl><body class=a bgcolor=#FFF text=red style='margin:0' \
                onload=alert(1)>x";
    assert_eq!(
        whole(html),
        "<div class=\"m-body m-a\" lang=\"ar\" dir=\"rtl\" \
         style=\"background-color:#fff;color:red;margin:0\">x</div>"
    );
    assert_eq!(whole(""), "<div class=\"m-body\"></div>");
}

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
            begun.elapsed() < Duration::from_secs(4),
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
