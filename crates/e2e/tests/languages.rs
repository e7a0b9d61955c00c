//! Each language as those see it whose browser asks for it: nothing is said in
//! English, nothing is cut off, and dates and numbers are the language's own.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::{Dovecot, Porthole};
use e2e::pictures::{artefact, settled};
use e2e::scene::{Scene, USER, numbered};
use phrases::{Catalog, REFERENCE};
use serde_json::{Value, json};

/// The languages as a browser asks for them, and how they are written.
const LANGUAGES: [(&str, &str); 5] = [
    ("de-AT", "ltr"),
    ("fr-FR", "ltr"),
    ("es-ES", "ltr"),
    ("ja-JP", "ltr"),
    ("ar-EG", "rtl"),
];

/// A letter of the demo.
const WELCOME: &str = "Welcome aboard";

/// What the page says, in text and in names that are heard.
const SAID: &str = "(() => {
    const said = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // Keys are called what stands on them.
    while (walk.nextNode())
        if (!walk.currentNode.parentElement.closest('kbd')) said.add(walk.currentNode.data.trim());
    for (const one of document.querySelectorAll('[aria-label],[title],[placeholder]'))
        for (const name of ['aria-label', 'title', 'placeholder'])
            if (one.hasAttribute(name)) said.add(one.getAttribute(name));
    return [...said];
})()";

/// What there is to press whose words do not fit.
const CUT_OFF: &str = "[...document.querySelectorAll('button, a, label, legend, select, summary')]
    .filter(one => one.checkVisibility() && one.clientWidth > 1
        && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).textOverflow !== 'ellipsis')
    .map(one => one.textContent)";

/// What there is to press that lies beyond the window's edge, or is cut off by what is
/// around it. What scrolls across on purpose, with nothing else in it, brings it.
const BEYOND: &str = "(() => {
    const found = [];
    const all = 'button, a, input, select, textarea, summary, [role=button], [role=combobox], [role=textbox]';
    for (const e of document.querySelectorAll(all)) {
        if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (e.closest('.only-heard, .skip-link, .message-frame, [aria-hidden=true], [inert]')) continue;
        const box = e.getBoundingClientRect();
        if (box.width < 2) continue;
        let left = 0, right = innerWidth, scrolls = false;
        for (let at = e.parentElement; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.overflowX === 'visible') continue;
            if (/auto|scroll/.test(style.overflowX) && at.scrollWidth > at.clientWidth + 1
                && at.matches('.settings-nav, .list-filters, .editor-tools')) scrolls = true;
            const edge = at.getBoundingClientRect();
            left = Math.max(left, edge.left);
            right = Math.min(right, edge.right);
        }
        if (!scrolls && (box.right > right + 1 || box.left < left - 1))
            found.push(`${e.tagName}.${e.className} '${e.ariaLabel ?? e.textContent.trim().slice(0, 30)}' ${Math.round(box.left)} to ${Math.round(box.right)} within ${Math.round(left)} to ${Math.round(right)}`);
    }
    return [...new Set(found)].slice(0, 12);
})()";

fn read(language: &str) -> Catalog {
    let path = e2e::workspace_root().join(format!("web/locales/{language}.ftl"));
    let text = std::fs::read_to_string(path).expect("the language has a file");
    Catalog::read(language, &text, "").expect("the file has no mistakes")
}

/// One language, beside English.
struct Tongue {
    tag: &'static str,
    english: Catalog,
    own: Catalog,
}

impl Tongue {
    fn new(tag: &'static str) -> Self {
        let primary = tag.split('-').next().unwrap_or(tag);
        Self {
            tag,
            english: read(REFERENCE),
            own: read(primary),
        }
    }

    fn say(&self, id: &str) -> String {
        let message = self.own.find(id).expect("the language says it");
        message.phrase(&[], "").expect("it has no gaps")
    }

    /// What is said in English though the language has words for it.
    fn english_in(&self, said: &Value) -> Vec<String> {
        let said: Vec<&str> = said
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let own: Vec<String> = self
            .own
            .messages
            .iter()
            .map(phrases::Message::words)
            .collect();
        let plain = self
            .english
            .messages
            .iter()
            .filter(|m| m.variables.is_empty());
        plain
            .map(phrases::Message::words)
            .filter(|words| !own.contains(words) && said.contains(&words.as_str()))
            .collect()
    }

    /// Takes the pictures of a state; what is wrong with them.
    async fn judge(&self, page: &Page, state: &str) -> Vec<String> {
        let mut faults = Vec::new();
        // What lies below it would show that.
        page.point_at((0.0, 0.0)).await;
        for (size, width, height) in [("wide", 1440, 900), ("phone", 390, 844)] {
            page.look(width, height, Scheme::Light).await;
            settled(page).await;
            let name = format!("{}-{state}-{size}", self.tag);
            page.screenshot(&artefact(&name)).await;
            let cut = page.evaluate(CUT_OFF).await;
            if cut != json!([]) {
                faults.push(format!("{name}: {cut} are cut off"));
            }
            let across = "document.documentElement.scrollWidth <= innerWidth";
            if page.evaluate(across).await != json!(true) {
                faults.push(format!("{name} is wider than the window"));
            }
        }
        page.look(1440, 900, Scheme::Light).await;
        settled(page).await;
        let english = self.english_in(&page.evaluate(SAID).await);
        let english = english
            .into_iter()
            .map(|words| format!("{} {state}: {words}", self.tag));
        faults.extend(english);
        faults
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn each_language_is_spoken_by_all_of_the_page() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    let mut faults = Vec::new();
    for (tag, direction) in LANGUAGES {
        let tongue = Tongue::new(tag);
        page.speak(tag).await;
        page.look(1440, 900, Scheme::Light).await;
        page.go(&porthole.url("/login")).await;
        let user = page.the("textbox", &tongue.say("login-user")).await;
        let root = "[document.documentElement.lang, getComputedStyle(document.body).direction]";
        assert_eq!(page.evaluate(root).await, json!([tag, direction]));
        faults.extend(tongue.judge(page, "login").await);
        user.type_text("demo").await;
        let password = page.the("textbox", &tongue.say("login-password")).await;
        password.type_text("demo").await;
        page.press(Key::Enter).await;
        let row = page.the_one_with("row", WELCOME).await;
        page.the("button", &tongue.say("list-sort")).await;
        faults.extend(tongue.judge(page, "list").await);
        row.call("function() { this.click() }").await;
        page.the_one_with("heading", WELCOME).await;
        faults.extend(tongue.judge(page, "letter").await);
        let reply = page.the("button", &tongue.say("verb-reply")).await;
        reply.click().await;
        page.the("button", &tongue.say("composer-send")).await;
        faults.extend(tongue.judge(page, "composer").await);
        let discard = page.the("button", &tongue.say("composer-discard")).await;
        discard.click().await;
        let dismiss = page.the("button", &tongue.say("notice-dismiss")).await;
        dismiss.click().await;
        let settings = page.the("link", &tongue.say("task-settings")).await;
        settings.click().await;
        page.the("heading", &tongue.say("settings-appearance"))
            .await;
        faults.extend(tongue.judge(page, "settings").await);
        let shortcuts = page.the("link", &tongue.say("settings-keyboard")).await;
        shortcuts.click().await;
        faults.extend(tongue.judge(page, "shortcuts").await);
        page.the("button", &tongue.say("task-log-out"))
            .await
            .click()
            .await;
        page.the("textbox", &tongue.say("login-user")).await;
    }
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

/// What lies beyond the edge of a window of 320 pixels (WCAG 2.2, 1.4.10).
async fn narrow(page: &Page, tag: &str, state: &str, faults: &mut Vec<String>) {
    settled(page).await;
    let beyond = page.evaluate(BEYOND).await;
    if beyond != json!([]) {
        page.screenshot(&artefact(&format!(
            "narrow-{tag}-{}",
            state.replace('/', "-")
        )))
        .await;
        faults.push(format!("{tag} {state}: {beyond:#}"));
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn at_320_pixels_no_control_lies_beyond_the_edge_in_any_language() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    let mut faults = Vec::new();
    for tag in ["en-GB", "de-AT", "fr-FR", "es-ES", "ja-JP", "ar-EG"] {
        let tongue = Tongue::new(tag);
        page.speak(tag).await;
        page.look(320, 640, Scheme::Light).await;
        page.go(&porthole.url("/login")).await;
        let user = page.the("textbox", &tongue.say("login-user")).await;
        narrow(page, tag, "login", &mut faults).await;
        user.type_text("demo").await;
        let password = page.the("textbox", &tongue.say("login-password")).await;
        password.type_text("demo").await;
        page.press(Key::Enter).await;
        let row = page.the_one_with("row", WELCOME).await;
        page.the("button", &tongue.say("list-sort")).await;
        narrow(page, tag, "list", &mut faults).await;
        page.type_text("jx").await;
        page.becomes("!!document.querySelector('.select-head')", json!(true))
            .await;
        narrow(page, tag, "selection", &mut faults).await;
        page.press(Key::Escape).await;
        page.press_with_control('k').await;
        page.the("dialog", &tongue.say("palette")).await;
        narrow(page, tag, "palette", &mut faults).await;
        page.press(Key::Escape).await;
        row.call("function() { this.click() }").await;
        page.the_one_with("heading", WELCOME).await;
        page.the("button", &tongue.say("verb-reply")).await;
        narrow(page, tag, "letter", &mut faults).await;
        page.type_text("r").await;
        page.the("button", &tongue.say("composer-send")).await;
        page.becomes("!!document.querySelector('.composer-tools')", json!(true))
            .await;
        narrow(page, tag, "composer", &mut faults).await;
        let discard = page.the("button", &tongue.say("composer-discard")).await;
        discard.click().await;
        for path in [
            "/settings/appearance",
            "/settings/reading",
            "/settings/writing",
            "/settings/folders",
            "/settings/identities",
            "/settings/templates",
            "/settings/keyboard",
            "/settings/notifications",
            "/settings/privacy",
            "/settings/account",
        ] {
            page.go(&porthole.url(path)).await;
            let is_known = "document.querySelector('.settings-section > h2 + *') !== null";
            page.becomes(is_known, json!(true)).await;
            narrow(page, tag, path, &mut faults).await;
        }
        page.go(&porthole.url("/contacts")).await;
        page.the("button", &tongue.say("contacts-new")).await;
        narrow(page, tag, "contacts", &mut faults).await;
        page.the("button", &tongue.say("contacts-new"))
            .await
            .click()
            .await;
        page.becomes("!!document.querySelector('form input')", json!(true))
            .await;
        narrow(page, tag, "contact", &mut faults).await;
        page.go(&porthole.url("/mail/INBOX?q=kittiwake")).await;
        page.the_one_with("row", "").await;
        narrow(page, tag, "search", &mut faults).await;
        page.devtools("Network.clearBrowserCookies", json!({}))
            .await;
        page.evaluate("sessionStorage.clear()").await;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn a_language_is_chosen_at_once_and_without_its_words_english_is_spoken() {
    let german = Tongue::new("de");
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let page = scene.page();
    log_in(page, &scene.porthole.url("/settings/appearance")).await;
    page.the("radio", "Deutsch").await.click().await;
    page.the("heading", &german.say("settings-appearance"))
        .await;
    let chosen = page.the("radio", "Deutsch").await;
    let is_chosen = chosen.call("function() { return this.checked }").await;
    assert_eq!(is_chosen, json!(true));
    let log_out = page.the("button", &german.say("task-log-out")).await;
    log_out.click().await;
    page.the("textbox", &german.say("login-user")).await;
    page.go(&scene.porthole.url("/login")).await;
    page.the("textbox", &german.say("login-user")).await;

    // The account brings its language to a browser that has none.
    page.evaluate("localStorage.clear()").await;
    log_in(page, &scene.porthole.url("/login")).await;
    page.the("link", &german.say("task-settings")).await;

    // Its words can't be had: English is spoken.
    let blocked = json!({ "urls": ["*/assets/first-*", "*/assets/rest-*"] });
    page.devtools("Network.enable", json!({})).await;
    page.devtools("Network.setBlockedURLs", blocked).await;
    let no_cache = json!({ "cacheDisabled": true });
    page.devtools("Network.setCacheDisabled", no_cache).await;
    page.reload().await;
    page.the("link", "Settings").await;
    let language = page.evaluate("document.documentElement.lang").await;
    assert_eq!(language, json!("en"));
}

async fn log_in(page: &Page, url: &str) {
    page.go(url).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    let password = page.the("textbox", "Password").await;
    password.type_text(Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_language_for_all_is_spoken_until_somebody_chooses_and_a_typed_name_stays() {
    const CHOOSE: &str = "(() => {
        const choice = document.querySelector('.login-language');
        choice.value = 'es';
        choice.dispatchEvent(new Event('change'));
    })()";
    let config = |locked: &str| {
        format!(
            "listen = \"127.0.0.1:0\"\n[settings]\nlocked = [{locked}]\n\
             [settings.default]\nlanguage = \"de\"\n\
             [upstreams.test]\nhost = \"localhost\"\nport = 1\n"
        )
    };
    let (german, spanish) = (Tongue::new("de"), Tongue::new("es"));
    let browser = Browser::start().await;
    let page = browser.page();
    let porthole = Porthole::start_with(&config(""));
    page.go(&porthole.url("/login")).await;
    let user = page.the("textbox", &german.say("login-user")).await;
    user.type_text("ada@example.org").await;
    page.evaluate(CHOOSE).await;
    let user = page.the("textbox", &spanish.say("login-user")).await;
    let name = user.call("function() { return this.value }").await;
    assert_eq!(name, json!("ada@example.org"));
    page.becomes("document.activeElement.id", json!("password"))
        .await;
    // The next visit speaks it too, and has nobody's name.
    page.go(&porthole.url("/login")).await;
    let user = page.the("textbox", &spanish.say("login-user")).await;
    let name = user.call("function() { return this.value }").await;
    assert_eq!(name, json!(""));

    let porthole = Porthole::start_with(&config("\"language\""));
    page.go(&porthole.url("/login")).await;
    page.the("textbox", &german.say("login-user")).await;
    let choice = "document.querySelector('.login-language') === null";
    assert_eq!(page.evaluate(choice).await, json!(true));
}

/// How many messages there are, as each language says it: of nothing, of one, of two,
/// and of numbers that Arabic tells apart besides.
const COUNTED: [(&str, [&str; 6]); 5] = [
    (
        "de-AT",
        [
            "0 Nachrichten",
            "1 Nachricht",
            "2 Nachrichten",
            "3 Nachrichten",
            "11 Nachrichten",
            "100 Nachrichten",
        ],
    ),
    (
        "fr-FR",
        [
            "0 message",
            "1 message",
            "2 messages",
            "3 messages",
            "11 messages",
            "100 messages",
        ],
    ),
    (
        "es-ES",
        [
            "0 mensajes",
            "1 mensaje",
            "2 mensajes",
            "3 mensajes",
            "11 mensajes",
            "100 mensajes",
        ],
    ),
    (
        "ja-JP",
        [
            "0 件のメッセージ",
            "1 件のメッセージ",
            "2 件のメッセージ",
            "3 件のメッセージ",
            "11 件のメッセージ",
            "100 件のメッセージ",
        ],
    ),
    (
        "ar-EG",
        [
            "لا رسائل",
            "رسالة واحدة",
            "رسالتان",
            "٣ رسائل",
            "١١ رسالة",
            "١٠٠ رسالة",
        ],
    ),
];

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_language_counts_as_its_grammar_does() {
    let scene = Scene::direct(|maildir| maildir.fill(100, numbered)).await;
    let mut dialogue = scene.dovecot.dialogue(USER).await;
    dialogue.command("SELECT INBOX").await;
    dialogue.command("STORE 1:* +FLAGS.SILENT (\\Seen)").await;
    let counts = [0, 1, 2, 3, 11, 100];
    for count in counts {
        dialogue.command(&format!("CREATE of-{count}")).await;
        if count > 0 {
            dialogue
                .command(&format!("COPY 1:{count} of-{count}"))
                .await;
        }
    }
    let page = scene.page();
    for (tag, said) in COUNTED {
        let tongue = Tongue::new(tag);
        page.speak(tag).await;
        page.go(&scene.porthole.url("/login")).await;
        for (field, words) in [("login-user", USER), ("login-password", Dovecot::PASSWORD)] {
            let field = page.the("textbox", &tongue.say(field)).await;
            field.type_text(words).await;
        }
        page.press(Key::Enter).await;
        for (count, words) in counts.into_iter().zip(said) {
            let name = format!("of-{count}");
            page.the_one_with("treeitem", &name).await.click().await;
            let head = "[...document.querySelector('.list-pane .pane-title').children]
                .map(one => one.textContent)";
            page.becomes(head, json!([name, words])).await;
        }
        let log_out = page.the("button", &tongue.say("task-log-out")).await;
        log_out.click().await;
        page.the("textbox", &tongue.say("login-user")).await;
    }
}
