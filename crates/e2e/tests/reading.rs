//! A person reads mail: the app in Chromium, the proxy, Dovecot over TLS.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::bars;
use e2e::fixture::{Maildir, Message, attachment_bytes, loopback_server};
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

fn a_thousand(maildir: &Maildir) {
    maildir.fill(1_000, numbered);
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn login_shows_the_folders_and_the_newest_messages() {
    let scene = Scene::direct(a_thousand).await;
    scene.log_in("Number 999 of many").await;
    let page = scene.page();
    for folder in ["Inbox", "Drafts", "Sent", "Archive", "Junk", "Trash"] {
        page.the_one_with("treeitem", folder).await;
    }
    page.the_one_with("treeitem", "Inbox, 100 unread").await;
    let grid = scene.grid().await;
    let count = grid.call("function() { return this.getAttribute(\'aria-rowcount\') }");
    assert_eq!(count.await, json!("1000"));
    assert!(
        page.title().await.contains("(100) Inbox"),
        "{}",
        page.title().await
    );
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn the_middle_and_the_end_of_the_list_are_one_scroll_away() {
    let scene = Scene::direct(a_thousand).await;
    scene.log_in("Number 999 of many").await;
    scene.scroll_to(0.5).await;
    scene.row("Number 499 of many").await;
    scene.scroll_to(1.0).await;
    scene.row("Number 0 of many").await;
    scene.scroll_to(0.0).await;
    scene.row("Number 999 of many").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn text_opens_as_text_and_html_in_a_frame_without_scripts() {
    let html = "<h1>Weekly</h1><p>All about <b>lighthouses</b>.</p><script>top.document.title = 'owned'</script><img src=x onerror=\"top.document.title = 'owned'\">";
    let scene = Scene::direct(|maildir| {
        maildir.deliver(
            &Message::new("Plain words")
                .text("Just text, with https://example.org/ in it.")
                .bytes(),
        );
        maildir.deliver(
            &Message::new("Grüße aus Köln 🌊")
                .text("plain")
                .html(html)
                .bytes(),
        );
    })
    .await;
    scene.log_in("Plain words").await;
    scene.open("Plain words").await;
    scene.page().reads("Just text, with").await;
    scene.page().the("link", "https://example.org/").await;

    scene.open("Grüße aus Köln 🌊").await;
    scene.frame_reads("All about lighthouses.").await;
    let frame = scene.page().evaluate("(() => { const f = document.querySelector('iframe'); return [f.sandbox.contains('allow-scripts'), f.contentDocument.querySelectorAll('script').length] })()");
    assert_eq!(frame.await, json!([false, 0]));
    assert!(!scene.page().title().await.contains("owned"));
    scene
        .page()
        .the("button", "View as text")
        .await
        .click()
        .await;
    scene.page().the("button", "View as HTML").await;
}

/// RFC 2557: parts that are called by where they say that they lie.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn images_are_shown_that_are_called_by_their_location() {
    const GIF: &str = "R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    let picture = |location: &str| {
        format!(
            "--b\r\nContent-Type: image/gif\r\nContent-Location: {location}\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{GIF}\r\n"
        )
    };
    let html = "<p>A saved page<img src='http://a.example/x/one.gif'><img src='two.gif'>\
                <img src='/x/three.gif'><img src='absent.gif'>";
    let mail = format!(
        "From: Ada <ada@example.org>\r\nSubject: Archived\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/html\r\nContent-Location: http://a.example/x/page.html\r\n\r\n{html}\r\n\
         {}{}{}--b--\r\n",
        picture("http://a.example/x/one.gif"),
        picture("http://a.example/x/two.gif"),
        picture("http://a.example/x/three.gif"),
    );
    let scene = Scene::direct(|maildir| maildir.deliver(mail.as_bytes())).await;
    scene.log_in("Archived").await;
    scene.open("Archived").await;
    scene.frame_reads("A saved page").await;
    let shown = "[...document.querySelector('main iframe').contentDocument.images]
        .filter(image => image.naturalWidth === 1).length";
    wait::until("three images", || async {
        (scene.page().evaluate(shown).await == json!(3)).then_some(())
    })
    .await;
    let page = scene.page();
    assert!(page.find("button", "Show images").await.is_none());
    assert_eq!(
        page.evaluate("document.querySelectorAll('.attachment').length")
            .await,
        json!(0)
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn remote_images_load_when_allowed_and_not_before() {
    let hits = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&hits);
    let port = loopback_server(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        // A transparent pixel (GIF89a).
        let pixel = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        ("image/gif", pixel.to_vec())
    })
    .await;
    let html = format!("<p>Offers</p><img src=\"http://127.0.0.1:{port}/pixel.gif?who=ada\">");
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Offers").html(&html).bytes());
    })
    .await;
    scene.log_in("Offers").await;
    scene.open("Offers").await;
    scene.frame_reads("Offers").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(
        hits.load(Ordering::SeqCst),
        0,
        "nothing leaves before it is allowed"
    );
    scene
        .page()
        .the("button", "Show images")
        .await
        .click()
        .await;
    wait::until("the image", || async {
        (hits.load(Ordering::SeqCst) > 0).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn an_attachment_of_five_megabytes_is_saved_byte_for_byte() {
    let bytes = attachment_bytes(5_000_000);
    let message = Message::new("The plans")
        .text("See there.")
        .attachment("plans.bin", bytes.clone());
    let scene = Scene::direct(|maildir| maildir.deliver(&message.bytes())).await;
    scene.log_in("The plans").await;
    scene.open("The plans").await;
    scene.page().reads("See there.").await;
    scene
        .page()
        .the("button", "Save plans.bin")
        .await
        .click()
        .await;
    let saved = scene.browser.saved_file("plans.bin").await;
    assert_eq!(saved.len(), bytes.len());
    assert!(saved == bytes, "the file differs");
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_delivered_message_comes_on_screen_by_itself() {
    let scene = Scene::direct(a_thousand).await;
    scene.log_in("Number 999 of many").await;
    let mut watcher = scene.dovecot.dialogue(USER).await;
    watcher.command("SELECT INBOX").await;
    watcher.idle().await;
    let delivered = Instant::now();
    scene
        .dovecot
        .maildir(USER)
        .deliver(&Message::new("Fresh from the sea").text("Hello").bytes());
    let told = async {
        watcher.hears("EXISTS").await;
        delivered.elapsed()
    };
    let seen = async {
        scene.row("Fresh from the sea").await;
        delivered.elapsed()
    };
    let (told, seen) = tokio::join!(told, seen);
    println!("delivered, told after {told:?}");
    let behind = seen.saturating_sub(told).as_secs_f64() * 1_000.0;
    bars::by_clock("told to on screen", behind, 500.0);
    wait::until("the count in the title", || async {
        scene.page().title().await.contains("(101)").then_some(())
    })
    .await;
    scene
        .page()
        .the_one_with("treeitem", "Inbox, 101 unread")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn flags_set_here_are_on_the_server_and_flags_set_there_are_here() {
    let scene = Scene::direct(|maildir| {
        maildir.fill(3, |number| {
            (
                Message::new(&format!("Letter {number}")).text("x").bytes(),
                "",
            )
        });
    })
    .await;
    scene.log_in("Letter 2").await;
    let mut other = scene.dovecot.dialogue(USER).await;
    other.command("SELECT INBOX").await;

    scene.open("Letter 1").await;
    wait_for_flag(&mut other, 2, "\\Seen", true).await;
    scene
        .page()
        .the("button", "Mark as unread")
        .await
        .click()
        .await;
    wait_for_flag(&mut other, 2, "\\Seen", false).await;
    let row = scene.row("Letter 1").await;
    row.all("button")
        .await
        .first()
        .expect("a row has a flag button")
        .click()
        .await;
    wait_for_flag(&mut other, 2, "\\Flagged", true).await;

    other.command("UID STORE 3 +FLAGS (\\Flagged \\Seen)").await;
    wait::until("the other's flag in the list", || async {
        let row = scene.row("Letter 2").await;
        let names: Vec<String> = row
            .all("button")
            .await
            .iter()
            .map(|button| button.name().to_owned())
            .collect();
        names.contains(&"Remove the flag".to_owned()).then_some(())
    })
    .await;
    scene
        .page()
        .the_one_with("treeitem", "Inbox, 2 unread")
        .await;
}

async fn wait_for_flag(
    dialogue: &mut e2e::imap_dialogue::ImapDialogue,
    uid: u32,
    flag: &str,
    is_set: bool,
) {
    let begin = Instant::now();
    while dialogue.flags(uid).await.contains(&flag.to_owned()) != is_set {
        assert!(
            begin.elapsed() < wait::PATIENCE,
            "{flag} of {uid} never is {is_set}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The frame makes a picture as narrow as it is itself; a height that the message
/// gives follows.
#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_picture_that_is_too_wide_keeps_its_form() {
    const GIF: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    let html = format!(
        "<p>Look</p><img src='{GIF}' width=800 height=200>\
         <img src='{GIF}' style='width:800px;height:200px'><img src='{GIF}' width=8 height=20>"
    );
    let mail = Message::new("Panorama").html(&html).bytes();
    let scene = Scene::direct(|maildir| maildir.deliver(&mail)).await;
    scene.log_in("Panorama").await;
    scene.open("Panorama").await;
    scene.frame_reads("Look").await;
    let page = scene.page();
    page.look(390, 844, e2e::browser::Scheme::Light).await;
    let forms = "[...document.querySelector('main iframe').contentDocument.images]
        .map(image => image.getBoundingClientRect())
        .map(({ width, height }) => width < 390 && (width / height).toFixed(1))";
    page.becomes(forms, json!(["4.0", "4.0", "0.4"])).await;
}
