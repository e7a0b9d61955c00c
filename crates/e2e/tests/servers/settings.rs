//! What a person has set, kept in the account: as an annotation where there are
//! such, else as a message.

use crate::stage::Stage;
use e2e::fixture::Kind;
use e2e::native::Account;
use laboratory::Page;
use mail_engine::{Change, LaterAction, LaterChange, Settings, SettingsState};
use mail_model::{Phrase, Template, TemplateId};
use std::time::Duration;

/// Within which two sessions have looked at what the other set.
const A_WHILE: Duration = Duration::from_millis(700);

before_each_server! {
    what_was_set_is_there_in_the_next_session,
    settings_are_a_message_where_there_are_no_annotations,
    two_sessions_that_set_at_once_both_have_it_soon,
}

fn told(page: &Page) -> Option<Settings> {
    page.facts.iter().rev().find_map(|fact| match fact {
        Change::Later(LaterChange::Settings(settings)) => Some((**settings).clone()),
        _ => None,
    })
}

fn is_kept(page: &Page) -> Option<()> {
    let last = page.facts.iter().rev().find_map(|fact| match fact {
        Change::Later(LaterChange::SettingsState(state)) => Some(state),
        _ => None,
    });
    (last == Some(&SettingsState::Kept)).then_some(())
}

fn template(number: u32) -> Template {
    Template {
        id: TemplateId(number),
        name: format!("Grüße {number}"),
        subject: "a  b \\n".to_owned(),
        body: Phrase::Html(format!("<p>{}</p>\nÄ", "long ".repeat(3_000))),
    }
}

/// Changes what is set, and waits until the account has it.
async fn set(stage: &mut Stage, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = stage.account.shows("the settings", told).await;
    change(&mut settings);
    stage
        .account
        .act(LaterAction::KeepSettings(Box::new(settings.clone())));
    stage.account.shows("that they are kept", is_kept).await;
    settings
}

async fn kept_and_read_again(kind: Kind, lacking: &[&'static str]) -> Stage {
    let mut stage = Stage::with_inbox(kind, 1);
    let account = stage.another(lacking);
    stage.change(account);
    stage.log_in().await;
    let mut kept = Settings::default();
    for number in [1, 2] {
        kept = set(&mut stage, |settings| {
            settings.templates.push(template(number));
            settings.writing.undo_seconds += 1;
        })
        .await;
        let next = stage.another(lacking);
        stage.change(next);
        stage.log_in().await;
        let read = stage.account.shows("the settings", told).await;
        assert_eq!(read, kept);
    }
    let emptied = set(&mut stage, |settings| settings.templates.clear()).await;
    let next = stage.another(lacking);
    stage.change(next);
    stage.log_in().await;
    let read = stage.account.shows("the settings", told).await;
    assert_ne!(read, kept);
    assert_eq!(read, emptied);
    stage
}

async fn what_was_set_is_there_in_the_next_session(kind: Kind) {
    kept_and_read_again(kind, &[]).await;
}

async fn settings_are_a_message_where_there_are_no_annotations(kind: Kind) {
    let mut stage = kept_and_read_again(kind, &["METADATA", "METADATA-SERVER"]).await;
    let all = stage.other.mailboxes();
    let own = all.iter().find(|name| name.ends_with("Porthole Settings"));
    assert!(own.is_some(), "{all:?}");
    let is_shown = |page: &Page| {
        let mut all = page.mailboxes.iter();
        all.any(|entry| entry.mailbox.name.as_str().contains("Porthole"))
    };
    assert!(!is_shown(stage.account.page()));
}

/// Waits until the account has what this session set; nobody is told of a refusal.
async fn kept_in_peace(account: &mut Account, words: &str) {
    let is_kept = |page: &Page| {
        let mut states = page.facts.iter().filter_map(|fact| match fact {
            Change::Later(LaterChange::SettingsState(state)) => Some(state),
            _ => None,
        });
        let refused = states.find(|state| matches!(state, SettingsState::Refused(_)));
        assert_eq!(refused, None, "{words}");
        is_kept(page)
    };
    account.shows(words, is_kept).await;
}

/// Two tabs of one person, as a message: each looks once the other has written.
async fn two_sessions_that_set_at_once_both_have_it_soon(kind: Kind) {
    let lacking = ["METADATA", "METADATA-SERVER"];
    let mut stage = Stage::with_inbox(kind, 1);
    let mut sessions = Vec::new();
    for _ in 0..2 {
        let next = stage.another(&lacking);
        stage.change(next);
        stage.log_in().await;
        let next = stage.another(&lacking);
        sessions.push(stage.change(next));
    }
    let (Some(mut one), Some(mut other)) = (sessions.pop(), sessions.pop()) else {
        unreachable!("there are two");
    };
    for account in [&mut one, &mut other] {
        account.shows("the settings", told).await;
    }
    let mut expected = Vec::new();
    for round in 0..6 {
        for (account, of) in [(&mut one, 100), (&mut other, 200)] {
            let mut settings = told(account.page()).expect("they were told");
            let mut made = template(of + round);
            made.body = Phrase::Text("Short.".to_owned());
            expected.push(made.id.0);
            settings.templates.push(made);
            account.act(LaterAction::KeepSettings(Box::new(settings)));
        }
        tokio::join!(
            kept_in_peace(&mut one, "that the one's are kept"),
            kept_in_peace(&mut other, "that the other's are kept"),
        );
        let has_all = |page: &Page| {
            let settings = told(page)?;
            (settings.templates.len() == expected.len()).then_some(())
        };
        // A page looks each time another has written, what it put together of both
        // after all, too.
        for _ in 0..15 {
            for account in [&mut one, &mut other] {
                account.act(LaterAction::LookAtSettings);
            }
            tokio::join!(one.rest(A_WHILE), other.rest(A_WHILE));
            if has_all(one.page()).and(has_all(other.page())).is_some() {
                break;
            }
        }
        tokio::join!(
            one.shows("what the other set", has_all),
            other.shows("what the one set", has_all),
        );
    }
    stage.log_in().await;
    let read = stage.account.shows("the settings", told).await;
    let mut ids: Vec<u32> = read.templates.iter().map(|made| made.id.0).collect();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);
}
