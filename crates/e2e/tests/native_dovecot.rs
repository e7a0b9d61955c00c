//! The engine before a real Dovecot over TLS, without a browser.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::{Dovecot, Message, attachment_bytes};
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use mail_engine::{
    Action, Body, Change, Credential, DownloadId, LaterAction, LaterChange, ListId, LoginRequest,
    Place, SessionState, View,
};
use mail_model::{Flag, MailboxName, ProblemKind, Secret, Uid};

fn login(password: &str) -> Action {
    Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(password)),
        },
        place: place(None),
    }
}

fn place(message: Option<Uid>) -> Place {
    Place {
        mailbox: MailboxName::inbox(),
        view: View::default(),
        message,
        message_id: None,
    }
}

/// Brings a row into view and waits for it.
async fn row_in_view(account: &mut Account, list: ListId, wanted: u32) -> Uid {
    account.act(Action::ViewRows {
        list,
        first: wanted,
        last: wanted + 20,
    });
    let row = account.until("the row", |change| match change {
        Change::Rows { start, rows, .. } => {
            let place = wanted.checked_sub(*start)? as usize;
            rows.get(place).map(|row| row.uid)
        }
        _ => None,
    });
    row.await
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_session_runs_from_login_to_logout() {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(1_000, numbered);
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());

    account.act(login(Dovecot::PASSWORD));
    let total = account.until("the list", |change| match change {
        Change::ListOpened { total, .. } => *total,
        Change::ListSpliced { total, .. } => Some(*total),
        _ => None,
    });
    assert_eq!(total.await, 1_000);
    let newest = account.until("the newest row", |change| match change {
        Change::Rows { start: 0, rows, .. } => rows.first().cloned(),
        _ => None,
    });
    let newest = newest.await;
    assert_eq!(newest.subject, "Number 999 of many");

    account.act(Action::Go(place(Some(newest.uid))));
    let words = account.until("the text", |change| match change {
        Change::Later(LaterChange::Message(view)) => match &view.body {
            Body::Text(spans) => Some(
                spans
                    .iter()
                    .map(|span| span.text.as_str())
                    .collect::<String>(),
            ),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(words.await.trim(), "The text of number 999.");

    account.act(LaterAction::SetFlag {
        uids: vec![newest.uid],
        flag: Flag::Flagged,
        value: true,
    });
    let mut other = dovecot.dialogue(USER).await;
    other.command("SELECT INBOX").await;
    dovecot.maildir(USER).deliver(&Message::new("News").bytes());
    let news = account.until("news", |change| match change {
        Change::NewMail { messages, .. } => Some(messages.len()),
        _ => None,
    });
    assert_eq!(news.await, 1);
    // The connection is idle again behind the flag: it must have arrived.
    let flags = other.flags(newest.uid.value()).await;
    assert!(flags.contains(&"\\Flagged".to_owned()), "{flags:?}");

    account.act(Action::Logout);
    account
        .until("the end", |change| {
            matches!(change, Change::Session(SessionState::LoggedOut(None))).then_some(())
        })
        .await;
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn flags_that_changed_far_from_the_view_while_the_line_was_cut_are_shown() {
    let dovecot = Dovecot::start(&[USER]);
    dovecot.maildir(USER).fill(1_000, numbered);
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(login(Dovecot::PASSWORD));
    let list = account.until("the list", |change| match change {
        Change::ListOpened { list, .. } => Some(*list),
        _ => None,
    });
    let list = list.await;
    let uid = row_in_view(&mut account, list, 700).await;
    // Which messages there are is asked behind the first rows; a list of which that
    // is not known begins anew after the line was cut.
    account.rest(std::time::Duration::from_millis(1_000)).await;
    // Dovecot keeps modification sequences only once it was asked to, which the
    // engine does where it remembers that the server can.
    account.cut();
    let online = account.until("the second session", |change| {
        matches!(change, Change::Session(SessionState::Online)).then_some(())
    });
    online.await;
    row_in_view(&mut account, list, 300).await;
    let mut other = dovecot.dialogue(USER).await;
    other.command("SELECT INBOX").await;

    for (change, is_flagged) in [("+FLAGS", true), ("-FLAGS", false)] {
        account.cut();
        let store = format!("UID STORE {} {change} (\\Flagged)", uid.value());
        other.command(&store).await;
        let flags = account.until("its flags", |change| match change {
            Change::Flags { uid: of, flags } if *of == uid => Some(flags.clone()),
            _ => None,
        });
        assert_eq!(flags.await.contains(&Flag::Flagged), is_flagged);
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_wrong_password_is_wrong_credentials_in_the_servers_words() {
    let dovecot = Dovecot::start(&[USER]);
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(login("not it"));
    let problem = account.until("the refusal", |change| match change {
        Change::Session(SessionState::LoggedOut(problem)) => problem.clone(),
        _ => None,
    });
    let problem = problem.await;
    assert_eq!(problem.kind, ProblemKind::WrongCredentials);
    assert!(
        problem.words.contains("Authentication failed"),
        "{}",
        problem.words
    );
}

/// Saves the newest message's attachment.
async fn saved_attachment(account: &mut Account) -> Vec<u8> {
    let uid = account.until("the row", |change| match change {
        Change::Rows { rows, .. } => rows.first().map(|row| row.uid),
        _ => None,
    });
    let uid = uid.await;
    account.act(Action::Go(place(Some(uid))));
    let found = account.until("the message", |change| match change {
        Change::Later(LaterChange::Message(view)) => {
            let attachment = view.attachments.first()?;
            Some((view.message.clone(), attachment.id.clone()))
        }
        _ => None,
    });
    let (message, attachment) = found.await;
    account.act(LaterAction::Download {
        download: DownloadId(1),
        message,
        source: attachment.into(),
    });
    let mut bytes = Vec::new();
    let saved = account.until("the file", |change| match change {
        Change::Later(LaterChange::DownloadProgress { bytes: more, .. }) => {
            bytes.extend_from_slice(more);
            None
        }
        Change::Later(LaterChange::Downloaded { .. }) => Some(std::mem::take(&mut bytes)),
        Change::Later(LaterChange::DownloadFailed { problem, .. }) => panic!("{problem:?}"),
        Change::Notice(problem) => panic!("{problem:?}"),
        _ => None,
    });
    saved.await
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_damaged_file_is_saved_as_far_as_it_can_be_read() {
    // Dovecot ends the connection when BINARY meets base64 that breaks off.
    let line = "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZyBhbmRl\r\n";
    let long = format!("{}VGhlIHF1aW", line.repeat(6_000));
    for (encoding, body, expected) in [
        ("base64", "VGhl!IHF1\r\naWNr\r\n".to_owned(), 9),
        ("base64", "VGhlIHF1aW".to_owned(), 7),
        (
            "base64",
            format!("{long}VGhlIHF1aW"),
            long.len() / 68 * 49 + 7,
        ),
        ("quoted-printable", "a=3Db=XYc\r\n".to_owned(), 9),
        ("x-unknown", "as it is\r\n".to_owned(), 8),
    ] {
        let dovecot = Dovecot::start(&[USER]);
        let raw = format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/x-test\r\n\
             Content-Disposition: attachment\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--b--\r\n"
        );
        dovecot.maildir(USER).deliver(raw.as_bytes());
        let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
        account.act(login(Dovecot::PASSWORD));
        let saved = saved_attachment(&mut account).await;
        println!(
            "{encoding} {} {expected} {:.40?}",
            saved.len(),
            String::from_utf8_lossy(&saved)
        );
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_large_file_comes_whole_however_many_connections_are_granted() {
    for connections in [1, 10] {
        let dovecot = Dovecot::start_limited(&[USER], connections);
        let file = attachment_bytes(1_500_000);
        let message = Message::new("File").attachment("a.bin", file.clone());
        dovecot.maildir(USER).deliver(&message.bytes());
        let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
        account.act(login(Dovecot::PASSWORD));
        assert!(saved_attachment(&mut account).await == file);
        let second = dovecot.log().contains("Maximum number of connections");
        assert_eq!(second, connections == 1, "{}", dovecot.log());
    }
}
