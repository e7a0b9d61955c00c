//! Searching: one mailbox or several, by what is here and by what servers find.

mod agreeing;

use demo_server::{Profile, Server};
use laboratory::model::PROFILES;
use laboratory::{Pair, START, USER, place, plain_message};
use mail_engine::{
    Action, Credential, Deed, LaterAction, LoginRequest, OperationId, OperationState, Place, Scope,
    Search, Selection, View,
};
use mail_model::{Flag, Flags, MailboxName, Secret, Timestamp, Uid};

const DAY: i64 = 24 * 60 * 60 * 1_000;

pub(crate) fn search(text: &str, scope: Scope, is_typing: bool) -> View {
    View {
        search: Some(Box::new(Search {
            text: text.to_owned(),
            scope,
            is_typing,
        })),
        ..View::default()
    }
}

pub(crate) fn entered(text: &str) -> View {
    search(text, Scope::Here, false)
}

fn everywhere(text: &str) -> View {
    search(text, Scope::Everywhere, false)
}

pub(crate) fn subjects(pair: &Pair) -> Vec<String> {
    let rows = pair.page.rows().into_iter();
    rows.map(|(_, row)| row.subject.clone()).collect()
}

/// Mailboxes with some messages each; the numbers in their subjects tell in
/// which order they came.
fn filled(profile: Profile) -> Pair {
    filled_with(profile, 4)
}

fn filled_with(profile: Profile, connections: usize) -> Pair {
    let mut server = Server::empty(profile);
    let mailboxes = [
        "INBOX",
        "Sent",
        "Trash",
        "Projects",
        "Projects/Mole",
        "Junk",
        "Old",
    ];
    let mailboxes = mailboxes.map(|name| match profile {
        Profile::Courier => stored(name),
        _ => name.to_owned(),
    });
    for mailbox in &mailboxes {
        server.create_mailbox(USER, mailbox, None);
    }
    for number in 0..70_i64 {
        let mailbox = &mailboxes[number as usize % 6];
        let word = if number % 3 == 0 { "plan" } else { "report" };
        let text = plain_message(&format!("{word} {number:02}"));
        let received = Timestamp(START.0 - (100 - number) * DAY);
        server.deliver(USER, mailbox, text.as_bytes(), &Flags::default(), received);
    }
    let mut pair = Pair::with_server(server).limited_to(connections);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    assert!(pair.page.is_online());
    pair
}

/// How Courier keeps a mailbox.
fn stored(name: &str) -> String {
    match name {
        "INBOX" => name.to_owned(),
        name => format!("INBOX.{}", name.replace('/', ".")),
    }
}

/// The subjects with a word, of those mailboxes, the newest first.
fn expected(word: &str, mailboxes: &[i64]) -> Vec<String> {
    let numbers = (0..70_i64)
        .rev()
        .filter(|number| mailboxes.contains(&(number % 6)));
    let all = numbers.map(|number| {
        let word = if number % 3 == 0 { "plan" } else { "report" };
        format!("{word} {number:02}")
    });
    all.filter(|subject| subject.starts_with(word)).collect()
}

#[test]
fn what_is_here_is_shown_while_one_types_and_the_server_is_asked_when_it_is_entered() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 300);
        let known = pair.page.rows().len();
        assert!(known < 300);
        let all: Vec<(Uid, String)> = {
            let rows = pair.page.rows().into_iter();
            rows.map(|(_, row)| (row.uid, row.subject.clone()))
                .collect()
        };
        let word = all[3].1.split(' ').next_back().unwrap().to_lowercase();
        let said = pair.said.len();
        pair.show("INBOX", search(&word, Scope::Here, true));
        // At once: no time has passed.
        let here = subjects(&pair);
        assert!(here.contains(&all[3].1), "{profile:?}: {word} in {here:?}");
        assert_eq!(pair.page.total(), Some(here.len() as u32));
        assert!(here.iter().all(|subject| {
            subject.to_lowercase().contains(&word)
                || pair
                    .page
                    .rows()
                    .iter()
                    .any(|(_, row)| format!("{row:?}").to_lowercase().contains(&word))
        }));
        let state = pair.page.search.clone().unwrap();
        assert!(!state.is_going);
        pair.run_for(2_000);
        assert!(!pair.said[said..].contains("SEARCH"), "{profile:?}");
        // Entered, the server is asked, and what is here stays where it is.
        pair.show("INBOX", entered(&word));
        assert_eq!(subjects(&pair), here);
        assert!(pair.page.search.as_ref().unwrap().is_going);
        let trips = pair.round_trips_until(|page| !page.search.as_ref().unwrap().is_going);
        assert!(trips <= 2, "{profile:?}: {trips}");
        assert!(pair.said[said..].contains("SEARCH"), "{profile:?}");
        pair.run_for(2_000);
        assert!(pair.page.total().unwrap() as usize >= here.len());
        assert_eq!(
            pair.page.search.as_ref().unwrap().found,
            pair.page.total().unwrap()
        );
        // Left, all is there again.
        pair.go("INBOX", None);
        pair.run_for(500);
        assert_eq!(pair.page.total(), Some(300), "{profile:?}");
        assert!(pair.page.has_rows(0..=20));
    }
}

#[test]
fn all_mailboxes_are_looked_through_and_what_is_found_stands_by_its_date() {
    for profile in PROFILES {
        let mut pair = filled(profile);
        pair.show("INBOX", everywhere("plan"));
        pair.run_for(5_000);
        let state = pair.page.search.clone().unwrap();
        assert!(
            !state.is_going && state.failed.is_empty(),
            "{profile:?}: {state:?}"
        );
        // Neither Trash nor Junk. On Gmail one mailbox holds all mail.
        let found = expected("plan", &[0, 1, 3, 4]);
        if profile != Profile::Gmail {
            assert_eq!(subjects(&pair), found, "{profile:?}");
            assert_eq!(state.found as usize, found.len());
        }
        let list = pair.page.list.as_ref().unwrap();
        assert_eq!(list.hits.len(), pair.page.rows().len());
        assert_eq!(list.mailbox, MailboxName::inbox());
        // One is opened where it lies, and the list stays.
        let (_, row) = pair.page.rows()[1];
        let (hit, subject, rows) = (
            list.hits[&row.uid].clone(),
            row.subject.clone(),
            subjects(&pair),
        );
        let place = Place {
            mailbox: hit.mailbox.clone(),
            view: everywhere("plan"),
            message: Some(hit.uid),
            message_id: None,
        };
        pair.act(Action::Go(place));
        pair.run_for(2_000);
        let open = pair.page.message.as_ref().unwrap();
        assert_eq!(
            (&open.message.mailbox, &open.summary.subject),
            (&hit.mailbox, &subject)
        );
        assert_eq!(subjects(&pair), rows);
        // It was read, and its row says so.
        assert!(pair.page.rows()[1].1.flags.is_seen(), "{profile:?}");
        pair.go("INBOX", None);
        pair.run_for(1_000);
        assert!(
            subjects(&pair).contains(&"report 66".to_owned())
                || profile == Profile::Gmail
                || pair.page.total().unwrap() > 0
        );
    }
}

#[test]
fn a_search_goes_where_the_query_or_the_scope_says() {
    let mut pair = filled(Profile::Full);
    for (view, mailboxes) in [
        (everywhere("plan in:anywhere"), &[0, 1, 2, 3, 4, 5][..]),
        (
            search("plan", Scope::Below(MailboxName::new("Projects")), false),
            &[3, 4],
        ),
        (entered("plan in:mole"), &[4]),
        (entered("plan in:bin"), &[2]),
        (entered("plan in:inbox"), &[0]),
        (entered("plan in:nowhere"), &[]),
    ] {
        let text = view.search.as_ref().unwrap().text.clone();
        pair.show("INBOX", view);
        pair.run_for(4_000);
        assert_eq!(subjects(&pair), expected("plan", mailboxes), "{text}");
    }
}

#[test]
fn what_was_found_is_told_as_it_comes_and_can_be_stopped() {
    let mut server = Server::empty(Profile::Full);
    server.create_mailbox(USER, "INBOX", None);
    for number in 0..40 {
        let name = format!("Box {number:02}");
        server.create_mailbox(USER, &name, None);
        server.deliver(
            USER,
            &name,
            plain_message("plan").as_bytes(),
            &Flags::default(),
            START,
        );
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(5_000);
    pair.show("INBOX", everywhere("plan"));
    pair.round_trips_until(|page| page.rows().len() > 5);
    let state = pair.page.search.clone().unwrap();
    assert!(
        state.is_going && state.done > 3 && state.total == 41,
        "{state:?}"
    );
    assert!(pair.connections <= 4);
    pair.act(LaterAction::StopSearch);
    pair.run_for(3_000);
    let state = pair.page.search.clone().unwrap();
    assert!(!state.is_going && state.found < 40, "{state:?}");
    assert_eq!(pair.page.rows().len(), state.found as usize);
    // To look for news begins anew.
    pair.act(Action::Refresh);
    pair.run_for(10_000);
    assert_eq!(pair.page.rows().len(), 40);
}

#[test]
fn a_search_through_all_mailboxes_outlives_lost_lines_and_a_single_connection() {
    for (connections, cuts) in [(1, false), (1, true), (4, true), (2, true)] {
        let mut pair = filled_with(Profile::Dovecot, connections);
        pair.show("INBOX", everywhere("plan"));
        for _ in 0..4 {
            pair.run_for(170);
            if cuts {
                pair.cut();
            }
        }
        pair.run_for(60_000);
        assert_eq!(
            subjects(&pair),
            expected("plan", &[0, 1, 3, 4]),
            "{connections} {cuts}"
        );
        assert!(!pair.page.search.as_ref().unwrap().is_going);
    }
}

#[test]
fn rows_are_fetched_as_they_are_looked_at() {
    let mut server = Server::empty(Profile::Full);
    server.create_mailbox(USER, "Old", None);
    for number in 0..600_i64 {
        let mailbox = if number % 2 == 0 { "INBOX" } else { "Old" };
        let text = plain_message(&format!("plan {number:03}"));
        let received = Timestamp(START.0 - (600 - number) * DAY);
        server.deliver(USER, mailbox, text.as_bytes(), &Flags::default(), received);
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(5_000);
    pair.show("INBOX", everywhere("plan"));
    pair.run_for(2_000);
    assert_eq!(
        pair.page.total(),
        Some(600),
        "its length is true from the beginning"
    );
    let known = pair.page.rows().len();
    assert!((50..250).contains(&known), "{known}");
    pair.view(280, 300);
    pair.run_for(5_000);
    assert!(pair.page.has_rows(0..=300));
    for (row, summary) in pair.page.rows().into_iter().take(300) {
        assert_eq!(summary.subject, format!("plan {:03}", 599 - row));
    }
}

#[test]
fn attachments_are_told_by_structures_where_rows_are_here() {
    let mut pair = Pair::with_inbox(Profile::Full, 0);
    let mixed = |disposition: &str| {
        format!(
            "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\n\
             Content-Type: text/plain\r\nContent-Disposition: {disposition}\r\n\r\nfooter\r\n--b--\r\n"
        )
    };
    pair.deliver_raw("INBOX", mixed("inline").as_bytes());
    let meant = pair.deliver_raw("INBOX", mixed("attachment; filename=a.txt").as_bytes());
    pair.deliver_raw("INBOX", plain_message("x").as_bytes());
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    for view in [entered("has:attachment"), everywhere("has:attachment")] {
        pair.show("INBOX", view);
        pair.run_for(2_000);
        let list = pair.page.list.as_ref().unwrap();
        let uids: Vec<Uid> = pair
            .page
            .rows()
            .iter()
            .map(|(_, row)| list.hits.get(&row.uid).map_or(row.uid, |hit| hit.uid))
            .collect();
        assert_eq!(uids, [meant]);
        assert_eq!(pair.page.total(), Some(1));
    }
}

/// What the server has in its mailboxes, by subjects.
fn on_server(pair: &mut Pair, mailbox: &str) -> Vec<String> {
    pair.go(mailbox, None);
    pair.run_for(4_000);
    let mut subjects = subjects(pair);
    subjects.sort();
    subjects
}

#[test]
fn what_was_found_in_several_mailboxes_is_moved_at_once_and_comes_back() {
    for profile in [
        Profile::Full,
        Profile::Dovecot,
        Profile::Courier,
        Profile::Bare,
    ] {
        let mut pair = filled(profile);
        pair.show("INBOX", everywhere("plan"));
        pair.run_for(5_000);
        let all = subjects(&pair);
        let names: Vec<Uid> = pair
            .page
            .rows()
            .iter()
            .take(5)
            .map(|(_, row)| row.uid)
            .collect();
        let operation = OperationId(1);
        pair.act(LaterAction::Operate {
            operation,
            selection: Selection::Uids(names.clone()),
            deed: Deed::SetFlag {
                flag: Flag::Flagged,
                value: true,
            },
        });
        // Seen before time has passed.
        let is_flagged = |pair: &Pair| {
            pair.page
                .rows()
                .iter()
                .take(5)
                .all(|(_, row)| row.flags.is_flagged())
        };
        assert!(is_flagged(&pair), "{profile:?}");
        pair.run_for(4_000);
        assert!(is_flagged(&pair), "{profile:?}");
        assert_eq!(
            pair.page.operations[&operation].last(),
            Some(&OperationState::Done { can_undo: true }),
            "{profile:?}"
        );
        let operation = OperationId(2);
        pair.act(LaterAction::Operate {
            operation,
            selection: Selection::Uids(names),
            deed: Deed::Delete { for_ever: false },
        });
        assert_eq!(subjects(&pair), all[5..], "{profile:?}");
        assert_eq!(pair.page.total(), Some(all.len() as u32 - 5));
        pair.run_for(6_000);
        assert_eq!(subjects(&pair), all[5..], "{profile:?}");
        let states = pair.page.operations[&operation].clone();
        let Some(OperationState::Done { can_undo }) = states.last() else {
            panic!("{profile:?}: {states:?}");
        };
        if *can_undo {
            pair.act(LaterAction::Undo(operation));
            pair.run_for(6_000);
            let states = &pair.page.operations[&operation];
            assert_eq!(states.last(), Some(&OperationState::Undone), "{profile:?}");
            if profile != Profile::Bare {
                assert_eq!(subjects(&pair), all, "{profile:?}: they stand there again");
            }
        }
        let trash = pair.shown("Trash");
        let trash = on_server(&mut pair, &trash);
        assert_eq!(trash.contains(&all[0]), !can_undo, "{profile:?}");
        let ids: Vec<u32> = pair.page.operations.keys().map(|id| id.0).collect();
        assert_eq!(ids, [1, 2], "no share is told of");
    }
}

#[test]
fn all_that_was_found_is_meant_whether_its_rows_are_here_or_not() {
    let mut server = Server::empty(Profile::Full);
    for mailbox in ["Old", "Kept"] {
        server.create_mailbox(USER, mailbox, None);
    }
    for number in 0..600_i64 {
        let mailbox = if number % 2 == 0 { "INBOX" } else { "Old" };
        let word = if number % 5 == 0 { "stay" } else { "plan" };
        let text = plain_message(&format!("{word} {number:03}"));
        server.deliver(USER, mailbox, text.as_bytes(), &Flags::default(), START);
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(5_000);
    pair.show("INBOX", everywhere("plan"));
    pair.run_for(2_000);
    pair.act(LaterAction::Operate {
        operation: OperationId(7),
        selection: Selection::All,
        deed: Deed::Move(MailboxName::new("Kept")),
    });
    assert_eq!(pair.page.total(), Some(0));
    pair.run_for(20_000);
    assert_eq!(
        pair.page.operations[&OperationId(7)].last(),
        Some(&OperationState::Done { can_undo: true })
    );
    pair.go("Kept", None);
    pair.run_for(3_000);
    assert_eq!(pair.page.total(), Some(480));
    pair.go("Old", None);
    pair.run_for(3_000);
    assert_eq!(pair.page.total(), Some(60));
}

#[test]
fn a_session_may_begin_with_a_search_through_all_mailboxes() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        let server = filled(profile).server;
        let mut pair = Pair::with_server(server);
        let credential = Credential::Password(Secret::new("demo"));
        let login = LoginRequest {
            upstream: "demo".to_owned(),
            user: USER.to_owned(),
            credential,
        };
        let place = Place {
            mailbox: MailboxName::inbox(),
            view: everywhere("plan"),
            message: None,
            message_id: None,
        };
        pair.act(Action::Login { login, place });
        pair.run_for(8_000);
        assert_eq!(
            subjects(&pair),
            expected("plan", &[0, 1, 3, 4]),
            "{profile:?}"
        );
    }
}

/// The searches that were asked for behind what was said before.
fn searches(pair: &Pair, before: usize) -> Vec<&str> {
    let said = pair.said.get(before..).unwrap_or_default();
    said.lines()
        .filter(|line| line.contains("SEARCH"))
        .collect()
}

#[test]
fn among_many_messages_subjects_are_searched_before_all_else() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 20_001);
        pair.deliver_raw(
            "INBOX",
            b"From: Heron <h@a.test>\r\nSubject: w\r\n\r\n.\r\n",
        );
        pair.deliver_raw("INBOX", b"From: a@a.test\r\nSubject: a heron\r\n\r\n.\r\n");
        pair.run_for(3_000);
        let before = pair.said.len();
        pair.act(Action::Go(Place {
            view: entered("heron"),
            ..place("INBOX", None)
        }));
        pair.run_for(3_000);
        assert_eq!(subjects(&pair), ["a heron", "w"], "{profile:?}");
        let asked = searches(&pair, before);
        let is_of_people = |line: &&&str| line.contains("FROM");
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert_eq!(asked.iter().filter(is_of_people).count(), 1);
        assert!(asked[1].contains("FROM"), "{asked:?}");
        // What came of the first is no end of it; what both found is.
        let state = pair.page.search.clone().expect("it was told");
        assert!(!state.is_going);
        assert_eq!(state.found, 2);
        // Where nothing is found by subjects, the rest is still looked for.
        pair.act(Action::Go(Place {
            view: entered("h@a.test"),
            ..place("INBOX", None)
        }));
        pair.run_for(3_000);
        assert_eq!(subjects(&pair), ["w"], "{profile:?}");
    }
    // Among few it is one search.
    let mut pair = filled(Profile::Dovecot);
    let before = pair.said.len();
    pair.act(Action::Go(Place {
        view: entered("plan"),
        ..place("INBOX", None)
    }));
    pair.run_for(3_000);
    assert_eq!(searches(&pair, before).len(), 1);
}

#[test]
fn whoever_types_on_has_no_search_run_that_nobody_waits_for() {
    let mut pair = filled(Profile::Dovecot);
    let before = pair.said.len();
    for text in ["p", "pl", "pla", "plan"] {
        pair.act(Action::Go(Place {
            view: entered(text),
            ..place("INBOX", None)
        }));
    }
    pair.run_for(3_000);
    assert_eq!(subjects(&pair), expected("plan", &[0]));
    let asked = searches(&pair, before);
    assert!(asked.len() <= 2, "{asked:?}");
}

#[test]
fn all_connections_that_an_account_may_have_search_and_no_more() {
    for limit in 1..=4 {
        let mut pair = filled_with(Profile::Dovecot, limit);
        pair.run_for(60_000);
        assert_eq!(pair.open_connections(), 1, "{limit}: nothing is going on");
        pair.show("INBOX", everywhere("plan"));
        let mut most = 0;
        for _ in 0..1_000 {
            pair.run_for(2);
            most = most.max(pair.open_connections());
        }
        assert_eq!(most, limit);
        assert_eq!(subjects(&pair).len(), 24, "{limit}");
        pair.run_for(60_000);
        assert_eq!(pair.open_connections(), 1, "{limit}: idle ones are closed");
    }
}

#[test]
fn what_is_here_is_found_while_the_server_is_gone() {
    for profile in [Profile::Bare, Profile::Dovecot, Profile::Full] {
        let mut pair = filled(profile);
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        let all = pair.page.total();
        let words = pair.page.row(0).subject.clone();
        pair.is_down = true;
        pair.cut();
        pair.run_for(3_000);
        for view in [
            search(&words, Scope::Here, true),
            search(&words, Scope::Here, false),
        ] {
            pair.show("INBOX", view);
            pair.run_for(1_000);
            let found = subjects(&pair);
            assert!(found.contains(&words), "{profile:?}: {found:?}");
        }
        // Typed on before it was looked for.
        pair.show("INBOX", View::default());
        pair.run_for(1_000);
        assert_eq!(pair.page.total(), all, "{profile:?}");
        pair.show("INBOX", search(&words, Scope::Here, true));
        pair.run_for(130);
        pair.show("INBOX", entered(&words));
        pair.run_for(30_000);
        let found = subjects(&pair);
        assert!(found.contains(&words), "{profile:?}: {found:?}");
        pair.is_down = false;
        pair.feed(mail_engine::Input::Online);
        pair.run_for(20_000);
        assert!(subjects(&pair).contains(&words), "{profile:?}");
        assert!(pair.page.total() < all, "{profile:?}");
    }
}
