//! What lies where, before and after something is done.

use crate::asked::{Deed, Reach};
use e2e::fixture::{Message, SecondClient};
use std::collections::BTreeMap;

/// How many messages a mailbox holds, and how many of them are unread, flagged and
/// labelled as important.
type Count = [usize; 4];

/// All mailboxes.
pub(crate) type World = BTreeMap<&'static str, Count>;

const MAILBOXES: [&str; 6] = [
    "INBOX",
    "Fresh",
    "Junk",
    "Archive",
    "Trash",
    "Work/Projects",
];

/// So many messages a full mailbox has that match, and that do not.
pub(crate) const MATCHING: u32 = 5;
pub(crate) const OTHERS: u32 = 3;
/// The UID of one that matches, is flagged and labelled already, and unread where the
/// others are read or the other way round: what is taken back must leave it so.
const ODD: u32 = 3;
/// So many are selected, from the top, where none of those that match is.
pub(crate) const SELECTED: u32 = 3;

/// Makes the mailboxes, and fills those that are full beside the inbox.
pub(crate) fn fill(other: &mut SecondClient) {
    let there = other.mailboxes();
    for mailbox in MAILBOXES.iter().chain(&["Work"]) {
        if !there.contains(&(*mailbox).to_owned()) {
            other.create(mailbox);
        }
    }
    for (mailbox, flags) in [("Fresh", ""), ("Junk", "\\Seen")] {
        let letters = (0..MATCHING + OTHERS).map(|n| (letter(n), flags));
        other.append_all(mailbox, &letters.collect::<Vec<_>>());
    }
    for (mailbox, odd) in [("INBOX", '-'), ("Fresh", '+'), ("Junk", '-')] {
        other.store(mailbox, ODD, '+', "\\Flagged $label1");
        other.store(mailbox, ODD, odd, "\\Seen");
    }
}

/// What must be where once a deed is done.
pub(crate) fn after(rest: &World, deed: Deed, reach: Reach, home: &'static str) -> World {
    let mut world = rest.clone();
    let homes: &[&str] = match reach {
        Reach::AllFoundEverywhere => &["INBOX", "Fresh"],
        _ => &[home],
    };
    for home in homes {
        let is_fresh = *home == "Fresh";
        // The odd one lies below the first rows.
        let (all, odd) = match reach {
            Reach::One => (1, 0),
            Reach::Selection => (count(SELECTED), 0),
            _ => (count(MATCHING), 1),
        };
        let unread = if is_fresh { all - odd } else { odd };
        let meant = [all, unread, odd, odd];
        let from = world.get_mut(home).expect("it is there");
        match deed {
            Deed::MarkRead => from[1] -= unread,
            Deed::MarkUnread => from[1] += all - unread,
            Deed::Flag => from[2] += all - odd,
            Deed::Label => from[3] += all - odd,
            Deed::Copy => {}
            _ => (0..4).for_each(|fact| from[fact] -= meant[fact]),
        }
        if let Some(to) = deed.target() {
            let to = world.get_mut(to).expect("it is there");
            (0..4).for_each(|fact| to[fact] += meant[fact]);
        }
    }
    world
}

fn count(number: u32) -> usize {
    usize::try_from(number).expect("few are")
}

/// What is where by the other client's word.
pub(crate) fn world(other: &mut SecondClient) -> World {
    let count = |mailbox: &&'static str| {
        let messages = other.state(mailbox).messages;
        let of = |flag: &str| {
            let has = |flags: &[String]| flags.iter().any(|own| own == flag);
            messages.iter().filter(|(_, flags)| has(flags)).count()
        };
        let unread = messages.len() - of("\\seen");
        (
            *mailbox,
            [messages.len(), unread, of("\\flagged"), of("$label1")],
        )
    };
    MAILBOXES.iter().map(count).collect()
}

/// The newest are no meetings, so that what is done to the first rows, and to all that
/// match, is not the same.
pub(crate) fn subject(number: u32) -> String {
    match number < MATCHING {
        true => format!("Meeting {number}"),
        false => format!("Letter {number}"),
    }
}

pub(crate) fn letter(number: u32) -> Vec<u8> {
    let message = Message::new(&subject(number)).text("What it says.\r\n");
    message.bytes()
}
