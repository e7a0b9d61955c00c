//! What the person has set follows them, and nothing of it is lost.

use demo_server::{Profile, Server};
use laboratory::model::PROFILES;
use laboratory::{Pair, USER};
use mail_engine::{
    Action, Change, LaterAction, LaterChange, MarkRead, Preferences, Settings, SettingsState,
};
use mail_model::{Address, Identity, IdentityId, Phrase, Template, TemplateId};

/// What was told last.
fn told(pair: &Pair) -> &Settings {
    let told = pair.page.facts.iter().rev().find_map(|fact| match fact {
        Change::Later(LaterChange::Settings(settings)) => Some(&**settings),
        _ => None,
    });
    told.expect("no settings were told")
}

fn state(pair: &Pair) -> Option<&SettingsState> {
    pair.page.facts.iter().rev().find_map(|fact| match fact {
        Change::Later(LaterChange::SettingsState(state)) => Some(state),
        _ => None,
    })
}

/// As a page does: what was told last, changed, is kept.
fn set(pair: &mut Pair, change: impl FnOnce(&mut Settings)) {
    let mut settings = told(pair).clone();
    change(&mut settings);
    let kept = Box::new(settings);
    pair.page
        .facts
        .push(Change::Later(LaterChange::Settings(kept.clone())));
    pair.act(LaterAction::KeepSettings(kept));
}

fn identity(number: u32) -> Identity {
    Identity {
        id: IdentityId(number),
        from: Address {
            name: "Robin Grün".to_owned(),
            address: format!("robin{number}@example.org"),
        },
        reply_to: Vec::new(),
        bcc: Vec::new(),
        signature: Phrase::Html("<p>Grüße,<br>Robin</p>".to_owned()),
    }
}

fn template(number: u32) -> Template {
    Template {
        id: TemplateId(number),
        name: format!("Template {number}"),
        subject: String::new(),
        body: Phrase::Text("Dear {name},\n\nthank you.\n".to_owned()),
    }
}

/// The same account on another machine.
fn next(pair: Pair) -> Pair {
    let mut pair = Pair::with_server(pair.server);
    pair.log_in("INBOX", None);
    pair.run_for(6_000);
    pair
}

fn begun(profile: Profile) -> Pair {
    let mut pair = Pair::at_inbox(profile, 3);
    pair.act(LaterAction::OwnDomains(vec!["demo.example".to_owned()]));
    pair.run_for(6_000);
    pair
}

/// How many messages of settings there are.
fn copies(pair: &Pair) -> usize {
    ["Porthole Settings", "INBOX.Porthole Settings"]
        .iter()
        .map(|mailbox| pair.server.messages(USER, mailbox).len())
        .sum()
}

#[test]
fn an_account_without_settings_has_somebody_to_write_as_and_stays_as_it_is() {
    for profile in PROFILES {
        let mut server = Server::empty(profile);
        server.fill(USER, "INBOX", 0, laboratory::START);
        let mut pair = Pair::with_server(server);
        pair.log_in("INBOX", None);
        pair.act(LaterAction::OwnDomains(vec!["demo.example".to_owned()]));
        pair.run_for(6_000);
        let identity = told(&pair).usual_identity().expect("nobody to write as");
        assert_eq!(identity.from.address, "robin@demo.example", "{profile:?}");
        pair.act(LaterAction::OwnDomains(vec!["other.example".to_owned()]));
        let identity = told(&pair).usual_identity().expect("nobody to write as");
        assert_eq!(identity.from.address, "robin@other.example");
        pair.run_for(60_000);
        assert_eq!((copies(&pair), state(&pair)), (0, None), "{profile:?}");
        assert!(!pair.said.contains("SETMETADATA"), "{}", pair.said);
    }
}

#[test]
fn an_identity_that_is_added_stands_beside_the_one_that_nobody_has_set() {
    for profile in PROFILES {
        let mut pair = begun(profile);
        let first = told(&pair).identities.clone();
        // Something else is on its way, too.
        set(&mut pair, |settings| {
            settings.preferences.mark_read = MarkRead::Never;
        });
        set(&mut pair, |settings| settings.identities.push(identity(2)));
        let all = [first, vec![identity(2)]].concat();
        pair.run_for(20_000);
        assert_eq!(told(&pair).identities, all, "{profile:?}");
        pair = next(pair);
        assert_eq!(told(&pair).identities, all, "{profile:?}");
        assert_eq!(told(&pair).usual_identity(), all.first(), "{profile:?}");
        set(&mut pair, |settings| settings.identities.truncate(1));
        pair.run_for(20_000);
        assert_eq!(told(&next(pair)).identities, all[..1], "{profile:?}");
    }
}

#[test]
fn what_was_set_is_there_on_the_next_machine_on_every_server() {
    for profile in PROFILES {
        let mut pair = begun(profile);
        set(&mut pair, |settings| {
            settings.identities = vec![identity(1), identity(2)];
            settings.default_identity = Some(IdentityId(2));
        });
        assert_eq!(state(&pair), Some(&SettingsState::Keeping));
        pair.run_for(8_000);
        assert_eq!(state(&pair), Some(&SettingsState::Kept), "{profile:?}");
        set(&mut pair, |settings| settings.templates.push(template(1)));
        set(&mut pair, |settings| settings.writing.undo_seconds = 30);
        pair.run_for(8_000);
        assert_eq!(state(&pair), Some(&SettingsState::Kept), "{profile:?}");
        let kept = told(&pair).clone();
        let has_annotations = pair.said.contains("SETMETADATA");
        assert_eq!(copies(&pair), usize::from(!has_annotations), "{profile:?}");
        let shown = pair.page.mailboxes.iter();
        let names: Vec<_> = shown.map(|entry| entry.mailbox.name.as_str()).collect();
        assert!(
            !names.iter().any(|name| name.contains("Settings")),
            "{names:?}"
        );
        let pair = next(pair);
        assert_eq!(*told(&pair), kept, "{profile:?}");
        assert_eq!(pair.page.notices, []);
    }
}

#[test]
fn what_a_browser_kept_so_far_the_account_keeps_once() {
    for profile in [Profile::Full, Profile::Bare] {
        let mut local = Preferences::default();
        local.mark_read = MarkRead::Never;
        let mut pair = Pair::with_server(Pair::at_inbox(profile, 3).server);
        pair.log_in("INBOX", None);
        pair.act(LaterAction::Prefer(Box::new(local.clone())));
        pair.run_for(8_000);
        let mut pair = next(pair);
        assert_eq!(told(&pair).preferences, local);
        set(&mut pair, |settings| {
            settings.preferences.mark_read = MarkRead::AtOnce;
        });
        pair.run_for(8_000);
        // What an old browser kept says no more then.
        let mut pair = Pair::with_server(pair.server);
        pair.log_in("INBOX", None);
        pair.act(LaterAction::Prefer(Box::new(local)));
        pair.run_for(8_000);
        assert_eq!(told(&pair).preferences.mark_read, MarkRead::AtOnce);
    }
}

#[test]
fn what_another_machine_has_set_is_heard_of() {
    for profile in [
        Profile::Full,
        Profile::Full.without("METADATA").without("METADATA-SERVER"),
    ] {
        let mut pair = begun(profile);
        set(&mut pair, |settings| settings.templates.push(template(1)));
        pair.run_for(8_000);
        let mut other = next(pair);
        set(&mut other, |settings| settings.templates.push(template(2)));
        other.run_for(8_000);
        set(&mut other, |settings| {
            settings.templates.remove(0).id = TemplateId(9);
        });
        other.run_for(8_000);
        let names: Vec<_> = told(&other).templates.iter().map(|t| t.id.0).collect();
        assert_eq!(names, [2]);
    }
}

#[test]
fn a_change_that_is_taken_back_while_it_is_written_stays_taken_back() {
    for profile in [Profile::Full, Profile::Bare] {
        for wait in (0..3_000).step_by(50) {
            let mut pair = begun(profile);
            set(&mut pair, |settings| settings.writing.undo_seconds = 30);
            pair.run_for(wait);
            set(&mut pair, |settings| settings.writing.undo_seconds = 5);
            pair.run_for(8_000);
            let pair = next(pair);
            assert_eq!(told(&pair).writing.undo_seconds, 5, "after {wait}");
        }
    }
}

#[test]
fn wherever_the_line_is_cut_settings_are_kept_once() {
    for profile in [
        Profile::Full,
        Profile::Bare,
        Profile::Dovecot,
        Profile::Courier,
    ] {
        for octets in (1..2_500).step_by(37) {
            let mut pair = begun(profile);
            set(&mut pair, |settings| {
                settings.identities = vec![identity(1)];
            });
            pair.cut_after = Some(octets);
            pair.run_for(120_000);
            assert_eq!(state(&pair), Some(&SettingsState::Kept), "{octets}");
            assert!(copies(&pair) <= 1, "{octets}");
            let kept = told(&pair).clone();
            let pair = next(pair);
            assert_eq!(told(&pair).identities, kept.identities, "{octets}");
        }
    }
}

#[test]
fn a_refusal_is_told_and_tried_again_by_itself() {
    let profile = Profile::Bare;
    for (verb, words) in [
        ("CREATE", "NO [NOPERM] Not here"),
        ("APPEND", "NO [OVERQUOTA] Full"),
    ] {
        let mut pair = begun(profile);
        pair.server.refuse_next(verb, words);
        set(&mut pair, |settings| settings.templates.push(template(1)));
        pair.run_for(8_000);
        assert!(
            matches!(state(&pair), Some(SettingsState::Refused(_))),
            "{verb} {:?}",
            state(&pair)
        );
        assert_eq!(told(&pair).templates.len(), 1);
        pair.run_for(120_000);
        assert_eq!(state(&pair), Some(&SettingsState::Kept), "{verb}");
        assert_eq!(copies(&pair), 1);
        assert_eq!(told(&next(pair)).templates.len(), 1);
    }
}

#[test]
fn what_an_annotation_does_not_hold_a_message_does() {
    let mut pair = begun(Profile::Full);
    pair.server
        .refuse_next("SETMETADATA", "NO [METADATA MAXSIZE 1024] Too long");
    set(&mut pair, |settings| settings.templates.push(template(1)));
    pair.run_for(8_000);
    assert_eq!(state(&pair), Some(&SettingsState::Kept));
    assert_eq!(copies(&pair), 1);
    let pair = next(pair);
    assert_eq!(told(&pair).templates.len(), 1);
}

#[test]
fn more_than_can_be_kept_is_refused_and_changes_nothing() {
    let mut pair = begun(Profile::Full);
    let before = told(&pair).clone();
    set(&mut pair, |settings| {
        let mut endless = template(1);
        endless.body = Phrase::Text("x".repeat(2 * 1024 * 1024));
        settings.templates.push(endless);
    });
    assert!(matches!(state(&pair), Some(SettingsState::Refused(_))));
    assert_eq!(*told(&pair), before);
}

#[test]
fn messages_of_two_machines_become_one_that_says_what_both_say() {
    let profile = Profile::Bare;
    let mut pair = begun(profile);
    set(&mut pair, |settings| settings.templates.push(template(1)));
    pair.run_for(8_000);
    let mailbox = "Porthole Settings";
    let (first, _) = pair.server.messages(USER, mailbox)[0];
    let first = pair.server.message(USER, mailbox, first).unwrap();
    let text = String::from_utf8(first).unwrap();
    let other = text.replace("template 1 ", "template 2 ") + "of another version\r\n";
    pair.deliver_raw(mailbox, other.as_bytes());
    pair.deliver_raw(
        mailbox,
        b"Subject: Mail\r\n\r\nThat somebody put there.\r\n",
    );
    let mut pair = next(pair);
    let names: Vec<_> = told(&pair).templates.iter().map(|t| t.id.0).collect();
    assert_eq!(names, [1, 2]);
    // One of settings, and the other, which is nobody's business.
    assert_eq!(copies(&pair), 2);
    set(&mut pair, |settings| settings.templates.clear());
    pair.run_for(8_000);
    assert_eq!(copies(&pair), 2);
    let (last, _) = pair.server.messages(USER, mailbox).pop().unwrap();
    let last = pair.server.message(USER, mailbox, last).unwrap();
    assert!(
        String::from_utf8(last)
            .unwrap()
            .contains("of another version\r\n")
    );
}

/// Two machines at once, each with connections of its own to one server, which
/// goes from hand to hand.
fn run_both(mine: &mut Pair, other: &mut Pair, milliseconds: i64) {
    for _ in 0..milliseconds / 10 {
        mine.run_for(10);
        core::mem::swap(&mut mine.server, &mut other.server);
        other.run_for(10);
        core::mem::swap(&mut mine.server, &mut other.server);
    }
}

/// A machine, and another with the same account.
fn two(profile: Profile) -> (Pair, Pair) {
    let mut mine = begun(profile);
    let mut other = Pair::with_server(Server::empty(profile));
    core::mem::swap(&mut mine.server, &mut other.server);
    other.now = mine.now;
    other.log_in("INBOX", None);
    other.run_for(6_000);
    core::mem::swap(&mut mine.server, &mut other.server);
    mine.now = other.now;
    (mine, other)
}

/// Both have what both wrote, and so has whoever comes next.
fn both_have(mut mine: Pair, mut other: Pair, ids: &[u32], words: &str) {
    run_both(&mut mine, &mut other, 12_000);
    for pair in [&mine, &other] {
        assert_eq!(state(pair), Some(&SettingsState::Kept), "{words}");
    }
    assert!(copies(&mine) <= 1, "{words}");
    let next = next(mine);
    let mut told: Vec<_> = told(&next).templates.iter().map(|t| t.id.0).collect();
    told.sort_unstable();
    assert_eq!(told, ids, "{words}");
}

#[test]
fn two_machines_that_write_at_once_both_have_what_both_wrote() {
    for profile in PROFILES {
        for lag in [
            0, 20, 50, 70, 100, 130, 160, 200, 300, 400, 500, 700, 1_000, 1_500,
        ] {
            let (mut mine, mut other) = two(profile);
            set(&mut mine, |settings| settings.templates.push(template(1)));
            run_both(&mut mine, &mut other, lag);
            core::mem::swap(&mut mine.server, &mut other.server);
            set(&mut other, |settings| settings.templates.push(template(2)));
            core::mem::swap(&mut mine.server, &mut other.server);
            both_have(mine, other, &[1, 2], &format!("{profile:?} {lag}"));
        }
    }
}

/// What one has written and read again may be followed by what the other began to
/// write before: that does not say that anything was removed.
#[test]
fn two_machines_that_write_in_turn_both_have_what_both_wrote() {
    for profile in [Profile::Bare, Profile::Dovecot] {
        for lags in (0..8 * 8).map(|lags| [lags / 8, lags % 8]) {
            let (mut mine, mut other) = two(profile);
            set(&mut mine, |settings| settings.templates.push(template(1)));
            run_both(&mut mine, &mut other, 8_000);
            for (lag, number) in [0, lags[0], lags[1]].into_iter().zip(2..) {
                run_both(&mut mine, &mut other, 900 + 40 * lag);
                core::mem::swap(&mut mine.server, &mut other.server);
                core::mem::swap(&mut mine, &mut other);
                set(&mut mine, |settings| {
                    settings.templates.push(template(number));
                });
                mine.act(LaterAction::LookAtSettings);
            }
            both_have(mine, other, &[1, 2, 3, 4], &format!("{profile:?} {lags:?}"));
        }
    }
}

/// Another machine may have read the settings, and write them only after this one has
/// changed them: what it leaves out it never saw. What it has read and leaves out is
/// removed.
#[test]
fn what_another_machine_had_not_read_it_does_not_remove() {
    for (has_read_second, expected) in [(false, &[1, 2, 3][..]), (true, &[1, 3])] {
        let mut pair = begun(Profile::Bare);
        let mailbox = "Porthole Settings";
        let mut messages = Vec::new();
        for number in [1, 2] {
            set(&mut pair, |settings| {
                settings.templates.push(template(number));
            });
            pair.run_for(8_000);
            let (uid, _) = pair.server.messages(USER, mailbox)[0];
            let message = pair.server.message(USER, mailbox, uid).unwrap();
            messages.push(String::from_utf8(message).unwrap());
        }
        let read = messages[usize::from(has_read_second)].lines();
        let id = read.filter_map(|line| line.strip_prefix("Message-ID: "));
        let id = id.collect::<String>();
        let other = messages[0].replace(
            "Message-ID: <",
            &format!("X-Porthole-After: {id}\r\nMessage-ID: <other"),
        );
        let other = other + "template 3 name Another\r\n";
        pair.deliver_raw(mailbox, other.as_bytes());
        pair.act(LaterAction::LookAtSettings);
        pair.run_for(8_000);
        let ids = |pair: &Pair| {
            let mut ids: Vec<_> = told(pair).templates.iter().map(|t| t.id.0).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(ids(&pair), expected);
        assert_eq!(copies(&pair), 1);
        assert_eq!(ids(&next(pair)), expected);
    }
}

/// A tab that looks at what another one wrote may be about to read a message that
/// the other removes: what it says is in a newer one by then.
#[test]
fn a_message_that_another_machine_removes_while_it_is_read_is_looked_past_at_once() {
    let mailbox = "Porthole Settings";
    let mut gone = 0;
    for profile in [Profile::Bare, Profile::Dovecot] {
        for wait in (0..250).step_by(5) {
            let mut pair = begun(profile);
            set(&mut pair, |settings| settings.templates.push(template(1)));
            pair.run_for(8_000);
            let (first, _) = pair.server.messages(USER, mailbox)[0];
            let first = pair.server.message(USER, mailbox, first).unwrap();
            let text = String::from_utf8(first).unwrap();
            let other = text.clone() + "template 2 name Other\r\n";
            let uid = pair.deliver_raw(mailbox, other.as_bytes());
            // Changed here, too, so that a refusal would be told.
            set(&mut pair, |settings| settings.templates.push(template(3)));
            let said = pair.said.len();
            while !pair.said[said..].contains("SEARCH") {
                pair.run_for(1);
            }
            pair.run_for(wait);
            let is_asked = pair.said[said..].contains("BODY.PEEK[]");
            pair.deliver_raw(mailbox, other.as_bytes());
            assert!(pair.server.expunge(USER, mailbox, uid, pair.now));
            pair.hear_server();
            gone += usize::from(!is_asked);
            let begin = pair.page.facts.len();
            pair.run_for(8_000);
            let is_refused = pair.page.facts[begin..].iter().any(|fact| {
                let state = SettingsState::Kept;
                matches!(fact, Change::Later(LaterChange::SettingsState(told)) if *told != state && *told != SettingsState::Keeping)
            });
            assert!(!is_refused, "{profile:?} {wait}: {:?}", state(&pair));
            assert_eq!(
                state(&pair),
                Some(&SettingsState::Kept),
                "{profile:?} {wait}"
            );
            let mut ids: Vec<_> = told(&pair).templates.iter().map(|t| t.id.0).collect();
            ids.sort_unstable();
            assert_eq!(ids, [1, 2, 3], "{profile:?} {wait}");
        }
    }
    assert!(
        gone > 5,
        "it was removed before it was asked for {gone} times"
    );
}

#[test]
fn what_passes_by_itself_is_tried_again_before_anybody_is_told() {
    for (verb, words) in [
        // Another machine made it, and the server has no code for that.
        ("CREATE", "NO Mailbox exists"),
        ("APPEND", "NO [INUSE] Locked"),
        ("APPEND", "NO [TRYCREATE] Gone"),
    ] {
        let mut pair = begun(Profile::Bare);
        pair.server.refuse_next(verb, words);
        set(&mut pair, |settings| settings.templates.push(template(1)));
        pair.run_for(5_000);
        assert_eq!(state(&pair), Some(&SettingsState::Kept), "{verb} {words}");
        assert_eq!(copies(&pair), 1, "{verb} {words}");
    }
    // Where it does not pass, it is told, and tried again later.
    let mut pair = begun(Profile::Bare);
    for _ in 0..4 {
        pair.server.refuse_next("CREATE", "NO Not today");
    }
    set(&mut pair, |settings| settings.templates.push(template(1)));
    pair.run_for(12_000);
    let told = state(&pair);
    assert!(matches!(told, Some(SettingsState::Refused(_))), "{told:?}");
    pair.run_for(120_000);
    assert_eq!(state(&pair), Some(&SettingsState::Kept));
}

/// How many records the browser keeps.
fn records(pair: &Pair) -> usize {
    let stores = pair.records.values();
    stores.map(std::collections::BTreeMap::len).sum()
}

#[test]
fn what_was_set_a_moment_before_the_tab_was_lost_is_in_the_account_all_the_same() {
    for profile in PROFILES {
        let mut pair = begun(profile);
        set(&mut pair, |all| all.templates.push(template(1)));
        pair.run_for(10);
        assert_eq!(records(&pair), 1, "{profile:?}");
        pair.reload("INBOX", None);
        pair.run_for(10_000);
        assert_eq!(told(&pair).templates, [template(1)], "{profile:?}");
        assert_eq!(records(&pair), 0, "{profile:?}");
        let pair = next(pair);
        assert_eq!(told(&pair).templates, [template(1)], "{profile:?}");
    }
}

#[test]
fn what_a_lost_tab_had_set_is_merged_with_what_was_set_since() {
    let mut pair = begun(Profile::Full);
    set(&mut pair, |all| all.templates.push(template(1)));
    pair.run_for(10);
    let records = pair.records.clone();
    pair.records.clear();
    let mut pair = next(pair);
    set(&mut pair, |all| all.writing.undo_seconds = 40);
    pair.run_for(10_000);
    let mut lost = Pair::with_server(pair.server);
    lost.records = records;
    lost.log_in("INBOX", None);
    lost.run_for(10_000);
    let pair = next(lost);
    assert_eq!(told(&pair).templates, [template(1)]);
    assert_eq!(told(&pair).writing.undo_seconds, 40);
}

#[test]
fn a_logout_waits_until_the_account_has_what_was_set() {
    let mut pair = begun(Profile::Full);
    set(&mut pair, |all| all.templates.push(template(1)));
    pair.act(Action::Logout);
    pair.run_for(8_000);
    assert!(!pair.page.is_online());
    assert_eq!(records(&pair), 0);
    let pair = next(pair);
    assert_eq!(told(&pair).templates, [template(1)]);
}

/// The page has heard all that it was told.
fn hear(pair: &mut Pair) {
    for _ in 0..8 {
        pair.act(LaterAction::SettingsHeard);
    }
}

#[test]
fn what_is_set_here_while_the_page_is_told_of_what_is_set_elsewhere_is_shown_with_it() {
    let (mut mine, mut other) = two(Profile::Dovecot);
    hear(&mut mine);
    let shown = told(&mine).clone();
    // Another machine sets something, which is on its way to the page ...
    core::mem::swap(&mut mine.server, &mut other.server);
    set(&mut other, |settings| settings.identities.push(identity(7)));
    core::mem::swap(&mut mine.server, &mut other.server);
    run_both(&mut mine, &mut other, 8_000);
    mine.act(LaterAction::LookAtSettings);
    run_both(&mut mine, &mut other, 4_000);
    let has_theirs = |settings: &Settings| {
        settings
            .identities
            .iter()
            .any(|one| one.id == IdentityId(7))
    };
    assert!(has_theirs(told(&mine)));
    // ... where somebody changes what it showed before, twice.
    let mut ours = shown;
    ours.preferences.mark_read = MarkRead::Never;
    mine.act(LaterAction::KeepSettings(Box::new(ours.clone())));
    ours.templates.push(template(3));
    mine.act(LaterAction::KeepSettings(Box::new(ours)));
    let has_both = |settings: &Settings| {
        has_theirs(settings)
            && settings.preferences.mark_read == MarkRead::Never
            && settings.templates.len() == 1
    };
    assert!(has_both(told(&mine)), "{:?}", told(&mine));
    // What it has heard is what it changes next, removals too.
    hear(&mut mine);
    set(&mut mine, |settings| settings.templates.clear());
    run_both(&mut mine, &mut other, 12_000);
    let there = next(mine);
    assert!(has_theirs(told(&there)) && told(&there).templates.is_empty());
}
