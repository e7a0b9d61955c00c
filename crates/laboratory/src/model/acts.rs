//! What can happen: what the person does, what other clients do, what the server
//! does wrong, and what becomes of the line.

use super::story::Story;
use super::{on_server, uids_of};
use crate::pair::stored;
use crate::{Choices, Pair, START, USER, plain_message};
use core::num::NonZeroU32;
use core::time::Duration;
use mail_engine::{
    Action, Appended, AttachmentId, Deed, DownloadId, LaterAction, OperationId, Selection, View,
};
use mail_model::{
    Flag, Flags, MailboxName, MessageRef, PartPath, SearchKey, SortCriterion, SortKey, Uid,
    UidValidity,
};

/// The account's mailboxes.
const MAILBOXES: [&str; 4] = ["INBOX", "Sent", "Trash", "Drafts"];
/// What a command begins with.
const VERBS: [&str; 16] = [
    "UID FETCH",
    "FETCH",
    "STATUS",
    "LIST",
    "UID SEARCH",
    "NOOP",
    "SELECT",
    "UID SORT",
    "UID THREAD",
    "UID STORE",
    "UID MOVE",
    "UID COPY",
    "UID EXPUNGE",
    "EXPUNGE",
    "CREATE",
    "NOTIFY",
];
/// What servers say that nobody can make anything of. Nothing of it is untrue.
const NOISE: [&[u8]; 10] = [
    b"* GARBAGE\r\n",
    b"* OK [ALERT] Mind the gap\r\n",
    b"* OK [X-UNKNOWN (a \"b\" {c)] Well\r\n",
    b"* NO [INUSE] Somebody is at it\r\n",
    b"* BAD What was that?\r\n",
    b"* LIST (\\Nothing\r\n",
    b"* 4294967296 EXPUNGE\r\n",
    b"* X-NEWS {4}\r\nabcd (1 2\r\n",
    b"\r\n",
    b"* FLAGS (\\Seen \\Flagged \\Deleted \\Answered \\Draft \xff)\r\n",
];

/// A flag that people see.
fn flag(choices: &mut Choices<'_>) -> Flag {
    [Flag::Seen, Flag::Flagged][choices.below(2) as usize].clone()
}

fn pick<T: Copy>(from: &[T], choices: &mut Choices<'_>) -> T {
    from[choices.below(from.len() as u32) as usize]
}

/// Something happens.
pub(super) fn act(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    match choices.below(32) {
        0..=7 => looks(pair, story, choices),
        8..=15 => does(pair, story, choices),
        16..=21 => others_do(pair, story, choices),
        22..=25 => fails(pair, story, choices),
        26..=28 => line_breaks(pair, choices),
        _ => {
            let wait = [5, 30, 120, 700, 2500, 40_000][choices.below(6) as usize];
            pair.run_for(wait);
        }
    }
}

/// The person looks at something.
fn looks(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    match choices.below(12) {
        0..=2 => {
            if pair.page.list.is_some() {
                let first = choices.below(150);
                pair.view(first, first + 20);
            }
        }
        3 | 4 => {
            let message = on_server(pair, choices);
            pair.go("INBOX", message);
        }
        5 | 6 => {
            let mailbox = pair.shown(pick(&MAILBOXES, choices));
            pair.go(&mailbox, None);
        }
        7 | 8 => {
            let view = view(story, choices);
            pair.show("INBOX", view);
        }
        9 => {
            let Some(list) = &pair.page.list else { return };
            let mailbox = list.mailbox.clone();
            let validity = pair.server.uid_validity(USER, stored(mailbox.as_str()));
            let Some((uid_validity, uid)) = validity.zip(on_server(pair, choices)) else {
                return;
            };
            story.downloads += 1;
            pair.act(LaterAction::Download {
                download: DownloadId(story.downloads),
                message: MessageRef {
                    mailbox,
                    uid_validity,
                    uid,
                },
                source: AttachmentId::from(PartPath::default()).into(),
            });
        }
        10 => pair.act(Action::Refresh),
        _ => {
            if pair.kept.is_some() {
                story.on_page.clear();
                let message = on_server(pair, choices);
                pair.reload("INBOX", message);
            }
        }
    }
}

/// A way to show the inbox.
fn view(story: &mut Story, choices: &mut Choices<'_>) -> View {
    let by = |key, is_reversed| vec![SortCriterion { key, is_reversed }];
    let unread = SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)));
    match choices.below(6) {
        0 => View {
            query: Some(unread),
            ..View::default()
        },
        1 => View {
            query: Some(SearchKey::Subject("chance".to_owned())),
            ..View::default()
        },
        2 => View {
            order: by(SortKey::Subject, false),
            ..View::default()
        },
        3 => View {
            query: Some(unread),
            order: by(SortKey::Arrival, false),
            threads: false,
            is_folded: false,
            search: None,
        },
        4 => View {
            threads: true,
            ..View::default()
        },
        _ => story.next_view(),
    }
}

/// The person changes something.
fn does(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    let Some(list) = &pair.page.list else { return };
    let open = list.mailbox.as_str().to_owned();
    let open = stored(&open);
    // Nobody clicks on what is not on screen.
    let mut shown: Vec<Uid> = pair.page.rows().iter().map(|(_, row)| row.uid).collect();
    shown.sort_unstable();
    let share = [1, 4, 12][choices.below(3) as usize];
    let some: Vec<Uid> = shown
        .into_iter()
        .filter(|_| choices.below(16) < share)
        .collect();
    let what = choices.below(16);
    match what {
        13 if story.operations > 0 => {
            let operation = OperationId(1 + choices.below(story.operations));
            pair.act(LaterAction::Undo(operation));
            return;
        }
        14 if story.operations > 0 => {
            let operation = OperationId(1 + choices.below(story.operations));
            pair.act(LaterAction::CancelOperation(operation));
            return;
        }
        15 => {
            manages(pair, story, choices);
            return;
        }
        _ if some.is_empty() => return,
        _ => {}
    }
    let target = pair.shown(pick(&MAILBOXES, choices));
    let deed = match what {
        0 | 1 => {
            pair.act(LaterAction::SetFlag {
                uids: some,
                flag: flag(choices),
                value: choices.below(2) == 0,
            });
            return;
        }
        2 | 3 => Deed::SetFlag {
            flag: flag(choices),
            value: choices.below(2) == 0,
        },
        4..=6 => {
            if stored(&target) == "Trash" {
                story.throw_away(pair, open, &some);
            }
            Deed::Move(MailboxName::new(target))
        }
        7 => {
            story.copy(pair, open, &some);
            Deed::Copy(MailboxName::new(target))
        }
        8..=10 => {
            story.throw_away(pair, open, &some);
            Deed::Delete { for_ever: false }
        }
        11 => {
            story.doom(pair, open, &some);
            Deed::Delete { for_ever: true }
        }
        12 => Deed::Archive,
        _ => Deed::Junk(choices.below(2) == 0),
    };
    pair.act(LaterAction::Operate {
        operation: story.next_operation(),
        selection: Selection::Uids(some),
        deed,
    });
}

/// The person changes what does not depend on the open mailbox.
fn manages(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    match choices.below(4) {
        0 => {
            story.empty_trash(pair);
            let mailbox = MailboxName::new(pair.shown("Trash"));
            let operation = story.next_operation();
            pair.act(LaterAction::EmptyMailbox { operation, mailbox });
        }
        1 => {
            let bytes = plain_message(&story.next_subject()).into_bytes();
            story.doubt(bytes.clone());
            let mailbox = MailboxName::new(pair.shown("Drafts"));
            let messages = vec![Appended {
                flags: Flags::from_iter([Flag::Seen]),
                received: Some(START),
                bytes,
            }];
            let operation = story.next_operation();
            pair.act(LaterAction::Append {
                operation,
                mailbox,
                messages,
            });
        }
        2 => {
            story.letters += 1;
            pair.act(LaterAction::CreateMailbox {
                parent: None,
                name: format!("Made {}", story.letters),
                special_use: None,
            });
        }
        _ => pair.act(Action::Reconnect),
    }
}

/// Other clients and the world do something.
fn others_do(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    match choices.below(12) {
        0..=3 => deliver(pair, story, "INBOX"),
        4 => deliver(pair, story, pick(&MAILBOXES, choices)),
        5 | 6 => {
            if let Some(uid) = on_server(pair, choices) {
                story.doom(pair, "INBOX", &[uid]);
                pair.expunge(uid);
            }
        }
        7 | 8 => {
            let flags: Flags = (choices.below(2) == 0)
                .then_some(flag(choices))
                .into_iter()
                .collect();
            if let Some(uid) = on_server(pair, choices) {
                pair.set_flags(uid, &flags);
            }
        }
        9 => {
            // Another client moves a message.
            if let Some(uid) = on_server(pair, choices)
                && let Some(content) = pair.server.message(USER, "INBOX", uid)
            {
                pair.deliver_raw("Sent", &content);
                pair.expunge(uid);
            }
        }
        10 => {
            let mailbox = ["Sent", "Drafts", "Trash"][choices.below(3) as usize];
            story.doom_all(pair, mailbox);
            pair.server.delete_mailbox(USER, mailbox, pair.now);
            pair.hear_server();
            if choices.below(2) == 0 {
                pair.run_for(i64::from(choices.below(4_000)));
            }
            pair.server.create_mailbox(USER, mailbox, None);
            pair.hear_server();
        }
        _ => {
            let rounds = 1 + choices.below(4);
            let oldest: Vec<Uid> = uids_of(pair, "INBOX")
                .into_iter()
                .take(rounds as usize)
                .collect();
            story.doom(pair, "INBOX", &oldest);
            pair.server.storm(USER, "INBOX", rounds, pair.now);
            pair.hear_server();
        }
    }
}

pub(super) fn deliver(pair: &mut Pair, story: &mut Story, mailbox: &str) {
    let message = plain_message(&story.next_subject());
    let uid = pair.deliver_raw(mailbox, message.as_bytes());
    story.delivered(pair, mailbox, uid);
}

/// The server does something wrong, or late.
fn fails(pair: &mut Pair, story: &mut Story, choices: &mut Choices<'_>) {
    let verb = pick(&VERBS, choices);
    match choices.below(12) {
        0..=2 => pair.server.refuse_next(verb, "NO by chance"),
        3 | 4 => {
            let noise = pick(&NOISE, choices);
            pair.server.say_before_next(verb, noise);
        }
        5 => {
            let noise = pick(&NOISE, choices);
            for session in pair.server.sessions() {
                pair.server.say(session, noise);
            }
            pair.hear_server();
        }
        6 => {
            let by = Duration::from_millis(u64::from(choices.below(40_000)));
            pair.server.delay_next(verb, by);
        }
        7 => {
            let step = Duration::from_millis(u64::from(choices.below(3_000)));
            let steps = 1 + choices.below(6);
            pair.server.slow_next(verb, steps, step);
        }
        8 => {
            if let Some(session) = pair.server.sessions().first() {
                pair.server.fall_silent(*session, choices.below(2) == 0);
            }
        }
        9 => {
            if choices.below(2) == 0 {
                pair.server.shut_down();
            } else if let Some(session) = pair.server.sessions().last() {
                pair.server.say_goodbye(*session, "Not today");
            }
            pair.hear_server();
        }
        10 => {
            pair.server
                .limit_connections(Some(1 + choices.below(4) as usize));
        }
        _ => {
            if choices.below(2) == 0 {
                let validity = UidValidity(NonZeroU32::MIN.saturating_add(choices.below(1000)));
                pair.server
                    .set_uid_validity(USER, "INBOX", validity, pair.now);
                pair.hear_server();
                deliver(pair, story, "INBOX");
            } else {
                pair.server
                    .set_read_only(USER, "INBOX", choices.below(2) == 0);
            }
        }
    }
}

/// The line breaks, or becomes slow.
fn line_breaks(pair: &mut Pair, choices: &mut Choices<'_>) {
    match choices.below(8) {
        0 => pair.cut(),
        1 => pair.cut_one(choices.below(4) as usize),
        2 | 3 => pair.cut_after = Some(choices.below(8_000) as usize),
        4 => pair.cut_sending_after = Some(choices.below(800) as usize),
        5 => pair.is_down = !pair.is_down,
        6 => pair.latency = [1, 20, 50, 400, 1_500][choices.below(5) as usize],
        _ => pair.forget_lines(),
    }
}
