//! Each control of the settings, found by its role and name: changed, it holds at
//! once, in another tab, and after a reload.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Element, Key, Page};
use e2e::fixture::Dovecot;
use e2e::scene::{Scene, USER, numbered};
use e2e::wait;
use serde_json::{Value, json};

/// The sections that hold what is set by controls; account has but buttons.
const SECTIONS: [&str; 9] = [
    "Appearance",
    "Reading",
    "Writing",
    "Folders",
    "Identities",
    "Templates",
    "Keyboard",
    "Notifications",
    "Privacy",
];

/// What is changed by a key or a press; buttons do something once.
const ROLES: [&str; 4] = ["radio", "checkbox", "combobox", "textbox"];

const STATE: &str = "function() {
    return ['radio', 'checkbox'].includes(this.type) ? this.checked : this.value;
}";

/// Folders that serve no purpose yet, one for each there is.
const FREE: [&str; 5] = ["Made 1", "Made 2", "Made 3", "Made 4", "Made 5"];

/// A control, how it is called, and what it is set to.
type Line = (String, Value);

/// The controls of the section that is shown. The language is changed at the end,
/// for then everything has another name; a new label's name is no setting yet.
async fn controls(page: &Page, role: &str) -> Vec<Element> {
    let mut found = Vec::new();
    for element in page.all(role).await {
        let is_set = element
            .call(
                "function() {
                    return !!this.closest('.settings-content') && this.name !== 'language'
                        && !this.disabled && this.id !== 'label-new';
                }",
            )
            .await;
        // Dovecot subscribes to those of a purpose by itself, whatever one says.
        let name = element.name();
        let is_fixed = name.starts_with("Subscribed to") && !name.contains("Made");
        if is_set == json!(true) && !is_fixed {
            found.push(element);
        }
    }
    found
}

async fn state(page: &Page) -> Vec<Line> {
    let mut lines = Vec::new();
    for role in ROLES {
        for element in controls(page, role).await {
            let is = element.call(STATE).await;
            lines.push((format!("{role} {}", element.name()), is));
        }
    }
    lines
}

async fn go_to(page: &Page, section: &str) {
    page.the("link", section).await.click().await;
    page.the("heading", section).await;
    // What can be set stands there once it is known how it is set.
    let is_known = "document.querySelector('.settings-section > h2 + *') !== null";
    page.becomes(is_known, json!(true)).await;
    // Where there are several, it is the one that was made here that is shown.
    if !matches!(section, "Identities" | "Templates") {
        return;
    }
    if let Some(entry) = page.find_with("button", "Set 1").await {
        entry.click().await;
    }
}

/// Changes all controls of the section that is shown.
async fn change(page: &Page, section: &str) {
    for (of, add) in [
        ("Identities", "Add identity"),
        ("Templates", "Add template"),
    ] {
        if of == section {
            page.the("button", add).await.click().await;
        }
    }
    let mut groups = Vec::new();
    for radio in controls(page, "radio").await {
        let group = radio.call("function() { return this.name }").await;
        if radio.call(STATE).await == json!(false) && !groups.contains(&group) {
            radio.click().await;
            assert_eq!(radio.call(STATE).await, json!(true), "{}", radio.name());
            groups.push(group);
        }
    }
    for checkbox in controls(page, "checkbox").await {
        // Found anew: what was changed before may have drawn the folders again.
        let name = checkbox.name();
        let before = page.the("checkbox", name).await.call(STATE).await;
        page.the("checkbox", name).await.click().await;
        wait::until(&format!("{name} to change"), || async {
            let now = page.find("checkbox", name).await?;
            (now.call(STATE).await != before).then_some(())
        })
        .await;
    }
    let mut free = FREE.iter();
    for field in controls(page, "combobox").await {
        let is_purpose = "function() { return this.id.startsWith('use-') }";
        let is_purpose = field.call(is_purpose).await == json!(true);
        field.call("function() { this.focus() }").await;
        let before = field.call(STATE).await;
        match is_purpose {
            // By the letters of its name, as one chooses among many.
            true => page.type_text(free.next().unwrap()).await,
            false => page.press(Key::Down).await,
        }
        if field.call(STATE).await == before {
            page.press(Key::Up).await;
        }
        wait::until(&format!("{} to change", field.name()), || async {
            (field.call(STATE).await != before).then_some(())
        })
        .await;
    }
    for (place, field) in controls(page, "textbox").await.into_iter().enumerate() {
        let name = field.name();
        let text = match name {
            "Email" | "Reply-To" | "Bcc" => format!("set{place}@engines.example"),
            name if name.starts_with("Seconds") => "9".to_owned(),
            _ if section == "Folders" => format!("Label {place}"),
            "Display name" | "Name" => "Set 1".to_owned(),
            _ => format!("Text {place}"),
        };
        field
            .call("function() { this.focus(); this.select() }")
            .await;
        page.type_text(&text).await;
        page.press(Key::Tab).await;
        assert_eq!(field.call(STATE).await, json!(text), "{section}: {name}");
    }
}

/// Waits until the account has what was set. A refusal that the person is told of is
/// told here, too, in the server's words.
async fn kept_by_the_account(page: &Page, section: &str) {
    const TOLD: &str =
        "[...document.querySelectorAll('.settings-refused, .toast, .connection-bar')]
        .map(one => one.textContent)";
    let says = "document.querySelector('.settings-kept')?.innerText ?? ''";
    let begin = std::time::Instant::now();
    loop {
        let now = page.evaluate(says).await;
        let now = now.as_str().unwrap_or_default();
        if now.contains("Saved in your account") {
            return;
        }
        let is_over = begin.elapsed() > wait::PATIENCE;
        if now.contains("Not saved") || is_over {
            let told = page.evaluate(TOLD).await;
            panic!("{section}: '{now}' after {:?}: {told}", begin.elapsed());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

async fn log_in_beside(page: &Page, url: &str) {
    page.go(url).await;
    page.the("textbox", "User name").await.type_text(USER).await;
    let password = page.the("textbox", "Password").await;
    password.type_text(Dovecot::PASSWORD).await;
    page.press(Key::Enter).await;
    page.the("heading", "Appearance").await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn each_control_holds_at_once_in_another_tab_and_after_a_reload() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    let mut own = scene.dovecot.dialogue(USER).await;
    for name in FREE {
        own.command(&format!("CREATE \"{name}\"")).await;
        own.command(&format!("SUBSCRIBE \"{name}\"")).await;
    }
    scene.log_in("Number 2 of many").await;
    let page = scene.page();
    let first = page.tab().await;
    let second = page.open_tab().await;
    log_in_beside(page, &scene.porthole.url("/settings/appearance")).await;
    page.go_to(&first).await;
    page.the("link", "Settings").await.click().await;

    let mut kept: Vec<(&str, Vec<Line>)> = Vec::new();
    for section in SECTIONS {
        go_to(page, section).await;
        change(page, section).await;
        kept_by_the_account(page, section).await;
        let now = state(page).await;
        assert!(!now.is_empty(), "{section} has controls");
        kept.push((section, now));
    }
    page.the("link", "Mail").await.click().await;
    scene.row("Number 2 of many").await;
    let look = "[document.documentElement.dataset.theme, document.querySelector('.mail-page').dataset.layout]";
    page.becomes(look, json!(["light", "stacked"])).await;

    let count: usize = kept.iter().map(|(_, lines)| lines.len()).sum();
    assert!(count > 60, "{count} controls were found");
    for (place, tab) in [("the other tab", &second), ("a reload", &first)] {
        page.go_to(tab).await;
        if tab == &first {
            page.back().await;
            page.reload().await;
            page.the("heading", "Settings").await;
        }
        for (section, expected) in &kept {
            go_to(page, section).await;
            let begin = std::time::Instant::now();
            let mut now = state(page).await;
            while now != *expected && begin.elapsed() < wait::PATIENCE / 6 {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                now = state(page).await;
            }
            let other: Vec<_> = expected.iter().zip(&now).filter(|(a, b)| a != b).collect();
            assert_eq!(now.len(), expected.len(), "{section} in {place}");
            assert!(other.is_empty(), "{section} in {place}: {other:#?}");
        }
    }

    // The language, in which all of it has other names.
    page.the("link", "Appearance").await.click().await;
    page.the("radio", "Deutsch").await.click().await;
    page.the("heading", "Darstellung").await;
    page.go_to(&second).await;
    page.the("heading", "Einstellungen").await;
    page.reload().await;
    page.the("heading", "Einstellungen").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
