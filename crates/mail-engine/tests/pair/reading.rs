use demo_server::Profile;
use laboratory::Page;
use laboratory::{Pair, uid};
use mail_engine::{
    Action, Body, LaterAction, MarkRead, MessageView, Preferences, RemoteContent, RemoteCounts,
    Warning,
};
use mail_model::{ProblemKind, Uid};

fn is_shown(page: &Page) -> bool {
    page.message
        .as_ref()
        .is_some_and(|view| view.body != Body::Loading)
}

pub(crate) fn view(pair: &Pair) -> &MessageView {
    pair.page.message.as_ref().expect("no message is open")
}

pub(crate) fn text(body: &Body) -> String {
    match body {
        Body::Text(spans) => spans.iter().map(|span| span.text.as_str()).collect(),
        other => panic!("no text: {other:?}"),
    }
}

fn html(body: &Body) -> &str {
    match body {
        Body::Html(html) => html.as_str(),
        other => panic!("no HTML: {other:?}"),
    }
}

const NEWSLETTER: &str = "From: News <news@example.org>\r\nTo: robin@example.org\r\n\
Cc: ada@example.org\r\nSubject: Newsletter\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=m\r\n\r\n\
--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
--a\r\nContent-Type: text/plain\r\n\r\nThe plain words. See https://example.org/.\r\n\
--a\r\nContent-Type: multipart/related; boundary=r\r\n\r\n\
--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
<p>The rich words.</p><img src=\"cid:pic@x\"><img src=\"https://tracker.example.net/p.gif\">\r\n\
--r\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Disposition: inline\r\n\
Content-Transfer-Encoding: base64\r\n\r\n\
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n\
--r--\r\n\
--a--\r\n\
--m\r\nContent-Type: application/pdf\r\n\
Content-Disposition: attachment; filename=\"plan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
JVBERi0xLjQK\r\n\
--m--\r\n";

#[test]
fn opening_a_message_takes_one_round_trip() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 1000);
    pair.view(100, 124);
    pair.run_for(1000);
    let wanted = pair.page.row(110).uid;
    pair.go("INBOX", Some(wanted));
    // The header is there at once, out of the row.
    assert_eq!(view(&pair).body, Body::Loading);
    let round_trips = pair.round_trips_until(is_shown);
    assert_eq!(round_trips, 1);
    assert!(!matches!(view(&pair).body, Body::Failed(_) | Body::Empty));
}

#[test]
fn the_next_message_is_there_before_it_is_asked_for() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 1000);
    pair.go("INBOX", Some(uid(990)));
    pair.run_for(2000);
    for next in [989, 988, 987, 988] {
        pair.go("INBOX", Some(uid(next)));
        assert!(is_shown(&pair.page), "{next}");
        pair.run_for(2000);
    }
}

#[test]
fn body_and_inline_images_come_in_one_round_trip() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    pair.go("Trash", None);
    pair.run_for(1000);
    pair.go("INBOX", None);
    pair.round_trips_until(|page| page.find(newsletter).is_some());
    pair.go("INBOX", Some(newsletter));
    let round_trips = pair.round_trips_until(is_shown);
    assert!(round_trips <= 1, "{round_trips}");
    let view = view(&pair);
    assert!(html(&view.body).contains("The rich words."));
    assert!(html(&view.body).contains("data:image/png"));
    assert!(!html(&view.body).contains("tracker.example.net"));
    let one_image = RemoteCounts {
        images: 1,
        ..RemoteCounts::default()
    };
    assert_eq!(view.remote, RemoteContent::Blocked(one_image));
    assert!(view.has_alternative);
    assert_eq!(view.cc[0].address, "ada@example.org");
    let attachments: Vec<_> = view
        .attachments
        .iter()
        .map(|a| (a.file_name.as_str(), a.is_inline))
        .collect();
    assert_eq!(
        attachments,
        [("plan.pdf", false), ("attachment-2.png", true)]
    );
    assert_eq!(view.problems, []);
}

#[test]
fn remote_images_are_shown_once_the_person_allows_them() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    pair.run_for(1000);
    pair.go("INBOX", Some(newsletter));
    pair.round_trips_until(is_shown);
    let message = view(&pair).message.clone();
    pair.act(LaterAction::AllowRemote { message });
    assert!(html(&view(&pair).body).contains("https://tracker.example.net/p.gif"));
    assert_eq!(view(&pair).remote, RemoteContent::Allowed);
    // It stays allowed when the person comes back to it.
    pair.go("INBOX", None);
    pair.go("INBOX", Some(newsletter));
    assert_eq!(view(&pair).remote, RemoteContent::Allowed);
}

#[test]
fn who_prefers_images_of_all_sees_them_but_in_junk() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    let junk = pair.deliver_raw("Junk", NEWSLETTER.as_bytes());
    pair.run_for(1000);
    pair.act(preferring(|preferences| preferences.shows_remote = true));
    pair.go("INBOX", Some(newsletter));
    pair.round_trips_until(is_shown);
    assert_eq!(view(&pair).remote, RemoteContent::Allowed);
    pair.go("Junk", Some(junk));
    pair.run_for(3000);
    assert!(matches!(view(&pair).remote, RemoteContent::Blocked(_)));
}

#[test]
fn a_link_that_pretends_is_a_warning() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let bait = pair.deliver_raw(
        "INBOX",
        b"Subject: Your account\r\nContent-Type: text/html\r\n\r\n\
          <a href=\"https://evil.test/\">www.bank.example</a>\r\n",
    );
    pair.run_for(1000);
    pair.go("INBOX", Some(bait));
    pair.round_trips_until(is_shown);
    let pretence = Warning::LinkElsewhere {
        shown: "www.bank.example".to_owned(),
        target: "evil.test".to_owned(),
    };
    assert_eq!(view(&pair).warnings, [pretence]);
}

#[test]
fn plain_text_is_shown_where_the_person_prefers_it() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    pair.run_for(1000);
    pair.go("INBOX", Some(newsletter));
    pair.round_trips_until(is_shown);
    let message = view(&pair).message.clone();
    pair.act(LaterAction::PreferText {
        message: message.clone(),
        text: true,
    });
    pair.round_trips_until(is_shown);
    let Body::Text(spans) = &view(&pair).body else {
        panic!("{:?}", view(&pair).body);
    };
    assert!(
        spans
            .iter()
            .any(|span| span.link.as_deref() == Some("https://example.org/"))
    );
    assert!(view(&pair).prefers_text);
    pair.act(LaterAction::PreferText {
        message,
        text: false,
    });
    assert!(html(&view(&pair).body).contains("The rich words."));
}

#[test]
fn an_opened_message_is_marked_as_read_once_its_body_is_shown() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let news = pair.deliver("news");
    pair.run_for(3000);
    pair.go("INBOX", Some(news));
    pair.round_trips_until(is_shown);
    assert!(pair.page.row(0).flags.is_seen());
    pair.run_for(1000);
    let server = pair.server.messages(laboratory::USER, "INBOX");
    assert!(
        server
            .iter()
            .any(|(uid, flags)| *uid == news && flags.is_seen())
    );
    assert_eq!(text(&view(&pair).body).trim(), "This is news.");
}

#[test]
fn a_message_that_is_not_there_is_said_to_be_gone() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    pair.go("INBOX", Some(uid(4_000)));
    pair.run_for(1000);
    let (gone, problem) = pair.page.message_problem.clone().unwrap();
    assert_eq!((gone, problem.kind), (uid(4_000), ProblemKind::MessageGone));
    // And the same by a link, before anything is known.
    let mut pair = Pair::with_inbox(Profile::Dovecot, 10);
    pair.log_in("INBOX", Some(uid(4_000)));
    pair.run_for(1000);
    let (_, problem) = pair.page.message_problem.clone().unwrap();
    assert_eq!(problem.kind, ProblemKind::MessageGone);
    assert!(pair.page.has_rows(0..=9));
}

#[test]
fn closing_a_message_closes_it() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    pair.go("INBOX", Some(uid(4)));
    pair.run_for(1000);
    pair.go("INBOX", None);
    assert!(pair.page.message.is_none());
    pair.run_for(1000);
    assert!(pair.page.message.is_none());
}

pub(crate) fn opened(raw: &str) -> Pair {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    let message: Uid = pair.deliver_raw("INBOX", raw.as_bytes());
    pair.run_for(1000);
    pair.go("INBOX", Some(message));
    pair.run_for(1000);
    pair
}

#[test]
fn a_message_of_attachments_alone_has_an_empty_body() {
    let pair = opened(
        "From: a@example.org\r\nSubject: scan\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n\
         Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n",
    );
    assert_eq!(view(&pair).body, Body::Empty);
    assert_eq!(view(&pair).attachments.len(), 1);
    assert!(view(&pair).attachments[0].file_name.ends_with(".pdf"));
    assert!(view(&pair).summary.has_attachment);
}

#[test]
fn html_beyond_the_limits_is_shown_as_its_text() {
    let bomb = "<div>".repeat(1_000);
    let pair = opened(&format!(
        "From: a@example.org\r\nSubject: deep\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{bomb}at the bottom\r\n"
    ));
    assert!(text(&view(&pair).body).contains("at the bottom"));
    assert_eq!(view(&pair).problems[0].kind, ProblemKind::LimitExceeded);
}

#[test]
fn damaged_text_is_shown_as_far_as_it_goes_and_said_to_be_damaged() {
    let mut raw = b"From: a@example.org\r\nSubject: broken\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        .to_vec();
    raw.extend(b"SGVsbG8gd29ybGQh*****!!\r\n");
    let pair = opened(core::str::from_utf8(&raw).unwrap());
    assert!(text(&view(&pair).body).starts_with("Hello world!"));
    assert_eq!(view(&pair).problems[0].kind, ProblemKind::Undecodable);
}

#[test]
fn reading_works_on_servers_of_every_kind() {
    for profile in [
        Profile::Full,
        Profile::Gmail,
        Profile::Office365,
        Profile::Bare,
    ] {
        let mut pair = Pair::at_inbox(profile, 10);
        let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
        pair.act(Action::Refresh);
        pair.run_for(3000);
        pair.go("INBOX", Some(newsletter));
        pair.run_for(1000);
        assert!(
            html(&view(&pair).body).contains("The rich words."),
            "{profile:?}"
        );
    }
}

fn preferring(change: impl FnOnce(&mut Preferences)) -> LaterAction {
    let mut preferences = Preferences::default();
    change(&mut preferences);
    LaterAction::Prefer(Box::new(preferences))
}

#[test]
fn a_message_counts_as_read_when_the_person_says_it_does() {
    for (mark_read, after_two_seconds, after_four) in [
        (MarkRead::AtOnce, true, true),
        (MarkRead::AfterPause, false, true),
        (MarkRead::Never, false, false),
    ] {
        let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
        let news = pair.deliver("News");
        pair.run_for(1000);
        pair.act(preferring(|preferences| preferences.mark_read = mark_read));
        let is_seen = |pair: &Pair| pair.page.row(0).flags.is_seen();
        pair.go("INBOX", Some(news));
        pair.run_for(2000);
        assert_eq!(is_seen(&pair), after_two_seconds, "{mark_read:?}");
        pair.run_for(2000);
        assert_eq!(is_seen(&pair), after_four, "{mark_read:?}");
    }
}

#[test]
fn a_message_that_is_left_before_the_pause_stays_unread() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let news = pair.deliver("News");
    pair.run_for(1000);
    pair.act(preferring(|preferences| {
        preferences.mark_read = MarkRead::AfterPause;
    }));
    pair.go("INBOX", Some(news));
    pair.run_for(2000);
    pair.go("INBOX", None);
    pair.run_for(4000);
    assert!(!pair.page.row(0).flags.is_seen());
}

#[test]
fn messages_open_as_the_person_prefers_them() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    pair.run_for(1000);
    pair.act(preferring(|preferences| {
        preferences.allow_remote_from("news@example.org");
    }));
    pair.go("INBOX", Some(newsletter));
    pair.round_trips_until(is_shown);
    assert_eq!(view(&pair).remote, RemoteContent::Allowed);
    pair.act(preferring(|preferences| preferences.prefers_text = true));
    pair.round_trips_until(is_shown);
    assert!(text(&view(&pair).body).contains("The plain words."));
}

#[test]
fn the_header_comes_in_the_round_trip_of_the_body() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 10);
    let newsletter = pair.deliver_raw("INBOX", NEWSLETTER.as_bytes());
    pair.go("Trash", None);
    pair.run_for(1000);
    pair.go("INBOX", None);
    pair.round_trips_until(|page| page.find(newsletter).is_some());
    pair.go("INBOX", Some(newsletter));
    let has_header = |page: &Page| {
        page.message
            .as_ref()
            .is_some_and(|view| !view.header.is_empty())
    };
    assert!(pair.round_trips_until(has_header) <= 1);
    let names: Vec<_> = view(&pair).header.iter().map(|field| &field.name).collect();
    assert!(
        names.iter().any(|name| *name == "MIME-Version"),
        "{names:?}"
    );
    assert_eq!(view(&pair).warnings, []);
}
