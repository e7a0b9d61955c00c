//! Markup that runs, deceives parsers, or takes names of the app's.

use crate::{assert_contents, whole};

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
