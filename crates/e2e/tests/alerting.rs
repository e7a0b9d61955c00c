//! New mail is told to who looks elsewhere; what is set for all stays; settings go
//! out and in; a computer is forgotten.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::demo::Demo;
use e2e::fixture::{Dovecot, Message, Porthole, SecondClient};
use e2e::pictures::{pictured, pictured_where};
use e2e::scene::{Scene, USER, import_settings, numbered};
use e2e::wait;
use serde_json::{Value, json};

/// A scene whose admin has set something for all.
async fn ruled_scene(settings: &str) -> Scene {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(5, numbered);
    let config = format!(
        "listen = \"127.0.0.1:0\"\n{settings}\n[upstreams.test]\nhost = \"localhost\"\nport = {}\nca_file = \"{}\"\n\
         domains = [\"engines.example\"]\n",
        dovecot.tls_port(),
        dovecot.authority_file().display()
    );
    Scene {
        browser: Browser::start().await,
        porthole: Porthole::start_with(&config),
        tap: None,
        dovecot,
    }
}

async fn becomes(page: &Page, expression: &str, value: Value) {
    let what = format!("{expression} = {value}");
    let is_so = || async { (page.evaluate(expression).await == value).then_some(()) };
    wait::until(&what, is_so).await;
}

/// What the page shows by notifications is noted, and the page is never looked at.
const ELSEWHERE: &str = "(() => {
    const Real = window.Notification;
    window.told = [];
    window.Notification = class extends Real {
        constructor(title, options) {
            super(title, options);
            window.told.push(this);
        }
    };
    Document.prototype.hasFocus = () => false;
    window.notes = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function(at) {
        window.notes++;
        return start.call(this, at);
    };
})()";
const TOLD: &str = "window.told.map(one => `${one.title} | ${one.body}`)";

/// Allows notifications, which a script stands in for, and asks for them in the settings.
async fn ask_to_be_told(scene: &Scene, stand_in: &str) {
    let page = scene.page();
    let granted = json!({ "permissions": ["notifications"], "origin": scene.porthole.origin() });
    page.devtools("Browser.grantPermissions", granted).await;
    scene.log_in("Number 2 of many").await;
    page.evaluate(stand_in).await;
    page.the("link", "Settings").await.click().await;
    page.the("link", "Notifications").await.click().await;
    page.the("checkbox", "Notify me of new mail")
        .await
        .click()
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn new_mail_is_told_once_to_who_looks_elsewhere() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let page = scene.page();
    ask_to_be_told(&scene, ELSEWHERE).await;
    page.the("checkbox", "Play a quiet sound")
        .await
        .click()
        .await;
    page.reads("Saved in your account").await;
    pictured(page, "settings-notifications").await;
    page.the("button", "Show one now").await.click().await;
    becomes(page, "window.told.length", json!(1)).await;

    // Another tab of the same account.
    let first = page.tab().await;
    let second = page.open_tab().await;
    scene.log_in("Number 2 of many").await;
    page.evaluate(ELSEWHERE).await;
    page.go_to(&first).await;
    page.the("link", "Mail").await.click().await;
    scene.row("Number 2 of many").await;
    // Whoever turns sounds on hears one.
    page.evaluate("window.notes = 0").await;
    let mail = Message::new("Tide tables").from("Robin Saltmarsh <robin@example.org>");
    scene.dovecot.maildir(USER).deliver(&mail.bytes());
    scene.row("Tide tables").await;
    becomes(page, "document.title.startsWith('(2)')", json!(true)).await;
    let icon = "document.querySelector('link[rel=icon]').href.startsWith('data:image/png')";
    becomes(page, icon, json!(true)).await;
    page.go_to(&second).await;
    scene.row("Tide tables").await;
    let told = || async {
        let mut all = Vec::new();
        for tab in [&first, &second] {
            page.go_to(tab).await;
            all.push(page.evaluate(TOLD).await);
        }
        let all: Vec<Value> = all
            .iter()
            .flat_map(|told| told.as_array().cloned().unwrap_or_default())
            .filter(|one| one.as_str().is_some_and(|one| one.contains("Tide")))
            .collect();
        (!all.is_empty()).then_some(all)
    };
    let (all, _) = wait::until("a notification in one of the tabs", told).await;
    assert_eq!(all, [json!("Robin Saltmarsh | Tide tables")]);
    // The tab that told it sounded, by its two notes, and the other did not.
    let mut notes = Vec::new();
    for tab in [&first, &second] {
        page.go_to(tab).await;
        notes.push(page.evaluate("window.notes").await.as_u64());
    }
    notes.sort_unstable();
    assert_eq!(notes, [Some(0), Some(2)]);

    // It leads to the message.
    for tab in [&second, &first] {
        page.go_to(tab).await;
        let open = "(() => {
            const one = window.told.find(one => one.body === 'Tide tables');
            one?.onclick();
            return one !== undefined;
        })()";
        if page.evaluate(open).await == json!(true) {
            page.the("heading", "Tide tables").await;
            break;
        }
    }
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// What is passed to the system, word for word.
const NOTED: &str = "(() => {
    const Real = window.Notification;
    window.told = [];
    window.Notification = class extends Real {
        constructor(title, options) {
            super(title, options);
            window.told.push({ title, ...options, shown: this });
        }
    };
    Document.prototype.hasFocus = () => false;
})()";

/// Markup, an end of line, controls of terminals, and what turns the direction.
const HOSTILE: &str = "<img src=x onerror=alert(1)>\u{7}\u{1b}[2J\u{202e}moc.knab\u{2066}\r\nBcc: eve@example.org\0\u{9b}31m";

/// A message whose names and subject are hostile, in encoded words (RFC 2047).
fn hostile(number: u32) -> Vec<u8> {
    let word = |text: &str| {
        let text = format!("{text}{HOSTILE}");
        let pieces: Vec<_> = text.chars().collect();
        let pieces = pieces.chunks(10).map(|piece| {
            let piece: String = piece.iter().collect();
            format!("=?UTF-8?B?{}?=", STANDARD.encode(piece))
        });
        pieces.collect::<Vec<_>>().join("\r\n ")
    };
    format!(
        "From: {}\r\n <mallory@example.org>\r\nSubject: {}\r\nMessage-ID: <h{number}@example.org>\r\n\r\nWords.\r\n",
        word("<b>Bank</b>"),
        word(&format!("<i>Letter {number}</i>"))
    )
    .into_bytes()
}

/// What of a notification must be so whatever a message says.
fn is_plain(told: &Value, lines: usize) {
    let known = [
        "title", "body", "tag", "renotify", "silent", "icon", "shown",
    ];
    let keys = told.as_object().expect("a notification").keys();
    assert!(
        keys.clone().all(|key| known.contains(&key.as_str())),
        "{told}"
    );
    for (words, lines) in [(&told["title"], 1), (&told["body"], lines)] {
        let words = words.as_str().expect("it says something");
        assert_eq!(words.split('\n').count(), lines, "{words:?}");
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_hidden = |c: char| (c.is_control() && c != '\n') || turns(c);
        assert!(!words.chars().any(is_hidden), "{words:?}");
    }
    assert!(
        told["tag"]
            .as_str()
            .is_some_and(|tag| tag.starts_with("porthole "))
    );
    let icon = told["icon"].as_str().unwrap_or("data:");
    assert!(
        !icon.contains("mallory") && !icon.starts_with("http://x"),
        "{icon}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_hostile_message_is_told_as_plain_words_in_lines_of_its_own() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let page = scene.page();
    ask_to_be_told(&scene, NOTED).await;
    page.reads("Saved in your account").await;
    page.the("link", "Mail").await.click().await;
    scene.row("Number 2 of many").await;

    scene.dovecot.maildir(USER).deliver(&hostile(1));
    becomes(page, "window.told.length", json!(1)).await;
    let one = page.evaluate("window.told[0]").await;
    is_plain(&one, 1);
    for (words, begin) in [
        (&one["title"], "<b>Bank</b>"),
        (&one["body"], "<i>Letter 1</i>"),
    ] {
        let words = words.as_str().unwrap_or("");
        let markup = format!("{begin}<img src=x onerror=alert(1)>");
        assert!(words.starts_with(&markup), "{words:?}");
    }
    scene.dovecot.maildir(USER).deliver(&hostile(2));
    becomes(page, "window.told.length", json!(2)).await;
    let two = page.evaluate("window.told[1]").await;
    is_plain(&two, 2);
    assert!(
        two["title"]
            .as_str()
            .is_some_and(|title| title.starts_with("2 new messages"))
    );

    // Pressed, it leads to where the mail is, and nowhere else.
    page.evaluate("window.told[1].shown.onclick()").await;
    scene.row("<i>Letter 2</i>").await;
    assert!(
        page.url()
            .await
            .starts_with(&scene.porthole.url("/mail/INBOX"))
    );
    assert_eq!(page.windows().await, 1);
    assert_eq!(page.dialog().await, None);
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn settings_begin_as_the_admin_says_go_out_and_in_and_are_forgotten() {
    let scene = ruled_scene(
        "[settings]\nlocked = [\"theme\"]\ndefault = { theme = \"dark\", density = \"compact\" }",
    )
    .await;
    let page = scene.page();
    page.look(1440, 900, Scheme::Light).await;
    page.go(&scene.porthole.url("/")).await;
    let theme = "document.documentElement.dataset.theme ?? null";
    assert_eq!(page.evaluate(theme).await, json!("dark"));
    scene.log_in("Number 4 of many").await;
    assert_eq!(page.evaluate(theme).await, json!("dark"));

    // The first questions stand beside the list and are answered, or not.
    page.the("region", "Welcome").await;
    let name = page.the("textbox", "Your name, as others see it").await;
    name.click().await;
    page.type_text("Ada Lovelace").await;
    page.the("button", "Done").await.click().await;
    becomes(
        page,
        "document.querySelector('.welcome') === null",
        json!(true),
    )
    .await;

    page.the("link", "Settings").await.click().await;
    page.reads("Set for everybody by your administrator").await;
    let is_locked = "document.querySelector('input[name=theme]').matches(':disabled')";
    assert_eq!(page.evaluate(is_locked).await, json!(true));
    let compact = page.the("radio", "Compact, one line each").await;
    let is_chosen = "function() { return this.checked && !this.matches(':disabled') }";
    assert_eq!(compact.call(is_chosen).await, json!(true));
    // It is night here for everybody.
    pictured_where(page, "settings-ruled", |look| look.ends_with("-dark")).await;

    page.the("link", "Account").await.click().await;
    page.the("button", "Export").await.click().await;
    let file = scene.browser.saved_file("porthole-settings.txt").await;
    let text = String::from_utf8(file).unwrap();
    assert!(text.contains(" name Ada Lovelace\n"), "{text}");
    let import = |text: String| async move { import_settings(page, &text).await };
    import("no settings at all".to_owned()).await;
    page.reads("This file does not hold settings of Porthole.")
        .await;
    let is_alert = "document.querySelector('.toast[role=alert]') !== null";
    becomes(page, is_alert, json!(true)).await;
    // Damaged: it says so, and takes nothing away.
    import(text.replace("density compact", "density tight")).await;
    page.reads("One line of this file can’t be read").await;
    page.the("button", "Leave everything as it is")
        .await
        .click()
        .await;
    let other = text.replace("density compact", "density comfortable");
    import(other.replace("Ada Lovelace", "Countess")).await;
    page.the("dialog", "Import settings").await;
    page.reads("“Compact, one line each” becomes “Comfortable")
        .await;
    page.reads("“Ada Lovelace” becomes “Countess”").await;
    page.the("button", "Import these settings")
        .await
        .click()
        .await;
    page.the("button", "Undo").await;
    page.the("link", "Identities").await.click().await;
    page.the_one_with("button", "Countess").await;
    page.the("button", "Undo").await.click().await;
    page.the_one_with("button", "Ada Lovelace").await;
    page.reads("Saved in your account").await;

    page.the("link", "Privacy").await.click().await;
    page.the("button", "Forget this computer…")
        .await
        .click()
        .await;
    page.the("dialog", "Forget this computer").await;
    assert_eq!(page.console().await, Vec::<String>::new());
    page.the("button", "Forget now").await.click().await;
    page.the("textbox", "User name").await;
    let left = "(async () => {
        const databases = await indexedDB.databases();
        return [localStorage.length, sessionStorage.length, databases.length,
            (await caches.keys()).length];
    })()";
    let answer = json!({ "expression": left, "awaitPromise": true, "returnByValue": true });
    let is_wiped = || async {
        let told = page.devtools("Runtime.evaluate", answer.clone()).await;
        (told["result"]["value"] == json!([0, 0, 0, 0])).then_some(())
    };
    wait::until("a browser that keeps nothing", is_wiped).await;

    // What was set is in the account as before.
    page.press(Key::Escape).await;
    scene.log_in("Number 4 of many").await;
    page.the("link", "Settings").await.click().await;
    page.the("link", "Identities").await.click().await;
    page.the_one_with("button", "Ada Lovelace").await;
}

/// A browser as on Android: a page's own notifications throw.
const NO_CONSTRUCTOR: &str = "(() => {
    window.Notification = class {
        static permission = 'default';
        static requestPermission() { return Promise.resolve(this.permission); }
        constructor() { throw new TypeError('Illegal constructor'); }
    };
})()";
/// … with a service worker in control of the page.
const WORKER: &str = "(() => {
    window.told = [];
    const showNotification = (title, { tag }) => window.told.push([title, tag]);
    const value = { controller: {}, ready: Promise.resolve({ showNotification }) };
    Object.defineProperty(navigator, 'serviceWorker', { value });
    window.Notification.permission = 'granted';
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn where_pages_may_show_no_notifications_a_service_worker_does_or_it_is_said() {
    let demo = Demo::at("/settings/reading").await;
    let page = demo.page();
    page.the("heading", "Reading").await;
    page.evaluate(NO_CONSTRUCTOR).await;
    page.the("link", "Notifications").await.click().await;
    page.reads("This browser can’t show notifications here.")
        .await;
    page.evaluate(WORKER).await;
    page.the("link", "Reading").await.click().await;
    page.the("link", "Notifications").await.click().await;
    let wants = page.the("checkbox", "Notify me of new mail").await;
    wants.click().await;
    page.the("button", "Show one now").await.click().await;
    let told = json!([["This is a notification", "porthole sample"]]);
    becomes(page, "window.told", told).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_first_questions_are_asked_on_a_phone_too() {
    let demo = Demo::start().await;
    let page = demo.page();
    page.look(390, 844, Scheme::Light).await;
    demo.log_in("/").await;
    page.the("region", "Welcome").await;
    pictured_where(page, "welcome-card", |look| look.starts_with("phone")).await;
    page.look(390, 844, Scheme::Light).await;
    let begin = page.the("button", "Answer them now").await;
    begin.click().await;
    page.the("dialog", "Welcome").await;
    pictured_where(page, "welcome-questions", |look| look.starts_with("phone")).await;
    page.look(390, 844, Scheme::Light).await;
    page.the("radio", "Dark").await.click().await;
    page.the("button", "Done").await.click().await;
    let is_over = "document.querySelector('.welcome-card') === null \
        && document.querySelector('dialog[open]') === null";
    becomes(page, is_over, json!(true)).await;
    becomes(
        page,
        "document.documentElement.dataset.theme",
        json!("dark"),
    )
    .await;
    // The list has the focus: what had it is gone.
    becomes(page, "document.activeElement.id", json!("message-list")).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_notification_tells_as_much_and_of_those_folders_as_was_set() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let mut other = SecondClient::log_in(scene.dovecot.clear_port(), USER, Dovecot::PASSWORD);
    for folder in ["Shop", "Shop/2024", "Trips", "Trips/2024"] {
        other.create(folder);
    }
    let page = scene.page();
    ask_to_be_told(&scene, ELSEWHERE).await;
    // Two folders of one name are two.
    page.the("checkbox", "Trips / 2024").await;
    page.the("checkbox", "Shop / 2024").await.click().await;
    page.reads("Saved in your account").await;
    page.the("link", "Mail").await.click().await;
    scene.row("Number 2 of many").await;
    let mail = |subject: &str| {
        let mail = Message::new(subject).from("Robin Saltmarsh <robin@example.org>");
        mail.bytes()
    };
    other.append("Trips/2024", "", &mail("To nobody"));
    other.append("Shop/2024", "", &mail("To the shop"));
    becomes(page, "window.told.length", json!(1)).await;
    // What is not told is not told later, either.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let shop = "Robin Saltmarsh | To the shop";
    assert_eq!(page.evaluate(TOLD).await, json!([shop]));
    page.the("link", "Settings").await.click().await;
    page.the("link", "Notifications").await.click().await;
    page.the("radio", "Only that there is new mail")
        .await
        .click()
        .await;
    page.reads("Saved in your account").await;
    scene.dovecot.maildir(USER).deliver(&mail("To the inbox"));
    becomes(page, TOLD, json!([shop, "New mail | "])).await;
    // Nobody wanted a sound.
    assert_eq!(page.evaluate("window.notes").await, json!(0));
}
