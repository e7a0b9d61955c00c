//! Drafts are kept, whatever happens: never two of one on the server, never none
//! of what was written.

use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::{Pair, USER};
use mail_engine::{Action, ComposeFrom, Draft, DraftId, DraftState, Input, LaterAction};
use mail_model::{
    Address, Composed, Flag, Flags, Letter, LetterContent, MailboxName, MessageRef, ProblemKind,
    Uid,
};

pub(crate) const ID: DraftId = DraftId(7);

pub(crate) fn address(address: &str) -> Address {
    Address {
        name: String::new(),
        address: address.to_owned(),
    }
}

/// A draft that says this.
pub(crate) fn draft(id: DraftId, text: &str) -> Draft {
    Draft {
        id,
        letter: Letter {
            from: address("robin@example.org"),
            to: vec![address("robin@demo.example")],
            bcc: vec![address("blind@demo.example")],
            subject: format!("Draft {}", id.0),
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

pub(crate) fn write(pair: &mut Pair, text: &str) {
    pair.act(LaterAction::KeepDraft(Box::new(draft(ID, text))));
}

pub(crate) fn save(pair: &mut Pair) {
    pair.act(LaterAction::SaveDraft(ID));
    pair.run_for(3_000);
}

/// What the messages of the mailbox for drafts say, and their flags.
pub(crate) fn saved(pair: &Pair) -> Vec<(Uid, String, Flags)> {
    let messages = pair.server.messages(USER, "Drafts").into_iter();
    messages
        .map(|(uid, flags)| {
            let message = pair.server.message(USER, "Drafts", uid).unwrap();
            (uid, String::from_utf8(message).unwrap(), flags)
        })
        .collect()
}

fn last(pair: &Pair) -> &DraftState {
    pair.page.drafts[&ID].last().unwrap()
}

/// How many records the browser keeps.
pub(crate) fn kept(pair: &Pair) -> usize {
    pair.records
        .values()
        .map(std::collections::BTreeMap::len)
        .sum()
}

fn compose(pair: &mut Pair, id: DraftId, from: ComposeFrom) {
    let words = Box::default();
    pair.act(LaterAction::Compose {
        draft: id,
        from,
        words,
    });
    pair.run_for(100);
}

#[test]
fn a_draft_saved_five_times_is_one_draft_on_every_server() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 2);
        for text in ["one", "two", "three", "four", "five"] {
            write(&mut pair, text);
            assert_eq!(*last(&pair), DraftState::Local);
            save(&mut pair);
            assert!(
                matches!(last(&pair), DraftState::Saved(_)),
                "{profile:?} {text}: {:?}",
                pair.page.drafts
            );
            let saved = saved(&pair);
            assert_eq!(saved.len(), 1, "{profile:?} {text}");
            let (_, message, flags) = &saved[0];
            assert!(message.contains(text), "{message}");
            assert!(message.contains("Bcc: blind@demo.example"), "{message}");
            assert!(flags.is_seen() && flags.contains(&Flag::Draft));
        }
        assert_eq!(kept(&pair), 1);
        pair.act(LaterAction::CloseDraft(ID));
        pair.run_for(1_000);
        assert_eq!((saved(&pair).len(), kept(&pair)), (1, 0), "{profile:?}");
    }
}

#[test]
fn it_is_kept_in_the_browser_at_once_and_on_the_server_when_one_pauses() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    for seconds in 0..50 {
        write(&mut pair, &format!("word {seconds}"));
        pair.run_for(1_000);
        assert_eq!(kept(&pair), 1);
    }
    assert_eq!(saved(&pair).len(), 0);
    for seconds in 50..65 {
        write(&mut pair, &format!("word {seconds}"));
        pair.run_for(1_000);
    }
    // A minute of typing is the most that it waits.
    assert_eq!(saved(&pair).len(), 1);
    pair.run_for(15_000);
    let saved = saved(&pair);
    assert_eq!(saved.len(), 1);
    assert!(saved[0].1.contains("word 64"), "{}", saved[0].1);
}

#[test]
fn where_there_is_no_mailbox_for_drafts_it_is_made() {
    let mut server = demo_server::Server::empty(Profile::Full);
    server.fill(USER, "INBOX", 1, laboratory::START);
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    write(&mut pair, "text");
    save(&mut pair);
    assert_eq!(saved(&pair).len(), 1);
    write(&mut pair, "more text");
    save(&mut pair);
    assert_eq!(saved(&pair).len(), 1);
}

#[test]
fn what_the_server_refuses_is_kept_here_and_tried_again() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("APPEND", "NO [OVERQUOTA] Full");
    write(&mut pair, "text");
    save(&mut pair);
    let DraftState::Refused(problem) = last(&pair) else {
        panic!("{:?}", pair.page.drafts);
    };
    assert_eq!(problem.kind, ProblemKind::OverQuota);
    assert_eq!((saved(&pair).len(), kept(&pair)), (0, 1));
    pair.run_for(60_000);
    assert!(matches!(last(&pair), DraftState::Saved(_)));
    assert_eq!(saved(&pair).len(), 1);
}

#[test]
fn after_a_crash_it_is_there_and_saved_by_itself() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "unsaved");
    pair.run_for(10);
    pair.reload("INBOX", None);
    pair.run_for(3_000);
    assert_eq!(pair.page.kept_drafts.len(), 1);
    assert_eq!(pair.page.kept_drafts[0].subject, "Draft 7");
    assert_eq!(saved(&pair).len(), 1);
    compose(&mut pair, ID, ComposeFrom::Kept);
    assert_eq!(pair.page.composing, [draft(ID, "unsaved")]);
    write(&mut pair, "and more");
    save(&mut pair);
    let saved = saved(&pair);
    assert_eq!(saved.len(), 1);
    assert!(saved[0].1.contains("and more"));
}

#[test]
fn a_page_that_writes_on_when_its_worker_has_died_has_one_draft() {
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        for after in [0, 10, 100, 300, 1_000, 3_000] {
            let mut pair = Pair::at_inbox(profile, 1);
            write(&mut pair, "first");
            save(&mut pair);
            assert_eq!(saved(&pair).len(), 1);
            write(&mut pair, "second");
            pair.run_for(10);
            // The page is still there, and tells the next worker of what it shows.
            pair.reload("INBOX", None);
            pair.run_for(after);
            write(&mut pair, "third");
            pair.run_for(2_000);
            assert_eq!(kept(&pair), 1, "{profile:?} {after}");
            save(&mut pair);
            pair.run_for(10_000);
            let saved = saved(&pair);
            assert_eq!(saved.len(), 1, "{profile:?} {after}: {saved:?}");
            assert!(saved[0].1.contains("third"), "{profile:?} {after}");
        }
    }
}

#[test]
fn what_goes_to_another_window_at_once_is_kept_for_it_before_it_goes() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.reload("INBOX", None);
    // Nothing is known yet of what the browser keeps.
    write(&mut pair, "first words");
    let parted = Box::new(draft(ID, "first words"));
    pair.act(LaterAction::PartDraft(parted));
    pair.run_for(5_000);
    assert_eq!(kept(&pair), 1);
}

#[test]
fn what_the_browser_lost_in_a_crash_is_what_it_had_not_kept() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "first");
    pair.run_for(10);
    write(&mut pair, "second");
    pair.reload("INBOX", None);
    compose(&mut pair, ID, ComposeFrom::Kept);
    assert_eq!(pair.page.composing, [draft(ID, "first")]);
    compose(&mut pair, DraftId(8), ComposeFrom::Kept);
    // Another window might be about to let go of it.
    assert!(pair.page.compose_failed.is_empty());
    pair.run_for(20_000);
    assert_eq!(pair.page.compose_failed.len(), 1);
}

#[test]
fn a_draft_that_another_window_goes_on_with_is_let_go_of_when_nothing_is_done_for_it() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "first");
    save(&mut pair);
    write(&mut pair, "second");
    pair.act(LaterAction::SaveDraft(ID));
    pair.act(LaterAction::PartDraft(Box::new(draft(ID, "second"))));
    pair.run_for(3_000);
    // Whoever takes it over finds it as it was kept last, and goes on.
    compose(&mut pair, ID, ComposeFrom::Kept);
    pair.run_for(2_000);
    assert_eq!(pair.page.composing, [draft(ID, "second")]);
    assert_eq!(kept(&pair), 1);
    write(&mut pair, "third");
    save(&mut pair);
    let saved = saved(&pair);
    assert_eq!(saved.len(), 1);
    assert!(saved[0].1.contains("third"), "{}", saved[0].1);
}

#[test]
fn a_window_of_its_own_in_which_nobody_writes_leaves_no_draft() {
    let began = draft(ID, "On Monday you wrote:");
    // Closed by its button, saved, written at, or closed by the browser.
    for ending in ["closed", "saved", "written", "gone"] {
        let mut pair = Pair::at_inbox(Profile::Full, 1);
        pair.act(LaterAction::PartDraft(Box::new(began.clone())));
        pair.run_for(100);
        pair.reload("INBOX", None);
        assert!(pair.page.kept_drafts.is_empty());
        if ending == "gone" {
            // It may still be on its way into its window.
            assert_eq!(kept(&pair), 1);
            pair.run_for(3_700_000);
            assert_eq!((saved(&pair).len(), kept(&pair)), (0, 0));
            assert!(pair.page.kept_drafts.is_empty());
            continue;
        }
        compose(&mut pair, ID, ComposeFrom::Kept);
        pair.run_for(90_000);
        assert_eq!(pair.page.composing, std::slice::from_ref(&began));
        assert_eq!((saved(&pair).len(), kept(&pair)), (0, 1), "{ending}");
        match ending {
            "closed" => pair.act(LaterAction::DiscardDraft(ID)),
            "saved" => pair.act(LaterAction::SaveDraft(ID)),
            _ => write(&mut pair, "I write"),
        }
        pair.run_for(30_000);
        let left = usize::from(ending != "closed");
        assert_eq!((saved(&pair).len(), kept(&pair)), (left, left), "{ending}");
    }
}

#[test]
fn a_draft_of_another_living_tab_is_not_offered() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "theirs");
    pair.run_for(10);
    let store = pair.records.values().next().unwrap();
    pair.held_elsewhere = store.keys().cloned().collect();
    pair.reload("INBOX", None);
    pair.run_for(3_000);
    assert!(pair.page.kept_drafts.is_empty());
    assert_eq!((saved(&pair).len(), kept(&pair)), (0, 1));
    // It is once that tab has gone.
    pair.held_elsewhere.clear();
    pair.run_for(61_000);
    assert_eq!(pair.page.kept_drafts.len(), 1);
    assert_eq!(saved(&pair).len(), 1);
}

#[test]
fn what_is_thrown_away_is_gone_from_both_places() {
    for profile in PROFILES {
        for is_saved in [false, true] {
            let mut pair = Pair::at_inbox(profile, 1);
            write(&mut pair, "text");
            if is_saved {
                save(&mut pair);
            }
            pair.act(LaterAction::DiscardDraft(ID));
            pair.run_for(5_000);
            assert_eq!((saved(&pair).len(), kept(&pair)), (0, 0), "{profile:?}");
        }
    }
}

#[test]
fn it_is_thrown_away_also_if_the_tab_is_killed_meanwhile() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "text");
    save(&mut pair);
    pair.act(LaterAction::DiscardDraft(ID));
    pair.run_for(10);
    pair.reload("INBOX", None);
    pair.run_for(5_000);
    assert!(pair.page.kept_drafts.is_empty());
    assert_eq!((saved(&pair).len(), kept(&pair)), (0, 0));
}

#[test]
fn what_somebody_else_made_of_it_stays_beside_it() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 1);
        write(&mut pair, "mine");
        save(&mut pair);
        let (uid, message, flags) = saved(&pair).remove(0);
        let theirs = message.replace("mine", "theirs, and longer");
        assert!(pair.server.expunge(USER, "Drafts", uid, pair.now));
        let now = pair.now;
        pair.server
            .deliver(USER, "Drafts", theirs.as_bytes(), &flags, now);
        pair.hear_server();
        write(&mut pair, "mine, changed");
        save(&mut pair);
        assert_eq!(*last(&pair), DraftState::ChangedElsewhere, "{profile:?}");
        let texts: Vec<String> = saved(&pair).into_iter().map(|(_, text, _)| text).collect();
        assert_eq!(texts.len(), 2, "{profile:?}");
        assert!(texts[0].contains("theirs, and longer"));
        assert!(texts[1].contains("mine, changed"));
        // From here on it is one of two.
        write(&mut pair, "mine, changed again");
        save(&mut pair);
        assert!(matches!(last(&pair), DraftState::Saved(_)));
        assert_eq!(saved(&pair).len(), 2, "{profile:?}");
    }
}

#[test]
fn what_somebody_else_removed_is_there_again() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "text");
    save(&mut pair);
    let (uid, ..) = saved(&pair).remove(0);
    pair.server.expunge(USER, "Drafts", uid, pair.now);
    pair.hear_server();
    write(&mut pair, "more text");
    save(&mut pair);
    assert_eq!(*last(&pair), DraftState::ChangedElsewhere);
    assert_eq!(saved(&pair).len(), 1);
}

#[test]
fn a_draft_of_the_server_that_is_newer_here_is_opened_as_it_is_here() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "older");
    save(&mut pair);
    write(&mut pair, "newer");
    pair.run_for(10);
    let (uid, ..) = saved(&pair).remove(0);
    pair.reload("INBOX", None);
    pair.run_for(100);
    let message = MessageRef {
        mailbox: MailboxName::new("Drafts"),
        uid_validity: pair.server.uid_validity(USER, "Drafts").unwrap(),
        uid,
    };
    compose(&mut pair, DraftId(9), ComposeFrom::Draft(message));
    let LetterContent::Composed(composed) = &pair.page.composing[0].letter.content else {
        panic!("{:?}", pair.page.composing);
    };
    assert_eq!(composed.text, "newer");
}

#[test]
fn wherever_the_line_is_cut_there_is_one_draft() {
    for profile in [
        Profile::Full,
        Profile::Gmail,
        Profile::Bare,
        Profile::Courier,
    ] {
        for is_from_server in [false, true] {
            for octets in (1..2_000).step_by(61) {
                let mut pair = Pair::at_inbox(profile, 1);
                write(&mut pair, "one");
                save(&mut pair);
                write(&mut pair, "two two");
                match is_from_server {
                    true => pair.cut_after = Some(octets),
                    false => pair.cut_sending_after = Some(octets),
                }
                pair.act(LaterAction::SaveDraft(ID));
                pair.run_for(100_000);
                let saved = saved(&pair);
                assert_eq!(saved.len(), 1, "{profile:?} {octets}");
                assert!(saved[0].1.contains("two two"), "{profile:?} {octets}");
            }
        }
    }
}

#[test]
fn whenever_the_tab_is_killed_there_is_one_draft() {
    for profile in [Profile::Full, Profile::Bare] {
        for after in (0..1_200).step_by(17) {
            let mut pair = Pair::at_inbox(profile, 1);
            write(&mut pair, "one");
            pair.run_for(10);
            pair.act(LaterAction::SaveDraft(ID));
            pair.run_for(after);
            write(&mut pair, "two two");
            pair.run_for(10);
            pair.reload("INBOX", None);
            pair.run_for(60_000);
            let saved = saved(&pair);
            assert_eq!(saved.len(), 1, "{profile:?} {after}");
            assert!(saved[0].1.contains("two two"), "{profile:?} {after}");
        }
    }
}

#[test]
fn where_the_mailbox_is_made_anew_there_is_one_draft_all_the_same() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "one");
    save(&mut pair);
    let now = pair.now;
    let before = pair.server.uid_validity(USER, "Drafts").unwrap();
    pair.server.set_uid_validity(
        USER,
        "Drafts",
        mail_model::UidValidity(before.0.checked_add(1).unwrap()),
        now,
    );
    pair.hear_server();
    write(&mut pair, "two two");
    save(&mut pair);
    pair.run_for(60_000);
    assert_eq!(saved(&pair).len(), 1);
    assert!(saved(&pair)[0].1.contains("two two"));
}

// Logging out.

#[test]
fn a_logout_saves_first_and_leaves_nothing_in_the_browser() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    write(&mut pair, "text");
    pair.run_for(10);
    pair.act(Action::Logout);
    assert!(pair.page.is_online());
    pair.run_for(5_000);
    assert!(!pair.page.is_online());
    assert!(pair.page.would_lose.is_none());
    assert_eq!((saved(&pair).len(), kept(&pair)), (1, 0));
}

#[test]
fn a_logout_that_would_lose_something_asks_first() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("APPEND", "NO [OVERQUOTA] Full");
    write(&mut pair, "text");
    pair.run_for(10);
    pair.act(Action::Logout);
    pair.run_for(10_000);
    assert!(pair.page.is_online());
    let would_lose = pair.page.would_lose.take().unwrap();
    assert_eq!(would_lose.drafts.len(), 1);
    assert_eq!(kept(&pair), 1);
    pair.act(Action::LogoutAnyway);
    pair.run_for(1_000);
    assert!(!pair.page.is_online());
    assert_eq!(kept(&pair), 0);
}

#[test]
fn a_logout_in_another_tab_ends_this_session_and_loses_nothing() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("APPEND", "NO [OVERQUOTA] Full");
    write(&mut pair, "text");
    pair.run_for(10);
    pair.feed(Input::LeftElsewhere);
    pair.run_for(10_000);
    assert!(!pair.page.is_online());
    assert_eq!(kept(&pair), 1);
    pair.log_in("INBOX", None);
    pair.run_for(5_000);
    assert_eq!(pair.page.kept_drafts.len(), 1);
    assert_eq!(saved(&pair).len(), 1);
}

#[test]
fn what_was_typed_in_markdown_is_saved_as_typed_and_goes_on_as_markdown() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let mut typed = draft(ID, "A *word*");
    if let LetterContent::Composed(composed) = &mut typed.letter.content {
        composed.html = Some("<p>A <em>word</em></p>".to_owned());
        composed.is_markdown = true;
    }
    pair.act(LaterAction::KeepDraft(Box::new(typed)));
    save(&mut pair);
    let saved = saved(&pair);
    assert_eq!(saved.len(), 1);
    let (uid, message, _) = &saved[0];
    assert!(message.contains("A *word*"), "{message}");
    assert!(!message.contains("multipart"), "{message}");
    pair.act(LaterAction::CloseDraft(ID));
    pair.run_for(1_000);
    let message = MessageRef {
        mailbox: MailboxName::new("Drafts"),
        uid_validity: pair.server.uid_validity(USER, "Drafts").unwrap(),
        uid: *uid,
    };
    compose(&mut pair, DraftId(9), ComposeFrom::Draft(message));
    pair.run_for(1_000);
    let LetterContent::Composed(again) = &pair.page.composing[0].letter.content else {
        panic!("{:?}", pair.page.composing);
    };
    assert!(again.is_markdown && again.html.is_none());
    assert_eq!(again.text.trim_end(), "A *word*");
}
