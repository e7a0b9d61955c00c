//! Logging in by proof, and mailboxes managed, before a real Dovecot.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

use e2e::fixture::Dovecot;
use e2e::native::Account;
use e2e::scene::{USER, numbered};
use laboratory::Page;
use mail_engine::{
    Action, Change, Credential, LaterAction, LaterChange, LoginRequest, Place, SessionState,
    SettingsState, View,
};
use mail_model::{MailboxName, Phrase, ProblemKind, QuotaKind, Secret, Template, TemplateId};

const NOTE: &str = "/private/vendor/porthole/note";

fn place(mailbox: &str) -> Place {
    Place {
        mailbox: MailboxName::new(mailbox),
        view: View::default(),
        message: None,
        message_id: None,
    }
}

fn login(password: &str, mailbox: &str) -> Action {
    Action::Login {
        login: LoginRequest {
            upstream: "test".to_owned(),
            user: USER.to_owned(),
            credential: Credential::Password(Secret::new(password)),
        },
        place: place(mailbox),
    }
}

fn has(page: &Page, name: &str) -> bool {
    let name = MailboxName::new(name);
    page.mailboxes
        .iter()
        .any(|entry| entry.mailbox.name == name)
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn a_password_is_proved_and_room_rights_and_annotations_are_told() {
    let dovecot = Dovecot::start_by_scram(&[USER]);
    dovecot.maildir(USER).fill(3, numbered);

    let mut stranger = Account::new(dovecot.tls_port(), dovecot.authority().client());
    stranger.act(login("wrong", "INBOX"));
    let problem = stranger.until("the refusal", |change| match change {
        Change::Session(SessionState::LoggedOut(Some(problem))) => Some(problem.kind),
        _ => None,
    });
    assert_eq!(problem.await, ProblemKind::WrongCredentials);

    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(login(Dovecot::PASSWORD, "INBOX"));
    let limit = account.shows("the quota", |page| {
        let resources = page.quota.iter().flat_map(|root| &root.resources);
        let mut storage = resources.filter(|resource| resource.kind == QuotaKind::Storage);
        Some(storage.next()?.limit)
    });
    assert_eq!(limit.await, 1 << 30);
    assert!(account.said.contains("AUTHENTICATE SCRAM-SHA-256"));
    assert!(!account.said.contains(Dovecot::PASSWORD));
    let rights = account.shows("the rights", |page| {
        page.rights.get(&MailboxName::inbox()).cloned()
    });
    assert!(rights.await.may_administer());

    account.act(LaterAction::SetMetadata(vec![(
        NOTE.to_owned(),
        Some("gr\u{fc}n\r\n\"x\"".into()),
    )]));
    account.act(LaterAction::FetchMetadata(vec![NOTE.to_owned()]));
    account.act(LaterAction::FetchProperties(MailboxName::inbox()));
    let note = account.until("the annotation", |change| match change {
        Change::Later(LaterChange::Metadata(entries)) => entries.first().cloned(),
        _ => None,
    });
    let (name, value) = note.await;
    assert_eq!(name, NOTE);
    assert_eq!(value.unwrap(), "gr\u{fc}n\r\n\"x\"".as_bytes());
    account
        .shows("the size", |page| {
            let mut facts = page.facts.iter();
            facts.find(|fact| matches!(fact, Change::Later(LaterChange::MailboxSize { octets, .. }) if *octets > 0))?;
            Some(())
        })
        .await;
    assert!(
        account.page().notices.is_empty(),
        "{:?}",
        account.page().notices
    );
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn settings_are_an_annotation_where_the_server_keeps_them() {
    let dovecot = Dovecot::start_by_scram(&[USER]);
    dovecot.maildir(USER).fill(3, numbered);
    let mut kept = None;
    for _ in 0..2 {
        let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
        account.act(login(Dovecot::PASSWORD, "INBOX"));
        let told = |page: &Page| {
            page.facts.iter().find_map(|fact| match fact {
                Change::Later(LaterChange::Settings(settings)) => Some((**settings).clone()),
                _ => None,
            })
        };
        let mut settings = account.shows("the settings", told).await;
        if let Some(kept) = kept {
            assert_eq!(settings, kept);
            return;
        }
        settings.writing.undo_seconds = 30;
        settings.templates.push(Template {
            id: TemplateId(7),
            name: "Gr\u{fc}\u{df}e".to_owned(),
            subject: String::new(),
            body: Phrase::Text("long \n".repeat(20_000)),
        });
        account.act(LaterAction::KeepSettings(Box::new(settings.clone())));
        let is_kept = |page: &Page| {
            let kept = Change::Later(LaterChange::SettingsState(SettingsState::Kept));
            page.facts.contains(&kept).then_some(())
        };
        account.shows("that they are kept", is_kept).await;
        assert!(account.said.contains("SETMETADATA"));
        assert!(!account.said.contains("APPEND"));
        kept = Some(settings);
    }
}

#[tokio::test]
#[ignore = "needs Dovecot; cargo xtask test brings it"]
async fn mailboxes_are_made_renamed_while_open_and_deleted_while_open() {
    let dovecot = Dovecot::start(&[USER]);
    let mut account = Account::new(dovecot.tls_port(), dovecot.authority().client());
    account.act(login(Dovecot::PASSWORD, "INBOX"));
    account
        .shows("the tree", |page| has(page, "INBOX").then_some(()))
        .await;
    for (parent, name) in [(None, "Gr\u{fc}n & \"Blau\""), (None, "Work")] {
        let name = name.to_owned();
        account.act(LaterAction::CreateMailbox {
            parent,
            name,
            special_use: None,
        });
    }
    account.act(LaterAction::CreateMailbox {
        parent: Some(MailboxName::new("Work")),
        name: "Old".to_owned(),
        special_use: None,
    });
    account.act(Action::Go(place("Work/Old")));
    account
        .shows("the list", |page| (page.total() == Some(0)).then_some(()))
        .await;

    account.act(LaterAction::RenameMailbox {
        mailbox: MailboxName::new("Work"),
        parent: Some(MailboxName::new("Gr\u{fc}n & \"Blau\"")),
        name: "Done".to_owned(),
    });
    let moved = account.shows("the new place", |page| page.moved.clone());
    let renamed = "Gr\u{fc}n & \"Blau\"/Done/Old";
    assert_eq!(moved.await.mailbox.as_str(), renamed);
    let mut other = dovecot.dialogue(USER).await;
    account.act(Action::Refresh);
    account
        .shows("the renamed list", |page| {
            (has(page, renamed) && page.list_problem.is_none()).then_some(())
        })
        .await;

    account.act(LaterAction::DeleteMailbox {
        mailbox: MailboxName::new("Gr\u{fc}n & \"Blau\""),
        with_children: true,
    });
    account
        .shows("the inbox", |page| {
            let list = page.list.as_ref()?;
            (list.mailbox.is_inbox() && list.total.is_some()).then_some(())
        })
        .await;
    account.rest(std::time::Duration::from_secs(1)).await;
    assert!(!has(account.page(), renamed));
    let listed = other.command("LIST \"\" *").await;
    assert!(!format!("{listed:?}").contains("Done"), "{listed:?}");
    assert!(
        account.page().notices.is_empty(),
        "{:?}",
        account.page().notices
    );
    let session = account.page().session.clone();
    assert_eq!(session, Some(SessionState::Online));
}
