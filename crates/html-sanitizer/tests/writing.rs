//! What is written in an editor, and what is sent of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is a test's report"
)]

mod judge;

use html_sanitizer::{Fit, InlineImage, make_editable, make_editable_at, make_sendable};

fn editable(html: &str, fit: Fit) -> String {
    judge::check_writing(html, html);
    make_editable(html, fit).unwrap().as_str().to_owned()
}

#[test]
fn pictures_that_are_called_by_where_they_lie_are_called_by_their_names() {
    let picture = |content_id: &str, location: &str| InlineImage {
        content_id: content_id.to_owned(),
        location: Some(location.to_owned()),
        ..InlineImage::default()
    };
    let images = [
        picture("1@p", "http://a.example/b/c.png"),
        picture("2@p", "d.png"),
    ];
    for (base, source, expected) in [
        ("http://a.example/b/", "c.png", "<img src=\"cid:1@p\">"),
        ("", "http://a.example/b/c.png", "<img src=\"cid:1@p\">"),
        (
            "http://a.example/x/",
            "/b/../b/c.png#top",
            "<img src=\"cid:1@p\">",
        ),
        ("", "d.png", "<img src=\"cid:2@p\">"),
        (
            "",
            "http://a.example/e.png",
            "<img data-src=\"http://a.example/e.png\">",
        ),
        ("", "e.png", "<img>"),
    ] {
        let html = format!("<img src=\"{source}\">");
        let made = make_editable_at(base, &html, Fit::Quote, &images).unwrap();
        assert_eq!(made.as_str(), expected, "{base} {source}");
    }
}

#[test]
fn what_mail_programs_understand_stays_and_nothing_is_fetched() {
    let table = [
        ("<p class=MsoNormal id=x>a</p>", "<p>a</p>"),
        ("a<script>x()</script><style>p{color:red}</style>b", "ab"),
        (
            "<img src=https://told.example/a.png alt=A>",
            "<img data-src=\"https://told.example/a.png\" alt=\"A\">",
        ),
        (
            "<img data-src=https://told.example/a.png>",
            "<img data-src=\"https://told.example/a.png\">",
        ),
        ("<img data-src=javascript:x>", "<img>"),
        (
            "<img src=cid:a@b width=10>",
            "<img src=\"cid:a@b\" width=\"10\">",
        ),
        ("<img src='cid:a%25b%3Cc'>", "<img src=\"cid:a%25b%3Cc\">"),
        ("<img src=blob:https://a.example/1>", "<img>"),
        (
            "<blockquote type=CITE class=x>q</blockquote>",
            "<blockquote type=\"cite\">q</blockquote>",
        ),
        ("<p type=cite>q</p>", "<p>q</p>"),
        (
            "<a href='https://a.example/?utm_source=x' onclick=y target=_top>l</a>",
            "<a href=\"https://a.example/?utm_source=x\">l</a>",
        ),
        ("<a href='#top' name=x>l</a>", "<a>l</a>"),
        ("<div contenteditable=true data-x=y>a</div>", "<div>a</div>"),
        (
            "<p style='color:red;background:url(https://told.example/x);position:fixed'>a</p>",
            "<p style=\"color:red;background:none\">a</p>",
        ),
        (
            "<body bgcolor=#ffffee dir=rtl><p>a",
            "<div dir=\"rtl\" style=\"background-color:#ffffee\"><p>a</p></div>",
        ),
        (
            "<ol start=3><li>a<li>b</ol>",
            "<ol start=\"3\"><li>a</li><li>b</li></ol>",
        ),
    ];
    for (html, expected) in table {
        assert_eq!(editable(html, Fit::Edit), expected, "{html}");
    }
}

#[test]
fn what_is_sent_shows_images_where_they_lie() {
    let table = [
        (
            "<img data-src=\"https://a.example/a.png\">",
            "<img src=\"https://a.example/a.png\">",
        ),
        ("<img src=cid:a@b>", "<img src=\"cid:a@b\">"),
        ("<p class=ours>a", "<p>a</p>"),
    ];
    for (html, expected) in table {
        assert_eq!(make_sendable(html).as_deref(), Ok(expected), "{html}");
    }
}

#[test]
fn what_is_pasted_brings_what_it_says_and_not_its_page() {
    let table = [
        (
            "<p class=MsoNormal style='mso-margin-top-alt:auto;font-family:\"Calibri\";font-weight:bold'>a<o:p></o:p></p>",
            "<p style=\"font-weight:bold\">a</p>",
        ),
        (
            "<b style='font-weight:normal' id=docs-internal-guid-1><span style='font-size:11pt;color:#000;font-style:italic'>a</span></b>",
            "<b style=\"font-weight:normal\"><span style=\"font-style:italic\">a</span></b>",
        ),
        (
            "<table width=600 bgcolor=red><tr><td colspan=2 width=10>a</table>",
            "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>",
        ),
        ("a<span style='display:none'>secret<b>x</b></span>b", "ab"),
        ("<font face=Arial color=red>a</font>", "<font>a</font>"),
        (
            "<a href=https://a.example/>l</a><img src=https://a.example/i.png>",
            "<a href=\"https://a.example/\">l</a><img data-src=\"https://a.example/i.png\">",
        ),
        (
            "<!--StartFragment--><ul><li>x</li></ul><!--EndFragment-->",
            "<ul><li>x</li></ul>",
        ),
    ];
    for (html, expected) in table {
        assert_eq!(editable(html, Fit::Paste), expected, "{html}");
    }
}

#[test]
fn what_is_answered_is_quoted_without_its_authors_signature() {
    let table = [
        (
            "<p>a</p><pre class=\"moz-signature\" cols=72>-- <br>Ann</pre>",
            "<p>a</p>",
        ),
        (
            "a<div dir=ltr class='x gmail_signature'>Ann<b>x</b></div>b",
            "ab",
        ),
        (
            "<blockquote><div class=gmail_signature>Bob</div></blockquote>",
            "<blockquote><div>Bob</div></blockquote>",
        ),
    ];
    for (html, expected) in table {
        assert_eq!(editable(html, Fit::Quote), expected, "{html}");
        assert!(editable(html, Fit::Edit).len() >= expected.len());
    }
}
