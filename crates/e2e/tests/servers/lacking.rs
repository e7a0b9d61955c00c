//! What a server seems to lack is made up for, with the same results.

use crate::stage::{Stage, place};
use e2e::fixture::Kind;
use laboratory::Page;
use mail_engine::{Action, Deed, LaterAction, OperationId, OperationState, Selection, View};
use mail_model::{
    Flag, MailboxName, ProblemKind, QuotaKind, SearchKey, SortCriterion, SortKey, Uid,
};

before_each_server! {
    views_are_the_same_whatever_the_server_lacks,
    messages_are_moved_whatever_the_server_lacks,
    news_come_without_idle,
    room_is_told_where_there_is_a_limit,
}

/// Of each kind of view one.
fn views() -> Vec<View> {
    let by = |key, is_reversed| View {
        order: vec![SortCriterion { key, is_reversed }],
        ..View::default()
    };
    let matching = |query| View {
        query: Some(query),
        ..View::default()
    };
    vec![
        by(SortKey::Subject, false),
        by(SortKey::From, true),
        by(SortKey::Date, false),
        by(SortKey::Size, true),
        matching(SearchKey::Subject("größe".to_owned())),
        matching(SearchKey::Body("mango".to_owned())),
        matching(SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)))),
        View {
            query: Some(SearchKey::Subject("re".to_owned())),
            ..by(SortKey::Subject, true)
        },
        View {
            threads: true,
            ..View::default()
        },
    ]
}

/// Letters that differ in all that views ask about: of two that are alike each
/// server has its own opinion which comes first. Their dates are in the order of
/// their arrival: servers have REFS go by the one or by the other.
fn fill(stage: &mut Stage) {
    let subjects = [
        "Zebra",
        "apple",
        "=?utf-8?q?Gr=C3=B6=C3=9Fe?=",
        "banana",
        "cherry",
    ];
    for number in 0..40_u32 {
        let subject = subjects[number as usize % 5];
        let (answers, reference) = match number {
            5.. => ("Re: ", format!("References: <{}@x>\r\n", number - 5)),
            _ => ("", String::new()),
        };
        let text = if number % 7 == 0 { "mango" } else { "pear" };
        let text = format!("{text} {}", "x".repeat(number as usize * 17 % 40 * 40));
        let message = format!(
            "From: s{:02}@example.org\r\nSubject: {answers}{subject} {number}\r\nDate: 5 Jun 2025 10:00:{number:02} +0000\r\n\
             Message-ID: <{number}@x>\r\n{reference}\r\n{text}\r\n",
            (number * 7) % 40
        );
        let flags = if number % 3 == 0 { "" } else { "(\\Seen)" };
        stage.other.append("INBOX", flags, message.as_bytes());
    }
}

/// The UIDs of a view's rows, from the top.
async fn rows(stage: &mut Stage, view: View) -> Vec<Uid> {
    let before = stage.account.page().list.as_ref().map(|list| list.id);
    let mut there = place("INBOX", None);
    there.view = view;
    stage.account.act(Action::Go(there));
    let opened = |page: &Page| {
        let list = page.list.as_ref().filter(|list| Some(list.id) > before)?;
        list.total
    };
    let total = stage.account.shows("the view", opened).await;
    let rows = stage.view(0..total).await;
    rows.into_iter().map(|row| row.uid).collect()
}

const OF_VIEWS: [&[&str]; 7] = [
    &[],
    &["ESORT"],
    &["SEARCHRES"],
    &["CONTEXT=SEARCH", "CONTEXT=SORT", "PARTIAL"],
    &["SORT", "SORT=DISPLAY"],
    &["ESEARCH", "ESORT", "SEARCHRES", "CONTEXT=SEARCH"],
    &[
        "SORT",
        "THREAD=REFS",
        "THREAD=REFERENCES",
        "THREAD=ORDEREDSUBJECT",
        "ESEARCH",
    ],
];

async fn views_are_the_same_whatever_the_server_lacks(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 0);
    fill(&mut stage);
    let mut expected = Vec::new();
    for lacking in OF_VIEWS {
        stage.change(stage.another(lacking));
        stage.log_in().await;
        let mut shown = Vec::new();
        for view in views() {
            shown.push(rows(&mut stage, view).await);
        }
        let empty = shown.iter().position(Vec::is_empty);
        assert_eq!(empty, None, "each view shows something");
        if lacking.is_empty() {
            expected = shown;
        } else {
            for ((view, shown), expected) in views().iter().zip(&shown).zip(&expected) {
                assert_eq!(shown, expected, "without {lacking:?}: {view:?}");
            }
        }
    }
}

/// Flags, moves and copies are taken back where the server tells the new UIDs.
async fn messages_are_moved_whatever_the_server_lacks(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 60);
    let archive = stage.server.mailbox("Archive");
    let there = || MailboxName::new(archive.clone());
    for lacking in [&[][..], &["MOVE"], &["UIDPLUS"], &["MOVE", "UIDPLUS"]] {
        stage.change(stage.another(lacking));
        stage.log_in().await;
        let before = stage.truth("INBOX");
        let uids = || {
            let fourth = before.iter().step_by(4).take(5);
            fourth.filter_map(|(uid, _)| Uid::new(*uid)).collect()
        };
        let flag = || Flag::Flagged;
        let mut number = 0;
        for (deed, is_move) in [
            (
                Deed::SetFlag {
                    flag: flag(),
                    value: true,
                },
                false,
            ),
            (Deed::Copy(there()), false),
            (Deed::Move(there()), true),
        ] {
            number += 1;
            let operation = OperationId(number);
            let selection = Selection::Uids(uids());
            let is_flag = matches!(deed, Deed::SetFlag { .. });
            stage.account.act(LaterAction::Operate {
                operation,
                selection,
                deed,
            });
            let ended = |page: &Page| match page.operations.get(&operation)?.last()? {
                OperationState::Pending { .. } => None,
                state => Some(state.clone()),
            };
            let state = stage.account.shows("its end", ended).await;
            let left = if is_move { 5 } else { 0 };
            assert_eq!(stage.truth("INBOX").len(), before.len() - left);
            let arrived = if is_flag { 0 } else { 5 };
            assert_eq!(stage.truth(&archive).len(), arrived, "{lacking:?}");
            // COPYUID is told whether the engine knows of UIDPLUS or not.
            assert_eq!(
                state,
                OperationState::Done { can_undo: true },
                "{lacking:?}"
            );
            stage.account.act(LaterAction::Undo(operation));
            let undone = |page: &Page| {
                let state = page.operations.get(&operation)?.last()?;
                (*state == OperationState::Undone).then_some(())
            };
            stage.account.shows("its undoing", undone).await;
            assert_eq!(stage.truth(&archive).len(), 0, "{lacking:?}");
            assert_eq!(stage.truth("INBOX").len(), before.len(), "{lacking:?}");
            stage.shows_what_is_there("INBOX").await;
            if is_move {
                // Those that came back have other UIDs.
                break;
            }
            assert_eq!(stage.truth("INBOX"), before, "{lacking:?}");
        }
    }
}

/// By NOTIFY alone where the server has it, else by looking now and then.
async fn news_come_without_idle(kind: Kind) {
    let mut stage = Stage::with_inbox(kind, 30);
    stage.change(stage.another(&["IDLE"]));
    stage.log_in().await;
    stage.view(0..30).await;
    stage
        .other
        .append("INBOX", "", b"Subject: fresh\r\n\r\nx\r\n");
    if kind != Kind::Dovecot {
        stage.account.act(Action::Refresh);
    }
    stage
        .account
        .shows("the new row", |page| {
            let row = page.list.as_ref()?.rows.first()?.as_ref()?;
            (row.subject == "fresh").then_some(())
        })
        .await;
    assert!(!stage.account.said.contains("IDLE"));
    stage.shows_what_is_there("INBOX").await;
}

async fn room_is_told_where_there_is_a_limit(kind: Kind) {
    let mut stage = Stage::at_inbox(kind, 3).await;
    stage
        .account
        .act(LaterAction::FetchProperties(MailboxName::inbox()));
    stage.account.rest(std::time::Duration::from_secs(1)).await;
    let page = stage.account.page();
    let resources = page.quota.iter().flat_map(|root| &root.resources);
    let mut storage = resources.filter(|resource| resource.kind == QuotaKind::Storage);
    let limit = storage.next().map(|resource| resource.limit);
    // The fixture gives Cyrus's users a gigabyte, and the others' no limit.
    let expected = (kind == Kind::Cyrus).then_some(1_024_000_000);
    assert_eq!(limit, expected);
    // Courier alerts that it has no daemon which watches files.
    let mut notices = page.notices.iter().map(|notice| notice.kind);
    assert!(
        notices.all(|kind| kind == ProblemKind::ServerAlert),
        "{:?}",
        page.notices
    );
}
