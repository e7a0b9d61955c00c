//! Known attacks on webmail and sanitizers, by topic, each with what is to come
//! out of it.

#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a panic is a test's report"
)]

mod limit;
mod markup;
mod reference;
mod style;

use html_sanitizer::{RemotePolicy, sanitize};

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
