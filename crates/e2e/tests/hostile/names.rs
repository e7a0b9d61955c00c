//! Look-ups of names alone: who asks for a name tells whoever answers for it that a
//! message was read, without a connection.
//!
//! As of connections (see `raw`), the frame alone can't keep Chromium from them at
//! `link rel=dns-prefetch` and `preconnect`: no policy has a word for it. They are
//! named below; the sanitizer lets no `link` through.

use crate::judge::SETTLED;
use e2e::browser::Browser;
use e2e::fixture::{Dovecot, Message, Porthole, Upstream};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{Read, Write};

/// Ways to have a name looked up, and how they are written.
const WAYS: [(&str, &str); 14] = [
    ("link", "<link rel=dns-prefetch href=//HOST>"),
    (
        "link-with-others",
        "<link rel='stylesheet dns-prefetch' href=//HOST>",
    ),
    (
        "connection",
        "<link rel=preconnect href=//HOST crossorigin>",
    ),
    ("anchor", "<a href=http://HOST/>words</a>"),
    (
        "anchor-allowed",
        "<meta http-equiv=x-dns-prefetch-control content=on><a href=http://HOST/>words</a>",
    ),
    (
        "area",
        "<map name=m><area href=http://HOST/></map><img usemap=#m>",
    ),
    ("prefetch", "<link rel=prefetch href=http://HOST/>"),
    ("prerender", "<link rel='prerender next' href=http://HOST/>"),
    (
        "speculation",
        "<script type=speculationrules>{\"prefetch\":[{\"source\":\"list\",\"urls\":[\"http://HOST/\"]}]}</script>",
    ),
    ("picture", "<img src=http://HOST/>"),
    ("style", "<p style='background:url(http://HOST/)'>words</p>"),
    ("sheet", "<style>@import 'http://HOST/';</style>"),
    (
        "form",
        "<form action=http://HOST/><button>words</button></form>",
    ),
    ("frame", "<iframe src=http://HOST/></iframe>"),
];

/// What the frame alone does not hold.
const BEYOND_THE_FRAME: [&str; 3] = ["link", "link-with-others", "connection"];

/// What is seen of a page that has no locks. Today's Chromium looks up no name for a
/// link alone; another one may.
const SEEN_UNLOCKED: [&str; 5] = ["link", "link-with-others", "connection", "picture", "frame"];

/// The runs; each has names of its own.
const RUNS: [&str; 4] = ["shipped", "unruled", "raw", "control"];

fn name(run: &str, way: &str) -> String {
    format!("{way}.{run}.test")
}

/// All ways in one body.
fn body(run: &str) -> String {
    let ways = WAYS.map(|(way, html)| html.replace("HOST", &name(run, way)));
    format!("<p>The body of {run}.</p>{}", ways.concat())
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_hostile_message_has_a_name_looked_up() {
    let scene = scene().await;
    let page = scene.page();
    scene.log_in("shipped").await;
    page.go(&scene.porthole.url("/mail/INBOX/1")).await;
    scene.frame_reads("The body of shipped.").await;
    tokio::time::sleep(SETTLED * 5).await;

    page.devtools("Page.setBypassCSP", json!({ "enabled": true }))
        .await;
    page.go(&scene.porthole.url("/mail/INBOX/2")).await;
    scene.frame_reads("The body of unruled.").await;
    tokio::time::sleep(SETTLED * 5).await;

    // Past the sanitizer, into what the app's own frame is.
    page.devtools("Page.setBypassCSP", json!({ "enabled": false }))
        .await;
    page.go(&scene.porthole.url("/mail/INBOX/1")).await;
    scene.frame_reads("The body of shipped.").await;
    let fill = format!(
        "(() => {{
            const inner = document.querySelector('main iframe').contentDocument;
            inner.body.innerHTML = {0};
            inner.head.insertAdjacentHTML('beforeend', {0});
            return true;
        }})()",
        json!(body("raw"))
    );
    assert_eq!(page.evaluate(&fill).await, json!(true));
    tokio::time::sleep(SETTLED * 5).await;

    // Without any lock, it is seen.
    page.go(&unlocked()).await;
    let seen = |way: &str| {
        let looked_up = scene.browser.names_looked_up();
        looked_up.contains(&name("control", way))
    };
    wait::until("what has no lock is seen", || async {
        SEEN_UNLOCKED.iter().all(|way| seen(way)).then_some(())
    })
    .await;

    let looked_up = scene.browser.names_looked_up();
    println!("looked up: {looked_up:?}");
    let allowed = BEYOND_THE_FRAME.map(|way| name("raw", way));
    let is_held = |name: &&String| !name.ends_with(".control.test") && !allowed.contains(name);
    let beyond: BTreeSet<_> = looked_up.iter().filter(is_held).collect();
    assert!(beyond.is_empty(), "{beyond:?}");
}

/// A message of each run that is sanitized.
async fn scene() -> Scene {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(2, |number| {
        let run = RUNS[number as usize];
        (Message::new(run).html(&body(run)).bytes(), "S")
    });
    let upstream = Upstream::local(dovecot.tls_port(), dovecot.authority_file());
    let names = RUNS
        .iter()
        .flat_map(|run| WAYS.map(|(way, _)| name(run, way)));
    Scene {
        browser: Browser::start_noting(&names.collect::<Vec<_>>()).await,
        porthole: Porthole::start(&[upstream]),
        tap: None,
        dovecot,
    }
}

/// The address of a page of another server, in which nothing is held back.
fn unlocked() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it has an address");
    let body = body("control");
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        let mut head = [0; 4096];
        // Whatever is asked for: it is the only page.
        let _ = stream.read(&mut head)?;
        let length = body.len();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
        write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{body}")
    });
    format!("http://{address}/")
}
