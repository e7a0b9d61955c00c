//! Where a message leads to, and what it would load.

use crate::{allowed, content, remote, whole};
use html_sanitizer::{InlineImage, RemoteKind, RemotePolicy, sanitize};

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

/// RFC 2557, sections 5 and 9: the message's own parts, whatever their addresses are
/// elsewhere, and nothing is fetched for them.
#[test]
fn images_are_found_where_their_parts_say_that_they_lie() {
    let image = |location: &str| InlineImage {
        content_id: String::new(),
        location: Some(location.to_owned()),
        media_type: "image/gif".to_owned(),
        bytes: b"GIF89a and the rest of the image".to_vec(),
    };
    let table = [
        // The HTML's location, the image's, and how the HTML calls it.
        (
            "http://www.ietf.cnri.reston.va.us/",
            "http://www.ietf.cnri.reston.va.us/images/ietflogo.gif",
            "/images/ietflogo.gif",
            true,
        ),
        ("", "http://a.example/b.gif", "HTTP://A.example/b.gif", true),
        ("", "ietflogo.gif", "ietflogo.gif", true),
        ("", "./pictures/a.gif", "pictures/a.gif", true),
        ("http://a.example/x/", "b.gif", "b.gif", true),
        (
            "http://a.example/x/y.html",
            "http://a.example/b.gif",
            "../b.gif",
            true,
        ),
        (
            "file:///C:/x/page.htm",
            "file:///C:/x/page_files/a.gif",
            "page_files/a.gif",
            true,
        ),
        ("", "cid:a@b", "cid:a@b", true),
        ("", "http://a.example/b.gif", "b.gif", false),
        ("", "a.gif", "b.gif", false),
        (
            "http://a.example/",
            "http://b.example/b.gif",
            "b.gif",
            false,
        ),
    ];
    for (base, location, source, is_found) in table {
        let html = format!("<img src=\"{source}\"><p style=\"background:url({source})\">x");
        let images = [image(location)];
        let result = html_sanitizer::sanitize_at(base, &html, RemotePolicy::Block, &images);
        let result = result.expect("no limit is passed");
        let written = result.html.as_str();
        let shown = usize::from(is_found);
        assert_eq!(
            written.matches("<img src=\"data:image/gif;").count(),
            shown,
            "{source}"
        );
        assert_eq!(
            written.matches("url('data:image/gif;").count(),
            shown,
            "{source}"
        );
        assert_eq!(result.remote_counts.total(), 0, "{source}");
        match is_found {
            true => assert_eq!(result.locations, [location]),
            false => assert!(result.locations.is_empty()),
        }
        // What has not come yet is told all the same.
        let waiting = [InlineImage {
            bytes: Vec::new(),
            ..image(location)
        }];
        let result = html_sanitizer::sanitize_at(base, &html, RemotePolicy::AllowImages, &waiting);
        let result = result.expect("no limit is passed");
        assert_eq!(result.locations.len(), shown, "{source}");
        assert!(!result.html.as_str().contains("src="), "{source}");
    }
}

#[test]
fn attached_images_are_shown_and_told() {
    let gif = InlineImage {
        content_id: "one@b".to_owned(),
        location: None,
        media_type: "image/gif".to_owned(),
        bytes: b"GIF89a and the rest of the image".to_vec(),
    };
    let svg = InlineImage {
        content_id: "two@b".to_owned(),
        location: None,
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
