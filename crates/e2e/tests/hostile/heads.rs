//! What is hostile beside the body: subjects, people, names and types of files, and
//! other fields. The corpus has some; these are ours, each by the hole that it was
//! elsewhere.

use crate::judge::{Images, Judge, Locks, SETTLED};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::Page;
use e2e::corpus::{Case, text_case};
use e2e::fixture::Elsewhere;
use e2e::scene::Scene;
use e2e::walk;
use serde_json::json;

/// Breaks out of an attribute, and of a title, and out of a text.
const MARKUP: &str = "'\"></title><img src=http://evil.test/a onerror=alert(1)>\
    <svg onload=alert(2)><script>alert(3)</script>";

/// A document that runs, whatever it is called.
const ACTIVE: &str = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(4)'>\
    <script>alert(5)</script><image href='http://evil.test/b'/></svg>";

/// As an encoded word (RFC 2047), of which pieces may follow each other.
fn word(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let words = text.chunks(30).map(|piece| {
        let piece: String = piece.iter().collect();
        format!("=?UTF-8?B?{}?=", STANDARD.encode(piece))
    });
    words.collect::<Vec<_>>().join("\r\n ")
}

/// As the value of a parameter (RFC 2231).
fn parameter(text: &str) -> String {
    let octets = text.bytes().map(|octet| format!("%{octet:02X}"));
    format!("utf-8''{}", octets.collect::<String>())
}

/// A letter with these fields, and a file under this head.
fn with_file(id: &str, fields: &str, head: &str) -> Case {
    let message = format!(
        "From: Mallory <mallory@evil.test>\r\nTo: ada@example.org\r\nMessage-ID: <{id}@evil.test>\r\n\
         {fields}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nWords.\r\n--b\r\n{head}\r\n\r\n{ACTIVE}\r\n--b--\r\n"
    );
    case(id, &message)
}

fn case(id: &str, message: &str) -> Case {
    Case {
        id: id.to_owned(),
        content: message.as_bytes().to_vec(),
        message: message.as_bytes().to_vec(),
        manifest: json!({ "id": id, "kind": "eml" }),
    }
}

/// A letter with these fields.
fn with(id: &str, fields: &str) -> Case {
    let message = format!(
        "Message-ID: <{id}@evil.test>\r\n{fields}Content-Type: text/plain\r\n\r\nWords.\r\n"
    );
    case(id, &message)
}

fn cases() -> Vec<Case> {
    let encoded = word(MARKUP);
    let named = parameter(&format!("{MARKUP}.png"));
    let file = |id: &str, media_type: &str, disposition: &str| {
        let head = format!("Content-Type: {media_type}\r\nContent-Disposition: {disposition}");
        with_file(id, "Subject: A file\r\n", &head)
    };
    vec![
        with("subject-injection-plain", &format!("Subject: {MARKUP}\r\n")),
        with(
            "subject-injection-encoded",
            &format!("Subject: {encoded}\r\n"),
        ),
        with(
            "people-injection-names",
            &format!(
                "From: {encoded} <a@evil.test>\r\nSender: {encoded} <b@evil.test>\r\nTo: {encoded} <c@evil.test>\r\n\
                 Cc: {encoded}: d@evil.test;\r\nReply-To: {encoded} <e@evil.test>\r\nSubject: People\r\n"
            ),
        ),
        with(
            "people-injection-addresses",
            "From: <\"<img/src=x/onerror=alert(1)>\"@evil.test>\r\nTo: \"\\\"><svg/onload=alert(2)>\"@evil.test\r\nSubject: Addresses\r\n",
        ),
        with(
            "fields-injection",
            &format!(
                "Subject: Fields\r\nDate: {MARKUP}\r\nList-Id: {MARKUP} <x.evil.test>\r\n\
                 List-Unsubscribe: <javascript:alert(1)>, <data:text/html,{MARKUP}>, <mailto:x@evil.test?subject={MARKUP}>\r\n\
                 Disposition-Notification-To: {encoded} <f@evil.test>\r\nX-{MARKUP}: {MARKUP}\r\nX-Face: {MARKUP}\r\n\
                 Authentication-Results: evil.test; dkim=fail reason=\"{MARKUP}\"\r\n"
            ),
        ),
        file(
            "attachment-name-injection",
            "application/octet-stream",
            &format!("attachment; filename*={named}"),
        ),
        file(
            "attachment-type-injection",
            "image/png\"onerror=alert(1)//<svg/onload=alert(2)>; name=a.png",
            "attachment; filename=a.png",
        ),
        file(
            "attachment-type-svg",
            "image/svg+xml",
            "attachment; filename=drawing.svg",
        ),
        file(
            "attachment-type-html",
            "text/html",
            "attachment; filename=page.html",
        ),
        file(
            "attachment-type-xml",
            "text/xml",
            "attachment; filename=page.xml",
        ),
        file(
            "attachment-type-lies",
            "image/png",
            "attachment; filename=drawing.svg",
        ),
        file(
            "attachment-type-pdf-lies",
            "application/pdf",
            "attachment; filename=plan.pdf",
        ),
        file(
            "attachment-type-inline",
            "image/svg+xml",
            "inline; filename=drawing.svg",
        ),
        file(
            "attachment-type-unknown",
            "x/y",
            "attachment; filename=drawing.svg",
        ),
        text_case(
            "linkifier-injection",
            &format!(
                "{MARKUP} http://evil.test/\"onmouseover=alert(1)\" https://evil.test/'><img/src=x/onerror=alert(2)> \
                 javascript:alert(3) mailto:a@evil.test\"onclick=alert(4) ##str_replacement_0## [[0]] <https://evil.test/<script>alert(5)</script>>"
            ),
        ),
    ]
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn no_subject_person_field_file_or_link_is_taken_for_markup() {
    open_all(Locks::All).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn none_is_taken_for_markup_without_any_policy_either() {
    open_all(Locks::NoPolicy).await;
}

async fn open_all(locks: Locks) {
    let cases = cases();
    let elsewhere = Elsewhere::start().await;
    let scene = Scene::before(&elsewhere, |maildir| walk::fill(maildir, &cases)).await;
    let page = scene.page();
    let mut judge = Judge::new(locks);
    judge.prepare(page).await;
    let mut files = 0;
    walk::through(&scene, &cases, async |case, seen| {
        match seen {
            Ok(seen) if case.id.starts_with("subject") => {
                // It is shown as the words that it is.
                let heading = seen.state["heading"].as_str().unwrap_or("");
                assert!(heading.contains("<img src=http://evil.test/a"), "{heading}");
            }
            Ok(_) => {}
            Err(problem) => return judge.fail(&case.id, &problem),
        }
        unfold(page).await;
        judge
            .check(&scene, &elsewhere, &case.id, Images::Blocked)
            .await;
        if look_at_file(page).await {
            files += 1;
            let looked = format!("{}, looked at", case.id);
            judge
                .check(&scene, &elsewhere, &looked, Images::Blocked)
                .await;
        }
    })
    .await;
    println!("{} heads and {files} files, {locks:?}", cases.len());
    assert!(files >= 4, "{files}");
    judge.expect_that_locks_were_open(&scene, &elsewhere).await;
    judge.report(&scene);
}

/// Shows the head in full, with all of its fields.
async fn unfold(page: &Page) {
    for _ in 0..2 {
        let press = "document.querySelectorAll('.message-head .link-button[aria-expanded=false]')
            .forEach(button => button.click())";
        let _ = page.try_evaluate(press).await;
        tokio::time::sleep(SETTLED).await;
    }
}

/// Looks at what the letter carries, and closes it again; `false` where there is
/// nothing to look at.
async fn look_at_file(page: &Page) -> bool {
    let open = "(() => {
        const button = document.querySelector('.attachment button[title^=\"Open \"]');
        button?.click();
        return !!button;
    })()";
    if page.try_evaluate(open).await != Ok(json!(true)) {
        return false;
    }
    tokio::time::sleep(SETTLED * 5).await;
    let close = "document.querySelectorAll('dialog[open]').forEach(one => one.close())";
    let _ = page.try_evaluate(close).await;
    tokio::time::sleep(SETTLED).await;
    true
}
