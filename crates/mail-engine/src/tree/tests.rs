use super::*;
use crate::engine::Collate;

fn mailbox(name: &str, delimiter: char, special_use: Option<SpecialUse>) -> Mailbox {
    Mailbox {
        name: MailboxName::new(name),
        delimiter: Some(delimiter),
        is_selectable: true,
        may_have_children: true,
        is_subscribed: true,
        special_use,
        counts: None,
        id: None,
    }
}

fn shown(mailboxes: Vec<Mailbox>) -> Vec<String> {
    let mut tree = Tree::default();
    tree.replace(mailboxes);
    let entries = tree.entries(None, |_, counts| *counts);
    entries
        .iter()
        .map(|entry| {
            let more = if entry.has_children { "+" } else { "" };
            let indent = "  ".repeat(entry.depth as usize);
            format!("{indent}{}{more}", entry.mailbox.name)
        })
        .collect()
}

#[test]
fn the_inbox_comes_first_then_the_special_ones_then_the_others_by_name() {
    let tree = shown(vec![
        mailbox("zebra", '/', None),
        mailbox("Trash", '/', Some(SpecialUse::Trash)),
        mailbox("Apple", '/', None),
        mailbox("Gesendet", '/', Some(SpecialUse::Sent)),
        mailbox("INBOX", '/', None),
        mailbox("Entwürfe", '/', Some(SpecialUse::Drafts)),
    ]);
    assert_eq!(
        tree,
        ["INBOX", "Entwürfe", "Gesendet", "Trash", "Apple", "zebra"]
    );
}

#[test]
fn names_stand_as_the_persons_language_orders_them() {
    let mut tree = Tree::default();
    tree.replace(vec![
        mailbox("zebra", '/', None),
        mailbox("Ärzte", '/', None),
        mailbox("Auto", '/', None),
        mailbox("Verein", '/', None),
        mailbox("Verein/B", '/', None),
        mailbox("Verein/a", '/', None),
    ]);
    let names = |collate| -> Vec<String> {
        let entries = tree.entries(collate, |_, counts| *counts);
        let names = entries.iter().map(|entry| entry.mailbox.name.to_string());
        names.collect()
    };
    let german: Collate = |one, other| {
        let plain = |name: &str| name.replace('ä', "a");
        plain(one).cmp(&plain(other))
    };
    let rest = ["Verein", "Verein/a", "Verein/B", "zebra"];
    assert_eq!(names(Some(german))[..2], ["Ärzte", "Auto"]);
    assert_eq!(names(Some(german))[2..], rest);
    assert_eq!(names(None).last().map(String::as_str), Some("Ärzte"));
}

#[test]
fn a_parent_that_the_server_did_not_list_is_shown_all_the_same() {
    let tree = shown(vec![
        mailbox("INBOX", '/', None),
        mailbox("Work/2024/May", '/', None),
        mailbox("Work/2023", '/', None),
    ]);
    assert_eq!(
        tree,
        [
            "INBOX",
            "Work+",
            "  Work/2023",
            "  Work/2024+",
            "    Work/2024/May"
        ]
    );
}

#[test]
fn where_everything_lies_beneath_the_inbox_its_name_is_but_a_prefix() {
    let tree = shown(vec![
        mailbox("INBOX", '.', None),
        mailbox("INBOX.Work", '.', None),
        mailbox("INBOX.Sent", '.', Some(SpecialUse::Sent)),
        mailbox("INBOX.Work.Old", '.', None),
    ]);
    assert_eq!(
        tree,
        ["INBOX", "INBOX.Sent", "INBOX.Work+", "  INBOX.Work.Old"]
    );
}

#[test]
fn what_a_person_chose_a_mailbox_for_counts_for_more_than_what_was_told() {
    let name = |name: &str| MailboxName::new(name);
    let mut tree = Tree::default();
    tree.choose_uses(&[
        (name("Mine"), Some(SpecialUse::Sent)),
        (name("Junk"), None),
        (name("not there"), Some(SpecialUse::Trash)),
    ]);
    let told = |tree: &mut Tree| {
        tree.replace(vec![
            mailbox("INBOX", '/', None),
            mailbox("Junk", '/', Some(SpecialUse::Junk)),
            mailbox("Mine", '/', None),
            mailbox("Sent", '/', Some(SpecialUse::Sent)),
            mailbox("Trash", '/', Some(SpecialUse::Trash)),
        ]);
    };
    told(&mut tree);
    assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Mine")));
    assert_eq!(tree.special(SpecialUse::Junk), None);
    assert_eq!(tree.special(SpecialUse::Trash), Some(&name("Trash")));
    // It is taken back, and what was told holds again.
    tree.choose_uses(&[]);
    assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Sent")));
    assert_eq!(tree.special(SpecialUse::Junk), Some(&name("Junk")));
    // What the server keeps goes with its mailbox.
    tree.confirm(&TreeChange::Assign(name("Sent"), None));
    tree.confirm(&TreeChange::Assign(name("Mine"), Some(SpecialUse::Sent)));
    let (from, to) = (name("Mine"), name("Yours"));
    tree.confirm(&TreeChange::Rename { from, to });
    assert_eq!(tree.special(SpecialUse::Sent), Some(&name("Yours")));
}

#[test]
fn what_is_no_mail_is_not_shown() {
    for (delimiter, above) in [('/', ""), ('.', "INBOX.")] {
        let name = |name: &str| format!("{above}{name}");
        let all = [
            "INBOX".to_owned(),
            name("Porthole Contacts"),
            name("Porthole Settings"),
            name("Porthole Project"),
        ];
        let all = all.map(|name| mailbox(&name, delimiter, None));
        let mut tree = Tree::default();
        tree.replace(all.to_vec());
        let contacts = tree.own(CONTACTS).map(MailboxName::as_str);
        assert_eq!(contacts, Some(name("Porthole Contacts").as_str()));
        assert_eq!(shown(all.to_vec()), ["INBOX", &name("Porthole Project")]);
    }
    let below = mailbox("Old/Porthole Contacts", '/', None);
    assert_eq!(shown(vec![below]).len(), 2);
}

#[test]
fn what_is_special_is_lifted_out_of_what_cannot_be_opened() {
    let mut parent = mailbox("[Gmail]", '/', None);
    parent.is_selectable = false;
    let tree = shown(vec![
        mailbox("INBOX", '/', None),
        parent,
        mailbox("[Gmail]/All Mail", '/', Some(SpecialUse::All)),
        mailbox("[Gmail]/Sent Mail", '/', Some(SpecialUse::Sent)),
    ]);
    assert_eq!(tree, ["INBOX", "[Gmail]/Sent Mail", "[Gmail]/All Mail"]);
}

#[test]
fn an_endless_name_neither_overflows_nor_vanishes() {
    let deep = "a/".repeat(5000) + "b";
    let tree = shown(vec![mailbox(&deep, '/', None), mailbox("INBOX", '/', None)]);
    assert!(tree.contains(&deep));
    assert!(tree.len() < 70);
}

#[test]
fn counts_are_kept_when_a_list_comes_without_them_and_go_with_their_mailbox() {
    let mut tree = Tree::default();
    let sent = MailboxName::new("Sent");
    tree.replace(vec![
        mailbox("INBOX", '/', None),
        mailbox("Sent", '/', None),
    ]);
    tree.set_counts(
        &sent,
        MailboxCounts {
            messages: 4,
            ..MailboxCounts::default()
        },
    );
    tree.replace(vec![
        mailbox("INBOX", '/', None),
        mailbox("Sent", '/', None),
    ]);
    assert_eq!(tree.counts(&sent).map(|counts| counts.messages), Some(4));
    tree.replace(vec![mailbox("INBOX", '/', None)]);
    assert_eq!(tree.counts(&sent), None);
}

#[test]
fn turns_go_round_all_mailboxes_but_the_open_one() {
    let mut tree = Tree::default();
    tree.replace(
        ["INBOX", "a", "b", "c"]
            .map(|name| mailbox(name, '/', None))
            .into(),
    );
    let inbox = MailboxName::inbox();
    let mut turn = || -> Vec<String> {
        let names = tree.next_turn(|name| *name != inbox, 2);
        names.iter().map(|name| name.as_str().to_owned()).collect()
    };
    assert_eq!(turn(), ["a", "b"]);
    assert_eq!(turn(), ["c", "a"]);
    assert_eq!(turn(), ["b", "c"]);
    assert!(Tree::default().next_turn(|_| true, 5).is_empty());
}
