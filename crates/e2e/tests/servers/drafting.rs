//! Drafts before real servers: however often one is saved, it is one.

use crate::stage::Stage;
use e2e::fixture::Kind;
use mail_engine::{Draft, DraftId, DraftState, LaterAction};
use mail_model::{Address, Composed, Letter, LetterContent};
use std::time::Duration;

before_each_server! {
    a_draft_saved_five_times_is_one_draft,
    what_another_client_makes_of_a_draft_stays_beside_it,
}

const ID: DraftId = DraftId(7);

fn draft(text: &str) -> Draft {
    let address = |address: &str| Address {
        name: String::new(),
        address: address.to_owned(),
    };
    Draft {
        id: ID,
        letter: Letter {
            from: address("robin@example.org"),
            to: vec![address("ada@example.org")],
            bcc: vec![address("blind@example.org")],
            subject: "Often saved".to_owned(),
            content: LetterContent::Composed(Composed {
                text: text.to_owned(),
                html: None,
                is_markdown: false,
                files: Vec::new(),
            }),
            ..Letter::default()
        },
        identity: None,
        about: Vec::new(),
        notices: None,
        keeps_copy: true,
    }
}

/// Saves a draft, and waits until that is told; what was told.
async fn save(stage: &mut Stage, text: &str) -> DraftState {
    let before = stage.account.page().drafts.get(&ID).map_or(0, Vec::len);
    stage
        .account
        .act(LaterAction::KeepDraft(Box::new(draft(text))));
    stage.account.act(LaterAction::SaveDraft(ID));
    let what = format!("the draft that says {text}");
    stage
        .account
        .shows(&what, |page| {
            let told = page.drafts.get(&ID)?.get(before..)?;
            let is_end =
                |state: &&DraftState| !matches!(state, DraftState::Local | DraftState::Saving);
            told.iter().find(is_end).cloned()
        })
        .await
}

async fn a_draft_saved_five_times_is_one_draft(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 3).await;
    let drafts = stage.server.mailbox("Drafts");
    for text in ["one", "two", "three", "four", "five"] {
        let told = save(&mut stage, text).await;
        assert!(matches!(told, DraftState::Saved(_)), "{text}: {told:?}");
        let messages = stage.truth(&drafts);
        assert_eq!(messages.len(), 1, "{text}: {messages:?}");
        let (uid, flags) = &messages[0];
        assert!(flags.iter().any(|flag| flag == "\\draft"), "{flags:?}");
        assert_eq!(stage.other.search(&drafts, &format!("BODY {text}")), [*uid]);
    }
    println!(
        "{kind:?} replaces in one: {}",
        stage.account.dialogue().contains(" UID REPLACE ")
    );
    stage.account.cut();
    let told = save(&mut stage, "six").await;
    assert!(matches!(told, DraftState::Saved(_)), "{told:?}");
    assert_eq!(stage.truth(&drafts).len(), 1);
    stage.account.act(LaterAction::DiscardDraft(ID));
    for _ in 0..100 {
        stage.account.rest(Duration::from_millis(100)).await;
        if stage.truth(&drafts).is_empty() {
            return;
        }
    }
    panic!("it is still there: {:?}", stage.truth(&drafts));
}

async fn what_another_client_makes_of_a_draft_stays_beside_it(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 3).await;
    let drafts = stage.server.mailbox("Drafts");
    let told = save(&mut stage, "mine").await;
    assert!(matches!(told, DraftState::Saved(_)), "{told:?}");
    let (uid, _) = stage.truth(&drafts)[0];
    let dialogue = stage.account.dialogue();
    let at = dialogue.find("Message-ID: <").expect("it has a Message-ID");
    let id = dialogue[at..].lines().next().expect("a line").to_owned();
    let theirs =
        format!("From: robin@example.org\r\nSubject: Often saved\r\n{id}\r\n\r\ntheirs\r\n");
    stage.other.append(&drafts, "(\\Draft)", theirs.as_bytes());
    stage.other.expunge(&drafts, &[uid]);
    let told = save(&mut stage, "mine again").await;
    assert_eq!(told, DraftState::ChangedElsewhere);
    assert_eq!(stage.truth(&drafts).len(), 2);
    assert_eq!(stage.other.search(&drafts, "BODY theirs").len(), 1);
    let told = save(&mut stage, "mine once more").await;
    assert!(matches!(told, DraftState::Saved(_)), "{told:?}");
    assert_eq!(stage.truth(&drafts).len(), 2);
}
