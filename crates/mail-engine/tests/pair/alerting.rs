//! Who wants to be told of new mail elsewhere is; what is set for all counts; and
//! who has set nothing is welcomed once.

use demo_server::{Profile, Server};
use laboratory::{Pair, USER};
use mail_engine::{
    Change, LaterAction, LaterChange, MarkRead, Preferences, Ruling, Settings, Theme,
};
use mail_model::MailboxName;

const PROFILES: [Profile; 4] = [
    Profile::Full,
    Profile::Dovecot,
    Profile::Courier,
    Profile::Gmail,
];

fn told(pair: &Pair) -> &Settings {
    let told = pair.page.facts.iter().rev().find_map(|fact| match fact {
        Change::Later(LaterChange::Settings(settings)) => Some(&**settings),
        _ => None,
    });
    told.expect("no settings were told")
}

fn arrived(pair: &Pair) -> Vec<(String, u32, Vec<String>)> {
    let facts = pair.page.facts.iter();
    facts
        .filter_map(|fact| match fact {
            Change::Later(LaterChange::Arrived {
                mailbox,
                count,
                messages,
            }) => {
                let subjects = messages.iter().map(|row| row.subject.clone());
                Some((mailbox.as_str().to_owned(), *count, subjects.collect()))
            }
            _ => None,
        })
        .collect()
}

fn welcomes(pair: &Pair) -> usize {
    let is_one = |fact: &&Change| matches!(fact, Change::Later(LaterChange::Welcome));
    pair.page.facts.iter().filter(is_one).count()
}

fn letter(subject: &str) -> Vec<u8> {
    format!("From: Ada <ada@example.org>\r\nSubject: {subject}\r\n\r\nText.\r\n").into_bytes()
}

/// The mailbox beside the inbox, by the name that it has there.
fn lists(profile: Profile) -> &'static str {
    match profile {
        Profile::Courier => "INBOX.Lists",
        _ => "Lists",
    }
}

/// At the archive, with alerts for the inbox and another mailbox.
fn watching(profile: Profile) -> Pair {
    let mut server = Server::empty(profile);
    server.fill(USER, "INBOX", 3, laboratory::START);
    for mailbox in ["Archive", "Lists"] {
        server.fill(USER, mailbox, 2, laboratory::START);
    }
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(6_000);
    let mut settings = told(&pair).clone();
    settings.alerts.notifies = true;
    settings
        .alerts
        .set_mailbox(&MailboxName::new(lists(profile)), true);
    pair.act(LaterAction::KeepSettings(Box::new(settings)));
    pair.run_for(120_000);
    let archive = lists(profile).replace("Lists", "Archive");
    pair.go(&archive, None);
    pair.run_for(120_000);
    pair.page.facts.clear();
    pair
}

#[test]
fn mail_that_comes_to_a_watched_mailbox_is_told_once_with_its_rows() {
    for profile in PROFILES {
        let mut pair = watching(profile);
        pair.deliver_raw("INBOX", &letter("One"));
        pair.run_for(400_000);
        pair.deliver_raw("Lists", &letter("Two"));
        pair.deliver_raw("Lists", &letter("Three"));
        pair.deliver_raw("Archive", &letter("Four"));
        pair.run_for(400_000);
        let told = arrived(&pair);
        let one = ("INBOX".to_owned(), 1, vec!["One".to_owned()]);
        assert_eq!(told.first(), Some(&one), "{profile:?}");
        let mut lists: Vec<_> = told[1..].iter().flat_map(|(_, _, rows)| rows).collect();
        lists.sort();
        assert_eq!(lists, ["Three", "Two"], "{profile:?} {told:?}");
        // What is looked at is told by its list.
        assert!(told.iter().all(|(mailbox, ..)| mailbox != "Archive"));
    }
}

#[test]
fn nothing_is_told_of_what_was_there_or_nobody_wants_to_hear_of() {
    let mut pair = watching(Profile::Dovecot);
    pair.go("INBOX", None);
    pair.run_for(20_000);
    pair.deliver_raw("INBOX", &letter("Seen"));
    pair.run_for(20_000);
    pair.go("Archive", None);
    pair.run_for(400_000);
    assert_eq!(arrived(&pair), []);
    let mut settings = pair_settings(&mut pair);
    settings.alerts.notifies = false;
    pair.act(LaterAction::KeepSettings(Box::new(settings)));
    pair.deliver_raw("INBOX", &letter("Quiet"));
    pair.run_for(400_000);
    assert_eq!(arrived(&pair), []);
}

fn pair_settings(pair: &mut Pair) -> Settings {
    let mut settings = Settings::default();
    settings.alerts.notifies = true;
    pair.run_for(1_000);
    settings
}

#[test]
fn what_is_set_for_all_is_where_everybody_begins_and_what_is_locked_stays() {
    for profile in [Profile::Full, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 3);
        let mut ruling = Ruling::default();
        ruling.add("theme dark", true);
        ruling.add("mark-read never", false);
        pair.act(LaterAction::Rule(ruling.clone()));
        let mut begun = Preferences::from_text(&ruling.over(""));
        ruling.force_preferences(&mut begun);
        pair.act(LaterAction::Prefer(Box::new(begun)));
        pair.run_for(6_000);
        let first = told(&pair).clone();
        assert_eq!(first.preferences.look.theme, Theme::Dark);
        assert_eq!(first.preferences.mark_read, MarkRead::Never);
        assert!(!pair.said.contains("SETMETADATA") && !pair.said.contains("theme dark"));
        let mut other = first;
        other.preferences.look.theme = Theme::Light;
        other.preferences.mark_read = MarkRead::AtOnce;
        pair.act(LaterAction::KeepSettings(Box::new(other)));
        // It is taken back at once.
        assert_eq!(told(&pair).preferences.look.theme, Theme::Dark);
        pair.run_for(6_000);
        let mut next = Pair::with_server(pair.server);
        next.log_in("INBOX", None);
        next.act(LaterAction::Rule(ruling));
        next.run_for(6_000);
        let there = &told(&next).preferences;
        assert_eq!(there.look.theme, Theme::Dark, "{profile:?}");
        assert_eq!(there.mark_read, MarkRead::AtOnce, "{profile:?}");
    }
}

#[test]
fn who_has_set_nothing_is_welcomed_until_something_is_set() {
    for profile in [Profile::Full, Profile::Courier] {
        let mut pair = Pair::at_inbox(profile, 3);
        pair.run_for(6_000);
        assert_eq!(welcomes(&pair), 1, "{profile:?}");
        pair.run_for(100_000);
        assert_eq!(welcomes(&pair), 1);
        let mut settings = told(&pair).clone();
        settings.is_welcomed = true;
        pair.act(LaterAction::KeepSettings(Box::new(settings)));
        pair.run_for(6_000);
        let mut pair = Pair::with_server(pair.server);
        pair.log_in("INBOX", None);
        pair.run_for(6_000);
        assert_eq!(welcomes(&pair), 0, "{profile:?}");
        assert!(told(&pair).is_welcomed);
    }
}
