//! Contacts, kept in the account.

use crate::stage::Stage;
use cards::{Contact, Label, Labelled};
use e2e::fixture::Kind;
use e2e::native::Account;
use laboratory::Page;
use mail_engine::{
    Change, ContactId, ContactsNews, ContactsState, ContactsWish, LaterAction, LaterChange,
    PackedWish,
};
use std::collections::BTreeMap;

before_each_server! {
    contacts_are_kept_for_the_next_machine,
    many_contacts_are_kept_and_gathered,
}

fn wish(account: &mut Account, wish: &ContactsWish) {
    account.act(LaterAction::Contacts(PackedWish::new(wish)));
}

/// Names on screen, and whether all is kept.
fn shown(page: &Page) -> (BTreeMap<ContactId, String>, bool) {
    let (mut names, mut is_kept) = (BTreeMap::new(), false);
    for fact in &page.facts {
        let Change::Later(LaterChange::Contacts(news)) = fact else {
            continue;
        };
        match news.unpack() {
            Some(ContactsNews::All(rows)) => {
                names = rows.into_iter().map(|row| (row.id, row.name)).collect();
            }
            Some(ContactsNews::Changed(rows)) => {
                names.extend(rows.into_iter().map(|row| (row.id, row.name)));
            }
            Some(ContactsNews::Gone(ids)) => names.retain(|id, _| !ids.contains(id)),
            Some(ContactsNews::State(state)) => is_kept = state == ContactsState::Kept,
            _ => {}
        }
    }
    (names, is_kept)
}

async fn shows(account: &mut Account, expected: &[String]) -> BTreeMap<ContactId, String> {
    account
        .shows("the contacts, kept", |page| {
            let (shown, is_kept) = shown(page);
            let mut names: Vec<&String> = shown.values().collect();
            names.sort();
            let is_so = is_kept && names.iter().copied().eq(expected);
            is_so.then_some(shown)
        })
        .await
}

fn keep(account: &mut Account, name: &str) {
    let contact = Contact {
        name: name.to_owned(),
        emails: vec![Labelled {
            label: Label::Work,
            value: "somebody@example.org".to_owned(),
        }],
        note: "Grüße, \u{1F600}; and more".to_owned(),
        ..Contact::default()
    };
    let contact = Box::new(contact);
    wish(
        account,
        &ContactsWish::Keep {
            question: 1,
            contact,
        },
    );
}

/// Another account on another machine, at its contacts.
async fn at_another_machine(stage: &mut Stage, expected: &[String]) {
    let another = stage.another(&[]);
    stage.change(another);
    stage.log_in().await;
    wish(&mut stage.account, &ContactsWish::Show);
    shows(&mut stage.account, expected).await;
}

async fn contacts_are_kept_for_the_next_machine(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 1).await;
    wish(&mut stage.account, &ContactsWish::Show);
    shows(&mut stage.account, &[]).await;
    let names = ["Ada", "Edith", "Grace"].map(str::to_owned);
    for name in &names {
        keep(&mut stage.account, name);
    }
    let shown = shows(&mut stage.account, &names).await;
    let grace = shown.iter().find(|(_, name)| *name == "Grace");
    let grace = grace.expect("she was kept").0.clone();
    wish(&mut stage.account, &ContactsWish::Remove(vec![grace]));
    shows(&mut stage.account, &names[..2]).await;
    at_another_machine(&mut stage, &names[..2]).await;
    keep(&mut stage.account, "Zoë");
    let names = ["Ada", "Edith", "Zoë"].map(str::to_owned);
    shows(&mut stage.account, &names).await;
    at_another_machine(&mut stage, &names).await;
}

async fn many_contacts_are_kept_and_gathered(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 1).await;
    wish(&mut stage.account, &ContactsWish::Show);
    shows(&mut stage.account, &[]).await;
    let mut names = Vec::new();
    for number in 0..60 {
        names.push(format!("Number {number:02}"));
        keep(&mut stage.account, &names[number]);
        shows(&mut stage.account, &names).await;
    }
    let text: String = (0..3_000)
        .map(|number| {
            names.push(format!("Person {number:04}"));
            format!("BEGIN:VCARD\nFN:Person {number:04}\nTEL:{number}\nEND:VCARD\n")
        })
        .collect();
    wish(
        &mut stage.account,
        &ContactsWish::Import { question: 2, text },
    );
    shows(&mut stage.account, &names).await;
    at_another_machine(&mut stage, &names).await;
}
