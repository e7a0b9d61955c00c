//! Lines are cut after any octet, in either direction, on whichever connection
//! it passes, while the person reads, flags and saves: soon after, all is as on
//! the server, and nothing is kept by half.

use crate::saving::{download_as, file, message_with};
use demo_server::{Profile, Server};
use laboratory::model::{When, judge};
use laboratory::{Choices, Pair, START, Saved, USER, noise, uid};
use mail_engine::{Body, DownloadId, LaterAction, SessionState};
use mail_model::{Flag, Flags};

/// So many cuts of each kind, on each server.
const CUTS: u64 = 125;
/// The octets that pass in one run, about.
const PASSING: u32 = 900_000;
/// The same in the other direction.
const SAID: u32 = 3_000;

fn pair(profile: Profile, raw: &str) -> Pair {
    let mut server = Server::empty(profile);
    server.fill(USER, "INBOX", 40, START);
    server.create_mailbox(USER, "Sent", None);
    server
        .deliver(USER, "INBOX", raw.as_bytes(), &Flags::default(), START)
        .expect("there is room");
    Pair::with_server(server)
}

/// Logs in, reads the newest message, saves its attachment, flags another, and
/// goes elsewhere and back. Tells whether it came to the saving.
fn play(pair: &mut Pair) -> bool {
    pair.log_in("INBOX", None);
    pair.run_for(700);
    if pair
        .page
        .list
        .as_ref()
        .is_some_and(|list| list.total.is_some())
    {
        pair.view(0, 29);
    }
    pair.go("INBOX", Some(uid(41)));
    pair.run_for(400);
    let is_saving = pair.page.message.is_some();
    if is_saving {
        download_as(pair, DownloadId(1));
    }
    pair.act(LaterAction::SetFlag {
        uids: vec![uid(30)],
        flag: Flag::Flagged,
        value: true,
    });
    pair.run_for(450);
    pair.go("Sent", None);
    pair.run_for(150);
    pair.go("INBOX", Some(uid(41)));
    pair.run_for(300);
    is_saving
}

fn cut_anywhere(profile: Profile) {
    let attached = file(300_000);
    let raw = message_with("application/zip", "", &attached);
    let mut unhurt = pair(profile, &raw);
    play(&mut unhurt);
    unhurt.run_for(10_000);
    let body = unhurt
        .page
        .message
        .as_ref()
        .expect("it is open")
        .body
        .clone();
    assert!(matches!(body, Body::Text(_) | Body::Html(_)));
    let mut late = 0;
    for seed in 0..2 * CUTS {
        let run = format!("{profile:?} {seed}");
        let bytes = noise(seed, 16);
        let mut choices = Choices::new(&bytes);
        let mut pair = pair(profile, &raw);
        if seed % 2 == 0 {
            pair.cut_after = Some(choices.below(PASSING) as usize);
        } else {
            pair.cut_sending_after = Some(choices.below(SAID) as usize);
        }
        let mut is_saving = play(&mut pair);
        if choices.below(3) == 0 {
            pair.cut();
        }
        pair.cut_after = None;
        pair.cut_sending_after = None;
        if matches!(pair.page.session, Some(SessionState::LoggedOut(_))) {
            // It never came to a session: the person logs in once more.
            is_saving = play(&mut pair);
        }
        let has_asked = pair
            .page
            .list
            .as_ref()
            .is_some_and(|list| list.total.is_some());
        assert!(has_asked, "{run}");
        pair.view(0, 29);
        pair.run_for(5_000);
        if !is_as_on_server(&pair) {
            late += 1;
            pair.run_for(60_000);
        }
        judge(&pair, &run, When::InTheEnd);
        let view = pair.page.message.as_ref().expect(&run);
        assert!(view.body == body, "{run}: {:.200?}", view.body);
        match pair.page.downloads.get(&DownloadId(1)) {
            Some(Saved::File { bytes, .. }) => assert!(*bytes == attached, "{run}: half a file"),
            Some(Saved::Failed(problem)) => panic!("{run}: {problem:?}"),
            None => assert!(!is_saving, "{run}: the file never came"),
        }
    }
    assert!(late * 20 <= 2 * CUTS, "{late} were late");
}

fn is_as_on_server(pair: &Pair) -> bool {
    let mut truth = pair.server.messages(USER, "INBOX");
    truth.reverse();
    let list = pair.page.list.as_ref();
    pair.page.is_online()
        && truth
            .iter()
            .enumerate()
            .take(30)
            .all(|(row, (uid, flags))| {
                let shown = list.and_then(|list| list.rows.get(row)?.as_ref());
                shown.is_some_and(|shown| shown.uid == *uid && shown.flags == *flags)
            })
}

#[test]
fn a_line_to_dovecot_may_be_cut_anywhere() {
    cut_anywhere(Profile::Dovecot);
}

#[test]
fn a_line_to_the_full_server_may_be_cut_anywhere() {
    cut_anywhere(Profile::Full);
}

#[test]
fn a_line_to_gmail_may_be_cut_anywhere() {
    cut_anywhere(Profile::Gmail);
}

#[test]
fn a_line_to_a_bare_server_may_be_cut_anywhere() {
    cut_anywhere(Profile::Bare);
}
