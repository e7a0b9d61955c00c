//! Mailboxes made, renamed and deleted; room, rights and annotations.

use crate::stage::{LONG, SOON, Stage};
use demo_server::Profile;
use laboratory::{Pair, START, USER};
use mail_engine::{Change, LaterAction, LaterChange};
use mail_model::{MailboxName, QuotaKind};

before_every_server! {
    a_mailbox_is_made,
    the_open_mailbox_goes_on_under_its_new_name,
    the_open_mailbox_is_deleted,
    a_subscription_is_kept,
    room_is_told_where_the_server_knows_it,
    rights_are_told_where_the_server_knows_them,
    annotations_are_kept_where_the_server_keeps_them,
}

/// Below which mailbox those at the top are.
fn top(stage: &Stage) -> Option<MailboxName> {
    (stage.name("Sent").as_str() != "Sent").then(MailboxName::inbox)
}

fn a_mailbox_is_made(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 3);
    stage.pair.act(LaterAction::CreateMailbox {
        parent: top(&stage),
        name: "Größe".to_owned(),
        special_use: None,
    });
    assert!(stage.tree_has("Größe"), "at once");
    stage.pair.act(LaterAction::CreateMailbox {
        parent: Some(stage.name("Größe")),
        name: "Klein & fein".to_owned(),
        special_use: None,
    });
    stage.pair.run_for(SOON);
    let names = stage.pair.server.mailboxes(USER);
    for name in ["Größe", "Größe/Klein & fein"] {
        assert!(stage.tree_has(name), "{name}");
        assert!(names.iter().any(|there| there == name), "{names:?}");
    }
    stage.open("Größe/Klein & fein");
    stage.shows_what_is_there("Größe/Klein & fein");
    stage.was_quiet();
}

/// At a mailbox below another.
fn below(profile: Profile) -> Stage {
    let mut pair = Pair::with_inbox(profile, 3);
    pair.server.create_mailbox(USER, "Work", None);
    pair.server.create_mailbox(USER, "Work/Old", None);
    pair.server.fill(USER, "Work/Old", 40, START);
    let mut stage = Stage::entered(profile, pair);
    stage.open("Work/Old");
    stage.shows_what_is_there("Work/Old");
    stage
}

fn the_open_mailbox_goes_on_under_its_new_name(profile: Profile) {
    let mut stage = below(profile);
    stage.pair.act(LaterAction::RenameMailbox {
        mailbox: stage.name("Work"),
        parent: Some(stage.name("Sent")),
        name: "Done".to_owned(),
    });
    stage.pair.run_for(SOON);
    let moved = stage.pair.page.moved.clone().expect("the place moved");
    assert_eq!(moved.mailbox, stage.name("Sent/Done/Old"));
    stage.shows_what_is_there("Sent/Done/Old");
    assert!(!stage.tree_has("Work") && !stage.tree_has("Work/Old"));
    stage.was_quiet();
}

fn the_open_mailbox_is_deleted(profile: Profile) {
    let mut stage = below(profile);
    stage.pair.act(LaterAction::DeleteMailbox {
        mailbox: stage.name("Work"),
        with_children: true,
    });
    stage.pair.run_for(SOON);
    let moved = stage.pair.page.moved.clone().expect("the place moved");
    assert!(moved.mailbox.is_inbox());
    let names = stage.pair.server.mailboxes(USER);
    assert!(
        !names.iter().any(|name| name.starts_with("Work")),
        "{names:?}"
    );
    assert!(!stage.tree_has("Work") && !stage.tree_has("Work/Old"));
    stage.shows_what_is_there("INBOX");
    stage.was_quiet();
}

fn a_subscription_is_kept(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 3);
    let is_subscribed = |stage: &Stage| {
        let name = stage.name("Sent");
        let mut entries = stage.pair.page.mailboxes.iter();
        let entry = entries.find(|entry| entry.mailbox.name == name);
        entry.expect("it is there").mailbox.is_subscribed
    };
    assert!(is_subscribed(&stage));
    for set in [false, true] {
        let mailbox = stage.name("Sent");
        stage.pair.act(LaterAction::Subscribe { mailbox, set });
        stage.pair.run_for(SOON);
        assert_eq!(is_subscribed(&stage), set);
        // And it is so for who comes anew.
        stage.pair.reload("INBOX", None);
        stage.pair.run_for(LONG);
        assert_eq!(is_subscribed(&stage), set, "anew");
    }
    stage.was_quiet();
}

fn room_is_told_where_the_server_knows_it(profile: Profile) {
    let mut pair = Pair::with_inbox(profile, 3);
    pair.server.set_quota(USER, Some(1024), None);
    let stage = Stage::entered(profile, pair);
    let resources = stage
        .pair
        .page
        .quota
        .iter()
        .flat_map(|root| &root.resources);
    let mut storage = resources.filter(|resource| resource.kind == QuotaKind::Storage);
    let limit = storage.next().map(|resource| resource.limit);
    assert_eq!(limit, stage.offers("QUOTA").then_some(1_048_576));
    stage.was_quiet();
}

fn rights_are_told_where_the_server_knows_them(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 3);
    stage
        .pair
        .act(LaterAction::FetchProperties(MailboxName::inbox()));
    stage.pair.run_for(SOON);
    let page = &stage.pair.page;
    let rights = page.rights.get(&MailboxName::inbox());
    let lists_them = stage.offers("LIST-MYRIGHTS") && stage.offers("LIST-EXTENDED");
    let knows = stage.offers("ACL") || lists_them;
    assert_eq!(rights.is_some(), knows);
    assert!(rights.is_none_or(mail_model::Rights::may_read));
    let is_list = |fact: &&Change| matches!(fact, Change::Later(LaterChange::Acl { .. }));
    let list = page.facts.iter().find(is_list);
    assert_eq!(list.is_some(), stage.offers("ACL"));
    stage.was_quiet();
}

fn annotations_are_kept_where_the_server_keeps_them(profile: Profile) {
    let mut stage = Stage::at_inbox(profile, 3);
    let name = "/private/vendor/porthole/settings".to_owned();
    let value = b"{\"a\":1}\r\n".to_vec();
    let entries = vec![(name.clone(), Some(value.clone()))];
    stage.pair.act(LaterAction::SetMetadata(entries.clone()));
    stage.pair.act(LaterAction::FetchMetadata(vec![name]));
    stage.pair.run_for(SOON);
    let told = stage.pair.page.facts.iter().find_map(|fact| match fact {
        Change::Later(LaterChange::Metadata(entries)) => Some(entries.clone()),
        _ => None,
    });
    let keeps = stage.offers("METADATA") || stage.offers("METADATA-SERVER");
    assert_eq!(told, keeps.then_some(entries));
}
