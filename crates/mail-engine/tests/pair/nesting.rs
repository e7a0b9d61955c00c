use demo_server::Profile;
use laboratory::{Pair, Saved};
use mail_engine::{
    Action, AttachmentId, Body, DownloadId, LaterAction, MessageView, RemoteContent,
};
use mail_model::PartPath;

/// The message within, with a file of its own.
fn inner(html: &str) -> String {
    format!(
        "From: Inner <in@example.org>\r\nTo: b@example.org\r\nSubject: The =?utf-8?q?inner=5Fone?=\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n\
         --i\r\nContent-Type: text/html\r\n\r\n{html}\r\n\
         --i\r\nContent-Type: application/zip; name=in.zip\r\nContent-Disposition: attachment\r\n\r\n{}\r\n--i--\r\n",
        "x".repeat(400_000)
    )
}

/// At a message that carries another, encoded like that.
fn at_outer(profile: Profile, encoding: &str, inner: &str) -> Pair {
    let raw = format!(
        "From: Outer <out@example.org>\r\nSubject: The outer one\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSee the letter.\r\n\
         --b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{inner}\r\n--b--\r\n"
    );
    let mut pair = Pair::at_inbox(profile, 3);
    let message = pair.deliver_raw("INBOX", raw.as_bytes());
    pair.act(Action::Refresh);
    pair.run_for(2000);
    pair.go("INBOX", Some(message));
    pair.run_for(2000);
    pair
}

fn open(pair: &Pair) -> &MessageView {
    pair.page.message.as_ref().expect("no message is open")
}

fn go_within(pair: &mut Pair) {
    let message = open(pair).message.clone();
    let part = open(pair).attachments[0].id.part.clone();
    pair.act(LaterAction::OpenWithin { message, part });
    pair.run_for(3000);
}

fn go_back(pair: &mut Pair) {
    let message = open(pair).message.clone();
    pair.act(LaterAction::CloseWithin { message });
    pair.run_for(1000);
}

fn html(view: &MessageView) -> &str {
    match &view.body {
        Body::Html(html) => html.as_str(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_within_a_message_is_read_as_one_and_left_again() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let mut pair = at_outer(profile, "7bit", &inner("<p>From <b>within</b></p>"));
        let before = pair.received;
        go_within(&mut pair);
        let view = open(&pair);
        assert_eq!(view.summary.subject, "The inner_one");
        assert_eq!(view.summary.from[0].address, "in@example.org");
        assert!(html(view).contains("<b>within</b>"));
        let within = view.within.as_ref().expect("it is within another");
        assert_eq!(within.subject, "The outer one");
        assert_eq!(within.part, PartPath(vec![2]));
        assert_eq!(view.attachments.len(), 1);
        assert_eq!(view.attachments[0].id.part, PartPath(vec![2, 2]));
        assert_eq!(view.attachments[0].file_name, "in.zip");
        assert!(
            pair.received - before < 20_000,
            "more was fetched than is shown"
        );
        go_back(&mut pair);
        let view = open(&pair);
        assert_eq!(view.summary.subject, "The outer one");
        assert!(view.within.is_none() && matches!(view.body, Body::Text(_)));
    }
}

#[test]
fn a_message_that_is_encoded_as_none_may_be_is_read_all_the_same() {
    let letter = "From: in@example.org\r\nSubject: Coded\r\n\r\nAs text.\r\n";
    // "Subject: Coded" and a body, in base64 by hand.
    let coded = "RnJvbTogaW5AZXhhbXBsZS5vcmcNClN1YmplY3Q6IENvZGVkDQoNCkFzIHRleHQuDQo=\r\n";
    for (encoding, body) in [("8bit", letter), ("base64", coded)] {
        let mut pair = at_outer(Profile::Dovecot, encoding, body);
        go_within(&mut pair);
        let view = open(&pair);
        assert_eq!(view.summary.subject, "Coded", "{encoding}");
        let Body::Text(spans) = &view.body else {
            panic!("{encoding}: {view:?}");
        };
        assert!(spans.iter().any(|span| span.text.contains("As text.")));
    }
}

#[test]
fn a_file_within_is_saved_and_so_is_the_letter_around_it() {
    let mut pair = at_outer(Profile::Dovecot, "7bit", &inner("<p>x</p>"));
    go_within(&mut pair);
    let message = open(&pair).message.clone();
    for (download, part) in [(1, vec![2, 2]), (2, vec![2])] {
        pair.act(LaterAction::Download {
            download: DownloadId(download),
            message: message.clone(),
            source: AttachmentId::from(PartPath(part)).into(),
        });
    }
    pair.run_for(10_000);
    let saved = |download: u32| match pair.page.downloads.get(&DownloadId(download)) {
        Some(Saved::File { bytes, .. }) => bytes.as_slice(),
        other => panic!("{other:?}"),
    };
    assert!(saved(1) == "x".repeat(400_000).as_bytes());
    assert!(saved(2).starts_with(b"From: Inner"));
}

#[test]
fn what_is_allowed_within_a_message_is_not_allowed_to_the_message() {
    let picture = "<p>x</p><img src=\"https://example.org/a.png\" width=50 height=50>";
    let mut pair = at_outer(Profile::Dovecot, "7bit", &inner(picture));
    go_within(&mut pair);
    assert!(matches!(open(&pair).remote, RemoteContent::Blocked(_)));
    let message = open(&pair).message.clone();
    pair.act(LaterAction::AllowRemote { message });
    pair.run_for(1000);
    assert!(matches!(open(&pair).remote, RemoteContent::Allowed));
    go_back(&mut pair);
    go_within(&mut pair);
    assert!(matches!(open(&pair).remote, RemoteContent::Blocked(_)));
}

#[test]
fn another_message_is_not_within_the_one_before() {
    let mut pair = at_outer(Profile::Dovecot, "7bit", &inner("<p>x</p>"));
    go_within(&mut pair);
    let other = pair.page.row(2).uid;
    pair.go("INBOX", Some(other));
    pair.run_for(2000);
    assert!(open(&pair).within.is_none());
    go_back(&mut pair);
    assert_eq!(open(&pair).message.uid, other);
}
