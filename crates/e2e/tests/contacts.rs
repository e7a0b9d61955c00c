//! Contacts, in a browser: the app before the demo server.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::bars;
use e2e::browser::{Browser, Key, Page, Scheme};
use e2e::fixture::Porthole;
use e2e::pictures::pictured;
use std::time::Duration;

/// Between two keys.
const PAUSE: Duration = Duration::from_millis(400);

async fn log_in(page: &Page, porthole: &Porthole) {
    page.look(1440, 900, Scheme::Light).await;
    page.go(&porthole.url("/login")).await;
    for field in ["User name", "Password"] {
        page.the("textbox", field).await.type_text("demo").await;
    }
    page.press(Key::Enter).await;
    page.the_one_with("row", "Harbour round").await;
}

async fn fill(page: &Page, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        page.the("textbox", name).await.type_text(value).await;
    }
}

/// Chooses what the menu of all contacts offers.
async fn choose(page: &Page, offer: &str) {
    page.the("button", "More about contacts")
        .await
        .click()
        .await;
    page.the("menuitem", offer).await.click().await;
}

/// Chooses a file where the page asks for one.
async fn choose_file(page: &Page, name: &str, text: &str) {
    let script = format!(
        "(() => {{ const input = document.querySelector('body > input[type=file]');
        const files = new DataTransfer();
        files.items.add(new File([{text:?}], {name:?}));
        input.files = files.files;
        input.dispatchEvent(new Event('change')); return true; }})()"
    );
    page.evaluate(&script).await;
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn contacts_are_made_changed_removed_and_found_again() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    page.reads("No contacts yet").await;
    pictured(page, "contacts-empty").await;

    page.the("button", "New contact").await.click().await;
    page.the("form", "New contact").await;
    let fields = [
        ("First name", "Ada"),
        ("Last name", "Lovelace"),
        ("Organization", "Analytical Engines"),
        ("Mail", "ada@example.org"),
        ("Phone", "+44 20 7946 0000"),
        ("Note", "First of all, a poet."),
    ];
    fill(page, &fields).await;
    page.the("button", "Save").await.click().await;
    page.the("heading", "Ada Lovelace").await;
    page.the_one_with("row", "Ada Lovelace").await;
    page.reads("1 contact").await;

    // Another, by keyboard alone from here on.
    page.the("button", "New contact").await.click().await;
    fill(
        page,
        &[
            ("First name", "Grace"),
            ("Last name", "Hopper"),
            ("Mail", "grace@example.org"),
        ],
    )
    .await;
    page.press(Key::Enter).await;
    page.the("heading", "Grace Hopper").await;
    pictured(page, "contacts-open").await;

    // From a file: one new, one that tells more of Ada.
    choose(page, "Import vCards…").await;
    let file = "BEGIN:VCARD\nVERSION:3.0\nFN:Edith Clarke\nEMAIL:edith@example.org\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lovelace\nEMAIL:ada@example.org\n\
        URL:https://example.org/ada\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n";
    choose_file(page, "people.vcf", file).await;
    page.reads(
        "1 contact was imported. 1 was added to a contact you already had. 1 could not be read.",
    )
    .await;
    page.the_one_with("row", "Edith Clarke").await.click().await;
    page.the("heading", "Edith Clarke").await;

    // A group of two.
    page.the("checkbox", "Select Ada Lovelace")
        .await
        .click()
        .await;
    page.the("checkbox", "Select Edith Clarke")
        .await
        .click()
        .await;
    page.reads("2 selected").await;
    page.the("button", "Groups").await.click().await;
    page.the("menuitem", "New group…").await.click().await;
    page.the("textbox", "Name of the group")
        .await
        .type_text("Engineers")
        .await;
    page.press(Key::Enter).await;
    page.reads("2 contacts").await;
    page.the("heading", "Engineers").await;
    pictured(page, "contacts-group").await;
    page.the("combobox", "Group")
        .await
        .call("function() { this.value = ''; this.dispatchEvent(new Event('change')); }")
        .await;
    page.reads("3 contacts").await;

    // Found as one types.
    page.the("searchbox", "Search contacts")
        .await
        .type_text("GRACE")
        .await;
    page.reads("1 contact").await;
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    page.the("heading", "Grace Hopper").await;
    page.the("button", "Delete").await.click().await;
    page.reads("Grace Hopper was deleted.").await;
    page.reads("Nobody found").await;
    page.the("button", "Undo").await.click().await;
    page.the_one_with("row", "Grace Hopper").await.click().await;

    // Changed.
    page.the("button", "Edit").await.click().await;
    page.the("form", "Edit").await;
    pictured(page, "contacts-form").await;
    fill(page, &[("Job title", "Admiral")]).await;
    page.the("button", "Save").await.click().await;
    page.reads("Admiral").await;

    // Into a file, and to a new session.
    page.the("button", "Export").await.click().await;
    let saved = browser.saved_file("Grace Hopper.vcf").await;
    let saved = String::from_utf8(saved).unwrap();
    assert!(saved.contains("FN:Grace Hopper\r\n") && saved.contains("TITLE:Admiral\r\n"));
    tokio::time::sleep(Duration::from_secs(2)).await;
    page.reload().await;
    page.the("heading", "Grace Hopper").await;
    page.reads("Admiral").await;
    page.reads("3 contacts").await;
    // Back to the mail as it was.
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Harbour round").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_sender_becomes_a_contact() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the_one_with("row", "Welcome aboard")
        .await
        .click()
        .await;
    page.the("heading", "Welcome aboard").await;
    let buttons = page.all("button").await;
    let sender = buttons.iter().find(|button| button.name().contains('@'));
    sender.expect("a sender").click().await;
    page.the("menuitem", "Add to contacts").await.click().await;
    page.reads("is in your contacts.").await;
    page.the("link", "Contacts").await.click().await;
    page.reads("1 contact").await;
    // The message is there again when one comes back.
    page.back().await;
    page.the("heading", "Welcome aboard").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn what_was_typed_about_a_contact_is_not_lost_by_going_elsewhere() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    page.the("button", "New contact").await.click().await;
    let fields = [("First name", "Ada"), ("Mail", "ada@example.org")];
    fill(page, &fields).await;
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Harbour round").await;
    page.the("link", "Contacts").await.click().await;
    page.the("form", "New contact").await;
    let name = page.the("textbox", "First name").await;
    let value = name.call("function() { return this.value }").await;
    assert_eq!(value, "Ada");
    page.the("button", "Cancel").await.click().await;
    page.reads("Your changes to “Ada” were not saved.").await;
    page.the("button", "Continue editing").await.click().await;
    page.the("form", "New contact").await;
    // Nor by a logout, from here or from elsewhere.
    for from in ["Contacts", "Mail"] {
        page.the("link", from).await.click().await;
        page.the("button", "Log out").await.click().await;
        page.the("dialog", "Not everything is on the server").await;
        page.reads("Your changes to “Ada” were not saved.").await;
        page.the("button", "Stay").await.click().await;
    }
    page.the("link", "Contacts").await.click().await;
    page.the("button", "Save").await.click().await;
    page.the("heading", "Ada").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_logout_in_another_tab_loses_nothing_of_a_contact_that_is_being_changed() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    page.the("button", "New contact").await.click().await;
    let fields = [("First name", "Ada"), ("Note", "First of all, a poet.")];
    fill(page, &fields).await;
    let first = page.tab().await;
    page.open_tab().await;
    log_in(page, &porthole).await;
    page.the("button", "Log out").await.click().await;
    page.the("textbox", "Password").await;
    page.close_tab().await;
    page.go_to(&first).await;
    page.the("textbox", "Password").await;
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    let words = "Your changes to “Ada” were not saved.";
    page.reads(words).await;
    pictured(page, "contacts-unfinished").await;
    page.the("button", "Continue editing").await.click().await;
    page.the("form", "New contact").await;
    let note = page.the("textbox", "Note").await;
    let value = note.call("function() { return this.value }").await;
    assert_eq!(value, "First of all, a poet.");
    // Nor does a crash: it is there once more, until it is saved.
    fill(page, &[("Last name", "Lovelace")]).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    page.reload().await;
    page.reads("Your changes to “Ada Lovelace” were not saved.")
        .await;
    page.the("button", "Continue editing").await.click().await;
    page.the("button", "Save").await.click().await;
    page.the("heading", "Ada Lovelace").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    page.reload().await;
    page.the("heading", "Ada Lovelace").await;
    assert!(page.find("button", "Continue editing").await.is_none());
    assert_eq!(page.console().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_birthday_that_is_none_is_told_and_a_new_contact_joins_the_group_that_is_shown() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    choose(page, "New group…").await;
    page.the("textbox", "Name of the group")
        .await
        .type_text("Engineers")
        .await;
    page.press(Key::Enter).await;
    page.the("heading", "Engineers").await;
    page.the("button", "New contact").await.click().await;
    fill(page, &[("First name", "Grace"), ("Birthday", "soon")]).await;
    page.the("button", "Save").await.click().await;
    let wrong = "document.querySelector('#contact-form :invalid')?.validationMessage ?? ''";
    let words = "Write it as 1990-12-31, or as --12-31 without a year.";
    page.becomes(wrong, words.into()).await;
    page.the("form", "New contact").await;
    let day = page.the("textbox", "Birthday").await;
    day.call("function() { this.value = '' }").await;
    day.type_text("1906-12-09").await;
    page.the("button", "Save").await.click().await;
    page.the("heading", "Grace").await;
    page.reads("1 contact").await;
    page.reads("In Engineers").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}

/// What a key costs until its proposals are painted, among 10,000 contacts: as time
/// of the processor, in all threads of the tab.
#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn people_are_proposed_at_once_among_ten_thousand() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    page.reads("No contacts yet").await;
    choose(page, "Import vCards…").await;
    let many = "(() => {
        const input = document.querySelector('body > input[type=file]');
        let text = '';
        for (let n = 0; n < 10000; n++) {
            text += `BEGIN:VCARD\\nVERSION:3.0\\nFN:Person${n % 977} Family${n % 1009}\\n`
                + `EMAIL:person.${n}@example.org\\nEND:VCARD\\n`;
        }
        const files = new DataTransfer();
        files.items.add(new File([text], 'many.vcf'));
        input.files = files.files;
        input.dispatchEvent(new Event('change'));
        return true;
    })()";
    page.evaluate(many).await;
    page.reads("10,000 contacts").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    page.the("link", "Mail").await.click().await;
    page.the_one_with("row", "Harbour round").await;
    page.the("button", "Compose").await.click().await;
    page.the("combobox", "To").await.click().await;
    // The first key has all contacts and the sent mail read.
    page.type_text("p").await;
    page.the_one_with("option", "person.").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    // What the import left to be swept is no key's.
    page.devtools("HeapProfiler.collectGarbage", serde_json::json!({}))
        .await;
    let idle = browser.trace().await;
    tokio::time::sleep(PAUSE * 4).await;
    let idle = idle.processor_time().await / 4;
    let keys = ["e", "r", "s", "o", "n", ".", "1", "2"];
    let trace = browser.trace().await;
    for key in keys {
        page.type_text(key).await;
        tokio::time::sleep(PAUSE).await;
    }
    let all = trace.processor_time().await;
    page.the_one_with("option", "person.12").await;
    let each = (all / keys.len() as u32).saturating_sub(idle);
    let most = Duration::from_millis(10);
    bars::by_processor("from a key until its proposals are painted", each, most);
}

#[tokio::test]
#[ignore = "needs Chromium; cargo xtask test brings it"]
async fn a_contact_has_a_picture_and_all_of_a_group_are_written_to() {
    let porthole = Porthole::start_demo();
    let browser = Browser::start().await;
    let page = browser.page();
    log_in(page, &porthole).await;
    page.the("link", "Contacts").await.click().await;
    choose(page, "Import vCards…").await;
    let card = |name: &str, uid: &str, rest: &str| {
        format!(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nUID:urn:uuid:{uid}\r\n{rest}END:VCARD\r\n"
        )
    };
    const ADA: &str = "5f0c7a60-0000-4000-8000-000000000001";
    const EDITH: &str = "5f0c7a60-0000-4000-8000-000000000002";
    const ALL: &str = "5f0c7a60-0000-4000-8000-000000000003";
    let two = card("Ada Lovelace", ADA, "EMAIL:ada@example.org\r\n")
        + &card("Edith Clarke", EDITH, "EMAIL:edith@example.org\r\n")
        + &card(
            "Engineers",
            ALL,
            &format!("KIND:group\r\nMEMBER:urn:uuid:{ADA}\r\nMEMBER:urn:uuid:{EDITH}\r\n"),
        );
    choose_file(page, "two.vcf", &two).await;
    page.the_one_with("row", "Ada Lovelace").await.click().await;
    page.the("heading", "Ada Lovelace").await;
    page.the("button", "Edit").await.click().await;
    page.the("button", "Add a picture").await;
    let picture = "(async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 });
        canvas.getContext('2d').fillRect(0, 0, 900, 600);
        const blob = await new Promise(done => canvas.toBlob(done));
        const files = new DataTransfer();
        files.items.add(new File([blob], 'ada.png', { type: 'image/png' }));
        const input = document.querySelector('.contact-photo-field input[type=file]');
        input.files = files.files;
        return input.dispatchEvent(new Event('change'));
    })()";
    page.evaluate(picture).await;
    page.the("button", "Replace the picture").await;
    page.the("button", "Save").await.click().await;
    // It is small, it is shown, and it is in the account.
    let shown = "(() => {
        const image = document.querySelector('img[alt=\"Picture of Ada Lovelace\"]');
        return image?.complete ? [image.naturalWidth, image.naturalHeight] : null;
    })()";
    page.becomes(shown, serde_json::json!([320, 213])).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    page.reload().await;
    page.the("heading", "Ada Lovelace").await;
    page.becomes(shown, serde_json::json!([320, 213])).await;
    page.the("button", "Edit").await.click().await;
    page.the("button", "Remove the picture").await.click().await;
    page.the("button", "Save").await.click().await;
    page.the("heading", "Ada Lovelace").await;
    page.becomes(shown, serde_json::json!(null)).await;
    // A group is written to, and typed by its name.
    page.the("combobox", "Group")
        .await
        .call("function() { this.value = [...this.options].find(one => one.text.includes('Engineers')).value; this.dispatchEvent(new Event('change')); }")
        .await;
    page.the("heading", "Engineers").await;
    choose(page, "Write to group").await;
    for chip in ["ada@example.org", "edith@example.org"] {
        page.the_one_with("button", chip).await;
    }
}
