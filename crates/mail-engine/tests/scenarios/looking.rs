//! Lists and messages.

use crate::stage::{LONG, SOON, Stage};
use demo_server::Profile;
use laboratory::{Pair, Saved, USER, uid};
use mail_engine::{Action, AttachmentId, Body, DownloadId, LaterAction};
use mail_model::{Flag, Flags, PartPath};

before_every_server! {
    a_long_list_is_shown_wherever_one_looks,
    another_mailbox_and_back,
    a_name_in_any_script_is_opened,
    text_is_read_and_marked_as_read,
    html_is_read_without_its_scripts,
    an_attachment_is_saved_as_it_was_sent,
    one_clicks_while_a_file_comes,
    a_message_that_is_gone_is_said_to_be_gone,
}

fn a_long_list_is_shown_wherever_one_looks(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 700);
    for first in [400, 650, 100] {
        stage.pair.view(first, first + 40);
        stage.pair.run_for(SOON);
        assert!(
            stage
                .pair
                .page
                .has_rows(first as usize..=first as usize + 40)
        );
        let there = stage.truth("INBOX")[first as usize].0;
        assert_eq!(stage.pair.page.row(first as usize).uid, there);
    }
    stage.was_quiet();
}

fn another_mailbox_and_back(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 40);
    pair.deliver_raw("Sent", b"Subject: sent\r\n\r\nx\r\n");
    let mut stage = Stage::entered(profile, pair);
    for mailbox in ["Sent", "Trash", "INBOX", "Sent", "INBOX"] {
        stage.open(mailbox);
        stage.shows_what_is_there(mailbox);
    }
    stage.was_quiet();
}

fn a_name_in_any_script_is_opened(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 1);
    for name in ["Größe & Maß", "日本語", "a \"b\" (c)"] {
        pair.server.create_mailbox(USER, name, None);
        pair.deliver_raw(name, b"Subject: here\r\n\r\nx\r\n");
    }
    let mut stage = Stage::entered(profile, pair);
    for name in ["Größe & Maß", "日本語", "a \"b\" (c)"] {
        assert!(stage.tree_has(name), "{name}");
        stage.open(name);
        assert_eq!(stage.subjects(), ["here"]);
    }
    stage.was_quiet();
}

fn text_of(stage: &Stage) -> String {
    match &stage.pair.page.message.as_ref().expect("it is open").body {
        Body::Text(spans) => spans.iter().map(|span| span.text.as_str()).collect(),
        other => panic!("no text: {other:?}"),
    }
}

fn text_is_read_and_marked_as_read(profile: Profile) {
    let mut stage = Stage::with_subjects(profile, &["one", "two", "three"]);
    stage.pair.go("INBOX", Some(uid(2)));
    stage.pair.run_for(SOON);
    assert_eq!(text_of(&stage).trim(), "This is two.");
    let seen = Flags::from_iter([Flag::Seen]);
    let none = Flags::default();
    let expected = [(uid(3), none.clone()), (uid(2), seen), (uid(1), none)];
    assert_eq!(stage.truth("INBOX"), expected);
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn html_is_read_without_its_scripts(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 3);
    let raw = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>In <b>fair</b> words<script>1</script></p>\r\n--b--\r\n";
    let message = stage.pair.deliver_raw("INBOX", raw.as_bytes());
    stage.pair.act(Action::Refresh);
    stage.pair.run_for(SOON);
    stage.pair.go("INBOX", Some(message));
    stage.pair.run_for(SOON);
    let view = stage.pair.page.message.clone().expect("it is open");
    assert_eq!(view.summary.subject, "Grüße");
    let Body::Html(html) = &view.body else {
        panic!("{:?}", view.body);
    };
    assert!(html.as_str().contains("<b>fair</b>") && !html.as_str().contains("script"));
    assert!(view.has_alternative);
    stage.pair.act(LaterAction::PreferText {
        message: view.message,
        text: true,
    });
    stage.pair.run_for(SOON);
    assert_eq!(text_of(&stage).trim(), "Grüße");
}

/// A file whose every line is another.
fn file(octets: usize) -> Vec<u8> {
    let mut file: Vec<u8> = (0..octets / 8)
        .flat_map(|at| format!("{at:07}\n").into_bytes())
        .collect();
    file.resize(octets, b'x');
    file
}

/// Opens a message with a file, and asks for the file.
fn downloading(profile: Profile, file: &[u8]) -> Stage {
    let mut stage = Stage::at_inbox(profile, 30);
    // As it is, but for what quoted-printable must quote.
    let body = String::from_utf8_lossy(file).replace('\n', "=0A=\r\n");
    let raw = format!(
        "Subject: file\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n\
         --b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=\"a b.zip\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n--b--\r\n"
    );
    let message = stage.pair.deliver_raw("INBOX", raw.as_bytes());
    stage.pair.act(Action::Refresh);
    stage.pair.run_for(SOON);
    stage.pair.go("INBOX", Some(message));
    stage.pair.run_for(SOON);
    let view = stage.pair.page.message.as_ref().expect("it is open");
    assert_eq!(view.attachments[0].file_name, "a b.zip");
    let message = view.message.clone();
    stage.pair.act(LaterAction::Download {
        download: DownloadId(1),
        message,
        source: AttachmentId::from(PartPath(vec![2])).into(),
    });
    stage
}

fn assert_saved(stage: &Stage, file: &[u8]) {
    match stage.pair.page.downloads.get(&DownloadId(1)) {
        Some(Saved::File { bytes, .. }) => assert!(bytes == file, "another file"),
        other => panic!("{other:?}"),
    }
}

fn an_attachment_is_saved_as_it_was_sent(profile: Profile) {
    for octets in [3_000, 300_000] {
        let file = file(octets);
        let mut stage = downloading(profile, &file);
        stage.pair.run_for(10_000);
        assert_saved(&stage, &file);
        stage.was_quiet();
    }
}

/// Also where the server grants no second connection.
fn one_clicks_while_a_file_comes(profile: Profile) {
    for connections in [None, Some(1)] {
        let file = file(500_000);
        let mut stage = downloading(profile, &file);
        stage.pair.server.limit_connections(connections);
        stage.pair.run_for(60);
        stage.pair.go("INBOX", Some(uid(30)));
        let round_trips = stage.pair.round_trips_until(|page| {
            let view = page.message.as_ref();
            view.is_some_and(|view| view.message.uid == uid(30) && view.body != Body::Loading)
        });
        assert!(round_trips <= 6, "{round_trips}");
        stage.open("Sent");
        stage.open("INBOX");
        stage.pair.run_for(30_000);
        assert_saved(&stage, &file);
        stage.shows_what_is_there("INBOX");
        stage.was_quiet();
    }
}

fn a_message_that_is_gone_is_said_to_be_gone(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 20);
    stage.pair.expunge(uid(7));
    stage.pair.go("INBOX", Some(uid(7)));
    stage.pair.run_for(LONG);
    let told = stage.pair.page.message_problem.as_ref();
    assert_eq!(told.map(|(uid, _)| *uid), Some(uid(7)));
    stage.shows_what_is_there("INBOX");
}
