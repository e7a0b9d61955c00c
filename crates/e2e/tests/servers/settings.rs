//! What a person has set, kept in the account: as an annotation where there are
//! such, else as a message.

use crate::stage::Stage;
use e2e::fixture::Kind;
use laboratory::Page;
use mail_engine::{Change, LaterAction, LaterChange, Settings, SettingsState};
use mail_model::{Phrase, Template, TemplateId};

before_each_server! {
    what_was_set_is_there_in_the_next_session,
    settings_are_a_message_where_there_are_no_annotations,
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
