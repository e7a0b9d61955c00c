//! What messages carry: looked at, saved, large.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::{Key, Page};
use e2e::fixture::{Message, attachment_bytes, bitmap, pdf, wav};
use e2e::pictures::{pictured, pictured_where};
use e2e::scene::{Scene, USER};
use e2e::wait;
use serde_json::json;
use std::time::Duration;

/// A picture of two by one pixels (PNG).
const PICTURE: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00{@\xe8\xdd\x00\x00\x00\x0fIDATx\x9cc8a\xa3!\x17\xb5\x00\x00\x081\x02E\x0f\x02\xd1`\x00\x00\x00\x00IEND\xaeB`\x82";

/// A PDF of one empty page.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

const PAGE: &str = "<h1>Fine</h1><script>document.title = 'owned'</script>";

fn carrying() -> Message {
    Message::new("All kinds")
        .text("See what comes with it.")
        .file("image/png", "boat.png", PICTURE.to_vec())
        .file(
            "text/plain; charset=koi8-r",
            "note.txt",
            b"\xf0\xd2\xc9\xd7\xc5\xd4".to_vec(),
        )
        .file("text/html", "page.html", PAGE.as_bytes().to_vec())
        .file("application/pdf", "plan.pdf", PDF.to_vec())
        .file("application/zip", "all.zip", vec![7; 300])
}

/// What the dialog that is open shows.
async fn shown(page: &Page, name: &str, expression: &str) -> serde_json::Value {
    page.the("dialog", name).await;
    let what = format!("{expression} of {name}");
    let look = format!(
        "(() => {{ const d = document.querySelector('dialog[open]'); return d && ({expression}) }})()"
    );
    let (value, _) = wait::until(&what, || async {
        let value = page.evaluate(&look).await;
        (value != json!(null) && value != json!(false) && value != json!("")).then_some(value)
    })
    .await;
    value
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn pictures_texts_and_documents_are_shown_one_after_the_other() {
    let scene = Scene::direct(|maildir| maildir.deliver(&carrying().bytes())).await;
    scene.log_in("All kinds").await;
    scene.open("All kinds").await;
    let page = scene.page();
    page.the_one_with("button", "boat.png").await.click().await;
    let width = shown(page, "boat.png", "d.querySelector('img')?.naturalWidth").await;
    assert_eq!(width, json!(2));
    page.the("button", "Enlarge").await.click().await;
    shown(
        page,
        "boat.png",
        "d.querySelector('img.is-zoomed') !== null",
    )
    .await;

    page.press(Key::Right).await;
    let text = shown(page, "note.txt", "d.querySelector('pre')?.textContent").await;
    assert_eq!(text, json!("Привет"));

    // What a browser would run is shown as what it is written as.
    page.press(Key::Right).await;
    let source = shown(page, "page.html", "d.querySelector('pre')?.textContent").await;
    assert_eq!(source, json!(PAGE));
    assert!(!page.title().await.contains("owned"));

    page.press(Key::Right).await;
    let frame = "d.querySelector('iframe')?.getAttribute('src')";
    let address = shown(page, "plan.pdf", frame).await;
    assert!(address.as_str().unwrap().starts_with("blob:"), "{address}");

    // What can't be shown is passed over: this was the last.
    page.press(Key::Right).await;
    page.the("dialog", "plan.pdf").await;
    page.press(Key::Left).await;
    page.the("dialog", "page.html").await;
    page.press(Key::Escape).await;
    wait::until("the viewer's end", || async {
        page.find("dialog", "page.html")
            .await
            .is_none()
            .then_some(())
    })
    .await;
    let focus = "document.activeElement?.title";
    assert_eq!(page.evaluate(focus).await, json!("Open boat.png"));
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// A film of 32 by 24 pixels, made by the browser itself (WebM), in base64.
const FILM: &str = "new Promise(done => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [32, 24];
    const brush = canvas.getContext('2d');
    brush.fillRect(0, 0, 32, 24);
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts = [];
    recorder.ondataavailable = event => parts.push(event.data);
    recorder.onstop = async () => {
        const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
        done(btoa(String.fromCharCode(...bytes)));
    };
    recorder.start();
    let frames = 0;
    const timer = setInterval(() => {
        brush.fillStyle = frames % 2 ? '#fff' : '#00f';
        brush.fillRect(0, 0, 32, 24);
        if (++frames == 10) { clearInterval(timer); recorder.stop(); }
    }, 40);
})";

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_film_is_played() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Before it").text("Nothing yet.").bytes());
    })
    .await;
    let page = scene.page();
    let film = page.evaluate(FILM).await;
    let film = STANDARD.decode(film.as_str().unwrap()).unwrap();
    let message = Message::new("The tide").text("See it rise.");
    let message = message.file("video/webm", "tide.webm", film);
    scene.dovecot.maildir(USER).deliver(&message.bytes());
    scene.log_in("The tide").await;
    scene.open("The tide").await;
    page.the_one_with("button", "tide.webm").await.click().await;
    let width = shown(page, "tide.webm", "d.querySelector('video')?.videoWidth").await;
    assert_eq!(width, json!(32));
    let address = "d.querySelector('video').currentSrc.startsWith('blob:')";
    assert_eq!(shown(page, "tide.webm", address).await, json!(true));
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn all_attachments_are_saved_as_one_archive() {
    let message = Message::new("Two files")
        .text("See there.")
        .attachment("first.bin", attachment_bytes(600_000))
        .attachment("second.bin", attachment_bytes(700_000));
    let scene = Scene::direct(|maildir| maildir.deliver(&message.bytes())).await;
    scene.log_in("Two files").await;
    scene.open("Two files").await;
    scene.page().the("button", "Save all").await.click().await;
    let saved = scene.browser.saved_file("Two files.zip").await;
    for name in ["first.bin", "second.bin"] {
        let name = name.as_bytes();
        assert!(saved.windows(name.len()).any(|window| window == name));
    }
    assert!(
        saved.len() > 1_300_000 && saved.len() < 1_301_000,
        "{}",
        saved.len()
    );
    assert!(saved.ends_with(&[0, 0]) && saved.starts_with(b"PK\x03\x04"));
}

/// What runs, if a browser opens it as what it is.
const ACTIVE: &str = "<html><script>document.title = 'owned'</script><svg onload=alert(1)>";

/// A drawing that is a document, too.
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
    <script>document.documentElement.dataset.ran = 1</script><rect width='9' height='9'/></svg>";

/// Notes what is dragged, as other programs are given it.
const NOTE_DRAGS: &str = "(() => {
    window.dragged = [];
    const note = event => {
        const data = event.dataTransfer;
        dragged.push([...data.types].map(type => `${type} ${data.getData(type)}`).join('\\n'));
    };
    addEventListener('dragstart', note);
    for (const frame of document.querySelectorAll('iframe')) {
        frame.contentWindow?.addEventListener('dragstart', note);
    }
    return true;
})()";

/// Where what is dragged is let go: over the list.
const ELSEWHERE: (f64, f64) = (500.0, 300.0);

/// A letter with files of active types, which stands for a picture in its text, too.
fn active() -> Vec<u8> {
    let part = |head: &str, body: &str| format!("--b\r\n{head}\r\n\r\n{body}\r\n");
    let mut mail = "From: Mallory <mallory@example.org>\r\nTo: test@example.org\r\nSubject: Drag me\r\n\
        Message-ID: <drag@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        .to_owned();
    mail += &part(
        "Content-Type: text/html",
        "<p>Drag these.<p><img src=\"cid:html\" alt=HTML width=80 height=80><img src=\"cid:svg\" alt=SVG width=80 height=80>\
         <img src=\"cid:real\" alt=Real width=80 height=80>",
    );
    let gif = "Content-Type: image/gif\r\nContent-ID: <real>\r\nContent-Transfer-Encoding: base64";
    mail += &part(
        gif,
        "R0lGODlhAgABAIAAAAAAAP///yH5BAAAAAAALAAAAAACAAEAAAICBAoAOw==",
    );
    for (media_type, id) in [("image/gif", "html"), ("image/svg+xml", "svg")] {
        let head = format!("Content-Type: {media_type}\r\nContent-ID: <{id}>");
        mail += &part(&head, if id == "svg" { DRAWING } else { ACTIVE });
    }
    for (media_type, name) in [
        ("text/html", "page.html"),
        ("image/svg+xml", "drawing.svg"),
        ("application/xhtml+xml", "page.xhtml"),
    ] {
        let head = format!(
            "Content-Type: {media_type}\r\nContent-Disposition: attachment; filename={name}"
        );
        mail += &part(&head, ACTIVE);
    }
    (mail + "--b--\r\n").into_bytes()
}

/// The middles of what a selector finds, in the page and in its frames.
async fn middles(page: &Page, selector: &str) -> Vec<(f64, f64)> {
    let all = format!(
        "(() => {{
            const found = [];
            const look = (document, x, y) => {{
                for (const one of document.querySelectorAll('{selector}')) {{
                    const at = one.getBoundingClientRect();
                    const isInside = at.width > 0 && y + at.y > 0 && y + at.y + at.height < innerHeight;
                    if (isInside) found.push([x + at.x + at.width / 2, y + at.y + at.height / 2]);
                }}
            }};
            look(document, 0, 0);
            for (const frame of document.querySelectorAll('iframe')) {{
                const at = frame.getBoundingClientRect();
                if (frame.contentDocument) look(frame.contentDocument, at.x, at.y);
            }}
            return found;
        }})()"
    );
    serde_json::from_value(page.evaluate(&all).await).unwrap()
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_is_dragged_out_is_never_a_document_of_the_apps() {
    let scene = Scene::writing(|maildir| maildir.deliver(&active())).await;
    let page = scene.page();
    scene.log_in("Drag me").await;
    scene.open("Drag me").await;
    scene.frame_reads("Drag these.").await;
    page.the_one_with("button", "page.html").await;
    assert_eq!(page.evaluate(NOTE_DRAGS).await, json!(true));
    // Every file, by its name and by its buttons, and what stands in the text.
    let files = middles(page, ".attachment button").await;
    let pictures = middles(page, "img").await;
    assert!(files.len() >= 3, "{files:?}");
    for place in files.into_iter().chain(pictures) {
        page.drag(place, ELSEWHERE).await;
    }
    are_harmless(page).await;

    // In a text that one writes they are files of the app's own.
    page.go(&page.url().await).await;
    scene.frame_reads("Drag these.").await;
    page.the("button", "Forward").await.click().await;
    let addresses = "[...(document.querySelector('.editor iframe')?.contentDocument?.images ?? [])]
        .map(image => image.src).filter(src => src.startsWith('blob:'))";
    let (addresses, _) = wait::until("the text's pictures", || async {
        let all = page.evaluate(addresses).await;
        let all: Vec<String> = serde_json::from_value(all).unwrap_or_default();
        (!all.is_empty()).then_some(all)
    })
    .await;
    assert_eq!(page.evaluate(NOTE_DRAGS).await, json!(true));
    for place in middles(page, "img").await {
        page.drag(place, ELSEWHERE).await;
    }
    // Dropped on the tabs, they are opened so.
    let writing = page.tab().await;
    for address in addresses {
        page.open_tab().await;
        page.go(&address).await;
        let kind = page.evaluate("document.contentType").await;
        assert!(
            kind.as_str().is_some_and(|kind| kind == "image/png"),
            "{address}: {kind}"
        );
        assert_ne!(page.title().await, "owned");
        page.close_tab().await;
        page.go_to(&writing).await;
    }
}

/// Nothing that was dragged names a file of this origin that is opened as a document.
async fn are_harmless(page: &Page) {
    let dragged = page.evaluate("window.dragged").await;
    let dragged: Vec<String> = serde_json::from_value(dragged).unwrap();
    let is_seen = dragged.iter().any(|data| data.contains("data:image/gif"));
    assert!(is_seen, "what can be dragged is seen: {dragged:?}");
    for data in dragged {
        assert!(!data.contains("DownloadURL"), "{data}");
        assert!(!data.contains("blob:"), "{data}");
        assert!(
            !data.contains("text/html;") && !data.contains("javascript:"),
            "{data}"
        );
    }
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_message_within_a_message_is_opened_as_one() {
    let inner = Message::new("The inner letter")
        .from("Inner <in@example.org>")
        .html("<p>From <b>within</b> it.</p><script>top.document.title = 'owned'</script>")
        .attachment("in.bin", attachment_bytes(300_000))
        .file("image/png", "boat.png", PICTURE.to_vec());
    let outer = Message::new("The outer letter").text("See the letter.");
    let outer = outer.file("message/rfc822", "letter.eml", inner.bytes());
    let scene = Scene::direct(|maildir| maildir.deliver(&outer.bytes())).await;
    scene.log_in("The outer letter").await;
    scene.open("The outer letter").await;
    let page = scene.page();
    page.the_one_with("button", "letter.eml")
        .await
        .click()
        .await;
    page.the("heading", "The inner letter").await;
    scene.frame_reads("From within it.").await;
    page.the("button", "Save in.bin").await.click().await;
    let saved = scene.browser.saved_file("in.bin").await;
    assert!(saved == attachment_bytes(300_000), "the file differs");
    page.the_one_with("button", "boat.png").await.click().await;
    let width = shown(page, "boat.png", "d.querySelector('img')?.naturalWidth").await;
    assert_eq!(width, json!(2), "its picture is shown");
    page.press(Key::Escape).await;
    page.the("button", "Back").await.click().await;
    page.the("heading", "The outer letter").await;
    page.reads("See the letter.").await;
    assert!(!page.title().await.contains("owned"));
}

/// A source of some lines, one of them long.
fn source() -> String {
    let line = |number| format!("    let planks = slip.order({number}); // as Olu said\n");
    let lines: String = (1..60).map(line).collect();
    format!(
        "fn main() {{\n{lines}    // {}\n}}\n",
        "a long word on the oakum ".repeat(20)
    )
}

/// What a state is seen in where only its colours and its room differ.
fn is_in_few(look: &str) -> bool {
    ["wide-light", "wide-dark", "phone-light"].contains(&look)
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn files_on_screen_are_pictured_and_judged() {
    let scene = Scene::direct(|maildir| {
        maildir.deliver(&Message::new("Before it").text("Nothing yet.").bytes());
    })
    .await;
    let page = scene.page();
    let film = page.evaluate(FILM).await;
    let film = STANDARD.decode(film.as_str().unwrap()).unwrap();
    let message = Message::new("All kinds")
        .text("See what comes with it.")
        .file("image/bmp", "sunset.bmp", bitmap(640, 360))
        .file("text/plain", "main.rs", source().into_bytes())
        .file("application/pdf", "plan.pdf", pdf())
        .file("audio/wav", "foghorn.wav", wav())
        .file("video/webm", "tide.webm", film);
    scene.dovecot.maildir(USER).deliver(&message.bytes());
    scene.log_in("All kinds").await;
    scene.open("All kinds").await;
    page.the_one_with("button", "sunset.bmp")
        .await
        .click()
        .await;
    page.point_at((1.0, 1.0)).await;
    for (name, state, is_there) in [
        (
            "sunset.bmp",
            "viewer-picture",
            "d.querySelector('img')?.naturalWidth",
        ),
        (
            "main.rs",
            "viewer-text",
            "d.querySelector('pre')?.textContent",
        ),
        (
            "plan.pdf",
            "viewer-pdf",
            "d.querySelector('iframe')?.getAttribute('src')",
        ),
        (
            "foghorn.wav",
            "viewer-sound",
            "d.querySelector('audio')?.duration",
        ),
        (
            "tide.webm",
            "viewer-film",
            "d.querySelector('video')?.videoWidth",
        ),
    ] {
        shown(page, name, is_there).await;
        if state == "viewer-pdf" {
            // Nobody tells when the browser's own viewer has drawn.
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        match state {
            "viewer-picture" | "viewer-text" => pictured(page, state).await,
            _ => pictured_where(page, state, is_in_few).await,
        }
        page.the("button", "Next file")
            .await
            .call("function() { this.click() }")
            .await;
    }
}
