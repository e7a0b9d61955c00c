//! What is typed and attached arrives octet for octet, and means what was meant.

use crate::stage::{Desk, patiently};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::Key;
use e2e::fixture::Postfix;
use e2e::python::read_by_python;
use e2e::scene::USER;
use serde_json::json;
use std::time::Duration;

struct Case {
    subject: &'static str,
    /// Whom the field names; `ME` is the account's own address.
    to: &'static str,
    /// The names and addresses that Python reads of them.
    people: &'static [(&'static str, &'static str)],
    lines: Vec<String>,
    /// Names and lengths; what is in them are zeros.
    files: &'static [(&'static str, usize)],
}

fn cases() -> Vec<Case> {
    let case = |subject, to, people, lines: &[&str], files| Case {
        subject,
        to,
        people,
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        files,
    };
    let mut long = case("Long", "ME", &[("", "ME")], &[], &[]);
    long.lines = vec!["long ".repeat(800), "y".repeat(3_000)];
    vec![
        case("Empty", "ME", &[("", "ME")], &[""], &[]),
        case(
            "Dots",
            "\"Babbage, Charles\" <ME>",
            &[("Babbage, Charles", "ME")],
            &[".", "..", ".a", "From here", "-- ", "."],
            &[],
        ),
        case(
            "Grüße aus 東京 \u{1f388}",
            "Jörg Grün <ME>",
            &[("Jörg Grün", "ME")],
            &["Naïve façade", "Γειά σου, 日本語", "\u{1f388} שלום"],
            &[("Übersicht 日本.bin", 57), ("empty.txt", 0)],
        ),
        case(
            "Quoted",
            "Team: \"a b\"@DOMAIN;",
            &[("", "\"a b\"@DOMAIN")],
            &["To a group."],
            &[("one", 1), ("58.bin", 58), ("large.bin", 1_500_000)],
        ),
        long,
    ]
}

fn filled(text: &str) -> String {
    let text = text.replace("ME", &format!("{USER}@DOMAIN"));
    text.replace("DOMAIN", Postfix::DOMAIN)
}

/// A message behind the trace that services wrote above it.
fn ends_as(arrived: &str, copy: &str) -> bool {
    arrived.ends_with(copy)
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn what_is_written_in_the_browser_arrives_as_it_was_meant() {
    let desk = Desk::posting(|_| {}).await;
    let page = desk.page();
    let cases = cases();
    for case in &cases {
        desk.begin().await;
        let to = page.the("combobox", "To").await;
        to.type_text(&filled(case.to)).await;
        page.press(Key::Tab).await;
        page.the("textbox", "Subject")
            .await
            .type_text(case.subject)
            .await;
        desk.write("").await;
        for (number, line) in case.lines.iter().enumerate() {
            if number > 0 {
                page.press(Key::Enter).await;
            }
            // As an input method enters it: all at once.
            page.devtools("Input.insertText", json!({ "text": line }))
                .await;
        }
        for (name, length) in case.files {
            desk.drop_file(name, *length).await;
            page.the("button", &format!("Remove {name}")).await;
        }
        desk.send().await;
        page.reads(&format!("Sent: “{}”", case.subject)).await;
    }
    let both = |mailbox: &'static str| {
        let desk = &desk;
        patiently(mailbox, Duration::from_secs(60), move || {
            let messages = desk.messages(mailbox);
            async move { (messages.len() == 5).then_some(messages) }
        })
    };
    let copies = both("Sent").await;
    let arrived = both("INBOX").await;
    for copy in &copies {
        let same = arrived.iter().filter(|message| ends_as(message, copy));
        assert_eq!(same.count(), 1, "{}", &copy[..copy.len().min(2_000)]);
    }
    let octets: Vec<Vec<u8>> = arrived.into_iter().map(String::into_bytes).collect();
    let read = read_by_python(&octets);
    for case in &cases {
        let found = read.iter().find(|read| read["subject"] == case.subject);
        let read = found.unwrap_or_else(|| panic!("{} did not arrive", case.subject));
        assert_eq!(read["defects"], json!([]), "{}", case.subject);
        let people: Vec<_> = case
            .people
            .iter()
            .map(|(name, of)| json!([name, filled(of)]))
            .collect();
        assert_eq!(read["to"], json!(people), "{}", case.subject);
        // What flows is joined, and what is stuffed is bare, as readers do it.
        let text = read["text"].as_str().unwrap_or("");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(
            squeezed(text),
            squeezed(&case.lines.concat()),
            "{}",
            case.subject
        );
        let files = read["files"].as_array().cloned().unwrap_or_default();
        assert_eq!(files.len(), case.files.len(), "{}", case.subject);
        for ((name, length), file) in case.files.iter().zip(&files) {
            assert_eq!(file["name"], *name);
            let octets = STANDARD.decode(file["octets"].as_str().unwrap_or(""));
            assert_eq!(octets.unwrap(), vec![0; *length], "{name}");
        }
    }
}
