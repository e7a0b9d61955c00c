//! What a message asks for, and a person agrees to: a receipt, a way off a list,
//! an answer to an invitation. Each is read at the other end as it arrives there,
//! octet by octet, and by Python's `email`, which is nobody's relative.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::Browser;
use e2e::fixture::{Dovecot, Manner, Porthole, PostOffice, Posted, SecondClient, Tap, Upstream};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::{Value, json};
use std::time::Duration;

/// Ada at example.org, whose mail is handed in at a post office.
async fn scene(messages: &[&str]) -> (Scene, PostOffice) {
    let dovecot = Dovecot::start(&[USER]);
    for message in messages {
        let message = message.replace('\n', "\r\n");
        dovecot.maildir(USER).deliver(message.as_bytes());
    }
    let office = PostOffice::start().await;
    let tap = Tap::start(office.port(), Manner::Delayed(Duration::ZERO)).await;
    let porthole = Porthole::start_submitting(
        &Upstream::local(dovecot.tls_port(), dovecot.authority_file()),
        "example.org",
        &Upstream::local(tap.port(), tap.authority_file()),
    );
    let scene = Scene {
        browser: Browser::start().await,
        porthole,
        tap: Some(tap),
        dovecot,
    };
    (scene, office)
}

/// The one letter that was handed in.
async fn arrived(office: &PostOffice) -> Posted {
    let what = || async { office.posted().pop() };
    let (letter, _) = wait::until("a letter at the post office", what).await;
    assert_eq!(office.posted().len(), 1, "one wish, one letter");
    well_formed(&letter.octets);
    letter
}

/// What holds for all that is sent (RFC 5322 §2.1, RFC 5321 §4.5.3.1.6).
fn well_formed(octets: &[u8]) {
    assert!(octets.ends_with(b"\r\n"));
    for line in octets.split(|byte| *byte == b'\n').rev().skip(1) {
        assert!(line.ends_with(b"\r"), "a line without CR");
        assert!(line.len() <= 999, "a line of {} octets", line.len());
        assert!(!line[..line.len() - 1].contains(&b'\r'), "a CR by itself");
    }
    assert!(!octets.contains(&0));
}

fn header<'a>(read: &'a Value, name: &str) -> &'a str {
    read["headers"][name].as_str().unwrap_or("")
}

const ASKS: &str = "From: Bob <bob@elsewhere.example>
To: Ada <ada@example.org>
Subject: =?utf-8?q?Caf=C3=A9?= at noon?
Message-ID: <noon@elsewhere.example>
Disposition-Notification-To: Bob <bob@elsewhere.example>
Date: Fri, 20 Nov 2026 10:00:00 +0000

Shall we?
";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_receipt_is_sent_when_the_person_says_so_and_not_before() {
    let (scene, office) = scene(&[ASKS]).await;
    scene.log_in("Café at noon?").await;
    scene.open("Café at noon?").await;
    let page = scene.page();
    page.reads("Bob asks to be told that you have seen this message.")
        .await;
    assert!(office.posted().is_empty(), "nothing happens by itself");
    page.the("button", "Send receipt").await.click().await;
    let letter = arrived(&office).await;
    // Nothing answers a receipt (RFC 8098 §2.1).
    assert_eq!(letter.from, "");
    assert_eq!(letter.to, ["bob@elsewhere.example"]);

    let read = letter.read_by_python();
    assert_eq!(read["defects"], json!([]));
    assert_eq!(read["type"], json!("multipart/report"));
    assert_eq!(header(&read, "From"), "ada@example.org");
    assert_eq!(header(&read, "To"), "Bob <bob@elsewhere.example>");
    assert_eq!(header(&read, "Subject"), "Seen: Café at noon?");
    assert_eq!(header(&read, "In-Reply-To"), "<noon@elsewhere.example>");
    assert!(header(&read, "Content-Type").contains("report-type=\"disposition-notification\""));
    assert!(header(&read, "Message-ID").ends_with("@example.org>"));
    let leaves = read["leaves"].as_array().unwrap();
    assert_eq!(leaves[0][0], json!("text/plain"));
    assert!(
        leaves[0][1]
            .as_str()
            .unwrap()
            .contains("“Café at noon?” to ada@example.org")
    );
    let octets = String::from_utf8(letter.octets.clone()).unwrap();
    for line in [
        "Content-Type: message/disposition-notification",
        "Final-Recipient: rfc822;ada@example.org",
        "Original-Message-ID: <noon@elsewhere.example>",
        "Disposition: manual-action/MDN-sent-manually;displayed",
    ] {
        let squeezed = octets.replace("; ", ";");
        assert!(
            squeezed.contains(&format!("{line}\r\n")),
            "{line} in {octets}"
        );
    }

    // It is asked once: other programs know it too.
    wait::until("the bar to go", || async {
        page.find("button", "Send receipt")
            .await
            .is_none()
            .then_some(())
    })
    .await;
    wait::until("the flag", || async {
        let port = scene.dovecot.clear_port();
        let mut client = SecondClient::log_in(port, USER, Dovecot::PASSWORD);
        let marked = client.search("INBOX", "KEYWORD $MDNSent");
        (!marked.is_empty()).then_some(())
    })
    .await;
    page.reload().await;
    page.reads("Shall we?").await;
    assert!(page.find("button", "Send receipt").await.is_none());
    assert_eq!(office.posted().len(), 1);
}

const LIST: &str = "From: The list <list@lists.example>
To: Ada <ada@example.org>
Subject: Issue 12
Message-ID: <12@lists.example>
List-Unsubscribe: <mailto:leave-7@lists.example?subject=leave%20now&body=Please%2E%0D%0ABcc%3A%20spy%40evil.example>,
 <https://lists.example/leave?u=7>
Date: Fri, 20 Nov 2026 10:00:00 +0000

News.
";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_list_is_left_by_the_mail_that_the_person_was_shown() {
    let (scene, office) = scene(&[LIST]).await;
    scene.log_in("Issue 12").await;
    scene.open("Issue 12").await;
    let page = scene.page();
    page.the("button", "Unsubscribe…").await.click().await;
    page.reads(
        "An email from ada@example.org to leave-7@lists.example will ask to take you off this mailing list.",
    )
    .await;
    page.reads("https://lists.example/leave?u=7").await;
    assert!(office.posted().is_empty(), "nothing happens by itself");
    page.the("button", "Send email").await.click().await;
    let letter = arrived(&office).await;
    assert_eq!(letter.from, "ada@example.org");
    assert_eq!(letter.to, ["leave-7@lists.example"]);

    let read = letter.read_by_python();
    assert_eq!(read["defects"], json!([]));
    assert_eq!(header(&read, "From"), "ada@example.org");
    assert_eq!(header(&read, "To"), "leave-7@lists.example");
    assert_eq!(header(&read, "Subject"), "leave now");
    // What the list dictates is text, never a header.
    assert_eq!(header(&read, "Bcc"), "");
    let text = read["leaves"][0][1].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), "Please.\nBcc: spy@evil.example");
    page.reads("Email sent to take you off this mailing list.")
        .await;
    // It was the person's mail, so they have a copy.
    page.the_one_with("treeitem", "Sent").await.click().await;
    page.the_one_with("row", "leave now").await;
}

const INVITES: &str = "From: Olu <olu@harbour.example>
To: Ada <ada@example.org>
Subject: Harbour walk
Message-ID: <walk@harbour.example>
MIME-Version: 1.0
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:walk@harbour.example
SEQUENCE:1
SUMMARY:Harbour walk
DTSTART:20261123T100000Z
DURATION:PT1H
ORGANIZER;CN=Olu:mailto:olu@harbour.example
ATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org
END:VEVENT
END:VCALENDAR
";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn an_answer_to_an_invitation_arrives_as_calendars_read_it() {
    let (scene, office) = scene(&[INVITES]).await;
    scene.log_in("Harbour walk").await;
    scene.open("Harbour walk").await;
    let page = scene.page();
    page.the("region", "Invitation: Harbour walk").await;
    assert!(office.posted().is_empty(), "nothing happens by itself");
    page.the("button", "Accept").await.click().await;
    let letter = arrived(&office).await;
    assert_eq!(letter.to, ["olu@harbour.example"]);
    let read = letter.read_by_python();
    assert_eq!(read["defects"], json!([]));
    let leaves = read["leaves"].as_array().unwrap();
    let calendar = leaves.iter().find(|leaf| leaf[0] == json!("text/calendar"));
    let calendar = calendar.expect("a calendar file")[1].as_str().unwrap();
    for line in ["METHOD:REPLY", "UID:walk@harbour.example", "SEQUENCE:1"] {
        assert!(
            calendar.lines().any(|one| one == line),
            "{line}: {calendar}"
        );
    }
    assert!(calendar.contains("PARTSTAT=ACCEPTED"), "{calendar}");
}
