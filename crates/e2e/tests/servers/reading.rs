//! Messages and their parts.

use crate::stage::{Stage, place};
use e2e::fixture::{Kind, Message, attachment_bytes};
use laboratory::Page;
use mail_engine::{Action, Body, Change, DownloadId, LaterAction, LaterChange, MessageView};
use mail_model::Uid;

before_each_server! {
    text_is_read,
    html_and_its_alternative_are_read,
    an_attachment_is_saved_as_it_was_sent,
    reading_marks_a_message_as_read_and_nothing_else,
}

/// Opens the newest message, and waits for its body.
async fn read(stage: &mut Stage) -> MessageView {
    let uid = stage.view(0..1).await[0].uid;
    stage.account.act(Action::Go(place("INBOX", Some(uid))));
    stage
        .account
        .shows("the body", |page| {
            let view = opened(page, uid)?;
            (view.body != Body::Loading).then(|| view.clone())
        })
        .await
}

/// The open message, if it is this one.
fn opened(page: &Page, uid: Uid) -> Option<&MessageView> {
    let view = page.message.as_ref();
    view.filter(|view| view.message.uid == uid)
}

fn text_of(view: &MessageView) -> String {
    match &view.body {
        Body::Text(spans) => spans.iter().map(|span| span.text.as_str()).collect(),
        other => panic!("no text: {other:?}"),
    }
}

async fn text_is_read(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 3);
    let message = Message::new("Grüße aus 東京")
        .from("Jürgen <j@example.org>")
        .text("Zwölf Boxkämpfer jagen Viktor quer über den Deich.\r\n");
    stage.other.append("INBOX", "", &message.bytes());
    stage.log_in().await;
    let view = read(&mut stage).await;
    assert_eq!(view.summary.subject, "Grüße aus 東京");
    assert!(text_of(&view).starts_with("Zwölf Boxkämpfer"));
    assert_eq!(view.problems, []);
}

async fn html_and_its_alternative_are_read(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    let message = Message::new("News")
        .text("In plain words.")
        .html("<p>In <b>fair</b> words.<script>alert(1)</script></p>");
    stage.other.append("INBOX", "", &message.bytes());
    stage.log_in().await;
    let view = read(&mut stage).await;
    let Body::Html(html) = &view.body else {
        panic!("no HTML: {view:?}")
    };
    let html = html.as_str();
    assert!(
        html.contains("<b>fair</b>") && !html.contains("alert"),
        "{html}"
    );
    assert!(view.has_alternative);
    stage.account.act(LaterAction::PreferText {
        message: view.message.clone(),
        text: true,
    });
    let uid = view.message.uid;
    let plain = |page: &Page| {
        let view = opened(page, uid)?;
        matches!(view.body, Body::Text(_)).then(|| text_of(view))
    };
    let words = stage.account.shows("plain text", plain).await;
    assert_eq!(words.trim(), "In plain words.");
}

async fn an_attachment_is_saved_as_it_was_sent(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    let bytes = attachment_bytes(700_000);
    let message = Message::new("With a file")
        .text("See there.")
        .attachment("report.bin", bytes.clone());
    stage.other.append("INBOX", "", &message.bytes());
    stage.log_in().await;
    let view = read(&mut stage).await;
    assert!(view.summary.has_attachment);
    let [file] = &view.attachments[..] else {
        panic!("one file: {view:?}")
    };
    assert_eq!(file.file_name, "report.bin");
    stage.account.act(LaterAction::Download {
        download: DownloadId(1),
        message: view.message.clone(),
        source: file.id.clone().into(),
    });
    let mut come = Vec::new();
    let saved = stage.account.until("the file", |change| match change {
        Change::Later(LaterChange::DownloadProgress { bytes, .. }) => {
            come.extend_from_slice(bytes);
            None
        }
        Change::Later(LaterChange::Downloaded { .. }) => Some(std::mem::take(&mut come)),
        Change::Later(LaterChange::DownloadFailed { problem, .. }) => panic!("{problem:?}"),
        _ => None,
    });
    assert!(saved.await == bytes);
}

async fn reading_marks_a_message_as_read_and_nothing_else(kind: Kind) {
    // The newest of 11 is the eleventh, which is unread.
    let mut stage = Stage::at_inbox(kind, 11).await;
    let view = read(&mut stage).await;
    let uid = view.message.uid;
    stage
        .account
        .shows("its mark", |page| {
            page.find(uid)?.flags.is_seen().then_some(())
        })
        .await;
    stage
        .account
        .rest(std::time::Duration::from_millis(500))
        .await;
    let truth = stage.truth("INBOX");
    assert_eq!(truth[0], (uid.value(), vec!["\\seen".to_owned()]));
    let unread = truth.iter().filter(|(_, flags)| flags.is_empty());
    assert_eq!(unread.count(), 1);
    stage.shows_what_is_there("INBOX").await;
}
