use demo_server::Profile;
use laboratory::{Pair, START, USER, plain_message};
use mail_engine::{
    Action, Appended, Change, Deed, LaterAction, LaterChange, OperationId, OperationState,
    Selection, TreeSection,
};
use mail_model::{Flag, Flags, MailboxName, ProblemKind, QuotaKind, SpecialUse};

fn name(name: &str) -> MailboxName {
    MailboxName::new(name)
}

fn create(parent: Option<&str>, leaf: &str) -> LaterAction {
    LaterAction::CreateMailbox {
        parent: parent.map(name),
        name: leaf.to_owned(),
        special_use: None,
    }
}

fn rename(mailbox: &str, parent: Option<&str>, leaf: &str) -> LaterAction {
    LaterAction::RenameMailbox {
        mailbox: name(mailbox),
        parent: parent.map(name),
        name: leaf.to_owned(),
    }
}

fn delete(mailbox: &str, with_children: bool) -> LaterAction {
    LaterAction::DeleteMailbox {
        mailbox: name(mailbox),
        with_children,
    }
}

fn shown(pair: &Pair) -> Vec<String> {
    let entries = pair.page.mailboxes.iter();
    entries
        .map(|entry| entry.mailbox.name.as_str().to_owned())
        .collect()
}

fn has(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| name == wanted)
}

/// Profiles whose names have different forms and whose servers can do different things.
const PROFILES: [Profile; 5] = [
    Profile::Full,
    Profile::Dovecot,
    Profile::Gmail,
    Profile::Office365,
    Profile::Bare,
];

#[test]
fn a_mailbox_is_on_screen_at_once_and_on_the_server_soon() {
    for profile in PROFILES {
        let mut pair = Pair::at_inbox(profile, 3);
        pair.act(create(None, "Größe"));
        assert!(has(&shown(&pair), "Größe"));
        pair.act(create(Some("Größe"), "Klein"));
        assert!(has(&shown(&pair), "Größe/Klein"));
        pair.run_for(3000);
        assert!(has(&shown(&pair), "Größe/Klein"), "{profile:?}");
        assert!(has(&pair.server.mailboxes(USER), "Größe/Klein"));
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
        let mut entries = pair.page.mailboxes.iter();
        let made = entries.find(|entry| entry.mailbox.name == name("Größe"));
        assert!(made.unwrap().mailbox.is_subscribed);
    }
}

#[test]
fn a_refused_mailbox_is_taken_back_with_the_servers_words() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    let before = shown(&pair);
    pair.server.refuse_next("CREATE", "NO [NOPERM] Not here");
    pair.act(create(None, "Mine"));
    pair.run_for(2000);
    assert_eq!(shown(&pair), before);
    assert_eq!(pair.page.notices[0].kind, ProblemKind::NotPermitted);
    assert!(pair.page.notices[0].words.contains("Not here"));
}

#[test]
fn what_can_be_no_name_is_not_asked_for() {
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    let said = pair.said.len();
    for (action, kind) in [
        (create(None, "a/b"), ProblemKind::ChangeRefused),
        (create(None, "a\r\nb"), ProblemKind::ChangeRefused),
        (create(None, "  "), ProblemKind::ChangeRefused),
        (create(None, &"a".repeat(300)), ProblemKind::ChangeRefused),
        (create(None, "Sent"), ProblemKind::AlreadyExists),
        (create(None, "inbox"), ProblemKind::AlreadyExists),
        (rename("INBOX", None, "Old"), ProblemKind::NotPermitted),
        (
            rename("Sent", Some("Sent"), "x"),
            ProblemKind::ChangeRefused,
        ),
        (delete("INBOX", true), ProblemKind::NotPermitted),
    ] {
        pair.act(action);
        assert_eq!(pair.page.notices.last().unwrap().kind, kind);
    }
    pair.run_for(2000);
    let said = &pair.said[said..];
    assert!(!said.contains("CREATE") && !said.contains("RENAME") && !said.contains("DELETE"));
}

#[test]
fn the_open_list_goes_on_under_its_new_name() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 3);
        pair.server.create_mailbox(USER, "Work", None);
        pair.server.create_mailbox(USER, "Work/Old", None);
        pair.server.fill(USER, "Work/Old", 40, START);
        pair.log_in("Work/Old", None);
        pair.run_for(3000);
        let rows: Vec<_> = pair.page.rows().iter().map(|(_, row)| row.uid).collect();
        assert_eq!(rows.len(), 40);
        pair.act(rename("Work", Some("Sent"), "Done"));
        assert!(has(&shown(&pair), "Sent/Done/Old"));
        pair.run_for(3000);
        let moved = pair.page.moved.clone().unwrap();
        assert_eq!(moved.mailbox, name("Sent/Done/Old"), "{profile:?}");
        let after: Vec<_> = pair.page.rows().iter().map(|(_, row)| row.uid).collect();
        assert_eq!(after, rows);
        assert!(pair.page.list_problem.is_none() && pair.page.notices.is_empty());
        // What is done in it now is done under the new name.
        pair.act(LaterAction::SetFlag {
            uids: vec![rows[0]],
            flag: Flag::Flagged,
            value: true,
        });
        pair.run_for(2000);
        let messages = pair.server.messages(USER, "Sent/Done/Old");
        let flags = messages.into_iter().find(|(uid, _)| *uid == rows[0]);
        assert!(flags.unwrap().1.is_flagged(), "{profile:?}");
        assert!(!has(&pair.server.mailboxes(USER), "Work/Old"));
    }
}

#[test]
fn the_open_mailbox_is_left_before_it_is_deleted() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 5);
        pair.server.create_mailbox(USER, "Work", None);
        pair.server.create_mailbox(USER, "Work/Old", None);
        pair.log_in("Work/Old", None);
        pair.run_for(3000);
        let connections = pair.connections;
        pair.act(delete("Work", true));
        assert_eq!(pair.page.moved.clone().unwrap().mailbox, name("INBOX"));
        assert!(!has(&shown(&pair), "Work"));
        pair.run_for(3000);
        assert_eq!(pair.page.rows().len(), 5);
        let left = pair.server.mailboxes(USER);
        assert!(!has(&left, "Work") && !has(&left, "Work/Old"), "{left:?}");
        assert!(!has(&shown(&pair), "Work"), "{profile:?}");
        assert_eq!(pair.connections, connections);
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    }
}

#[test]
fn a_line_lost_at_any_octet_leaves_each_change_done_once() {
    for after in (1..400).step_by(7) {
        let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
        pair.cut_after = Some(after);
        pair.act(create(None, "One"));
        pair.act(rename("Sent", None, "Outgoing"));
        pair.act(delete("Trash", false));
        pair.run_for(60_000);
        let names = pair.server.mailboxes(USER);
        assert!(has(&names, "One") && has(&names, "Outgoing"), "{names:?}");
        assert!(!has(&names, "Sent") && !has(&names, "Trash"), "{names:?}");
        let shown = shown(&pair);
        assert!(has(&shown, "One") && has(&shown, "Outgoing"), "{shown:?}");
        assert!(!has(&shown, "Sent") && !has(&shown, "Trash"), "{shown:?}");
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    }
}

#[test]
fn a_purpose_is_told_to_servers_that_keep_such() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.act(LaterAction::CreateMailbox {
        parent: None,
        name: "Ablage".to_owned(),
        special_use: Some(SpecialUse::Archive),
    });
    pair.run_for(3000);
    let entry = pair.page.mailboxes.iter().find(|entry| {
        entry.mailbox.name == name("Ablage")
            && entry.mailbox.special_use == Some(SpecialUse::Archive)
    });
    assert!(entry.is_some());
}

#[test]
fn names_lie_below_the_inbox_where_everything_does() {
    let mut pair = Pair::at_inbox(Profile::Courier, 3);
    pair.act(create(None, "Work"));
    pair.run_for(3000);
    assert!(has(&shown(&pair), "INBOX.Work"), "{:?}", shown(&pair));
    assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
}

#[test]
fn room_and_rights_are_told_without_being_asked_for() {
    let mut pair = Pair::with_inbox(Profile::Full, 3);
    pair.server.set_quota(USER, Some(1024), None);
    pair.log_in("INBOX", None);
    pair.run_for(3000);
    let resources = pair.page.quota.iter().flat_map(|root| &root.resources);
    let storage = resources.clone().find(|r| r.kind == QuotaKind::Storage);
    assert_eq!(storage.unwrap().limit, 1_048_576);
    assert!(pair.page.rights[&name("INBOX")].may_read());
}

#[test]
fn room_is_told_anew_when_something_was_removed_for_ever() {
    let mut pair = Pair::with_inbox(Profile::Full, 30);
    pair.server.set_quota(USER, Some(1024), Some(100));
    pair.log_in("INBOX", None);
    pair.run_for(3000);
    let used = |pair: &Pair| {
        let mut resources = pair.page.quota.iter().flat_map(|root| &root.resources);
        let messages = resources.find(|r| r.kind == QuotaKind::Messages);
        messages.unwrap().used
    };
    assert_eq!(used(&pair), 30);
    pair.act(LaterAction::Operate {
        operation: OperationId(1),
        selection: Selection::All,
        deed: Deed::Delete { for_ever: true },
    });
    pair.run_for(5000);
    assert_eq!(used(&pair), 0);
}

#[test]
fn a_mailbox_that_another_client_renames_keeps_its_place_and_its_rows() {
    for (profile, is_known) in [(Profile::Full, true), (Profile::Cyrus, true)] {
        let mut pair = Pair::with_inbox(profile, 3);
        pair.server.create_mailbox(USER, "Work", None);
        pair.server.fill(USER, "Work/Old", 40, START);
        pair.log_in("INBOX", None);
        pair.run_for(3000);
        let mailbox = |path: &str| match profile {
            Profile::Cyrus => format!("INBOX.{}", path.replace('/', ".")),
            _ => path.to_owned(),
        };
        pair.go(&mailbox("Work/Old"), None);
        pair.run_for(3000);
        assert!(pair.page.has_rows(0..=29));
        pair.server.rename_mailbox(USER, "Work", "Job", pair.now);
        pair.act(Action::Refresh);
        pair.said.clear();
        pair.run_for(5000);
        let moved = pair.page.moved.clone().map(|place| place.mailbox);
        assert_eq!(
            moved,
            is_known.then(|| name(&mailbox("Job/Old"))),
            "{profile:?}"
        );
        assert_eq!(pair.page.total(), Some(40));
        assert!(pair.page.has_rows(0..=29), "{profile:?}");
        assert!(!pair.said.contains("HEADER.FIELDS"), "{}", pair.said);
        assert!(has(&shown(&pair), &mailbox("Job")));
        let news = pair.deliver_raw("Job/Old", plain_message("news").as_bytes());
        pair.run_for(70_000);
        assert_eq!(pair.page.row(0).uid, news);
    }
}

#[test]
fn what_a_mailbox_does_not_take_is_refused_before_it_is_sent() {
    let mut pair = Pair::with_inbox(Profile::Full, 3);
    pair.server.set_append_limit(100);
    pair.server.tell_append_limit_by_mailbox();
    pair.log_in("INBOX", None);
    pair.run_for(3000);
    for (operation, size) in [(1, 100), (2, 101)] {
        pair.act(LaterAction::Append {
            operation: OperationId(operation),
            mailbox: name("Drafts"),
            messages: vec![Appended {
                flags: Flags::default(),
                received: None,
                bytes: vec![b'x'; size],
            }],
        });
    }
    pair.run_for(3000);
    let state = |operation| pair.page.operations[&OperationId(operation)].last();
    assert!(matches!(state(1), Some(OperationState::Done { .. })));
    let Some(OperationState::Failed(problem)) = state(2) else {
        panic!("{:?}", state(2));
    };
    assert_eq!(problem.kind, ProblemKind::TooLarge);
    assert_eq!(pair.said.matches("APPEND ").count(), 1, "{}", pair.said);
}

#[test]
fn properties_and_annotations_come_as_they_are_asked_for() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.act(LaterAction::FetchProperties(name("INBOX")));
    pair.act(LaterAction::SetMetadata(vec![(
        "/private/vendor/porthole/settings".to_owned(),
        Some(b"{\"a\":1}\r\n".to_vec()),
    )]));
    pair.act(LaterAction::FetchMetadata(vec![
        "/private/vendor/porthole/settings".to_owned(),
    ]));
    pair.run_for(3000);
    let facts = &pair.page.facts;
    assert!(facts.iter().any(|fact| matches!(fact,
        Change::Later(LaterChange::MailboxSize { mailbox, octets }) if mailbox.is_inbox() && *octets > 0)));
    assert!(
        facts
            .iter()
            .any(|fact| matches!(fact, Change::Later(LaterChange::Acl { .. })))
    );
    assert!(facts.iter().any(|fact| matches!(fact,
        Change::Later(LaterChange::Metadata(entries)) if entries[0].1.as_deref() == Some(b"{\"a\":1}\r\n"))));
}

#[test]
fn what_is_wished_for_before_the_mailboxes_are_known_is_done_when_they_are() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 3);
        pair.log_in("INBOX", None);
        pair.act(create(Some("Sent"), "2026"));
        pair.act(rename("Drafts", None, "Ideas"));
        pair.act(delete("Trash", true));
        assert!(pair.page.mailboxes.is_empty());
        pair.run_for(5000);
        let names = pair.server.mailboxes(USER);
        assert!(has(&names, "Sent/2026"), "{profile:?}: {names:?}");
        assert!(has(&names, "Ideas") && !has(&names, "Drafts") && !has(&names, "Trash"));
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    }
}

#[test]
fn a_mailbox_that_the_person_chooses_serves_a_purpose_in_place_of_another() {
    let purpose_of = |pair: &Pair, mailbox: &str| {
        let mut entries = pair.page.mailboxes.iter();
        let entry = entries.find(|entry| entry.mailbox.name == name(mailbox));
        entry.unwrap().mailbox.special_use
    };
    // The first keeps purposes, the second knows annotations and refuses that,
    // the third has none: there the settings keep them.
    for profile in [Profile::Full, Profile::Dovecot, Profile::Bare] {
        let mut pair = Pair::with_inbox(profile, 3);
        let sent = Some(SpecialUse::Sent);
        pair.server.create_mailbox(USER, "Sent", sent);
        pair.server.create_mailbox(USER, "Posted", None);
        pair.log_in("INBOX", None);
        pair.run_for(6_000);
        pair.act(LaterAction::SetSpecialUse {
            mailbox: name("Posted"),
            purpose: sent,
        });
        assert_eq!(purpose_of(&pair, "Posted"), sent, "on screen at once");
        pair.run_for(6_000);
        assert_eq!(purpose_of(&pair, "Posted"), sent, "{profile:?}");
        assert_eq!(purpose_of(&pair, "Sent"), None);
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);

        // It goes with its name, and holds on the next machine.
        pair.act(rename("Posted", None, "Gone out"));
        pair.run_for(6_000);
        let mut pair = Pair::with_server(pair.server);
        pair.log_in("INBOX", None);
        pair.run_for(6_000);
        assert_eq!(purpose_of(&pair, "Gone out"), sent, "{profile:?}");
        pair.act(LaterAction::SetSpecialUse {
            mailbox: name("Gone out"),
            purpose: None,
        });
        pair.run_for(6_000);
        assert_eq!(purpose_of(&pair, "Gone out"), None, "{profile:?}");
    }
}

#[test]
fn a_subscription_to_nothing_is_told_and_can_be_ended() {
    for profile in PROFILES {
        let mut pair = Pair::with_inbox(profile, 3);
        pair.server.create_mailbox(USER, "Kept", None);
        pair.server.create_mailbox(USER, "Gone", None);
        // Another client deletes it, and the subscription stays.
        pair.server.delete_mailbox(USER, "Gone", START);
        pair.log_in("INBOX", None);
        pair.run_for(3_000);
        pair.act(LaterAction::FetchSubscriptions);
        pair.run_for(3_000);
        assert_eq!(stale(&pair), Some(vec![name("Gone")]), "{profile:?}");
        pair.act(LaterAction::Subscribe {
            mailbox: name("Gone"),
            set: false,
        });
        pair.run_for(3_000);
        assert_eq!(stale(&pair), Some(Vec::new()), "{profile:?}");
        assert!(pair.page.notices.is_empty(), "{:?}", pair.page.notices);
    }
}

/// What was told last of subscriptions to nothing.
fn stale(pair: &Pair) -> Option<Vec<MailboxName>> {
    let mut facts = pair.page.facts.iter().rev();
    facts.find_map(|fact| match fact {
        Change::Later(LaterChange::StaleSubscriptions(names)) => Some(names.clone()),
        _ => None,
    })
}

#[test]
fn what_is_not_the_persons_own_stands_last_in_sections_of_its_own() {
    let mut pair = Pair::with_inbox(Profile::Full, 3);
    for mailbox in ["Zebras", "Other things"] {
        pair.server.create_mailbox(USER, mailbox, None);
    }
    for (owner, mailbox) in [("shared", "Team"), ("bob", "Plans")] {
        pair.server.set_password(owner, "secret");
        pair.server.create_mailbox(owner, mailbox, None);
        assert!(pair.server.set_rights(owner, mailbox, USER, "lrs"));
    }
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    let entries = pair.page.mailboxes.iter();
    let sections: Vec<_> = entries
        .map(|entry| (entry.mailbox.name.as_str(), entry.section))
        .filter(|(name, _)| !["INBOX", "Sent", "Drafts", "Trash", "Junk", "Archive"].contains(name))
        .collect();
    assert_eq!(
        sections,
        [
            ("Other things", None),
            ("Zebras", None),
            ("Other Users", Some(TreeSection::OtherUsers)),
            ("Other Users/bob", None),
            ("Other Users/bob/Plans", None),
            ("Shared", Some(TreeSection::Shared)),
            ("Shared/Team", None),
        ]
    );
}
