//! What arrives is what was meant.

use crate::post::{ALL, Post, Service, address, letter, to_self, with_file};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::fixture::{Postfix, attachment_bytes};
use mail_engine::{OutgoingState, SentCopy};
use mail_model::{Composed, LetterContent, ProblemKind};
use mime_message::{BuiltInCharsets, parse_header};
use std::time::Instant;

/// The octets in base64 as they stand in a message on disk.
fn in_lines(octets: &[u8]) -> String {
    let lines = octets.chunks(57).map(|line| STANDARD.encode(line) + "\n");
    lines.collect()
}

async fn letters_arrive_as_they_were_meant(service: Service) {
    let mut post = Post::open(service).await;
    let long = "long ".repeat(3_000);
    for text in [
        "",
        "Hello.",
        ".\n..\n.a\n\n.\n",
        "Grüße, Γειά σου, 日本語, 🎈\n",
        long.as_str(),
        "From here\n-- \nAda\n",
    ] {
        let subject = format!("Of {} octets: é 日本 {}", text.len(), "x".repeat(150));
        let content = LetterContent::Text(text.to_owned());
        let arrived = post.exchange(letter(&to_self(), &subject, content)).await;
        assert!(arrived.is_ascii());
        assert!(arrived.lines().all(|line| line.len() <= 998));
    }
    for (number, length) in [0, 1, 56, 57, 58, 100_000, 1_500_000]
        .into_iter()
        .enumerate()
    {
        let octets = attachment_bytes(length);
        let letter = with_file(&mut post.account, number as u64, &octets);
        let arrived = post.exchange(letter).await;
        assert!(arrived.contains(&in_lines(&octets)), "{length}");
    }
    let quoted = format!("\"a b\"@{}", Postfix::DOMAIN);
    let content = LetterContent::Text("Quoted.".to_owned());
    post.exchange(letter(&quoted, "Quoted", content.clone()))
        .await;
    let wide = format!("jörg@{}", Postfix::DOMAIN);
    let wide = letter(&wide, "Wide", content);
    if service.is_postfix() {
        let state = post.send(wide).await;
        assert_eq!(state, OutgoingState::Sent(SentCopy::Kept));
        post.arrived().await;
    } else {
        // Dovecot's service does not take such addresses, and nothing is said of it.
        match post.send(wide).await {
            OutgoingState::Failed { problem, .. } => {
                assert_eq!(problem.kind, ProblemKind::NotOffered);
                assert_eq!(problem.words, "SMTPUTF8");
            }
            state => panic!("{state:?}"),
        }
    }
}

async fn a_file_of_25_megabytes_arrives_whole(service: Service) {
    let mut post = Post::open(service).await;
    let octets = attachment_bytes(25_000_000);
    let letter = with_file(&mut post.account, 1, &octets);
    let begin = Instant::now();
    let arrived = post.exchange(letter).await;
    println!("{service:?}: there and kept after {:?}", begin.elapsed());
    assert!(arrived.contains(&in_lines(&octets)));
    assert!(post.account.files.longest <= 256 * 1024);
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_postfix() {
    letters_arrive_as_they_were_meant(Service::Postfix).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_postfix_with_starttls() {
    letters_arrive_as_they_were_meant(Service::PostfixStartTls).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_dovecot() {
    letters_arrive_as_they_were_meant(Service::Dovecot).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn letters_arrive_as_they_were_meant_by_dovecot_with_starttls() {
    letters_arrive_as_they_were_meant(Service::DovecotStartTls).await;
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn a_large_file_arrives_whole() {
    for service in [Service::Postfix, Service::Dovecot] {
        a_file_of_25_megabytes_arrives_whole(service).await;
    }
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn what_is_too_large_for_the_service_is_not_begun() {
    for service in ALL {
        let mut post = Post::open(service).await;
        let octets = vec![0; 30_000_000];
        let letter = with_file(&mut post.account, 1, &octets);
        match post.send(letter).await {
            OutgoingState::Failed { problem, .. } => {
                assert_eq!(problem.kind, ProblemKind::TooLarge, "{service:?}");
            }
            state => panic!("{service:?}: {state:?}"),
        }
        assert_eq!(post.account.files.reads, 0);
    }
}

async fn names_and_forms_arrive_as_they_were_meant(service: Service) {
    let mut post = Post::open(service).await;
    let text = || LetterContent::Text("Hello.\n".to_owned());
    for name in [
        "Babbage, Charles",
        "Ada \"Countess\" \\ Lovelace",
        "Jörg Grün",
        "日本 太郎",
        "Team: all of us;",
        "=?utf-8?q?not_encoded?=",
    ] {
        let mut named = letter(&to_self(), "Names", text());
        named.to = vec![address(name, &to_self())];
        let arrived = post.exchange(named).await;
        let header = parse_header(arrived.as_bytes(), &BuiltInCharsets);
        assert_eq!(header.to, [address(name, &to_self())], "{arrived}");
    }
    // Nobody learns who else got it.
    let mut blind = letter(&to_self(), "Blind", text());
    blind.bcc = core::mem::take(&mut blind.to);
    let arrived = post.exchange(blind).await;
    assert!(
        arrived.contains("To: undisclosed-recipients:;"),
        "{arrived}"
    );
    assert!(!arrived.contains("Bcc:"), "{arrived}");
    for (is_markdown, typed) in [(false, "A word\n.\n"), (true, "A *word*\n.\n")] {
        let composed = Composed {
            text: typed.to_owned(),
            html: Some("<p>A <em>word</em><br>.<script>x</script></p>".to_owned()),
            is_markdown,
            files: Vec::new(),
        };
        let content = LetterContent::Composed(composed);
        let arrived = post
            .exchange(letter(&to_self(), "Two forms", content))
            .await;
        assert!(arrived.contains("multipart/alternative"), "{arrived}");
        let text = if is_markdown {
            "A *word*\n.\n"
        } else {
            "A word\n.\n"
        };
        assert!(arrived.contains(text), "{arrived}");
        assert!(arrived.contains("<p>A <em>word</em><br>.</p>"), "{arrived}");
    }
}

#[tokio::test]
#[ignore = "needs Postfix and Dovecot; cargo xtask test brings them"]
async fn names_and_forms_arrive_as_they_were_meant_by_every_service() {
    for service in [Service::Postfix, Service::Dovecot] {
        names_and_forms_arrive_as_they_were_meant(service).await;
    }
}
