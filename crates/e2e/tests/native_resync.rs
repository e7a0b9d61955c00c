//! Coming back to a mailbox that another client changed, before a real Dovecot.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report, and what it measured is printed"
)]

use e2e::fixture::{Dovecot, Message};
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use laboratory::{Choices, Page, noise, place};
use mail_engine::{Action, Credential, LoginRequest};
use mail_model::{Flags, Secret, Uid};
use std::time::Duration;

const QUIET: Duration = Duration::from_millis(700);

fn login() -> Action {
    Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: place("INBOX", None),
    }
}

/// An account at its inbox, all quiet.
async fn at_inbox(dovecot: &Dovecot) -> (Account, Page) {
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    let mut page = Page::default();
    account.act(login());
    account.settle(&mut page, QUIET).await;
    (account, page)
}

/// All of the list, looked at part by part.
async fn all_rows(account: &mut Account, page: &mut Page) -> Vec<(Uid, Flags)> {
    let total = page.total().expect("no list is open");
    let list = page.list.as_ref().expect("no list is open").id;
    let mut rows = Vec::new();
    for first in (0..total).step_by(400) {
        let last = (first + 399).min(total - 1);
        account.act(Action::ViewRows { list, first, last });
        account.settle(page, Duration::from_millis(250)).await;
        rows.extend((first..=last).map(|row| {
            let row = page.row(row as usize);
            (row.uid, row.flags.clone())
        }));
    }
    rows
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn after_five_thousand_changes_by_another_client_the_list_is_as_a_fresh_login_shows_it() {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(3_000, numbered);
    let (mut account, mut page) = at_inbox(&dovecot).await;
    let list = page.list.as_ref().expect("no list is open").id;
    for first in [900, 1_700, 0] {
        let last = first + 40;
        account.act(Action::ViewRows { list, first, last });
        account.settle(&mut page, QUIET).await;
    }

    let bytes = noise(5_000, 40_000);
    let mut choices = Choices::new(&bytes);
    let mut other = dovecot.dialogue(USER).await;
    other.command("SELECT INBOX").await;
    for (round, flags) in ["\\Seen", "\\Flagged", "\\Answered $Work"]
        .into_iter()
        .enumerate()
    {
        account.cut();
        for _ in 0..900 {
            let uid = 1 + choices.below(3_000);
            let sign = ["+", "-"][choices.below(2) as usize];
            other
                .command(&format!("UID STORE {uid} {sign}FLAGS ({flags})"))
                .await;
        }
        for _ in 0..500 {
            let uid = 1 + choices.below(3_000);
            other
                .command(&format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"))
                .await;
        }
        other.command("EXPUNGE").await;
        for number in 0..270 {
            let subject = format!("News {number} of round {round}");
            dovecot
                .maildir(USER)
                .deliver(&Message::new(&subject).bytes());
        }
        other.command("NOOP").await;

        account.said.clear();
        account.received = 0;
        account.act(Action::Reconnect);
        account.settle(&mut page, Duration::from_secs(3)).await;
        assert!(page.is_online());
        println!(
            "caught up: {} octets came for\n{}",
            account.received, account.said
        );
        if round > 0 {
            assert!(account.said.contains("(QRESYNC ("), "{}", account.said);
            assert!(
                !account.said.contains("RETURN (ALL) ALL"),
                "{}",
                account.said
            );
            assert!(!account.said.contains("CHANGEDSINCE"), "{}", account.said);
        }
    }
    let caught_up = all_rows(&mut account, &mut page).await;
    let (mut fresh, mut fresh_page) = at_inbox(&dovecot).await;
    let expected = all_rows(&mut fresh, &mut fresh_page).await;
    assert!(expected.len() > 2_000);
    assert_eq!(caught_up, expected);
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn new_mail_is_there_without_a_question_and_other_mailboxes_tell_their_counts() {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(100, numbered);
    let (mut account, mut page) = at_inbox(&dovecot).await;
    account.settle(&mut page, QUIET).await;
    account.said.clear();
    dovecot.maildir(USER).deliver(&Message::new("News").bytes());
    account.settle(&mut page, QUIET).await;
    assert_eq!(page.row(0).subject, "News");
    // Its text is fetched beforehand, its row was not.
    assert!(!account.said.contains("HEADER.FIELDS"), "{}", account.said);

    let mut other = dovecot.dialogue(USER).await;
    other.command("CREATE Plans").await;
    let plan = Message::new("A plan").bytes();
    let plan = String::from_utf8(plan).expect("it is plain");
    let append = format!("APPEND Plans {{{}+}}\r\n{plan}", plan.len());
    other.command(&append).await;
    account.settle(&mut page, Duration::from_secs(2)).await;
    let plans = mail_model::MailboxName::new("Plans");
    assert_eq!(page.counts.get(&plans), Some(&(1, 1)));
    assert!(
        page.mailboxes
            .iter()
            .any(|entry| entry.mailbox.name == plans)
    );
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn what_dovecot_compresses_is_read() {
    let mut octets = Vec::new();
    for compresses in [false, true] {
        let dovecot = if compresses {
            Dovecot::start_compressing(&[USER])
        } else {
            Dovecot::start(&[USER])
        };
        dovecot.maildir(USER).fill(1_000, numbered);
        let (mut account, mut page) = at_inbox(&dovecot).await;
        assert_eq!(account.said.contains("COMPRESS DEFLATE"), compresses);
        account.received = 0;
        assert_eq!(all_rows(&mut account, &mut page).await.len(), 1_000);
        octets.push(account.received);
        dovecot.maildir(USER).deliver(&Message::new("News").bytes());
        let list = page.list.as_ref().expect("no list is open").id;
        account.act(Action::ViewRows {
            list,
            first: 0,
            last: 20,
        });
        account.settle(&mut page, Duration::from_secs(2)).await;
        assert_eq!(page.row(0).subject, "News");
    }
    println!("octets of a thousand rows, in clear and compressed: {octets:?}");
    assert!(octets[1] * 4 < octets[0], "{octets:?}");
}
