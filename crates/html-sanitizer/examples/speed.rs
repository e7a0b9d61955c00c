//! How long a newsletter of 200 KB takes: `cargo run --release -p html-sanitizer
//! --example speed`.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Instant;

use html_sanitizer::{RemotePolicy, sanitize, to_text};

const RUNS: u32 = 50;

fn main() {
    let html = newsletter(200 * 1024);
    let size = html.len() / 1024;
    let written = sanitize(&html, RemotePolicy::Block, &[]).map(|done| done.html.as_str().len());
    println!("{size} KB become {written:?} bytes");
    for policy in [RemotePolicy::Block, RemotePolicy::AllowImages] {
        println!(
            "{policy:?}: {:.2} ms",
            milliseconds(|| drop(sanitize(&html, policy, &[])))
        );
    }
    println!("text: {:.2} ms", milliseconds(|| drop(to_text(&html))));
}

/// The mean of many runs, after one that does not count.
fn milliseconds(work: impl Fn()) -> f64 {
    work();
    let start = Instant::now();
    for _ in 0..RUNS {
        work();
    }
    start.elapsed().as_secs_f64() * 1_000.0 / f64::from(RUNS)
}

/// Nested tables, a style on each cell, a picture and a link in each section:
/// what newsletters are made of.
fn newsletter(bytes: usize) -> String {
    let mut html = String::from(
        "<!doctype html><html><head><title>News</title><style>\
         @media only screen and (max-width:600px){.column{width:100%!important}}\
         .button:hover{background-color:#004488}</style></head>\
         <body bgcolor=\"#f4f4f4\" style=\"margin:0;padding:0\">",
    );
    let mut number = 0;
    while html.len() < bytes {
        number += 1;
        html.push_str(&format!(
            "<table width=\"100%\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr>\
             <td align=\"center\" style=\"padding:20px 0 20px 0;background-color:#ffffff\">\
             <table class=\"column\" width=\"600\"><tr><td style=\"font-family:Helvetica, Arial, \
             sans-serif;font-size:16px;line-height:1.5;color:#333333;mso-line-height-rule:exactly\">\
             <img src=\"https://images.example/{number}.png\" width=\"280\" height=\"140\" \
             alt=\"Picture {number}\" style=\"display:block;border:0\"><h2>Story {number}</h2>\
             <p>There is much to tell &amp; little room; so it is told at length&nbsp;elsewhere, \
             and this is only the beginning of it.</p>\
             <a class=\"button\" href=\"https://news.example/story/{number}?from=mail&amp;to=you\" \
             style=\"background:url('https://images.example/b.png') #0066cc;border-radius:4px;\
             color:#fff;display:inline-block;padding:10px 24px\">Read on</a>\
             </td></tr></table></td></tr></table>"
        ));
    }
    html.push_str("</body></html>");
    html
}
