//! Odd mail through the engine and a real Dovecot, without a browser.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::corpus::{self, Case};
use e2e::fixture::Dovecot;
use e2e::judge::{Score, Shown};
use e2e::native::Account;
use e2e::scene::USER;
use mail_engine::{Action, Body, Credential, LaterAction, LoginRequest, MessageView, Place, View};
use mail_model::{MailboxName, Secret, Uid};
use std::time::{Duration, Instant};

fn place(message: Option<Uid>) -> Place {
    Place {
        mailbox: MailboxName::inbox(),
        view: View::default(),
        message,
        message_id: None,
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn the_engine_reads_odd_mail_as_its_manifest_says() {
    let Some(cases) = corpus::load("eml") else {
        return;
    };
    let score = score(&cases).await;
    let below = score.below_the_bar();
    assert!(below.is_empty(), "{below:?}");
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn the_engine_reads_our_own_odd_mail_without_a_fault() {
    assert!(score(&e2e::odd::cases()).await.is_perfect());
}

/// Opens each case, and compares what is shown with what it states.
async fn score(cases: &[Case]) -> Score {
    let dovecot = Dovecot::start(&[USER]);
    let count = u32::try_from(cases.len()).unwrap();
    dovecot.maildir(USER).fill(count, |number| {
        (cases[number as usize].message.clone(), "S")
    });
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(Dovecot::PASSWORD)),
        },
        place: place(None),
    });
    account
        .shows("the list", |page| {
            page.total().filter(|total| *total == count)
        })
        .await;
    // Rows are here before a message settles: nothing comes for the list meanwhile.
    account.rest(Duration::from_millis(500)).await;
    let mut score = Score::default();
    let mut lost = Vec::new();
    let mut slowest = Duration::ZERO;
    for (number, case) in (1..).zip(cases) {
        let uid = Uid::new(number).unwrap();
        let begin = Instant::now();
        account.act(Action::Go(place(Some(uid))));
        let view = settled(&mut account, &case.id, |view| view.message.uid == uid).await;
        let time = begin.elapsed();
        if let Body::Failed(problem) = &view.body {
            lost.push(format!("{}: {problem:?}", case.id));
        }
        slowest = slowest.max(time);
        let mut shown = shown(&view);
        if view.has_alternative {
            account.act(LaterAction::PreferText {
                message: view.message,
                text: true,
            });
            let view = settled(&mut account, &case.id, |view| view.prefers_text).await;
            shown.plain = words(&view.body);
        }
        score.add(case, &shown);
    }
    print!("{score}");
    println!("the slowest was shown after {slowest:?}");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    score
}

/// The open message once its body is shown, and the pictures that follow it.
async fn settled(
    account: &mut Account,
    what: &str,
    mut is_meant: impl FnMut(&MessageView) -> bool,
) -> MessageView {
    account
        .shows(what, |page| {
            let mut view = page.message.iter();
            view.find(|view| is_meant(view) && !matches!(view.body, Body::Loading))
                .map(|_| ())
        })
        .await;
    let mut page = laboratory::Page::default();
    account.settle(&mut page, Duration::from_millis(3)).await;
    account.page().message.clone().expect("it is open")
}

fn shown(view: &MessageView) -> Shown {
    let senders = view.summary.from.iter();
    let attachments = view.attachments.iter();
    Shown {
        subject: view.summary.subject.clone(),
        sender: senders
            .map(|from| format!("{} {} ", from.name, from.address))
            .collect(),
        attachments: attachments
            .map(|attachment| attachment.file_name.clone())
            .collect(),
        words: words(&view.body),
        plain: String::new(),
    }
}

fn words(body: &Body) -> String {
    match body {
        Body::Html(html) => html_sanitizer::to_text(html.as_str()),
        Body::Text(spans) => spans.iter().map(|span| span.text.as_str()).collect(),
        Body::Loading | Body::Empty | Body::Failed(_) => String::new(),
    }
}
