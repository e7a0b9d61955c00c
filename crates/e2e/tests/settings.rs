//! The settings page: what is set there holds at once, and on the next machine.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::{Dovecot, Porthole};
use e2e::pictures::{pictured, pictured_scrolled};
use e2e::scene::{Scene, USER, numbered};
use serde_json::json;

async fn log_in(page: &Page, url: &str, user: &str, password: &str) {
    page.go(url).await;
    page.the("textbox", "User name").await.type_text(user).await;
    page.the("textbox", "Password")
        .await
        .type_text(password)
        .await;
    page.press(Key::Enter).await;
}

/// Waits until a button that says so has the focus.
async fn has_focus(page: &Page, words: &str) {
    let button = "document.activeElement.closest('button')";
    let has = format!("!!{button}?.innerText.includes({words:?})");
    page.becomes(&has, json!(true)).await;
}

async fn write_over(page: &Page, field: &str, text: &str) {
    let field = page.the("textbox", field).await;
    field.click().await;
    field.call("function() { this.select() }").await;
    page.type_text(text).await;
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_is_set_is_there_on_the_next_machine() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    scene.log_in("Number 2 of many").await;
    let page = scene.page();
    page.the("link", "Settings").await.click().await;
    page.the("heading", "Appearance").await;
    page.the("link", "Reading").await.click().await;
    page.the("heading", "Reading").await;
    page.the("radio", "Never by itself").await.click().await;
    page.reads("Saved in your account").await;

    page.the("link", "Identities").await.click().await;
    // Nobody has told the address of whoever logs in by a name.
    page.the("button", "Add identity").await.click().await;
    write_over(page, "Display name", "Ada Lovelace").await;
    write_over(page, "Email", "nonsense").await;
    page.press(Key::Enter).await;
    page.reads("This is not an email address.").await;
    write_over(page, "Email", "ada@engines.example").await;
    page.the("textbox", "Signature")
        .await
        .type_text("Ada")
        .await;
    page.the("button", "Add identity").await.click().await;
    write_over(page, "Email", "countess@engines.example").await;
    page.the("button", "Make default").await.click().await;

    page.the("link", "Templates").await.click().await;
    page.the("button", "Add template").await.click().await;
    write_over(page, "Name", "Thanks").await;
    write_over(page, "Text", "Thank you for {date}.").await;
    page.reads("Saved in your account").await;

    let other = Browser::start().await;
    let page = other.page();
    let url = scene.porthole.url("/settings/identities");
    log_in(page, &url, USER, Dovecot::PASSWORD).await;
    page.the("button", "Ada Lovelace ada@engines.example")
        .await
        .click()
        .await;
    let signature = page.the("textbox", "Signature").await;
    let value = signature.call("function() { return this.value }").await;
    assert_eq!(value, json!("Ada"));
    page.the("button", "Ada Lovelace countess@engines.example Default")
        .await;
    page.the("link", "Templates").await.click().await;
    page.the("button", "Thanks").await;
    page.the("link", "Reading").await.click().await;
    let never = page.the("radio", "Never by itself").await;
    let is_chosen = never.call("function() { return this.checked }").await;
    assert_eq!(is_chosen, json!(true));
    page.back().await;
    page.the("button", "Thanks").await;
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Number 2 of many").await;
    assert_eq!(
        page.console().await,
        Vec::<String>::new(),
        "the console is quiet"
    );
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_theme_shows_at_once_and_at_the_next_visit_before_anybody_logged_in() {
    const GROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.look(1280, 800, Scheme::Light).await;
    log_in(page, &porthole.url("/settings/appearance"), "demo", "demo").await;
    let dark = page.the("radio", "Dark").await;
    let by_day = page.evaluate(GROUND).await;
    dark.click().await;
    page.reads("Saved in your account").await;
    let by_night = page.evaluate(GROUND).await;
    assert_ne!(by_day, by_night);
    page.the("button", "Log out").await.click().await;
    page.the("textbox", "User name").await;
    page.go(&porthole.url("/login")).await;
    page.the("textbox", "User name").await;
    assert_eq!(page.evaluate(GROUND).await, by_night);
    let theme = page
        .evaluate("document.documentElement.dataset.theme")
        .await;
    assert_eq!(theme, json!("dark"));
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_account_says_how_much_room_is_left() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole.url("/settings/account"), "demo", "demo").await;
    page.the("group", "Storage").await;
    let words = "document.querySelector('.settings .quota-words').textContent";
    let words = page.evaluate(words).await;
    let words = words.as_str().unwrap_or_default();
    assert!(
        words.ends_with(" used") && words.contains(" of "),
        "{words}"
    );
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// Whether the section that is shown stands in sight in the row of them.
const IS_IN_ROW: &str = "(() => {
    const row = document.querySelector('.settings-nav').getBoundingClientRect();
    const link = document.querySelector('.settings-nav [aria-current]').getBoundingClientRect();
    return link.left >= row.left - 1 && link.right <= row.right + 1 && link.width > 0;
})()";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn on_a_phone_the_section_that_is_shown_is_in_sight_in_their_row() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.look(1280, 800, Scheme::Light).await;
    log_in(page, &porthole.url("/settings/privacy"), "demo", "demo").await;
    page.the("heading", "Privacy").await;
    // The window becomes narrow, as a screen does that is turned.
    page.look(390, 844, Scheme::Light).await;
    page.becomes(IS_IN_ROW, json!(true)).await;
    page.evaluate("document.documentElement.dir = 'rtl'").await;
    page.look(380, 844, Scheme::Light).await;
    page.becomes(IS_IN_ROW, json!(true)).await;
    page.go(&porthole.url("/settings/account")).await;
    page.the("heading", "Account").await;
    page.becomes(IS_IN_ROW, json!(true)).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn the_settings_are_pictured_in_every_size_and_colour() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole.url("/settings/identities"), "demo", "demo").await;
    page.the("textbox", "Signature")
        .await
        .type_text("Robin\nSaltmarsh")
        .await;
    page.the("button", "Add identity").await.click().await;
    page.reads("Saved in your account").await;
    write_over(page, "Email", "not one").await;
    page.press(Key::Enter).await;
    page.reads("This is not an email address.").await;
    let says = "document.body.innerText.includes('Saved in your account')";
    page.becomes(says, json!(false)).await;
    pictured(page, "settings-identities").await;
    write_over(page, "Email", "robin@saltmarsh.example").await;
    page.the("button", "Rich text").await.click().await;
    page.becomes("!!document.querySelector('.editor-tools')", json!(true))
        .await;
    let editor = "document.querySelector('.setting-phrase').scrollIntoView()";
    pictured_scrolled(page, "settings-identity-rich", |_| true, editor).await;
    page.the("link", "Templates").await.click().await;
    page.reads("No templates yet.").await;
    pictured(page, "settings-templates-none").await;
    page.the("button", "Add template").await.click().await;
    page.reads("Saved in your account").await;
    pictured(page, "settings-templates").await;
    for (section, name) in [
        ("Appearance", "settings-appearance"),
        ("Reading", "settings-reading"),
        ("Writing", "settings-writing"),
        ("Keyboard", "settings-keyboard"),
        ("Account", "settings-account"),
    ] {
        page.the("link", section).await.click().await;
        pictured(page, name).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_section_is_read_from_its_beginning_and_the_tab_says_where_one_is() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    page.look(1280, 800, Scheme::Light).await;
    log_in(page, &porthole.url("/settings/keyboard"), "demo", "demo").await;
    page.the("button", "Add keys: Archive").await;
    let place = "document.querySelector('.settings-content').scrollTop";
    page.evaluate(&format!("{place} = 900")).await;
    page.becomes(&format!("{place} > 0"), json!(true)).await;
    page.the("link", "Notifications").await.click().await;
    page.the("heading", "Notifications").await;
    page.becomes(place, json!(0)).await;
    // What is new in the inbox is told wherever one is.
    let title = "document.title.replace(/[0-9]+/, 'N')";
    page.becomes(title, json!("(N) Settings – Porthole")).await;
    page.the("link", "Contacts").await.click().await;
    page.becomes(title, json!("(N) Contacts – Porthole")).await;
    page.the("link", "Mail").await.click().await;
    page.becomes(title, json!("(N) Inbox – Porthole")).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_was_deleted_comes_back_at_a_word() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole.url("/settings/templates"), "demo", "demo").await;
    page.the("button", "Add template").await.click().await;
    write_over(page, "Name", "Thanks").await;
    write_over(page, "Text", "Thank you.").await;
    page.the("button", "Delete template").await.click().await;
    page.reads("“Thanks” was deleted.").await;
    page.reads("No templates yet.").await;
    has_focus(page, "Add template").await;
    page.the("button", "Undo").await.click().await;
    page.the("button", "Thanks").await.click().await;
    let text = page.the("textbox", "Text").await;
    let said = text.call("function() { return this.value }").await;
    assert_eq!(said, json!("Thank you."));
    page.the("link", "Identities").await.click().await;
    page.the("button", "Add identity").await.click().await;
    write_over(page, "Display name", "Countess").await;
    write_over(page, "Email", "countess@engines.example").await;
    page.the("button", "Make default").await.click().await;
    has_focus(page, "Countess").await;
    page.the("button", "Delete identity").await.click().await;
    page.reads("“Countess” was deleted.").await;
    has_focus(page, "demo@demo.example").await;
    page.the("button", "Undo").await.click().await;
    page.the("button", "Countess countess@engines.example Default")
        .await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium and Dovecot; cargo xtask test brings them"]
async fn what_is_set_in_one_tab_holds_in_the_other() {
    let scene = Scene::direct(|maildir| maildir.fill(3, numbered)).await;
    scene.log_in("Number 2 of many").await;
    let page = scene.page();
    let first = page.tab().await;
    let second = page.open_tab().await;
    log_in(
        page,
        &scene.porthole.url("/settings/reading"),
        USER,
        Dovecot::PASSWORD,
    )
    .await;
    page.the("radio", "Never by itself").await;
    page.go_to(&first).await;
    page.the("link", "Settings").await.click().await;
    page.the("radio", "Dark").await.click().await;
    page.reads("Saved in your account").await;
    page.the("link", "Reading").await.click().await;
    page.the("radio", "Never by itself").await.click().await;
    page.go_to(&second).await;
    let theme = "document.documentElement.dataset.theme";
    page.becomes(theme, json!("dark")).await;
    let never = "document.querySelectorAll('input[name=mark-read]')[2].checked";
    page.becomes(never, json!(true)).await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// The editor tells of what is typed up to 0.4 s later; whoever logs out, here or in
/// another tab, loses nothing of it.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_was_typed_last_into_a_signature_is_kept_before_a_logout() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole.url("/settings/identities"), "demo", "demo").await;
    page.the("textbox", "Signature").await;
    page.the("button", "Rich text").await.click().await;
    let written = "document.querySelector('.setting-rich iframe')?.contentDocument.body";
    page.becomes(
        &format!("{written}?.isContentEditable ?? false"),
        json!(true),
    )
    .await;
    // No timer tells of it.
    let typed = format!(
        "(() => {{
            const later = window.setTimeout;
            window.setTimeout = () => 0;
            const body = {written};
            body.focus();
            body.ownerDocument.execCommand('insertText', false, 'The last words');
            window.dispatchEvent(new Event('leaving'));
            window.setTimeout = later;
            return true;
        }})()"
    );
    page.evaluate(&typed).await;
    page.reads("Saved in your account").await;
    page.reload().await;
    page.becomes(
        &format!("({written}?.textContent ?? '').includes('The last words')"),
        json!(true),
    )
    .await;
    // A picture is not taken, and that is said.
    let dropped = format!(
        "(() => {{
            const body = {written};
            const files = new DataTransfer();
            files.items.add(new File(['x'], 'logo.png', {{ type: 'image/png' }}));
            const drop = new DragEvent('drop', {{ dataTransfer: files, bubbles: true, cancelable: true }});
            body.dispatchEvent(drop);
            return true;
        }})()"
    );
    page.becomes(
        &format!("{written}?.isContentEditable ?? false"),
        json!(true),
    )
    .await;
    page.evaluate(&dropped).await;
    page.reads("Signatures and templates can’t hold pictures or files.")
        .await;
}

/// Who is in the list of identities, as the account has it.
const IDENTITIES: &str = "document.querySelector('.setting-entries').innerText";

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn an_address_that_is_half_typed_is_nobodys() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole.url("/settings/identities"), "demo", "demo").await;
    page.the("button", "Add identity").await.click().await;
    write_over(page, "Display name", "Anna").await;
    page.reads("Anna").await;
    write_over(page, "Email", "anna@exa").await;
    // A whole second long, in which a setting is kept otherwise.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let told = page.evaluate(IDENTITIES).await;
    assert!(!told.to_string().contains("anna@"), "{told}");
    page.type_text("mple.org").await;
    page.press(Key::Enter).await;
    page.the("button", "Anna anna@example.org").await;
    // What is wrong is said once the field is left, and not while one types.
    write_over(page, "Email", "anna").await;
    let wrong = "document.querySelector('#identity-address').ariaInvalid";
    assert_eq!(page.evaluate(wrong).await, json!(null));
    page.press(Key::Tab).await;
    page.becomes(wrong, json!("true")).await;
    page.reads("This is not an email address.").await;
    page.the("button", "Anna anna@example.org").await;
    write_over(page, "Email", "anna@example.net").await;
    page.becomes(wrong, json!(null)).await;
    // The way back leaves the field, too.
    write_over(page, "Reply-To", "answers@example.net").await;
    page.the("button", "Anna anna@example.net").await;
    page.the("link", "Templates")
        .await
        .call("function() { this.click() }")
        .await;
    page.the("heading", "Templates").await;
    page.the("link", "Identities").await.click().await;
    page.the("button", "Anna anna@example.net")
        .await
        .click()
        .await;
    let reply_to = page.the("textbox", "Reply-To").await;
    let value = reply_to.call("function() { return this.value }").await;
    assert_eq!(value, json!("answers@example.net"));
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn folders_of_one_name_are_told_apart_where_new_mail_is_told() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(
        page,
        &porthole.url("/settings/notifications"),
        "demo",
        "demo",
    )
    .await;
    let below = page.the("checkbox", "Projects / Kittiwake").await;
    below.click().await;
    page.reads("Saved in your account").await;
    let is_on = below.call("function() { return this.checked }").await;
    assert_eq!(is_on, json!(true));
    assert!(page.find("checkbox", "Kittiwake").await.is_none());
}
