//! Several connections at once.

use crate::stage::{Stage, place};
use e2e::fixture::{Kind, Message, attachment_bytes};
use laboratory::Saved;
use mail_engine::{Action, AttachmentId, Body, DownloadId, LaterAction};
use mail_model::{MessageRef, PartPath};
use std::time::Duration;

before_each_server! {
    one_clicks_and_flags_while_files_come,
}

async fn one_clicks_and_flags_while_files_come(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 60);
    let files: Vec<Vec<u8>> = [3_000_000, 1_500_000, 300_000]
        .into_iter()
        .map(attachment_bytes)
        .collect();
    for file in &files {
        let message = Message::new("A file").text("See there.");
        let message = message.attachment("a.bin", file.clone());
        stage.other.append("INBOX", "", &message.bytes());
    }
    stage.log_in().await;
    let rows = stage.view(0..40).await;
    let uid_validity = {
        let state = stage.other.state("INBOX");
        core::num::NonZeroU32::new(state.uid_validity).map(mail_model::UidValidity)
    };
    for (number, row) in rows[..3].iter().rev().enumerate() {
        stage.account.act(LaterAction::Download {
            download: DownloadId(number as u32),
            message: MessageRef {
                mailbox: mail_model::MailboxName::inbox(),
                uid_validity: uid_validity.expect("it has one"),
                uid: row.uid,
            },
            source: AttachmentId::from(PartPath(vec![2])).into(),
        });
    }
    for row in &rows[10..14] {
        let uid = row.uid;
        stage.account.act(Action::Go(place("INBOX", Some(uid))));
        stage
            .account
            .shows("the text", |page| {
                let view = page.message.as_ref()?;
                (view.message.uid == uid && matches!(view.body, Body::Text(_))).then_some(())
            })
            .await;
    }
    let sent = stage.server.mailbox("Sent");
    stage.open(&sent).await;
    stage.open("INBOX").await;
    stage
        .account
        .shows("all files", |page| {
            (page.downloads.len() == 3).then_some(())
        })
        .await;
    for (number, file) in files.iter().enumerate() {
        match &stage.account.page().downloads[&DownloadId(number as u32)] {
            Saved::File { bytes, .. } => assert!(bytes == file, "file {number} is another"),
            Saved::Failed(problem) => panic!("file {number}: {problem:?}"),
        }
    }
    stage.account.rest(Duration::from_millis(500)).await;
    stage.shows_what_is_there("INBOX").await;
}
