//! The other tests find nothing. Here is what they would find.

use crate::judge::{Images, Judge, Locks, SETTLED};
use e2e::fixture::{Elsewhere, Message};
use e2e::scene::Scene;
use serde_json::json;

const SUBJECT: &str = "Nothing to see";

/// What a message might do, and a word of what the judge then says.
const DEEDS: &[(&str, &str)] = &[
    ("<img src=x onerror=alert(1)>", "script ran"),
    ("<img src=http://told.example/a>", "another host was told"),
    (
        "<link rel=preconnect href=https://told.example>",
        "another host was told",
    ),
    (
        "<style>@import 'http://told.example/b';</style>",
        "asked for http://told.example/b",
    ),
    (
        "<img src=x onerror=\"top.document.querySelector('nav').style.visibility='hidden'\">",
        "the app changed",
    ),
    (
        "<img src=x onerror=\"top.localStorage.setItem('a','b')\">",
        "the app changed",
    ),
    (
        "<img src=x onerror=\"top.open = 1; top.anything = 2\">",
        "the app changed",
    ),
    ("<input autofocus>", "took the focus"),
    (
        "<meta http-equiv=refresh content='0;url=http://told.example/c'>",
        "asked for http://told.example/c",
    ),
];

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn without_any_lock_the_judge_sees_what_a_message_does() {
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| {
        let message = Message::new(SUBJECT).html("<p>Nothing.");
        maildir.fill(1, |_| (message.bytes(), "S"));
    })
    .await;
    let page = scene.page();
    for (html, expected) in DEEDS {
        let mut judge = Judge::new(Locks::None);
        judge.prepare(page).await;
        page.go(&scene.porthole.url("/mail/INBOX/1")).await;
        if page.find("textbox", "Password").await.is_some() {
            scene.log_in(SUBJECT).await;
            page.go(&scene.porthole.url("/mail/INBOX/1")).await;
        }
        scene.frame_reads("Nothing").await;
        judge.offences(&scene, &elsewhere, Images::Allowed).await;
        let script = format!(
            "new Promise(done => {{
                const frame = document.querySelector('main iframe');
                frame.removeAttribute('sandbox');
                frame.onload = () => {{
                    frame.onload = null;
                    const inner = frame.contentDocument;
                    inner.open();
                    inner.write({});
                    inner.close();
                    inner.querySelector('[autofocus]')?.focus();
                    setTimeout(() => done(true), {});
                }};
                frame.src = 'about:blank';
            }})",
            json!(html),
            SETTLED.as_millis() * 4
        );
        page.evaluate(&script).await;
        let found = judge.offences(&scene, &elsewhere, Images::Blocked).await;
        assert!(
            found.iter().any(|offence| offence.contains(expected)),
            "{html}: {found:?}"
        );
    }
}
