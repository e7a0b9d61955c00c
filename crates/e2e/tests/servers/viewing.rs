//! Searches and orders, compared with what the server says to another client
//! where it can, and with what was put there where it can't.

use crate::stage::{Stage, place};
use e2e::fixture::Kind;
use mail_engine::{Action, View};
use mail_model::{Flag, MailboxName, SearchKey, SortCriterion, SortKey};

before_each_server! {
    a_search_shows_what_matches,
    an_order_is_kept,
    conversations_stand_together,
}

/// The subjects of a view's rows, from the top.
async fn subjects(stage: &mut Stage, view: View) -> Vec<String> {
    let before = stage.account.page().list.as_ref().map(|list| list.id);
    let mut there = place("INBOX", None);
    there.view = view;
    stage.account.act(Action::Go(there));
    let total = stage
        .account
        .shows("the view", |page| {
            let list = page.list.as_ref().filter(|list| Some(list.id) > before)?;
            list.total.filter(|_| list.mailbox == MailboxName::inbox())
        })
        .await;
    let rows = stage.view(0..total).await;
    rows.into_iter().map(|row| row.subject).collect()
}

async fn a_search_shows_what_matches(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 120).await;
    for (query, criteria) in [
        (
            SearchKey::Subject("ber 11".to_owned()),
            "SUBJECT \"ber 11\"",
        ),
        (
            SearchKey::From("s7@example".to_owned()),
            "FROM \"s7@example\"",
        ),
        (
            SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen))),
            "UNSEEN",
        ),
        (
            SearchKey::Body("text of number 42".to_owned()),
            "BODY \"text of number 42\"",
        ),
        (SearchKey::Subject("nowhere".to_owned()), "SUBJECT nowhere"),
    ] {
        let truth = stage.other.search("INBOX", criteria);
        let expected: Vec<String> = truth
            .iter()
            .rev()
            .map(|uid| format!("Number {} of many", uid - 1))
            .collect();
        let view = View {
            query: Some(query),
            ..View::default()
        };
        assert_eq!(subjects(&mut stage, view).await, expected, "{criteria}");
    }
}

async fn an_order_is_kept(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    let words = ["Zebra", "apple", "Re: Mango", "banana", "FWD: cherry"];
    for word in words {
        let message = format!("From: a@example.org\r\nSubject: {word}\r\n\r\nx\r\n");
        stage.other.append("INBOX", "", message.as_bytes());
    }
    stage.log_in().await;
    for (is_reversed, expected) in [
        (
            false,
            ["apple", "banana", "FWD: cherry", "Re: Mango", "Zebra"],
        ),
        (
            true,
            ["Zebra", "Re: Mango", "FWD: cherry", "banana", "apple"],
        ),
    ] {
        let key = SortKey::Subject;
        let view = View {
            order: vec![SortCriterion { key, is_reversed }],
            ..View::default()
        };
        assert_eq!(subjects(&mut stage, view).await, expected);
    }
}

async fn conversations_stand_together(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    for (id, parent, day) in [(1, 0, 1), (2, 0, 2), (3, 1, 3), (4, 2, 4), (5, 3, 5)] {
        let references = match parent {
            0 => String::new(),
            parent => format!("References: <{parent}@example.org>\r\n"),
        };
        let message = format!(
            "From: a@example.org\r\nSubject: subject {id}\r\nDate: {day} Jun 2025 10:00:00 +0000\r\nMessage-ID: <{id}@example.org>\r\n{references}\r\nx\r\n"
        );
        stage.other.append("INBOX", "", message.as_bytes());
    }
    stage.log_in().await;
    let view = View {
        threads: true,
        ..View::default()
    };
    // Which stands first, and how within, is the server's order: by the first
    // message (RFC 5256) or by the last (REFS).
    let shown = subjects(&mut stage, view).await;
    let of_first = |subject: &String| ["1", "3", "5"].iter().any(|end| subject.ends_with(end));
    let mut places = (0..shown.len()).filter(|place| of_first(&shown[*place]));
    let first = places.next();
    assert!(
        matches!(first, Some(0 | 2)) && places.count() == 2,
        "{shown:?}"
    );
    let begin = first.unwrap();
    assert!(shown[begin..begin + 3].iter().all(of_first), "{shown:?}");
    assert_eq!(shown.len(), 5);
}
